//! Where the cluster keeps its files.

use std::fs::{self, Permissions};
use std::io::ErrorKind;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use super::account::Account;
use super::error::{ClusterError, on};

/// Where the data goes when the server's user may not enter the service's directory (`/root`, say).
const ELSEWHERE: &str = "/var/lib/social-work-stations";
/// A socket's path has 104 bytes on macOS, 108 on Linux.
const LONGEST_SOCKET: usize = 100;
const SOCKET_FILE: &str = ".s.PGSQL.5432";

/// The directories of one cluster and the account they belong to.
#[derive(Debug)]
pub(super) struct Home {
    /// The directory the caller named; ours.
    pub(super) dir: PathBuf,
    /// What holds the data: `dir`, unless the account cannot enter that.
    pub(super) place: PathBuf,
    /// PostgreSQL's data; the account's.
    pub(super) data: PathBuf,
    /// The directory of the socket; the account's.
    pub(super) socket: PathBuf,
    pub(super) account: Account,
    socket_is_temporary: bool,
}

impl Home {
    /// Finds or chooses the place, and makes what is missing except the data.
    pub(super) fn settle(dir: &Path) -> Result<Self, ClusterError> {
        let dir = fs::canonicalize(dir).map_err(on("resolving", dir))?;
        let place = written_location(&dir)?.unwrap_or_else(|| dir.clone());
        let account = Account::choose(&place.join("data"))?;
        let place = reachable(&dir, place, account)?;
        let (socket, socket_is_temporary) = socket_directory(&place, account)?;
        Ok(Self { data: place.join("data"), place, dir, socket, account, socket_is_temporary })
    }

    /// The major version that made the data, if there is any.
    pub(super) fn major(&self) -> Result<Option<(u32, PathBuf)>, ClusterError> {
        let path = self.data.join("PG_VERSION");
        match fs::read_to_string(&path) {
            Ok(text) => Ok(text.trim().parse().ok().map(|major| (major, self.data.clone()))),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(error) => Err(on("reading", &path)(error)),
        }
    }

    /// The server's log.
    pub(super) fn log(&self) -> PathBuf {
        self.dir.join("server.log")
    }

    /// The socket itself.
    pub(super) fn socket_file(&self) -> PathBuf {
        self.socket.join(SOCKET_FILE)
    }

    /// Removes what is of no use once the server has stopped.
    pub(super) fn tidy(&self) {
        if self.socket_is_temporary {
            let _ = fs::remove_dir_all(&self.socket);
        }
    }
}

/// Written down rather than computed, so that emptying `dir` really starts afresh, and moving it loses nothing.
fn written_location(dir: &Path) -> Result<Option<PathBuf>, ClusterError> {
    let path = dir.join("location");
    match fs::read_to_string(&path) {
        Ok(text) => Ok(Some(PathBuf::from(text.trim_end_matches('\n')))),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(on("reading", &path)(error)),
    }
}

fn reachable(dir: &Path, place: PathBuf, account: Account) -> Result<PathBuf, ClusterError> {
    // Others may pass through to what is theirs, not look.
    let mode = if account == Account::Ourselves { 0o700 } else { 0o711 };
    fs::set_permissions(dir, Permissions::from_mode(mode)).map_err(on("setting the mode of", dir))?;
    if account.reaches(&place) {
        return Ok(place);
    }
    let elsewhere = new_place()?;
    log::warn!(
        "{} is closed to the user that runs PostgreSQL, so its data is kept in {}",
        place.display(),
        elsewhere.display()
    );
    let path = dir.join("location");
    fs::write(&path, format!("{}\n", elsewhere.display())).map_err(on("writing", &path))?;
    Ok(elsewhere)
}

fn new_place() -> Result<PathBuf, ClusterError> {
    let parent = Path::new(ELSEWHERE);
    fs::create_dir_all(parent).map_err(on("creating", parent))?;
    let place = first_free(|number| parent.join(number.to_string()), |path| fs::create_dir(path))?;
    for path in [parent, &place] {
        fs::set_permissions(path, Permissions::from_mode(0o711)).map_err(on("setting the mode of", path))?;
    }
    Ok(place)
}

fn socket_directory(place: &Path, account: Account) -> Result<(PathBuf, bool), ClusterError> {
    let socket = place.join("socket");
    let fits = socket.join(SOCKET_FILE).as_os_str().len() < LONGEST_SOCKET
        && socket.to_str().is_some_and(|path| !path.contains([',', '"']));
    let chosen = if fits { socket } else { temporary_socket()? };
    account.own(&chosen)?;
    Ok((chosen, !fits))
}

fn temporary_socket() -> Result<PathBuf, ClusterError> {
    use std::os::unix::fs::DirBuilderExt;
    let name = |number: u32| PathBuf::from(format!("/tmp/stations-{}-{number}", std::process::id()));
    first_free(name, |path| fs::DirBuilder::new().mode(0o700).create(path))
}

/// Creates the first directory that is not there yet; creation is atomic, so nobody else can hold it.
fn first_free(
    name: impl Fn(u32) -> PathBuf,
    create: impl Fn(&Path) -> std::io::Result<()>,
) -> Result<PathBuf, ClusterError> {
    let mut number = 1;
    loop {
        let path = name(number);
        match create(&path) {
            Ok(()) => return Ok(path),
            Err(error) if error.kind() == ErrorKind::AlreadyExists => number += 1,
            Err(error) => return Err(on("creating", &path)(error)),
        }
    }
}
