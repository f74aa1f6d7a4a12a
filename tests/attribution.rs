//! Who says what: marked sentences by class, one a line, and the promises that hold for any text.
//!
//! In the cases `{content}`, `<source>` and `|cue|` mark what is found; a case without marks has nobody speaking.

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

/// The text without its marks, and where the marked content begins.
fn unmarked(marked: &str) -> (String, Option<usize>) {
    let mut text = String::new();
    let mut content = None;
    for c in marked.chars() {
        match c {
            '{' => content = content.or(Some(text.len())),
            '}' | '<' | '>' | '|' => {}
            _ => text.push(c),
        }
    }
    (text, content)
}

/// Puts the marks of an attribution into its text.
fn marked(text: &Text, attribution: &Attribution) -> String {
    let mut marks: Vec<(usize, usize, char)> = Vec::new();
    let mut add = |span: Span, open, close| marks.extend([(span.start(), 1, open), (span.end(), 0, close)]);
    attribution.content.iter().for_each(|&part| add(part, '{', '}'));
    attribution.source.into_iter().for_each(|source| add(source, '<', '>'));
    attribution.cue.into_iter().for_each(|cue| add(cue, '|', '|'));
    marks.sort();
    let mut shown = text.as_str().to_owned();
    for (at, _, mark) in marks.into_iter().rev() {
        shown.insert(at, mark);
    }
    shown
}

