//! What the index files hold: the fields, how their terms are cut, and how ids and dates become numbers.
//!
//! There are two kinds of documents. An article document (ordinal 0) holds the stored article and the terms of the whole
//! text; each of its passages has a document of its own (ordinal 1, 2, …) with the passage's terms. The documents of one
//! article stand in one segment without a gap, so a passage's article is its document number less its ordinal.

use std::sync::LazyLock;

use jiff::civil::Date;
use tantivy::Index;
use tantivy::schema::{BytesOptions, Field, IndexRecordOption, NumericOptions, Schema, TextFieldIndexing, TextOptions};
use tantivy::tokenizer::{Token, TokenStream, Tokenizer};

use crate::article::ArticleId;
use crate::text::ContentHash;

/// Raised whenever what is stored changes its form or its meaning: this schema, the stored records, the search terms, the
/// cutting into sentences and passages, the attributions, or the engine's own files. An index of another format is not read.
pub const FORMAT: u32 = 7;

/// Between two terms of a [`finished`] value; no word contains it.
pub(super) const SEPARATOR: char = '\0';

const FINISHED: &str = "finished";

/// The names of fast fields, which the engine looks up by name.
pub(super) const ORDINAL: &str = "ordinal";
pub(super) const FINGERPRINT: [&str; 2] = ["fingerprint_a", "fingerprint_b"];
pub(super) const PATH: &str = "path";
pub(super) const LINE: &str = "line";
pub(super) const PUBLISHED: &str = "published";

/// The fields of every document.
#[derive(Clone, Copy, Debug)]
pub(super) struct Fields {
    /// Which article a document belongs to: [`id_key`].
    pub id: Field,
    /// 0 for an article, from 1 for its passages.
    pub ordinal: Field,
    pub published: Field,
    pub publisher: Field,
    pub author: Field,
    pub speaker: Field,
    // Of articles only:
    pub article: Field,
    pub fingerprint: [Field; 2],
    pub path: Field,
    pub line: Field,
    pub body: Field,
    pub title: Field,
    /// Whole names, to be listed: [`super::names`].
    pub source_names: Field,
    pub publisher_names: Field,
    pub author_names: Field,
    pub language: Field,
    // Of passages only:
    pub passage: Field,
    /// The title again, in a field of its own, so that passages and articles each have their own statistics of titles.
    pub passage_title: Field,
}

/// The schema and its fields; made once, always the same.
pub(super) fn schema() -> &'static (Schema, Fields) {
    static SCHEMA: LazyLock<(Schema, Fields)> = LazyLock::new(build);
    &SCHEMA
}

fn build() -> (Schema, Fields) {
    let mut builder = Schema::builder();
    let number = NumericOptions::default().set_fast();
    let fields = Fields {
        id: builder.add_bytes_field("id", BytesOptions::default().set_indexed()),
        ordinal: builder.add_u64_field(ORDINAL, number.clone()),
        published: builder.add_i64_field(PUBLISHED, number.clone()),
        publisher: builder.add_text_field("publisher", names()),
        author: builder.add_text_field("author", names()),
        speaker: builder.add_text_field("speaker", names()),
        article: builder.add_bytes_field("article", BytesOptions::default().set_stored()),
        fingerprint: FINGERPRINT.map(|name| builder.add_u64_field(name, number.clone())),
        path: builder.add_text_field(PATH, TextOptions::default().set_fast("raw")),
        line: builder.add_u64_field(LINE, number.clone()),
        body: builder.add_text_field("body", scored()),
        title: builder.add_text_field("title", scored()),
        source_names: builder.add_text_field("source_names", indexing(IndexRecordOption::WithFreqs, false)),
        publisher_names: builder.add_text_field("publisher_names", indexing(IndexRecordOption::WithFreqs, false)),
        author_names: builder.add_text_field("author_names", indexing(IndexRecordOption::WithFreqs, false)),
        language: builder.add_text_field("language", names()),
        passage: builder.add_text_field("passage", scored()),
        passage_title: builder.add_text_field("passage_title", scored()),
    };
    (builder.build(), fields)
}

/// Terms with their frequencies and the field's length, for BM25.
fn scored() -> TextOptions {
    indexing(IndexRecordOption::WithFreqs, true)
}

/// Terms that only say yes or no.
fn names() -> TextOptions {
    indexing(IndexRecordOption::Basic, false)
}

