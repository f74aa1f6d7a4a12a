//! Periods in words: "last week", "since 3 May", "im März 2024", "hier", "el mes pasado"; resolved against the day of asking.

use std::ops::Range;

use jiff::civil::{Date, date};
use jiff::{Span, ToSpan as _};

use super::wording::Word;

/// From one day to another, both included; open where there is none.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct Period {
    pub since: Option<Date>,
    pub until: Option<Date>,
}

impl Period {
    fn of(since: Date, until: Date) -> Period {
        Period { since: Some(since), until: Some(until) }
    }
}

/// The first period that the words speak of, and which words do.
pub fn find(words: &[Word], today: Date) -> Option<(Period, Range<usize>)> {
    let french = is_french(words);
    (0..words.len()).find_map(|at| {
        let rest = &words[at..];
        let found = relative(rest, today, french).or_else(|| bounded(rest, today)).or_else(|| within(rest));
        found.map(|(period, length)| (period, at..at + length))
    })
}

type Found = Option<(Period, usize)>;

/// "hier" is yesterday in French and here in German.
fn is_french(words: &[Word]) -> bool {
    const FRENCH: &[&str] =
        &["a", "du", "est", "et", "il", "la", "le", "les", "que", "quel", "quelle", "qui", "quoi", "sur"];
    const GERMAN: &[&str] =
        &["der", "die", "das", "hat", "ist", "und", "war", "warum", "was", "wer", "wie", "wird", "wo"];
    let any = |list: &[&str]| words.iter().any(|word| list.contains(&word.lower.as_str()));
    any(FRENCH) && !any(GERMAN)
}

/// "yesterday", "this week", "the last 3 days", "la semaine dernière".
fn relative(words: &[Word], today: Date, french: bool) -> Found {
    let lower: Vec<&str> = words.iter().take(6).map(|word| word.lower.as_str()).collect();
    let day = |ago: i32| back(today, ago.days()).map(|day| Period::of(day, day));
    match lower[..] {
        ["yesterday" | "gestern" | "ayer", ..] => return Some((day(1)?, 1)),
        ["hier", ..] if french => return Some((day(1)?, 1)),
        ["today" | "heute" | "hoy", ..] => return Some((day(0)?, 1)),
        ["aujourd'hui", ..] => return Some((day(0)?, 1)),
        _ => {}
    }
    let skipped = lower.iter().take(3).take_while(|word| LEADING.contains(word)).count();
    let rest = &lower[skipped..];
    let (unit, which, length) = match *rest {
        [which, unit, ..] if unit_of(unit).is_some() && which_of(which).is_some() => {
            (unit_of(unit)?, which_of(which)?, 2)
        }
        [unit, which, ..] if unit_of(unit).is_some() && matches!(which_of(which), Some(Which::Last)) => {
            (unit_of(unit)?, Which::Last, 2)
        }
        [which, number, unit, ..] if matches!(which_of(which), Some(Which::Last)) => {
            return counted(today, number, unit, skipped + 3);
        }
        [number, which, unit, ..] if matches!(which_of(which), Some(Which::Last)) => {
            return counted(today, number, unit, skipped + 3);
        }
        _ => return None,
    };
    Some((whole(today, unit, which)?, skipped + length))
}

/// "the last 3 days": today and so many before.
fn counted(today: Date, number: &str, unit: &str, length: usize) -> Found {
    let number: i32 = number.parse().ok().filter(|number| (1..=400).contains(number))?;
    let span = match unit_of(unit)? {
        Unit::Day => number.days(),
        Unit::Week => number.weeks(),
        Unit::Month => number.months(),
        Unit::Year => number.years(),
    };
    Some((Period::of(back(today, span)?, today), length))
}

/// A whole week, month or year: the one that runs, or the one before it.
fn whole(today: Date, unit: Unit, which: Which) -> Option<Period> {
    let monday = back(today, i32::from(today.weekday().to_monday_zero_offset()).days())?;
    let (first, before) = match unit {
        Unit::Day => (today, back(today, 1.days())?),
        Unit::Week => (monday, back(monday, 1.weeks())?),
        Unit::Month => (today.first_of_month(), back(today.first_of_month(), 1.months())?),
        Unit::Year => (today.first_of_year(), back(today.first_of_year(), 1.years())?),
    };
    Some(match which {
        // Early in a week, "this week" is also what was in the days before it.
        Which::This if unit == Unit::Week => Period::of(back(today, 6.days())?.min(first), today),
        Which::This => Period::of(first, today),
        Which::Last => Period::of(before, first.yesterday().ok()?),
    })
}

