//! What a station has, by day (六（一）（二）（四）): rooms, equipment, safety checks, signage, institutions. All of them are
//! rows of one table, recorded, ended and voided alike (`fact`, `record`, `list`, `end`, `void`); a kind is its details
//! and its endpoints.

pub mod end;
pub mod equipment;
pub mod fact;
pub mod facts;
pub mod institutions;
pub mod list;
pub mod new_check;
pub mod readiness;
pub mod record;
pub mod rooms;
pub mod rows;
pub mod safety_checks;
pub mod schemas;
pub mod signage;
pub mod void;
