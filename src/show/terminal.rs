//! An answer for a person at a terminal: the quote set off by a bar, its matched words marked, who says it, and where.

use std::fmt::Write as _;

use super::paint::{BAR, FAINT, MATCH, Paint, SPEAKER, citation, visible};
use super::speaker::{Speaker, others};
use crate::answer::{
    Answer, Barrier, Finding, Group, Headline, Quote, Reason, Said, Searched, Silence, Understanding, Verdict, Who,
};
use crate::article::{Speech, Voice};
use crate::text::Span;

/// What else is wanted beside the quotes.
#[derive(Clone, Copy, Default, Debug)]
pub struct Extras {
    /// The paragraphs around each quote.
    pub context: bool,
    /// The shares of each score.
    pub explain: bool,
}

/// The quotes of an answer; empty where there is nothing to quote.
pub fn findings(answer: &Answer, paint: Paint, extras: Extras) -> String {
    let mut out = String::new();
    for (number, each) in answer.findings().iter().enumerate() {
        if number > 0 {
            out.push('\n');
        }
        finding(&mut out, each, paint, extras);
    }
    out
}

/// The quotes of an answer under the names of those who say them.
pub fn grouped(answer: &Answer, groups: &[Group], paint: Paint, extras: Extras) -> String {
    let mut out = String::new();
    for (number, group) in groups.iter().enumerate() {
        if number > 0 {
            out.push('\n');
        }
        let who = match &group.who {
            Who::Source(name) => name,
            Who::Uncertain => "speaker not certain",
            Who::Articles => "the articles themselves",
        };
        let _ = writeln!(out, "{} {}", paint.styled(BAR, "══"), paint.styled(SPEAKER, who));
        for each in group.findings.iter().filter_map(|at| answer.findings().get(*at)) {
            out.push('\n');
            finding(&mut out, each, paint, extras);
        }
    }
    out
}

/// What somebody says; empty where there is nothing.
pub fn said(said: &Said, paint: Paint) -> String {
    let mut out = String::new();
    for (number, each) in said.findings.iter().enumerate() {
        if number > 0 {
            out.push('\n');
        }
        finding(&mut out, each, paint, Extras::default());
    }
    out
}

/// Whose words were shown, and what was searched: "12 quotes of James Marsh (11), Iola Marsh (1)".
pub fn said_by(said: &Said) -> String {
    let names: Vec<String> =
        said.speakers.iter().map(|speaker| format!("{} ({})", visible(&speaker.name), speaker.sayings)).collect();
    let (count, plural) = (said.findings.len(), if said.findings.len() == 1 { "" } else { "s" });
    let more = if said.more { "; there are more (-n)" } else { "" };
    format!("{count} quote{plural} of {}{more}\n{}{}", names.join(", "), looked_through(said), searched(&said.searched))
}

/// What a person reads where nobody of that name says anything, or nothing about that.
pub fn nothing_said(said: &Said) -> String {
    let name = visible(&said.name);
    let about = if said.about.is_empty() { String::new() } else { format!(" about «{}»", visible(&said.about)) };
    let mut out = match said.silence {
        Some(Silence::Filtered) => {
            format!("nothing to quote: «{name}» says something{about}, but not in articles that pass the filters\n")
        }
        Some(Silence::NotAbout) => {
            let about = if about.is_empty() { " word for word (--direct)" } else { &about };
            format!("nothing to quote: «{name}» is quoted, but is not known to say anything{about}\n")
        }
        _ => format!("nothing to quote: nobody called «{name}» is known to say anything{about}\n"),
    };
    let _ = writeln!(out, "{}{}", looked_through(said), searched(&said.searched));
    if !said.near.is_empty() {
        let names: Vec<String> = said.near.iter().map(|name| visible(name)).collect();
        let _ = writeln!(out, "names that come near: {}", names.join(", "));
    }
    out
}

