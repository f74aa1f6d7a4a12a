//! Proposals: every place where a cue has something it can report, with what speaks for and against it.

use std::ops::Range;

use super::content::{self, Shape, Start};
use super::direct;
use super::evidence::{Evidence, evidence};
use super::lexicon::{Class, Cue, Lexicon, complement, form, function};
use super::nominal;
use super::source::{self, Relation, Source};
use super::tokens::{Tag, Token};

/// How the cue stands in its sentence.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Mood {
    Past,
    Present,
    Perfect,
    Modal,
    Infinitive,
    Gerund,
    Progressive,
    Passive,
    /// A participle after a noun, or without a noun before it.
    Reduced,
    /// The cue is no verb.
    Nominal,
}

/// Somebody may be saying something here; ranges are tokens of one unit.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct Proposal {
    pub(super) source: Option<Source>,
    pub(super) cue: Range<usize>,
    pub(super) content: Vec<Range<usize>>,
    pub(super) class: Class,
    pub(super) shape: Shape,
    pub(super) mood: Mood,
    /// Whether the cue stands in what another proposal reports.
    pub(super) nested: bool,
    pub(super) evidence: Evidence,
}

/// Everything a unit may report.
pub(super) fn proposals(text: &str, tokens: &[Token], lexicon: &Lexicon) -> Vec<Proposal> {
    let mut found: Vec<Proposal> = Vec::new();
    if let Some(mut proposal) = nominal::label(tokens) {
        proposal.evidence = evidence(tokens, &proposal, &found);
        found.push(proposal);
    }
    for at in 0..tokens.len() {
        let proposal = propose(text, tokens, at, lexicon, &found);
        let proposal =
            proposal.filter(|new| !leaves_quotation(tokens, new) && (lexicon.inserted || !is_event(tokens, new)));
        if let Some(mut proposal) = proposal {
            proposal.nested = found.iter().any(|earlier| direct::claims(earlier, proposal.cue.start));
            proposal.evidence = evidence(tokens, &proposal, &found);
            found.push(proposal);
        }
    }
    found
}

/// "Roe “apologized many times,” adding: “…”": a verb inside quotation marks reports nothing behind them, unless only it is quoted.
fn leaves_quotation(tokens: &[Token], proposal: &Proposal) -> bool {
    let Some(quote) = tokens[proposal.cue.end - 1].quote else { return false };
    let Some(first) = proposal.content.first().filter(|first| first.start >= proposal.cue.end) else { return false };
    let between = &tokens[proposal.cue.end..first.start];
    tokens[first.start].quote != Some(quote)
        && between.iter().any(|token| token.quote == Some(quote) && token.is_word())
}

/// "The flood claimed nine lives": a thing says something only in a clause, or in marks.
fn is_event(tokens: &[Token], proposal: &Proposal) -> bool {
    let Some(source) = proposal.source.as_ref().map(|source| &tokens[source.tokens.clone()]) else { return false };
    let words = function::DOCUMENT | function::POSSESSIVE;
    let speaks = |token: &Token| token.plural || matches!(token.tag, Tag::Wh | Tag::That) || token.word.is(words);
    let thing = !direct::can_speak(source) && !source.iter().any(speaks);
    let mut said = proposal.content.iter().flat_map(|range| &tokens[range.clone()]);
    thing
        && proposal.class == Class::Say
        && proposal.shape == Shape::Object
        && !said.any(|token| token.quote.is_some() || token.tag == Tag::Quote)
}

fn propose(text: &str, tokens: &[Token], at: usize, lexicon: &Lexicon, earlier: &[Proposal]) -> Option<Proposal> {
    let token = &tokens[at];
    let verbal = matches!(token.tag, Tag::Verb | Tag::Base | Tag::Participle | Tag::Gerund);
    let begins_idiom = verbal || matches!(token.tag, Tag::Have | Tag::Do);
    if begins_idiom
        && let Some((last, cue)) = idiom(text, tokens, at, lexicon)
        && let Some(proposal) = verb(tokens, at, last, cue, earlier)
    {
        return Some(proposal);
    }
    let hears = |cue: &Cue| is_asked(tokens, at, cue.class) || is_told(tokens, at, cue);
    if verbal && let Some(cue) = token.word.verb.filter(|cue| !hears(cue)) {
        return verb(tokens, at, at, cue, earlier);
    }
    if let Some(cue) = token.word.noun.filter(|_| matches!(token.tag, Tag::Noun | Tag::Name)) {
        return nominal::noun(tokens, at, cue);
    }
    if let Some(cue) = token.word.adjective {
        return nominal::adjective(tokens, at, cue);
    }
    if token.word.is(function::HEARSAY) {
        return nominal::hearsay(tokens, at);
    }
    nominal::formula(text, tokens, at, lexicon)
}

