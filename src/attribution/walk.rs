//! The walk through the paragraphs: what is likely becomes an attribution, quotations find their speaker, sources their names.

use std::ops::Range;

use super::anonymity;
use super::bare;
use super::content;
use super::direct::{self, Beside};
use super::indirect::{self, Proposal};
use super::inserted;
use super::lexicon::{Class, Lexicon, function};
use super::manner::manner;
use super::mentions::{self, Gender, Mention, Place};
use super::resolve::{Cast, Profile, Telling};
use super::source;
use super::tokens::{Tag, Token};
use super::turns::{self, Role, Turn};
use super::units::{Paragraph, Unit};
use crate::article::{Attribution, SURE, Speech};
use crate::text::{Span, Text};

/// The confidence of a quotation whose speaker only stands near it.
const GUESSED: f32 = 0.5;

/// The confidence of a quotation with a name or subject before it: "Ann Lee on Monday: “", "The mayor smiled, “".
const INTRODUCED: f32 = 0.75;

/// The confidence of a quotation with a subject and a verb behind it that is in no lexicon, or with a name below it.
const BESIDE: f32 = 0.8;

/// The confidence of a quotation that a sentence before it announces, or that has source and cue right beside it.
const ANNOUNCED: f32 = 0.9;

/// The confidence of a turn that begins with the name of its speaker.
const LABELLED: f32 = 0.93;

/// A proposal below this confidence is not reported at all: its sentence is shown as the article's own, which is the worst a claim can be
/// shown as. Of the edges that read the annotated articles for training within 0.15 points of the best (.40: 81.34 % of sentences), the one
/// that misses fewest claims (8.9 against 10.0 %).
pub(super) const LIKELY: f32 = 0.36;

/// Behind so many paragraphs of the article's own nobody goes on speaking.
const OWN: usize = 2;

/// "By Ann Lee and Bob Roe, Avel Courier" has no more tokens than this.
const BYLINE: usize = 16;

/// So many attributions are looked through for one that stands near.
const REPORTS: usize = 8;

/// What stands around a quotation that nobody reports.
struct Around<'a> {
    previous: Option<&'a Unit>,
    next: Option<&'a Unit>,
    /// The attribution whose source may go on speaking.
    speaker: Option<usize>,
}

/// What is known while the paragraphs are read one after the other.
pub(super) struct Walk<'a> {
    text: &'a Text,
    lexicon: &'static Lexicon,
    found: Vec<Attribution>,
    /// For each attribution, what its source looks like, where it is, and whether it has no name.
    profiles: Vec<(Profile, Place, bool)>,
    mentions: Vec<Mention>,
    place: Place,
    paragraph_start: usize,
    /// The attribution whose source speaks in the quotations that follow.
    speaker: Option<usize>,
    /// The paragraph in which that source spoke last.
    heard: usize,
    /// The last sentence of the paragraph before.
    last_unit: Option<Unit>,
    /// Whether the last paragraph ended inside a quotation.
    running: bool,
    /// Quotations of paragraphs that ended inside one, whose speaker was only guessed: where they were added, if anywhere.
    open: Vec<(Option<usize>, Span)>,
    /// Where the first turn begins.
    first_turn: Option<usize>,
}

