//! XML documents: which kind one is, by its root element, and what all kinds have in common.

use std::path::Path;

use roxmltree::{Document, Error, Node, NodeType, ParsingOptions};

use super::encoding::{self, Misfits};
use super::html::{self, Flow};
use super::{Finds, ReadError, feed, newsml, nitf};

/// Elements, texts and attributes of one document; a feed of a thousand long articles has some 100,000.
const MOST_NODES: u32 = 4_000_000;

/// Elements inside each other.
const DEEPEST: usize = 400;

/// The articles of a feed, of a NewsML-G2 item or message, of a NITF document; a page of XHTML is read as a page.
pub(super) fn records(path: &Path, bytes: &[u8]) -> Result<Finds, ReadError> {
    let refuse = |reason: String| ReadError::new(path, reason);
    let text = encoding::decode(bytes, encoding::declared_in_markup(bytes), Misfits::Refuse).map_err(refuse)?;
    if text.trim().is_empty() {
        return Err(refuse("only blank lines".to_owned()));
    }
    with(&text, |document| {
        let root = document.root_element();
        match root.tag_name().name() {
            "rss" | "RDF" | "feed" => feed::records(path, root),
            "newsItem" | "newsMessage" => newsml::records(path, root),
            "nitf" => Ok(super::one(nitf::read(path, root))),
            "html" => Ok(super::one(html::read(path, bytes))),
            other => Err(refuse(format!("XML of a kind that holds no articles: <{other}>"))),
        }
    })
    .map_err(refuse)?
}

