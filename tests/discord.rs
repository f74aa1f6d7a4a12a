//! The bot from end to end, against a Discord in this process: what people type, what they get, and what goes wrong on the way.

mod support;
#[path = "support/site.rs"]
mod site;
#[path = "discord/adding.rs"]
mod adding;
#[path = "discord/buttons.rs"]
mod buttons;
#[path = "discord/cards.rs"]
mod cards;
#[path = "discord/collections.rs"]
mod collections;
#[path = "discord/keeping.rs"]
mod keeping;
#[path = "discord/watching.rs"]
mod watching;
#[path = "discord/messages.rs"]
mod messages;
#[path = "discord/health.rs"]
mod health;
#[path = "discord/languages.rs"]
mod languages;
#[path = "discord/manners.rs"]
mod manners;
#[path = "discord/production.rs"]
mod production;
#[path = "discord/reindexing.rs"]
mod reindexing;

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use onrecord::answer::Reason;
use onrecord::bot::{BotError, Collection};
use onrecord::intake::{IntakeError, Order, Report, Step};
use onrecord::library::LibraryError;
use onrecord::read::ReadError;
use serde_json::{Value, json};
use support::books::{Canned, Piece, nothing, quotes};
use support::discord::{Call, Discord, Manners, Mishap, Trouble};
use support::events::{ADA, APPLICATION, BOT, CHANNEL, SERVER, Slash, TOKEN, Typed, number};
use support::stage::Stage;
use support::{events, log, markdown, openapi, rules};

const DEPOT: &str = "The strike hit a depot near Kessil, the official said. It could not be independently verified.";

/// How long a test's bot waits for a sign of life.
const DEAF: Duration = Duration::from_millis(1_200);

fn depot() -> Piece {
    let mut piece =
        Piece::whole(&format!("{DEPOT} A US official spoke first.")).said_by("the official").who_is("A US official");
    piece.quote = 0..DEPOT.len();
    piece.anonymous = true;
    piece
}

/// The words on the first card, as a person sees them.
fn shown(message: &Value) -> String {
    markdown::quoted(message["embeds"][0]["description"].as_str().expect("a card with words"))
}

fn field(message: &Value, name: &str) -> String {
    let fields = message["embeds"][0]["fields"].as_array().expect("fields");
    let field = fields.iter().find(|field| field["name"].as_str().is_some_and(|found| found.starts_with(name)));
    markdown::plain(field.unwrap_or_else(|| panic!("no field {name} in {message}"))["value"].as_str().expect("words"))
}

fn content(message: &Value) -> &str {
    message["content"].as_str().unwrap_or_default()
}

