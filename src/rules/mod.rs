//! The rules of the county's plan, as pure functions.
//!
//! Nothing here knows a database, a clock, HTTP or chance: facts and a day go in, a verdict
//! comes out, and the same facts always give the same verdict. What the plan says is cited by
//! clause (`六（三）`); what we decided where the plan is silent is called `ours`.

pub mod absences;
pub mod agreements;
pub mod attendance;
pub mod brief_states;
pub mod case_stages;
pub mod decimal;
pub mod entry_questions;
pub mod finding;
pub mod identifiers;
pub mod log_states;
pub mod mandatory_report;
pub mod measures;
pub mod milestones;
pub mod minors;
pub mod money;
pub mod periods;
pub mod policy;
pub mod qualifications;
pub mod ranking;
pub mod readiness;
pub mod report_states;
pub mod reporting;
pub mod sampling;
pub mod scoring;
pub mod share;
pub mod staffing;
pub mod station_state;
pub mod working_calendar;
