//! `onrecord bot`: the Discord bot, until SIGINT or SIGTERM.

use std::sync::Arc;
use std::time::Duration;

use anyhow::Context as _;

use super::Outcome;
use super::output::Output;
use crate::bot::{self, Collection, Settings};
use crate::config::Config;
use crate::fetch::Errand;
use crate::intake::Order;

pub fn run(config: &Config, output: &Output) -> anyhow::Result<Outcome> {
    let token = config.discord.token()?;
    let mut settings = Settings::new(token.reveal());
    settings.quotes = config.discord.quotes;
    settings.cooldown = config.discord.cooldown;
    settings.guild = config.discord.guild;
    let order = Order {
        index: config.index.clone(),
        configured: config.sources.clone(),
        reader: super::collection::reader(config),
        web: Errand::of(config),
        ..Order::default()
    };
    let books = Arc::new(Collection::new(order));
    let runtime = tokio::runtime::Runtime::new().context("could not start the runtime")?;
    output.note("starting the bot; Ctrl-C ends it");
    let ended = runtime.block_on(bot::run(settings, books, told_to_stop()));
    // What has not ended by now is not waited for: the index is safe to leave at any moment.
    runtime.shutdown_timeout(Duration::from_secs(1));
    ended?;
    Ok(Outcome::Found)
}

/// Resolves at SIGINT, or at SIGTERM where there is such a thing.
pub(super) async fn told_to_stop() {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        if let Ok(mut terminate) = signal(SignalKind::terminate()) {
            tokio::select! {
                _ = terminate.recv() => {}
                _ = tokio::signal::ctrl_c() => {}
            }
            return;
        }
    }
    // Without a way to hear signals the bot runs until the process is ended.
    if tokio::signal::ctrl_c().await.is_err() {
        std::future::pending::<()>().await;
    }
}