fn sent(calls: &[Call], method: &str, end: &str) -> usize {
    calls.iter().filter(|call| call.method == method && call.path.ends_with(end)).count()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_command_is_answered_with_a_card() {
    let stage = Stage::open(Canned::quoting(depot())).await;
    let slash = Slash::ask("What did the strike hit?");
    let answer = stage.asked(&slash).await;
    assert_eq!(shown(&answer), DEPOT);
    assert_eq!(field(&answer, "Says"), "the official · stands for: A US official · anonymous · reported");
    assert_eq!(
        field(&answer, "Article"),
        "By Mara Olin, Teo Brandt · The Harbour Post · 2024-04-01 · harbourpost.example"
    );
    let card = &answer["embeds"][0];
    assert_eq!(card["author"]["name"], "Depot near Kessil hit, official says");
    assert_eq!(card["author"]["url"], "https://www.harbourpost.example/2024/kessil-depot");
    assert_eq!(
        card["footer"]["text"],
        "Searched 120 articles from 3 March 2024 to 9 May 2024, indexed 2024-05-09 14:02 UTC"
    );
    assert_eq!(content(&answer), "> What did the strike hit?", "everyone sees what was asked");

    let calls = stage.close().await;
    let mine: Vec<&Call> = calls.iter().filter(|call| call.path.contains(&slash.token)).collect();
    assert_eq!(mine.len(), 2, "an acknowledgement and an answer");
    assert_eq!(mine[0].body["type"], 5, "acknowledged before anything else");
    assert_eq!(mine[1].path, format!("/webhooks/{APPLICATION}/{}/messages/@original", slash.token));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_compressed_gateway_is_understood_too() {
    let discord = Discord::with(Manners { compressed: true, ..Manners::default() }).await;
    let stage = Stage::with(discord, Canned::quoting(depot()), |_| {}).await;
    assert_eq!(shown(&stage.asked(&Slash::ask("What did the strike hit?")).await), DEPOT);
    stage.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mention_a_reply_and_a_direct_message_are_answered_alike() {
    let books = Canned::quoting(depot());
    let stage = Stage::open(books.clone()).await;
    let asked = [
        Typed::mentioning("What did the strike hit?"),
        Typed::replying_to(BOT, "What did the strike hit?"),
        Typed::new("What did the strike hit?").direct(),
    ];
    for typed in &asked {
        assert_eq!(shown(&stage.typed(typed).await), DEPOT);
    }
    let slash = Slash::ask("What did the strike hit?").in_direct_messages();
    assert_eq!(shown(&stage.asked(&slash).await), DEPOT);
    stage.close().await;
    let words: Vec<String> = books.questions().into_iter().map(|question| question.words).collect();
    assert_eq!(words, ["What did the strike hit?"; 4], "the mention is no part of the question");
}

#[tokio::test(flavor = "multi_thread")]
async fn filters_and_settings_reach_the_question() {
    let books = Canned::quoting(depot());
    let discord = Discord::start().await;
    let stage = Stage::with(discord, books.clone(), |settings| settings.quotes = 2).await;
    let slash = Slash::ask("What did the strike hit?")
        .option("said-by", "the Official")
        .option("publisher", "Harbour Post")
        .option("author", "Olin")
        .option("after", "2024-04")
        .option("before", "2024-05-01");
    stage.asked(&slash).await;
    stage.close().await;
    let questions = books.questions();
    let filters = &questions[0].filters;
    assert_eq!(filters.said_by, ["the", "official"]);
    assert_eq!(filters.publisher, ["harbour", "post"]);
    assert_eq!(filters.author, ["olin"]);
    assert_eq!(filters.after.map(|day| day.to_string()).as_deref(), Some("2024-04-01"));
    assert_eq!(filters.before.map(|day| day.to_string()).as_deref(), Some("2024-05-01"));
    assert_eq!(questions[0].limit, 3, "one more than is shown tells whether there are more");
    assert_eq!(questions[0].today, jiff::civil::date(2024, 5, 9));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_filter_that_is_none_is_explained_at_once() {
    let books = Canned::quoting(depot());
    let stage = Stage::open(books.clone()).await;
    let told = stage.told(&Slash::ask("What?").option("after", "*soon* @everyone")).await;
    let words = markdown::plain(content(&told));
    assert!(words.contains("«*soon* @everyone»") && words.contains("2024-05-31"), "{words}");
    stage.close().await;
    assert!(books.questions().is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_found_says_so_and_what_was_searched() {
    let stage = Stage::open(Canned::answering(|_| Ok(nothing(Reason::TooWeak)))).await;
    let answer = stage.asked(&Slash::ask("Who won the cup?")).await;
    let card = &answer["embeds"][0];
    assert_eq!(card["title"], "Nothing to quote");
    assert_eq!(
        field(&answer, "Nearest headlines (not an answer)"),
        "• Depot near Kessil hit, official says · By Mara Olin, Teo Brandt · The Harbour Post · 2024-04-01 · harbourpost.example"
    );
    assert_eq!(
        card["footer"]["text"],
        "Searched 120 articles from 3 March 2024 to 9 May 2024, indexed 2024-05-09 14:02 UTC"
    );
    stage.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_question_of_4000_characters_is_answered() {
    let books = Canned::quoting(depot());
    let stage = Stage::open(books.clone()).await;
    let long = "Why 😀 did the strike hit the depot? ".repeat(200);
    let long: String = long.chars().take(4_000).collect();
    assert_eq!(shown(&stage.asked(&Slash::ask(long.as_str())).await), DEPOT);
    assert_eq!(shown(&stage.typed(&Typed::new(long.as_str()).direct()).await), DEPOT);
    stage.close().await;
    assert_eq!(books.questions()[0].words, long.trim());
}

#[tokio::test(flavor = "multi_thread")]
async fn an_article_full_of_marks_is_shown_as_it_stands() {
    let wild = "**Bold** __under__ *it* _it_ ~~gone~~ ||spoiler|| `code` ```\nblock\n```\n# Head\n-# small\n- item\n1. item\n> quote\n>>> all\n\
        @everyone @here <@1> <@&2> <#3> <t:0:R> <:a:1> <a:b:2> </ask:3> <https://a.example> [text](https://b.example) https://c.example/x_y :smile: \\ ¯\\_(ツ)_/¯";
    let mut piece = Piece::whole(wild).said_by("@everyone");
    piece.citation.title = Some("@everyone **read** [this](https://evil.example)\u{202e}".into());
    piece.citation.authors = vec!["_A_ \u{202e}B\u{2069}".into()];
    piece.citation.publisher = Some("# Post\n@here".into());
    piece.citation.url = Some("javascript:alert(1)".into());
    let stage = Stage::open(Canned::quoting(piece)).await;
    let answer = stage.asked(&Slash::ask("What?")).await;
    assert_eq!(shown(&answer), wild);
    assert_eq!(field(&answer, "Says"), "@everyone · reported");
    assert_eq!(field(&answer, "Article"), "By _A_ B · # Post @here · 2024-04-01");
    let card = &answer["embeds"][0];
    assert_eq!(card["author"]["name"], "@everyone **read** [this](https://evil.example)", "this line has no Markdown");
    assert!(card["author"]["url"].is_null());
    let reply = stage.typed(&Typed::mentioning("What?")).await;
    assert_eq!(shown(&reply), wild);
    stage.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn two_quotes_of_one_article_are_both_shown() {
    let stage = Stage::open(Canned::answering(|_| Ok(quotes(vec![depot().finding(), depot().finding()])))).await;
    let answer = stage.asked(&Slash::ask("What?")).await;
    assert_eq!(answer["embeds"].as_array().map(Vec::len), Some(2));
    assert!(answer["embeds"][0]["footer"].is_null(), "what was searched is said once, at the end");
    assert!(answer["embeds"][1]["footer"]["text"].is_string());
    stage.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn bots_webhooks_and_talk_among_others_are_left_alone() {
    let books = Canned::quoting(depot());
    let stage = Stage::open(books.clone()).await;
    let ignored = [
        Typed::mentioning("a bot asks").by_a_bot(number()),
        Typed::mentioning("a webhook asks").by_a_webhook(),
        Typed::mentioning("the bot itself asks").by(BOT),
        Typed::new("a direct message of a bot").by_a_bot(number()).direct(),
        Typed::new("people among themselves"),
        Typed::replying_to(number(), "people answer one another"),
        Typed::mentioning("somebody pinned something").of_kind(6),
    ];
    for typed in &ignored {
        stage.discord.deliver("MESSAGE_CREATE", typed.event());
    }
    stage.typed(&Typed::mentioning("a person asks")).await;
    let calls = stage.close().await;
    assert_eq!(sent(&calls, "POST", "/messages"), 1);
    assert_eq!(books.questions().len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_empty_question_gets_help_and_an_unreadable_one_a_hint() {
    let books = Canned::quoting(depot());
    let stage = Stage::open(books.clone()).await;
    assert!(content(&stage.typed(&Typed::mentioning("")).await).contains("`/ask`"));
    assert!(content(&stage.typed(&Typed::new("").direct()).await).contains("`/ask`"));
    assert!(content(&stage.told(&Slash::ask("   ")).await).contains("`/ask`"));
    let withheld = Typed::replying_to(BOT, "thanks").without_the_mention();
    assert!(content(&stage.typed(&withheld).await).contains("mention"));
    let again = Typed::replying_to(BOT, "thanks again").without_the_mention();
    stage.discord.deliver("MESSAGE_CREATE", again.event());
    let calls = stage.close().await;
    assert_eq!(sent(&calls, "POST", "/messages"), 3, "the hint comes once");
    assert!(books.questions().is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn who_asks_too_fast_is_told_to_wait() {
    let books = Canned::quoting(depot());
    let stage =
        Stage::with(Discord::start().await, books.clone(), |settings| settings.cooldown = Duration::from_secs(60))
            .await;
    stage.asked(&Slash::ask("first")).await;
    assert!(content(&stage.told(&Slash::ask("second")).await).contains("ask again in 60 s"));
    assert!(
        content(&stage.told(&Slash::ask("third")).await).contains("ask again in"),
        "a command is never left without an answer"
    );
    stage.asked(&Slash::ask("of somebody else").by(ADA + 100)).await;
    let fast = [Typed::mentioning("one").by(7), Typed::mentioning("two").by(7), Typed::mentioning("three").by(7)];
    assert_eq!(shown(&stage.typed(&fast[0]).await), DEPOT);
    assert!(content(&stage.typed(&fast[1]).await).contains("ask again in"));
    stage.discord.deliver("MESSAGE_CREATE", fast[2].event());
    stage.asked(&Slash::ask("of a third").by(ADA + 200)).await;
    let calls = stage.close().await;
    assert_eq!(sent(&calls, "POST", "/messages"), 2, "told once");
    assert_eq!(books.questions().len(), 4);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_event_that_comes_twice_is_handled_once() {
    let books = Canned::quoting(depot());
    let stage = Stage::open(books.clone()).await;
    let slash = Slash::ask("once");
    stage.discord.enter(&slash);
    stage.asked(&slash).await;
    let typed = Typed::mentioning("once too");
    stage.discord.type_in(&typed);
    stage.typed(&typed).await;
    let calls = stage.close().await;
    assert_eq!(books.questions().len(), 2);
    assert_eq!(sent(&calls, "POST", "/callback"), 1);
    assert_eq!(sent(&calls, "POST", "/messages"), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_happened_while_the_connection_was_lost_is_made_up_for() {
    let stage = Stage::open(Canned::quoting(depot())).await;
    stage.discord.hang_up(4000);
    let slash = Slash::ask("What did the strike hit?");
    stage.discord.enter(&slash);
    stage.discord.until_resumed(1).await;
    assert_eq!(shown(&stage.edited(&slash).await), DEPOT);
    // A session that cannot be resumed begins with READY again.
    stage.discord.deliver("READY", events::ready("another-session", "ws://127.0.0.1:1"));
    assert_eq!(shown(&stage.typed(&Typed::mentioning("And now?")).await), DEPOT);
    let calls = stage.close().await;
    assert_eq!(sent(&calls, "PUT", "/commands"), 1, "commands are registered once");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_panic_ends_one_answer_and_not_the_bot() {
    let stage = Stage::open(Canned::answering(|question| match question.words.as_str() {
        "trip" => panic!("tripped over {}", question.words),
        _ => Ok(quotes(vec![depot().finding()])),
    }))
    .await;
    let fallen = stage.asked(&Slash::ask("trip")).await;
    assert!(content(&fallen).starts_with("Something went wrong"), "{fallen}");
    assert!(content(&fallen).contains("Code: `"), "{fallen}");
    assert!(!content(&fallen).contains("trip"), "{fallen}");
    let reply = stage.typed(&Typed::mentioning("trip")).await;
    assert!(content(&reply).starts_with("Something went wrong"), "{reply}");
    assert_eq!(shown(&stage.asked(&Slash::ask("on with it")).await), DEPOT);
    stage.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_missing_or_damaged_index_is_one_sentence() {
    let damaged = || LibraryError::Damaged { path: "/srv/secret/index".into(), detail: "checksum of a file".into() };
    let stage = Stage::open(Canned::answering(move |question| match question.words.as_str() {
        "missing" => Err(LibraryError::Missing { path: "/srv/secret/index".into() }),
        _ => Err(damaged()),
    }))
    .await;
    let missing = stage.asked(&Slash::ask("missing")).await;
    assert!(content(&missing).contains("no index yet") && content(&missing).contains("`/reindex`"), "{missing}");
    let damaged = stage.asked(&Slash::ask("damaged")).await;
    assert!(content(&damaged).contains("could not read the index"), "{damaged}");
    for answer in [missing, damaged] {
        assert!(!content(&answer).contains("/srv"), "paths stay in the log: {answer}");
    }
    stage.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn failures_of_discord_that_pass_are_waited_out() {
    let books = Canned::quoting(depot());
    let stage = Stage::open(books.clone()).await;
    let slash = Slash::ask("What?");
    let end = format!("{}/messages/@original", slash.token);
    stage.discord.trouble(Trouble {
        method: "POST",
        path: format!("{}/callback", slash.token),
        times: 1,
        what: Mishap::Refused(503, 0),
    });
    stage.discord.trouble(Trouble { method: "PATCH", path: end.clone(), times: 2, what: Mishap::Refused(502, 0) });
    stage.discord.trouble(Trouble { method: "PATCH", path: end.clone(), times: 1, what: Mishap::Refused(429, 0) });
    assert_eq!(shown(&stage.asked(&slash).await), DEPOT);
    let calls = stage.close().await;
    assert_eq!(sent(&calls, "PATCH", &end), 4);
    assert_eq!(books.questions().len(), 1, "one search");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_acknowledgement_that_arrived_after_all_is_enough() {
    let stage = Stage::open(Canned::quoting(depot())).await;
    let slash = Slash::ask("What?");
    stage.discord.trouble(Trouble {
        method: "POST",
        path: format!("{}/callback", slash.token),
        times: 1,
        what: Mishap::Lost,
    });
    assert_eq!(shown(&stage.asked(&slash).await), DEPOT);
    let calls = stage.close().await;
    assert!(
        calls.iter().any(|call| call.path.ends_with("/callback") && call.status == 400),
        "Discord says it was acknowledged"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_silent_discord_costs_an_answer_and_no_more() {
    let stage = Stage::open(Canned::quoting(depot())).await;
    let slash = Slash::ask("into the void");
    stage.discord.trouble(Trouble {
        method: "POST",
        path: format!("{}/callback", slash.token),
        times: 9,
        what: Mishap::Silence,
    });
    stage.discord.enter(&slash);
    assert_eq!(shown(&stage.asked(&Slash::ask("What?").by(ADA + 1)).await), DEPOT, "others are answered meanwhile");
    // The acknowledgement is given up after Discord's three seconds; the answer is tried all the same, and refused.
    let end = format!("{}/messages/@original", slash.token);
    let call = stage.discord.call("a late answer", |call| call.path.ends_with(&end)).await;
    assert_eq!(call.status, 404);
    stage.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_message_is_never_posted_twice() {
    let stage = Stage::open(Canned::quoting(depot())).await;
    let typed = Typed::mentioning("What?");
    stage.discord.trouble(Trouble {
        method: "POST",
        path: format!("/channels/{CHANNEL}/messages"),
        times: 1,
        what: Mishap::Lost,
    });
    stage.typed(&typed).await;
    assert_eq!(stage.discord.messages(), 1);
    let calls = stage.close().await;
    assert_eq!(sent(&calls, "POST", "/messages"), 2, "sent again under the same number");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_interaction_that_discord_gave_up_is_dropped() {
    let books = Canned::quoting(depot());
    let stage = Stage::open(books.clone()).await;
    let late = Slash::ask("too late");
    stage.discord.trouble(Trouble {
        method: "POST",
        path: format!("{}/callback", late.token),
        times: 1,
        what: Mishap::Refused(404, 10062),
    });
    stage.discord.enter(&late);
    stage.asked(&Slash::ask("in time").by(ADA + 1)).await;
    let calls = stage.close().await;
    assert_eq!(books.questions().len(), 1, "no search for nobody");
    assert_eq!(calls.iter().filter(|call| call.path.contains(&late.token)).count(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_burst_of_questions_is_answered_to_the_last() {
    let stage = Stage::open(Canned::quoting(depot())).await;
    let burst: Vec<Slash> = (0..200).map(|person| Slash::ask("What?").by(2_000 + person)).collect();
    burst.iter().for_each(|slash| stage.discord.enter(slash));
    for slash in &burst {
        assert_eq!(shown(&stage.edited(slash).await), DEPOT);
    }
    stage.close().await;
}

fn report() -> Report {
    let refused = |number: u64| ReadError {
        path: format!("/srv/articles/broken_{number}.jsonl").into(),
        line: Some(number),
        reason: "expected `,` or `}` at column 8".into(),
    };
    Report {
        added: vec![onrecord::article::ArticleId("/srv/articles/new_one.txt".into())],
        unchanged: 400,
        refused: (1..=300).map(refused).collect(),
        bytes: 1_200_000,
        took: 3_400,
        ..Report::default()
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_manager_re_indexes_and_reads_what_changed() {
    let stage = Stage::open(Canned::reindexing(|_| Ok(report()))).await;
    let answer = stage.asked(&Slash::reindex().by_a_manager()).await;
    let card = &answer["embeds"][0];
    assert_eq!(card["title"], "Re-indexed");
    let figures = card["description"].as_str().expect("figures");
    assert_eq!(
        figures,
        "1 added · 0 changed · 0 removed · 400 unchanged · 0 found twice · 300 refused\nRead 1.2 MB of text in 3.4 s."
    );
    assert_eq!(field(&answer, "Added (1)"), "• new_one.txt");
    let file = &answer["enclosed"][0];
    assert_eq!(file["name"], "re-index.txt");
    assert!(
        file["text"].as_str().is_some_and(|text| text.contains("\n- broken_300.jsonl, line 300: expected")),
        "{file}"
    );
    let refused = field(&answer, "Refused (300)");
    assert!(refused.starts_with("• broken_1.jsonl, line 1: expected `,` or `}` at column 8\n"), "{refused}");
    assert!(refused.ends_with("and 290 more"), "{refused}");
    assert!(!answer.to_string().contains("/srv"), "folders of the machine stay in the log");
    stage.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_else_re_indexes() {
    let runs = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&runs);
    let stage = Stage::open(Canned::reindexing(move |_| {
        counted.fetch_add(1, Ordering::Relaxed);
        Ok(report())
    }))
    .await;
    assert!(content(&stage.told(&Slash::reindex()).await).contains("may manage this server"));
    assert!(
        content(&stage.told(&Slash::reindex().by_a_manager().in_direct_messages()).await)
            .contains("may manage this server")
    );
    stage.close().await;
    assert_eq!(runs.load(Ordering::Relaxed), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn one_re_index_at_a_time_and_its_progress_is_shown() {
    let (go, wait) = std::sync::mpsc::channel::<()>();
    let wait = std::sync::Mutex::new(wait);
    let stage = Stage::open(Canned::reindexing(move |progress| {
        progress.step(Step::Reading { files: 3, of: 9, articles: 27 });
        wait.lock().expect("one run").recv().expect("the test lets it go");
        Ok(report())
    }))
    .await;
    let first = Slash::reindex().by_a_manager();
    stage.discord.enter(&first);
    let progress = stage.edited(&first).await;
    assert_eq!(content(&progress), "Re-indexing: read 3 of 9 files, 27 articles.");
    assert!(content(&stage.told(&Slash::reindex().by_a_manager()).await).contains("running already"));
    go.send(()).expect("the run waits");
    let end = format!("{}/messages/@original", first.token);
    let last =
        stage.discord.call("the report", |call| call.path.ends_with(&end) && !call.body["embeds"][0].is_null()).await;
    assert_eq!(content(&last.body), "", "the progress is gone");
    go.send(()).expect("the next run waits");
    stage.asked(&Slash::reindex().by_a_manager()).await;
    stage.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_report_arrives_when_the_command_is_long_forgotten() {
    let (go, wait) = std::sync::mpsc::channel::<()>();
    let wait = std::sync::Mutex::new(wait);
    let stage = Stage::open(Canned::reindexing(move |_| {
        wait.lock().expect("one run").recv().expect("the test lets it go");
        Ok(report())
    }))
    .await;
    let slash = Slash::reindex().by_a_manager();
    stage.discord.enter(&slash);
    let end = format!("{}/callback", slash.token);
    stage.discord.call("the acknowledgement", |call| call.path.ends_with(&end)).await;
    stage.discord.forget(&slash);
    go.send(()).expect("the run waits");
    let call = stage
        .discord
        .call("a message", |call| call.method == "POST" && call.path == format!("/channels/{CHANNEL}/messages"))
        .await;
    assert_eq!(call.body["embeds"][0]["title"], "Re-indexed");
    stage.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_failed_re_index_says_that_the_old_index_still_answers() {
    let stage = Stage::open(Canned::reindexing(|_| {
        let detail = "no space left on device".to_owned();
        Err(IntakeError::Library(LibraryError::Unwritable { path: "/srv/index".into(), detail }))
    }))
    .await;
    let answer = stage.asked(&Slash::reindex().by_a_manager()).await;
    assert!(
        content(&answer).starts_with("The index could not be written. The old index still answers. Code: `"),
        "{answer}"
    );
    stage.close().await;
    let stage = Stage::open(Canned::reindexing(|_| panic!("a mistake"))).await;
    let answer = stage.asked(&Slash::reindex().by_a_manager()).await;
    assert!(content(&answer).starts_with("Something went wrong on my side"), "{answer}");
    stage.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn leaving_finishes_what_was_begun() {
    let (begun, beginning) = std::sync::mpsc::channel::<()>();
    let (go, wait) = std::sync::mpsc::channel::<()>();
    let wait = std::sync::Mutex::new(wait);
    let stage = Stage::open(Canned::answering(move |_| {
        begun.send(()).expect("the test listens");
        wait.lock().expect("one question").recv().expect("the test lets it go");
        Ok(quotes(vec![depot().finding()]))
    }))
    .await;
    let slash = Slash::ask("What?");
    stage.discord.enter(&slash);
    tokio::task::spawn_blocking(move || beginning.recv()).await.expect("it waits").expect("the search begins");
    let letting_go = async {
        tokio::task::yield_now().await;
        go.send(()).expect("the search waits");
    };
    let (calls, ()) = tokio::join!(stage.close(), letting_go);
    let end = format!("{}/messages/@original", slash.token);
    assert_eq!(sent(&calls, "PATCH", &end), 1, "answered before it left");
}

#[tokio::test(flavor = "multi_thread")]
async fn leaving_stops_a_re_index() {
    let stage = Stage::open(Canned::reindexing(|progress| {
        progress.step(Step::Publishing);
        while !progress.cancelled() {
            std::thread::sleep(Duration::from_millis(5));
        }
        Err(IntakeError::Cancelled)
    }))
    .await;
    let slash = Slash::reindex().by_a_manager();
    stage.discord.enter(&slash);
    let end = format!("{}/callback", slash.token);
    stage.discord.call("the acknowledgement", |call| call.path.ends_with(&end)).await;
    let calls = stage.close().await;
    let last = calls.iter().rev().find(|call| call.path.contains(&slash.token)).expect("it is told");
    assert!(content(&last.body).starts_with("The run was stopped"), "{last:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn work_that_does_not_end_does_not_keep_the_bot() {
    let (_go, wait) = std::sync::mpsc::channel::<()>();
    let wait = std::sync::Mutex::new(wait);
    let (begun, beginning) = std::sync::mpsc::channel::<()>();
    let books = Canned::answering(move |_| {
        begun.send(()).expect("the test listens");
        let _ = wait.lock().expect("one question").recv_timeout(Duration::from_secs(3));
        Ok(nothing(Reason::NoMatch))
    });
    let stage =
        Stage::with(Discord::start().await, books, |settings| settings.grace = Duration::from_millis(200)).await;
    stage.discord.enter(&Slash::ask("What?"));
    tokio::task::spawn_blocking(move || beginning.recv()).await.expect("it waits").expect("the search begins");
    let before = std::time::Instant::now();
    assert_eq!(stage.left().await, Ok(()));
    assert!(before.elapsed() < Duration::from_secs(2));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_bad_token_is_said_clearly() {
    let discord = Discord::start().await;
    let stage = Stage::enter(discord, Canned::quoting(depot()), |settings| settings.token = format!("{TOKEN}x"));
    let error = stage.ended().await.expect_err("Discord refuses it");
    assert_eq!(error, BotError::BadToken);
    assert!(error.hint().is_some_and(|hint| hint.contains("ONRECORD_DISCORD_TOKEN")));
    assert!(!format!("{error} {error:?}").contains(TOKEN));
}

#[tokio::test(flavor = "multi_thread")]
async fn refusals_of_the_gateway_are_said_clearly() {
    for (code, expected) in
        [(4004, BotError::BadToken), (4014, BotError::IntentRefused), (4013, BotError::IntentRefused)]
    {
        let discord = Discord::with(Manners { refuses: Some(code), ..Manners::default() }).await;
        let stage = Stage::enter(discord, Canned::quoting(depot()), |_| {});
        assert_eq!(stage.ended().await, Err(expected), "{code}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_bot_waits_for_a_discord_that_is_down() {
    let discord = Discord::start().await;
    discord.trouble(Trouble { method: "GET", path: "/gateway/bot".into(), times: 1, what: Mishap::Refused(503, 0) });
    let stage = Stage::with(discord, Canned::quoting(depot()), |_| {}).await;
    assert_eq!(shown(&stage.asked(&Slash::ask("What?")).await), DEPOT);
    stage.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_gateway_that_has_gone_deaf_is_left_for_a_new_connection() {
    let discord = Discord::with(Manners { heartbeat: 100, ..Manners::default() }).await;
    let stage = Stage::with(discord, Canned::quoting(depot()), |settings| settings.patience = DEAF).await;
    // serenity notices that nothing comes, and then waits for ever for the connection it makes instead.
    stage.discord.fall_silent(1);
    stage.discord.until_identified(2).await;
    assert_eq!(shown(&stage.asked(&Slash::ask("What did the strike hit?")).await), DEPOT);
    let calls = stage.close().await;
    assert_eq!(sent(&calls, "PUT", "/commands"), 1, "commands are registered once");
    assert!(log::lines().contains("connecting anew"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_close_without_a_code_ends_no_bot() {
    let discord = Discord::with(Manners { heartbeat: 300, ..Manners::default() }).await;
    let stage = Stage::with(discord, Canned::quoting(depot()), |_| {}).await;
    stage.discord.hang_up_without_a_code();
    stage.discord.until_identified(2).await;
    assert_eq!(shown(&stage.asked(&Slash::ask("What did the strike hit?")).await), DEPOT);
    stage.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_gateway_that_never_lets_the_bot_in_is_said_clearly() {
    for code in [4010, 4011] {
        let discord = Discord::with(Manners { refuses: Some(code), heartbeat: 100, ..Manners::default() }).await;
        let stage = Stage::enter(discord, Canned::quoting(depot()), |settings| settings.patience = DEAF);
        assert_eq!(stage.ended().await, Err(BotError::ShardsRefused { shards: 1 }), "{code}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_bot_that_grew_connects_with_as_many_shards_as_discord_wants() {
    let discord = Discord::with(Manners { fewest_shards: 2, heartbeat: 100, ..Manners::default() }).await;
    let stage = Stage::enter(discord, Canned::quoting(depot()), |settings| settings.patience = DEAF);
    stage.discord.call("the first try", |call| call.path == "/gateway/bot").await;
    stage.discord.recommend(2);
    stage.discord.until_identified(1).await;
    assert_eq!(shown(&stage.asked(&Slash::ask("What did the strike hit?")).await), DEPOT);
    stage.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_discord_that_breaks_down_and_recovers_finds_the_bot_again() {
    let stage = Stage::open(Canned::quoting(depot())).await;
    stage.discord.break_down();
    tokio::time::sleep(Duration::from_secs(1)).await;
    stage.discord.recover();
    stage.discord.until_identified(2).await;
    let slash = Slash::ask("What did the strike hit?");
    stage.discord.enter(&slash);
    assert_eq!(shown(&stage.edited(&slash).await), DEPOT);
    stage.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn everybody_is_acknowledged_while_searches_queue() {
    let (go, wait) = std::sync::mpsc::channel::<()>();
    let wait = std::sync::Mutex::new(wait);
    let books = Canned::answering(move |_| {
        let _ = wait.lock().expect("no test fails in here").recv();
        Ok(quotes(vec![depot().finding()]))
    });
    let stage = Stage::with(Discord::start().await, books, |settings| settings.searches = 1).await;
    let burst: Vec<Slash> = (0..50).map(|person| Slash::ask("What?").by(3_000 + person)).collect();
    burst.iter().for_each(|slash| stage.discord.enter(slash));
    for slash in &burst {
        let end = format!("{}/callback", slash.token);
        stage.discord.call("an acknowledgement", |call| call.path.ends_with(&end)).await;
    }
    assert_eq!(sent(&stage.discord.calls(), "PATCH", "@original"), 0, "no search has ended");
    drop(go);
    for slash in &burst {
        stage.edited(slash).await;
    }
    stage.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn more_questions_than_can_wait_are_turned_away_at_once() {
    let (go, wait) = std::sync::mpsc::channel::<()>();
    let wait = std::sync::Mutex::new(wait);
    let books = Canned::answering(move |_| {
        let _ = wait.lock().expect("no test fails in here").recv();
        Ok(quotes(vec![depot().finding()]))
    });
    let stage = Stage::with(Discord::start().await, books, |settings| {
        settings.searches = 1;
        settings.waiting = 3;
    })
    .await;
    let waiting: Vec<Slash> = (0..3).map(|person| Slash::ask("What?").by(4_000 + person)).collect();
    for slash in &waiting {
        stage.discord.enter(slash);
        let end = format!("{}/callback", slash.token);
        stage.discord.call("an acknowledgement", |call| call.path.ends_with(&end)).await;
    }
    assert!(content(&stage.told(&Slash::ask("What?").by(5_000)).await).contains("Too many questions"));
    drop(go);
    for slash in &waiting {
        stage.edited(slash).await;
    }
    stage.asked(&Slash::ask("What?").by(5_001)).await;
    stage.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_flood_of_servers_holds_no_answer_up() {
    let stage = Stage::open(Canned::quoting(depot())).await;
    for number in 0..10_000 {
        stage.discord.deliver("GUILD_CREATE", events::server(number));
    }
    assert_eq!(shown(&stage.asked(&Slash::ask("What did the strike hit?")).await), DEPOT);
    stage.close().await;
}

/// The sample articles in an index of their own, and the collection the bot makes of them.
struct Shelf {
    _folder: tempfile::TempDir,
    index: PathBuf,
    books: Arc<Collection>,
}

fn shelf() -> Shelf {
    let folder = tempfile::tempdir().expect("a folder");
    let index = folder.path().join("index");
    let articles = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/articles");
    let order = Order { index: index.clone(), configured: vec![articles], ..Order::default() };
    Shelf { _folder: folder, index, books: Arc::new(Collection::new(order)) }
}

/// What the program prints, each quote on a line.
fn passages(index: &Path, words: &str) -> Vec<String> {
    let mut program = std::process::Command::new(env!("CARGO_BIN_EXE_onrecord"));
    program.current_dir(index).env_clear().arg("--index").arg(index);
    let printed = program.args(["ask", "--json", "--today", "2024-05-09", "-n", "3", words]).output().expect("it runs");
    let answer: Value = serde_json::from_slice(&printed.stdout).expect("JSON");
    let quotes = answer["answers"].as_array().expect("answers").iter();
    quotes.map(|quote| on_a_line(quote["quote"]["text"].as_str().expect("words"))).collect()
}

fn on_a_line(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What a message quotes, each on a line: sentences of several voices stand apart on a card.
fn cards(message: &Value) -> Vec<String> {
    let cards = message["embeds"].as_array().expect("cards");
    let quotes = cards.iter().filter(|card| card["title"].is_null());
    let words = |card: &Value| {
        let lines: Vec<&str> = card["description"].as_str().expect("words").lines().collect();
        let blocks = lines.split(|line| line.starts_with("-# ")).filter(|block| !block.is_empty());
        on_a_line(&blocks.map(|block| markdown::quoted(&block.join("\n"))).collect::<Vec<_>>().join(" "))
    };
    quotes.map(words).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn every_way_of_asking_gives_the_passages_that_the_program_prints() {
    let shelf = shelf();
    let stage = Stage::open(shelf.books.clone()).await;
    let early = stage.asked(&Slash::ask("What did the strike hit?")).await;
    assert!(content(&early).contains("no index yet"), "{early}");
    let report = stage.asked(&Slash::reindex().by_a_manager()).await;
    assert!(!field(&report, "Added").is_empty());

    let mut answered = 0;
    for words in ["How many people were killed in the strike on the depot near Kessil?", "Who baked the purple otter?"]
    {
        let expected = passages(&shelf.index, words);
        answered += usize::from(!expected.is_empty());
        assert_eq!(cards(&stage.asked(&Slash::ask(words)).await), expected, "{words}");
        assert_eq!(cards(&stage.asked(&Slash::ask(words).in_direct_messages()).await), expected, "{words}");
        assert_eq!(cards(&stage.typed(&Typed::mentioning(words)).await), expected, "{words}");
        assert_eq!(cards(&stage.typed(&Typed::replying_to(BOT, words)).await), expected, "{words}");
        assert_eq!(cards(&stage.typed(&Typed::new(words).direct()).await), expected, "{words}");
        assert_eq!(cards(&stage.asked(&Slash::find_sources(words)).await), expected, "{words}");
    }
    assert_eq!(answered, 1, "one question has an answer, the other has none");
    let again = stage.asked(&Slash::reindex().by_a_manager()).await;
    assert!(
        again["embeds"][0]["description"]
            .as_str()
            .is_some_and(|figures| figures.starts_with("0 added · 0 changed · 0 removed"))
    );
    stage.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_log_holds_no_question_and_no_secret() {
    let stage = Stage::open(Canned::answering(|question| match question.words.as_str() {
        "asked in vain about zyxwv" => Err(LibraryError::Missing { path: "/srv/index".into() }),
        words if words.contains("zyxwv") => panic!("tripped"),
        _ => Ok(quotes(vec![depot().finding()])),
    }))
    .await;
    stage.asked(&Slash::ask("asked in vain about zyxwv")).await;
    stage.asked(&Slash::ask("asked and tripped over zyxwv")).await;
    stage.told(&Slash::ask("asked").option("after", "zyxwv")).await;
    stage.typed(&Typed::mentioning("asked by zyxwv")).await;
    let refused = Slash::ask("asked of a Discord that refuses");
    let path = format!("{}/messages/@original", refused.token);
    stage.discord.trouble(Trouble { method: "PATCH", path, times: 1, what: Mishap::Refused(400, 50035) });
    stage.discord.enter(&refused);
    stage.discord.call("a refusal", |call| call.path.contains(&refused.token) && call.status == 400).await;
    stage.close().await;
    let log = log::lines();
    assert!(log.contains("an answer did not arrive") && log.contains("status 400, code 50035"), "{log}");
    for secret in ["zyxwv", TOKEN, "secret-of-interaction"] {
        assert!(!log.contains(secret), "{secret} in {log}");
    }
}

#[test]
fn this_discord_is_as_strict_as_the_real_one() {
    let allowed = json!({ "parse": [], "replied_user": false });
    let refused = [
        json!({ "content": "", "allowed_mentions": allowed }),
        json!({ "content": "x".repeat(2_001), "allowed_mentions": allowed }),
        json!({ "content": "no allowed_mentions" }),
        json!({ "content": "@everyone", "allowed_mentions": { "parse": ["everyone"], "replied_user": false } }),
        json!({ "contents": "misspelled", "content": "x", "allowed_mentions": allowed }),
        json!({ "embeds": [{ "description": "x".repeat(4_097) }], "allowed_mentions": allowed }),
        json!({ "embeds": [{ "title": "x", "fields": [{ "name": "x", "value": "" }] }], "allowed_mentions": allowed }),
        json!({ "embeds": [{ "title": "x", "url": "javascript:alert(1)" }], "allowed_mentions": allowed }),
        json!({ "embeds": [{ "description": "😀".repeat(2_000) }, { "description": "x".repeat(2_001) }], "allowed_mentions": allowed }),
        json!({ "embeds": [{ "title": "a", "url": "https://a.example" }, { "title": "b", "url": "https://a.example" }], "allowed_mentions": allowed }),
    ];
    for body in refused {
        assert!(!rules::message(&body, rules::Kind::Edit).is_empty(), "{body}");
    }
    let Some(description) = openapi::description() else { return };
    let path = "/webhooks/1/token/messages/@original";
    let good = json!({ "embeds": [{ "title": "x", "url": "https://a.example" }], "allowed_mentions": allowed });
    assert_eq!(description.faults("PATCH", path, &good), Vec::<String>::new());
    let long = json!({ "embeds": [{ "description": "x".repeat(5_000) }] });
    assert!(description.faults("PATCH", path, &long)[0].contains("/embeds/0/description"));
    assert!(!description.faults("POST", "/nowhere", &good).is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn commands_can_be_kept_to_one_server() {
    let stage =
        Stage::with(Discord::start().await, Canned::quoting(depot()), |settings| settings.guild = Some(SERVER)).await;
    let calls = stage.close().await;
    let put = calls.iter().find(|call| call.method == "PUT").expect("registered");
    assert_eq!(put.path, format!("/applications/{APPLICATION}/guilds/{SERVER}/commands"));
    let names: Vec<&str> =
        put.body.as_array().expect("a list").iter().filter_map(|command| command["name"].as_str()).collect();
    assert_eq!(
        names,
        [
            "ask",
            "said",
            "article",
            "status",
            "watch",
            "help",
            "forget-me",
            "Find sources",
            "settings",
            "add",
            "remove",
            "reindex"
        ]
    );
    assert_eq!(put.body[11]["default_member_permissions"], "32", "Manage Server");
}
