//! The one writer of an index: puts and retires articles, and makes the whole run visible in one step, or none of it.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use tantivy::indexer::{IndexWriterOptions, LogMergePolicy, UserOperation};
use tantivy::store::{Compressor, ZstdCompressor};
use tantivy::{Index, IndexSettings, IndexWriter, TantivyError, Term};

use super::failure::{unwritable, while_writing};
use super::generations;
use super::lock::Lock;
use super::manifest::{Manifest, Root, remembered};
use super::reading::Reading;
use super::schema::{id_key, register, schema};
use super::sheet::{Prepared, Sheet, Tray};
use super::shelves::{Shelves, open_to_write};
use super::writable::Writable;
use crate::article::ArticleId;
use crate::library::{LibraryError, StoredArticle};
use crate::text::ContentHash;

/// How much memory a run may take for what it has not yet written.
#[derive(Clone, Copy, Debug)]
pub struct Memory {
    /// Bytes of postings collected before they are written as a segment.
    pub postings: usize,
    /// Bytes of articles waiting for the engine.
    pub waiting: usize,
}

impl Default for Memory {
    fn default() -> Memory {
        Memory { postings: 96 << 20, waiting: 16 << 20 }
    }
}

/// Segments of a size that are merged into one.
const MERGED_AT: usize = 4;
/// zstd's level for stored articles: above it, packing takes far more time and saves little.
const PACKED: i32 = 3;
/// The share of deleted documents at which a segment is written anew without them.
const DELETED_AT: f32 = 0.25;

/// A run under way. Dropped without [`Writer::publish`], it leaves the index as it was.
pub struct Writer {
    path: PathBuf,
    generation: String,
    /// Whether the generation is one of this run, to become the live one.
    fresh: bool,
    before: Option<Reading>,
    remembered: Vec<Root>,
    /// Gone once the run is published or given up.
    engine: Option<IndexWriter<Sheet>>,
    tray: Arc<Tray>,
    // Dropped last: until then nobody else writes.
    _lock: Lock,
}

impl Writer {
    /// Begins a run, the only one: where another holds the index, `patient` is asked again and again whether to wait.
    ///
    /// With `rebuild`, or where there is no index yet, a new generation is written beside the live one; an index of an older
    /// format, or a damaged one, can only be rebuilt, and one of a newer format is left alone.
    pub fn begin(
        path: &Path,
        rebuild: bool,
        memory: Memory,
        patient: &mut dyn FnMut() -> bool,
    ) -> Result<Writer, LibraryError> {
        // Before the lock, which writes a file, so that nothing of a newer version's index is touched; and again with it.
        writable(generations::live(path), rebuild)?;
        let lock = Lock::take(path, patient)?;
        generations::mark(path)?;
        let live = writable(generations::live(path), rebuild)?;
        generations::sweep(path, live.as_deref().or(generations::live_of_any_format(path).as_deref()));
        let before = match Shelves::open(path).and_then(|shelves| shelves.reading()) {
            Ok(reading) => Some(reading),
            Err(LibraryError::Missing { .. }) => None,
            Err(_) if rebuild => None,
            Err(error) => return Err(error),
        };
        let remembered = before.as_ref().map_or_else(|| remembered(path), |reading| reading.roots().to_vec());
        let (generation, fresh) = match live.filter(|_| !rebuild) {
            Some(generation) => (generation, false),
            None => (generations::begin(path)?, true),
        };
        let tray = Tray::new(memory.waiting);
        let mut writer =
            Writer { path: path.to_owned(), generation, fresh, before, remembered, engine: None, tray, _lock: lock };
        writer.engine = Some(writer.start(memory)?);
        Ok(writer)
    }

    fn start(&self, memory: Memory) -> Result<IndexWriter<Sheet>, LibraryError> {
        let failed = |error| while_writing(&self.path, error);
        let index =
            if self.fresh { self.create().map_err(failed)? } else { open_to_write(&self.path, &self.generation)? };
        register(&index);
        // One thread takes documents in: it only sorts finished terms, and every further one would leave a segment more.
        let options = IndexWriterOptions::builder()
            .num_worker_threads(1)
            .memory_budget_per_thread(memory.postings)
            .num_merge_threads(1)
            .build();
        let engine = index.writer_with_options(options).map_err(failed)?;
        let mut merging = LogMergePolicy::default();
        merging.set_min_num_segments(MERGED_AT);
        merging.set_del_docs_ratio_before_merge(DELETED_AT);
        engine.set_merge_policy(Box::new(merging));
        // A killed run leaves files of no segment. One may have the very name this run will give to its list of deleted
        // documents, and the engine replaces no file.
        engine.garbage_collect_files().wait().map_err(failed)?;
        Ok(engine)
    }

    fn create(&self) -> Result<Index, TantivyError> {
        let folder = Writable::open(&self.path.join(&self.generation))?;
        // Named, since with other features of the engine another one is the default.
        let packed = Compressor::Zstd(ZstdCompressor { compression_level: Some(PACKED) });
        let settings = IndexSettings { docstore_compression: packed, ..IndexSettings::default() };
        Index::create(folder, schema().0.clone(), settings)
    }

    /// What is live while this run goes on; `None` where there is nothing that can be read.
    pub fn before(&self) -> Option<&Reading> {
        self.before.as_ref()
    }

