//! What somebody says, anywhere in the collection: every sure saying of theirs, word for word, newest first.

use std::collections::BTreeMap;
use std::ops::Range;
use std::time::Instant;

use super::choose::{LONGEST_QUOTE, context, cover, damaged};
use super::copies;
use super::evidence::Weights;
use super::marks::{Marked, Matcher, mark};
use super::question::Understood;
use super::search::{self, RareTerm, Vocabulary};
use super::speakers::for_library;
use super::together::whole;
use super::voices::parts_by;
use crate::answer::{Finding, Quote, Said, Silence, Speaker};
use crate::article::{Attribution, Speech, Voice};
use crate::library::{Filters, Library, LibraryError, Names, Query, StoredArticle};
use crate::sources::{Asked, Source, sources};
use crate::terms::name_words;
use crate::text::Span;

/// How many articles are looked at before more are asked for.
const AT_ONCE: usize = 64;
/// What a saying and the sentences beside it must hold of the words it should be about, by how much they tell.
const ABOUT: f32 = 0.5;
/// How many names are offered where nobody is meant.
const NEAR: usize = 5;
/// At most so many articles are read: where the words asked for are rare among all that somebody says, the newest of it. A search must not
/// hold its place for minutes.
const MOST_READ: usize = 2_000;

/// Whose words are asked for, and what about.
#[derive(Clone, PartialEq, Default, Debug)]
pub struct Request {
    /// A name, an office or an institution.
    pub name: String,
    /// Words the sayings must be about; empty: anything.
    pub about: String,
    /// The same as for a question; its speaker is not looked at.
    pub filters: Filters,
    /// Only what stands between quotation marks, whole or in part.
    pub direct: bool,
    /// At most this many findings.
    pub limit: usize,
}

/// Everything the collection has somebody saying: the one function behind command line and bot.
pub fn said(library: &dyn Library, request: &Request) -> Result<Said, LibraryError> {
    let began = Instant::now();
    let mut said = Said {
        name: request.name.clone(),
        about: request.about.clone(),
        findings: Vec::new(),
        more: false,
        looked_through: None,
        silence: None,
        speakers: Vec::new(),
        near: Vec::new(),
        searched: library.searched()?,
        took: 0,
    };
    let asked = Asked::of(&name_words(&request.name));
    if let Some(asked) = &asked {
        collect(library, request, asked, &mut said)?;
    }
    if said.findings.is_empty() {
        said.silence = Some(silence(library, request, asked.as_ref())?);
    }
    if let (Some(Silence::Unknown), Some(asked)) = (said.silence, &asked) {
        said.near = near(library, asked)?;
    }
    said.took = u64::try_from(began.elapsed().as_micros()).unwrap_or(u64::MAX);
    Ok(said)
}

/// Why there is nothing, found by asking for less.
fn silence(library: &dyn Library, request: &Request, asked: Option<&Asked>) -> Result<Silence, LibraryError> {
    let Some(asked) = asked else { return Ok(Silence::Unknown) };
    let finds = |request: Request| -> Result<bool, LibraryError> {
        let mut said = Said::default();
        collect(library, &Request { limit: 1, ..request }, asked, &mut said)?;
        Ok(!said.findings.is_empty())
    };
    let (everything, any_time) = (String::new(), Filters::default());
    if !request.filters.is_empty() && finds(Request { filters: any_time.clone(), ..request.clone() })? {
        return Ok(Silence::Filtered);
    }
    let known = finds(Request { filters: any_time, about: everything, direct: false, ..request.clone() })?;
    Ok(if known { Silence::NotAbout } else { Silence::Unknown })
}

/// A search under way.
struct Search<'a> {
    library: &'a dyn Library,
    request: &'a Request,
    asked: &'a Asked,
    query: Query,
    topic: Option<Topic>,
}

fn collect(library: &dyn Library, request: &Request, asked: &Asked, said: &mut Said) -> Result<(), LibraryError> {
    let filters = for_library(&Filters { said_by: name_words(&request.name), ..request.filters.clone() });
    let understood = Understood::of(&request.about);
    let topic = match understood.has_content() {
        true => Some(Topic { vocabulary: Vocabulary::of(library, &understood)?, understood }),
        false => None,
    };
    let query = match &topic {
        Some(topic) => search::query(&topic.vocabulary, &filters),
        None => Query { filters, ..Query::default() },
    };
    let query = Query { articles: AT_ONCE, passages: 0, ..query };
    let search = Search { library, request, asked, query, topic };
    let mut skip = 0;
    loop {
        let handles = library.newest(&search.query, skip)?;
        for handle in &handles {
            search.add(&library.fetch(*handle)?, said)?;
            if said.more {
                return Ok(());
            }
        }
        skip += handles.len();
        if handles.len() < AT_ONCE {
            return Ok(());
        }
        if skip >= MOST_READ {
            said.looked_through = Some(skip);
            return Ok(());
        }
    }
}

/// Names one of whose words begins as the last word asked for does.
fn near(library: &dyn Library, asked: &Asked) -> Result<Vec<String>, LibraryError> {
    let Some(last) = asked.words().last() else { return Ok(Vec::new()) };
    let listed = library.names(Names::Sources, last, NEAR)?;
    Ok(listed.into_iter().map(|listed| listed.name).collect())
}

/// What the sayings must be about.
struct Topic {
    understood: Understood,
    vocabulary: Vocabulary,
}