impl<'a> Walk<'a> {
    pub(super) fn new(text: &'a Text, lexicon: &'static Lexicon) -> Walk<'a> {
        Walk {
            text,
            lexicon,
            found: Vec::new(),
            profiles: Vec::new(),
            mentions: Vec::new(),
            place: Place { paragraph: 0, sentence: 0 },
            paragraph_start: 0,
            speaker: None,
            heard: 0,
            last_unit: None,
            running: false,
            open: Vec::new(),
            first_turn: None,
        }
    }

    /// Resolves the sources and puts everything in order.
    pub(super) fn finish(mut self) -> Vec<Attribution> {
        let mut cast = Cast::new(&self.mentions);
        let interviewed = self.first_turn.and_then(|start| Cast::new(&self.mentions).only_person(start));
        let mut order: Vec<usize> = (0..self.found.len()).collect();
        order.sort_by_key(|&at| self.found[at].source.map_or(0, Span::start));
        for at in order {
            let attribution = &mut self.found[at];
            let (profile, place, anonymous) = &self.profiles[at];
            let antecedent = attribution.resolved;
            let Some(source) = antecedent.or(attribution.source) else { continue };
            if matches!(profile, Profile::Answer) {
                attribution.resolved = interviewed;
                continue;
            }
            // "a diplomat familiar with the talks, who …": up to the comma it says who, from there how or why.
            let length = self.text.cut(source).and_then(|words| words.find(',')).unwrap_or(source.len());
            let described = self.text.span(source.start()..source.start() + length).unwrap_or(source);
            let manner = manner(self.text, attribution);
            let telling = Telling { manner, anonymous: *anonymous, sure: attribution.confidence >= SURE };
            let resolved = cast.resolve(profile, described, *place, &attribution.content, telling);
            attribution.resolved = resolved.span.filter(|span| !span.overlaps(source)).or(antecedent);
            attribution.anonymous = resolved.anonymous.unwrap_or(*anonymous);
        }
        drop_doubles(&mut self.found);
        // A quotation that runs on can reach into the words that name its speaker.
        self.found.iter_mut().for_each(|attribution| keep_apart(self.text, attribution));
        self.found.retain(|attribution| !attribution.content.is_empty());
        self.found.iter_mut().for_each(|attribution| set_apart(&mut attribution.content));
        self.found.sort_by_key(|attribution| attribution.content.first().map_or(0, |span| span.start()));
        self.found
    }

    /// Reads the next paragraph.
    pub(super) fn paragraph(&mut self, paragraph: &Paragraph, next: Option<&Paragraph>, number: usize) {
        self.place.paragraph = number;
        self.paragraph_start = paragraph.units.first().and_then(|unit| unit.first()).map_or(0, |token| token.start);
        let last = self.last_unit.take();
        if self.block(paragraph, last.as_ref(), next) {
            return;
        }
        let from = self.found.len();
        let mut transcript = None;
        let mut local = self.speaker.filter(|_| self.running && paragraph.begins_quoted);
        let byline = is_byline(self.text, paragraph);
        for (number, unit) in paragraph.units.iter().enumerate() {
            self.place.sentence += 1;
            if !byline {
                mentions::collect(self.text, unit, self.place, &mut self.mentions);
            }
            let (accepted, weak): (Vec<Proposal>, Vec<Proposal>) =
                inserted::refine(unit, self.lexicon, indirect::proposals(self.text.as_str(), unit, self.lexicon))
                    .into_iter()
                    .filter(|proposal| !self.is_heading(unit, proposal))
                    .partition(|proposal| proposal.evidence.confidence() >= LIKELY);
            let before = self.found.len();
            for proposal in &accepted {
                let at = self.found.len();
                self.add(unit, proposal);
                if number == 0
                    && at < self.found.len()
                    && (is_transcript(self.text, unit, proposal) || is_dialogue(unit, proposal))
                {
                    transcript = Some(at);
                }
            }
            if let Some(speaking) = transcript.filter(|_| number > 0) {
                let whole = self.span(unit, &(0..unit.len()));
                self.found[speaking].content.extend(whole);
            }
            let before_unit = number.checked_sub(1).map(|number| &paragraph.units[number]).or(last.as_ref());
            self.refer_back(unit, before_unit);
            if accepted.is_empty() && self.found.len() == before {
                self.go_on(unit, before_unit, local.filter(|_| number > 0));
            }
            for quote in direct::unclaimed(unit, &accepted) {
                let around = Around {
                    previous: number.checked_sub(1).map(|number| &paragraph.units[number]).or(last.as_ref()),
                    next: paragraph.units.get(number + 1).or(next.and_then(|next| next.units.first())),
                    speaker: local.or(self.speaker.filter(|_| number == 0)),
                };
                self.attribute_quote(unit, quote, &weak, around);
            }
            let quoting = (before..self.found.len()).find(|&at| self.found[at].speech == Speech::Direct);
            if let Some(next) = quoting.or((before..self.found.len()).find(|&at| self.found[at].source.is_some())) {
                local = Some(next);
                self.speaker = local;
            }
            if self.speaker.is_some_and(|speaker| self.follows(Some(unit), speaker)) {
                self.heard = self.place.paragraph;
            }
        }
        self.close_running(paragraph, from, last.is_some_and(|last| direct::announces(&last)));
        if self.lexicon.is_bare() {
            self.leave_to_nobody(paragraph, from);
        }
        self.running = paragraph.ends_open;
        self.last_unit = paragraph.units.last().cloned();
    }

    /// What is quoted in a paragraph and was given to nobody.
    fn leave_to_nobody(&mut self, paragraph: &Paragraph, from: usize) {
        for quotation in bare::quotations(self.text, paragraph) {
            let said = |said: &Attribution| said.content.iter().any(|part| part.overlaps(quotation));
            if !self.found[from..].iter().any(said) {
                let profile = (Profile::Other, self.place, false);
                self.push(attribution(None, None, vec![quotation], Speech::Direct, GUESSED), profile);
            }
        }
    }

    /// "Das teilte die Polizei mit.": the sentence before is what the police said, unless somebody else says it.
    fn refer_back(&mut self, unit: &Unit, before: Option<&Unit>) {
        let Some((source, before)) = inserted::refers_back(unit, self.lexicon).zip(before) else { return };
        let whole = 0..content::trim_end(before, 0, before.len());
        let Some(span) = self.span(before, &whole) else { return };
        let near = self.found.len().saturating_sub(REPORTS);
        if self.found[near..].iter().any(|said| said.content.iter().any(|part| part.overlaps(span))) {
            return;
        }
        let speech = speech(before, &[whole]);
        let profile = profile(self.text, &unit[source.tokens.clone()], self.place);
        let (name, cue) = (self.span(unit, &source.tokens), self.span(unit, &(1..2)));
        self.push(attribution(name, cue, vec![span], speech, ANNOUNCED), profile);
    }

    /// "Sie bleibe offen.": reported speech that goes on with the speaker before.
    fn go_on(&mut self, unit: &Unit, before: Option<&Unit>, speaker: Option<usize>) {
        let Some(speaker) = speaker.filter(|_| inserted::goes_on(unit)) else { return };
        let span = self.span(unit, &(0..content::trim_end(unit, 0, unit.len())));
        if !self.follows(before, speaker) {
            self.guess(span, Speech::Indirect, speaker);
            return;
        }
        let Some(before) = self.found.get_mut(speaker) else { return };
        if before.speech == Speech::Indirect {
            before.content.extend(span);
            return;
        }
        let said = attribution(before.source, None, span.into_iter().collect(), Speech::Indirect, before.confidence);
        let profile = self.profiles[speaker].clone();
        self.push(said, profile);
    }

    /// "“It is safe. ¶ “It is open,” Lee said.": a quotation that runs on belongs to whoever the paragraph names in which it ends,
    /// unless it was announced or goes on from somebody already.
    fn close_running(&mut self, paragraph: &Paragraph, from: usize, announced: bool) {
        let begins = paragraph.units.first().and_then(|unit| unit.first()).filter(|token| token.tag == Tag::Quote);
        let Some(quote) = begins.and_then(|token| self.text.span(token.start..token.end)) else {
            self.open.clear();
            return;
        };
        let holds = |attribution: &Attribution| attribution.content.contains(&quote);
        let near = self.found.len().saturating_sub(REPORTS);
        let here = (near..self.found.len()).find(|&at| holds(&self.found[at]));
        if let Some(speaker) = here.filter(|&at| at >= from && self.found[at].cue.is_some()) {
            for (place, span) in std::mem::take(&mut self.open) {
                if let Some(before) =
                    place.filter(|&place| place != speaker).and_then(|place| self.found.get_mut(place))
                {
                    before.content.retain(|part| *part != span);
                }
                self.found[speaker].content.push(span);
            }
            self.found[speaker].content.sort();
            self.found[speaker].content.dedup();
        } else if paragraph.ends_open && paragraph.units.len() == 1 && !self.running && !announced
            || !self.open.is_empty()
        {
            self.open.push((here, quote));
        }
        if !paragraph.ends_open {
            self.open.clear();
        }
    }

    /// Reads a paragraph that is all somebody's, though no marks say so: behind "she said in a statement:", before "— Ann Lee (@annlee)".
    fn block(&mut self, paragraph: &Paragraph, last: Option<&Unit>, next: Option<&Paragraph>) -> bool {
        let words = || paragraph.units.iter().flatten();
        let Some(start) = words().find(|token| token.is_word()).map(|token| token.start) else { return false };
        if words().any(|token| token.tag == Tag::Quote) {
            return false;
        }
        let said = words().last().and_then(|last| self.text.span(start..last.end));
        let announced =
            last.filter(|unit| direct::announces(unit)).and_then(|unit| Some((unit, direct::announced(unit)?)));
        let signed = next.and_then(|next| next.units.first()).filter(|unit| self.is_handle(unit));
        if let Some((unit, tag)) = announced.filter(|(_, tag)| tag.cue.is_some()) {
            self.add_beside(unit, &tag, said, BESIDE);
        } else if let Some((unit, source)) = signed.and_then(|unit| Some((unit, direct::signature(unit)?))) {
            self.add_beside(unit, &Beside { source, cue: None }, said, BESIDE);
        } else {
            return false;
        }
        for unit in &paragraph.units {
            self.place.sentence += 1;
            mentions::collect(self.text, unit, self.place, &mut self.mentions);
        }
        self.running = false;
        true
    }

    /// "— Ann Lee (@annlee) May 3, 2016": how a post is signed.
    fn is_handle(&self, unit: &Unit) -> bool {
        let words =
            unit.first().zip(unit.last()).and_then(|(first, last)| self.text.as_str().get(first.start..last.end));
        words.is_some_and(|words| words.contains("(@"))
    }

    /// Reads a paragraph that is a turn: all of it is its speaker's.
    pub(super) fn turn(&mut self, paragraph: &Paragraph, turn: Turn, number: usize) {
        self.place.paragraph = number;
        for unit in &paragraph.units {
            self.place.sentence += 1;
            mentions::collect(self.text, unit, self.place, &mut self.mentions);
        }
        if turn.role == Role::Continued {
            self.found.last_mut().into_iter().for_each(|said| said.content.push(turn.words));
            return;
        }
        let words = paragraph.units.iter().flatten();
        let label: Vec<Token> = words.take_while(|token| token.end <= turn.label.end()).copied().collect();
        let start = label.iter().position(|token| token.start >= turn.label.start()).unwrap_or(label.len());
        let (profile, place, _) = profile(self.text, &label[start..], self.place);
        let profile = match turn.role {
            Role::Named => profile,
            Role::Question => Profile::Other,
            Role::Answer => Profile::Answer,
            Role::Continued => Profile::Other,
        };
        let said = attribution(Some(turn.label), turn.colon, vec![turn.words], Speech::Direct, LABELLED);
        self.push(said, (profile, place, false));
        self.speaker = None;
        self.running = false;
        self.last_unit = None;
        self.first_turn = self.first_turn.or(Some(turn.label.start()));
    }

    /// "Tide: High at noon", "Updated: 12 May": a name and a colon before something without a verb is no speech.
    fn is_heading(&self, unit: &Unit, proposal: &Proposal) -> bool {
        let source = proposal.source.as_ref().and_then(|source| self.text.cut(self.span(unit, &source.tokens)?));
        let heading = source.is_some_and(|source| turns::HEADINGS.contains(&source.to_lowercase().as_str()));
        let words = proposal.content.iter().flat_map(|range| &unit[range.clone()]);
        let mut verbs =
            words.filter(|token| token.tag == Tag::Quote || token.quote.is_some() || direct::is_finite(token));
        proposal.class == Class::Label && (heading || verbs.next().is_none())
    }

    /// Finds whose a quotation is that no likely proposal reports.
    fn attribute_quote(&mut self, unit: &Unit, quote: usize, weak: &[Proposal], around: Around<'_>) {
        let Around { previous, next, speaker } = around;
        let best = weak.iter().filter(|proposal| direct::claims(proposal, quote) && proposal.source.is_some());
        if let Some(best) = best.max_by(|a, b| a.evidence.confidence().total_cmp(&b.evidence.confidence())) {
            self.add(unit, best);
        } else if let Some(tag) = direct::tagged(unit, quote) {
            self.add_tagged(unit, quote, &tag, BESIDE);
        } else if let Some(before) = self.earlier_in(unit, quote) {
            self.continue_with(unit, quote, before);
        } else if let Some(tag) = direct::introduced(unit, quote) {
            self.add_tagged(unit, quote, &tag, INTRODUCED);
        } else if let Some((signature, source)) =
            next.and_then(|next| Some((next, direct::signature(next)?))).filter(|_| direct::only_quotes(unit))
        {
            self.add_quote(signature, &source, unit, quote, BESIDE);
        } else if direct::only_quotes(unit) && !self.is_title(unit, quote) {
            if let Some(announcement) = previous.filter(|unit| direct::announces(unit)) {
                if let Some(speaker) = self.reported_in(announcement) {
                    self.continue_with(unit, quote, speaker);
                    return;
                }
                if let Some(tag) = direct::announced(announcement) {
                    let said = self.text.span(unit[quote].start..unit[quote].end);
                    self.add_beside(announcement, &tag, said, ANNOUNCED);
                    return;
                }
            }
            let named = previous.filter(|previous| !direct::only_quotes(previous)).and_then(|previous| {
                let source = direct::subject_of(previous)?;
                let near = previous.first().is_some_and(|first| first.start >= self.paragraph_start);
                (near || direct::can_speak(&previous[source.clone()])).then_some((previous, source))
            });
            // "An émigré, she votes for the first time. “…”": a pronoun, or a thing, is nobody new.
            let new = named.as_ref().is_some_and(|(previous, source)| {
                source.len() > 1 && direct::can_speak(&previous[source.clone()])
                    || previous[source.start].tag == Tag::Name
            });
            match (speaker, named) {
                (Some(speaker), _) if self.follows(previous, speaker) => self.continue_with(unit, quote, speaker),
                (_, Some((previous, source))) if new || speaker.is_none() => {
                    self.add_quote(previous, &source, unit, quote, GUESSED);
                }
                (Some(speaker), _) if self.may_go_on(previous) => {
                    let said = self.text.span(unit[quote].start..unit[quote].end);
                    self.guess(said, Speech::Direct, speaker);
                }
                _ => {}
            }
        }
    }

    /// "“DIVISIVE AND WRONG”", "“Girls, Girls, Girls.”": a heading or the name of a work.
    fn is_title(&self, unit: &Unit, quote: usize) -> bool {
        const SMALL: &[&str] =
            &["a", "an", "and", "at", "by", "for", "from", "in", "of", "on", "or", "the", "to", "with"];
        let words = self.text.as_str()[unit[quote].start..unit[quote].end].split_whitespace();
        let words = words.map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()));
        let words = words.filter(|word| !word.is_empty() && !SMALL.contains(word));
        let (all, capitals) = words.fold((0, 0), |(all, capitals), word| {
            (all + 1, capitals + usize::from(!word.starts_with(char::is_lowercase)))
        });
        all > 1 && all == capitals
    }

    /// Whether an attribution is of the unit just before, or nothing stands between.
    fn follows(&self, previous: Option<&Unit>, speaker: usize) -> bool {
        let Some(start) = previous.and_then(|unit| unit.first()).map(|token| token.start) else { return true };
        self.found.get(speaker).and_then(Attribution::extent).is_some_and(|extent| extent.end() > start)
    }

    /// Whether the article's own words between a speaker and a quotation leave it to the speaker, if only as a guess: no more than
    /// a paragraph of them, and nobody and nothing else ("a crowd", "the banner") the last that did something.
    fn may_go_on(&self, previous: Option<&Unit>) -> bool {
        let own = self.place.paragraph.saturating_sub(self.heard + 1);
        let Some(previous) = previous else { return own < OWN };
        let near = previous.first().is_some_and(|first| first.start >= self.paragraph_start);
        let other = direct::subject_of(previous).is_some_and(|source| {
            source.len() > 1 || !previous[source.start].word.is(function::SUBJECT | function::OBJECT)
        });
        let quoted = previous.iter().any(|token| token.tag == Tag::Quote);
        own < OWN && !quoted && (near || !other)
    }

    /// What a speaker may have said who spoke before: an attribution of its own, as nobody else may be as sure.
    fn guess(&mut self, said: Option<Span>, speech: Speech, speaker: usize) {
        let Some(before) = self.found.get(speaker) else { return };
        let confidence = before.confidence.min(GUESSED);
        let mut guess = attribution(before.source, None, said.into_iter().collect(), speech, confidence);
        guess.resolved = before.resolved;
        let profile = self.profiles[speaker].clone();
        self.push(guess, profile);
    }

    /// A quotation without a cue, by a source in the same or another unit.
    fn add_quote(&mut self, source_unit: &Unit, source: &Range<usize>, unit: &Unit, quote: usize, sure: f32) {
        let Some(span) = self.text.span(unit[quote].start..unit[quote].end) else { return };
        let source = &source::without_relative(source_unit, source.clone());
        let profile = profile(self.text, &source_unit[source.clone()], self.place);
        let attribution = attribution(self.span(source_unit, source), None, vec![span], Speech::Direct, sure);
        self.push(attribution, profile);
    }

    /// A quotation whose speaker stands beside it.
    fn add_tagged(&mut self, unit: &Unit, quote: usize, tag: &Beside, sure: f32) {
        let confidence = if tag.cue.is_some() { ANNOUNCED } else { sure };
        self.add_beside(unit, tag, self.text.span(unit[quote].start..unit[quote].end), confidence);
    }

    /// What stands in another unit than its source and cue.
    fn add_beside(&mut self, unit: &Unit, tag: &Beside, said: Option<Span>, confidence: f32) {
        let profile = profile(self.text, &unit[tag.source.clone()], self.place);
        let cue = tag.cue.as_ref().and_then(|cue| self.span(unit, cue));
        let source = self.span(unit, &tag.source);
        self.push(attribution(source, cue, said.into_iter().collect(), Speech::Direct, confidence), profile);
    }

    /// "“One,” he said, smiling at her, “two.”": who speaks in the quotation before, in the same unit.
    fn earlier_in(&self, unit: &Unit, quote: usize) -> Option<usize> {
        let before = unit[..quote].iter().rposition(|token| token.tag == Tag::Quote)?;
        let said = |attribution: &Attribution| {
            attribution.speech == Speech::Direct
                && attribution.content.iter().any(|part| part.end() == unit[before].end)
        };
        let from = self.found.len().saturating_sub(REPORTS);
        self.found[from..].iter().rposition(said).map(|at| from + at)
    }

    /// "Ann Lee said that, given the cost:": whoever was found to say something in a unit.
    fn reported_in(&self, unit: &Unit) -> Option<usize> {
        let start = unit.first()?.start;
        let from = self.found.len().saturating_sub(REPORTS);
        let here = (from..self.found.len()).filter(|&at| {
            let attribution = &self.found[at];
            attribution.source.is_some_and(|source| source.start() >= start) && attribution.cue.is_some()
        });
        here.max_by(|&a, &b| self.found[a].confidence.total_cmp(&self.found[b].confidence))
    }

    /// Adds a quotation to what its speaker already said.
    fn continue_with(&mut self, unit: &Unit, quote: usize, speaker: usize) {
        let Some(span) = self.text.span(unit[quote].start..unit[quote].end) else { return };
        let Some(before) = self.found.get_mut(speaker) else { return };
        if before.speech != Speech::Indirect {
            before.content.push(span);
            return;
        }
        let mut attribution = attribution(before.source, None, vec![span], Speech::Direct, before.confidence);
        attribution.resolved = before.resolved;
        let profile = self.profiles[speaker].clone();
        self.push(attribution, profile);
    }

    fn add(&mut self, unit: &Unit, proposal: &Proposal) {
        // "Anna Rossi ha detto:" in a language nothing is known of: the name is what counts.
        let named = proposal
            .source
            .as_ref()
            .map_or(0, |source| unit[source.tokens.clone()].iter().take_while(|token| token.tag == Tag::Name).count());
        let mut named_alone = proposal.clone();
        let proposal = match &mut named_alone.source {
            Some(source) if named > 0 && proposal.class == Class::Label && self.lexicon.is_bare() => {
                source.tokens.end = source.tokens.start + named;
                &named_alone
            }
            _ => proposal,
        };
        let content: Vec<Span> = proposal.content.iter().filter_map(|range| self.span(unit, range)).collect();
        let whole = proposal.source.as_ref().map(|source| source.tokens.clone());
        let described = whole.clone().map(|whole| source::without_relative(unit, whole));
        let source = described.as_ref().and_then(|described| self.span(unit, described));
        let pronoun = whole.filter(|whole| described.as_ref() != Some(whole)).map(|whole| whole.end - 1);
        let pronoun = pronoun.filter(|&at| is_relative(&self.text.as_str()[unit[at].start..unit[at].end]));
        let words = described.as_ref().map_or(&[][..], |words| &unit[words.clone()]);
        let mut profile = profile(self.text, words, self.place);
        // German "sie" is a woman where its verb is singular.
        let text = self.text.as_str();
        let verb = proposal.cue.clone().next().map_or("", |first| &text[unit[first].start..unit[first].end]);
        if words.len() == 1 && text[words[0].start..words[0].end].eq_ignore_ascii_case("sie") && !verb.ends_with('n') {
            profile.0 = Profile::Pronoun(Gender::She);
        }
        let cue = self.span(unit, &proposal.cue);
        let speech = if is_dialogue(unit, proposal) { Speech::Direct } else { speech(unit, &proposal.content) };
        let mut said = attribution(source, cue, content, speech, proposal.evidence.confidence());
        // "Ann Lee, who said": "who" says so, and stands for Ann Lee.
        if let Some(pronoun) = pronoun.and_then(|at| self.span(unit, &(at..at + 1))) {
            said.resolved = said.source.replace(pronoun);
        }
        self.push(said, profile);
    }

    /// Keeps an attribution, after taking source and cue out of its content: no byte plays two roles.
    fn push(&mut self, mut attribution: Attribution, profile: (Profile, Place, bool)) {
        if let (Some(source), Some(cue)) = (attribution.source, attribution.cue) {
            attribution.cue = without(self.text, cue, source).pop();
        }
        keep_apart(self.text, &mut attribution);
        if !attribution.content.is_empty() {
            self.found.push(attribution);
            self.profiles.push(profile);
        }
    }

    fn span(&self, unit: &Unit, range: &Range<usize>) -> Option<Span> {
        let last = range.end.checked_sub(1)?;
        self.text.span(unit.get(range.start)?.start..unit.get(last)?.end)
    }
}