/// What is found in a marked text: the attribution of the marked content, or the text itself where nobody speaks.
fn outcome(case: &str, language: &str) -> String {
    let (text, content) = unmarked(case);
    let text = Text::new(text);
    let all = found(&text, language);
    let at = content.unwrap_or(0);
    let best =
        all.iter().find(|attribution| attribution.content.iter().any(|part| part.start() <= at && at < part.end()));
    best.or(all.first()).map_or_else(|| text.as_str().to_owned(), |attribution| marked(&text, attribution))
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
fn english_direct_speech() {
    check_file(include_str!("attribution/direct.txt"), "en");
}

#[test]
fn english_indirect_speech() {
    check_file(include_str!("attribution/indirect.txt"), "en");
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
fn spanish() {
    check_file(include_str!("attribution/spanish.txt"), "es");
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

#[test]
fn a_source_is_resolved_to_its_fullest_form() {
    check_resolved("Mayor Ann Lee spoke. Lee said the bridge was safe.", "Lee", "Mayor Ann Lee");
    check_resolved("Mayor Ann Lee spoke. She said the bridge was safe.", "She", "Mayor Ann Lee");
    check_resolved("Mayor Ann Lee spoke. Ms. Lee said the bridge was safe.", "Ms. Lee", "Mayor Ann Lee");
    check_resolved("Ann Lee, the mayor, spoke. The mayor said the bridge was safe.", "The mayor", "Ann Lee");
    check_resolved("A US official spoke. The official said the bridge was safe.", "The official", "A US official*");
    check_resolved(
        "The harbor ministry said no. The ministry said it was late.",
        "The ministry",
        "The harbor ministry",
    );
}

#[test]
fn a_doubtful_source_is_not_resolved() {
    check_resolved("Ann Lee and Bob Lee came. Lee said the bridge was safe.", "Lee", "-");
    check_resolved("A French official and a US official met. The official said no.", "The official", "-*");
    check_resolved("Ann Lee spoke. He said the bridge was safe.", "He", "-");
    check_resolved("They said the bridge was safe.", "They", "-");
}

#[test]
fn a_pronoun_means_the_nearest_source_or_subject_it_can_mean() {
    let osk = "The lawyer, Pia Quist, said no. ¶ Henrik Osk, the master of the barge, told the inquiry that he saw it. “It was late,” he said.";
    check_resolved(osk, "he", "Henrik Osk");
    let diplomat = "A diplomat familiar with the talks, speaking on condition of anonymity, said no. ¶ The diplomat said it was late.";
    check_resolved(diplomat, "The diplomat", "A diplomat familiar with the talks*");
    let roth = "Vic Lorne told the court no. ¶ His lawyer, Caspian Roth, said that every transfer had been ordered by Vic. He said it was late.";
    check_resolved(roth, "He", "Caspian Roth");
    let clerk = "Her lawyer, Ann Roe, spoke. ¶ A former clerk of the harbor told the court that it was late. She said it was closed.";
    check_resolved(clerk, "She", "A former clerk of the harbor*");
    let husband = "Dr. Pia Lyle is on board. Her husband, Conrad Lyle, told the paper that he had heard from her. “She is fine,” he said.";
    check_resolved(husband, "he", "Conrad Lyle");
    let tail = "It was closed, according to Capt. Mira Dask. Four people were hurt, and one woman was ill, she said.";
    check_resolved(tail, "she", "Capt. Mira Dask");
    check_resolved("Henrietta Maas asked how a man could fail. “I noticed it,” he replied.", "he", "-");
    check_resolved("Bob Roe met Tom Dow. He said it was late.", "He", "Bob Roe");
    check_resolved("Bob Roe and Tom Dow came. He said it was late.", "He", "-");
}

#[test]
fn what_is_known_of_a_person_is_not_forgotten() {
    let halloran =
        "Deputy Mayor Tom Halloran said no. ¶ Councillor Ines Halloran called it a toll. She said it was late. ¶ ";
    check_resolved(&format!("{halloran}Ms. Halloran said it was closed."), "Ms. Halloran", "Councillor Ines Halloran");
    check_resolved(&format!("{halloran}Mr. Halloran said it was closed."), "Mr. Halloran", "Deputy Mayor Tom Halloran");
    check_resolved(&format!("{halloran}Halloran said it was closed."), "Halloran", "-");
}

#[test]
fn a_source_is_never_resolved_to_less_than_it_says() {
    check_resolved("They moved to Dunmoor, its director, Dr. Pia Ferran, said.", "its director, Dr. Pia Ferran", "-");
    check_resolved(
        "Captain tells inquiry no ¶ The captain of the ferry told the inquiry that it was late.",
        "The captain of the ferry",
        "-*",
    );
    check_resolved(
        "It met. The inquiry’s chair, Wilma Stroud, said it was late.",
        "The inquiry’s chair, Wilma Stroud",
        "-",
    );
    check_resolved("It met. Ostrella’s army said it was late.", "Ostrella’s army", "-");
    check_resolved(
        "They came to the city hall to assist Flint Mayor Karen Weaver. Weaver said it was late.",
        "Weaver",
        "Flint Mayor Karen Weaver",
    );
    check_resolved("Karen Weaver spoke Monday. Weaver said it was late.", "Weaver", "Karen Weaver");
    check_resolved(
        "Ansel Rook, the district governor, left. The governor said it was late.",
        "The governor",
        "Ansel Rook",
    );
}

#[test]
fn a_source_without_a_name_is_anonymous() {
    check_resolved("Officials said the bridge was safe.", "Officials", "-*");
    check_resolved("A senior official said the bridge was safe.", "A senior official", "-*");
    check_resolved("The coast guard said the bridge was safe.", "The coast guard", "-");
    check_resolved("The company said the bridge was safe.", "The company", "-");
    check_resolved("Ann Lee said the bridge was safe.", "Ann Lee", "-");
    check_resolved("A guard, who asked not to be named, said it was safe.", "A guard, who asked not to be named", "-*");
    check_resolved("People familiar with the matter said it was safe.", "People familiar with the matter", "-*");
    check_resolved(
        "One of them, who asked that her name not be used, said it was safe.",
        "One of them, who asked that her name not be used",
        "-*",
    );
    check_resolved(
        "Ann Lee, who was named mayor in May, said it was safe.",
        "Ann Lee, who was named mayor in May",
        "-",
    );
    check_resolved(
        "A ministry official, speaking on condition of anonymity because the inquiry is open, said it was safe.",
        "A ministry official, speaking on condition of anonymity because the inquiry is open",
        "-*",
    );
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

/// A generous limit, met many times over: what would grow with the square of the length takes minutes.
fn check_fast(text: String) {
    let start = std::time::Instant::now();
    check_promises(&Text::new(text), Some(Language::ENGLISH));
    assert!(start.elapsed().as_secs() < 20, "{:?}", start.elapsed());
}

#[test]
fn long_texts_take_time_in_proportion() {
    check_fast("the mayor of the town ".repeat(45_000));
    check_fast("“".repeat(100_000));
    check_fast("“a” ".repeat(50_000));
    check_fast("\"".repeat(100_000));
    check_fast("he said ".repeat(60_000));
    check_fast("Ann Lee said, ".repeat(40_000));
    check_fast("‘a ".repeat(100_000));
    check_fast("“It fell. It rose” he said that she said “no”, ".repeat(20_000));
}
