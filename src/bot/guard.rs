//! Who may ask for what, and how often. Pure: the clock is an argument, and nothing is sent from here.

use std::collections::{HashMap, HashSet, VecDeque};
use std::time::{Duration, Instant};

use serenity::model::Permissions;
use serenity::model::id::UserId;

/// So many people are remembered with the time of their last question before the old ones are forgotten.
const PEOPLE: usize = 10_000;
/// So many numbers are remembered; Discord repeats an event within seconds, if at all.
const NUMBERS: usize = 10_000;

/// What to do with somebody's request.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Pass {
    Go,
    /// To be refused with a word of when to come back.
    TooSoon {
        wait: Duration,
    },
    /// To be left without an answer: the person has been told already.
    TooSoonAgain {
        wait: Duration,
    },
}

/// When each person asked last.
pub(super) struct Cooldowns {
    length: Duration,
    people: HashMap<UserId, Last>,
}

struct Last {
    at: Instant,
    told: bool,
}

impl Cooldowns {
    pub fn new(length: Duration) -> Cooldowns {
        Cooldowns { length, people: HashMap::new() }
    }

    /// Asks for one request of a person at this time; a refused request does not make the wait longer.
    pub fn admit(&mut self, person: UserId, now: Instant) -> Pass {
        let length = self.length;
        if self.people.len() >= PEOPLE {
            self.people.retain(|_, last| now.saturating_duration_since(last.at) < length);
        }
        if let Some(last) = self.people.get_mut(&person) {
            let wait = length.saturating_sub(now.saturating_duration_since(last.at));
            if !wait.is_zero() {
                let told = std::mem::replace(&mut last.told, true);
                return if told { Pass::TooSoonAgain { wait } } else { Pass::TooSoon { wait } };
            }
        }
        self.people.insert(person, Last { at: now, told: false });
        Pass::Go
    }
}

/// Numbers that were met, the newest so many of them: of events, for Discord may deliver one twice, and of people.
#[derive(Default)]
pub(super) struct Seen {
    known: HashSet<u64>,
    order: VecDeque<u64>,
}

impl Seen {
    /// Whether this number comes for the first time.
    pub fn first_time(&mut self, number: u64) -> bool {
        if !self.known.insert(number) {
            return false;
        }
        self.order.push_back(number);
        if self.order.len() > NUMBERS
            && let Some(oldest) = self.order.pop_front()
        {
            self.known.remove(&oldest);
        }
        true
    }
}

/// Whether a member with these permissions may re-index. Discord's own check can be switched off for a command in the server's settings, so
/// this one counts; outside a server nobody has permissions.
pub(super) fn may_reindex(permissions: Option<Permissions>) -> bool {
    permissions.is_some_and(|own| own.intersects(Permissions::MANAGE_GUILD | Permissions::ADMINISTRATOR))
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECOND: Duration = Duration::from_secs(1);

    #[test]
    fn a_person_waits_and_is_told_once() {
        let (ada, bob) = (UserId::new(1), UserId::new(2));
        let start = Instant::now();
        let mut cooldowns = Cooldowns::new(3 * SECOND);
        assert_eq!(cooldowns.admit(ada, start), Pass::Go);
        assert_eq!(cooldowns.admit(bob, start), Pass::Go, "everybody waits alone");
        assert_eq!(cooldowns.admit(ada, start + SECOND), Pass::TooSoon { wait: 2 * SECOND });
        assert_eq!(cooldowns.admit(ada, start + 2 * SECOND), Pass::TooSoonAgain { wait: SECOND });
        assert_eq!(cooldowns.admit(ada, start + 3 * SECOND), Pass::Go, "being refused did not make the wait longer");
        assert_eq!(cooldowns.admit(ada, start + 4 * SECOND), Pass::TooSoon { wait: 2 * SECOND });
    }

    #[test]
    fn without_a_cooldown_nobody_waits() {
        let mut cooldowns = Cooldowns::new(Duration::ZERO);
        let now = Instant::now();
        assert_eq!(cooldowns.admit(UserId::new(1), now), Pass::Go);
        assert_eq!(cooldowns.admit(UserId::new(1), now), Pass::Go);
    }

    #[test]
    fn people_who_may_ask_again_are_forgotten() {
        let mut cooldowns = Cooldowns::new(SECOND);
        let start = Instant::now();
        for person in 1..=PEOPLE as u64 {
            cooldowns.admit(UserId::new(person), start);
        }
        cooldowns.admit(UserId::new(u64::MAX), start + 2 * SECOND);
        assert_eq!(cooldowns.people.len(), 1);
    }

    #[test]
    fn an_event_counts_once() {
        let mut seen = Seen::default();
        assert!(seen.first_time(7));
        assert!(!seen.first_time(7));
        for event in 100..100 + NUMBERS as u64 {
            assert!(seen.first_time(event));
        }
        assert_eq!(seen.known.len(), NUMBERS);
        assert!(seen.first_time(7), "forgotten after so many others");
    }

    #[test]
    fn only_managers_reindex() {
        assert!(may_reindex(Some(Permissions::MANAGE_GUILD | Permissions::SEND_MESSAGES)));
        assert!(may_reindex(Some(Permissions::ADMINISTRATOR)));
        assert!(!may_reindex(Some(Permissions::MANAGE_CHANNELS)));
        assert!(!may_reindex(None));
    }
}
