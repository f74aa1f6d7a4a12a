//! Who says what in an article, as spans.

use std::ops::Range;

mod content;
mod direct;
mod evidence;
pub(crate) mod indirect;
mod lexicon;
mod quotes;
mod source;
mod tokens;
mod units;
mod weights;

use crate::article::{Attribution, Speech, Voice};
use crate::language::Language;
use crate::segment::Segments;
use crate::text::{Span, Text};
use indirect::Proposal;
use lexicon::Lexicon;
use tokens::{Tag, Token};
use units::Unit;

/// An attribution below this confidence is shown without naming its source.
pub const SURE: f32 = 0.7;

/// A proposal below this confidence is not reported at all.
const LIKELY: f32 = 0.5;

/// Everyone who says something in the text, ordered by where their content begins.
pub fn attribute(text: &Text, segments: &Segments, language: Option<Language>) -> Vec<Attribution> {
    let lexicon = Lexicon::of(language);
    let mut state = State { text, found: Vec::new(), speaker: None, running: false };
    let mut sentence = 0;
    for number in 0..segments.paragraphs.len() {
        let paragraph = units::of_paragraph(text, segments, number, &mut sentence, lexicon, language);
        state.paragraph(&paragraph, lexicon);
    }
    let mut found = state.found;
    found.sort_by_key(|attribution| attribution.content.first().map_or(0, |span| span.start()));
    found
}

/// Whose words a stretch of text is: the attribution that holds most of it, if that is at least as much as the article's own part.
pub fn voice_of(span: Span, attributions: &[Attribution]) -> Voice {
    let best = attributions.iter().max_by_key(|attribution| attribution.share_of(span));
    let Some(best) = best.filter(|best| best.share_of(span) > 0) else { return Voice::Article };
    let mut taken: Vec<Span> =
        attributions.iter().flat_map(|a| a.content.iter().copied().chain(a.source).chain(a.cue)).collect();
    taken.retain(|part| part.overlaps(span));
    taken.sort();
    let mut own = span.len();
    let mut reached = span.start();
    for part in taken {
        let start = part.start().max(reached);
        let end = part.end().min(span.end());
        if end > start {
            own -= end - start;
            reached = end;
        }
    }
    if own > best.share_of(span) {
        Voice::Article
    } else if best.confidence < SURE {
        Voice::Uncertain(best.clone())
    } else {
        Voice::Source(best.clone())
    }
}

/// What is known while the paragraphs are read one after the other.
struct State<'a> {
    text: &'a Text,
    found: Vec<Attribution>,
    /// The attribution whose source speaks in the quotations that follow.
    speaker: Option<usize>,
    /// Whether the last paragraph ended inside a quotation.
    running: bool,
}

impl State<'_> {
    fn paragraph(&mut self, paragraph: &units::Paragraph, lexicon: &Lexicon) {
        let mut local = self.speaker.filter(|_| self.running && paragraph.begins_quoted);
        for (number, unit) in paragraph.units.iter().enumerate() {
            let (accepted, weak): (Vec<Proposal>, Vec<Proposal>) =
                indirect::proposals(self.text.as_str(), unit, lexicon)
                    .into_iter()
                    .partition(|proposal| proposal.evidence.confidence() >= LIKELY);
            let before = self.found.len();
            for proposal in &accepted {
                self.add(unit, proposal);
            }
            for quote in direct::unclaimed(unit, &accepted) {
                let previous = number.checked_sub(1).map(|number| &paragraph.units[number]);
                let speaker = local.or(self.speaker.filter(|_| number == 0));
                self.attribute_quote(unit, quote, &weak, previous, speaker);
            }
            let quoting = (before..self.found.len()).find(|&at| self.found[at].speech == Speech::Direct);
            if let Some(next) = quoting.or((before..self.found.len()).find(|&at| self.found[at].source.is_some())) {
                local = Some(next);
                self.speaker = local;
            }
        }
        self.running = paragraph.ends_open;
    }

    /// Finds whose a quotation is that no likely proposal reports.
    fn attribute_quote(
        &mut self,
        unit: &Unit,
        quote: usize,
        weak: &[Proposal],
        previous: Option<&Unit>,
        speaker: Option<usize>,
    ) {
        let best = weak.iter().filter(|proposal| direct::claims(proposal, quote) && proposal.source.is_some());
        if let Some(best) = best.max_by(|a, b| a.evidence.confidence().total_cmp(&b.evidence.confidence())) {
            self.add(unit, best);
        } else if let Some(source) = direct::tagged(unit, quote).or_else(|| direct::introduced(unit, quote)) {
            self.add_quote(unit, &source, unit, quote);
        } else if direct::only_quotes(unit) {
            let named = previous
                .filter(|previous| !direct::only_quotes(previous))
                .and_then(|previous| direct::subject_of(previous).map(|source| (previous, source)));
            match (speaker, named) {
                (Some(speaker), _) if self.follows(previous, speaker) => self.continue_with(unit, quote, speaker),
                (_, Some((previous, source))) => self.add_quote(previous, &source, unit, quote),
                (Some(speaker), None) => self.continue_with(unit, quote, speaker),
                (None, None) => {}
            }
        }
    }

    /// Whether an attribution is of the unit just before, or nothing stands between.
    fn follows(&self, previous: Option<&Unit>, speaker: usize) -> bool {
        let Some(start) = previous.and_then(|unit| unit.first()).map(|token| token.start) else { return true };
        self.found.get(speaker).and_then(Attribution::extent).is_some_and(|extent| extent.end() > start)
    }

    /// A quotation without a cue, by a source in the same or another unit.
    fn add_quote(&mut self, source_unit: &Unit, source: &Range<usize>, unit: &Unit, quote: usize) {
        let Some(span) = self.text.span(unit[quote].start..unit[quote].end) else { return };
        let source = self.span(source_unit, source);
        self.found.push(Attribution {
            source,
            cue: None,
            content: vec![span],
            speech: Speech::Direct,
            resolved: None,
            anonymous: false,
            confidence: 0.6,
        });
    }

    /// Adds a quotation to what its speaker already said.
    fn continue_with(&mut self, unit: &Unit, quote: usize, speaker: usize) {
        let Some(span) = self.text.span(unit[quote].start..unit[quote].end) else { return };
        let Some(attribution) = self.found.get_mut(speaker) else { return };
        if attribution.speech == Speech::Direct {
            attribution.content.push(span);
            return;
        }
        let (source, confidence) = (attribution.source, attribution.confidence);
        self.found.push(Attribution {
            source,
            cue: None,
            content: vec![span],
            speech: Speech::Direct,
            resolved: None,
            anonymous: false,
            confidence,
        });
    }

    fn add(&mut self, unit: &Unit, proposal: &Proposal) {
        let Some(cue) = self.span(unit, &proposal.cue) else { return };
        let content: Vec<Span> = proposal.content.iter().filter_map(|range| self.span(unit, range)).collect();
        if content.is_empty() {
            return;
        }
        let source = proposal.source.as_ref().and_then(|source| self.span(unit, &source.tokens));
        let speech = speech(unit, &proposal.content);
        let confidence = proposal.evidence.confidence();
        self.found.push(Attribution {
            source,
            cue: Some(cue),
            content,
            speech,
            resolved: None,
            anonymous: false,
            confidence,
        });
    }

    fn span(&self, unit: &Unit, range: &Range<usize>) -> Option<Span> {
        let last = range.end.checked_sub(1)?;
        self.text.span(unit.get(range.start)?.start..unit.get(last)?.end)
    }
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
