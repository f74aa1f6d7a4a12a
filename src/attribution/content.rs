//! Contents: what is said, as ranges of tokens around a cue.

use std::ops::Range;

use super::lexicon::{Class, Set, complement, form, function};
use super::source;
use super::tokens::{Tag, Token};

/// The shape of what is said.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Shape {
    /// A quotation after the cue.
    Quote,
    /// What follows a colon.
    Colon,
    That,
    /// A clause without "that".
    Bare,
    Wh,
    To,
    Object,
    ObjectTo,
    ObjectAs,
    Gerund,
    Preposition,
    /// A clause before source and cue ("It rained, he said").
    Before,
    /// A quotation before source and cue.
    QuoteBefore,
    /// A clause around source and cue ("The bridge, he said, is closed").
    Around,
    /// "appears likely".
    Predicate,
}

/// A content that follows its cue.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Start {
    pub(super) shape: Shape,
    pub(super) at: usize,
}

/// What follows a cue that ends before `from`, if it is something the cue takes.
pub(super) fn after(tokens: &[Token], from: usize, takes: Set) -> Option<Start> {
    // "is told the to": a preposition that ends the sentence has nothing behind it.
    what_follows(tokens, from, takes).filter(|start| start.at < tokens.len())
}

fn what_follows(tokens: &[Token], from: usize, takes: Set) -> Option<Start> {
    if let Some(quote) = colon_quote(tokens, from).filter(|_| takes.meets(complement::QUOTE)) {
        return Some(Start { shape: Shape::Quote, at: quote });
    }
    let mut at = skip_adverbs(tokens, from, takes);
    // "sagte dem Boten, die Brücke sei sicher"
    if tokens.get(at)?.word.is(function::DATIVE) {
        let end = simple_phrase_end(tokens, at);
        if tokens.get(end).is_some_and(|token| token.tag == Tag::Comma) && end + 1 < tokens.len() {
            at = end + 1;
        }
    }
    let token = tokens.get(at)?;
    let start = |shape| Some(Start { shape, at });
    let next = tokens.get(at + 1);
    match token.tag {
        Tag::Quote => start(Shape::Quote),
        Tag::Comma | Tag::Colon | Tag::Dash if next.is_some_and(|next| next.tag == Tag::Quote) => {
            Some(Start { shape: Shape::Quote, at: at + 1 })
        }
        Tag::Colon if takes.meets(complement::CLAUSE | complement::QUOTE) && next.is_some() => {
            Some(Start { shape: Shape::Colon, at: at + 1 })
        }
        Tag::Comma if next.is_some_and(|next| next.tag == Tag::Coordinator) => None,
        // "sagte, die Brücke sei sicher"
        Tag::Comma
            if tokens[from..at].iter().all(|token| token.word.is(function::PARTICLE))
                && takes.meets(complement::CLAUSE)
                && next.is_some_and(begins_german_clause) =>
        {
            Some(Start { shape: Shape::Bare, at: at + 1 })
        }
        Tag::Comma if takes.meets(complement::CLAUSE) => beyond_adjunct(tokens, at),
        Tag::That if takes.meets(complement::CLAUSE | complement::THAT_CLAUSE) => start(Shape::That),
        Tag::Wh if takes.meets(complement::WH | complement::CLAUSE | complement::OBJECT) => start(Shape::Wh),
        Tag::Subordinator if token.word.is(function::CONDITIONAL) && takes.meets(complement::WH) => start(Shape::Wh),
        Tag::To if takes.meets(complement::TO) => start(Shape::To),
        // "said if the tide turned, the boat would sink"
        Tag::Subordinator
            if token.word.is(function::CONDITIONAL) && takes.meets(complement::CLAUSE) && is_clause(tokens, at + 1) =>
        {
            start(Shape::Bare)
        }
        Tag::Preposition | Tag::Subordinator => after_preposition(tokens, at, takes),
        // "a rule that critics said was unfair", "said having a harbor was good"
        Tag::Be | Tag::Have | Tag::Modal if takes.meets(complement::CLAUSE) => start(Shape::Bare),
        Tag::Gerund if takes.meets(complement::ING | complement::OBJECT) => start(Shape::Gerund),
        Tag::Adverb if next.is_some_and(|next| matches!(next.tag, Tag::Be | Tag::Have | Tag::Modal)) => {
            takes.meets(complement::CLAUSE).then_some(Start { shape: Shape::Bare, at })
        }
        _ if token.is_nominal()
            || matches!(
                token.tag,
                Tag::That
                    | Tag::Mark
                    | Tag::Gerund
                    | Tag::Participle
                    | Tag::Adverb
                    | Tag::Bracket
                    | Tag::Not
                    | Tag::Verb
            ) =>
        {
            after_nominal(tokens, at, takes)
        }
        _ => None,
    }
}