/// A line that says so where not all that may fit was looked through.
fn looked_through(said: &Said) -> String {
    said.looked_through.map_or(String::new(), |articles| {
        format!("only the newest {articles} articles that may fit were looked through; --before looks further back\n")
    })
}

fn finding(out: &mut String, finding: &Finding, paint: Paint, extras: Extras) {
    let quote = &finding.quote;
    let around = if extras.context { finding.context } else { quote.span() };
    let before = quote.article().text.span(around.start()..quote.span().start());
    let after = quote.article().text.span(quote.span().end()..around.end());
    beside(out, quote, before, paint);
    for (number, part) in quote.parts().iter().enumerate() {
        if number > 0 {
            let _ = writeln!(out, "  {}", speaker(quote, &quote.parts()[number - 1].voice, paint));
        }
        barred(out, quote, part.span, &finding.matched, paint);
    }
    if let Some(last) = quote.parts().last() {
        let _ = writeln!(out, "  {}", speaker(quote, &last.voice, paint));
    }
    beside(out, quote, after, paint);
    also(out, quote);
    let article = quote.article();
    for line in citation(paint, &article.id.0, &article.origin.path, &article.citation) {
        let _ = writeln!(out, "  {line}");
    }
    if let Some(collection) = &finding.collection {
        let _ = writeln!(out, "  {} {}", paint.styled(FAINT, "collection"), visible(collection));
    }
    copies(out, &finding.also, paint);
    if extras.explain {
        let shares: Vec<String> =
            finding.shares.iter().map(|share| format!("{} {:.3}", share.name, share.value)).collect();
        let _ = writeln!(out, "  score {:.3} = {}", finding.score, shares.join(" + "));
    }
}

/// Who else carries the passage, each with its day and its link.
fn copies(out: &mut String, also: &[Headline], paint: Paint) {
    for Headline { id, path, citation } in also {
        let name = citation.publisher.as_deref().or(citation.title.as_deref()).unwrap_or(id);
        let day = citation.published.map(|date| format!(" · {}", date.strftime("%-d %B %Y"))).unwrap_or_default();
        let place = citation.url.as_deref().unwrap_or(path);
        let line = format!("{} {}{day} · {}", paint.styled(FAINT, "also in"), visible(&one_line(name)), visible(place));
        let _ = writeln!(out, "  {line}");
    }
}

/// A stretch of a quote behind a bar, wrapped at blanks where a width is given, with the marked words in bold.
fn barred(out: &mut String, quote: &Quote, span: Span, marked: &[Span], paint: Paint) {
    for (at, line) in wrapped(quote.elsewhere(span), paint.width) {
        let _ = writeln!(out, "{} {}", paint.styled(BAR, "┃"), highlighted(line, span.start() + at, marked, paint));
    }
}

/// What stands before or after a quote, behind a bar of its own: others may say it, so it must not be taken for the quote
/// where there are no colours either.
fn beside(out: &mut String, quote: &Quote, span: Option<Span>, paint: Paint) {
    let Some(span) = span else { return };
    for (_, line) in wrapped(quote.elsewhere(span), paint.width) {
        let _ = writeln!(out, "{} {}", paint.styled(FAINT, "┊"), paint.styled(FAINT, line));
    }
}

/// The lines of a text and the byte each begins at; blank lines are left out.
fn wrapped(words: &str, width: Option<usize>) -> Vec<(usize, &str)> {
    let mut lines = Vec::new();
    let mut start = 0;
    for line in words.split_inclusive('\n') {
        let bare = line.trim();
        let begin = start + line.len() - line.trim_start().len();
        match width {
            Some(width) => wrap_line(bare, begin, width.saturating_sub(2).max(20), &mut lines),
            None => lines.push((begin, bare)),
        }
        start += line.len();
    }
    lines.retain(|(_, line)| !line.trim().is_empty());
    lines
}