impl Search<'_> {
    /// Adds what those who are meant say in one article.
    fn add(&self, stored: &StoredArticle, said: &mut Said) -> Result<(), LibraryError> {
        let meant: Vec<Source> = sources(stored).into_iter().filter(|source| source.is(self.asked)).collect();
        let mut runs: Vec<(Range<usize>, usize, BTreeMap<usize, &Attribution>)> = Vec::new();
        for (number, source) in meant.iter().enumerate() {
            let spoken = spoken(stored, source, self.request.direct);
            runs.extend(in_runs(stored, &spoken).into_iter().map(|run| (run, number, spoken.clone())));
        }
        runs.sort_by_key(|(run, number, _)| (run.start, *number));
        let reading = self.topic.as_ref().map(|topic| topic.read(stored));
        for (run, number, spoken) in runs {
            let matched = reading.as_ref().map_or(Some(Vec::new()), |reading| reading.matched(stored, &run));
            let Some(matched) = matched else { continue };
            let mut finding = finding(stored, run, &spoken, matched)?;
            // A wire story is quoted once, from the newest article that carries it.
            if said.findings.iter().any(|known| copies::same_passage(&known.quote, &finding.quote)) {
                continue;
            }
            if said.findings.len() == self.request.limit {
                said.more = true;
                return Ok(());
            }
            finding.also = copies::of(self.library, &self.query.filters, &finding.quote)?;
            said.findings.push(finding);
            count(stored, &meant[number], &mut said.speakers);
        }
        Ok(())
    }
}

fn count(stored: &StoredArticle, source: &Source, speakers: &mut Vec<Speaker>) {
    let name = source.name.and_then(|name| stored.article.text.cut(name)).unwrap_or_default();
    let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
    match speakers.iter_mut().find(|known| known.name == name) {
        Some(known) => known.sayings += 1,
        None => speakers.push(Speaker { name, sayings: 1 }),
    }
}

/// The sentences that hold words of a source, each with the first attribution that gives it them.
fn spoken<'a>(stored: &'a StoredArticle, source: &Source, direct: bool) -> BTreeMap<usize, &'a Attribution> {
    let mut spoken = BTreeMap::new();
    let sayings = source.sayings.iter().filter_map(|number| stored.attributions.get(*number));
    for attribution in sayings.filter(|said| !direct || said.speech != Speech::Indirect) {
        for part in &attribution.content {
            let first = stored.sentences.partition_point(|sentence| sentence.end() <= part.start());
            let end = stored.sentences.partition_point(|sentence| sentence.start() < part.end());
            for sentence in first..end {
                spoken.entry(sentence).or_insert(attribution);
            }
        }
    }
    spoken
}

/// Sentences that follow each other, together as far as a quote may be long.
fn in_runs(stored: &StoredArticle, spoken: &BTreeMap<usize, &Attribution>) -> Vec<Range<usize>> {
    let mut runs: Vec<Range<usize>> = Vec::new();
    for &sentence in spoken.keys() {
        match runs.last_mut() {
            Some(run) if run.end == sentence && cover(stored, &(run.start..sentence + 1)).len() <= LONGEST_QUOTE => {
                run.end = sentence + 1;
            }
            _ => runs.push(sentence..sentence + 1),
        }
    }
    runs
}

fn finding(
    stored: &StoredArticle,
    run: Range<usize>,
    spoken: &BTreeMap<usize, &Attribution>,
    matched: Vec<Span>,
) -> Result<Finding, LibraryError> {
    let voice = spoken.get(&run.start).map_or(Voice::Article, |said| Voice::Source((*said).clone()));
    let run = whole(stored, run, |_| false, |sentence| spoken.contains_key(&sentence));
    let span = cover(stored, &run);
    let parts = parts_by(stored, run, |sentence| spoken.get(&sentence).copied());
    let quote = Quote::cut(stored.article.clone(), stored.hash, span, voice, &stored.attributions)
        .and_then(|quote| quote.in_parts(parts))
        .map_err(damaged)?;
    let context = context(stored, span);
    Ok(Finding { quote, score: 0.0, matched, context, shares: Vec::new(), also: Vec::new(), collection: None })
}

/// An article read for a topic.
struct TopicReading {
    asked: Vec<RareTerm>,
    marked: Marked,
    /// For each word, how strongly the title holds it.
    title: Vec<f32>,
}

impl Topic {
    fn read(&self, stored: &StoredArticle) -> TopicReading {
        let language = stored.article.language;
        let asked = self.vocabulary.rare_terms(self.understood.terms(language), language);
        let mut matcher = Matcher::new(&asked, language, &Weights::default());
        let marked = mark(stored, |_| true, &mut matcher);
        let mut title = vec![0.0_f32; asked.len()];
        matcher.read(stored.article.citation.title.as_deref().unwrap_or_default(), |_, _, found| {
            if let Some((at, strength)) = found {
                title[at] = title[at].max(strength);
            }
        });
        TopicReading { asked, marked, title }
    }
}

impl TopicReading {
    /// The words of a run that match, where it is about the topic: with the sentences beside it and the title it holds enough of
    /// the topic's words.
    fn matched(&self, stored: &StoredArticle, run: &Range<usize>) -> Option<Vec<Span>> {
        let around = run.start.saturating_sub(1)..(run.end + 1).min(stored.sentences.len());
        let mut held = vec![0.0_f32; self.asked.len()];
        for mark in self.marked.within(&around) {
            held[mark.asked] = held[mark.asked].max(mark.strength);
        }
        let telling = |at: &usize| !self.asked[*at].function;
        let all: f32 = (0..held.len()).filter(telling).map(|at| self.asked[at].rarity).sum();
        let share = (0..held.len()).filter(telling).map(|at| self.asked[at].rarity * held[at].max(self.title[at]));
        let about = share.sum::<f32>() >= ABOUT * all;
        let spans = self.marked.within(run).iter().filter(|mark| telling(&mark.asked));
        about.then(|| spans.filter_map(|mark| stored.article.text.span(mark.range.clone())).collect())
    }
}