/// "Lee, asked whether it was safe, said": somebody else asks, and another verb follows.
fn is_asked(tokens: &[Token], at: usize, class: Class) -> bool {
    let participle = tokens[at].word.forms.meets(form::PARTICIPLE) && at > 0 && tokens[at - 1].tag == Tag::Comma;
    let about = |token: &Token| matches!(token.tag, Tag::Wh | Tag::Preposition | Tag::Subordinator | Tag::Adverb);
    let goes_on = || {
        let mut commas = (at + 1..tokens.len() - 1).filter(|&comma| tokens[comma].tag == Tag::Comma);
        commas.any(|comma| matches!(tokens[comma + 1].tag, Tag::Verb | Tag::Have | Tag::Be | Tag::Do | Tag::Modal))
    };
    class == Class::Ask && participle && tokens.get(at + 1).is_some_and(about) && goes_on()
}

/// "said when told of it", "if asked about the leak": a participle behind "when" hears, and may answer if something is quoted.
fn is_told(tokens: &[Token], at: usize, cue: &Cue) -> bool {
    let hearer = cue.class == Class::Ask || cue.complements.meets(complement::HEARER);
    let when = |before: &Token| before.tag == Tag::Subordinator || before.word.is(function::SUBORDINATOR);
    let object = tokens.get(at + 1).is_some_and(|next| next.is_nominal());
    let answers = tokens[at..].iter().any(|token| token.tag == Tag::Quote);
    hearer && !object && !answers && tokens[at].word.forms.meets(form::PARTICIPLE) && at > 0 && when(&tokens[at - 1])
}

/// "took issue with", "made the case that": the last word of the longest idiom that begins with a verb.
fn idiom(text: &str, tokens: &[Token], at: usize, lexicon: &Lexicon) -> Option<(usize, Cue)> {
    let mut idioms = lexicon.idioms(tokens[at].word).iter();
    idioms.find_map(|idiom| Some((idiom_end(text, tokens, at, &idiom.rest)?, idiom.cue)))
}

fn idiom_end(text: &str, tokens: &[Token], verb: usize, rest: &[Box<str>]) -> Option<usize> {
    let is = |at: usize, word: &str| {
        tokens.get(at).is_some_and(|token| text[token.start..token.end].eq_ignore_ascii_case(word))
    };
    let mut at = verb;
    let mut gap = 0;
    for word in rest {
        if &**word == "_" {
            gap = 3;
            continue;
        }
        let adverb = tokens.get(at + 1).is_some_and(|token| token.tag == Tag::Adverb);
        let fills =
            |token: &Token| token.is_nominal() || matches!(token.tag, Tag::Adverb | Tag::Participle | Tag::Gerund);
        let reach = gap.max(usize::from(adverb));
        let skipped = (0..=reach)
            .take_while(|&skip| skip == 0 || tokens.get(at + skip).is_some_and(fills))
            .find(|&skip| is(at + 1 + skip, word))?;
        at += 1 + skipped;
        gap = 0;
    }
    Some(at)
}

fn mood(tokens: &[Token], group: usize, verb: usize) -> Mood {
    let has = |tag| tokens[group..verb].iter().any(|token| token.tag == tag);
    let first = tokens[group].tag;
    let last_be = tokens[group..verb].iter().rposition(|token| token.tag == Tag::Be).is_some();
    let forms = tokens[verb].word.forms;
    if last_be && forms.meets(form::PARTICIPLE) {
        Mood::Passive
    } else if first == Tag::To || (has(Tag::To) && !has(Tag::Modal)) {
        Mood::Infinitive
    } else if has(Tag::Modal) {
        Mood::Modal
    } else if has(Tag::Have) {
        Mood::Perfect
    } else if tokens[verb].tag == Tag::Gerund {
        if last_be { Mood::Progressive } else { Mood::Gerund }
    } else if tokens[verb].tag == Tag::Participle {
        Mood::Reduced
    } else if has(Tag::Do) || forms.meets(form::PAST) {
        Mood::Past
    } else {
        Mood::Present
    }
}

