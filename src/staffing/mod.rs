//! Workers with what is known of them, employments, postings, absences and the staffing verdicts (驻站社工、配备合规).

pub mod absences;
pub mod certificates;
pub mod compliance;
pub mod employments;
pub mod findings;
pub mod health;
pub mod mistakes;
pub mod postings;
pub mod rankings;
pub mod registrations;
pub mod scope;
pub mod trainings;
pub mod workers;
