//! One instant of the index, behind the seam of [`Library`].

use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use jiff::civil::Date;
use tantivy::collector::TopDocs;
use tantivy::columnar::StrColumn;
use tantivy::fastfield::Column;
use tantivy::query::Bm25StatisticsProvider;
use tantivy::schema::IndexRecordOption;
use tantivy::store::StoreReader;
use tantivy::{DocAddress, DocId, DocSet, Order, Searcher, SegmentReader, TERMINATED, Term};

use super::failure::{damaged, guarded, unreadable, while_reading};
use super::manifest::{Manifest, Root};
use super::query::{self, Figures, Kind};
use super::record;
use super::schema::{
    FINGERPRINT, LINE, ORDINAL, PATH, PUBLISHED, day_of, fingerprint_numbers, half_numbers, id_key, schema,
};
use crate::answer::Searched;
use crate::article::{ArticleId, Origin};
use crate::language::Language;
use crate::library::{
    ArticleCandidate, Candidate, Candidates, Filters, Handle, Library, LibraryError, Listed, Names, Query, Statistics,
    StoredArticle,
};
use crate::text::ContentHash;

/// A reading: see [`Library`]. Cloning shares it.
#[derive(Clone)]
pub struct Reading {
    snapshot: Arc<Snapshot>,
}

/// What all readings of one commit share.
pub(super) struct Snapshot {
    path: PathBuf,
    searcher: Searcher,
    segments: Vec<Segment>,
    manifest: Option<Manifest>,
    census: OnceLock<Census>,
    languages: OnceLock<Vec<Language>>,
}

/// Blocks of stored articles kept decompressed, of 16 kB each, for every segment.
const STORE_CACHE: usize = 64;

/// The columns of a segment; each is opened when it is first needed.
struct Segment {
    ordinals: Column<u64>,
    /// Articles, counting deleted ones.
    articles: u32,
    fingerprints: [Column<u64>; 2],
    articles_stored: OnceLock<StoreReader>,
    lines: OnceLock<Column<u64>>,
    published: OnceLock<Column<i64>>,
    paths: OnceLock<Option<StrColumn>>,
}

/// What is alive.
#[derive(Clone, Copy, Default)]
struct Census {
    articles: u64,
    dated: u64,
    oldest: Option<i64>,
    newest: Option<i64>,
}

/// What a run needs to know of an article that is in the index.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Known {
    pub handle: Handle,
    fingerprint: [u64; 2],
    pub origin: Origin,
}

impl Known {
    /// Whether an article of this fingerprint is the one that was indexed.
    pub fn is(&self, fingerprint: &ContentHash) -> bool {
        self.fingerprint == fingerprint_numbers(fingerprint)
    }

    /// The same, told by the first half of a fingerprint.
    pub fn begins(&self, half: &[u8; 16]) -> bool {
        self.fingerprint == half_numbers(half)
    }
}

impl Snapshot {
    pub(super) fn new(path: &Path, searcher: Searcher, manifest: Option<Manifest>) -> Result<Snapshot, LibraryError> {
        let segments: tantivy::Result<Vec<Segment>> = searcher.segment_readers().iter().map(Segment::open).collect();
        let segments = segments.map_err(|error| while_reading(path, error))?;
        Ok(Snapshot {
            path: path.to_owned(),
            searcher,
            segments,
            manifest,
            census: OnceLock::new(),
            languages: OnceLock::new(),
        })
    }

    fn damaged(&self, detail: impl ToString) -> LibraryError {
        damaged(&self.path, detail)
    }

    fn failed(&self, error: tantivy::TantivyError) -> LibraryError {
        while_reading(&self.path, error)
    }

    fn readers(&self) -> impl Iterator<Item = (u32, &SegmentReader, &Segment)> {
        let both = self.searcher.segment_readers().iter().zip(&self.segments);
        both.enumerate().map(|(number, (reader, segment))| (number as u32, reader, segment))
    }

