//! Manners towards one host: one request at a time, a pause between two, and rest where it asks for rest.

use std::time::{Duration, Instant};

use tokio::sync::Mutex;

use super::robots::Robots;

/// The longest that a run waits for one host; beyond it, the rest is left for the next run.
const PATIENCE: Duration = Duration::from_secs(30);

/// A host that is asked in this run.
#[derive(Default)]
pub(super) struct Host {
    /// Whoever holds it may ask.
    pub turn: Mutex<Turn>,
}

/// The right to ask a host.
#[derive(Default)]
pub(super) struct Turn {
    /// Known once the host was asked for them.
    pub robots: Option<Robots>,
    last: Option<Instant>,
    /// Until when the host wants to be left alone.
    resting: Option<Instant>,
}

/// How long to wait before asking.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Wait {
    For(Duration),
    /// More than a run waits.
    TooLong(Duration),
}

impl Turn {
    /// The time until the host may be asked, with this pause between two requests.
    pub(super) fn wait(&self, now: Instant, pause: Duration) -> Wait {
        let left = |until: Instant| until.saturating_duration_since(now);
        let wait =
            self.last.map_or(Duration::ZERO, |last| left(last + pause)).max(self.resting.map_or(Duration::ZERO, left));
        if wait > PATIENCE { Wait::TooLong(wait) } else { Wait::For(wait) }
    }

    /// Notes that the host was just asked.
    pub(super) fn asked(&mut self, now: Instant) {
        self.last = Some(now);
    }

    /// Notes that the host wants to rest; whether that is worth waiting for.
    pub(super) fn rest(&mut self, now: Instant, time: Duration) -> bool {
        self.resting = now.checked_add(time);
        time <= PATIENCE
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_host_is_left_alone_for_as_long_as_it_asks() {
        let seconds = Duration::from_secs;
        let (mut turn, begun) = (Turn::default(), Instant::now());
        assert_eq!(turn.wait(begun, seconds(9)), Wait::For(Duration::ZERO), "the first request");
        turn.asked(begun);
        let now = begun + seconds(2);
        assert_eq!(turn.wait(now, seconds(9)), Wait::For(seconds(7)));
        assert_eq!(turn.wait(now, seconds(60)), Wait::TooLong(seconds(58)));
        assert!(turn.rest(now, seconds(20)));
        assert_eq!(turn.wait(now, seconds(9)), Wait::For(seconds(20)));
        assert!(!turn.rest(now, seconds(3600)));
        assert_eq!(turn.wait(now, seconds(9)), Wait::TooLong(seconds(3600)));
    }
}
