//! Who it is: pronouns, last names and descriptions traced back to the fullest form the article has given.
//!
//! A wrong name is worse than none, so two candidates that fit equally well mean no answer, and nobody who fits is passed over
//! for somebody farther away.

use std::collections::HashMap;

use super::mentions::{Gender, Mention, Place};
use crate::text::Span;

/// What a source looks like from outside.
#[derive(Clone, PartialEq, Debug)]
pub(super) enum Profile {
    /// "he", "her".
    Pronoun(Gender),
    /// A phrase with a name or a description.
    Phrase(Mention),
    /// A description with a complement of its own ("the captain of the ferry"): as full as it gets.
    Whole(Mention),
    /// "they".
    Many,
    /// "it".
    Body,
    /// "A:", of whoever is interviewed.
    Answer,
    /// "we", "who": never resolved.
    Other,
}

/// Where a pronoun looks for its name: so many paragraphs and sentences back.
const NEAR: usize = 2;
const SENTENCES: usize = 12;

/// "they" and "it" mean nobody farther back than this many sentences.
const GROUP: usize = 1;

/// "he replied" is not whoever spoke in so many sentences before, or in the same one.
const TURN: usize = 2;

/// So many earlier descriptions and names are compared with one description.
const REMEMBERED: usize = 400;

/// Somebody in the article.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Who {
    /// One of the cast, by number.
    Named(usize),
    /// Somebody without a name, by the number of the mention that describes them.
    Described(usize),
}

/// Everything that is known of somebody with a name.
struct Person<'a> {
    /// The fullest mention so far.
    full: usize,
    first: Option<&'a str>,
    gender: Option<Gender>,
    /// Whether a title, an office or a first name says that this is a person.
    person: bool,
    /// Whether it may be one: two words or more without an article, and no word for an organisation.
    possible: bool,
    /// Whether it is a single word that may as well be a town or a club.
    word: bool,
    roles: Vec<&'a str>,
    offices: Vec<&'a str>,
}

/// What is known of a source from the words of its cue.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Manner {
    Says,
    /// "replied": to somebody who spoke before.
    Replies,
    /// "asked why": somebody else will answer.
    Asks,
}

/// What is known of a source beside its words.
#[derive(Clone, Copy, Debug)]
pub(super) struct Telling {
    pub(super) manner: Manner,
    /// What the source itself tells.
    pub(super) anonymous: bool,
    /// Whether it is sure enough to be shown as the speaker.
    pub(super) sure: bool,
}

/// A source that has spoken.
struct Spoke {
    sentence: usize,
    /// A pronoun nobody was found for is remembered too.
    who: Option<Who>,
    manner: Manner,
    sure: bool,
    content: Vec<Span>,
}

/// What a group or a body was called when it spoke.
struct Voice {
    sentence: usize,
    span: Span,
    anonymous: bool,
    plural: bool,
    body: bool,
    content: Vec<Span>,
}

/// How well somebody fits a pronoun.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
enum Fit {
    No,
    /// A single word: somebody's last name, or a town.
    Word,
    /// More likely not, but nobody farther away may be preferred.
    Doubtful,
    Possible,
    Person,
    /// The gender is known and is the same.
    Gender,
}

/// How a person stands in a sentence.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
enum Standing {
    /// Named in passing: never the answer, but a reason to give none.
    Beside,
    /// Named in what somebody else says.
    Told,
    Other,
    Subject,
    Source,
}

/// Whom an article has named up to some point of it; read in the order of the text.
pub(super) struct Cast<'a> {
    mentions: &'a [Mention],
    /// How many of the mentions have been read.
    read: usize,
    people: Vec<Person<'a>>,
    by_last_name: HashMap<&'a str, Vec<usize>>,
    /// For each mention read, whom it means; `None` where it names nobody or several could be meant.
    meant: Vec<Option<Who>>,
    by_first_name: HashMap<&'a str, Vec<usize>>,
    spoke: Vec<Spoke>,
    voices: Vec<Voice>,
    /// What sources without a name are called in full and whether that keeps their name back, by the number of their mention.
    in_full: HashMap<usize, (Span, bool)>,
}

/// A source as resolved.
pub(super) struct Resolved {
    /// The fuller name or description, where there is one.
    pub(super) span: Option<Span>,
    /// Whether whoever was found stays without a name; `None` where nothing is known beyond the source itself.
    pub(super) anonymous: Option<bool>,
}