/// An article that could also be a relative pronoun is German, where a comma stands before every clause.
fn begins_german_clause(token: &Token) -> bool {
    token.word.is(function::RELATIVE | function::DATIVE | function::IMPERSONAL)
}

/// "wrote of the mayor: “…”": a quotation after a colon belongs to the cue, if no other verb stands between.
fn colon_quote(tokens: &[Token], from: usize) -> Option<usize> {
    let plain = |token: &&Token| !matches!(token.tag, Tag::Verb | Tag::Colon | Tag::Quote | Tag::That | Tag::Semicolon);
    let colon = from + tokens[from..].iter().take(14).take_while(plain).count();
    let quoted = tokens.get(colon + 1).is_some_and(|token| token.tag == Tag::Quote);
    (tokens.get(colon)?.tag == Tag::Colon && quoted).then_some(colon + 1)
}

/// "said Monday that", "said publicly that", "pointed out that".
fn skip_adverbs(tokens: &[Token], from: usize, takes: Set) -> usize {
    let skips = |at: &usize| {
        let token = &tokens[*at];
        // "said there is a hole": no adverb, but all the subject there is.
        if tokens.get(at + 1).is_some_and(|next| matches!(next.tag, Tag::Be | Tag::Have | Tag::Modal)) {
            return false;
        }
        let adverb = token.tag == Tag::Adverb || (token.word.is(function::TIME) && token.tag != Tag::Modal);
        let phrase = tokens.get(at + 1).is_some_and(Token::is_nominal) && token.word.is(function::PREPOSITION);
        adverb || (token.word.is(function::PARTICLE) && !phrase && !takes.meets(token.word.preposition))
    };
    let skipped = (from..tokens.len()).take(4).take_while(skips);
    from + skipped.count()
}

fn after_preposition(tokens: &[Token], at: usize, takes: Set) -> Option<Start> {
    let described = tokens[at].word.preposition.meets(complement::AS) && takes.meets(complement::OBJECT_AS);
    let meets = described || takes.meets(tokens[at].word.preposition);
    if meets && at + 1 < tokens.len() {
        return Some(Start { shape: Shape::Preposition, at: at + 1 });
    }
    takes.meets(complement::CLAUSE | complement::QUOTE).then(|| beyond_adjunct(tokens, at)).flatten()
}

/// "said in a statement that", "said, in a speech on Monday, that", "said at the rally: “".
fn beyond_adjunct(tokens: &[Token], at: usize) -> Option<Start> {
    for (offset, token) in tokens[at + 1..].iter().take(25).enumerate() {
        let here = at + 1 + offset;
        let next_quote = tokens.get(here + 1).is_some_and(|next| next.tag == Tag::Quote);
        match token.tag {
            Tag::That if tokens[here - 1].tag != Tag::Determiner => {
                return Some(Start { shape: Shape::That, at: here });
            }
            Tag::Quote => return Some(Start { shape: Shape::Quote, at: here }),
            Tag::Comma | Tag::Colon if next_quote => return Some(Start { shape: Shape::Quote, at: here + 1 }),
            Tag::Colon if here + 1 < tokens.len() => return Some(Start { shape: Shape::Colon, at: here + 1 }),
            Tag::Pronoun if tokens[here].word.is(function::SUBJECT) && tokens[here - 1].tag != Tag::Preposition => {
                return Some(Start { shape: Shape::Bare, at: here });
            }
            Tag::Verb | Tag::Stop | Tag::Be | Tag::Modal | Tag::Have | Tag::Semicolon => {
                return bare_beyond(tokens, at, here);
            }
            _ => {}
        }
    }
    None
}