/// A verb at `at` whose fixed words end with `last`.
fn verb(tokens: &[Token], at: usize, last: usize, cue: Cue, earlier: &[Proposal]) -> Option<Proposal> {
    let group = source::group_start(tokens, at);
    let mood = mood(tokens, group, at);
    let build = |source: Option<Source>, content: Vec<Range<usize>>, shape| {
        let cue_range = group..cue_end(tokens, last + 1, source.as_ref(), &content);
        Some(Proposal {
            source,
            cue: cue_range,
            content,
            class: cue.class,
            shape,
            mood,
            nested: false,
            evidence: Evidence::default(),
        })
    };
    if cue.class == Class::Affect {
        let (source, content) = affected(tokens, group, last, mood)?;
        return build(Some(source), content, Shape::Object);
    }
    if mood == Mood::Passive {
        return passive(tokens, group, at, last, cue)
            .and_then(|(source, content, shape)| build(source, content, shape));
    }
    let subject = subject(tokens, group, mood, earlier);
    if let Some((source, content)) = enclosed(tokens, group, at, cue) {
        return build(Some(source), content, Shape::Around);
    }
    let beside =
        subject.as_ref().is_some_and(|subject| matches!(subject.relation, Relation::Subject | Relation::Parenthesis));
    if let Some((source, content, shape)) = inverted(tokens, group, at, cue).filter(|_| !beside && last == at) {
        if source.tokens.len() == 1 && tokens[source.tokens.start].word.is(function::IMPERSONAL) {
            return impersonal(at, &source, content, cue);
        }
        return build(Some(source), content, shape);
    }
    if let Some(edge) = subject.as_ref().filter(|_| beside)
        && let Some((shape, content)) = as_clause(tokens, edge.tokens.start, last, cue)
    {
        return build(subject, content, shape);
    }
    let edge = subject.as_ref().filter(|subject| matches!(subject.relation, Relation::Subject | Relation::Parenthesis));
    let speaks = cue.complements.meets(complement::QUOTE | complement::CLAUSE);
    if let Some(content) = edge.filter(|_| speaks).and_then(|edge| interrupted(tokens, edge.tokens.start, last)) {
        return build(subject, content, Shape::Around);
    }
    let follows = |start: Start| cue.class != Class::Say || !matches!(start.shape, Shape::Object | Shape::Preposition);
    if let Some(edge) = edge.filter(|_| speaks)
        && let Some((shape, range)) = content::before(tokens, before_auxiliaries(tokens, edge.tokens.start))
        && !(shape == Shape::Before && content::after(tokens, last + 1, cue.complements).is_some_and(follows))
    {
        let (shape, content) = with_rest(tokens, last + 1, shape, range);
        return build(subject, content, shape);
    }
    let start = content::after(tokens, last + 1, cue.complements)?;
    let mut content = following(tokens, start);
    if keeps_anonymous(tokens, at, cue) || is_deed(tokens, at, start, content.first()) {
        return None;
    }
    // "a person briefed on the talks said", "a study published in May found": the verb only describes the noun before it.
    let reduced = start.shape == Shape::Preposition || cue.class == Class::Issue;
    let describes = reduced && source::is_reduced(tokens, at);
    if describes && content.first().is_some_and(|range| content::unbound_verb(tokens, range.clone()).is_some()) {
        return None;
    }
    if subject.as_ref().is_some_and(|subject| subject.relation == Relation::Antecedent) {
        content = vec![within_relative_clause(tokens, content.pop()?)?];
    }
    let opener = opener(tokens, group);
    let first = content.pop()?;
    content.push(bounded(tokens, first, start, mood, opener));
    if cue.class == Class::Seem {
        content.splice(0..0, subject.map(|subject| subject.tokens).filter(|range| range.end <= start.at));
        return build(None, content, start.shape);
    }
    build(subject, content, start.shape)
}

