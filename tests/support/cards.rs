//! Random articles and answers as cards: whatever an article holds, its quote is shown as it stands, and no limit is broken.

use jiff::civil::date;
use onrecord::answer::{Answer, Finding, Headline, Quote, Reason, Verdict};
use onrecord::article::{Citation, Voice};
use onrecord::show::card::{self, Card, Reply};
use onrecord::show::words::Tongue;
use proptest::prelude::*;
use serde_json::{Value, json};

use super::books::{self, Piece};
use super::{markdown, rules};

/// What Discord reads as something else than text, and what is hard to count or turns writing around.
const PIECES: &[&str] = &[
    "the ferry ",
    "Ilse Brandt ",
    "said. ",
    "2024 ",
    "1. ",
    "12.",
    "- ",
    "-# ",
    "# ",
    "### ",
    "> ",
    ">>> ",
    "* ",
    "+ ",
    "*",
    "**",
    "_",
    "__",
    "~~",
    "||",
    "`",
    "```",
    "\\",
    "\\\\",
    "<",
    ">",
    "<@1>",
    "<@!1>",
    "<@&2>",
    "<#3>",
    "<t:0:R>",
    "<:a:1>",
    "<a:b:2>",
    "</ask:3>",
    "<id:home>",
    "<mailto:a@b.example>",
    "@everyone",
    "@here",
    ":smile:",
    ":",
    "[",
    "]",
    "(",
    ")",
    "[a](https://b.example)",
    "https://c.example/x_y*z",
    "steam://x",
    "¯\\_(ツ)_/¯",
    "😀",
    "👩‍👩‍👧",
    "\n",
    "\n\n",
    " \n",
    "\r\n",
    "\t",
    "\u{2028}",
    "\u{a0}",
    "\u{200b}",
    "\u{202e}",
    "\u{2066}",
    "\u{2068}",
    "\u{2069}",
    "\u{202c}",
    "אמר השר ",
    "قال المسؤول ",
    "。",
    "é",
    "e\u{301}",
];

fn text(most: usize) -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        6 => prop::sample::select(PIECES).prop_map(str::to_owned),
        1 => any::<char>().prop_map(String::from),
        1 => "[a-z0-9 *_~.#>-]{0,12}",
    ];
    prop::collection::vec(piece, 1..most).prop_map(|pieces| pieces.concat())
}

fn citation() -> impl Strategy<Value = Citation> {
    let url = prop_oneof![
        Just("https://www.harbourpost.example/a_b(c)".to_owned()),
        "https://[a-z]{1,20}\\.example/[a-zé*_()#%/?=]{0,40}",
        (1usize..3_000).prop_map(|length| format!("https://a.example/{}", "x".repeat(length))),
        text(6),
    ];
    let words = || prop::option::of(prop_oneof![text(8), text(400)]);
    let day = prop::option::of((1i16..9_000, 1i8..13, 1i8..29).prop_map(|(year, month, day)| date(year, month, day)));
    (words(), prop::collection::vec(text(30), 0..6), words(), day, prop::option::of(url))
        .prop_map(|(title, authors, publisher, published, url)| Citation { title, authors, publisher, published, url })
}

fn piece() -> impl Strategy<Value = Piece> {
    let body = prop_oneof![8 => text(40), 2 => text(200), 1 => text(1_500)];
    let parts = (
        0.0..1.0f64,
        0.0..1.0f64,
        prop::option::of((0.0..1.0f64, 0.0..1.0f64)),
        prop::option::of((0.0..1.0f64, 0.0..1.0f64)),
    );
    (body, citation(), parts, any::<bool>(), any::<bool>(), text(6)).prop_map(
        |(text, citation, parts, anonymous, certain, id)| {
            let range = |from: f64, to: f64| {
                let place = |share: f64| {
                    (0..=text.len())
                        .rev()
                        .find(|at| *at <= (share * text.len() as f64) as usize && text.is_char_boundary(*at))
                };
                let (from, to) = (place(from.min(to)).unwrap_or(0), place(from.max(to)).unwrap_or(0));
                from..to
            };
            let quote = range(parts.0 / 4.0, 0.75 + parts.1 / 4.0);
            let (source, resolved) =
                (parts.2.map(|(from, to)| range(from, to)), parts.3.map(|(from, to)| range(from, to)));
            Piece { text: text.clone(), citation, quote, source, resolved, anonymous, certain, id }
        },
    )
}

/// As serenity writes it, as far as the rules look at it.
fn as_message(reply: &Reply) -> Value {
    let embeds: Vec<Value> = reply.cards.iter().map(as_embed).collect();
    let allowed = json!({ "parse": [], "replied_user": false });
    let button =
        |button: &card::Button| json!({ "type": 2, "style": 2, "label": button.label, "custom_id": button.id });
    let row = |row: &Vec<card::Button>| json!({ "type": 1, "components": row.iter().map(button).collect::<Vec<_>>() });
    let rows: Vec<Value> = reply.rows.iter().map(row).collect();
    json!({ "content": reply.content, "components": rows, "embeds": embeds, "allowed_mentions": allowed })
}

