//! Events of the gateway -> requests. serenity gives each event a task of its own, so a slow answer holds nothing up.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, OnceLock};

use serenity::all::{
    ApplicationId, ChannelId, Context, EventHandler, GuildId, Interaction, Message, MessageId, MessageUpdateEvent,
    Ready, ResumedEvent, ShardStageUpdateEvent, UserId,
};
use serenity::async_trait;
use tokio::runtime::Handle;

use super::commands::{self, Scope};
use super::desk::Desk;
use super::request::{Change, Request};
use super::{reindex, typing};

/// Handlers run on the gateway's threads, which may be left behind at any time; so the work itself is done on the bot's own.
#[derive(Clone)]
pub(super) struct Events(Arc<Inner>);

struct Inner {
    desk: Arc<Desk>,
    work: Handle,
    /// The one server that gets the commands, or none for all of them.
    server: Option<GuildId>,
    /// Whether people may add the bot to their own account.
    personal: bool,
    /// The bot's own account, known from the first READY on.
    bot: OnceLock<UserId>,
    registered: AtomicBool,
}

impl Events {
    pub fn new(desk: Arc<Desk>, server: Option<u64>, personal: bool) -> Events {
        // Discord has no server 0, and serenity panics at it.
        let server = server.filter(|id| *id != 0).map(GuildId::new);
        let (bot, registered) = (OnceLock::new(), AtomicBool::new(false));
        Events(Arc::new(Inner { desk, work: Handle::current(), server, personal, bot, registered }))
    }

    fn take(&self, request: Request) {
        let desk = Arc::clone(&self.0.desk);
        self.0.work.spawn(async move { desk.take(request).await });
    }
}

impl Inner {
    /// Registers the commands once a process: READY comes again whenever a session is lost.
    async fn register(&self, application: ApplicationId) {
        if self.registered.swap(true, Ordering::Relaxed) {
            return;
        }
        let scope = match (self.server, self.personal) {
            (Some(_), _) => Scope::OneServer,
            (None, true) => Scope::EverywhereAndPersonal,
            (None, false) => Scope::Everywhere,
        };
        match self
            .desk
            .post
            .register(application, self.server, &commands::all(scope, self.desk.collections.several()))
            .await
        {
            Ok(()) => tracing::info!("commands are registered"),
            Err(unsent) => {
                self.registered.store(false, Ordering::Relaxed);
                tracing::error!(%unsent, "commands could not be registered; trying again at the next connection");
            }
        }
    }
}

#[async_trait]
impl EventHandler for Events {
    async fn ready(&self, _: Context, ready: Ready) {
        let _ = self.0.bot.set(ready.user.id);
        tracing::info!(servers = ready.guilds.len(), "connected to Discord");
        let inner = Arc::clone(&self.0);
        self.0.work.spawn(async move {
            inner.register(ready.application.id).await;
            reindex::tell_of_cut_off(&inner.desk).await;
        });
    }

    async fn resume(&self, _: Context, _: ResumedEvent) {
        tracing::info!("connection to Discord resumed");
    }

    async fn shard_stage_update(&self, _: Context, change: ShardStageUpdateEvent) {
        tracing::debug!(shard = change.shard_id.0, old = %change.old, new = %change.new, "connection");
    }

    async fn interaction_create(&self, _: Context, interaction: Interaction) {
        match interaction {
            Interaction::Command(command) => Request::of_command(&command).into_iter().for_each(|it| self.take(it)),
            Interaction::Component(press) => self.take(Request::of_press(&press)),
            Interaction::Autocomplete(typing) => {
                let desk = Arc::clone(&self.0.desk);
                self.0.work.spawn(async move { typing::suggest(&desk, &typing).await });
            }
            _ => {}
        }
    }

    async fn message_update(&self, _: Context, _: Option<Message>, _: Option<Message>, update: MessageUpdateEvent) {
        if let Some(bot) = self.0.bot.get()
            && let Some(change) = Change::of(&update, *bot)
        {
            let desk = Arc::clone(&self.0.desk);
            self.0.work.spawn(async move { desk.change(change).await });
        }
    }

    async fn message_delete(&self, context: Context, channel: ChannelId, message: MessageId, server: Option<GuildId>) {
        self.message_delete_bulk(context, channel, vec![message], server).await;
    }

    async fn message_delete_bulk(&self, _: Context, _: ChannelId, messages: Vec<MessageId>, _: Option<GuildId>) {
        let desk = Arc::clone(&self.0.desk);
        self.0.work.spawn(async move { desk.forget(&messages).await });
    }

    async fn message(&self, _: Context, message: Message) {
        if let Some(bot) = self.0.bot.get()
            && let Some(request) = Request::of_message(&message, *bot)
        {
            self.take(request);
        }
    }
}
