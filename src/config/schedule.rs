//! When something happens again and again: «every 60 minutes», «daily at 03:30».

use std::time::Duration;

use jiff::civil::Time;
use jiff::{ToSpan as _, ZonedDateTime as Zoned};

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Schedule {
    /// So long after the last time.
    Every(Duration),
    /// At this time of every day, by the clock of the machine.
    Daily(Time),
}

impl Schedule {
    pub(super) const ALLOWED: &'static str = "\"every 60 minutes\", \"every 6 hours\" or \"daily at 03:30\"";

    pub(super) fn read(written: &str) -> Option<Schedule> {
        let words: Vec<&str> = written.split_whitespace().collect();
        match words[..] {
            ["every", number, unit] => {
                let number: u64 = number.parse().ok().filter(|number| (1..=10_000).contains(number))?;
                let seconds = match unit {
                    "minute" | "minutes" => 60,
                    "hour" | "hours" => 60 * 60,
                    _ => return None,
                };
                Some(Schedule::Every(Duration::from_secs(number * seconds)))
            }
            ["daily", "at", time] => Time::strptime("%H:%M", time).ok().map(Schedule::Daily),
            _ => None,
        }
    }

    /// How long it is from `now` to the next time. A time that the clock skips is taken an hour later, one that it shows twice the first time.
    pub fn wait(&self, now: &Zoned) -> Duration {
        match self {
            Schedule::Every(pause) => *pause,
            Schedule::Daily(time) => {
                let on = |day: &Zoned| day.with().time(*time).build().ok().filter(|then| then > now);
                let then = on(now).or_else(|| now.checked_add(1.day()).ok().and_then(|tomorrow| on(&tomorrow)));
                // Without a tomorrow, at the end of all calendars, a day is as good as any.
                then.map_or(Duration::from_secs(24 * 60 * 60), |then| {
                    then.timestamp().duration_since(now.timestamp()).unsigned_abs()
                })
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::time;

    use super::*;

    #[test]
    fn schedules_are_read() {
        let hour = Duration::from_secs(3_600);
        assert_eq!(Schedule::read("every 60 minutes"), Some(Schedule::Every(hour)));
        assert_eq!(Schedule::read(" every  1 hour "), Some(Schedule::Every(hour)));
        assert_eq!(Schedule::read("daily at 03:30"), Some(Schedule::Daily(time(3, 30, 0, 0))));
        for wrong in [
            "",
            "every 0 minutes",
            "every day",
            "every 5 seconds",
            "daily at 24:30",
            "daily at noon",
            "60",
            "every -1 hours",
        ] {
            assert_eq!(Schedule::read(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn the_next_time_is_later_today_or_tomorrow_and_minds_the_clock() {
        let daily = Schedule::Daily(time(3, 30, 0, 0));
        let wait = |now: &str| daily.wait(&now.parse().expect("a moment")).as_secs() / 60;
        assert_eq!(wait("2024-05-09T03:00:00Z[UTC]"), 30);
        assert_eq!(wait("2024-05-09T03:30:00Z[UTC]"), 24 * 60, "not twice");
        assert_eq!(wait("2024-05-09T04:30:00Z[UTC]"), 23 * 60);
        let gap = Schedule::Daily(time(2, 30, 0, 0));
        let before: Zoned = "2024-03-31T01:59:00+01:00[Europe/Berlin]".parse().expect("a moment");
        assert_eq!(gap.wait(&before).as_secs() / 60, 31, "half past two is skipped: half past three is");
        assert_eq!(Schedule::Every(Duration::from_secs(5)).wait(&before), Duration::from_secs(5));
    }
}
