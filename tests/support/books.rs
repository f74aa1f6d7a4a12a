//! Collections for tests: answers made by hand, and a re-index that does what the test says.

use std::ops::Range;
use std::sync::{Arc, Mutex};

use jiff::civil::date;
use onrecord::answer::{Answer, Finding, Headline, Quote, Reason, Said, Searched, Verdict};
use onrecord::article::{Article, ArticleId, Attribution, Citation, Origin, Speech, Voice};
use onrecord::ask::{Question, Request};
use onrecord::bot::{Books, Mark};
use onrecord::intake::{IntakeError, Progress, Report};
use onrecord::library::{LibraryError, Listed, Names, StoredArticle};
use onrecord::text::{Span, Text};

type Asked = dyn Fn(&Question) -> Result<Answer, LibraryError> + Send + Sync;
type Reindexed = dyn Fn(&dyn Progress) -> Result<Report, IntakeError> + Send + Sync;

/// Answers as it is told, and keeps the questions.
pub struct Canned {
    answer: Box<Asked>,
    reindex: Box<Reindexed>,
    questions: Mutex<Vec<Question>>,
}

impl Canned {
    pub fn answering(
        answer: impl Fn(&Question) -> Result<Answer, LibraryError> + Send + Sync + 'static,
    ) -> Arc<Canned> {
        Canned::with(answer, |_| Ok(Report::default()))
    }

    pub fn reindexing(
        reindex: impl Fn(&dyn Progress) -> Result<Report, IntakeError> + Send + Sync + 'static,
    ) -> Arc<Canned> {
        Canned::with(|_| Ok(nothing(Reason::NoMatch)), reindex)
    }

    fn with(
        answer: impl Fn(&Question) -> Result<Answer, LibraryError> + Send + Sync + 'static,
        reindex: impl Fn(&dyn Progress) -> Result<Report, IntakeError> + Send + Sync + 'static,
    ) -> Arc<Canned> {
        Arc::new(Canned { answer: Box::new(answer), reindex: Box::new(reindex), questions: Mutex::default() })
    }

    /// One article, quoted whole.
    pub fn quoting(piece: Piece) -> Arc<Canned> {
        Canned::answering(move |_| Ok(quotes(vec![piece.finding()])))
    }

    pub fn questions(&self) -> Vec<Question> {
        self.questions.lock().expect("no test fails in here").clone()
    }
}

impl Books for Canned {
    fn ask(&self, question: &Question) -> Result<Answer, LibraryError> {
        self.questions.lock().expect("no test fails in here").push(question.clone());
        (self.answer)(question)
    }

    fn quoted(&self, _: &Mark) -> Result<Option<Finding>, LibraryError> {
        Ok(None)
    }

    fn articles(&self, _: &str, _: usize) -> Result<Vec<StoredArticle>, LibraryError> {
        Ok(Vec::new())
    }

    fn said(&self, request: &Request) -> Result<Said, LibraryError> {
        let question = Question {
            filters: request.filters.clone(),
            limit: request.limit,
            ..Question::new(&request.about, date(2024, 5, 9))
        };
        let findings = self.ask(&question)?.findings().to_vec();
        let near = if findings.is_empty() { vec!["The *Marren* Line".to_owned()] } else { Vec::new() };
        let (name, about) = (request.name.clone(), request.about.clone());
        Ok(Said { name, about, findings, near, searched: searched(), took: 3, ..Said::default() })
    }

    fn names(&self, of: Names, typed: &str, _: usize) -> Result<Vec<Listed>, LibraryError> {
        let name = |name: String, articles| Listed { name, articles, times: articles };
        Ok(vec![name(format!("{of:?} of {typed}"), 12), name("x".repeat(300), 1)])
    }

    fn searched(&self) -> Result<Searched, LibraryError> {
        Ok(searched())
    }

    fn reindex(&self, _: Option<&str>, progress: &dyn Progress) -> Result<Report, IntakeError> {
        (self.reindex)(progress)
    }
}

