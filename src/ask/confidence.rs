//! How sure the engine is that its best finding answers, and when it says nothing instead.

use super::search::{Found, RareTerm};
use super::sheet::Hold;
use super::weigh::Weighed;
use crate::terms::is_pair;

/// Below this confidence nothing is quoted: from the curve that `cargo run --release --example weights` prints.
pub const THRESHOLD: f32 = 0.2;

/// What tells whether the best run of sentences answers.
#[derive(Clone, Copy, PartialEq, Default, Debug)]
pub struct Signs(pub [f32; Signs::NAMES.len()]);

impl Signs {
    pub const NAMES: [&'static str; 7] = [
        "always",
        // Names and numbers of the question that neither the article nor its title holds, by how much they tell.
        "names missing",
        "numbers missing",
        // That most of its words are nowhere in the article, by how much they tell: in a small collection the best score
        // and its lead say little.
        "most words missing",
        // In tens, as most scores are.
        "score",
        // By how much the best run of another article is behind, as a share of the score.
        "lead over others",
        // That the article holds no word for what somebody's words are asked about, only for whose they are.
        "nothing of the topic",
    ];
}

/// So much of a question's words may be said in other words.
const MUCH_MISSING: f32 = 0.6;
/// A greater lead tells no more.
const MOST_LEAD: f32 = 0.3;

/// What each sign counts for, by a logistic curve; learned by the same command, but for the words missing and the topic, which are
/// set by hand for collections smaller than those it learns on.
const WEIGHTS: Signs = Signs([-4.95, -2.94, -1.89, -5.0, 2.95, 6.22, -1.5]);

pub fn signs(found: &Found, weighed: &Weighed) -> Signs {
    let Some(best) = weighed.windows.first() else { return Signs::default() };
    let rival = weighed.windows.iter().find(|window| window.article != best.article);
    let language = found.articles[best.article].stored.article.language;
    let asked = found.asked.get(&language).map_or(&[][..], Vec::as_slice);
    // Where there is no other article to lead over, it is what this one holds of the question's words that tells.
    let lead = match rival {
        Some(rival) => (best.score - rival.score) / best.score.max(1.0),
        None => MOST_LEAD * (1.0 - missing(asked, &weighed.holds, |_| true)),
    };
    let is_number = |term: &RareTerm| term.term.starts_with(|c: char| c.is_ascii_digit());
    let is_word = |term: &RareTerm| !is_pair(&term.term);
    Signs([
        1.0,
        missing(asked, &weighed.holds, |term| term.name),
        missing(asked, &weighed.holds, is_number),
        (missing(asked, &weighed.holds, is_word) - MUCH_MISSING).max(0.0) / (1.0 - MUCH_MISSING),
        best.score / 10.0,
        lead.min(MOST_LEAD),
        f32::from(u8::from(is_off_topic(asked, &weighed.holds))),
    ])
}

/// Whether somebody's words about something are asked for, and the article knows the one but not the other.
fn is_off_topic(asked: &[RareTerm], holds: &[Hold]) -> bool {
    let told = || asked.iter().zip(holds).filter(|(term, _)| !term.function);
    let known = told().any(|(term, hold)| term.subject && hold.anywhere > 0.0);
    let mut topic = told().filter(|(term, _)| !term.subject).peekable();
    known && topic.peek().is_some() && topic.all(|(_, hold)| hold.anywhere == 0.0)
}

/// What the article does not hold of some of the question's words, as a share of what they are worth; 0 where there are none.
fn missing(asked: &[RareTerm], holds: &[Hold], of: impl Fn(&RareTerm) -> bool) -> f32 {
    let (mut all, mut missing) = (0.0, 0.0);
    for (term, hold) in asked.iter().zip(holds).filter(|(term, _)| !term.function && of(term)) {
        all += term.rarity;
        missing += term.rarity * (1.0 - hold.anywhere.min(1.0));
    }
    missing / f32::max(all, f32::EPSILON)
}

/// An estimate, 0 to 1.
pub fn of(signs: &Signs) -> f32 {
    let evidence: f32 = signs.0.iter().zip(WEIGHTS.0).map(|(sign, weight)| sign * weight).sum();
    1.0 / (1.0 + (-evidence).exp())
}
