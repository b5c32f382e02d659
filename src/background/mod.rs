//! What runs beside the requests: the sequencer, the findings of each day, reminders, reading the keys again, forgetting
//! what is old, collecting unused files, running imports.

pub mod attachments;
pub mod cleanup;
pub mod findings;
pub mod imports;
pub mod reminders;

use std::{
    sync::Arc,
    time::{Duration, SystemTime},
};

use actix_web::rt;
use tokio::{sync::watch, task::JoinHandle, time};

use crate::{
    audit::{checkpoint::Signer, job::Job},
    http::state::Shared,
};

/// The running jobs.
pub struct Jobs {
    stop: watch::Sender<bool>,
    running: Vec<JoinHandle<()>>,
}

impl Jobs {
    /// Asks every job to end and waits for it.
    pub async fn stop(self) {
        let _ = self.stop.send(true);
        for job in self.running {
            let _ = job.await;
        }
    }
}

/// Starts all jobs. Errors: a key that can't be read.
pub fn start(shared: Arc<Shared>, url: &str) -> Result<Jobs, String> {
    let (stop, stopped) = watch::channel(false);
    let sequencer = Job::new(Arc::clone(&shared), url, Signer::open(&shared.config)?);
    let running = vec![
        rt::spawn(sequencer.run(stopped.clone())),
        rt::spawn(cleanup::run(Arc::clone(&shared), url.to_owned(), stopped.clone())),
        rt::spawn(attachments::run(Arc::clone(&shared), url.to_owned(), stopped.clone())),
        rt::spawn(findings::run(Arc::clone(&shared), url.to_owned(), stopped.clone())),
        rt::spawn(reminders::run(Arc::clone(&shared), url.to_owned(), stopped.clone())),
        rt::spawn(imports::run(Arc::clone(&shared), url.to_owned(), stopped.clone())),
        rt::spawn(keys(shared, stopped)),
    ];
    Ok(Jobs { stop, running })
}

/// Reads the signing keys and the root keys again every half minute, and forgets quiet callers' quotas.
async fn keys(shared: Arc<Shared>, mut stopped: watch::Receiver<bool>) {
    let mut every = time::interval(Duration::from_secs(30));
    loop {
        tokio::select! {
            _ = every.tick() => {
                if let Err(problem) = shared.keys.reload(SystemTime::now()) {
                    log::error!("signing keys stay as they were: {problem}");
                }
                if let Err(problem) = shared.personal.reload() {
                    log::error!("root keys of personal data stay as they were: {problem}");
                }
                shared.quotas.tidy();
            }
            _ = stopped.changed() => return,
        }
    }
}
