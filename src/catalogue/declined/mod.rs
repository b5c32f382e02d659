//! Declined requests (不承担事项, 五): a task of the county government's own that a station was asked to do. Who asked is an
//! office, never a person.

pub mod change;
pub mod list;
pub mod model;
pub mod record;
pub mod reply;
pub mod void;
