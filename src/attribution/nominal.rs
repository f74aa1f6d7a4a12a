//! Proposals whose cue is no verb: nouns, adjectives, labels, "according to" and "reportedly".

use std::ops::Range;

use super::content::{self, Shape, Start};
use super::direct;
use super::evidence::Evidence;
use super::indirect::{Mood, Proposal, following};
use super::lexicon::{Class, Cue, Lexicon, complement, form, function};
use super::source::{self, Relation, Source};
use super::tokens::{Tag, Token};

/// "Poll: Three races are close", "LEE: No, I was not."
pub(super) fn label(tokens: &[Token]) -> Option<Proposal> {
    let colon = tokens.iter().take(40).position(|token| token.tag == Tag::Colon)?;
    let start = tokens[..colon].iter().rposition(|token| token.tag == Tag::Dash).map_or(0, |dash| dash + 1);
    let named = colon > start
        && colon < start + 8
        && tokens[start].capital
        && !tokens[start..colon].iter().any(|token| token.word.is(function::HEADING))
        && tokens[start..colon]
            .iter()
            .all(|token| matches!(token.tag, Tag::Name | Tag::Noun | Tag::Bracket | Tag::Coordinator));
    let rest = colon + 1..content::trim_end(tokens, colon + 1, tokens.len());
    let source = Some(Source { tokens: start..colon, relation: Relation::Subject });
    let shape = if tokens.get(colon + 1)?.tag == Tag::Quote { Shape::Quote } else { Shape::Colon };
    (named && (rest.len() > 1 || shape == Shape::Quote)).then_some(Proposal {
        source,
        cue: colon..colon + 1,
        content: vec![rest],
        class: Class::Label,
        shape,
        mood: Mood::Nominal,
        nested: false,
        evidence: Evidence::default(),
    })
}

/// "her claim that", "Smith's call for", "the claim by the council that".
pub(super) fn noun(tokens: &[Token], at: usize, cue: Cue) -> Option<Proposal> {
    let agent = agent(tokens, at);
    let from = agent.as_ref().map_or(at + 1, |agent| agent.tokens.end);
    let start = content::after(tokens, from, cue.complements)?;
    if !matches!(start.shape, Shape::That | Shape::To | Shape::Preposition | Shape::Quote | Shape::Colon | Shape::Wh) {
        return None;
    }
    let light = light_verb(tokens, at);
    let source = owner(tokens, at).or(agent).or_else(|| {
        let subject =
            source::subject(tokens, source::group_start(tokens, light.or_else(|| governing_verb(tokens, at))?));
        subject.map(|subject| Source { tokens: subject.tokens, relation: Relation::Shared })
    });
    let whole = following(tokens, start).pop()?;
    let goes_on =
        content::unbound_verb(tokens, whole.clone()).filter(|_| light.is_none() && start.shape != Shape::Quote);
    let by = by_agent(tokens, whole.clone())
        .filter(|_| source.as_ref().is_none_or(|source| source.relation == Relation::After));
    let source = by.as_ref().map(|by| by.1.clone()).or(source);
    let end = [goes_on, by.as_ref().map(|by| by.0)].into_iter().flatten().min().unwrap_or(whole.end);
    let content = std::iter::once(whole.start..content::trim_end(tokens, whole.start, end)).collect();
    let cue_range = light.unwrap_or(at)..at + 1;
    Some(Proposal {
        source,
        cue: cue_range,
        content,
        class: Class::Noun,
        shape: start.shape,
        mood: Mood::Nominal,
        nested: false,
        evidence: Evidence::default(),
    })
}

/// "criticism from the mayor of", "the claim by the council that": whose words the noun names.
fn agent(tokens: &[Token], noun: usize) -> Option<Source> {
    let preposition = noun + 1;
    let from = tokens.get(preposition)?.word.preposition.meets(complement::BY | complement::FROM | complement::AMONG);
    let phrase = source::phrase_after(tokens, preposition + 1).filter(|_| from)?;
    Some(Source { tokens: phrase, relation: Relation::After })
}

/// "criticism of her plan by the mayor": where the content ends and whose words they are.
fn by_agent(tokens: &[Token], content: Range<usize>) -> Option<(usize, Source)> {
    let by =
        content.clone().skip(1).find(|&at| tokens[at].word.preposition.meets(complement::BY | complement::AMONG))?;
    let phrase = source::phrase_after(tokens, by + 1)?;
    let plain = tokens[content.start..by].iter().all(|token| token.is_nominal() || token.tag == Tag::Preposition);
    plain.then_some((by, Source { tokens: phrase, relation: Relation::After }))
}

/// "raises the question of", "met a demand to": the verb whose object the noun is.
fn governing_verb(tokens: &[Token], noun: usize) -> Option<usize> {
    let from = noun.saturating_sub(5);
    let before = from
        + tokens[from..noun].iter().rposition(|token| {
            !matches!(
                token.tag,
                Tag::Determiner | Tag::Noun | Tag::Adverb | Tag::Number | Tag::Possessive | Tag::Participle
            )
        })?;
    matches!(tokens[before].tag, Tag::Verb | Tag::Base | Tag::Gerund | Tag::Participle).then_some(before)
}