fn wrap_line<'a>(line: &'a str, start: usize, width: usize, lines: &mut Vec<(usize, &'a str)>) {
    let mut at = 0;
    for part in textwrap::wrap(line, width) {
        // Wrapping only takes blanks away between lines: each part stands in the line, after the part before it. Were it
        // ever otherwise, a line too long is better than a quote that lacks words.
        let Some(found) = line[at..].find(part.as_ref()) else {
            lines.push((start + at, &line[at..]));
            return;
        };
        let begin = at + found;
        let end = begin + part.len();
        lines.push((start + begin, &line[begin..end]));
        at = end;
    }
}

fn highlighted(line: &str, start: usize, marked: &[Span], paint: Paint) -> String {
    let mut out = String::new();
    let mut at = 0;
    let mut marks: Vec<&Span> =
        marked.iter().filter(|mark| mark.start() >= start && mark.end() <= start + line.len()).collect();
    marks.sort();
    for mark in marks {
        let (from, to) = (mark.start() - start, mark.end() - start);
        let (Some(before), Some(word)) = (line.get(at..from), line.get(from..to)) else { continue };
        out.push_str(&visible(before));
        out.push_str(&paint.styled(MATCH, word));
        at = to;
    }
    out.push_str(&visible(line.get(at..).unwrap_or_default()));
    out
}

/// Who is quoted inside the words of others, and so stands on no line of their own.
fn also(out: &mut String, quote: &Quote) {
    let speakers: Vec<Speaker<'_>> = quote.parts().iter().map(|part| Speaker::behind(quote, &part.voice)).collect();
    let shown = |name: &str| speakers.iter().any(|speaker| speaker.is_called(name));
    let names: Vec<String> = others(quote).into_iter().filter(|name| !shown(name)).map(one_line).collect();
    if !names.is_empty() {
        let _ = writeln!(out, "  also quoted here: {}", visible(&names.join("; ")));
    }
}

fn speaker(quote: &Quote, voice: &Voice, paint: Paint) -> String {
    match Speaker::behind(quote, voice) {
        Speaker::Article => format!("{} the article itself", paint.styled(FAINT, "says")),
        Speaker::Uncertain => format!("{} speaker not certain", paint.styled(FAINT, "says")),
        Speaker::Unnamed { speech, cue } => {
            format!(
                "{} a source the article does not name {}",
                paint.styled(FAINT, "says"),
                paint.styled(FAINT, &speech_note(speech, cue, false))
            )
        }
        Speaker::Source { printed, resolved, cue, speech, anonymous } => {
            let mut line = format!("{} {}", paint.styled(FAINT, "says"), paint.styled(SPEAKER, &one_line(printed)));
            if let Some(name) = resolved.filter(|name| *name != printed) {
                let _ = write!(line, " = {}", paint.styled(SPEAKER, &one_line(name)));
            }
            let _ = write!(line, " {}", paint.styled(FAINT, &speech_note(speech, cue, anonymous)));
            line
        }
    }
}

