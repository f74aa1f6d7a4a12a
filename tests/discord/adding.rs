//! Articles that managers add by address or as a file, and take out again; what the configuration names stays.

use super::collections::tells;
use super::*;
use onrecord::bot::Rules;
use onrecord::config::Fetch;
use onrecord::fetch::Errand;
use site::{Reply, Site};

const LEVY: &str = "The harbour levy rises to nine crowns in May, the harbour master Ena Moll said on Monday.\n";
const QUESTION: &str = "How much is the harbour levy in May?";

/// A collection of one configured article, which may ask this machine.
struct Port {
    folder: tempfile::TempDir,
    site: Site,
}

impl Port {
    fn new() -> Port {
        let folder = tempfile::tempdir().expect("a folder");
        std::fs::create_dir(folder.path().join("wire")).expect("a folder");
        let wire = "The ferry sails nine times a day, the captain Odo Vance said on Sunday.\n";
        std::fs::write(folder.path().join("wire/ferry.txt"), wire).expect("written");
        let port = Port { folder, site: Site::new() };
        onrecord::intake::run(&port.order(true), &onrecord::intake::Silent).expect("a run");
        port
    }

    fn order(&self, private: bool) -> Order {
        let allow_private = private.then(|| "127.0.0.0/8".parse().expect("a network")).into_iter().collect();
        let settings = Fetch { allow_private, delay: Duration::ZERO, ..Fetch::default() };
        let web = Errand { folder: self.folder.path().join("index-web"), settings, ..Errand::default() };
        let index = self.folder.path().join("index");
        Order { index, configured: vec![self.folder.path().join("wire")], web, ..Order::default() }
    }

    async fn open(&self) -> Stage {
        self.open_for(Rules { home: Some(SERVER), ..Rules::default() }).await
    }

    async fn open_for(&self, rules: Rules) -> Stage {
        let books = Arc::new(Collection::new(self.order(true)));
        Stage::with(Discord::start().await, books, |settings| settings.rules = rules).await
    }

    fn url(&self, path: &str) -> String {
        self.site.url(path)
    }
}

fn add() -> Slash {
    Slash::new("add").by_a_manager()
}

fn remove(name: impl Into<Value>) -> Slash {
    Slash::new("remove").option("name", name).by_a_manager()
}

