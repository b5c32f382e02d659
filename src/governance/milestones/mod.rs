//! Milestones (九): what the facts show of each on a day, and what the bureau declares.

pub mod answer;
pub mod declarations;
pub mod declare;
pub mod facts;
pub mod model;
pub mod view;
pub mod void;
