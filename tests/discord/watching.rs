//! Watched questions: new quotes once each, where the question was set, and only from what is seen there then.

use super::collections::{Archive, QUESTION, WITNESS, archive, tells};
use super::keeping::{Drawer, settings};
use super::*;

const LOOK: Duration = Duration::from_millis(100);

fn watch(words: &str) -> Slash {
    Slash::new("watch").option("question", words)
}

/// A second article of a collection of the archive.
fn add(archive: &Archive, collection: &str, name: &str, text: &str) {
    let (_, order) = archive.orders.iter().find(|(known, _)| *known == collection).expect("a collection");
    std::fs::write(order.configured[0].join(name), text).expect("written");
}

/// What was posted in a channel and is no answer to anything.
fn posted(stage: &Stage, channel: u64) -> Vec<Value> {
    let path = format!("/channels/{channel}/messages");
    let calls = stage.discord.calls().into_iter();
    let posts = calls.filter(|call| call.method == "POST" && call.path == path && call.status == 200);
    posts.map(|call| call.body).filter(|body| body["message_reference"].is_null()).collect()
}

async fn until_posted(stage: &Stage, words: &'static str) -> Value {
    let fits = |call: &Call| call.path.ends_with("/messages") && call.status == 200 && tells(&call.body, words);
    stage.discord.call(words, fits).await.body
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_new_after_a_run_is_posted_once_even_after_a_restart() {
    let archive = archive();
    let drawer = Drawer::new();
    let open = async || Stage::among_with(archive.collections(), drawer.used()).await;
    let stage = open().await;
    let set = stage.asked(&watch(QUESTION)).await;
    assert!(content(&set).starts_with("I watch this question. 1 passage answers it so far"), "{set}");
    add(
        &archive,
        "main",
        "second.txt",
        "The ferry to Alder Point will have a new ramp, said the engineer Una Brill.\n",
    );
    stage.asked(&Slash::reindex().by_a_manager()).await;
    let news = until_posted(&stage, "Una Brill").await;
    assert_eq!(content(&news), format!("New on a question that is watched here:\n> {QUESTION}"));
    assert_eq!(cards(&news).len(), 1, "what was there before is nothing new: {news}");
    let more = stage.asked(&Slash::press(&news, "More on this")).await;
    assert!(tells(&more, "Una Brill"));
    stage.asked(&Slash::reindex().by_a_manager()).await;
    stage.close().await;

    let stage = open().await;
    stage.asked(&Slash::reindex().by_a_manager()).await;
    add(&archive, "main", "third.txt", "The ferry to Alder Point will be painted green, said the painter Ivo Lund.\n");
    stage.asked(&Slash::reindex().by_a_manager()).await;
    until_posted(&stage, "Ivo Lund").await;
    assert_eq!(posted(&stage, CHANNEL).len(), 1);
    assert!(!posted(&stage, CHANNEL).iter().any(|post| tells(post, "Una Brill")), "once each");
    stage.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_run_of_another_process_is_noticed() {
    let archive = archive();
    let stage = Stage::among_with(archive.collections(), |settings| settings.look_every = LOOK).await;
    stage.asked(&watch(QUESTION)).await;
    add(
        &archive,
        "main",
        "second.txt",
        "The ferry to Alder Point will have a new ramp, said the engineer Una Brill.\n",
    );
    onrecord::intake::run(&archive.orders[0].1, &onrecord::intake::Silent).expect("a run");
    until_posted(&stage, "Una Brill").await;
    stage.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_no_longer_seen_there_is_not_posted() {
    let archive = archive();
    let stage = Stage::among(archive.everything_to(&[SERVER, SERVER + 9])).await;
    stage.asked(&watch(QUESTION)).await;
    let elsewhere = number();
    stage.asked(&watch(QUESTION).in_server(SERVER + 9).in_channel(elsewhere, None)).await;
    stage.asked(&watch(QUESTION).option("collection", "courts")).await;
    stage.told(&settings().option("only", "main")).await;
    add(&archive, "courts", "second.txt", "The ferry to Alder Point was a gift, said the witness Pia Kerr.\n");
    add(
        &archive,
        "main",
        "second.txt",
        "The ferry to Alder Point will have a new ramp, said the engineer Una Brill.\n",
    );
    // Every collection is seen beside, so the whole run is started there.
    stage.asked(&Slash::reindex().by_a_manager().in_channel(number(), Some(number()))).await;
    let fits = |call: &Call| call.path.contains(&elsewhere.to_string()) && tells(&call.body, "Pia Kerr");
    stage.discord.call("the witness elsewhere", fits).await;
    until_posted(&stage, "Una Brill").await;
    let calls = stage.close().await;
    let here = format!("/channels/{CHANNEL}/messages");
    let here: Vec<&Value> = calls.iter().filter(|call| call.path == here).map(|call| &call.body).collect();
    assert!(here.iter().any(|post| tells(post, "Una Brill")), "{here:?}");
    assert!(!here.iter().any(|post| tells(post, "Pia Kerr") || tells(post, WITNESS)), "{here:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn watched_questions_are_listed_removed_and_forgotten() {
    let stage = Stage::open(Canned::quoting(depot())).await;
    assert!(content(&stage.told(&Slash::new("watch")).await).starts_with("You have no question watched."));
    stage.asked(&watch("What did the strike hit?")).await;
    assert!(content(&stage.told(&watch("What did the strike hit?")).await).contains("watched here already"));
    stage.asked(&watch("Who denied it?")).await;
    let list = stage.told(&Slash::new("watch")).await;
    assert_eq!(content(&list).matches("\n• ").count(), 2, "{list}");
    let typing = |typed: &str| Slash::new("watch").option("remove", typed).typing();
    let own = stage.suggested(&typing("strike")).await;
    assert_eq!(own.len(), 1);
    assert!(stage.suggested(&typing("").by(ADA + 1)).await.is_empty(), "those of others are theirs");
    let remove = || Slash::new("watch").option("remove", own[0].1.clone());
    let unknown = stage.told(&Slash::new("watch").option("remove", "7")).await;
    assert_eq!(content(&stage.told(&remove().by(ADA + 1)).await), content(&unknown));
    let removed = stage.told(&remove().by(ADA + 2).by_a_manager()).await;
    assert_eq!(content(&removed), "I no longer watch: What did the strike hit?", "managers can");
    let forgotten = stage.told(&Slash::new("forget-me")).await;
    assert!(content(&forgotten).starts_with("Removed of you: 1 watched question, 0 ratings."), "{forgotten}");
    assert!(content(&stage.told(&Slash::new("watch")).await).starts_with("You have no question watched."));
    stage.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_person_and_a_server_have_so_many() {
    let stage = Stage::open(Canned::quoting(depot())).await;
    for at in 0..10 {
        stage.asked(&watch(&format!("What happened on day {at}?"))).await;
    }
    assert!(content(&stage.told(&watch("And then?")).await).starts_with("You have 10 questions watched"));
    for at in 0..40 {
        stage.asked(&watch(&format!("What happened on day {at}?")).by(ADA + 1 + at / 10)).await;
    }
    let full = stage.told(&watch("And then?").by(ADA + 20)).await;
    assert!(content(&full).starts_with("50 questions are watched in this server"), "{full}");
    stage.asked(&watch("And then?").by(ADA + 20).in_direct_messages()).await;
    stage.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_channel_that_is_gone_takes_its_questions_along() {
    let archive = archive();
    let stage = Stage::among_with(archive.collections(), |settings| settings.look_every = LOOK).await;
    stage.asked(&watch(QUESTION)).await;
    let path = format!("/channels/{CHANNEL}/messages");
    stage.discord.trouble(Trouble { method: "POST", path, times: 1, what: Mishap::Refused(404, 10003) });
    add(
        &archive,
        "main",
        "second.txt",
        "The ferry to Alder Point will have a new ramp, said the engineer Una Brill.\n",
    );
    stage.asked(&Slash::reindex().by_a_manager()).await;
    stage.discord.call("a refusal", |call| call.path.ends_with("/messages") && call.status == 404).await;
    let mut list = stage.told(&Slash::new("watch")).await;
    while !content(&list).starts_with("You have no question watched.") {
        tokio::time::sleep(LOOK).await;
        list = stage.told(&Slash::new("watch")).await;
    }
    stage.close().await;
}

/// A watched question, and an article that answers it, while posts meet with trouble.
async fn posted_in_trouble(what: Mishap, times: usize) -> (Stage, Archive) {
    let archive = archive();
    let stage = Stage::among_with(archive.collections(), |settings| {
        settings.look_every = LOOK;
        settings.deliver_within = Duration::from_millis(300);
    })
    .await;
    stage.asked(&watch(QUESTION)).await;
    let path = format!("/channels/{CHANNEL}/messages");
    stage.discord.trouble(Trouble { method: "POST", path, times, what });
    add(
        &archive,
        "main",
        "second.txt",
        "The ferry to Alder Point will have a new ramp, said the engineer Una Brill.\n",
    );
    stage.asked(&Slash::reindex().by_a_manager()).await;
    (stage, archive)
}

#[tokio::test(flavor = "multi_thread")]
async fn what_discord_did_not_take_comes_when_it_is_back() {
    // More refusals than the tries of one call.
    let (stage, _archive) = posted_in_trouble(Mishap::Refused(503, 0), 5).await;
    until_posted(&stage, "Una Brill").await;
    tokio::time::sleep(LOOK * 5).await;
    assert_eq!(posted(&stage, CHANNEL).len(), 1, "once");
    stage.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_may_have_arrived_is_not_said_twice() {
    let (stage, _archive) = posted_in_trouble(Mishap::Lost, 2).await;
    stage.discord.call("a post", |call| call.path.ends_with("/messages") && tells(&call.body, "Una Brill")).await;
    tokio::time::sleep(LOOK * 8).await;
    let all = stage.close().await;
    let posts = all.iter().filter(|call| call.method == "POST" && tells(&call.body, "Una Brill"));
    let numbers: std::collections::BTreeSet<String> = posts.map(|call| call.body["nonce"].to_string()).collect();
    assert_eq!(numbers.len(), 1, "each try carries the number by which Discord knows it for the same");
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_watched_by_somebodys_own_account() {
    let stage = Stage::open(Canned::quoting(depot())).await;
    let told = stage.told(&watch("What did the strike hit?").by_own_account()).await;
    assert!(content(&told).starts_with("I can post only where I have been added"), "{told}");
    stage.close().await;
}
