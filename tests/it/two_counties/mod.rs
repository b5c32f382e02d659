//! Two counties in one database: what one has, the other does not even know to exist.

pub mod bodies;
mod import;
pub mod scene;
mod side_by_side;
pub mod walk;
