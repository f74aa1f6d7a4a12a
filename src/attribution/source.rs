//! Sources: the noun phrase that is the subject of a cue.

use std::ops::Range;

use super::lexicon::{form, function};
use super::tokens::{Tag, Token};

/// No noun phrase is looked for farther away than this.
const REACH: usize = 60;

/// How a source was found.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Relation {
    /// Directly before its verb.
    Subject,
    /// Before its verb, with something between commas in between.
    Parenthesis,
    /// The noun before "who" or "which".
    Antecedent,
    /// The subject of an earlier verb of the sentence.
    Shared,
    /// After its verb or preposition.
    After,
    /// Before a cue that is a noun ("her claim").
    Owner,
}

/// A source and how it was found.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Source {
    pub(super) tokens: Range<usize>,
    pub(super) relation: Relation,
}

/// The subject of the verb group that begins at `group`.
pub(super) fn subject(tokens: &[Token], group: usize) -> Option<Source> {
    subject_within(tokens, group, 3)
}

fn subject_within(tokens: &[Token], group: usize, depth: usize) -> Option<Source> {
    let end = tokens[..group].iter().rposition(|token| !matches!(token.tag, Tag::Adverb | Tag::Not))? + 1;
    let before = &tokens[end - 1];
    let gerund = tokens[group].tag == Tag::Gerund;
    match before.tag {
        Tag::Coordinator | Tag::To => shared(tokens, end - 1, depth),
        Tag::Comma if gerund => shared(tokens, end - 1, depth),
        Tag::Comma => parenthesis(tokens, end - 1).or_else(|| shared(tokens, end - 1, depth)),
        Tag::Bracket => around_brackets(tokens, end),
        Tag::Wh | Tag::That => antecedent(tokens, end - 1),
        Tag::Preposition | Tag::Subordinator if gerund => shared(tokens, end - 1, depth),
        Tag::Verb if relative_before(tokens, end - 1).is_some() => relative_before(tokens, end - 1)
            .and_then(|relative| phrase_before(tokens, relative))
            .map(|phrase| Source { tokens: phrase.start..group, relation: Relation::Subject }),
        Tag::Verb | Tag::Participle | Tag::Base | Tag::Gerund | Tag::Be => shared(tokens, end, depth),
        _ if before.word.is(function::TIME) => phrase_before(tokens, end)
            .map(|tokens| Source { tokens, relation: Relation::Subject })
            .or_else(|| shared(tokens, end, depth)),
        _ => phrase_before(tokens, end).map(|tokens| Source { tokens, relation: Relation::Subject }),
    }
}

/// "Ann Lee (D-Ohio) said": the phrase with the brackets.
fn around_brackets(tokens: &[Token], end: usize) -> Option<Source> {
    let open = tokens[..end - 1].iter().rposition(|token| token.tag == Tag::Bracket)?;
    let phrase = phrase_before(tokens, open)?;
    Some(Source { tokens: phrase.start..end, relation: Relation::Subject })
}

/// The subject of the nearest finite verb before `at`.
pub(super) fn shared(tokens: &[Token], at: usize, depth: usize) -> Option<Source> {
    let depth = depth.checked_sub(1)?;
    let from = at.saturating_sub(REACH);
    let verb = (from..at).rev().find(|&verb| is_finite(&tokens[verb]) && !is_reduced(tokens, verb))?;
    let group = group_start(tokens, verb);
    let source = subject_within(tokens, group, depth)?;
    Some(Source { tokens: source.tokens, relation: Relation::Shared })
}

/// The first token of the verb group around a verb: auxiliaries and adverbs before it.
pub(super) fn group_start(tokens: &[Token], verb: usize) -> usize {
    let mut start = verb;
    while start > 0 && start + 8 > verb {
        let tag = tokens[start - 1].tag;
        let belongs = matches!(tag, Tag::Be | Tag::Have | Tag::Do | Tag::Modal | Tag::Not | Tag::Adverb | Tag::To);
        if !belongs {
            break;
        }
        start -= 1;
    }
    while start < verb && tokens[start].tag == Tag::Adverb {
        start += 1;
    }
    start
}