fn figures(report: &Value) -> &str {
    report["embeds"][0]["description"].as_str().unwrap_or_default()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_is_added_stays_and_is_taken_out_again() {
    let port = Port::new();
    port.site.set("/levy.txt", Reply::new("text/plain", LEVY));
    let stage = port.open().await;
    let report = stage.asked(&add().attached("../levy.txt", &port.url("/levy.txt"))).await;
    assert!(figures(&report).starts_with("1 added · 0 changed · 0 removed"), "{report}");
    assert!(tells(&stage.asked(&Slash::ask(QUESTION)).await, "Ena Moll"));
    let again = stage.asked(&add().attached("levy.txt", &port.url("/levy.txt"))).await;
    assert!(figures(&again).starts_with("0 added"), "{again}");
    assert_eq!(std::fs::read_dir(port.folder.path().join("index-added")).expect("a folder").count(), 1);
    stage.close().await;

    let stage = port.open().await;
    let report = stage.asked(&Slash::reindex().by_a_manager()).await;
    assert!(figures(&report).starts_with("0 added · 0 changed · 0 removed · 2 unchanged"), "{report}");
    let chosen = stage.suggested(&remove("levy").typing()).await;
    let configured = stage.asked(&remove("ferry.txt")).await;
    assert!(content(&configured).starts_with("That article was not added here"), "{configured}");
    let unknown = stage.asked(&remove("nowhere")).await;
    assert!(content(&unknown).starts_with("I know no such article"), "{unknown}");
    let name = chosen.first().map_or("levy.txt".to_owned(), |(_, value)| value.clone());
    let report = stage.asked(&remove(name)).await;
    assert!(figures(&report).starts_with("0 added · 0 changed · 1 removed"), "{report}");
    assert!(!tells(&stage.asked(&Slash::ask(QUESTION)).await, "Ena Moll"));
    stage.close().await;
    assert_eq!(std::fs::read_dir(port.folder.path().join("index-added")).expect("a folder").count(), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_address_is_added_and_taken_out_again() {
    let port = Port::new();
    port.site.page("/levy", "Levy", LEVY.trim());
    let stage = port.open().await;
    let report = stage.asked(&add().option("url", port.url("/levy"))).await;
    assert!(figures(&report).starts_with("1 added"), "{report}");
    assert!(tells(&stage.asked(&Slash::ask(QUESTION)).await, "Ena Moll"));
    stage.close().await;

    let stage = port.open().await;
    let report = stage.asked(&Slash::reindex().by_a_manager()).await;
    assert!(figures(&report).starts_with("0 added · 0 changed · 0 removed · 2 unchanged"), "{report}");
    let report = stage.asked(&remove(port.url("/levy"))).await;
    assert!(figures(&report).starts_with("0 added · 0 changed · 1 removed"), "{report}");
    assert!(!tells(&stage.asked(&Slash::ask(QUESTION)).await, "Ena Moll"));
    stage.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_had_or_read_is_said_and_not_kept() {
    let port = Port::new();
    port.site.set("/picture.bin", Reply::new("application/octet-stream", [0_u8, 159, 146, 150]));
    let stage = port.open().await;
    let refused = stage.told(&Slash::new("add").option("url", port.url("/levy"))).await;
    assert!(content(&refused).starts_with("Only members who may manage"), "{refused}");
    for wrong in [add(), add().option("url", "ftp://x.example"), add().option("url", "file:///etc/passwd")] {
        assert!(content(&stage.told(&wrong).await).starts_with("Give me either an address"));
    }
    let gone = stage.asked(&add().attached("levy.txt", &port.url("/nowhere"))).await;
    assert_eq!(content(&gone), "I could not have that: there is nothing at this address");
    port.site.set("/moved", Reply::to("/picture.bin"));
    let moved = stage.asked(&add().attached("levy.txt", &port.url("/moved"))).await;
    assert_eq!(content(&moved), "I could not have that: it is sent on", "Discord hands files over itself");
    let unread = stage.asked(&add().attached("picture.bin", &port.url("/picture.bin"))).await;
    assert!(figures(&unread).starts_with("0 added"), "{unread}");
    stage.close().await;
    let kept = std::fs::read_dir(port.folder.path().join("index-added")).map_or(0, Iterator::count);
    assert_eq!(kept, 0);

    let rules = Rules { home: Some(SERVER), ..Rules::default() };
    let books = Arc::new(Collection::new(port.order(false)));
    let guarded = Stage::with(Discord::start().await, books, |settings| settings.rules = rules).await;
    for slash in [add().option("url", port.url("/levy")), add().attached("levy.txt", &port.url("/levy.txt"))] {
        let told = guarded.asked(&slash).await;
        assert!(content(&told).starts_with("I could not have that: "), "{told}");
        assert!(port.site.asked().iter().all(|asked| asked != "/levy"), "{told}");
    }
    guarded.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_of_many_articles_goes_only_as_a_whole_and_by_its_name() {
    let port = Port::new();
    let lines = "{\"id\": \"moll\", \"title\": \"Levy passes\", \"text\": \"The levy will pay for the dam, Ena Moll said.\"}\n\
        {\"id\": \"brandt\", \"title\": \"Dam leaks\", \"text\": \"The dam leaks, Ilse Brandt said.\"}\n";
    port.site.set("/week.jsonl", Reply::new("application/json", lines));
    let stage = port.open().await;
    let added = stage.asked(&add().attached("week.jsonl", &port.url("/week.jsonl"))).await;
    assert!(figures(&added).starts_with("2 added"), "{added}");
    // The words of a title are no name: something else may be meant.
    let unknown = stage.asked(&remove("levy".to_owned())).await;
    assert!(content(&unknown).starts_with("I know no such article"), "{unknown}");
    let one = stage.asked(&remove("moll".to_owned())).await;
    assert!(content(&one).contains("one of many from week.jsonl"), "{one}");
    assert!(tells(&stage.asked(&Slash::ask("Who said that the dam leaks?")).await, "Ilse Brandt"));
    let all = stage.asked(&remove("week.jsonl".to_owned())).await;
    assert!(figures(&all).starts_with("0 added · 0 changed · 2 removed"), "{all}");
    stage.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_everyone_is_answered_from_is_not_for_any_servers_managers_to_change() {
    let port = Port::new();
    port.site.set("/levy.txt", Reply::new("text/plain", "The levy will pay for the dam, Ena Moll said."));
    let levy = || add().attached("levy.txt", &port.url("/levy.txt"));
    for rules in [Rules::default(), Rules { home: Some(SERVER + 1), ..Rules::default() }] {
        let stage = port.open_for(rules).await;
        for slash in [levy(), remove("ferry.txt".to_owned())] {
            let told = stage.told(&slash).await;
            assert!(content(&told).starts_with("Others are answered from these articles too"), "{told}");
        }
        stage.close().await;
    }
    assert!(port.site.asked().is_empty());
    let stage = port.open_for(Rules { manager_roles: vec![7], ..Rules::default() }).await;
    assert!(figures(&stage.asked(&levy().with_role(7)).await).starts_with("1 added"));
    stage.close().await;
}