    /// Documents of one kind and of both, counting those deleted but not yet merged away.
    fn documents(&self, kind: Kind) -> (u64, u64) {
        let all: u64 = self.searcher.segment_readers().iter().map(|reader| u64::from(reader.max_doc())).sum();
        let articles: u64 = self.segments.iter().map(|segment| u64::from(segment.articles)).sum();
        match kind {
            Kind::Articles => (articles, all),
            Kind::Passages => (all.saturating_sub(articles), all),
        }
    }

    /// The best documents of a kind, best first, ties in the order of the index.
    fn best(&self, query: &Query, kind: Kind, wanted: usize) -> Result<Vec<(f32, DocAddress)>, LibraryError> {
        let (documents, all) = self.documents(kind);
        let wanted = wanted.min(documents as usize);
        if wanted == 0 {
            return Ok(Vec::new());
        }
        let figures = Figures { searcher: &self.searcher, kind, documents, all };
        let built = query::build(query, kind, &schema().1);
        let collector = TopDocs::with_limit(wanted).order_by_score();
        let found = self.searcher.search_with_statistics_provider(&built, &collector, &figures);
        found.map_err(|error| self.failed(error))
    }

    /// Articles that pass and match, the newest first.
    fn newest(&self, query: &Query, skip: usize) -> Result<Vec<Handle>, LibraryError> {
        let (documents, _) = self.documents(Kind::Articles);
        let wanted = query.articles.min(documents as usize);
        if wanted == 0 {
            return Ok(Vec::new());
        }
        let built = query::build(query, Kind::Articles, &schema().1);
        let collector = TopDocs::with_limit(wanted).and_offset(skip).order_by_fast_field::<i64>(PUBLISHED, Order::Desc);
        let found = self.searcher.search(&built, &collector).map_err(|error| self.failed(error))?;
        Ok(found.into_iter().map(|(_, at)| handle(at)).collect())
    }

    /// Passages that pass and hold all the terms.
    fn holding(&self, terms: &[String], filters: &Filters, limit: usize) -> Result<Vec<Candidate>, LibraryError> {
        if limit == 0 {
            return Ok(Vec::new());
        }
        let built = query::holding(terms, filters, &schema().1);
        let collector = TopDocs::with_limit(limit).order_by_score();
        let found = self.searcher.search(&built, &collector).map_err(|error| self.failed(error))?;
        found.into_iter().map(|(score, at)| self.passage(score, at)).collect()
    }

    pub(super) fn searcher(&self) -> &Searcher {
        &self.searcher
    }

    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    fn passage(&self, score: f32, at: DocAddress) -> Result<Candidate, LibraryError> {
        let ordinal = self.ordinal(at)?;
        let article = (ordinal > 0).then(|| at.doc_id.checked_sub(ordinal)).flatten();
        let article = article.map(|doc_id| DocAddress { doc_id, ..at });
        let article = article.ok_or_else(|| self.damaged(format!("document {at:?} is no passage")))?;
        Ok(Candidate { article: handle(article), passage: ordinal - 1, score })
    }

    fn ordinal(&self, at: DocAddress) -> Result<u32, LibraryError> {
        let segment = self.segments.get(at.segment_ord as usize);
        let ordinal = segment.and_then(|segment| segment.ordinals.first(at.doc_id));
        let ordinal = ordinal.and_then(|ordinal| u32::try_from(ordinal).ok());
        ordinal.ok_or_else(|| self.damaged(format!("document {at:?} has no number")))
    }

    /// Where an article's document is, if the handle is one of this reading.
    fn address(&self, article: Handle) -> Result<DocAddress, LibraryError> {
        let at = DocAddress { segment_ord: (article.0 >> 32) as u32, doc_id: article.0 as u32 };
        let reader = self.searcher.segment_readers().get(at.segment_ord as usize);
        let inside = reader.is_some_and(|reader| at.doc_id < reader.max_doc() && !reader.is_deleted(at.doc_id));
        if !inside || self.ordinal(at)? != 0 {
            return Err(self.damaged(format!("there is no article at {at:?}")));
        }
        Ok(at)
    }

