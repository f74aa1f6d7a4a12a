//! Buttons: pages, the paragraphs around a quote, what others say, citations; after a restart, and after the articles have changed.

use super::*;

const KILLED: &str = "How many people were killed in the strike on the depot near Kessil?";

/// Six passages that answer, each of an article of its own.
fn six() -> Arc<Canned> {
    Canned::answering(|question| {
        let finding = |number: usize| {
            let mut piece = Piece::whole(&format!("Passage {number} of six answers."));
            piece.id = format!("article {number}");
            piece.finding()
        };
        Ok(quotes((1..=6).map(finding).take(question.limit).collect()))
    })
}

async fn indexed(shelf: &Shelf) -> Stage {
    let stage = Stage::open(shelf.books.clone()).await;
    stage.asked(&Slash::reindex().by_a_manager()).await;
    stage
}

fn labels(message: &Value) -> Vec<String> {
    let rows = message["components"].as_array().cloned().unwrap_or_default();
    let buttons = rows.iter().flat_map(|row| row["components"].as_array().cloned().unwrap_or_default());
    let enabled = buttons.filter(|button| button["disabled"] != true);
    enabled.filter_map(|button| button["label"].as_str().map(str::to_owned)).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn pages_turn_forth_and_back_from_what_the_message_says() {
    let books = six();
    let stage = Stage::with(Discord::start().await, books.clone(), |settings| settings.quotes = 2).await;
    let first = stage.asked(&Slash::ask("What *is* answered?").option("publisher", "a · b")).await;
    assert_eq!(cards(&first), ["Passage 1 of six answers.", "Passage 2 of six answers."]);
    assert_eq!(labels(&first), ["More on 1", "More on 2", "More quotes ▶", "Not helpful"]);
    assert_eq!(first["embeds"][1]["author"]["name"], "2 · Depot near Kessil hit, official says");

    let turned = Slash::press(&first, "More quotes ▶").by(ADA + 1);
    let second = stage.asked(&turned).await;
    assert_eq!(stage.promised(&turned).await, (6, false), "the message itself changes");
    assert_eq!(cards(&second), ["Passage 3 of six answers.", "Passage 4 of six answers."]);
    assert_eq!(content(&second), content(&first));
    let third = stage.asked(&Slash::press(&second, "More quotes ▶")).await;
    assert_eq!(cards(&third), ["Passage 5 of six answers.", "Passage 6 of six answers."]);
    assert_eq!(labels(&third), ["More on 5", "More on 6", "◀ Previous", "Not helpful"]);
    assert_eq!(cards(&stage.asked(&Slash::press(&third, "◀ Previous")).await), cards(&second));
    stage.close().await;
    for question in books.questions() {
        assert_eq!(question.words, "What *is* answered?");
        assert_eq!(question.filters.publisher, ["a", "b"]);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_of_a_reply_finds_its_question_in_the_message_replied_to() {
    let books = six();
    let stage = Stage::open(books.clone()).await;
    let typed = Typed::mentioning("What is answered?");
    let first = stage.typed(&typed).await;
    assert_eq!(content(&first), "", "the question stands above the answer");
    let second = stage.asked(&Slash::press(&first, "More quotes ▶")).await;
    assert_eq!(cards(&second).len(), 3);
    assert_eq!(books.questions()[1].words, "What is answered?");

    let gone = Typed::mentioning("What else?");
    let answer = stage.typed(&gone).await;
    stage.discord.unwrite(gone.id);
    let told = stage.told_beside(&Slash::press(&answer, "More quotes ▶")).await;
    assert!(content(&told).contains("can no longer read the question"), "{told}");
    stage.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_that_is_another_one_now_is_not_turned() {
    let changed = Arc::new(std::sync::atomic::AtomicBool::new(false));
    let seen = Arc::clone(&changed);
    let stage = Stage::open(Canned::answering(move |_| {
        let word = if seen.load(Ordering::Relaxed) { "New" } else { "Old" };
        let finding = |number: usize| Piece::whole(&format!("{word} passage {number}.")).finding();
        Ok(quotes((1..=6).map(finding).collect()))
    }))
    .await;
    let first = stage.asked(&Slash::ask("What?")).await;
    changed.store(true, Ordering::Relaxed);
    let told = stage.told_beside(&Slash::press(&first, "More quotes ▶")).await;
    assert!(content(&told).starts_with("The articles have changed"), "{told}");
    stage.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_quote_shows_what_stands_around_it_and_how_to_cite_it() {
    let shelf = shelf();
    let stage = indexed(&shelf).await;
    let answer = stage.asked(&Slash::ask(KILLED)).await;
    let label = labels(&answer).remove(0);
    let pressed = Slash::press(&answer, &label);
    let around = stage.asked(&pressed).await;
    assert_eq!(stage.promised(&pressed).await, (5, true), "for the one who pressed alone");
    let shown = around["embeds"][0]["description"].as_str().expect("words");
    let quote = answer["embeds"][0]["description"].as_str().expect("a quote");
    assert!(shown.contains(quote) && shown.len() > quote.len(), "{shown}");

    let plain = content(&stage.asked(&Slash::press(&around, "Cite: plain")).await).to_owned();
    assert!(plain.starts_with("```\n“") && plain.ends_with("\n```"), "{plain}");
    let bibtex = content(&stage.asked(&Slash::press(&around, "BibTeX")).await).to_owned();
    assert!(bibtex.contains("@article{"), "{bibtex}");
    let json = content(&stage.asked(&Slash::press(&around, "CSL-JSON")).await).to_owned();
    let json = json.trim_start_matches("```").trim_end_matches("```");
    let items: Value = serde_json::from_str(json).expect("JSON");
    assert_eq!(items[0]["type"], "article-newspaper");
    assert!(content(&stage.asked(&Slash::press(&around, "Markdown")).await).contains("> "));
    let others = stage.asked(&Slash::press(&around, "Who else says")).await;
    assert!(!content(&others).is_empty(), "{others}");
    stage.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn buttons_work_after_a_restart_and_say_so_when_their_article_has_changed() {
    let shelf = shelf();
    let folder = tempfile::tempdir().expect("a folder");
    let levy =
        "The harbour levy rises to nine crowns in May, the harbour master said on Monday.\n\nNobody asked why.\n";
    std::fs::write(folder.path().join("levy.txt"), levy).expect("written");
    let order = Order { index: shelf.index.clone(), configured: vec![folder.path().to_owned()], ..Order::default() };
    let open = || Stage::open(Arc::new(Collection::new(order.clone())));
    let stage = open().await;
    stage.asked(&Slash::reindex().by_a_manager()).await;
    let answer = stage.asked(&Slash::ask("How much is the harbour levy in May?")).await;
    assert_eq!(labels(&answer)[0], "More on this");
    stage.close().await;

    let stage = open().await;
    let around = stage.asked(&Slash::press(&answer, "More on this")).await;
    assert!(around["embeds"][0]["description"].as_str().is_some_and(|shown| shown.contains("Nobody asked why")));
    std::fs::write(folder.path().join("levy.txt"), levy.replace("nine", "ten")).expect("written");
    stage.asked(&Slash::reindex().by_a_manager()).await;
    let told = stage.asked(&Slash::press(&answer, "More on this")).await;
    assert!(content(&told).starts_with("The articles have changed"), "{told}");
    let told = stage.asked(&Slash::press(&around, "BibTeX")).await;
    assert!(content(&told).starts_with("The articles have changed"), "{told}");
    stage.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn sharing_is_promised_in_time_while_searches_queue() {
    let (go, wait) = std::sync::mpsc::channel::<()>();
    let wait = std::sync::Mutex::new(wait);
    let (begun, beginning) = std::sync::mpsc::channel::<()>();
    let books = Canned::answering(move |question| {
        if question.words == "Wait." {
            begun.send(()).expect("the test listens");
            let _ = wait.lock().expect("no test fails in here").recv();
        }
        Ok(quotes(vec![depot().finding()]))
    });
    let stage = Stage::with(Discord::start().await, books, |settings| settings.searches = 1).await;
    let found = stage.asked(&Slash::find_sources("The strike hit a depot")).await;
    let slow = Slash::ask("Wait.").by(ADA + 1);
    stage.discord.enter(&slow);
    tokio::task::spawn_blocking(move || beginning.recv()).await.expect("it waits").expect("the search begins");
    let share = Slash::press(&found, "Share");
    stage.discord.enter(&share);
    assert_eq!(stage.promised(&share).await, (5, false), "though no search has ended");
    drop(go);
    assert!(content(&stage.edited(&share).await).starts_with("The articles have changed"), "this one keeps none");
    stage.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_button_of_another_version_says_so() {
    let stage = Stage::open(Canned::quoting(depot())).await;
    let answer = stage.asked(&Slash::ask("What?")).await;
    for id in ["", "page:2", "AQEBAQEBAQ"] {
        assert!(content(&stage.told(&Slash::press_id(&answer, id)).await).contains("another version"), "{id}");
    }
    assert!(content(&stage.told(&Slash::press(&answer, "Not helpful")).await).starts_with("Noted"));
    stage.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_citation_that_would_not_stand_as_it_is_comes_as_a_file() {
    let folder = tempfile::tempdir().expect("a folder");
    let text = "The clerk of Marren wrote ``` into the minutes of the council, the mayor said on Monday.\n";
    std::fs::write(folder.path().join("minutes.txt"), text).expect("written");
    let index = folder.path().join("index");
    let order = Order { index, configured: vec![folder.path().join("minutes.txt")], ..Order::default() };
    let stage = Stage::open(Arc::new(Collection::new(order))).await;
    stage.asked(&Slash::reindex().by_a_manager()).await;
    let answer = stage.asked(&Slash::ask("What did the clerk of Marren write into the minutes of the council?")).await;
    let around = stage.asked(&Slash::press(&answer, "More on this")).await;
    let cited = stage.asked(&Slash::press(&around, "Cite: plain")).await;
    assert_eq!(cited["enclosed"][0]["name"], "citation.txt");
    assert!(cited["enclosed"][0]["text"].as_str().is_some_and(|text| text.contains("wrote ``` into")), "{cited}");
    stage.close().await;
}
