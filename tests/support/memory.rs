//! A collection in memory, as dumb as can be: it scores by counting words, and `ask` must keep its promises over it all the same.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::sync::Arc;

use onrecord::answer::Searched;
use onrecord::article::Article;
use onrecord::attribution::attribute;
use onrecord::language::Language;
use onrecord::library::{
    ArticleCandidate, Candidate, Candidates, Field, Filters, Handle, Library, LibraryError, Listed, Names, Query,
    Statistics, StoredArticle,
};
use onrecord::segment::segment;
use onrecord::terms::Analyzer;

#[derive(Default)]
pub struct Memory {
    pub articles: Vec<StoredArticle>,
}

impl Memory {
    pub fn of(articles: impl IntoIterator<Item = Article>) -> Memory {
        Memory { articles: articles.into_iter().map(stored).collect() }
    }

    fn passage_terms(&self, article: usize, passage: usize) -> Vec<String> {
        let stored = &self.articles[article];
        let run = stored.passages[passage].clone();
        let span = stored.sentences[run.start].cover(stored.sentences[run.end - 1]);
        Analyzer::new(stored.article.language).list(stored.article.text.cut(span).expect("a passage lies in its text"))
    }

    fn passages(&self) -> impl Iterator<Item = (usize, usize)> + '_ {
        let numbers =
            |(article, stored): (usize, &StoredArticle)| (0..stored.passages.len()).map(move |p| (article, p));
        self.articles.iter().enumerate().flat_map(numbers)
    }
}

/// An article as a run of the index would store it.
pub fn stored(article: Article) -> StoredArticle {
    let segments = segment(&article.text, article.language);
    let attributions = attribute(&article.text, &segments, article.language);
    StoredArticle {
        hash: article.text.hash(),
        paragraphs: segments.paragraphs,
        sentences: segments.sentences,
        passages: segments.passages,
        attributions,
        article: Arc::new(article),
    }
}

impl Library for Memory {
    fn candidates(&self, query: &Query) -> Result<Candidates, LibraryError> {
        let wanted: HashSet<&str> =
            query.terms.iter().filter(|term| term.field == Field::Passage).map(|term| term.term.as_str()).collect();
        let mut found = Candidates::default();
        for (article, passage) in self.passages() {
            let score =
                self.passage_terms(article, passage).iter().filter(|term| wanted.contains(term.as_str())).count();
            if score > 0 {
                let (article, score) = (Handle(article as u64), score as f32);
                found.passages.push(Candidate { article, passage: passage as u32, score });
                match found.articles.last_mut() {
                    Some(last) if last.article == article => last.score += score,
                    _ => found.articles.push(ArticleCandidate { article, score }),
                }
            }
        }
        Ok(found)
    }

    fn statistics(&self, terms: &[String]) -> Result<Statistics, LibraryError> {
        let mut length = 0;
        let mut frequencies: HashMap<String, u64> = HashMap::new();
        let mut passages = 0_u64;
        for (article, passage) in self.passages() {
            let held = self.passage_terms(article, passage);
            (length, passages) = (length + held.len(), passages + 1);
            for term in held.into_iter().collect::<HashSet<_>>() {
                *frequencies.entry(term).or_default() += 1;
            }
        }
        Ok(Statistics {
            passages,
            articles: self.articles.len() as u64,
            passage_length: length as f32 / passages.max(1) as f32,
            document_frequencies: terms.iter().map(|term| frequencies.get(term).copied().unwrap_or(0)).collect(),
        })
    }

    fn fetch(&self, article: Handle) -> Result<StoredArticle, LibraryError> {
        Ok(self.articles[article.0 as usize].clone())
    }

    fn newest(&self, _: &Query, skip: usize) -> Result<Vec<Handle>, LibraryError> {
        let mut order: Vec<usize> = (0..self.articles.len()).collect();
        order.sort_by_key(|at| std::cmp::Reverse(self.articles[*at].article.citation.published));
        Ok(order.into_iter().skip(skip).map(|at| Handle(at as u64)).collect())
    }

    fn holding(&self, terms: &[String], _: &Filters, limit: usize) -> Result<Vec<Candidate>, LibraryError> {
        let mut found = Vec::new();
        for (article, passage) in self.passages() {
            let held = self.passage_terms(article, passage);
            if !terms.is_empty() && terms.iter().all(|term| held.contains(term)) {
                found.push(Candidate { article: Handle(article as u64), passage: passage as u32, score: 0.0 });
            }
        }
        found.truncate(limit);
        Ok(found)
    }

    fn names(&self, _: Names, _: &str, _: usize) -> Result<Vec<Listed>, LibraryError> {
        Ok(Vec::new())
    }

    fn languages(&self) -> Result<Vec<Language>, LibraryError> {
        let languages: BTreeSet<Language> = self.articles.iter().filter_map(|stored| stored.article.language).collect();
        Ok(languages.into_iter().collect())
    }

    fn find(&self, name: &str) -> Result<Vec<Handle>, LibraryError> {
        let named = self.articles.iter().enumerate().filter(|(_, stored)| stored.article.id.0 == name);
        Ok(named.map(|(at, _)| Handle(at as u64)).collect())
    }

    fn searched(&self) -> Result<Searched, LibraryError> {
        Ok(Searched { articles: self.articles.len() as u64, ..Searched::default() })
    }
}
