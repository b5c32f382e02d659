//! Employments (聘用): which organisation employs a worker, how, and from when to when.

pub mod end;
pub mod list;
pub mod model;
pub mod record;
pub mod void;
