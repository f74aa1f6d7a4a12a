//! Who says what in a whole collection: `onrecord said`, `--said-by`, and the names that can be listed.

use jiff::civil::date;
use onrecord::answer::{Silence, Understanding, Who};
use onrecord::article::Speech;
use onrecord::ask::{Question, Request, Wishes, ask, by_source};
use onrecord::library::{Filters, Library, Listed, Names, Query};

#[path = "support/shelf.rs"]
mod shelf;
use shelf::{Shelf, shown};

fn by(name: &str) -> Request {
    Request { name: name.into(), limit: 20, ..Request::default() }
}

const OLD: &str = "The quay is sinking, Harbour Director Tobias Renn said on Friday. A spokesman for Renn said the cranes were fine. \
    The cafe sold soup. “We will close the quay,” Renn said.";
const NEW: &str = "Tobias Renn denied on Monday that the quay was closed. Renn’s lawyer said nobody was hurt.";
const OTHER: &str = "Anna Renn said the tram was late. The harbour director said the quay would open in May.";

fn harbour() -> Shelf {
    Shelf::of(&[
        ("2024-03-01", "The Görlen Post", OLD),
        ("2024-05-09", "Senn Courier", NEW),
        ("", "Senn Courier", OTHER),
    ])
}

#[test]
fn a_person_is_quoted_newest_first_and_nobody_else_under_the_name() {
    let said = harbour().said(&by("Tobias Renn"));
    let expected = [
        "b: Tobias Renn denied on Monday that the quay was closed.",
        "a: The quay is sinking, Harbour Director Tobias Renn said on Friday.",
        "a: “We will close the quay,” Renn said.",
    ];
    assert_eq!(shown(&said.findings), expected);
    assert_eq!(said.speakers.len(), 1);
    assert_eq!((said.speakers[0].name.as_str(), said.speakers[0].sayings), ("Tobias Renn", 3));
    let of_both = harbour().said(&by("Renn"));
    assert_eq!(shown(&of_both.findings).last().map(String::as_str), Some("c: Anna Renn said the tram was late."));
    assert_eq!(of_both.speakers.len(), 2);
}

#[test]
fn an_office_finds_whoever_an_article_says_holds_it() {
    let said = harbour().said(&by("the harbour director"));
    let expected = [
        "a: The quay is sinking, Harbour Director Tobias Renn said on Friday.",
        "a: “We will close the quay,” Renn said.",
        "c: The harbour director said the quay would open in May.",
    ];
    assert_eq!(shown(&said.findings), expected);
}

#[test]
fn a_topic_filters_and_numbers_narrow_it_down() {
    let shelf = harbour();
    let about = Request { about: "sinking".into(), ..by("Renn") };
    assert_eq!(
        shown(&shelf.said(&about).findings),
        ["a: The quay is sinking, Harbour Director Tobias Renn said on Friday."]
    );
    let direct = shelf.said(&Request { direct: true, ..by("Renn") });
    assert_eq!(shown(&direct.findings), ["a: “We will close the quay,” Renn said."]);
    assert!(direct.findings.iter().all(|finding| {
        finding.quote.voice().attribution().is_some_and(|attribution| attribution.speech == Speech::Direct)
    }));
    let filters = Filters { publisher: vec!["gorlen".into()], ..Filters::default() };
    assert_eq!(shelf.said(&Request { filters, ..by("Tobias Renn") }).findings.len(), 2);
    let filters = Filters { after: Some(date(2024, 4, 1)), ..Filters::default() };
    assert_eq!(shelf.said(&Request { filters, ..by("Tobias Renn") }).findings.len(), 1);
    let first = shelf.said(&Request { limit: 1, ..by("Tobias Renn") });
    assert!(first.more && first.findings.len() == 1);
    assert!(!shelf.said(&Request { limit: 3, ..by("Tobias Renn") }).more);
}

#[test]
fn where_nobody_is_meant_names_come_near() {
    let said = harbour().said(&by("Maria Renn"));
    assert!(said.findings.is_empty() && said.speakers.is_empty());
    assert_eq!(said.near[..2], ["Tobias Renn", "Anna Renn"]);
    assert!(harbour().said(&by("…")).findings.is_empty());
    assert!(harbour().said(&by("the")).findings.is_empty());
}

