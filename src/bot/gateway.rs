//! The connection to Discord's gateway: on threads of its own, watched, and given up when it has gone deaf.
//!
//! serenity comes back by itself from nearly everything. What it does not come back from: a connection that hangs while it is made, for it sets
//! no limit, and refusals it passes over in silence. A connection whose stream has ended can also keep a thread busy until the next
//! heartbeat, so it gets threads that nobody else needs and that can be left behind.

use std::collections::HashMap;
use std::future::{Future, IntoFuture as _};
use std::sync::Arc;
use std::time::Duration;

use serenity::all::{ConnectionStage, EventHandler, ShardId};
use serenity::client::ClientBuilder;
use serenity::gateway::{GatewayError, ShardManager};
use serenity::http::Http;
use serenity::model::gateway::GatewayIntents;
use tokio::runtime::{Builder, Runtime};
use tokio::task::JoinHandle;
use tokio::time::Instant;

use super::BotError;
use super::metrics::Metrics;

/// No privileged intent: Discord hands over the words of messages that mention the bot, reply to it with a mention, or are sent to it alone.
/// Commands need none.
pub(super) const INTENTS: GatewayIntents = GatewayIntents::GUILD_MESSAGES.union(GatewayIntents::DIRECT_MESSAGES);

/// serenity waits five seconds between two shards, as Discord wants it.
const BETWEEN_SHARDS: Duration = Duration::from_secs(6);

/// Shards `first..first + count` of `total`, as one process runs them.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Shards {
    pub first: u32,
    pub count: u32,
    pub total: u32,
}

/// How a connection ended that was not told to.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Ended {
    /// Discord refuses the bot, and would again.
    Refused(BotError),
    /// Nothing came any more.
    Deaf {
        /// Whether it ever worked.
        let_in: bool,
        /// Whether it got as far as saying who it is.
        heard: bool,
    },
}

/// Threads that are left behind, not waited for: a runtime must not end inside another.
struct Threads(Option<Runtime>);

impl Threads {
    fn spawn<T: Send + 'static>(&self, work: impl Future<Output = T> + Send + 'static) -> Option<JoinHandle<T>> {
        self.0.as_ref().map(|runtime| runtime.spawn(work))
    }
}

impl Drop for Threads {
    fn drop(&mut self) {
        if let Some(runtime) = self.0.take() {
            runtime.shutdown_background();
        }
    }
}

pub(super) struct Connection {
    manager: Arc<ShardManager>,
    client: JoinHandle<Result<(), serenity::Error>>,
    shards: Shards,
    _threads: Threads,
}

impl Connection {
    /// Begins to connect.
    pub async fn open(http: Http, events: impl EventHandler + 'static, shards: Shards) -> Result<Connection, BotError> {
        let setup = |what: String| BotError::Setup(what);
        let runtime = Builder::new_multi_thread().worker_threads(2).thread_name("gateway").enable_all().build();
        let threads = Threads(Some(runtime.map_err(|error| setup(error.to_string()))?));
        let gone = || setup("the gateway's threads ended".to_owned());
        let building = ClientBuilder::new_with_http(http, INTENTS).event_handler(events).into_future();
        let built = threads.spawn(building).ok_or_else(gone)?.await.map_err(|_| gone())?;
        let mut client = built.map_err(|error| setup(error.to_string()))?;
        let manager = Arc::clone(&client.shard_manager);
        // serenity counts the end of the range in.
        let last = shards.first + shards.count.saturating_sub(1);
        let run = async move { client.start_shard_range(shards.first..last, shards.total).await };
        let client = threads.spawn(run).ok_or_else(gone)?;
        Ok(Connection { manager, client, shards, _threads: threads })
    }

    /// Waits until the connection is of no use any more: at most `patience` after its last sign of life.
    pub async fn ended(&mut self, patience: Duration, metrics: &Metrics) -> Ended {
        let Connection { manager, client, shards, .. } = self;
        tokio::select! {
            ended = client => match ended {
                Ok(Err(error)) => Ended::Refused(refusal(&error)),
                Ok(Ok(())) | Err(_) => Ended::Deaf { let_in: true, heard: true },
            },
            deaf = watch(manager, *shards, patience, metrics) => deaf,
        }
    }

    /// Takes leave of Discord.
    pub async fn close(&self) {
        self.manager.shutdown_all().await;
    }
}

fn refusal(error: &serenity::Error) -> BotError {
    match error {
        serenity::Error::Gateway(GatewayError::InvalidAuthentication | GatewayError::NoAuthentication) => {
            BotError::BadToken
        }
        serenity::Error::Gateway(GatewayError::DisallowedGatewayIntents | GatewayError::InvalidGatewayIntents) => {
            BotError::IntentRefused
        }
        other => BotError::Gateway(other.to_string()),
    }
}

/// What serenity knows of a shard: it notes a new latency with every heartbeat that Discord answers.
type Sign = (ConnectionStage, Option<Duration>);

/// Resolves when one of the shards gave no sign of life for as long as `patience`.
async fn watch(manager: &ShardManager, shards: Shards, patience: Duration, metrics: &Metrics) -> Ended {
    let began = Instant::now();
    let mut last: HashMap<ShardId, (Sign, Instant)> = HashMap::new();
    let (mut let_in, mut heard) = (false, false);
    let mut ticks = tokio::time::interval((patience / 20).clamp(Duration::from_millis(20), Duration::from_secs(5)));
    loop {
        ticks.tick().await;
        let signs: HashMap<ShardId, Sign> = {
            let runners = manager.runners.lock().await;
            runners.iter().map(|(shard, runner)| (*shard, (runner.stage, runner.latency))).collect()
        };
        let connected = signs.values().filter(|(stage, _)| *stage == ConnectionStage::Connected).count();
        metrics.gateway(connected, shards.count);
        heard |= signs.values().any(|(stage, _)| *stage == ConnectionStage::Identifying);
        let now = Instant::now();
        for number in 0..shards.count {
            let shard = ShardId(shards.first + number);
            // A shard that waits for its turn is not deaf.
            let turn = began + BETWEEN_SHARDS * number;
            let (known, alive) = last.entry(shard).or_insert(((ConnectionStage::Disconnected, None), turn));
            if let Some(sign) = signs.get(&shard)
                && sign != known
            {
                *known = *sign;
                if sign.0 == ConnectionStage::Connected {
                    *alive = now.max(turn);
                    let_in = true;
                }
            }
            if now.saturating_duration_since(*alive) > patience {
                return Ended::Deaf { let_in, heard };
            }
        }
    }
}
