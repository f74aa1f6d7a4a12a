//! What goes to Discord: each call with a deadline, tried again where that cannot do harm, and with errors that quote no address.
//!
//! serenity waits out a rate limit with a retry-after header, and retries nothing else. An address can hold an interaction's token, so the errors
//! of the layers below are never shown as they are.

use std::future::Future;
use std::sync::Arc;
use std::time::Duration;

use serde::Serialize;
use serenity::all::{ApplicationId, ChannelId, CreateCommand, GuildId, InteractionId};
use serenity::http::{Http, HttpError, LightMethod, Request, Route};
use serenity::model::gateway::BotGateway;

use super::reply;
use super::request::Address;
use crate::show::card::Reply;

/// Discord gives up an interaction that is not acknowledged within three seconds.
const ACKNOWLEDGE_WITHIN: Duration = Duration::from_secs(3);
/// Longer than Discord's short failures, shorter than anybody waits for an answer.
const DELIVER_WITHIN: Duration = Duration::from_secs(45);
/// A progress report that comes late is worth nothing.
const REPORT_WITHIN: Duration = Duration::from_secs(5);
const FIRST_PAUSE: Duration = Duration::from_millis(250);
const LONGEST_PAUSE: Duration = Duration::from_secs(8);

const ALREADY_ACKNOWLEDGED: isize = 40060;

