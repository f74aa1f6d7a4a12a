//! The Discord bot: serenity events -> requests -> answers. Only this room knows serenity.

mod additions;
mod answered;
mod answers;
mod articles;
mod books;
mod collections;
mod commands;
mod desk;
mod events;
mod examine;
mod faults;
mod gateway;
mod guard;
mod health;
mod marks;
mod metrics;
mod post;
mod press;
mod privacy;
mod preview;
mod reindex;
mod reply;
mod report;
mod request;
mod settings;
mod tongues;
mod typing;
mod unfinished;
mod watches;

use std::panic::AssertUnwindSafe;
use std::path::PathBuf;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use futures::FutureExt as _;
use jiff::ZonedDateTime;
use jiff::civil::Date;
use serenity::http::{Http, HttpBuilder};

use crate::kept::Kept;
pub use additions::{Addition, Removal};
pub use books::{Books, Collection, handle_of};
pub use collections::{Collections, Given, View};
use desk::Desk;
use events::Events;
pub use examine::{Examined, examine};
use gateway::{Connection, Ended, Shards};
pub use guard::Rules;
pub use marks::{Act, Form, Mark};
use post::{Post, Unsent};
pub use preview::preview;

use crate::config::Schedule;

/// What the bot is told before it starts.
pub struct Settings {
    /// The bot's token. Handed on to the HTTP client and never printed.
    pub token: String,
    /// At most this many quotes in an answer.
    pub quotes: usize,
    /// How long a person waits between two questions.
    pub cooldown: Duration,
    /// How long everybody in a server waits between two questions there, where its managers have not said.
    pub server_cooldown: Duration,
    /// The file of what is kept over a restart; without one it is forgotten.
    pub state: Option<PathBuf>,
    /// Registers the commands in this server alone, where they appear at once; everywhere when there is none.
    pub guild: Option<u64>,
    /// Whether people may add the bot to their own account.
    pub personal: bool,
    /// The first shard of this process, how many it runs, and how many there are; as many as Discord recommends where there is none.
    pub shards: Option<(u32, u32, u32)>,
    /// How many searches run at the same time.
    pub searches: usize,
    /// How many questions may be searched or wait for it; more are turned away at once, so that a flood takes no more than so much memory.
    pub waiting: usize,
    /// How long suggestions may take: Discord gives them up after three seconds, and whoever types does so sooner.
    pub suggest_within: Duration,
    /// How long a call to Discord is tried again before it is given up.
    pub deliver_within: Duration,
    /// How often the bot looks whether an index has changed, for the sake of watched questions.
    pub look_every: Duration,
    /// How long the bot may take to end what it has begun when it is told to stop.
    pub grace: Duration,
    /// How long the gateway may give no sign of life before the connection is made anew. Longer than serenity takes to come back by itself.
    pub patience: Duration,
    /// When everything is indexed anew without anybody's asking.
    pub reindex: Option<Schedule>,
    /// Where the bot tells how it is, if anywhere: a socket that somebody has bound.
    pub health: Option<std::net::TcpListener>,
    /// The file in which a re-index is noted while it lasts, so that one that was cut off can be told of.
    pub unfinished: Option<PathBuf>,
    /// Who may ask where.
    pub rules: Rules,
    /// The clock: which day it is.
    pub today: fn() -> Date,
    /// Where Discord's HTTP interface is instead, without its rate limits.
    #[doc(hidden)]
    pub host: Option<String>,
    /// A proxy on the way to Discord, with its own certificate; everything else is as ever, the rate limits too.
    #[doc(hidden)]
    pub through: Option<Through>,
}

impl Settings {
    pub fn new(token: impl Into<String>) -> Settings {
        Settings {
            token: token.into(),
            quotes: 3,
            cooldown: Duration::from_secs(2),
            server_cooldown: Duration::ZERO,
            state: None,
            guild: None,
            personal: false,
            shards: None,
            searches: std::thread::available_parallelism().map_or(2, usize::from),
            waiting: 2_000,
            suggest_within: Duration::from_secs(2),
            deliver_within: Duration::from_secs(45),
            look_every: Duration::from_secs(60),
            grace: Duration::from_secs(10),
            patience: Duration::from_secs(180),
            reindex: None,
            unfinished: None,
            health: None,
            rules: Rules::default(),
            today: || ZonedDateTime::now().date(),
            host: None,
            through: None,
        }
    }
}

