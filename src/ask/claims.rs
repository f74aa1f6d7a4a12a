//! Competing claims: two who give different figures for one thing, or one who denies what the other says.

use std::collections::BTreeSet;

use super::sorts::NUMBERS;
use super::words::{FUNCTION, holds};
use crate::answer::{Finding, Quote};
use crate::language::Language;
use crate::terms::Analyzer;

/// How many answers are looked at first: both sides stand among so many.
const FIRST: usize = 3;
/// So many of the best answers are looked at for the other side, however many are wanted: whoever asks again for more meets the same ones in the
/// same order.
pub const LOOKED_AT: usize = 7;
/// So many words must both sides share, and this part of those of the shorter one: two who only speak of the same matter share less.
const SHARED: usize = 3;
const SHARE: f32 = 0.4;
/// What a number counts is one of so many words right behind it.
const COUNTED: usize = 2;
/// Shorter words do not tell what a claim is about.
const SHORTEST: usize = 3;

/// What one side says.
#[derive(Debug)]
struct Claim {
    /// Stems of the words that tell what it is about.
    words: BTreeSet<String>,
    /// Numbers, each with the stem of what it counts.
    figures: BTreeSet<(String, String)>,
    denies: bool,
}

/// Whether two quotes are the two sides of a dispute: of different speakers, about the same thing, with different figures for
/// it, or one of them a denial. Only speakers who are named with certainty take sides.
pub fn rival(one: &Quote, other: &Quote) -> bool {
    let (Some(ours), Some(theirs)) = (Claim::of(one), Claim::of(other)) else { return false };
    one.article().language == other.article().language && !same_speaker(one, other) && claims_differ(&ours, &theirs)
}

/// The first `limit` findings. Where somebody disagrees with the first one, but only further back, the first of those who do
/// takes the place of the last that would be among the first few.
pub fn both_sides(mut findings: Vec<Finding>, limit: usize) -> Vec<Finding> {
    let first = FIRST.min(limit);
    if first > 1
        && let Some((best, rest)) = findings.split_first()
        && best.quote.voice().attribution().is_some()
        && let Some(at) =
            rest.iter().take(LOOKED_AT - 1).position(|finding| rival(&best.quote, &finding.quote)).map(|at| at + 1)
        && at >= first
    {
        let other = findings.remove(at);
        findings.insert(first - 1, other);
    }
    findings.truncate(limit);
    findings
}

/// Nobody contradicts themselves here: two who are called the same are one.
fn same_speaker(one: &Quote, other: &Quote) -> bool {
    let name = |quote: &Quote| {
        let said = quote.voice().attribution()?;
        Some(quote.elsewhere(said.resolved.or(said.source)?).to_lowercase())
    };
    name(one) == name(other)
}

fn claims_differ(one: &Claim, other: &Claim) -> bool {
    let shared = one.words.intersection(&other.words).count();
    let smaller = one.words.len().min(other.words.len()).max(1);
    let same_matter = shared >= SHARED && shared as f32 >= SHARE * smaller as f32;
    same_matter && (one.denies != other.denies || figures_differ(one, other))
}

/// Two numbers for one thing, where no number for it is the same.
fn figures_differ(one: &Claim, other: &Claim) -> bool {
    let counted: BTreeSet<&String> = one.figures.iter().map(|(_, what)| what).collect();
    counted.iter().any(|what| {
        let of = |claim: &Claim| -> BTreeSet<String> {
            claim.figures.iter().filter(|(_, counts)| counts == *what).map(|(number, _)| number.clone()).collect()
        };
        let (ours, theirs) = (of(one), of(other));
        !theirs.is_empty() && ours.is_disjoint(&theirs)
    })
}

impl Claim {
    /// What the quote's speaker says in it.
    fn of(quote: &Quote) -> Option<Claim> {
        let said = quote.voice().attribution().filter(|said| said.source.is_some())?;
        let parts = said.content.iter().filter(|part| part.overlaps(quote.span()));
        let words: Vec<&str> = parts.map(|part| quote.elsewhere(*part)).collect();
        let cue = said.cue.map(|cue| quote.elsewhere(cue));
        Some(Claim::new(&words.join(" "), cue, quote.article().language))
    }

