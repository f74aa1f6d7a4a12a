//! What earlier runs read, file by file, so that a run need not read again what is as it was: a file beside the index.
//!
//! It is never believed alone. An entry says that bytes with this mark, or a file with this stamp, gave an article with this fingerprint;
//! whether the index holds that article at that place is asked of the index. So it may be old, of another index, or lost: then files
//! are read, which costs time and nothing else.
//!
//! ```text
//! edition, 16 bytes: of the program that wrote it
//! for each file: key (16), stamp (16; zeros where the file is to be opened), number of records (4), the records
//! a record: line (4), mark of its bytes (16), then what the plan compares (52)
//! seal, 16 bytes: a hash of all before it
//! ```

use std::collections::HashMap;
use std::fs::{self, File, Metadata};
use std::io::{self, BufReader, BufWriter, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use super::plan::Signs;
use crate::read::Reader;

/// Its name in the index folder, and what it is called while it is written.
const NAME: &str = "files";
const NEXT: &str = "files.next";

/// A file that changed so short a time ago may change again without a sign: clocks of file systems tick up to two seconds apart.
const TICK: Duration = Duration::from_secs(2);

const HASH: usize = 16;
const RECORD: usize = 4 + HASH + Signs::BYTES;

/// The first half of a hash.
pub(super) type Hash = [u8; HASH];

/// For a file that says nothing by its size and times.
const NO_STAMP: Hash = [0; HASH];

fn hash(parts: &[&[u8]]) -> Hash {
    let mut hasher = blake3::Hasher::new();
    for part in parts {
        hasher.update(&(part.len() as u64).to_le_bytes());
        hasher.update(part);
    }
    half(&hasher.finalize())
}

fn half(hash: &blake3::Hash) -> Hash {
    std::array::from_fn(|at| hash.as_bytes()[at])
}

/// What is remembered of one record of a file.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Entry {
    /// From 1; 0 for a record that is no line.
    pub line: u32,
    /// Of the bytes of the line; zeros for what is no line.
    pub mark: Hash,
    pub signs: Signs,
}

/// A file as a run finds it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Sheet {
    pub path: PathBuf,
    key: Hash,
    stamp: Hash,
}

impl Sheet {
    /// Taken before the file is opened, so that what changes while it is read changes the stamp.
    pub(super) fn of(path: &Path, beside: Option<&Path>) -> Sheet {
        let files = [Some(path), beside].into_iter().flatten();
        let stamps: Option<Vec<Vec<u8>>> = files.map(|file| stamp(file, &fs::metadata(file).ok()?)).collect();
        let stamp = stamps.map_or(NO_STAMP, |stamps| hash(&stamps.iter().map(Vec::as_slice).collect::<Vec<_>>()));
        Sheet { path: path.to_owned(), key: hash(&[path.as_os_str().as_encoded_bytes()]), stamp }
    }
}

/// What changes when a file does: its size, its times, its number. `None` where it changed just now, by a clock that may be wrong.
#[cfg(unix)]
fn stamp(path: &Path, data: &Metadata) -> Option<Vec<u8>> {
    use std::os::unix::fs::MetadataExt;
    let changed = SystemTime::UNIX_EPOCH.checked_add(Duration::from_secs(u64::try_from(data.ctime()).ok()?))?;
    let newest = changed.max(data.modified().ok()?);
    // Also of a file whose time has not come yet.
    SystemTime::now().duration_since(newest).ok().filter(|age| *age > TICK)?;
    let numbers = [data.dev(), data.ino(), data.len()];
    let times = [data.mtime(), data.mtime_nsec(), data.ctime(), data.ctime_nsec()];
    let mut stamp = path.as_os_str().as_encoded_bytes().to_vec();
    stamp.extend(numbers.into_iter().flat_map(u64::to_le_bytes));
    stamp.extend(times.into_iter().flat_map(i64::to_le_bytes));
    Some(stamp)
}

/// Elsewhere a file keeps its times and its size when somebody wants it to.
#[cfg(not(unix))]
fn stamp(_: &Path, _: &Metadata) -> Option<Vec<u8>> {
    let _ = TICK;
    None
}

/// What is remembered, as the last run left it.
#[derive(Default)]
pub(super) struct Ledger {
    file: Option<BufReader<File>>,
    /// Where the records of each file begin, by its key.
    files: HashMap<Hash, Place>,
}

#[derive(Clone, Copy)]
struct Place {
    stamp: Hash,
    at: u64,
    records: u32,
}

impl Ledger {
    /// Opens what is remembered; nothing where there is none, it is damaged, or another program wrote it.
    pub(super) fn open(index: &Path, reader: &Reader) -> Ledger {
        let path = index.join(NAME);
        match Ledger::read(&path, &edition(reader)) {
            Ok(ledger) => ledger.unwrap_or_default(),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ledger::default(),
            Err(error) => {
                tracing::warn!(file = %path.display(), %error, "could not read what earlier runs read: all is read again");
                Ledger::default()
            }
        }
    }