    /// The sources of earlier runs.
    pub fn remembered(&self) -> &[Root] {
        &self.remembered
    }

    /// Whether every article has to be put, because the run writes a new generation.
    pub fn is_fresh(&self) -> bool {
        self.fresh
    }

    /// Makes an article ready to be put; `fingerprint` is what the next run compares. Any thread may do it.
    pub fn prepare(&self, stored: &StoredArticle, fingerprint: &ContentHash) -> Result<Prepared, LibraryError> {
        Prepared::new(stored, fingerprint).map_err(|error| unwritable(&self.path, error))
    }

    /// Puts an article, in place of the one with its id. Waits while the engine has too much to take in.
    pub fn put(&self, prepared: Prepared) -> Result<(), LibraryError> {
        let Prepared { id, mut sheets, size } = prepared;
        let place = self.tray.place(size);
        sheets.iter_mut().for_each(|sheet| sheet.place = Some(place.clone()));
        drop(place);
        // In one batch, which keeps an article's documents in one segment and next to each other.
        let retired = (!self.fresh).then(|| UserOperation::Delete(id_term(&id)));
        let operations: Vec<_> = retired.into_iter().chain(sheets.into_iter().map(UserOperation::Add)).collect();
        self.operate(operations)
    }

    /// Takes an article out.
    pub fn retire(&self, id: &ArticleId) -> Result<(), LibraryError> {
        self.operate(vec![UserOperation::Delete(id_term(id))])
    }

    fn operate(&self, operations: Vec<UserOperation<Sheet>>) -> Result<(), LibraryError> {
        let Some(engine) = &self.engine else { return Err(self.ended()) };
        engine.run(operations).map(drop).map_err(|error| while_writing(&self.path, error))
    }

    fn ended(&self) -> LibraryError {
        unwritable(&self.path, "the run has ended")
    }

    /// Why the engine stopped taking documents: the error that ended its thread says more than that it ended.
    pub fn cause(&mut self, error: LibraryError) -> LibraryError {
        let Some(mut engine) = self.engine.take() else { return error };
        let cause = match engine.prepare_commit() {
            Err(cause) if !matches!(cause, TantivyError::ErrorInThread(_)) => while_writing(&self.path, cause),
            _ => error,
        };
        self.engine = Some(engine);
        cause
    }

    /// Makes everything put and retired visible at once, then lets the engine tidy its segments.
    pub fn publish(mut self, manifest: &Manifest) -> Result<(), LibraryError> {
        let path = self.path.clone();
        let failed = |error| while_writing(&path, error);
        let payload = serde_json::to_string(manifest).map_err(|error| unwritable(&path, error))?;
        let Some(mut engine) = self.engine.take() else { return Err(self.ended()) };
        let committed = engine.prepare_commit().and_then(|mut commit| {
            commit.set_payload(&payload);
            commit.commit()
        });
        if let Err(error) = committed {
            self.engine = Some(engine);
            return Err(failed(error));
        }
        if self.fresh {
            // Merged before anybody reads it, so that a new index begins with few segments.
            engine.wait_merging_threads().map_err(failed)?;
            generations::publish(&path, &self.generation)?;
            self.fresh = false;
            generations::sweep(&path, Some(&self.generation));
        } else if let Err(error) = engine.wait_merging_threads() {
            // The run itself is published; its segments are merged by a later one.
            tracing::warn!(%error, "could not merge segments");
        }
        Ok(())
    }
}

impl Drop for Writer {
    fn drop(&mut self) {
        let Some(mut engine) = self.engine.take() else {
            if self.fresh {
                generations::remove(&self.path, &self.generation);
            }
            return;
        };
        if self.fresh {
            drop(engine);
            generations::remove(&self.path, &self.generation);
        } else if let Err(error) = engine.rollback().and_then(|_| engine.garbage_collect_files().wait()) {
            tracing::warn!(%error, "could not tidy up after a run that was given up; the next one will");
        }
    }
}

/// The live generation, where this run may write; `None` where there is none, or it can only be replaced.
fn writable(live: Result<String, LibraryError>, rebuild: bool) -> Result<Option<String>, LibraryError> {
    match live {
        Ok(generation) => Ok(Some(generation)),
        Err(LibraryError::Missing { .. }) => Ok(None),
        Err(LibraryError::Older { .. } | LibraryError::Damaged { .. }) if rebuild => Ok(None),
        Err(error) => Err(error),
    }
}

fn id_term(id: &ArticleId) -> Term {
    Term::from_field_bytes(schema().1.id, &id_key(id))
}

/// Reads the state before a run that only reports; an index that is not there is an empty one.
pub fn glance(path: &Path, rebuild: bool) -> Result<(Option<Reading>, Vec<Root>), LibraryError> {
    writable(generations::live(path), rebuild)?;
    match Shelves::open(path).and_then(|shelves| shelves.reading()) {
        Ok(reading) => {
            let roots = reading.roots().to_vec();
            Ok((Some(reading), roots))
        }
        Err(LibraryError::Missing { .. }) => Ok((None, Vec::new())),
        Err(_) if rebuild => Ok((None, remembered(path))),
        Err(error) => Err(error),
    }
}