/// "By Ann Lee": who writes is nobody the article speaks of.
fn is_byline(text: &Text, paragraph: &Paragraph) -> bool {
    const BY: &[&str] = &["by", "von", "par", "por"];
    let [unit] = paragraph.units.as_slice() else { return false };
    let Some((first, name)) = unit.split_first() else { return false };
    let by = BY.contains(&text.as_str()[first.start..first.end].to_lowercase().as_str());
    let named = name.first().is_some_and(|name| name.capital);
    let open = unit.last().is_none_or(|last| last.tag != Tag::Stop);
    by && named && open && unit.len() <= BYLINE && !unit.iter().any(direct::is_finite)
}

/// Whether the words stand between marks: nearly all, none, or some.
fn speech(unit: &[Token], content: &[Range<usize>]) -> Speech {
    let (mut quoted, mut plain) = (0, 0);
    for token in content.iter().flat_map(|range| &unit[range.clone()]) {
        let length = token.end - token.start;
        if token.tag == Tag::Quote || token.quote.is_some() {
            quoted += length;
        } else if token.is_word() {
            plain += length;
        }
    }
    match (quoted, plain) {
        (0, _) => Speech::Indirect,
        (quoted, plain) if plain * 9 <= quoted => Speech::Direct,
        _ => Speech::Mixed,
    }
}

