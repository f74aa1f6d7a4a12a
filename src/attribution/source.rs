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
    if !gerund && let Some(source) = modified_subject(tokens, end, group) {
        return Some(source);
    }
    // "went on to say", "was quick to say": an infinitive has the subject of the verb before it.
    if tokens[group].tag == Tag::To
        && let Some(source) = shared(tokens, end, depth)
    {
        return Some(source);
    }
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

/// "An official, speaking on condition of anonymity because the inquiry is open, said": the noun phrase that begins a clause,
/// where nothing but its modifiers stands between it and the verb group. These end before `end`, adverbs apart.
fn modified_subject(tokens: &[Token], end: usize, group: usize) -> Option<Source> {
    let from = clause_start(tokens, end);
    let comma = tokens[end - 1].tag == Tag::Comma;
    if !comma && !tokens[from..end].iter().any(is_relative) {
        return None;
    }
    let begins = |at: &usize| {
        let opens = |before: &Token| {
            matches!(before.tag, Tag::Comma | Tag::That | Tag::Subordinator | Tag::Coordinator | Tag::Adverb)
                || is_finite(before)
        };
        *at == from || opens(&tokens[*at - 1])
    };
    let start = (from..end).filter(begins).find(|&start| is_modified_phrase(tokens, start, end))?;
    if comma {
        return Some(Source { tokens: start..end - 1, relation: Relation::Parenthesis });
    }
    // "who live there", "three months ago", but not "who left Port Avel also".
    let with_adverbs = !tokens[end - 1].is_nominal() || tokens[end..group].iter().all(is_time);
    Some(Source { tokens: start..if with_adverbs { group } else { end }, relation: Relation::Subject })
}

/// Whether `tokens[start..end]` is a noun phrase with at least one modifier behind it and nothing else.
fn is_modified_phrase(tokens: &[Token], start: usize, end: usize) -> bool {
    let head = head_end(tokens, start, end);
    if head == start || is_time(&tokens[head - 1]) {
        return false;
    }
    let mut at = head;
    while at < end {
        let restrictive = at == head && relative_at(tokens, at);
        let begin = if tokens[at].tag == Tag::Comma { at + 1 } else { at };
        if begin == at && !restrictive || begin == end {
            return begin == end && at > head;
        }
        let stop =
            tokens[begin..end].iter().position(|token| token.tag == Tag::Comma).map_or(end, |length| begin + length);
        let chunk = begin..stop;
        if !(restrictive || modifies(tokens, begin)) || !is_balanced(tokens, chunk) {
            return false;
        }
        at = stop;
    }
    // Without a comma before the verb, only a relative clause without one can end there.
    at > head && tokens[end - 1].tag != Tag::Comma && tokens[head..end].iter().all(|token| token.tag != Tag::Comma)
}

/// The end of the noun phrase at `start`, with its prepositional phrases.
fn head_end(tokens: &[Token], start: usize, end: usize) -> usize {
    let mut at = start;
    while at < end {
        let token = &tokens[at];
        let next = tokens.get(at + 1).filter(|_| at + 1 < end);
        let nominal_next = next.is_some_and(Token::is_nominal);
        let belongs = match token.tag {
            Tag::Determiner | Tag::Possessive | Tag::Genitive | Tag::Noun | Tag::Name | Tag::Number => {
                !is_relative(token)
            }
            Tag::Pronoun => at > start && tokens[at - 1].tag == Tag::Preposition,
            Tag::Bracket | Tag::Mark => at > start,
            Tag::Adverb | Tag::Gerund | Tag::Participle => nominal_next && at > start,
            Tag::Preposition => {
                at > start && next.is_some_and(|next| next.is_nominal() || matches!(next.tag, Tag::Gerund | Tag::Mark))
            }
            Tag::Coordinator => at > start && nominal_next && next.is_some_and(|next| next.tag != Tag::Pronoun),
            _ => false,
        };
        if !belongs {
            break;
        }
        at += 1;
    }
    at
}

