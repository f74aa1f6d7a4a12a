//! What a button remembers, in the hundred characters that Discord keeps for it: enough to find everything again after a restart.

use data_encoding::BASE64URL_NOPAD;
use serde::{Deserialize, Serialize};

use crate::answer::Finding;
use crate::index::id_key;
use crate::show::words::Tongue;
use crate::text::ContentHash;

/// Raised when what stands in a button changes its form; older buttons then say that they are too old.
const VERSION: u8 = 3;
/// The same, about a quote of one of several collections.
const OF_A_COLLECTION: u8 = 4;
/// Enough that a button of somebody else, or one cut short, is not taken for ours.
const CHECK: usize = 3;

/// A quote as a button remembers it.
#[derive(Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Debug)]
pub struct Mark {
    /// Of the article's id.
    pub article: [u8; 16],
    /// The beginning of the hash of its text: another text has no such quote, whatever stands at the same place.
    pub text: [u8; 8],
    /// Bytes of the text.
    pub start: u32,
    pub end: u32,
    /// A byte of the part of the quote whose voice is the quote's.
    pub voiced: u32,
    /// What [`Mark::collection_of`] gives for the collection it is from, where there are several; written before the rest.
    #[serde(skip)]
    pub collection: Option<[u8; 4]>,
}

impl Mark {
    /// `None` for a place beyond the reach of a mark, four thousand million bytes into an article.
    pub fn of(finding: &Finding) -> Option<Mark> {
        let quote = &finding.quote;
        let voiced =
            quote.parts().iter().find(|part| part.voice == *quote.voice()).map_or(quote.span(), |part| part.span);
        Some(Mark {
            article: id_key(&quote.article().id),
            text: Mark::text_of(&quote.article().text.hash()),
            start: quote.span().start().try_into().ok()?,
            end: quote.span().end().try_into().ok()?,
            voiced: voiced.start().try_into().ok()?,
            collection: finding.collection.as_deref().map(Mark::collection_of),
        })
    }

    /// The beginning of the hash of a collection's name: enough to tell those of one bot apart, and no name for others to read.
    pub fn collection_of(name: &str) -> [u8; 4] {
        let mut tag = [0; 4];
        tag.copy_from_slice(&ContentHash::of(name.as_bytes()).as_bytes()[..4]);
        tag
    }

    pub fn text_of(hash: &ContentHash) -> [u8; 8] {
        let mut text = [0; 8];
        text.copy_from_slice(&hash.as_bytes()[..8]);
        text
    }
}

/// The form a citation is copied in.
#[derive(Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Debug)]
pub enum Form {
    Plain,
    Markdown,
    BibTex,
    CslJson,
}

/// What pressing a button does.
#[derive(Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Debug)]
pub enum Act {
    /// Other quotes of the same answer in place of those of page `from`, both counted from 0. An answer stays in its language, whoever turns its pages.
    Page {
        from: u8,
        to: u8,
        tongue: Tongue,
    },
    /// The paragraphs around a quote.
    More(Mark),
    /// What others say on the matter.
    Others(Mark),
    Cite(Form, Mark),
    Unhelpful,
    /// What was shown to one person, for everyone in the channel.
    Share,
    /// Stops the re-index of this number.
    Cancel(u64),
}

impl Act {
    /// At most a hundred characters.
    pub fn written(&self) -> String {
        let mut bytes = match self.mark().and_then(|mark| mark.collection) {
            Some(tag) => [&[OF_A_COLLECTION][..], &tag].concat(),
            None => vec![VERSION],
        };
        // Writing into memory has no way to fail.
        bytes.extend(postcard::to_allocvec(self).unwrap_or_default());
        bytes.extend(check(&bytes));
        BASE64URL_NOPAD.encode(&bytes)
    }

    /// `None` for what is not ours, was cut short or altered, or was written by another version.
    pub fn read(written: &str) -> Option<Act> {
        let bytes = BASE64URL_NOPAD.decode(written.as_bytes()).ok()?;
        let (known, checked) = bytes.split_at_checked(bytes.len().checked_sub(CHECK)?)?;
        if check(known) != checked {
            return None;
        }
        let (version, act) = known.split_first()?;
        let (collection, act) = match *version {
            VERSION => (None, act),
            OF_A_COLLECTION => act.split_first_chunk().map(|(tag, act)| (Some(*tag), act))?,
            _ => return None,
        };
        let (act, rest) = postcard::take_from_bytes::<Act>(act).ok()?;
        rest.is_empty().then(|| act.of(collection))
    }

    fn of(mut self, collection: Option<[u8; 4]>) -> Act {
        if let Act::More(mark) | Act::Others(mark) | Act::Cite(_, mark) = &mut self {
            mark.collection = collection;
        }
        self
    }

    /// The quote it is about.
    pub fn mark(&self) -> Option<&Mark> {
        match self {
            Act::More(mark) | Act::Others(mark) | Act::Cite(_, mark) => Some(mark),
            Act::Page { .. } | Act::Unhelpful | Act::Share | Act::Cancel(_) => None,
        }
    }
}

fn check(bytes: &[u8]) -> [u8; CHECK] {
    let hash = ContentHash::of(bytes);
    let mut check = [0; CHECK];
    check.copy_from_slice(&hash.as_bytes()[..CHECK]);
    check
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn acts() -> impl Strategy<Value = Act> {
        let collection = proptest::option::of(any::<[u8; 4]>());
        let mark = (any::<[u8; 16]>(), any::<[u8; 8]>(), any::<u32>(), any::<u32>(), any::<u32>(), collection);
        let mark = mark.prop_map(|(article, text, start, end, voiced, collection)| Mark {
            article,
            text,
            start,
            end,
            voiced,
            collection,
        });
        let form = prop_oneof![Just(Form::Plain), Just(Form::Markdown), Just(Form::BibTex), Just(Form::CslJson)];
        prop_oneof![
            (any::<(u8, u8)>(), prop::sample::select(&Tongue::ALL[..])).prop_map(|((from, to), tongue)| Act::Page {
                from,
                to,
                tongue
            }),
            mark.clone().prop_map(Act::More),
            mark.clone().prop_map(Act::Others),
            (form, mark).prop_map(|(form, mark)| Act::Cite(form, mark)),
            Just(Act::Unhelpful),
            Just(Act::Share),
            any::<u64>().prop_map(Act::Cancel),
        ]
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_and_fits(act in acts()) {
            let written = act.written();
            prop_assert!(written.len() <= 100, "{written}");
            prop_assert_eq!(Act::read(&written), Some(act));
        }

        #[test]
        fn what_was_altered_is_not_read(act in acts(), at in 0_usize..100, letter in "[A-Za-z0-9_-]") {
            let mut written = act.written();
            let at = at % written.len();
            prop_assume!(written[at..=at] != letter);
            written.replace_range(at..=at, &letter);
            // The last letter can hold bits that mean nothing; then it is refused as well.
            prop_assert_eq!(Act::read(&written), None);
        }
    }

    #[test]
    fn nonsense_is_not_read() {
        for written in ["", "AAAA", "not a button of ours", "page:2"] {
            assert_eq!(Act::read(written), None);
        }
    }
}
