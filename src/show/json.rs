//! The JSON contract: wire types beside the inner ones. Fields are documented in ARCHITECTURE.md and only ever added to.
//!
//! All offsets are UTF-8 bytes of the article's text, end exclusive.

use serde::Serialize;

use super::speaker::Speaker;
use crate::answer::{
    self, Answer, Barrier, Finding, Group, Headline, Part, Quote, Reason, Said, Searched, Share, Silence,
    Understanding, Verdict, Who,
};
use crate::article::{Article, Attribution, Citation, Voice};
use crate::library::StoredArticle;
use crate::text::Span;

/// An answer as one JSON object.
#[derive(Serialize)]
pub struct AnswerJson<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<&'a str>,
    question: &'a str,
    verdict: &'static str,
    confidence: f32,
    took_us: u64,
    answers: Vec<FindingJson<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    filter: Option<&'static str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    nearest: Vec<ArticleJson<'a>>,
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    names: &'a [String],
    #[serde(skip_serializing_if = "Option::is_none")]
    by_source: Option<Vec<GroupJson>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    understood: Option<UnderstoodJson<'a>>,
    searched: SearchedJson,
}

/// The answers of one speaker.
#[derive(Serialize)]
struct GroupJson {
    /// Who it is: a source by name, nobody certain, or the articles themselves.
    source: Option<String>,
    certain: bool,
    ranks: Vec<usize>,
}

impl GroupJson {
    fn new(group: Group) -> GroupJson {
        let ranks = group.findings.iter().map(|number| number + 1).collect();
        match group.who {
            Who::Source(name) => GroupJson { source: Some(name), certain: true, ranks },
            Who::Uncertain => GroupJson { source: None, certain: false, ranks },
            Who::Articles => GroupJson { source: None, certain: true, ranks },
        }
    }
}

/// What the question wished in words.
#[derive(Serialize)]
struct UnderstoodJson<'a> {
    publisher: Option<&'a str>,
    author: Option<&'a str>,
    since: Option<String>,
    until: Option<String>,
    set_aside: bool,
}

impl<'a> UnderstoodJson<'a> {
    fn new(understood: &'a Understanding) -> Option<UnderstoodJson<'a>> {
        let Understanding { publisher, author, since, until, set_aside } = understood;
        (*understood != Understanding::default()).then(|| UnderstoodJson {
            publisher: publisher.as_deref(),
            author: author.as_deref(),
            since: since.map(|date| date.to_string()),
            until: until.map(|date| date.to_string()),
            set_aside: *set_aside,
        })
    }
}

/// What else is wanted beside the contract's fields.
#[derive(Clone, Copy, Default, Debug)]
pub struct Extras {
    pub context: bool,
    pub explain: bool,
}

impl<'a> AnswerJson<'a> {
    pub fn new(id: Option<&'a str>, answer: &'a Answer, extras: Extras) -> AnswerJson<'a> {
        let findings = answer.findings().iter().zip(1..);
        let (verdict, reason, nearest, names) = match &answer.verdict {
            Verdict::Quotes(_) => ("answered", None, Vec::new(), <&[String]>::default()),
            Verdict::Nothing { reason, nearest, names } => {
                ("nothing_found", Some(*reason), nearest.iter().map(ArticleJson::headline).collect(), names.as_slice())
            }
        };
        AnswerJson {
            id,
            question: &answer.question,
            verdict,
            confidence: answer.confidence,
            took_us: answer.took,
            answers: findings.map(|(finding, rank)| FindingJson::new(rank, finding, extras)).collect(),
            reason: reason.map(reason_name),
            filter: reason.and_then(barrier_name),
            nearest,
            names,
            by_source: None,
            understood: UnderstoodJson::new(&answer.understood),
            searched: SearchedJson::new(&answer.searched),
        }
    }
}

impl AnswerJson<'_> {
    /// The same with the answers of each speaker.
    pub fn grouped(mut self, groups: Vec<Group>) -> Self {
        self.by_source = Some(groups.into_iter().map(GroupJson::new).collect());
        self
    }
}

fn reason_name(reason: Reason) -> &'static str {
    match reason {
        Reason::EmptyCollection => "empty_collection",
        Reason::NoWords => "no_words",
        Reason::Filtered(_) => "filtered",
        Reason::NoMatch => "no_match",
        Reason::TooWeak => "too_weak",
    }
}

/// Which filter it is, where one lets nothing through.
fn barrier_name(reason: Reason) -> Option<&'static str> {
    let Reason::Filtered(barrier) = reason else { return None };
    Some(match barrier {
        Barrier::Speaker => "said_by",
        Barrier::Publisher => "publisher",
        Barrier::Author => "author",
        Barrier::Period => "period",
        Barrier::Together => "together",
        Barrier::Words => "words",
    })
}

fn silence_name(silence: Silence) -> &'static str {
    match silence {
        Silence::Unknown => "unknown",
        Silence::Filtered => "filtered",
        Silence::NotAbout => "not_about",
    }
}