/// "since 3 May", "before March 2024", "bis 2024-05-31", "depuis le 1er mai".
fn bounded(words: &[Word], today: Date) -> Found {
    let bound = bound_of(words.first()?)?;
    let skipped = 1 + words[1..].iter().take(2).take_while(|word| BETWEEN.contains(&word.lower.as_str())).count();
    let (stated, length) = stated(&words[skipped..])?;
    let (first, last) = stated.resolved(today)?;
    // "before 2016" says more often when something was than when it was written.
    if stated.month.is_none() && bound != Bound::Since {
        return None;
    }
    let period = match bound {
        Bound::Since => Period { since: Some(first), until: None },
        Bound::After => Period { since: Some(last.tomorrow().ok()?), until: None },
        Bound::Before => Period { since: None, until: Some(first.yesterday().ok()?) },
        Bound::Until => Period { since: None, until: Some(last) },
    };
    Some((period, skipped + length))
}

/// "in March 2024": a month with its year.
fn within(words: &[Word]) -> Found {
    if !["in", "im", "en"].contains(&words.first()?.lower.as_str()) {
        return None;
    }
    let (stated, length) = stated(&words[1..])?;
    let whole_month = stated.month.is_some() && stated.day.is_none() && stated.year.is_some();
    let (first, last) = stated.first_and_last(stated.year?)?;
    whole_month.then_some((Period::of(first, last), 1 + length))
}

/// A date as it is written, as far as it goes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
struct Stated {
    day: Option<i8>,
    month: Option<i8>,
    year: Option<i16>,
}

impl Stated {
    /// Its first and last day; without a year, the last such day or month that has begun.
    fn resolved(self, today: Date) -> Option<(Date, Date)> {
        if let Some(year) = self.year {
            return self.first_and_last(year);
        }
        let this_year = self.first_and_last(today.year());
        match this_year.filter(|(first, _)| *first <= today) {
            Some(found) => Some(found),
            None => self.first_and_last(today.year() - 1),
        }
    }

    fn first_and_last(self, year: i16) -> Option<(Date, Date)> {
        match (self.day, self.month) {
            (Some(day), Some(month)) => Date::new(year, month, day).ok().map(|day| (day, day)),
            (None, Some(month)) => Date::new(year, month, 1).ok().map(|first| (first, first.last_of_month())),
            (_, None) => Some((date(year, 1, 1), date(year, 12, 31))),
        }
    }
}

/// A date at the beginning of the words, and how many words it has.
fn stated(words: &[Word]) -> Option<(Stated, usize)> {
    let lower = |at: usize| words.get(at).map_or("", |word| word.lower.as_str());
    // "2024-05-31" and "2024-05" are several words.
    if let (Some(year), Some(month)) = (year(lower(0)), number(lower(1)).filter(|month| (1..=12).contains(month)))
        && joined(words, 0)
    {
        let day = number(lower(2)).filter(|day| joined(words, 1) && (1..=31).contains(day));
        return Some((Stated { day, month: Some(month), year: Some(year) }, if day.is_some() { 3 } else { 2 }));
    }
    if let Some(year) = year(lower(0)) {
        return Some((Stated { day: None, month: None, year: Some(year) }, 1));
    }
    let (mut at, mut day) = (0, None);
    if let Some(first) = number(lower(0)) {
        day = Some(first);
        at = 1 + usize::from(matches!(lower(1), "de" | "of"));
    }
    let month = month(lower(at))?;
    let named = words.get(at).is_some_and(|word| word.capital);
    at += 1;
    if day.is_none()
        && let Some(after) = number(lower(at)).filter(|_| year(lower(at)).is_none())
    {
        day = Some(after);
        at += 1;
    }
    let of = usize::from(matches!(lower(at), "de" | "del" | "of"));
    let year = year(lower(at + of));
    at += if year.is_some() { of + 1 } else { 0 };
    // "before May resigned": May is a month only where something else says so.
    let certain =
        day.is_some() || year.is_some() || !matches!(lower(0), "may" | "march") || (named && at == words.len());
    (certain && day.is_none_or(|day| (1..=31).contains(&day))).then_some((Stated { day, month: Some(month), year }, at))
}

