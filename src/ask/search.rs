//! Question -> finished terms, and the candidates the library has for them, with their stored articles.

use std::collections::HashMap;

use super::published::When;
use super::question::{Asked, Understood};
use super::{spelling, thesaurus};
use crate::language::Language;
use crate::library::{
    Candidates, Field, Filters, Handle, Library, LibraryError, Query, Statistics, StoredArticle, WeightedTerm,
};

/// How many passages and whole articles the library is asked for.
const PASSAGES: usize = 100;
const ARTICLES: usize = 40;
/// How many articles are fetched and read, and how many of them from beginning to end.
const FETCHED: usize = 14;
const READ_WHOLE: usize = 5;

/// A title's share beside the passage's own words.
const TITLE_WEIGHT: f32 = 0.5;
/// A question word's share: enough to tell near ties apart.
const FUNCTION_WEIGHT: f32 = 0.1;
/// The share of a word that the library knows, for one that it does not.
const SPELLING_WEIGHT: f32 = 0.8;
/// A word is taken for misspelt where another one, a letter off, is this many times as frequent.
const MUCH_MORE: u64 = 20;

/// An article that may answer.
pub struct FoundArticle {
    pub stored: StoredArticle,
    /// Passages the library thinks match, by number, with their score.
    pub passages: Vec<(usize, f32)>,
    /// The library's score of the article as a whole; 0 where it was found by its passages only.
    pub whole: f32,
    /// Whether all of its sentences are weighed, or only the passages that the library found.
    pub read_whole: bool,
}

/// All that may answer a question, and the figures to weigh it by.
pub struct Found {
    /// Best first; ties as the library orders them.
    pub articles: Vec<FoundArticle>,
    /// The question's terms with their rarity, for each language an article has.
    pub asked: HashMap<Option<Language>, Vec<RareTerm>>,
    pub passage_length: f32,
    /// The library's best score of a whole article, to measure others by.
    pub best_whole: f32,
}

/// A term of the question and how much it tells.
#[derive(Clone, PartialEq, Default, Debug)]
pub struct RareTerm {
    pub term: String,
    pub function: bool,
    pub name: bool,
    pub subject: bool,
    pub unnamed: bool,
    /// Inverse document frequency (Robertson and Spärck Jones, as in BM25), at least 0.
    pub rarity: f32,
    /// What the word should have been, if it is misspelt.
    pub spellings: Vec<String>,
    pub synonyms: &'static [String],
    pub when: Option<When>,
}

pub fn find(library: &dyn Library, understood: &Understood, filters: &Filters) -> Result<Found, LibraryError> {
    let vocabulary = Vocabulary::of(library, understood)?;
    let candidates = library.candidates(&query(&vocabulary, filters))?;
    let best_passage = candidates.passages.first().map_or(0.0, |passage| passage.score);
    let best_whole = candidates.articles.first().map_or(0.0, |article| article.score);
    let mut articles = Vec::new();
    for (number, place) in places(&candidates, best_passage, best_whole).into_iter().take(FETCHED).enumerate() {
        let stored = library.fetch(place.handle)?;
        let read_whole = number < READ_WHOLE;
        articles.push(FoundArticle { stored, passages: place.passages, whole: place.whole, read_whole });
    }
    let mut asked = HashMap::new();
    for article in &articles {
        let language = article.stored.article.language;
        asked.entry(language).or_insert_with(|| vocabulary.rare_terms(understood.terms(language), language));
    }
    Ok(Found { articles, asked, passage_length: vocabulary.passage_length, best_whole })
}

/// What the library found of one article.
struct Place {
    handle: Handle,
    passages: Vec<(usize, f32)>,
    whole: f32,
}

/// The articles of the candidates, those first that are best by their best passage and as a whole together.
fn places(candidates: &Candidates, best_passage: f32, best_whole: f32) -> Vec<Place> {
    let mut places: Vec<Place> = Vec::new();
    let mut numbers: HashMap<Handle, usize> = HashMap::new();
    let mut number = |handle: Handle, places: &mut Vec<Place>| {
        *numbers.entry(handle).or_insert_with(|| {
            places.push(Place { handle, passages: Vec::new(), whole: 0.0 });
            places.len() - 1
        })
    };
    for candidate in &candidates.passages {
        let at = number(candidate.article, &mut places);
        places[at].passages.push((candidate.passage as usize, candidate.score));
    }
    for candidate in &candidates.articles {
        let at = number(candidate.article, &mut places);
        places[at].whole = candidate.score;
    }
    let worth = |place: &Place| {
        let passage = place.passages.first().map_or(0.0, |(_, score)| *score);
        passage / best_passage.max(f32::EPSILON) + place.whole / best_whole.max(f32::EPSILON)
    };
    places.sort_by(|a, b| worth(b).total_cmp(&worth(a)));
    places
}

/// The languages whose question words are known, and whose stems a text of an unknown language is compared by.
pub(super) const LANGUAGES: &[Language] = &[Language::ENGLISH, Language::GERMAN, Language::FRENCH, Language::SPANISH];

