//! Walk 1: sources -> read -> plan -> segment -> attribute -> write -> publish.

use std::path::PathBuf;

use crate::article::ArticleId;
use crate::library::LibraryError;
use crate::read::ReadError;

/// What a run is asked to do.
#[derive(Clone, Debug, Default)]
pub struct Order {
    /// The index folder.
    pub index: PathBuf,
    /// Files and folders of the configuration; always part of a run that names no paths.
    pub configured: Vec<PathBuf>,
    /// Files and folders named for this run alone; empty: all that are configured or were given before.
    pub given: Vec<PathBuf>,
    /// Build a new generation from the sources, forgetting the old one when it is complete.
    pub rebuild: bool,
    /// Report what would change, and change nothing.
    pub dry_run: bool,
    /// Wait for another run to end rather than fail.
    pub wait: bool,
}

/// An article found a second time.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Twice {
    pub id: ArticleId,
    pub path: PathBuf,
    pub line: Option<u64>,
    /// Where the article that was kept stands.
    pub kept: String,
}

/// What a run did.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Report {
    pub added: Vec<ArticleId>,
    pub changed: Vec<ArticleId>,
    pub removed: Vec<ArticleId>,
    pub unchanged: u64,
    pub twice: Vec<Twice>,
    pub refused: Vec<ReadError>,
    /// Bytes of article text read.
    pub bytes: u64,
    /// Time taken, in milliseconds.
    pub took: u64,
    pub dry_run: bool,
}

/// What a run says while it goes on; called often, must be quick.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Step {
    /// Looking for files: how many so far.
    Finding { files: u64 },
    /// Reading: files done, of how many, and articles so far.
    Reading { files: u64, of: u64, articles: u64 },
    /// Writing the new state to disk.
    Publishing,
}

/// Where progress goes, and whether to stop.
pub trait Progress: Sync {
    fn step(&self, step: Step);
    /// Asked between articles; `true` ends the run and leaves the index as it was.
    fn cancelled(&self) -> bool {
        false
    }
}

/// Progress that nobody watches.
pub struct Silent;

impl Progress for Silent {
    fn step(&self, _: Step) {}
}

/// Why a run ended without publishing; the old state still answers.
#[derive(Debug, thiserror::Error)]
pub enum IntakeError {
    #[error("no sources: nothing is configured and no path was given")]
    NoSources,
    #[error("there is nothing at {}", .path.display())]
    NoSuchPath { path: PathBuf },
    #[error("the run was cancelled")]
    Cancelled,
    #[error(transparent)]
    Library(#[from] LibraryError),
}

/// Brings the index in line with its sources. All changes become visible at once, or none.
pub fn run(order: &Order, progress: &dyn Progress) -> Result<Report, IntakeError> {
    let _ = (order, progress);
    Err(IntakeError::NoSources)
}
