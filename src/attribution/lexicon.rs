//! What the words of a language can do: cues with the complements they take, and the small words of the grammar.

use std::collections::HashMap;
use std::ops::BitOr;
use std::sync::LazyLock;

use crate::language::Language;

/// A set of up to 64 named things.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub(super) struct Set(u64);

impl Set {
    pub(super) const EMPTY: Set = Set(0);

    pub(super) const fn and(self, other: Set) -> Set {
        Set(self.0 | other.0)
    }

    pub(super) const fn of(bit: u32) -> Set {
        Set(1 << bit)
    }

    pub(super) const fn meets(self, other: Set) -> bool {
        self.0 & other.0 != 0
    }

    pub(super) const fn is_empty(self) -> bool {
        self.0 == 0
    }
}

impl BitOr for Set {
    type Output = Set;

    fn bitor(self, other: Set) -> Set {
        Set(self.0 | other.0)
    }
}

/// Names for the members of a [`Set`], as the data files spell them.
macro_rules! members {
    ($table:ident: $($name:ident $spelling:literal $bit:literal)*) => {
        $(pub(in crate::attribution) const $name: Set = Set::of($bit);)*
        const $table: &[(&str, Set)] = &[$(($spelling, $name)),*];
    };
}

/// The small words of the grammar.
pub(super) mod function {
    use super::Set;

    members! { NAMES:
        DETERMINER "determiner" 0
        POSSESSIVE "possessive" 1
        SUBJECT "subject" 2
        OBJECT "object" 3
        PREPOSITION "preposition" 4
        COORDINATOR "coordinator" 5
        SUBORDINATOR "subordinator" 6
        THAT "that" 7
        WH "wh" 8
        BE "be" 9
        HAVE "have" 10
        DO "do" 11
        MODAL "modal" 12
        TO "to" 13
        NOT "not" 14
        ADVERB "adverb" 15
        TIME "time" 16
        PARTICLE "particle" 17
        PERSON "person" 18
        BODY "body" 19
        DOCUMENT "document" 20
        CONDITIONAL "conditional" 21
        TITLE "title" 22
        LINKER "linker" 23
        HEARSAY "hearsay" 24
        NOUN "noun" 25
        PARTICIPANT "participant" 26
        LIGHT "light" 27
        MALE "male" 28
        FEMALE "female" 29
        ANONYMITY "anonymity" 30
        DEED "deed" 31
        IMPERSONAL "impersonal" 32
        DATIVE "dative" 33
        RELATIVE "relative" 34
        POSTPOSITION "postposition" 35
        UNNAMED "unnamed" 36
        SPOKESPERSON "spokesperson" 37
        ADVERBIAL "adverbial" 38
        OCCASION "occasion" 39
        LINK "link" 40
        HEADING "heading" 41
        BOUND "bound" 42
        INSERTED "inserted" 43
        LIKE "like" 44
        THIS "this" 45
        SUBJUNCTIVE "subjunctive" 46
        QUANTIFIER "quantifier" 47
        MEASURE "measure" 48
        EXAMPLE "example" 49
        DENIAL "denial" 50
    }

    /// A word in no lexicon that ends like an adverb.
    pub(in crate::attribution) const GUESSED_ADVERB: Set = ADVERB.and(ADVERBIAL);

    pub(super) fn named(name: &str) -> Set {
        NAMES.iter().find(|(spelling, _)| *spelling == name).map_or_else(Set::default, |(_, set)| *set)
    }
}

/// What a cue can be followed by.
pub(super) mod complement {
    use super::Set;

    members! { NAMES:
        QUOTE "quote" 0
        CLAUSE "clause" 1
        WH "wh" 2
        TO "to" 3
        OBJECT "object" 4
        OBJECT_TO "object-to" 5
        OBJECT_AS "object-as" 6
        ING "ing" 7
        HEARER "hearer" 8
        LIKE "like" 9
        ADJECTIVE "adjective" 10
        THAT_CLAUSE "that" 11
        ABOUT "about" 20
        AGAINST "against" 21
        AS "as" 22
        AT "at" 23
        BY "by" 24
        FOR "for" 25
        FROM "from" 26
        IN "in" 27
        INTO "into" 28
        OF "of" 29
        ON "on" 30
        OVER "over" 31
        UPON "upon" 32
        WITH "with" 33
        AFTER "after" 34
        TOWARD "toward" 35
        AMONG "among" 36
        BETWEEN "between" 37
        BEHIND "behind" 38
        AROUND "around" 39
        UNDER "under" 40
    }