/// "made a promise to", "issued a short statement that": the verb that only carries the noun.
fn light_verb(tokens: &[Token], noun: usize) -> Option<usize> {
    let from = noun.saturating_sub(5);
    let before = tokens[from..noun].iter().rposition(|token| {
        !matches!(
            token.tag,
            Tag::Determiner | Tag::Noun | Tag::Adverb | Tag::Number | Tag::Possessive | Tag::Participle
        )
    })?;
    tokens[from + before].word.is(function::LIGHT).then_some(from + before)
}

/// The possessor before a noun, with up to three words between.
fn owner(tokens: &[Token], noun: usize) -> Option<Source> {
    let from = noun.saturating_sub(4);
    let mark =
        from + tokens[from..noun].iter().rposition(|token| matches!(token.tag, Tag::Possessive | Tag::Genitive))?;
    if tokens[mark + 1..noun].iter().any(|token| {
        !matches!(
            token.tag,
            Tag::Noun | Tag::Adverb | Tag::Name | Tag::Number | Tag::Participle | Tag::Gerund | Tag::Mark
        )
    }) {
        return None;
    }
    let range = if tokens[mark].tag == Tag::Possessive { mark..mark + 1 } else { source::phrase_before(tokens, mark)? };
    Some(Source { tokens: range, relation: Relation::Owner })
}

/// "is confident that", "was unaware of".
pub(super) fn adjective(tokens: &[Token], at: usize, cue: Cue) -> Option<Proposal> {
    let verb = tokens[..at].iter().rposition(|token| !matches!(token.tag, Tag::Adverb | Tag::Not))?;
    let links = tokens[verb].tag == Tag::Be
        || tokens[verb].word.is(function::LINK)
        || tokens[verb].word.verb.is_some_and(|cue| matches!(cue.class, Class::Feel | Class::Seem));
    if !links || at - verb > 4 {
        return None;
    }
    let start = content::after(tokens, at + 1, cue.complements)?;
    if !matches!(start.shape, Shape::That | Shape::To | Shape::Preposition | Shape::Wh | Shape::Bare) {
        return None;
    }
    let group = source::group_start(tokens, verb);
    let source = source::subject(tokens, group);
    let content = following(tokens, start);
    Some(Proposal {
        source,
        cue: group..at + 1,
        content,
        class: Class::Adjective,
        shape: start.shape,
        mood: Mood::Nominal,
        nested: false,
        evidence: Evidence::default(),
    })
}

/// "reportedly": the clause around it.
pub(super) fn hearsay(tokens: &[Token], at: usize) -> Option<Proposal> {
    let start = clause_before(tokens, at);
    let end = content::end(tokens, Start { shape: Shape::Bare, at });
    let comma = usize::from(tokens.get(at + 1).is_some_and(|next| next.tag == Tag::Comma) && start == at);
    let content: Vec<Range<usize>> =
        [start..at, at + 1 + comma..end].into_iter().filter(|range| !range.is_empty()).collect();
    (!content.is_empty()).then_some(Proposal {
        source: None,
        cue: at..at + 1,
        content,
        class: Class::Hearsay,
        shape: Shape::Around,
        mood: Mood::Nominal,
        nested: false,
        evidence: Evidence::default(),
    })
}

fn clause_before(tokens: &[Token], at: usize) -> usize {
    let from = source::clause_start(tokens, at);
    let boundary = |token: &Token| matches!(token.tag, Tag::Comma | Tag::Subordinator | Tag::That | Tag::Wh);
    tokens[from..at].iter().rposition(boundary).map_or(from, |offset| from + offset + 1)
}