    fn read(path: &Path, edition: &Hash) -> io::Result<Option<Ledger>> {
        let file = File::open(path)?;
        let Some(end) = file.metadata()?.len().checked_sub(HASH as u64) else { return Ok(None) };
        let mut input = Sealed { file: BufReader::with_capacity(1 << 18, file), hasher: blake3::Hasher::new(), at: 0 };
        if input.hash()? != *edition {
            return Ok(None);
        }
        let mut files = HashMap::new();
        let mut records = Vec::new();
        while input.at < end {
            let (key, stamp, count) = (input.hash()?, input.hash()?, input.number()?);
            let place = Place { stamp, at: input.at, records: count };
            // A damaged number must not ask for memory that the file has no bytes for.
            if u64::from(count) * RECORD as u64 > end.saturating_sub(input.at) {
                break;
            }
            records.resize(count as usize * RECORD, 0);
            input.exactly(&mut records)?;
            files.insert(key, place);
        }
        let seal = half(&input.hasher.finalize());
        let mut written = NO_STAMP;
        input.file.read_exact(&mut written)?;
        Ok((seal == written).then(|| Ledger { file: Some(input.file), files }))
    }

    /// The records of a file, and whether they are all there is in it and it is as it was.
    pub(super) fn entries(&mut self, sheet: &Sheet) -> (Vec<Entry>, bool) {
        let Some(place) = self.files.get(&sheet.key).copied() else { return (Vec::new(), false) };
        let same = place.stamp == sheet.stamp && sheet.stamp != NO_STAMP;
        match self.block(place) {
            Ok(bytes) => (bytes.chunks_exact(RECORD).filter_map(entry).collect(), same),
            Err(_) => (Vec::new(), false),
        }
    }

    fn block(&mut self, place: Place) -> io::Result<Vec<u8>> {
        let Some(file) = &mut self.file else { return Ok(Vec::new()) };
        let mut bytes = vec![0; place.records as usize * RECORD];
        let here = file.stream_position()?;
        // Files come in the order they came in before, so the next one is nearly always in the buffer.
        match i64::try_from(place.at).ok().zip(i64::try_from(here).ok()) {
            Some((there, here)) => file.seek_relative(there - here)?,
            None => drop(file.seek(SeekFrom::Start(place.at))?),
        }
        file.read_exact(&mut bytes)?;
        Ok(bytes)
    }
}

/// Reads and hashes.
struct Sealed {
    file: BufReader<File>,
    hasher: blake3::Hasher,
    at: u64,
}

impl Sealed {
    fn exactly(&mut self, bytes: &mut [u8]) -> io::Result<()> {
        self.file.read_exact(bytes)?;
        self.hasher.update(bytes);
        self.at += bytes.len() as u64;
        Ok(())
    }

    fn hash(&mut self) -> io::Result<Hash> {
        let mut hash = NO_STAMP;
        self.exactly(&mut hash)?;
        Ok(hash)
    }

    fn number(&mut self) -> io::Result<u32> {
        let mut number = [0; 4];
        self.exactly(&mut number)?;
        Ok(u32::from_le_bytes(number))
    }
}

fn entry(bytes: &[u8]) -> Option<Entry> {
    let (line, rest) = bytes.split_first_chunk()?;
    let (mark, rest) = rest.split_first_chunk()?;
    Some(Entry { line: u32::from_le_bytes(*line), mark: *mark, signs: Signs::from_bytes(rest)? })
}

/// What besides a file's bytes decides what is read from it.
fn edition(reader: &Reader) -> Hash {
    hash(&[b"1", reader.edition().as_bytes()])
}

/// What this run reads, for the next one; written while it goes on.
pub(super) struct Draft {
    index: PathBuf,
    out: Option<BufWriter<File>>,
    hasher: blake3::Hasher,
    /// Files of this run, whatever became of them.
    seen: std::collections::HashSet<Hash>,
    records: Vec<u8>,
}

impl Draft {
    pub(super) fn begin(index: &Path, reader: &Reader) -> Draft {
        let out = File::create(index.join(NEXT)).map(|file| BufWriter::with_capacity(1 << 16, file));
        let mut draft = Draft {
            index: index.to_owned(),
            out: out.ok(),
            hasher: blake3::Hasher::new(),
            seen: std::collections::HashSet::new(),
            records: Vec::new(),
        };
        draft.write(&edition(reader));
        draft
    }

    /// A record of the file that is being read, which the index will hold.
    pub(super) fn note(&mut self, entry: &Entry) {
        self.records.extend(entry.line.to_le_bytes());
        self.records.extend(entry.mark);
        self.records.extend(entry.signs.to_bytes());
    }

