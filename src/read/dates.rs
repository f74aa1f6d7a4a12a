//! Dates as articles write them -> the calendar day, in the offset it was written in; anything ambiguous is no date.

use jiff::civil::Date;

/// The day a field or a line names: ISO 8601, RFC 2822, "3 March 2024", "March 3, 2024", "3. März 2024".
pub(super) fn parse(written: &str) -> Option<Date> {
    let written = written.trim();
    // Longer than any date with its time and zone: a sentence, and not worth the search.
    if written.is_empty() || written.len() > 80 {
        return None;
    }
    numeric(written).or_else(|| with_month_name(written))
}

/// "2024-03-01", "2024-03-01T23:30:00-05:00", "20240301", "1.3.2024"; "13/3/2024", where no other reading is possible.
fn numeric(written: &str) -> Option<Date> {
    let end = written.find(|c: char| c == 'T' || c == 't' || c == ',' || c.is_whitespace()).unwrap_or(written.len());
    let (day, rest) = written.split_at(end);
    if !is_time(rest) {
        return None;
    }
    let separator = day.chars().find(|c| !c.is_ascii_digit());
    let Some(separator) = separator else { return compact(day) };
    let parts: Vec<&str> = day.trim_end_matches(['Z', 'z']).split(separator).collect();
    let &[first, second, third] = parts.as_slice() else { return None };
    let [a, b, c] = [number(first)?, number(second)?, number(third)?];
    match (separator, first.len(), third.len()) {
        ('-' | '/' | '.', 4, 1 | 2) => date(a, b, c),
        ('.', 1 | 2, 4) => date(c, b, a),
        ('/' | '-', 1 | 2, 4) if a > 12 => date(c, b, a),
        ('/' | '-', 1 | 2, 4) if b > 12 || a == b => date(c, a, b),
        _ => None,
    }
}

fn compact(day: &str) -> Option<Date> {
    if day.len() != 8 {
        return None;
    }
    date(number(&day[..4])?, number(&day[4..6])?, number(&day[6..])?)
}

/// What may follow a day: nothing, or a time and perhaps a zone.
fn is_time(rest: &str) -> bool {
    let rest = rest.trim_start_matches(|c: char| matches!(c, 'T' | 't' | ',') || c.is_whitespace());
    rest.is_empty() || (rest.starts_with(|c: char| c.is_ascii_digit()) && rest.contains(':'))
}

/// A day, a month's name and a year in either order, perhaps with a weekday before and a time after.
fn with_month_name(written: &str) -> Option<Date> {
    let words: Vec<&str> = written
        .split(|c: char| c.is_whitespace() || c == ',')
        .filter(|word| !word.is_empty() && *word != "de")
        .collect();
    let at = words.iter().position(|word| month(word).is_some())?;
    let month = month(words[at])?;
    let before = at.checked_sub(1).and_then(|before| day(words[before]));
    let (date, used) = match before {
        Some(day) => (date(year(words.get(at + 1)?)?, month, day)?, at - 1..at + 2),
        None => (date(year(words.get(at + 2)?)?, month, day(words.get(at + 1)?)?)?, at..at + 3),
    };
    let lead_is_weekday = match &words[..used.start] {
        [] => true,
        [weekday] => is_weekday(weekday),
        _ => false,
    };
    let one_year = words[used.end..].iter().all(|word| year(word).is_none() || !is_recent(word));
    (lead_is_weekday && one_year).then_some(date)
}

/// By the first letters of the weekdays in the languages of the months below.
fn is_weekday(word: &str) -> bool {
    #[rustfmt::skip]
    const STARTS: &[&str] = &[
        "mon", "tue", "wed", "thu", "fri", "sat", "sun", "die", "mit", "don", "fre", "sam", "son", "lun", "mar", "mer", "jeu", "ven",
        "dim", "mié", "jue", "vie", "sáb", "dom", "seg", "ter", "qua", "qui", "sex", "gio", "sab", "maa", "din", "woe", "vri", "zat",
        "zon",
    ];
    let start: String = word.to_lowercase().chars().take(3).collect();
    STARTS.contains(&start.as_str())
}

/// "3", "03", "3rd", "3.", "1er".
fn day(word: &str) -> Option<i32> {
    let digits = word.trim_end_matches(|c: char| !c.is_ascii_digit());
    let ending = &word[digits.len()..];
    let known = matches!(ending.to_lowercase().as_str(), "" | "." | "st" | "nd" | "rd" | "th" | "er" | "º");
    (known && digits.len() <= 2).then(|| number(digits)).flatten()
}

