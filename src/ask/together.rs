//! Which sentences a quote must not be torn from: what takes it back or limits it, the rest of a quotation, what it points back to, a
//! question and its answer, a correction as a whole.

use std::ops::Range;

use super::choose::{LONGEST_QUOTE, cover};
use super::headings::is_fragment;
use crate::article::Voice;
use crate::attribution::voice_of;
use crate::library::StoredArticle;
use crate::text::Span;

/// What follows somebody's claim in its paragraph is taken along up to this many bytes of a quote: the limits of a claim mostly stand there.
const SHORT: usize = 330;

/// At most so many sentences are added on each side.
const MOST: usize = 4;

/// A run with all it must not be torn from, as far as a quote may be long. What takes it back is always taken along, anything else only
/// where it is `allowed`. Where there is no room, sentences in front go that are `idle`: they tell nothing of what was asked.
pub fn whole(
    stored: &StoredArticle,
    run: Range<usize>,
    idle: impl Fn(usize) -> bool,
    allowed: impl Fn(usize) -> bool,
) -> Range<usize> {
    let fits = |run: &Range<usize>| cover(stored, run).len() <= LONGEST_QUOTE;
    let mut whole = run.clone();
    while whole.end < stored.sentences.len() && whole.end < run.end + MOST && belongs(stored, &whole) {
        let hedge = is_hedge(words(stored, whole.end));
        let mut longer = whole.start..whole.end + 1;
        let goes = |first: usize| first + 1 < run.end && idle(first) && !points_back(stored, first + 1);
        while !fits(&longer) && goes(longer.start) {
            longer.start += 1;
        }
        let may = hedge || (fits(&longer) && allowed(whole.end));
        if !may {
            break;
        }
        whole = longer;
    }
    while whole.start > 0 && whole.start + MOST > run.start && points_back(stored, whole.start) {
        let before = whole.start - 1;
        if !allowed(before) || is_subheading(stored, before) || !fits(&(before..whole.end)) {
            break;
        }
        whole.start = before;
    }
    whole
}

/// Whether the sentence behind a run belongs to it.
fn belongs(stored: &StoredArticle, run: &Range<usize>) -> bool {
    let (last, next) = (run.end - 1, run.end);
    let words = words(stored, next);
    if is_hedge(words) || answers(stored, next) {
        return true;
    }
    let Some(paragraph) = paragraph_of_both(stored, last, next) else { return false };
    let to_its_end = stored.sentences[run.start].cover(paragraph).len();
    let claim = !matches!(voice_of(stored.sentences[last], &stored.attributions), Voice::Article);
    let short = claim && paragraph.contains(stored.sentences[run.start]) && to_its_end <= SHORT;
    short
        || is_open(stored, paragraph, next)
        || is_correction(stored, paragraph)
        || TURNS.iter().any(|turn| begins_with(words, turn))
        || goes_on(stored, last, next)
}

/// Whether a sentence cannot be understood, or says something else, without the one before it.
fn points_back(stored: &StoredArticle, sentence: usize) -> bool {
    let Some(before) = sentence.checked_sub(1) else { return false };
    let words = words(stored, sentence);
    let open = paragraph_of_both(stored, before, sentence)
        .is_some_and(|paragraph| is_open(stored, paragraph, sentence) || is_correction(stored, paragraph));
    let end = words.trim_end_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    open || answers(stored, sentence)
        || POINTING.iter().any(|pointing| begins_with(words, pointing))
        || DENIALS.iter().any(|denial| end.ends_with(denial))
}

/// Whether a sentence is the answer to a question of an interview, which stands in front of it.
fn answers(stored: &StoredArticle, sentence: usize) -> bool {
    let Some(before) = sentence.checked_sub(1) else { return false };
    let asked = words(stored, before).trim_end_matches(|c: char| c.is_whitespace() || matches!(c, '*' | '_'));
    let nobody_else = |at: usize| matches!(voice_of(stored.sentences[at], &stored.attributions), Voice::Article);
    // A question inside somebody's words, or one that the article goes on about, is no interviewer's.
    asked.ends_with('?')
        && paragraph(stored, before).is_some_and(|paragraph| alone(stored, paragraph, before))
        && nobody_else(before)
}

/// Whether a sentence is a paragraph of its own.
fn alone(stored: &StoredArticle, paragraph: Span, sentence: usize) -> bool {
    let inside =
        |at: Option<usize>| at.and_then(|at| stored.sentences.get(at)).is_some_and(|other| paragraph.contains(*other));
    !inside(sentence.checked_sub(1)) && !inside(Some(sentence + 1))
}

/// Nothing points back to a line that only says what the next paragraphs are about.
fn is_subheading(stored: &StoredArticle, sentence: usize) -> bool {
    paragraph(stored, sentence).is_some_and(|paragraph| alone(stored, paragraph, sentence))
        && is_fragment(words(stored, sentence))
}

/// Whether the same speaker goes on in quotation marks.
fn goes_on(stored: &StoredArticle, last: usize, next: usize) -> bool {
    let source = |sentence: usize| match voice_of(stored.sentences[sentence], &stored.attributions) {
        Voice::Source(said) => said.resolved.or(said.source).map(|span| stored.article.text.cut(span)),
        Voice::Uncertain(_) | Voice::Article => None,
    };
    let quoted = words(stored, next).starts_with(OPENING);
    quoted && source(last).is_some() && source(last) == source(next)
}

