//! Asks a bot many questions at the same moment, and tells it of many servers, against a Discord in the same process.
//!
//! `cargo run --release --example discord_load -- [QUESTIONS] [SERVERS]` (200 and 10,000) prints how long it takes until Discord has the
//! acknowledgement of a question and until it has the answer, at the median and for the slowest of a hundred, and what the process owns
//! (`RssAnon`, Linux alone) before and after. The bot goes the whole way: by the name of discord.com through a proxy, TLS, serenity's rate limiter
//! on, the sample articles in an index. The Discord counts its calls and holds them to the rules in the same process, so that time and memory are the
//! two's together.

#[path = "../tests/support/mod.rs"]
#[allow(dead_code, unused_imports, reason = "the tests use the rest")]
mod support;

use std::collections::HashMap;
use std::io::{self, Write as _};
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use onrecord::bot::{Books as _, Collection};
use onrecord::intake::{Order, Silent};
use support::discord::Discord;
use support::events::{self, Slash};
use support::stage::Stage;

#[tokio::main]
async fn main() -> io::Result<()> {
    let mut numbers = std::env::args().skip(1).filter_map(|number| number.parse::<usize>().ok());
    let (questions, servers) = (numbers.next().unwrap_or(200), numbers.next().unwrap_or(10_000));
    let folder = std::env::temp_dir().join(format!("discord-load-{}", std::process::id()));
    let articles = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/articles");
    let order = Order { index: folder.join("index"), configured: vec![articles], ..Order::default() };
    let books = Arc::new(Collection::new(order));
    books.reindex(None, &Silent).map_err(io::Error::other)?;

    let discord = Discord::start().await;
    let through = discord.through();
    let stage = Stage::with(discord, books, |settings| (settings.host, settings.through) = (None, Some(through))).await;
    stage.asked(&Slash::ask("What did the strike hit?")).await;
    let mut out = io::stdout().lock();
    writeln!(out, "owned at the beginning: {}", owned())?;

    let burst: Vec<Slash> = (0..questions as u64)
        .map(|person| Slash::ask("What did the strike on the depot hit?").by(7_000 + person))
        .collect();
    let mut entered = HashMap::new();
    for slash in &burst {
        entered.insert(slash.token.clone(), Instant::now());
        stage.discord.enter(slash);
    }
    for slash in &burst {
        stage.edited(slash).await;
    }
    let calls = stage.discord.calls();
    let times = |end: &str| {
        let mut times: Vec<Duration> = calls
            .iter()
            .filter_map(|call| {
                let token = call.path.strip_suffix(end)?.rsplit('/').next()?;
                Some(call.at.saturating_duration_since(*entered.get(token)?))
            })
            .collect();
        times.sort();
        times
    };
    for (what, end) in [("acknowledged", "/callback"), ("answered", "/messages/@original")] {
        let times = times(end);
        let at = |share: f64| times.get(((times.len() as f64 * share) as usize).min(times.len().saturating_sub(1)));
        writeln!(out, "{} {what}: p50 {:?}, p99 {:?}, last {:?}", times.len(), at(0.5), at(0.99), times.last())?;
    }
    writeln!(out, "owned after {questions} questions: {}", owned())?;

    for number in 0..servers as u64 {
        stage.discord.deliver("GUILD_CREATE", events::server(number));
    }
    stage.asked(&Slash::ask("What did the strike hit?")).await;
    writeln!(out, "owned after {servers} servers: {}", owned())?;
    stage.close().await;
    std::fs::remove_dir_all(folder)
}

/// What the process owns beside mapped files.
fn owned() -> String {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("RssAnon:"));
    line.map_or_else(|| "not known here".to_owned(), |line| line.trim().to_owned())
}
