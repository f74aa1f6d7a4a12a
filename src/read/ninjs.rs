//! IPTC ninjs, the JSON of news agencies, versions 1 and 2 (iptc.org/std/ninjs): an item of text is an article.

use serde_json::Value;

use super::fields::{self, Fields};
use super::record::{Record, web_address};
use super::{html, names};
use crate::article::Citation;
use crate::language::Language;

/// Whether an object is an item of ninjs: a renditions' list or a body of its own kind, and no `text`.
pub(super) fn is_item(object: &Fields) -> bool {
    let bodies = object.contains_key("bodies") || object.keys().any(|name| name.starts_with("body_"));
    let named =
        object.contains_key("uri") && (object.contains_key("versioncreated") || object.contains_key("pubstatus"));
    !object.contains_key("text") && (bodies || named)
}

/// The article of an item.
pub(super) fn record(item: &Fields) -> Result<Record, String> {
    if let Some(status @ ("canceled" | "cancelled" | "withheld")) = word(item, "pubstatus") {
        return Err(format!("its publisher marked it as {status}"));
    }
    match word(item, "type") {
        None | Some("text") => {}
        Some(other) => return Err(format!("an item without text, of the type «{other}»")),
    }
    let citation = citation(item);
    let text = text(item, citation.title.as_deref())?
        .ok_or("no text: neither body_text nor body_html nor bodies holds any")?;
    let id = word(item, "uri").map(str::to_owned);
    let language = word(item, "language").and_then(Language::from_code);
    Ok(Record { id, citation, language, text, ..Record::default() })
}

fn word<'a>(item: &'a Fields, name: &str) -> Option<&'a str> {
    item.get(name)?.as_str().map(str::trim).filter(|word| !word.is_empty())
}

fn citation(item: &Fields) -> Citation {
    let line = |name| word(item, name).map(names::one_line);
    let byline = word(item, "by").or_else(|| word(item, "byline"));
    Citation {
        // The headlines of version 2 stand in a list, the main one first or under its role.
        title: line("headline").or_else(|| main_of(item, "headlines")).or_else(|| line("title")),
        authors: byline.map(names::in_field).unwrap_or_default(),
        publisher: source(item),
        published: ["firstcreated", "contentcreated", "versioncreated"]
            .iter()
            .find_map(|name| item.get(*name).and_then(fields::date)),
        url: web_address(word(item, "uri").unwrap_or_default()),
    }
}

/// The value of a list whose role is the main one; else of its first entry.
fn main_of(item: &Fields, list: &str) -> Option<String> {
    let entries = item.get(list)?.as_array()?;
    let main = entries.iter().find(|entry| entry.get("role").and_then(Value::as_str) == Some("main"));
    main.or(entries.first())?.get("value")?.as_str().map(names::one_line)
}

/// The agency: an information source of that role, else who holds the copyright.
fn source(item: &Fields) -> Option<String> {
    let sources = item.get("infosources").and_then(Value::as_array);
    let is_agency = |source: &&Value| {
        source
            .get("role")
            .and_then(Value::as_str)
            .is_some_and(|role| role.contains("provider") || role.contains("source"))
    };
    let named = sources.and_then(|all| all.iter().find(is_agency)).and_then(fields::words);
    named
        .or_else(|| word(item, "source").map(str::to_owned))
        .or_else(|| word(item, "copyrightholder").map(str::to_owned))
}

/// Plain text first: nothing in it needs to be taken apart.
fn text(item: &Fields, title: Option<&str>) -> Result<Option<String>, String> {
    if let Some(text) = word(item, "body_text") {
        return Ok(Some(text.to_owned()));
    }
    if let Some(source) = ["body_html", "body_xhtml"].iter().find_map(|name| word(item, name)) {
        return html::text_of_fragment(source, title);
    }
    let Some(bodies) = item.get("bodies").and_then(Value::as_array) else { return Ok(None) };
    let value = |kind: &str| {
        let mut bodies = bodies.iter().filter(|body| {
            let role = body.get("role").and_then(Value::as_str);
            let declared = body.get("contenttype").and_then(Value::as_str).unwrap_or("text/plain");
            declared.contains(kind) && role.is_none_or(|role| role != "summary" && role != "caption")
        });
        bodies.find_map(|body| body.get("value")?.as_str().filter(|value| !value.trim().is_empty()))
    };
    match (value("plain"), value("html")) {
        (Some(text), _) => Ok(Some(text.trim().to_owned())),
        (None, Some(source)) => html::text_of_fragment(source, title),
        (None, None) => Ok(None),
    }
}
