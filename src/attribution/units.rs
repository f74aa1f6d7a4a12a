//! Units: what is analysed at once. A unit is a sentence in which every direct quotation, however long, is a single token.

use super::direct;
use super::lexicon::{Lexicon, function};
use super::quotes::{self, Quoted};
use super::tagging;
use super::tokens::{self, Tag, Token};
use crate::language::Language;
use crate::segment::Segments;
use crate::text::Text;

/// The tokens of one unit, tagged.
pub(super) type Unit = Vec<Token>;

/// A unit of more tokens is cut, so that no work on one grows with the whole text: quotations can chain sentences without end.
const LONGEST: usize = 1_500;

/// A paragraph ready for analysis.
pub(super) struct Paragraph {
    pub(super) units: Vec<Unit>,
    /// Whether it begins with an opening mark.
    pub(super) begins_quoted: bool,
    /// Whether its last quotation has no closing mark.
    pub(super) ends_open: bool,
}

/// Cuts paragraph `number` into units. `sentence` is its first sentence and becomes the first one after it.
pub(super) fn of_paragraph(
    text: &Text,
    segments: &Segments,
    number: usize,
    sentence: &mut usize,
    lexicon: &'static Lexicon,
    language: Option<Language>,
) -> Paragraph {
    let mut words = Vec::new();
    let mut sentence_of = Vec::new();
    let mut buffer = String::new();
    while segments.paragraph_of.get(*sentence) == Some(&number) {
        let span = segments.sentences[*sentence];
        tokens::cut(text.as_str(), span.start(), span.end(), lexicon, &mut buffer, &mut words);
        sentence_of.resize(words.len(), *sentence);
        *sentence += 1;
    }
    let mut quoted = quotes::find(text.as_str(), &words, language);
    if lexicon.inserted {
        quoted = quotes::without_insertions(&words, quoted);
    }
    Paragraph {
        units: assemble(&words, &sentence_of, &quoted),
        begins_quoted: quoted.first().is_some_and(|quoted| quoted.first == 0),
        ends_open: quoted.last().is_some_and(|quoted| !quoted.closed),
    }
}

/// Joins words and quotations into units; a unit ends where a sentence ends outside a quotation.
fn assemble(words: &[Token], sentence_of: &[usize], quoted: &[Quoted]) -> Vec<Unit> {
    let mut units: Vec<Unit> = Vec::new();
    let mut unit = Unit::new();
    let mut last_sentence = None;
    let mut next_quote = 0;
    let mut at = 0;
    while at < words.len() {
        while quoted.get(next_quote).is_some_and(|quoted| quoted.last < at) {
            next_quote += 1;
        }
        let whole =
            quoted.get(next_quote).filter(|quoted| quoted.first == at && is_utterance(words, sentence_of, quoted));
        let inside = quoted.get(next_quote).is_some_and(|quoted| quoted.first <= at);
        let end = whole.map_or(at, |quoted| quoted.last);
        let ends = last_sentence.is_some_and(|last| last != sentence_of[at]) || unit.len() >= LONGEST;
        if ends && !unit.is_empty() {
            units.push(std::mem::take(&mut unit));
        }
        let mut token = words[at];
        token.quote = inside.then_some(next_quote);
        if whole.is_some() {
            token.end = words[end].end;
            token.tag = Tag::Quote;
        }
        unit.push(token);
        last_sentence = Some(sentence_of[end]);
        at = end + 1;
    }
    if !unit.is_empty() {
        units.push(unit);
    }
    units.iter_mut().for_each(|unit| tagging::tag(unit));
    direct::join_tags(&mut units);
    units
}

/// Whether a quotation is an utterance of its own rather than some quoted words in a sentence of the article's.
fn is_utterance(words: &[Token], sentence_of: &[usize], quoted: &Quoted) -> bool {
    if quoted.part {
        return true;
    }
    let inner = &words[quoted.first + 1..quoted.last + usize::from(!quoted.closed)];
    let Some(last) = inner.last() else { return false };
    let length = inner.iter().filter(|token| token.is_word()).count();
    let before = quoted.first.checked_sub(1).map(|at| &words[at]);
    let begins = before
        .is_none_or(|before| matches!(before.tag, Tag::Comma | Tag::Colon | Tag::Dash | Tag::Stop | Tag::Bracket))
        || quoted.first > 0 && sentence_of[quoted.first - 1] != sentence_of[quoted.first];
    let after = words.get(quoted.last + 1);
    let next_sentence = after.is_none() || sentence_of[quoted.last] != sentence_of[quoted.last + 1];
    // "‘… Ebony and Ivory,’”": the comma stands inside the inner marks.
    let last = inner.iter().rfind(|token| token.tag != Tag::Mark).unwrap_or(last);
    let ends = matches!(last.tag, Tag::Comma | Tag::Stop | Tag::Dash)
        || next_sentence
        || after.is_some_and(|after| matches!(after.tag, Tag::Comma | Tag::Stop | Tag::Dash));
    let several = sentence_of[quoted.first] != sentence_of[quoted.last];
    // "“The bridge is closed” Lee said.": nothing but the marks tells where it ends.
    let spoken = after.is_some_and(|after| after.capital || after.word.is(function::SUBJECT));
    let reported = words[quoted.last..].iter().skip(2).take(3).any(direct::speaks);
    several
        || (length > 0 && begins && (ends || length > 8 || length > 2 && spoken && reported))
        || (length >= 8 && before.is_some_and(|before| before.word.verb.is_some()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::segment::segment;

    /// The tokens of the longest unit of a text.
    fn longest(text: String) -> usize {
        let text = Text::new(text);
        let segments = segment(&text, None);
        let lexicon = Lexicon::of(None);
        let mut sentence = 0;
        let units = (0..segments.paragraphs.len())
            .flat_map(|number| of_paragraph(&text, &segments, number, &mut sentence, lexicon, None).units)
            .map(|unit| unit.len());
        units.max().unwrap_or_default()
    }

    #[test]
    fn no_unit_grows_with_its_text() {
        for chain in [
            "the mayor of the town ",
            "“",
            "“a” ",
            "\"",
            "he said ",
            "Ann Lee said, ",
            "‘a ",
            "“It fell. It rose” he said that she said “no”, ",
        ] {
            let length = longest(chain.repeat(20_000));
            assert!((1..=LONGEST).contains(&length), "{length} tokens of {chain:?}");
        }
    }

    #[test]
    fn a_quotation_is_one_token_and_a_sentence_one_unit() {
        assert_eq!(longest("“It is safe. It is open.” It rained.".to_owned()), 3);
    }
}
