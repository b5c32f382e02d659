//! Registrations of certificates (登记), three years each. Another clock than the plan's two years for the certificate
//! itself: a lapsed registration is a deadline and a note, and breaks no rule.

pub mod list;
pub mod model;
pub mod record;
pub mod void;
