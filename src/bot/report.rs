//! What a re-index did, as a card: figures first, then names as far as they fit, with the count of the rest.

use crate::article::ArticleId;
use crate::intake::{Report, Step, Twice};
use crate::show::card::{Card, Field, File, Link, Reply, escape, label, length, shortened};
use crate::show::words::Tongue;

const DONE: u32 = 0x3a_7d_44;
const REFUSED: u32 = 0xc0_39_2b;

/// How many entries of a list are named.
const NAMED: usize = 10;
/// Room for a list in a field, with some left for "and so many more".
const ROOM: usize = 980;
const NAME: usize = 100;
const REASON: usize = 200;

/// How far a run is.
pub(super) fn step(step: Step, tongue: Tongue) -> String {
    match step {
        Step::Fetching { asked } => tongue.with("step-fetching", &[("asked", asked.into())]),
        Step::Finding { files } => tongue.with("step-finding", &[("files", files.into())]),
        Step::Reading { files, of, articles } => {
            let read = [("files", files.into()), ("of", of.into()), ("articles", articles.into())];
            tongue.with("step-reading", &read)
        }
        Step::Publishing => tongue.say("step-publishing"),
    }
}

/// A finished run.
pub(super) fn card(report: &Report, tongue: Tongue) -> Reply {
    let lists = lists(report, marked);
    let left_out = lists.iter().any(|(_, entries)| fitting(entries) < entries.len());
    let fields = lists.iter().filter_map(|(key, entries)| list(key, entries, tongue)).collect();
    let card = Card {
        colour: if report.refused.is_empty() { DONE } else { REFUSED },
        title: Some(tongue.say("report-title")),
        description: Some(Brief::of(report).figures(tongue)),
        fields,
        ..Card::default()
    };
    let file = left_out.then(|| File { name: "re-index.txt", text: whole(report, tongue) });
    Reply { file, ..Reply::card(card) }
}

/// What a run did in a few figures, for later.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Brief {
    counts: [(&'static str, u64); 6],
    /// Bytes of text, and milliseconds.
    read: (u64, u64),
    refused: Vec<Entry>,
}

impl Brief {
    pub fn of(report: &Report) -> Brief {
        let counts = [
            ("added", report.added.len() as u64),
            ("changed", report.changed.len() as u64),
            ("removed", report.removed.len() as u64),
            ("unchanged", report.unchanged),
            ("twice", report.twice.len() as u64),
            ("refused", report.refused.len() as u64),
        ];
        let refused = refusals(report, marked).take(NAMED / 2).collect();
        Brief { counts, read: (report.bytes, report.took), refused }
    }

    /// The same for a card about something else.
    pub fn field(&self, tongue: Tongue) -> Field {
        let refused = self.refused.iter().map(|entry| format!("\n• {}", entry.line(tongue))).collect::<String>();
        Field::new(tongue.say("report-last"), shortened(&format!("{}{refused}", self.figures(tongue)), ROOM))
    }

    fn figures(&self, tongue: Tongue) -> String {
        let counts = tongue.with("report-counts", &self.counts.map(|(name, count)| (name, count.into())));
        let (megabytes, seconds) = (self.read.0 as f64 / 1e6, self.read.1 as f64 / 1e3);
        let read = tongue.with("report-read", &[("megabytes", megabytes.into()), ("seconds", seconds.into())]);
        format!("{counts}\n{read}")
    }
}

/// Something that is named in a report: a file or an address, a line of it, and why.
#[derive(Clone, PartialEq, Eq, Debug)]
struct Entry {
    name: String,
    line: Option<u64>,
    reason: Option<String>,
}

impl Entry {
    fn line(&self, tongue: Tongue) -> String {
        let place = match self.line {
            Some(line) => tongue.with("report-line", &[("file", self.name.as_str().into()), ("line", line.into())]),
            None => self.name.clone(),
        };
        self.reason.as_ref().map_or(place.clone(), |reason| format!("{place}: {reason}"))
    }
}

/// Everything that is named, under the keys of its headings; `marked` makes words of others fit for where they will stand.
fn lists(report: &Report, marked: fn(&str, usize) -> String) -> [(&'static str, Vec<Entry>); 5] {
    let ids = |ids: &[ArticleId]| {
        ids.iter().map(|id| Entry { name: marked(&bare(id), NAME), line: None, reason: None }).collect()
    };
    let twice = |twice: &Twice| Entry { name: marked(&file_name(&twice.path), NAME), line: twice.line, reason: None };
    [
        ("report-added", ids(&report.added)),
        ("report-changed", ids(&report.changed)),
        ("report-removed", ids(&report.removed)),
        ("report-twice", report.twice.iter().map(twice).collect()),
        ("report-refused", refusals(report, marked).collect()),
    ]
}

/// Everything, a line each, without the folders of the machine.
fn whole(report: &Report, tongue: Tongue) -> String {
    let mut text = format!("{}\n", Brief::of(report).figures(tongue));
    for (key, entries) in lists(report, |words, _| words.to_owned()) {
        if !entries.is_empty() {
            text.push_str(&format!("\n{}\n", tongue.with(key, &[("count", entries.len().into())])));
            entries.iter().for_each(|entry| text.push_str(&format!("- {}\n", entry.line(tongue))));
        }
    }
    text
}

/// An address without its beginning; of a path only the name of the file, for folders of the machine are nobody's business in a chat.
fn bare(id: &ArticleId) -> String {
    match Link::parse(&id.0) {
        Some(link) => link.url().split_once("://").map_or(link.host(), |(_, rest)| rest).to_owned(),
        None => id.0.rsplit(['/', '\\']).next().unwrap_or(&id.0).to_owned(),
    }
}

fn marked(words: &str, most: usize) -> String {
    escape(&label(words, most))
}

fn file_name(path: &std::path::Path) -> String {
    path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

/// What a run refused.
fn refusals(report: &Report, marked: fn(&str, usize) -> String) -> impl Iterator<Item = Entry> + '_ {
    report.refused.iter().map(move |error| {
        let (name, reason) = (marked(&file_name(&error.path), NAME), marked(&error.reason, REASON));
        Entry { name, line: error.line, reason: Some(reason) }
    })
}

/// How many entries a field names: as many as fit, in the language that takes most room for a line's number.
fn fitting(entries: &[Entry]) -> usize {
    let mut room = ROOM;
    let fits = |entry: &&Entry| {
        let longest = Tongue::ALL.into_iter().map(|tongue| length(&entry.line(tongue))).max().unwrap_or_default();
        room.checked_sub(longest + 3).inspect(|left| room = *left).is_some()
    };
    entries.iter().take(NAMED).take_while(fits).count()
}

/// The entries that fit, a line each, and how many more there are.
fn list(key: &str, entries: &[Entry], tongue: Tongue) -> Option<Field> {
    let named = fitting(entries);
    let mut value: String = entries.iter().take(named).map(|entry| format!("• {}\n", entry.line(tongue))).collect();
    if named < entries.len() {
        value.push_str(&tongue.with("and-more", &[("count", (entries.len() - named).into())]));
    }
    let value = value.trim_end().to_owned();
    (!value.is_empty()).then(|| Field::new(tongue.with(key, &[("count", entries.len().into())]), value))
}