/// Why something did not reach Discord.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub(super) enum Unsent {
    #[error("Discord refused it: status {status}, code {code}")]
    Refused { status: u16, code: isize },
    #[error("Discord could not be reached: {0}")]
    Unreached(&'static str),
    #[error("no answer within {} s", .0.as_secs())]
    TooLate(Duration),
    #[error("it could not be written: {0}")]
    Unwritable(&'static str),
}

impl Unsent {
    /// Whether the same call can succeed later.
    fn passes(&self) -> bool {
        match self {
            Unsent::Refused { status, .. } => *status >= 500 || *status == 429,
            Unsent::Unreached(_) => true,
            Unsent::TooLate(_) | Unsent::Unwritable(_) => false,
        }
    }
}

#[derive(Clone)]
pub(super) struct Post {
    http: Arc<Http>,
}

impl Post {
    pub fn new(http: Http) -> Post {
        Post { http: Arc::new(http) }
    }

    /// Where the gateway is and how many connections Discord recommends; also tells whether the token is good.
    pub async fn gateway(&self) -> Result<BotGateway, Unsent> {
        self.http.get_bot_gateway().await.map_err(unsent)
    }

    /// Makes the bot's commands these and no others.
    pub async fn register(
        &self,
        application: ApplicationId,
        server: Option<GuildId>,
        commands: &[CreateCommand],
    ) -> Result<(), Unsent> {
        let body = written(&commands)?;
        persist(DELIVER_WITHIN, || {
            let route = match server {
                Some(guild_id) => Route::GuildCommands { application_id: application, guild_id },
                None => Route::Commands { application_id: application },
            };
            self.call(LightMethod::Put, route, &body)
        })
        .await
    }

    /// Says within Discord's three seconds that an answer follows. `Ok` also where that cannot be known; then the answer itself will tell.
    pub async fn acknowledge(&self, address: &Address) -> Result<(), Unsent> {
        let Address::Interaction { id, token, .. } = address else { return Ok(()) };
        match self.respond(*id, token, &reply::deferral()).await {
            Err(Unsent::Refused { status, code }) if status < 500 => Err(Unsent::Refused { status, code }),
            _ => Ok(()),
        }
    }

    /// Answers what was not acknowledged, and is done with it; a command's answer is shown to the asker alone.
    pub async fn answer_at_once(&self, address: &Address, reply: &Reply) -> Result<(), Unsent> {
        match address {
            Address::Interaction { id, token, .. } => self.respond(*id, token, &reply::response(reply)).await,
            Address::Message { .. } => self.deliver(address, reply).await,
        }
    }

    /// Answers what was acknowledged before.
    pub async fn deliver(&self, address: &Address, reply: &Reply) -> Result<(), Unsent> {
        match address {
            Address::Interaction { application, token, .. } => {
                let body = written(&reply::edit(reply))?;
                persist(DELIVER_WITHIN, || self.edit(*application, token, &body)).await
            }
            Address::Message { id, channel } => self.send(*channel, &reply::answer(reply, *channel, *id)).await,
        }
    }

    /// Shows how far something is, without insisting.
    pub async fn report(&self, address: &Address, reply: &Reply) -> Result<(), Unsent> {
        let Address::Interaction { application, token, .. } = address else { return Ok(()) };
        let body = written(&reply::edit(reply))?;
        let sent = tokio::time::timeout(REPORT_WITHIN, self.edit(*application, token, &body)).await;
        sent.unwrap_or(Err(Unsent::TooLate(REPORT_WITHIN)))
    }

    /// Says something in a channel, to nobody's message.
    pub async fn announce(&self, channel: ChannelId, reply: &Reply, number: u64) -> Result<(), Unsent> {
        self.send(channel, &reply::message(reply, number)).await
    }

    async fn respond(&self, id: InteractionId, token: &str, response: &impl Serialize) -> Result<(), Unsent> {
        let body = written(response)?;
        let sent = persist(ACKNOWLEDGE_WITHIN, || {
            self.call(LightMethod::Post, Route::InteractionResponse { interaction_id: id, token }, &body)
        });
        match sent.await {
            // An earlier try arrived after all.
            Err(Unsent::Refused { code: ALREADY_ACKNOWLEDGED, .. }) => Ok(()),
            other => other,
        }
    }

    async fn edit(&self, application: ApplicationId, token: &str, body: &[u8]) -> Result<(), Unsent> {
        let route = Route::WebhookOriginalInteractionResponse { application_id: application, token };
        self.call(LightMethod::Patch, route, body).await
    }

    async fn send(&self, channel: ChannelId, message: &impl Serialize) -> Result<(), Unsent> {
        let body = written(message)?;
        persist(DELIVER_WITHIN, || self.call(LightMethod::Post, Route::ChannelMessages { channel_id: channel }, &body))
            .await
    }

    /// One call. What Discord says to a call that it took is not read, so nothing can go wrong with it afterwards.
    async fn call(&self, method: LightMethod, route: Route<'_>, body: &[u8]) -> Result<(), Unsent> {
        let request = Request::new(route, method).body(Some(body.to_vec()));
        self.http.request(request).await.map(drop).map_err(unsent)
    }
}

fn written(body: &impl Serialize) -> Result<Vec<u8>, Unsent> {
    serde_json::to_vec(body).map_err(|_| Unsent::Unwritable("not JSON"))
}

/// Tries again after longer and longer pauses for as long as the failure may pass and there is time.
async fn persist<F, T>(within: Duration, mut call: F) -> Result<(), Unsent>
where
    F: FnMut() -> T,
    T: Future<Output = Result<(), Unsent>>,
{
    let mut failure = Unsent::TooLate(within);
    let tries = async {
        let mut pause = FIRST_PAUSE;
        loop {
            match call().await {
                Err(passing) if passing.passes() => failure = passing,
                other => return other,
            }
            tokio::time::sleep(pause).await;
            pause = (pause * 2).min(LONGEST_PAUSE);
        }
    };
    let ended = tokio::time::timeout(within, tries).await;
    ended.unwrap_or(Err(failure))
}

fn unsent(error: serenity::Error) -> Unsent {
    match error {
        serenity::Error::Http(HttpError::UnsuccessfulRequest(response)) => {
            Unsent::Refused { status: response.status_code.as_u16(), code: response.error.code }
        }
        serenity::Error::Http(HttpError::Request(error)) if error.is_timeout() => {
            Unsent::Unreached("no answer in time")
        }
        serenity::Error::Http(HttpError::Request(error)) if error.is_connect() => Unsent::Unreached("no connection"),
        serenity::Error::Http(HttpError::Request(_)) => Unsent::Unreached("the connection broke"),
        serenity::Error::Json(_) => Unsent::Unreached("an answer that is not Discord's"),
        _ => Unsent::Unwritable("the request was not accepted"),
    }
}
