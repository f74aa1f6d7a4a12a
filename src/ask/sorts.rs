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

fn holds_number(words: &str) -> bool {
    words.bytes().any(|byte| byte.is_ascii_digit()) || any_word(words, NUMBERS)
}

fn holds_time(words: &str) -> bool {
    words.bytes().any(|byte| byte.is_ascii_digit()) || any_word(words, TIMES)
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
