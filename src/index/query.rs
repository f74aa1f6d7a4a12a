//! A search in finished terms -> the engine's queries, built by hand: no text of a person reaches a query parser.

use std::ops::Bound;

use tantivy::query::{
    Bm25StatisticsProvider, BooleanQuery, BoostQuery, ConstScoreQuery, Occur, Query as EngineQuery, RangeQuery,
    TermQuery,
};
use tantivy::schema::{Field as EngineField, IndexRecordOption};
use tantivy::{Searcher, Term};

use super::schema::{Fields, day_number};
use crate::library::{Field, Filters, Query, WeightedTerm};

/// Which of the two kinds of documents is searched.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Kind {
    Passages,
    Articles,
}

type Clause = (Occur, Box<dyn EngineQuery>);

/// Documents of one kind that hold at least one of the terms and pass the filters; without terms, all that pass.
pub(super) fn build(query: &Query, kind: Kind, fields: &Fields) -> Box<dyn EngineQuery> {
    let terms: Vec<Clause> = query.terms.iter().filter_map(|term| scored(term, kind, fields)).collect();
    let mut clauses = filters(&query.filters, fields);
    let prunable = kind == Kind::Passages && clauses.is_empty();
    match (query.terms.is_empty(), terms.is_empty()) {
        (true, _) => clauses.push(all_of(kind, fields)),
        // Terms were asked for, but none of this kind's fields.
        (false, true) => return Box::new(BooleanQuery::new(Vec::new())),
        (false, false) if prunable => return Box::new(BooleanQuery::new(terms)),
        (false, false) => clauses.insert(0, (Occur::Must, Box::new(BooleanQuery::new(terms)))),
    }
    Box::new(BooleanQuery::new(clauses))
}

/// Passages that pass the filters and hold every one of the terms; none for no terms.
pub(super) fn holding(terms: &[String], passing: &Filters, fields: &Fields) -> Box<dyn EngineQuery> {
    let one = |term: &String| TermQuery::new(Term::from_field_text(fields.passage, term), IndexRecordOption::Basic);
    let mut clauses: Vec<Clause> = terms.iter().map(|term| unscored(Box::new(one(term)))).collect();
    if !clauses.is_empty() {
        clauses.extend(filters(passing, fields));
    }
    Box::new(BooleanQuery::new(clauses))
}

fn scored(term: &WeightedTerm, kind: Kind, fields: &Fields) -> Option<Clause> {
    let field = match (kind, term.field) {
        (Kind::Passages, Field::Passage) => fields.passage,
        (Kind::Passages, Field::Title) => fields.passage_title,
        (Kind::Articles, Field::Body) => fields.body,
        (Kind::Articles, Field::Title) => fields.title,
        (Kind::Passages, Field::Body) | (Kind::Articles, Field::Passage) => return None,
    };
    // The engine's pruning takes for granted that every share of a score is positive.
    if !term.weight.is_finite() || term.weight <= 0.0 {
        return None;
    }
    let one = TermQuery::new(Term::from_field_text(field, &term.term), IndexRecordOption::WithFreqs);
    Some((Occur::Should, Box::new(BoostQuery::new(Box::new(one), term.weight))))
}

fn filters(filters: &Filters, fields: &Fields) -> Vec<Clause> {
    let names =
        [(fields.speaker, &filters.said_by), (fields.publisher, &filters.publisher), (fields.author, &filters.author)];
    let word = |field: EngineField, word: &String| -> Box<dyn EngineQuery> {
        Box::new(TermQuery::new(Term::from_field_text(field, word), IndexRecordOption::Basic))
    };
    let mut required: Vec<Box<dyn EngineQuery>> =
        names.into_iter().flat_map(|(field, words)| words.iter().map(move |name| word(field, name))).collect();
    if filters.after.is_some() || filters.before.is_some() {
        let day = |date| Bound::Included(Term::from_field_i64(fields.published, day_number(date)));
        let range = (filters.after.map_or(Bound::Unbounded, day), filters.before.map_or(Bound::Unbounded, day));
        required.push(Box::new(RangeQuery::new(range.0, range.1)));
    }
    required.into_iter().map(unscored).collect()
}

fn unscored(query: Box<dyn EngineQuery>) -> Clause {
    (Occur::Must, Box::new(ConstScoreQuery::new(query, 0.0)))
}

fn all_of(kind: Kind, fields: &Fields) -> Clause {
    let ordinal = |number| Term::from_field_u64(fields.ordinal, number);
    unscored(match kind {
        Kind::Passages => Box::new(RangeQuery::new(Bound::Included(ordinal(1)), Bound::Unbounded)),
        Kind::Articles => Box::new(RangeQuery::new(Bound::Included(ordinal(0)), Bound::Included(ordinal(0)))),
    })
}

/// Figures of BM25 for one kind of documents: passages do not make articles look short, nor articles passages rare.
pub(super) struct Figures<'s> {
    pub searcher: &'s Searcher,
    pub kind: Kind,
    /// Documents of this kind, and of both, counting those deleted but not yet merged away, as the engine counts terms.
    pub documents: u64,
    pub all: u64,
}

impl Bm25StatisticsProvider for Figures<'_> {
    /// Passages are searched with pruning, by block maxima that were computed with the mean length over documents of both
    /// kinds; the same mean here keeps the pruning exact. It is the true one less a few percent. Articles are searched
    /// without pruning, with the true mean.
    fn total_num_tokens(&self, field: EngineField) -> tantivy::Result<u64> {
        let tokens = self.searcher.total_num_tokens(field)?;
        Ok(match self.kind {
            Kind::Passages => (u128::from(tokens) * u128::from(self.documents) / u128::from(self.all.max(1))) as u64,
            Kind::Articles => tokens,
        })
    }

    fn total_num_docs(&self) -> tantivy::Result<u64> {
        Ok(self.documents)
    }

    fn doc_freq(&self, term: &Term) -> tantivy::Result<u64> {
        // The engine panics where a term is in more documents than there are.
        Ok(self.searcher.doc_freq(term)?.min(self.documents))
    }
}