    fn fetch(&self, article: Handle) -> Result<StoredArticle, LibraryError> {
        let at = self.address(article)?;
        let reader = self.searcher.segment_reader(at.segment_ord);
        let store = self.segments[at.segment_ord as usize].stored(reader).map_err(|error| self.failed(error))?;
        // The record is the last thing in its document, and knows its own length.
        let bytes = store.get_document_bytes(at.doc_id).map_err(|error| self.failed(error))?;
        record::decode(&bytes).map_err(|error| self.damaged(format!("the stored article {}: {error}", self.name(at))))
    }

    /// The document of a live article.
    fn locate(&self, key: &[u8; 16]) -> Result<Option<DocAddress>, LibraryError> {
        let term = Term::from_field_bytes(schema().1.id, key);
        for (segment_ord, reader, segment) in self.readers() {
            let inverted = reader.inverted_index(term.field()).map_err(|error| self.failed(error))?;
            let postings = inverted.read_postings(&term, IndexRecordOption::Basic);
            let Some(mut postings) = postings.map_err(|error| unreadable(&self.path, &error))? else { continue };
            while postings.doc() != TERMINATED {
                let doc_id = postings.doc();
                if !reader.is_deleted(doc_id) && segment.ordinals.first(doc_id) == Some(0) {
                    return Ok(Some(DocAddress { segment_ord, doc_id }));
                }
                postings.advance();
            }
        }
        Ok(None)
    }

    fn origin(&self, at: DocAddress) -> Result<Origin, LibraryError> {
        let reader = self.searcher.segment_reader(at.segment_ord);
        let segment = &self.segments[at.segment_ord as usize];
        let lines = segment.lines(reader).map_err(|error| self.failed(error))?;
        let mut path = String::new();
        if let Some(paths) = segment.paths(reader).map_err(|error| self.failed(error))?
            && let Some(number) = paths.ords().first(at.doc_id)
        {
            paths.ord_to_str(number, &mut path).map_err(|error| self.damaged(error))?;
        }
        Ok(Origin { path, line: lines.first(at.doc_id) })
    }

    /// Where an article that cannot be read was once read from, for a message.
    fn name(&self, at: DocAddress) -> String {
        match self.origin(at) {
            Ok(Origin { path, line: Some(line) }) => format!("{path}:{line}"),
            Ok(Origin { path, line: None }) => path,
            Err(_) => format!("{at:?}"),
        }
    }

    /// Calls `each` with every live article of a segment.
    fn each_article(
        &self,
        reader: &SegmentReader,
        segment: &Segment,
        mut each: impl FnMut(DocId) -> Result<(), LibraryError>,
    ) -> Result<(), LibraryError> {
        let mut rows = Vec::with_capacity(4096);
        let mut next = 0;
        while next < segment.articles {
            let end = segment.articles.min(next + 4096);
            rows.clear();
            rows.extend(next..end);
            // Only articles have fingerprints, so the rows of that column are the articles.
            segment.fingerprints[0].index.select_batch_in_place(0, &mut rows);
            for &doc_id in rows.iter().filter(|&&doc_id| !reader.is_deleted(doc_id)) {
                each(doc_id)?;
            }
            next = end;
        }
        Ok(())
    }

    fn census(&self) -> Result<Census, LibraryError> {
        if let Some(census) = self.census.get() {
            return Ok(*census);
        }
        let mut census = Census::default();
        for (_, reader, segment) in self.readers() {
            let published = segment.published(reader).map_err(|error| self.failed(error))?;
            if !reader.has_deletes() {
                census.articles += u64::from(segment.articles);
                census.dated += u64::from(published.values.num_vals());
                if published.values.num_vals() > 0 {
                    census.spans(published.min_value());
                    census.spans(published.max_value());
                }
                continue;
            }
            self.each_article(reader, segment, |doc_id| {
                census.articles += 1;
                published.first(doc_id).into_iter().for_each(|day| {
                    census.dated += 1;
                    census.spans(day);
                });
                Ok(())
            })?;
        }
        Ok(*self.census.get_or_init(|| census))
    }