/// An article with one quote and who says it, as byte ranges of its text.
#[derive(Clone, Debug)]
pub struct Piece {
    pub text: String,
    pub citation: Citation,
    pub quote: Range<usize>,
    pub source: Option<Range<usize>>,
    pub resolved: Option<Range<usize>>,
    pub anonymous: bool,
    pub certain: bool,
    pub id: String,
}

impl Piece {
    /// A text that is quoted whole, and speaks for itself.
    pub fn whole(text: &str) -> Piece {
        Piece {
            quote: 0..text.len(),
            text: text.to_owned(),
            citation: citation(),
            source: None,
            resolved: None,
            anonymous: false,
            certain: true,
            id: "/srv/articles/kessil-depot.txt".into(),
        }
    }

    /// The first place where these words stand says it.
    pub fn said_by(mut self, words: &str) -> Piece {
        let at = self.text.find(words).expect("the words stand in the text");
        self.source = Some(at..at + words.len());
        self
    }

    pub fn who_is(mut self, words: &str) -> Piece {
        let at = self.text.find(words).expect("the words stand in the text");
        self.resolved = Some(at..at + words.len());
        self
    }

    pub fn finding(&self) -> Finding {
        let article = Arc::new(Article {
            id: ArticleId(self.id.clone()),
            citation: self.citation.clone(),
            language: None,
            origin: Origin { path: self.id.clone(), line: None },
            text: Text::new(self.text.as_str()),
        });
        let span = |range: &Range<usize>| article.text.span(range.clone()).expect("a range of whole characters");
        let quoted = span(&self.quote);
        let attribution = self.source.as_ref().map(|source| Attribution {
            source: Some(span(source)),
            cue: None,
            content: vec![quoted],
            speech: Speech::Indirect,
            resolved: self.resolved.as_ref().map(&span),
            anonymous: self.anonymous,
            confidence: 0.9,
        });
        let voice = match &attribution {
            None => Voice::Article,
            Some(attribution) if self.certain => Voice::Source(attribution.clone()),
            Some(attribution) => Voice::Uncertain(attribution.clone()),
        };
        let attributions: Vec<Attribution> = attribution.into_iter().collect();
        let quote = Quote::cut(Arc::clone(&article), article.text.hash(), quoted, voice, &attributions)
            .expect("it was just made");
        Finding {
            quote,
            score: 1.0,
            matched: Vec::new(),
            context: whole(&article),
            shares: Vec::new(),
            also: Vec::new(),
            collection: None,
        }
    }
}

fn whole(article: &Article) -> Span {
    article.text.whole()
}

pub fn citation() -> Citation {
    Citation {
        title: Some("Depot near Kessil hit, official says".into()),
        authors: vec!["Mara Olin".into(), "Teo Brandt".into()],
        publisher: Some("The Harbour Post".into()),
        published: Some(date(2024, 4, 1)),
        url: Some("https://www.harbourpost.example/2024/kessil-depot".into()),
    }
}

pub fn searched() -> Searched {
    Searched {
        undated: 0,
        articles: 120,
        oldest: Some(date(2024, 3, 3)),
        newest: Some(date(2024, 5, 9)),
        indexed: Some("2024-05-09T14:02:00Z".parse().expect("a time")),
    }
}

pub fn quotes(findings: Vec<Finding>) -> Answer {
    answer(Verdict::Quotes(findings))
}

pub fn nothing(reason: Reason) -> Answer {
    let headline =
        Headline { id: "/srv/articles/levy.md".into(), path: "/srv/articles/levy.md".into(), citation: citation() };
    answer(Verdict::Nothing { reason, nearest: vec![headline], names: Vec::new() })
}

fn answer(verdict: Verdict) -> Answer {
    Answer {
        question: "as asked".into(),
        verdict,
        confidence: 0.9,
        understood: Default::default(),
        searched: searched(),
        took: 840,
    }
}