fn year(word: &str) -> Option<i32> {
    (word.len() == 4).then(|| number(word)).flatten()
}

/// Whether four digits are a year rather than a time zone ("+0200" has a sign, but "2359" has none).
fn is_recent(word: &str) -> bool {
    number(word).is_some_and(|year| (1900..2100).contains(&year))
}

fn number(digits: &str) -> Option<i32> {
    (!digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())).then(|| digits.parse().ok()).flatten()
}

/// A day of the calendar; years no article has (the "0001-01-01" of an empty field) are unknown.
fn date(year: i32, month: i32, day: i32) -> Option<Date> {
    let year = i16::try_from(year).ok().filter(|year| (1000..=2999).contains(year))?;
    Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

/// The number of a month by its name or abbreviation in the languages the segmenter knows.
fn month(word: &str) -> Option<i32> {
    const NAMES: [&[&str]; 12] = [
        &["january", "jan", "januar", "jänner", "janvier", "janv", "enero", "ene", "gennaio", "janeiro", "januari"],
        &["february", "feb", "februar", "feber", "février", "févr", "febrero", "febbraio", "fevereiro", "februari"],
        &["march", "mar", "märz", "mrz", "mars", "marzo", "março", "maart"],
        &["april", "apr", "avril", "avr", "abril", "abr", "aprile"],
        &["may", "mai", "mayo", "maggio", "maio", "mei"],
        &["june", "jun", "juni", "juin", "junio", "giugno", "junho"],
        &["july", "jul", "juli", "juillet", "juil", "julio", "luglio", "julho"],
        &["august", "aug", "août", "agosto", "augustus"],
        &["september", "sep", "sept", "septembre", "septiembre", "settembre", "setembro"],
        &["october", "oct", "oktober", "okt", "octobre", "octubre", "ottobre", "outubro"],
        &["november", "nov", "novembre", "noviembre", "novembro"],
        &["december", "dec", "dezember", "dez", "décembre", "déc", "diciembre", "dicembre", "dezembro"],
    ];
    let word = word.trim_end_matches('.').to_lowercase();
    let at = NAMES.iter().position(|names| names.contains(&word.as_str()))?;
    i32::try_from(at + 1).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(written: &str, day: &str) {
        assert_eq!(parse(written).map(|date| date.to_string()).as_deref(), Some(day), "{written}");
    }

    #[test]
    fn iso_dates_in_their_own_offset() {
        check("2024-03-01", "2024-03-01");
        check("2024-03-01T23:30:00-05:00", "2024-03-01");
        check("2024-03-01T00:30:00.000+0900", "2024-03-01");
        check("2024-03-01 08:00:00 UTC", "2024-03-01");
        check("2024-03-01T08:00:00[Europe/Paris]", "2024-03-01");
        check("20240301T080000Z".replace("080000Z", "08:00:00Z").as_str(), "2024-03-01");
        check("20240301", "2024-03-01");
        check("2024/3/1", "2024-03-01");
    }

    #[test]
    fn dates_in_words() {
        check("Fri, 01 Mar 2024 10:00:00 GMT", "2024-03-01");
        check("Fri, 1 Mar 2024 10:00:00 +0200", "2024-03-01");
        check("1 March 2024", "2024-03-01");
        check("March 1, 2024", "2024-03-01");
        check("Mar. 1st, 2024 at 10 a.m.", "2024-03-01");
        check("Friday, March 1, 2024", "2024-03-01");
        check("1. März 2024", "2024-03-01");
        check("1er mars 2024", "2024-03-01");
        check("1 de marzo de 2024", "2024-03-01");
        check("1.3.2024", "2024-03-01");
    }

    #[test]
    fn slashes_only_where_one_reading_is_possible() {
        check("25/12/2024", "2024-12-25");
        check("12/25/2024", "2024-12-25");
        check("4/4/2024", "2024-04-04");
        assert_eq!(parse("3/4/2024"), None);
    }

    #[test]
    fn what_is_no_date_is_unknown() {
        let no_dates = [
            "",
            "yesterday",
            "2024-02-30",
            "2024-13-01",
            "0001-01-01T00:00:00Z",
            "March 3",
            "March 2024",
            "2024",
            "1709251200",
            "31 April 2024",
            "2024-03-01 and later",
            "between 3 March 2024 and 4 March 2025",
            "3 March 24",
            "١/٣/٢٠٢٤",
            "99999999",
        ];
        for written in no_dates {
            assert_eq!(parse(written), None, "{written}");
        }
    }
}
