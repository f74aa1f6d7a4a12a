//! Keys with one value, which the file and the environment can both set: what each allows, and where it goes.

use std::ffi::OsStr;
use std::net::{IpAddr, SocketAddr};
use std::ops::RangeInclusive;
use std::path::{Path, PathBuf};

use ipnet::IpNet;
use toml::de::DeValue;

use super::environment::PREFIX;
use super::{Config, LogLevel, Schedule, ask, collections, discord, fetch, health, log};

/// A key that both the file and the environment can set.
pub(super) struct Key {
    /// As in the file: "ask.limit" is `limit` under `[ask]`.
    pub(super) name: &'static str,
    pub(super) takes: Takes,
}

/// What a key allows, and where it goes.
pub(super) enum Takes {
    Path(fn(&mut Config, PathBuf)),
    Number(RangeInclusive<u64>, fn(&mut Config, u64)),
    Level(fn(&mut Config, LogLevel)),
    Networks(fn(&mut Config, Vec<IpNet>)),
    /// Words that can stand in the header of a request.
    Words(fn(&mut Config, String)),
    /// Numbers of Discord's, which are too long for some readers of TOML and so stand there as strings.
    Ids(fn(&mut Config, Vec<u64>)),
    Switch(fn(&mut Config, bool)),
    /// "0-3/16": shards 0 to 3 of 16.
    Shards(fn(&mut Config, (u32, u32, u32))),
    Schedule(fn(&mut Config, Schedule)),
    Address(fn(&mut Config, SocketAddr)),
}

/// A value as one of the two layers gives it.
pub(super) enum Given<'a> {
    Words(&'a OsStr),
    Number(u64),
    Switch(bool),
    List(Vec<&'a str>),
    Other,
}

/// Of the whole file rather than one of its sections.
const KEYS: [Key; 1] = [Key { name: "index", takes: Takes::Path(|config, path| config.index = path) }];

/// Every key, in the order of the sections.
pub(super) fn all() -> impl Iterator<Item = &'static Key> {
    KEYS.iter()
        .chain(&fetch::KEYS)
        .chain(&ask::KEYS)
        .chain(&discord::KEYS)
        .chain(&health::KEYS)
        .chain(&collections::KEYS)
        .chain(&log::KEYS)
}

impl Key {
    pub(super) fn named(name: &str) -> Option<&'static Key> {
        all().find(|key| key.name == name)
    }

    /// "ask.limit" is ONRECORD_ASK_LIMIT.
    pub(super) fn variable(&self) -> String {
        format!("{PREFIX}{}", self.name.replace('.', "_").to_uppercase())
    }

    pub(super) fn allowed(&self) -> String {
        match &self.takes {
            Takes::Path(_) => "a path".into(),
            Takes::Number(range, _) if *range.end() == u64::MAX => format!("a whole number from {}", range.start()),
            Takes::Number(range, _) => format!("a whole number from {} to {}", range.start(), range.end()),
            Takes::Level(_) => LogLevel::ALL.map(|level| format!("\"{}\"", level.name())).join(", "),
            Takes::Networks(_) => "a list of addresses and networks: [\"10.0.0.0/8\", \"192.168.1.20\"]".into(),
            Takes::Words(_) => "words without accents and line breaks".into(),
            Takes::Ids(_) => Key::allowed_ids(),
            Takes::Switch(_) => "true or false".into(),
            Takes::Schedule(_) => Schedule::ALLOWED.into(),
            Takes::Address(_) => "an address with a port: \"127.0.0.1:9464\"".into(),
            Takes::Shards(_) => "the first and last shard of this process and how many there are: \"0-3/16\"".into(),
        }
    }

    pub(super) fn allowed_ids() -> String {
        "a list of numbers as Discord copies them: [\"123456789012345678\"]".into()
    }

    /// Puts the value where it belongs; `None` where it is not allowed there. Relative paths start at `folder`.
    pub(super) fn put(&self, config: &mut Config, given: Given<'_>, folder: &Path) -> Option<()> {
        match (&self.takes, given) {
            (Takes::Path(put), Given::Words(path)) if !path.is_empty() => put(config, folder.join(path)),
            (Takes::Number(range, put), Given::Number(number)) if range.contains(&number) => put(config, number),
            (Takes::Level(put), Given::Words(name)) => put(config, LogLevel::named(name.to_str()?)?),
            (Takes::Networks(put), Given::List(written)) => {
                put(config, written.into_iter().map(network).collect::<Option<_>>()?);
            }
            (Takes::Ids(put), Given::List(written)) => put(config, ids(&written)?),
            (Takes::Switch(put), Given::Switch(on)) => put(config, on),
            (Takes::Shards(put), Given::Words(written)) => put(config, shards(written.to_str()?)?),
            (Takes::Address(put), Given::Words(written)) => put(config, written.to_str()?.trim().parse().ok()?),
            (Takes::Schedule(put), Given::Words(written)) => put(config, Schedule::read(written.to_str()?)?),
            (Takes::Words(put), Given::Words(words)) => {
                let words = words.to_str()?.trim();
                let fits = |c: char| c == ' ' || c.is_ascii_graphic();
                put(config, Some(words).filter(|words| !words.is_empty() && words.chars().all(fits))?.to_owned());
            }
            _ => return None,
        }
        Some(())
    }
}

