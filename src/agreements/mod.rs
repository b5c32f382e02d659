//! Agreements by which the bureau buys services (购买服务协议), in their least form: contractor, stations, term,
//! staffing date, price.

pub mod list;
pub mod model;
pub mod register;
pub mod void;