/// Whether the clause around a verb opens the sentence and another must follow: "After he said", "Asked whether", "When they".
fn opener(tokens: &[Token], group: usize) -> bool {
    let first = source::clause_start(tokens, group);
    let lead =
        tokens[first..group].iter().take_while(|token| matches!(token.tag, Tag::Coordinator | Tag::Adverb)).count();
    let opens = &tokens[first + lead];
    let no_comma = tokens[first + lead..group].iter().all(|token| token.tag != Tag::Comma);
    let subordinate = opens.tag == Tag::Subordinator || opens.word.is(function::SUBORDINATOR);
    no_comma && (subordinate || first + lead == group && matches!(opens.tag, Tag::Gerund | Tag::Participle))
}

/// What is said, without the sentence that goes on after it.
fn bounded(tokens: &[Token], content: Range<usize>, start: Start, mood: Mood, opener: bool) -> Range<usize> {
    if start.shape == Shape::Quote {
        return content;
    }
    let mut end = content.end;
    if opener {
        end = content::opening_clause_end(tokens, content.clone()).unwrap_or(end);
    }
    if mood == Mood::Gerund {
        let gerund = |at: &usize| {
            tokens[*at].tag == Tag::Coordinator && tokens.get(at + 1).is_some_and(|next| next.tag == Tag::Gerund)
        };
        end = (content.start..end).find(gerund).unwrap_or(end);
    }
    content.start..content::trim_end(tokens, content.start, end)
}

/// "angered the council", "the council was angered by": whose feelings, and what moved them.
fn affected(tokens: &[Token], group: usize, last: usize, mood: Mood) -> Option<(Source, Vec<Range<usize>>)> {
    let subject = source::subject(tokens, group);
    if mood == Mood::Passive {
        let takes = complement::BY.and(complement::THAT_CLAUSE).and(complement::AT).and(complement::WITH);
        let start = content::after(tokens, last + 1, takes)?;
        let subject = subject.filter(|subject| direct::can_speak(&tokens[subject.tokens.clone()]))?;
        return Some((subject, following(tokens, start)));
    }
    let object = source::phrase_after(tokens, last + 1).filter(|object| {
        direct::can_speak(&tokens[object.clone()]) || tokens[object.clone()].iter().any(|token| token.plural)
    })?;
    let that = tokens.get(object.end).filter(|token| token.tag == Tag::That);
    let content = match (that, subject) {
        (Some(_), _) => object.end..content::end(tokens, Start { shape: Shape::That, at: object.end }),
        (None, subject) => subject?.tokens,
    };
    Some((Source { tokens: object, relation: Relation::After }, vec![content]))
}

/// "hieß es": it was said, by whom is not.
fn impersonal(at: usize, it: &Source, content: Vec<Range<usize>>, cue: Cue) -> Option<Proposal> {
    Some(Proposal {
        source: None,
        cue: at..it.tokens.end,
        content,
        class: cue.class,
        shape: Shape::Before,
        mood: Mood::Past,
        nested: false,
        evidence: Evidence::default(),
    })
}

/// "asked not to be named", "requested anonymity to": how somebody came to have no name.
fn keeps_anonymous(tokens: &[Token], at: usize, cue: Cue) -> bool {
    let asks =
        matches!(cue.class, Class::Ask | Class::Request | Class::Commit | Class::Desire | Class::Say | Class::Topic);
    let words = tokens[at + 1..].iter().take(9).take_while(|token| token.is_word());
    let (mut not, mut anonymity, mut noun) = (cue.class == Class::Commit, false, false);
    for token in words {
        not |= token.tag == Tag::Not;
        // "say his name was not on the list"
        let spelt = cue.class != Class::Say || token.word.forms.meets(form::PARTICIPLE);
        anonymity |= token.word.is(function::ANONYMITY) && spelt;
        noun |= token.word.is(function::ANONYMITY) && token.word.forms.is_empty();
    }
    asks && anonymity && (not || noun && cue.class == Class::Request)
}

