//! An index folder, open for reading: hands out readings of what was published last, by this process or another.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::SystemTime;

use tantivy::directory::Directory;
use tantivy::{Index, IndexReader, ReloadPolicy};

use super::failure::{damaged, guarded, while_reading};
use super::generations;
use super::manifest::Manifest;
use super::reading::{Reading, Snapshot};
use super::readonly::ReadOnly;
use super::schema::schema;
use super::writable::Writable;
use crate::library::LibraryError;

/// How often opening is tried again when the index changes under it.
const TRIES: usize = 8;

/// An index folder, open for reading; hands out readings of the newest published state.
pub struct Shelves {
    path: PathBuf,
    open: Mutex<Open>,
}

/// The newest state seen, and what tells that there is a newer one.
struct Open {
    generation: String,
    reader: IndexReader,
    seen: Seen,
    snapshot: Arc<Snapshot>,
}

/// The files whose replacement publishes a new state, as they were when a state was opened.
#[derive(Clone, PartialEq, Eq, Debug)]
struct Seen {
    current: Option<Mark>,
    meta: Option<Mark>,
}

/// What changes when a file is replaced.
type Mark = (Option<SystemTime>, u64, u64);

impl Shelves {
    /// Opens the live generation of an index folder; an error where there is none, or its format is not ours.
    pub fn open(path: &Path) -> Result<Shelves, LibraryError> {
        let open = guarded(path, || Open::newest(path))?;
        Ok(Shelves { path: path.to_owned(), open: Mutex::new(open) })
    }

    /// One instant of the index: what the last published run left, also when another process published it.
    pub fn reading(&self) -> Result<Reading, LibraryError> {
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        if Seen::now(&self.path, &open.generation) != open.seen {
            guarded(&self.path, || open.renew(&self.path))?;
        }
        Ok(Reading::of(open.snapshot.clone()))
    }

    /// Reads the whole of the newest published state: every file is compared with its checksum, and the text of every article
    /// with its hash. How many articles there are; an error at the first that is not as it was written.
    pub fn verify(path: &Path) -> Result<u64, LibraryError> {
        let mut tries = 1;
        loop {
            let (generation, seen) = Seen::live(path)?;
            // The files first: what opens them believes what they say.
            let verified = guarded(path, || verify_files(path, &generation))
                .and_then(|()| Shelves::open(path)?.reading()?.verify());
            match verified {
                // Files that a run deleted meanwhile.
                Err(_) if tries < TRIES && Seen::now(path, &generation) != seen => tries += 1,
                verified => return verified,
            }
        }
    }
}

fn verify_files(path: &Path, generation: &str) -> Result<(), LibraryError> {
    let failed = |error| while_reading(path, error);
    let folder = ReadOnly::open(&path.join(generation)).map_err(|error| failed(error.into()))?;
    let index = open_index(path, folder)?;
    let folder = index.directory();
    // The engine's own list of what to check leaves out files that another list of its does not name.
    let mut files: Vec<PathBuf> = index.load_metas().map_err(failed)?.list_segment_files().into_iter().collect();
    files.sort_unstable();
    for file in files {
        // Not every segment has every kind of file; one that it needs is missed when it is opened.
        let there = folder.exists(&file).map_err(|error| failed(error.into()))?;
        if there && !folder.validate_checksum(&file).map_err(|error| failed(error.into()))? {
            return Err(damaged(path, format!("{generation}/{} is not as it was written", file.display())));
        }
    }
    Ok(())
}

impl Open {
    /// Opens the live generation. A run may replace it meanwhile, or its files; then what replaced them is opened.
    fn newest(path: &Path) -> Result<Open, LibraryError> {
        let mut tries = 1;
        loop {
            let (generation, seen) = Seen::live(path)?;
            match Open::generation(path, &generation, seen.clone()) {
                Err(_) if tries < TRIES && Seen::now(path, &generation) != seen => tries += 1,
                result => return result,
            }
        }
    }

    fn generation(path: &Path, generation: &str, seen: Seen) -> Result<Open, LibraryError> {
        let failed = |error| while_reading(path, error);
        let folder = ReadOnly::open(&path.join(generation)).map_err(|error| failed(error.into()))?;
        let index = open_index(path, folder)?;
        let reader = index.reader_builder().reload_policy(ReloadPolicy::Manual);
        let reader = reader.try_into().map_err(failed)?;
        let (seen, snapshot) = steady(path, generation, &reader, seen)?;
        Ok(Open { generation: generation.to_owned(), reader, seen, snapshot })
    }

    fn renew(&mut self, path: &Path) -> Result<(), LibraryError> {
        let (generation, seen) = Seen::live(path)?;
        if generation == self.generation
            && self.reader.reload().is_ok()
            && let Ok(steady) = steady(path, &generation, &self.reader, seen)
        {
            (self.seen, self.snapshot) = steady;
            return Ok(());
        }
        *self = Open::newest(path)?;
        Ok(())
    }
}

/// A snapshot whose articles and manifest are of the same commit: `seen` was taken before the reader loaded its files, and
/// is still what the folder looks like after the manifest was read.
fn steady(
    path: &Path,
    generation: &str,
    reader: &IndexReader,
    mut seen: Seen,
) -> Result<(Seen, Arc<Snapshot>), LibraryError> {
    let failed = |error| while_reading(path, error);
    for attempt in 1.. {
        let searcher = reader.searcher();
        let payload = searcher.index().load_metas().map_err(failed)?.payload;
        let now = Seen::now(path, generation);
        if now == seen || attempt == TRIES {
            let manifest = Manifest::parse(payload.as_deref());
            return Ok((seen, Arc::new(Snapshot::new(path, searcher, manifest)?)));
        }
        seen = now;
        reader.reload().map_err(failed)?;
    }
    Err(damaged(path, "it changes faster than it can be read"))
}

impl Seen {
    /// The live generation with its marks. They are taken first, so that what is published in between is seen as new.
    fn live(path: &Path) -> Result<(String, Seen), LibraryError> {
        let current = mark(&generations::current(path));
        let generation = generations::live(path)?;
        let meta = mark(&path.join(&generation).join("meta.json"));
        Ok((generation, Seen { current, meta }))
    }

    fn now(path: &Path, generation: &str) -> Seen {
        Seen { current: mark(&generations::current(path)), meta: mark(&path.join(generation).join("meta.json")) }
    }
}

fn mark(file: &Path) -> Option<Mark> {
    let metadata = fs::metadata(file).ok()?;
    Some((metadata.modified().ok(), metadata.len(), number_of(&metadata)))
}

/// A replaced file is another file even when it has the same time and length.
#[cfg(unix)]
fn number_of(metadata: &fs::Metadata) -> u64 {
    std::os::unix::fs::MetadataExt::ino(metadata)
}

#[cfg(not(unix))]
fn number_of(_: &fs::Metadata) -> u64 {
    0
}

/// The engine's index in a generation's folder, for writing.
pub(super) fn open_to_write(path: &Path, generation: &str) -> Result<Index, LibraryError> {
    let folder = Writable::open(&path.join(generation));
    open_index(path, folder.map_err(|error| while_reading(path, error.into()))?)
}

fn open_index(path: &Path, folder: impl Directory) -> Result<Index, LibraryError> {
    let index = Index::open(Box::new(folder) as Box<dyn Directory>).map_err(|error| while_reading(path, error))?;
    if index.schema() != schema().0 {
        return Err(damaged(path, "its fields are not those of its format"));
    }
    Ok(index)
}
