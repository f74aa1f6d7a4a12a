//! An article made ready for the index: all the work that needs no index is done here, on any thread.

use std::collections::BTreeSet;
use std::sync::{Arc, Condvar, Mutex, PoisonError};

use tantivy::schema::Field;
use tantivy::schema::document::{Document, ReferenceValue, ReferenceValueLeaf, Value};

use super::names;
use super::record;
use super::schema::{Fields, day_number, fingerprint_numbers, finished, id_key, push_term, schema};
use crate::article::{ArticleId, Attribution};
use crate::language::Language;
use crate::library::StoredArticle;
use crate::sources::{Source, sources};
use crate::terms::{Analyzer, name_words};
use crate::text::{ContentHash, Span};

/// One article as the documents it will become.
pub struct Prepared {
    pub(super) id: ArticleId,
    pub(super) sheets: Vec<Sheet>,
    /// Roughly how many bytes of memory it holds.
    pub(super) size: usize,
}

/// One document of the index.
#[derive(Debug)]
pub(super) struct Sheet {
    cells: Vec<(Field, Cell)>,
    /// Given back when the engine has taken the document in.
    pub(super) place: Option<Arc<Place>>,
}

#[derive(Debug)]
pub(super) enum Cell {
    /// Shared, since a passage's terms stand in the article's document too, and the title's in every passage's.
    Text(Arc<str>),
    Bytes(Arc<[u8]>),
    Number(u64),
    Day(i64),
}

impl Prepared {
    /// Terms and bytes of an article; `fingerprint` is what the next run compares.
    pub fn new(stored: &StoredArticle, fingerprint: &ContentHash) -> Result<Prepared, postcard::Error> {
        let fields = schema().1;
        let article = stored.article.as_ref();
        let mut analyzer = Analyzer::new(article.language);
        let common = common_cells(stored, fields);
        let title = Arc::<str>::from(terms_of(&mut analyzer, article.citation.title.as_deref().unwrap_or_default()));
        let spans = passage_spans(stored);
        let sources = sources(stored);
        let speakers = speakers(stored, &spans, &sources);
        let everyone: BTreeSet<String> = speakers.iter().flatten().cloned().collect();

        let mut first = Sheet::new(0, &common);
        first.text(fields.title, &title);
        first.words(fields.speaker, &everyone);
        first.names(stored, &sources, fields);
        first.cells.push((fields.article, Cell::Bytes(record::encode(stored)?.into())));
        for (field, number) in fields.fingerprint.into_iter().zip(fingerprint_numbers(fingerprint)) {
            first.cells.push((field, Cell::Number(number)));
        }
        first.text(fields.path, &Arc::from(article.origin.path.as_str()));
        first.cells.extend(article.origin.line.map(|line| (fields.line, Cell::Number(line))));

        let mut passages = Vec::with_capacity(spans.len());
        for (number, (span, speakers)) in spans.iter().zip(&speakers).enumerate() {
            let terms = Arc::<str>::from(terms_of(&mut analyzer, article.text.cut(*span).unwrap_or_default()));
            first.text(fields.body, &terms);
            let mut sheet = Sheet::new(number as u64 + 1, &common);
            sheet.text(fields.passage, &terms);
            sheet.text(fields.passage_title, &title);
            sheet.words(fields.speaker, speakers);
            passages.push(sheet);
        }
        let size = 4 * article.text.len() + 512 * (spans.len() + 1);
        let sheets = std::iter::once(first).chain(passages).collect();
        Ok(Prepared { id: article.id.clone(), sheets, size })
    }
}

/// What every document of an article holds: its id and what filters ask for.
struct Common {
    fields: Fields,
    id: Arc<[u8]>,
    published: Option<i64>,
    publisher: Arc<str>,
    authors: Arc<str>,
}

fn common_cells(stored: &StoredArticle, fields: Fields) -> Common {
    let citation = &stored.article.citation;
    let authors: BTreeSet<String> = citation.authors.iter().flat_map(|author| name_words(author)).collect();
    Common {
        fields,
        id: Arc::from(&id_key(&stored.article.id)[..]),
        published: citation.published.map(day_number),
        publisher: joined(&name_words(citation.publisher.as_deref().unwrap_or_default())).into(),
        authors: joined(&authors).into(),
    }
}

fn terms_of(analyzer: &mut Analyzer, text: &str) -> String {
    let mut joined = String::with_capacity(text.len());
    analyzer.terms(text, |term, _| push_term(&mut joined, term));
    joined
}

fn joined<'w>(words: impl IntoIterator<Item = &'w String>) -> String {
    finished(words.into_iter().map(String::as_str))
}

/// Where each passage begins and ends.
fn passage_spans(stored: &StoredArticle) -> Vec<Span> {
    let cover = |sentences: &std::ops::Range<usize>| {
        let sentences = stored.sentences.get(sentences.clone())?;
        Some(sentences.first()?.cover(*sentences.last()?))
    };
    // A passage without sentences keeps its number and holds no words.
    stored.passages.iter().map(|passage| cover(passage).unwrap_or_else(|| empty_span(stored))).collect()
}

fn empty_span(stored: &StoredArticle) -> Span {
    stored.article.text.span(0..0).unwrap_or_else(|| stored.article.text.whole())
}