/// "Smith, a lawyer, said": skips what stands between commas, and keeps it in the source.
fn parenthesis(tokens: &[Token], comma: usize) -> Option<Source> {
    let from = clause_start(tokens, comma);
    let mut end = comma;
    let mut skipped = 0;
    loop {
        let begin = tokens[from..end].iter().rposition(|token| token.tag == Tag::Comma).map(|at| from + at + 1);
        let chunk = &tokens[begin.unwrap_or(from)..end];
        let first = begin.unwrap_or(from);
        let finite = (first..end).any(|at| is_finite(&tokens[at]) && !is_reduced(tokens, at));
        let relative = chunk.iter().any(|token| token.tag == Tag::Wh);
        if finite && !relative {
            return None;
        }
        let aside = skipped == 0 || is_aside(chunk);
        match begin {
            Some(begin) if aside => {
                end = begin - 1;
                skipped += 1;
            }
            _ => break,
        }
    }
    // "In Ohio, Ann Lee, said": the comma before the verb is one too many.
    let opener = matches!(tokens[from].tag, Tag::Preposition | Tag::Subordinator | Tag::Gerund);
    if skipped > 0 && opener && !tokens[from..end].iter().any(|token| token.tag == Tag::Comma) {
        let phrase = phrase_before(tokens, comma)?;
        return Some(Source { tokens: phrase, relation: Relation::Parenthesis });
    }
    let phrase = phrase_before(tokens, end)?;
    let adverbial = tokens[end..comma]
        .get(1)
        .is_some_and(|first| first.tag == Tag::Adverb || (first.tag == Tag::Preposition && !binds(first)));
    let end = if adverbial { end } else { comma };
    Some(Source { tokens: phrase.start..end, relation: Relation::Parenthesis })
}

fn is_finite(token: &Token) -> bool {
    matches!(token.tag, Tag::Verb | Tag::Be | Tag::Have | Tag::Do | Tag::Modal)
}

/// "an article published in May": a participle that only describes the noun before it.
fn is_reduced(tokens: &[Token], at: usize) -> bool {
    let noun = at > 0 && tokens[at - 1].is_nominal();
    let adjunct = tokens.get(at + 1).is_some_and(|next| next.tag == Tag::Preposition || next.word.is(function::TIME));
    noun && adjunct && tokens[at].tag == Tag::Verb && tokens[at].word.forms.meets(form::PARTICIPLE)
}

/// Whether the words between two commas describe the noun before them.
fn is_aside(chunk: &[Token]) -> bool {
    let Some(first) = chunk.first() else { return true };
    let short_name = chunk.len() <= 2 && first.capital && first.end - first.start <= 5;
    matches!(first.tag, Tag::Number | Tag::Wh | Tag::Determiner | Tag::Preposition | Tag::Gerund | Tag::Participle)
        || short_name
}

/// The byte-less start of the clause that ends before `end`: after the last strong mark.
pub(super) fn clause_start(tokens: &[Token], end: usize) -> usize {
    let from = end.saturating_sub(REACH + 40);
    let strong = |token: &Token| matches!(token.tag, Tag::Semicolon | Tag::Colon | Tag::Quote | Tag::Stop | Tag::Dash);
    tokens[from..end].iter().rposition(strong).map_or(from, |at| from + at + 1)
}

/// The noun before "who": with the pronoun itself.
fn antecedent(tokens: &[Token], relative: usize) -> Option<Source> {
    let mut end = relative;
    while end > 0 && matches!(tokens[end - 1].tag, Tag::Comma | Tag::Preposition) {
        end -= 1;
    }
    if tokens[relative].tag == Tag::That && end < relative {
        return None;
    }
    let phrase = phrase_before(tokens, end)?;
    Some(Source { tokens: phrase.start..relative + 1, relation: Relation::Antecedent })
}