    /// Articles read from files of this name, from this line where one is given.
    fn of_file(&self, name: &str, line: Option<u64>) -> Result<Vec<Handle>, LibraryError> {
        let mut exact = Vec::new();
        let mut ending = Vec::new();
        for (segment_ord, reader, segment) in self.readers() {
            let Some(paths) = segment.paths(reader).map_err(|error| self.failed(error))? else { continue };
            let matching = matching_paths(paths, name).map_err(|error| self.damaged(error))?;
            if matching.is_empty() {
                continue;
            }
            let lines = segment.lines(reader).map_err(|error| self.failed(error))?;
            self.each_article(reader, segment, |doc_id| {
                let path = paths.ords().first(doc_id);
                let found = matching.iter().find(|(number, _)| Some(*number) == path);
                if let Some((_, whole)) = found.filter(|_| line.is_none() || lines.first(doc_id) == line) {
                    let list = if *whole { &mut exact } else { &mut ending };
                    list.push(handle(DocAddress { segment_ord, doc_id }));
                }
                Ok(())
            })?;
        }
        Ok(if exact.is_empty() { ending } else { exact })
    }

    fn find(&self, name: &str) -> Result<Vec<Handle>, LibraryError> {
        if let Some(at) = self.locate(&id_key(&ArticleId(name.to_owned())))? {
            return Ok(vec![handle(at)]);
        }
        let whole = self.of_file(name, None)?;
        let numbered = name.rsplit_once(':').and_then(|(path, line)| Some((path, line.parse().ok()?)));
        match numbered {
            Some((path, line)) if whole.is_empty() => self.of_file(path, Some(line)),
            _ => Ok(whole),
        }
    }

    fn statistics(&self, terms: &[String]) -> Result<Statistics, LibraryError> {
        let census = self.census()?;
        let passages = self.searcher.num_docs().saturating_sub(census.articles);
        let field = schema().1.passage;
        let (documents, _) = self.documents(Kind::Passages);
        let tokens = self.searcher.total_num_tokens(field).map_err(|error| self.failed(error))?;
        let frequency = |term: &String| {
            let frequency = self.searcher.doc_freq(&Term::from_field_text(field, term));
            // Deleted passages are counted until they are merged away.
            frequency.map(|frequency| frequency.min(passages)).map_err(|error| self.failed(error))
        };
        Ok(Statistics {
            passages,
            articles: census.articles,
            passage_length: if documents == 0 { 0.0 } else { (tokens as f64 / documents as f64) as f32 },
            document_frequencies: terms.iter().map(frequency).collect::<Result<_, _>>()?,
        })
    }
}

/// The numbers of the paths that are `name` or end with it, and whether they are it.
fn matching_paths(paths: &StrColumn, name: &str) -> std::io::Result<Vec<(u64, bool)>> {
    let mut matching = Vec::new();
    let mut stream = paths.dictionary().stream()?;
    while stream.advance() {
        let path = stream.key();
        let Some(before) = path.strip_suffix(name.as_bytes()) else { continue };
        if before.is_empty() || name.starts_with('/') || matches!(before.last(), Some(b'/' | b'\\')) {
            matching.push((stream.term_ord(), before.is_empty()));
        }
    }
    Ok(matching)
}

fn handle(at: DocAddress) -> Handle {
    Handle(u64::from(at.segment_ord) << 32 | u64::from(at.doc_id))
}

