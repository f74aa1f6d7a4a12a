//! Articles by words of their titles, for somebody who knows which article they mean.

use super::question::Understood;
use super::search::LANGUAGES;
use crate::language::Language;
use crate::library::{Field, Library, LibraryError, Query, StoredArticle, WeightedTerm};

/// The articles whose titles hold the words best, at most `limit`; a word that is still being typed counts for nothing.
pub fn titled(library: &dyn Library, words: &str, limit: usize) -> Result<Vec<StoredArticle>, LibraryError> {
    let understood = Understood::of(words);
    let mut terms: Vec<WeightedTerm> = Vec::new();
    for language in LANGUAGES.iter().copied().map(Some).chain([Language::detect(words)]) {
        for asked in understood.terms(language) {
            if !terms.iter().any(|known| known.term == asked.term) {
                // A word like "the" tells two titles apart, and finds none.
                let weight = if asked.function { 0.05 } else { 1.0 };
                terms.push(WeightedTerm { field: Field::Title, term: asked.term, weight });
            }
        }
    }
    let query = Query { terms, articles: limit, ..Query::default() };
    let found = library.candidates(&query)?;
    found.articles.into_iter().map(|candidate| library.fetch(candidate.article)).collect()
}
