//! Light stemming by script, for languages without a Snowball stemmer: what is written together with a word, or ends it.

/// A word keeps at least so many letters.
const SHORTEST: usize = 3;

/// Takes off what a word of the Hebrew or the Devanagari script carries.
pub(super) fn stem(word: &mut String) {
    match word.chars().next() {
        Some('\u{5d0}'..='\u{5ea}') => hebrew(word),
        Some('\u{900}'..='\u{97f}') => hindi(word),
        _ => {}
    }
}

/// Hebrew writes "and", "the", "in", "to", "from", "that" and "as" as one letter in front of the word. All such letters are taken
/// off, also where they belong to the word itself, so that every form of it ends up the same.
fn hebrew(word: &mut String) {
    for ending in ["ים", "ות"] {
        if word.ends_with(ending) && letters(word) > SHORTEST + 1 {
            word.truncate(word.len() - ending.len());
            break;
        }
    }
    while letters(word) > SHORTEST && word.starts_with(['ו', 'ה', 'ב', 'ל', 'מ', 'ש', 'כ']) {
        word.remove(0);
    }
}

/// The endings of Hindi by number, gender and case, longest first: after Ramanathan and Rao, "A Lightweight Stemmer for Hindi" (2003).
fn hindi(word: &mut String) {
    const ENDINGS: &[&str] = &[
        "ियाँ",
        "ियों",
        "एंगे",
        "ेंगे",
        "ूँगा",
        "ूंगा",
        "ाएँ",
        "ाओं",
        "ुएँ",
        "ुओं",
        "ेगा",
        "ेगी",
        "ाना",
        "ाने",
        "ाया",
        "ाये",
        "ानी",
        "ाई",
        "ाए",
        "ने",
        "नी",
        "ना",
        "ते",
        "ती",
        "ता",
        "ें",
        "ों",
        "ाँ",
        "ां",
        "ीं",
        "ो",
        "े",
        "ू",
        "ु",
        "ी",
        "ि",
        "ा",
    ];
    let ending =
        ENDINGS.iter().find(|ending| word.ends_with(*ending) && word.len() >= ending.len() + 2 * '\u{900}'.len_utf8());
    if let Some(ending) = ending {
        word.truncate(word.len() - ending.len());
    }
}

fn letters(word: &str) -> usize {
    word.chars().count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(forms: &[&str]) {
        let stems: Vec<String> = forms
            .iter()
            .map(|form| {
                let mut word = (*form).to_owned();
                stem(&mut word);
                word
            })
            .collect();
        assert!(stems.iter().all(|stem| *stem == stems[0] && !stem.is_empty()), "{stems:?}");
    }

    #[test]
    fn forms_of_one_word() {
        check(&["גשר", "הגשר", "בגשר", "והגשר", "גשרים"]);
        check(&["משטרה", "המשטרה", "שהמשטרה"]);
        check(&["नाव", "नावें", "नावों"]);
        check(&["खिड़की", "खिड़कियाँ", "खिड़कियों"]);
        check(&["पुराना", "पुराने", "पुरानी"]);
        check(&["ferry"]);
    }
}
