//! What becomes of each article of a run: a pure function of the articles read before it and what the index holds.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::fmt;

use crate::article::{Article, Origin};
use crate::index::id_key;
use crate::text::ContentHash;

/// An article as it arrives, with what decides about it.
#[derive(Debug)]
pub(super) struct Arrival {
    pub article: Article,
    pub fingerprint: ContentHash,
    pub hash: ContentHash,
    pub signs: Signs,
}

/// What decides about an article, without the article.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Signs {
    /// [`crate::index::id_key`].
    pub id: [u8; 16],
    /// The first half of the fingerprint.
    pub fingerprint: [u8; 16],
    /// The same for two articles with the same text.
    words: [u8; 8],
    /// The same for two articles with the same text, title and publisher, whatever they are called.
    twin: Key,
}

impl Signs {
    /// Their length as bytes.
    pub(super) const BYTES: usize = 16 + 16 + 8 + 12;

    pub(super) fn to_bytes(self) -> Vec<u8> {
        [&self.id[..], &self.fingerprint, &self.words, &self.twin].concat()
    }

    pub(super) fn from_bytes(bytes: &[u8]) -> Option<Signs> {
        let (id, rest) = bytes.split_first_chunk()?;
        let (fingerprint, rest) = rest.split_first_chunk()?;
        let (words, rest) = rest.split_first_chunk()?;
        Some(Signs { id: *id, fingerprint: *fingerprint, words: *words, twin: rest.try_into().ok()? })
    }

    /// Part of the id's hash.
    fn key(&self) -> Key {
        std::array::from_fn(|at| self.id[at])
    }
}

/// What the index holds under an arrival's id.
#[derive(Clone, Debug)]
pub(super) struct Before {
    /// Whether the fingerprint is the arrival's.
    pub same: bool,
    pub origin: Origin,
    /// Where it comes from a file that this run does not read, and that still exists: whether its text is the arrival's.
    pub elsewhere: Option<bool>,
}

/// What to do with an arrival.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Decision {
    Add,
    Change,
    /// The article is as it was, but stands in another file or another line.
    Move,
    Keep,
    /// Leave it: it is already there, at this place.
    Twice(Place),
    /// Refuse it: another article has its id, and stands at this place.
    Taken(Place),
}

/// A file and a line, as a person would name them.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Place(Origin);

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.path)?;
        self.0.line.map_or(Ok(()), |line| write!(f, ":{line}"))
    }
}

/// Part of a hash: short, since a run keeps two for every article, and long enough that no two of a billion are the same.
type Key = [u8; 12];

/// What was read so far: a few dozen bytes for each article.
#[derive(Default)]
pub(super) struct Plan {
    /// Where each id stands, and the text it stands for.
    ids: HashMap<Key, (Spot, [u8; 8])>,
    twins: HashMap<Key, Spot>,
    files: Vec<String>,
}

/// A place, with the file as a number.
#[derive(Clone, Copy)]
struct Spot {
    file: u32,
    /// 0: the whole file. Lines beyond the four thousand millionth are all called that.
    line: u32,
}

impl Arrival {
    pub(super) fn new(article: Article) -> Arrival {
        let hash = article.text.hash();
        let fingerprint = article.fingerprint();
        let signs = Signs {
            id: id_key(&article.id),
            fingerprint: std::array::from_fn(|at| fingerprint.as_bytes()[at]),
            words: key(&[hash.as_bytes()]),
            twin: twin(&article, &hash),
        };
        Arrival { article, fingerprint, hash, signs }
    }
}

impl Plan {
    /// Decides about the next arrival. The first article of an id or a text is kept. What comes later with the same text
    /// under the same id, or with the same text, title and publisher, is found twice; with another text under the same id
    /// it is refused. A wire story in two outlets is two articles.
    pub(super) fn decide(&mut self, signs: &Signs, origin: &Origin, before: Option<&Before>) -> Decision {
        let id = signs.key();
        let holder = self.ids.get(&id);
        let same = holder.filter(|(_, words)| *words == signs.words).map(|(spot, _)| spot);
        if let Some(spot) = same.or_else(|| self.twins.get(&signs.twin)) {
            return Decision::Twice(self.place(*spot));
        }
        if let Some((spot, _)) = holder {
            return Decision::Taken(self.place(*spot));
        }
        if let Some((same, origin)) = before.and_then(|before| Some((before.elsewhere?, &before.origin))) {
            let place = Place(origin.clone());
            return if same { Decision::Twice(place) } else { Decision::Taken(place) };
        }
        let spot = self.spot(origin);
        self.ids.insert(id, (spot, signs.words));
        if let Entry::Vacant(vacant) = self.twins.entry(signs.twin) {
            vacant.insert(spot);
        }
        match before {
            None => Decision::Add,
            Some(before) if !before.same => Decision::Change,
            Some(before) if before.origin != *origin => Decision::Move,
            Some(_) => Decision::Keep,
        }
    }

