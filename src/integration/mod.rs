//! What other systems follow: the change feed, the audit trail.

pub mod audit_checkpoints;
pub mod audit_events;
pub mod changes;
