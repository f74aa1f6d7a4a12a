//! Who says what: marked sentences by class, one a line, and the promises that hold for any text.
//!
//! In the cases `{content}`, `<source>` and `|cue|` mark what is found, `{?content}` where its source is too unsure to be shown
//! as the speaker. A case fails on every other attribution that is sure, and one without marks on any.

use onrecord::article::{Attribution, Speech, Voice};
use onrecord::attribution::{SURE, attribute, voice_of};
use onrecord::language::Language;
use onrecord::segment::segment;
use onrecord::text::{Span, Text};
use proptest::prelude::*;

fn found(text: &Text, language: &str) -> Vec<Attribution> {
    let language = Language::from_code(language);
    attribute(text, &segment(text, language), language)
}

/// The text without its marks, and where each marked content begins.
fn unmarked(marked: &str) -> (String, Vec<usize>) {
    let mut text = String::new();
    let mut contents = Vec::new();
    for c in marked.replace("{?", "{").chars() {
        match c {
            '{' => contents.push(text.len()),
            '}' | '<' | '>' | '|' => {}
            _ => text.push(c),
        }
    }
    (text, contents)
}

/// Puts the marks of attributions into their text.
fn marked(text: &Text, attributions: &[&Attribution]) -> String {
    let mut marks: Vec<(usize, usize, &str)> = Vec::new();
    let mut add = |span: Span, open, close| marks.extend([(span.start(), 1, open), (span.end(), 0, close)]);
    for attribution in attributions {
        let unsure = attribution.source.is_some() && attribution.sure_source().is_none();
        for (number, &part) in attribution.content.iter().enumerate() {
            add(part, if unsure && number == 0 { "{?" } else { "{" }, "}");
        }
        attribution.source.into_iter().for_each(|source| add(source, "<", ">"));
        attribution.cue.into_iter().for_each(|cue| add(cue, "|", "|"));
    }
    marks.sort_unstable();
    marks.dedup();
    let mut shown = text.as_str().to_owned();
    for (at, _, mark) in marks.into_iter().rev() {
        shown.insert_str(at, mark);
    }
    shown
}

/// What is found in a marked text: the attributions of the marked contents and every sure one, marked or not.
fn outcome(case: &str, language: &str) -> String {
    let (text, contents) = unmarked(case);
    let text = Text::new(text);
    let all = found(&text, language);
    let begins = |said: &&Attribution, at: usize| said.content.iter().any(|part| part.start() == at);
    let holds = |said: &&Attribution, at: usize| said.content.iter().any(|part| part.start() <= at && at < part.end());
    let named = |at: usize| all.iter().find(|said| begins(said, at)).or(all.iter().find(|said| holds(said, at)));
    let meant: Vec<&Attribution> = contents.iter().filter_map(|&at| named(at)).collect();
    let nobody = contents.is_empty();
    let shown = |said: &&Attribution| nobody || said.sure_source().is_some() || meant.contains(said);
    marked(&text, &all.iter().filter(shown).collect::<Vec<_>>())
}

/// Checks every line of a file of cases; `¶` stands for a paragraph end, `#` begins a remark.
fn check_file(cases: &str, language: &str) {
    let mut wrong = Vec::new();
    for case in cases.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
        let case = case.replace(" ¶ ", "\n\n");
        let outcome = outcome(&case, language);
        if outcome != case {
            wrong.push(format!("expected: {case}\n   found: {outcome}"));
        }
    }
    assert!(wrong.is_empty(), "{} cases\n{}", wrong.len(), wrong.join("\n").replace("\n\n", " ¶ "));
}

#[test]
fn the_parts_of_what_is_said_stand_apart() {
    // A dash makes the whole paragraph speech, and there are quotation marks in it.
    let text = Text::new("—El puente sigue cerrado —dijo Brandt—. Ayer, «no hay duda». ¿Qué más?");
    let parts = |attribution: &Attribution| attribution.content.iter().filter_map(|part| text.cut(*part)).collect();
    let said: Vec<Vec<&str>> = found(&text, "es").iter().map(parts).collect();
    assert_eq!(said, [["El puente sigue cerrado", "Ayer, «no hay duda».", "¿Qué más?"]]);
}

#[test]
fn english_direct_speech() {
    check_file(include_str!("attribution/direct.txt"), "en");
}

#[test]
fn english_indirect_speech() {
    check_file(include_str!("attribution/indirect.txt"), "en");
}

#[test]
fn english_reports() {
    check_file(include_str!("attribution/reports.txt"), "en");
}

#[test]
fn english_sources() {
    check_file(include_str!("attribution/sources.txt"), "en");
}

#[test]
fn english_turns() {
    check_file(include_str!("attribution/turns.txt"), "en");
}

#[test]
fn marks_of_every_kind() {
    check_file(include_str!("attribution/marks.txt"), "en");
}

