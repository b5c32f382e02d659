//! The leading group (领导小组, 八) by offices held: who holds an office is not recorded here.

pub mod end;
pub mod list;
pub mod model;
pub mod record;
pub mod view;
pub mod void;
