//! A siege: many askers, while runs change the articles one after the other. What is quoted must be what an article says in a state
//! that a reading can show at that moment, and whoever is named must be whom the same text, read alone, gives the words to.

use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use ::onrecord::answer::{Finding, Quote};
use ::onrecord::article::{Attribution, Voice};
use ::onrecord::ask::ask;
use ::onrecord::attribution::attribute;
use ::onrecord::index::Shelves;
use ::onrecord::segment::segment;

use crate::corpus;
use crate::engines::{Failure, onrecord};
use crate::figures::Figures;

/// A collection of its own: small enough for many runs.
const ARTICLES: u64 = 5_000;
/// One article in so many is told anew by each run, and as at first again by the next.
const CHANGED: u64 = 10;
const QUESTIONS: u64 = 200;

/// Which runs a reading may show: those that ended before it was opened, and those begun before it was done with.
#[derive(Default)]
struct Clock {
    begun: AtomicU64,
    published: AtomicU64,
}

/// What was checked.
#[derive(Default)]
struct Seen {
    answers: u64,
    quotes: u64,
    /// Quotes of articles that had been told anew.
    anew: u64,
    /// Quotes with somebody named.
    named: u64,
}

impl Seen {
    fn join(&mut self, other: &Seen) {
        self.answers += other.answers;
        self.quotes += other.quotes;
        self.anew += other.anew;
        self.named += other.named;
    }

    /// A siege in which little was quoted has shown nothing.
    fn tells(&self, runs: u64) -> Result<(), Failure> {
        let Seen { answers, quotes, anew, named } = self;
        if *answers > 0 && *quotes >= answers / 2 && *named > 0 && (*anew > 0 || runs < 3) {
            return Ok(());
        }
        Err(format!("{answers} answers with {quotes} quotes ({named} with a name, {anew} of changed articles) beside {runs} runs tell nothing").into())
    }
}

/// How an article is told once the run of a number has ended; run 0 is the first.
fn telling(number: u64, run: u64) -> u64 {
    u64::from(run > 0 && number % CHANGED == run % CHANGED)
}

fn write(corpus: &Path, run: u64) -> Result<(), Failure> {
    Ok(corpus::write(corpus, 0..ARTICLES, |number| telling(number, run) == 1)?)
}

/// Asks for so many seconds; what was seen goes to the figures. Every fault is an error.
pub fn hold(folder: &Path, askers: usize, seconds: u64, figures: &mut Figures) -> Result<(), Failure> {
    let (corpus, index) = (folder.join("siege.jsonl"), folder.join("siege"));
    write(&corpus, 0)?;
    onrecord::index(&corpus, &index, 2)?;
    let questions = corpus::questions(ARTICLES, QUESTIONS);
    let until = Instant::now() + Duration::from_secs(seconds);
    let shelves = Shelves::open(&index)?;
    let clock = Clock::default();
    let ask_on = |asker: usize| -> Result<Seen, Failure> {
        let mut seen = Seen::default();
        for words in questions.iter().cycle().skip(asker * 7) {
            if Instant::now() > until {
                break;
            }
            let first = clock.published.load(Ordering::SeqCst);
            let found = ask(&shelves.reading()?, &onrecord::question(words))?;
            let last = clock.begun.load(Ordering::SeqCst);
            seen.answers += 1;
            found.findings().iter().try_for_each(|finding| check(finding, first..=last, &mut seen))?;
        }
        Ok(seen)
    };
    let (mut seen, mut runs) = (Seen::default(), 0);
    std::thread::scope(|scope| -> Result<(), Failure> {
        let running: Vec<_> = (0..askers).map(|asker| scope.spawn(move || ask_on(asker))).collect();
        while Instant::now() < until {
            runs += 1;
            write(&corpus, runs)?;
            clock.begun.store(runs, Ordering::SeqCst);
            if onrecord::index(&corpus, &index, 2)? == 0 {
                return Err(format!("run {runs} changed nothing").into());
            }
            clock.published.store(runs, Ordering::SeqCst);
        }
        for run in running {
            seen.join(&run.join().map_err(|_| "an asker panicked")??);
        }
        Ok(())
    })?;
    seen.tells(runs)?;
    figures.extend([
        ("answers".to_owned(), seen.answers as f64),
        ("quotes".to_owned(), seen.quotes as f64),
        ("anew".to_owned(), seen.anew as f64),
        ("named".to_owned(), seen.named as f64),
        ("runs".to_owned(), runs as f64),
    ]);
    Ok(())
}

fn check(finding: &Finding, runs: std::ops::RangeInclusive<u64>, seen: &mut Seen) -> Result<(), Failure> {
    let quote = &finding.quote;
    let id = &quote.article().id.0;
    let number = id.strip_prefix("bench-").and_then(|number| number.parse().ok());
    let number: u64 = number.ok_or_else(|| format!("there is no article {id}"))?;
    let text = quote.article().text.as_str();
    let told = runs.clone().map(|run| telling(number, run)).find(|told| corpus::article(number, *told).text == text);
    let told = told.ok_or_else(|| format!("{id} does not read so after runs {runs:?}: {text}"))?;
    if quote.words() != &text[quote.span().range()] || !said_so(quote) {
        return Err(format!("{id} does not say so: {}", quote.words()).into());
    }
    seen.quotes += 1;
    seen.anew += told;
    seen.named += u64::from(matches!(quote.voice(), Voice::Source(_)));
    Ok(())
}

/// Whether all who are named with a quote are those whom the text gives words to when it is read alone.
fn said_so(quote: &Quote) -> bool {
    let article = quote.article();
    let alone = attribute(&article.text, &segment(&article.text, article.language), article.language);
    let known = |voice: &Voice| match voice {
        Voice::Source(said) => alone.iter().any(|known| same(known, said)),
        _ => true,
    };
    known(quote.voice()) && quote.parts().iter().all(|part| known(&part.voice))
}

/// Whether two attributions are one; a stored confidence is rounded.
fn same(one: &Attribution, other: &Attribution) -> bool {
    let near = (one.confidence - other.confidence).abs() < 0.002;
    near && *one == Attribution { confidence: one.confidence, ..other.clone() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_siege_in_which_nothing_is_quoted_fails() {
        let seen = |answers, quotes, anew, named| Seen { answers, quotes, anew, named };
        assert!(seen(0, 0, 0, 0).tells(9).is_err());
        assert!(seen(100, 49, 9, 9).tells(9).is_err());
        assert!(seen(100, 90, 0, 9).tells(9).is_err());
        assert!(seen(100, 90, 9, 0).tells(9).is_err());
        assert!(seen(100, 90, 9, 9).tells(9).is_ok());
    }

    #[test]
    fn each_run_tells_some_articles_anew_and_the_ones_before_as_at_first() {
        assert_eq!((0..12).map(|run| telling(3, run)).collect::<Vec<_>>(), [0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0]);
        assert_eq!(telling(0, 0), 0);
    }
}
