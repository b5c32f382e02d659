//! Questions about service logs: raised with the log that gives rise to them, answered by the contractor, closed by the
//! bureau. A question accuses nobody: the log is kept, and every answer.

pub mod answer;
pub mod close;
pub mod list;
pub mod model;
pub mod raise;
