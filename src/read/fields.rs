//! Named fields -> citation: the same names in JSON objects, in front matter and in sidecars, and those that a person's own
//! files use.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::Date;
use serde_json::{Map, Value};

use super::record::{Record, web_address};
use super::{dates, html, names};
use crate::article::Citation;
use crate::language::Language;

/// A JSON object, or front matter brought into the same form.
pub(super) type Fields = Map<String, Value>;

/// The fields of an article, and the names under which each is looked for.
const KNOWN: [(&str, &[&str]); 9] = [
    ("id", &["id"]),
    ("title", &["title", "headline"]),
    ("authors", &["authors", "author", "byline"]),
    ("publisher", &["publisher", "site", "source"]),
    ("published", &["published", "date", "publishDate", "pubDate", "datePublished"]),
    ("url", &["url", "link", "canonical", "permalink", "source"]),
    ("lang", &["lang", "language"]),
    ("text", &["text"]),
    ("html", &[]),
];

/// Names that a person's own files use for the fields of an article; each counts before the usual ones. A dot leads into an
/// object: `meta.headline`.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Names(Arc<BTreeMap<String, Vec<String>>>);

impl Names {
    /// The fields that can be given names.
    pub const FIELDS: [&str; 9] = ["id", "title", "authors", "publisher", "published", "url", "lang", "text", "html"];

    /// By field; a field that is not one of [`Names::FIELDS`] is never looked for.
    pub fn new(names: BTreeMap<String, Vec<String>>) -> Names {
        Names(Arc::new(names))
    }

    /// By field.
    pub fn by_field(&self) -> &BTreeMap<String, Vec<String>> {
        &self.0
    }

    /// Whether they say where the text of an article is.
    pub(super) fn name_the_text(&self) -> bool {
        ["text", "html"].iter().any(|field| self.0.contains_key(*field))
    }

    fn given(&self, field: &str) -> &[String] {
        self.0.get(field).map(Vec::as_slice).unwrap_or_default()
    }
}

/// A field's text, where it holds one: as it is, or else as HTML.
pub(super) fn text(fields: &Fields, names: &Names) -> Result<String, String> {
    let missing = || {
        let all: Vec<String> = [names.given("text"), names.given("html")].concat();
        let first = all.first().map_or("text", String::as_str);
        format!("no text: the field «{first}» is missing")
    };
    let mut wrong = None;
    for (field, value) in values(fields, names, "text") {
        match value {
            Value::String(text) => return Ok(text.clone()),
            Value::Null => {}
            _ => wrong = wrong.or(Some(format!("no text: the field «{field}» is not a string"))),
        }
    }
    if let Some(source) = values(fields, names, "html").find_map(|(_, value)| value.as_str()) {
        let title = first(fields, names, "title", words);
        return html::text_of_fragment(source, title.as_deref())?.ok_or_else(|| "empty text".to_owned());
    }
    Err(wrong.unwrap_or_else(missing))
}

/// Everything but the text. A field of an unexpected kind is unknown, not an error: the article is worth more.
pub(super) fn record(fields: &Fields, names: &Names) -> Record {
    Record {
        id: first(fields, names, "id", words),
        citation: citation(fields, names),
        language: first(fields, names, "lang", |value| Language::from_code(value.as_str()?)),
        ..Record::default()
    }
}

fn citation(fields: &Fields, names: &Names) -> Citation {
    let people = |value: &Value| Some(people(value)).filter(|all| !all.is_empty());
    Citation {
        title: first(fields, names, "title", words),
        authors: first(fields, names, "authors", people).unwrap_or_default(),
        publisher: first(fields, names, "publisher", |value| words(value).filter(|name| is_name(name))),
        published: first(fields, names, "published", date),
        url: first(fields, names, "url", |value| web_address(value.as_str()?)),
    }
}

/// The first value of a field that holds what is looked for.
fn first<T>(fields: &Fields, names: &Names, field: &str, read: impl Fn(&Value) -> Option<T>) -> Option<T> {
    values(fields, names, field).find_map(|(_, value)| read(value))
}

/// The values of a field, a person's own names first. Names are compared without case, `-` and `_`.
fn values<'a>(fields: &'a Fields, names: &'a Names, field: &'a str) -> impl Iterator<Item = (&'a str, &'a Value)> {
    let usual = KNOWN.iter().find(|(known, _)| *known == field).map(|(_, usual)| *usual).unwrap_or_default();
    let all = names.given(field).iter().map(String::as_str).chain(usual.iter().copied());
    all.filter_map(move |name| Some((name, value(fields, name)?)))
}

