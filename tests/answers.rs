//! What is shown first, under whose name, and when nothing is: over small indexes, a class of questions a test.

use jiff::civil::date;
use onrecord::answer::{Answer, Barrier, Reason, Verdict};
use onrecord::ask::{Question, Request, Wishes, ask};

#[path = "support/shelf.rs"]
mod shelf;
use shelf::{Shelf, shown};

fn answer(shelf: &Shelf, question: &str) -> Answer {
    ask(&shelf.reading(), &Question::new(question, date(2031, 6, 1))).expect("an index in order")
}

/// The first quote's words and the source that is shown with it.
fn first(shelf: &Shelf, question: &str) -> (String, Option<String>) {
    let answer = answer(shelf, question);
    let quote =
        &answer.findings().first().unwrap_or_else(|| panic!("nothing is said to {question:?}: {answer:?}")).quote;
    let source = quote.voice().attribution().and_then(|said| said.resolved.or(said.source));
    (quote.words().to_owned(), source.map(|source| quote.elsewhere(source).to_owned()))
}

const FERRY: &str = "The ferry to Avranne will sail again in spring. The harbour office in Port Marren said the quay would be \
    closed until then. \u{201c}The hull is sound,\u{201d} said Ilse Brandt, an engineer at the shipyard. Harbour master Tom Vale \
    said the tide had been higher than ever before.\n";
const BUDGET: &str = "The council of Port Marren passed its budget on Monday. The capital outlay grows by a tenth. Mayor Nora \
    Quist said the new school would open in autumn. A country of small towns needs small schools, she added.\n";

fn two() -> Shelf {
    Shelf::of(&[("2031-05-02", "The Marren Post", FERRY), ("2031-05-03", "The Marren Post", BUDGET)])
}

#[test]
fn nothing_is_quoted_where_the_name_asked_about_is_nowhere() {
    let shelf = two();
    for question in ["What is the capital of France?", "What did Olivia Stroem say about the ferry to Jorvik?"] {
        let answer = answer(&shelf, question);
        assert!(matches!(answer.verdict, Verdict::Nothing { reason: Reason::TooWeak, .. }), "{question}: {answer:?}");
    }
    assert!(first(&shelf, "When will the ferry to Avranne sail again?").0.contains("in spring"));
    assert!(first(&shelf, "What did Nora Quist say about the school?").0.contains("open in autumn"));
}

#[test]
fn what_somebody_says_of_other_things_does_not_answer() {
    let shelf = two();
    for question in ["What did Nora Quist say about the otters?", "What did Tom Vale think of submarines?"] {
        let answer = answer(&shelf, question);
        assert!(matches!(answer.verdict, Verdict::Nothing { reason: Reason::TooWeak, .. }), "{question}: {answer:?}");
    }
    assert_eq!(first(&shelf, "What did Tom Vale say about the tide?").1.as_deref(), Some("Harbour master Tom Vale"));
    assert_eq!(first(&shelf, "What did Nora Quist say?").1.as_deref(), Some("Mayor Nora Quist"));
}

#[test]
fn nothing_points_back_to_a_subheading() {
    let text = "The levy passed by a single vote on Monday evening.\n\nTwo studies, two answers\n\nThat levy would cost the \
        port 400 jobs, the shipping chamber said.\n";
    let shelf = Shelf::of(&[("2031-05-02", "The Marren Post", text), ("2031-05-03", "The Marren Post", BUDGET)]);
    let (quote, _) = first(&shelf, "How many jobs would the levy cost the port?");
    assert_eq!(quote, "That levy would cost the port 400 jobs, the shipping chamber said.");
}