    /// The file ends; `whole` where all that it holds was noted.
    pub(super) fn close(&mut self, sheet: &Sheet, whole: bool) {
        self.seen.insert(sheet.key);
        let records = std::mem::take(&mut self.records);
        self.block(&sheet.key, if whole { &sheet.stamp } else { &NO_STAMP }, &records);
        self.records = records;
        self.records.clear();
    }

    fn block(&mut self, key: &Hash, stamp: &Hash, records: &[u8]) {
        let Ok(count) = u32::try_from(records.len() / RECORD) else { return };
        if count > 0 {
            self.write(key);
            self.write(stamp);
            self.write(&count.to_le_bytes());
            self.write(records);
        }
    }

    /// What cannot be written is given up: the next run reads what it would have told.
    fn write(&mut self, bytes: &[u8]) {
        self.hasher.update(bytes);
        if self.out.as_mut().is_some_and(|out| out.write_all(bytes).is_err()) {
            self.out = None;
        }
    }

    /// Puts it in place of the last one. Where the run did not read every source, what was known of other files is kept.
    pub(super) fn publish(mut self, before: &mut Ledger, everything: bool) {
        if !everything {
            let others: Vec<(Hash, Place)> = before.files.iter().map(|(key, place)| (*key, *place)).collect();
            for (key, place) in others.into_iter().filter(|(key, _)| !self.seen.contains(key)).collect::<Vec<_>>() {
                if let Ok(records) = before.block(place) {
                    self.block(&key, &place.stamp, &records);
                }
            }
        }
        let seal = half(&self.hasher.finalize());
        let Some(mut out) = self.out.take() else { return };
        let written = out.write_all(&seal).and_then(|()| out.flush());
        drop(out);
        if let Err(error) = written.and_then(|()| fs::rename(self.index.join(NEXT), self.index.join(NAME))) {
            tracing::warn!(%error, "could not write down what was read: the next run reads all of it");
        }
    }
}

impl Drop for Draft {
    fn drop(&mut self) {
        // There is none once it was published.
        let _ = fs::remove_file(self.index.join(NEXT));
    }
}

/// What tells one line from another.
pub(super) fn mark(bytes: &[u8]) -> Hash {
    hash(&[bytes])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry_of(number: u8) -> Entry {
        let signs = Signs::from_bytes(&[number; Signs::BYTES]).expect("signs");
        Entry { line: u32::from(number), mark: mark(&[number]), signs }
    }

    fn sheet(folder: &Path, name: &str) -> Sheet {
        Sheet { stamp: [7; HASH], ..Sheet::of(&folder.join(name), None) }
    }

    fn write(folder: &Path, files: &[(&str, u8)], before: &mut Ledger, everything: bool) {
        let mut draft = Draft::begin(folder, &Reader::default());
        for (name, number) in files {
            draft.note(&entry_of(*number));
            draft.close(&sheet(folder, name), true);
        }
        draft.publish(before, everything);
    }

    fn entries(folder: &Path, name: &str) -> Vec<Entry> {
        Ledger::open(folder, &Reader::default()).entries(&sheet(folder, name)).0
    }

    #[test]
    fn what_was_written_is_read_and_other_files_stay_known() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path();
        write(path, &[("a", 1), ("b", 2)], &mut Ledger::default(), true);
        assert_eq!((entries(path, "a"), entries(path, "b")), (vec![entry_of(1)], vec![entry_of(2)]));
        write(path, &[("b", 3)], &mut Ledger::open(path, &Reader::default()), false);
        assert_eq!((entries(path, "a"), entries(path, "b")), (vec![entry_of(1)], vec![entry_of(3)]));
        write(path, &[("b", 3)], &mut Ledger::open(path, &Reader::default()), true);
        assert_eq!((entries(path, "a"), entries(path, "b")), (Vec::new(), vec![entry_of(3)]));
        assert_eq!(fs::read_dir(path).expect("the folder").count(), 1);
    }

    #[test]
    fn a_flipped_bit_or_a_lost_end_makes_it_unknown() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path();
        write(path, &[("a", 1), ("b", 2)], &mut Ledger::default(), true);
        let whole = fs::read(path.join(NAME)).expect("written");
        for at in 0..whole.len() {
            let mut damaged = whole.clone();
            damaged[at] ^= 0x80;
            fs::write(path.join(NAME), &damaged).expect("written");
            assert_eq!(entries(path, "b"), [], "a bit of byte {at}");
            fs::write(path.join(NAME), &whole[..at]).expect("written");
            assert_eq!(entries(path, "b"), [], "cut at {at}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn a_file_that_changed_just_now_has_no_stamp() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("a.txt");
        fs::write(&path, "Apples fell.").expect("written");
        let data = fs::metadata(&path).expect("there");
        assert_eq!(stamp(&path, &data), None);
        assert_eq!(Sheet::of(&path, None).stamp, NO_STAMP);
    }
}