/// "said on Monday the bridge would": the noun phrase before the verb at `verb` begins the clause.
fn bare_beyond(tokens: &[Token], at: usize, verb: usize) -> Option<Start> {
    if tokens[verb].tag == Tag::Stop || tokens[verb].tag == Tag::Semicolon {
        return None;
    }
    let adjunct = adjunct_end(tokens, at);
    (adjunct < verb).then_some(Start { shape: Shape::Bare, at: adjunct })
}

/// The end of a prepositional phrase at `at`: its preposition and the shortest noun phrase.
fn adjunct_end(tokens: &[Token], at: usize) -> usize {
    let mut end = at + 1;
    while tokens.get(end).is_some_and(|token| matches!(token.tag, Tag::Determiner | Tag::Possessive | Tag::Adverb)) {
        end += 1;
    }
    while tokens.get(end).is_some_and(|token| matches!(token.tag, Tag::Noun | Tag::Name | Tag::Number | Tag::Genitive))
    {
        end += 1;
        let new_phrase =
            tokens.get(end).is_some_and(|token| token.tag == Tag::Name) && tokens[end - 1].tag != Tag::Name;
        if new_phrase {
            break;
        }
    }
    match tokens.get(end) {
        Some(token) if matches!(token.tag, Tag::Preposition) => adjunct_end(tokens, end),
        Some(token) if token.tag == Tag::Comma => end + 1,
        _ => end,
    }
}

fn after_nominal(tokens: &[Token], at: usize, takes: Set) -> Option<Start> {
    let start = |shape| Some(Start { shape, at });
    let clause = is_clause(tokens, at);
    if takes.meets(complement::HEARER)
        && let Some(found) = beyond_hearer(tokens, at, takes)
    {
        return Some(found);
    }
    if takes.meets(complement::CLAUSE) && clause {
        return start(Shape::Bare);
    }
    if takes.meets(complement::OBJECT_TO | complement::OBJECT_AS | complement::OBJECT) {
        let end = simple_phrase_end(tokens, at);
        match tokens.get(end).map(|token| token.tag) {
            Some(Tag::To) if takes.meets(complement::OBJECT_TO) => return start(Shape::ObjectTo),
            Some(Tag::Subordinator | Tag::Preposition)
                if takes.meets(complement::OBJECT_AS) && tokens[end].word.preposition.meets(complement::AS) =>
            {
                return start(Shape::ObjectAs);
            }
            _ => {}
        }
    }
    if takes.meets(complement::OBJECT | complement::OBJECT_AS | complement::OBJECT_TO) {
        return start(Shape::Object);
    }
    if takes.meets(complement::ADJECTIVE) {
        return start(Shape::Predicate);
    }
    (takes.meets(complement::CLAUSE) && !takes.meets(complement::HEARER)).then_some(Start { shape: Shape::Bare, at })
}

/// "told reporters that", "warned the council: “".
fn beyond_hearer(tokens: &[Token], at: usize, takes: Set) -> Option<Start> {
    let mut end = simple_phrase_end(tokens, at);
    for _ in 0..3 {
        let Some(token) = tokens.get(end) else { break };
        if token.word.is(function::TIME) || token.tag == Tag::Adverb {
            end += 1;
        } else if token.tag == Tag::Preposition && !takes.meets(token.word.preposition) {
            end = adjunct_end(tokens, end);
        }
    }
    let token = tokens.get(end)?;
    let next = tokens.get(end + 1);
    let found = |shape, at| Some(Start { shape, at });
    match token.tag {
        Tag::That => found(Shape::That, end),
        Tag::Quote => found(Shape::Quote, end),
        Tag::Comma | Tag::Colon if next.is_some_and(|next| next.tag == Tag::Quote) => found(Shape::Quote, end + 1),
        Tag::Colon if next.is_some() => found(Shape::Colon, end + 1),
        Tag::To => found(Shape::To, end),
        Tag::Wh => found(Shape::Wh, end),
        Tag::Preposition if takes.meets(token.word.preposition) => found(Shape::Preposition, end + 1),
        _ if end > at && is_clause(tokens, end) && (token.is_nominal()) => found(Shape::Bare, end),
        _ => None,
    }
}

