//! Every language says everything, with the same variables, within Discord's limits, and nothing that nobody says.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use fluent_syntax::ast::{CallArguments, Entry, Expression, InlineExpression, Pattern, PatternElement};
use jiff::civil::date;

use super::*;

/// The variables of a sentence and of its description.
type Sentences = BTreeMap<String, (BTreeSet<String>, bool)>;

fn sentences(tongue: Tongue) -> Sentences {
    let resource = fluent_syntax::parser::parse(tongue.source()).expect("Fluent all through");
    let mut sentences = Sentences::new();
    for entry in &resource.body {
        let Entry::Message(message) = entry else { continue };
        let mut found = BTreeSet::new();
        message.value.iter().for_each(|value| pattern(value, &mut found));
        message.attributes.iter().for_each(|attribute| pattern(&attribute.value, &mut found));
        let described = !message.attributes.is_empty();
        let before = sentences.insert(message.id.name.to_owned(), (found, described));
        assert!(before.is_none(), "{} twice in {tongue:?}", message.id.name);
    }
    sentences
}

fn pattern(pattern: &Pattern<&str>, found: &mut BTreeSet<String>) {
    for element in &pattern.elements {
        if let PatternElement::Placeable { expression } = element {
            self::expression(expression, found);
        }
    }
}

fn expression(expression: &Expression<&str>, found: &mut BTreeSet<String>) {
    match expression {
        Expression::Inline(inline) => self::inline(inline, found),
        Expression::Select { selector, variants } => {
            inline(selector, found);
            variants.iter().for_each(|variant| pattern(&variant.value, found));
        }
    }
}

fn inline(expression: &InlineExpression<&str>, found: &mut BTreeSet<String>) {
    match expression {
        InlineExpression::VariableReference { id } => drop(found.insert(format!("${}", id.name))),
        InlineExpression::MessageReference { id, .. } => drop(found.insert(id.name.to_owned())),
        InlineExpression::FunctionReference { arguments: CallArguments { positional, .. }, .. } => {
            positional.iter().for_each(|argument| inline(argument, found));
        }
        InlineExpression::Placeable { expression } => self::expression(expression, found),
        _ => {}
    }
}

#[test]
fn every_language_says_everything_with_the_same_variables() {
    let english = sentences(Tongue::English);
    for tongue in Tongue::ALL {
        let own = sentences(tongue);
        let keys = |sentences: &Sentences| sentences.keys().cloned().collect::<BTreeSet<_>>();
        let differing: Vec<_> = keys(&english).symmetric_difference(&keys(&own)).cloned().collect();
        assert!(differing.is_empty(), "{tongue:?} and English differ in {differing:?}");
        for (key, variables) in &own {
            assert_eq!(variables, &english[key], "{key} of {tongue:?}");
        }
    }
}

#[test]
fn every_sentence_can_be_said() {
    for tongue in Tongue::ALL {
        for (key, (variables, _)) in sentences(tongue) {
            let named: Vec<&'static str> = variables
                .iter()
                .filter_map(|name| name.strip_prefix('$'))
                .map(|name| &*name.to_owned().leak())
                .collect();
            for number in [1_u64, 2, 12] {
                let values: Vec<_> = named.iter().map(|name| (*name, Value::from(number))).collect();
                let mut errors = Vec::new();
                let bundle = tongue.bundle();
                let sentence = bundle.get_message(&key).and_then(|message| message.value()).expect("it has words");
                let values: FluentArgs<'_> = values.into_iter().collect();
                let said = bundle.format_pattern(sentence, Some(&values), &mut errors);
                assert!(errors.is_empty() && !said.trim().is_empty(), "{key} of {tongue:?}: {said} {errors:?}");
                assert!(!said.contains(['{', '}']), "{key} of {tongue:?}: {said}");
            }
        }
    }
}

/// The sources of the rooms that speak, without these tests.
fn code() -> String {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut folders: Vec<PathBuf> = vec![root.join("bot"), root.join("show")];
    let mut code = String::new();
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            match path.extension() {
                None => folders.push(path),
                Some(extension) if extension == "rs" && !path.ends_with("words/tests.rs") => {
                    code.push_str(&std::fs::read_to_string(&path).expect("a source"));
                }
                Some(_) => {}
            }
        }
    }
    code
}

