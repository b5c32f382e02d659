//! A server that is still there, or whose pid file is, after the service was killed.
//!
//! We hold the directory's lock, so a server on it has no service any more.

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use super::error::{ClusterError, on};
use super::home::Home;

/// Fast shutdown writes a checkpoint, which takes its time on a slow disk.
const FAST: Duration = Duration::from_secs(20);
const IMMEDIATE: Duration = Duration::from_secs(5);

/// Stops the server that runs on the data, and removes the marks of one that did not end in order.
pub(super) fn stop(home: &Home) -> Result<(), ClusterError> {
    let pid_file = home.data.join("postmaster.pid");
    if let Some(pid) = first_number(&pid_file).filter(|pid| serves(*pid, &home.data)) {
        end(pid, &home.data)?;
    }
    // Their number may be another program's by now, or a zombie's; PostgreSQL would refuse to start.
    [pid_file, home.socket_file(), home.socket_file().with_extension("5432.lock")].iter().try_for_each(remove)
}

fn end(pid: u32, data: &Path) -> Result<(), ClusterError> {
    log::info!("stopping process {pid}, a PostgreSQL left over from a service that was killed");
    for (name, patience) in [("INT", FAST), ("QUIT", IMMEDIATE)] {
        signal(name, pid);
        if gone(pid, data, patience) {
            return Ok(());
        }
    }
    Err(ClusterError::Leftover { data: data.to_owned(), pid })
}

fn remove(path: &PathBuf) -> Result<(), ClusterError> {
    match fs::remove_file(path) {
        Ok(()) => log::info!("removed {}, left by a PostgreSQL that was killed", path.display()),
        Err(error) if error.kind() == ErrorKind::NotFound => {}
        Err(error) => return Err(on("removing", path)(error)),
    }
    Ok(())
}

fn first_number(path: &Path) -> Option<u32> {
    fs::read_to_string(path).ok()?.lines().next()?.trim().parse().ok()
}

/// Sends a signal by the shell, whose `kill` is built in: a slim image has no other.
pub(super) fn signal(name: &str, pid: u32) {
    let sent = Command::new("/bin/sh")
        .args(["-c", "kill -\"$1\" \"$2\"", "sh", name, &pid.to_string()])
        .stderr(Stdio::null())
        .status();
    if !sent.is_ok_and(|status| status.success()) {
        log::warn!("SIG{name} could not be sent to process {pid}");
    }
}

fn gone(pid: u32, data: &Path, patience: Duration) -> bool {
    let deadline = Instant::now() + patience;
    while serves(pid, data) {
        if Instant::now() >= deadline {
            return false;
        }
        std::thread::sleep(Duration::from_millis(10));
    }
    true
}

/// Whether that process is a server we started on that data: its command line names it.
fn serves(pid: u32, data: &Path) -> bool {
    command_line(pid).is_some_and(|line| line.contains("postgres") && line.contains(&*data.to_string_lossy()))
}

fn command_line(pid: u32) -> Option<String> {
    if Path::new("/proc/self/cmdline").exists() {
        return fs::read(format!("/proc/{pid}/cmdline"))
            .ok()
            .map(|line| String::from_utf8_lossy(&line).into_owned());
    }
    let output = Command::new("ps")
        .args(["-ww", "-o", "command=", "-p", &pid.to_string()])
        .stderr(Stdio::null())
        .output()
        .ok()?;
    Some(String::from_utf8_lossy(&output.stdout).into_owned())
}
