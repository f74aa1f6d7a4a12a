//! What the bot says, in the reader's language. Every sentence stands in a Fluent file for each language; quotes and names are variables of it.

mod numbers;
#[cfg(test)]
mod tests;

use std::sync::LazyLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// A variable of a sentence: words or a number.
pub use fluent_bundle::FluentValue as Value;

/// A language the bot speaks.
#[derive(Clone, Copy, PartialEq, Eq, Default, Hash, Serialize, Deserialize, Debug)]
pub enum Tongue {
    #[default]
    English,
    German,
    French,
    Spanish,
}

type Bundle = FluentBundle<FluentResource>;

static ENGLISH: LazyLock<Bundle> = LazyLock::new(|| bundle(Tongue::English));
static GERMAN: LazyLock<Bundle> = LazyLock::new(|| bundle(Tongue::German));
static FRENCH: LazyLock<Bundle> = LazyLock::new(|| bundle(Tongue::French));
static SPANISH: LazyLock<Bundle> = LazyLock::new(|| bundle(Tongue::Spanish));

/// Options that stand above an answer, by the name that is kept of them, with their keys.
const SHOWN_OPTIONS: [(&str, &str); 8] = [
    ("said-by", "option-said-by"),
    ("publisher", "option-publisher"),
    ("author", "option-author"),
    ("after", "option-after"),
    ("before", "option-before"),
    ("who", "option-who"),
    ("about", "option-about"),
    ("collection", "option-collection"),
];

impl Tongue {
    pub const ALL: [Tongue; 4] = [Tongue::English, Tongue::German, Tongue::French, Tongue::Spanish];

    /// The language of a locale such as "de", "es-419" or "en-GB"; English where the bot does not speak it.
    pub fn of(locale: &str) -> Tongue {
        let language = locale.split(['-', '_']).next().unwrap_or_default();
        Tongue::ALL.into_iter().find(|tongue| tongue.code() == language).unwrap_or_default()
    }

    /// The code of the language, as in ISO 639-1.
    pub fn code(self) -> &'static str {
        match self {
            Tongue::English => "en",
            Tongue::German => "de",
            Tongue::French => "fr",
            Tongue::Spanish => "es",
        }
    }

    /// A sentence without variables.
    pub fn say(self, key: &str) -> String {
        self.with(key, &[])
    }

    /// A sentence with its variables. A key that does not exist is shown itself; a test sees to it that there is none.
    pub fn with(self, key: &str, values: &[(&'static str, Value<'_>)]) -> String {
        let bundle = self.bundle();
        let Some(sentence) = bundle.get_message(key).and_then(|message| message.value()) else { return key.to_owned() };
        let values: FluentArgs<'_> = values.iter().map(|(name, value)| (*name, value.clone())).collect();
        bundle.format_pattern(sentence, Some(&values), &mut Vec::new()).into_owned()
    }

    /// What Discord says of a command or an option while somebody chooses it.
    pub fn about(self, key: &str) -> String {
        let bundle = self.bundle();
        let about = bundle.get_message(key).and_then(|message| message.get_attribute("about"));
        about.map_or_else(String::new, |about| bundle.format_pattern(about.value(), None, &mut Vec::new()).into_owned())
    }

    /// A day in words, for where Discord shows no timestamp.
    pub fn date(self, date: Date) -> String {
        let year = date.year().to_string();
        self.with("date", &[("day", date.day().into()), ("month", date.month().into()), ("year", year.into())])
    }

    /// What an option is called.
    pub fn option(self, name: &str) -> String {
        SHOWN_OPTIONS.iter().find(|(known, _)| *known == name).map_or_else(|| name.to_owned(), |(_, key)| self.say(key))
    }

    /// The option that is called so in one of the languages.
    pub fn option_called(shown: &str) -> String {
        let called = |key: &str| Tongue::ALL.into_iter().any(|tongue| tongue.say(key) == shown);
        let found = SHOWN_OPTIONS.iter().find(|(_, key)| called(key));
        found.map_or_else(|| shown.to_owned(), |(name, _)| (*name).to_owned())
    }

    fn source(self) -> &'static str {
        match self {
            Tongue::English => include_str!("en.ftl"),
            Tongue::German => include_str!("de.ftl"),
            Tongue::French => include_str!("fr.ftl"),
            Tongue::Spanish => include_str!("es.ftl"),
        }
    }

    fn bundle(self) -> &'static Bundle {
        match self {
            Tongue::English => &ENGLISH,
            Tongue::German => &GERMAN,
            Tongue::French => &FRENCH,
            Tongue::Spanish => &SPANISH,
        }
    }
}

fn bundle(tongue: Tongue) -> Bundle {
    // A file that is not Fluent all through gives what can be read of it; the tests allow no such file.
    let resource = FluentResource::try_new(tongue.source().to_owned()).unwrap_or_else(|(read, _)| read);
    let mut bundle = FluentBundle::new_concurrent(tongue.code().parse().into_iter().collect());
    // Names that are written from right to left are closed off by `card::label`, and only those.
    bundle.set_use_isolating(false);
    bundle.set_formatter(Some(numbers::formatter(tongue)));
    bundle.add_resource_overriding(resource);
    // There is no other NUMBER that it could be at odds with.
    let _ = bundle.add_builtins();
    bundle
}
