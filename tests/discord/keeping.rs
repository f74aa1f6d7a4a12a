//! What is kept over a restart: settings of a server, ratings; and how all of a person goes away.

use super::collections::{at_the_desk, tells};
use super::*;
use onrecord::bot::Settings;

pub fn settings() -> Slash {
    Slash::new("settings").by_a_manager()
}

/// A folder with the file of what is kept in it.
pub struct Drawer {
    folder: tempfile::TempDir,
}

impl Drawer {
    pub fn new() -> Drawer {
        Drawer { folder: tempfile::tempdir().expect("a folder") }
    }

    pub fn file(&self) -> PathBuf {
        self.folder.path().join("index-state.redb")
    }

    pub fn used(&self) -> impl FnOnce(&mut Settings) + use<> {
        let file = self.file();
        move |settings| settings.state = Some(file)
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn managers_say_how_the_bot_is_in_their_server_and_it_stays_so() {
    let drawer = Drawer::new();
    let open = async || Stage::with(Discord::start().await, Canned::quoting(depot()), drawer.used()).await;
    let stage = open().await;
    let refused = stage.told(&Slash::new("settings").option("private", true)).await;
    assert_eq!(content(&refused), "Only members who may manage this server can change its settings.");
    let direct = stage.told(&settings().in_direct_messages()).await;
    assert_eq!(content(&direct), content(&refused), "a direct message is no server");
    let shown = stage.told(&settings()).await;
    assert!(content(&shown).contains("Answers to commands are for everyone in the channel"), "{shown}");
    let set = stage.told(&settings().option("private", true)).await;
    assert!(content(&set).contains("Answers to commands are for the asker alone"), "{set}");
    stage.close().await;

    let stage = open().await;
    let slash = Slash::ask("What?");
    stage.asked(&slash).await;
    assert_eq!(stage.promised(&slash).await, (5, true));
    let open_one = Slash::ask("What?").option("private", false);
    stage.asked(&open_one).await;
    assert_eq!(stage.promised(&open_one).await, (5, false), "whoever asks has the last word");
    let elsewhere = Slash::ask("What?").in_server(SERVER + 9);
    stage.asked(&elsewhere).await;
    assert_eq!(stage.promised(&elsewhere).await, (5, false), "another server");
    stage.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_waits_between_two_questions() {
    let stage = Stage::with(Discord::start().await, Canned::quoting(depot()), |settings| {
        settings.server_cooldown = Duration::from_secs(60);
    })
    .await;
    stage.asked(&Slash::ask("What?")).await;
    let told = stage.told(&Slash::ask("What?").by(ADA + 1)).await;
    assert!(content(&told).starts_with("Somebody in this server has just asked me something: ask again in "), "{told}");
    // Whoever types is told too, each person once.
    let typed = stage.typed(&Typed::mentioning("What then?")).await;
    assert!(content(&typed).starts_with("Somebody in this server has just asked"), "{typed}");
    stage.asked(&Slash::ask("What?").by(ADA + 2).in_server(SERVER + 9)).await;
    stage.asked(&Slash::ask("What?").by(ADA + 3).in_direct_messages()).await;
    stage.told(&settings().option("cooldown", 0)).await;
    assert_eq!(shown(&stage.asked(&Slash::ask("What?").by(ADA + 1)).await), DEPOT);
    assert!(content(&stage.told(&settings()).await).contains("Nobody waits between two questions"));
    stage.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_channel_can_be_given_fewer_collections_and_a_server_one_to_begin_with() {
    let archive = collections::archive();
    let stage = Stage::among(archive.everything_to(&[SERVER])).await;
    let question = collections::QUESTION;
    assert_eq!(cards(&stage.asked(&Slash::ask(question)).await).len(), 3);
    let set = stage.told(&settings().option("collection", "courts")).await;
    assert!(content(&set).contains("Searched where no collection is chosen: courts"), "{set}");
    let first = stage.asked(&Slash::ask(question)).await;
    assert_eq!((cards(&first).len(), tells(&first, collections::WITNESS)), (1, true));
    assert!(content(&first).ends_with("-# collection: courts"), "{first}");
    assert_eq!(cards(&stage.asked(&Slash::ask(question).option("collection", "all")).await).len(), 3);
    let found = stage.asked(&Slash::find_sources("The ferry to Alder Point will sink")).await;
    assert!(!tells(&found, "Odo Vance"), "{found}");

    let limit = || settings().option("only", "main, drafts");
    stage.told(&limit().channel_option("channel", CHANNEL)).await;
    let here = stage.asked(&Slash::ask(question)).await;
    assert_eq!((cards(&here).len(), tells(&here, collections::WITNESS)), (2, false));
    assert!(!content(&here).contains("collection:"), "what the server chose is not seen here: {here}");
    let told = stage.told(&Slash::ask(question).option("collection", "courts")).await;
    assert_eq!(content(&told), "I know no collection «courts».");
    let thread = stage.typed(&Typed::mentioning(question).in_thread(number())).await;
    assert_eq!(cards(&thread), cards(&here), "a thread sees what its channel does");
    let pressed = stage.asked(&Slash::press(&first, "More on this")).await;
    assert!(content(&pressed).starts_with("The articles have changed"), "{pressed}");
    let beside = Slash::ask(question).in_channel(number(), Some(number()));
    assert!(tells(&stage.asked(&beside).await, collections::WITNESS), "another channel");
    // Where Discord does not say whose thread it is, it is not taken for one of a channel that sees everything.
    let typed = Typed::mentioning(question).in_thread(number());
    let path = format!("/channels/{}", typed.channel());
    stage.discord.trouble(Trouble { method: "GET", path, times: 1, what: Mishap::Refused(403, 50001) });
    assert!(content(&stage.typed(&typed).await).starts_with("There is nothing here"));

    let unknown = stage.told(&settings().option("only", "main, nowhere")).await;
    assert_eq!(content(&unknown), "I know no collection «nowhere».");
    let lifted = stage.told(&settings().option("only", "all").channel_option("channel", CHANNEL)).await;
    assert!(!content(&lifted).contains(" sees "), "{lifted}");
    assert!(tells(&stage.asked(&Slash::ask(question)).await, collections::WITNESS));
    stage.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn settings_name_nothing_that_the_server_was_not_given() {
    let archive = collections::archive();
    let stage = Stage::among(archive.collections()).await;
    for name in ["drafts", "nowhere"] {
        for option in ["collection", "only"] {
            let told = stage.told(&settings().option(option, name)).await;
            assert_eq!(content(&told), format!("I know no collection «{name}»."));
        }
    }
    let typing = |option, typed: &str| settings().option(option, typed).typing();
    let values = |found: Vec<(String, String)>| found.into_iter().map(|(_, value)| value).collect::<Vec<_>>();
    assert_eq!(values(stage.suggested(&typing("collection", "")).await), ["all", "main"]);
    assert_eq!(values(stage.suggested(&at_the_desk(typing("only", "main, c"))).await), ["main, courts"]);
    assert!(stage.suggested(&typing("only", "dra")).await.is_empty());
    stage.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_rating_is_kept_once_and_forgotten_with_the_person() {
    let drawer = Drawer::new();
    let open = async || Stage::with(Discord::start().await, Canned::quoting(depot()), drawer.used()).await;
    let stage = open().await;
    let answer = stage.asked(&Slash::ask("What did the zyxwv hit?")).await;
    let press = Slash::press(&answer, "Not helpful");
    assert!(content(&stage.told(&press).await).contains("`/forget-me` removes it"));
    stage.close().await;
    let kept = std::fs::read(drawer.file()).expect("a file");
    assert!(!kept.windows(5).any(|bytes| bytes == b"zyxwv"), "the question is not kept");

    let stage = open().await;
    let forgotten = stage.told(&Slash::new("forget-me")).await;
    assert_eq!(content(&forgotten), "Removed of you: 0 watched questions, 1 rating. Nothing else about you was kept.");
    let again = stage.told(&Slash::new("forget-me").in_direct_messages()).await;
    assert_eq!(content(&again), "I had kept nothing about you.");
    stage.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn whom_the_bot_does_not_answer_it_forgets_all_the_same() {
    let stage = Stage::with(Discord::start().await, Canned::quoting(depot()), |settings| {
        settings.rules.not_users = vec![ADA];
    })
    .await;
    assert_eq!(content(&stage.told(&Slash::new("forget-me")).await), "I had kept nothing about you.");
    stage.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_damaged_file_ends_the_bot_with_the_way_out() {
    let drawer = Drawer::new();
    std::fs::write(drawer.file(), b"not what it should be").expect("written");
    let stage = Stage::enter(Discord::start().await, Canned::quoting(depot()), drawer.used());
    let Err(error) = stage.ended().await else { panic!("it ended well") };
    assert!(error.to_string().contains("index-state.redb"), "{error}");
    assert!(error.hint().is_some_and(|hint| hint.contains("move the file away")), "{error}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_changed_question_searches_what_the_server_chose_like_a_new_one() {
    let archive = collections::archive();
    let stage = Stage::among(archive.everything_to(&[SERVER])).await;
    stage.told(&settings().option("collection", "courts")).await;
    let typed = Typed::mentioning("Who won the cup?");
    stage.typed(&typed).await;
    stage.discord.deliver("MESSAGE_UPDATE", typed.changed_to(collections::QUESTION));
    let call = stage.discord.call("a changed answer", |call| call.method == "PATCH" && call.status == 200).await;
    assert_eq!((cards(&call.body).len(), tells(&call.body, collections::WITNESS)), (1, true), "{}", call.body);
    stage.close().await;
}