#[test]
fn the_sentence_that_answers_says_whose_words_they_are() {
    let shelf = two();
    let check = |question: &str, who: &str| assert_eq!(first(&shelf, question).1.as_deref(), Some(who), "{question}");
    check("Which engineer said the hull is sound?", "Ilse Brandt, an engineer at the shipyard");
    check("Who said the tide was higher than ever?", "Harbour master Tom Vale");
    check("What did the harbour office say about the quay?", "The harbour office in Port Marren");
    let listed = shelf.said(&Request { name: "Tom Vale".into(), limit: 5, ..Request::default() });
    let quote = first(&shelf, "Who said the tide was higher than ever?").0;
    assert!(listed.findings.iter().all(|finding| quote.contains(finding.quote.words())) && !listed.findings.is_empty());
}

#[test]
fn an_insider_is_whoever_stays_without_a_name() {
    let quay = "The quay at Port Marren was shut for a week. Tom Vale, the harbour master, said on Monday that the quay would be shut for \
        good if the council did not pay.\n\nOne official who asked not to be named said the harbour was a leaking bucket.\n\nThe council of \
        Port Marren pays for the quay.\n";
    let shelf = Shelf::of(&[("2031-05-02", "The Marren Post", quay), ("2031-05-03", "The Marren Post", BUDGET)]);
    let who = |question: &str| first(&shelf, question).1.unwrap_or_default();
    assert!(who("What did an insider say about the harbour at Port Marren?").starts_with("One official"));
    assert!(who("What did Tom Vale say about the quay at Port Marren?").starts_with("Tom Vale"));
}

#[test]
fn a_quote_ends_where_it_has_answered() {
    let study = "A study by the economists of Senn found that the levy would cost 40 jobs.\n\n\u{201c}A harbour is no bicycle,\u{201d} said \
        Ada Lind, who led the work. She was shown no contracts.\n";
    let shelf = Shelf::of(&[("2031-05-02", "The Marren Post", study), ("2031-05-03", "The Marren Post", BUDGET)]);
    let (quote, who) = first(&shelf, "How many jobs would the levy cost?");
    assert!(quote.ends_with("40 jobs.") && who.is_some_and(|who| who.contains("study")), "{quote}");
    // The sentence that names the speaker stays.
    assert!(first(&shelf, "Who said that a harbour is no bicycle?").0.contains("said Ada Lind"));
}

#[test]
fn the_year_and_the_month_asked_about_are_the_articles() {
    let text = "The dam at Alwin holds less water than it should, the water office said.\n";
    let shelf = Shelf::of(&[("2029-03-04", "The Marren Post", text), ("2030-08-09", "The Alwin Echo", "Rain fell.\n")]);
    shelf.fill(&[
        ("2029-03-04", "The Marren Post", text),
        ("2030-08-09", "The Alwin Echo", "The dam at Alwin holds more water than it should, the water office said.\n"),
    ]);
    let of = |question: &str| shown(answer(&shelf, question).findings()).swap_remove(0);
    assert!(of("How much water did the dam at Alwin hold in August 2030?").starts_with("b:"));
    assert!(of("How much water did the dam at Alwin hold in March 2029?").starts_with("a:"));
}

#[test]
fn the_same_question_has_the_same_answers() {
    let shelf = two();
    let asked = || {
        let answer = answer(&shelf, "What did the harbour master and the mayor say?");
        (shown(answer.findings()), answer.confidence.to_bits())
    };
    let once = asked();
    let again: Vec<_> = std::thread::scope(|scope| {
        let running: Vec<_> = (0..4).map(|_| scope.spawn(asked)).collect();
        running.into_iter().map(|one| one.join().expect("an answer")).collect()
    });
    assert!(again.iter().all(|other| *other == once), "{once:?} {again:?}");
}

/// Why nothing is quoted, and the names that are offered.
fn silence(shelf: &Shelf, words: &str, wishes: Wishes) -> (Reason, Vec<String>, usize) {
    let filters = wishes.filters().expect("filters");
    let question = Question { filters, ..Question::new(words, date(2031, 6, 1)) };
    match ask(&shelf.reading(), &question).expect("an index in order").verdict {
        Verdict::Nothing { reason, nearest, names } => (reason, names, nearest.len()),
        Verdict::Quotes(findings) => panic!("{:?}", shown(&findings)),
    }
}

