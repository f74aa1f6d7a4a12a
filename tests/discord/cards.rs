//! What stands on a card beside the words: which sentences are whose, who else carries them, and what was understood.

use super::*;
use onrecord::answer::{Answer, Finding, Headline, Part, Understanding};
use onrecord::article::Voice;

const OWN: &str = "The levy takes effect in July.";
const SAID: &str = "It will cost sixty jobs, the harbour master said.";

/// A quote of which the first sentence is the article's own and the second the harbour master's.
fn of_two_voices() -> Finding {
    let mut finding = Piece::whole(&format!("{OWN} {SAID}")).said_by("the harbour master").finding();
    let text = finding.quote.article().text.clone();
    let part = |range, voice| Part { span: text.span(range).expect("inside"), voice };
    let parts = vec![
        part(0..OWN.len(), Voice::Article),
        part(OWN.len() + 1..OWN.len() + 1 + SAID.len(), finding.quote.voice().clone()),
    ];
    finding.quote = finding.quote.in_parts(parts).expect("they lie in the quote");
    finding
}

async fn answered(answer: impl Fn() -> Answer + Send + Sync + 'static) -> Value {
    let stage = Stage::open(Canned::answering(move |_| Ok(answer()))).await;
    let message = stage.asked(&Slash::ask("What will the levy cost?")).await;
    stage.close().await;
    message
}

#[tokio::test(flavor = "multi_thread")]
async fn sentences_of_two_voices_each_stand_above_their_name() {
    let message = answered(|| quotes(vec![of_two_voices()])).await;
    let shown = message["embeds"][0]["description"].as_str().expect("words");
    assert_eq!(shown, format!("> {OWN}\n-# The article itself\n> {SAID}\n-# **the harbour master** · reported"));
    assert_eq!(field(&message, "Says"), "the harbour master · reported", "of the words that answer");
}

#[tokio::test(flavor = "multi_thread")]
async fn two_voices_without_room_for_their_names_are_still_quoted_whole() {
    let long = "x".repeat(4_096 - 2 - OWN.len() - 1 - SAID.len() - 10);
    let message = answered(move || {
        let text = format!("{OWN} {SAID} {long}");
        let mut finding = Piece::whole(&text).said_by("the harbour master").finding();
        let article = finding.quote.article().text.clone();
        let part = |range, voice| Part { span: article.span(range).expect("inside"), voice };
        let parts =
            vec![part(0..OWN.len(), Voice::Article), part(OWN.len() + 1..text.len(), finding.quote.voice().clone())];
        finding.quote = finding.quote.in_parts(parts).expect("they lie in the quote");
        quotes(vec![finding])
    })
    .await;
    assert!(shown(&message).starts_with(&format!("{OWN} {SAID} xx")));
    assert!(field(&message, "Says").ends_with("Other sentences of the quote are the article’s own"));
}

#[tokio::test(flavor = "multi_thread")]
async fn other_articles_with_the_passage_are_named() {
    let message = answered(|| {
        let copy = |number: usize| {
            let mut citation = support::books::citation();
            citation.publisher = Some(format!("*Wire* {number}"));
            Headline { id: format!("/srv/copy-{number}.txt"), path: "/srv/secret".into(), citation }
        };
        let also = (1..=5).map(copy).collect();
        quotes(vec![Finding { also, ..depot().finding() }])
    })
    .await;
    let also = field(&message, "Also in");
    let lines: Vec<&str> = also.lines().collect();
    assert_eq!(lines.len(), 4, "{also}");
    assert!(
        lines[0].starts_with("• Depot near Kessil hit, official says · By Mara Olin, Teo Brandt · *Wire* 1 ·"),
        "{also}"
    );
    assert_eq!(lines[3], "and 2 more");
    assert!(!message.to_string().contains("/srv"), "{message}");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_understood_stands_with_what_was_searched() {
    let day = jiff::civil::date(2024, 5, 3);
    let wished =
        Understanding { publisher: Some("The Harbour Post".into()), since: Some(day), ..Understanding::default() };
    let aside = Understanding { set_aside: true, ..wished.clone() };
    let footer = |message: &Value| message["embeds"][0]["footer"]["text"].as_str().expect("a footer").to_owned();
    let understood = wished.clone();
    let message = answered(move || Answer { understood: understood.clone(), ..quotes(vec![depot().finding()]) }).await;
    let shown = footer(&message);
    assert!(
        shown.starts_with("Understood: publisher: The Harbour Post · after: 3 May 2024\nSearched 120 articles"),
        "{shown}"
    );
    let message = answered(move || Answer { understood: aside.clone(), ..nothing(Reason::TooWeak) }).await;
    let lines = footer(&message);
    assert!(
        lines.starts_with(
            "Understood: publisher: The Harbour Post\nNo article is of that period (after: 3 May 2024), so"
        ),
        "{lines}"
    );
}