/// The end of the noun phrase at `at`, without what only describes it.
pub(super) fn simple_phrase_end(tokens: &[Token], at: usize) -> usize {
    let mut end = at;
    if tokens.get(at).is_some_and(|token| token.tag == Tag::Pronoun) {
        return at + 1;
    }
    while let Some(token) = tokens.get(end).filter(|_| end < at + 20) {
        let belongs = match token.tag {
            Tag::Determiner | Tag::Possessive => {
                end == at || !tokens[end - 1].is_nominal() || tokens[end - 1].tag == Tag::Determiner
            }
            Tag::Noun | Tag::Number | Tag::Genitive | Tag::Mark => !token.word.is(function::TIME) || end == at,
            Tag::Name => true,
            Tag::Participle | Tag::Gerund | Tag::Adverb => tokens.get(end + 1).is_some_and(Token::is_nominal),
            Tag::Preposition => end > at && token.word.preposition.meets(complement::OF),
            Tag::Coordinator => end > at && tokens.get(end + 1).is_some_and(Token::is_nominal),
            _ => false,
        };
        if !belongs {
            break;
        }
        end += 1;
    }
    end
}

/// Whether a clause with its own finite verb begins at `at`.
pub(super) fn is_clause(tokens: &[Token], at: usize) -> bool {
    let subject = tokens[at].tag == Tag::Pronoun && tokens[at].word.is(function::SUBJECT);
    let mut relative = false;
    for (offset, token) in tokens[at..].iter().take(30).enumerate() {
        match token.tag {
            Tag::Verb | Tag::Be | Tag::Have | Tag::Do | Tag::Modal if offset > 0 && !relative => return true,
            Tag::Verb | Tag::Be | Tag::Have | Tag::Do | Tag::Modal if offset > 0 => relative = false,
            Tag::Wh | Tag::That => relative = true,
            Tag::To if !subject => return false,
            // "chided the council and praised the mayor"
            Tag::Coordinator
                if offset > 0 && !subject && tokens.get(at + offset + 1).is_some_and(|next| next.tag == Tag::Verb) =>
            {
                return false;
            }
            Tag::Semicolon | Tag::Stop | Tag::Quote | Tag::Colon => return false,
            Tag::Subordinator if offset > 0 => return false,
            _ if token.word.forms.meets(form::PAST)
                && offset > 0
                && tokens[at + offset - 1].is_nominal()
                && !relative =>
            {
                return true;
            }
            _ => {}
        }
    }
    false
}

/// Where a content that begins at `start` ends, exclusive.
pub(super) fn end(tokens: &[Token], start: Start) -> usize {
    if start.shape == Shape::Quote {
        return start.at + 1;
    }
    let short = matches!(start.shape, Shape::Object | Shape::Preposition | Shape::ObjectAs);
    let infinitive = matches!(start.shape, Shape::To | Shape::ObjectTo | Shape::Gerund);
    let mut at = start.at + 1;
    while at < tokens.len() {
        if !within_quotation(tokens, at, start.at) && stops(tokens, at, short, infinitive, start.at) {
            // The mark behind a comma belongs to what it closes.
            at += usize::from(tokens[at].tag == Tag::Mark);
            break;
        }
        at += 1;
    }
    trim_end(tokens, start.at, at)
}

/// Whether a token stands inside quotation marks that open in what is said: these words stay together.
fn within_quotation(tokens: &[Token], at: usize, start: usize) -> bool {
    let quote = tokens[at].quote;
    let opened = start.checked_sub(1).is_none_or(|before| tokens[before].quote != quote);
    quote.is_some() && opened && tokens.get(at + 1).is_some_and(|next| next.quote == quote)
}

