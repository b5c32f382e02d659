//! The lab: a real service on a real PostgreSQL for each test, personas, and answers one can ask things.

mod answer;
mod fixtures;
mod lab;
mod logs;
mod persona;
mod server;
mod staffing;

pub use answer::Answer;
pub use fixtures::day;
pub use lab::{BAISHA, Lab};
pub use persona::Persona;
pub use serde_json::{Value, json};
pub use server::TestDatabase;
pub use staffing::{Staffed, finding};
