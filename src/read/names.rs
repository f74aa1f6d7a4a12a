//! Author lines -> names, where a line plainly holds names; a wrong name is worse than none.

/// The names in an author field, which was meant to hold them: "Jane Doe and John Roe", "By Jane Doe, CNN".
///
/// The field is taken apart only where every part is a whole name or what a name is followed by, so that "Doe, Jane" stays
/// one.
pub(super) fn in_field(field: &str) -> Vec<String> {
    let field = without_by(field.trim()).unwrap_or(field.trim()).trim();
    if field.is_empty() || field.contains("://") {
        return Vec::new();
    }
    let parts = split(field);
    let names: Vec<&str> = parts.iter().copied().filter(|part| is_full_name(part) && !is_office(part)).collect();
    let understood = parts.iter().all(|part| is_full_name(part) || is_office(part));
    if parts.len() > 1 && understood && !names.is_empty() {
        names.into_iter().map(one_line).collect()
    } else {
        vec![one_line(field)]
    }
}

/// The names in what a document says of its author; what a program filled in is nobody's.
pub(super) fn in_properties(field: &str) -> Vec<String> {
    const NOBODY: &[&str] =
        &["user", "admin", "administrator", "microsoft", "python-docx", "unknown", "author", "windows"];
    let lower = field.to_lowercase();
    let filled_in = !field.contains(' ') || NOBODY.iter().any(|nobody| lower.contains(nobody));
    if filled_in { Vec::new() } else { in_field(field) }
}

/// The names in a line of the text, where the line is a byline and nothing else: "By Jane Doe and John Roe".
pub(super) fn in_byline(line: &str) -> Option<Vec<String>> {
    let line = line.trim();
    if line.chars().count() > 120 {
        return None;
    }
    let names = without_by(line)?;
    // What follows the names: "By Jane Doe | The Courier", "By Jane Doe, Staff Writer", "By Jane Doe in Port Marren".
    let names = names.split(['|', '•', '·', '/']).next()?.trim();
    let names = names.split(" in ").next()?.trim();
    let parts: Vec<&str> = split(names);
    let people: Vec<String> = parts.iter().filter(|part| !is_office(part)).map(|part| one_line(part)).collect();
    (!people.is_empty() && people.iter().all(|name| is_full_name(name))).then_some(people)
}

/// One line without spaces around it; a title or a name may have been broken over lines in its file.
pub(super) fn one_line(words: &str) -> String {
    let words = words.trim();
    if !words.contains(|c: char| c.is_control()) {
        return words.to_owned();
    }
    let parts = words.split(|c: char| c.is_control()).map(str::trim).filter(|part| !part.is_empty());
    parts.collect::<Vec<_>>().join(" ")
}

/// What follows "By" in the languages of the lexicons; `None` where the line does not begin so.
fn without_by(line: &str) -> Option<&str> {
    const BY: &[&str] = &["By", "BY", "by", "Von", "VON", "von", "Par", "PAR", "par", "Por", "POR", "Di", "Door"];
    let (first, rest) = line.split_once(char::is_whitespace)?;
    // A small "von" or "di" belongs to a name; a small "by" does not.
    BY.contains(&first.trim_end_matches(':')).then_some(rest).filter(|_| !matches!(first, "von" | "par" | "di"))
}

fn split(names: &str) -> Vec<&str> {
    let mut parts = vec![names];
    for separator in [";", ",", "|", " and ", " und ", " et ", " y ", " & ", " AND ", "\n"] {
        parts = parts.into_iter().flat_map(|part| part.split(separator)).collect();
    }
    let parts = parts.into_iter().map(|part| part.trim().trim_start_matches("and ").trim());
    parts.filter(|part| !part.is_empty()).collect()
}