fn stops(tokens: &[Token], at: usize, short: bool, infinitive: bool, start: usize) -> bool {
    let token = &tokens[at];
    let next = tokens.get(at + 1);
    match token.tag {
        Tag::Semicolon => true,
        Tag::Colon => next.is_some_and(|next| next.tag == Tag::Quote),
        Tag::Dash => next.is_some_and(|next| next.tag == Tag::Coordinator) && contrast(tokens, at + 1),
        Tag::Coordinator if next.is_some_and(|next| next.tag == Tag::Pronoun) => {
            tokens.get(at + 2).is_some_and(|token| token.tag == Tag::Verb) && is_reporting(tokens, at + 2)
        }
        Tag::Comma => comma_stops(tokens, at, short, infinitive, start),
        // "“safe,” adding that": the comma stands inside the marks.
        Tag::Mark if tokens[at - 1].tag == Tag::Comma && token.quote.is_some() => {
            comma_stops(tokens, at, short, infinitive, start)
        }
        Tag::Coordinator if turns_away(tokens, at) => true,
        Tag::Coordinator => {
            let verb = next.is_some_and(|next| {
                matches!(next.tag, Tag::Verb | Tag::Be | Tag::Have | Tag::Do | Tag::Modal)
                    || (next.tag == Tag::Adverb && tokens.get(at + 2).is_some_and(|token| token.tag == Tag::Verb))
            });
            let cue =
                next.is_some_and(|next| next.word.verb.is_some_and(|cue| cue.complements.meets(complement::CLAUSE)));
            (short && verb)
                || (infinitive && next.is_some_and(is_finite_only))
                || (verb && cue && !token.word.is(function::SUBORDINATOR) && is_reporting(tokens, at + 1))
        }
        Tag::Subordinator => {
            let clause = next.is_some_and(Token::is_nominal) && is_clause(tokens, at + 1);
            let condition = token.word.is(function::CONDITIONAL);
            short
                && !condition
                && !token.word.preposition.meets(complement::AS)
                && (!token.word.is(function::PREPOSITION) || clause)
        }
        Tag::Preposition => according(tokens, at) || short && at > start && is_occasion(tokens, at),
        Tag::Determiner => short && at > start && next.is_some_and(|next| next.word.is(function::TIME)),
        _ => false,
    }
}

/// "but declined to say more", "but would not say why": whoever spoke keeps back the rest.
fn turns_away(tokens: &[Token], coordinator: usize) -> bool {
    let Some([verb, next, rest @ ..]) = tokens.get(coordinator + 1..) else { return false };
    let refuses = verb.tag == Tag::Verb
        && verb.word.verb.is_some_and(|cue| cue.class == Class::Commit)
        && verb.word.forms.meets(form::PAST.and(form::THIRD))
        && next.tag == Tag::To;
    let says = |token: &Token| token.word.verb.is_some_and(|cue| cue.class == Class::Say);
    let keeps = matches!(verb.tag, Tag::Modal | Tag::Do) && next.tag == Tag::Not && rest.first().is_some_and(says);
    refuses || keeps
}

/// "on Monday", "in early June", "at a rally": when or where something is said, not what.
fn is_occasion(tokens: &[Token], preposition: usize) -> bool {
    let phrase =
        tokens[preposition + 1..].iter().take(4).take_while(|token| token.is_nominal() || token.tag == Tag::Adverb);
    let mut phrase = phrase.peekable();
    let place = tokens[preposition].word.is(function::OCCASION);
    place && phrase.any(|token| token.word.is(function::TIME | function::OCCASION))
}

/// The first finite verb in a range that belongs to no clause inside it: there the sentence around it goes on.
pub(super) fn unbound_verb(tokens: &[Token], range: Range<usize>) -> Option<usize> {
    let mut bound = 0_usize;
    let mut at = range.start;
    while at < range.end {
        let token = &tokens[at];
        match token.tag {
            Tag::Wh | Tag::That | Tag::Subordinator => bound += 1,
            Tag::Verb | Tag::Be | Tag::Have | Tag::Do | Tag::Modal if !source::is_reduced(tokens, at) => {
                let before = (range.start..at).rev().find(|&before| tokens[before].tag != Tag::Adverb);
                let after_noun = before.is_some_and(|before| {
                    let closed = matches!(tokens[before].tag, Tag::Verb | Tag::Participle | Tag::Base);
                    closed || tokens[before].is_nominal() && tokens[before].tag != Tag::Pronoun
                });
                if bound == 0 && after_noun {
                    return Some(at);
                }
                bound = bound.saturating_sub(1);
                // The rest of "has not been" is the same verb; "leaked was" are two.
                while token.tag != Tag::Verb
                    && at + 1 < range.end
                    && matches!(tokens[at + 1].tag, Tag::Be | Tag::Have | Tag::Do | Tag::Modal | Tag::Not | Tag::Adverb)
                {
                    at += 1;
                }
            }
            _ => {}
        }
        at += 1;
    }
    None
}

