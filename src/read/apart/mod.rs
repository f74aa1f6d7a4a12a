//! Reading in another process: what strangers wrote is parsed by a second copy of this program, which may use so much memory
//! and time and no more. Whatever a file does to its parser, it costs that file and never the run.
//!
//! The copies are kept and used again. A file in one is done when its last record has been taken; one that is given up on
//! the way, or that brings its copy down, takes the copy with it.

mod serve;
mod wire;

use std::io::{self, BufReader, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, ExitStatus, Stdio};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, SystemTime};
use std::{fmt, fs};

use super::{Finds, Found, Names, ReadError};
pub use serve::serve;
use wire::{Answer, Request};

/// What the command that such a copy runs is called.
pub const PARSE_APART: &str = "parse-apart";

/// Records that a copy may be ahead of whoever takes them.
const AHEAD: usize = 8;

/// What one record may cost before its file is given up.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Limits {
    /// From asking for a record until it is there. Far more than the processor's time, since a machine may be busy.
    pub time: Duration,
    /// Of the processor.
    pub cpu: Duration,
    /// Bytes of address space of the whole copy.
    pub memory: u64,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits { time: Duration::from_secs(60), cpu: Duration::from_secs(20), memory: 2 << 30 }
    }
}

/// Copies of the program that wait for a file.
pub(super) struct Pool {
    program: PathBuf,
    limits: Limits,
    names: Names,
    idle: Mutex<Vec<Worker>>,
}

impl fmt::Debug for Pool {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pool").field("program", &self.program).field("limits", &self.limits).finish_non_exhaustive()
    }
}

impl Pool {
    pub(super) fn new(program: PathBuf, limits: Limits, names: Names) -> Pool {
        Pool { program, limits, names, idle: Mutex::new(Vec::new()) }
    }

    /// When the program was written, and how long it is: another one may read otherwise.
    pub(super) fn program_written(&self) -> Option<(SystemTime, u64)> {
        let data = fs::metadata(&self.program).ok()?;
        Some((data.modified().ok()?, data.len()))
    }

    /// The records of a file, read in a copy.
    pub(super) fn found(self: &Arc<Pool>, path: &Path) -> Result<Finds, ReadError> {
        let failed = |error: io::Error| ReadError::new(path, format!("no process to read it in: {error}"));
        let request = Request::file(path).ok_or_else(|| ReadError::new(path, "a file name that is not Unicode"))?;
        // A copy that waited may have been ended by somebody; a new one is tried then.
        let waiting = self.idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let worker = match waiting.and_then(|mut worker| worker.ask(&request).is_ok().then_some(worker)) {
            Some(worker) => worker,
            None => {
                let mut worker = Worker::start(self).map_err(failed)?;
                worker.ask(&request).map_err(failed)?;
                worker
            }
        };
        Ok(Box::new(Apart { pool: Arc::clone(self), path: path.to_owned(), worker: Some(worker) }))
    }
}

/// A copy of the program, and what it answers.
struct Worker {
    process: Child,
    requests: BufWriter<ChildStdin>,
    answers: Receiver<io::Result<Answer>>,
}

impl Worker {
    fn start(pool: &Pool) -> io::Result<Worker> {
        let mut command = Command::new(&pool.program);
        // Without the environment: nothing in it concerns a parser, and a secret may be.
        command.arg(PARSE_APART).env_clear().stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut process = command.spawn()?;
        let (Some(stdin), Some(stdout)) = (process.stdin.take(), process.stdout.take()) else {
            return Err(io::Error::other("no pipes"));
        };
        let (sender, answers) = mpsc::sync_channel(AHEAD);
        thread::Builder::new().name("records".to_owned()).spawn(move || {
            let mut stdout = BufReader::new(stdout);
            loop {
                let answer = wire::receive(&mut stdout);
                let ended = answer.is_err();
                if sender.send(answer).is_err() || ended {
                    return;
                }
            }
        })?;
        let mut worker = Worker { process, requests: BufWriter::new(stdin), answers };
        worker.ask(&Request::limits(&pool.limits, &pool.names))?;
        Ok(worker)
    }

    fn ask(&mut self, request: &Request) -> io::Result<()> {
        wire::send(&mut self.requests, request)?;
        self.requests.flush()
    }

    /// How it ended; called when it no longer answers.
    fn end(mut self) -> Option<ExitStatus> {
        // It may still be running where its answers made no sense.
        let _ = self.process.kill();
        self.process.wait().ok()
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        // Ended twice is no harm, and an ended process that nobody waits for stays in the system's table.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// The records of a file that is being read in a copy.
struct Apart {
    pool: Arc<Pool>,
    path: PathBuf,
    worker: Option<Worker>,
}

impl Iterator for Apart {
    type Item = Result<Found, ReadError>;

    fn next(&mut self) -> Option<Self::Item> {
        let worker = self.worker.as_ref()?;
        match worker.answers.recv_timeout(self.pool.limits.time) {
            Ok(Ok(Answer::Found(found))) => Some(Ok(found.into_found())),
            Ok(Ok(Answer::Refused(refused))) => Some(Err(refused.into_error())),
            Ok(Ok(Answer::End)) => {
                let worker = self.worker.take()?;
                self.pool.idle.lock().unwrap_or_else(PoisonError::into_inner).push(worker);
                None
            }
            Err(RecvTimeoutError::Timeout) => {
                drop(self.worker.take());
                let seconds = self.pool.limits.time.as_secs();
                Some(Err(ReadError::new(&self.path, format!("too complex to read: not done in {seconds} seconds"))))
            }
            Ok(Err(_)) | Err(RecvTimeoutError::Disconnected) => {
                let status = self.worker.take()?.end();
                Some(Err(ReadError::new(&self.path, why(status, &self.pool.limits))))
            }
        }
    }
}

/// What a copy that came down says of its file.
fn why(status: Option<ExitStatus>, limits: &Limits) -> String {
    #[cfg(unix)]
    {
        use std::os::unix::process::ExitStatusExt;
        // The system's number for "used up its time of the processor".
        const SIGXCPU: i32 = 24;
        if status.and_then(|status| status.signal()) == Some(SIGXCPU) {
            return format!("too complex to read: not done in {} seconds of computing", limits.cpu.as_secs());
        }
    }
    let _ = status;
    format!("too complex to read: it brings the parser down, or needs more than {} MB", limits.memory >> 20)
}
