//! What other systems follow: the change feed, the audit trail.
