mod answers;
mod raised;

pub use crate::service_logs::Post;
