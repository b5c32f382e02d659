//! Service years of an agreement with their phases (服务年度，中期、末期).

pub mod list;
pub mod model;
pub mod register;
