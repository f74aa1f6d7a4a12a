//! What each word does in its sentence, from the word and its neighbours.

use super::lexicon::{Word, complement, form, function};
use super::tokens::{Tag, Token};

/// Gives every word of a sentence its tag, from left to right.
pub(super) fn tag(tokens: &mut [Token]) {
    let headline = is_headline(tokens);
    for at in 0..tokens.len() {
        if !tokens[at].is_word() || tokens[at].tag == Tag::Number {
            continue;
        }
        tokens[at].tag = tag_of(tokens, at, headline);
    }
}

/// Title case: nearly every longer word has a capital, so capitals say nothing about names.
fn is_headline(tokens: &[Token]) -> bool {
    // Every German sentence is full of capitals, but a headline has no full stop.
    let stop = tokens.last().is_some_and(|last| last.tag == Tag::Stop);
    let german = stop && tokens.iter().any(|token| token.word.is(function::RELATIVE));
    // "Orla Venn met Paul Okoro.": names and a small verb.
    let named = stop && tokens.iter().any(|token| !token.capital && !token.word.forms.is_empty());
    if german || named || tokens.iter().any(|token| token.tag == Tag::Quote) {
        return false;
    }
    let words = || tokens.iter().filter(|token| token.is_word() && token.end - token.start > 3);
    let all = words().count();
    all >= 4 && words().filter(|token| token.capital).count() * 5 >= all * 4
}

fn tag_of(tokens: &[Token], at: usize, headline: bool) -> Tag {
    let token = &tokens[at];
    let word = token.word;
    let before = at.checked_sub(1).map(|at| &tokens[at]);
    let after = tokens.get(at + 1);
    if token.tag == Tag::Genitive {
        return genitive_or_be(before, after, tokens.get(at + 2));
    }
    if word.is(function::QUANTIFIER) && floats(tokens, at) {
        return Tag::Adverb;
    }
    // "said Will Doyle", "“…,” Will wrote".
    let called = token.capital && !headline && word.is(function::MODAL) && before.is_some();
    if let Some(tag) = small_word(word, before, after).filter(|_| !called) {
        return tag;
    }
    let name = token.capital
        && !headline
        && before.is_some_and(|before| before.is_word() || matches!(before.tag, Tag::Comma | Tag::Quote));
    let name_in_a_row = name
        || (token.capital && !headline && after.is_some_and(|after| after.capital && after.word.functions.is_empty()));
    if !word.forms.is_empty() && !name_in_a_row {
        return verb_or_noun(tokens, at);
    }
    if word.is(function::ADVERB) && !name_in_a_row && !is_first_name(tokens, at) {
        return Tag::Adverb;
    }
    if token.capital && !headline { Tag::Name } else { Tag::Noun }
}

/// "they all voted", "have both pushed": between a subject or an auxiliary and a verb.
fn floats(tokens: &[Token], at: usize) -> bool {
    let before = at.checked_sub(1).map(|before| &tokens[before]);
    let subject = before.is_some_and(|before| {
        matches!(before.tag, Tag::Have | Tag::Be)
            || before.word.is(function::SUBJECT)
            || before.plural
            || before.tag == Tag::Name
    });
    let verb = tokens.get(at + 1).is_some_and(|verb| verb.word.forms.meets(form::PAST.and(form::PARTICIPLE)));
    let noun = |after: &Token| after.tag == Tag::Noun && !after.capital && after.word.functions.is_empty();
    subject && verb && !tokens.get(at + 2).is_some_and(noun)
}

/// "Kelly said": a first word that only its ending makes an adverb stands before no finite verb.
fn is_first_name(tokens: &[Token], at: usize) -> bool {
    let unknown = tokens[at].word.preposition.is_empty() && tokens[at].word.functions == function::GUESSED_ADVERB;
    let verb = |after: &Token| {
        after.word.is(function::BE | function::HAVE | function::MODAL | function::DO)
            || after.word.forms.meets(form::PAST.and(form::THIRD)) && !after.capital
            || matches!(after.tag, Tag::Genitive)
    };
    at == 0 && unknown && tokens.get(at + 1).is_some_and(verb)
}

