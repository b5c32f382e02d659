//! Three-party evaluation (三方评估).
