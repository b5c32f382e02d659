//! What handlers speak: the context, inputs and answers, problems, pages, versions, retries; each convention once.

pub mod body;
pub mod clock;
pub mod codes;
pub mod contract;
pub mod ctx;
pub mod docs;
pub mod download;
pub mod endpoint;
pub mod envelope;
pub mod error;
pub mod exchange;
pub mod fault;
pub mod hex;
pub mod idempotency;
pub mod idle;
pub mod input;
pub mod locale;
pub mod metrics;
pub mod moment;
pub mod openapi;
pub mod page;
pub mod patch;
pub mod preconditions;
pub mod problem;
pub mod quota;
pub mod reply;
pub mod state;
pub mod text;

pub use ctx::{Ctx, Tx};
pub use error::{Error, Result};
pub use input::{Body, Form, Id, Path, Query};
pub use moment::Moment;
pub use page::{Page, Paging};
pub use preconditions::IfMatch;
pub use reply::{Created, Done, Reply, Versioned};