impl<'a> Cast<'a> {
    pub(super) fn new(mentions: &'a [Mention]) -> Cast<'a> {
        Cast {
            mentions,
            read: 0,
            people: Vec::new(),
            by_last_name: HashMap::new(),
            by_first_name: HashMap::new(),
            meant: Vec::new(),
            spoke: Vec::new(),
            voices: Vec::new(),
            in_full: HashMap::new(),
        }
    }

    /// Resolves a source; sources must come in the order of the text. What it says itself is no place to look for it.
    pub(super) fn resolve(
        &mut self,
        profile: &Profile,
        source: Span,
        place: Place,
        content: &[Span],
        telling: Telling,
    ) -> Resolved {
        let resolved = self.resolve_source(profile, source, place, content, telling);
        let (plural, body) = match profile {
            Profile::Phrase(own) | Profile::Whole(own) => {
                (own.plural || own.head == "police", !own.plural && !own.person)
            }
            Profile::Many => (resolved.span.is_some(), false),
            Profile::Body => (false, resolved.span.is_some()),
            Profile::Pronoun(_) | Profile::Answer | Profile::Other => (false, false),
        };
        self.voices.push(Voice {
            sentence: place.sentence,
            span: resolved.span.unwrap_or(source),
            anonymous: resolved.anonymous.unwrap_or(telling.anonymous),
            plural,
            body,
            content: content.to_vec(),
        });
        resolved
    }

    fn resolve_source(
        &mut self,
        profile: &Profile,
        source: Span,
        place: Place,
        content: &[Span],
        telling: Telling,
    ) -> Resolved {
        self.read_up_to(source.start());
        let who = match profile {
            Profile::Pronoun(gender) => self.pronoun(*gender, place, content, telling.manner),
            Profile::Phrase(phrase) | Profile::Whole(phrase) if !phrase.name.is_empty() => {
                self.named(phrase).or_else(|| self.own_mention(phrase))
            }
            Profile::Phrase(phrase) if phrase.definite => self.described(phrase).or_else(|| self.own_mention(phrase)),
            Profile::Phrase(phrase) | Profile::Whole(phrase) => self.own_mention(phrase),
            Profile::Many | Profile::Body | Profile::Answer | Profile::Other => None,
        };
        if let Some(group) = self.group(profile, place, content) {
            return group;
        }
        if let (Profile::Pronoun(gender), Some(Who::Named(number))) = (profile, who) {
            self.people[number].gender = Some(*gender);
        }
        if let (Profile::Phrase(own) | Profile::Whole(own), Some(Who::Described(number))) = (profile, who)
            && own.span.overlaps(self.mentions[number].span)
            && source.contains(self.mentions[number].span)
        {
            self.in_full.entry(number).or_insert((source, telling.anonymous));
        }
        if who.is_some() || matches!(profile, Profile::Pronoun(_)) {
            let Telling { manner, sure, .. } = telling;
            self.spoke.push(Spoke { sentence: place.sentence, who, manner, sure, content: content.to_vec() });
        }
        let span = self.fuller(profile, who);
        let elsewhere = span.is_some() || matches!(profile, Profile::Pronoun(_));
        let found = who.filter(|_| elsewhere).map(|who| match who {
            Who::Named(_) => false,
            Who::Described(number) => self.keeps_name(number),
        });
        Resolved { span, anonymous: found }
    }

    /// The only person with a name among the mentions before a byte.
    pub(super) fn only_person(&mut self, at: usize) -> Option<Span> {
        self.read_up_to(at);
        let mut people = self
            .people
            .iter()
            .filter(|person| (person.person || person.gender.is_some()) && self.mentions[person.full].name.len() > 1);
        let only = people.next()?;
        people.next().is_none().then_some(self.mentions[only.full].span)
    }

    /// The span of whoever was found, where it says more than the source does.
    fn fuller(&self, profile: &Profile, who: Option<Who>) -> Option<Span> {
        let (full, span) = match who? {
            Who::Named(number) => {
                let full = &self.mentions[self.people[number].full];
                (full, full.span)
            }
            Who::Described(number) => (&self.mentions[number], self.whole(number)),
        };
        let fuller = match profile {
            Profile::Pronoun(_) => true,
            Profile::Phrase(phrase) | Profile::Whole(phrase) if phrase.name.is_empty() => {
                !full.name.is_empty() || span.len() > phrase.span.len()
            }
            Profile::Phrase(phrase) | Profile::Whole(phrase) => full.name.len() > phrase.name.len(),
            Profile::Many | Profile::Body | Profile::Answer | Profile::Other => false,
        };
        let own =
            matches!(profile, Profile::Phrase(phrase) | Profile::Whole(phrase) if phrase.span.overlaps(full.span));
        (fuller && !own).then_some(span)
    }

    /// A description as the source that it was, or as it stands.
    fn whole(&self, number: usize) -> Span {
        self.in_full.get(&number).map_or(self.mentions[number].span, |(span, _)| *span)
    }

    /// Whether somebody who is only described stays without a name.
    fn keeps_name(&self, number: usize) -> bool {
        self.in_full.get(&number).map_or(self.mentions[number].anonymous, |(_, anonymous)| *anonymous)
    }

    /// Reads the mentions that begin before a byte.
    fn read_up_to(&mut self, at: usize) {
        while let Some(mention) = self.mentions.get(self.read).filter(|mention| mention.span.start() < at) {
            let meant = if !mention.name.is_empty() {
                self.introduce(mention).map(Who::Named)
            } else if mention.person && !mention.plural && mention.determined {
                // "the official" stands for whom it stands for elsewhere.
                let known = if mention.definite { self.described(mention) } else { None };
                Some(known.unwrap_or(Who::Described(self.read)))
            } else {
                None
            };
            self.meant.push(meant);
            self.read += 1;
        }
    }

    /// Adds what a mention with a name says to the person it names, who may be new.
    fn introduce(&mut self, mention: &'a Mention) -> Option<usize> {
        let last = mention.name.last()?.as_str();
        let first = first_name(mention);
        let number = match self.matching(last, first, mention.gender) {
            Matching::One(number) => number,
            Matching::Several => return None,
            Matching::None if self.by_given_name(mention).is_some() => self.by_given_name(mention)?,
            Matching::None => {
                self.people.push(Person {
                    full: self.read,
                    first: None,
                    gender: None,
                    person: false,
                    possible: false,
                    word: false,
                    roles: Vec::new(),
                    offices: Vec::new(),
                });
                self.by_last_name.entry(last).or_default().push(self.people.len() - 1);
                self.people.len() - 1
            }
        };
        let person = &mut self.people[number];
        if mention.name.len() > self.mentions[person.full].name.len() {
            person.full = self.read;
        }
        let surname = mention.name.len() == 1 && person.first.is_some();
        if let (None, Some(first)) = (person.first, first) {
            self.by_first_name.entry(first).or_default().push(number);
        }
        person.first = person.first.or(first);
        person.gender = person.gender.or(mention.gender);
        person.person |= mention.person && !mention.body && !mention.plural;
        person.possible |= mention.name.len() > 1 && !mention.determined && !mention.body && !mention.plural_name();
        person.word |= !mention.determined && !mention.body && !mention.plural;
        if !surname || !mention.determined {
            person.roles.extend(mention.roles.iter().map(String::as_str));
            person.offices.extend(mention.offices.iter().map(String::as_str));
        }
        Some(number)
    }

    /// Who of the cast a name can mean.
    fn matching(&self, last: &str, first: Option<&str>, gender: Option<Gender>) -> Matching {
        let Some(numbers) = self.by_last_name.get(last) else { return Matching::None };
        let compatible = |number: &usize| {
            let person = &self.people[*number];
            let same_gender = gender.is_none() || person.gender.is_none() || gender == person.gender;
            let same_first = first.is_none() || person.first.is_none() || first == person.first;
            same_gender && same_first
        };
        let exact = |number: &usize| {
            let person = &self.people[*number];
            (first.is_some() && first == person.first)
                || (first.is_none() && gender.is_some() && gender == person.gender)
        };
        let only = |fits: &dyn Fn(&usize) -> bool| {
            let mut fitting = numbers.iter().copied().filter(|number| fits(number));
            (fitting.next(), fitting.next())
        };
        match (only(&|number| compatible(number) && exact(number)), only(&compatible)) {
            ((Some(one), None), _) | ((None, _), (Some(one), None)) => Matching::One(one),
            (_, (None, _)) => Matching::None,
            _ => Matching::Several,
        }
    }

    /// "Orla": the only person with that first name, where it is nobody's last name.
    fn by_given_name(&self, mention: &Mention) -> Option<usize> {
        let [only] = mention.name.as_slice() else { return None };
        let [number] = self.by_first_name.get(only.as_str())?.as_slice() else { return None };
        let person = &self.people[*number];
        (!mention.determined && (person.person || person.gender.is_some())).then_some(*number)
    }

    /// "Johnson", "Mr. Johnson".
    fn named(&self, phrase: &Mention) -> Option<Who> {
        match self.matching(phrase.name.last()?, first_name(phrase), phrase.gender) {
            Matching::One(number) => Some(Who::Named(number)),
            Matching::None => self.by_given_name(phrase).map(Who::Named),
            Matching::Several => None,
        }
    }

    /// The mention a source consists of, once it has been read.
    fn own_mention(&mut self, phrase: &Mention) -> Option<Who> {
        self.read_up_to(phrase.span.start() + 1);
        let at = self.mentions[..self.read].partition_point(|mention| mention.span.start() < phrase.span.start());
        let own = self.mentions[..self.read].get(at).filter(|mention| mention.span.start() == phrase.span.start())?;
        if own.head != phrase.head || own.name != phrase.name {
            // "the union's treasurer" begins with a mention that is not its own.
            self.read_up_to(phrase.span.end());
            let mut behind = (at..self.read).filter(|&at| self.mentions[at].span.end() == phrase.span.end());
            let own = behind.find(|&at| self.mentions[at].head == phrase.head && phrase.name.is_empty());
            return own.map(Who::Described);
        }
        self.meant[at].or_else(|| own.name.is_empty().then_some(Who::Described(at)))
    }

    /// "the official": the one earlier description with the same noun, or the one name with that office.
    fn described(&self, phrase: &Mention) -> Option<Who> {
        let holds_all = |roles: &[&str]| phrase.roles.iter().all(|role| roles.contains(&role.as_str()));
        let office = |person: &&Person<'_>| {
            let body = || {
                let full = &self.mentions[person.full];
                let whole = full.name.len() > 1 || full.body && full.span.len() > phrase.span.len();
                whole && full.name.last() == Some(&phrase.head)
            };
            person.offices.contains(&phrase.head.as_str()) && holds_all(&person.roles) || body()
        };
        let people = self.people.len().saturating_sub(REMEMBERED)..self.people.len();
        let mut named = people.filter(|&number| office(&&self.people[number]));
        let fuller = |number: usize| {
            let mention = &self.mentions[number];
            mention.name.is_empty()
                && !mention.apposition
                && mention.head == phrase.head
                && mention.plural == phrase.plural
                && phrase.roles.iter().all(|role| mention.roles.contains(role))
                && self.whole(number).len() > phrase.span.len()
                && (mention.roles.len() > phrase.roles.len() || !mention.definite)
        };
        let from = self.read.saturating_sub(REMEMBERED);
        let mut described = (from..self.read).rev().filter(|&number| fuller(number));
        let nearest = described.next();
        let others =
            described.any(|other| nearest.is_some_and(|one| self.mentions[one].roles != self.mentions[other].roles));
        match (named.next(), named.next(), nearest) {
            (Some(one), None, None) => Some(Who::Named(one)),
            (None, _, Some(one)) if !others => Some(Who::Described(one)),
            _ => self.last_speaker().filter(|speaker| match speaker {
                Who::Named(number) => office(&&self.people[*number]),
                Who::Described(number) => fuller(*number),
            }),
        }
    }

