//! What a person reads when something goes wrong: one sentence and a short code; what went wrong stands in the log under that code.

use std::error::Error;
use std::fmt;

use crate::intake::IntakeError;
use crate::library::LibraryError;
use crate::show::card::Reply;

/// Six letters and digits that are easy to read out, made from the number of the event.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Code(u32);

impl Code {
    pub fn of(event: u64) -> Code {
        // The low bits count events, the high ones milliseconds; a multiplication spreads both over what is shown.
        Code((event.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 34) as u32)
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const LETTERS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
        (0..6).rev().try_for_each(|place| {
            let letter = LETTERS[(self.0 >> (place * 5)) as usize & 31];
            fmt::Write::write_char(f, letter as char)
        })
    }
}

/// What a handler could not get done.
#[derive(Debug)]
pub(super) enum Fault {
    Library(LibraryError),
    Intake(IntakeError),
    /// Our own mistake. What the panic says is left out: it may quote the question.
    Panicked,
}

impl Fault {
    /// Writes what happened to the log, and gives the sentence for the person.
    pub fn logged(self, code: Code) -> Reply {
        match &self {
            Fault::Library(error) => tracing::error!(%code, error = chain(error), "could not answer"),
            Fault::Intake(error) => tracing::error!(%code, error = chain(error), "could not re-index"),
            Fault::Panicked => tracing::error!(%code, "a handler panicked"),
        }
        Reply::words(format!("{} Code: `{code}`", self.sentence()))
    }

    fn sentence(&self) -> &'static str {
        match self {
            Fault::Library(LibraryError::Missing { .. }) => {
                "There is no index yet. Someone who manages this server can make one with `/reindex`."
            }
            Fault::Library(LibraryError::Newer { .. } | LibraryError::Older { .. }) => {
                "The index was made by another version of this program, so I cannot read it."
            }
            Fault::Library(_) => "I could not read the index, so I cannot answer.",
            Fault::Intake(IntakeError::NoSources) => "There is nothing to index: no sources are configured.",
            Fault::Intake(IntakeError::NoSuchPath { .. }) => {
                "A source is missing, so nothing was changed. The old index still answers."
            }
            Fault::Intake(IntakeError::Cancelled) => {
                "The run was stopped, so nothing was changed. The old index still answers."
            }
            Fault::Intake(IntakeError::Library(LibraryError::Held { .. })) => {
                "Another run is changing the index. Try again when it has ended."
            }
            Fault::Intake(IntakeError::NotFetched { .. } | IntakeError::Fetch(_)) => {
                "What is new on the web could not be fetched. The old index still answers."
            }
            Fault::Intake(IntakeError::Library(_)) => "The index could not be written. The old index still answers.",
            Fault::Panicked => "Something went wrong on my side, and it is my mistake.",
        }
    }
}

/// An error with its causes, outermost first.
fn chain(error: &dyn Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(inner) = cause {
        text.push_str(": ");
        text.push_str(&inner.to_string());
        cause = inner.source();
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_short_and_differ() {
        let codes: Vec<String> =
            (0..1_000).map(|event| Code::of(1_300_000_000_000_000_000 + event).to_string()).collect();
        assert!(codes.iter().all(|code| code.len() == 6));
        let mut unique = codes.clone();
        unique.sort();
        unique.dedup();
        assert_eq!(unique.len(), codes.len());
    }
}
