//! The sort of thing a question wants: whether a sentence holds a number, a time or a place at all.

use super::question::Wanted;
use super::words::holds;

/// Whether a sentence holds what is wanted; always false where nothing of a known sort is.
pub fn holds_sort(words: &str, wanted: Wanted) -> bool {
    match wanted {
        Wanted::Number => holds_number(words),
        Wanted::Time => holds_time(words),
        Wanted::Place => holds_place(words),
        Wanted::Speaker | Wanted::Saying | Wanted::Name | Wanted::Anything => false,
    }
}

/// An amount: a year and the day of a month are none.
fn holds_number(words: &str) -> bool {
    let mut before = "";
    for word in words.split_whitespace() {
        let bare = bare(word);
        if holds_digit(bare) && !is_year(bare) && !(is_day(bare) && is_month(before)) {
            return true;
        }
        before = word;
    }
    any_word(words, NUMBERS)
}

/// A word for a time, or figures that are no sum of money, no share and not large or broken as amounts are.
fn holds_time(words: &str) -> bool {
    let figures = words.split_whitespace().map(bare);
    figures.filter(|word| holds_digit(word)).any(|word| !word.contains(AMOUNT_SIGNS)) || any_word(words, TIMES)
}

/// Signs that figures of a time do not have.
const AMOUNT_SIGNS: [char; 6] = ['$', '€', '£', '¥', '%', ','];

fn holds_digit(word: &str) -> bool {
    word.bytes().any(|byte| byte.is_ascii_digit())
}

/// A word without what stands around it; signs of money and shares are its own.
fn bare(word: &str) -> &str {
    word.trim_matches(|c: char| !c.is_alphanumeric() && !AMOUNT_SIGNS[..5].contains(&c))
}

fn is_year(word: &str) -> bool {
    let digits = word.strip_suffix("’s").or(word.strip_suffix("'s")).or(word.strip_suffix('s')).unwrap_or(word);
    digits.len() == 4 && digits.parse::<u16>().is_ok_and(|year| (1800..2100).contains(&year))
}

fn is_day(word: &str) -> bool {
    word.parse::<u8>().is_ok_and(|day| (1..=31).contains(&day))
}

/// "May", "Sept.": the name of a month, whole or cut short.
fn is_month(word: &str) -> bool {
    let lower = bare(word).to_lowercase();
    let short = lower.len() >= 3 && MONTHS.iter().any(|month| month.starts_with(&lower));
    word.starts_with(char::is_uppercase) && short
}

/// "in Avranne", "near the Alwin": a preposition of place before a capital.
fn holds_place(words: &str) -> bool {
    let mut after_preposition = false;
    for word in words.split_whitespace() {
        if after_preposition && word.starts_with(char::is_uppercase) {
            return true;
        }
        after_preposition = holds(PREPOSITIONS, word) || (after_preposition && word == "the");
    }
    false
}

fn any_word(words: &str, list: &[&str]) -> bool {
    words.split(|c: char| !c.is_alphabetic()).any(|word| holds(list, &word.to_lowercase()))
}

/// Sorted, as the other lists.
pub const NUMBERS: &[&str] = &[
    "acht",
    "billion",
    "billions",
    "cent",
    "cents",
    "cien",
    "cinco",
    "cinq",
    "cuatro",
    "deux",
    "diez",
    "dix",
    "doce",
    "dos",
    "douze",
    "dozen",
    "dozens",
    "drei",
    "dreißig",
    "eight",
    "eighteen",
    "eighty",
    "eleven",
    "fifteen",
    "fifty",
    "five",
    "forty",
    "four",
    "fourteen",
    "fünf",
    "half",
    "huit",
    "hundert",
    "hunderte",
    "hundred",
    "hundreds",
    "mil",
    "mille",
    "milliard",
    "milliarden",
    "milliards",
    "million",
    "millionen",
    "millions",
    "millones",
    "millón",
    "neuf",
    "neun",
    "nine",
    "nineteen",
    "ninety",
    "none",
    "nueve",
    "ocho",
    "one",
    "quarter",
    "quatre",
    "quinze",
    "sechs",
    "seis",
    "sept",
    "seven",
    "seventeen",
    "seventy",
    "sieben",
    "siete",
    "six",
    "sixteen",
    "sixty",
    "tausend",
    "tausende",
    "ten",
    "third",
    "thirteen",
    "thirty",
    "thousand",
    "thousands",
    "three",
    "treinta",
    "trente",
    "tres",
    "trillion",
    "trois",
    "twelve",
    "twenty",
    "twice",
    "two",
    "veinte",
    "vier",
    "vingt",
    "zehn",
    "zwanzig",
    "zwei",
    "zwölf",
];

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

const TIMES: &[&str] = &[
    "afternoon",
    "april",
    "august",
    "autumn",
    "december",
    "evening",
    "fall",
    "february",
    "friday",
    "january",
    "july",
    "june",
    "march",
    "may",
    "monday",
    "month",
    "morning",
    "next",
    "night",
    "november",
    "october",
    "saturday",
    "september",
    "spring",
    "summer",
    "sunday",
    "thursday",
    "today",
    "tomorrow",
    "tuesday",
    "wednesday",
    "week",
    "winter",
    "year",
    "yesterday",
];

const PREPOSITIONS: &[&str] =
    &["at", "en", "from", "in", "into", "nach", "near", "of", "off", "outside", "to", "von", "à"];

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(wanted: Wanted, words: &str, expected: bool) {
        assert_eq!(holds_sort(words, wanted), expected, "{words}");
    }

    #[test]
    fn sorts() {
        check(Wanted::Number, "Two dozen ferries", true);
        check(Wanted::Number, "It cost €3.", true);
        check(Wanted::Number, "El fuego destruyó tres barcos.", true);
        check(Wanted::Number, "Everyone left.", false);
        check(Wanted::Number, "It closed on Oct. 11, 2014.", false);
        check(Wanted::Number, "It closed on 3 piers.", true);
        check(Wanted::Number, "It cost 2,014 crowns.", true);
        check(Wanted::Time, "It cost $2.2 or 1,500 crowns.", false);
        check(Wanted::Time, "It closed at 9:42.", true);
        check(Wanted::Time, "It opens in May.", true);
        check(Wanted::Time, "It never opens.", false);
        check(Wanted::Place, "The ferry sank near the Alwin bridge.", true);
        check(Wanted::Place, "The ferry sank.", false);
        check(Wanted::Anything, "3 May in Avranne", false);
    }

    #[test]
    fn the_lists_are_sorted() {
        assert!(NUMBERS.is_sorted() && TIMES.is_sorted() && PREPOSITIONS.is_sorted());
    }
}
