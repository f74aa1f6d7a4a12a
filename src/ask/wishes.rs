//! What an asker wants of the answers, in their own words, made into filters; the same for flags and command options.

use jiff::civil::{Date, date};

use crate::library::Filters;
use crate::terms::name_words;

/// Filters as typed.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Wishes {
    pub said_by: Option<String>,
    pub publisher: Option<String>,
    pub author: Option<String>,
    pub after: Option<String>,
    pub before: Option<String>,
}

/// A filter that cannot be understood.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum WishError {
    #[error("not a date: «{0}» (allowed are a day 2024-05-31, a month 2024-05 and a year 2024)")]
    NotADate(String),
    #[error("not a day: «{0}» (a day is written 2024-05-31)")]
    NotADay(String),
    #[error("no name: «{0}» holds no letter")]
    NoName(String),
    #[error("no day is after {after} and before {before}: the first is the later one")]
    NoDay { after: Date, before: Date },
}

impl Wishes {
    pub fn filters(&self) -> Result<Filters, WishError> {
        let filters = Filters {
            said_by: name(self.said_by.as_deref())?,
            publisher: name(self.publisher.as_deref())?,
            author: name(self.author.as_deref())?,
            after: self.after.as_deref().map(|words| period(words).map(|(first, _)| first)).transpose()?,
            before: self.before.as_deref().map(|words| period(words).map(|(_, last)| last)).transpose()?,
        };
        match (filters.after, filters.before) {
            (Some(after), Some(before)) if after > before => Err(WishError::NoDay { after, before }),
            _ => Ok(filters),
        }
    }
}

/// A day as typed: "2024-05-31".
pub fn day(words: &str) -> Result<Date, WishError> {
    match period(words)? {
        (first, last) if first == last => Ok(first),
        _ => Err(WishError::NotADay(words.to_owned())),
    }
}

fn name(words: Option<&str>) -> Result<Vec<String>, WishError> {
    let Some(words) = words else { return Ok(Vec::new()) };
    let found = name_words(words);
    if found.is_empty() { Err(WishError::NoName(words.to_owned())) } else { Ok(found) }
}

/// The first and last day of a day, a month or a year: both ends belong to a filter's range.
fn period(words: &str) -> Result<(Date, Date), WishError> {
    let unknown = || WishError::NotADate(words.to_owned());
    let words = words.trim();
    if let Ok(day) = words.parse::<Date>().or_else(|_| words.parse::<jiff::civil::DateTime>().map(|time| time.date())) {
        return Ok((day, day));
    }
    let numbers: Vec<i16> = words.split('-').map(str::parse).collect::<Result<_, _>>().map_err(|_| unknown())?;
    match numbers[..] {
        [year @ 1000..=9999] => Ok((date(year, 1, 1), date(year, 12, 31))),
        [year @ 1000..=9999, month @ 1..=12] => {
            let first = date(year, month as i8, 1);
            Ok((first, first.last_of_month()))
        }
        _ => Err(unknown()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn periods_hold_both_their_ends() {
        assert_eq!(period("2024-02"), Ok((date(2024, 2, 1), date(2024, 2, 29))));
        assert_eq!(period("2024"), Ok((date(2024, 1, 1), date(2024, 12, 31))));
        assert_eq!(period(" 2024-05-31 "), Ok((date(2024, 5, 31), date(2024, 5, 31))));
        for wrong in ["", "May", "2024-13", "2024-02-30", "24"] {
            assert_eq!(period(wrong), Err(WishError::NotADate(wrong.to_owned())));
        }
    }

    #[test]
    fn days_that_end_before_they_begin_are_an_error() {
        let wishes = |after: &str, before: &str| Wishes {
            after: Some(after.into()),
            before: Some(before.into()),
            ..Wishes::default()
        };
        let (after, before) = (date(2024, 5, 1), date(2024, 3, 31));
        assert_eq!(wishes("2024-05", "2024-03").filters(), Err(WishError::NoDay { after, before }));
        assert!(wishes("2024-05", "2024-05").filters().is_ok());
    }

    #[test]
    fn a_name_without_letters_is_an_error() {
        let wishes = Wishes { publisher: Some("…".into()), ..Wishes::default() };
        assert_eq!(wishes.filters(), Err(WishError::NoName("…".into())));
    }
}
