//! NITF, the XML of news agencies for one article (iptc.org/standards/nitf): its head says what it is, its body is the text.

use std::path::Path;

use roxmltree::Node;

use super::record::{Place, Record};
use super::{Found, ReadError, dates, names, xml};
use crate::article::Citation;
use crate::language::Language;

/// The document as one article.
pub(super) fn read(path: &Path, root: Node<'_, '_>) -> Result<Found, ReadError> {
    let record = record(root).ok_or_else(|| ReadError::new(path, "no text: <body.content> is missing or empty"))?;
    record.place(path, Place::Whole)
}

/// What a `<nitf>` element holds, also inside another format.
pub(super) fn record(root: Node<'_, '_>) -> Option<Record> {
    let text = text(root)?;
    let id = xml::below(root, "doc-id").and_then(|node| node.attribute("id-string")).map(str::to_owned);
    let language = root.attribute(("http://www.w3.org/XML/1998/namespace", "lang")).and_then(Language::from_code);
    Some(Record {
        id: id.filter(|id| !id.trim().is_empty()),
        citation: citation(root),
        language,
        text,
        ..Record::default()
    })
}

fn text(root: Node<'_, '_>) -> Option<String> {
    let content = xml::below(root, "body.content").or_else(|| xml::below(root, "body"))?;
    let text = xml::paragraphs(content, as_html).join("\n\n");
    (!text.is_empty()).then_some(text)
}

/// The elements of NITF that HTML calls otherwise; pictures, notes to editors and marks of the desk are not for reading.
fn as_html(name: &str) -> Option<&str> {
    Some(match name {
        "block" | "body.content" | "bq.credit" => "div",
        "bq" => "blockquote",
        "hl1" | "hl2" => "h2",
        "media" | "note" | "body.head" | "body.end" | "nitf-table-metadata" => return None,
        other => other,
    })
}

fn citation(root: Node<'_, '_>) -> Citation {
    let head = xml::below(root, "hedline").and_then(|head| xml::child(head, "hl1")).and_then(xml::line);
    let title = || xml::below(root, "title").and_then(xml::line);
    Citation {
        title: head.or_else(title),
        authors: authors(root),
        publisher: publisher(root),
        published: published(root),
        url: None,
    }
}

/// The people marked in the bylines; a byline without such marks is read as a field.
fn authors(root: Node<'_, '_>) -> Vec<String> {
    let bylines = || root.descendants().filter(|node| node.has_tag_name("byline"));
    let people: Vec<String> = bylines()
        .flat_map(|byline| byline.descendants().filter(|node| node.has_tag_name("person")))
        .filter_map(xml::line)
        .collect();
    if !people.is_empty() {
        return people;
    }
    // The writer's title stands in the byline too, in an element of its own.
    let own = |byline: Node<'_, '_>| {
        byline.children().filter_map(|child| child.text().filter(|_| child.is_text())).collect::<String>()
    };
    bylines().flat_map(|byline| names::in_field(own(byline).trim())).collect()
}

fn publisher(root: Node<'_, '_>) -> Option<String> {
    let publication = xml::below(root, "pubdata").and_then(|node| node.attribute("name")).map(str::to_owned);
    let distributor = || xml::below(root, "distributor").and_then(xml::line);
    let holder = || xml::below(root, "doc.copyright").and_then(|node| node.attribute("holder")).map(str::to_owned);
    publication.or_else(distributor).or_else(holder).filter(|name| !name.trim().is_empty())
}

/// The day of issue, as the head states it; else of publication, else of the dateline.
fn published(root: Node<'_, '_>) -> Option<jiff::civil::Date> {
    const DATES: [(&str, &str); 4] =
        [("date.issue", "norm"), ("pubdata", "date.publication"), ("date.release", "norm"), ("story.date", "norm")];
    DATES.iter().find_map(|(element, attribute)| day(xml::below(root, element)?.attribute(*attribute)?))
}

/// NITF writes "20250303T083000-0500".
fn day(norm: &str) -> Option<jiff::civil::Date> {
    let compact = norm.trim().split(['T', 't']).next().filter(|day| day.len() == 8);
    dates::parse(compact.unwrap_or(norm))
}
