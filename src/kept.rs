//! What the bot keeps over a restart: settings of servers, watches, ratings; in one file, of which everything is in memory too. Only this
//! room knows redb.
//!
//! Absent on purpose: nothing of what people ask is kept, except a question that somebody wants watched.

mod records;

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use redb::backends::InMemoryBackend;
use redb::{Database, DatabaseError, ReadableDatabase, ReadableTable, StorageError, TableDefinition};

pub use records::{Rating, Record, Server, Watch};

/// Little is kept, and all of it is in memory anyway.
const CACHE: usize = 4 * 1024 * 1024;

/// Why nothing can be kept.
#[derive(Debug, thiserror::Error)]
pub enum KeptError {
    #[error("what the bot keeps is held by another process: {}", path.display())]
    Held { path: PathBuf },
    #[error("what the bot keeps is damaged: {}: {detail}", path.display())]
    Damaged { path: PathBuf, detail: String },
    #[error("what the bot keeps was written by a newer version of this program: {}", path.display())]
    Newer { path: PathBuf },
    #[error("what the bot keeps could not be read or written: {}: {detail}", path.display())]
    Disk { path: PathBuf, detail: String },
}

impl KeptError {
    /// What the person can do next.
    pub fn hint(&self) -> &'static str {
        match self {
            KeptError::Held { .. } => {
                "where several processes share the shards, give each a file of its own: discord.state"
            }
            KeptError::Damaged { .. } => {
                "move the file away to begin anew, or put a copy back; without it settings of servers, watches and ratings are lost, and no article"
            }
            KeptError::Newer { .. } => "update onrecord, or name another file as discord.state",
            KeptError::Disk { .. } => {
                "check the folder's permissions and the free space on its disk, or name another file as discord.state"
            }
        }
    }
}

/// The open file. Reading is quick; whoever writes waits for the disk, and should not do so on a thread that others need.
pub struct Kept {
    path: PathBuf,
    /// Held over the file and memory, so that both change in one order, and over a look before a change.
    turn: Mutex<()>,
    /// `None` once it is closed.
    file: Mutex<Option<Database>>,
    servers: Mutex<BTreeMap<u128, Server>>,
    watches: Mutex<BTreeMap<u128, Watch>>,
    ratings: Mutex<BTreeMap<u128, Rating>>,
}

/// What was removed of a person.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct Forgotten {
    pub watches: usize,
    pub ratings: usize,
}

impl Kept {
    /// Opens the file, or makes it. Without a path all is forgotten at the end.
    pub fn open(path: Option<&Path>) -> Result<Kept, KeptError> {
        let shown = path.unwrap_or(Path::new("memory")).to_owned();
        // The store may fall over a file that something else wrote into.
        catch_unwind(|| Kept::read(path)).unwrap_or_else(|_| {
            Err(KeptError::Damaged { path: shown, detail: "it cannot be read as what it should be".to_owned() })
        })
    }

    fn read(path: Option<&Path>) -> Result<Kept, KeptError> {
        let mut builder = Database::builder();
        builder.set_cache_size(CACHE);
        let opened = match path {
            Some(path) => builder.create(path),
            None => builder.create_with_backend(InMemoryBackend::new()),
        };
        let path = path.unwrap_or(Path::new("memory")).to_owned();
        let file = opened.map_err(|error| match error {
            DatabaseError::DatabaseAlreadyOpen => KeptError::Held { path: path.clone() },
            other => failure(&path, other.into()),
        })?;
        let servers = Mutex::new(all(&file, &path)?);
        let watches = Mutex::new(all(&file, &path)?);
        let ratings = Mutex::new(all(&file, &path)?);
        Ok(Kept { path, turn: Mutex::new(()), file: Mutex::new(Some(file)), servers, watches, ratings })
    }

    /// Gives the file back to others; nothing can be changed any more.
    pub fn close(&self) {
        lock(&self.file).take();
    }

    /// How a server wants the bot to be; the defaults where nobody has said.
    pub fn server(&self, id: u64) -> Server {
        lock(&self.servers).get(&u128::from(id)).cloned().unwrap_or_default()
    }

    pub fn put_server(&self, id: u64, server: &Server) -> Result<(), KeptError> {
        let _turn = lock(&self.turn);
        self.put(&self.servers, u128::from(id), server)
    }

    /// Every watch with its number.
    pub fn watches(&self) -> Vec<(u128, Watch)> {
        lock(&self.watches).iter().map(|(number, watch)| (*number, watch.clone())).collect()
    }

    /// Adds a watch, or puts another in its place.
    pub fn put_watch(&self, number: u128, watch: &Watch) -> Result<(), KeptError> {
        let _turn = lock(&self.turn);
        self.put(&self.watches, number, watch)
    }

    /// The same for one that is still there: nobody should get back what was removed meanwhile.
    pub fn change_watch(&self, number: u128, watch: &Watch) -> Result<(), KeptError> {
        let _turn = lock(&self.turn);
        let there = lock(&self.watches).contains_key(&number);
        if there { self.put(&self.watches, number, watch) } else { Ok(()) }
    }