/// "who", "that", "whose".
fn is_relative(token: &Token) -> bool {
    matches!(token.tag, Tag::Wh | Tag::That) || token.tag == Tag::Possessive && token.word.is(function::WH)
}

/// "who", "of which".
fn relative_at(tokens: &[Token], at: usize) -> bool {
    let pronoun = |at: usize| tokens.get(at).is_some_and(is_relative);
    pronoun(at) || (tokens.get(at).is_some_and(|token| token.tag == Tag::Preposition) && pronoun(at + 1))
}

/// Whether what begins after a comma can describe the noun before it: "who", "a lawyer", "42", "speaking on", "and who".
fn modifies(tokens: &[Token], at: usize) -> bool {
    let and = usize::from(tokens[at].tag == Tag::Coordinator);
    if and == 1 {
        return relative_at(tokens, at + 1);
    }
    relative_at(tokens, at)
        || tokens[at].is_nominal() && tokens[at].tag != Tag::Pronoun
        || matches!(tokens[at].tag, Tag::Preposition | Tag::Gerund | Tag::Participle | Tag::Adverb)
        || tokens[at].word.forms.meets(form::PARTICIPLE)
}

/// Whether every finite verb of a modifier has a word of its own that makes it subordinate.
fn is_balanced(tokens: &[Token], chunk: Range<usize>) -> bool {
    let mut verbs = 0;
    // "der nicht genannt werden wollte": a German relative clause ends with its verb.
    let german = tokens[chunk.start].word.is(function::RELATIVE) && is_finite(&tokens[chunk.end - 1]);
    let mut bound = usize::from(german);
    let mut at = chunk.start;
    while at < chunk.end {
        let token = &tokens[at];
        let determiner =
            token.tag == Tag::That && tokens.get(at + 1).is_some_and(|next| next.tag == Tag::Noun) && at > chunk.start;
        let whose = token.tag == Tag::Possessive && is_relative(token);
        // "since March" is no clause.
        let clause = |at: usize| tokens[at + 1..chunk.end].iter().any(is_finite);
        let subordinates = token.tag == Tag::Subordinator && (!token.word.is(function::PREPOSITION) || clause(at));
        if token.tag == Tag::Wh || subordinates || whose || (token.tag == Tag::That && !determiner) {
            bound += 1;
        } else if is_finite(token) && !is_reduced(tokens, at) {
            let infinitive = at > chunk.start && tokens[at - 1].tag == Tag::To;
            let reduced = at == chunk.start && token.word.forms.meets(form::PARTICIPLE);
            verbs += usize::from(!infinitive && !reduced);
            // The rest of "has not been" is the same verb.
            while at + 1 < chunk.end
                && matches!(tokens[at + 1].tag, Tag::Be | Tag::Have | Tag::Do | Tag::Modal | Tag::Not | Tag::Adverb)
            {
                at += 1;
            }
        } else if token.tag == Tag::Coordinator && at + 1 < chunk.end && is_finite(&tokens[at + 1]) && bound > 0 {
            // "who left and returned": the same pronoun binds both.
            bound += 1;
        }
        at += 1;
    }
    verbs == bound || (verbs < bound && verbs > 0 && bound == verbs + 1 && tokens[chunk.start].tag == Tag::Coordinator)
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
pub(super) fn is_reduced(tokens: &[Token], at: usize) -> bool {
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

/// The noun before "who", with the pronoun.
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

/// "Ann Lee, who" without the pronoun.
pub(super) fn without_relative(tokens: &[Token], source: Range<usize>) -> Range<usize> {
    let mut end = source.end;
    if source.len() > 1 && matches!(tokens[end - 1].tag, Tag::Wh | Tag::That) {
        end -= 1;
        while end > source.start + 1 && matches!(tokens[end - 1].tag, Tag::Comma | Tag::Preposition) {
            end -= 1;
        }
    }
    source.start..end
}

/// The noun phrase that ends just before `end`.
pub(super) fn phrase_before(tokens: &[Token], end: usize) -> Option<Range<usize>> {
    if end == 0 {
        return None;
    }
    let one_of = end > 2 && tokens[end - 2].tag == Tag::Preposition && tokens[end - 3].tag == Tag::Determiner;
    if tokens[end - 1].tag == Tag::Pronoun && !one_of {
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
            Tag::Pronoun => one_of && at + 1 == end,
            Tag::Preposition if start < end && tokens[start].word.is(function::BOUND) => true,
            Tag::Bracket | Tag::Adverb | Tag::Preposition => joined,
            Tag::Gerund | Tag::Participle => {
                at > 0 && (tokens[at - 1].is_nominal() || tokens[at - 1].tag == Tag::Preposition)
            }
            // "she and another reporter"
            Tag::Coordinator if joined && is_joined_pronoun(tokens, at) => {
                start = at - 1;
                break;
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
            // "the engineers hired to inspect the dam"
            Tag::Base if hired_to(tokens, at) => {
                start = at - 2;
                continue;
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

/// "he and", where a clause begins with it.
fn is_joined_pronoun(tokens: &[Token], coordinator: usize) -> bool {
    let Some(pronoun) = coordinator.checked_sub(1) else { return false };
    let opens = |before: &Token| {
        !before.is_word() || matches!(before.tag, Tag::That | Tag::Subordinator | Tag::Coordinator | Tag::Adverb)
    };
    tokens[pronoun].word.is(function::SUBJECT)
        && pronoun.checked_sub(1).is_none_or(|before| opens(&tokens[before]))
        && tokens.get(coordinator + 1).is_some_and(|next| next.is_nominal() && next.tag != Tag::Pronoun)
}

/// "hired to inspect" behind a noun: a participle that takes no infinitive of its own only describes it.
fn hired_to(tokens: &[Token], base: usize) -> bool {
    use super::lexicon::complement::TO;
    let Some([noun, participle, to]) = base.checked_sub(3).map(|from| &tokens[from..base]) else { return false };
    let own = participle.word.verb.is_some_and(|cue| cue.complements.meets(TO));
    to.tag == Tag::To
        && participle.tag == Tag::Verb
        && participle.word.forms.meets(form::PARTICIPLE)
        && !own
        && noun.is_nominal()
        && noun.tag != Tag::Pronoun
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

/// Takes off what stands before a noun phrase: conjunctions, adverbs, "on Monday"; and a mark that opens behind it.
fn trim(tokens: &[Token], mut range: Range<usize>) -> Option<Range<usize>> {
    // "Despite the cost, Dask and Roe": the list begins behind the comma.
    let first = clause_start(tokens, range.start);
    let led = range.start <= first + 1 && tokens[first].tag == Tag::Preposition;
    if led && let Some(comma) = range.clone().find(|&at| tokens[at].tag == Tag::Comma) {
        range.start = comma + 1;
    }
    if tokens[range.clone()].iter().filter(|token| token.tag == Tag::Mark).count() == 1 {
        range.end -= usize::from(tokens[range.end - 1].tag == Tag::Mark);
    }
    loop {
        let first = tokens.get(range.start).filter(|_| !range.is_empty())?;
        let timed = first.word.is(function::TIME) && !first.is_name_like(tokens.get(range.start + 1));
        let lead = matches!(
            first.tag,
            Tag::Coordinator | Tag::Subordinator | Tag::Adverb | Tag::Comma | Tag::Preposition | Tag::Mark
        );
        // "according to Ann Lee", "in 2016 the quarry".
        let next = tokens.get(range.start + 1).filter(|_| range.len() > 2);
        if first.tag == Tag::Preposition && next.is_some_and(|next| next.word.is(function::BOUND)) {
            break; // "at least four senators"
        }
        let foreign = first.word.is(function::LINKER)
            || first.tag == Tag::Number && next.is_some_and(|next| next.tag == Tag::Determiner);
        if !lead && !timed && !foreign {
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
            // "recent polling"
            Tag::Gerund if end > start && next.is_none_or(|next| !next.is_word()) => tokens[end - 1].is_nominal(),
            Tag::Adverb | Tag::Gerund | Tag::Participle => nominal_next,
            Tag::Verb => adjective && end == start,
            Tag::Bracket | Tag::Mark => end > start && tokens[end].tag == Tag::Bracket,
            Tag::Preposition => {
                let binds = binds(&tokens[end]) || end > start && serves(tokens, end);
                end > start && nominal_next && binds && !next.is_some_and(is_time)
            }
            Tag::Coordinator => end > start && nominal_next && !begins_clause(tokens, end + 1),
            Tag::Wh => end > start,
            Tag::Comma => {
                let Some(after) = description(tokens, start..end, highest) else { break };
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

/// "a longtime adviser to the mayor": whose somebody is.
fn serves(tokens: &[Token], preposition: usize) -> bool {
    let whose = tokens.get(preposition + 1);
    tokens[preposition].word.is(function::TO)
        && whose.is_some_and(|next| matches!(next.tag, Tag::Name | Tag::Determiner | Tag::Possessive))
        && tokens[preposition - 1].word.is(function::PERSON)
}

fn begins_clause(tokens: &[Token], at: usize) -> bool {
    let finite = |token: &Token| matches!(token.tag, Tag::Verb | Tag::Be | Tag::Have | Tag::Modal | Tag::Do);
    let mark = |token: &Token| matches!(token.tag, Tag::Comma | Tag::Stop | Tag::Quote);
    tokens[at..].iter().take(8).take_while(|token| !mark(token)).any(finite)
}

/// After "Smith,": the end of "a lawyer for the family", "who lives there", "22"; after "a neighbor,": of "Jim Pike".
fn description(tokens: &[Token], phrase: Range<usize>, highest: usize) -> Option<usize> {
    let at = phrase.end + 1;
    let first = tokens.get(at)?;
    let end = to_next_mark(tokens, at, highest);
    // "Somerton, Ariz.,": where a place lies.
    let place = end == at + 1 && first.tag == Tag::Name && first.end - first.start <= 5;
    if place && tokens[phrase.end - 1].tag == Tag::Name && tokens.get(end).is_some_and(|next| next.tag == Tag::Comma) {
        return Some(end);
    }
    let described = tokens[phrase.end - 1].tag == Tag::Noun
        || tokens[phrase]
            .iter()
            .any(|token| token.tag == Tag::Noun && token.word.is(function::PERSON | function::TITLE));
    let name = (2..=4).contains(&(end - at)) && tokens[at..end].iter().all(|token| token.tag == Tag::Name);
    if described && name {
        return Some(end);
    }
    let office = tokens[at..end].iter().take(5).any(|token| token.word.is(function::PERSON | function::TITLE));
    // "of Chicago", "then a partner", and whatever without a verb ends the sentence: "pastor of the Solid Rock church."
    let next = tokens.get(at + 1).filter(|_| at + 1 < end);
    let from = first.word.preposition.meets(super::lexicon::complement::OF)
        && next.is_some_and(|next| next.tag == Tag::Name && !is_time(next));
    let once = first.tag == Tag::Adverb && next.is_some_and(|next| next.tag == Tag::Determiner);
    let whose = function::TO | function::PREPOSITION;
    let office_of = first.tag == Tag::Noun
        && next.is_some_and(|next| {
            use super::lexicon::complement::{AT, FOR, OF};
            next.word.is(whose) && (next.word.is(function::TO) || next.word.preposition.meets(OF | FOR | AT))
        });
    let owned = first.tag == Tag::Name && tokens[at..end].iter().any(|token| token.tag == Tag::Genitive);
    let closes = (office_of || owned) && tokens.get(end).is_none_or(|mark| mark.tag == Tag::Stop);
    let describes = matches!(first.tag, Tag::Determiner | Tag::Number | Tag::Wh | Tag::Possessive)
        || office
        || from
        || once
        || closes;
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