#[test]
fn a_question_for_one_speakers_words_shows_no_one_else() {
    let shelf = harbour();
    let asked = |name: &str, words: &str| {
        let filters = Wishes { said_by: Some(name.into()), ..Wishes::default() }.filters().expect("a name");
        let question = Question { filters, limit: 10, ..Question::new(words, date(2024, 6, 1)) };
        shown(ask(&shelf.reading(), &question).expect("an index in order").findings())
    };
    let sinking = "a: The quay is sinking, Harbour Director Tobias Renn said on Friday.";
    assert_eq!(asked("Renn", "Is the quay sinking?").first().map(String::as_str), Some(sinking));
    assert_eq!(asked("the harbour director", "Is the quay sinking?").first().map(String::as_str), Some(sinking));
    assert!(asked("Renn", "Were the cranes fine?").iter().all(|shown| !shown.contains("spokesman")));
    assert!(asked("Renn", "Was nobody hurt?").iter().all(|shown| !shown.contains("lawyer")));
    assert_eq!(
        asked("a spokesman for Renn", "Were the cranes fine?"),
        ["a: A spokesman for Renn said the cranes were fine."]
    );
    assert!(asked("Anna Renn", "Is the quay sinking?").is_empty());
}

const WIRE: &str =
    "The icebreaker Boreal reached the stranded ship Perdita in pack ice off Hollin, Captain Astrid Venn said.";

#[test]
fn a_wire_story_is_quoted_once_with_all_who_carry_it() {
    let copy = format!("SENN (Northline) — {WIRE} The town sold soup.");
    let other = WIRE.replace("Venn said", "Venn said on Monday").replace("Perdita", "Perdita and 38 people");
    let shelf = Shelf::of(&[
        ("2024-03-01", "Northline Wire", WIRE),
        ("2024-03-02", "Senn Courier", &copy),
        ("2024-03-03", "The Görlen Post", &other),
        ("", "Quay Post", WIRE),
    ]);
    let carriers = |finding: &onrecord::answer::Finding| -> Vec<String> {
        finding.also.iter().map(|headline| headline.id.clone()).collect()
    };
    let said = shelf.said(&by("Astrid Venn"));
    let ids: Vec<&str> = said.findings.iter().map(|finding| finding.quote.article().id.0.as_str()).collect();
    assert_eq!(ids, ["c", "b"], "another figure is another passage");
    assert!(carriers(&said.findings[0]).is_empty());
    assert_eq!(carriers(&said.findings[1]), ["a", "d"]);
    let question =
        Question { limit: 10, ..Question::new("Where did the icebreaker Boreal reach the Perdita?", date(2024, 6, 1)) };
    let answer = ask(&shelf.reading(), &question).expect("an index in order");
    let carried: Vec<usize> = answer.findings().iter().map(|finding| finding.also.len()).collect();
    assert!(carried.contains(&2), "{:?}", shown(answer.findings()));
    assert!(answer.findings().len() <= 2, "{:?}", shown(answer.findings()));
}

const DISPUTE: &[(&str, &str, &str)] = &[
    (
        "2024-03-03",
        "Senn Courier",
        "Twelve miners were hurt when the roof of Harrow Deep came down, Inspector Ada Quill said on Sunday.",
    ),
    (
        "2024-03-02",
        "Senn Courier",
        "The roof of Harrow Deep came down on Saturday, a baker said. The town of Senn watched the roof of Harrow Deep.",
    ),
    (
        "2024-03-01",
        "Northline Wire",
        "The roof of Harrow Deep had been inspected, Bo Lark said. The roof of Harrow Deep was hurt by rain, Bo Lark said.",
    ),
    ("2024-03-04", "The Görlen Post", "Nineteen miners were hurt when the roof came down, Iola Marsh said."),
];

#[test]
fn both_sides_stand_among_the_first_three() {
    let question = Question {
        limit: 3,
        ..Question::new("How many miners were hurt when the roof of Harrow Deep came down?", date(2024, 6, 1))
    };
    let answer = ask(&Shelf::of(DISPUTE).reading(), &question).expect("an index in order");
    let shown = shown(answer.findings());
    assert!(
        shown.iter().any(|quote| quote.starts_with("a: Twelve"))
            && shown.iter().any(|quote| quote.starts_with("d: Nineteen")),
        "{shown:?}"
    );
}