    /// A complement by its name; of the rest, particles ("lash out") say nothing about what follows.
    pub(super) fn named(name: &str) -> Set {
        NAMES.iter().find(|(spelling, _)| *spelling == name).map_or_else(Set::default, |(_, set)| *set)
    }

    /// The set that holds a preposition, where cues are told apart by it.
    pub(super) fn preposition(word: &str) -> Set {
        match word {
            "to" => return TO,
            // What binds a noun to the noun before it in the other languages.
            "von" | "vom" | "de" | "d'" | "du" | "del" => return OF,
            "für" | "para" => return FOR,
            "aus" => return FROM,
            "als" | "comme" | "como" => return AS,
            "vor" | "gegen" | "contre" | "contra" => return AGAINST,
            "über" | "sur" | "sobre" => return ABOUT,
            _ => {}
        }
        NAMES[12..].iter().find(|(spelling, _)| *spelling == word).map_or_else(Set::default, |(_, set)| *set)
    }
}

/// The forms of a verb; one spelling can be several.
pub(super) mod form {
    use super::Set;

    pub(in crate::attribution) const BASE: Set = Set::of(0);
    pub(in crate::attribution) const THIRD: Set = Set::of(1);
    pub(in crate::attribution) const PAST: Set = Set::of(2);
    pub(in crate::attribution) const PARTICIPLE: Set = Set::of(3);
    pub(in crate::attribution) const GERUND: Set = Set::of(4);
}

/// What kind of doing by words, or of thinking, a cue names.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Class {
    Say,
    /// Ways of speaking, and words that only sometimes report ("smiled", "began").
    Manner,
    Ask,
    Request,
    Commit,
    Believe,
    /// Finding out ("found that").
    Learn,
    /// "described it as".
    Characterize,
    Desire,
    /// Wanting that shows in deeds ("tries to").
    Strive,
    Feel,
    /// What something does to the feelings of its object ("angered the council").
    Affect,
    /// Praise and blame.
    Judge,
    /// Support and opposition.
    Side,
    /// Evidence that speaks ("polls show that").
    Show,
    Seem,
    /// What somebody talks about.
    Topic,
    /// A deed that can show a stand, and mostly is only a deed ("hired", "vetoed").
    Act,
    /// Words put into the world ("published a report").
    Issue,
    /// A noun ("her claim that").
    Noun,
    /// An adjective ("confident that").
    Adjective,
    /// "according to".
    Formula,
    /// "reportedly".
    Hearsay,
    /// A name and a colon.
    Label,
}

impl Class {
    const NAMES: [(&'static str, Class); 19] = [
        ("say", Class::Say),
        ("manner", Class::Manner),
        ("ask", Class::Ask),
        ("request", Class::Request),
        ("commit", Class::Commit),
        ("believe", Class::Believe),
        ("learn", Class::Learn),
        ("characterize", Class::Characterize),
        ("desire", Class::Desire),
        ("strive", Class::Strive),
        ("feel", Class::Feel),
        ("affect", Class::Affect),
        ("judge", Class::Judge),
        ("side", Class::Side),
        ("show", Class::Show),
        ("seem", Class::Seem),
        ("topic", Class::Topic),
        ("act", Class::Act),
        ("issue", Class::Issue),
    ];

    fn named(name: &str) -> Option<Class> {
        Class::NAMES.iter().find(|(spelling, _)| *spelling == name).map(|(_, class)| *class)
    }
}

/// A cue: its kind and what it can be followed by.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Cue {
    pub(super) class: Class,
    pub(super) complements: Set,
}

/// Everything one spelling can be.
#[derive(Clone, Copy, PartialEq, Default, Debug)]
pub(super) struct Word {
    pub(super) functions: Set,
    /// The forms of a verb it can be; empty where it is none.
    pub(super) forms: Set,
    pub(super) verb: Option<Cue>,
    pub(super) noun: Option<Cue>,
    pub(super) adjective: Option<Cue>,
    /// The complements a preposition of this spelling stands for.
    pub(super) preposition: Set,
    /// Where the idioms that begin with this verb stand in [`Lexicon::idioms`], counted from one; zero where there is none.
    idioms: u16,
}

/// A verb with fixed words behind it: "take issue", "make _ case", where "_" is up to three words of a noun phrase.
#[derive(Debug)]
pub(super) struct Idiom {
    pub(super) rest: Vec<Box<str>>,
    pub(super) cue: Cue,
}

impl Word {
    /// A word that is in no lexicon.
    pub(super) const fn named(functions: Set) -> Word {
        let empty = Set::EMPTY;
        Word { functions, forms: empty, verb: None, noun: None, adjective: None, preposition: empty, idioms: 0 }
    }

