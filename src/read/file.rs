//! Bytes from the disk, with the limits that keep one file from taking the whole memory.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::Path;

use super::ReadError;

/// The most that one article may take: a file of one article, or one line of a file with many.
pub(super) const LARGEST_ARTICLE: u64 = 64 * MEGABYTE;

/// Enough of a file to tell what it is.
const HEAD: u64 = 1_024;

const MEGABYTE: u64 = 1024 * 1024;

/// The whole of a file that holds one article.
pub(super) fn bytes(path: &Path) -> Result<Vec<u8>, ReadError> {
    let file = open(path)?;
    let size = file.metadata().map_or(0, |data| data.len());
    whole(path, file, size)
}

/// All that a reader gives, up to the size of an article. `size` is what is known of it.
pub(super) fn whole(path: &Path, reader: impl Read, size: u64) -> Result<Vec<u8>, ReadError> {
    let mut bytes = Vec::with_capacity(size.min(LARGEST_ARTICLE) as usize);
    // One byte more than allowed: the size a file claims may grow while it is read, or be none at all.
    reader.take(LARGEST_ARTICLE + 1).read_to_end(&mut bytes).map_err(|error| failed(path, &error))?;
    if bytes.len() as u64 > LARGEST_ARTICLE {
        return Err(ReadError::new(path, too_large("file", size.max(bytes.len() as u64))));
    }
    Ok(bytes)
}

/// The first bytes of a file.
pub(super) fn head(path: &Path) -> Result<Vec<u8>, ReadError> {
    let mut bytes = Vec::new();
    open(path)?.take(HEAD).read_to_end(&mut bytes).map_err(|error| failed(path, &error))?;
    Ok(bytes)
}

/// Opens an ordinary file. Anything else (a pipe, a device) could keep the reader waiting for ever.
pub(super) fn open(path: &Path) -> Result<File, ReadError> {
    let data = fs::metadata(path).map_err(|error| failed(path, &error))?;
    if data.is_dir() {
        return Err(ReadError::new(path, "a folder, not a file"));
    }
    if !data.is_file() {
        return Err(ReadError::new(path, "not an ordinary file"));
    }
    File::open(path).map_err(|error| failed(path, &error))
}

/// An error of the system in words that say what to look at.
pub(super) fn failed(path: &Path, error: &io::Error) -> ReadError {
    let reason = match error.kind() {
        io::ErrorKind::NotFound => "no such file or folder".to_owned(),
        io::ErrorKind::PermissionDenied => "no permission to read it".to_owned(),
        // An error with words of its own was raised while unpacking, and not by the system.
        _ if error.get_ref().is_some() => error.to_string(),
        _ => format!("could not be read: {error}"),
    };
    ReadError::new(path, reason)
}

/// Why something of this size is refused.
pub(super) fn too_large(what: &str, size: u64) -> String {
    let limit = LARGEST_ARTICLE / MEGABYTE;
    format!("{what} too large for one article: {} MB, at most {limit} MB are read", size.div_ceil(MEGABYTE))
}
