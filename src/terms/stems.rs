//! Stems made before: most words of a text are among the few thousand that every text has, and looking one up is several times
//! as fast as stemming it.

use std::cell::RefCell;
use std::hash::BuildHasher;

use foldhash::fast::RandomState;
use rust_stemmers::{Algorithm, Stemmer};

/// Words remembered for one language on one thread: a word takes the place of another that falls on it. Half a megabyte, of
/// which only what is used is ever touched.
const PLACES: usize = 8_192;
/// A place holds the lengths of word and stem, and their bytes; longer words are stemmed each time.
const PLACE: usize = 64;
const LONGEST: usize = (PLACE - 2) / 2;
/// Tables kept for the next analyzer of a thread.
const KEPT: usize = 6;

/// A stemmer with a memory.
pub(super) struct Stems {
    algorithm: Algorithm,
    stemmer: Stemmer,
    places: Vec<[u8; PLACE]>,
    hasher: RandomState,
}

thread_local! {
    /// The memories of analyzers that are gone, for the next ones.
    static SHELF: RefCell<Vec<Stems>> = const { RefCell::new(Vec::new()) };
}

impl Stems {
    /// A stemmer that remembers what earlier ones of this thread stemmed.
    pub(super) fn take(algorithm: Algorithm) -> Stems {
        let kept = SHELF.with_borrow_mut(|shelf| {
            let at = shelf.iter().position(|stems| stems.algorithm == algorithm)?;
            Some(shelf.swap_remove(at))
        });
        kept.unwrap_or_else(|| Stems {
            algorithm,
            stemmer: Stemmer::create(algorithm),
            places: Vec::new(),
            hasher: RandomState::default(),
        })
    }

    /// Puts the memory back for the next analyzer of this thread; one that ends together with its thread is gone.
    pub(super) fn give_back(self) {
        let shelve = |shelf: &RefCell<Vec<Stems>>| {
            let mut shelf = shelf.borrow_mut();
            if shelf.len() < KEPT {
                shelf.push(self);
            }
        };
        SHELF.try_with(shelve).ok();
    }

    /// Calls `each` with the stem of a folded word.
    pub(super) fn stem(&mut self, word: &str, each: impl FnOnce(&str)) {
        if word.len() > LONGEST {
            return each(&self.stemmer.stem(word));
        }
        if self.places.is_empty() {
            self.places = vec![[0; PLACE]; PLACES];
        }
        let Stems { stemmer, places, hasher, .. } = self;
        let place = &mut places[hasher.hash_one(word) as usize % PLACES];
        if let Some(stem) = remembered(place, word) {
            return each(stem);
        }
        let stem = stemmer.stem(word);
        if stem.len() <= LONGEST {
            remember(place, word, &stem);
        }
        each(&stem);
    }
}

fn remembered<'p>(place: &'p [u8; PLACE], word: &str) -> Option<&'p str> {
    let (lengths, bytes) = place.split_at(2);
    let (known, stem) = bytes.split_at(LONGEST);
    let same = usize::from(lengths[0]) == word.len() && known.starts_with(word.as_bytes());
    std::str::from_utf8(stem.get(..usize::from(lengths[1]))?).ok().filter(|_| same)
}

fn remember(place: &mut [u8; PLACE], word: &str, stem: &str) {
    let (lengths, bytes) = place.split_at_mut(2);
    let (known, kept) = bytes.split_at_mut(LONGEST);
    known[..word.len()].copy_from_slice(word.as_bytes());
    kept[..stem.len()].copy_from_slice(stem.as_bytes());
    // Both fit in a byte: neither is longer than half a place.
    lengths.copy_from_slice(&[word.len() as u8, stem.len() as u8]);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn remembered_stems_are_those_of_the_stemmer() {
        let stemmer = Stemmer::create(Algorithm::English);
        // More words than there are places, and some of every length.
        let words: Vec<String> =
            (0..30_000).map(|n| format!("{}{n}ings", "nation".repeat(n % 7))).chain([String::new()]).collect();
        for _ in 0..2 {
            let mut stems = Stems::take(Algorithm::English);
            for word in &words {
                stems.stem(word, |stem| assert_eq!(stem, stemmer.stem(word), "{word}"));
                stems.stem(word, |stem| assert_eq!(stem, stemmer.stem(word), "{word} again"));
            }
            stems.give_back();
        }
    }
}