    fn last_speaker(&self) -> Option<Who> {
        self.spoke.last()?.who
    }

    /// "they", "it": the one group, or the one organisation, that does something in the nearest sentence that names any.
    fn group(&self, profile: &Profile, place: Place, content: &[Span]) -> Option<Resolved> {
        if !matches!(profile, Profile::Many | Profile::Body) {
            return None;
        }
        let fits = |mention: &Mention| match profile {
            Profile::Many => mention.plural && mention.name.is_empty() && (mention.person || mention.body),
            _ => mention.body && !mention.plural && !mention.person,
        };
        // Whatever is many may be "they": of most nouns nobody knows whether they can speak.
        let rivals = |mention: &Mention| match profile {
            Profile::Many => mention.plural && mention.name.is_empty(),
            _ => fits(mention),
        };
        let inside = |mention: &Mention| content.iter().any(|part| part.overlaps(mention.span));
        let mentions = self.mentions;
        let from = mentions[..self.read].partition_point(|mention| mention.sentence + GROUP < place.sentence);
        let mut near = mentions[from..self.read].iter().filter(|mention| rivals(mention) && !inside(mention));
        if let Some(voice) = self.group_that_spoke(profile, place) {
            let said = |mention: &Mention| voice.content.iter().any(|part| part.overlaps(mention.span));
            let other = near.any(|mention| mention.subject && !said(mention) && !voice.span.overlaps(mention.span));
            return (!other).then_some(Resolved { span: Some(voice.span), anonymous: Some(voice.anonymous) });
        }
        let only = near.next().filter(|mention| fits(mention) && mention.subject)?;
        let alone = near.next().is_none();
        alone.then_some(Resolved { span: Some(only.span), anonymous: Some(only.anonymous) })
    }

