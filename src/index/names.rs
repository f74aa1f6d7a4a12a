//! Whole names that can be listed by how they, or one of their words, begin: who speaks, who publishes, who writes.
//!
//! A name is a term for each of its words: the folded words from that one on, then the name as printed. So the dictionary of terms is
//! the list, in order.

use std::collections::BTreeMap;

use tantivy::postings::Postings;
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocSet, SegmentReader, TERMINATED, Term};

use super::failure::{unreadable, while_reading};
use super::reading::Snapshot;
use super::schema::schema;
use crate::language::Language;
use crate::library::{LibraryError, Listed, Names};
use crate::terms::name_words;

/// Between the folded words and the printed name; no word contains it.
const PRINTED: char = '\u{1}';
/// No name is listed that is longer, in bytes.
const LONGEST: usize = 80;
/// So many names are looked at, for a beginning that very many have.
const LOOKED_AT: usize = 20_000;

/// The terms of a name; none for one that is too long to be listed or has no letters.
pub(super) fn terms(name: &str) -> Vec<String> {
    let printed = name.split_whitespace().collect::<Vec<_>>().join(" ");
    if printed.len() > LONGEST || printed.chars().any(char::is_control) {
        return Vec::new();
    }
    let words = name_words(&printed);
    (0..words.len()).map(|from| format!("{}{PRINTED}{printed}", words[from..].join(" "))).collect()
}

fn field(of: Names) -> Field {
    let fields = &schema().1;
    match of {
        Names::Sources => fields.source_names,
        Names::Publishers => fields.publisher_names,
        Names::Authors => fields.author_names,
    }
}

impl Snapshot {
    /// See [`crate::library::Library::names`].
    pub(super) fn names(&self, of: Names, beginning: &str, limit: usize) -> Result<Vec<Listed>, LibraryError> {
        let field = field(of);
        let mut held: BTreeMap<String, (u64, String)> = BTreeMap::new();
        for reader in self.searcher().segment_readers() {
            self.each_term(reader, field, beginning, |term, documents| {
                let Some((_, printed)) = term.split_once(PRINTED) else { return held.len() < LOOKED_AT };
                let entry = held.entry(printed.to_owned()).or_insert_with(|| (0, term.to_owned()));
                // "Ann Annis" is there twice for "ann", and must not count twice.
                if entry.1 == term {
                    entry.0 += documents;
                }
                held.len() < LOOKED_AT
            })?;
        }
        let mut most: Vec<(String, u64, String)> =
            held.into_iter().map(|(printed, (documents, term))| (printed, documents, term)).collect();
        most.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        let mut listed = Vec::new();
        // Documents that were deleted are counted in the dictionary until they are merged away.
        for (name, _, term) in most.into_iter().take(limit.saturating_mul(4).max(16)) {
            let (articles, times) = self.live(&Term::from_field_text(field, &term))?;
            if articles > 0 {
                listed.push(Listed { name, articles, times });
            }
        }
        listed.sort_by(|a, b| b.articles.cmp(&a.articles).then_with(|| a.name.cmp(&b.name)));
        listed.truncate(limit);
        Ok(listed)
    }

    /// See [`crate::library::Library::languages`].
    pub(super) fn languages(&self) -> Result<Vec<Language>, LibraryError> {
        let mut codes: Vec<String> = Vec::new();
        for reader in self.searcher().segment_readers() {
            self.each_term(reader, schema().1.language, "", |code, _| {
                codes.push(code.to_owned());
                true
            })?;
        }
        codes.sort_unstable();
        codes.dedup();
        Ok(codes.iter().filter_map(|code| Language::from_code(code)).collect())
    }

    /// Calls `each` with the terms of a segment that begin so, in order, and how many documents hold each, until it says no.
    fn each_term(
        &self,
        reader: &SegmentReader,
        field: Field,
        beginning: &str,
        mut each: impl FnMut(&str, u64) -> bool,
    ) -> Result<(), LibraryError> {
        let failed = |error| unreadable(self.path(), &error);
        let inverted = reader.inverted_index(field).map_err(|error| while_reading(self.path(), error))?;
        let mut stream = inverted.terms().range().ge(beginning.as_bytes()).into_stream().map_err(failed)?;
        while stream.advance() {
            let Ok(term) = std::str::from_utf8(stream.key()) else { continue };
            if !term.starts_with(beginning) || !each(term, u64::from(stream.value().doc_freq)) {
                break;
            }
        }
        Ok(())
    }

    /// How many live documents hold a term, and how often.
    fn live(&self, term: &Term) -> Result<(u64, u64), LibraryError> {
        let (mut documents, mut times) = (0, 0);
        for reader in self.searcher().segment_readers() {
            let inverted = reader.inverted_index(term.field()).map_err(|error| while_reading(self.path(), error))?;
            let postings = inverted.read_postings(term, IndexRecordOption::WithFreqs);
            let Some(mut postings) = postings.map_err(|error| unreadable(self.path(), &error))? else { continue };
            while postings.doc() != TERMINATED {
                if !reader.is_deleted(postings.doc()) {
                    documents += 1;
                    times += u64::from(postings.term_freq());
                }
                postings.advance();
            }
        }
        Ok((documents, times))
    }
}