/// The noun phrase that ends just before `end`.
pub(super) fn phrase_before(tokens: &[Token], end: usize) -> Option<Range<usize>> {
    if end == 0 {
        return None;
    }
    if tokens[end - 1].tag == Tag::Pronoun {
        return Some(end - 1..end);
    }
    let lowest = end.saturating_sub(REACH);
    let mut start = end;
    let mut coordinated = false;
    while start > lowest {
        let at = start - 1;
        let token = &tokens[at];
        let joined = start < end && start > 1;
        let belongs = match token.tag {
            Tag::Determiner | Tag::Possessive | Tag::Genitive | Tag::Noun | Tag::Name | Tag::Number | Tag::Mark => true,
            Tag::Bracket | Tag::Adverb | Tag::Preposition => joined,
            Tag::Gerund | Tag::Participle => {
                at > 0 && (tokens[at - 1].is_nominal() || tokens[at - 1].tag == Tag::Preposition)
            }
            Tag::Coordinator => {
                coordinated = true;
                joined && tokens[at - 1].is_nominal() && tokens[start].is_nominal() && tokens[start].tag != Tag::Pronoun
            }
            Tag::Comma => {
                joined
                    && coordinated
                    && at > 0
                    && tokens[at - 1].is_nominal()
                    && !tokens[at - 1].word.is(function::TIME)
            }
            Tag::Verb => {
                if let Some(relative) = relative_before(tokens, at) {
                    start = relative;
                    continue;
                }
                joined
                    && at > 0
                    && tokens[at - 1].is_nominal()
                    && tokens[at].word.forms.meets(form::PARTICIPLE)
                    && (tokens[start].tag == Tag::Preposition || tokens[start].word.is(function::TIME))
            }
            _ => false,
        };
        if !belongs {
            break;
        }
        start = at;
    }
    trim(tokens, start..end)
}

/// "people who voted for the bill": the pronoun that begins the relative clause around a verb.
fn relative_before(tokens: &[Token], verb: usize) -> Option<usize> {
    let from = verb.saturating_sub(8);
    let boundary =
        |token: &Token| matches!(token.tag, Tag::Comma | Tag::Coordinator | Tag::Verb | Tag::Quote | Tag::Semicolon);
    let relative = from
        + tokens[from..verb].iter().rposition(|token| matches!(token.tag, Tag::Wh | Tag::That) || boundary(token))?;
    let noun_before = relative > 0 && tokens[relative - 1].is_nominal();
    (noun_before && matches!(tokens[relative].tag, Tag::Wh | Tag::That)).then_some(relative)
}

/// Takes off what stands before a noun phrase: conjunctions, adverbs, "on Monday".
fn trim(tokens: &[Token], mut range: Range<usize>) -> Option<Range<usize>> {
    loop {
        let first = tokens.get(range.start).filter(|_| !range.is_empty())?;
        let timed = first.word.is(function::TIME) && !first.is_name_like(tokens.get(range.start + 1));
        let lead = matches!(
            first.tag,
            Tag::Coordinator | Tag::Subordinator | Tag::Adverb | Tag::Comma | Tag::Preposition | Tag::Mark
        );
        if !lead && !timed {
            break;
        }
        range.start += 1;
    }
    let nominal = tokens[range.clone()].iter().any(|token| {
        matches!(token.tag, Tag::Noun | Tag::Name | Tag::Pronoun | Tag::Number | Tag::Determiner | Tag::Possessive)
    });
    nominal.then_some(range)
}

impl Token {
    /// "May Johnson", "April Ryan": a month that is a first name.
    fn is_name_like(&self, after: Option<&Token>) -> bool {
        self.capital
            && after.is_some_and(|after| after.tag == Tag::Name)
            && !self.word.is(function::ADVERB)
            && self.end - self.start <= 5
    }
}

