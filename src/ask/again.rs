//! A quote that was shown before, cut again from the stored article: what a button remembers of it is enough.

use std::ops::Range;

use super::choose;
use super::voices;
use crate::answer::{Finding, Quote};
use crate::article::Voice;
use crate::library::{LibraryError, StoredArticle};

/// The quote of these bytes; `None` where whole sentences of the article do not begin and end there. `voiced` is a byte of the part whose voice
/// is the quote's.
pub fn again(stored: &StoredArticle, bytes: Range<usize>, voiced: usize) -> Result<Option<Finding>, LibraryError> {
    let Some(span) = stored.article.text.span(bytes) else { return Ok(None) };
    let first = stored.sentences.partition_point(|sentence| sentence.start() < span.start());
    let last = stored.sentences.partition_point(|sentence| sentence.end() <= span.end());
    let whole = match (stored.sentences.get(first), last.checked_sub(1).and_then(|last| stored.sentences.get(last))) {
        (Some(begins), Some(ends)) => begins.start() == span.start() && ends.end() == span.end() && first < last,
        _ => false,
    };
    if !whole {
        return Ok(None);
    }
    let parts = voices::parts(stored, first..last);
    let part = parts.iter().find(|part| part.span.range().contains(&voiced));
    let voice = part.map_or(Voice::Article, |part| part.voice.clone());
    let quote = Quote::cut(stored.article.clone(), stored.hash, span, voice, &stored.attributions)
        .and_then(|quote| quote.in_parts(parts))
        .map_err(choose::damaged)?;
    let context = choose::context(stored, span);
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