/// The value under this name, or inside objects where the name has dots.
fn value<'a>(fields: &'a Fields, name: &str) -> Option<&'a Value> {
    if let Some(value) = entry(fields, name) {
        return Some(value);
    }
    let (outer, inner) = name.split_once('.')?;
    value(entry(fields, outer)?.as_object()?, inner)
}

fn entry<'a>(fields: &'a Fields, name: &str) -> Option<&'a Value> {
    let bare =
        |name: &str| name.chars().filter(|c| !matches!(c, '-' | '_')).flat_map(char::to_lowercase).collect::<String>();
    let same = |known: &str| bare(known) == bare(name);
    fields.get(name).or_else(|| fields.iter().find(|(known, _)| same(known)).map(|(_, value)| value))
}

/// The day in a field.
pub(super) fn date(value: &Value) -> Option<Date> {
    dates::parse(&words(value)?)
}

/// A string, or a number written out, or the name in an object; never empty.
pub(super) fn words(value: &Value) -> Option<String> {
    match value {
        Value::String(words) => Some(names::one_line(unlinked(words))).filter(|words| !words.is_empty()),
        Value::Number(number) => Some(number.to_string()),
        Value::Object(object) => object.get("name").and_then(words),
        Value::Array(_) | Value::Bool(_) | Value::Null => None,
    }
}

pub(super) fn people(value: &Value) -> Vec<String> {
    match value {
        Value::String(field) => names::in_field(unlinked(field)),
        Value::Object(_) => words(value).into_iter().collect(),
        // Each item of a list is one name, however it looks.
        Value::Array(items) => items.iter().filter_map(words).collect(),
        Value::Number(_) | Value::Bool(_) | Value::Null => Vec::new(),
    }
}

/// Obsidian links people and places to their notes: "[[People/Jane Doe|Jane Doe]]".
fn unlinked(words: &str) -> &str {
    let inside =
        words.trim().strip_prefix("[[").and_then(|rest| rest.strip_suffix("]]")).filter(|link| !link.contains("[["));
    inside.map_or(words, |link| link.rsplit(['|', '/']).next().unwrap_or(link))
}

/// "source" may hold an address or a note's link; neither is a publisher's name.
fn is_name(words: &str) -> bool {
    !words.contains("://")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(json: &str) -> Record {
        record(&serde_json::from_str(json).expect("an object"), &Names::default())
    }

    #[test]
    fn the_names_people_use() {
        let record = read(
            r#"{"id": 7, "title": " A\nheadline ", "author": "Jane Doe and John Roe", "site": {"name": "The Courier"},
                "publish_date": "3 March 2024", "permalink": "https://example.org/a", "language": "en-GB"}"#,
        );
        assert_eq!(record.id.as_deref(), Some("7"));
        assert_eq!(record.citation.title.as_deref(), Some("A headline"));
        assert_eq!(record.citation.authors, ["Jane Doe", "John Roe"]);
        assert_eq!(record.citation.publisher.as_deref(), Some("The Courier"));
        assert_eq!(record.citation.published.map(|date| date.to_string()).as_deref(), Some("2024-03-03"));
        assert_eq!(record.citation.url.as_deref(), Some("https://example.org/a"));
        assert_eq!(record.language, Some(Language::ENGLISH));
    }

    #[test]
    fn authors_as_a_list_a_map_or_a_list_of_maps() {
        assert_eq!(
            read(r#"{"authors": ["Doe, Jane", {"name": "John Roe"}, null, ""]}"#).citation.authors,
            ["Doe, Jane", "John Roe"]
        );
        assert_eq!(
            read(r#"{"author": {"name": "Jane Doe", "email": "jane@example.org"}}"#).citation.authors,
            ["Jane Doe"]
        );
        assert_eq!(read(r#"{"authors": [], "author": "Jane Doe"}"#).citation.authors, ["Jane Doe"]);
    }

    #[test]
    fn what_is_not_said_plainly_is_unknown() {
        let record = read(
            r#"{"title": ["a"], "author": 5, "source": "https://example.org/b", "date": "soon", "url": "/posts/a", "lang": "english"}"#,
        );
        let expected = Citation { url: Some("https://example.org/b".into()), ..Citation::default() };
        assert_eq!((record.citation, record.language), (expected, None));
        assert_eq!(read(r#"{"url": "javascript:alert(1)"}"#).citation.url, None);
    }
}