/// Whether only a hyphen stands between a word and the next.
fn joined(words: &[Word], at: usize) -> bool {
    matches!((words.get(at), words.get(at + 1)), (Some(one), Some(next)) if next.range.start == one.range.end + 1)
}

fn year(word: &str) -> Option<i16> {
    (word.len() == 4).then(|| word.parse().ok()).flatten().filter(|year| (1900..=2100).contains(year))
}

/// "3", "3rd", "1er".
fn number(word: &str) -> Option<i8> {
    let digits = word.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let ending = &word[digits.len()..];
    matches!(ending, "" | "st" | "nd" | "rd" | "th" | "er" | "o").then(|| digits.parse().ok()).flatten()
}

fn back(day: Date, span: Span) -> Option<Date> {
    day.checked_sub(span).ok()
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Unit {
    Day,
    Week,
    Month,
    Year,
}

fn unit_of(word: &str) -> Option<Unit> {
    Some(match word {
        "day" | "days" | "tag" | "tage" | "tagen" | "jour" | "jours" | "dia" | "dias" => Unit::Day,
        "week" | "weeks" | "woche" | "wochen" | "semaine" | "semaines" | "semana" | "semanas" => Unit::Week,
        "month" | "months" | "monat" | "monate" | "monaten" | "mois" | "mes" | "meses" => Unit::Month,
        "year" | "years" | "jahr" | "jahre" | "jahren" | "annee" | "annees" | "an" | "ans" | "ano" | "anos" => {
            Unit::Year
        }
        _ => return None,
    })
}

enum Which {
    This,
    Last,
}

fn which_of(word: &str) -> Option<Which> {
    Some(match word {
        "this" | "diese" | "dieser" | "diesem" | "dieses" | "diesen" | "cette" | "ce" | "esta" | "este" => Which::This,
        "last" | "past" | "previous" | "letzte" | "letzter" | "letzten" | "letztem" | "letztes" | "vergangene"
        | "vergangenen" | "vorige" | "voriger" | "vorigen" | "voriges" | "derniere" | "dernier" | "dernieres"
        | "derniers" | "passee" | "passe" | "pasada" | "pasado" | "ultimo" | "ultimos" | "ultima" | "ultimas" => {
            Which::Last
        }
        _ => return None,
    })
}

/// What may stand before "last week" and belongs to it.
const LEADING: &[&str] =
    &["during", "in", "over", "the", "within", "den", "der", "im", "la", "las", "le", "les", "los", "el", "en", "au"];
/// What may stand between "since" and its date.
const BETWEEN: &[&str] = &["the", "dem", "den", "am", "le", "la", "el", "de", "du"];

#[derive(Clone, Copy, PartialEq, Eq)]
enum Bound {
    Since,
    After,
    Before,
    Until,
}

fn bound_of(word: &Word) -> Option<Bound> {
    Some(match word.lower.as_str() {
        "since" | "seit" | "depuis" | "desde" => Bound::Since,
        "after" | "nach" | "apres" | "despues" => Bound::After,
        "before" | "vor" | "avant" | "antes" => Bound::Before,
        "until" | "till" | "bis" | "jusqu'au" | "jusqu'en" | "hasta" => Bound::Until,
        _ => return None,
    })
}

fn month(word: &str) -> Option<i8> {
    Some(match word {
        "january" | "jan" | "januar" | "janner" | "janvier" | "enero" => 1,
        "february" | "feb" | "februar" | "fevrier" | "febrero" => 2,
        "march" | "marz" | "mars" | "marzo" => 3,
        "april" | "apr" | "avril" | "abril" => 4,
        "may" | "mai" | "mayo" => 5,
        "june" | "jun" | "juni" | "juin" | "junio" => 6,
        "july" | "jul" | "juli" | "juillet" | "julio" => 7,
        "august" | "aug" | "aout" | "agosto" => 8,
        "september" | "sep" | "sept" | "septembre" | "septiembre" => 9,
        "october" | "oct" | "oktober" | "okt" | "octobre" | "octubre" => 10,
        "november" | "nov" | "novembre" | "noviembre" => 11,
        "december" | "dec" | "dezember" | "dez" | "decembre" | "diciembre" => 12,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::super::wording::words;
    use super::*;

    /// Thursday, 16 May 2024.
    const TODAY: Date = date(2024, 5, 16);

    #[track_caller]
    fn check(question: &str, expected: &str, said: &str) {
        let typed = words(question);
        let day = |date: Option<Date>| date.map_or(String::new(), |date| date.to_string());
        let found = find(&typed, TODAY).map(|(period, at)| {
            let words = &question[typed[at.start].range.start..typed[at.end - 1].range.end];
            (format!("{}..{}", day(period.since), day(period.until)), words.to_owned())
        });
        let expected = (!expected.is_empty()).then(|| (expected.to_owned(), said.to_owned()));
        assert_eq!(found, expected, "{question}");
    }

    #[test]
    fn days_weeks_months() {
        check("What did the mayor say yesterday?", "2024-05-15..2024-05-15", "yesterday");
        check("Who resigned this week?", "2024-05-10..2024-05-16", "this week");
        check("Who resigned last week?", "2024-05-06..2024-05-12", "last week");
        check("What changed in the last 3 days?", "2024-05-13..2024-05-16", "in the last 3 days");
        check("Who resigned last month", "2024-04-01..2024-04-30", "last month");
        check("Who resigned this year", "2024-01-01..2024-05-16", "this year");
        check("Was sagte sie gestern?", "2024-05-15..2024-05-15", "gestern");
        check("Wer trat letzte Woche zurück?", "2024-05-06..2024-05-12", "letzte Woche");
        check("Qu'a dit la maire hier ?", "2024-05-15..2024-05-15", "hier");
        check("Was ist hier passiert?", "", "");
        check("Qui a démissionné la semaine dernière ?", "2024-05-06..2024-05-12", "la semaine dernière");
        check("¿Quién dimitió la semana pasada?", "2024-05-06..2024-05-12", "la semana pasada");
        check("¿Qué dijo ayer?", "2024-05-15..2024-05-15", "ayer");
    }

    #[test]
    fn dates_with_an_end_left_open() {
        check("What was said since 3 May?", "2024-05-03..", "since 3 May");
        check("What was said since May 3rd, 2023?", "2023-05-03..", "since May 3rd, 2023");
        check("What was said since 20 May?", "2023-05-20..", "since 20 May");
        check("What was said after April?", "2024-05-01..", "after April");
        check("What was said before 1 May 2024?", "..2024-04-30", "before 1 May 2024");
        check("What was said until 2024-05-03?", "..2024-05-03", "until 2024-05-03");
        check("Was wurde seit dem 3. Mai gesagt?", "2024-05-03..", "seit dem 3. Mai");
        check("Qu'a-t-on dit depuis le 1er mai ?", "2024-05-01..", "depuis le 1er mai");
        check("¿Qué se dijo desde el 3 de mayo de 2023?", "2023-05-03..", "desde el 3 de mayo de 2023");
        check("What has changed since May?", "2024-05-01..", "since May");
        check("What has changed since 2020?", "2020-01-01..", "since 2020");
    }

    #[test]
    fn whole_months() {
        check("Who resigned in March 2024?", "2024-03-01..2024-03-31", "in March 2024");
        check("Wer trat im März 2024 zurück?", "2024-03-01..2024-03-31", "im März 2024");
        check("Qui a démissionné en mars 2024 ?", "2024-03-01..2024-03-31", "en mars 2024");
        check("¿Quién dimitió en marzo de 2024?", "2024-03-01..2024-03-31", "en marzo de 2024");
    }

    #[test]
    fn what_is_no_period() {
        for question in [
            "What happened before the election?",
            "Will the bridge close in May?",
            "Who may resign after march practice?",
            "Who won in 2016?",
            "Who was president before 2016?",
            "What happened on 3 May?",
            "What changed after May resigned?",
        ] {
            check(question, "", "");
        }
    }
}
