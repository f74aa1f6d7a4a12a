//! One card a quote: the words set off, who says them, and where they stand; or that there is nothing to quote.

use std::ops::Range;

use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::limits::{self, length, shortened, written};
use super::markdown::{escape, label, quoted as block};
use super::{Card, Field, Heading, Link, Reply};
use crate::answer::{Answer, Barrier, Finding, Headline, Quote, Reason, Searched, Understanding, Verdict};
use crate::article::{Citation, Speech, Voice};
use crate::show::speaker::{Speaker, others, partly_article};
use crate::show::words::Tongue;

/// Whose words a card shows can be seen from its stripe.
const NAMED: u32 = 0x2f_6f_a7;
const ANONYMOUS: u32 = 0xd9_8e_04;
pub(super) const ARTICLE: u32 = 0x6b_72_80;
const UNCERTAIN: u32 = 0x8e_44_ad;
pub(super) const NOTHING: u32 = 0x4b_4f_56;

/// How much of a name is shown; a name of thousands of characters is a mistake in an article, and must not crowd out the quotes.
pub(super) const NAME: usize = 120;
/// Room for a quote and the paragraphs around it, beside its fields.
const AROUND: usize = 3_900;
/// How many authors and others quoted are shown by name.
const NAMES: usize = 3;

/// What all fields of a card leave free for what was searched.
const SPARE: usize = 400;
/// Names of fields.
const NAMES_OF_FIELDS: usize = 60;
/// Before the name below the sentences of one voice: small, as our own words.
const VOICE: &str = "-# ";

/// As much of an answer as one message holds.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Page {
    pub reply: Reply,
    /// Which findings it shows.
    pub shown: Range<usize>,
    /// Counted from 0.
    pub number: usize,
}

/// The beginning of an answer as one message.
pub fn reply(answer: &Answer, tongue: Tongue) -> Reply {
    page(answer, 0, limits::CARDS, tongue).reply
}

/// A page of an answer with at most `size` quotes; a quote is shown whole or not at all, and one that does not fit is on the next page. The last
/// page there is where the answer has not so many.
pub fn page(answer: &Answer, number: usize, size: usize, tongue: Tongue) -> Page {
    let mut searched = searched_line(&answer.searched, tongue);
    if let Some(understood) = understood_line(&answer.understood, tongue) {
        searched = format!("{understood}\n{searched}");
    }
    match &answer.verdict {
        Verdict::Quotes(found) => findings(found, &searched, number, size, tongue),
        Verdict::Nothing { reason, nearest, .. } => {
            Page { reply: Reply::card(nothing(*reason, nearest, &searched, tongue)), shown: 0..0, number: 0 }
        }
    }
}

/// A page of quotes with what was searched below the last one.
pub(super) fn findings(findings: &[Finding], searched: &str, number: usize, size: usize, tongue: Tongue) -> Page {
    let mut cards: Vec<Card> = findings.iter().map(|finding| quoted(finding, tongue)).collect();
    if cards.len() > 1 {
        cards.iter_mut().enumerate().for_each(|(at, card)| numbered(card, at + 1));
    }
    let room = limits::TOGETHER.saturating_sub(length(searched));
    let pages = pages(&cards, room, size.clamp(1, limits::CARDS));
    let number = number.min(pages.len().saturating_sub(1));
    let shown = pages.get(number).cloned().unwrap_or(0..0);
    let mut cards: Vec<Card> = cards.drain(shown.clone()).collect();
    if let Some(last) = cards.last_mut() {
        last.footer = Some(searched.to_owned());
    }
    Page { reply: Reply { cards, ..Reply::default() }, shown, number }
}

/// Which cards go together into a message, in their order.
fn pages(cards: &[Card], room: usize, size: usize) -> Vec<Range<usize>> {
    let mut pages: Vec<Range<usize>> = Vec::new();
    let mut left = 0;
    for (at, card) in cards.iter().enumerate() {
        let needed = written(card);
        match pages.last_mut() {
            Some(page) if page.len() < size && needed <= left => page.end = at + 1,
            _ => {
                left = room;
                pages.push(at..at + 1);
            }
        }
        left = left.saturating_sub(needed);
    }
    pages
}

fn numbered(card: &mut Card, number: usize) {
    if let Some(heading) = &mut card.heading {
        heading.text = shortened(&format!("{number} · {}", heading.text), limits::HEADING);
    }
}

/// What was searched, without Markdown: a footer shows it as it stands.
pub(super) fn searched_line(found: &Searched, tongue: Tongue) -> String {
    let indexed = found.indexed.map(|time| time.strftime("%Y-%m-%d %H:%M UTC").to_string());
    collection("searched-articles", found, indexed, |day| tongue.date(day), tongue)
}