fn genitive_or_be(before: Option<&Token>, after: Option<&Token>, then: Option<&Token>) -> Tag {
    let pronoun = before.is_some_and(|before| matches!(before.tag, Tag::Pronoun | Tag::That | Tag::Wh | Tag::Adverb));
    // "Lee’s warning that"
    let owned =
        after.is_some_and(|after| after.word.noun.is_some()) && then.is_some_and(|then| then.word.is(function::THAT));
    let progressive =
        !owned && after.is_some_and(|after| after.word.forms == form::GERUND) && then.is_none_or(Token::is_word);
    let verbal = progressive || after.is_some_and(|after| after.word.is(function::NOT | function::DETERMINER));
    if pronoun || verbal { Tag::Be } else { Tag::Genitive }
}

fn small_word(word: &Word, before: Option<&Token>, after: Option<&Token>) -> Option<Tag> {
    let table = [
        (function::THAT, Tag::That),
        (function::BE, Tag::Be),
        (function::HAVE, Tag::Have),
        (function::DO, Tag::Do),
        (function::NOT, Tag::Not),
        (function::POSSESSIVE, Tag::Possessive),
        (function::WH, Tag::Wh),
        (function::SUBJECT, Tag::Pronoun),
        (function::OBJECT, Tag::Pronoun),
        (function::COORDINATOR, Tag::Coordinator),
    ];
    if let Some((_, tag)) = table.iter().find(|(functions, _)| word.is(*functions)) {
        return Some(*tag);
    }
    if word.is(function::TO) {
        let verb = after.is_some_and(|after| {
            after.word.forms.meets(form::BASE)
                || after.word.is(function::BE | function::HAVE | function::DO | function::ADVERB)
        });
        // "according to exit polls"
        let linked = before.is_some_and(|before| before.word.is(function::LINKER));
        return Some(if verb && !linked { Tag::To } else { Tag::Preposition });
    }
    if word.is(function::MODAL) {
        let noun = before.is_some_and(|before| {
            matches!(before.tag, Tag::Determiner | Tag::Possessive | Tag::Genitive | Tag::Preposition)
        });
        return Some(if noun { Tag::Noun } else { Tag::Modal });
    }
    // "has since said"
    if word.is(function::SUBORDINATOR)
        && word.is(function::ADVERB)
        && before.is_some_and(|before| before.tag == Tag::Have)
    {
        return Some(Tag::Adverb);
    }
    let table = [
        (function::SUBORDINATOR, Tag::Subordinator),
        (function::PREPOSITION, Tag::Preposition),
        (function::DETERMINER, Tag::Determiner),
    ];
    table.iter().find(|(functions, _)| word.is(*functions)).map(|(_, tag)| *tag)
}