/// Where a clause that opens its sentence ends: before a comma and another clause ("After he said it was safe, the road reopened").
pub(super) fn opening_clause_end(tokens: &[Token], range: Range<usize>) -> Option<usize> {
    range.clone().skip(1).find(|&at| {
        tokens[at].tag == Tag::Comma
            && tokens.get(at + 1).is_some_and(|next| next.is_nominal() && next.tag != Tag::Genitive)
            && is_clause(tokens, at + 1)
    })
}

/// "and said", "and added that": a verb of saying in the past, which goes on with the same source.
fn is_reporting(tokens: &[Token], at: usize) -> bool {
    tokens[at]
        .word
        .verb
        .is_some_and(|cue| matches!(cue.class, Class::Say | Class::Manner | Class::Request | Class::Judge))
        && tokens[at].word.forms.meets(form::PAST.and(form::THIRD))
}

fn comma_stops(tokens: &[Token], at: usize, short: bool, infinitive: bool, start: usize) -> bool {
    let Some(next) = tokens.get(at + 1) else { return true };
    match next.tag {
        Tag::Gerund => next.word.verb.is_some() || short,
        Tag::Verb if infinitive => is_finite_only(next),
        // "every ban, including the one on guns"
        _ if short && next.word.is(function::EXAMPLE) => false,
        Tag::Preposition => according(tokens, at + 1) || (short && !tokens[start..at].is_empty()),
        Tag::Coordinator => {
            let again = tokens.get(at + 2).is_some_and(|then| then.tag == Tag::To);
            short || infinitive && !again || contrast(tokens, at + 1)
        }
        // ", while the mayor said it was not"
        Tag::Subordinator => short || next.word.is(function::PREPOSITION) || reports_anew(tokens, at + 1),
        Tag::Pronoun => short || reports_anew(tokens, at),
        Tag::Wh => short || infinitive || reports_anew(tokens, at + 1),
        Tag::Name | Tag::Noun | Tag::Determiner | Tag::Mark => {
            let aside = infinitive && next.tag == Tag::Determiner;
            ((short || aside) && !in_list(tokens, at)) || reports_anew(tokens, at)
        }
        _ => short,
    }
}

/// A verb that can be no infinitive: "promised to stay and left".
fn is_finite_only(token: &Token) -> bool {
    match token.tag {
        Tag::Verb => !token.word.forms.meets(form::BASE),
        Tag::Be | Tag::Have | Tag::Do | Tag::Modal => true,
        _ => false,
    }
}

/// "but she", "and the mayor said": the article, or someone else, goes on.
fn contrast(tokens: &[Token], at: usize) -> bool {
    let mut reporting = false;
    for token in tokens[at + 1..].iter().take(12) {
        match token.tag {
            Tag::Comma | Tag::Semicolon | Tag::Stop | Tag::That => break,
            Tag::Verb if token.word.verb.is_some() => {
                reporting = true;
                break;
            }
            _ => {}
        }
    }
    reporting
}

/// "…, the mayor said that": another report begins.
fn reports_anew(tokens: &[Token], comma: usize) -> bool {
    let phrase = tokens[comma + 1..].iter().take(10);
    let length = phrase.take_while(|token| token.is_nominal() || matches!(token.tag, Tag::Adverb | Tag::Mark)).count();
    let verb = comma + 1 + length;
    let reports = tokens
        .get(verb)
        .is_some_and(|token| token.tag == Tag::Verb && token.word.verb.is_some_and(|cue| cue.class == Class::Say));
    length > 0 && reports
}

