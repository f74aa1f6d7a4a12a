//! Feeds: RSS 0.9 to 2.0 and Atom. An entry that carries its whole text is an article; of one with a summary only the
//! linked page has the text, and nobody is quoted from a summary.

use std::path::Path;

use roxmltree::Node;

use super::record::{Place, Record, web_address};
use super::{Finds, Found, ReadError, dates, html, names, xml};
use crate::article::Citation;
use crate::language::Language;

const CONTENT: &str = "http://purl.org/rss/1.0/modules/content/";
const DUBLIN_CORE: &str = "http://purl.org/dc/elements/1.1/";

/// A description of so many characters in so many paragraphs is no summary; older feeds have no other place for the text.
const WHOLE: (usize, usize) = (1_000, 3);

/// The entries of a feed, in order.
pub(super) fn records(path: &Path, root: Node<'_, '_>) -> Result<Finds, ReadError> {
    let channel = xml::child(root, "channel").unwrap_or(root);
    let about = About::of(channel);
    // In RSS 1.0 the items stand beside the channel.
    let parents = if channel == root { vec![root] } else { vec![channel, root] };
    let entries = parents.into_iter().flat_map(|parent| parent.children());
    let entries: Vec<_> = entries.filter(|child| matches!(child.tag_name().name(), "item" | "entry")).collect();
    if entries.is_empty() {
        return Err(ReadError::new(path, "a feed without entries"));
    }
    let articles: Vec<_> =
        entries.iter().zip(1..).map(|(entry, number)| article(path, *entry, &about, number)).collect();
    Ok(Box::new(articles.into_iter()))
}

fn article(path: &Path, entry: Node<'_, '_>, about: &About, number: u64) -> Result<Found, ReadError> {
    let place = Place::Item(number);
    record(entry, about).map_err(|reason| place.refuse(path, reason))?.place(path, place)
}

/// What the feed says of all its entries.
struct About {
    title: Option<String>,
    language: Option<Language>,
    authors: Vec<String>,
}

impl About {
    fn of(channel: Node<'_, '_>) -> About {
        let declared = xml::child(channel, "language").and_then(xml::line).or_else(|| language_of(channel));
        let authors = xml::children(channel, "author").filter(|author| xml::child(*author, "name").is_some());
        About {
            title: xml::child(channel, "title").and_then(title),
            language: declared.and_then(|code| Language::from_code(&code)),
            authors: authors.flat_map(person).collect(),
        }
    }
}

fn record(entry: Node<'_, '_>, about: &About) -> Result<Record, String> {
    let citation = citation(entry, about);
    let text = text(entry, &citation)?;
    let id = ["guid", "id"].iter().find_map(|name| xml::child(entry, name)).and_then(xml::line);
    let id = id.filter(|_| citation.url.is_none());
    let language = language_of(entry).and_then(|code| Language::from_code(&code)).or(about.language);
    Ok(Record { id, citation, language, text, ..Record::default() })
}

fn citation(entry: Node<'_, '_>, about: &About) -> Citation {
    let source = xml::child(entry, "source");
    // RSS names the source of an entry in the element itself, Atom in a title below it.
    let source = source.and_then(|source| xml::child(source, "title").map_or_else(|| xml::line(source), title));
    let dublin_core = xml::child(entry, "publisher").filter(|node| node.tag_name().namespace() == Some(DUBLIN_CORE));
    let authors = authors(entry);
    let published = ["pubDate", "published", "issued", "date"].iter().find_map(|name| xml::child(entry, name));
    Citation {
        title: xml::child(entry, "title").and_then(title),
        authors: if authors.is_empty() { about.authors.clone() } else { authors },
        publisher: dublin_core.and_then(xml::line).or(source).or_else(|| about.title.clone()),
        published: published.and_then(|date| dates::parse(&xml::line(date)?)),
        url: address(entry),
    }
}

/// A title may be text, or HTML written out as text, with its characters named twice.
fn title(node: Node<'_, '_>) -> Option<String> {
    let written = xml::text(node);
    let plain = if written.contains('<') { html::paragraphs_of_fragment(&written).join(" ") } else { written };
    html::words(&plain)
}

/// The people of `<author>`, `<dc:creator>` and `<itunes:author>`; of these the first kind that is there.
fn authors(entry: Node<'_, '_>) -> Vec<String> {
    let mut authors: Vec<String> = Vec::new();
    for kind in ["creator", "author"] {
        for name in xml::children(entry, kind).flat_map(person) {
            if !authors.contains(&name) {
                authors.push(name);
            }
        }
        if !authors.is_empty() {
            break;
        }
    }
    authors
}

/// Atom: a name in an element; RSS: "jane@example.org (Jane Doe)", or a name.
fn person(node: Node<'_, '_>) -> Vec<String> {
    let Some(line) = xml::child(node, "name").map_or_else(|| xml::line(node), xml::line) else { return Vec::new() };
    let in_brackets = line.split_once(" (").and_then(|(_, rest)| rest.strip_suffix(')'));
    match in_brackets {
        Some(name) if line.contains('@') => names::in_field(name),
        _ if line.contains('@') => Vec::new(),
        _ => names::in_field(&line),
    }
}

