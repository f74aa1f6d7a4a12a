//! A re-index that is under way, noted beside the index, so that a bot that was killed can say so when it is back. Who asked for it is not noted.

use std::fs;
use std::path::Path;

use serde::{Deserialize, Serialize};
use serenity::model::id::{ChannelId, MessageId};

use crate::show::words::Tongue;

/// Where a run is told of.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, Debug)]
pub(super) struct Unfinished {
    pub channel: ChannelId,
    /// The message with its progress, once there is one.
    pub message: Option<MessageId>,
    pub tongue: Tongue,
    /// Of the command, under which Discord takes a message once.
    pub number: u64,
}

/// Notes it in one step. A note that cannot be written costs a word after a crash, and no run.
pub(super) fn note(path: &Path, run: &Unfinished) {
    let beside = path.with_extension("new");
    let written = serde_json::to_vec(run).map_err(std::io::Error::other);
    if let Err(error) = written.and_then(|bytes| fs::write(&beside, bytes)).and_then(|()| fs::rename(&beside, path)) {
        tracing::warn!(%error, "the re-index could not be noted");
    }
}

/// The run is told to its end.
pub(super) fn clear(path: &Path) {
    match fs::remove_file(path) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            tracing::warn!(%error, "the note of a re-index could not be removed");
        }
        _ => {}
    }
}

/// What an earlier process left unfinished; `None` also for a note that cannot be read.
pub(super) fn left(path: &Path) -> Option<Unfinished> {
    serde_json::from_slice(&fs::read(path).ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_note_is_read_back_until_it_is_cleared() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("run.json");
        assert_eq!(left(&path), None);
        let run = Unfinished { channel: ChannelId::new(7), message: None, tongue: Tongue::Spanish, number: 9 };
        note(&path, &run);
        let later = Unfinished { message: Some(MessageId::new(8)), ..run };
        note(&path, &later);
        assert_eq!(left(&path), Some(later));
        clear(&path);
        clear(&path);
        assert_eq!(left(&path), None);
        fs::write(&path, "half a no").expect("a file");
        assert_eq!(left(&path), None);
    }
}
