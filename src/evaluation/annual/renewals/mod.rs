//! Renewal references (续签参考): what the annual results said, and what the bureau decided.

pub mod decide;
pub mod facts;
pub mod list;
pub mod model;
pub mod void;
