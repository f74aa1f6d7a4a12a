//! Files packed with gzip: read as what they are without it. What unpacks to far more than any article does is given up.

use std::io::{self, BufReader, Read};
use std::path::Path;

use flate2::read::MultiGzDecoder;

use super::fields::Names;
use super::{Finds, Format, ReadError, document, file, json, warc};

/// How many bytes a packed byte may become. Text becomes 3 to 20, and DEFLATE ends at 1,032.
const RATIO: u64 = 200;

/// What any file may unpack to, however small it is.
const ALWAYS: u64 = 1024 * 1024;

/// What a packed file that unpacks to too much is called.
pub(super) const BOMB: &str = "unpacks to more than 200 times its size, as no text does: given up";

/// The articles of a packed file. Its name without the last extension tells the format, else its first bytes.
pub(super) fn records(path: &Path, packed: impl Read + Send + 'static, names: &Names) -> Result<Finds, ReadError> {
    let mut reader = BufReader::with_capacity(256 * 1024, Unpacking::new(MultiGzDecoder::new(Counted::new(packed))));
    let inner = path.with_extension("");
    let format = match Format::of_name(&inner) {
        Some(format) => format,
        None => {
            let head = io::BufRead::fill_buf(&mut reader).map_err(|error| broken(path, &error))?;
            Format::of_content(&head[..head.len().min(1_024)])
        }
    };
    match format {
        Format::Lines => json::lines(path, reader, names),
        Format::Warc => Ok(warc::records(path, reader)),
        Format::Gzip | Format::Zip => Err(ReadError::new(path, "an archive packed a second time: unpack it first")),
        _ => document(format, path, file::whole(path, reader, 0).map_err(|error| told(path, error))?, names),
    }
}

fn broken(path: &Path, error: &io::Error) -> ReadError {
    told(path, file::failed(path, error))
}

/// In the words of the person whose file it is.
fn told(path: &Path, error: ReadError) -> ReadError {
    if error.reason.contains("gzip header")
        || error.reason.contains("deflate")
        || error.reason.contains("unexpected end")
    {
        return ReadError::new(path, "a broken gzip file");
    }
    error
}

/// What has been taken from a reader so far.
struct Counted<R> {
    inner: R,
    count: u64,
}

impl<R: Read> Counted<R> {
    fn new(inner: R) -> Counted<R> {
        Counted { inner, count: 0 }
    }
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        self.count += read as u64;
        Ok(read)
    }
}

/// Unpacks, and fails once it is plain that the file is made to fill the memory or the day.
struct Unpacking<R> {
    decoder: MultiGzDecoder<Counted<R>>,
    out: u64,
}

impl<R: Read> Unpacking<R> {
    fn new(decoder: MultiGzDecoder<Counted<R>>) -> Unpacking<R> {
        Unpacking { decoder, out: 0 }
    }
}

impl<R: Read> Read for Unpacking<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.decoder.read(buffer)?;
        self.out += read as u64;
        if self.out > ALWAYS + self.decoder.get_ref().count * RATIO {
            return Err(io::Error::other(BOMB));
        }
        Ok(read)
    }
}
