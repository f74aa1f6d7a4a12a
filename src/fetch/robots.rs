//! What a site lets programs read: its robots.txt, as RFC 9309 has it.

use std::time::Duration;

use texting_robots::Robot;
use url::Url;

use super::client::{AGENT, Trouble};

/// What a host's robots.txt says to this program.
pub(super) enum Robots {
    Rules(Box<Robot>),
    /// There is none: everything may be read.
    Open,
    /// It could not be had; then nothing may be read.
    Unknown(Trouble),
}

impl Robots {
    pub(super) fn read(bytes: &[u8]) -> Robots {
        // Its one error is a file that is no text at all, which forbids nothing.
        Robot::new(AGENT, bytes).map_or(Robots::Open, |rules| Robots::Rules(Box::new(rules)))
    }

    pub(super) fn allows(&self, url: &Url) -> bool {
        match self {
            Robots::Rules(rules) => rules.allowed(url.as_str()),
            Robots::Open => true,
            Robots::Unknown(_) => false,
        }
    }

    /// The pause between two requests that it asks for.
    pub(super) fn delay(&self) -> Option<Duration> {
        let Robots::Rules(rules) = self else { return None };
        Duration::try_from_secs_f32(rules.delay?).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rules_for_this_program_count_before_those_for_all() {
        let robots = Robots::read(b"User-agent: *\nDisallow: /\n\nUser-agent: onrecord\nDisallow: /private\nAllow: /private/open\nCrawl-delay: 2.5\n");
        let allows = |path: &str| robots.allows(&Url::parse("https://example.org").unwrap().join(path).unwrap());
        assert!(allows("/levy") && allows("/private/open/a") && !allows("/private/a"));
        assert_eq!(robots.delay(), Some(Duration::from_millis(2_500)));
        let all = Robots::read(b"User-agent: *\nDisallow: /*.php$\n");
        assert!(!all.allows(&Url::parse("https://example.org/a.php").unwrap()));
        assert!(all.allows(&Url::parse("https://example.org/a.php?x=1").unwrap()));
    }

    #[test]
    fn what_is_no_robots_file_forbids_nothing() {
        for bytes in [&b""[..], b"<!doctype html><p>Not found", b"\xff\xfe\x00\x01"] {
            assert!(Robots::read(bytes).allows(&Url::parse("https://example.org/a").unwrap()));
        }
    }
}
