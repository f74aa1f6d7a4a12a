//! ZIP archives: each file inside is read as if it lay in a folder of the archive's name. Nothing is written to the disk.
//!
//! What an archive may cost is bounded in size, in ratio, in number and in depth; past a bound it is given up, once.

use std::io::{Read, Seek};
use std::path::{Path, PathBuf};

use zip::ZipArchive;
use zip::result::ZipError;

use super::fields::Names;
use super::{Finds, Format, Found, ReadError, document, docx, epub, file, sidecar};

/// How many bytes a packed byte may become, over the whole archive.
const RATIO: u64 = 200;

/// What any archive may unpack to, however small it is.
const ALWAYS: u64 = 4 * 1024 * 1024;

/// Files in one archive.
const MOST_FILES: usize = 200_000;

/// Archives inside archives, the outermost counted.
const DEEPEST: usize = 3;

const BOMB: &str = "unpacks to more than 200 times its size, as no text does: given up";

/// A file's bytes, wherever they are.
pub(super) trait Bytes: Read + Seek + Send {}

impl<R: Read + Seek + Send> Bytes for R {}

/// The articles of an archive, file by file as they are asked for; or of the one document that it is under another name.
pub(super) fn records(path: &Path, bytes: impl Bytes + 'static, names: &Names) -> Result<Finds, ReadError> {
    let bytes: Box<dyn Bytes> = Box::new(bytes);
    let mut archive = open(path, bytes)?;
    if archive.by_name(epub::CONTAINER).is_ok() {
        return Ok(super::one(epub::article(path, &mut archive)));
    }
    if archive.by_name(docx::DOCUMENT).is_ok() {
        return Ok(super::one(docx::article(path, &mut archive)));
    }
    let size = size(&mut archive);
    Ok(Box::new(Files {
        path: path.to_owned(),
        names: names.clone(),
        archive,
        size,
        next: 0,
        unpacked: 0,
        open: None,
        given: false,
    }))
}

/// Opens an archive.
pub(super) fn open(path: &Path, bytes: Box<dyn Bytes>) -> Result<ZipArchive<Box<dyn Bytes>>, ReadError> {
    let archive = ZipArchive::new(bytes).map_err(|error| ReadError::new(path, told(&error)))?;
    if archive.len() > MOST_FILES {
        return Err(ReadError::new(path, format!("an archive of more than {MOST_FILES} files")));
    }
    Ok(archive)
}

/// One file of an archive, whole, where there is such a file.
pub(super) fn file(
    path: &Path,
    archive: &mut ZipArchive<Box<dyn Bytes>>,
    name: &str,
) -> Result<Option<Vec<u8>>, ReadError> {
    let size = size(archive);
    match archive.by_name(name) {
        Ok(inside) => {
            let allowed = size.saturating_mul(RATIO).saturating_add(ALWAYS);
            let bytes = file::whole(path, inside.take(allowed.saturating_add(1)), 0)?;
            if bytes.len() as u64 > allowed { Err(ReadError::new(path, BOMB)) } else { Ok(Some(bytes)) }
        }
        Err(ZipError::FileNotFound) => Ok(None),
        Err(error) => Err(ReadError::new(path, told(&error))),
    }
}

/// The packed size of all files, in bytes: as the archive says, but no more than there is in front of its list of files. What an archive says
/// of itself may be forged.
fn size(archive: &mut ZipArchive<Box<dyn Bytes>>) -> u64 {
    let sizes = (0..archive.len()).map(|at| archive.by_index_raw(at).map_or(0, |inside| inside.compressed_size()));
    sizes.fold(0, u64::saturating_add).min(archive.central_directory_start())
}

fn told(error: &ZipError) -> String {
    match error {
        ZipError::UnsupportedArchive(what) if what.contains("assword") => "protected by a password".to_owned(),
        ZipError::UnsupportedArchive(_) => "packed in a way that is not read: pack it with «deflate»".to_owned(),
        _ => "a broken ZIP archive".to_owned(),
    }
}

/// The files of an archive, in its order.
struct Files {
    path: PathBuf,
    names: Names,
    archive: ZipArchive<Box<dyn Bytes>>,
    size: u64,
    next: usize,
    unpacked: u64,
    open: Option<Finds>,
    given: bool,
}

impl Files {
    /// Opens the next file that may hold articles; `None` at the end.
    fn advance(&mut self) -> Option<Result<Finds, ReadError>> {
        while self.next < self.archive.len() {
            let at = self.next;
            self.next += 1;
            match self.inside(at) {
                Ok(None) => {}
                Ok(Some((format, path, bytes))) => return Some(document(format, &path, bytes, &self.names)),
                Err(refused) => return Some(Err(refused)),
            }
        }
        None
    }

    /// The file at this place, where it is one of articles.
    fn inside(&mut self, at: usize) -> Result<Option<(Format, PathBuf, Vec<u8>)>, ReadError> {
        let whole = &self.path;
        let inside = self.archive.by_index(at).map_err(|error| ReadError::new(whole, told(&error)))?;
        let name = inside.name().map_err(|error| ReadError::new(whole, told(&error)))?.replace('\\', "/");
        let beside = sidecar::is_one(Path::new(&name));
        let hidden = name.split('/').any(|part| part.starts_with('.') || part == "__MACOSX");
        let Some(format) = Format::of_name(Path::new(&name)).filter(|_| !inside.is_dir() && !hidden && !beside) else {
            return Ok(None);
        };
        let path = whole.join(name.trim_start_matches('/'));
        if matches!(format, Format::Zip | Format::Gzip) && depth(&path) > DEEPEST {
            return Err(ReadError::new(&path, format!("archives inside each other, more than {DEEPEST} deep")));
        }
        let allowed = self.size.saturating_mul(RATIO).saturating_add(ALWAYS).saturating_sub(self.unpacked);
        let bytes =
            file::whole(&path, inside.take(allowed.saturating_add(1)), 0).map_err(|error| damaged(error, &path))?;
        self.unpacked += bytes.len() as u64;
        if bytes.len() as u64 > allowed {
            self.next = usize::MAX;
            return Err(ReadError::new(whole, BOMB));
        }
        Ok(Some((format, path, bytes)))
    }

    /// An article names the file on the disk as its place; what it is called inside is in its id.
    fn placed(&self, mut article: Found) -> Found {
        article.origin.path = self.path.display().to_string();
        article.origin.line = None;
        article
    }
}

fn damaged(error: ReadError, path: &Path) -> ReadError {
    let unpacking = ["corrupt", "checksum", "deflate", "unexpected end"].iter().any(|sign| error.reason.contains(sign));
    if unpacking { ReadError::new(path, "damaged in its archive: it does not unpack") } else { error }
}

/// How many parts of a path are archives.
fn depth(path: &Path) -> usize {
    path.iter().filter(|part| matches!(Format::of_name(Path::new(part)), Some(Format::Zip | Format::Gzip))).count()
}

impl Iterator for Files {
    type Item = Result<Found, ReadError>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(next) = self.open.as_mut().and_then(Iterator::next) {
                return Some(next.map(|article| self.placed(article)));
            }
            self.open = match self.advance() {
                Some(Ok(records)) => {
                    self.given = true;
                    Some(records)
                }
                Some(Err(refused)) => {
                    self.given = true;
                    return Some(Err(refused));
                }
                None if self.given => return None,
                None => {
                    self.given = true;
                    return Some(Err(ReadError::new(&self.path, "an archive without a file of articles")));
                }
            };
        }
    }
}