/// Whoever turns pages asks again for more, and must meet the same answers in the same order.
#[test]
fn more_answers_begin_with_the_fewer() {
    let fillers = [
        "Bo Lark watched ambulances carry bandaged colleagues past the canteen",
        "Ida Senn blamed rotten timber ordered by the former owner years ago",
        "Ulf Marsh praised volunteers digging through mud until dawn broke",
        "Eva Tarn closed every school near the shaft for a week of mourning",
        "Max Holm asked parliament to fund pumps, lamps and better helmets",
        "Lea Ford counted empty lockers beside the showers that evening",
        "Kai Rook drove horses uphill with blankets, bread and hot soup",
        "Zoe Vane sold candles outside the chapel and gave away flowers",
        "Tim Ash repaired the telephone line while it rained on his coat",
    ];
    let fillers: Vec<String> = fillers
        .iter()
        .map(|did| format!("{did}, after the roof of Harrow Deep came down and miners were hurt."))
        .collect();
    let first = "12 miners were hurt when the roof of Harrow Deep came down, Inspector Ada Quill said on Sunday.";
    let last = "Asked again on Tuesday at the town hall by reporters from four papers, Iola Marsh said 19 miners were hurt when that roof came down.";
    let texts = [first].into_iter().chain(fillers.iter().map(String::as_str)).chain([last]);
    let articles: Vec<(&str, &str, &str)> = texts.map(|text| ("2024-03-02", "Senn Courier", text)).collect();
    let reading = Shelf::of(&articles).reading();
    let found = |limit| {
        let words = "How many miners were hurt when the roof of Harrow Deep came down?";
        let question = Question { limit, ..Question::new(words, date(2024, 6, 1)) };
        shown(ask(&reading, &question).expect("an index in order").findings())
    };
    let all = found(12);
    assert!(all.len() > 8, "{all:#?}");
    for limit in 3..12 {
        let fewer = found(limit);
        assert_eq!(fewer, all[..fewer.len()], "{limit}");
    }
}

#[test]
fn answers_are_grouped_by_who_says_them() {
    let question = Question {
        limit: 10,
        ..Question::new("Who said the roof of Harrow Deep came down or was hurt?", date(2024, 6, 1))
    };
    let answer = ask(&Shelf::of(DISPUTE).reading(), &question).expect("an index in order");
    let groups = by_source(&answer);
    let mut numbers: Vec<usize> = groups.iter().flat_map(|group| group.findings.clone()).collect();
    numbers.sort_unstable();
    assert_eq!(numbers, (0..answer.findings().len()).collect::<Vec<_>>(), "every answer once");
    let lark = groups.iter().filter(|group| group.who == Who::Source("Bo Lark".into())).count();
    assert!(lark <= 1 && groups.iter().any(|group| group.who == Who::Source("Ada Quill".into())), "{groups:?}");
    for group in &groups {
        let dates: Vec<_> =
            group.findings.iter().map(|at| answer.findings()[*at].quote.article().citation.published).collect();
        assert!(dates.is_sorted_by(|a, b| a >= b), "{dates:?}");
    }
}

/// What is understood and which articles are quoted.
fn heard(words: &str) -> (Understanding, Vec<String>) {
    let shelf = Shelf::of(&[
        ("2024-05-14", "The Görlen Post", "The bridge at Avranne will close in June, Mayor Irma Holt said."),
        ("2024-05-06", "Senn Courier", "The bridge at Avranne will stay open, Tobias Renn said."),
        ("2024-03-06", "Senn", "The bridge at Avranne was painted, the council said."),
    ]);
    let question = Question { limit: 10, ..Question::new(words, date(2024, 5, 16)) };
    let answer = ask(&shelf.reading(), &question).expect("an index in order");
    let mut ids: Vec<String> = answer.findings().iter().map(|finding| finding.quote.article().id.to_string()).collect();
    ids.sort_unstable();
    ids.dedup();
    (answer.understood, ids)
}

#[test]
fn wishes_in_words_are_understood() {
    let (understood, ids) = heard("What about the bridge at Avranne in the Görlen Post?");
    assert_eq!((understood.publisher.as_deref(), ids.as_slice()), (Some("The Görlen Post"), &["a".to_owned()][..]));
    let (understood, ids) = heard("What was said about the bridge at Avranne last week?");
    assert_eq!((understood.since, understood.until), (Some(date(2024, 5, 6)), Some(date(2024, 5, 12))));
    assert_eq!(ids, ["b"]);
    let (understood, ids) = heard("Was wurde seit dem 7. Mai in Senn über the bridge at Avranne gesagt?");
    assert_eq!((understood.since, understood.publisher.as_deref()), (Some(date(2024, 5, 7)), Some("Senn")));
    assert!(ids.is_empty(), "{ids:?}");
    let (understood, ids) = heard("What was said about the bridge at Avranne in March 2024?");
    assert_eq!((understood.since, ids.as_slice()), (Some(date(2024, 3, 1)), &["c".to_owned()][..]));
    assert_eq!(
        heard("What do articles by Lena Abbot say about the bridge at Avranne?").0.author.as_deref(),
        Some("Lena Abbot")
    );
}

