//! What a run of the index did, in lines and as JSON.

use std::fmt::Write as _;

use serde::Serialize;

use crate::fetch;
use crate::intake::Report;

/// At most this many refused or repeated articles are listed one by one; all are in the JSON.
const LISTED: usize = 50;

/// A line of counts, then each refused and each repeated article with its place and the reason.
pub fn lines(report: &Report) -> String {
    let mut out = String::new();
    for refused in report.refused.iter().take(LISTED) {
        let _ =
            writeln!(out, "refused {}: {}", place(&refused.path.display().to_string(), refused.line), refused.reason);
    }
    for twice in report.twice.iter().take(LISTED) {
        let at = place(&twice.path.display().to_string(), twice.line);
        let _ = writeln!(out, "twice {at}: already read from {}", twice.kept);
    }
    for gone in report.web.gone.iter().take(LISTED) {
        let what =
            if gone.kept { "its article stays until it has been gone for a day" } else { "its article is taken out" };
        let _ = writeln!(out, "gone {}: {what}", gone.url);
    }
    for (more, what) in [(report.refused.len(), "refused"), (report.twice.len(), "found twice")] {
        if more > LISTED {
            let _ = writeln!(out, "… and {} more {what} (--json lists all)", more - LISTED);
        }
    }
    if report.web.asked > 0 {
        let fetch::Report { asked, added, updated, unchanged, later, gone, failed } = &report.web;
        let _ = write!(out, "the web: {asked} asked, {added} new, {updated} updated, {unchanged} unchanged, ");
        let _ = writeln!(out, "{} gone, {} refused, {later} left for later", gone.len(), failed.len());
    }
    let moved = if report.moved > 0 { format!(" ({} moved)", report.moved) } else { String::new() };
    let _ = writeln!(
        out,
        "{}{} added, {} changed, {} removed, {} unchanged{moved}, {} twice, {} refused ({:.1} s)",
        if report.dry_run { "would be: " } else { "" },
        report.added.len(),
        report.changed.len(),
        report.removed.len(),
        report.unchanged,
        report.twice.len(),
        report.refused.len(),
        report.took as f64 / 1000.0,
    );
    out
}

fn place(path: &str, line: Option<u64>) -> String {
    match line {
        Some(line) => format!("{path}:{line}"),
        None => path.to_owned(),
    }
}

/// A run as one JSON object.
#[derive(Serialize)]
pub struct ReportJson<'a> {
    dry_run: bool,
    added: Vec<&'a str>,
    changed: Vec<&'a str>,
    removed: Vec<&'a str>,
    unchanged: u64,
    /// Those of the unchanged that stand at another place than before.
    moved: u64,
    twice: Vec<TwiceJson<'a>>,
    refused: Vec<RefusedJson<'a>>,
    text_bytes: u64,
    took_ms: u64,
    web: WebJson<'a>,
}

#[derive(Serialize)]
struct WebJson<'a> {
    asked: u64,
    added: u64,
    updated: u64,
    unchanged: u64,
    later: u64,
    gone: Vec<GoneJson<'a>>,
}

#[derive(Serialize)]
struct GoneJson<'a> {
    url: &'a str,
    kept: bool,
}

impl<'a> WebJson<'a> {
    fn new(report: &'a fetch::Report) -> WebJson<'a> {
        let fetch::Report { asked, added, updated, unchanged, later, gone, .. } = report;
        let gone = gone.iter().map(|gone| GoneJson { url: &gone.url, kept: gone.kept }).collect();
        WebJson { asked: *asked, added: *added, updated: *updated, unchanged: *unchanged, later: *later, gone }
    }
}

#[derive(Serialize)]
struct TwiceJson<'a> {
    id: &'a str,
    path: String,
    line: Option<u64>,
    kept: &'a str,
}

#[derive(Serialize)]
struct RefusedJson<'a> {
    path: String,
    line: Option<u64>,
    reason: &'a str,
}

impl<'a> ReportJson<'a> {
    pub fn new(report: &'a Report) -> ReportJson<'a> {
        let twice = |each: &'a crate::intake::Twice| TwiceJson {
            id: &each.id.0,
            path: each.path.display().to_string(),
            line: each.line,
            kept: &each.kept,
        };
        let refused = |each: &'a crate::read::ReadError| RefusedJson {
            path: each.path.display().to_string(),
            line: each.line,
            reason: &each.reason,
        };
        ReportJson {
            dry_run: report.dry_run,
            added: report.added.iter().map(|id| id.0.as_str()).collect(),
            changed: report.changed.iter().map(|id| id.0.as_str()).collect(),
            removed: report.removed.iter().map(|id| id.0.as_str()).collect(),
            unchanged: report.unchanged,
            moved: report.moved,
            twice: report.twice.iter().map(twice).collect(),
            refused: report.refused.iter().map(refused).collect(),
            text_bytes: report.bytes,
            took_ms: report.took,
            web: WebJson::new(&report.web),
        }
    }
}
