//! What the service holds while it runs: one [`Shared`] for the process, one [`Worker`] for each thread.

use std::{rc::Rc, sync::Arc};

use actix_web::{HttpRequest, web::Data};
use tokio::sync::Semaphore;

use super::{clock::Clock, contract::Contract, metrics::Metrics, quota::Quotas};
use crate::{
    attachments::store::Store,
    auth::{caller::Callers, keys::KeyRing, password::Hasher},
    config::Config,
    db::pool::Pool,
    personal::Roots,
};

/// Shared by all threads.
pub struct Shared {
    /// Settings.
    pub config: Config,
    /// Time.
    pub clock: Clock,
    /// Signing keys.
    pub keys: KeyRing,
    /// Root keys of personal data.
    pub personal: Roots,
    /// Password hashing.
    pub hasher: Hasher,
    /// Request quotas.
    pub quotas: Quotas,
    /// The bytes of attachments.
    pub attachments: Store,
    /// Counters.
    pub metrics: Metrics,
    /// What each operation accepts.
    pub contract: &'static Contract,
}

/// Of one worker thread: nothing here is locked.
pub struct Worker {
    /// Everything shared.
    pub shared: Arc<Shared>,
    /// This thread's connections.
    pub pool: Pool,
    /// A few more, for signing in and probes.
    pub entrance: Pool,
    /// This thread's verified tokens.
    pub callers: Callers,
    /// How many exports may hold a connection of this thread at once.
    pub snapshots: Arc<Semaphore>,
}

impl Worker {
    /// The worker that serves a request.
    ///
    /// # Panics
    /// In an App that `app::build` did not make.
    pub fn of(request: &HttpRequest) -> Rc<Self> {
        let found = request.app_data::<Data<Rc<Self>>>().map(|data| Rc::clone(data));
        #[expect(
            clippy::expect_used,
            reason = "app::build puts it into every App; without it nothing can be served"
        )]
        found.expect("no worker state in this App")
    }
}
