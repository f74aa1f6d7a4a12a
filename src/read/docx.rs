//! Word documents (.docx): the paragraphs as they read with all changes accepted, and what the document says it is called.

use std::io::Cursor;
use std::path::Path;

use roxmltree::Node;
use zip::ZipArchive;

use super::archive::{self, Bytes};
use super::encoding::{self, Misfits};
use super::html::Flow;
use super::record::{Place, Record};
use super::{Found, ReadError, names, xml};
use crate::article::Citation;
use crate::language::Language;

/// The file of the archive with the text.
pub(super) const DOCUMENT: &str = "word/document.xml";

const PROPERTIES: &str = "docProps/core.xml";

type Archive = ZipArchive<Box<dyn Bytes>>;

/// A document that is wholly in memory.
pub(super) fn read(path: &Path, bytes: Vec<u8>) -> Result<Found, ReadError> {
    if bytes.starts_with(b"\xd0\xcf\x11\xe0") {
        return Err(ReadError::new(path, "an old or a locked Word file: save it as .docx without a password"));
    }
    article(path, &mut archive::open(path, Box::new(Cursor::new(bytes)))?)
}

/// The document in an open archive.
pub(super) fn article(path: &Path, archive: &mut Archive) -> Result<Found, ReadError> {
    let refuse = |reason: String| ReadError::new(path, format!("a broken Word file: {reason}"));
    let body = part(path, archive, DOCUMENT)?.ok_or_else(|| refuse(format!("{DOCUMENT} is missing")))?;
    let text = xml::with(&body, |document| paragraphs(document.root_element()).join("\n\n")).map_err(refuse)?;
    if text.is_empty() {
        return Err(ReadError::new(path, "a document without text"));
    }
    let record = match part(path, archive, PROPERTIES)? {
        Some(properties) => xml::with(&properties, |document| record(document.root_element())).unwrap_or_default(),
        None => Record::default(),
    };
    record.shown_by(text).place(path, Place::Whole)
}

fn part(path: &Path, archive: &mut Archive, name: &str) -> Result<Option<String>, ReadError> {
    let Some(bytes) = archive::file(path, archive, name)? else { return Ok(None) };
    let text = encoding::decode(&bytes, encoding::declared_in_markup(&bytes), Misfits::Refuse);
    text.map(Some).map_err(|reason| ReadError::new(path, format!("{name}: {reason}")))
}

/// Title, writer and language. When a file was made or saved says nothing of when its text was published.
fn record(properties: Node<'_, '_>) -> Record {
    let field = |name| xml::below(properties, name).and_then(xml::line);
    let citation = Citation {
        title: field("title").filter(|title| !title.to_lowercase().ends_with(".docx")),
        authors: field("creator").map(|name| names::in_properties(&name)).unwrap_or_default(),
        ..Citation::default()
    };
    Record { citation, language: field("language").and_then(|code| Language::from_code(&code)), ..Record::default() }
}

/// The paragraphs of the body, cells set apart by tabs and rows by lines.
fn paragraphs(root: Node<'_, '_>) -> Vec<String> {
    let mut flow = Flow::default();
    let mut steps = vec![Step::Into(root)];
    while let Some(step) = steps.pop() {
        match step {
            Step::Into(node) => {
                let Some(name) = as_html(node) else { continue };
                match node.tag_name().name() {
                    // Spaces are what they are; a line of a paragraph ends only where the writer ended it.
                    "t" => flow.push_as_it_is(node.text().unwrap_or_default()),
                    "tab" => flow.push_as_it_is("\t"),
                    "p" if name == "span" => flow.push(" "),
                    "noBreakHyphen" => flow.push_as_it_is("\u{2011}"),
                    _ => {}
                }
                flow.begin(name);
                steps.push(Step::OutOf(name));
                let first = steps.len();
                steps.extend(node.children().filter(Node::is_element).map(Step::Into));
                steps[first..].reverse();
            }
            Step::OutOf(name) => flow.end(name),
        }
    }
    flow.finish().into_iter().map(|paragraph| paragraph.text).collect()
}

enum Step<'a, 'input> {
    Into(Node<'a, 'input>),
    OutOf(&'static str),
}

/// The HTML element that one of Word's stands for. What was deleted, codes of fields, and what a drawing repeats for older
/// programs are not for reading.
fn as_html(node: Node<'_, '_>) -> Option<&'static str> {
    Some(match node.tag_name().name() {
        // Inside a cell a paragraph is a line of it.
        "p" if node.ancestors().any(|above| above.tag_name().name() == "tc") => "span",
        "p" => "p",
        "tbl" => "table",
        "tr" => "tr",
        "tc" => "td",
        "br" | "cr" => "br",
        "del" | "moveFrom" | "instrText" | "delText" | "Fallback" | "pPr" | "rPr" | "sectPr" | "object" | "pict" => {
            return None;
        }
        _ => "span",
    })
}