/// Two to five words, each with a capital except particles ("de", "van der", "al-").
fn is_full_name(name: &str) -> bool {
    let words: Vec<&str> = name.split_whitespace().collect();
    let capital = |word: &str| word.starts_with(|c: char| c.is_uppercase());
    let letters = name.chars().all(|c| c.is_alphabetic() || matches!(c, ' ' | '\u{a0}' | '.' | '-' | '\'' | '’' | '‐'));
    (2..=5).contains(&words.len())
        && letters
        && words.iter().all(|word| capital(word) || is_particle(word))
        && capital(words[words.len() - 1])
        && (capital(words[0]) || is_particle(words[0]))
}

fn is_particle(word: &str) -> bool {
    const PARTICLES: &[&str] = &[
        "de", "da", "do", "dos", "das", "di", "del", "della", "du", "des", "van", "von", "der", "den", "ter", "ten",
        "la", "le", "el", "al", "bin", "ibn", "zu", "zum", "y", "e", "af", "av", "ben", "bint", "the",
    ];
    PARTICLES.contains(&word)
        || ["al-", "el-", "d'", "d’", "ash-", "as-", "ad-"].iter().any(|start| word.starts_with(start))
}

/// What a person does or where, as it stands after a name in a byline.
pub(super) fn is_office(part: &str) -> bool {
    const OFFICES: &[&str] = &[
        "correspondent",
        "reporter",
        "editor",
        "writer",
        "staff",
        "bureau",
        "press",
        "reuters",
        "afp",
        "ap",
        "dpa",
        "news",
        "columnist",
        "contributor",
        "analyst",
        "korrespondent",
        "korrespondentin",
        "redakteur",
        "redakteurin",
        "journalist",
    ];
    let ends = part.split_whitespace().next_back().unwrap_or_default().to_lowercase();
    // "CNN", "MS", "Cleveland.com": an outlet or a degree.
    let is_initials = part.len() <= 5 && part.chars().all(|c| c.is_uppercase() || c == '.');
    let is_site = !part.ends_with('.') && part.contains('.') && !part.contains(' ');
    OFFICES.contains(&ends.as_str()) || is_initials || is_site
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields() {
        assert_eq!(in_field(" By Jane Doe "), ["Jane Doe"]);
        assert_eq!(in_field("Jane Doe and John van der Roe"), ["Jane Doe", "John van der Roe"]);
        assert_eq!(in_field("Jane Doe, John Roe and Ann Poe"), ["Jane Doe", "John Roe", "Ann Poe"]);
        assert_eq!(in_field("Jane Doe, AP Auto Writer"), ["Jane Doe"]);
        assert_eq!(in_field("Jane Q. Doe, CNN"), ["Jane Q. Doe"]);
        assert_eq!(in_field("Jane Doe, Courier.com"), ["Jane Doe"]);
        assert_eq!(in_field("Doe, Jane"), ["Doe, Jane"]);
        assert_eq!(in_field("The Associated Press"), ["The Associated Press"]);
        assert_eq!(in_field("Plato"), ["Plato"]);
        assert_eq!(in_field("von Trapp"), ["von Trapp"]);
        assert_eq!(in_field("https://example.org/jane"), Vec::<String>::new());
        assert_eq!(in_field("  "), Vec::<String>::new());
    }

    #[test]
    fn bylines() {
        let check = |line: &str, names: &[&str]| {
            assert_eq!(in_byline(line).unwrap_or_default(), names, "{line}");
        };
        check("By Lena Abbot and Joris Pell", &["Lena Abbot", "Joris Pell"]);
        check("By LENA ABBOT", &["LENA ABBOT"]);
        check("By Lena Abbot, Associated Press", &["Lena Abbot"]);
        check("By Lena Abbot | The Courier", &["Lena Abbot"]);
        check("Von Jonas Reitbauer", &["Jonas Reitbauer"]);
        check("By Land and Sea", &[]);
        check("By the time the police came, the thieves had gone", &[]);
        check("By 2030 the harbour will be full", &[]);
        check("Lena Abbot", &[]);
    }
}
