//! The copy's side: reads the files that it is asked for, within its limits, until nobody asks any more.

use std::io::{self, Read, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::time::Duration;

use super::wire::{self, Answer, Request, WireError, WireFound};
use crate::read::{Finds, Found, Names, ReadError, Reader};

/// Reads for the process at the other end; ends when that does.
pub fn serve(mut requests: impl Read, mut answers: impl Write) -> io::Result<()> {
    let mut reader = Reader::default();
    let mut budget = Budget::default();
    loop {
        match wire::receive(&mut requests) {
            Ok(Request::Limits { cpu, memory, names }) => {
                reader = Reader::new(Names::new(names));
                budget = Budget { cpu };
                limit_memory(memory);
            }
            Ok(Request::File(path)) => read(&reader, &path.into_path(), &budget, &mut answers)?,
            Err(_) => return Ok(()),
        }
    }
}

fn read(reader: &Reader, path: &Path, budget: &Budget, answers: &mut impl Write) -> io::Result<()> {
    budget.renew();
    let opened = catch_unwind(AssertUnwindSafe(|| reader.found(path))).unwrap_or_else(|_| Err(failed(path)));
    match opened {
        Ok(mut all) => {
            while let Some(next) = next(&mut all, path) {
                match &next {
                    Ok(found) => wire::send(answers, &Answer::Found(Box::new(WireFound::new(found))))?,
                    Err(refused) => wire::send(answers, &Answer::Refused(WireError::new(refused)))?,
                }
                answers.flush()?;
                budget.renew();
            }
        }
        Err(refused) => wire::send(answers, &Answer::Refused(WireError::new(&refused)))?,
    }
    wire::send(answers, &Answer::End)?;
    answers.flush()
}

/// The next record; a reader that panics has come to the end of its file.
fn next(all: &mut Finds, path: &Path) -> Option<Result<Found, ReadError>> {
    catch_unwind(AssertUnwindSafe(|| all.next())).unwrap_or_else(|_| {
        *all = Box::new(std::iter::empty());
        Some(Err(failed(path)))
    })
}

fn failed(path: &Path) -> ReadError {
    ReadError::new(path, "this program failed on it; please report the file")
}

/// What each record may take of the processor.
#[derive(Default)]
struct Budget {
    cpu: Duration,
}

impl Budget {
    /// From now on there is the whole budget again. The system counts what a process used since it began.
    #[cfg(unix)]
    fn renew(&self) {
        use rustix::process::{Resource, Rlimit, setrlimit};
        use rustix::time::{ClockId, clock_gettime};
        let used = u64::try_from(clock_gettime(ClockId::ProcessCPUTime).tv_sec).unwrap_or(0);
        let current = Some(used + self.cpu.as_secs() + 1);
        // Where the system refuses a limit, the time that the other process waits still bounds the file.
        let _ = setrlimit(Resource::Cpu, Rlimit { current, maximum: None });
    }

    #[cfg(not(unix))]
    fn renew(&self) {
        let _ = self.cpu;
    }
}

/// Bounds the memory, and forbids what no parser does: to write a file, and to leave its memory behind in one.
#[cfg(unix)]
fn limit_memory(memory: u64) {
    use rustix::process::{Resource, Rlimit, setrlimit};
    for (resource, most) in [(Resource::As, memory), (Resource::Fsize, 0), (Resource::Core, 0)] {
        let _ = setrlimit(resource, Rlimit { current: Some(most), maximum: Some(most) });
    }
}

#[cfg(not(unix))]
fn limit_memory(_memory: u64) {}
