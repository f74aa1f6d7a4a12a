//! Years and months of a question, which an article holds by its date though no sentence may say so.

use jiff::civil::Date;

/// A word that tells when.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum When {
    Year(i16),
    Month(i8),
}

impl When {
    /// By a term of the question in one of the languages of the lexicons; a month begins with a capital where it is another word too.
    pub fn of(term: &str, name: bool) -> Option<When> {
        if let Ok(year @ 1500..=2999) = term.parse() {
            return Some(When::Year(year));
        }
        if term == "may" && !name {
            return None;
        }
        let month = MONTHS.iter().position(|terms| terms.contains(&term))?;
        Some(When::Month(i8::try_from(month).ok()? + 1))
    }

    pub fn holds(self, published: Date) -> bool {
        match self {
            When::Year(year) => published.year() == year,
            When::Month(month) => published.month() == month,
        }
    }
}

/// The months as terms: folded, stemmed.
const MONTHS: [&[&str]; 12] = [
    &["januari", "januar", "janvi", "ener"],
    &["februari", "februar", "fevri", "febrer"],
    &["march", "marz", "mar"],
    &["april", "avril", "abril"],
    &["may", "mai", "may"],
    &["june", "juni", "juin", "juni"],
    &["juli", "juillet"],
    &["august", "aout", "agost"],
    &["septemb", "septembr", "septiembr"],
    &["octob", "oktob", "octobr", "octubr"],
    &["novemb", "novembr", "noviembr"],
    &["decemb", "dezemb", "decembr", "diciembr"],
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::Language;
    use crate::terms::Analyzer;
    use jiff::civil::date;

    #[track_caller]
    fn check(language: Language, months: &str) {
        for (number, month) in months.split(' ').enumerate() {
            for term in Analyzer::new(Some(language)).list(month) {
                assert_eq!(When::of(&term, true), Some(When::Month(number as i8 + 1)), "{month}: {term}");
            }
        }
    }

    #[test]
    fn months_are_listed_as_terms() {
        let english = "January February March April May June July August September October November December";
        check(Language::ENGLISH, english);
        check(Language::GERMAN, "Januar Februar März April Mai Juni Juli August September Oktober November Dezember");
        let french = "janvier février mars avril mai juin juillet août septembre octobre novembre décembre";
        check(Language::FRENCH, french);
        let spanish = "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre";
        check(Language::SPANISH, spanish);
    }

    #[test]
    fn an_article_holds_its_year_and_month() {
        let published = date(2031, 5, 7);
        let holds = |term: &str| When::of(term, true).is_some_and(|when| when.holds(published));
        assert!(holds("2031") && holds("may") && !holds("2030") && !holds("june") && !holds("31") && !holds("mayor"));
        assert_eq!(When::of("may", false), None, "it may rain");
    }
}
