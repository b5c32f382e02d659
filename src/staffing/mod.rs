//! Workers, certificates, employments, postings and the staffing verdicts (驻站社工、配备合规).
