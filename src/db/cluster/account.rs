//! The user PostgreSQL runs as: ourselves, or an unprivileged one when the service is root, which PostgreSQL
//! refuses to run as.

use std::ffi::OsStr;
use std::fs::{self, DirBuilder, Permissions};
use std::os::unix::fs::{DirBuilderExt, MetadataExt, PermissionsExt, chown};
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{Command, Stdio};

use super::error::{ClusterError, on};

/// Tried in this order when the service is root; `_postgres` is macOS's.
const CANDIDATES: [&str; 3] = ["postgres", "_postgres", "nobody"];

/// Who runs the server.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Account {
    /// The user of this process.
    Ourselves,
    /// Another user; only root can choose this.
    Other { uid: u32, gid: u32 },
}

impl Account {
    /// The account for the server of `data`. Data that is there already stays with its owner.
    pub(super) fn choose(data: &Path) -> Result<Self, ClusterError> {
        let ours = id(&["-u"]).ok_or(ClusterError::NoAccount)?;
        match fs::metadata(data) {
            Ok(found) if ours == 0 && found.uid() != 0 => {
                Ok(Self::Other { uid: found.uid(), gid: found.gid() })
            }
            Ok(found) if ours != found.uid() => {
                Err(ClusterError::OtherOwner { data: data.to_owned(), owner: found.uid() })
            }
            _ if ours == 0 => Self::unprivileged(),
            _ => Ok(Self::Ourselves),
        }
    }

    fn unprivileged() -> Result<Self, ClusterError> {
        CANDIDATES.iter().find_map(|name| Self::named(name)).ok_or(ClusterError::NoAccount)
    }

    fn named(name: &str) -> Option<Self> {
        let uid = id(&["-u", name]).filter(|uid| *uid != 0)?;
        let gid = id(&["-g", name])?;
        log::info!("running as root: PostgreSQL will run as user {name}");
        Some(Self::Other { uid, gid })
    }

    /// A program to be run as this account: in `/`, in a process group of its own so that Ctrl-C at a terminal
    /// does not reach it, and without our environment, which may hold secrets and `PG…` variables.
    pub(super) fn command(self, program: impl AsRef<OsStr>) -> Command {
        let mut command = Command::new(program);
        command.current_dir("/").stdin(Stdio::null()).process_group(0).env_clear().env("LC_ALL", "C");
        command.envs(
            ["PATH", "LD_LIBRARY_PATH", "TMPDIR"]
                .into_iter()
                .filter_map(|name| Some((name, std::env::var_os(name)?))),
        );
        if let Self::Other { uid, gid } = self {
            command.uid(uid).gid(gid);
        }
        command
    }

    /// Makes `dir` if needed, for this account alone.
    pub(super) fn own(self, dir: &Path) -> Result<(), ClusterError> {
        if !dir.is_dir() {
            DirBuilder::new().mode(0o700).create(dir).map_err(on("creating", dir))?;
        }
        fs::set_permissions(dir, Permissions::from_mode(0o700)).map_err(on("closing to others", dir))?;
        match self {
            Self::Ourselves => Ok(()),
            Self::Other { uid, gid } => chown(dir, Some(uid), Some(gid)).map_err(on("giving away", dir)),
        }
    }

    /// Whether this account can enter `dir`; tried, since modes do not tell of access lists.
    pub(super) fn reaches(self, dir: &Path) -> bool {
        let tried =
            self.command("/bin/sh").args(["-c", "cd \"$1\"", "sh"]).arg(dir).stderr(Stdio::null()).status();
        self == Self::Ourselves || tried.is_ok_and(|status| status.success())
    }
}

/// What `id` says, if it is a number that a user or group can have.
fn id(arguments: &[&str]) -> Option<u32> {
    let output = Command::new("id").args(arguments).stderr(Stdio::null()).output().ok()?;
    String::from_utf8_lossy(&output.stdout).trim().parse().ok()
}
