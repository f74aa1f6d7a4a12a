//! NewsML-G2, the XML of news agencies (iptc.org/standards/newsml-g2): a news item, or a message that holds several.

use std::path::Path;

use roxmltree::Node;

use super::record::{Place, Record, web_address};
use super::{Finds, Found, ReadError, dates, names, nitf, xml};
use crate::article::Citation;
use crate::language::Language;

/// The items of a document. Those that hold no text (pictures, say) are refused, each by itself.
pub(super) fn records(path: &Path, root: Node<'_, '_>) -> Result<Finds, ReadError> {
    if root.tag_name().name() == "newsItem" {
        return Ok(super::one(article(path, root, Place::Whole)));
    }
    let items = root.descendants().filter(|node| node.is_element() && node.tag_name().name() == "newsItem");
    let articles: Vec<_> = items.zip(1..).map(|(item, number)| article(path, item, Place::Item(number))).collect();
    if articles.is_empty() {
        return Err(ReadError::new(path, "a message without news items"));
    }
    Ok(Box::new(articles.into_iter()))
}

fn article(path: &Path, item: Node<'_, '_>, place: Place) -> Result<Found, ReadError> {
    record(item).map_err(|reason| place.refuse(path, reason))?.place(path, place)
}

fn record(item: Node<'_, '_>) -> Result<Record, String> {
    let status = xml::below(item, "pubStatus").and_then(|node| node.attribute("qcode")).unwrap_or_default();
    if let Some(withdrawn) = ["canceled", "withheld"].iter().find(|state| status.ends_with(*state)) {
        return Err(format!("its publisher marked it as {withdrawn}"));
    }
    let body = body(item).ok_or("a news item without text")?;
    let nitf = body.nitf;
    let said = citation(item);
    let within = nitf.as_ref().map(|record| record.citation.clone()).unwrap_or_default();
    let citation = Citation {
        title: said.title.or(within.title),
        authors: if said.authors.is_empty() { within.authors } else { said.authors },
        publisher: said.publisher.or(within.publisher),
        published: said.published.or(within.published),
        url: said.url,
    };
    let id = item.attribute("guid").map(str::to_owned).filter(|id| !id.trim().is_empty());
    Ok(Record { id, citation, language: language(item), text: body.text, ..Record::default() })
}

struct Body {
    text: String,
    nitf: Option<Record>,
}

/// The first rendition with text in it.
fn body(item: Node<'_, '_>) -> Option<Body> {
    let set = xml::below(item, "contentSet")?;
    set.children().filter(Node::is_element).find_map(|rendition| {
        if let Some(nitf) = xml::below(rendition, "nitf") {
            let record = nitf::record(nitf)?;
            return Some(Body { text: record.text.clone(), nitf: Some(record) });
        }
        let text = match rendition.tag_name().name() {
            "inlineXML" => {
                let body = xml::below(rendition, "body").unwrap_or(rendition);
                xml::paragraphs(body, xml::of_html).join("\n\n")
            }
            "inlineData" if rendition.attribute("contenttype").is_none_or(|kind| kind.starts_with("text/plain")) => {
                xml::text(rendition).trim().to_owned()
            }
            _ => String::new(),
        };
        (!text.is_empty()).then_some(Body { text, nitf: None })
    })
}

fn citation(item: Node<'_, '_>) -> Citation {
    let (item_meta, content_meta) = (xml::child(item, "itemMeta"), xml::child(item, "contentMeta"));
    let of_content = |name| content_meta.and_then(|meta| xml::child(meta, name));
    let of_item = |name| item_meta.and_then(|meta| xml::child(meta, name));
    let dates = [of_item("firstCreated"), of_content("contentCreated"), of_item("versionCreated")];
    let creators = content_meta.into_iter().flat_map(|meta| xml::children(meta, "creator"));
    let creators: Vec<String> = creators.filter_map(name).collect();
    let byline = of_content("by").and_then(xml::line).map(|line| names::in_field(&line)).unwrap_or_default();
    let links = item_meta.into_iter().flat_map(|meta| xml::children(meta, "link"));
    let mut pages = links.filter(|link| link.attribute("contenttype").is_some_and(|kind| kind.contains("html")));
    Citation {
        title: of_content("headline").and_then(xml::line).or_else(|| of_item("title").and_then(xml::line)),
        // The byline is what readers are shown; creators may be desks.
        authors: if byline.is_empty() { creators } else { byline },
        publisher: of_item("provider").and_then(name),
        published: dates.into_iter().flatten().find_map(|date| dates::parse(&xml::line(date)?)),
        url: pages.find_map(|link| web_address(link.attribute("href")?)),
    }
}

/// The name of a party, or the literal it is given by; a code is no name.
fn name(party: Node<'_, '_>) -> Option<String> {
    xml::child(party, "name").and_then(xml::line).or_else(|| party.attribute("literal").map(str::to_owned))
}

fn language(item: Node<'_, '_>) -> Option<Language> {
    let stated = xml::child(item, "contentMeta").and_then(|meta| xml::child(meta, "language"));
    let declared = || item.attribute(("http://www.w3.org/XML/1998/namespace", "lang"));
    stated.and_then(|node| node.attribute("tag")).or_else(declared).and_then(Language::from_code)
}
