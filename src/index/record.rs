//! A stored article as bytes and back: postcard, with spans as small differences, and a seal over all of it. Everything comes
//! back as it was, but for the confidence of an attribution, which is rounded down to a thousandth.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::schema::{day_number, day_of};
use crate::article::{Article, ArticleId, Attribution, Citation, Origin, Speech};
use crate::language::Language;
use crate::library::StoredArticle;
use crate::text::{ContentHash, Span, Text};

#[derive(Serialize, Deserialize)]
struct Record<'a> {
    id: &'a str,
    title: Option<&'a str>,
    #[serde(borrow)]
    authors: Vec<&'a str>,
    publisher: Option<&'a str>,
    published: Option<i64>,
    url: Option<&'a str>,
    language: Option<&'a str>,
    path: &'a str,
    line: Option<u64>,
    hash: [u8; 32],
    paragraphs: Vec<Stretch>,
    sentences: Vec<Stretch>,
    /// How many sentences are skipped before a passage, and how many it has.
    passages: Vec<(usize, usize)>,
    attributions: Vec<Saying>,
    text: &'a str,
}

/// A span by how far it begins from the end of the span before it, and its length: mostly two bytes.
type Stretch = (i64, usize);

/// An attribution: which of its parts there are, and all parts in one list.
#[derive(Serialize, Deserialize)]
struct Saying {
    marks: u8,
    /// Source, cue and fuller name, as far as there are any, then the content.
    parts: Vec<Stretch>,
    /// In thousandths.
    confidence: u16,
}

/// The lowest two bits of the marks say how the words are given.
const SPEECH: u8 = 0b11;
const ANONYMOUS: u8 = 1 << 2;
const SOURCE: u8 = 1 << 3;
const CUE: u8 = 1 << 4;
const RESOLVED: u8 = 1 << 5;

/// What stands behind a record: its length, four bytes, the lowest first, and as much of the hash of record and length.
const LENGTH: usize = 4;
const SEAL: usize = 16;

/// Why bytes are no stored article.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub(super) enum Unreadable {
    #[error("it is not as it was written")]
    Altered,
    #[error("it makes no sense")]
    Senseless,
}

/// The bytes of an article.
pub(super) fn encode(stored: &StoredArticle) -> Result<Vec<u8>, postcard::Error> {
    let Article { id, citation, language, origin, text } = stored.article.as_ref();
    let mut sentence = 0;
    let passages = stored.passages.iter().map(|passage| {
        let skipped = passage.start.saturating_sub(sentence);
        sentence = passage.end;
        (skipped, passage.len())
    });
    let record = Record {
        id: &id.0,
        title: citation.title.as_deref(),
        authors: citation.authors.iter().map(String::as_str).collect(),
        publisher: citation.publisher.as_deref(),
        published: citation.published.map(day_number),
        url: citation.url.as_deref(),
        language: language.as_ref().map(Language::code),
        path: &origin.path,
        line: origin.line,
        hash: *stored.hash.as_bytes(),
        paragraphs: Cursor::default().stretches(&stored.paragraphs),
        sentences: Cursor::default().stretches(&stored.sentences),
        passages: passages.collect(),
        attributions: sayings(&stored.attributions),
        text: text.as_str(),
    };
    let bytes = postcard::to_extend(&record, Vec::with_capacity(text.len() + text.len() / 16 + 256))?;
    sealed(bytes).ok_or(postcard::Error::SerializeBufferFull)
}

/// Seals a record: not one letter of its title, its authors or its text, nor one end of a span, can change unseen. `None` for a
/// record of four gigabytes.
fn sealed(mut bytes: Vec<u8>) -> Option<Vec<u8>> {
    bytes.extend(u32::try_from(bytes.len()).ok()?.to_le_bytes());
    let seal = ContentHash::of(&bytes);
    bytes.extend(&seal.as_bytes()[..SEAL]);
    Some(bytes)
}

/// The record at the end of some bytes, where it is as it was written.
fn opened(bytes: &[u8]) -> Option<&[u8]> {
    let (bytes, seal) = bytes.split_at_checked(bytes.len().checked_sub(SEAL)?)?;
    let (before, length) = bytes.split_last_chunk::<LENGTH>()?;
    let start = before.len().checked_sub(u32::from_le_bytes(*length) as usize)?;
    let whole = ContentHash::of(&bytes[start..]).as_bytes()[..SEAL] == *seal;
    whole.then(|| &before[start..])
}