/// Where the article itself is: not its comments, its sound, or the feed.
fn address(entry: Node<'_, '_>) -> Option<String> {
    let original = xml::child(entry, "origLink").and_then(xml::line).and_then(|link| web_address(&link));
    let links = xml::children(entry, "link").filter(|link| matches!(link.attribute("rel"), None | Some("alternate")));
    let mut links = links.filter_map(|link| link.attribute("href").map(str::to_owned).or_else(|| xml::line(link)));
    let permanent = || {
        let guid = xml::child(entry, "guid").filter(|guid| guid.attribute("isPermaLink") != Some("false"))?;
        web_address(&xml::line(guid)?)
    };
    original.or_else(|| links.find_map(|link| web_address(&link))).or_else(permanent)
}

fn language_of(node: Node<'_, '_>) -> Option<String> {
    node.attribute(("http://www.w3.org/XML/1998/namespace", "lang")).map(str::to_owned)
}

fn text(entry: Node<'_, '_>, citation: &Citation) -> Result<String, String> {
    let title = citation.title.as_deref();
    let whole = match content(entry) {
        Some(content) => content.text(title)?.filter(|text| !is_cut_short(text)),
        None => description(entry, title)?,
    };
    whole.ok_or_else(|| only_a_summary(citation.url.as_deref()))
}

/// Why an entry without its text gives no article.
pub(super) fn only_a_summary(url: Option<&str>) -> String {
    match url {
        Some(url) => format!("only a summary: the text is on the linked page, {url}"),
        None => "only a summary, and no link to a page with the text".to_owned(),
    }
}

/// What an entry says its text is.
enum Content {
    Plain(String),
    Html(String),
    Paragraphs(Vec<String>),
}

impl Content {
    fn text(self, title: Option<&str>) -> Result<Option<String>, String> {
        match self {
            Content::Plain(text) => Ok(Some(text.trim().to_owned()).filter(|text| !text.is_empty())),
            Content::Html(source) => html::text_of_fragment(&source, title),
            Content::Paragraphs(all) => Ok(Some(all.join("\n\n")).filter(|text| !text.is_empty())),
        }
    }
}

fn content(entry: Node<'_, '_>) -> Option<Content> {
    let encoded = xml::children(entry, "encoded").find(|node| node.tag_name().namespace() == Some(CONTENT));
    if let Some(encoded) = encoded {
        return Some(Content::Html(xml::text(encoded)));
    }
    let body =
        xml::child(entry, "body").filter(|body| body.tag_name().namespace() == Some("http://www.w3.org/1999/xhtml"));
    if let Some(body) = body {
        return Some(Content::Paragraphs(xml::paragraphs(body, xml::of_html)));
    }
    let content = xml::child(entry, "content").filter(|content| content.tag_name().namespace().is_some_and(is_atom))?;
    match content.attribute("type").unwrap_or("text") {
        "html" | "text/html" => Some(Content::Html(xml::text(content))),
        "xhtml" | "application/xhtml+xml" => Some(Content::Paragraphs(xml::paragraphs(content, xml::of_html))),
        "text" | "text/plain" => Some(Content::Plain(xml::text(content))),
        _ => None,
    }
    .filter(|_| content.attribute("src").is_none())
}

fn is_atom(namespace: &str) -> bool {
    matches!(namespace, "http://www.w3.org/2005/Atom" | "http://purl.org/atom/ns#")
}

/// The description, where it is long enough to be the article.
fn description(entry: Node<'_, '_>, title: Option<&str>) -> Result<Option<String>, String> {
    let Some(description) = xml::child(entry, "description") else { return Ok(None) };
    let text = html::text_of_fragment(&xml::text(description), title)?;
    let (characters, paragraphs) = WHOLE;
    Ok(text.filter(|text| {
        text.chars().count() >= characters && text.split("\n\n").count() >= paragraphs && !is_cut_short(text)
    }))
}

/// Whether a text ends with the sign that more of it is elsewhere.
pub(super) fn is_cut_short(text: &str) -> bool {
    const SIGNS: &[&str] = &[
        "[…]",
        "[...]",
        "[&#8230;]",
        "(…)",
        "(...)",
        "read more",
        "continue reading",
        "weiterlesen",
        "lire la suite",
        "seguir leyendo",
        "read the full story",
        "read the full article",
        "read the rest",
    ];
    let last = text.trim_end().rsplit("\n\n").next().unwrap_or_default().to_lowercase();
    let end = last.trim_end_matches(['.', '…', '→', '»', '>', ' ', ':']);
    let marked = last.ends_with(['…', ']', ')']) && SIGNS.iter().any(|sign| last.ends_with(sign));
    marked || SIGNS.iter().any(|sign| end.ends_with(sign) && !end.ends_with(['”', '"']))
}