/// The noun phrase that begins at `start`, with the descriptions that follow it.
pub(super) fn phrase_after(tokens: &[Token], start: usize) -> Option<Range<usize>> {
    let first = tokens.get(start)?;
    if first.tag == Tag::Pronoun {
        return Some(start..start + 1);
    }
    let adjective = first.word.forms.meets(form::PAST) && tokens.get(start + 1).is_some_and(Token::is_nominal);
    if !first.is_nominal() && !adjective && !matches!(first.tag, Tag::Adverb | Tag::Gerund | Tag::Participle) {
        return None;
    }
    let highest = tokens.len().min(start + REACH);
    let mut end = start;
    while end < highest {
        let next = tokens.get(end + 1);
        let nominal_next = next.is_some_and(Token::is_nominal);
        let belongs = match tokens[end].tag {
            Tag::Determiner | Tag::Possessive | Tag::Genitive | Tag::Noun | Tag::Name | Tag::Number => {
                !(end > start && is_time(&tokens[end]))
            }
            Tag::Adverb | Tag::Gerund | Tag::Participle => nominal_next,
            Tag::Verb => adjective && end == start,
            Tag::Bracket | Tag::Mark => end > start && tokens[end].tag == Tag::Bracket,
            Tag::Preposition => end > start && nominal_next && binds(&tokens[end]) && !next.is_some_and(is_time),
            Tag::Coordinator => end > start && nominal_next && !begins_clause(tokens, end + 1),
            Tag::Wh => end > start,
            Tag::Comma => {
                let Some(after) = description(tokens, end + 1, highest) else { break };
                end = after;
                continue;
            }
            _ => false,
        };
        if !belongs {
            break;
        }
        if tokens[end].tag == Tag::Wh {
            end = to_next_mark(tokens, end, highest);
            continue;
        }
        end += 1;
    }
    (end > start).then_some(start..end)
}

fn is_time(token: &Token) -> bool {
    token.word.is(function::TIME)
}

/// "a spokesman for the mayor", "a lawyer from Ohio"; "at a rally" tells where something was said.
fn binds(preposition: &Token) -> bool {
    use super::lexicon::complement::{FOR, FROM, OF, WITH};
    preposition.word.preposition.meets(OF | FOR | FROM | WITH)
}

fn begins_clause(tokens: &[Token], at: usize) -> bool {
    let finite = |token: &Token| matches!(token.tag, Tag::Verb | Tag::Be | Tag::Have | Tag::Modal | Tag::Do);
    let mark = |token: &Token| matches!(token.tag, Tag::Comma | Tag::Stop | Tag::Quote);
    tokens[at..].iter().take(8).take_while(|token| !mark(token)).any(finite)
}

/// After "Smith,": the end of "a lawyer for the family", "who lives there", "22".
fn description(tokens: &[Token], at: usize, highest: usize) -> Option<usize> {
    let first = tokens.get(at)?;
    let end = to_next_mark(tokens, at, highest);
    let office = tokens[at..end].iter().take(5).any(|token| token.word.is(function::PERSON | function::TITLE));
    let describes = matches!(first.tag, Tag::Determiner | Tag::Number | Tag::Wh | Tag::Possessive) || office;
    let relative =
        tokens[at..end].iter().position(|token| matches!(token.tag, Tag::Wh | Tag::That)).unwrap_or(end - at);
    let finite = tokens[at..at + relative].iter().any(is_finite);
    (describes && !finite).then_some(end)
}

fn to_next_mark(tokens: &[Token], from: usize, highest: usize) -> usize {
    let mark = |token: &Token| {
        matches!(token.tag, Tag::Comma | Tag::Stop | Tag::Quote | Tag::Semicolon | Tag::Colon | Tag::Dash)
    };
    tokens[from..highest].iter().position(mark).map_or(highest, |length| from + length)
}