    /// A verb that is in no lexicon, known by its ending alone.
    pub(super) const fn formed(forms: Set) -> Word {
        Word { forms, ..Word::named(Set::EMPTY) }
    }

    pub(super) fn is(&self, functions: Set) -> bool {
        self.functions.meets(functions)
    }
}

const NAMES: &str = include_str!("lexicon/names.txt");

/// The words of a language.
#[derive(Default)]
pub(super) struct Lexicon {
    words: HashMap<Box<str>, Word>,
    /// Phrases before a source, word by word ("according to").
    pub(super) according: Vec<Vec<Box<str>>>,
    /// By the verb they begin with, the longest first.
    idioms: Vec<Vec<Idiom>>,
    /// The forms of every verb.
    spellings: HashMap<Box<str>, Vec<Box<str>>>,
    /// Whether a verb of saying stands before its subject where it is inserted.
    pub(super) inserted: bool,
    /// Whether the verb is always the second part of a sentence, so that its subject stands behind it where anything else is first.
    pub(super) verb_second: bool,
}

impl Lexicon {
    /// The lexicon of a language; an empty one where there is none, with which only quotation marks speak.
    pub(super) fn of(language: Option<Language>) -> &'static Lexicon {
        static ENGLISH: LazyLock<Lexicon> = LazyLock::new(|| Lexicon::read(&[include_str!("lexicon/en.txt"), NAMES]));
        static GERMAN: LazyLock<Lexicon> = LazyLock::new(|| Lexicon::read(&[include_str!("lexicon/de.txt"), NAMES]));
        static FRENCH: LazyLock<Lexicon> = LazyLock::new(|| Lexicon::read(&[include_str!("lexicon/fr.txt"), NAMES]));
        static SPANISH: LazyLock<Lexicon> = LazyLock::new(|| Lexicon::read(&[include_str!("lexicon/es.txt"), NAMES]));
        static OTHER: LazyLock<Lexicon> = LazyLock::new(|| Lexicon::read(&[NAMES]));
        match language {
            None | Some(Language::ENGLISH) => &ENGLISH,
            Some(Language::GERMAN) => &GERMAN,
            Some(Language::FRENCH) => &FRENCH,
            Some(Language::SPANISH) => &SPANISH,
            Some(_) => &OTHER,
        }
    }

    /// Looks up a spelling in small letters with straight apostrophes.
    pub(super) fn word(&self, spelling: &str) -> Option<&Word> {
        self.words.get(spelling)
    }

    /// The idioms that begin with a verb, the longest first.
    pub(super) fn idioms(&self, word: &Word) -> &[Idiom] {
        usize::from(word.idioms).checked_sub(1).and_then(|at| self.idioms.get(at)).map_or(&[], Vec::as_slice)
    }

    /// Whether it knows no cue at all, so that only marks and names speak.
    pub(super) fn is_bare(&self) -> bool {
        self.according.is_empty()
    }

    /// Reads a data file; its head says how a line is built. A line that says nothing known is left out, which the tests notice.
    fn read(files: &[&str]) -> Lexicon {
        let mut lexicon = Lexicon::default();
        let mut idioms: Vec<(&str, Idiom)> = Vec::new();
        for line in files.iter().flat_map(|data| data.lines()).filter(|line| !line.starts_with('#')) {
            let fields: Vec<&str> = line.split('\t').collect();
            match fields.as_slice() {
                ["verb", lemma, class, complements, rest @ ..] => {
                    let cue = Class::named(class).map(|class| Cue { class, complements: complements_of(complements) });
                    lexicon.add_verb(lemma, cue, rest.first().copied());
                }
                ["finite", class, complements, forms] => lexicon.add_forms(class, complements, forms, form::PAST),
                ["participle", class, complements, forms] => {
                    lexicon.add_forms(class, complements, forms, form::PARTICIPLE);
                }
                ["plain", lemma, rest @ ..] => lexicon.add_verb(lemma, None, rest.first().copied()),
                ["noun", lemma, complements] => lexicon.add_noun(lemma, complements_of(complements)),
                ["adjective", word, complements] => {
                    let cue = Cue { class: Class::Adjective, complements: complements_of(complements) };
                    lexicon.entry(word).adjective = Some(cue);
                }
                ["idiom", phrase, class, complements] => {
                    let mut words = phrase.split(' ');
                    let verb = words.next().unwrap_or_default();
                    let cue = Class::named(class).map(|class| Cue { class, complements: complements_of(complements) });
                    idioms.extend(cue.map(|cue| (verb, Idiom { rest: words.map(Box::from).collect(), cue })));
                }
                ["hearsay", adverb] => lexicon.add_functions(adverb, function::HEARSAY | function::ADVERB),
                ["according", phrase] => lexicon.according.push(phrase.split(' ').map(Box::from).collect()),
                ["inserted", "verb-first"] => lexicon.inserted = true,
                ["order", "verb-second"] => lexicon.verb_second = true,
                ["word", class, words] => {
                    words.split(' ').for_each(|word| lexicon.add_functions(word, function::named(class)));
                }
                _ => {}
            }
        }
        lexicon.add_idioms(idioms);
        lexicon
    }

    /// Groups idioms by their verb, whose forms are known by now.
    fn add_idioms(&mut self, mut idioms: Vec<(&str, Idiom)>) {
        idioms.sort_by_key(|(verb, idiom)| (*verb, usize::MAX - idiom.rest.len()));
        for (verb, idiom) in idioms {
            let Some(spellings) = self.spellings.get(verb).cloned() else { continue };
            let known = self.words.get(verb).map_or(0, |word| word.idioms);
            let at = if known == 0 { self.idioms.len() + 1 } else { usize::from(known) };
            let Ok(index) = u16::try_from(at) else { continue };
            if known == 0 {
                self.idioms.push(Vec::new());
            }
            spellings.iter().for_each(|spelling| self.entry(spelling).idioms = index);
            self.idioms[at - 1].push(idiom);
        }
    }

    fn entry(&mut self, spelling: &str) -> &mut Word {
        self.words.entry(spelling.into()).or_default()
    }

    fn add_functions(&mut self, spelling: &str, functions: Set) {
        let word = self.entry(spelling);
        word.functions = word.functions | functions;
        word.preposition = complement::preposition(spelling);
    }

    /// Forms written out, for languages whose verbs are not inflected here.
    fn add_forms(&mut self, class: &str, complements: &str, spellings: &str, form: Set) {
        let cue = Class::named(class).map(|class| Cue { class, complements: complements_of(complements) });
        for spelling in spellings.split(' ') {
            let word = self.entry(spelling);
            word.forms = word.forms | form;
            word.verb = word.verb.or(cue);
        }
    }

    fn add_noun(&mut self, lemma: &str, complements: Set) {
        let cue = Cue { class: Class::Noun, complements };
        self.entry(lemma).noun = Some(cue);
        self.entry(&third_person(lemma)).noun = Some(cue);
    }

    fn add_verb(&mut self, lemma: &str, cue: Option<Cue>, irregular: Option<&str>) {
        let mut spellings: Vec<Box<str>> = Vec::with_capacity(5);
        let mut add = |spelling: &str, form: Set| {
            let word = self.entry(spelling);
            word.forms = word.forms | form;
            word.verb = word.verb.or(cue);
            spellings.push(spelling.into());
        };
        add(lemma, form::BASE);
        add(&third_person(lemma), form::THIRD);
        let mut forms =
            irregular.map(|forms| forms.split(' ').map(str::to_owned).collect::<Vec<_>>()).unwrap_or_default();
        if forms.is_empty() {
            forms = vec![past(lemma), past(lemma), gerund(lemma)];
        }
        for (spelling, form) in forms.iter().zip([form::PAST, form::PARTICIPLE, form::GERUND]) {
            add(spelling, form);
        }
        self.spellings.entry(lemma.into()).or_default().extend(spellings);
    }
}