/// "A, B and C".
fn in_list(tokens: &[Token], comma: usize) -> bool {
    tokens[comma + 1..]
        .iter()
        .take(12)
        .take_while(|token| token.is_word() || token.tag == Tag::Comma)
        .any(|token| token.tag == Tag::Coordinator)
}

pub(super) fn according(tokens: &[Token], at: usize) -> bool {
    tokens[at].word.is(function::LINKER)
}

/// Takes off the stop and the commas at the end; a closing mark stays.
pub(super) fn trim_end(tokens: &[Token], start: usize, end: usize) -> usize {
    let mut end = end;
    while end > start + 1
        && matches!(tokens[end - 1].tag, Tag::Stop | Tag::Comma | Tag::Colon | Tag::Dash | Tag::Coordinator)
    {
        end -= 1;
    }
    end
}

/// "Roe said, “No,” the Tribune reports": the Tribune reports all of it. Where the clause around a quotation begins.
fn reported_before(tokens: &[Token], quote: usize) -> Option<usize> {
    let mark = quote.checked_sub(1).filter(|&mark| matches!(tokens[mark].tag, Tag::Comma | Tag::Colon))?;
    let start = source::clause_start(tokens, mark);
    let start = start + tokens[start..mark].iter().take_while(|token| token.tag == Tag::Coordinator).count();
    let says = |token: &Token| {
        token.tag == Tag::Verb && token.word.verb.is_some_and(|cue| cue.complements.meets(complement::QUOTE))
    };
    (mark > start + 1 && says(&tokens[mark - 1])).then_some(start)
}

/// What stands before source and cue, where `end` is the first token of both.
pub(super) fn before(tokens: &[Token], end: usize) -> Option<(Shape, Range<usize>)> {
    let last = end.checked_sub(1)?;
    let comma = tokens[last].tag == Tag::Comma;
    let quote = if comma { last.checked_sub(1)? } else { last };
    if tokens[quote].tag == Tag::Quote {
        let whole = reported_before(tokens, quote).map(|start| (Shape::Before, start..quote + 1));
        return Some(whole.unwrap_or((Shape::QuoteBefore, quote..quote + 1)));
    }
    // "They “looked new,” he wrote": the comma stands inside the marks.
    let marks = tokens[..end].iter().rev().take_while(|token| token.tag == Tag::Mark).count();
    let inside = marks > 0 && last >= marks && matches!(tokens[last - marks].tag, Tag::Comma | Tag::Stop);
    if !comma && !inside && tokens[last].tag != Tag::Dash {
        return None;
    }
    let mut start = source::clause_start(tokens, last);
    let tagged = tokens[start..last].iter().any(|token| {
        token.tag == Tag::Verb && token.word.verb.is_some_and(|cue| cue.complements.meets(complement::QUOTE))
    });
    if start > 0 && tokens[start - 1].tag == Tag::Quote && start < last && !tagged {
        let whole = reported_before(tokens, start - 1).map(|start| (Shape::Before, start..last));
        return Some(whole.unwrap_or((Shape::QuoteBefore, start - 1..last)));
    }
    while tokens.get(start).is_some_and(|token| token.tag == Tag::Coordinator) && start < last {
        start += 1;
    }
    let clause = &tokens[start..last];
    let finite = clause.iter().any(|token| matches!(token.tag, Tag::Verb | Tag::Be | Tag::Have | Tag::Do | Tag::Modal));
    // "If the tide turns, the boat will sink, the pilot said": a clause of its own follows.
    let main = |at: &usize| {
        let rest = &tokens[*at + 1..last];
        tokens[*at].tag == Tag::Comma
            && rest.first().is_some_and(|first| first.is_nominal() || first.tag == Tag::Adverb)
            && rest.iter().any(|token| matches!(token.tag, Tag::Verb | Tag::Be | Tag::Have | Tag::Do | Tag::Modal))
    };
    let subordinate = clause.first().is_some_and(|token| token.tag == Tag::Subordinator || token.tag == Tag::Gerund)
        && (start..last).find(main).is_none();
    (inside || finite && !subordinate).then_some((Shape::Before, start..if inside { last + 1 } else { last }))
}
