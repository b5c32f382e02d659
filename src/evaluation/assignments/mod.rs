//! Assignments (评估任务指派): which of the agency's people score an evaluation; its manager says so.

pub mod assign;
pub mod bulk;
pub mod end;
pub mod list;
pub mod model;
