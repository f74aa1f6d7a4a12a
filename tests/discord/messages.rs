//! Messages and commands beside `/ask`: follow-ups, changed and deleted questions, threads, sources of a message, articles, status.

use super::*;

#[tokio::test(flavor = "multi_thread")]
async fn a_follow_up_keeps_the_filters_and_the_topic() {
    let books = Canned::quoting(depot());
    let stage = Stage::open(books.clone()).await;
    let first = stage.asked(&Slash::ask("What did the strike hit?").option("after", "2024-04")).await;
    let second = stage.typed(&Typed::following(&first, "And who denied it?")).await;
    assert_eq!(
        content(&second),
        "> What did the strike hit? And who denied it?\n-# after: 2024\\-04".replace("\\-", "-")
    );
    let third = stage.typed(&Typed::following(&second, "What did the mayor of Kessil say about refugees?")).await;
    assert_eq!(content(&third), "-# after: 2024-04", "a question with words of its own has its own topic");

    let asked = Typed::mentioning("What did the strike hit?");
    let answer = stage.typed(&asked).await;
    stage.typed(&Typed::following(&answer, "and why?")).await;
    stage.close().await;
    let questions = books.questions();
    let words: Vec<&str> = questions.iter().map(|question| question.words.as_str()).collect();
    assert_eq!(
        words,
        [
            "What did the strike hit?",
            "What did the strike hit? And who denied it?",
            "What did the mayor of Kessil say about refugees?",
            "What did the strike hit?",
            "What did the strike hit? and why?",
        ]
    );
    let after = |at: usize| questions[at].filters.after.map(|day| day.to_string());
    assert_eq!([after(1), after(2)], [Some("2024-04-01".to_owned()), Some("2024-04-01".to_owned())]);
    assert_eq!([after(3), after(4)], [None, None]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_changed_question_changes_its_answer() {
    let books = Canned::answering(|question| match question.words.as_str() {
        "What did the stroke hit?" => Ok(nothing(Reason::NoMatch)),
        _ => Ok(quotes(vec![depot().finding()])),
    });
    let stage = Stage::open(books.clone()).await;
    let typed = Typed::mentioning("What did the stroke hit?");
    let answer = stage.typed(&typed).await;
    assert_eq!(answer["embeds"][0]["title"], "Nothing to quote");
    let mut preview = typed.changed_to("What did the stroke hit?");
    preview["edited_timestamp"] = Value::Null;
    stage.discord.deliver("MESSAGE_UPDATE", preview);
    stage.discord.deliver("MESSAGE_UPDATE", typed.changed_to("What did the stroke hit?"));
    stage.discord.deliver("MESSAGE_UPDATE", typed.changed_to("What did the strike hit?"));
    let call = stage.discord.call("a changed answer", |call| call.method == "PATCH" && call.status == 200).await;
    assert!(call.path.starts_with(&format!("/channels/{CHANNEL}/messages/")), "{}", call.path);
    assert_eq!(shown(&call.body), DEPOT);
    stage.discord.deliver("MESSAGE_UPDATE", Typed::mentioning("of somebody else").changed_to("What now?"));
    stage.close().await;
    assert_eq!(books.questions().len(), 2, "only other words are asked again");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_deleted_question_takes_its_answer_along() {
    let stage = Stage::open(Canned::quoting(depot())).await;
    let asked = [Typed::mentioning("one"), Typed::mentioning("two"), Typed::mentioning("three")];
    for typed in &asked {
        stage.typed(typed).await;
    }
    let deletion = |typed: &Typed| json!({ "id": typed.id.to_string(), "channel_id": CHANNEL.to_string(), "guild_id": SERVER.to_string() });
    stage.discord.deliver("MESSAGE_DELETE", deletion(&asked[0]));
    let many = json!({ "ids": [asked[1].id.to_string(), number().to_string()], "channel_id": CHANNEL.to_string(), "guild_id": SERVER.to_string() });
    stage.discord.deliver("MESSAGE_DELETE_BULK", many);
    stage.discord.until_deleted(2).await;
    let calls = stage.close().await;
    assert_eq!(calls.iter().filter(|call| call.method == "DELETE" && call.status == 204).count(), 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn threads_and_forum_posts_are_answered_in_their_place() {
    let stage = Stage::open(Canned::quoting(depot())).await;
    let thread = number();
    assert_eq!(shown(&stage.typed(&Typed::mentioning("What?").in_thread(thread)).await), DEPOT);
    // The first message of a forum post has the number of the post.
    let mut post = Typed::mentioning("What?");
    post.id = number();
    let post = post.clone().in_thread(post.id);
    assert_eq!(shown(&stage.typed(&post).await), DEPOT);
    stage.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn where_a_bot_may_not_reply_it_answers_all_the_same() {
    let stage = Stage::open(Canned::quoting(depot())).await;
    let path = format!("/channels/{CHANNEL}/messages");
    stage.discord.trouble(Trouble { method: "POST", path, times: 1, what: Mishap::Refused(400, 160_002) });
    stage.discord.type_in(&Typed::mentioning("What?"));
    let call = stage.discord.call("an answer", |call| call.path.ends_with("/messages") && call.status == 200).await;
    assert!(call.body["message_reference"].is_null(), "{}", call.body);
    assert_eq!(shown(&call.body), DEPOT);
    stage.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_can_be_for_the_asker_alone() {
    let stage = Stage::open(Canned::quoting(depot())).await;
    let open = Slash::ask("What?").option("private", false);
    stage.asked(&open).await;
    assert_eq!(stage.promised(&open).await, (5, false));
    let private = Slash::ask("What?").option("private", true);
    assert_eq!(shown(&stage.asked(&private).await), DEPOT);
    assert_eq!(stage.promised(&private).await, (5, true));
    stage.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn sources_of_a_message_are_shown_to_one_and_then_shared() {
    let shelf = shelf();
    let stage = Stage::open(shelf.books.clone()).await;
    stage.asked(&Slash::reindex().by_a_manager()).await;
    let claim = "Someone says the strike on the depot near Kessil killed people <@123>";
    let expected = passages(&shelf.index, "Someone says the strike on the depot near Kessil killed people");
    assert!(!expected.is_empty());
    let find = Slash::find_sources(claim);
    let found = stage.asked(&find).await;
    assert_eq!(stage.promised(&find).await, (5, true), "first for the asker alone");
    assert_eq!(cards(&found), expected);
    assert!(!found.to_string().contains("Someone says"), "the message is not repeated");
    let share = Slash::press(&found, "Share");
    let shared = stage.asked(&share).await;
    assert_eq!(stage.promised(&share).await, (5, false), "then for everyone");
    assert_eq!(cards(&shared), expected);
    assert!(content(&stage.told(&Slash::find_sources("<@1>")).await).contains("no words"));
    let calls = stage.close().await;
    assert!(!calls.iter().any(|call| call.body.to_string().contains("Someone says")));
    assert!(!log::lines().contains("Someone says"), "and not logged");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_article_is_found_by_its_title_and_says_who_speaks() {
    let shelf = shelf();
    let stage = Stage::open(shelf.books.clone()).await;
    stage.asked(&Slash::reindex().by_a_manager()).await;
    let typing = Slash::new("article").option("name", "ferry and grain").typing();
    let suggested = stage.suggested(&typing).await;
    let (name, value) = &suggested[0];
    assert!(name.starts_with("Ferry and grain barge collide"), "{suggested:?}");
    let chosen = stage.asked(&Slash::new("article").option("name", value.as_str())).await;
    assert!(
        chosen["embeds"][0]["author"]["name"].as_str().is_some_and(|title| title.starts_with("Ferry and grain barge"))
    );
    let speakers = field(&chosen, "Who speaks in it");
    assert!(speakers.contains("The Marren Line") && speakers.contains("times"), "{speakers}");
    let typed =
        stage.asked(&Slash::new("article").option("name", "Ferry and grain barge").option("private", true)).await;
    assert_eq!(typed["embeds"][0]["author"], chosen["embeds"][0]["author"]);
    let unknown = stage.asked(&Slash::new("article").option("name", "zyxwv")).await;
    assert!(content(&unknown).starts_with("I know no article"), "{unknown}");
    assert!(stage.suggested(&Slash::new("article").option("name", "").typing()).await.is_empty());
    stage.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_status_says_what_there_is_and_what_failed_last() {
    let stage = Stage::open(Canned::reindexing(|_| Ok(report()))).await;
    let status = stage.asked(&Slash::new("status")).await;
    assert_eq!(
        status["embeds"][0]["description"],
        "I search 120 articles from <t:1709460000:D> to <t:1715248800:D>, indexed <t:1715263320:f>."
    );
    stage.asked(&Slash::reindex().by_a_manager()).await;
    let status = stage.asked(&Slash::new("status")).await;
    let last = field(&status, "Last re-index");
    assert!(last.contains("300 refused") && last.contains("broken_1.jsonl, line 1"), "{last}");
    assert!(content(&stage.told(&Slash::new("help")).await).contains("/article"));
    stage.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn one_source_is_re_indexed_and_no_other_path() {
    let shelf = shelf();
    let stage = Stage::open(shelf.books.clone()).await;
    let answer = stage.asked(&Slash::reindex().by_a_manager().option("source", "articles")).await;
    assert_eq!(answer["embeds"][0]["title"], "Re-indexed", "{answer}");
    for other in ["/etc", "..", "passwd", "/"] {
        let answer = stage.asked(&Slash::reindex().by_a_manager().option("source", other)).await;
        assert!(content(&answer).starts_with("A source is missing"), "{other}: {answer}");
    }
    stage.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_somebody_says_is_listed_and_paged() {
    let books = Canned::answering(|question| {
        let finding = |number: usize| Piece::whole(&format!("Saying {number} of five.")).finding();
        Ok(quotes((1..=5).map(finding).take(question.limit).collect()))
    });
    let stage = Stage::open(books.clone()).await;
    let slash =
        Slash::new("said").option("who", "The Marren Line").option("about", "radar · fog").option("after", "2024");
    let first = stage.asked(&slash).await;
    assert_eq!(
        markdown::plain(content(&first).trim_start_matches("-# ")),
        "who: The Marren Line · about: radar · fog · after: 2024"
    );
    assert_eq!(cards(&first).len(), 3);
    let second = stage.asked(&Slash::press(&first, "More quotes ▶")).await;
    assert_eq!(cards(&second), ["Saying 4 of five.", "Saying 5 of five."]);
    stage.close().await;
    let questions = books.questions();
    assert_eq!(questions[1].words, "radar · fog");
    assert_eq!(questions[1].filters.after.map(|day| day.to_string()).as_deref(), Some("2024-01-01"));
}

#[tokio::test(flavor = "multi_thread")]
async fn who_says_nothing_is_said_with_names_that_come_near() {
    let stage = Stage::open(Canned::answering(|_| Ok(nothing(Reason::NoMatch)))).await;
    let answer = stage.asked(&Slash::new("said").option("who", "Marren *Lines*").option("private", true)).await;
    let words = markdown::plain(answer["embeds"][0]["description"].as_str().expect("words"));
    assert_eq!(words, "No article has Marren *Lines* saying anything, as far as I am sure.");
    assert_eq!(field(&answer, "Names that come near"), "• The *Marren* Line");
    stage.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn names_are_suggested_while_they_are_typed() {
    let stage = Stage::open(Canned::quoting(depot())).await;
    for (command, option, of) in [
        ("ask", "said-by", "Sources"),
        ("ask", "publisher", "Publishers"),
        ("ask", "author", "Authors"),
        ("said", "who", "Sources"),
        ("said", "publisher", "Publishers"),
    ] {
        let suggested = stage.suggested(&Slash::new(command).option(option, "mar").typing()).await;
        let name = format!("{of} of mar");
        assert_eq!(suggested, [(format!("{name} (12)"), name)], "a name too long for Discord is left out");
    }
    assert!(stage.suggested(&Slash::ask("what").typing()).await.is_empty());
    stage.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_collection_suggests_its_own_names() {
    let shelf = shelf();
    let stage = Stage::open(shelf.books.clone()).await;
    assert!(stage.suggested(&Slash::new("said").option("who", "marr").typing()).await.is_empty(), "no index yet");
    stage.asked(&Slash::reindex().by_a_manager()).await;
    let suggested = stage.suggested(&Slash::new("said").option("who", "marr").typing()).await;
    let (_, value) = suggested.iter().find(|(_, value)| value.contains("Marren Line")).expect("a name of the samples");
    let said = stage.asked(&Slash::new("said").option("who", value.as_str())).await;
    assert!(!cards(&said).is_empty(), "{said}");
    stage.close().await;
}