impl Segment {
    fn open(reader: &SegmentReader) -> tantivy::Result<Segment> {
        let columns = reader.fast_fields();
        let fingerprints = [columns.u64(FINGERPRINT[0])?, columns.u64(FINGERPRINT[1])?];
        Ok(Segment {
            ordinals: columns.u64(ORDINAL)?,
            articles: fingerprints[0].values.num_vals(),
            fingerprints,
            articles_stored: OnceLock::new(),
            lines: OnceLock::new(),
            published: OnceLock::new(),
            paths: OnceLock::new(),
        })
    }

    fn stored(&self, reader: &SegmentReader) -> tantivy::Result<&StoreReader> {
        opened(&self.articles_stored, || Ok(reader.get_store_reader(STORE_CACHE)?))
    }

    fn lines(&self, reader: &SegmentReader) -> tantivy::Result<&Column<u64>> {
        opened(&self.lines, || Ok(reader.fast_fields().column_opt(LINE)?.unwrap_or_else(|| empty(reader))))
    }

    fn published(&self, reader: &SegmentReader) -> tantivy::Result<&Column<i64>> {
        opened(&self.published, || Ok(reader.fast_fields().column_opt(PUBLISHED)?.unwrap_or_else(|| empty(reader))))
    }

    fn paths(&self, reader: &SegmentReader) -> tantivy::Result<Option<&StrColumn>> {
        opened(&self.paths, || reader.fast_fields().str(PATH)).map(Option::as_ref)
    }
}

fn empty<T: PartialOrd + Default>(reader: &SegmentReader) -> Column<T> {
    Column::build_empty_column(reader.max_doc())
}

fn opened<T>(cell: &OnceLock<T>, open: impl FnOnce() -> tantivy::Result<T>) -> tantivy::Result<&T> {
    match cell.get() {
        Some(value) => Ok(value),
        None => open().map(|value| cell.get_or_init(|| value)),
    }
}

impl Census {
    fn spans(&mut self, day: i64) {
        self.oldest = Some(self.oldest.map_or(day, |oldest| oldest.min(day)));
        self.newest = Some(self.newest.map_or(day, |newest| newest.max(day)));
    }
}

impl Reading {
    pub(super) fn of(snapshot: Arc<Snapshot>) -> Reading {
        Reading { snapshot }
    }

    /// The sources of the run that published this state.
    pub fn roots(&self) -> &[Root] {
        self.snapshot.manifest.as_ref().map_or(&[], |manifest| &manifest.roots)
    }

    /// The article whose id has this key (see [`id_key`]): for whoever has no room to remember an id.
    pub fn keyed(&self, key: &[u8; 16]) -> Result<Option<Handle>, LibraryError> {
        guarded(&self.snapshot.path, || Ok(self.snapshot.locate(key)?.map(handle)))
    }

    /// What a run compares an article with; `None` where the index does not hold it.
    pub fn known(&self, id: &ArticleId) -> Result<Option<Known>, LibraryError> {
        self.known_by(&id_key(id))
    }

    /// The same by the [`id_key`].
    pub fn known_by(&self, key: &[u8; 16]) -> Result<Option<Known>, LibraryError> {
        let snapshot = &self.snapshot;
        guarded(&snapshot.path, || {
            let Some(at) = snapshot.locate(key)? else { return Ok(None) };
            let segment = &snapshot.segments[at.segment_ord as usize];
            let [a, b] = [0, 1].map(|half| segment.fingerprints[half].first(at.doc_id));
            let (Some(a), Some(b)) = (a, b) else {
                return Err(snapshot.damaged(format!("the article at {at:?} has no fingerprint")));
            };
            Ok(Some(Known { handle: handle(at), fingerprint: [a, b], origin: snapshot.origin(at)? }))
        })
    }

    /// Fetches every article, which compares its text with its hash; how many there are.
    pub(super) fn verify(&self) -> Result<u64, LibraryError> {
        let mut handles = Vec::new();
        self.articles(|handle, _| handles.push(handle))?;
        handles.iter().try_for_each(|handle| self.fetch(*handle).map(drop))?;
        let (reached, counted) = (handles.len() as u64, self.searched()?.articles);
        if reached != counted {
            return Err(self.snapshot.damaged(format!("{reached} of {counted} articles can be reached")));
        }
        Ok(counted)
    }

