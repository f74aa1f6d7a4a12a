//! Several collections asked at once: each by itself, as if it were the only one, and what they say put into one order.
//!
//! Absent on purpose: nothing here opens a collection. Whoever asks hands in those that the person may see, and no others.

use std::sync::Arc;

use super::copies::same_passage;
use super::question::Question;
use super::said::Request;
use super::{NEAREST, barriers};
use crate::answer::{Answer, Barrier, Finding, Headline, Reason, Said, Searched, Speaker, Verdict};
use crate::library::LibraryError;

/// One of several collections: what it is called, if there are others, and how it is asked.
pub struct Among<'a, Q, A> {
    pub name: Option<Arc<str>>,
    pub ask: &'a dyn Fn(&Q) -> Result<A, LibraryError>,
}

/// Asks every collection, and gives the findings of all by confidence: each counts as much as its collection is sure of its first finding,
/// times its share of that finding's score. More findings never change the order of the first.
pub fn ask_all(question: &Question, collections: &[Among<'_, Question, Answer>]) -> Result<Answer, LibraryError> {
    let mut answers = Vec::new();
    for collection in collections {
        answers.push(named(collection, (collection.ask)(question)?));
    }
    if answers.len() == 1 {
        return Ok(answers.remove(0));
    }
    // Stable: collections that are as sure as each other stay in the order of the configuration.
    answers.sort_by(|a, b| b.confidence.total_cmp(&a.confidence));
    let searched = together(answers.iter().map(|answer| &answer.searched));
    let took = answers.iter().map(|answer| answer.took).sum();
    let first = answers.first();
    let (confidence, understood) =
        first.map_or_else(Default::default, |first| (first.confidence, first.understood.clone()));
    let verdict = verdict(answers, question.limit);
    Ok(Answer { question: question.words.clone(), verdict, confidence, understood, searched, took })
}

fn named(collection: &Among<'_, Question, Answer>, mut answer: Answer) -> Answer {
    if let Verdict::Quotes(findings) = &mut answer.verdict {
        findings.iter_mut().for_each(|finding| finding.collection = collection.name.clone());
    }
    answer
}

fn verdict(answers: Vec<Answer>, limit: usize) -> Verdict {
    let mut ranked: Vec<(f32, Finding)> = Vec::new();
    let mut reasons = Vec::new();
    let mut headlines: Vec<std::vec::IntoIter<Headline>> = Vec::new();
    let mut named = Vec::new();
    for answer in answers {
        match answer.verdict {
            Verdict::Quotes(findings) => ranked.extend(weighed(answer.confidence, findings)),
            Verdict::Nothing { reason, nearest, names } => {
                reasons.push(reason);
                headlines.push(nearest.into_iter());
                named.push(names.into_iter());
            }
        }
    }
    ranked.sort_by(|(a, _), (b, _)| b.total_cmp(a));
    let mut found: Vec<Finding> = Vec::new();
    for (_, finding) in ranked {
        match found.iter_mut().find(|known| is_copy(known, &finding)) {
            Some(known) => carried_too(known, &finding),
            None => found.push(finding),
        }
    }
    found.truncate(limit);
    if !found.is_empty() {
        return Verdict::Quotes(found);
    }
    let reason = reasons.into_iter().max_by_key(|reason| nearness(*reason)).unwrap_or(Reason::EmptyCollection);
    let mut names = in_turn(named, barriers::NEAR);
    let mut seen = std::collections::HashSet::new();
    names.retain(|name| seen.insert(name.clone()));
    // Names are offered for a filter that stops everything everywhere; elsewhere something may have passed it.
    if !matches!(reason, Reason::Filtered(Barrier::Speaker | Barrier::Publisher | Barrier::Author)) {
        names.clear();
    }
    Verdict::Nothing { reason, nearest: in_turn(headlines, NEAREST), names }
}

/// A collection's own order stays, even where it puts the other side of a dispute before what scores higher.
fn weighed(confidence: f32, findings: Vec<Finding>) -> Vec<(f32, Finding)> {
    let best = findings.first().map_or(1.0, |first| first.score.max(f32::EPSILON));
    let mut least = f32::INFINITY;
    let weigh = |finding: Finding| {
        least = least.min(confidence * finding.score / best);
        (least, finding)
    };
    findings.into_iter().map(weigh).collect()
}

/// Whether two collections hold a passage; what one of them repeats is its own affair.
fn is_copy(known: &Finding, other: &Finding) -> bool {
    let (one, two) = (&known.quote, &other.quote);
    let same_place = one.article().id == two.article().id && one.span() == two.span() && one.words() == two.words();
    known.collection != other.collection && (same_place || same_passage(one, two))
}

/// It is quoted once.
fn carried_too(known: &mut Finding, other: &Finding) {
    let article = other.quote.article();
    if known.quote.article().id != article.id {
        known.also.push(Headline {
            id: article.id.to_string(),
            path: article.origin.path.clone(),
            citation: article.citation.clone(),
        });
    }
}

/// How near a collection came to an answer.
fn nearness(reason: Reason) -> u8 {
    match reason {
        Reason::EmptyCollection => 0,
        Reason::NoWords => 1,
        Reason::Filtered(Barrier::Speaker | Barrier::Publisher | Barrier::Author | Barrier::Period) => 2,
        Reason::Filtered(Barrier::Together) => 3,
        Reason::Filtered(Barrier::Words) => 4,
        Reason::NoMatch => 5,
        Reason::TooWeak => 6,
    }
}

/// The first of each list, then the second of each, and so on.
fn in_turn<T>(mut lists: Vec<std::vec::IntoIter<T>>, most: usize) -> Vec<T> {
    let mut taken = Vec::new();
    while taken.len() < most {
        let before = taken.len();
        taken.extend(lists.iter_mut().filter_map(Iterator::next));
        if taken.len() == before {
            break;
        }
    }
    taken.truncate(most);
    taken
}

/// What all of them hold; everything is at least as new as the oldest run.
pub fn together<'s>(all: impl Iterator<Item = &'s Searched>) -> Searched {
    all.fold(Searched::default(), |sum, each| Searched {
        articles: sum.articles + each.articles,
        undated: sum.undated + each.undated,
        oldest: sum.oldest.into_iter().chain(each.oldest).min(),
        newest: sum.newest.into_iter().chain(each.newest).max(),
        indexed: sum.indexed.into_iter().chain(each.indexed).min(),
    })
}