/// "according to the police".
pub(super) fn formula(text: &str, tokens: &[Token], at: usize, lexicon: &Lexicon) -> Option<Proposal> {
    if tokens[at].word.is(function::POSTPOSITION) {
        return postposition(tokens, at);
    }
    let length = lexicon.according.iter().find(|phrase| matches_phrase(text, &tokens[at..], phrase))?.len();
    let mut phrase = source::phrase_after(tokens, at + length)?;
    let first_comma = tokens[phrase.clone()].iter().position(|token| token.tag == Tag::Comma);
    if let Some(comma) = first_comma.filter(|_| tokens[phrase.end..].iter().all(|token| !token.is_word()) && at == 0) {
        // What looks like a description is all there is left to be said.
        phrase.end = phrase.start + comma;
    }
    phrase.end = described_end(tokens, phrase.clone(), at == source::clause_start(tokens, at));
    let words = &tokens[phrase.clone()];
    let owned = words.len() > 2 && words.iter().any(|token| matches!(token.tag, Tag::Possessive | Tag::Genitive));
    let plain = words.len() <= 3 && !owned && words.iter().all(|token| token.tag != Tag::Name);
    if plain && words.iter().any(|token| token.word.is(function::MEASURE)) {
        return None; // "sorted according to size"
    }
    let cue = at..at + length;
    if let Some(content) = around_brackets(tokens, at, &mut phrase) {
        let source = Some(Source { tokens: phrase, relation: Relation::After });
        return Some(Proposal {
            source,
            cue,
            content,
            class: Class::Formula,
            shape: Shape::Around,
            mood: Mood::Nominal,
            nested: false,
            evidence: Evidence::default(),
        });
    }
    // German goes on with the verb, without a comma: "Laut der Polizei wurden …".
    let comma = tokens.get(phrase.end).is_some_and(|token| token.tag == Tag::Comma);
    let verb =
        tokens.get(phrase.end).is_some_and(|token| matches!(token.tag, Tag::Be | Tag::Have | Tag::Modal | Tag::Verb));
    let begin = phrase.end + usize::from(comma);
    let start = source::clause_start(tokens, at);
    let after = (comma || (verb && at == start)) && begin < tokens.len();
    let mut content = Vec::with_capacity(2);
    let before_end = content::trim_end(tokens, start, at);
    if before_end > start && at > start && tokens[start..before_end].iter().filter(|token| token.is_word()).count() > 1
    {
        content.push(start..before_end);
    } else if at > 0 && at == start && tokens[at - 1].tag == Tag::Quote {
        content.push(at - 1..at);
    }
    if after && (content.is_empty() || tokens.get(at.wrapping_sub(1)).is_some_and(|token| token.tag == Tag::Comma)) {
        let end = if tokens[begin].tag == Tag::Quote {
            begin + 1
        } else {
            content::end(tokens, Start { shape: Shape::Bare, at: begin })
        };
        content.push(begin..end);
    }
    let source = Some(Source { tokens: phrase, relation: Relation::After });
    let shape = if content.len() > 1 { Shape::Around } else { Shape::Before };
    (!content.is_empty()).then_some(Proposal {
        source,
        cue,
        content,
        class: Class::Formula,
        shape,
        mood: Mood::Nominal,
        nested: false,
        evidence: Evidence::default(),
    })
}

/// "a report by the auditor", "papers filed with the court last week": what describes a source goes up to the next mark.
fn described_end(tokens: &[Token], phrase: Range<usize>, opens: bool) -> usize {
    let Some(next) = tokens.get(phrase.end) else { return phrase.end };
    let participle = next.word.forms.meets(form::PARTICIPLE) && matches!(next.tag, Tag::Verb | Tag::Participle);
    let bound = participle || next.tag == Tag::Preposition && !next.word.is(function::LINKER);
    let mark = |token: &&Token| token.is_word();
    let rest = &tokens[phrase.end..];
    let length = rest.iter().take(20).take_while(mark).count();
    let closed = rest.get(length).is_none_or(|token| matches!(token.tag, Tag::Comma | Tag::Stop | Tag::Bracket));
    let occasion = |token: &Token| !participle && !opens && token.word.is(function::TIME | function::OCCASION);
    let plain = rest[usize::from(participle)..length.max(usize::from(participle))]
        .iter()
        .all(|token| !direct::is_finite(token) && !matches!(token.tag, Tag::That | Tag::Wh | Tag::Subordinator));
    let described = bound && closed && plain && !rest[1..length.max(1)].iter().any(occasion);
    if described { phrase.end + length } else { phrase.end }
}

/// "The tide (according to the pilots) was too strong": what stands on both sides of the brackets.
fn around_brackets(tokens: &[Token], at: usize, phrase: &mut Range<usize>) -> Option<Vec<Range<usize>>> {
    let open = at.checked_sub(1).filter(|&open| tokens[open].tag == Tag::Bracket)?;
    let close = phrase.start + tokens[phrase.start..].iter().position(|token| token.tag == Tag::Bracket)?;
    phrase.end = phrase.end.min(close);
    let before = source::clause_start(tokens, open)..open;
    let after = (close + 1 < tokens.len())
        .then(|| close + 1..content::end(tokens, Start { shape: Shape::Bare, at: close + 1 }))
        .filter(|after| tokens[after.clone()].iter().any(Token::is_word));
    (!before.is_empty() && close > phrase.start).then(|| std::iter::once(before).chain(after).collect())
}

/// "Zöll zufolge ist die Brücke sicher"; "die Brücke ist sicher, Zöll zufolge".
fn postposition(tokens: &[Token], at: usize) -> Option<Proposal> {
    let phrase = source::phrase_before(tokens, at)?;
    let start = source::clause_start(tokens, at);
    let content = if phrase.start == start {
        at + 1..content::end(tokens, Start { shape: Shape::Bare, at: at + 1 })
    } else {
        start..content::trim_end(tokens, start, phrase.start)
    };
    let inside = content.start < content.end && content.end <= tokens.len();
    inside.then_some(Proposal {
        source: Some(Source { tokens: phrase, relation: Relation::After }),
        cue: at..at + 1,
        content: vec![content],
        class: Class::Formula,
        shape: Shape::Before,
        mood: Mood::Nominal,
        nested: false,
        evidence: Evidence::default(),
    })
}

fn matches_phrase(text: &str, tokens: &[Token], phrase: &[Box<str>]) -> bool {
    tokens.len() > phrase.len()
        && phrase.iter().zip(tokens).all(|(word, token)| text[token.start..token.end].eq_ignore_ascii_case(word))
}
