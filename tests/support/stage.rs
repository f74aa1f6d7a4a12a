//! The bot on stage: a Discord, the bot connected to it, and what a test does with both.

use std::sync::Arc;

use onrecord::bot::{self, Books, BotError, Collections, Settings};
use serde_json::Value;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

use super::discord::{Call, Discord};
use super::events::{Slash, TOKEN, Typed};
use super::log;

pub struct Stage {
    pub discord: Discord,
    stop: oneshot::Sender<()>,
    bot: JoinHandle<Result<(), BotError>>,
}

impl Stage {
    /// A bot that has connected and registered its commands.
    pub async fn open(books: Arc<dyn Books>) -> Stage {
        Stage::with(Discord::start().await, books, |_| {}).await
    }

    pub async fn with(discord: Discord, books: Arc<dyn Books>, change: impl FnOnce(&mut Settings)) -> Stage {
        let stage = Stage::enter(discord, books, change);
        stage.discord.call("the commands to be registered", |call| call.method == "PUT" && call.status == 200).await;
        stage
    }

    /// The same with several collections.
    pub async fn among(collections: Collections) -> Stage {
        Stage::among_with(collections, |_| {}).await
    }

    pub async fn among_with(collections: Collections, change: impl FnOnce(&mut Settings)) -> Stage {
        let stage = Stage::start(Discord::start().await, collections, change);
        stage.discord.call("the commands to be registered", |call| call.method == "PUT" && call.status == 200).await;
        stage
    }

    /// A bot that has been started.
    pub fn enter(discord: Discord, books: Arc<dyn Books>, change: impl FnOnce(&mut Settings)) -> Stage {
        Stage::start(discord, books.into(), change)
    }

    fn start(discord: Discord, collections: Collections, change: impl FnOnce(&mut Settings)) -> Stage {
        log::keep();
        let mut settings = settings(&discord);
        change(&mut settings);
        let (stop, stopped) = oneshot::channel::<()>();
        let bot = tokio::spawn(bot::run(settings, collections, async {
            let _ = stopped.await;
        }));
        Stage { discord, stop, bot }
    }

    /// Enters a command and waits for the answer that takes the deferral's place and that of every word of progress.
    pub async fn asked(&self, slash: &Slash) -> Value {
        self.discord.enter(slash);
        let end = format!("/{}/messages/@original", slash.token);
        let progress =
            |call: &Call| call.body["content"].as_str().is_some_and(|words| words.starts_with("Re-indexing:"));
        let fits = |call: &Call| call.path.ends_with(&end) && call.status == 200 && !progress(call);
        self.discord.call("an answer", fits).await.body
    }

    pub async fn edited(&self, slash: &Slash) -> Value {
        let end = format!("/{}/messages/@original", slash.token);
        self.discord.call("an answer", |call| call.path.ends_with(&end) && call.status == 200).await.body
    }

    /// Enters a command and waits for the answer at once that only the asker sees.
    pub async fn told(&self, slash: &Slash) -> Value {
        self.discord.enter(slash);
        let end = format!("/{}/callback", slash.token);
        let call = self.discord.call("an answer", |call| call.path.ends_with(&end) && call.status == 204).await;
        assert_eq!(call.body["type"], 4, "an answer at once");
        assert_eq!(call.body["data"]["flags"], 64, "for the asker alone");
        call.body["data"].clone()
    }

    /// Enters something and waits for what the bot promises: 5 for an answer, 6 for a change; and whether to the asker alone.
    pub async fn promised(&self, slash: &Slash) -> (u64, bool) {
        let end = format!("/{}/callback", slash.token);
        let call = self.discord.call("a promise", |call| call.path.ends_with(&end) && call.status == 204).await;
        (call.body["type"].as_u64().unwrap_or(0), call.body["data"]["flags"] == 64)
    }

    /// Enters something and waits for what is said to the asker alone beside the answer.
    pub async fn told_beside(&self, slash: &Slash) -> Value {
        self.discord.enter(slash);
        let end = format!("/{}", slash.token);
        let call = self.discord.call("a word beside", |call| call.path.ends_with(&end) && call.status == 200).await;
        assert_eq!(call.body["flags"], 64, "for the asker alone");
        call.body
    }

    /// Types into an option and waits for the suggestions: names and values.
    pub async fn suggested(&self, slash: &Slash) -> Vec<(String, String)> {
        self.discord.enter(slash);
        let end = format!("/{}/callback", slash.token);
        let call = self.discord.call("suggestions", |call| call.path.ends_with(&end) && call.status == 204).await;
        assert_eq!(call.body["type"], 8, "suggestions");
        let choices = call.body["data"]["choices"].as_array().cloned().unwrap_or_default();
        let text = |choice: &Value, key: &str| choice[key].as_str().unwrap_or_default().to_owned();
        choices.iter().map(|choice| (text(choice, "name"), text(choice, "value"))).collect()
    }

    /// Types a message and waits for the reply to it.
    pub async fn typed(&self, typed: &Typed) -> Value {
        self.discord.type_in(typed);
        let id = typed.id.to_string();
        let call = self
            .discord
            .call("a reply", |call| call.body["message_reference"]["message_id"] == id.as_str() && call.status == 200)
            .await;
        assert_eq!(call.path, format!("/channels/{}/messages", typed.channel()), "in the channel of the message");
        call.body
    }

    /// Tells the bot to stop, waits for it, and gives all that it sent. Nothing of it may break a rule.
    pub async fn close(self) -> Vec<Call> {
        let _ = self.stop.send(());
        let ended = self.bot.await.expect("the bot does not panic");
        assert_eq!(ended, Ok(()));
        self.discord.until_closed().await;
        let faults = self.discord.faults();
        assert!(faults.is_empty(), "{}", faults.join("\n"));
        self.discord.calls()
    }

    /// Ends the bot as a crash does, and gives the Discord it was connected to.
    pub fn killed(self) -> Discord {
        self.bot.abort();
        self.discord
    }

    /// Tells the bot to stop, and waits only for that.
    pub async fn left(self) -> Result<(), BotError> {
        let _ = self.stop.send(());
        self.bot.await.expect("the bot does not panic")
    }

    /// Waits for a bot that ends by itself.
    pub async fn ended(self) -> Result<(), BotError> {
        let Stage { bot, stop, discord } = self;
        let ended = tokio::time::timeout(std::time::Duration::from_secs(20), bot).await;
        drop((stop, discord));
        ended.expect("it ends").expect("it does not panic")
    }
}

pub fn settings(discord: &Discord) -> Settings {
    let mut settings = Settings::new(TOKEN);
    settings.cooldown = std::time::Duration::ZERO;
    // However busy the machine is.
    settings.suggest_within = std::time::Duration::from_secs(15);
    settings.today = || jiff::civil::date(2024, 5, 9);
    settings.host = Some(discord.host());
    settings
}