fn sayings(attributions: &[Attribution]) -> Vec<Saying> {
    let mut cursor = Cursor::default();
    attributions.iter().map(|attribution| saying(&mut cursor, attribution)).collect()
}

fn saying(cursor: &mut Cursor, attribution: &Attribution) -> Saying {
    let Attribution { source, cue, content, speech, resolved, anonymous, confidence } = attribution;
    let mark = |there: bool, mark: u8| if there { mark } else { 0 };
    let speech = match speech {
        Speech::Direct => 0,
        Speech::Indirect => 1,
        Speech::Mixed => 2,
    };
    let marks = speech
        | mark(*anonymous, ANONYMOUS)
        | mark(source.is_some(), SOURCE)
        | mark(cue.is_some(), CUE)
        | mark(resolved.is_some(), RESOLVED);
    let parts: Vec<Span> = [*source, *cue, *resolved].into_iter().flatten().chain(content.iter().copied()).collect();
    Saying { marks, parts: cursor.stretches(&parts), confidence: thousandths(*confidence) }
}

/// Never more than it was: what was not sure enough for a name when the names were listed must not become so on the disk.
fn thousandths(confidence: f32) -> u16 {
    let nearest = (confidence.clamp(0.0, 1.0) * 1000.0).round() as u16;
    if share(nearest) > confidence { nearest.saturating_sub(1) } else { nearest }
}

fn share(thousandths: u16) -> f32 {
    f32::from(thousandths) / 1000.0
}

/// The article whose record stands at the end of the bytes, whatever stands before it.
pub(super) fn decode(bytes: &[u8]) -> Result<StoredArticle, Unreadable> {
    let record = opened(bytes).ok_or(Unreadable::Altered)?;
    article(record).ok_or(Unreadable::Senseless)
}

/// `None` where a record is no article, or one of its spans does not fit its text.
fn article(bytes: &[u8]) -> Option<StoredArticle> {
    let record: Record<'_> = postcard::from_bytes(bytes).ok()?;
    let text = Text::new(record.text);
    let paragraphs = Cursor::default().spans(&text, &record.paragraphs)?;
    let sentences = Cursor::default().spans(&text, &record.sentences)?;
    let passages = passages(&record.passages, sentences.len())?;
    let mut cursor = Cursor::default();
    let attributions: Option<_> =
        record.attributions.iter().map(|saying| attribution(&mut cursor, &text, saying)).collect();
    let citation = Citation {
        title: record.title.map(str::to_owned),
        authors: record.authors.iter().map(|author| (*author).to_owned()).collect(),
        publisher: record.publisher.map(str::to_owned),
        published: match record.published {
            Some(number) => Some(day_of(number)?),
            None => None,
        },
        url: record.url.map(str::to_owned),
    };
    let article = Article {
        id: ArticleId(record.id.to_owned()),
        citation,
        language: record.language.and_then(Language::from_code),
        origin: Origin { path: record.path.to_owned(), line: record.line },
        text,
    };
    let hash = ContentHash::from_bytes(record.hash);
    Some(StoredArticle {
        article: Arc::new(article),
        hash,
        paragraphs,
        sentences,
        passages,
        attributions: attributions?,
    })
}

fn passages(stored: &[(usize, usize)], sentences: usize) -> Option<Vec<std::ops::Range<usize>>> {
    let mut sentence = 0usize;
    let mut passages = Vec::with_capacity(stored.len());
    for &(skipped, length) in stored {
        let start = sentence.checked_add(skipped)?;
        sentence = start.checked_add(length).filter(|&end| end <= sentences)?;
        passages.push(start..sentence);
    }
    Some(passages)
}

fn attribution(cursor: &mut Cursor, text: &Text, saying: &Saying) -> Option<Attribution> {
    let Saying { marks, ref parts, confidence } = *saying;
    let mut parts = cursor.spans(text, parts)?.into_iter();
    let mut marked = |mark: u8| if marks & mark == 0 { Some(None) } else { parts.next().map(Some) };
    let (source, cue, resolved) = (marked(SOURCE)?, marked(CUE)?, marked(RESOLVED)?);
    let speech = match marks & SPEECH {
        0 => Speech::Direct,
        1 => Speech::Indirect,
        2 => Speech::Mixed,
        _ => return None,
    };
    let anonymous = marks & ANONYMOUS != 0;
    let confidence = share(confidence);
    Some(Attribution { source, cue, content: parts.collect(), speech, resolved, anonymous, confidence })
}

/// Where the span before ended.
#[derive(Default)]
struct Cursor(usize);