    pub fn remove_watch(&self, number: u128) -> Result<(), KeptError> {
        let _turn = lock(&self.turn);
        self.take::<Watch>(&self.watches, &[number])
    }

    /// Whether this is the person's first rating of the message.
    pub fn rate(&self, rating: &Rating) -> Result<bool, KeptError> {
        let _turn = lock(&self.turn);
        let key = u128::from(rating.person) << 64 | u128::from(rating.message);
        let known = lock(&self.ratings).contains_key(&key);
        if !known {
            self.put(&self.ratings, key, rating)?;
        }
        Ok(!known)
    }

    /// Removes all that is kept about a person.
    pub fn forget(&self, person: u64) -> Result<Forgotten, KeptError> {
        let _turn = lock(&self.turn);
        let watches = numbers(&self.watches, |watch| watch.person == person);
        let ratings = numbers(&self.ratings, |rating| rating.person == person);
        self.take::<Watch>(&self.watches, &watches)?;
        self.take::<Rating>(&self.ratings, &ratings)?;
        Ok(Forgotten { watches: watches.len(), ratings: ratings.len() })
    }

    fn put<R: Record>(&self, kept: &Mutex<BTreeMap<u128, R>>, key: u128, record: &R) -> Result<(), KeptError> {
        let bytes = written(record).map_err(|error| self.disk(&error))?;
        self.change::<R>(|table| table.insert(key, &bytes[..]).map(drop))?;
        lock(kept).insert(key, record.clone());
        Ok(())
    }

    fn take<R: Record>(&self, kept: &Mutex<BTreeMap<u128, R>>, keys: &[u128]) -> Result<(), KeptError> {
        if keys.is_empty() {
            return Ok(());
        }
        self.change::<R>(|table| keys.iter().try_for_each(|key| table.remove(key).map(drop)))?;
        lock(kept).retain(|key, _| !keys.contains(key));
        Ok(())
    }

