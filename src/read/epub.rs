//! EPUB books: the chapters in the order in which they are read, as one article, with what the package says of the book.

use std::io::Cursor;
use std::path::Path;

use zip::ZipArchive;

use super::archive::{self, Bytes};
use super::encoding::{self, Misfits};
use super::record::{Place, Record, web_address};
use super::{Found, ReadError, dates, html, names, xml};
use crate::article::Citation;
use crate::language::Language;

/// The file of the archive that names the package.
pub(super) const CONTAINER: &str = "META-INF/container.xml";

type Archive = ZipArchive<Box<dyn Bytes>>;

/// A book that is wholly in memory.
pub(super) fn read(path: &Path, bytes: Vec<u8>) -> Result<Found, ReadError> {
    article(path, &mut archive::open(path, Box::new(Cursor::new(bytes)))?)
}

/// The book in an open archive.
pub(super) fn article(path: &Path, archive: &mut Archive) -> Result<Found, ReadError> {
    if archive.by_name("META-INF/rights.xml").is_ok() {
        return Err(ReadError::new(path, "a protected book: its text is locked"));
    }
    let refuse = |reason: String| ReadError::new(path, format!("a broken EPUB file: {reason}"));
    let container = part(path, archive, CONTAINER)?;
    let package = xml::with(&container, |document| {
        xml::below(document.root_element(), "rootfile").and_then(|file| file.attribute("full-path")).map(str::to_owned)
    });
    let package = package.map_err(refuse)?.ok_or_else(|| refuse("its container names no package".to_owned()))?;
    let source = part(path, archive, &package)?;
    let book = xml::with(&source, |document| Book::of(document.root_element(), &package)).map_err(refuse)?;
    let mut paragraphs = Vec::new();
    for chapter in &book.chapters {
        let page = part(path, archive, chapter)?;
        paragraphs.extend(html::paragraphs_of_fragment(&page));
    }
    if paragraphs.is_empty() {
        return Err(ReadError::new(path, "a book without text"));
    }
    Record { text: paragraphs.join("\n\n"), ..book.record }.place(path, Place::Whole)
}

/// One text file of the book.
fn part(path: &Path, archive: &mut Archive, name: &str) -> Result<String, ReadError> {
    let bytes = archive::file(path, archive, name)?;
    let bytes = bytes.ok_or_else(|| ReadError::new(path, format!("a broken EPUB file: {name} is missing")))?;
    encoding::decode(&bytes, encoding::declared_in_markup(&bytes), Misfits::Refuse)
        .map_err(|reason| ReadError::new(path, format!("{name}: {reason}")))
}

/// What the package file says.
struct Book {
    record: Record,
    /// Names in the archive, in reading order.
    chapters: Vec<String>,
}

impl Book {
    fn of(package: roxmltree::Node<'_, '_>, name: &str) -> Book {
        let folder = name.rsplit_once('/').map_or("", |(folder, _)| folder);
        let items: Vec<_> = package.descendants().filter(|node| node.tag_name().name() == "item").collect();
        let chapter = |reference: &str| {
            let item = items.iter().find(|item| item.attribute("id") == Some(reference))?;
            let is_page = item.attribute("media-type").is_some_and(|kind| kind.contains("html"));
            let is_contents = item.attribute("properties").is_some_and(|all| all.split(' ').any(|one| one == "nav"));
            item.attribute("href").filter(|_| is_page && !is_contents).map(|href| inside(folder, href))
        };
        let spine = package.descendants().filter(|node| node.tag_name().name() == "itemref");
        let spine = spine.filter(|item| item.attribute("linear") != Some("no"));
        let chapters = spine.filter_map(|item| chapter(item.attribute("idref")?)).collect();
        Book { record: record(package), chapters }
    }
}

fn record(package: roxmltree::Node<'_, '_>) -> Record {
    let all = |name: &'static str| {
        package
            .descendants()
            .filter(move |node| node.is_element() && node.tag_name().name() == name)
            .filter_map(xml::line)
    };
    let citation = Citation {
        title: all("title").next(),
        authors: all("creator").flat_map(|name| names::in_field(&name)).collect(),
        publisher: all("publisher").next(),
        published: all("date").find_map(|date| dates::parse(&date)),
        url: all("source").chain(all("identifier")).find_map(|link| web_address(&link)),
    };
    Record {
        citation,
        language: all("language").next().and_then(|code| Language::from_code(&code)),
        ..Record::default()
    }
}

/// The name in the archive of what a link in the package points at.
fn inside(folder: &str, href: &str) -> String {
    let href = href.split('#').next().unwrap_or_default();
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in href.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    unescaped(&parts.join("/"))
}

/// Links write a space as %20.
fn unescaped(link: &str) -> String {
    let mut bytes = Vec::with_capacity(link.len());
    let mut rest = link.as_bytes();
    while let Some((&byte, after)) = rest.split_first() {
        let code = after.get(..2).and_then(|digits| u8::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok());
        match (byte, code) {
            (b'%', Some(code)) => {
                bytes.push(code);
                rest = &after[2..];
            }
            _ => {
                bytes.push(byte);
                rest = after;
            }
        }
    }
    String::from_utf8(bytes).unwrap_or_else(|_| link.to_owned())
}
