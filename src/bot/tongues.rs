//! Which language a server prefers, asked of Discord once in a while. Pure: the clock is an argument.

use std::collections::HashMap;
use std::time::{Duration, Instant};

use serenity::model::id::GuildId;

use crate::show::words::Tongue;

/// A server that changes its language is answered in the new one after so long.
const KEPT: Duration = Duration::from_secs(60 * 60);
/// So many servers are remembered.
const SERVERS: usize = 10_000;

#[derive(Default)]
pub(super) struct Tongues(HashMap<GuildId, (Tongue, Instant)>);

impl Tongues {
    pub fn known(&self, server: GuildId, now: Instant) -> Option<Tongue> {
        let (tongue, since) = self.0.get(&server)?;
        (now.saturating_duration_since(*since) < KEPT).then_some(*tongue)
    }

    pub fn learn(&mut self, server: GuildId, tongue: Tongue, now: Instant) {
        if self.0.len() >= SERVERS {
            self.0.retain(|_, (_, since)| now.saturating_duration_since(*since) < KEPT);
        }
        // Servers that all were asked about within the hour: what is forgotten is asked again.
        if self.0.len() >= SERVERS {
            self.0.clear();
        }
        self.0.insert(server, (tongue, now));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_language_is_known_for_an_hour_and_of_so_many_servers() {
        let (mut tongues, start) = (Tongues::default(), Instant::now());
        let server = GuildId::new(1);
        assert_eq!(tongues.known(server, start), None);
        tongues.learn(server, Tongue::French, start);
        assert_eq!(tongues.known(server, start), Some(Tongue::French));
        assert_eq!(tongues.known(server, start + KEPT), None);
        for number in 1..=2 * SERVERS as u64 {
            tongues.learn(GuildId::new(number), Tongue::German, start);
        }
        assert!(tongues.0.len() <= SERVERS);
    }
}
