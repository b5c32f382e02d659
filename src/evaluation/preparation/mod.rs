//! Preparation (评估准备): the contractor hands in materials and judges itself, contests computed values; what does not
//! apply is fixed, for all parties alike. All of it ends when scoring begins.

pub mod contests;
pub mod inapplicable;
pub mod indicators;
pub mod materials;
pub mod self_assessment;
pub mod stage;
