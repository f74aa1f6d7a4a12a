//! Question -> finished terms, and the candidates the library has for them, with their stored articles.

use std::collections::HashMap;

use super::question::{Asked, Understood};
use crate::language::Language;
use crate::library::{Field, Filters, Handle, Library, LibraryError, Query, Statistics, StoredArticle, WeightedTerm};

/// How many passages and whole articles the library is asked for.
const PASSAGES: usize = 200;
const ARTICLES: usize = 60;

/// A title's share beside the passage's own words.
const TITLE_WEIGHT: f32 = 0.5;
/// A question word's share: enough to tell near ties apart.
const FUNCTION_WEIGHT: f32 = 0.1;

/// An article that may answer.
pub struct FoundArticle {
    pub stored: StoredArticle,
    /// Passages the library thinks match, by number, with their score.
    pub passages: Vec<(usize, f32)>,
    /// The library's score of the article as a whole; 0 where it was found by its passages only.
    pub whole: f32,
}

/// All that may answer a question, and the figures to weigh it by.
pub struct Found {
    /// Best first, as the library orders them.
    pub articles: Vec<FoundArticle>,
    /// The question's terms with their rarity, for each language an article has.
    pub asked: HashMap<Option<Language>, Vec<RareTerm>>,
    pub passage_length: f32,
}

/// A term of the question and how much it tells.
#[derive(Clone, PartialEq, Debug)]
pub struct RareTerm {
    pub term: String,
    pub function: bool,
    /// Inverse document frequency (Robertson and Spärck Jones, as in BM25), at least 0.
    pub rarity: f32,
}

pub fn find(library: &dyn Library, understood: &Understood, filters: &Filters) -> Result<Found, LibraryError> {
    let query = query(understood, filters);
    let candidates = library.candidates(&query)?;
    let mut articles: Vec<FoundArticle> = Vec::new();
    let mut places: HashMap<Handle, usize> = HashMap::new();
    let mut place = |handle: Handle, articles: &mut Vec<FoundArticle>| -> Result<usize, LibraryError> {
        if let Some(known) = places.get(&handle) {
            return Ok(*known);
        }
        articles.push(FoundArticle { stored: library.fetch(handle)?, passages: Vec::new(), whole: 0.0 });
        places.insert(handle, articles.len() - 1);
        Ok(articles.len() - 1)
    };
    for candidate in &candidates.passages {
        let at = place(candidate.article, &mut articles)?;
        articles[at].passages.push((candidate.passage as usize, candidate.score));
    }
    for candidate in &candidates.articles {
        let at = place(candidate.article, &mut articles)?;
        articles[at].whole = candidate.score;
    }
    let mut asked = HashMap::new();
    let mut passage_length = 1.0;
    for article in &articles {
        let language = article.stored.article.language;
        if !asked.contains_key(&language) {
            let terms = understood.terms(language);
            let words: Vec<String> = terms.iter().map(|asked| asked.term.clone()).collect();
            let statistics = library.statistics(&words)?;
            passage_length = statistics.passage_length.max(1.0);
            asked.insert(language, rare_terms(terms, &statistics));
        }
    }
    Ok(Found { articles, asked, passage_length })
}

/// The question in every language that has a stemmer of its own is searched at once; articles hold one of them.
const LANGUAGES: &[Language] = &[Language::ENGLISH, Language::GERMAN, Language::FRENCH, Language::SPANISH];

fn query(understood: &Understood, filters: &Filters) -> Query {
    let mut terms: Vec<WeightedTerm> = Vec::new();
    let detected = Language::detect(understood.text());
    for language in LANGUAGES.iter().copied().map(Some).chain([detected]) {
        for asked in understood.terms(language) {
            let weight = if asked.function { FUNCTION_WEIGHT } else { 1.0 };
            if asked.function && understood.has_content() {
                continue;
            }
            add(&mut terms, &asked.term, weight);
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

fn rare_terms(asked: Vec<Asked>, statistics: &Statistics) -> Vec<RareTerm> {
    let all = statistics.passages as f32;
    let rarity = |frequency: u64| {
        let held = frequency as f32;
        (1.0 + (all - held + 0.5).max(0.0) / (held + 0.5)).ln()
    };
    let frequencies = statistics.document_frequencies.iter().copied().chain(std::iter::repeat(0));
    let with = |(asked, frequency): (Asked, u64)| {
        let share = if asked.function { FUNCTION_WEIGHT } else { 1.0 };
        RareTerm { term: asked.term, function: asked.function, rarity: rarity(frequency) * share }
    };
    asked.into_iter().zip(frequencies).map(with).collect()
}