#[test]
fn transcripts_and_interviews() {
    check_file(include_str!("attribution/transcripts.txt"), "en");
}

#[test]
fn statements_quoted_as_blocks() {
    check_file(include_str!("attribution/blocks.txt"), "en");
}

#[test]
fn an_answer_is_the_interviewees_where_there_is_only_one() {
    let text = "Prof. Ann Lee has kept the light for 31 years. ¶ Q: Did you mean to stay? ¶ A: No. It was late.";
    check_resolved(text, "A", "Prof. Ann Lee");
    check_resolved(text, "Q", "-");
    check_resolved("Ann Lee met Mr. Bob Roe. ¶ Q: Did you mean to stay? ¶ A: No. It was late.", "A", "-");
    check_resolved("Agda Morrin came. ¶ Morrin: No. I was late.", "Morrin", "Agda Morrin");
}

#[test]
fn english_verbs() {
    check_file(include_str!("attribution/verbs.txt"), "en");
}

#[test]
fn nobody_speaks() {
    check_file(include_str!("attribution/silent.txt"), "en");
}

#[test]
fn german() {
    check_file(include_str!("attribution/german.txt"), "de");
}

#[test]
fn french() {
    check_file(include_str!("attribution/french.txt"), "fr");
}

#[test]
fn a_language_without_a_lexicon() {
    check_file(include_str!("attribution/other.txt"), "it");
}

#[test]
fn what_is_quoted_in_other_scripts_is_somebodys() {
    for (language, case) in [
        ("zh", "议会主席王丽说：{“我们不能就空白文件进行表决。”} ¶ 大桥昨天关闭。"),
        ("ja", "田中議長は{「空白のページがある文書では採決できない」}と語った。"),
        ("ar", "وقالت رئيسة المجلس: {«لا يمكننا التصويت على وثيقة فارغة»}."),
        ("ru", "{«Мы не можем голосовать за пустой документ»}, — сказала вчера председатель."),
    ] {
        check_file(case, language);
    }
}

#[test]
fn spanish() {
    check_file(include_str!("attribution/spanish.txt"), "es");
}

#[test]
fn nouns_adjectives_and_turns_of_phrase() {
    check_file(include_str!("attribution/nouns.txt"), "en");
}

#[test]
fn wishes_orders_and_feelings() {
    check_file(include_str!("attribution/wanting.txt"), "en");
}

#[test]
fn passives_and_whoever_stands_behind_by() {
    check_file(include_str!("attribution/passive.txt"), "en");
}

#[test]
fn hearsay() {
    check_file(include_str!("attribution/hearsay.txt"), "en");
}

#[test]
fn long_and_shared_sources() {
    check_file(include_str!("attribution/names.txt"), "en");
}

#[test]
fn sources_behind_and_within_what_is_said() {
    check_file(include_str!("attribution/inserted.txt"), "en");
}

#[test]
fn several_reports_in_one_sentence() {
    check_file(include_str!("attribution/sharing.txt"), "en");
}

#[test]
fn quotations_over_paragraphs_and_marks_without_speech() {
    check_file(include_str!("attribution/running.txt"), "en");
}

#[test]
fn marks_within_marks_and_lost_marks() {
    check_file(include_str!("attribution/nested.txt"), "en");
}

#[test]
fn words_of_saying_in_the_articles_own_voice() {
    check_file(include_str!("attribution/own_voice.txt"), "en");
}

#[test]
fn interviews_statements_and_signatures() {
    check_file(include_str!("attribution/interview.txt"), "en");
}

#[test]
fn sentences_as_long_as_a_newspapers() {
    check_file(include_str!("attribution/news.txt"), "en");
}

#[test]
fn german_news() {
    check_file(include_str!("attribution/german_news.txt"), "de");
}

#[test]
fn french_news() {
    check_file(include_str!("attribution/french_news.txt"), "fr");
}

#[test]
fn spanish_news() {
    check_file(include_str!("attribution/spanish_news.txt"), "es");
}

/// What the source of the last attribution stands for, with an asterisk where it has no name.
fn check_resolved(text: &str, source: &str, expected: &str) {
    let text = Text::new(text.replace(" ¶ ", "\n\n"));
    let all = found(&text, "en");
    let cut = |span: Span| text.cut(span).unwrap_or("?");
    let last = all.iter().rfind(|attribution| attribution.source.is_some_and(|span| cut(span) == source));
    let shown = last.map(|attribution| {
        let anonymous = if attribution.anonymous { "*" } else { "" };
        format!("{}{anonymous}", attribution.resolved.map_or("-", cut))
    });
    assert_eq!(shown.as_deref(), Some(expected), "{source} in {text:?}");
}