fn one_line(name: &str) -> String {
    name.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// "(anonymous, reported: denied)": the verb tells a claim from a denial.
fn speech_note(speech: Speech, cue: Option<&str>, anonymous: bool) -> String {
    const LONGEST_CUE: usize = 40;
    let anonymous = if anonymous { "anonymous, " } else { "" };
    let manner = match speech {
        Speech::Direct => "direct quote",
        Speech::Indirect => "reported",
        Speech::Mixed => "partly quoted",
    };
    let cue = cue.map(one_line).filter(|cue| cue.chars().count() <= LONGEST_CUE);
    cue.map_or_else(|| format!("({anonymous}{manner})"), |cue| format!("({anonymous}{manner}: {cue})"))
}

/// What a person reads where nothing answers: why, what was searched, and the nearest headlines, marked as no answer.
pub fn nothing(answer: &Answer, paint: Paint) -> String {
    let Verdict::Nothing { reason, nearest, names } = &answer.verdict else { return String::new() };
    let mut out = format!("{}\n", reason_words(*reason));
    let _ = writeln!(out, "{}", searched_for(answer));
    if !names.is_empty() {
        let names: Vec<String> = names.iter().map(|name| visible(&one_line(name))).collect();
        let _ = writeln!(out, "names that come near: {}", names.join(", "));
    }
    if !nearest.is_empty() {
        out.push_str("nearest headlines (not an answer):\n");
    }
    for Headline { id, path, citation: cited } in nearest {
        for line in citation(paint, id, path, cited) {
            let _ = writeln!(out, "  {line}");
        }
    }
    out
}

fn reason_words(reason: Reason) -> &'static str {
    match reason {
        Reason::EmptyCollection => "nothing to quote: the collection holds no article",
        Reason::NoWords => "nothing to quote: the question has no word to search for",
        Reason::Filtered(barrier) => match barrier {
            Barrier::Speaker => "nothing to quote: nobody of that name (--said-by) is known to say anything",
            Barrier::Publisher => "nothing to quote: no article names a publisher of that name (--publisher)",
            Barrier::Author => "nothing to quote: no article names an author of that name (--author)",
            Barrier::Period => {
                "nothing to quote: no article is of those days (--after, --before); one without a date never is"
            }
            Barrier::Together => "nothing to quote: no article passes all the filters together",
            Barrier::Words => {
                "nothing to quote: articles pass the filters, but none of them holds the question's words"
            }
        },
        Reason::NoMatch => "nothing to quote: no passage holds the question's words",
        Reason::TooWeak => "nothing to quote: passages share words with the question, but none answers it well enough",
    }
}

/// What was searched, and what the question was understood to wish in words.
pub fn searched_for(answer: &Answer) -> String {
    let line = searched(&answer.searched);
    match understood(&answer.understood) {
        Some(wishes) => format!("{line}\n{wishes}"),
        None => line,
    }
}

/// "understood: publisher = Northline Wire, since 3 May 2024"; `None` where the question wished nothing in words.
pub fn understood(understood: &Understanding) -> Option<String> {
    let Understanding { publisher, author, since, until, set_aside } = understood;
    let day = |date: &jiff::civil::Date| date.strftime("%-d %B %Y").to_string();
    let named = |what: &str, name: &String| format!("{what} = {}", visible(name));
    let period: Vec<String> = since
        .iter()
        .map(|date| format!("since {}", day(date)))
        .chain(until.iter().map(|date| format!("until {}", day(date))))
        .collect();
    let mut parts: Vec<String> = Vec::new();
    parts.extend(publisher.iter().map(|name| named("publisher", name)));
    parts.extend(author.iter().map(|name| named("author", name)));
    parts.extend(period.iter().filter(|_| !set_aside).cloned());
    let wishes = (!parts.is_empty()).then(|| format!("understood: {}", parts.join(", ")));
    let aside = set_aside.then(|| format!("no article {}: articles of all days were searched", period.join(", ")));
    let lines: Vec<String> = wishes.into_iter().chain(aside).collect();
    (!lines.is_empty()).then(|| lines.join("\n"))
}

/// "searched 120 articles from 3 March 2024 to 9 May 2024, indexed 2024-05-09 14:02 UTC"
pub fn searched(searched: &Searched) -> String {
    let day = |date: jiff::civil::Date| date.strftime("%-d %B %Y").to_string();
    let mut line = format!("searched {} article{}", searched.articles, if searched.articles == 1 { "" } else { "s" });
    match (searched.oldest, searched.newest) {
        (Some(oldest), Some(newest)) if oldest != newest => {
            let _ = write!(line, " from {} to {}", day(oldest), day(newest));
        }
        (Some(only), _) => line.push_str(&format!(" from {}", day(only))),
        _ => {}
    }
    if searched.undated > 0 && searched.undated < searched.articles {
        let _ = write!(line, " ({} without a date)", searched.undated);
    }
    if let Some(indexed) = searched.indexed {
        let _ = write!(line, ", indexed {}", indexed.strftime("%Y-%m-%d %H:%M UTC"));
    }
    line
}
