//! Certificates of social workers (社会工作者职业资格证书).

pub mod list;
pub mod model;
pub mod record;
pub mod revoke;
pub mod void;
