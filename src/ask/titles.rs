//! Articles by words of their titles and names by their beginning, for somebody who knows what they mean and is typing it.

use super::question::Understood;
use super::search::LANGUAGES;
use crate::language::Language;
use crate::library::{Field, Library, LibraryError, Listed, Names, Query, StoredArticle, WeightedTerm};
use crate::terms::name_words;

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

/// Names of the collection of which a word begins as typed, those of most articles first.
pub fn names(library: &dyn Library, of: Names, typed: &str, limit: usize) -> Result<Vec<Listed>, LibraryError> {
    library.names(of, &name_words(typed).join(" "), limit)
}
