//! One article as a card: where it appeared and who speaks in it how often; and what a collection holds.

use std::sync::Arc;

use super::answer::{ARTICLE, NAME, cited, collection, day, heading, name, title};
use super::limits::{self, length, shortened};
use super::markdown::label;
use super::{Card, Field, Reply};
use crate::answer::Searched;
use crate::library::StoredArticle;
use crate::show::words::Tongue;

/// Discord's longest name of a suggestion.
const CHOICE: usize = 100;

/// So many collections are told of one by one; the last re-index needs a field too.
const STATUS_FIELDS: usize = limits::FIELDS - 1;

/// Somebody who speaks in an article.
struct Speaker {
    /// As fully as the article names them.
    name: String,
    times: usize,
    anonymous: bool,
}

/// An article, and the titles of others that were perhaps meant.
pub fn article(stored: &StoredArticle, others: &[StoredArticle], tongue: Tongue) -> Card {
    let article = &stored.article;
    let speakers = speakers(stored);
    let cited = cited(&article.citation, limits::FIELD_VALUE, tongue);
    let mut fields = vec![Field::new(tongue.say("card-article"), cited)];
    let lines: Vec<String> = speakers.iter().map(|speaker| line(speaker, tongue)).collect();
    let (listed, left_out) = fitting(&lines);
    let value = match left_out {
        0 if listed.is_empty() => tongue.say("article-nobody"),
        0 => listed,
        more => format!("{listed}\n{}", tongue.with("and-more", &[("count", more.into())])),
    };
    fields.push(Field::new(tongue.say("article-speakers"), value));
    let others: Vec<String> = others
        .iter()
        .map(|other| format!("• {}", name(&title(&other.article.citation, &other.article.id.0, NAME, tongue))))
        .collect();
    if !others.is_empty() {
        fields.push(Field::new(tongue.say("article-others"), fitting(&others).0));
    }
    Card {
        colour: ARTICLE,
        heading: Some(heading(&article.citation, &article.id.0, tongue)),
        fields,
        ..Card::default()
    }
}

/// An article as a suggestion: its title, its publisher and its day.
pub fn choice(stored: &StoredArticle, tongue: Tongue) -> String {
    let citation = &stored.article.citation;
    let day = citation.published.map(|day| day.to_string());
    let facts: Vec<String> =
        citation.publisher.as_deref().map(|publisher| label(publisher, 30)).into_iter().chain(day).collect();
    let facts = if facts.is_empty() { String::new() } else { format!(" ({})", facts.join(", ")) };
    let title = title(citation, &stored.article.id.0, CHOICE - length(&facts), tongue);
    shortened(&format!("{title}{facts}"), CHOICE)
}

/// What there is to search, in all and in each of several collections.
pub fn status(found: &Searched, each: &[(Arc<str>, Searched)], tongue: Tongue) -> Reply {
    let line = held("status-articles", found, tongue);
    Reply::card(Card {
        colour: ARTICLE,
        title: Some(tongue.say("status-title")),
        description: Some(format!("{line}.")),
        fields: each.iter().take(STATUS_FIELDS).map(|each| of_collection(each, tongue)).collect(),
        ..Card::default()
    })
}

fn of_collection((name, found): &(Arc<str>, Searched), tongue: Tongue) -> Field {
    Field::new(label(name, NAME), held("status-collection", found, tongue))
}

/// What a collection holds, with moments in the reader's own way of writing them.
fn held(key: &str, found: &Searched, tongue: Tongue) -> String {
    let indexed = found.indexed.map(|time| format!("<t:{}:f>", time.as_second()));
    collection(key, found, indexed, day, tongue)
}

/// Everyone who speaks, those who speak most first, else in the order of the text.
fn speakers(stored: &StoredArticle) -> Vec<Speaker> {
    let text = &stored.article.text;
    let mut speakers: Vec<Speaker> = Vec::new();
    for attribution in &stored.attributions {
        let Some(name) = attribution.resolved.or(attribution.source).and_then(|span| text.cut(span)) else { continue };
        match speakers.iter_mut().find(|speaker| speaker.name.to_lowercase() == name.to_lowercase()) {
            Some(speaker) => speaker.times += 1,
            None => speakers.push(Speaker { name: name.to_owned(), times: 1, anonymous: attribution.anonymous }),
        }
    }
    speakers.sort_by_key(|speaker| std::cmp::Reverse(speaker.times));
    speakers
}

fn line(speaker: &Speaker, tongue: Tongue) -> String {
    let times = tongue.with("article-times", &[("count", speaker.times.into())]);
    let anonymous = if speaker.anonymous { format!(" · {}", tongue.say("speaker-anonymous")) } else { String::new() };
    format!("• **{}** · {times}{anonymous}", name(&speaker.name))
}

/// The lines that fit a field, and how many do not.
fn fitting(lines: &[String]) -> (String, usize) {
    let mut value = String::new();
    for (at, line) in lines.iter().enumerate() {
        if length(&value) + length(line) + 20 > limits::FIELD_VALUE {
            return (value, lines.len() - at);
        }
        if !value.is_empty() {
            value.push('\n');
        }
        value.push_str(line);
    }
    (value, 0)
}
