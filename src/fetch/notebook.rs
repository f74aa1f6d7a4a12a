//! What is remembered of a web source: one small file beside the folder of its articles, replaced as a whole.
//!
//! Losing it costs requests and no article: everything is then asked for again.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::client::Validators;
use crate::config::Kind;

/// No page that a list names is asked for more often than this, unless the list says that it changed.
const DAY: Duration = Duration::from_secs(24 * 60 * 60);

/// What is known of one source.
#[derive(Clone, PartialEq, Serialize, Deserialize, Debug)]
pub(super) struct Notebook {
    /// The address of the source, as it was given.
    pub url: String,
    /// As it was found out, where the configuration does not say.
    #[serde(default)]
    pub kind: Option<Kind>,
    /// Whether a person named it on the command line; otherwise the configuration does.
    #[serde(default)]
    pub given: bool,
    /// When it was asked last, and answered.
    #[serde(default)]
    pub asked: Option<Timestamp>,
    /// It is not asked before this time.
    #[serde(default)]
    pub resting: Option<Timestamp>,
    /// Of the list itself, and of those it is made of, by address.
    #[serde(default)]
    pub lists: BTreeMap<String, List>,
    /// Every page that was listed or asked for, by address.
    #[serde(default)]
    pub pages: BTreeMap<String, Page>,
}

/// What is known of one list.
#[derive(Clone, PartialEq, Eq, Default, Serialize, Deserialize, Debug)]
pub(super) struct List {
    pub validators: Validators,
    /// What the list above it says of its last change.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub as_of: Option<String>,
}

/// What is known of one page.
#[derive(Clone, PartialEq, Default, Serialize, Deserialize, Debug)]
pub(super) struct Page {
    /// Its article, where there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub article: Option<Kept>,
    #[serde(default)]
    pub validators: Validators,
    /// When it was asked for last, and answered, be it with a refusal.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub asked: Option<Timestamp>,
    /// When its article was last another than before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub changed: Option<Timestamp>,
    /// Since when the server says that there is no such page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub missing: Option<Timestamp>,
    /// Whether its article was taken out for that.
    #[serde(default)]
    pub gone: bool,
    /// Whether the feed carries its whole text, so that the page itself is not asked for.
    #[serde(default)]
    pub whole: bool,
    /// Its place in the list: the lower, the newer.
    #[serde(default)]
    pub rank: u64,
    /// What the list said of its last change when it was asked for last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub read_as_of: Option<String>,
    /// What the list says of its last change now.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub listed_as_of: Option<String>,
}

/// An article that is kept.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, Debug)]
pub(super) struct Kept {
    pub id: String,
    /// The name of its file in the source's folder.
    pub file: String,
}

impl Notebook {
    pub(super) fn new(url: &str) -> Notebook {
        Notebook {
            url: url.to_owned(),
            kind: None,
            given: false,
            asked: None,
            resting: None,
            lists: BTreeMap::new(),
            pages: BTreeMap::new(),
        }
    }

    /// What is remembered of the source with this folder; `None` where nothing is, or it cannot be read.
    pub(super) fn read(folder: &Path) -> Option<Notebook> {
        let bytes = match fs::read(Notebook::file_of(folder)) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == ErrorKind::NotFound => return None,
            Err(error) => {
                tracing::warn!(folder = %folder.display(), %error, "could not read what is remembered of a web source");
                return None;
            }
        };
        let read = serde_json::from_slice(&bytes);
        read.inspect_err(|_| {
            tracing::warn!(folder = %folder.display(), "what is remembered of a web source is damaged: it is asked for anew");
        })
        .ok()
    }

    pub(super) fn write(&self, folder: &Path) -> io::Result<()> {
        replace(&Notebook::file_of(folder), &serde_json::to_vec_pretty(self)?)
    }

    /// "web/.courier.json" for "web/courier": hidden, so that nobody takes it for an article; and not inside, so that what
    /// gave nothing yet leaves no folder.
    pub(super) fn file_of(folder: &Path) -> PathBuf {
        let name = folder.file_name().unwrap_or_default().to_string_lossy();
        folder.with_file_name(format!(".{name}.json"))
    }

    /// The folder a file is the notebook of.
    pub(super) fn folder_of(file: &Path) -> Option<PathBuf> {
        let name = file.file_name()?.to_str()?.strip_prefix('.')?.strip_suffix(".json")?;
        Some(file.with_file_name(name))
    }

    /// When the source may be asked again: `None` for now.
    pub(super) fn due(&self, refresh: Duration, now: Timestamp) -> Option<Timestamp> {
        // A clock that was set back must not silence a source: times to come were never asked at.
        let asked = self.asked.filter(|asked| *asked <= now);
        let next = asked.and_then(|asked| asked.checked_add(refresh).ok());
        let resting = self.resting.filter(|until| now.checked_add(7 * DAY).is_ok_and(|far| *until < far));
        next.max(resting).filter(|due| *due > now)
    }
}