/// "found it in a box", "reported a profit": a deed rather than words, where there is no clause and nothing quoted.
fn is_deed(tokens: &[Token], at: usize, start: Start, content: Option<&Range<usize>>) -> bool {
    let thing = matches!(start.shape, Shape::Object | Shape::Bare) && !content::is_clause(tokens, start.at);
    let words = content.map_or(&[][..], |range| &tokens[range.clone()]);
    let it_in = matches!(words, [it, place, ..] if it.tag == Tag::Pronoun && place.tag == Tag::Preposition);
    let said = |token: &Token| {
        let clause = matches!(token.tag, Tag::Gerund | Tag::Be | Tag::To | Tag::Not | Tag::That | Tag::Wh);
        // "added his support", "told a lie": the noun says that words are meant.
        clause || token.quote.is_some() || token.tag == Tag::Quote || token.word.noun.is_some()
    };
    tokens[at].word.is(function::DEED) && (it_in || thing && !words.iter().any(said))
}

/// "Ann Lee, who said that it was safe, left": what is said in a relative clause ends with it.
fn within_relative_clause(tokens: &[Token], content: Range<usize>) -> Option<Range<usize>> {
    let clause_ends = |at: &usize| {
        let and = usize::from(tokens.get(at + 1).is_some_and(|next| next.tag == Tag::Coordinator));
        let relative = tokens.get(at + 1 + and).is_some_and(|next| next.tag == Tag::Wh);
        let verb = tokens
            .get(at + 1)
            .is_some_and(|next| matches!(next.tag, Tag::Verb | Tag::Be | Tag::Have | Tag::Do | Tag::Modal));
        tokens[*at].tag == Tag::Comma && (verb || (and == 1 && relative))
    };
    let and_whose = tokens[content.start].tag == Tag::Coordinator;
    let end = content.clone().find(clause_ends).unwrap_or(content.end);
    let end = content::unbound_verb(tokens, content.start..end).unwrap_or(end);
    (!and_whose && end > content.start).then_some(content.start..end)
}

/// Where and when it was said goes with the cue: "said in a statement on Monday".
fn cue_end(tokens: &[Token], verb_end: usize, source: Option<&Source>, content: &[Range<usize>]) -> usize {
    let starts = content.iter().map(|range| range.start).chain(source.map(|source| source.tokens.start));
    let limit = starts.filter(|&start| start >= verb_end).min().unwrap_or(tokens.len());
    let adjunct = tokens
        .get(verb_end)
        .is_some_and(|token| matches!(token.tag, Tag::Preposition | Tag::Adverb) || token.word.is(function::TIME));
    if !adjunct {
        return verb_end;
    }
    let belongs = |token: &&Token| {
        token.is_nominal() || matches!(token.tag, Tag::Preposition | Tag::Adverb | Tag::Mark) || token.quote.is_some()
    };
    let end = verb_end + tokens[verb_end..limit].iter().take_while(belongs).count();
    let next = tokens.get(end).map(|token| token.tag);
    if end == limit || matches!(next, None | Some(Tag::Comma | Tag::Stop | Tag::Colon | Tag::Quote)) {
        end
    } else {
        verb_end
    }
}

/// "as the mayor says": what it comments on stands around it.
fn as_clause(tokens: &[Token], subject: usize, at: usize, cue: Cue) -> Option<(Shape, Vec<Range<usize>>)> {
    let says = matches!(cue.class, Class::Say | Class::Believe | Class::Show);
    let start = subject.checked_sub(1).filter(|&start| says && tokens[start].word.preposition.meets(complement::AS))?;
    let closed = tokens[at + 1..]
        .iter()
        .take(8)
        .position(|token| matches!(token.tag, Tag::Comma | Tag::Stop | Tag::Quote | Tag::Colon));
    let end = at + 1 + closed?;
    let after = (end + 1 < tokens.len() && matches!(tokens[end].tag, Tag::Comma | Tag::Colon)).then(|| {
        let first = end + 1;
        let last = if tokens[first].tag == Tag::Quote {
            first + 1
        } else {
            content::end(tokens, Start { shape: Shape::Bare, at: first })
        };
        first..last
    });
    let comma = start.checked_sub(1).filter(|&comma| tokens[comma].tag == Tag::Comma);
    if start == 0 {
        return Some((Shape::Before, vec![after?]));
    }
    let before = source::clause_start(tokens, comma?)..comma?;
    let content: Vec<Range<usize>> =
        [Some(before), after].into_iter().flatten().filter(|range| !range.is_empty()).collect();
    let shape = if content.len() > 1 { Shape::Around } else { Shape::Before };
    (!content.is_empty()).then_some((shape, content))
}