#[derive(Serialize)]
struct FindingJson<'a> {
    rank: usize,
    score: f32,
    #[serde(skip_serializing_if = "Option::is_none")]
    collection: Option<&'a str>,
    quote: Stretch<'a>,
    attribution: Option<SpeakerJson<'a>>,
    article: ArticleJson<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    context: Option<Stretch<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    parts: Vec<PartJson<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    others: Vec<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    explain: Vec<ShareJson>,
}

impl<'a> FindingJson<'a> {
    fn new(rank: usize, finding: &'a Finding, extras: Extras) -> FindingJson<'a> {
        let quote = &finding.quote;
        FindingJson {
            rank,
            score: finding.score,
            collection: finding.collection.as_deref(),
            quote: Stretch::new(quote.words(), quote.span()),
            attribution: SpeakerJson::new(quote, quote.voice()),
            parts: if quote.parts().len() > 1 {
                quote.parts().iter().map(|part| PartJson::new(quote, part)).collect()
            } else {
                Vec::new()
            },
            article: ArticleJson {
                also: finding.also.iter().map(ArticleJson::headline).collect(),
                ..ArticleJson::new(quote.article())
            },
            context: extras.context.then(|| Stretch::new(quote.elsewhere(finding.context), finding.context)),
            others: super::speaker::others(quote),
            explain: if extras.explain { finding.shares.iter().map(ShareJson::new).collect() } else { Vec::new() },
        }
    }
}

/// What somebody says, as one JSON object: `onrecord said --json`.
#[derive(Serialize)]
pub struct SaidJson<'a> {
    name: &'a str,
    about: &'a str,
    speakers: Vec<WhoJson<'a>>,
    sayings: Vec<SayingJson<'a>>,
    more: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    looked_through: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<&'static str>,
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    near: &'a [String],
    took_us: u64,
    searched: SearchedJson,
}

#[derive(Serialize)]
struct WhoJson<'a> {
    name: &'a str,
    sayings: usize,
}

#[derive(Serialize)]
struct SayingJson<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    collection: Option<&'a str>,
    quote: Stretch<'a>,
    attribution: Option<SpeakerJson<'a>>,
    article: ArticleJson<'a>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    parts: Vec<PartJson<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    others: Vec<&'a str>,
}

impl<'a> SaidJson<'a> {
    pub fn new(said: &'a Said) -> SaidJson<'a> {
        let who = |speaker: &'a answer::Speaker| WhoJson { name: &speaker.name, sayings: speaker.sayings };
        let saying = |finding: &'a Finding| {
            let FindingJson { collection, quote, attribution, article, parts, others, .. } =
                FindingJson::new(0, finding, Extras::default());
            SayingJson { collection, quote, attribution, article, parts, others }
        };
        SaidJson {
            name: &said.name,
            about: &said.about,
            speakers: said.speakers.iter().map(who).collect(),
            sayings: said.findings.iter().map(saying).collect(),
            more: said.more,
            looked_through: said.looked_through,
            reason: said.silence.map(silence_name),
            near: &said.near,
            took_us: said.took,
            searched: SearchedJson::new(&said.searched),
        }
    }
}

/// Sentences of a quote with one voice.
#[derive(Serialize)]
struct PartJson<'a> {
    start: usize,
    end: usize,
    attribution: Option<SpeakerJson<'a>>,
}

impl<'a> PartJson<'a> {
    fn new(quote: &'a Quote, part: &'a Part) -> PartJson<'a> {
        let attribution = SpeakerJson::new(quote, &part.voice);
        PartJson { start: part.span.start(), end: part.span.end(), attribution }
    }
}

/// Words of an article and where they stand.
#[derive(Serialize)]
struct Stretch<'a> {
    text: &'a str,
    start: usize,
    end: usize,
}