/// Checks every line of a file of sources: `<source>` in its text, and behind ` = ` what it stands for, with an asterisk where it
/// has no name and a dash where the article tells nothing more.
fn check_sources(cases: &str, language: &str) {
    let mut wrong = Vec::new();
    for case in cases.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
        let case = case.replace(" ¶ ", "\n\n");
        let (marked, expected) = case.split_once(" = ").expect("a case has an outcome");
        let start = marked.find('<').expect("a case marks a source");
        let text = Text::new(marked.replace(['<', '>'], ""));
        let cut = |span: Span| text.cut(span).unwrap_or("?");
        let all = found(&text, language);
        let said = all.iter().find(|attribution| attribution.source.is_some_and(|source| source.start() == start));
        let shown = said.map_or("nobody".to_owned(), |attribution| {
            let anonymous = if attribution.anonymous { "*" } else { "" };
            format!("{}{anonymous}", attribution.resolved.map_or("-", cut))
        });
        let source = said.and_then(|said| said.source).map_or(0, Span::len);
        if shown != expected || marked.find('>') != Some(start + 1 + source) {
            wrong.push(format!("expected: {case}\n   found: {shown}"));
        }
    }
    assert!(wrong.is_empty(), "{} cases\n{}", wrong.len(), wrong.join("\n").replace("\n\n", " ¶ "));
}

#[test]
fn sources_stand_for_what_the_article_calls_them_in_full() {
    check_sources(include_str!("attribution/resolve.txt"), "en");
}

#[test]
fn names_pronouns_and_offices_stand_for_somebody_or_for_nobody() {
    check_sources(include_str!("attribution/who.txt"), "en");
}

#[test]
fn somebody_or_nobody_in_german_french_and_spanish() {
    check_sources(include_str!("attribution/german_who.txt"), "de");
    check_sources(include_str!("attribution/french_who.txt"), "fr");
    check_sources(include_str!("attribution/spanish_who.txt"), "es");
}

#[test]
fn sources_without_a_name() {
    check_sources(include_str!("attribution/anonymity.txt"), "en");
}

#[test]
fn the_voice_of_a_stretch_of_text() {
    let text = Text::new("The old bridge closed in May. “It is safe now,” Mayor Ann Lee said. It rained.");
    let all = found(&text, "en");
    let voices: Vec<Voice> = segment(&text, None).sentences.iter().map(|&span| voice_of(span, &all)).collect();
    assert_eq!(voices[0], Voice::Article);
    assert!(matches!(&voices[1], Voice::Source(said) if said.speech == Speech::Direct && said.confidence >= SURE));
    assert_eq!(voices[2], Voice::Article);
}

/// Whose words the last sentence of a text is: its source, "?" where nobody is named, "-" for the article itself.
fn check_voice(text: &str, expected: &str) {
    let text = Text::new(text);
    let all = found(&text, "en");
    let last = segment(&text, None).sentences.last().copied();
    let voice = last.map(|span| voice_of(span, &all));
    let shown = match &voice {
        Some(Voice::Source(said)) => said.source.and_then(|span| text.cut(span)).unwrap_or("nobody"),
        Some(Voice::Uncertain(_)) => "?",
        _ => "-",
    };
    assert_eq!(shown, expected, "{text:?}");
}

#[test]
fn a_sure_source_speaks_from_a_fifth_of_the_articles_own_words_on() {
    check_voice(
        "The bridge, which was built in 1742 and widened in 1911, is “safe as houses,” Mayor Ann Lee said.",
        "Mayor Ann Lee",
    );
    check_voice("The council met for three hours on Monday night in the new town hall, and Ann Lee said no.", "-");
    check_voice("The bridge is reportedly closed.", "?");
}

#[test]
fn all_that_one_source_says_in_a_sentence_counts_together() {
    check_voice(
        "Ilse Brandt left early. Since she praised the council in March, she has been a familiar sight at every school in the \
         valley, urging young engineers to hurry with a simple message: “Mind the tide!”",
        "she",
    );
}

/// Whose words a sentence is: whoever the source stands for, else the source; "?" where that is not sure, "-" for the article.
fn speaker(text: &Text, sentence: Span, all: &[Attribution]) -> String {
    match voice_of(sentence, all) {
        Voice::Source(said) => {
            said.resolved.or(said.source).and_then(|span| text.cut(span)).unwrap_or("nobody").to_owned()
        }
        Voice::Uncertain(_) => "?".to_owned(),
        _ => "-".to_owned(),
    }
}