    /// Whether nothing read before has this id, or is this article under another.
    pub(super) fn is_new(&self, signs: &Signs) -> bool {
        !self.ids.contains_key(&signs.key()) && !self.twins.contains_key(&signs.twin)
    }

    /// Articles arrive file by file, so the last name is nearly always the right one.
    fn spot(&mut self, origin: &Origin) -> Spot {
        if self.files.last() != Some(&origin.path) {
            self.files.push(origin.path.clone());
        }
        Spot {
            file: self.files.len() as u32 - 1,
            line: origin.line.map_or(0, |line| u32::try_from(line).unwrap_or(u32::MAX)),
        }
    }

    fn place(&self, spot: Spot) -> Place {
        let path = self.files.get(spot.file as usize).cloned().unwrap_or_default();
        Place(Origin { path, line: Some(u64::from(spot.line)).filter(|&line| line > 0) })
    }
}

fn twin(article: &Article, hash: &ContentHash) -> Key {
    let citation = &article.citation;
    let title = citation.title.as_deref().unwrap_or_default().as_bytes();
    let publisher = citation.publisher.as_deref().unwrap_or_default().as_bytes();
    key(&[hash.as_bytes(), &(title.len() as u64).to_le_bytes(), title, publisher])
}

/// The first bytes of the hash of some parts.
fn key<const BYTES: usize>(parts: &[&[u8]]) -> [u8; BYTES] {
    let hash = ContentHash::of(&parts.concat());
    std::array::from_fn(|at| hash.as_bytes()[at])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::{ArticleId, Citation};
    use crate::text::Text;

    fn arrival(id: &str, publisher: &str, text: &str, line: u64) -> Arrival {
        Arrival::new(Article {
            id: ArticleId(id.into()),
            citation: Citation { publisher: Some(publisher.into()), ..Citation::default() },
            language: None,
            origin: Origin { path: "/a.jsonl".into(), line: Some(line) },
            text: Text::new(text),
        })
    }

    fn before(same: bool, path: &str, elsewhere: Option<bool>) -> Option<Before> {
        Some(Before { same, origin: Origin { path: path.into(), line: Some(1) }, elsewhere })
    }

    #[track_caller]
    fn check(arrivals: &[(Arrival, Option<Before>)], expected: &[&str]) {
        let mut plan = Plan::default();
        let decisions = arrivals.iter().map(|(arrival, before)| {
            match plan.decide(&arrival.signs, &arrival.article.origin, before.as_ref()) {
                Decision::Twice(place) => format!("twice {place}"),
                Decision::Taken(place) => format!("taken {place}"),
                other => format!("{other:?}"),
            }
        });
        assert_eq!(decisions.collect::<Vec<_>>(), expected);
    }

    #[test]
    fn an_article_is_compared_with_what_the_index_holds() {
        check(
            &[
                (arrival("a", "P", "one", 1), None),
                (arrival("b", "P", "two", 1), before(true, "/a.jsonl", None)),
                (arrival("c", "P", "three", 1), before(false, "/a.jsonl", None)),
                (arrival("d", "P", "four", 2), before(true, "/a.jsonl", None)),
                (arrival("e", "P", "five", 1), before(true, "/gone.jsonl", None)),
                (arrival("f", "P", "six", 1), before(true, "/other.jsonl", Some(true))),
                (arrival("g", "P", "seven", 1), before(false, "/other.jsonl", Some(false))),
            ],
            &["Add", "Keep", "Change", "Move", "Move", "twice /other.jsonl:1", "taken /other.jsonl:1"],
        );
    }

    #[test]
    fn the_first_of_an_id_or_a_text_is_kept() {
        check(
            &[
                (arrival("a", "P", "one", 1), None),
                (arrival("a", "P", "changed", 2), None),
                (arrival("b", "P", "one", 3), None),
                (arrival("c", "Other", "one", 4), None),
                (arrival("a", "Other", "one", 5), None),
            ],
            &["Add", "taken /a.jsonl:1", "twice /a.jsonl:1", "Add", "twice /a.jsonl:1"],
        );
    }
}