    /// The group or body that is the only one to speak in this sentence or the one before.
    fn group_that_spoke(&self, profile: &Profile, place: Place) -> Option<&Voice> {
        let last = self.voices.last().filter(|last| last.sentence + GROUP >= place.sentence)?;
        let fits = if *profile == Profile::Many { last.plural } else { last.body };
        let mut here = self.voices.iter().rev().take_while(|voice| voice.sentence == last.sentence);
        (fits && here.all(|voice| voice.span == last.span)).then_some(last)
    }

    /// "he": sentence by sentence backwards, the one source or subject who can be meant.
    fn pronoun(&self, gender: Gender, place: Place, content: &[Span], manner: Manner) -> Option<Who> {
        let mut end = self.read;
        let before = self.spoke.last().filter(|last| last.sentence + TURN >= place.sentence);
        let turned = before.filter(|_| manner == Manner::Replies).and_then(|last| last.who);
        let asked = before.filter(|last| last.manner == Manner::Asks && last.sentence + 1 >= place.sentence);
        for sentence in (place.sentence.saturating_sub(SENTENCES)..=place.sentence).rev() {
            let start = self.mentions[..end].partition_point(|mention| mention.sentence < sentence);
            if self.mentions[start..end].last().is_some_and(|last| last.paragraph + NEAR < place.paragraph) {
                return None;
            }
            let inside = |mention: &Mention| content.iter().any(|part| part.overlaps(mention.span));
            // "She is not related to Ann Lee.": whoever is named there is not she.
            let apart = |&number: &usize| {
                let mention = &self.mentions[number];
                mention.beside == Some(gender) && !mention.subject
            };
            let same = |number: usize| self.meant[number].is_some_and(|who| self.fit(who, gender) == Fit::Gender);
            if (start..end).filter(apart).any(same) {
                return None;
            }
            let mut candidates: Vec<(Standing, Fit, Who)> = Vec::new();
            for number in (start..end).filter(|number| !inside(&self.mentions[*number]) && !apart(number)) {
                self.add_candidate(number, gender, &mut candidates);
            }
            let mut unknown = false;
            let mut stranger = false;
            for spoke in self.spoke.iter().rev().take(40).filter(|spoke| spoke.sentence == sentence) {
                match spoke.who {
                    Some(who) if spoke.sure && self.is_stranger(who) => stranger = true,
                    Some(who) => add(&mut candidates, Standing::Source, self.fit(who, gender), who),
                    None => unknown = true,
                }
            }
            candidates.retain(|(.., who)| Some(*who) != turned);
            // "Lee asked Roe why. He said": whoever is asked may answer, and whoever asks may go on.
            if let Some(asker) = asked.filter(|asked| asked.sentence == sentence)
                && candidates.iter().any(|(.., who)| Some(*who) != asker.who)
            {
                candidates.retain(|(.., who)| Some(*who) != asker.who);
                candidates.iter_mut().for_each(|(standing, ..)| *standing = Standing::Other);
            }
            match decide(&candidates) {
                Decision::Nobody if unknown || stranger => return None,
                Decision::Nobody if turned.is_some() && before.is_some_and(|last| last.sentence == sentence) => {
                    return None;
                }
                Decision::Nobody => {}
                Decision::One(who) if stranger && !spoke_here(&candidates, who) => return None,
                Decision::One(who) => return Some(who),
                Decision::Unclear => return None,
            }
            end = start;
        }
        None
    }