/// How many articles there are, from when to when, and when they were indexed.
pub(super) fn collection(
    key: &str,
    found: &Searched,
    indexed: Option<String>,
    day: impl Fn(Date) -> String,
    tongue: Tongue,
) -> String {
    let mut line = tongue.with(key, &[("articles", found.articles.into())]);
    let period = match (found.oldest, found.newest) {
        (Some(oldest), Some(newest)) if oldest != newest => {
            let days = [("oldest", day(oldest).into()), ("newest", day(newest).into())];
            Some(tongue.with("searched-between", &days))
        }
        (Some(only), _) => Some(tongue.with("searched-on", &[("day", day(only).into())])),
        _ => None,
    };
    line.extend(period.map(|period| format!(" {period}")));
    let indexed = indexed.map(|time| tongue.with("searched-indexed", &[("time", time.into())]));
    line.extend(indexed.map(|indexed| format!(", {indexed}")));
    line
}

/// What the question was understood to wish in words, under the names that the options have; without Markdown.
fn understood_line(understood: &Understanding, tongue: Tongue) -> Option<String> {
    let Understanding { publisher, author, since, until, set_aside } = understood;
    let day = |date: &Date| tongue.date(*date);
    let named = |option: &str, value: Option<String>| value.map(|value| format!("{}: {value}", tongue.option(option)));
    let period: Vec<String> = [named("after", since.as_ref().map(day)), named("before", until.as_ref().map(day))]
        .into_iter()
        .flatten()
        .collect();
    let period = period.join(" · ");
    let names = [
        named("publisher", publisher.as_deref().map(|name| label(name, NAME))),
        named("author", author.as_deref().map(|name| label(name, NAME))),
        (!period.is_empty() && !set_aside).then(|| period.clone()),
    ];
    let wishes = names.into_iter().flatten().collect::<Vec<_>>().join(" · ");
    let wishes = (!wishes.is_empty()).then(|| tongue.with("understood", &[("wishes", wishes.into())]));
    let aside = set_aside.then(|| tongue.with("understood-set-aside", &[("period", period.into())]));
    let lines: Vec<String> = wishes.into_iter().chain(aside).collect();
    (!lines.is_empty()).then(|| lines.join("\n"))
}

/// A quote: its words, who says them, where they stand, and who else carries them.
pub fn quoted(finding: &Finding, tongue: Tongue) -> Card {
    let quote = &finding.quote;
    let words = block(quote.words());
    let fits = |words: &String| length(words) <= limits::DESCRIPTION;
    match by_voices(quote, tongue).filter(fits) {
        Some(description) => card(finding, description, true, tongue),
        None if fits(&words) => card(finding, words, false, tongue),
        None => card(finding, too_long(quote, tongue), false, tongue),
    }
}

/// The sentences of a quote with more than one voice, those of each above its name; `None` where all are of one voice.
fn by_voices(quote: &Quote, tongue: Tongue) -> Option<String> {
    let text = &quote.article().text;
    let mut reached = quote.span().start();
    let mut written = Vec::new();
    for part in quote.parts() {
        // What is shown in parts is shown whole.
        let skipped = text.span(reached..part.span.start())?;
        if !quote.elsewhere(skipped).trim().is_empty() {
            return None;
        }
        reached = part.span.end();
        let words = quote.elsewhere(part.span).trim();
        written.push(format!("{}\n{VOICE}{}", block(words), speaker(quote, &part.voice, tongue)));
    }
    let left = quote.elsewhere(text.span(reached..quote.span().end())?);
    (written.len() > 1 && left.trim().is_empty()).then(|| written.join("\n"))
}

/// A quote with the paragraphs around it, as far as there is room for whole ones.
pub fn around(finding: &Finding, tongue: Tongue) -> Card {
    let quote = &finding.quote;
    let text = &quote.article().text;
    let apart = |start: usize, end: usize| text.span(start..end).map_or("", |span| quote.elsewhere(span)).trim();
    let before = apart(finding.context.start(), quote.span().start());
    let after = apart(quote.span().end(), finding.context.end());
    let mut card = quoted(finding, tongue);
    let mut description = card.description.take().unwrap_or_default();
    let room = |taken: &str, more: &str| length(taken) + length(more) + 2 <= AROUND;
    let (before, after) = (escape(before), escape(after));
    if !before.is_empty() && room(&description, &before) {
        description = format!("{before}\n\n{description}");
    }
    if !after.is_empty() && room(&description, &after) {
        // Words right behind a block quote would belong to it.
        description = format!("{description}\n\n{after}");
    }
    card.description = Some(description);
    card
}

