//! Re-indexing that takes long, is stopped, is cut off, or begins by itself.

use super::*;
use std::sync::atomic::AtomicBool;

use onrecord::config::Schedule;

/// A run that says how far it is for as long as nobody stops it, as often as the bot looks.
fn endless() -> Arc<Canned> {
    endless_until(Arc::default())
}

/// The same, for a run that is never stopped because its bot is killed: the test has to end it.
fn endless_until(end: Arc<AtomicBool>) -> Arc<Canned> {
    Canned::reindexing(move |progress| {
        let mut files = 0;
        while !progress.cancelled() && !end.load(Ordering::Relaxed) {
            files += 1;
            progress.step(Step::Finding { files });
            std::thread::sleep(Duration::from_millis(20));
        }
        Err(IntakeError::Cancelled)
    })
}

fn is_progress(call: &Call) -> bool {
    content(&call.body).starts_with("Re-indexing:") && call.status == 200
}

#[tokio::test(flavor = "multi_thread")]
async fn a_manager_can_stop_a_run_and_nobody_else() {
    let stage = Stage::open(endless()).await;
    let slash = Slash::reindex().by_a_manager();
    stage.discord.enter(&slash);
    let progress = stage.edited(&slash).await;
    assert!(content(&progress).starts_with("Re-indexing: looking for files"), "{progress}");
    let refused = stage.told(&Slash::press(&progress, "Cancel").by(ADA + 1)).await;
    assert!(content(&refused).contains("may manage this server"), "{refused}");
    let stopping = stage.told(&Slash::press(&progress, "Cancel").by_a_manager().by(ADA + 2)).await;
    assert!(content(&stopping).starts_with("The run is being stopped"), "{stopping}");
    let end = format!("{}/messages/@original", slash.token);
    let stopped = |call: &Call| call.path.ends_with(&end) && content(&call.body).starts_with("The run was stopped");
    let last = stage.discord.call("the end", stopped).await;
    assert!(last.body["components"].as_array().is_none_or(Vec::is_empty), "there is nothing left to stop");
    let next = Slash::reindex().by_a_manager();
    stage.discord.enter(&next);
    stage.edited(&next).await;
    let over = stage.told(&Slash::press(&progress, "Cancel").by_a_manager()).await;
    assert!(content(&over).starts_with("This run has ended"), "an old button stops no other run: {over}");
    stage.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn progress_and_report_go_on_when_the_command_is_forgotten() {
    let stage = Stage::open(endless()).await;
    let slash = Slash::reindex().by_a_manager();
    stage.discord.enter(&slash);
    let first = stage.edited(&slash).await;
    stage.discord.forget(&slash);
    let of_the_message =
        |call: &Call| call.method == "PATCH" && call.path.starts_with(&format!("/channels/{CHANNEL}/messages/"));
    let later = stage.discord.call("progress in the message", |call| of_the_message(call) && is_progress(call)).await;
    stage.told(&Slash::press(&first, "Cancel").by_a_manager().by(ADA + 1)).await;
    let stopped = |call: &Call| call.path == later.path && content(&call.body).starts_with("The run was stopped");
    stage.discord.call("the end in the same message", stopped).await;
    let calls = stage.close().await;
    assert_eq!(sent(&calls, "POST", "/messages"), 0, "no second message");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_run_that_was_cut_off_is_told_of_after_the_restart() {
    let folder = tempfile::tempdir().expect("a folder");
    let note = folder.path().join("index-reindexing.json");
    let noted = |settings: &mut onrecord::bot::Settings| settings.unfinished = Some(note.clone());
    let end = Arc::new(AtomicBool::new(false));
    let stage = Stage::with(Discord::start().await, endless_until(Arc::clone(&end)), noted).await;
    let slash = Slash::reindex().by_a_manager().in_language("de");
    stage.discord.enter(&slash);
    stage.edited(&slash).await;
    let text = std::fs::read_to_string(&note).expect("a note");
    assert!(!text.contains(&slash.token) && !text.contains(&ADA.to_string()), "no secret and nobody: {text}");
    let discord = stage.killed();
    let stage = Stage::with(discord, Canned::reindexing(|_| Ok(report())), noted).await;
    let told = |call: &Call| content(&call.body).starts_with("Dieses Einlesen brach ab");
    let call = stage.discord.call("the news", told).await;
    assert!(call.method == "PATCH" && call.path.starts_with(&format!("/channels/{CHANNEL}/messages/")), "{call:?}");
    assert_eq!(stage.asked(&Slash::reindex().by_a_manager()).await["embeds"][0]["title"], "Re-indexed");
    stage.left().await.expect("it leaves");
    assert!(!note.exists(), "a run that was told to its end leaves no note");
    end.store(true, Ordering::Relaxed);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_schedule_indexes_again_and_again() {
    let (ran, runs) = std::sync::mpsc::channel::<()>();
    let books = Canned::reindexing(move |_| {
        let _ = ran.send(());
        Ok(report())
    });
    let schedule = |settings: &mut onrecord::bot::Settings| {
        settings.reindex = Some(Schedule::Every(Duration::from_millis(50)));
    };
    let stage = Stage::with(Discord::start().await, books, schedule).await;
    let three = tokio::task::spawn_blocking(move || (0..3).all(|_| runs.recv().is_ok()));
    assert!(three.await.expect("it waits"), "it runs again");
    let status = stage.asked(&Slash::new("status")).await;
    assert!(field(&status, "Last re-index").contains("300 refused"));
    let calls = stage.close().await;
    assert_eq!(sent(&calls, "POST", "/messages"), 0, "nobody asked, so nobody is told");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_long_report_comes_whole_as_a_file_in_the_readers_language() {
    let stage = Stage::open(Canned::reindexing(|_| Ok(report()))).await;
    let answer = stage.asked(&Slash::reindex().by_a_manager().in_language("es-ES")).await;
    let text = answer["enclosed"][0]["text"].as_str().expect("a file");
    assert!(
        text.contains("\nRechazados (300)\n") && text.contains("- broken_300.jsonl, línea 300: expected"),
        "{text}"
    );
    stage.close().await;
}
