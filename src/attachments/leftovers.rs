//! What a crash leaves in a folder: the store writes beside the object, to a name with `#`, and then renames.

use std::{fs, io, path::PathBuf, time::SystemTime};

/// Removes those written before an instant; says how many. Errors: the folder cannot be read.
pub fn remove(folder: PathBuf, before: SystemTime) -> io::Result<usize> {
    let (mut folders, mut removed) = (vec![folder], 0);
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder)? {
            let entry = entry?;
            if entry.file_type()?.is_dir() {
                folders.push(entry.path());
            } else if entry.file_name().to_string_lossy().contains('#')
                && entry.metadata()?.modified()? < before
            {
                fs::remove_file(entry.path())?;
                removed += 1;
            }
        }
    }
    Ok(removed)
}
