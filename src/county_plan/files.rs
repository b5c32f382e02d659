//! The files of one county, as text.

use std::{collections::BTreeMap, fs, path::Path};

use super::fault::Fault;

/// Every county has these.
const REQUIRED: [&str; 6] = [
    "county.json",
    "townships.csv",
    "service_catalogue.csv",
    "policy.json",
    "evaluation_indicators.csv",
    "milestones.csv",
];
/// A county may have these.
const OPTIONAL: [&str; 2] = ["leading_group.csv", "villages.csv"];
/// Largest file, bytes: the villages of the largest county are a tenth of it.
const MAX_BYTES: usize = 4 * 1024 * 1024;

/// The texts by name, and what kept others from being texts.
#[derive(Debug, Default)]
pub struct Files {
    texts: BTreeMap<String, String>,
    faults: Vec<Fault>,
}

impl Files {
    /// The files of a folder.
    pub fn read(folder: &Path) -> Self {
        let mut files = Self::default();
        match names(folder) {
            Ok(names) => names.iter().for_each(|name| files.take(folder, name)),
            Err(problem) => {
                files.faults.push(Fault::of_file(&folder.display().to_string(), problem.to_string()));
                return files;
            }
        }
        files.miss_none()
    }

    /// Files within the program.
    pub fn embedded(all: &[(&str, &str)]) -> Self {
        let texts = all.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect();
        Self { texts, faults: Vec::new() }.miss_none()
    }

    /// The text of a file, if there is one.
    pub fn text(&self, name: &str) -> Option<&str> {
        self.texts.get(name).map(String::as_str)
    }

    /// What is wrong with the files as such.
    pub fn faults(&self) -> &[Fault] {
        &self.faults
    }

    fn miss_none(mut self) -> Self {
        for name in REQUIRED {
            if !self.texts.contains_key(name) && self.faults.iter().all(|fault| fault.file != name) {
                self.faults.push(Fault::of_file(name, "the file is missing"));
            }
        }
        self
    }

    fn take(&mut self, folder: &Path, name: &str) {
        let text = if REQUIRED.contains(&name) || OPTIONAL.contains(&name) {
            fs::read(folder.join(name))
                .map_err(|e| Fault::of_file(name, e.to_string()))
                .and_then(|bytes| text(name, bytes))
        } else if is_data(name) {
            let known = REQUIRED.iter().chain(&OPTIONAL).copied().collect::<Vec<_>>().join(", ");
            Err(Fault::of_file(name, format!("no file of a plan has this name; they are {known}")))
        } else {
            return;
        };
        match text {
            Ok(text) => drop(self.texts.insert(name.to_owned(), text)),
            Err(fault) => self.faults.push(fault),
        }
    }
}

/// Names in the folder, sorted; a name that is no text can't be one of ours.
fn names(folder: &Path) -> std::io::Result<Vec<String>> {
    let entries = fs::read_dir(folder)?.collect::<Result<Vec<_>, _>>()?;
    let mut names: Vec<String> =
        entries.into_iter().filter_map(|entry| entry.file_name().into_string().ok()).collect();
    names.sort();
    Ok(names)
}

/// A misspelt `vilages.csv` would be left out in silence; a README may lie beside the files.
fn is_data(name: &str) -> bool {
    let lower = name.to_ascii_lowercase();
    let kind = Path::new(&lower).extension().and_then(|kind| kind.to_str()).unwrap_or_default();
    !lower.starts_with('.') && ["csv", "json"].contains(&kind)
}

/// UTF-8, with or without a byte order mark.
fn text(name: &str, bytes: Vec<u8>) -> Result<String, Fault> {
    if bytes.len() > MAX_BYTES {
        return Err(Fault::of_file(name, format!("larger than {MAX_BYTES} bytes")));
    }
    let text = String::from_utf8(bytes).map_err(|e| not_utf8(name, &e))?;
    let text = text.strip_prefix('\u{feff}').map_or_else(|| text.clone(), str::to_owned);
    if text.trim().is_empty() { Err(Fault::of_file(name, "the file is empty")) } else { Ok(text) }
}

fn not_utf8(name: &str, error: &std::string::FromUtf8Error) -> Fault {
    let good = error.as_bytes().iter().take(error.utf8_error().valid_up_to());
    let line = good.filter(|byte| **byte == b'\n').fold(1_u64, |line, _| line.saturating_add(1));
    Fault::of_line(name, line, "not UTF-8; save the file as CSV UTF-8, not as GBK")
}