#[test]
fn the_filter_that_lets_nothing_through_is_named() {
    let shelf = two();
    let of = |name: &str| Some(name.to_owned());
    let none = Wishes::default;
    let ask = |wishes: Wishes| silence(&shelf, "Will the ferry sail?", wishes);
    let filtered =
        |barrier, names: &[&str]| (Reason::Filtered(barrier), names.iter().map(|name| (*name).to_owned()).collect(), 0);
    assert_eq!(
        ask(Wishes { publisher: of("Marren Times"), ..none() }),
        filtered(Barrier::Publisher, &["The Marren Post"])
    );
    assert_eq!(ask(Wishes { author: of("Abbott"), ..none() }), filtered(Barrier::Author, &[]));
    assert_eq!(ask(Wishes { said_by: of("Zed Quist"), ..none() }), filtered(Barrier::Speaker, &["Nora Quist"]));
    assert_eq!(ask(Wishes { after: of("2032"), ..none() }), filtered(Barrier::Period, &[]));
    let apart = Wishes { said_by: of("Nora Quist"), before: of("2031-05-02"), ..none() };
    assert_eq!(ask(apart), filtered(Barrier::Together, &[]));
    let words = silence(&shelf, "volcano?", Wishes { publisher: of("Marren Post"), ..none() });
    assert_eq!(words, (Reason::Filtered(Barrier::Words), Vec::new(), 2));
}

#[test]
fn a_question_that_is_all_filter_is_answered_by_what_is_newest() {
    let shelf = two();
    for words in ["what happened since 1 May?", "what happened in the Marren Post?", "any news in May 2031?"] {
        let answer = answer(&shelf, words);
        let quotes = shown(answer.findings());
        assert_eq!(quotes.len(), 2, "{words}: {answer:?}");
        assert!(quotes[0].starts_with("b: The council of Port Marren passed its budget on Monday."), "{quotes:?}");
        assert!(quotes[1].starts_with("a: The ferry to Avranne will sail again in spring."), "{quotes:?}");
    }
    let filters = Wishes { said_by: Some("Tom Vale".into()), ..Wishes::default() }.filters().expect("filters");
    let theirs = Question { filters, ..Question::new("what did he say?", date(2031, 6, 1)) };
    let answer = ask(&shelf.reading(), &theirs).expect("an index in order");
    assert_eq!(
        shown(answer.findings()),
        ["a: Harbour master Tom Vale said the tide had been higher than ever before."]
    );
    // Without any filter there is nothing to go by.
    assert!(matches!(
        ask(&shelf.reading(), &Question::new("what was that?", date(2031, 6, 1))).expect("in order").verdict,
        Verdict::Nothing { reason: Reason::NoWords, .. }
    ));
}

/// The first quote of an answer over one article.
fn only(text: &str, question: &str) -> String {
    first(&Shelf::of(&[("2031-05-02", "The Marren Post", text), ("2031-05-03", "The Marren Post", BUDGET)]), question).0
}

#[test]
fn what_takes_a_claim_back_stands_in_its_quote() {
    let idle = "The lamp house was built in 1911 by a guild of coopers whose mark can still be seen above its door, and it has been painted \
        red ever since the winter of the great storm. ";
    let claim = "The roof of the lamp house is safe, headmaster Kurt Ohl told parents in a letter. ";
    let takes_back = [
        "But an inspector had closed the attic in May.",
        "However, no beam had been opened.",
        "If the beams hold, he added.",
        "He later withdrew the letter.",
        "At least that was what the painters had told him.",
        "The claim could not be independently verified.",
        "He had written it before the ceiling came down.",
    ];
    for sentence in takes_back {
        let text = format!("{idle}{claim}{sentence}\n\nThe fair opens on Sunday with a concert of the fire brigade.\n");
        let quote = only(&text, "is the roof of the lamp house safe?");
        assert!(quote.contains("is safe") && quote.ends_with(sentence), "{quote}");
    }
    let long = "The roof of the lamp house is safe, headmaster Kurt Ohl told parents, ".to_owned()
        + &"who had come to the hall with questions and with lists of what had fallen from the ceiling since the spring, ".repeat(6)
        + "in a letter. The claim could not be independently verified.";
    let quote = only(&long, "is the roof of the lamp house safe?");
    assert!(quote.len() > 700 && quote.ends_with("verified."), "{quote}");
}

