//! What a person reads when something goes wrong: one sentence and a short code; what went wrong stands in the log under that code.

use std::error::Error;
use std::fmt;

use crate::intake::IntakeError;
use crate::kept::KeptError;
use crate::library::LibraryError;
use crate::show::card::Reply;
use crate::show::words::Tongue;

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
    Kept(KeptError),
    /// Our own mistake. What the panic says is left out: it may quote the question.
    Panicked,
}

impl Fault {
    /// Writes what happened to the log, and gives the sentence for the person.
    pub fn logged(self, code: Code, tongue: Tongue) -> Reply {
        match &self {
            Fault::Library(error) => tracing::error!(%code, error = chain(error), "could not answer"),
            Fault::Intake(error) => tracing::error!(%code, error = chain(error), "could not re-index"),
            Fault::Kept(error) => tracing::error!(%code, error = chain(error), "could not keep something"),
            Fault::Panicked => tracing::error!(%code, "a handler panicked"),
        }
        let sentence = tongue.say(self.sentence());
        Reply::words(tongue.with("fault-code", &[("sentence", sentence.into()), ("code", code.to_string().into())]))
    }

    /// The key of the sentence for the person.
    fn sentence(&self) -> &'static str {
        match self {
            Fault::Library(LibraryError::Missing { .. }) => "fault-no-index",
            Fault::Library(LibraryError::Newer { .. } | LibraryError::Older { .. }) => "fault-version",
            Fault::Library(_) => "fault-index",
            Fault::Intake(IntakeError::NoSources) => "fault-no-sources",
            Fault::Intake(IntakeError::NoSuchPath { .. }) => "fault-source",
            Fault::Intake(IntakeError::Cancelled) => "fault-cancelled",
            Fault::Intake(IntakeError::Library(LibraryError::Held { .. })) => "fault-held",
            Fault::Intake(IntakeError::NotFetched { .. } | IntakeError::Fetch(_)) => "fault-web",
            Fault::Intake(IntakeError::Library(_)) => "fault-writing",
            Fault::Kept(_) => "fault-kept",
            Fault::Panicked => "fault-own",
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