    /// One transaction on the table of a kind of record: on disk as a whole, or not at all.
    fn change<R: Record>(
        &self,
        change: impl FnOnce(&mut redb::Table<'_, u128, &[u8]>) -> Result<(), StorageError>,
    ) -> Result<(), KeptError> {
        let file = lock(&self.file);
        let Some(file) = file.as_ref() else { return Err(self.disk(&"it is closed")) };
        let written = catch_unwind(AssertUnwindSafe(|| -> Result<(), redb::Error> {
            let transaction = file.begin_write()?;
            change(&mut transaction.open_table(table::<R>())?)?;
            Ok(transaction.commit()?)
        }));
        match written {
            Ok(written) => written.map_err(|error| failure(&self.path, error)),
            Err(_) => Err(self.disk(&"the store fell over")),
        }
    }

    fn disk(&self, detail: &dyn std::fmt::Display) -> KeptError {
        KeptError::Disk { path: self.path.clone(), detail: detail.to_string() }
    }
}

fn numbers<R>(kept: &Mutex<BTreeMap<u128, R>>, of: impl Fn(&R) -> bool) -> Vec<u128> {
    lock(kept).iter().filter(|(_, record)| of(record)).map(|(number, _)| *number).collect()
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

fn table<R: Record>() -> TableDefinition<'static, u128, &'static [u8]> {
    TableDefinition::new(R::TABLE)
}

fn written<R: Record>(record: &R) -> Result<Vec<u8>, postcard::Error> {
    let mut bytes = vec![R::VERSION];
    bytes.extend(postcard::to_allocvec(record)?);
    Ok(bytes)
}

/// Every record of a kind.
fn all<R: Record>(file: &Database, path: &Path) -> Result<BTreeMap<u128, R>, KeptError> {
    let mut records = BTreeMap::new();
    let transaction = file.begin_read().map_err(|error| failure(path, error.into()))?;
    let table = match transaction.open_table(table::<R>()) {
        Ok(table) => table,
        Err(redb::TableError::TableDoesNotExist(_)) => return Ok(records),
        Err(error) => return Err(failure(path, error.into())),
    };
    for entry in table.iter().map_err(|error| failure(path, error.into()))? {
        let (key, value) = entry.map_err(|error| failure(path, error.into()))?;
        let damaged = || KeptError::Damaged { path: path.to_owned(), detail: format!("a record of «{}»", R::TABLE) };
        let (version, bytes) = value.value().split_first().ok_or_else(damaged)?;
        if *version > R::VERSION {
            return Err(KeptError::Newer { path: path.to_owned() });
        }
        let (record, rest) = postcard::take_from_bytes::<R>(bytes).map_err(|_| damaged())?;
        if *version != R::VERSION || !rest.is_empty() {
            return Err(damaged());
        }
        records.insert(key.value(), record);
    }
    Ok(records)
}

fn failure(path: &Path, error: redb::Error) -> KeptError {
    let path = path.to_owned();
    match error {
        redb::Error::Io(cause) if cause.kind() != std::io::ErrorKind::InvalidData => {
            KeptError::Disk { path, detail: cause.to_string() }
        }
        redb::Error::UpgradeRequired(_) => KeptError::Newer { path },
        other => KeptError::Damaged { path, detail: other.to_string() },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn watch(person: u64) -> Watch {
        Watch {
            person,
            server: Some(1),
            channel: 2,
            words: "Who runs the ferry?".into(),
            filters: vec![("after".into(), "2024".into())],
            tongue: "en".into(),
            shown: vec![[7; 8]],
        }
    }

    fn rating(person: u64, message: u64) -> Rating {
        Rating { person, message, at: 1_715_000_000, articles: vec![[3; 16]] }
    }

    fn opened(path: &Path) -> Kept {
        Kept::open(Some(path)).unwrap()
    }

    #[test]
    fn what_is_forgotten_while_it_is_changed_stays_forgotten() {
        let kept = Kept::open(None).unwrap();
        for number in 0..300 {
            kept.put_watch(number, &watch(8)).unwrap();
            std::thread::scope(|scope| {
                scope.spawn(|| kept.change_watch(number, &watch(8)).unwrap());
                scope.spawn(|| kept.forget(8).unwrap());
            });
            assert!(kept.watches().is_empty(), "round {number}");
        }
    }

    #[test]
    fn what_is_kept_is_there_after_a_restart() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("state.redb");
        let kept = opened(&path);
        let server = Server { collection: Some("courts".into()), cooldown: Some(9), ..Server::default() };
        kept.put_server(1, &server).unwrap();
        kept.put_watch(5, &watch(8)).unwrap();
        assert!(kept.rate(&rating(8, 1)).unwrap());
        assert!(!kept.rate(&rating(8, 1)).unwrap(), "once");
        drop(kept);
        let kept = opened(&path);
        assert_eq!((kept.server(1), kept.server(2)), (server, Server::default()));
        assert_eq!(kept.watches(), [(5, watch(8))]);
        assert!(!kept.rate(&rating(8, 1)).unwrap());
        kept.remove_watch(5).unwrap();
        kept.change_watch(5, &watch(8)).unwrap();
        drop(kept);
        assert_eq!(opened(&path).watches(), []);
    }

    #[test]
    fn a_person_is_forgotten_and_others_are_not() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("state.redb");
        let kept = opened(&path);
        kept.put_watch(1, &watch(8)).unwrap();
        kept.put_watch(2, &watch(9)).unwrap();
        for message in 1..=3 {
            kept.rate(&rating(8, message)).unwrap();
        }
        assert_eq!(kept.forget(8).unwrap(), Forgotten { watches: 1, ratings: 3 });
        drop(kept);
        let kept = opened(&path);
        assert_eq!(kept.forget(8).unwrap(), Forgotten::default());
        assert_eq!(kept.watches(), [(2, watch(9))]);
    }

    #[test]
    fn a_file_is_held_by_one_process() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("state.redb");
        let _held = opened(&path);
        assert!(matches!(Kept::open(Some(&path)), Err(KeptError::Held { .. })));
    }

    #[test]
    fn a_newer_or_unreadable_record_is_an_error_that_names_the_way_out() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("state.redb");
        let put = |bytes: &[u8]| {
            let kept = opened(&path);
            kept.change::<Server>(|table| table.insert(1, bytes).map(drop)).unwrap();
        };
        put(&[Server::VERSION + 1, 0]);
        let newer = Kept::open(Some(&path)).map(drop).unwrap_err();
        assert!(matches!(newer, KeptError::Newer { .. }) && newer.hint().contains("update onrecord"));
        std::fs::remove_file(&path).unwrap();
        put(&[Server::VERSION, 9, 9]);
        let damaged = Kept::open(Some(&path)).map(drop).unwrap_err();
        assert!(matches!(damaged, KeptError::Damaged { .. }) && damaged.hint().contains("move the file away"));
    }

    #[test]
    fn no_file_brings_the_program_down() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("state.redb");
        let kept = opened(&path);
        for number in 0..40 {
            kept.put_watch(number, &watch(number as u64)).unwrap();
        }
        drop(kept);
        let good = std::fs::read(&path).unwrap();
        let trial = |bytes: &[u8]| {
            std::fs::write(&path, bytes).unwrap();
            match Kept::open(Some(&path)) {
                Ok(kept) => drop(kept.put_watch(99, &watch(1))),
                Err(error) => assert!(!error.hint().is_empty()),
            }
        };
        trial(b"not what it should be");
        trial(&good[..good.len() / 2]);
        let mut place = 12_345_usize;
        for _ in 0..60 {
            place = place.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            let mut bytes = good.clone();
            let at = (place >> 8) % bytes.len();
            bytes[at] ^= 1 << (place % 8);
            trial(&bytes);
        }
    }
}
