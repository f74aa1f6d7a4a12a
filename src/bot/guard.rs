//! Who may ask for what, and how often. Pure: the clock is an argument, and nothing is sent from here.

use std::collections::{HashMap, HashSet, VecDeque};
use std::hash::Hash;
use std::time::{Duration, Instant};

use serenity::model::Permissions;
use serenity::model::id::{ChannelId, RoleId, UserId};

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

/// When each person asked last, or somebody in each server.
pub(super) struct Cooldowns<K = UserId> {
    length: Duration,
    people: HashMap<K, Last>,
}

struct Last {
    at: Instant,
    /// Who has been told since.
    told: HashSet<UserId>,
}

impl Cooldowns<UserId> {
    /// Asks for one request of a person at this time; a refused request does not make the wait longer.
    pub fn admit(&mut self, person: UserId, now: Instant) -> Pass {
        let pass = self.look(person, person, self.length, now);
        if pass == Pass::Go {
            self.begin(person, now);
        }
        pass
    }
}

impl<K: Eq + Hash + Copy> Cooldowns<K> {
    pub fn new(length: Duration) -> Cooldowns<K> {
        Cooldowns { length, people: HashMap::new() }
    }

    /// Whether a person may ask whose turn is that of `key`, with a length of its own and without taking the turn. Each person is told once.
    pub fn look(&mut self, key: K, person: UserId, length: Duration, now: Instant) -> Pass {
        if let Some(last) = self.people.get_mut(&key) {
            let wait = length.saturating_sub(now.saturating_duration_since(last.at));
            if !wait.is_zero() {
                let first = last.told.len() < PEOPLE && last.told.insert(person);
                return if first { Pass::TooSoon { wait } } else { Pass::TooSoonAgain { wait } };
            }
        }
        Pass::Go
    }

    /// Takes a turn.
    pub fn begin(&mut self, key: K, now: Instant) {
        if self.people.len() >= PEOPLE {
            let longest = self.length;
            self.people.retain(|_, last| now.saturating_duration_since(last.at) < longest);
        }
        self.people.insert(key, Last { at: now, told: HashSet::new() });
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

/// Who may ask where, and who manages, as the configuration has it. Numbers are Discord's.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Rules {
    /// Roles whose members may do what managers may.
    pub manager_roles: Vec<u64>,
    /// The server that a collection which everyone sees belongs to.
    pub home: Option<u64>,
    /// Where there is one, the bot answers in these channels and their threads alone, and in no direct message.
    pub channels: Vec<u64>,
    pub not_channels: Vec<u64>,
    /// Where there is one, the bot answers these people alone.
    pub users: Vec<u64>,
    pub not_users: Vec<u64>,
}

impl Rules {
    /// Whether the bot answers this person at all.
    pub(super) fn hear(&self, person: UserId) -> bool {
        let person = person.get();
        !self.not_users.contains(&person) && (self.users.is_empty() || self.users.contains(&person))
    }

    /// Whether the bot answers in a channel, of which `above` is the one that it is a thread of.
    pub(super) fn answer_in(&self, channel: ChannelId, above: Option<ChannelId>) -> bool {
        let listed = |list: &[u64]| [Some(channel), above].into_iter().flatten().any(|here| list.contains(&here.get()));
        !listed(&self.not_channels) && (self.channels.is_empty() || listed(&self.channels))
    }

    /// Whether it matters which channel a thread belongs to.
    pub(super) fn ask_for_parents(&self) -> bool {
        !self.channels.is_empty() || !self.not_channels.is_empty()
    }

    /// Whether a server, or somebody there, may change a collection that is given to no server by name: others are answered from it too, and
    /// anybody can have a server of their own.
    pub(super) fn may_change_for_all(&self, server: u64, roles: &[RoleId]) -> bool {
        self.home == Some(server) || roles.iter().any(|role| self.manager_roles.contains(&role.get()))
    }

    /// Whether a member may re-index. Discord's own check can be switched off for a command in the server's settings, so this one counts; outside a
    /// server nobody has permissions.
    pub(super) fn may_manage(&self, permissions: Option<Permissions>, roles: &[RoleId]) -> bool {
        let Some(own) = permissions else { return false };
        own.intersects(Permissions::MANAGE_GUILD | Permissions::ADMINISTRATOR)
            || roles.iter().any(|role| self.manager_roles.contains(&role.get()))
    }
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
        let rules = Rules { manager_roles: vec![7], ..Rules::default() };
        let may = |permissions, roles: &[u64]| {
            rules.may_manage(permissions, &roles.iter().map(|role| RoleId::new(*role)).collect::<Vec<_>>())
        };
        assert!(may(Some(Permissions::MANAGE_GUILD | Permissions::SEND_MESSAGES), &[]));
        assert!(may(Some(Permissions::ADMINISTRATOR), &[]));
        assert!(may(Some(Permissions::SEND_MESSAGES), &[3, 7]));
        assert!(!may(Some(Permissions::MANAGE_CHANNELS), &[3]));
        assert!(!may(None, &[7]), "a direct message is no server");
    }

    #[test]
    fn lists_say_who_is_answered_and_where() {
        let (here, there, above) = (ChannelId::new(1), ChannelId::new(2), Some(ChannelId::new(1)));
        let rules = Rules { channels: vec![1], not_users: vec![9], ..Rules::default() };
        assert!(rules.answer_in(here, None) && rules.answer_in(there, above) && !rules.answer_in(there, None));
        assert!(rules.hear(UserId::new(8)) && !rules.hear(UserId::new(9)));
        let rules = Rules { not_channels: vec![1], users: vec![8], ..Rules::default() };
        assert!(!rules.answer_in(here, None) && !rules.answer_in(there, above) && rules.answer_in(there, None));
        assert!(rules.hear(UserId::new(8)) && !rules.hear(UserId::new(7)));
        assert!(Rules::default().answer_in(here, None) && Rules::default().hear(UserId::new(9)));
    }
}
