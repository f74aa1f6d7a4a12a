//! Several collections: who sees which, and that nothing of the others gets through by any way of asking.

use super::*;
use onrecord::bot::{Collections, Given};
use onrecord::config::Access;

/// A server and a channel that were given nothing.
const ELSEWHERE: u64 = SERVER + 500;
const DESK: u64 = CHANNEL + 500;
const THREAD: u64 = CHANNEL + 600;

/// One article about ferries for everyone in the server, and one about a court case for one channel of it. Nobody was given the drafts.
pub struct Archive {
    _folder: tempfile::TempDir,
    index: PathBuf,
    pub orders: Vec<(&'static str, Order)>,
}

const FERRIES: &str = "The ferry to Alder Point sails nine times a day in summer, the harbour master said on Monday.\n";
const COURT: &str =
    "The ferry to Alder Point was sold for two crowns in secret, the witness Ilse Tarn told the court on Friday.\n";
const DRAFT: &str = "The ferry to Alder Point will sink in May, the forecaster Odo Vance said on Sunday.\n";
pub const QUESTION: &str = "What about the ferry to Alder Point?";
pub const WITNESS: &str = "Ilse Tarn";

pub fn archive() -> Archive {
    let folder = tempfile::tempdir().expect("a folder");
    let order = |name: &'static str, text: &str| {
        let articles = folder.path().join(name);
        std::fs::create_dir_all(&articles).expect("a folder");
        std::fs::write(articles.join(format!("{name}-report.txt")), text).expect("written");
        let index = folder.path().join(format!("index-{name}"));
        (name, Order { index, configured: vec![articles], ..Order::default() })
    };
    let orders = vec![order("main", FERRIES), order("courts", COURT), order("drafts", DRAFT)];
    for (_, order) in &orders {
        onrecord::intake::run(order, &onrecord::intake::Silent).expect("a run");
    }
    Archive { index: folder.path().join("index-main"), _folder: folder, orders }
}

impl Archive {
    /// The server sees the ferries everywhere and the court in one channel.
    pub fn collections(&self) -> Collections {
        self.given(|name| match name {
            "main" => Some(Access { servers: vec![SERVER], ..Access::default() }),
            "courts" => Some(Access { servers: vec![SERVER], channels: vec![DESK], ..Access::default() }),
            _ => None,
        })
    }

    pub fn everything_to(&self, servers: &[u64]) -> Collections {
        self.given(|_| Some(Access { servers: servers.to_vec(), ..Access::default() }))
    }

    fn given(&self, access: impl Fn(&str) -> Option<Access>) -> Collections {
        let given = self.orders.iter().map(|(name, order)| Given {
            name: (*name).to_owned(),
            access: access(name),
            books: Arc::new(Collection::new(order.clone())),
        });
        Collections::of(given.collect())
    }
}

/// A command that names a collection.
type Way<'a> = (&'a str, &'a dyn Fn(&str) -> Slash);

/// In the channel that sees the court.
pub fn at_the_desk(slash: Slash) -> Slash {
    slash.in_channel(DESK, None)
}

