//! Results (评估结果): provisional, final, published; each kept as it was made.

pub mod making;
