//! Services in figures (服务统计): by day, month, station, domain, item, method, worker, village.

pub mod answer;
pub mod asked;
pub mod assembled;
pub mod count;
pub mod plan;
pub mod sources;
pub mod statement;
