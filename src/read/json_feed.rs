//! JSON Feed (jsonfeed.org, versions 1 and 1.1): an item with its content is an article, as in the other feeds.

use std::path::{Path, PathBuf};

use serde_json::Value;

use super::fields::{self, Fields, Names};
use super::record::{Place, Record, web_address};
use super::{Finds, Found, ReadError, feed, html};

/// Whether an object says that it is a feed.
pub(super) fn is_feed(object: &Fields) -> bool {
    object.get("version").and_then(Value::as_str).is_some_and(|version| version.contains("jsonfeed.org/version"))
}

/// The items of a feed, in order.
pub(super) fn records(path: &Path, mut feed: Fields) -> Result<Finds, ReadError> {
    let items = match feed.remove("items") {
        Some(Value::Array(items)) if !items.is_empty() => items,
        _ => return Err(ReadError::new(path, "a feed without entries")),
    };
    let path: PathBuf = path.to_owned();
    let article = move |(item, number): (Value, u64)| -> Result<Found, ReadError> {
        let place = Place::Item(number);
        record(&item, &feed).map_err(|reason| place.refuse(&path, reason))?.place(&path, place)
    };
    Ok(Box::new(items.into_iter().zip(1..).map(article)))
}

fn record(item: &Value, feed: &Fields) -> Result<Record, String> {
    let item = item.as_object().ok_or("not a JSON object")?;
    // What stands at the top counts for every item that says nothing else.
    let about = fields::record(feed, &Names::default());
    let mut record = fields::record(item, &Names::default());
    let citation = &mut record.citation;
    citation.published = item.get("date_published").and_then(fields::date);
    citation.url = ["url", "external_url", "id"].iter().find_map(|name| web_address(item.get(*name)?.as_str()?));
    citation.publisher = citation.publisher.take().or(about.citation.title);
    if citation.authors.is_empty() {
        citation.authors = about.citation.authors;
    }
    record.language = record.language.or(about.language);
    record.id = record.id.filter(|_| citation.url.is_none());
    let text = content(item, citation.title.as_deref())?.filter(|text| !feed::is_cut_short(text));
    record.text = text.ok_or_else(|| feed::only_a_summary(citation.url.as_deref()))?;
    Ok(record)
}

fn content(item: &Fields, title: Option<&str>) -> Result<Option<String>, String> {
    let words = |name| item.get(name).and_then(Value::as_str).filter(|words: &&str| !words.trim().is_empty());
    match (words("content_html"), words("content_text")) {
        (Some(source), _) => html::text_of_fragment(source, title),
        (None, text) => Ok(text.map(|text| text.trim().to_owned())),
    }
}
