//! Which folder of the index is live: `current` names it, and is replaced in one step when a new one is complete.
//!
//! ```text
//! index/current     {"format": 1, "generation": "gen-0001"}
//! index/gen-0001/   the engine's files
//! index/lock        who writes
//! index/CACHEDIR.TAG  says that all of this can be made again (bford.info/cachedir)
//! ```
//! `index/files` is the intake's: what it need not read again. Other files in the folder, a README for one, are never touched.

use std::fs::{self, File};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::failure::{damaged, unreadable, unwritable};
use super::schema::FORMAT;
use crate::library::LibraryError;

const CURRENT: &str = "current";
/// `current` while it is written.
const NEXT: &str = "current.next";
const MARK: &str = "CACHEDIR.TAG";
const MARKED: &str = "Signature: 8a477f597d28d172789f06886806bc55\n# An index of onrecord, made from its sources.\n";
const PREFIX: &str = "gen-";

#[derive(Serialize, Deserialize)]
struct Current {
    format: u32,
    generation: String,
}

/// What every format's `current` has, whatever else it has.
#[derive(Deserialize)]
struct FormatOnly {
    format: u32,
}

/// The name of the live generation. The format is checked before anything else is opened.
pub(super) fn live(index: &Path) -> Result<String, LibraryError> {
    let bytes = match fs::read(index.join(CURRENT)) {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == ErrorKind::NotFound => {
            return Err(LibraryError::Missing { path: index.display().to_string() });
        }
        Err(error) if error.kind() == ErrorKind::NotADirectory => {
            return Err(unreadable(index, &io::Error::new(error.kind(), "it is a file, and an index is a folder")));
        }
        Err(error) => return Err(unreadable(index, &error)),
    };
    let unclear = |error| damaged(index, format!("{CURRENT} is unclear: {error}"));
    let FormatOnly { format } = serde_json::from_slice(&bytes).map_err(unclear)?;
    let path = index.display().to_string();
    match format {
        found if found > FORMAT => return Err(LibraryError::Newer { path, found, known: FORMAT }),
        found if found < FORMAT => return Err(LibraryError::Older { path, found, known: FORMAT }),
        _ => {}
    }
    let Current { generation, .. } = serde_json::from_slice(&bytes).map_err(unclear)?;
    if !is_generation(&generation) {
        return Err(damaged(index, format!("{CURRENT} names no generation: {generation}")));
    }
    Ok(generation)
}

/// The live generation's name whatever its format, for what can be told from its plain files.
pub(super) fn live_of_any_format(index: &Path) -> Option<String> {
    let current: serde_json::Value = serde_json::from_slice(&fs::read(index.join(CURRENT)).ok()?).ok()?;
    let generation = current.get("generation")?.as_str()?;
    is_generation(generation).then(|| generation.to_owned())
}

/// Where `current` is, to see whether it was replaced.
pub(super) fn current(index: &Path) -> PathBuf {
    index.join(CURRENT)
}

/// Marks the folder as one that can be made again, so that whoever looks for articles, or makes backups, passes it by.
pub(super) fn mark(index: &Path) -> Result<(), LibraryError> {
    let file = index.join(MARK);
    if file.exists() { Ok(()) } else { fs::write(file, MARKED).map_err(|error| unwritable(index, error)) }
}

/// Makes the folder of a new generation, beside the live one.
pub(super) fn begin(index: &Path) -> Result<String, LibraryError> {
    let newest = names(index)?.iter().filter_map(|name| number(name)).max().unwrap_or(0);
    let name = format!("{PREFIX}{:04}", newest + 1);
    fs::create_dir(index.join(&name)).map_err(|error| unwritable(index, error))?;
    Ok(name)
}

/// Makes a generation the live one: from one instant to the next, also for a reader in another process.
pub(super) fn publish(index: &Path, generation: &str) -> Result<(), LibraryError> {
    let write = || {
        let current = Current { format: FORMAT, generation: generation.to_owned() };
        let mut file = File::create(index.join(NEXT))?;
        serde_json::to_writer(&mut file, &current)?;
        file.write_all(b"\n")?;
        file.sync_all()?;
        fs::rename(index.join(NEXT), index.join(CURRENT))?;
        sync_folder(index)
    };
    write().map_err(|error| unwritable(index, error))
}

/// Removes every generation but the one to keep: those that were replaced, and those a run did not complete. What cannot be
/// removed now is removed by the next run.
pub(super) fn sweep(index: &Path, keep: Option<&str>) {
    for name in names(index).unwrap_or_default() {
        if Some(name.as_str()) != keep {
            remove(index, &name);
        }
    }
    if let Some(keep) = keep {
        sweep_unfinished(&index.join(keep));
    }
    fs::remove_file(index.join(NEXT)).ok();
}

pub(super) fn remove(index: &Path, generation: &str) {
    if let Err(error) = fs::remove_dir_all(index.join(generation)) {
        tracing::warn!(%error, generation, "could not remove a generation of the index");
    }
}

/// The engine writes small files under a temporary name first; one that a killed run left is in no list of its own.
fn sweep_unfinished(generation: &Path) {
    let Ok(entries) = fs::read_dir(generation) else { return };
    for entry in entries.flatten() {
        if entry.file_name().to_string_lossy().starts_with(".tmp") {
            fs::remove_file(entry.path()).ok();
        }
    }
}

fn names(index: &Path) -> Result<Vec<String>, LibraryError> {
    let entries = match fs::read_dir(index) {
        Ok(entries) => entries,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(unreadable(index, &error)),
    };
    let names = entries.flatten().filter_map(|entry| entry.file_name().into_string().ok());
    Ok(names.filter(|name| is_generation(name)).collect())
}

fn is_generation(name: &str) -> bool {
    number(name).is_some()
}

fn number(name: &str) -> Option<u64> {
    let digits = name.strip_prefix(PREFIX)?;
    digits.bytes().all(|byte| byte.is_ascii_digit()).then(|| digits.parse().ok()).flatten()
}

/// A rename is only safe from a power cut when the folder is written too.
fn sync_folder(folder: &Path) -> std::io::Result<()> {
    if cfg!(unix) { File::open(folder)?.sync_all() } else { Ok(()) }
}
