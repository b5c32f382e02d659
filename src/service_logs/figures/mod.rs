//! What is counted from service logs, kept with them: a county's year is read from some thousand rows, however many logs
//! there are. `effects` alone counts.

pub mod cells;
pub mod recount;
#[cfg(test)]
mod tests;
pub mod write;
