//! What language people are answered in: their own, else their server's, else English; and the words of articles in none but their own.

use super::*;
use onrecord::show::words::Tongue;

#[tokio::test(flavor = "multi_thread")]
async fn a_command_is_answered_in_the_language_of_the_person() {
    let stage = Stage::open(Canned::quoting(depot())).await;
    let expected = [
        (
            "de",
            "Sagt",
            "the official · steht für: A US official · anonym · wiedergegeben",
            "Mehr dazu",
            "> What?\n-# ab: 2024",
        ),
        (
            "fr",
            "Qui le dit",
            "the official · désigne : A US official · anonyme · propos rapportés",
            "En savoir plus",
            "> What?\n-# depuis: 2024",
        ),
        (
            "es-419",
            "Quién lo dice",
            "the official · se refiere a: A US official · anónimo · citado indirectamente",
            "Más sobre esto",
            "> What?\n-# desde: 2024",
        ),
        (
            "ja",
            "Says",
            "the official · stands for: A US official · anonymous · reported",
            "More on this",
            "> What?\n-# after: 2024",
        ),
    ];
    for (locale, says, who, button, lines) in expected {
        let answer = stage.asked(&Slash::ask("What?").option("after", "2024").in_language(locale)).await;
        assert_eq!(shown(&answer), DEPOT, "the words of an article are never translated");
        assert_eq!(field(&answer, says), who);
        assert_eq!(content(&answer), lines);
        assert_eq!(answer["components"][0]["components"][0]["label"], button);
    }
    let footer = |answer: &Value| answer["embeds"][0]["footer"]["text"].as_str().unwrap_or_default().to_owned();
    let answer = stage.asked(&Slash::ask("What?").in_language("fr")).await;
    assert_eq!(
        footer(&answer),
        "Recherche dans 120 articles du 3 mars 2024 au 9 mai 2024, index du 2024-05-09 14:02 UTC"
    );
    stage.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_message_is_answered_in_the_language_of_the_server() {
    let books = Canned::quoting(depot());
    let stage = Stage::open(books.clone()).await;
    stage.discord.prefer("de");
    let mentioned = Typed::mentioning("What did the strike hit?");
    let first = stage.typed(&mentioned).await;
    assert_eq!(field(&first, "Sagt"), "the official · steht für: A US official · anonym · wiedergegeben");
    assert!(content(&stage.typed(&Typed::mentioning("")).await).contains("`/fragen`"));
    stage.discord.deliver("MESSAGE_UPDATE", mentioned.changed_to("And what did it miss?"));
    let changed = stage.discord.call("a changed answer", |call| call.method == "PATCH" && call.status == 200).await;
    assert!(changed.body["embeds"][0]["fields"][0]["name"] == "Sagt", "{}", changed.body);
    let direct = stage.typed(&Typed::new("What did the strike hit?").direct()).await;
    assert!(!field(&direct, "Says").is_empty(), "of a direct message Discord does not say the language");
    let calls = stage.close().await;
    assert_eq!(sent(&calls, "GET", &format!("/guilds/{SERVER}")), 1, "asked once");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_whose_language_cannot_be_asked_is_answered_in_english() {
    let stage = Stage::open(Canned::quoting(depot())).await;
    let path = format!("/guilds/{SERVER}");
    stage.discord.trouble(Trouble { method: "GET", path, times: 9, what: Mishap::Refused(403, 50001) });
    assert!(!field(&stage.typed(&Typed::mentioning("What?")).await, "Says").is_empty());
    stage.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn refusals_faults_and_reports_speak_the_language_too() {
    let stage = Stage::open(Canned::reindexing(|_| Ok(report()))).await;
    let answer = stage.asked(&Slash::reindex().by_a_manager().in_language("de")).await;
    let card = &answer["embeds"][0];
    assert_eq!(card["title"], "Neu eingelesen");
    assert_eq!(
        card["description"],
        "1 neu · 0 geändert · 0 entfernt · 400 unverändert · 0 doppelt · 300 abgelehnt\n1,2 MB Text in 3,4 s gelesen."
    );
    assert!(field(&answer, "Abgelehnt (300)").ends_with("und 290 weitere"));
    let status = stage.asked(&Slash::new("status").in_language("es-ES")).await;
    let words = status["embeds"][0]["description"].as_str().unwrap_or_default();
    assert!(
        words.starts_with("Busco en 120 artículos del <t:") && words.contains("índice de <t:1715263320:f>"),
        "{words}"
    );
    assert!(field(&status, "Última reindexación").starts_with("1 añadidos"));
    let refused = stage.told(&Slash::reindex().in_language("fr")).await;
    assert!(content(&refused).starts_with("Seuls les membres"), "{refused}");
    let odd = stage.told(&Slash::ask("What?").option("after", "bald").in_language("de")).await;
    assert!(content(&odd).contains("ist kein Datum"), "{odd}");
    stage.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn pages_stay_in_the_language_of_the_answer() {
    let shelf = shelf();
    let stage = Stage::with(Discord::start().await, shelf.books.clone(), |settings| settings.quotes = 1).await;
    stage.asked(&Slash::reindex().by_a_manager()).await;
    let words = "What did officials say about the strike on the depot near Kessil?";
    let first = stage.asked(&Slash::ask(words).option("after", "2020").in_language("de")).await;
    let press = Slash::press(&first, "Weitere Zitate ▶").in_language("fr").by(ADA + 1);
    let second = stage.asked(&press).await;
    assert_ne!(cards(&first), cards(&second));
    assert_eq!(content(&second), content(&first), "the lines above are read back, in whichever language they stand");
    Slash::press(&second, "◀ Zurück");
    stage.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn commands_are_registered_in_every_language() {
    let stage = Stage::open(Canned::quoting(depot())).await;
    let calls = stage.close().await;
    let put = calls.iter().find(|call| call.method == "PUT").expect("registered");
    let ask = &put.body[0];
    for (locale, tongue) in
        [("de", Tongue::German), ("fr", Tongue::French), ("es-ES", Tongue::Spanish), ("es-419", Tongue::Spanish)]
    {
        assert_eq!(ask["name_localizations"][locale], tongue.say("command-ask"));
        assert_eq!(ask["description_localizations"][locale], tongue.about("command-ask"));
        assert_eq!(ask["options"][0]["name_localizations"][locale], tongue.say("option-question"));
        assert_eq!(put.body[7]["name_localizations"][locale], tongue.say("command-find"));
    }
    assert_eq!(ask["name"], "ask", "what comes back is the same in every language");
}