/// Whether a spelling that can be a verb is one here.
fn verb_or_noun(tokens: &[Token], at: usize) -> Tag {
    let forms = tokens[at].word.forms;
    let left = (0..at).rev().take(4).find(|&left| !matches!(tokens[left].tag, Tag::Adverb | Tag::Not));
    let Some(left_at) = left else { return first_word(tokens, at) };
    if tokens[left_at].word.is(function::QUANTIFIER) && follows_quantifier(tokens, at) {
        return Tag::Verb;
    }
    let left = &tokens[left_at];
    // "has long argued"
    if matches!(left.tag, Tag::Have | Tag::Be)
        && tokens[at].word.is(function::ADVERB)
        && tokens.get(at + 1).is_some_and(|after| after.word.forms.meets(form::PARTICIPLE))
    {
        return Tag::Adverb;
    }
    match left.tag {
        Tag::To | Tag::Modal | Tag::Do if forms.meets(form::BASE) => Tag::Base,
        Tag::Have if forms.meets(form::PARTICIPLE) => Tag::Participle,
        Tag::Be if forms.meets(form::PARTICIPLE) => Tag::Participle,
        _ if forms == form::GERUND => Tag::Gerund,
        Tag::Determiner | Tag::Possessive | Tag::Genitive => Tag::Noun,
        Tag::Preposition => Tag::Noun,
        Tag::Be | Tag::Have => Tag::Noun,
        Tag::Pronoun | Tag::Wh => Tag::Verb,
        Tag::That => {
            if forms.meets(form::BASE) && !forms.meets(form::PAST) {
                Tag::Noun
            } else {
                Tag::Verb
            }
        }
        _ if forms.meets(form::PAST) => Tag::Verb,
        _ if forms == form::PARTICIPLE => Tag::Participle,
        _ => present_or_noun(tokens, at, left),
    }
}

/// "Some say that", "one in five believe it", "both pushed for": a verb after a number of people, not "some failed attempts".
fn follows_quantifier(tokens: &[Token], at: usize) -> bool {
    let Some(after) = tokens.get(at + 1) else { return true };
    let past = tokens[at].word.forms == form::PAST || tokens[at].word.forms == form::PAST.and(form::PARTICIPLE);
    let Some(cue) = tokens[at].word.verb else {
        return past && !after.is_nominal() && after.word.is(function::PREPOSITION);
    };
    let noun = after.tag == Tag::Noun && !after.capital && after.word.functions.is_empty();
    let complement = cue.complements.meets(after.word.preposition) || opens_complement(tokens, at);
    if tokens[at].word.forms.meets(form::PAST) { !noun } else { complement }
}

fn opens_complement(tokens: &[Token], at: usize) -> bool {
    // "point out that"
    let particle = usize::from(tokens.get(at + 1).is_some_and(|after| after.word.is(function::PARTICLE)));
    tokens.get(at + 1 + particle).is_none_or(|after| {
        let small = function::DETERMINER
            | function::THAT
            | function::TO
            | function::WH
            | function::POSSESSIVE
            | function::OBJECT
            | function::SUBJECT;
        after.word.is(small)
            || particle == 0
                && (matches!(after.tag, Tag::Colon | Tag::Mark | Tag::Quote | Tag::Genitive)
                    || (after.capital && !tokens[at].capital))
    })
}

/// The first word of a sentence: an imperative, a gerund or a noun.
fn first_word(tokens: &[Token], at: usize) -> Tag {
    let forms = tokens[at].word.forms;
    let object =
        tokens.get(at + 1).is_some_and(|after| after.word.is(function::DETERMINER | function::THAT | function::OBJECT));
    if forms == form::GERUND {
        Tag::Gerund
    } else if forms.meets(form::PAST) {
        Tag::Participle
    } else if forms.meets(form::BASE) && object {
        Tag::Base
    } else {
        Tag::Noun
    }
}

/// "Officials claim the", "Smith wants to" against "the travel ban claims were".
fn present_or_noun(tokens: &[Token], at: usize, left: &Token) -> Tag {
    let forms = tokens[at].word.forms;
    let opens_complement = opens_complement(tokens, at);
    let thing = function::DOCUMENT | function::PERSON | function::BODY | function::NOUN;
    // "7.4 million crowns", but not "fined in 2019, says".
    let unit = left.is_nominal() && !left.word.is(thing);
    let counted = left.tag == Tag::Number || at > 1 && tokens[at - 2].tag == Tag::Number && unit;
    if counted && forms.meets(form::THIRD) {
        return Tag::Noun;
    }
    let verb_only = tokens[at].word.noun.is_none() && !tokens[at].word.is(thing);
    let after_comma = matches!(left.tag, Tag::Comma | Tag::Quote | Tag::Mark);
    let followed_by_verb = tokens
        .get(at + 1)
        .is_some_and(|after| after.word.is(function::BE | function::HAVE | function::MODAL | function::DO));
    let agrees = left.tag == Tag::Name && forms.meets(form::THIRD)
        || if forms.meets(form::THIRD) {
            !left.plural
        } else {
            left.plural || matches!(left.tag, Tag::Coordinator | Tag::Comma) || is_joined(tokens, at)
        };
    let compound = left.tag == Tag::Noun && tokens[at].word.is(thing);
    if is_told_apart(tokens, at, left) {
        return Tag::Verb;
    }
    if followed_by_verb || compound || tokens.get(at + 1).is_some_and(|after| after.tag == Tag::Genitive) {
        Tag::Noun
    } else if (agrees && (opens_complement || verb_only)) || (after_comma && verb_only) {
        Tag::Verb
    } else {
        Tag::Noun
    }
}

