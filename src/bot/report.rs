//! What a re-index did, as a card: figures first, then names as far as they fit, with the count of the rest.

use crate::article::ArticleId;
use crate::intake::{Report, Step};
use crate::show::card::{Card, Field, File, Link, Reply, escape, label, length, shortened};

const DONE: u32 = 0x3a_7d_44;
const REFUSED: u32 = 0xc0_39_2b;

/// How many entries of a list are named.
const NAMED: usize = 10;
/// Room for a list in a field, with some left for "and so many more".
const ROOM: usize = 980;
const NAME: usize = 100;
const REASON: usize = 200;

/// How far a run is.
pub(super) fn step(step: Step) -> String {
    match step {
        Step::Fetching { asked } => format!("Re-indexing: asking the web, {asked} requests so far."),
        Step::Finding { files } => format!("Re-indexing: looking for files, {files} so far."),
        Step::Reading { files, of, articles } => {
            format!("Re-indexing: read {files} of {of} files, {articles} articles.")
        }
        Step::Publishing => "Re-indexing: writing the new index.".to_owned(),
    }
}

/// A finished run.
pub(super) fn card(report: &Report) -> Reply {
    let lists = [
        ("Added", ids(&report.added)),
        ("Changed", ids(&report.changed)),
        ("Removed", ids(&report.removed)),
        ("Found twice", report.twice.iter().map(|twice| place(&twice.path, twice.line, marked)).collect()),
        ("Refused", report.refused.iter().map(|error| refused(&error.path, error.line, &error.reason)).collect()),
    ];
    let file = left_out(&lists).then(|| File { name: "re-index.txt", text: whole(report) });
    let fields = lists.into_iter().filter_map(|(name, entries)| list(name, &entries)).collect();
    let card = Card {
        colour: if report.refused.is_empty() { DONE } else { REFUSED },
        title: Some("Re-indexed".to_owned()),
        description: Some(figures(report)),
        fields,
        ..Card::default()
    };
    Reply { file, ..Reply::card(card) }
}

/// The same for a card about something else.
pub(super) fn summary(report: &Report) -> Field {
    let refused: Vec<String> =
        report.refused.iter().take(NAMED / 2).map(|error| refused(&error.path, error.line, &error.reason)).collect();
    let refused = refused.iter().map(|entry| format!("\n• {entry}")).collect::<String>();
    Field::new("Last re-index", shortened(&format!("{}{refused}", figures(report)), ROOM))
}

/// Whether some entries are not named on the card.
fn left_out(lists: &[(&str, Vec<String>)]) -> bool {
    lists.iter().any(|(name, entries)| list(name, entries).is_some_and(|field| field.value.contains("\nand ")))
}

/// Everything, a line each, without the folders of the machine.
fn whole(report: &Report) -> String {
    let mut text = format!("{}\n", figures(report));
    let mut list = |name: &str, entries: Vec<String>| {
        if !entries.is_empty() {
            text.push_str(&format!("\n{name} ({})\n", entries.len()));
            entries.iter().for_each(|entry| text.push_str(&format!("- {entry}\n")));
        }
    };
    let ids = |ids: &[ArticleId]| ids.iter().map(bare).collect::<Vec<_>>();
    list("Added", ids(&report.added));
    list("Changed", ids(&report.changed));
    list("Removed", ids(&report.removed));
    list("Found twice", report.twice.iter().map(|twice| place(&twice.path, twice.line, str::to_owned)).collect());
    let refused = report.refused.iter();
    let refused = refused.map(|it| format!("{}: {}", place(&it.path, it.line, str::to_owned), it.reason));
    list("Refused", refused.collect());
    text
}

fn figures(report: &Report) -> String {
    let counts = [
        (report.added.len() as u64, "added"),
        (report.changed.len() as u64, "changed"),
        (report.removed.len() as u64, "removed"),
        (report.unchanged, "unchanged"),
        (report.twice.len() as u64, "found twice"),
        (report.refused.len() as u64, "refused"),
    ];
    let counts = counts.map(|(count, what)| format!("{count} {what}")).join(" · ");
    format!("{counts}\nRead {:.1} MB of text in {:.1} s.", report.bytes as f64 / 1e6, report.took as f64 / 1e3)
}

fn ids(ids: &[ArticleId]) -> Vec<String> {
    ids.iter().map(|id| marked(&bare(id))).collect()
}

/// An address without its beginning; of a path only the name of the file, for folders of the machine are nobody's business in a chat.
fn bare(id: &ArticleId) -> String {
    match Link::parse(&id.0) {
        Some(link) => link.url().split_once("://").map_or(link.host(), |(_, rest)| rest).to_owned(),
        None => id.0.rsplit(['/', '\\']).next().unwrap_or(&id.0).to_owned(),
    }
}

fn marked(name: &str) -> String {
    escape(&label(name, NAME))
}

fn place(path: &std::path::Path, line: Option<u64>, marked: impl Fn(&str) -> String) -> String {
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let name = marked(&name);
    line.map_or(name.clone(), |line| format!("{name}, line {line}"))
}

fn refused(path: &std::path::Path, line: Option<u64>, reason: &str) -> String {
    format!("{}: {}", place(path, line, marked), escape(&label(reason, REASON)))
}

/// The entries that fit, a line each, and how many more there are.
fn list(name: &str, entries: &[String]) -> Option<Field> {
    let mut value = String::new();
    let mut named = 0;
    for entry in entries.iter().take(NAMED) {
        if length(&value) + length(entry) + 3 > ROOM {
            break;
        }
        value.push_str(&format!("• {entry}\n"));
        named += 1;
    }
    if named < entries.len() {
        value.push_str(&format!("and {} more", entries.len() - named));
    }
    let value = value.trim_end().to_owned();
    (!value.is_empty()).then(|| Field::new(format!("{name} ({})", entries.len()), value))
}
