//! Finds PostgreSQL's server programs, which most systems keep out of `PATH`.

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use super::error::ClusterError;

/// The oldest major version that has everything the schema uses.
pub(super) const OLDEST: u32 = 15;

/// Where systems put versions side by side: the folder that holds them, how names begin, and what follows.
const VERSIONED: [(&str, &str, &str); 8] = [
    ("/usr/lib/postgresql", "", "bin"),                       // Debian, Ubuntu
    ("/usr", "pgsql-", "bin"),                                // the PostgreSQL project's RPMs
    ("/opt/homebrew/opt", "postgresql@", "bin"),              // Homebrew on Apple silicon
    ("/usr/local/opt", "postgresql@", "bin"),                 // Homebrew on Intel
    ("/home/linuxbrew/.linuxbrew/opt", "postgresql@", "bin"), // Homebrew on Linux
    ("/Applications/Postgres.app/Contents/Versions", "", "bin"), // Postgres.app
    ("/usr/lib", "postgresql", "bin"),                        // openSUSE
    ("/usr/libexec", "postgresql", ""),                       // Alpine
];

/// One installation of the server.
#[derive(Debug)]
pub(super) struct Binaries {
    folder: PathBuf,
    /// Its major version.
    pub(super) major: u32,
}

impl Binaries {
    /// The installation that fits: the version that made the data, if there is any, else the first new enough.
    pub(super) fn find(made_by: Option<(u32, PathBuf)>) -> Result<Self, ClusterError> {
        let mut seen = Vec::new();
        for found in folders().into_iter().filter_map(Self::in_folder) {
            let fits = made_by.as_ref().map_or(found.major >= OLDEST, |(major, _)| found.major == *major);
            if fits {
                log::info!("PostgreSQL {} found in {}", found.major, found.folder.display());
                return Ok(found);
            }
            seen.push(format!("{} in {}", found.major, found.folder.display()));
        }
        Err(missing(&seen, made_by))
    }

    fn in_folder(folder: PathBuf) -> Option<Self> {
        if !folder.join("initdb").is_file() {
            return None;
        }
        let output =
            Command::new(folder.join("postgres")).arg("--version").stderr(Stdio::null()).output().ok()?;
        let major = major(&String::from_utf8_lossy(&output.stdout))?;
        Some(Self { folder, major })
    }

    /// The path of one program.
    pub(super) fn program(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }
}

/// The major version in `postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)` or `… 18beta1`.
fn major(text: &str) -> Option<u32> {
    let version = text.split(") ").nth(1)?;
    version.split(|character: char| !character.is_ascii_digit()).next()?.parse().ok()
}

fn missing(seen: &[String], made_by: Option<(u32, PathBuf)>) -> ClusterError {
    let found = if seen.is_empty() {
        "no PostgreSQL server programs were found".to_owned()
    } else {
        format!("found only PostgreSQL {}", seen.join(", "))
    };
    match made_by {
        Some((major, data)) => ClusterError::OtherVersion { data, major, found },
        None => ClusterError::NoBinaries { found },
    }
}

/// Every folder that may hold the programs: what the user's `PATH` prefers first, then the newest.
fn folders() -> Vec<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let chosen = std::env::split_paths(&path).chain(pg_config()).filter(|folder| folder.is_absolute());
    let mut known: Vec<_> = VERSIONED
        .iter()
        .flat_map(|(parent, prefix, suffix)| versions(Path::new(parent), prefix, suffix))
        .collect();
    known.sort_by_key(|(version, _)| std::cmp::Reverse(*version));
    chosen.chain(known.into_iter().map(|(_, folder)| folder)).collect()
}

fn pg_config() -> Option<PathBuf> {
    let output = Command::new("pg_config").arg("--bindir").stderr(Stdio::null()).output().ok()?;
    Some(PathBuf::from(String::from_utf8_lossy(&output.stdout).trim()))
}

fn versions(parent: &Path, prefix: &str, suffix: &str) -> Vec<(u32, PathBuf)> {
    let entries = fs::read_dir(parent).into_iter().flatten().flatten();
    entries
        .filter_map(|entry| Some((version_in(&entry.file_name(), prefix)?, entry.path().join(suffix))))
        .collect()
}

fn version_in(name: &OsStr, prefix: &str) -> Option<u32> {
    name.to_str()?.strip_prefix(prefix)?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_the_major_version() {
        for (text, expected) in [
            ("postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)\n", Some(15)),
            ("postgres (PostgreSQL) 18beta1\n", Some(18)),
            ("postgres (PostgreSQL) 9.6.24\n", Some(9)),
            ("command not found", None),
            ("", None),
        ] {
            assert_eq!(major(text), expected, "{text}");
        }
    }

    #[test]
    fn says_what_to_install() {
        let said = missing(&["13 in /usr/lib/postgresql/13/bin".to_owned()], None).to_string();
        for part in [
            "found only PostgreSQL 13",
            "15 or newer",
            "apt-get install postgresql",
            "brew install",
            "DATABASE_URL",
        ] {
            assert!(said.contains(part), "{said}");
        }
    }

    #[test]
    fn data_of_another_version_is_named() {
        let said =
            missing(&["17 in /usr/bin".to_owned()], Some((15, PathBuf::from("/srv/data")))).to_string();
        assert!(said.starts_with("/srv/data was made by PostgreSQL 15, which is not installed"), "{said}");
    }
}