    fn new(text: &str, cue: Option<&str>, language: Option<Language>) -> Claim {
        let lower = text.to_lowercase();
        let denies = cue.is_some_and(denial) || DENYING.iter().any(|words| lower.contains(words));
        let terms = Analyzer::new(language).list(text);
        let mut claim = Claim { words: BTreeSet::new(), figures: BTreeSet::new(), denies };
        for (at, term) in terms.iter().enumerate() {
            if is_year(term) {
                continue;
            }
            if is_number(term) {
                // "221 tired passengers": either word may be what is counted.
                let counted = terms[at + 1..].iter().take(COUNTED).take_while(|next| tells(next));
                claim.figures.extend(counted.map(|what| (term.clone(), what.clone())));
            } else if tells(term) {
                claim.words.insert(term.clone());
            }
        }
        claim
    }
}

/// Whether a word tells what a claim is about.
fn tells(term: &str) -> bool {
    term.chars().count() >= SHORTEST && !is_number(term) && !holds(FUNCTION, term)
}

/// A year counts nothing.
fn is_year(term: &str) -> bool {
    term.len() == 4 && term.parse().is_ok_and(|year: u32| (1900..=2100).contains(&year))
}

fn is_number(term: &str) -> bool {
    term.starts_with(|c: char| c.is_ascii_digit()) || NUMBERS.binary_search(&term).is_ok()
}

/// Whether a verb of saying denies.
fn denial(cue: &str) -> bool {
    let cue = cue.to_lowercase();
    cue.split(|c: char| !c.is_alphanumeric()).any(|word| DENIALS.binary_search(&word).is_ok())
}

/// Verbs that deny, in the languages of the lexicons; sorted.
const DENIALS: &[&str] = &[
    "abgestritten",
    "bestreitet",
    "bestritt",
    "bestritten",
    "conteste",
    "contesté",
    "contradicted",
    "contradicts",
    "dementi",
    "dementiert",
    "dementierte",
    "denied",
    "denies",
    "deny",
    "denying",
    "desmiente",
    "desmintió",
    "dismissed",
    "dismisses",
    "disputa",
    "disputed",
    "disputes",
    "disputó",
    "dément",
    "démenti",
    "negó",
    "nie",
    "niega",
    "nié",
    "rebutted",
    "rechaza",
    "rechazó",
    "refuted",
    "refutes",
    "refutó",
    "rejected",
    "rejects",
    "rejette",
    "rejeté",
    "réfute",
    "réfuté",
    "widersprach",
    "widerspricht",
    "zurückgewiesen",
];

/// Words by which a claim is called wrong, whoever says so.
const DENYING: &[&str] = &[
    " untrue",
    " not true",
    " is false",
    " was false",
    "falsely",
    " nicht wahr",
    " nicht zutreffend",
    " falsch",
    "est faux",
    "pas vrai",
    "es falso",
    "no es cierto",
    " a lie",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(one: (&str, &str), other: (&str, &str), expected: bool) {
        let claim = |(text, cue): (&str, &str)| Claim::new(text, Some(cue), Some(Language::ENGLISH));
        assert_eq!(claims_differ(&claim(one), &claim(other)), expected, "{one:?} {other:?}");
        assert_eq!(claims_differ(&claim(other), &claim(one)), expected, "{other:?} {one:?}");
    }

    #[test]
    fn two_figures_for_one_thing() {
        let police = ("12 miners were hurt in the collapse at Harrow Deep.", "said");
        check(police, ("19 miners were hurt in the collapse.", "said"), true);
        check(police, ("12 miners were hurt in the collapse.", "said"), false);
        check(police, ("30 lorries were hurt in the collapse.", "said"), false);
        check(police, ("19 miners ate his bread.", "said"), false);
        check(
            ("Three men drowned when the ferry sank.", "said"),
            ("Five men drowned when the ferry sank.", "said"),
            true,
        );
        let year = |year: &str| format!("The {year} harbour budget paid for a new crane.");
        check((&year("2016"), "said"), (&year("2017"), "said"), false);
    }

    #[test]
    fn a_denial_is_the_other_side() {
        let claim = ("The ferry sailed with a broken radar.", "said");
        check(claim, ("that the ferry had sailed with a broken radar.", "denied"), true);
        check(claim, ("that its bakers were on strike.", "denied"), false);
        check(claim, ("“It is simply untrue that the ferry sailed with a broken radar,”", "said"), true);
        check(claim, ("The ferry sailed with a broken radar.", "said"), false);
    }

    #[test]
    fn the_list_is_sorted() {
        assert!(DENIALS.is_sorted());
    }
}
