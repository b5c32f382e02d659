//! Evaluating the evaluators: how each scorer gives points beside the other parties, after publication only.

pub mod compare;
pub mod given;