fn subject(tokens: &[Token], group: usize, mood: Mood, earlier: &[Proposal]) -> Option<Source> {
    let found = source::subject(tokens, group);
    if mood == Mood::Gerund
        && let Some(found) = carrier(tokens, found.as_ref())
    {
        return Some(found);
    }
    let shares = found.as_ref().is_none_or(|source| source.relation == Relation::Shared);
    if shares && matches!(mood, Mood::Gerund | Mood::Infinitive | Mood::Past | Mood::Present | Mood::Perfect) {
        let reports = |earlier: &&Proposal| {
            let finite =
                matches!(earlier.mood, Mood::Past | Mood::Present | Mood::Perfect | Mood::Modal | Mood::Progressive);
            finite && !earlier.content.iter().any(|range| range.contains(&group)) && !earlier.nested
        };
        let previous = earlier.iter().rev().find(reports);
        let previous = previous.and_then(|earlier| earlier.source.clone());
        if let Some(source) = previous {
            return Some(Source { tokens: source.tokens, relation: Relation::Shared });
        }
    }
    if found.is_none() && mood == Mood::Gerund {
        return leading_gerund(tokens, group);
    }
    found
}

/// "issued a statement saying": whoever issued it says so.
fn carrier(tokens: &[Token], found: Option<&Source>) -> Option<Source> {
    let statement = found.filter(|found| found.relation == Relation::Subject)?;
    tokens[statement.tokens.end - 1].word.noun?;
    let verb = statement.tokens.start.checked_sub(1).filter(|&verb| tokens[verb].word.is(function::LIGHT))?;
    source::subject(tokens, source::group_start(tokens, verb))
}

/// "Citing the cost, the mayor said": the subject stands after the comma.
fn leading_gerund(tokens: &[Token], group: usize) -> Option<Source> {
    let comma = group + tokens[group..].iter().position(|token| token.tag == Tag::Comma)?;
    let phrase = source::phrase_after(tokens, comma + 1)?;
    Some(Source { tokens: phrase, relation: Relation::Shared })
}

pub(super) fn following(tokens: &[Token], start: Start) -> Vec<Range<usize>> {
    std::iter::once(start.at..content::end(tokens, start)).collect()
}

/// "“…,” said Ann Lee, a nurse": the subject after its verb.
fn inverted(tokens: &[Token], group: usize, at: usize, cue: Cue) -> Option<(Source, Vec<Range<usize>>, Shape)> {
    let auxiliaries = tokens[group..at].iter().all(|token| matches!(token.tag, Tag::Have | Tag::Be));
    let dative = tokens.get(at + 1).is_some_and(|next| next.word.is(function::DATIVE));
    if !auxiliaries || dative || !cue.complements.meets(complement::QUOTE) || tokens[at].tag == Tag::Gerund {
        return None;
    }
    // "But, said Lee, “…”"
    if tokens[..group].iter().all(|token| matches!(token.tag, Tag::Coordinator | Tag::Comma)) {
        return leading_verb(tokens, at);
    }
    let phrase = source::phrase_after(tokens, at + 1)?;
    let after = phrase.end;
    let (shape, range) = content::before(tokens, group)?;
    if shape == Shape::Before && tokens.get(after).is_some_and(Token::is_word) {
        return None;
    }
    let (shape, content) = with_rest(tokens, after, shape, range);
    Some((Source { tokens: phrase, relation: Relation::After }, content, shape))
}

