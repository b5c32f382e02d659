//! Scorecards (评分表): each party's points, blind to the others until all three are in.

pub mod blind;
pub mod save;
pub mod seal;
pub mod submit;
pub mod view;
