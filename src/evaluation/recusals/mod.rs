//! Recusals (回避): who must not score an evaluation, declared by himself or by who is responsible for him.

pub mod declare;
pub mod list;
pub mod model;
