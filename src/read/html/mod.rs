//! Web pages: the main text and what the page says about itself.
//!
//! Pages are written by strangers, so a page is measured while it is parsed (`parse`), on a thread of its own: there is
//! room for deep nesting, and a panic costs this page only.

mod body;
mod furniture;
mod json_ld;
mod metadata;
mod parse;
mod prune;

use std::path::Path;
use std::thread;

use encoding_rs::Encoding;

use super::encoding::{self, Misfits};
use super::record::{Place, Record};
use super::{ReadError, opening};
use crate::article::Article;

/// Room for the deepest nesting that `parse` lets through, several times over.
const STACK: usize = 32 * 1024 * 1024;

/// The whole page as one article.
pub(super) fn read(path: &Path, bytes: &[u8]) -> Result<Article, ReadError> {
    article(path, bytes).map_err(|reason| ReadError::new(path, reason))
}

/// The paragraphs of a piece of HTML inside another format, all of it text.
pub(super) fn paragraphs_of_fragment(html: &str) -> Vec<String> {
    let read = || parse::parse(html).map(|page| body::paragraphs(&page.root()));
    apart(read).and_then(|paragraphs| paragraphs).unwrap_or_default()
}

fn article(path: &Path, bytes: &[u8]) -> Result<Article, String> {
    let html = encoding::decode(bytes, declared_encoding(bytes), Misfits::Replace)?;
    if html.trim().is_empty() {
        return Err("only blank lines".to_owned());
    }
    apart(|| page(&html))??.into_article(path, Place::Whole)
}

fn page(html: &str) -> Result<Record, String> {
    let document = parse::parse(html)?;
    let mut record = metadata::record(&document);
    let title = record.citation.title.as_deref();
    let main = body::main_text(document, title).ok_or("no article text found in the page")?;
    record.text = main.text;
    metadata::fill(&mut record.citation, opening::lines_above(&main.above));
    Ok(record)
}

/// Runs on a thread of its own; a panic there is an error here.
fn apart<T: Send>(work: impl FnOnce() -> T + Send) -> Result<T, String> {
    thread::scope(|scope| {
        let thread = thread::Builder::new().name("page".to_owned()).stack_size(STACK).spawn_scoped(scope, work);
        match thread.map(thread::ScopedJoinHandle::join) {
            Ok(Ok(done)) => Ok(done),
            Ok(Err(_)) => Err("the page could not be parsed: its HTML brings the parser down".to_owned()),
            Err(error) => Err(format!("no thread to parse the page on: {error}")),
        }
    })
}

/// What the first bytes say of the encoding: `<meta charset>`, its older form, or an XML declaration.
fn declared_encoding(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(4_096)]).to_ascii_lowercase();
    let xml =
        head.strip_prefix("<?xml").and_then(|rest| rest.split("?>").next()).and_then(|rest| value_of(rest, "encoding"));
    let meta = || head.split("<meta").skip(1).find_map(|tag| value_of(tag.split('>').next()?, "charset"));
    Encoding::for_label(xml.or_else(meta)?.as_bytes())
}

/// The value in `name = "value"`, with or without quotes.
fn value_of<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    let rest = &tag[tag.find(name)? + name.len()..];
    let rest = rest.trim_start().strip_prefix('=')?.trim_start().trim_start_matches(['"', '\'']);
    rest.split(|c: char| matches!(c, '"' | '\'' | ';' | '/' | '>') || c.is_whitespace()).next()
}
