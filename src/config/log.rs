//! `[log]`: how much is logged.

use super::keys::{Key, Takes};

#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Log {
    /// `None` leaves it to the command: the bot says more than the others.
    pub level: Option<LogLevel>,
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum LogLevel {
    Off,
    Error,
    Warn,
    Info,
    Debug,
    Trace,
}

pub(super) const KEYS: [Key; 1] =
    [Key { name: "log.level", takes: Takes::Level(|config, level| config.log.level = Some(level)) }];

impl LogLevel {
    pub(super) const ALL: [LogLevel; 6] =
        [LogLevel::Off, LogLevel::Error, LogLevel::Warn, LogLevel::Info, LogLevel::Debug, LogLevel::Trace];

    pub fn name(self) -> &'static str {
        match self {
            LogLevel::Off => "off",
            LogLevel::Error => "error",
            LogLevel::Warn => "warn",
            LogLevel::Info => "info",
            LogLevel::Debug => "debug",
            LogLevel::Trace => "trace",
        }
    }

    pub(super) fn named(name: &str) -> Option<LogLevel> {
        LogLevel::ALL.into_iter().find(|level| level.name() == name)
    }

    /// So many steps more talkative, or less where negative; it stops at either end.
    pub fn stepped(self, steps: i32) -> LogLevel {
        let last = LogLevel::ALL.len() - 1;
        let place = (self as i32).saturating_add(steps).clamp(0, last as i32);
        LogLevel::ALL[place as usize]
    }
}
