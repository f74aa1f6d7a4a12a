//! One writer at a time: a lock on a file of the index folder, which the system gives back when its holder ends, however it
//! ends. Readers take no part in it.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{Read, Seek, Write};
use std::path::Path;
use std::time::Duration;

use super::failure::unwritable;
use crate::library::LibraryError;

const LOCK: &str = "lock";
/// How often a run that waits looks again.
const AGAIN: Duration = Duration::from_millis(100);

/// The right to write an index, held until dropped.
#[derive(Debug)]
pub(super) struct Lock {
    _file: File,
}

impl Lock {
    /// Takes the lock. Where another run holds it, asks `patient` whether to wait, again and again.
    pub(super) fn take(index: &Path, patient: &mut dyn FnMut() -> bool) -> Result<Lock, LibraryError> {
        let failed = |error: std::io::Error| unwritable(index, error);
        fs::create_dir_all(index).map_err(failed)?;
        let mut options = OpenOptions::new();
        let mut file =
            options.read(true).write(true).create(true).truncate(false).open(index.join(LOCK)).map_err(failed)?;
        loop {
            match file.try_lock() {
                Ok(()) => break,
                Err(TryLockError::WouldBlock) if patient() => std::thread::sleep(AGAIN),
                Err(TryLockError::WouldBlock) => {
                    return Err(LibraryError::Held { path: index.display().to_string(), holder: holder(&mut file) });
                }
                Err(TryLockError::Error(error)) => return Err(failed(error)),
            }
        }
        // Only for the other run's message: on a full disk the lock is held all the same.
        sign(&mut file).ok();
        Ok(Lock { _file: file })
    }
}

fn sign(file: &mut File) -> std::io::Result<()> {
    let now = jiff::Timestamp::now().round(jiff::Unit::Second).unwrap_or_else(|_| jiff::Timestamp::now());
    file.set_len(0)?;
    file.rewind()?;
    writeln!(file, "process {}, since {now}", std::process::id())
}

fn holder(file: &mut File) -> String {
    let mut words = String::new();
    let read = file.rewind().and_then(|()| file.take(200).read_to_string(&mut words));
    match words.trim() {
        "" => "an unknown process".to_owned(),
        _ if read.is_err() => "an unknown process".to_owned(),
        words => words.to_owned(),
    }
}