fn card(finding: &Finding, description: String, by_voices: bool, tongue: Tongue) -> Card {
    let quote = &finding.quote;
    let article = quote.article();
    let heading = heading(&article.citation, &article.id.0, tongue);
    let taken = length(&description) + length(&heading.text) + SPARE + NAMES_OF_FIELDS;
    let room = (limits::TOGETHER.saturating_sub(taken) / 3).min(limits::FIELD_VALUE);
    let collection =
        finding.collection.as_deref().map(|from| tongue.with("card-collection", &[("name", name(from).into())]));
    let cited = fitting([Some(cited(&article.citation, room, tongue)), collection], " · ", room);
    let also = copies(&finding.also, room, tongue).map(|list| Field::new(tongue.say("card-also-in"), list));
    let mut fields = vec![
        Field::new(tongue.say("card-says"), says(quote, by_voices, room, tongue)),
        Field::new(tongue.say("card-article"), cited),
    ];
    fields.extend(also);
    Card {
        colour: colour(Speaker::of(quote)),
        heading: Some(heading),
        title: None,
        description: Some(description),
        fields,
        footer: None,
    }
}

/// Other articles that carry the same passage, a line each, and how many more there are.
fn copies(also: &[Headline], room: usize, tongue: Tongue) -> Option<String> {
    const COUNT: usize = 40;
    let line = |copy: &Headline| {
        let title = escape(&title(&copy.citation, &copy.id, NAME, tongue));
        format!("• {title} · {}", cited(&copy.citation, limits::FIELD_VALUE, tongue))
    };
    let mut left = room.saturating_sub(COUNT);
    let fits = |line: &String| left.checked_sub(length(line) + 1).inspect(|rest| left = *rest).is_some();
    let mut lines: Vec<String> = also.iter().take(NAMES).map(line).take_while(fits).collect();
    if !lines.is_empty() && lines.len() < also.len() {
        lines.push(tongue.with("and-more", &[("count", (also.len() - lines.len()).into())]));
    }
    (!lines.is_empty()).then(|| lines.join("\n"))
}

/// Stands in place of a quote that Discord has no room for; the words are ours and say so.
fn too_long(quote: &Quote, tongue: Tongue) -> String {
    let characters = quote.words().chars().count();
    format!("*{}*", tongue.with("card-too-long", &[("characters", characters.into())]))
}

fn colour(speaker: Speaker<'_>) -> u32 {
    match speaker {
        Speaker::Article => ARTICLE,
        Speaker::Uncertain => UNCERTAIN,
        Speaker::Unnamed { .. } | Speaker::Source { anonymous: true, .. } => ANONYMOUS,
        Speaker::Source { .. } => NAMED,
    }
}

pub(super) fn heading(citation: &Citation, id: &str, tongue: Tongue) -> Heading {
    Heading { text: title(citation, id, limits::HEADING, tongue), url: citation.url.as_deref().and_then(Link::parse) }
}

/// The title, or where there is none the name of the file: an id can be a whole path, which is nobody's business in a chat.
pub(super) fn title(citation: &Citation, id: &str, most: usize, tongue: Tongue) -> String {
    let title = label(citation.title.as_deref().unwrap_or_default(), most);
    if !title.is_empty() {
        return title;
    }
    let file = id.trim_end_matches(['/', '\\']).rsplit(['/', '\\']).next().unwrap_or_default();
    let unnamed = tongue.say("card-untitled");
    let file = label(file, most.saturating_sub(length(&unnamed) + 2));
    if file.is_empty() { unnamed } else { format!("{unnamed}: {file}") }
}

/// A name as printed in the article, in Markdown.
pub(super) fn name(words: &str) -> String {
    escape(&label(words, NAME))
}

fn says(quote: &Quote, by_voices: bool, room: usize, tongue: Tongue) -> String {
    let shown =
        |name: &str| by_voices && quote.parts().iter().any(|part| Speaker::behind(quote, &part.voice).is_called(name));
    let others: Vec<&str> = others(quote).into_iter().filter(|name| !shown(name)).collect();
    let names = (!others.is_empty()).then(|| listed(others.into_iter(), "; ", tongue));
    let also = names.map(|names| tongue.with("card-also-quoted", &[("names", names.into())]));
    let own = (!by_voices && partly_article(quote)).then(|| tongue.say("card-own-sentences"));
    fitting([Some(speaker(quote, quote.voice(), tongue)), own, also], "\n", room)
}

fn speaker(quote: &Quote, voice: &Voice, tongue: Tongue) -> String {
    let (printed, resolved, speech, anonymous) = match Speaker::behind(quote, voice) {
        Speaker::Article => return tongue.say("speaker-article"),
        Speaker::Uncertain => return tongue.say("speaker-uncertain"),
        Speaker::Unnamed { speech, .. } => {
            return format!("{} · {}", tongue.say("speaker-unnamed"), manner(speech, tongue));
        }
        Speaker::Source { printed, resolved, speech, anonymous, .. } => (printed, resolved, speech, anonymous),
    };
    let mut line = format!("**{}**", name(printed));
    if let Some(resolved) = resolved.filter(|resolved| *resolved != printed) {
        let resolved = format!("**{}**", name(resolved));
        line.push_str(&format!(" · {}", tongue.with("speaker-stands-for", &[("name", resolved.into())])));
    }
    if anonymous {
        line.push_str(&format!(" · {}", tongue.say("speaker-anonymous")));
    }
    line.push_str(&format!(" · {}", manner(speech, tongue)));
    line
}

