//! The file of root keys, `PERSONAL_KEYS_FILE`. One line a key: `index` and the key of the blind indexes, which never
//! changes; a version and the root key of that version, of which the newest wraps and all unwrap.

use std::{
    collections::BTreeMap,
    fs,
    io::{self, Write as _},
    path::{Path, PathBuf},
    sync::{Arc, PoisonError, RwLock},
};

use base64::{Engine as _, engine::general_purpose::STANDARD};
use tempfile::NamedTempFile;

use super::{envelope::Secret, index::hmac};
use crate::http::{Error, Result, clock::random};

const HEAD: &str = "# Root keys of personal data. Keep a copy apart from the database and its backups:\n\
                    # without this file the personal data in it is lost.\n";

/// The keys of one moment.
pub struct RootSet {
    /// The key of the blind indexes.
    pub index: Secret,
    versions: BTreeMap<i32, Secret>,
}

impl RootSet {
    fn new() -> Self {
        Self { index: random(), versions: BTreeMap::from([(1, random())]) }
    }

    fn parse(text: &str) -> Result<Self, &'static str> {
        let (mut index, mut versions) = (None, BTreeMap::new());
        for line in text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#')) {
            let (name, key) = line.split_once(' ').ok_or("a line is no name and key")?;
            let key = STANDARD.decode(key.trim()).ok().and_then(|key| Secret::try_from(key).ok());
            let key = key.ok_or("a key is not 32 bytes in base64")?;
            let twice = if name == "index" {
                index.replace(key).is_some()
            } else {
                let version = name.parse().map_err(|_| "a name is neither index nor a version")?;
                versions.insert(version, key).is_some()
            };
            if twice {
                return Err("a name stands there twice");
            }
        }
        match index {
            Some(index) if !versions.is_empty() => Ok(Self { index, versions }),
            _ => Err("the index key or every root key is missing"),
        }
    }

    /// The version that wraps now.
    pub fn newest(&self) -> i32 {
        self.versions.keys().next_back().copied().unwrap_or_default()
    }

    fn render(&self) -> String {
        let index = format!("{HEAD}index {}\n", STANDARD.encode(self.index));
        self.versions
            .iter()
            .fold(index, |text, (version, key)| format!("{text}{version} {}\n", STANDARD.encode(key)))
    }
}

/// The root keys of this process.
pub struct Roots {
    file: PathBuf,
    current: RwLock<Arc<RootSet>>,
}

impl Roots {
    /// Reads the file; makes it, readable by its owner only, when there is none. Errors: it can't be read or written.
    pub fn open(file: &Path) -> Result<Self, String> {
        let say = |e: io::Error| format!("{}: {e}", file.display());
        if !file.exists() {
            match write(file, &RootSet::new(), false) {
                // Another process was faster: its keys count.
                Err(e) if e.kind() == io::ErrorKind::AlreadyExists => {}
                made => made.map_err(say)?,
            }
        }
        Ok(Self { file: file.to_owned(), current: RwLock::new(Arc::new(read(file)?)) })
    }

    /// The keys of now.
    pub fn current(&self) -> Arc<RootSet> {
        Arc::clone(&self.current.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Reads the file again; on an error the keys stay what they were.
    pub fn reload(&self) -> Result<(), String> {
        let fresh = Arc::new(read(&self.file)?);
        *self.current.write().unwrap_or_else(PoisonError::into_inner) = fresh;
        Ok(())
    }

    /// Adds a root key of a new version to the file; it wraps from now on.
    pub fn add_version(&self) -> Result<i32, String> {
        let mut set = read(&self.file)?;
        let version = set.newest().saturating_add(1);
        set.versions.insert(version, random());
        write(&self.file, &set, true).map_err(|e| format!("{}: {e}", self.file.display()))?;
        self.reload().map(|()| version)
    }

    /// The key that wraps the persons' keys at this version. An unknown version makes the file be read again: another
    /// process has rotated. Errors: the file has no such version.
    pub fn wrapping(&self, version: i32) -> Result<Secret> {
        if !self.current().versions.contains_key(&version) {
            self.reload().map_err(Error::internal)?;
        }
        let set = self.current();
        let absent = || Error::internal(format!("{} has no root key {version}", self.file.display()));
        hmac(set.versions.get(&version).ok_or_else(absent)?, &[b"wrap/1"])
    }
}

fn read(file: &Path) -> Result<RootSet, String> {
    let text = fs::read_to_string(file).map_err(|e| format!("{}: {e}", file.display()))?;
    RootSet::parse(&text).map_err(|problem| format!("{}: {problem}", file.display()))
}

/// Whole or not at all; a temporary file is readable by its owner only, and so is what it becomes.
fn write(file: &Path, set: &RootSet, replace: bool) -> io::Result<()> {
    let folder = file.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    fs::create_dir_all(folder)?;
    let mut fresh = NamedTempFile::new_in(folder)?;
    fresh.write_all(set.render().as_bytes())?;
    fresh.as_file().sync_all()?;
    let kept = if replace { fresh.persist(file) } else { fresh.persist_noclobber(file) };
    kept.map_err(|e| e.error)?;
    fs::File::open(folder)?.sync_all()
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt as _;

    use super::*;

    #[test]
    fn made_once_for_its_owner_and_read_anew() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("new/personal-keys");
        let (first, second) = (Roots::open(&file).unwrap(), Roots::open(&file).unwrap());
        assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
        assert_eq!(first.wrapping(1).unwrap(), second.wrapping(1).unwrap());
        second.wrapping(2).unwrap_err();
        assert_eq!(first.add_version().unwrap(), 2);
        // The other process meets the new version and reads the file again; the index key stays.
        assert_eq!(first.wrapping(2).unwrap(), second.wrapping(2).unwrap());
        assert_ne!(first.wrapping(1).unwrap(), first.wrapping(2).unwrap());
        assert_eq!(first.current().index, second.current().index);
        assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
    }

    #[test]
    fn a_broken_file_is_refused_without_its_keys() {
        let key = STANDARD.encode([7; 32]);
        let cases = [
            String::new(),
            "index".into(),
            format!("index {key}"),
            format!("1 {key}"),
            format!("index {key}\nindex {key}\n1 {key}"),
            format!("index {key}\n1 {key}\n1 {key}"),
            format!("index {key}\none {key}"),
            format!("index {key}\n1 {}", &key[..40]),
        ];
        for text in cases {
            let problem = RootSet::parse(&text).err().unwrap();
            assert!(!problem.contains(&key), "{problem}");
        }
        assert!(RootSet::parse(&format!("# note\n\nindex {key}\n 2 {key} ")).is_ok());
    }
}