impl<'a> Stretch<'a> {
    fn new(text: &'a str, span: Span) -> Stretch<'a> {
        Stretch { text, start: span.start(), end: span.end() }
    }

    fn of(article: &'a Article, span: Span) -> Stretch<'a> {
        Stretch::new(article.text.cut(span).unwrap_or_default(), span)
    }
}

#[derive(Serialize)]
struct Place {
    start: usize,
    end: usize,
}

/// Who says the quote. With `certain` false nobody is named.
#[derive(Serialize)]
struct SpeakerJson<'a> {
    source: Option<&'a str>,
    source_span: Option<Place>,
    resolved: Option<&'a str>,
    cue: Option<&'a str>,
    kind: &'static str,
    anonymous: bool,
    certain: bool,
}

impl<'a> SpeakerJson<'a> {
    fn new(quote: &'a Quote, voice: &Voice) -> Option<SpeakerJson<'a>> {
        let (attribution, certain) = match voice {
            Voice::Article => return None,
            Voice::Uncertain(attribution) => (attribution, false),
            Voice::Source(attribution) => (attribution, true),
        };
        let kind = attribution.speech.name();
        Some(match Speaker::behind(quote, voice) {
            Speaker::Source { printed, resolved, cue, anonymous, .. } => {
                let source_span = attribution.source.map(|span| Place { start: span.start(), end: span.end() });
                SpeakerJson { source: Some(printed), source_span, resolved, cue, kind, anonymous, certain }
            }
            Speaker::Unnamed { cue, .. } => {
                SpeakerJson { source: None, source_span: None, resolved: None, cue, kind, anonymous: true, certain }
            }
            Speaker::Article | Speaker::Uncertain => SpeakerJson {
                source: None,
                source_span: None,
                resolved: None,
                cue: None,
                kind,
                anonymous: false,
                certain,
            },
        })
    }
}

#[derive(Serialize)]
struct ArticleJson<'a> {
    id: &'a str,
    title: Option<&'a str>,
    authors: &'a [String],
    publisher: Option<&'a str>,
    published: Option<String>,
    url: Option<&'a str>,
    path: &'a str,
    /// Other articles that carry the same passage.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    also: Vec<ArticleJson<'a>>,
}

impl<'a> ArticleJson<'a> {
    fn new(article: &'a Article) -> ArticleJson<'a> {
        ArticleJson::cited(&article.id.0, &article.citation, &article.origin.path)
    }

    fn headline(headline: &'a Headline) -> ArticleJson<'a> {
        ArticleJson::cited(&headline.id, &headline.citation, &headline.path)
    }

    fn cited(id: &'a str, citation: &'a Citation, path: &'a str) -> ArticleJson<'a> {
        ArticleJson {
            id,
            title: citation.title.as_deref(),
            authors: &citation.authors,
            publisher: citation.publisher.as_deref(),
            published: citation.published.map(|date| date.to_string()),
            url: citation.url.as_deref(),
            path,
            also: Vec::new(),
        }
    }
}

#[derive(Serialize)]
struct SearchedJson {
    articles: u64,
    undated: u64,
    oldest: Option<String>,
    newest: Option<String>,
    indexed: Option<String>,
}

impl SearchedJson {
    fn new(searched: &Searched) -> SearchedJson {
        SearchedJson {
            articles: searched.articles,
            undated: searched.undated,
            oldest: searched.oldest.map(|date| date.to_string()),
            newest: searched.newest.map(|date| date.to_string()),
            indexed: searched.indexed.map(|time| time.to_string()),
        }
    }
}

#[derive(Serialize)]
struct ShareJson {
    name: &'static str,
    value: f32,
}

impl ShareJson {
    fn new(share: &Share) -> ShareJson {
        ShareJson { name: share.name, value: share.value }
    }
}

/// Who says what in one article: a line of `onrecord quotes --json`.
#[derive(Serialize)]
pub struct QuotesJson<'a> {
    article: ArticleJson<'a>,
    attributions: Vec<AttributionJson<'a>>,
}

impl<'a> QuotesJson<'a> {
    pub fn new(article: &'a Article, attributions: &'a [Attribution]) -> QuotesJson<'a> {
        let one = |attribution| AttributionJson::new(article, attribution);
        QuotesJson { article: ArticleJson::new(article), attributions: attributions.iter().map(one).collect() }
    }
}

#[derive(Serialize)]
struct AttributionJson<'a> {
    source: Option<Stretch<'a>>,
    cue: Option<Stretch<'a>>,
    content: Vec<Stretch<'a>>,
    kind: &'static str,
    resolved: Option<&'a str>,
    anonymous: bool,
    confidence: f32,
}

impl<'a> AttributionJson<'a> {
    fn new(article: &'a Article, attribution: &'a Attribution) -> AttributionJson<'a> {
        AttributionJson {
            source: attribution.source.map(|span| Stretch::of(article, span)),
            cue: attribution.cue.map(|span| Stretch::of(article, span)),
            content: attribution.content.iter().map(|span| Stretch::of(article, *span)).collect(),
            kind: attribution.speech.name(),
            resolved: attribution.resolved.map(|span| article.text.cut(span).unwrap_or_default()),
            anonymous: attribution.anonymous,
            confidence: attribution.confidence,
        }
    }
}

/// An article as it is stored: a line of `onrecord read`, which `index` reads back.
#[derive(Serialize)]
pub struct RecordJson<'a> {
    #[serde(flatten)]
    article: ArticleJson<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    line: Option<u64>,
    lang: Option<String>,
    text: &'a str,
}

impl<'a> RecordJson<'a> {
    pub fn new(article: &'a Article) -> RecordJson<'a> {
        RecordJson {
            article: ArticleJson::new(article),
            line: article.origin.line,
            lang: article.language.map(|language| language.to_string()),
            text: article.text.as_str(),
        }
    }
}

/// One article with its attributions and its sentences: `onrecord show --json`.
#[derive(Serialize)]
pub struct StoredJson<'a> {
    #[serde(flatten)]
    record: RecordJson<'a>,
    attributions: Vec<AttributionJson<'a>>,
}

impl<'a> StoredJson<'a> {
    pub fn new(stored: &'a StoredArticle) -> StoredJson<'a> {
        let one = |attribution| AttributionJson::new(&stored.article, attribution);
        StoredJson {
            record: RecordJson::new(&stored.article),
            attributions: stored.attributions.iter().map(one).collect(),
        }
    }
}
