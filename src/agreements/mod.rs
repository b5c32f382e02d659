//! Agreements by which the bureau buys services (购买服务协议): drafted, signed, amended, renewed, ended.
//!
//! A draft is a working paper and covers nothing. From the signature on the stations it covers are rows of their own
//! (`cover`), made from the paper and its amendments: whatever changes those, the cover is made anew from them, and rows
//! that are no longer true are voided, so that `known_at` still finds them.

pub mod amend;
pub mod answer;
pub mod change;
pub mod compliance;
pub mod cover;
pub mod facts;
pub mod list;
pub mod model;
pub mod price;
pub mod references;
pub mod register;
pub mod renew;
pub mod sign;
pub mod target;
pub mod terminate;
pub mod void;
pub mod void_amendment;
pub mod write;
