//! What the engine and the disk say when something fails, in the words of [`LibraryError`].

use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

use tantivy::TantivyError;
use tantivy::directory::error::{LockError, OpenDirectoryError, OpenReadError, OpenWriteError};

use crate::library::LibraryError;

pub(super) fn damaged(path: &Path, detail: impl ToString) -> LibraryError {
    LibraryError::Damaged { path: path.display().to_string(), detail: detail.to_string() }
}

pub(super) fn unreadable(path: &Path, error: &io::Error) -> LibraryError {
    LibraryError::Unreadable { path: path.display().to_string(), detail: error.to_string() }
}

pub(super) fn unwritable(path: &Path, detail: impl ToString) -> LibraryError {
    LibraryError::Unwritable { path: path.display().to_string(), detail: detail.to_string() }
}

/// An error of the engine while reading: the disk's own words where it was the disk, otherwise damage.
pub(super) fn while_reading(path: &Path, error: TantivyError) -> LibraryError {
    match from_disk(&error) {
        // A file cut short is damage, although the disk reports it.
        Some(disk) if disk.kind() != io::ErrorKind::UnexpectedEof && disk.kind() != io::ErrorKind::InvalidData => {
            unreadable(path, disk)
        }
        _ => damaged(path, in_words(&error)),
    }
}

/// An error of the engine while writing.
pub(super) fn while_writing(path: &Path, error: TantivyError) -> LibraryError {
    match (&error, from_disk(&error)) {
        (_, Some(disk)) => unwritable(path, disk),
        (TantivyError::DataCorruption(_) | TantivyError::OpenReadError(_), None) => damaged(path, in_words(&error)),
        (_, None) => unwritable(path, error),
    }
}

/// The disk's error inside an error of the engine.
fn from_disk(error: &TantivyError) -> Option<&io::Error> {
    match error {
        TantivyError::IoError(error) => Some(error),
        TantivyError::OpenReadError(OpenReadError::IoError { io_error, .. })
        | TantivyError::OpenWriteError(OpenWriteError::IoError { io_error, .. })
        | TantivyError::OpenDirectoryError(OpenDirectoryError::IoError { io_error, .. }) => Some(io_error),
        TantivyError::LockFailure(LockError::IoError(error), _) => Some(error),
        _ => None,
    }
}

fn in_words(error: &TantivyError) -> String {
    match error {
        TantivyError::OpenReadError(OpenReadError::FileDoesNotExist(file)) => format!("{} is missing", file.display()),
        other => other.to_string(),
    }
}

/// Runs `read`, taking a panic for damage: on files that are not what they were written as, the engine may panic.
pub(super) fn guarded<T>(path: &Path, read: impl FnOnce() -> Result<T, LibraryError>) -> Result<T, LibraryError> {
    catch_unwind(AssertUnwindSafe(read)).unwrap_or_else(|_| Err(damaged(path, "its files contradict each other")))
}