/// A proxy that speaks for Discord.
#[doc(hidden)]
#[derive(Clone, Debug)]
pub struct Through {
    pub proxy: String,
    /// The certificate of whoever answers behind it, as DER.
    pub root: Vec<u8>,
}

/// Why the bot could not run or had to end.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum BotError {
    #[error("{said}")]
    Kept { said: String, hint: &'static str },
    #[error("Discord does not accept the bot's token")]
    BadToken,
    #[error("Discord does not give this bot an intent it asked for")]
    IntentRefused,
    #[error("Discord takes the bot's calls, but its gateway does not let the bot in with {shards} shard(s)")]
    ShardsRefused { shards: u32 },
    #[error("could not set up the connection to Discord: {0}")]
    Setup(String),
    #[error("the connection to Discord ended: {0}")]
    Gateway(String),
}

impl BotError {
    /// What the person can do next.
    pub fn hint(&self) -> Option<&'static str> {
        match self {
            BotError::Kept { hint, .. } => Some(hint),
            BotError::BadToken => Some(
                "take the token from the Bot page of https://discord.com/developers/applications, and give it in ONRECORD_DISCORD_TOKEN or in the file named by discord.token_file",
            ),
            BotError::IntentRefused => {
                Some("the bot needs no privileged intent; check that its application is not limited or disabled")
            }
            BotError::ShardsRefused { .. } => Some(
                "start the bot again later; where several processes share the shards, check that they agree on how many there are",
            ),
            BotError::Setup(_) | BotError::Gateway(_) => None,
        }
    }
}

const CONNECT_WITHIN: Duration = Duration::from_secs(5);
/// Discord's slow calls take a few seconds; serenity alone would wait for ever.
const CALL_WITHIN: Duration = Duration::from_secs(15);
const LONGEST_PAUSE: Duration = Duration::from_secs(60);

/// So many connections in a row that Discord heard and did not let in are enough.
const TURNED_AWAY: u32 = 2;

/// Connects to Discord and answers until `shutdown` resolves or Discord refuses the bot.
///
/// Returns once all begun work is done or the grace is over. Threads of a search or of serenity may still run then, so the caller should not
/// wait for them without a limit when it ends the runtime.
pub async fn run(
    settings: Settings,
    collections: impl Into<Collections>,
    shutdown: impl Future<Output = ()>,
) -> Result<(), BotError> {
    let kept = Arc::new(kept(settings.state.clone()).await?);
    let desk = Arc::new(Desk::new(
        &settings,
        collections.into(),
        Post::new(http(&settings)?, settings.deliver_within),
        Arc::clone(&kept),
    ));
    let watching = tokio::spawn(watch(Arc::clone(&desk), settings.look_every));
    let ended = serve(settings, desk, shutdown).await;
    watching.abort();
    // Threads that were left behind may hold on to it.
    kept.close();
    ended
}

async fn watch(desk: Arc<Desk>, every: Duration) {
    loop {
        // Whether time is up or a run has ended, there may be something new.
        let _ = tokio::time::timeout(every, desk.look_soon.notified()).await;
        // One look that falls over must not end all the others.
        if AssertUnwindSafe(desk.watch()).catch_unwind().await.is_err() {
            tracing::error!("looking after watched questions failed; they are looked at again when an index changes");
        }
    }
}