/// For each passage the words of the names of those who say something in it: as printed, as resolved, and as the article
/// describes them anywhere.
fn speakers(stored: &StoredArticle, passages: &[Span], sources: &[Source]) -> Vec<BTreeSet<String>> {
    let mut speakers = vec![BTreeSet::new(); passages.len()];
    let words: Vec<BTreeSet<String>> = sources.iter().map(Source::words).collect();
    let mut source_of = vec![None; stored.attributions.len()];
    for (number, source) in sources.iter().enumerate() {
        source.sayings.iter().for_each(|saying| source_of[*saying] = Some(number));
    }
    // Each source's words are given to each passage once, however much it says there.
    let mut heard: Vec<BTreeSet<usize>> = vec![BTreeSet::new(); passages.len()];
    for (attribution, source) in stored.attributions.iter().zip(source_of) {
        let names = names_of(stored, attribution);
        for part in &attribution.content {
            let first = passages.partition_point(|passage| passage.end() <= part.start());
            let last = first + passages[first..].partition_point(|passage| passage.start() < part.end());
            for passage in first..last {
                speakers[passage].extend(names.iter().cloned());
                if let Some(source) = source.filter(|source| heard[passage].insert(*source)) {
                    speakers[passage].extend(words[source].iter().cloned());
                }
            }
        }
    }
    speakers
}

fn names_of(stored: &StoredArticle, attribution: &Attribution) -> Vec<String> {
    let spans = attribution.source.into_iter().chain(attribution.resolved);
    spans.filter_map(|span| stored.article.text.cut(span)).flat_map(name_words).collect()
}

impl Sheet {
    fn new(ordinal: u64, common: &Common) -> Sheet {
        let Common { fields, id, published, publisher, authors } = common;
        let mut sheet = Sheet { cells: Vec::with_capacity(8), place: None };
        sheet.cells.push((fields.id, Cell::Bytes(id.clone())));
        sheet.cells.push((fields.ordinal, Cell::Number(ordinal)));
        sheet.cells.extend(published.map(|day| (fields.published, Cell::Day(day))));
        sheet.text(fields.publisher, publisher);
        sheet.text(fields.author, authors);
        sheet
    }

    fn text(&mut self, field: Field, text: &Arc<str>) {
        if !text.is_empty() {
            self.cells.push((field, Cell::Text(text.clone())));
        }
    }

    /// What can be listed: each source as often as it says something, publisher and authors once.
    fn names(&mut self, stored: &StoredArticle, sources: &[Source], fields: Fields) {
        let article = stored.article.as_ref();
        let mut said = String::new();
        for source in sources.iter().filter(|source| !source.is_anonymous(stored)) {
            let name = source.name.and_then(|span| article.text.cut(span)).unwrap_or_default();
            let terms = names::terms(name);
            for _ in &source.sayings {
                terms.iter().for_each(|term| push_term(&mut said, term));
            }
        }
        self.text(fields.source_names, &Arc::from(said));
        let publisher = names::terms(article.citation.publisher.as_deref().unwrap_or_default());
        self.text(fields.publisher_names, &Arc::from(joined(&publisher)));
        let authors: BTreeSet<String> =
            article.citation.authors.iter().flat_map(|author| names::terms(author)).collect();
        self.text(fields.author_names, &Arc::from(joined(&authors)));
        self.text(fields.language, &Arc::from(article.language.as_ref().map_or("", Language::code)));
    }

    fn words(&mut self, field: Field, words: &BTreeSet<String>) {
        self.text(field, &Arc::from(joined(words)));
    }
}

impl Document for Sheet {
    type Value<'a> = &'a Cell;
    type FieldsValuesIter<'a> =
        std::iter::Map<std::slice::Iter<'a, (Field, Cell)>, fn(&'a (Field, Cell)) -> (Field, &'a Cell)>;

    fn iter_fields_and_values(&self) -> Self::FieldsValuesIter<'_> {
        self.cells.iter().map(|(field, cell)| (*field, cell))
    }
}

impl<'a> Value<'a> for &'a Cell {
    type ArrayIter = std::iter::Empty<Self>;
    type ObjectIter = std::iter::Empty<(&'a str, Self)>;

    fn as_value(&self) -> ReferenceValue<'a, Self> {
        ReferenceValue::Leaf(match self {
            Cell::Text(text) => ReferenceValueLeaf::Str(text),
            Cell::Bytes(bytes) => ReferenceValueLeaf::Bytes(bytes),
            Cell::Number(number) => ReferenceValueLeaf::U64(*number),
            Cell::Day(day) => ReferenceValueLeaf::I64(*day),
        })
    }
}

/// How much may wait for the engine: its own queue counts batches, however large they are.
#[derive(Debug)]
pub(super) struct Tray {
    most: usize,
    waiting: Mutex<usize>,
    taken: Condvar,
}

/// Room in a [`Tray`], given back when dropped.
#[derive(Debug)]
pub(super) struct Place {
    tray: Arc<Tray>,
    size: usize,
}

impl Tray {
    pub(super) fn new(most: usize) -> Arc<Tray> {
        Arc::new(Tray { most, waiting: Mutex::new(0), taken: Condvar::new() })
    }

    /// Waits until there is room; something larger than the whole tray goes in when the tray is empty.
    pub(super) fn place(self: &Arc<Tray>, size: usize) -> Arc<Place> {
        let waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        let full = |waiting: &mut usize| *waiting > 0 && *waiting + size > self.most;
        let mut waiting = self.taken.wait_while(waiting, full).unwrap_or_else(PoisonError::into_inner);
        *waiting += size;
        Arc::new(Place { tray: self.clone(), size })
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        *self.tray.waiting.lock().unwrap_or_else(PoisonError::into_inner) -= self.size;
        self.tray.taken.notify_all();
    }
}
