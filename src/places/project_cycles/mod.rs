//! Project cycles (项目周期): what one procurement covers; a renewal lies inside it (七（二）).

pub mod list;
pub mod model;
pub mod register;
