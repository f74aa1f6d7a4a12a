//! One article as a card: where it appeared and who speaks in it how often; and what a collection holds.

use std::sync::Arc;

use super::answer::{ARTICLE, NAME, cited, heading, name, title};
use super::limits::{self, length, shortened};
use super::markdown::label;
use super::{Card, Field, Reply};
use crate::answer::Searched;
use crate::library::StoredArticle;
use crate::show::terminal::searched;

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
pub fn article(stored: &StoredArticle, others: &[StoredArticle]) -> Card {
    let article = &stored.article;
    let speakers = speakers(stored);
    let mut fields = vec![Field::new("Article", cited(&article.citation, limits::FIELD_VALUE))];
    let lines: Vec<String> = speakers.iter().map(line).collect();
    let (listed, left_out) = fitting(&lines);
    let value = match left_out {
        0 if listed.is_empty() => "Nobody is quoted.".to_owned(),
        0 => listed,
        more => format!("{listed}\nand {more} more"),
    };
    fields.push(Field::new("Who speaks in it", value));
    let others: Vec<String> = others
        .iter()
        .map(|other| format!("• {}", name(&title(&other.article.citation, &other.article.id.0, NAME))))
        .collect();
    if !others.is_empty() {
        fields.push(Field::new("Or did you mean", fitting(&others).0));
    }
    Card { colour: ARTICLE, heading: Some(heading(&article.citation, &article.id.0)), fields, ..Card::default() }
}

/// An article as a suggestion: its title, its publisher and its day.
pub fn choice(stored: &StoredArticle) -> String {
    let citation = &stored.article.citation;
    let day = citation.published.map(|day| day.to_string());
    let facts: Vec<String> =
        citation.publisher.as_deref().map(|publisher| label(publisher, 30)).into_iter().chain(day).collect();
    let facts = if facts.is_empty() { String::new() } else { format!(" ({})", facts.join(", ")) };
    let title = title(citation, &stored.article.id.0, CHOICE - length(&facts));
    shortened(&format!("{title}{facts}"), CHOICE)
}

/// What there is to search, in all and in each of several collections.
pub fn status(found: &Searched, each: &[(Arc<str>, Searched)]) -> Reply {
    let line = searched(found).replacen("searched", "I search", 1);
    Reply::card(Card {
        colour: ARTICLE,
        title: Some("Status".to_owned()),
        description: Some(format!("{line}.")),
        fields: each.iter().take(STATUS_FIELDS).map(of_collection).collect(),
        ..Card::default()
    })
}

fn of_collection((name, found): &(Arc<str>, Searched)) -> Field {
    Field::new(label(name, NAME), searched(found).trim_start_matches("searched "))
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

fn line(speaker: &Speaker) -> String {
    let times = if speaker.times == 1 { "once".to_owned() } else { format!("{} times", speaker.times) };
    let anonymous = if speaker.anonymous { " · anonymous" } else { "" };
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