/// Whether a quotation that begins in a paragraph before a sentence is not closed there.
fn is_open(stored: &StoredArticle, paragraph: Span, sentence: usize) -> bool {
    let before = stored.article.text.span(paragraph.start()..stored.sentences[sentence].start());
    let before = before.and_then(|span| stored.article.text.cut(span)).unwrap_or_default();
    let mut open: Option<char> = None;
    for c in before.chars() {
        open = match (open, c) {
            (None, '“') => Some('”'),
            (None, '„') => Some('“'),
            (None, '«') => Some('»'),
            (None, '"') => Some('"'),
            (Some(closing), c) if c == closing || (closing == '“' && c == '”') => None,
            (open, _) => open,
        };
    }
    open.is_some()
}

const OPENING: [char; 5] = ['“', '„', '«', '"', '‘'];

fn is_correction(stored: &StoredArticle, paragraph: Span) -> bool {
    let words = stored.article.text.cut(paragraph).unwrap_or_default();
    CORRECTIONS.iter().any(|correction| begins_with(words, correction))
}

/// Whether a sentence takes back or weakens what stands before it.
pub fn is_hedge(words: &str) -> bool {
    let words = words.to_lowercase();
    HEDGES.iter().any(|hedge| words.contains(hedge))
}

/// Whether words begin with others, as whole words, in letters of any size, behind marks and brackets.
fn begins_with(words: &str, beginning: &str) -> bool {
    let words = words.trim_start_matches(|c: char| !c.is_alphanumeric());
    let mut rest = words.chars();
    let same = beginning.chars().all(|c| rest.next().is_some_and(|own| own.to_lowercase().eq(c.to_lowercase())));
    same && !rest.next().is_some_and(char::is_alphanumeric)
}

fn words(stored: &StoredArticle, sentence: usize) -> &str {
    stored.sentences.get(sentence).and_then(|span| stored.article.text.cut(*span)).unwrap_or_default()
}

fn paragraph(stored: &StoredArticle, sentence: usize) -> Option<Span> {
    let span = *stored.sentences.get(sentence)?;
    let at = stored.paragraphs.partition_point(|paragraph| paragraph.end() <= span.start());
    stored.paragraphs.get(at).copied().filter(|paragraph| paragraph.contains(span))
}

fn paragraph_of_both(stored: &StoredArticle, one: usize, other: usize) -> Option<Span> {
    paragraph(stored, one).filter(|first| paragraph(stored, other) == Some(*first))
}

/// How a sentence begins that turns against the one before it or limits it.
#[rustfmt::skip]
const TURNS: &[&str] = &[
    "but", "however", "yet", "though", "although", "still", "or", "if", "unless", "except", "at least", "at most", "as far as", "not that", "nevertheless",
    "nonetheless", "even so", "that said", "that may", "that has", "that is not", "in fact", "only later", "later he", "later she", "later they", "he later", "she later",
    "they later", "it later", "he had not", "she had not", "they had not", "it had not", "he did not", "she did not", "they did not", "it did not", "does not",
    "this could not", "that could not", "none of", "no one", "nobody",
    "aber", "doch", "jedoch", "allerdings", "dennoch", "trotzdem", "freilich", "oder", "falls", "zumindest", "wenigstens", "immerhin", "später", "angeblich",
    "mais", "toutefois", "cependant", "pourtant", "néanmoins", "or", "ou", "sauf si", "du moins", "plus tard",
    "pero", "sin embargo", "no obstante", "aunque", "o", "salvo", "al menos", "más tarde",
];

/// How a sentence begins whose subject stands before it.
#[rustfmt::skip]
const POINTING: &[&str] = &[
    "that", "this", "those", "these figures", "these claims", "such", "neither", "nor", "so did", "so said",
    "dies", "dieses", "dem", "davon", "dagegen", "cela", "ceci", "eso", "esto", "ello",
];

/// How a sentence ends that denies what stands before it.
#[rustfmt::skip]
const DENIALS: &[&str] = &[
    "denied that", "denied this", "denied it", "denies that", "denies this", "denies it", "rejected that", "rejects that", "rejected this", "rejected it",
    "disputed that", "disputes that", "disputed this", "disputes this", "disputed it", "disputes it", "disagrees", "disagreed",
    "wies das zurück", "weist das zurück", "bestritt das", "bestreitet das", "widersprach", "widerspricht", "dément", "a démenti", "le dément", "lo negó", "lo niega",
];

/// How a paragraph begins that corrects the article.
#[rustfmt::skip]
const CORRECTIONS: &[&str] = &[
    "correction", "corrections", "clarification", "editor’s note", "editor's note", "an earlier version", "a previous version",
    "korrektur", "berichtigung", "in einer früheren fassung", "correctif", "rectificatif", "une version précédente", "corrección", "rectificación", "una versión anterior",
];

/// Words that take back or weaken what the sentence before them says, in the languages of the lexicons.
const HEDGES: &[&str] = &[
    "independently verif",
    "independently confirm",
    "could not be verified",
    "could not be confirmed",
    "could not immediately be",
    "not immediately clear whether",
    "has not been verified",
    "have not been verified",
    "has not been confirmed",
    "no evidence for the claim",
    "did not provide evidence",
    "without providing evidence",
    "offered no evidence",
    "unabhängig überprüf",
    "unabhängig bestätig",
    "nicht überprüfen",
    "ließ sich nicht",
    "vérifié de manière indépendante",
    "vérifiés de manière indépendante",
    "vérifiées de manière indépendante",
    "être vérifié",
    "pas pu être confirmé",
    "verificar de forma independiente",
    "verificado de forma independiente",
    "no se ha podido",
];
