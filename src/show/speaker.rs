//! Who says a quote, in the parts every output shows: as printed, whom it stands for, how sure the engine is.

use crate::answer::Quote;
use crate::article::{Speech, Voice};

/// The speaker of a quote, every name a stretch of the article.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Speaker<'a> {
    /// The article speaks for itself.
    Article,
    /// Somebody's words, but nobody the engine would name.
    Uncertain,
    /// Somebody's words whom the article does not name: "reportedly".
    Unnamed {
        cue: Option<&'a str>,
        speech: Speech,
    },
    Source {
        printed: &'a str,
        resolved: Option<&'a str>,
        cue: Option<&'a str>,
        speech: Speech,
        anonymous: bool,
    },
}

impl<'a> Speaker<'a> {
    /// The speaker of the words that answer.
    pub fn of(quote: &'a Quote) -> Speaker<'a> {
        Speaker::behind(quote, quote.voice())
    }

    /// The speaker behind one voice of a quote.
    pub fn behind(quote: &'a Quote, voice: &Voice) -> Speaker<'a> {
        let attribution = match voice {
            Voice::Article => return Speaker::Article,
            Voice::Uncertain(_) => return Speaker::Uncertain,
            Voice::Source(attribution) => attribution,
        };
        let cue = attribution.cue.map(|span| quote.elsewhere(span));
        let speech = attribution.speech;
        let Some(source) = attribution.source else { return Speaker::Unnamed { cue, speech } };
        let resolved = attribution.resolved.map(|span| quote.elsewhere(span));
        Speaker::Source { printed: quote.elsewhere(source), resolved, cue, speech, anonymous: attribution.anonymous }
    }
}

impl Speaker<'_> {
    /// Whether this is the name it is shown under, as printed or the fuller one.
    pub fn is_called(&self, name: &str) -> bool {
        matches!(self, Speaker::Source { printed, resolved, .. } if *printed == name || *resolved == Some(name))
    }
}

/// Whether a quote's answer is somebody's words, and other sentences of it are the article's own.
pub fn partly_article(quote: &Quote) -> bool {
    let own = |part: &crate::answer::Part| part.voice == Voice::Article;
    *quote.voice() != Voice::Article && quote.parts().iter().any(own)
}

/// The others who surely say something inside the quote beside its speaker: the name they stand for where that is known, else as
/// printed; in order and without repetition.
pub fn others(quote: &Quote) -> Vec<&str> {
    let main = quote.voice().attribution().and_then(|attribution| attribution.source);
    let mut names: Vec<&str> = main.into_iter().map(|source| quote.elsewhere(source)).collect();
    names.extend(
        quote.voice().attribution().and_then(|attribution| attribution.resolved).map(|name| quote.elsewhere(name)),
    );
    let known = names.len();
    for attribution in quote.attributions() {
        let Some(source) = attribution.sure_source() else { continue };
        let name = quote.elsewhere(attribution.resolved.unwrap_or(source));
        if Some(source) != main && !names.iter().any(|known| begins(known, name) || begins(name, known)) {
            names.push(name);
        }
    }
    names.split_off(known)
}

/// Whether one name is the other, or the other without what is said of the person behind a comma.
fn begins(whole: &str, name: &str) -> bool {
    whole.strip_prefix(name).is_some_and(|rest| rest.is_empty() || rest.starts_with(','))
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::{begins, others};
    use crate::answer::Quote;
    use crate::article::{Article, ArticleId, Attribution, Citation, Origin, Speech, Voice};
    use crate::text::Text;

    #[test]
    fn nobody_unsure_is_named_beside_the_speaker() {
        let text = Text::new("The wall holds, Ilse Tarn said. It leaks, Odo Brant may have said.");
        let span = |words: &str| {
            let start = text.as_str().find(words).expect("it stands there");
            text.span(start..start + words.len()).expect("inside")
        };
        let said = |content: &str, source: &str, confidence: f32| Attribution {
            source: Some(span(source)),
            cue: None,
            content: vec![span(content)],
            speech: Speech::Indirect,
            resolved: None,
            anonymous: false,
            confidence,
        };
        let article = Arc::new(Article {
            id: ArticleId("wall".into()),
            citation: Citation::default(),
            language: None,
            origin: Origin { path: "wall.md".into(), line: None },
            text: text.clone(),
        });
        let shown = |confidence: f32| {
            let attributions = [said("The wall holds", "Ilse Tarn", 0.9), said("It leaks", "Odo Brant", confidence)];
            let voice = Voice::Source(attributions[0].clone());
            let whole = span(text.as_str());
            let quote = Quote::cut(Arc::clone(&article), text.hash(), whole, voice, &attributions).expect("a quote");
            others(&quote).into_iter().map(str::to_owned).collect::<Vec<_>>()
        };
        assert_eq!(shown(0.9), ["Odo Brant"]);
        assert!(shown(0.6).is_empty(), "who is not sure enough to be shown as speaker is not shown beside one either");
    }

    #[test]
    fn a_name_and_its_description_are_one() {
        assert!(begins("Ada Brook, who led the study", "Ada Brook") && begins("Ada Brook", "Ada Brook"));
        assert!(!begins("Ada Brookfield", "Ada Brook") && !begins("Ada Brook", "Ada Brook, who led the study"));
    }
}