impl Cursor {
    fn stretch(&mut self, span: Span) -> Stretch {
        let from = span.start() as i64 - self.0 as i64;
        self.0 = span.end();
        (from, span.len())
    }

    fn stretches(&mut self, spans: &[Span]) -> Vec<Stretch> {
        spans.iter().map(|&span| self.stretch(span)).collect()
    }

    fn span(&mut self, text: &Text, (from, length): Stretch) -> Option<Span> {
        let start = usize::try_from((self.0 as i64).checked_add(from)?).ok()?;
        self.0 = start.checked_add(length)?;
        text.span(start..self.0)
    }

    fn spans(&mut self, text: &Text, stretches: &[Stretch]) -> Option<Vec<Span>> {
        stretches.iter().map(|&stretch| self.span(text, stretch)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::SURE;

    fn sample() -> StoredArticle {
        let text = Text::new("Zoë left. “It rained,” an official said.\n\nShe stayed.");
        let span = |range| text.span(range).expect("inside");
        let attribution = Attribution {
            source: Some(span(28..39)),
            cue: Some(span(40..44)),
            content: vec![span(11..27)],
            speech: Speech::Direct,
            resolved: Some(span(0..4)),
            anonymous: true,
            confidence: 0.75,
        };
        let citation = Citation {
            title: Some("Rain".into()),
            authors: vec!["A. Bell".into(), "C. Dunn".into()],
            published: Some(jiff::civil::date(2024, 2, 29)),
            ..Citation::default()
        };
        StoredArticle {
            hash: text.hash(),
            paragraphs: vec![span(0..45), span(47..58)],
            sentences: vec![span(0..10), span(11..45), span(47..58)],
            passages: vec![0..2, 2..3],
            attributions: vec![attribution],
            article: Arc::new(Article {
                id: ArticleId("a".into()),
                citation,
                language: Some(Language::ENGLISH),
                origin: Origin { path: "/a.jsonl".into(), line: Some(3) },
                text,
            }),
        }
    }

    #[test]
    fn an_article_comes_back_as_it_went_in() {
        let stored = sample();
        let bytes = encode(&stored).expect("encodes");
        assert_eq!(decode(&bytes).as_ref(), Ok(&stored));
        let behind_others = [&b"what the engine writes before"[..], &bytes].concat();
        assert_eq!(decode(&behind_others), Ok(stored));
    }

    #[test]
    fn nothing_becomes_surer_on_the_disk() {
        let kept = |confidence: f32| {
            let mut stored = sample();
            stored.attributions[0].confidence = confidence;
            let attribution = decode(&encode(&stored).expect("encodes")).expect("decodes").attributions.remove(0);
            (attribution.confidence, attribution.sure_source().is_some())
        };
        assert_eq!(kept(SURE), (SURE, true));
        assert_eq!(kept(SURE - 0.0004), (0.679, false));
        for thousandth in 0..=1000 {
            assert_eq!(kept(share(thousandth)).0, share(thousandth), "what was rounded once stays as it is");
        }
        for at in 0..=10_000 {
            let confidence = at as f32 / 10_000.0;
            let stays = share(thousandths(confidence));
            assert!(stays <= confidence && confidence - stays < 0.0011, "{confidence} became {stays}");
        }
    }

    #[test]
    fn a_seal_holds_every_bit() {
        let bytes = encode(&sample()).expect("encodes");
        for end in 0..bytes.len() {
            assert_eq!(decode(&bytes[..end]), Err(Unreadable::Altered), "cut at {end}");
        }
        for bit in 0..bytes.len() * 8 {
            let mut damaged = bytes.clone();
            damaged[bit / 8] ^= 1 << (bit % 8);
            assert_eq!(decode(&damaged), Err(Unreadable::Altered), "bit {bit}");
        }
    }

    #[test]
    fn no_record_panics_or_yields_a_span_outside_the_text() {
        let sealed = encode(&sample()).expect("encodes");
        let bytes = opened(&sealed).expect("whole").to_vec();
        for end in 0..bytes.len() {
            assert_eq!(article(&bytes[..end]), None, "cut at {end}");
        }
        for at in 0..bytes.len() {
            for flip in [1, 0x80, 0xff] {
                let mut damaged = bytes.clone();
                damaged[at] ^= flip;
                if let Some(stored) = article(&damaged) {
                    let text = &stored.article.text;
                    assert!(stored.sentences.iter().all(|&sentence| text.cut(sentence).is_some()));
                    assert!(stored.passages.iter().all(|passage| passage.end <= stored.sentences.len()));
                }
            }
        }
    }
}