#[test]
fn no_sentence_is_unused_and_none_is_missing() {
    let code = code();
    let known = sentences(Tongue::English);
    let unused: Vec<&String> = known.keys().filter(|key| !code.contains(&format!("\"{key}\""))).collect();
    assert!(unused.is_empty(), "nobody says {unused:?}");
    let called = [".say(\"", ".with(\"", ".about(\""].into_iter().flat_map(|call| code.split(call).skip(1));
    let missing: Vec<&str> =
        called.filter_map(|rest| rest.split('"').next()).filter(|key| !known.contains_key(*key)).collect();
    assert!(missing.is_empty(), "there is no {missing:?}");
}

#[test]
fn commands_and_options_keep_to_the_limits_of_discord() {
    for tongue in Tongue::ALL {
        let mut commands = BTreeSet::new();
        for (key, (_, described)) in sentences(tongue) {
            let (command, option) = (key.starts_with("command-"), key.starts_with("option-"));
            if !command && !option {
                assert!(!described, "{key} has a description that nobody reads");
                continue;
            }
            let (name, about) = (tongue.say(&key), tongue.about(&key));
            assert!(!command || commands.insert(name.clone()), "{tongue:?} has two commands {name}");
            assert!((1..=32).contains(&name.encode_utf16().count()), "{key} of {tongue:?}: {name}");
            if !described {
                // A command that is used on a message has a name that people read, and no description.
                continue;
            }
            let fits = |c: char| c == '-' || (c.is_alphanumeric() && c.to_lowercase().eq([c]));
            assert!(name.chars().all(fits), "{key} of {tongue:?}: {name}");
            assert!((1..=100).contains(&about.encode_utf16().count()), "{key} of {tongue:?}: {about}");
        }
    }
}

#[test]
fn what_an_option_is_called_tells_the_option() {
    for tongue in Tongue::ALL {
        for (name, _) in SHOWN_OPTIONS {
            assert_eq!(Tongue::option_called(&tongue.option(name)), name, "{tongue:?}");
        }
    }
    assert_eq!(Tongue::option_called("something else"), "something else");
}

#[test]
fn buttons_have_room_for_their_words() {
    for tongue in Tongue::ALL {
        for key in sentences(tongue)
            .keys()
            .filter(|key| key.starts_with("button-") && !key.ends_with("old") && !key.ends_with("thanks"))
        {
            let label = tongue.with(key, &[("number", 12_345.into())]);
            assert!(label.encode_utf16().count() <= 80, "{label}");
        }
    }
}

#[test]
fn locales_of_discord_are_known() {
    let known =
        [("en-GB", Tongue::English), ("de", Tongue::German), ("fr", Tongue::French), ("es-ES", Tongue::Spanish)];
    for (locale, tongue) in
        known.into_iter().chain([("es-419", Tongue::Spanish), ("ja", Tongue::English), ("", Tongue::English)])
    {
        assert_eq!(Tongue::of(locale), tongue, "{locale}");
    }
}

#[test]
fn days_and_numbers_are_written_as_the_language_does() {
    let day = date(2024, 3, 1);
    assert_eq!(
        Tongue::ALL.map(|tongue| tongue.date(day)),
        ["1 March 2024", "1. März 2024", "1er mars 2024", "1 de marzo de 2024"]
    );
    let read = |number: f64| {
        Tongue::ALL.map(|tongue| {
            let said = tongue.with("report-read", &[("megabytes", number.into()), ("seconds", 0.into())]);
            said.split(['R', 'M'])
                .find(|part| part.contains(|c: char| c.is_ascii_digit()))
                .unwrap_or_default()
                .trim()
                .to_owned()
        })
    };
    assert_eq!(read(1_234.56)[0], "ead 1,234.6");
    assert_eq!(read(1_234.56)[1..], ["1.234,6", "1\u{202f}234,6", "1234,6"]);
    let many = Tongue::ALL.map(|tongue| tongue.with("searched-articles", &[("articles", 1_234_567.into())]));
    assert_eq!(many[1], "1.234.567 Artikel durchsucht");
    assert_eq!(many[2], "Recherche dans 1\u{202f}234\u{202f}567 articles");
    let one = Tongue::ALL.map(|tongue| tongue.with("searched-articles", &[("articles", 1.into())]));
    assert_eq!(
        one,
        ["Searched 1 article", "1 Artikel durchsucht", "Recherche dans 1 article", "Buscado en 1 artículo"]
    );
}