fn attribution(
    source: Option<Span>,
    cue: Option<Span>,
    content: Vec<Span>,
    speech: Speech,
    confidence: f32,
) -> Attribution {
    Attribution { source, cue, content, speech, resolved: None, anonymous: false, confidence }
}

/// "gave assurance that": the noun alone is no second report by the same source.
fn drop_doubles(found: &mut Vec<Attribution>) {
    let part = |inner: &Attribution, outer: &Attribution| {
        let cues = inner.cue.zip(outer.cue);
        inner.source == outer.source && cues.is_some_and(|(inner, outer)| inner != outer && outer.contains(inner))
    };
    let double = |at: usize| {
        let near = at.saturating_sub(REPORTS)..(at + REPORTS + 1).min(found.len());
        found[near].iter().any(|outer| part(&found[at], outer))
    };
    let mut doubles = (0..found.len()).map(double).collect::<Vec<bool>>().into_iter();
    found.retain(|_| !doubles.next().unwrap_or_default());
}

/// Takes source and cue out of what is said.
fn keep_apart(text: &Text, attribution: &mut Attribution) {
    for role in [attribution.source, attribution.cue].into_iter().flatten() {
        let parts = attribution.content.iter().flat_map(|&part| without(text, part, role));
        attribution.content = parts.collect();
    }
}