#[test]
fn what_is_no_wish_stays_in_the_question() {
    assert_eq!(heard("What about the bridge in Avranne?").0, Understanding::default());
    assert_eq!(heard("What about the bridge in Senn Harbour, in courier work?").0.publisher.as_deref(), Some("Senn"));
    assert_eq!(heard("what about the bridge in senn?").0, Understanding::default(), "one small word may be any word");
    assert_eq!(heard("Who closed the bridge before the election?").0, Understanding::default());
    let (understood, ids) = heard("Will the bridge at Avranne close today?");
    assert!(understood.set_aside && understood.since == Some(date(2024, 5, 16)));
    assert!(ids.contains(&"a".to_owned()), "nothing is of that day, so all days are searched");
}

#[test]
fn names_are_listed_by_any_of_their_words() {
    let shelf = harbour();
    let reading = shelf.reading();
    let names = |of, beginning: &str| -> Vec<(String, u64, u64)> {
        let listed = reading.names(of, beginning, 10).expect("names");
        listed.into_iter().map(|Listed { name, articles, times }| (name, articles, times)).collect()
    };
    assert_eq!(names(Names::Sources, "ren")[..2], [("Tobias Renn".into(), 2, 3), ("Anna Renn".into(), 1, 1)]);
    assert_eq!(names(Names::Sources, "tobias r"), [("Tobias Renn".into(), 2, 3)]);
    assert_eq!(names(Names::Sources, "harbour d"), [("harbour director".into(), 1, 1)], "where no name is given");
    assert_eq!(names(Names::Publishers, ""), [("Senn Courier".into(), 2, 2), ("The Görlen Post".into(), 1, 1)]);
    assert_eq!(names(Names::Publishers, "gorlen"), [("The Görlen Post".into(), 1, 1)]);
    assert_eq!(names(Names::Authors, "abb"), [("Lena Abbot".into(), 3, 3)]);
    assert_eq!(names(Names::Sources, "zzz"), []);
    assert_eq!(reading.languages().expect("languages").len(), 1);
}

#[test]
fn what_was_removed_is_listed_no_more() {
    let shelf = harbour();
    shelf.fill(&[("2024-03-01", "The Görlen Post", OLD)]);
    let reading = shelf.reading();
    assert!(reading.names(Names::Sources, "anna", 10).expect("names").is_empty());
    assert!(shelf.said(&by("Anna Renn")).findings.is_empty());
    assert_eq!(reading.newest(&Query { articles: 10, ..Query::default() }, 0).expect("articles").len(), 1);
}

#[test]
fn articles_come_newest_first_and_passages_hold_every_term() {
    let shelf = harbour();
    let reading = shelf.reading();
    let ids = |query: &Query, skip| -> Vec<String> {
        let handles = reading.newest(query, skip).expect("articles");
        handles.into_iter().map(|handle| reading.fetch(handle).expect("an article").article.id.to_string()).collect()
    };
    let all = Query { articles: 10, ..Query::default() };
    assert_eq!(ids(&all, 0), ["b", "a", "c"]);
    assert_eq!(ids(&all, 1), ["a", "c"]);
    let holding = |terms: &[&str]| {
        let terms: Vec<String> = terms.iter().map(|term| (*term).to_owned()).collect();
        reading.holding(&terms, &Filters::default(), 10).expect("passages").len()
    };
    assert_eq!(
        (holding(&["quay"]), holding(&["quay", "crane"]), holding(&["tram", "crane"]), holding(&[])),
        (3, 1, 0, 0)
    );
}

#[test]
fn where_nothing_is_said_the_reason_is_told() {
    let shelf = harbour();
    let silence = |request: Request| shelf.said(&request).silence;
    let later = Filters { after: Some(date(2025, 1, 1)), ..Filters::default() };
    assert_eq!(silence(by("Tobias Renn")), None);
    assert_eq!(silence(Request { filters: later, ..by("Tobias Renn") }), Some(Silence::Filtered));
    assert_eq!(silence(Request { about: "volcano".into(), ..by("Tobias Renn") }), Some(Silence::NotAbout));
    assert_eq!(silence(by("Zacharias Brom")), Some(Silence::Unknown));
    assert_eq!(silence(by("…")), Some(Silence::Unknown));
}

#[test]
fn a_search_for_what_is_never_said_ends() {
    let texts: Vec<String> = (0..2_100).map(|number| format!("Police said street {number} was closed.")).collect();
    let articles: Vec<_> = texts.iter().map(|text| ("2024-03-01", "Senn Courier", text.as_str())).collect();
    let shelf = Shelf::of(&articles);
    let said = shelf.said(&Request { about: "closed volcano".into(), ..by("police") });
    let looked_through = said.looked_through.expect("not all of them");
    assert!((2_000..2_100).contains(&looked_through), "{looked_through} articles");
    assert_eq!((said.findings.len(), said.silence), (0, Some(Silence::NotAbout)));
}
