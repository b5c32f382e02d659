//! Makes an empty cluster.

use std::fs::{self, File};
use std::path::Path;
use std::process::Output;

use super::binaries::Binaries;
use super::error::{ClusterError, on};
use super::home::Home;
use super::{Options, SUPERUSER};

const UNFINISHED: &str = "data.unfinished-";

/// Runs `initdb` unless there is data already. It works under another name, so that one that was interrupted is
/// done again.
pub(super) fn create_if_missing(
    home: &Home,
    binaries: &Binaries,
    options: Options,
) -> Result<(), ClusterError> {
    remove_unfinished(&home.place)?;
    if home.data.is_dir() {
        return Ok(());
    }
    log::info!("making a private PostgreSQL {} cluster in {}", binaries.major, home.data.display());
    // Ours by name too: an initdb of a service that was killed may still be at work in the one before.
    let unfinished = home.place.join(format!("{UNFINISHED}{}", std::process::id()));
    home.account.own(&unfinished)?;
    let mut command = home.account.command(binaries.program("initdb"));
    // C sorts Chinese by code point: the same on every machine and after every upgrade of it.
    command.args([
        "--encoding=UTF8",
        "--locale=C",
        "--auth=trust",
        "--data-checksums",
        "--username",
        SUPERUSER,
    ]);
    command.args((!options.fsync).then_some("--no-sync")).arg("--pgdata").arg(&unfinished);
    let output = command.output().map_err(on("running", &binaries.program("initdb")))?;
    succeeded(&output)?;
    fs::rename(&unfinished, &home.data).map_err(on("renaming", &unfinished))?;
    File::open(&home.place).and_then(|place| place.sync_all()).map_err(on("syncing", &home.place))
}

fn remove_unfinished(place: &Path) -> Result<(), ClusterError> {
    for entry in fs::read_dir(place).map_err(on("reading", place))?.flatten() {
        if entry.file_name().to_string_lossy().starts_with(UNFINISHED) {
            log::info!("removing {}, left by an initdb that was interrupted", entry.path().display());
            if let Err(error) = fs::remove_dir_all(entry.path()) {
                log::info!("it is still at work, so the next start will: {error}");
            }
        }
    }
    Ok(())
}

fn succeeded(output: &Output) -> Result<(), ClusterError> {
    if output.status.success() {
        return Ok(());
    }
    let said = String::from_utf8_lossy(&output.stderr).trim().to_owned();
    Err(ClusterError::Initdb { said: if said.is_empty() { output.status.to_string() } else { said } })
}
