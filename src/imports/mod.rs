//! Imports that go on after their request: a file is kept, `background::imports` judges and writes its rows chunk by
//! chunk, and what stands in `imports` is how far it is. The rows themselves are each feature's (`service_logs::import`).

pub mod cancel;
pub mod faults;
pub mod file;
pub mod list;
pub mod model;
pub mod progress;
pub mod queue;
pub mod run;