impl<'a> Given<'a> {
    pub(super) fn from_file(value: &'a DeValue<'_>) -> Given<'a> {
        match value {
            DeValue::String(words) => Given::Words(OsStr::new(words.as_ref())),
            DeValue::Integer(number) => {
                u64::from_str_radix(number.as_str(), number.radix()).map_or(Given::Other, Given::Number)
            }
            DeValue::Array(items) => {
                let words: Option<Vec<&str>> = items.iter().map(|item| item.get_ref().as_str()).collect();
                words.map_or(Given::Other, Given::List)
            }
            DeValue::Boolean(on) => Given::Switch(*on),
            _ => Given::Other,
        }
    }

    pub(super) fn from_variable(value: &'a OsStr, key: &Key) -> Given<'a> {
        match key.takes {
            Takes::Number(..) => {
                value.to_str().and_then(|words| words.trim().parse().ok()).map_or(Given::Other, Given::Number)
            }
            Takes::Switch(_) => match value.to_str().map(str::trim) {
                Some("true") => Given::Switch(true),
                Some("false") => Given::Switch(false),
                _ => Given::Other,
            },
            Takes::Networks(_) | Takes::Ids(_) => {
                value.to_str().map_or(Given::Other, |words| Given::List(words.split(',').map(str::trim).collect()))
            }
            Takes::Path(_)
            | Takes::Level(_)
            | Takes::Words(_)
            | Takes::Shards(_)
            | Takes::Schedule(_)
            | Takes::Address(_) => Given::Words(value),
        }
    }
}

/// Discord's numbers are never 0.
pub(super) fn ids(written: &[&str]) -> Option<Vec<u64>> {
    written.iter().map(|id| id.parse().ok().filter(|id| *id != 0)).collect()
}

/// "0-3/16" or "2/16".
fn shards(written: &str) -> Option<(u32, u32, u32)> {
    let (range, total) = written.split_once('/')?;
    let (first, last) = range.split_once('-').unwrap_or((range, range));
    let number = |words: &str| words.trim().parse::<u32>().ok();
    let (first, last, total) = (number(first)?, number(last)?, number(total)?);
    (first <= last && last < total).then(|| (first, last - first + 1, total))
}

/// "10.0.0.0/8", or one address.
fn network(written: &str) -> Option<IpNet> {
    written.parse().ok().or_else(|| written.parse().ok().map(|address: IpAddr| IpNet::from(address)))
}