    /// "Her agent denied it. He said": whoever is called by a word that nobody knows for a person's has spoken all the same. "The
    /// frontrunner" may be somebody known.
    fn is_stranger(&self, who: Who) -> bool {
        let Who::Described(number) = who else { return false };
        let mention = &self.mentions[number];
        !mention.person && !mention.definite && !mention.plural && !mention.body && !mention.document
    }

    fn add_candidate(&self, number: usize, gender: Gender, candidates: &mut Vec<(Standing, Fit, Who)>) {
        let mention = &self.mentions[number];
        let Some(who) = self.meant[number] else { return };
        let fit = self.fit(who, gender);
        let said = || {
            let near = self.spoke.iter().rev().take_while(|spoke| spoke.sentence >= mention.sentence);
            near.flat_map(|spoke| &spoke.content).any(|part| part.overlaps(mention.span))
        };
        // What somebody without a name is, or only may be a person, must at least do something.
        let slight = fit <= Fit::Possible || matches!(who, Who::Described(_));
        let standing = match mention.subject {
            false if mention.apposition || mention.passing && slight => return,
            // "that every bolt had been inspected in August was untrue"
            true if mention.passing && slight && !mention.name.is_empty() => return,
            _ if said() && slight => return,
            _ if said() => Standing::Told,
            true => Standing::Subject,
            false if slight => Standing::Beside,
            false => Standing::Other,
        };
        add(candidates, standing, fit, who);
    }