fn indexing(option: IndexRecordOption, lengths: bool) -> TextOptions {
    let indexing =
        TextFieldIndexing::default().set_tokenizer(FINISHED).set_index_option(option).set_fieldnorms(lengths);
    TextOptions::default().set_indexing_options(indexing)
}

/// Tells an open index how our terms are cut; without it nothing can be added.
pub(super) fn register(index: &Index) {
    index.tokenizers().register(FINISHED, Finished);
}

/// Joins finished terms into the form in which [`Finished`] takes them apart again.
pub(super) fn finished<'t>(terms: impl IntoIterator<Item = &'t str>) -> String {
    let mut joined = String::new();
    for term in terms {
        push_term(&mut joined, term);
    }
    joined
}

pub(super) fn push_term(joined: &mut String, term: &str) {
    if !joined.is_empty() {
        joined.push(SEPARATOR);
    }
    joined.push_str(term);
}

/// Gives the engine the terms that `terms` made; it makes none of its own.
#[derive(Clone)]
struct Finished;

impl Tokenizer for Finished {
    type TokenStream<'a> = FinishedTerms<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> FinishedTerms<'a> {
        FinishedTerms { rest: Some(text).filter(|text| !text.is_empty()), token: Token::default() }
    }
}

struct FinishedTerms<'a> {
    rest: Option<&'a str>,
    token: Token,
}

impl TokenStream for FinishedTerms<'_> {
    fn advance(&mut self) -> bool {
        let Some(rest) = self.rest else { return false };
        let (term, after) = match memchr::memchr(SEPARATOR as u8, rest.as_bytes()) {
            Some(at) => (&rest[..at], Some(&rest[at + 1..])),
            None => (rest, None),
        };
        self.rest = after;
        self.token.position = self.token.position.wrapping_add(1);
        self.token.text.clear();
        self.token.text.push_str(term);
        true
    }

    fn token(&self) -> &Token {
        &self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        &mut self.token
    }
}

/// What finds an article's documents: a hash, since an id may be longer than a term may be.
pub fn id_key(id: &ArticleId) -> [u8; 16] {
    let hash = ContentHash::of(id.0.as_bytes());
    let mut key = [0; 16];
    key.copy_from_slice(&hash.as_bytes()[..16]);
    key
}

/// The part of a fingerprint that is kept, as two numbers.
pub(super) fn fingerprint_numbers(fingerprint: &ContentHash) -> [u64; 2] {
    half_numbers(&std::array::from_fn(|at| fingerprint.as_bytes()[at]))
}

/// The first half of a fingerprint as these numbers.
pub(super) fn half_numbers(half: &[u8; 16]) -> [u64; 2] {
    [0, 8].map(|at| half[at..at + 8].iter().fold(0, |number, &byte| number << 8 | u64::from(byte)))
}

/// A date as a number that grows with it and stays small.
pub(super) fn day_number(date: Date) -> i64 {
    (i64::from(date.year()) * 12 + i64::from(date.month()) - 1) * 31 + i64::from(date.day()) - 1
}

/// The date of a [`day_number`].
pub(super) fn day_of(number: i64) -> Option<Date> {
    let months = number.div_euclid(31);
    let year = i16::try_from(months.div_euclid(12)).ok()?;
    Date::new(year, months.rem_euclid(12) as i8 + 1, number.rem_euclid(31) as i8 + 1).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_become_numbers_and_back() {
        let mut before = i64::MIN;
        for (year, month, day) in [(-1, 12, 31), (0, 1, 1), (1969, 12, 31), (2024, 2, 29), (2024, 3, 1), (9999, 12, 31)]
        {
            let date = Date::new(year, month, day).expect("a date");
            assert!(day_number(date) > before);
            before = day_number(date);
            assert_eq!(day_of(before), Some(date));
        }
    }

    #[test]
    fn terms_come_out_as_they_went_in() {
        let mut tokenizer = Finished;
        for terms in [&["one"][..], &["one", "two three", "4"], &[]] {
            let joined = finished(terms.iter().copied());
            let mut stream = tokenizer.token_stream(&joined);
            let mut found = Vec::new();
            while stream.advance() {
                found.push(stream.token().text.clone());
            }
            assert_eq!(found, terms);
        }
    }
}
