//! Named fields -> citation: the same names in JSON objects and in front matter.

use jiff::civil::Date;
use serde_json::{Map, Value};

use super::record::{Record, web_address};
use super::{dates, names};
use crate::article::Citation;
use crate::language::Language;

/// A JSON object, or front matter brought into the same form.
pub(super) type Fields = Map<String, Value>;

/// Everything but the text. A field of an unexpected kind is unknown, not an error: the article is worth more.
pub(super) fn record(fields: &Fields) -> Record {
    Record {
        id: first(fields, &["id"], words),
        citation: citation(fields),
        language: first(fields, &["lang", "language"], |value| Language::from_code(value.as_str()?)),
        text: String::new(),
    }
}

fn citation(fields: &Fields) -> Citation {
    Citation {
        title: first(fields, &["title", "headline"], words),
        authors: first(fields, &["authors", "author", "byline"], |value| {
            Some(people(value)).filter(|all| !all.is_empty())
        })
        .unwrap_or_default(),
        publisher: first(fields, &["publisher", "site", "source"], |value| words(value).filter(|name| is_name(name))),
        published: first(fields, &["published", "date", "publishDate", "pubDate", "datePublished"], date),
        url: first(fields, &["url", "link", "canonical", "permalink", "source"], |value| web_address(value.as_str()?)),
    }
}

/// The first of these fields that holds what is looked for. Names are compared without case, `-` and `_`.
pub(super) fn first<T>(fields: &Fields, keys: &[&str], read: impl Fn(&Value) -> Option<T>) -> Option<T> {
    keys.iter().find_map(|key| {
        let same = |name: &str| {
            name.chars()
                .filter(|c| !matches!(c, '-' | '_'))
                .map(|c| c.to_ascii_lowercase())
                .eq(key.to_lowercase().chars())
        };
        let exact = fields.get(*key);
        exact.or_else(|| fields.iter().find(|(name, _)| same(name)).map(|(_, value)| value)).and_then(&read)
    })
}

/// The day in a field.
pub(super) fn date(value: &Value) -> Option<Date> {
    dates::parse(&words(value)?)
}

/// A string, or a number written out, or the name in an object; never empty.
pub(super) fn words(value: &Value) -> Option<String> {
    match value {
        Value::String(words) => Some(names::one_line(words)).filter(|words| !words.is_empty()),
        Value::Number(number) => Some(number.to_string()),
        Value::Object(object) => object.get("name").and_then(words),
        Value::Array(_) | Value::Bool(_) | Value::Null => None,
    }
}

pub(super) fn people(value: &Value) -> Vec<String> {
    match value {
        Value::String(field) => names::in_field(field),
        Value::Object(_) => words(value).into_iter().collect(),
        // Each item of a list is one name, however it looks.
        Value::Array(items) => items.iter().filter_map(words).collect(),
        Value::Number(_) | Value::Bool(_) | Value::Null => Vec::new(),
    }
}

/// "source" may hold an address or a note's link; neither is a publisher's name.
fn is_name(words: &str) -> bool {
    !words.contains("://") && !words.starts_with("[[")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(json: &str) -> Record {
        record(&serde_json::from_str(json).expect("an object"))
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