    fn fit(&self, who: Who, gender: Gender) -> Fit {
        match who {
            Who::Described(number) => {
                let mention = &self.mentions[number];
                match mention.gender {
                    _ if !mention.person || mention.plural => Fit::No,
                    Some(known) if known == gender => Fit::Gender,
                    Some(_) => Fit::No,
                    None => Fit::Person,
                }
            }
            Who::Named(number) => {
                let person = &self.people[number];
                let sounds_female = person.first.is_some_and(|first| first.ends_with('a'));
                match person.gender {
                    Some(known) if known == gender => Fit::Gender,
                    Some(_) => Fit::No,
                    None if !person.person && !person.possible => {
                        if person.word {
                            Fit::Word
                        } else {
                            Fit::No
                        }
                    }
                    None if sounds_female && gender == Gender::He => Fit::Doubtful,
                    None if person.person => Fit::Person,
                    None => Fit::Possible,
                }
            }
        }
    }
}

/// Whom a name can mean.
enum Matching {
    None,
    One(usize),
    Several,
}

/// What the candidates of one sentence come to.
enum Decision {
    Nobody,
    One(Who),
    Unclear,
}

fn add(candidates: &mut Vec<(Standing, Fit, Who)>, standing: Standing, fit: Fit, who: Who) {
    if fit == Fit::No || fit == Fit::Word && standing == Standing::Source {
        return;
    }
    match candidates.iter_mut().find(|(_, _, other)| *other == who) {
        Some((known, ..)) => *known = standing.max(*known),
        None => candidates.push((standing, fit, who)),
    }
}

fn spoke_here(candidates: &[(Standing, Fit, Who)], who: Who) -> bool {
    candidates.iter().any(|(standing, _, other)| *other == who && *standing == Standing::Source)
}

fn decide(candidates: &[(Standing, Fit, Who)]) -> Decision {
    let able = || candidates.iter().filter(|(standing, ..)| *standing > Standing::Beside);
    let Some(top) = able().map(|(standing, ..)| *standing).max() else { return Decision::Nobody };
    let best: Vec<_> = able().filter(|(standing, ..)| *standing == top).collect();
    let clear: Vec<_> = best.iter().copied().filter(|(_, fit, _)| *fit > Fit::Word).collect();
    let chosen = match (clear.as_slice(), best.as_slice()) {
        ([one], _) | ([], [one]) => *one,
        _ => {
            let mut known = best.iter().filter(|(_, fit, _)| *fit == Fit::Gender);
            match (known.next(), known.next()) {
                (Some(one), None) => *one,
                _ => return Decision::Unclear,
            }
        }
    };
    let (standing, fit, who) = *chosen;
    let better = candidates.iter().any(|(_, other, _)| *other > fit);
    // "Ann Lee met Eva Roe. She said": two who fit equally well, wherever they stand but in the words of one of them.
    let told = |other: Standing| standing == Standing::Source && other == Standing::Told;
    let rival = candidates.iter().any(|(other, theirs, rival)| *rival != who && *theirs >= fit && !told(*other));
    // "asked how a man could fail": somebody without a name who did not speak may be anybody.
    let anybody = matches!(who, Who::Described(_)) && standing != Standing::Source;
    let doubtful = fit <= Fit::Doubtful || (fit == Fit::Possible && better);
    if doubtful || anybody || rival { Decision::Unclear } else { Decision::One(who) }
}

fn first_name(mention: &Mention) -> Option<&str> {
    mention.name.first().filter(|_| mention.name.len() > 1).map(String::as_str)
}

impl Mention {
    /// "the Johnsons", "some Americans".
    fn plural_name(&self) -> bool {
        self.plural && (self.name.len() == 1 && (self.definite || !self.roles.is_empty() || self.determined))
    }
}
