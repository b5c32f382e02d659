//! Absences of workers (离岗). What the law protects is no absence to S1; which kind it is tells of health and family, so
//! few may read it.

pub mod end;
pub mod list;
pub mod model;
pub mod record;
pub mod void;
