//! A question that is all filter ("what happened since 3 May?") asks for what is new: the beginnings of the newest articles that pass, or
//! the newest sayings of the speaker it names.

use std::ops::Range;

use super::choose::{context, cover, damaged};
use super::headings::{Line, lines};
use super::said::{Request, said};
use super::together::whole;
use super::{Findings, copies, speakers, voices};
use crate::answer::{Finding, Quote};
use crate::library::{Filters, Library, LibraryError, Query, StoredArticle};

/// The beginning of an article has at most this many bytes, unless its first sentence alone is longer.
const BEGINNING: usize = 400;

/// So many articles are read for each that is wanted, since wire stories repeat each other.
const SPARE: usize = 4;

pub fn findings(library: &dyn Library, filters: &Filters, limit: usize) -> Findings {
    if !filters.said_by.is_empty() {
        let (name, filters) = (filters.said_by.join(" "), filters.clone());
        return Ok(said(library, &Request { name, filters, limit, ..Request::default() })?.findings);
    }
    let filters = speakers::for_library(filters);
    let query = Query { filters: filters.clone(), articles: limit.saturating_mul(SPARE), ..Query::default() };
    let mut findings: Vec<Finding> = Vec::new();
    for handle in library.newest(&query, 0)? {
        if findings.len() >= limit {
            break;
        }
        let Some(finding) = beginning(&library.fetch(handle)?)? else { continue };
        if !findings.iter().any(|known| copies::same_passage(&known.quote, &finding.quote)) {
            findings.push(finding);
        }
    }
    copies::add(library, &filters, &mut findings)?;
    Ok(findings)
}

/// The first sentences of an article, headline and byline left out; `None` where it has no sentence.
fn beginning(stored: &StoredArticle) -> Result<Option<Finding>, LibraryError> {
    let Some(run) = first_sentences(stored) else { return Ok(None) };
    let run = whole(stored, run, |_| false, |_| true);
    let span = cover(stored, &run);
    let parts = voices::parts(stored, run);
    let Some(voice) = parts.first().map(|part| part.voice.clone()) else { return Ok(None) };
    let quote = Quote::cut(stored.article.clone(), stored.hash, span, voice, &stored.attributions)
        .and_then(|quote| quote.in_parts(parts))
        .map_err(damaged)?;
    let context = context(stored, span);
    Ok(Some(Finding {
        quote,
        score: 0.0,
        matched: Vec::new(),
        context,
        shares: Vec::new(),
        also: Vec::new(),
        collection: None,
    }))
}

fn first_sentences(stored: &StoredArticle) -> Option<Range<usize>> {
    let lines = lines(stored);
    let first = lines.iter().position(|line| *line == Line::Sentence)?;
    let paragraph = stored.paragraphs.iter().find(|paragraph| paragraph.contains(stored.sentences[first]));
    let fits = |end: &usize| {
        let span = cover(stored, &(first..*end));
        span.len() <= BEGINNING && paragraph.is_none_or(|paragraph| paragraph.contains(span))
    };
    let end = (first + 2..=stored.sentences.len()).take_while(fits).last().unwrap_or(first + 1);
    Some(first..end)
}