/// "Dask and Roe point": two are more than one.
fn is_joined(tokens: &[Token], at: usize) -> bool {
    let last = tokens[..at].iter().rev().take_while(|token| token.is_nominal()).count();
    let and = at.checked_sub(last + 1).filter(|_| last > 0 && last < 4);
    and.is_some_and(|and| tokens[and].tag == Tag::Coordinator && and > 0 && tokens[and - 1].is_nominal())
}

/// A verb in the present that its subject does not tell from a noun, but what follows does.
fn is_told_apart(tokens: &[Token], at: usize, left: &Token) -> bool {
    let Some(cue) = tokens[at].word.verb else { return false };
    let nominal = matches!(left.tag, Tag::Noun | Tag::Name | Tag::Number);
    if !nominal || tokens[at].capital {
        return false;
    }
    let forms = tokens[at].word.forms;
    let after = tokens.get(at + 1);
    let clause = cue.complements.meets(complement::CLAUSE | complement::THAT_CLAUSE);
    let that = after.is_some_and(|after| after.word.is(function::THAT));
    // "nearly a third say they are", "those surveyed say the": no noun is spelt so.
    let verb_only = tokens[at].word.noun.is_none()
        && !tokens[at].word.is(function::DOCUMENT | function::PERSON | function::BODY | function::NOUN);
    let asked = tokens[..at].iter().rev().take(4).any(|token| matches!(token.tag, Tag::Do | Tag::Modal));
    let plain =
        forms.meets(form::BASE.and(form::THIRD)) && verb_only && clause && opens_complement(tokens, at) && !asked;
    // "a survey of insiders shows that"
    let shows = forms.meets(form::THIRD) && that && clause;
    // "Lee calls for", "voters boast of"
    let prepositional = after.is_some_and(|after| cue.complements.meets(after.word.preposition))
        && (left.tag == Tag::Name && forms.meets(form::THIRD)
            || left.plural && left.tag == Tag::Noun && forms.meets(form::BASE));
    // ", the Tribune reports."
    let ends = forms.meets(form::THIRD) && left.tag == Tag::Name || forms.meets(form::BASE) && left.plural;
    let closes = after.is_none_or(|after| matches!(after.tag, Tag::Stop | Tag::Comma))
        && ends
        && cue.complements.meets(complement::QUOTE)
        && stands_behind_comma(tokens, at);
    plain || shows || prepositional || closes
}

/// Whether nothing but a noun phrase stands between a word and the mark before it: ", the Tribune reports.", ", fishermen say,".
fn stands_behind_comma(tokens: &[Token], at: usize) -> bool {
    let phrase = |token: &&Token| matches!(token.tag, Tag::Name | Tag::Determiner | Tag::Noun);
    let length = tokens[..at].iter().rev().take_while(phrase).count();
    let mark = |before: &Token| matches!(before.tag, Tag::Comma | Tag::Quote | Tag::Mark);
    (1..=3).contains(&length) && tokens[..at - length].last().is_some_and(mark)
}