/// What is left of a part when a role is taken out of it, without the white space at the cuts.
fn without(text: &Text, part: Span, role: Span) -> Vec<Span> {
    if !part.overlaps(role) {
        return vec![part];
    }
    let left = part.start()..role.start().max(part.start());
    let right = role.end().min(part.end())..part.end();
    [left, right].into_iter().filter_map(|range| trimmed(text, range)).collect()
}

/// Puts the parts of what is said in order, and makes one of those that overlap: a quotation inside words that are said anyway.
fn set_apart(content: &mut Vec<Span>) {
    content.sort_by_key(|part| part.start());
    content.dedup_by(|part, before| {
        let overlap = before.overlaps(*part);
        if overlap {
            *before = before.cover(*part);
        }
        overlap
    });
}

fn trimmed(text: &Text, range: Range<usize>) -> Option<Span> {
    let words = text.as_str().get(range.clone())?;
    let start = range.start + (words.len() - words.trim_start().len());
    let end = start + words.trim().len();
    text.span(start..end).filter(|span| !span.is_empty())
}

/// "who", which stands for the noun before it; "when" does not.
fn is_relative(word: &str) -> bool {
    const RELATIVE: &[&str] =
        &["who", "which", "that", "der", "die", "das", "welche", "welcher", "qui", "que", "quien"];
    RELATIVE.contains(&word)
}

