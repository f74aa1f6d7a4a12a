//! What whoever runs the bot can read of it: whether it is connected, and what it counts.

use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpListener, TcpStream};

use super::*;

/// The status and the body of a page.
async fn page(address: SocketAddr, request: &'static str) -> (u16, String) {
    let reading = tokio::task::spawn_blocking(move || {
        let mut stream = TcpStream::connect(address).expect("it listens");
        write!(stream, "{request} HTTP/1.1\r\nhost: bot\r\nconnection: close\r\n\r\n").expect("it reads");
        let mut text = String::new();
        stream.read_to_string(&mut text).expect("it writes");
        text
    });
    let text = reading.await.expect("no panic");
    let (head, body) = text.split_once("\r\n\r\n").expect("a head and a body");
    (head.split(' ').nth(1).and_then(|status| status.parse().ok()).expect("a status"), body.to_owned())
}

fn figure(metrics: &str, name: &str) -> Option<f64> {
    metrics.lines().find_map(|line| line.strip_prefix(name)?.trim().parse().ok())
}

#[tokio::test(flavor = "multi_thread")]
async fn health_and_metrics_tell_how_the_bot_is_and_nothing_that_was_asked() {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let address = listener.local_addr().expect("it is bound");
    let books = Canned::answering(|question| match question.words.contains("cup") {
        true => Ok(nothing(Reason::TooWeak)),
        false => Ok(quotes(vec![depot().finding()])),
    });
    let discord = Discord::with(Manners { heartbeat: 100, ..Manners::default() }).await;
    let stage = Stage::with(discord, books, |settings| {
        settings.health = Some(listener);
        settings.patience = DEAF;
    })
    .await;
    stage.asked(&Slash::ask("What did zyxwv hit?").option("publisher", "zyxwv")).await;
    stage.asked(&Slash::ask("Who won the zyxwv cup?")).await;
    stage.typed(&Typed::mentioning("And zyxwv?")).await;
    stage.typed(&Typed::replying_to(BOT, "And zyxwv?")).await;
    stage.typed(&Typed::new("And zyxwv?").direct()).await;
    stage.asked(&Slash::find_sources("zyxwv hit the depot")).await;
    stage.asked(&Slash::new("said").option("who", "zyxwv")).await;
    stage.asked(&Slash::reindex().by_a_manager()).await;
    let limited = Slash::ask("What?");
    let path = format!("{}/messages/@original", limited.token);
    stage.discord.trouble(Trouble { method: "PATCH", path, times: 1, what: Mishap::Refused(429, 0) });
    stage.asked(&limited).await;

    // The gateway is looked at every so often.
    let mut health = page(address, "GET /health").await;
    while health.0 != 200 {
        tokio::time::sleep(Duration::from_millis(20)).await;
        health = page(address, "GET /health").await;
    }
    assert_eq!(health, (200, "ok\n".to_owned()));
    let (status, metrics) = page(address, "GET /metrics").await;
    assert_eq!(status, 200);
    let expected = [
        ("onrecord_questions_total{way=\"command\"}", 3.0),
        ("onrecord_questions_total{way=\"mention\"}", 1.0),
        ("onrecord_questions_total{way=\"reply\"}", 1.0),
        ("onrecord_questions_total{way=\"direct\"}", 1.0),
        ("onrecord_questions_total{way=\"menu\"}", 1.0),
        ("onrecord_questions_total{way=\"said\"}", 1.0),
        ("onrecord_answers_total{outcome=\"nothing\"}", 1.0),
        ("onrecord_answers_total{outcome=\"quoted\"}", 7.0),
        ("onrecord_gateway_connected", 1.0),
        ("onrecord_gateway_shards", 1.0),
        ("onrecord_rate_limits_total", 1.0),
        ("onrecord_reindexes_total{result=\"done\"}", 1.0),
        ("onrecord_articles{collection=\"main\"}", 120.0),
    ];
    for (name, value) in expected {
        assert_eq!(figure(&metrics, name), Some(value), "{name} in {metrics}");
    }
    assert!(figure(&metrics, "onrecord_index_age_seconds{collection=\"main\"}").is_some_and(|age| age > 0.0));
    assert!(!metrics.contains("zyxwv"), "{metrics}");
    assert_eq!(page(address, "GET /").await.0, 404);
    assert_eq!(page(address, "POST /metrics").await.0, 404);
    stage.discord.break_down();
    while page(address, "GET /health").await.0 != 503 {
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    stage.left().await.expect("it leaves");
}