    /// Calls `each` with every article and the path it was read from, in the order of the index.
    pub fn articles(&self, mut each: impl FnMut(Handle, &str)) -> Result<(), LibraryError> {
        let snapshot = &self.snapshot;
        guarded(&snapshot.path, || {
            for (segment_ord, reader, segment) in snapshot.readers() {
                let mut path = None;
                snapshot.each_article(reader, segment, |doc_id| {
                    let at = DocAddress { segment_ord, doc_id };
                    let paths = segment.paths(reader).map_err(|error| snapshot.failed(error))?;
                    let number = paths.and_then(|paths| paths.ords().first(doc_id));
                    // Articles of one file stand together, so its path is looked up once.
                    if path.as_ref().is_none_or(|(last, _)| *last != number) {
                        path = Some((number, snapshot.origin(at)?.path));
                    }
                    each(handle(at), path.as_ref().map_or("", |(_, path)| path));
                    Ok(())
                })?;
            }
            Ok(())
        })
    }
}

impl Library for Reading {
    fn candidates(&self, query: &Query) -> Result<Candidates, LibraryError> {
        let snapshot = &self.snapshot;
        guarded(&snapshot.path, || {
            let passages = snapshot.best(query, Kind::Passages, query.passages)?;
            let articles = snapshot.best(query, Kind::Articles, query.articles)?;
            let article = |(score, at)| ArticleCandidate { article: handle(at), score };
            Ok(Candidates {
                passages: passages
                    .into_iter()
                    .map(|(score, at)| snapshot.passage(score, at))
                    .collect::<Result<_, _>>()?,
                articles: articles.into_iter().map(article).collect(),
            })
        })
    }

    fn statistics(&self, terms: &[String]) -> Result<Statistics, LibraryError> {
        guarded(&self.snapshot.path, || self.snapshot.statistics(terms))
    }

    fn fetch(&self, article: Handle) -> Result<StoredArticle, LibraryError> {
        guarded(&self.snapshot.path, || self.snapshot.fetch(article))
    }

    fn newest(&self, query: &Query, skip: usize) -> Result<Vec<Handle>, LibraryError> {
        guarded(&self.snapshot.path, || self.snapshot.newest(query, skip))
    }

    fn holding(&self, terms: &[String], filters: &Filters, limit: usize) -> Result<Vec<Candidate>, LibraryError> {
        guarded(&self.snapshot.path, || self.snapshot.holding(terms, filters, limit))
    }

    fn names(&self, of: Names, beginning: &str, limit: usize) -> Result<Vec<Listed>, LibraryError> {
        guarded(&self.snapshot.path, || self.snapshot.names(of, beginning, limit))
    }

    fn languages(&self) -> Result<Vec<Language>, LibraryError> {
        if let Some(languages) = self.snapshot.languages.get() {
            return Ok(languages.clone());
        }
        let languages = guarded(&self.snapshot.path, || self.snapshot.languages())?;
        Ok(self.snapshot.languages.get_or_init(|| languages).clone())
    }

    fn find(&self, name: &str) -> Result<Vec<Handle>, LibraryError> {
        guarded(&self.snapshot.path, || self.snapshot.find(name))
    }

    fn searched(&self) -> Result<Searched, LibraryError> {
        let census = guarded(&self.snapshot.path, || self.snapshot.census())?;
        let date = |day: Option<i64>| -> Option<Date> { day_of(day?) };
        Ok(Searched {
            articles: census.articles,
            undated: census.articles.saturating_sub(census.dated),
            oldest: date(census.oldest),
            newest: date(census.newest),
            indexed: self.snapshot.manifest.as_ref().map(|manifest| manifest.indexed),
        })
    }
}
