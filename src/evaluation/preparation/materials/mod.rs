//! Materials (评估材料): what the contractor hands in for an indicator.

pub mod hand_in;
pub mod list;
pub mod model;
pub mod void;
