//! The sources of one article: everyone who says something in it, under all the names and descriptions it gives them.
//!
//! "the harbour director" finds what Marsh says where the article calls Marsh that. A name is only ever somebody's own: "Marsh" is not
//! "Marsh's lawyer", "a spokesman for Marsh" or "Marsh Ferries".

use std::collections::BTreeSet;

use crate::article::Article;
use crate::language::Language;
use crate::library::StoredArticle;
use crate::text::Span;

mod introductions;
mod phrase;

pub use phrase::Asked;
use phrase::Phrase;

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
    for (number, attribution) in stored.attributions.iter().enumerate() {
        let Some(printed) = attribution.sure_source() else { continue };
        let called: Vec<Span> = attribution.resolved.into_iter().chain([printed]).collect();
        let phrases: Vec<Phrase> = called.iter().flat_map(|span| parse(stored, *span, language)).collect();
        // "he", and nobody knows who: under no name.
        let Some(first) = phrases.first() else { continue };
        match found.iter_mut().find(|source| source.phrases.iter().any(|known| known.same(first))) {
            Some(source) => {
                source.sayings.push(number);
                source.add(phrases);
            }
            None => found.push(Source { name: None, phrases, sayings: vec![number] }),
        }
    }
    let mut found = join_short_names(found);
    introductions::add(stored, &mut found);
    for source in &mut found {
        let named = source.phrases.iter().max_by_key(|phrase| (phrase.named(), phrase.own, phrase.length()));
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
    let mut joined: Vec<Source> = sources;
    let mut at = 0;
    while at < joined.len() {
        let short = joined[at].phrases.first().is_some_and(|phrase| phrase.named() == 1);
        let fuller: Vec<usize> = (0..joined.len())
            .filter(|&other| {
                other != at && joined[other].phrases.iter().any(|long| long.extends(&joined[at].phrases[0]))
            })
            .collect();
        match fuller[..] {
            [only] if short => {
                let Source { phrases, sayings, .. } = joined.remove(at);
                let only = &mut joined[if only > at { only - 1 } else { only }];
                only.add(phrases);
                only.sayings.extend(sayings);
                only.sayings.sort_unstable();
            }
            _ => at += 1,
        }
    }
    joined
}

impl Source {
    fn add(&mut self, phrases: Vec<Phrase>) {
        for phrase in phrases {
            if !self.phrases.contains(&phrase) {
                self.phrases.push(phrase);
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