/// "The bridge, he said, is safe", "By noon, he told the council, the bridge was safe": what is said goes on after the cue.
fn interrupted(tokens: &[Token], subject: usize, at: usize) -> Option<Vec<Range<usize>>> {
    let comma = subject.checked_sub(1).filter(|&comma| tokens[comma].tag == Tag::Comma)?;
    let close = match tokens.get(at + 1)? {
        next if next.tag == Tag::Comma => at + 1,
        hearer if hearer.is_nominal() => content::simple_phrase_end(tokens, at + 1),
        _ => return None,
    };
    let start = source::clause_start(tokens, comma);
    let start = start + tokens[start..comma].iter().take_while(|token| token.tag == Tag::Coordinator).count();
    goes_on(tokens, start..comma, close)
}

/// "The tide, said Paul Okoro, a pilot, was too strong."
fn enclosed(tokens: &[Token], group: usize, at: usize, cue: Cue) -> Option<(Source, Vec<Range<usize>>)> {
    let comma = group.checked_sub(1).filter(|&comma| tokens[comma].tag == Tag::Comma && cue.class == Class::Say)?;
    let before = source::clause_start(tokens, comma)..comma;
    let phrase = source::phrase_after(tokens, at + 1).filter(|phrase| phrase.end < tokens.len())?;
    let single = tokens[before.clone()].iter().all(|token| token.tag != Tag::Comma);
    let content = goes_on(tokens, before, phrase.end).filter(|_| single && group == at)?;
    Some((Source { tokens: phrase, relation: Relation::After }, content))
}

/// What stands around source and cue, where both parts make one clause: a subject and its verb, or an adjunct and its clause.
fn goes_on(tokens: &[Token], before: Range<usize>, close: usize) -> Option<Vec<Range<usize>>> {
    let next = tokens.get(close + 1).filter(|_| tokens[close].tag == Tag::Comma && !before.is_empty())?;
    let finite = |token: &Token| matches!(token.tag, Tag::Verb | Tag::Be | Tag::Have | Tag::Do | Tag::Modal);
    let opens = matches!(
        tokens[before.start].tag,
        Tag::Preposition | Tag::Subordinator | Tag::To | Tag::Adverb | Tag::Gerund | Tag::Participle
    );
    let adjunct = opens && next.is_nominal() && content::is_clause(tokens, close + 1);
    let resumes = finite(next) && !tokens[before.clone()].iter().any(|token| finite(token) && token.tag != Tag::Verb);
    let end = content::end(tokens, Start { shape: Shape::Bare, at: close + 1 });
    (resumes || adjunct).then(|| vec![before, close + 1..end])
}

/// "a-t-elle dit": a subject can stand behind its auxiliary.
fn before_auxiliaries(tokens: &[Token], subject: usize) -> usize {
    let before = subject.checked_sub(1).filter(|&before| tokens[before].tag == Tag::Have);
    before.unwrap_or(subject)
}

/// "Said Lee: “…”"
fn leading_verb(tokens: &[Token], at: usize) -> Option<(Source, Vec<Range<usize>>, Shape)> {
    let phrase = source::phrase_after(tokens, at + 1)?;
    let quote = phrase.end + 1;
    let quoted = tokens.get(quote).is_some_and(|token| token.tag == Tag::Quote) && !tokens[phrase.end].is_word();
    let content = std::iter::once(quote..quote + 1).collect();
    quoted.then_some((Source { tokens: phrase, relation: Relation::After }, content, Shape::Quote))
}

