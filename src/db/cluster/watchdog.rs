//! Stops the server when the service is gone, however it went.

use std::io;
use std::process::{Child, ChildStdin, Stdio};

use super::account::Account;

/// Waits for the end of its input, which the kernel brings about when the service ends, then asks for a fast
/// shutdown.
const SCRIPT: &str = r#"trap "" HUP INT TERM; read -r _; kill -INT "$1""#;

/// A shell that holds the other end of a pipe.
#[derive(Debug)]
pub(super) struct Watchdog {
    child: Child,
    /// Ours alone: closed in every program we start.
    pipe: Option<ChildStdin>,
}

impl Watchdog {
    /// Watches over process `pid`, as the same account, which may signal it.
    pub(super) fn over(pid: u32, account: Account) -> io::Result<Self> {
        let mut command = account.command("/bin/sh");
        command.args(["-c", SCRIPT, "sh", &pid.to_string()]);
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null()).spawn()?;
        let pipe = child.stdin.take();
        Ok(Self { child, pipe })
    }

    /// Lets go; true when the watchdog did what it is there for.
    pub(super) fn release(&mut self) -> bool {
        drop(self.pipe.take());
        self.child.wait().is_ok_and(|status| status.success())
    }

    /// Ends the watchdog before the server's number can become another program's.
    pub(super) fn dismiss(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
