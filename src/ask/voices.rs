//! Whose words a quote is: a voice for each run of its sentences, and the one voice that answers.

use std::ops::Range;

use super::core::odds;
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

/// Where somebody's words are asked for, whoever is named for this part of what may answer is asked about, not the article or somebody
/// unknown beside them.
const EARNEST: f32 = 0.2;

/// The voice that likeliest answers: of each sentence it is known how surely it does, and a voice has what all its sentences have.
pub fn main(stored: &StoredArticle, run: &Range<usize>, answering: &[f32], parts: &[Part], wanted: Wanted) -> Voice {
    let odds = odds(answering, run);
    let odds_of = |part: &Part| -> f32 {
        let own = run.clone().zip(&odds).filter(|(sentence, _)| part.span.contains(stored.sentences[*sentence]));
        own.map(|(_, odds)| odds).sum()
    };
    let saying = matches!(wanted, Wanted::Speaker | Wanted::Saying);
    let mut best: Option<(&Voice, (bool, f32))> = None;
    for part in parts {
        let together: f32 = parts.iter().filter(|other| same(stored, &other.voice, &part.voice)).map(odds_of).sum();
        let asked = saying && together >= EARNEST && matches!(part.voice, Voice::Source(_));
        if best.is_none_or(|(_, known)| (asked, together) > known) {
            best = Some((&part.voice, (asked, together)));
        }
    }
    best.map_or(Voice::Article, |(voice, _)| voice.clone())
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
