//! Scorecards (评分表): each party's points, blind to the others until all three are in.

pub mod batch;
pub mod blind;
pub mod completeness;
pub mod editions;
pub mod entries;
pub mod files;
pub mod list;
pub mod prepare;
pub mod reopen;
pub mod reopenings;
pub mod round;
pub mod save;
pub mod seal;
pub mod sealing;
pub mod submit;
pub mod view;
