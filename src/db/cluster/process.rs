//! The server process: start, readiness and stop.

use std::fs;
use std::os::unix::net::UnixStream;
use std::process::{Child, Command, ExitStatus};
use std::time::{Duration, Instant};

use super::Options;
use super::binaries::Binaries;
use super::error::{ClusterError, on};
use super::home::Home;
use super::leftover::signal;
use super::server_log::{new_log, not_ready};
use super::settings::settings;
use super::watchdog::Watchdog;

/// Recovery after a power cut reads up to `max_wal_size` (1 GB) of log; one cut short would begin again next time.
const READY_WITHIN: Duration = Duration::from_mins(2);
const STOPPED_WITHIN: Duration = Duration::from_secs(15);
const GLANCE: Duration = Duration::from_millis(5);

/// A running server and its watchdog.
#[derive(Debug)]
pub(super) struct Server {
    child: Child,
    watchdog: Watchdog,
}

/// Starts the server and waits until it accepts connections.
pub(super) fn start(home: &Home, binaries: &Binaries, options: Options) -> Result<Server, ClusterError> {
    let deadline = Instant::now() + READY_WITHIN;
    loop {
        match Server::launch(home, binaries, options)?.ready(home, deadline) {
            // The server's own children outlive a killed server by a moment and keep its memory.
            Err(ClusterError::NotReady { tail, .. })
                if tail.contains("still in use") && Instant::now() < deadline =>
            {
                std::thread::sleep(Duration::from_millis(100));
            }
            outcome => return outcome,
        }
    }
}

impl Server {
    fn launch(home: &Home, binaries: &Binaries, options: Options) -> Result<Self, ClusterError> {
        let program = binaries.program("postgres");
        let child = command(home, binaries, options)?.spawn().map_err(on("running", &program))?;
        let watchdog = Watchdog::over(child.id(), home.account);
        watchdog.map(|watchdog| Self { child, watchdog }).map_err(on("watching", &program))
    }

    fn ready(mut self, home: &Home, deadline: Instant) -> Result<Self, ClusterError> {
        while !accepts(home, self.child.id()) {
            if let Some(how) = self.ended() {
                return Err(not_ready(home, format!("did not start ({how})")));
            }
            if Instant::now() >= deadline {
                self.stop();
                return Err(not_ready(home, format!("was not ready within {} s", READY_WITHIN.as_secs())));
            }
            std::thread::sleep(GLANCE);
        }
        Ok(self)
    }

    /// How the server ended, if it has.
    pub(super) fn ended(&mut self) -> Option<String> {
        let outcome = self.child.try_wait();
        if matches!(outcome, Ok(None)) {
            return None;
        }
        self.watchdog.dismiss();
        Some(outcome.map_or_else(|error| error.to_string(), |status| status.unwrap_or_default().to_string()))
    }

    /// Fast shutdown; after a while an immediate one, which costs only a recovery at the next start.
    pub(super) fn stop(&mut self) {
        let pid = self.child.id();
        if self.ended().is_none() && !self.watchdog.release() {
            signal("INT", pid);
        }
        if self.wait(STOPPED_WITHIN).is_none() {
            log::warn!("PostgreSQL has not stopped in {} s: stopping it at once", STOPPED_WITHIN.as_secs());
            signal("QUIT", pid);
            self.wait(STOPPED_WITHIN);
        }
    }

    /// Leaves the server running with nobody to stop it, as when the watchdog is killed as well.
    #[cfg(test)]
    pub(super) fn abandon(&mut self) {
        self.watchdog.dismiss();
    }

    fn wait(&mut self, patience: Duration) -> Option<ExitStatus> {
        let deadline = Instant::now() + patience;
        loop {
            match self.child.try_wait() {
                Ok(None) if Instant::now() < deadline => std::thread::sleep(GLANCE),
                outcome => return outcome.ok().flatten(),
            }
        }
    }
}

fn command(home: &Home, binaries: &Binaries, options: Options) -> Result<Command, ClusterError> {
    let mut command = home.account.command(binaries.program("postgres"));
    let log = new_log(home)?;
    command
        .stdout(log.try_clone().map_err(on("opening", &home.log()))?)
        .stderr(log)
        .arg("-D")
        .arg(&home.data);
    for (name, value) in settings(home, options) {
        command.arg("-c").arg(format!("{name}={value}"));
    }
    Ok(command)
}

/// Whether this very server says that it is ready, which is where `pg_ctl` looks too, and its socket answers.
fn accepts(home: &Home, pid: u32) -> bool {
    let written = fs::read_to_string(home.data.join("postmaster.pid")).unwrap_or_default();
    let mut lines = written.lines().map(str::trim);
    lines.next() == Some(&*pid.to_string())
        && lines.nth(6) == Some("ready")
        && UnixStream::connect(home.socket_file()).is_ok()
}
