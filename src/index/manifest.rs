//! What a commit says about itself: when it was made, and from which sources. Travels with the engine's commit, so that it
//! changes in the same instant as the articles.

use std::fs;
use std::path::Path;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::generations;

/// A file or folder that the articles come from.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, Debug)]
pub struct Root {
    /// Its absolute path.
    pub path: String,
    /// Whether the configuration names it; otherwise a person gave it on the command line once.
    pub configured: bool,
}

/// What one run leaves behind beside its articles.
#[derive(Clone, PartialEq, Serialize, Deserialize, Debug)]
pub struct Manifest {
    /// When the run ended.
    pub indexed: Timestamp,
    pub roots: Vec<Root>,
}

impl Manifest {
    pub(super) fn parse(payload: Option<&str>) -> Option<Manifest> {
        serde_json::from_str(payload?).ok()
    }
}

/// The sources of an index that may be of another format, or damaged: what its plain files still tell, for building it again.
pub(super) fn remembered(index: &Path) -> Vec<Root> {
    let read = || {
        let generation = generations::live_of_any_format(index)?;
        let meta = fs::read(index.join(generation).join("meta.json")).ok()?;
        let meta: serde_json::Value = serde_json::from_slice(&meta).ok()?;
        Manifest::parse(meta.get("payload")?.as_str())
    };
    read().map(|manifest| manifest.roots).unwrap_or_default()
}