/// Everything somebody says in any of the collections, newest first.
pub fn said_in_all(request: &Request, collections: &[Among<'_, Request, Said>]) -> Result<Said, LibraryError> {
    let mut all = Vec::new();
    for collection in collections {
        all.push((collection.ask)(request)?);
    }
    let shares = newest(&all, request.limit);
    let more = all.iter().zip(&shares).any(|(said, share)| said.more || said.findings.len() > *share);
    let looked_through = all.iter().filter_map(|said| said.looked_through).min();
    let silence = all.iter().filter_map(|said| said.silence).max();
    for ((said, share), collection) in all.iter_mut().zip(&shares).zip(collections) {
        if *share < said.findings.len() {
            // Asked again for as much as there is room for, so that the speakers are counted over what is shown.
            *said = match share {
                0 => Said { findings: Vec::new(), speakers: Vec::new(), ..said.clone() },
                share => (collection.ask)(&Request { limit: *share, ..request.clone() })?,
            };
        }
        said.findings.iter_mut().for_each(|finding| finding.collection = collection.name.clone());
    }
    if all.len() == 1 {
        return Ok(all.remove(0));
    }
    let searched = together(all.iter().map(|said| &said.searched));
    let took = all.iter().map(|said| said.took).sum();
    let mut near: Vec<String> = Vec::new();
    let mut speakers: Vec<Speaker> = Vec::new();
    let mut findings = Vec::new();
    for said in all {
        findings.extend(said.findings);
        for speaker in said.speakers {
            match speakers.iter_mut().find(|known| known.name == speaker.name) {
                Some(known) => known.sayings += speaker.sayings,
                None => speakers.push(speaker),
            }
        }
        for name in said.near {
            if !near.contains(&name) {
                near.push(name);
            }
        }
    }
    findings.sort_by_key(|finding| std::cmp::Reverse(finding.quote.article().citation.published));
    if !findings.is_empty() {
        near.clear();
    }
    let (name, about) = (request.name.clone(), request.about.clone());
    let silence = silence.filter(|_| findings.is_empty());
    Ok(Said { name, about, findings, more, looked_through, silence, speakers, near, searched, took })
}

/// How many sayings of each list are among the newest so many of all; each list is the newest first.
fn newest(all: &[Said], limit: usize) -> Vec<usize> {
    let days = all.iter().enumerate().flat_map(|(number, said)| {
        said.findings.iter().map(move |finding| (finding.quote.article().citation.published, number))
    });
    let mut days: Vec<_> = days.collect();
    days.sort_by_key(|(day, _)| std::cmp::Reverse(*day));
    let mut shares = vec![0; all.len()];
    days.into_iter().take(limit).for_each(|(_, number)| shares[number] += 1);
    shares
}