#[test]
fn a_quotation_is_not_torn() {
    let text = "The search went on all night.\n\n\u{201c}Nobody is a suspect in the land sale. That may change, or it may not,\u{201d} said Chief \
        Inspector Dora Quill. \u{201c}We have heard forty people.\u{201d}\n";
    let quote = only(text, "is anyone a suspect in the land sale?");
    assert!(quote.contains("\u{201c}Nobody is a suspect") && quote.ends_with("forty people.\u{201d}"), "{quote}");
}

#[test]
fn a_denial_comes_with_what_it_denies() {
    let text = "New orders had come from the capital during the night, two envoys said.\n\nForeign minister Dorota Vellin denied that.\n\n\
        The truce on the Senn had held for nine days.\n";
    let quote = only(text, "who denied that orders had come?");
    assert!(quote.starts_with("New orders had come") && quote.contains("denied that."), "{quote}");
}

#[test]
fn a_correction_is_quoted_as_a_whole() {
    let text = "Night work in the mill is paid by the hour, the owners said.\n\nCorrection, 12 May: An earlier version of this article said that night \
        work at the mill would be paid at 1.5 times the daily rate. It is 1.4 times.\n";
    let quote = only(text, "at what rate is night work at the mill paid?");
    assert!(!quote.contains("1.5 times") || quote.contains("It is 1.4 times."), "{quote}");
}

#[test]
fn an_answer_of_an_interview_comes_with_its_question() {
    let text = "Yrsa Holt draws maps of the marsh.\n\nDid you leave out the village on purpose?\n\nNo. The village lay below the fold of the \
        sheet.\n\nWhich map was the hardest?\n\nThe one of the northern dunes.\n";
    let quote = only(text, "did Yrsa Holt leave out the village on purpose?");
    assert!(quote.contains("No.") && quote.contains("on purpose?") && !quote.ends_with('?'), "{quote}");
}

#[test]
fn two_who_differ_in_one_word_are_both_shown() {
    let both = |one: &str, other: &str, question: &str| {
        let shelf = Shelf::of(&[("2031-05-02", "The Marren Post", one), ("2031-05-03", "The Alwin Echo", other)]);
        let answer = answer(&shelf, question);
        let quotes = shown(answer.findings());
        assert!(quotes.iter().any(|quote| quote.starts_with("a:")), "{quotes:?}");
        assert!(quotes.iter().any(|quote| quote.starts_with("b:")), "{quotes:?}");
        assert!(answer.findings().iter().all(|finding| finding.also.is_empty()), "{quotes:?}");
    };
    both(
        "At least 12 miners were hurt when the roof of the Harrow Deep shaft collapsed on Tuesday morning, police said.\n",
        "At least 19 miners were hurt when the roof of the Harrow Deep shaft collapsed on Tuesday morning, the union said.\n",
        "How many miners were hurt at Harrow Deep?",
    );
    both(
        "The chess final in the old salt hall of Dunmoor was won on Sunday by the student Ada Stein, the referee said.\n",
        "The chess final in the old salt hall of Dunmoor was won on Sunday by the student Eva Stern, the referee said.\n",
        "Who won the chess final in Dunmoor?",
    );
    both(
        "The bank will not close its branch in the village of Orr before the end of the year, director Ute Merz said.\n",
        "The bank will now close its branch in the village of Orr before the end of the year, director Ute Merz said.\n",
        "Will the bank close its branch in Orr?",
    );
}
