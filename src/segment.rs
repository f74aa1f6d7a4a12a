//! Text -> paragraphs, sentences and passages, as spans.

use std::ops::Range;

use crate::language::Language;
use crate::text::{Span, Text};

mod abbreviations;
mod paragraphs;
mod passages;
mod sentences;

/// The parts of a text, each in order and without overlap; white space between them belongs to none.
#[derive(Clone, PartialEq, Default, Debug)]
pub struct Segments {
    pub paragraphs: Vec<Span>,
    /// Every sentence lies in one paragraph; together they hold every visible character of the text.
    pub sentences: Vec<Span>,
    /// For each sentence, the number of its paragraph.
    pub paragraph_of: Vec<usize>,
    /// Runs of whole sentences that are indexed together, as ranges of sentence numbers; together they are all sentences.
    pub passages: Vec<Range<usize>>,
}

impl Segments {
    /// The number of the sentence that holds a byte of the text; `None` between sentences.
    pub fn sentence_at(&self, byte: usize) -> Option<usize> {
        let next = self.sentences.partition_point(|sentence| sentence.end() <= byte);
        (self.sentences.get(next)?.start() <= byte).then_some(next)
    }
}

/// Cuts a text into its parts, in one pass over it; a language helps with abbreviations and ordinals.
pub fn segment(text: &Text, language: Option<Language>) -> Segments {
    let mut segments = Segments { paragraphs: paragraphs::find(text), ..Segments::default() };
    for (number, &paragraph) in segments.paragraphs.iter().enumerate() {
        let before = segments.sentences.len();
        sentences::find(text, paragraph, language, &mut segments.sentences);
        segments.paragraph_of.extend((before..segments.sentences.len()).map(|_| number));
    }
    segments.passages = passages::group(text, &segments.sentences, &segments.paragraph_of);
    segments
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Sentences between bars, paragraphs between lines of their own.
    fn check_in(language: &str, text: &str, expected: &str) {
        let whole = Text::new(text);
        let segments = segment(&whole, Language::from_code(language));
        let mut shown = String::new();
        for (number, &sentence) in segments.sentences.iter().enumerate() {
            if number > 0 {
                let same = segments.paragraph_of[number] == segments.paragraph_of[number - 1];
                shown.push_str(if same { " | " } else { " ¶ " });
            }
            shown.push_str(&whole.cut(sentence).unwrap_or("?").replace('\n', " "));
        }
        assert_eq!(shown, expected);
    }

    fn check(text: &str, expected: &str) {
        check_in("en", text, expected);
    }

    #[test]
    fn a_full_stop_ends_a_sentence_and_an_abbreviation_does_not() {
        check("It rained. It poured.", "It rained. | It poured.");
        check(
            "Lt. Gov. Ann Lee met Dr. Roe at 5 p.m. in the U.S. Senate.",
            "Lt. Gov. Ann Lee met Dr. Roe at 5 p.m. in the U.S. Senate.",
        );
        check("He left the U.S. The ship sank.", "He left the U.S. | The ship sank.");
        check("It began at 5 p.m. It ended soon.", "It began at 5 p.m. | It ended soon.");
        check("J. K. Marsh wrote No. 5 for Dow Corp. of Ohio.", "J. K. Marsh wrote No. 5 for Dow Corp. of Ohio.");
        check("Vote on Jan. 5 or Feb. 6. Both work.", "Vote on Jan. 5 or Feb. 6. | Both work.");
        check("So did I. Nobody else.", "So did I. | Nobody else.");
        check("It cost $3.50. Cheap.", "It cost $3.50. | Cheap.");
    }

    #[test]
    fn closing_marks_stay_with_their_sentence() {
        check("“We won.” They lost.", "“We won.” | They lost.");
        check("“We won.” “They lost.”", "“We won.” | “They lost.”");
        check("\"We won.\" \"They lost.\"", "\"We won.\" | \"They lost.\"");
        check("(It rained.) It stopped.", "(It rained.) | It stopped.");
        check_in("fr", "« Oui. » Elle sourit.", "« Oui. » | Elle sourit.");
        check_in("fr", "‹ Oui. › Elle sourit.", "‹ Oui. › | Elle sourit.");
        check_in("de", "„Ja.“ Sie ging.", "„Ja.“ | Sie ging.");
    }

    #[test]
    fn a_stop_before_a_small_letter_ends_nothing() {
        check("“Really?” he asked.", "“Really?” he asked.");
        check("Yahoo! is old. So what?", "Yahoo! is old. | So what?");
        check("Well ... maybe. Wait… No.", "Well ... maybe. | Wait… | No.");
    }

    #[test]
    fn other_languages() {
        check_in("de", "Er kam am 3. Mai. Es war z. B. kalt.", "Er kam am 3. Mai. | Es war z. B. kalt.");
        check_in("fr", "M. Dupont part. Il rit.", "M. Dupont part. | Il rit.");
        check_in("zh", "他来了。她走了！", "他来了。 | 她走了！");
        check_in("hi", "वह आया। वह गया।", "वह आया। | वह गया।");
        check_in("ar", "هل جاء؟ نعم.", "هل جاء؟ | نعم.");
        check_in("es", "¿Qué? ¡No! Sí.", "¿Qué? | ¡No! | Sí.");
    }

    #[test]
    fn a_line_is_a_paragraph_in_unwrapped_text() {
        check("The mayor left\nIt rained. It poured.\n\nEnd", "The mayor left ¶ It rained. | It poured. ¶ End");
    }

    #[test]
    fn a_sentence_that_runs_on_joins_its_lines() {
        check(
            "The gate is shut\nand stays so, Bo Dee said.\nNo one came.",
            "The gate is shut and stays so, Bo Dee said. ¶ No one came.",
        );
        check("iron\ntin", "iron tin");
    }

    #[test]
    fn hard_wrapped_lines_are_joined() {
        let wrapped = "The mayor of the little town on the river said on Monday that the old\n\
                       bridge would have to be closed for repairs that nobody had planned or\n\
                       paid for. She left.\n\nThe council will meet on Thursday.";
        check(
            wrapped,
            "The mayor of the little town on the river said on Monday that the old \
                        bridge would have to be closed for repairs that nobody had planned or \
                        paid for. | She left. ¶ The council will meet on Thursday.",
        );
    }

    #[test]
    fn headings_and_list_items_stand_alone() {
        check(
            "# News\nIt rained.\n- first\n- second\n1. One. Two",
            "# News ¶ It rained. ¶ - first ¶ - second ¶ 1. One. | Two",
        );
    }

    #[test]
    fn nothing_visible_means_no_sentence() {
        check("", "");
        check(" \n\t\n ", "");
        check("...", "...");
    }

    #[test]
    fn a_monster_sentence_is_cut() {
        let text = Text::new("word ".repeat(200_000));
        let segments = segment(&text, None);
        assert!(segments.sentences.len() > 200);
        assert!(segments.sentences.iter().all(|sentence| sentence.len() <= 4_100));
    }

    #[test]
    fn passages_are_runs_of_sentences() {
        let text = Text::new("A sentence of some words that goes on for a little while here.\n".repeat(20));
        let segments = segment(&text, None);
        let lengths: Vec<usize> = segments.passages.iter().map(Range::len).collect();
        assert_eq!(lengths.iter().sum::<usize>(), 20);
        assert!(lengths.iter().all(|&length| (3..=10).contains(&length)), "{lengths:?}");
    }

    #[test]
    fn the_sentence_at_a_byte() {
        let text = Text::new("One.  Two.");
        let segments = segment(&text, None);
        assert_eq!(segments.sentence_at(1), Some(0));
        assert_eq!(segments.sentence_at(5), None);
        assert_eq!(segments.sentence_at(6), Some(1));
        assert_eq!(segments.sentence_at(99), None);
    }
}
