//! `onrecord bot`: the Discord bot, until SIGINT or SIGTERM.

use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use anyhow::Context as _;

use super::Outcome;
use super::args::BotArgs;
use super::output::Output;
use crate::bot::{self, Collection, Collections, Given, Rules, Settings};
use crate::config::{self, Config};
use crate::fetch::Errand;
use crate::intake::Order;

pub fn run(config: &Config, chosen: &[Config], args: &BotArgs, output: &Output) -> anyhow::Result<Outcome> {
    if let Some(question) = &args.preview {
        let page = bot::preview(
            &collections(config, chosen).whole(),
            question,
            config.discord.quotes,
            jiff::ZonedDateTime::now().date(),
        )?;
        output.data(&page)?;
        return Ok(Outcome::Found);
    }
    let token = config.discord.token()?;
    let mut settings = Settings::new(token.reveal());
    settings.quotes = config.discord.quotes;
    settings.cooldown = config.discord.cooldown;
    settings.server_cooldown = config.discord.server_cooldown;
    settings.state = Some(config.state_file());
    settings.guild = config.discord.guild;
    settings.rules = rules(&config.discord);
    settings.personal = config.discord.personal;
    settings.shards = config.discord.shards;
    settings.reindex = config.discord.reindex;
    // Each process that shares the shards has its own.
    let first = config.discord.shards.map_or(0, |(first, ..)| first);
    settings.unfinished = Some(beside(&config.index, &format!("reindexing-{first}.json")));
    if let Some(address) = config.health.address()? {
        let listener = TcpListener::bind(address).with_context(|| format!("could not listen at {address}"))?;
        settings.health = Some(listener);
    }
    let runtime = tokio::runtime::Runtime::new().context("could not start the runtime")?;
    output.note("starting the bot; Ctrl-C ends it");
    let ended = runtime.block_on(bot::run(settings, collections(config, chosen), told_to_stop()));
    // What has not ended by now is not waited for: the index is safe to leave at any moment.
    runtime.shutdown_timeout(Duration::from_secs(1));
    ended?;
    Ok(Outcome::Found)
}

/// A file beside the index: the index itself holds nothing but its generations.
fn beside(index: &Path, name: &str) -> PathBuf {
    let own = index.file_name().map_or_else(|| "index".into(), |own| own.to_string_lossy());
    index.with_file_name(format!("{own}-{name}"))
}

fn rules(discord: &config::Discord) -> Rules {
    Rules {
        manager_roles: discord.manager_roles.clone(),
        home: discord.guild,
        channels: discord.channels.clone(),
        not_channels: discord.not_channels.clone(),
        users: discord.users.clone(),
        not_users: discord.not_users.clone(),
    }
}

/// Who sees which is said by the whole configuration, whatever part of it this process answers from.
fn collections(config: &Config, chosen: &[Config]) -> Collections {
    let alone = config.each().len() == 1;
    let given = |each: &Config| Given {
        name: each.name.clone(),
        access: each.access.clone().or_else(|| (!alone).then(config::Access::default)),
        books: Arc::new(books(each)),
    };
    Collections::of(chosen.iter().map(given).collect())
}

fn books(config: &Config) -> Collection {
    let order = Order {
        index: config.index.clone(),
        configured: config.sources.clone(),
        reader: super::collection::reader(config),
        web: Errand::of(config),
        ..Order::default()
    };
    Collection::new(order)
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
