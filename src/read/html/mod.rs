//! Web pages: the main text and what the page says about itself.
//!
//! Pages are written by strangers, so a page is measured while it is parsed (`parse`), on a thread of its own: there is
//! room for deep nesting, and a panic costs this page only.

mod body;
mod flow;
mod furniture;
mod json_ld;
mod metadata;
mod parse;
mod paywall;
mod prune;

use std::path::Path;
use std::thread;

pub(super) use flow::{Flow, is_unseen};
pub(super) use metadata::words;
pub(super) use parse::attributes_are_few;

use paywall::Wall;

use super::encoding::{self, Misfits};
use super::origins::fill;
use super::record::{Place, Record};
use super::{Found, ReadError, Source, opening};
use crate::article::Citation;

/// Room for the deepest nesting that `parse` lets through, several times over.
const STACK: usize = 32 * 1024 * 1024;

const BEGINNING: &str = "behind a paywall: the page holds only the beginning of the article";

/// The whole page as one article.
pub(super) fn read(path: &Path, bytes: &[u8]) -> Result<Found, ReadError> {
    let refused = |reason| ReadError::new(path, reason);
    let (mut found, part) = article(path, bytes).map_err(refused)?;
    found.refused = part.then(|| refused(BEGINNING.to_owned()));
    Ok(found)
}

/// The paragraphs of a piece of HTML inside another format, all of it text.
pub(super) fn paragraphs_of_fragment(html: &str) -> Vec<String> {
    let read = || parse::parse(html).map(|page| body::paragraphs(&page.root()));
    apart(read).and_then(|paragraphs| paragraphs).unwrap_or_default()
}

/// The article in HTML that holds nothing else; `None` where there is no text in it.
pub(super) fn text_of_fragment(html: &str, title: Option<&str>) -> Result<Option<String>, String> {
    apart(|| Ok(body::whole_text(&parse::parse(html)?, title).map(|main| main.text)))?
}

/// The article, and whether it is only a part of the whole.
fn article(path: &Path, bytes: &[u8]) -> Result<(Found, bool), String> {
    let html = encoding::decode(bytes, encoding::declared_in_markup(bytes), Misfits::Replace)?;
    if html.trim().is_empty() {
        return Err("only blank lines".to_owned());
    }
    let (record, part) = apart(|| page(&html))??;
    Ok((record.into_article(path, Place::Whole)?, part))
}

fn page(html: &str) -> Result<(Record, bool), String> {
    let document = parse::parse(html)?;
    let mut record = metadata::record(&document);
    let title = record.citation.title.as_deref();
    let wall = Wall::of(&document);
    let main = body::main_text(document, title).ok_or("no article text found in the page")?;
    let part = wall.hides_the_rest_of(&main.text);
    record.text = main.text;
    fill(&mut record.citation, &mut record.origins, opening::lines_above(&main.above), Source::Shown);
    let address = record.citation.url.as_deref().and_then(metadata::day_in_address);
    fill(
        &mut record.citation,
        &mut record.origins,
        Citation { published: address, ..Citation::default() },
        Source::Address,
    );
    Ok((record, part))
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