/// Checks articles sentence by sentence: a heading with the language, then `speaker | sentence`, where the speaker is whoever is
/// found, word for word; an empty line ends an article.
fn check_articles(cases: &str) {
    let mut wrong = Vec::new();
    for article in cases.split("\n\n") {
        let (heading, lines) = article.split_once('\n').expect("an article has a heading");
        let language = heading.trim_start_matches("# ").split(':').next().unwrap_or_default();
        let expected: Vec<(&str, &str)> = lines.lines().filter_map(|line| line.split_once(" | ")).collect();
        let sentences: Vec<&str> = expected.iter().map(|(_, sentence)| *sentence).collect();
        let text = Text::new(sentences.join(" ").replace(" ¶ ", "\n\n"));
        let spans = segment(&text, Language::from_code(language)).sentences;
        let all = found(&text, language);
        assert_eq!(spans.len(), expected.len(), "{heading}");
        for (&span, (name, sentence)) in spans.iter().zip(expected) {
            let found = speaker(&text, span, &all);
            if found != name {
                wrong.push(format!("expected: {name} | {sentence}\n   found: {found}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{} sentences\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn every_sentence_of_an_article_has_its_speaker() {
    check_articles(include_str!("attribution/articles.txt"));
}

/// The promises that hold for any text.
fn check_promises(text: &Text, language: Option<Language>) {
    for attribution in attribute(text, &segment(text, language), language) {
        assert!(!attribution.content.is_empty());
        assert!((0.0..=1.0).contains(&attribution.confidence));
        let roles: Vec<Span> =
            attribution.content.iter().copied().chain(attribution.source).chain(attribution.cue).collect();
        for (number, &role) in roles.iter().enumerate() {
            assert!(text.cut(role).is_some_and(|words| !words.is_empty()), "{role:?} in {text:?}");
            assert!(roles[number + 1..].iter().all(|other| !role.overlaps(*other)), "{attribution:?} in {text:?}");
        }
        assert!(attribution.resolved.is_none_or(|span| text.cut(span).is_some()));
    }
}

/// Words and marks that make something like sentences, so that every rule gets its turn.
fn soup() -> impl Strategy<Value = String> {
    let pieces = prop::sample::select(vec![
        "he",
        "Ann",
        "Lee",
        "said",
        "that",
        "the",
        "claims",
        "officials",
        "according",
        "to",
        ",",
        ".",
        "“",
        "”",
        "\"",
        "'",
        "’s",
        "«",
        "»",
        "\n\n",
        "\n",
        ":",
        "—",
        "(",
        ")",
        "who",
        "and",
        "was",
        "by",
        "not",
        "reportedly",
        "told",
        "as",
        "expected",
        "his",
        "belief",
        "Zoë",
        "。",
        "„",
        "dit-il",
        "qu’",
        "1,000",
        "U.S.",
        "?",
        "is",
        "in",
        "statement",
    ]);
    prop::collection::vec(pieces, 0..120).prop_map(|pieces| pieces.join(" "))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_keeps_the_promises(text in ".{0,400}") {
        check_promises(&Text::new(text), Some(Language::ENGLISH));
    }

    #[test]
    fn any_words_keep_the_promises(text in soup(), language in prop::sample::select(vec!["en", "de", "fr", "es", "fi"])) {
        check_promises(&Text::new(text), Language::from_code(language));
    }

    #[test]
    fn sentences_hold_every_visible_character_once(text in "[a-zA-Z.?!“”\"'« »\n ü。]{0,300}") {
        let text = Text::new(text);
        let segments = segment(&text, None);
        let inside: String = segments.sentences.iter().filter_map(|&span| text.cut(span)).collect();
        let visible = |words: &str| words.chars().filter(|c| !c.is_whitespace()).collect::<String>();
        prop_assert_eq!(visible(&inside), visible(text.as_str()));
        prop_assert!(segments.sentences.windows(2).all(|pair| pair[0].end() <= pair[1].start()));
        let passages: Vec<usize> = segments.passages.iter().cloned().flatten().collect();
        prop_assert_eq!(passages, (0..segments.sentences.len()).collect::<Vec<_>>());
    }
}

#[test]
fn what_breaks_off_keeps_the_promises() {
    let check = |text: &str| check_promises(&Text::new(text), Some(Language::ENGLISH));
    check("is told the to");
    check("“ who ” — Ann “ ? ” he");
    check("he is told “ to \n\n");
}

/// Work on one unit may grow with its square; that no unit is long, so that the whole stays in proportion, is tested where they are
/// cut. Here a megabyte of what would chain without end keeps the promises, and a test that does not end is noticed too.
#[test]
fn texts_that_would_chain_without_end_keep_the_promises() {
    let check_long = |text: String| check_promises(&Text::new(text), Some(Language::ENGLISH));
    check_long("the mayor of the town ".repeat(45_000));
    check_long("“".repeat(100_000));
    check_long("“a” ".repeat(50_000));
    check_long("\"".repeat(100_000));
    check_long("he said ".repeat(60_000));
    check_long("Ann Lee said, ".repeat(40_000));
    check_long("‘a ".repeat(100_000));
    check_long("“It fell. It rose” he said that she said “no”, ".repeat(20_000));
}