fn complements_of(names: &str) -> Set {
    names.split(' ').map(complement::named).fold(Set::default(), BitOr::bitor)
}

fn third_person(lemma: &str) -> String {
    let sibilant = ["s", "x", "z", "ch", "sh", "o"].iter().any(|end| lemma.ends_with(end));
    match consonant_y(lemma) {
        Some(stem) => format!("{stem}ies"),
        None if sibilant => format!("{lemma}es"),
        None => format!("{lemma}s"),
    }
}

fn past(lemma: &str) -> String {
    match consonant_y(lemma) {
        Some(stem) => format!("{stem}ied"),
        None if lemma.ends_with('e') => format!("{lemma}d"),
        None => format!("{lemma}ed"),
    }
}

fn gerund(lemma: &str) -> String {
    match lemma.strip_suffix('e') {
        Some(stem) if !stem.ends_with(['e', 'o', 'y']) => format!("{stem}ing"),
        _ => format!("{lemma}ing"),
    }
}

/// The stem of a word that ends in a consonant and "y".
fn consonant_y(lemma: &str) -> Option<&str> {
    lemma.strip_suffix('y').filter(|stem| !stem.ends_with(['a', 'e', 'i', 'o', 'u']))
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILES: [(&str, &str); 5] = [
        ("en", include_str!("lexicon/en.txt")),
        ("de", include_str!("lexicon/de.txt")),
        ("fr", include_str!("lexicon/fr.txt")),
        ("es", include_str!("lexicon/es.txt")),
        ("names", NAMES),
    ];

    fn english() -> &'static Lexicon {
        Lexicon::of(Some(Language::ENGLISH))
    }

    /// Whether a line is one [`Lexicon::read`] understands in full.
    fn is_known(line: &str) -> bool {
        const PARTICLES: [&str; 12] =
            ["out", "off", "away", "aside", "up", "forth", "how", "why", "whether", "clauseless", "adjective", "to"];
        let complements = |names: &str| {
            names.split(' ').all(|name| !complement::named(name).is_empty() || PARTICLES.contains(&name) || name == "-")
        };
        match line.split('\t').collect::<Vec<_>>().as_slice() {
            ["verb", _, class, names, rest @ ..] => {
                let forms = rest.first().is_none_or(|forms| forms.split(' ').count() == 3);
                Class::named(class).is_some() && complements(names) && forms
            }
            ["idiom", phrase, class, names] => {
                let verb = phrase.split(' ').next().and_then(|verb| english().word(verb));
                Class::named(class).is_some() && complements(names) && verb.is_some_and(|verb| verb.idioms > 0)
            }
            ["finite" | "participle", class, names, _] => {
                (Class::named(class).is_some() || *class == "-") && complements(names)
            }
            ["noun" | "adjective", _, names] => complements(names),
            ["word", class, _] => !function::named(class).is_empty(),
            ["plain", _]
            | ["hearsay", _]
            | ["according", _]
            | ["inserted", "verb-first"]
            | ["order", "verb-second"] => true,
            ["plain", _, forms] => forms.split(' ').count() == 3,
            _ => false,
        }
    }

    #[test]
    fn every_line_is_understood() {
        for (name, data) in FILES {
            let lines = data.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
            let unknown: Vec<&str> = lines.filter(|line| !is_known(line)).collect();
            assert!(unknown.is_empty(), "{name}: {unknown:#?}");
        }
    }

    #[test]
    fn no_cue_is_listed_twice() {
        let mut lemmas: Vec<&str> =
            FILES[0].1.lines().filter_map(|line| line.strip_prefix("verb\t")?.split('\t').next()).collect();
        let all = lemmas.len();
        lemmas.sort_unstable();
        lemmas.dedup();
        assert_eq!(lemmas.len(), all);
    }

    #[test]
    fn there_are_over_two_thousand_cues() {
        let cues = FILES[0].1.lines().filter(|line| {
            ["verb", "noun", "adjective", "idiom", "hearsay", "according"].iter().any(|kind| line.starts_with(kind))
        });
        assert!(cues.count() > 2_000);
    }

    #[test]
    fn verbs_are_inflected() {
        let forms = |spelling: &str| english().word(spelling).map(|word| word.forms);
        assert_eq!(forms("denies"), Some(form::THIRD));
        assert_eq!(forms("denied"), Some(form::PAST | form::PARTICIPLE));
        assert_eq!(forms("denying"), Some(form::GERUND));
        assert_eq!(forms("wrote"), Some(form::PAST));
        assert_eq!(forms("written"), Some(form::PARTICIPLE));
        assert_eq!(forms("admitting"), Some(form::GERUND));
        assert_eq!(forms("arguing"), Some(form::GERUND));
        assert_eq!(forms("watches"), Some(form::THIRD));
    }

    #[test]
    fn a_spelling_can_be_several_things() {
        let claims = english().word("claims").copied().unwrap_or_default();
        assert!(claims.verb.is_some() && claims.noun.is_some());
    }

    #[test]
    fn idioms_are_found_by_every_form_of_their_verb_the_longest_first() {
        for form in ["take", "takes", "took", "taken", "taking"] {
            let word = english().word(form).copied().unwrap_or_default();
            let lengths: Vec<usize> = english().idioms(&word).iter().map(|idiom| idiom.rest.len()).collect();
            assert!(!lengths.is_empty() && lengths.is_sorted_by(|long, short| long >= short), "{form}: {lengths:?}");
        }
    }

    #[test]
    fn each_language_has_its_own() {
        for (language, word) in [("de", "sagte"), ("fr", "dit"), ("es", "dijo"), ("en", "said")] {
            let lexicon = Lexicon::of(Language::from_code(language));
            assert!(lexicon.word(word).is_some_and(|word| word.verb.is_some()), "{language}");
        }
        assert!(Lexicon::of(Language::from_code("fi")).word("said").is_none());
    }
}