/// Adds what goes on after source and cue: "“One,” he said, “two.”"
fn with_rest(tokens: &[Token], from: usize, shape: Shape, range: Range<usize>) -> (Shape, Vec<Range<usize>>) {
    let mut content = Vec::with_capacity(2);
    content.push(range);
    let rest = tokens[from..]
        .iter()
        .take(40)
        .position(|token| matches!(token.tag, Tag::Comma | Tag::Quote | Tag::Colon | Tag::Semicolon | Tag::Dash));
    let Some(mark) = rest.map(|offset| from + offset) else { return (shape, content) };
    if let Some(quote) =
        tokens[mark..].iter().take(30).position(|token| token.tag == Tag::Quote).map(|offset| mark + offset)
    {
        let plain = tokens[mark..quote]
            .iter()
            .all(|token| token.word.verb.is_none() || !matches!(token.tag, Tag::Verb | Tag::Gerund));
        if plain {
            content.push(quote..quote + 1);
            return (shape, content);
        }
    }
    let next = tokens.get(mark + 1);
    let conjunct = shape == Shape::Before
        && mark == from
        && tokens[mark].tag == Tag::Comma
        && next.is_some_and(|next| next.tag == Tag::Coordinator)
        && another_clause(tokens, mark + 2);
    if conjunct {
        let end = content::end(tokens, Start { shape: Shape::Bare, at: mark + 1 });
        content.push(mark + 1..end);
        return (Shape::Before, content);
    }
    let continues = shape == Shape::Before
        && mark == from
        && tokens[mark].tag == Tag::Comma
        && next.is_some_and(|next| {
            !matches!(next.tag, Tag::Gerund | Tag::Coordinator | Tag::Subordinator)
                && !content::according(tokens, mark + 1)
        });
    if continues {
        let end = content::end(tokens, Start { shape: Shape::Bare, at: mark + 1 });
        content.push(mark + 1..end);
        return (Shape::Around, content);
    }
    (shape, content)
}

/// "It was known, he said, and the town had waited": a clause with a subject and a verb that reports nothing.
fn another_clause(tokens: &[Token], at: usize) -> bool {
    let subject = content::simple_phrase_end(tokens, at);
    let verb =
        subject + tokens[subject.min(tokens.len())..].iter().take_while(|token| token.tag == Tag::Adverb).count();
    let reports = |token: &Token| {
        token.word.verb.is_some_and(|cue| matches!(cue.class, Class::Say | Class::Manner)) && token.tag == Tag::Verb
    };
    subject > at
        && tokens.get(verb).is_some_and(|token| {
            matches!(token.tag, Tag::Verb | Tag::Be | Tag::Have | Tag::Do | Tag::Modal) && !reports(token)
        })
}

/// "was described by critics as", "is expected to", "it was reported that".
fn passive(
    tokens: &[Token],
    group: usize,
    at: usize,
    last: usize,
    cue: Cue,
) -> Option<(Option<Source>, Vec<Range<usize>>, Shape)> {
    let unnamed =
        tokens[at].word.is(function::ANONYMITY) && tokens[group..at].iter().any(|token| token.tag == Tag::Not);
    if unnamed {
        return None;
    }
    let by = tokens[last + 1..]
        .iter()
        .take(6)
        .take_while(|token| token.is_word())
        .position(|token| token.word.preposition.meets(complement::BY));
    let agent = by
        .and_then(|offset| source::phrase_after(tokens, last + 2 + offset))
        .filter(|agent| !tokens[agent.clone()].iter().any(|token| token.word.is(function::MEASURE)))
        .filter(|agent| {
            agent.len() > 1
                || tokens[agent.start].tag != Tag::Noun
                || tokens[agent.start].plural
                || direct::can_speak(&tokens[agent.clone()])
        })
        .map(|tokens| Source { tokens, relation: Relation::After });
    let from = agent.as_ref().map_or(last + 1, |agent| agent.tokens.end);
    let takes = cue.complements | complement::TO | complement::AS | complement::CLAUSE;
    let start = content::after(tokens, from, takes)
        .filter(|start| matches!(start.shape, Shape::To | Shape::That | Shape::Preposition | Shape::Quote | Shape::Wh));
    let subject = source::subject(tokens, group).filter(|subject| subject.relation != Relation::Shared);
    let mut content: Vec<Range<usize>> = Vec::new();
    let impersonal = |subject: &&Source| tokens[subject.tokens.clone()].iter().all(|token| token.tag == Tag::Pronoun);
    let that = start.is_some_and(|start| start.shape == Shape::That);
    // "Parents were told that": whoever is told is no part of what is said.
    let hearer = that && cue.complements.meets(complement::HEARER);
    let said = subject.as_ref().filter(|subject| !hearer && (!that || !impersonal(subject)));
    content.extend(said.map(|subject| subject.tokens.clone()));
    let shape = start.map_or(Shape::Object, |start| start.shape);
    content.extend(start.map(|start| start.at..content::end(tokens, start)));
    let bound = start.is_some() || agent.is_some();
    (bound && !content.is_empty()).then_some((agent, content, shape))
}