/// Parses, and hands the document over. A feed that uses HTML's names for characters is read all the same.
pub(super) fn with<T>(text: &str, read: impl FnOnce(&Document<'_>) -> T) -> Result<T, String> {
    if !html::attributes_are_few(text) {
        return Err("XML too complex to parse safely: too many attributes on one tag".to_owned());
    }
    let options = || ParsingOptions { allow_dtd: true, nodes_limit: MOST_NODES, ..ParsingOptions::default() };
    match Document::parse_with_options(text, options()) {
        Ok(document) => checked(&document).map(|()| read(&document)),
        Err(Error::UnknownEntityReference(..) | Error::MalformedEntityReference(_)) => {
            let mended = mended(text);
            let document = Document::parse_with_options(&mended, options()).map_err(|error| not_xml(&error))?;
            checked(&document).map(|()| read(&document))
        }
        Err(error) => Err(not_xml(&error)),
    }
}

fn not_xml(error: &Error) -> String {
    format!("not valid XML: {error}")
}

fn checked(document: &Document<'_>) -> Result<(), String> {
    let mut depth = 0_usize;
    let mut node = document.root();
    // In document order, without recursion: down, else across, else up and across.
    loop {
        if let Some(child) = node.first_child() {
            node = child;
            depth += 1;
            if depth > DEEPEST {
                return Err(format!("XML too complex to parse safely: more than {DEEPEST} elements inside each other"));
            }
            continue;
        }
        while node.next_sibling().is_none() {
            let Some(parent) = node.parent() else { return Ok(()) };
            node = parent;
            depth -= 1;
        }
        let Some(next) = node.next_sibling() else { return Ok(()) };
        node = next;
    }
}

/// The same document with HTML's named characters as characters, and an ampersand that begins no name as one.
fn mended(text: &str) -> String {
    let mut mended = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(['&', '<']) {
        mended.push_str(&rest[..at]);
        rest = &rest[at..];
        // What stands between these marks is taken letter for letter.
        let letters = [("<![CDATA[", "]]>"), ("<!--", "-->"), ("<!DOCTYPE", ">")];
        let used = if let Some((_, end)) = letters.iter().find(|(start, _)| rest.starts_with(start)) {
            let used = rest.find(end).map_or(rest.len(), |at| at + end.len());
            mended.push_str(&rest[..used]);
            used
        } else if rest.starts_with('<') {
            mended.push('<');
            1
        } else {
            let (shown, used) = character(rest);
            mended.push_str(&shown);
            used
        };
        rest = &rest[used..];
    }
    mended + rest
}

/// What a reference stands for in XML, and how long it is; an ampersand that is none stands for itself.
fn character(rest: &str) -> (String, usize) {
    let end = rest.char_indices().skip(1).take(32).find(|(_, c)| !c.is_ascii_alphanumeric() && *c != '#');
    let Some((end, ';')) = end.filter(|(end, _)| *end > 1) else { return ("&amp;".to_owned(), 1) };
    let reference = &rest[..=end];
    if reference.starts_with("&#") || matches!(reference, "&amp;" | "&lt;" | "&gt;" | "&quot;" | "&apos;") {
        return (reference.to_owned(), end + 1);
    }
    match html::words(reference) {
        Some(character) if character != reference => (escaped(&character), end + 1),
        // Spaces come out as nothing at all.
        _ if reference == "&nbsp;" => ("\u{a0}".to_owned(), end + 1),
        _ => ("&amp;".to_owned(), 1),
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// The child elements of this name, whatever their namespace.
pub(super) fn children<'a, 'input>(
    node: Node<'a, 'input>,
    name: &'a str,
) -> impl Iterator<Item = Node<'a, 'input>> + 'a {
    node.children().filter(move |child| child.is_element() && child.tag_name().name() == name)
}

/// The first child element of this name.
pub(super) fn child<'a, 'input>(node: Node<'a, 'input>, name: &'a str) -> Option<Node<'a, 'input>> {
    children(node, name).next()
}

/// The first element below of this name.
pub(super) fn below<'a, 'input>(node: Node<'a, 'input>, name: &str) -> Option<Node<'a, 'input>> {
    node.descendants().find(|inner| inner.is_element() && inner.tag_name().name() == name)
}

/// All text in an element, as it stands.
pub(super) fn text(node: Node<'_, '_>) -> String {
    node.descendants().filter(Node::is_text).filter_map(|text| text.text()).collect()
}

/// The text of an element on one line; `None` where there is none.
pub(super) fn line(node: Node<'_, '_>) -> Option<String> {
    let line = text(node).split_whitespace().collect::<Vec<_>>().join(" ");
    (!line.is_empty()).then_some(line)
}

/// The text below an element as paragraphs, its elements read as HTML's where `as_html` knows them: the name of the HTML
/// element that an element stands for, or `None` for one that is not for reading.
pub(super) fn paragraphs(root: Node<'_, '_>, as_html: impl Fn(&str) -> Option<&str>) -> Vec<String> {
    let mut flow = Flow::default();
    let mut steps = vec![Step::Into(root)];
    while let Some(step) = steps.pop() {
        match step {
            Step::Into(node) if node.node_type() == NodeType::Text => flow.push(node.text().unwrap_or_default()),
            Step::Into(node) if node.is_element() => {
                let Some(name) = as_html(node.tag_name().name()).filter(|name| !html::is_unseen(name)) else {
                    continue;
                };
                flow.begin(name);
                steps.push(Step::OutOf(name.to_owned()));
                let first = steps.len();
                steps.extend(node.children().map(Step::Into));
                steps[first..].reverse();
            }
            Step::Into(_) => {}
            Step::OutOf(name) => flow.end(&name),
        }
    }
    flow.finish().into_iter().map(|paragraph| paragraph.text).collect()
}

/// For elements that are HTML's own.
pub(super) fn of_html(name: &str) -> Option<&str> {
    Some(name)
}

enum Step<'a, 'input> {
    Into(Node<'a, 'input>),
    OutOf(String),
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(xml: &str) -> String {
        with(xml, |document| text(document.root_element())).unwrap_or_else(|reason| reason)
    }

    #[test]
    fn names_of_html_are_read_and_loose_ampersands_kept() {
        assert_eq!(
            shown("<a>Zo&euml;&nbsp;&amp; R&D &#233; &bogus; <![CDATA[&euml;]]></a>"),
            "Zoë\u{a0}& R&D é &bogus; &euml;"
        );
        assert_eq!(shown("<a>2 &lt; 3 &frac12;&LT;</a>"), "2 < 3 ½<");
    }

    #[test]
    fn what_is_too_much_is_refused() {
        assert!(shown(&"<a>".repeat(2_000)).starts_with("not valid XML"));
        let deep = format!("{}{}", "<a>".repeat(2_000), "</a>".repeat(2_000));
        assert_eq!(shown(&deep), "XML too complex to parse safely: more than 400 elements inside each other");
        let attributes: String = (0..200_000).map(|n| format!(" a{n}='1'")).collect();
        assert_eq!(
            shown(&format!("<a{attributes}/>")),
            "XML too complex to parse safely: too many attributes on one tag"
        );
        let laughs = "<!DOCTYPE a [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;'><!ENTITY c '&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;'>\
             <!ENTITY d '&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;'><!ENTITY e '&d;&d;&d;&d;&d;&d;&d;&d;&d;&d;'>]><a>&e;&e;&e;&e;&e;&e;&e;&e;</a>";
        assert!(shown(laughs).starts_with("not valid XML"), "{}", shown(laughs));
    }
}
