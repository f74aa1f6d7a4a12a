//! One card a quote: the words set off, who says them, and where they stand; or that there is nothing to quote.

use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::limits::{self, length, written};
use super::markdown::{escape, label, quoted};
use super::{Card, Field, Heading, Link, Reply};
use crate::answer::{Answer, Finding, Headline, Quote, Reason, Verdict};
use crate::article::{Citation, Speech};
use crate::show::speaker::{Speaker, others, partly_article};
use crate::show::terminal::searched;

/// Whose words a card shows can be seen from its stripe.
const NAMED: u32 = 0x2f_6f_a7;
const ANONYMOUS: u32 = 0xd9_8e_04;
const ARTICLE: u32 = 0x6b_72_80;
const UNCERTAIN: u32 = 0x8e_44_ad;
const NOTHING: u32 = 0x4b_4f_56;

/// How much of a name is shown; a name of thousands of characters is a mistake in an article, and must not crowd out the quotes.
const NAME: usize = 120;
/// How many authors and others quoted are shown by name.
const NAMES: usize = 3;

/// An answer as one message.
pub fn reply(answer: &Answer) -> Reply {
    match &answer.verdict {
        Verdict::Quotes(findings) => quotes(findings, &searched_line(answer)),
        Verdict::Nothing { reason, nearest } => Reply::card(nothing(*reason, nearest, &searched_line(answer))),
    }
}

fn searched_line(answer: &Answer) -> String {
    let line = searched(&answer.searched);
    let mut characters = line.chars();
    characters.next().map_or(String::new(), |first| first.to_uppercase().chain(characters).collect())
}

/// The best findings that fit one message, in their order; a quote is shown whole or not at all.
fn quotes(findings: &[Finding], searched: &str) -> Reply {
    let mut cards: Vec<Card> = Vec::new();
    let mut room = limits::TOGETHER - length(&footer(findings.len(), searched));
    for finding in findings.iter().take(limits::CARDS) {
        let card = card(&finding.quote);
        let Some(left) = room.checked_sub(written(&card)) else { break };
        room = left;
        cards.push(card);
    }
    let left_out = findings.len() - cards.len();
    if let Some(last) = cards.last_mut() {
        last.footer = Some(footer(left_out, searched));
    }
    Reply { content: None, cards }
}

fn footer(left_out: usize, searched: &str) -> String {
    match left_out {
        0 => searched.to_owned(),
        1 => format!("1 more passage answers, but does not fit into this message.\n{searched}"),
        more => format!("{more} more passages answer, but do not fit into this message.\n{searched}"),
    }
}

fn card(quote: &Quote) -> Card {
    let article = quote.article();
    let words = quoted(quote.words());
    let description = if length(&words) <= limits::DESCRIPTION { words } else { too_long(quote) };
    Card {
        colour: colour(Speaker::of(quote)),
        heading: Some(heading(&article.citation, &article.id.0)),
        title: None,
        description: Some(description),
        fields: vec![Field::new("Says", says(quote)), Field::new("Article", cited(&article.citation))],
        footer: None,
    }
}

/// Stands in place of a quote that Discord has no room for; the words are ours and say so.
fn too_long(quote: &Quote) -> String {
    let characters = quote.words().chars().count();
    format!(
        "*The passage that answers is one sentence of {characters} characters, more than Discord can show. It stands in this article.*"
    )
}

fn colour(speaker: Speaker<'_>) -> u32 {
    match speaker {
        Speaker::Article => ARTICLE,
        Speaker::Uncertain => UNCERTAIN,
        Speaker::Unnamed { .. } | Speaker::Source { anonymous: true, .. } => ANONYMOUS,
        Speaker::Source { .. } => NAMED,
    }
}

fn heading(citation: &Citation, id: &str) -> Heading {
    Heading { text: title(citation, id, limits::HEADING), url: citation.url.as_deref().and_then(Link::parse) }
}

/// The title, or where there is none the name of the file: an id can be a whole path, which is nobody's business in a chat.
fn title(citation: &Citation, id: &str, most: usize) -> String {
    let title = label(citation.title.as_deref().unwrap_or_default(), most);
    if !title.is_empty() {
        return title;
    }
    let file = id.trim_end_matches(['/', '\\']).rsplit(['/', '\\']).next().unwrap_or_default();
    let unnamed = "Article without a title";
    let file = label(file, most.saturating_sub(length(unnamed) + 2));
    if file.is_empty() { unnamed.to_owned() } else { format!("{unnamed}: {file}") }
}

/// A name as printed in the article, in Markdown.
fn name(words: &str) -> String {
    escape(&label(words, NAME))
}

