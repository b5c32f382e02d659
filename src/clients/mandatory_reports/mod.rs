//! Mandatory reports 强制报告: signs that a child is harmed, and the steps taken. Due immediately; how late is too late is a
//! value of the policy.

pub mod list;
pub mod model;
pub mod record;
pub mod steps;
pub mod void;