impl Page {
    /// Whether a page of a list is asked for: one that was not yet, one that the list says has changed, and the others ever
    /// more seldom, the longer they stay as they are.
    pub(super) fn is_due(&self, now: Timestamp) -> bool {
        if self.whole {
            return false;
        }
        let Some(asked) = self.asked.filter(|asked| *asked <= now) else { return true };
        if !self.is_as_listed() {
            return true;
        }
        if self.gone {
            return false;
        }
        let steady = self.changed.map_or(Duration::ZERO, |changed| since(changed, asked));
        let pause = if self.missing.is_some() { DAY } else { DAY.max(steady / 2) };
        since(asked, now) >= pause
    }

    /// Whether the list says nothing newer of the page than when it was asked for.
    pub(super) fn is_as_listed(&self) -> bool {
        self.listed_as_of.is_none() || self.listed_as_of == self.read_as_of
    }

    /// Notes that there is no such page; whether its article is taken out. For good counts at once; otherwise not before the
    /// page was missing for a day, since sites lose their pages for an hour now and then.
    pub(super) fn is_missing(&mut self, for_good: bool, now: Timestamp) -> bool {
        let since_when = *self.missing.insert(self.missing.filter(|missing| *missing <= now).unwrap_or(now));
        for_good || since(since_when, now) >= DAY
    }
}

fn since(earlier: Timestamp, later: Timestamp) -> Duration {
    Duration::try_from(later.duration_since(earlier)).unwrap_or_default()
}

/// Replaces a file in one step: after a crash there is the old one or the new one, whole.
pub(super) fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let next = path.with_file_name(format!(".{}.next", name.trim_start_matches('.')));
    let mut file = File::create(&next)?;
    let written = file.write_all(bytes).and_then(|()| file.sync_all());
    drop(file);
    written.and_then(|()| fs::rename(&next, path)).inspect_err(|_| {
        // What a full disk left of it is in nobody's way, but takes room.
        let _ = fs::remove_file(&next);
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(hours: i64) -> Timestamp {
        Timestamp::from_second(1_700_000_000 + hours * 3600).unwrap()
    }

    #[test]
    fn a_source_rests_between_two_visits() {
        let hour = Duration::from_secs(3600);
        let mut notebook = Notebook::new("https://example.org/");
        assert_eq!(notebook.due(hour, at(0)), None, "never asked");
        notebook.asked = Some(at(0));
        assert_eq!((notebook.due(hour, at(0)), notebook.due(hour, at(1))), (Some(at(1)), None));
        notebook.resting = Some(at(5));
        assert_eq!((notebook.due(hour, at(2)), notebook.due(hour, at(5))), (Some(at(5)), None));
    }

    #[test]
    fn a_clock_that_was_set_back_silences_nothing() {
        let mut notebook = Notebook::new("https://example.org/");
        notebook.asked = Some(at(900));
        notebook.resting = Some(at(900));
        assert_eq!(notebook.due(Duration::from_secs(3600), at(0)), None);
        let mut page = Page { asked: Some(at(900)), missing: Some(at(900)), ..Page::default() };
        assert!(page.is_due(at(0)));
        assert!(!page.is_missing(false, at(0)) && page.missing == Some(at(0)), "a day begins now");
    }

    #[test]
    fn a_page_is_asked_for_the_more_seldom_the_longer_it_stays_as_it_is() {
        let page = |changed, asked| Page { changed: Some(at(changed)), asked: Some(at(asked)), ..Page::default() };
        assert!(Page::default().is_due(at(0)));
        assert!(!page(0, 0).is_due(at(23)) && page(0, 0).is_due(at(24)));
        assert!(!page(0, 480).is_due(at(480 + 239)) && page(0, 480).is_due(at(480 + 240)));
        let listed =
            |as_of: &str| Page { listed_as_of: Some(as_of.into()), read_as_of: Some("1".into()), ..page(0, 0) };
        assert!(listed("2").is_due(at(1)) && !listed("1").is_due(at(1)));
        assert!(!Page { whole: true, ..listed("2") }.is_due(at(900)), "its feed has it");
    }

    #[test]
    fn a_page_is_gone_when_it_is_missing_for_a_day_or_said_to_be() {
        let mut page = Page::default();
        assert!(!page.is_missing(false, at(0)) && !page.is_missing(false, at(23)) && page.is_missing(false, at(24)));
        assert!(Page::default().is_missing(true, at(0)));
    }

    #[test]
    fn what_was_remembered_is_remembered() {
        let shelf = tempfile::tempdir().unwrap();
        let folder = shelf.path().join("example.org-1");
        assert_eq!(Notebook::read(&folder), None);
        let mut notebook = Notebook::new("https://example.org/feed");
        notebook.kind = Some(Kind::Feed);
        notebook.pages.insert("https://example.org/a".into(), Page { asked: Some(at(1)), ..Page::default() });
        notebook.write(&folder).unwrap();
        assert_eq!(Notebook::read(&folder), Some(notebook));
        let file = Notebook::file_of(&folder);
        assert_eq!(Notebook::folder_of(&file), Some(folder.clone()));
        fs::write(file, "{").unwrap();
        assert_eq!(Notebook::read(&folder), None, "damaged");
        assert_eq!(fs::read_dir(shelf.path()).unwrap().count(), 1, "nothing else is left behind");
    }
}
