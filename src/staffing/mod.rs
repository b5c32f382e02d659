//! Workers, certificates, employments, postings and the staffing verdicts (驻站社工、配备合规).

pub mod certificates;
pub mod compliance;
pub mod employments;
pub mod postings;
pub mod rankings;
pub mod scope;
pub mod workers;