/// The question's terms, and what the library knows of them.
pub struct Vocabulary {
    /// Every term in every language, in the order of the question.
    terms: Vec<Asked>,
    frequencies: HashMap<String, u64>,
    /// What misspelt terms should have been.
    spellings: HashMap<String, Vec<String>>,
    has_content: bool,
    passages: u64,
    passage_length: f32,
}

impl Vocabulary {
    pub fn of(library: &dyn Library, understood: &Understood) -> Result<Vocabulary, LibraryError> {
        // The question is searched in every language that articles are in at once; an article of an unknown one holds English terms.
        let mut terms: Vec<Asked> = Vec::new();
        for language in [None].into_iter().chain(library.languages()?.into_iter().map(Some)) {
            for asked in understood.terms(language) {
                if !terms.iter().any(|known| known.term == asked.term) {
                    terms.push(asked);
                }
            }
        }
        let mut vocabulary = Vocabulary {
            terms,
            frequencies: HashMap::new(),
            spellings: HashMap::new(),
            has_content: understood.has_content(),
            passages: 0,
            passage_length: 1.0,
        };
        let words: Vec<String> = vocabulary.terms.iter().map(|asked| asked.term.clone()).collect();
        let statistics = library.statistics(&words)?;
        vocabulary.passages = statistics.passages;
        vocabulary.passage_length = statistics.passage_length.max(1.0);
        vocabulary.learn(&words, &statistics);
        vocabulary.correct(library)?;
        Ok(vocabulary)
    }

    fn learn(&mut self, words: &[String], statistics: &Statistics) {
        let known = words.iter().cloned().zip(statistics.document_frequencies.iter().copied());
        self.frequencies.extend(known);
    }

    fn frequency(&self, term: &str) -> u64 {
        self.frequencies.get(term).copied().unwrap_or(0)
    }

    /// Looks for the right spelling of words that the library does not know, or hardly.
    fn correct(&mut self, library: &dyn Library) -> Result<(), LibraryError> {
        let mut unknown: Vec<&Asked> = Vec::new();
        for asked in self.terms.iter().filter(|asked| !asked.function) {
            let same_word = self.terms.iter().filter(|other| other.word == asked.word);
            let frequency = same_word.map(|other| self.frequency(&other.term)).max().unwrap_or(0);
            if frequency < self.passages / (MUCH_MORE * 50) + 1 && !unknown.iter().any(|other| other.word == asked.word)
            {
                unknown.push(asked);
            }
        }
        let unknown: Vec<String> = unknown.into_iter().map(|asked| asked.term.clone()).collect();
        for term in unknown {
            let near = spelling::neighbours(&term);
            if near.is_empty() {
                continue;
            }
            let statistics = library.statistics(&near)?;
            let least = self.frequency(&term) * MUCH_MORE;
            let known = near.iter().zip(statistics.document_frequencies);
            let best = known.filter(|(_, frequency)| *frequency > least).max_by_key(|(_, frequency)| *frequency);
            if let Some((spelling, frequency)) = best {
                self.frequencies.insert(spelling.clone(), frequency);
                self.spellings.insert(term, vec![spelling.clone()]);
            }
        }
        Ok(())
    }

    pub fn rare_terms(&self, asked: Vec<Asked>, language: Option<Language>) -> Vec<RareTerm> {
        let english = language.is_none_or(|language| language == Language::ENGLISH);
        asked.into_iter().map(|asked| self.rare_term(asked, english)).collect()
    }

    fn rare_term(&self, asked: Asked, english: bool) -> RareTerm {
        let spellings = self.spellings.get(&asked.term).cloned().unwrap_or_default();
        let frequency = spellings.iter().chain([&asked.term]).map(|term| self.frequency(term)).max().unwrap_or(0);
        let held = frequency as f32;
        let rarity = (1.0 + (self.passages as f32 - held + 0.5).max(0.0) / (held + 0.5)).ln();
        let share = if asked.function { FUNCTION_WEIGHT } else { 1.0 };
        let synonyms = if english && !asked.function { thesaurus::synonyms(&asked.term) } else { &[] };
        RareTerm {
            when: When::of(&asked.term, asked.name),
            term: asked.term,
            function: asked.function,
            name: asked.name,
            subject: asked.subject,
            unnamed: asked.unnamed,
            rarity: rarity * share,
            spellings,
            synonyms,
        }
    }
}

pub fn query(vocabulary: &Vocabulary, filters: &Filters) -> Query {
    let mut terms: Vec<WeightedTerm> = Vec::new();
    for asked in &vocabulary.terms {
        if asked.function && vocabulary.has_content {
            continue;
        }
        add(&mut terms, &asked.term, if asked.function { FUNCTION_WEIGHT } else { 1.0 });
        for spelling in vocabulary.spellings.get(&asked.term).into_iter().flatten() {
            add(&mut terms, spelling, SPELLING_WEIGHT);
        }
    }
    Query { terms, filters: filters.clone(), passages: PASSAGES, articles: ARTICLES }
}

fn add(terms: &mut Vec<WeightedTerm>, term: &str, weight: f32) {
    if terms.iter().any(|known| known.term == term) {
        return;
    }
    for (field, share) in [(Field::Passage, 1.0), (Field::Title, TITLE_WEIGHT), (Field::Body, 1.0)] {
        terms.push(WeightedTerm { field, term: term.to_owned(), weight: weight * share });
    }
}
