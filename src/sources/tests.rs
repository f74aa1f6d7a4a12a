//! Who is meant by a name or a description, and who is not.

use std::sync::Arc;

use super::*;
use crate::article::{Article, ArticleId, Citation, Origin};
use crate::attribution::attribute;
use crate::segment::segment;
use crate::terms::name_words;
use crate::text::Text;

fn stored(text: &str, language: Language) -> StoredArticle {
    let article = Article {
        id: ArticleId("a".into()),
        citation: Citation::default(),
        language: Some(language),
        origin: Origin { path: "/a.txt".into(), line: None },
        text: Text::new(text),
    };
    let segments = segment(&article.text, article.language);
    let attributions = attribute(&article.text, &segments, article.language);
    StoredArticle {
        hash: article.text.hash(),
        paragraphs: segments.paragraphs,
        sentences: segments.sentences,
        passages: segments.passages,
        attributions,
        article: Arc::new(article),
    }
}

/// The sources of the text, each by its name, that the asked name means.
fn meant(stored: &StoredArticle, asked: &str) -> Vec<String> {
    let asked = Asked::of(&name_words(asked)).expect("a name");
    let name = |source: Source| source.name.and_then(|span| stored.article.text.cut(span)).unwrap_or("?").to_owned();
    sources(stored).into_iter().filter(|source| source.is(&asked)).map(name).collect()
}

#[track_caller]
fn check(text: &str, asked: &str, expected: &[&str]) {
    assert_eq!(meant(&stored(text, Language::ENGLISH), asked), expected, "{asked}: {text}");
}

const HARBOUR: &str = "“The quay is safe,” Harbour Director Tobias Renn said on Friday. Renn said the cranes were checked. \
    A spokesman for Renn said nobody was hurt. Renn’s lawyer said he would appeal. Renn Ferries said it would sail. \
    Ilse Brandt, the mayor of Senn, said the harbour would close. Brandt said she was angry. \
    “It was loud,” the deputy mayor said.";

#[test]
fn a_name_means_its_bearer_and_nobody_beside_him() {
    check(HARBOUR, "Renn", &["Tobias Renn"]);
    check(HARBOUR, "Tobias Renn", &["Tobias Renn"]);
    check(HARBOUR, "Renn Ferries", &["Renn Ferries"]);
    check(HARBOUR, "Anna Renn", &[]);
}

#[test]
fn two_of_one_name_are_kept_apart() {
    let text = "“We had water,” Gethin Marsh said. “It came down,” said Iola Marsh, the union’s safety officer. \
        Marsh, a schoolteacher, left. “They will get it,” Iola Marsh said.";
    check(text, "Marsh", &["Gethin Marsh", "Iola Marsh"]);
    check(text, "Iola Marsh", &["Iola Marsh"]);
    check(text, "safety officer", &["Iola Marsh"]);
    check(text, "schoolteacher", &[]);
}

#[test]
fn an_office_means_whoever_the_article_says_holds_it() {
    check(HARBOUR, "the harbour director", &["Tobias Renn"]);
    check(HARBOUR, "the mayor of Senn", &["Ilse Brandt"]);
    check(HARBOUR, "mayor", &["Ilse Brandt"]);
    check(HARBOUR, "Mayor Brandt", &["Ilse Brandt"]);
    check(HARBOUR, "deputy mayor", &["deputy mayor"]);
    check(HARBOUR, "the director of Senn", &[]);
}

#[test]
fn an_institution_is_not_those_who_speak_for_it() {
    let text = "The transport ministry said the line was safe. A transport ministry official said it was not. \
        The Institute of Marine Research said the ship was late.";
    check(text, "transport ministry", &["transport ministry"]);
    check(text, "Institute of Marine Research", &["Institute of Marine Research"]);
    check(text, "research", &[]);
}

#[test]
fn other_languages_have_offices_too() {
    let german =
        "„Die Brücke bleibt zu“, sagte Verkehrsministerin Ada Quill am Montag. Quill sagte, der Bau dauere lange.";
    assert_eq!(meant(&stored(german, Language::GERMAN), "die Verkehrsministerin"), ["Ada Quill"]);
    let french = "« Le pont est fermé », a déclaré Odile Marchand, maire de Valmercy.";
    assert_eq!(meant(&stored(french, Language::FRENCH), "la maire de Valmercy"), ["Odile Marchand"]);
    let spanish = "«El puente está cerrado», dijo la alcaldesa Inés Robledo.";
    assert_eq!(meant(&stored(spanish, Language::SPANISH), "alcaldesa"), ["Inés Robledo"]);
}

/// How many comparisons of phrases the sources of a text take, how many phrases there are, and how many sources.
fn effort(text: &str) -> [usize; 3] {
    let stored = stored(text, Language::ENGLISH);
    phrase::tests::COMPARED.set(0);
    let found = sources(&stored);
    let phrases = found.iter().map(|source| source.phrases.len()).sum();
    [phrase::tests::COMPARED.get(), phrases, found.len()]
}

#[test]
fn the_work_grows_as_an_article_does_and_no_faster() {
    let minutes = |lines: usize| "“Berth 17 pays less,” the clerk said.\n\n".repeat(lines);
    // Everybody new and of one family, and one person described anew each time.
    let members = |lines: usize| -> String {
        let line = |at| format!("“Berth {at} pays less,” Ann{} Orvik said.\n\n", in_letters(at));
        (0..lines).map(line).collect()
    };
    let described = |lines: usize| -> String {
        let line = |at| format!("“Berth {at} pays less,” said Ann Orvik, the mayor of Senn{}.\n\n", in_letters(at));
        (0..lines).map(line).collect()
    };
    let check = |what: &str, of: &dyn Fn(usize) -> String, sources: [usize; 2]| {
        let [one, two] = [300, 600].map(|lines| effort(&of(lines)));
        assert_eq!([one[2], two[2]], sources, "{what}");
        assert!(
            one[0] > 0 && two[0] <= 2 * one[0] + 4 * MOST * MOST,
            "{what}: {} comparisons, {} of twice as much",
            one[0],
            two[0]
        );
        assert!(two[1] <= MOST * two[2], "{what}: {} phrases", two[1]);
    };
    check("minutes", &minutes, [1, 1]);
    check("members", &members, [300, 600]);
    check("described", &described, [1, 1]);
    assert_eq!(effort(&minutes(300))[1], 1, "one description, however often it is there");
}

/// A number as a word of its own.
fn in_letters(number: usize) -> String {
    number.to_string().bytes().map(|digit| char::from(digit - b'0' + b'a')).collect()
}
