//! Service logs (服务记录): what was done, where, by whom, for how many; recorded under an id of the client's own, so
//! that a phone without a network can try again.

pub mod grounds;
pub mod list;
pub mod model;
pub mod record;
