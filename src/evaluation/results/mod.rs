//! Results (评估结果): provisional, final, published; each kept as it was made.

pub mod basis;
pub mod contested;
pub mod editions;
pub mod making;
pub mod model;
pub mod preview;
pub mod shown;
