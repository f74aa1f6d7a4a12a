//! The sources of one article: everyone who says something in it, under all the names and descriptions it gives them.
//!
//! "the harbour director" finds what Marsh says where the article calls Marsh that. A name is only ever somebody's own: "Marsh" is not
//! "Marsh's lawyer", "a spokesman for Marsh" or "Marsh Ferries".

use std::collections::{BTreeSet, HashMap};

use crate::article::Article;
use crate::language::Language;
use crate::library::StoredArticle;
use crate::text::Span;

mod introductions;
mod phrase;

pub use phrase::Asked;
use phrase::Phrase;

/// So many names and descriptions of one source are kept: nobody has more, but minutes of a thousand pages call a clerk anything.
const MOST: usize = 64;

/// Somebody who says something in an article.
#[derive(Clone, PartialEq, Debug)]
pub struct Source {
    phrases: Vec<Phrase>,
    /// The fullest name, or the description where there is no name, without titles and articles; `None` where neither is known.
    pub name: Option<Span>,
    /// Numbers of the attributions, in the order of the text.
    pub sayings: Vec<usize>,
}

/// The sources of an article, in the order they first speak. Only attributions sure enough to be shown with a name count.
pub fn sources(stored: &StoredArticle) -> Vec<Source> {
    let language = stored.article.language;
    let mut found: Vec<Source> = Vec::new();
    // The first source of each name, so that a long article is not searched for every saying in it.
    let mut known: HashMap<String, usize> = HashMap::new();
    for (number, attribution) in stored.attributions.iter().enumerate() {
        let Some(printed) = attribution.sure_source() else { continue };
        let called: Vec<Span> = attribution.resolved.into_iter().chain([printed]).collect();
        let phrases: Vec<Phrase> = called.iter().flat_map(|span| parse(stored, *span, language)).collect();
        // "he", and nobody knows who: under no name.
        let Some(first) = phrases.first() else { continue };
        let who = first.key().and_then(|key| known.get(&key).copied()).unwrap_or(found.len());
        if who == found.len() {
            found.push(Source { name: None, phrases: Vec::new(), sayings: Vec::new() });
        }
        for key in phrases.iter().filter_map(Phrase::key) {
            let first = known.entry(key).or_insert(who);
            *first = who.min(*first);
        }
        found[who].sayings.push(number);
        found[who].add(phrases);
    }
    let mut found = join_short_names(found);
    introductions::add(stored, &mut found);
    for source in &mut found {
        let named =
            source.phrases.iter().max_by_key(|phrase| (phrase.named(), phrase.own, phrase.length(), phrase.span));
        source.name = named.and_then(|phrase| phrase.span);
    }
    found
}

fn parse(stored: &StoredArticle, span: Span, language: Option<Language>) -> Vec<Phrase> {
    phrase::parse(&stored.article.text, span, language)
}

/// The name inside what a source is called, without titles and what is said beside it; the description where there is no name.
pub fn name_within(article: &Article, called: Span) -> Option<Span> {
    let phrases = phrase::parse(&article.text, called, article.language);
    phrases.iter().max_by_key(|phrase| (phrase.named(), phrase.own)).and_then(|phrase| phrase.span)
}

/// "Comey" is James Comey, where the article knows only one of the name.
fn join_short_names(sources: Vec<Source>) -> Vec<Source> {
    // By the last word of the name, who has a name that is longer than it.
    let mut longer: HashMap<String, BTreeSet<usize>> = HashMap::new();
    for (number, source) in sources.iter().enumerate() {
        for last in source.phrases.iter().filter_map(Phrase::last_of_several) {
            longer.entry(last.to_owned()).or_default().insert(number);
        }
    }
    let mut sources: Vec<Option<Source>> = sources.into_iter().map(Some).collect();
    for number in 0..sources.len() {
        let Some(fuller) = only_fuller(&sources, &longer, number) else { continue };
        let Some(short) = sources[number].take() else { continue };
        for last in short.phrases.iter().filter_map(Phrase::last_of_several) {
            let bearers = longer.entry(last.to_owned()).or_default();
            bearers.remove(&number);
            bearers.insert(fuller);
        }
        if let Some(fuller) = &mut sources[fuller] {
            fuller.add(short.phrases);
            fuller.sayings.extend(short.sayings);
        }
    }
    let mut joined: Vec<Source> = sources.into_iter().flatten().collect();
    joined.iter_mut().for_each(|source| source.sayings.sort_unstable());
    joined
}

/// The one other source that has a fuller form of this one's only name.
fn only_fuller(sources: &[Option<Source>], longer: &HashMap<String, BTreeSet<usize>>, number: usize) -> Option<usize> {
    let short = sources[number].as_ref()?.phrases.first()?.only_name()?;
    let mut others = longer.get(short)?.iter().copied().filter(|other| *other != number);
    others.next().filter(|_| others.next().is_none())
}

impl Source {
    /// Adds what is new among some phrases, as far as there is room.
    fn add(&mut self, phrases: Vec<Phrase>) {
        for phrase in phrases {
            let room = self.phrases.len() < MOST;
            match self.phrases.iter_mut().find(|known| known.reads_as(&phrase)) {
                // Printed as it stands last: first may be a headline's capitals.
                Some(known) => known.span = known.span.max(phrase.span),
                None if room => self.phrases.push(phrase),
                None => {}
            }
        }
    }

    /// Whether this is who a person means by a name or a description.
    pub fn is(&self, asked: &Asked) -> bool {
        asked.fits(&self.phrases)
    }

    /// Whether nobody can be looked up under what the article calls this source.
    pub fn is_anonymous(&self, stored: &StoredArticle) -> bool {
        self.sayings.iter().all(|number| stored.attributions.get(*number).is_none_or(|said| said.anonymous))
    }

    /// Every word of the names and descriptions, folded: whoever asks by any of them must find this source.
    pub fn words(&self) -> BTreeSet<String> {
        self.phrases.iter().flat_map(Phrase::words).cloned().collect()
    }
}

#[cfg(test)]
mod tests;
