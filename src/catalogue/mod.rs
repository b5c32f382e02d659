//! The county's catalogue of services (annex 1): five domains, thirty items (服务领域、服务内容); the list of them that each
//! station takes on, and what a station declines (五).

pub mod declined;
pub mod domains;
pub mod items;
pub mod lists;
pub mod model;
