//! Accounts of people: list, register, change, disable.

pub mod belongings;
pub mod change;
pub mod list;
pub mod model;
pub mod register;
