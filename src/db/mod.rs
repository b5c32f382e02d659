//! The database: private cluster, pool, migrations, errors. Nothing here knows the county's business.

pub mod cluster;
pub mod database;
pub mod errors;
pub mod fixed;
pub mod json;
pub mod lease;
pub mod migrations;
pub mod planned;
pub mod pool;
pub mod snapshot;
pub mod text_enum;
pub mod together;

/// A connection. Functions take `mut conn: &Conn` and hand `&mut conn` to diesel.
pub type Conn = diesel_async::AsyncPgConnection;