fn as_embed(card: &Card) -> Value {
    let fields: Vec<Value> =
        card.fields.iter().map(|field| json!({ "name": field.name, "value": field.value })).collect();
    let heading = card.heading.as_ref();
    json!({
        "title": card.title, "description": card.description, "color": card.colour, "fields": fields,
        "footer": { "text": card.footer },
        "author": { "name": heading.map(|line| &line.text), "url": heading.and_then(|line| line.url.as_ref()).map(|link| link.url()) },
    })
}

fn check(answer: &Answer, tongue: Tongue) -> Reply {
    let reply = card::reply(answer, tongue);
    assert_eq!(card::breaches(&reply), []);
    assert_eq!(rules::message(&as_message(&reply), rules::Kind::Edit), Vec::<String>::new());
    reply
}

fn check_card(card: &Card, quote: &Quote, tongue: Tongue) {
    let description = card.description.as_deref().expect("a quote");
    if card::length(&card::quoted(quote.words())) <= 4_096 {
        let shown = markdown::quoted(description);
        assert_eq!(markdown::as_it_stands(&shown), markdown::as_it_stands(quote.words()), "{description}");
    } else {
        let characters = quote.words().chars().count();
        let instead = tongue.with("card-too-long", &[("characters", characters.into())]);
        assert_eq!(description, format!("*{instead}*"), "whole or not at all");
    }
    for field in &card.fields {
        let words = markdown::plain(&field.value);
        let mut open = 0i32;
        for character in words.chars() {
            open += i32::from(character == '\u{2068}') - i32::from(character == '\u{2069}');
            assert!((0..=1).contains(&open), "{words:?}");
            assert!(!matches!(character, '\u{202a}'..='\u{202e}' | '\u{2066}' | '\u{2067}'), "{words:?}");
        }
        assert_eq!(open, 0, "{words:?}");
    }
    let says = markdown::plain(&card.fields[0].value);
    match quote.voice() {
        Voice::Article => assert_eq!(says.lines().next(), Some(&*tongue.say("speaker-article"))),
        Voice::Uncertain(_) => assert_eq!(says.lines().next(), Some(&*tongue.say("speaker-uncertain"))),
        Voice::Source(attribution) => {
            let printed = quote.elsewhere(attribution.source.expect("made with one"));
            assert!(says.starts_with(&card::label(printed, 120)), "{says:?} {printed:?}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 150, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_quote_is_shown_as_it_stands_and_within_the_limits(pieces in prop::collection::vec(piece(), 1..6), tongue in prop::sample::select(&Tongue::ALL[..])) {
        let copy = |piece: &Piece| Headline { id: piece.id.clone(), path: String::new(), citation: piece.citation.clone() };
        let also: Vec<Headline> = pieces.iter().map(copy).collect();
        let finding = |piece: &Piece| Finding { also: also.clone(), collection: Some(piece.id.as_str().into()), ..piece.finding() };
        let findings: Vec<_> = pieces.iter().map(finding).filter(|finding| !finding.quote.words().trim().is_empty()).collect();
        prop_assume!(!findings.is_empty());
        let reply = check(&books::quotes(findings.clone()), tongue);
        prop_assert!(!reply.cards.is_empty(), "the best quote is always there");
        for (card, finding) in reply.cards.iter().zip(&findings) {
            check_card(card, &finding.quote, tongue);
        }
        let answer = books::quotes(findings.clone());
        let mut shown = 0;
        for number in 0.. {
            let page = card::page(&answer, number, 2, tongue);
            if page.number < number {
                break;
            }
            prop_assert!(page.shown.start == shown && page.shown.len() == page.reply.cards.len());
            prop_assert_eq!(card::breaches(&page.reply), []);
            shown = page.shown.end;
        }
        prop_assert_eq!(shown, findings.len(), "every quote is on a page");
        for finding in &findings {
            let card = card::around(finding, tongue);
            prop_assert_eq!(card::breaches(&Reply::card(card)), []);
        }
    }

    #[test]
    fn every_list_of_headlines_is_within_the_limits(citations in prop::collection::vec(citation(), 0..12), id in text(8), tongue in prop::sample::select(&Tongue::ALL[..])) {
        let mut answer = books::nothing(Reason::TooWeak);
        let headline = |citation: &Citation| Headline { id: id.clone(), path: id.clone(), citation: citation.clone() };
        let nearest = citations.iter().map(headline).collect();
        answer.verdict = Verdict::Nothing { reason: Reason::TooWeak, nearest, names: Vec::new() };
        let reply = check(&answer, tongue);
        for field in &reply.cards[0].fields {
            markdown::plain(&field.value);
        }
    }

    #[test]
    fn escaped_text_reads_as_the_text(text in text(60)) {
        let shown = match &markdown::read(&card::escape(&text))[..] {
            [] => String::new(),
            [markdown::Node::Text(shown)] => shown.clone(),
            other => return Err(TestCaseError::fail(format!("{other:?}"))),
        };
        prop_assert_eq!(shown, markdown::as_it_stands(&text));
    }
}