fn manner(speech: Speech, tongue: Tongue) -> String {
    tongue.say(match speech {
        Speech::Direct => "manner-direct",
        Speech::Indirect => "manner-reported",
        Speech::Mixed => "manner-mixed",
    })
}

/// The article's own attribution, as far as it is known.
pub(super) fn cited(citation: &Citation, room: usize, tongue: Tongue) -> String {
    let authors = citation.authors.iter().map(String::as_str).filter(|author| !author.trim().is_empty());
    let authors = listed(authors, ", ", tongue);
    let publisher = citation.publisher.as_deref().map(name).filter(|name| !name.is_empty());
    let facts = [
        (!authors.is_empty()).then(|| tongue.with("cited-by", &[("authors", authors.into())])),
        publisher,
        citation.published.map(day),
        citation.url.as_deref().and_then(linked),
    ];
    let line = fitting(facts, " · ", room);
    if line.is_empty() { tongue.say("cited-unknown") } else { line }
}

/// The host, which leads to the article where Discord has room for its address.
fn linked(url: &str) -> Option<String> {
    Link::parse(url).map(|link| link.markdown()).or_else(|| Link::host_of(url))
}

/// The parts that fit the value of one field; a part that does not is left out whole.
fn fitting<const N: usize>(parts: [Option<String>; N], between: &str, room: usize) -> String {
    let mut value = String::new();
    for part in parts.into_iter().flatten() {
        let gap = if value.is_empty() { "" } else { between };
        if length(&value) + length(gap) + length(&part) <= room {
            value.push_str(gap);
            value.push_str(&part);
        }
    }
    value
}

/// Speakers are printed with commas inside, so they stand apart by semicolons.
fn listed<'a>(names: impl Iterator<Item = &'a str>, between: &str, tongue: Tongue) -> String {
    let names: Vec<&str> = names.collect();
    let mut list = names.iter().take(NAMES).map(|each| name(each)).collect::<Vec<_>>().join(between);
    if names.len() > NAMES {
        let more = names.len() - NAMES;
        list.push_str(&format!(" {}", tongue.with("and-more", &[("count", more.into())])));
    }
    list
}

/// A day in the reader's own way of writing dates. Ten in the morning UTC is the same day from Hawaii to New Zealand.
pub(super) fn day(date: Date) -> String {
    match date.at(10, 0, 0, 0).to_zoned_datetime(TimeZone::UTC) {
        Ok(moment) => format!("<t:{}:D>", moment.timestamp().as_second()),
        Err(_) => date.to_string(),
    }
}

fn nothing(reason: Reason, nearest: &[Headline], searched: &str, tongue: Tongue) -> Card {
    let fields = headlines(nearest, tongue).map(|list| Field::new(tongue.say("nothing-nearest"), list));
    Card {
        colour: NOTHING,
        title: Some(tongue.say("nothing-title")),
        description: Some(reason_words(reason, tongue)),
        fields: fields.into_iter().collect(),
        footer: Some(searched.to_owned()),
        heading: None,
    }
}

fn reason_words(reason: Reason, tongue: Tongue) -> String {
    tongue.say(match reason {
        Reason::EmptyCollection => "nothing-empty",
        Reason::NoWords => "nothing-no-words",
        Reason::Filtered(Barrier::Speaker) => "nothing-filtered-said-by",
        Reason::Filtered(Barrier::Publisher) => "nothing-filtered-publisher",
        Reason::Filtered(Barrier::Author) => "nothing-filtered-author",
        Reason::Filtered(Barrier::Period) => "nothing-filtered-period",
        Reason::Filtered(Barrier::Together) => "nothing-filtered-together",
        Reason::Filtered(Barrier::Words) => "nothing-filtered-words",
        Reason::NoMatch => "nothing-no-match",
        Reason::TooWeak => "nothing-too-weak",
    })
}

/// As many headlines as fit, a line each; `None` where there is none.
fn headlines(nearest: &[Headline], tongue: Tongue) -> Option<String> {
    let mut list = String::new();
    for headline in nearest {
        let line = format!(
            "• {} · {}",
            escape(&title(&headline.citation, &headline.id, NAME, tongue)),
            cited(&headline.citation, limits::FIELD_VALUE, tongue)
        );
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
