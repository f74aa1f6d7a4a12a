//! Whose words a quote is: a voice for each run of its sentences, and the one voice that answers.

use std::ops::Range;

use super::question::Wanted;
use crate::answer::Part;
use crate::article::{Attribution, Voice};
use crate::attribution::voice_of;
use crate::library::StoredArticle;

/// The runs of sentences of a quote that are of one voice, in order.
pub fn parts(stored: &StoredArticle, sentences: Range<usize>) -> Vec<Part> {
    parts_by(stored, sentences, |_| None)
}

/// The same, where the voice of some sentences is known beforehand.
pub fn parts_by<'a>(
    stored: &StoredArticle,
    sentences: Range<usize>,
    known: impl Fn(usize) -> Option<&'a Attribution>,
) -> Vec<Part> {
    let mut parts: Vec<Part> = Vec::new();
    for sentence in sentences {
        let span = stored.sentences[sentence];
        let voice = match known(sentence) {
            Some(attribution) => Voice::Source(attribution.clone()),
            None => voice_of(span, &stored.attributions),
        };
        match parts.last_mut() {
            Some(last) if same(stored, &last.voice, &voice) => last.span = last.span.cover(span),
            _ => parts.push(Part { span, voice }),
        }
    }
    parts
}

/// The voice of the part that answers: of the one that holds the core. Where the question asks who says something or what somebody
/// says, and that part names nobody, it is the nearest part that does.
pub fn main(stored: &StoredArticle, core: usize, parts: &[Part], wanted: Wanted) -> Voice {
    let core = stored.sentences[core];
    let own = parts.iter().find(|part| part.span.contains(core)).map_or(Voice::Article, |part| part.voice.clone());
    if own.attribution().is_some() || !matches!(wanted, Wanted::Speaker | Wanted::Saying) {
        return own;
    }
    let apart = |part: &&Part| part.span.start().abs_diff(core.start());
    let sourced = parts.iter().filter(|part| part.voice.attribution().is_some_and(|said| said.source.is_some()));
    sourced.min_by_key(apart).map_or(own, |part| part.voice.clone())
}

/// Whether two voices are one speaker's, by the name they stand for or the words that name them.
fn same(stored: &StoredArticle, one: &Voice, other: &Voice) -> bool {
    match (one, other) {
        (Voice::Article, Voice::Article) | (Voice::Uncertain(_), Voice::Uncertain(_)) => true,
        (Voice::Source(one), Voice::Source(other)) => name(stored, one) == name(stored, other),
        _ => false,
    }
}

fn name<'a>(stored: &'a StoredArticle, attribution: &Attribution) -> Option<&'a str> {
    stored.article.text.cut(attribution.resolved.or(attribution.source)?)
}
