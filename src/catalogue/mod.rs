//! The county's catalogue of services (annex 1): five domains, thirty items (服务领域、服务内容).

pub mod domains;
pub mod items;
pub mod model;