async fn serve(mut settings: Settings, desk: Arc<Desk>, shutdown: impl Future<Output = ()>) -> Result<(), BotError> {
    let mut shutdown = pin!(shutdown);
    let events = Events::new(Arc::clone(&desk), settings.guild, settings.personal);
    let _health = told_of_health(settings.health.take(), &desk)?;
    let _scheduled =
        settings.reindex.map(|schedule| Background(tokio::spawn(reindex::by_schedule(Arc::clone(&desk), schedule))));
    let mut turned_away = 0;
    loop {
        let opening = async {
            let recommended = recommended_shards(&desk.post).await?;
            let shards = settings.shards.map_or(recommended, |(first, count, total)| Shards { first, count, total });
            Ok((shards, Connection::open(http(&settings)?, events.clone(), shards).await?))
        };
        let (shards, mut connection) = tokio::select! {
            opened = opening => opened?,
            () = &mut shutdown => return Ok(()),
        };
        let ended = tokio::select! {
            ended = connection.ended(settings.patience, &desk.metrics) => ended,
            () = &mut shutdown => return leave(&desk, &connection, settings.grace).await,
        };
        desk.metrics.gateway(0, shards.count);
        match ended {
            Ended::Refused(error) => return Err(error),
            Ended::Deaf { let_in, heard } => {
                turned_away = if heard && !let_in { turned_away + 1 } else { 0 };
                if turned_away >= TURNED_AWAY {
                    return Err(BotError::ShardsRefused { shards: shards.total });
                }
                tracing::warn!("nothing has come from Discord for {} s; connecting anew", settings.patience.as_secs());
            }
        }
    }
}

async fn kept(path: Option<PathBuf>) -> Result<Kept, BotError> {
    let opened = tokio::task::spawn_blocking(move || Kept::open(path.as_deref())).await;
    let opened = opened.map_err(|error| BotError::Setup(error.to_string()))?;
    opened.map_err(|error| BotError::Kept { said: error.to_string(), hint: error.hint() })
}

fn told_of_health(listener: Option<std::net::TcpListener>, desk: &Arc<Desk>) -> Result<Option<Background>, BotError> {
    let Some(listener) = listener else { return Ok(None) };
    let listening = listener.set_nonblocking(true).and_then(|()| tokio::net::TcpListener::from_std(listener));
    let listening = listening.map_err(|error| BotError::Setup(format!("the health endpoint: {error}")))?;
    Ok(Some(Background(tokio::spawn(health::serve(listening, Arc::clone(desk))))))
}

/// Work that ends with what began it.
struct Background(tokio::task::JoinHandle<()>);

impl Drop for Background {
    fn drop(&mut self) {
        self.0.abort();
    }
}

async fn leave(desk: &Desk, connection: &Connection, grace: Duration) -> Result<(), BotError> {
    tracing::info!("ending");
    let leaving = async {
        desk.finish().await;
        connection.close().await;
    };
    if tokio::time::timeout(grace, leaving).await.is_err() {
        tracing::warn!("left before all work was done");
    }
    Ok(())
}

/// Asks Discord until it answers: a bot that starts before the network does should not need anybody's hand.
async fn recommended_shards(post: &Post) -> Result<Shards, BotError> {
    let mut pause = Duration::from_secs(1);
    loop {
        match post.gateway().await {
            Ok(gateway) => {
                let total = gateway.shards.max(1);
                return Ok(Shards { first: 0, count: total, total });
            }
            // A token that cannot even be written into a request is none either.
            Err(Unsent::Refused { status: 401, .. } | Unsent::Unwritable(_)) => return Err(BotError::BadToken),
            Err(unsent) => {
                tracing::warn!(%unsent, "no connection to Discord yet; trying again in {} s", pause.as_secs())
            }
        }
        tokio::time::sleep(pause).await;
        pause = (pause * 2).min(LONGEST_PAUSE);
    }
}

fn http(settings: &Settings) -> Result<Http, BotError> {
    let setup = |error: reqwest::Error| BotError::Setup(error.to_string());
    let mut client = reqwest::Client::builder().use_rustls_tls().connect_timeout(CONNECT_WITHIN).timeout(CALL_WITHIN);
    if let Some(Through { proxy, root }) = &settings.through {
        let root = reqwest::Certificate::from_der(root).map_err(setup)?;
        client = client.proxy(reqwest::Proxy::https(proxy).map_err(setup)?).add_root_certificate(root);
    }
    let client = client.build().map_err(setup)?;
    let mut http = HttpBuilder::new(&settings.token).client(client);
    if let Some(host) = &settings.host {
        http = http.proxy(host).ratelimiter_disabled(true);
    }
    Ok(http.build())
}