pub fn tells(message: &Value, secret: &str) -> bool {
    message.to_string().contains(secret)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_channel_sees_what_it_was_given_and_its_threads_do_too() {
    let archive = archive();
    let stage = Stage::among(archive.collections()).await;
    let here = stage.asked(&Slash::ask(QUESTION)).await;
    assert_eq!(cards(&here), [markdown::as_it_stands(FERRIES.trim())]);
    let desk = stage.asked(&at_the_desk(Slash::ask(QUESTION))).await;
    assert_eq!(cards(&desk).len(), 2, "{desk}");
    assert!(tells(&desk, WITNESS));
    let thread = stage.asked(&Slash::ask(QUESTION).in_channel(THREAD, Some(DESK))).await;
    assert_eq!(cards(&thread), cards(&desk));
    let said = stage.asked(&Slash::new("said").option("who", WITNESS)).await;
    assert_eq!(said["embeds"][0]["title"], "Nothing to quote");
    let said = stage.asked(&at_the_desk(Slash::new("said").option("who", WITNESS))).await;
    assert_eq!(cards(&said).len(), 1);
    let calls = stage.close().await;
    assert!(!calls.iter().any(|call| tells(&call.body, "Odo Vance")), "the drafts are given to nobody");
}

#[tokio::test(flavor = "multi_thread")]
async fn one_of_several_can_be_chosen_and_stays_chosen() {
    let archive = archive();
    let stage = Stage::among(archive.collections()).await;
    let chosen = stage.asked(&at_the_desk(Slash::ask(QUESTION).option("collection", "courts"))).await;
    assert_eq!(cards(&chosen), [markdown::as_it_stands(COURT.trim())]);
    assert!(content(&chosen).ends_with("-# collection: courts"), "{chosen}");
    assert!(field(&chosen, "Article").ends_with("collection: courts"), "a card says which it is from: {chosen}");
    // A reply keeps it; in a channel that does not see the collection it is as if there were none.
    let told = stage.typed(&Typed::following(&chosen, "What does the harbour master say about the ferry?")).await;
    assert_eq!(content(&told), "I know no collection «courts».");
    stage.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_seen_is_told_like_what_is_not_there() {
    let archive = archive();
    let stage = Stage::among(archive.collections()).await;
    let told = |words: &Value, name: &str| content(words).replace(name, "NAME");
    let ask = |name: &str| Slash::ask(QUESTION).option("collection", name);
    let said = |name: &str| Slash::new("said").option("who", WITNESS).option("collection", name);
    let reindex = |name: &str| Slash::reindex().option("collection", name).by_a_manager();
    let ways: [Way<'_>; 3] = [("ask", &ask), ("said", &said), ("reindex", &reindex)];
    for (way, enter) in ways {
        let hidden = told(&stage.told(&enter("courts")).await, "courts");
        assert_eq!(hidden, told(&stage.told(&enter("nowhere")).await, "nowhere"), "{way}");
        assert_eq!(hidden, "I know no collection «NAME».", "{way}");
    }
    let source = |words: &str| Slash::reindex().option("source", words).by_a_manager();
    let hidden = stage.asked(&source("courts")).await;
    let unknown = stage.asked(&source("nowhere")).await;
    let sentence = |message: &Value| content(message).split(" Code:").next().map(str::to_owned);
    assert_eq!(sentence(&hidden), sentence(&unknown));
    let article = |name: &str| Slash::new("article").option("name", name);
    let hidden = stage.asked(&article("courts-report.txt")).await;
    assert_eq!(content(&hidden), content(&stage.asked(&article("nowhere.txt")).await));
    assert_eq!(content(&stage.asked(&at_the_desk(article("courts-report.txt"))).await), "");
    stage.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn suggestions_hold_nothing_of_what_cannot_be_seen() {
    let archive = archive();
    let stage = Stage::among(archive.collections()).await;
    let collections = |typed: &str| Slash::ask(QUESTION).option("collection", typed).typing();
    let names = |found: Vec<(String, String)>| found.into_iter().map(|(_, value)| value).collect::<Vec<_>>();
    assert_eq!(names(stage.suggested(&collections("")).await), ["main"]);
    assert_eq!(names(stage.suggested(&at_the_desk(collections(""))).await), ["main", "courts"]);
    assert!(stage.suggested(&collections("court")).await.is_empty());
    assert!(stage.suggested(&collections("").in_server(ELSEWHERE)).await.is_empty());
    let typing = [
        Slash::new("said").option("who", "ilse"),
        Slash::ask(QUESTION).option("said-by", "ilse"),
        Slash::new("article").option("name", "courts-report.txt"),
    ];
    for slash in typing {
        assert!(stage.suggested(&slash.again().typing()).await.is_empty());
        assert!(!stage.suggested(&at_the_desk(slash).typing()).await.is_empty());
    }
    stage.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_button_is_checked_where_it_is_pressed() {
    let archive = archive();
    let stage = Stage::among(archive.collections()).await;
    let court = stage.asked(&at_the_desk(Slash::ask(QUESTION).option("collection", "courts"))).await;
    let around = stage.asked(&at_the_desk(Slash::press(&court, "More on this"))).await;
    assert!(tells(&around, WITNESS));
    let gone = "The articles have changed since this answer was given, so I do not go on from it. Ask again.";
    // A message can be forwarded, and its buttons pressed where the collection cannot be seen.
    assert_eq!(content(&stage.asked(&Slash::press(&court, "More on this")).await), gone);
    assert_eq!(content(&stage.asked(&Slash::press(&around, "BibTeX")).await), gone);
    assert_eq!(content(&stage.asked(&Slash::press(&around, "Who else says")).await), gone);
    let nothing = "There is nothing here that I could search.";
    for press in [Slash::press(&court, "More on this"), Slash::press(&around, "Cite: plain")] {
        assert!(content(&stage.told(&press.in_server(ELSEWHERE)).await).starts_with(nothing));
    }
    let found = stage.asked(&at_the_desk(Slash::find_sources("the ferry to Alder Point was sold in secret"))).await;
    assert!(tells(&found, WITNESS));
    assert_eq!(content(&stage.told(&Slash::press(&found, "Share")).await), gone);
    // Who else says it is looked for among what can be seen.
    let both = stage.asked(&at_the_desk(Slash::ask(QUESTION))).await;
    let at = 1 + cards(&both).iter().position(|quote| quote.contains("nine times")).expect("the ferries");
    let more = stage.asked(&Slash::press(&both, &format!("More on {at}"))).await;
    assert!(!tells(&stage.asked(&Slash::press(&more, "Who else says")).await, WITNESS));
    // The pages of an answer from more collections than are seen here are other pages.
    let old = json!({ "content": format!("> {QUESTION}\n-# collection: courts"), "components": [{ "type": 1, "components": [
        { "type": 2, "style": 2, "label": "More quotes ▶", "custom_id": onrecord::bot::Act::Page { from: 0, to: 1, tongue: onrecord::show::words::Tongue::English }.written() },
    ] }] });
    let told = stage.told_beside(&Slash::press(&old, "More quotes ▶")).await;
    assert_eq!(content(&told), "I know no collection «courts».");
    stage.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn direct_messages_and_own_accounts_see_what_is_open_to_them() {
    let archive = archive();
    let stage = Stage::among(archive.collections()).await;
    let nothing = "There is nothing here that I could search.";
    assert!(content(&stage.typed(&Typed::new(QUESTION).direct()).await).starts_with(nothing));
    let refused = [
        Slash::ask(QUESTION).in_direct_messages(),
        Slash::ask(QUESTION).in_server(ELSEWHERE),
        Slash::ask(QUESTION).in_server(SERVER).by_own_account(),
        Slash::ask(QUESTION).in_direct_messages().by_own_account(),
        Slash::new("status").in_direct_messages(),
        Slash::find_sources(QUESTION).in_server(ELSEWHERE).by_own_account(),
    ];
    for slash in &refused {
        assert!(content(&stage.told(slash).await).starts_with(nothing));
    }
    stage.close().await;

    let open = archive.given(|name| match name {
        "main" => Some(Access { direct: true, ..Access::default() }),
        "courts" => Some(Access { personal: true, ..Access::default() }),
        _ => None,
    });
    let stage = Stage::among(open).await;
    let direct = stage.typed(&Typed::new(QUESTION).direct()).await;
    assert_eq!(cards(&direct), [markdown::as_it_stands(FERRIES.trim())]);
    for slash in [Slash::ask(QUESTION).in_server(ELSEWHERE), Slash::ask(QUESTION).in_direct_messages()] {
        let personal = stage.asked(&slash.by_own_account()).await;
        assert_eq!(cards(&personal), [markdown::as_it_stands(COURT.trim())]);
    }
    assert!(content(&stage.told(&Slash::ask(QUESTION)).await).starts_with(nothing), "the server was given nothing");
    stage.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn status_and_reports_tell_of_what_can_be_seen() {
    let archive = archive();
    let stage = Stage::among(archive.collections()).await;
    let both = stage.asked(&at_the_desk(Slash::new("status"))).await;
    assert!(both["embeds"][0]["description"].as_str().is_some_and(|words| words.contains("I search 2 articles")));
    assert!(field(&both, "courts").starts_with("1 article"), "{both}");
    let here = stage.asked(&Slash::new("status")).await;
    assert!(here["embeds"][0]["description"].as_str().is_some_and(|words| words.contains("I search 1 article")));
    assert!(!tells(&here, "courts"), "{here}");
    std::fs::write(archive.orders[1].1.configured[0].join("verdict.bin"), [0, 159, 146, 150]).expect("written");
    std::fs::write(archive.orders[1].1.configured[0].join("verdict.json"), "{").expect("written");
    let report = stage.asked(&at_the_desk(Slash::reindex().by_a_manager())).await;
    assert!(tells(&report, "verdict.json"), "{report}");
    assert!(tells(&stage.asked(&at_the_desk(Slash::new("status"))).await, "verdict.json"));
    assert!(!tells(&stage.asked(&Slash::new("status")).await, "verdict.json"), "a run over more than is seen");
    let report = stage.asked(&Slash::reindex().by_a_manager()).await;
    assert!(!tells(&report, "verdict.json"), "{report}");
    stage.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_changed_question_sees_no_more_than_a_new_one() {
    let archive = archive();
    let stage = Stage::among(archive.collections()).await;
    let typed = Typed::mentioning("Who won the cup?");
    stage.typed(&typed).await;
    stage.discord.deliver("MESSAGE_UPDATE", typed.changed_to(QUESTION));
    let call = stage.discord.call("a changed answer", |call| call.method == "PATCH" && call.status == 200).await;
    assert_eq!(cards(&call.body), [markdown::as_it_stands(FERRIES.trim())]);
    stage.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_command_line_gives_the_same_passages_of_the_same_collections() {
    let archive = archive();
    let folder = archive.index.parent().expect("a folder");
    let mut config = "index = \"index-main\"\n[[source]]\npath = \"main\"\n".to_owned();
    for name in ["courts", "drafts"] {
        config.push_str(&format!(
            "[[collection]]\nname = \"{name}\"\nindex = \"index-{name}\"\n[[collection.source]]\npath = \"{name}\"\n"
        ));
    }
    std::fs::write(folder.join("config.toml"), config).expect("written");
    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_onrecord"));
    let arguments = ["--collection", "main", "--collection", "courts", "ask", "--json", QUESTION];
    let output = command.current_dir(folder).env_clear().args(arguments).output().expect("it runs");
    let printed: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let answers = printed["answers"].as_array().expect("answers");
    let words = |answer: &Value| markdown::as_it_stands(answer["quote"]["text"].as_str().expect("words"));
    let expected: Vec<String> = answers.iter().map(words).collect();
    let mut from: Vec<&str> = answers.iter().filter_map(|answer| answer["collection"].as_str()).collect();
    from.sort_unstable();
    assert_eq!(from, ["courts", "main"]);

    let stage = Stage::among(archive.collections()).await;
    assert_eq!(cards(&stage.asked(&at_the_desk(Slash::ask(QUESTION))).await), expected);
    stage.close().await;
}
