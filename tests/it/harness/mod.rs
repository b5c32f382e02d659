//! The lab: a real service on a real PostgreSQL for each test, personas, and answers one can ask things.

mod answer;
mod audit;
mod evaluation;
pub mod files;
mod fixtures;
mod folder;
mod governance;
mod lab;
mod logs;
mod persona;
mod places;
mod positions;
mod premises;
mod server;
mod service_lists;
mod sign_in;
mod staffing;
mod two_counties;

pub use answer::Answer;
pub use evaluation::{Round, TOWNSHIP, given, small_framework};
pub use fixtures::day;
pub use folder::Folder;
pub use governance::{TOWNSHIPS, room, stands};
pub use lab::{BAISHA, Lab};
pub use persona::Persona;
pub use places::policy_with;
pub use positions::{at, village};
pub use premises::{Site, valid, valid_but};
pub use serde_json::{Value, json};
pub use server::TestDatabase;
pub use sign_in::{PASSWORD, text};
pub use staffing::{Staffed, finding};
pub use two_counties::{Belongs, CHANGJIANG, CHANGJIANG_FILES, county_roles};
