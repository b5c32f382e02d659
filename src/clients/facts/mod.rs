//! What holds of a client by day: categories, risk level, members, guardians, consents, risk of wandering.

pub mod categories;
pub mod consents;
pub mod end;
pub mod guardians;
pub mod list;
pub mod members;
pub mod model;
pub mod record;
pub mod risk_levels;
pub mod void;
