//! `[fetch]`: how the web is asked.

use std::path::PathBuf;
use std::time::Duration;

use ipnet::IpNet;

use super::keys::{Key, Takes};

const MEGABYTE: u64 = 1024 * 1024;

/// How the web is asked.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Fetch {
    /// Where fetched articles are kept; `None`: beside the index.
    pub folder: Option<PathBuf>,
    /// Networks that may be asked although they are not public.
    pub allow_private: Vec<IpNet>,
    /// Told to the sites: an address where whoever runs this program can be reached.
    pub contact: Option<String>,
    /// The least time between two requests to one host.
    pub delay: Duration,
    /// The most time for one request and its whole answer.
    pub timeout: Duration,
    /// The most bytes of a page, unpacked.
    pub largest: u64,
    /// The most pages asked for in a run, for each source.
    pub pages: usize,
}

impl Default for Fetch {
    fn default() -> Fetch {
        Fetch {
            folder: None,
            allow_private: Vec::new(),
            contact: None,
            delay: Duration::from_secs(1),
            timeout: Duration::from_secs(30),
            largest: 16 * MEGABYTE,
            pages: 200,
        }
    }
}

pub(super) const KEYS: [Key; 7] = [
    Key { name: "fetch.folder", takes: Takes::Path(|config, path| config.fetch.folder = Some(path)) },
    Key {
        name: "fetch.allow_private",
        takes: Takes::Networks(|config, networks| config.fetch.allow_private = networks),
    },
    Key { name: "fetch.contact", takes: Takes::Words(|config, words| config.fetch.contact = Some(words)) },
    Key {
        name: "fetch.delay",
        takes: Takes::Number(0..=3600, |config, number| config.fetch.delay = Duration::from_secs(number)),
    },
    Key {
        name: "fetch.timeout",
        takes: Takes::Number(1..=600, |config, number| config.fetch.timeout = Duration::from_secs(number)),
    },
    Key {
        name: "fetch.megabytes",
        takes: Takes::Number(1..=64, |config, number| config.fetch.largest = number * MEGABYTE),
    },
    Key {
        name: "fetch.pages",
        takes: Takes::Number(1..=50_000, |config, number| config.fetch.pages = number as usize),
    },
];