/// "LEE: No." and "Q: Why?": the rest of the paragraph is said by the same speaker.
fn is_transcript(text: &Text, unit: &Unit, proposal: &Proposal) -> bool {
    let name = proposal.source.as_ref().and_then(|source| unit.get(source.tokens.start));
    let capitals = |name: &Token| !text.as_str()[name.start..name.end].contains(char::is_lowercase);
    proposal.class == Class::Label && name.is_some_and(capitals)
}

/// "—El puente es seguro —dijo Ana—. Está abierto.": a paragraph that a dash makes speech.
fn is_dialogue(unit: &Unit, proposal: &Proposal) -> bool {
    let dash = unit.first().is_some_and(|first| first.tag == Tag::Dash);
    dash && proposal.class == Class::Formula && proposal.content.first().is_some_and(|first| first.start == 1)
}

/// What a source looks like, where it is, and whether it stays without a name.
fn profile(text: &Text, source: &[Token], place: Place) -> (Profile, Place, bool) {
    let word = |token: &Token| text.as_str()[token.start..token.end].to_lowercase();
    let first = source.first().map(word).unwrap_or_default();
    let single = source.len() == 1 || source.get(1).is_some_and(|token| !token.is_nominal());
    let profile = match first.as_str() {
        "he" | "him" | "his" | "himself" | "il" | "er" if single => Profile::Pronoun(Gender::He),
        "she" | "her" | "hers" | "herself" | "elle" if single => Profile::Pronoun(Gender::She),
        "they" if single => Profile::Many,
        "it" if single => Profile::Body,
        _ => phrase(text, source, place),
    };
    (profile, place, anonymity::is_anonymous(text.as_str(), source))
}

fn phrase(text: &Text, source: &[Token], place: Place) -> Profile {
    let core = mentions::core(source);
    let Some(mention) = mentions::describe(text, &source[core.clone()], place) else { return Profile::Other };
    if !mention.name.is_empty() {
        return Profile::Phrase(mention);
    }
    if let Some(name) = mentions::name_behind(source, core.clone()) {
        return mentions::describe(text, &source[name], place).map_or(Profile::Other, Profile::Whole);
    }
    let owned = source[core.clone()].iter().any(|token| matches!(token.tag, Tag::Genitive | Tag::Possessive));
    if owned || source.len() > core.end { Profile::Whole(mention) } else { Profile::Phrase(mention) }
}
