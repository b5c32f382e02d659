//! Two counties in one database: what one has, the other does not even know to exist.

mod bodies;
mod import;
mod scene;
mod side_by_side;
mod walk;