fn says(quote: &Quote) -> String {
    let others = others(quote);
    let also = (!others.is_empty()).then(|| format!("Also quoted here: {}", listed(others.into_iter(), "; ")));
    let own = partly_article(quote).then(|| "Other sentences of the quote are the article’s own".to_owned());
    fitting([Some(speaker(quote)), own, also], "\n")
}

fn speaker(quote: &Quote) -> String {
    let (printed, resolved, speech, anonymous) = match Speaker::of(quote) {
        Speaker::Article => return "The article itself".to_owned(),
        Speaker::Uncertain => return "Speaker not certain".to_owned(),
        Speaker::Unnamed { speech, .. } => return format!("A source the article does not name · {}", manner(speech)),
        Speaker::Source { printed, resolved, speech, anonymous, .. } => (printed, resolved, speech, anonymous),
    };
    let mut line = format!("**{}**", name(printed));
    if let Some(resolved) = resolved.filter(|resolved| *resolved != printed) {
        line.push_str(&format!(" · stands for: **{}**", name(resolved)));
    }
    if anonymous {
        line.push_str(" · anonymous");
    }
    line.push_str(" · ");
    line.push_str(manner(speech));
    line
}

fn manner(speech: Speech) -> &'static str {
    match speech {
        Speech::Direct => "direct quote",
        Speech::Indirect => "reported",
        Speech::Mixed => "partly quoted",
    }
}

/// The article's own attribution, as far as it is known.
fn cited(citation: &Citation) -> String {
    let authors = listed(citation.authors.iter().map(String::as_str).filter(|author| !author.trim().is_empty()), ", ");
    let publisher = citation.publisher.as_deref().map(name).filter(|name| !name.is_empty());
    let facts = [
        (!authors.is_empty()).then(|| format!("By {authors}")),
        publisher,
        citation.published.map(day),
        citation.url.as_deref().and_then(Link::parse).map(|link| link.markdown()),
    ];
    let line = fitting(facts, " · ");
    if line.is_empty() { "Author, publisher and date not given".to_owned() } else { line }
}

/// The parts that fit the value of one field; a part that does not is left out whole.
fn fitting<const N: usize>(parts: [Option<String>; N], between: &str) -> String {
    let mut value = String::new();
    for part in parts.into_iter().flatten() {
        let gap = if value.is_empty() { "" } else { between };
        if length(&value) + length(gap) + length(&part) <= limits::FIELD_VALUE {
            value.push_str(gap);
            value.push_str(&part);
        }
    }
    value
}

/// Speakers are printed with commas inside, so they stand apart by semicolons.
fn listed<'a>(names: impl Iterator<Item = &'a str>, between: &str) -> String {
    let names: Vec<&str> = names.collect();
    let mut list = names.iter().take(NAMES).map(|each| name(each)).collect::<Vec<_>>().join(between);
    if names.len() > NAMES {
        list.push_str(&format!(" and {} more", names.len() - NAMES));
    }
    list
}

/// A day in the reader's own way of writing dates. Ten in the morning UTC is the same day from Hawaii to New Zealand.
fn day(date: Date) -> String {
    match date.at(10, 0, 0, 0).to_zoned_datetime(TimeZone::UTC) {
        Ok(moment) => format!("<t:{}:D>", moment.timestamp().as_second()),
        Err(_) => date.to_string(),
    }
}

fn nothing(reason: Reason, nearest: &[Headline], searched: &str) -> Card {
    let fields = headlines(nearest).map(|list| Field::new("Nearest headlines (not an answer)", list));
    Card {
        colour: NOTHING,
        title: Some("Nothing to quote".to_owned()),
        description: Some(reason_words(reason).to_owned()),
        fields: fields.into_iter().collect(),
        footer: Some(searched.to_owned()),
        heading: None,
    }
}

fn reason_words(reason: Reason) -> &'static str {
    match reason {
        Reason::EmptyCollection => {
            "The collection holds no article yet. Someone who manages this server can fill it with `/reindex`."
        }
        Reason::NoWords => "The question has no word to search for. Ask in words that an article would use.",
        Reason::Filtered => "No article passes the filters and holds the question's words.",
        Reason::NoMatch => "No passage holds the question's words.",
        Reason::TooWeak => "Some passages share words with the question, but none answers it well enough to be quoted.",
    }
}

/// As many headlines as fit, a line each; `None` where there is none.
fn headlines(nearest: &[Headline]) -> Option<String> {
    let mut list = String::new();
    for headline in nearest {
        let line =
            format!("• {} · {}", escape(&title(&headline.citation, &headline.id, NAME)), cited(&headline.citation));
        if length(&list) + 1 + length(&line) > limits::FIELD_VALUE {
            break;
        }
        if !list.is_empty() {
            list.push('\n');
        }
        list.push_str(&line);
    }
    (!list.is_empty()).then_some(list)
}
