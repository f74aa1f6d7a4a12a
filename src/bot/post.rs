//! What goes to Discord: each call with a deadline, tried again where that cannot do harm, and with errors that quote no address.
//!
//! serenity waits out a rate limit with a retry-after header, and retries nothing else. An address can hold an interaction's token, so the errors
//! of the layers below are never shown as they are.

use std::future::Future;
use std::sync::Arc;
use std::time::Duration;

use prometheus_client::metrics::counter::Counter;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serenity::all::{ApplicationId, ChannelId, CreateAttachment, CreateCommand, GuildId, InteractionId, MessageId};
use serenity::http::{Http, HttpError, LightMethod, Multipart, MultipartUpload, Request, Route};
use serenity::model::gateway::BotGateway;

use super::reply;
use super::request::Address;
use crate::show::card::{File, Reply};

/// Discord gives up an interaction that is not acknowledged within three seconds.
const ACKNOWLEDGE_WITHIN: Duration = Duration::from_secs(3);
/// A progress report that comes late is worth nothing.
const REPORT_WITHIN: Duration = Duration::from_secs(5);
const FIRST_PAUSE: Duration = Duration::from_millis(250);
const LONGEST_PAUSE: Duration = Duration::from_secs(8);

/// The status of a server that takes nothing at the moment.
const UNAVAILABLE: u16 = 503;
const NO_CONNECTION: &str = "no connection";

const ALREADY_ACKNOWLEDGED: isize = 40060;
const NO_SUCH_MESSAGE: isize = 10008;
const NO_HISTORY: isize = 160_002;

/// What an acknowledgement promises.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Promise {
    /// An answer that everyone in the channel sees.
    Open,
    /// One for the asker alone.
    Private,
    /// That the message with the button changes.
    Change,
}

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

    /// Whether the call may have been carried out all the same: an error on the way says nothing of what happened at its end.
    pub fn may_have_arrived(&self) -> bool {
        match self {
            Unsent::Refused { status, .. } => *status >= 500 && *status != UNAVAILABLE,
            Unsent::Unreached(cause) => *cause != NO_CONNECTION,
            Unsent::TooLate(_) => true,
            Unsent::Unwritable(_) => false,
        }
    }

    /// Whether Discord surely did not take it and may take it later.
    pub fn comes_again(&self) -> bool {
        self.passes() && !self.may_have_arrived()
    }
}

#[derive(Clone)]
pub(super) struct Post {
    http: Arc<Http>,
    /// Longer than Discord's short failures, shorter than anybody waits for an answer.
    deliver_within: Duration,
    /// Times that a call was held back.
    limits: Counter,
}

impl Post {
    pub fn new(mut http: Http, deliver_within: Duration) -> Post {
        let limits = Counter::default();
        if let Some(limiter) = &mut http.ratelimiter {
            let held_back = limits.clone();
            limiter.set_ratelimit_callback(Box::new(move |_| {
                held_back.inc();
            }));
        }
        Post { http: Arc::new(http), deliver_within, limits }
    }

    /// Counts how often serenity waited, or Discord wanted it to.
    pub fn limits(&self) -> Counter {
        self.limits.clone()
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
        let none = Reply::default();
        persist(self.deliver_within, || {
            let route = match server {
                Some(guild_id) => Route::GuildCommands { application_id: application, guild_id },
                None => Route::Commands { application_id: application },
            };
            self.call(LightMethod::Put, route, &body, &none)
        })
        .await
        .map(drop)
    }

    /// Says within Discord's three seconds that an answer follows. `Ok` also where that cannot be known; then the answer itself will tell.
    pub async fn acknowledge(&self, address: &Address, promise: Promise) -> Result<(), Unsent> {
        let Address::Interaction { id, token, .. } = address else { return Ok(()) };
        match self.respond(*id, token, &reply::deferral(promise)).await {
            Err(Unsent::Refused { status, code }) if status < 500 => Err(Unsent::Refused { status, code }),
            _ => Ok(()),
        }
    }

    /// Answers what was not acknowledged, and is done with it; a command's answer is shown to the asker alone.
    pub async fn answer_at_once(&self, address: &Address, reply: &Reply) -> Result<(), Unsent> {
        match address {
            Address::Interaction { id, token, .. } => self.respond(*id, token, &reply::response(reply)).await,
            Address::Message { .. } => self.deliver(address, reply).await.map(drop),
        }
    }

    /// Answers what was acknowledged before. The number of the message where it is a new one and Discord says so.
    pub async fn deliver(&self, address: &Address, reply: &Reply) -> Result<Option<MessageId>, Unsent> {
        match address {
            Address::Interaction { application, token, .. } => {
                let body = written(&reply::edit(reply))?;
                persist(self.deliver_within, || self.edit(*application, token, &body, reply)).await.map(|_| None)
            }
            Address::Message { id, channel } => self.answer(reply, *channel, *id).await,
        }
    }

    /// Replies to a message; where the bot may not read what was written before, in which case Discord allows no reply, it says it all the same.
    async fn answer(&self, reply: &Reply, channel: ChannelId, to: MessageId) -> Result<Option<MessageId>, Unsent> {
        match self.send(channel, &reply::answer(reply, channel, to), reply).await {
            Err(Unsent::Refused { code: NO_HISTORY, .. }) => {
                self.send(channel, &reply::message(reply, to.get()), reply).await
            }
            sent => sent,
        }
    }

    /// Says something more to somebody alone, after the answer to an interaction. Sent once: Discord has no way to know it again.
    pub async fn follow_up(&self, address: &Address, reply: &Reply) -> Result<(), Unsent> {
        let Address::Interaction { application, token, .. } = address else { return Ok(()) };
        let body = written(&reply::follow_up(reply))?;
        let route = Route::WebhookFollowupMessages { application_id: *application, token };
        let sent = tokio::time::timeout(self.deliver_within, self.call(LightMethod::Post, route, &body, reply)).await;
        sent.unwrap_or(Err(Unsent::TooLate(self.deliver_within))).map(drop)
    }

    /// Suggestions for what somebody is typing; worth nothing when they come late.
    pub async fn suggest(&self, address: &Address, choices: &[(String, String)]) -> Result<(), Unsent> {
        let Address::Interaction { id, token, .. } = address else { return Ok(()) };
        self.respond(*id, token, &reply::suggestions(choices)).await
    }

    /// Puts another answer in the place of one that was sent as a message.
    pub async fn replace(&self, channel: ChannelId, message: MessageId, reply: &Reply) -> Result<(), Unsent> {
        let body = written(&reply::replacement(reply))?;
        let route = || Route::ChannelMessage { channel_id: channel, message_id: message };
        persist(self.deliver_within, || self.call(LightMethod::Patch, route(), &body, reply)).await.map(drop)
    }

    pub async fn delete(&self, channel: ChannelId, message: MessageId) -> Result<(), Unsent> {
        let route = || Route::ChannelMessage { channel_id: channel, message_id: message };
        let none = Reply::default();
        match persist(self.deliver_within, || self.call(LightMethod::Delete, route(), &[], &none)).await {
            // Somebody else was faster.
            Err(Unsent::Refused { code: NO_SUCH_MESSAGE, .. }) => Ok(()),
            sent => sent.map(drop),
        }
    }

    /// Something Discord knows.
    pub async fn get<T: DeserializeOwned>(&self, route: Route<'_>) -> Result<T, Unsent> {
        let none = Reply::default();
        let said = persist(REPORT_WITHIN, || self.call(LightMethod::Get, route, &[], &none)).await?;
        serde_json::from_str(&said).map_err(|_| Unsent::Unreached("an answer that is not Discord's"))
    }

    /// The channel that a thread belongs to, or the category of a channel.
    pub async fn parent(&self, channel: ChannelId) -> Result<Option<ChannelId>, Unsent> {
        let route = || Route::Channel { channel_id: channel };
        let none = Reply::default();
        let said = persist(REPORT_WITHIN, || self.call(LightMethod::Get, route(), &[], &none)).await?;
        let said: Said =
            serde_json::from_str(&said).map_err(|_| Unsent::Unreached("an answer that is not Discord's"))?;
        Ok(said.parent_id)
    }

    /// The locale that a server prefers.
    pub async fn locale(&self, server: GuildId) -> Result<String, Unsent> {
        let server: Server = self.get(Route::Guild { guild_id: server }).await?;
        Ok(server.preferred_locale)
    }

    /// The words of a message, as far as Discord hands them to the bot.
    pub async fn words(&self, channel: ChannelId, message: MessageId) -> Result<String, Unsent> {
        let route = || Route::ChannelMessage { channel_id: channel, message_id: message };
        let none = Reply::default();
        let said = persist(REPORT_WITHIN, || self.call(LightMethod::Get, route(), &[], &none)).await?;
        let said: Said =
            serde_json::from_str(&said).map_err(|_| Unsent::Unreached("an answer that is not Discord's"))?;
        Ok(said.content)
    }

    /// Shows how far something is, without insisting. The number of the message that shows it, where Discord says it.
    pub async fn report(&self, address: &Address, reply: &Reply) -> Result<Option<MessageId>, Unsent> {
        let Address::Interaction { application, token, .. } = address else { return Ok(None) };
        let body = written(&reply::edit(reply))?;
        let sent = tokio::time::timeout(REPORT_WITHIN, self.edit(*application, token, &body, reply)).await;
        sent.unwrap_or(Err(Unsent::TooLate(REPORT_WITHIN)))
    }

    /// Says something in a channel, to nobody's message.
    pub async fn announce(&self, channel: ChannelId, reply: &Reply, number: u64) -> Result<(), Unsent> {
        self.send(channel, &reply::message(reply, number), reply).await.map(drop)
    }

    async fn respond(&self, id: InteractionId, token: &str, response: &impl Serialize) -> Result<(), Unsent> {
        let body = written(response)?;
        let none = Reply::default();
        let sent = persist(ACKNOWLEDGE_WITHIN, || {
            self.call(LightMethod::Post, Route::InteractionResponse { interaction_id: id, token }, &body, &none)
        });
        match sent.await {
            // An earlier try arrived after all.
            Err(Unsent::Refused { code: ALREADY_ACKNOWLEDGED, .. }) => Ok(()),
            other => other.map(drop),
        }
    }

    async fn edit(
        &self,
        application: ApplicationId,
        token: &str,
        body: &[u8],
        reply: &Reply,
    ) -> Result<Option<MessageId>, Unsent> {
        let route = Route::WebhookOriginalInteractionResponse { application_id: application, token };
        let said = self.call(LightMethod::Patch, route, body, reply).await?;
        Ok(number_of(&said))
    }

    /// The new message's number, where Discord says it in a way that can be read; the message is there in any case.
    async fn send(
        &self,
        channel: ChannelId,
        message: &impl Serialize,
        reply: &Reply,
    ) -> Result<Option<MessageId>, Unsent> {
        let body = written(message)?;
        let route = || Route::ChannelMessages { channel_id: channel };
        let said = persist(self.deliver_within, || self.call(LightMethod::Post, route(), &body, reply)).await?;
        Ok(number_of(&said))
    }

    /// One call, and what Discord says to it. Once Discord took it, nothing can go wrong with it any more: an answer that breaks off is an empty one.
    async fn call(&self, method: LightMethod, route: Route<'_>, body: &[u8], reply: &Reply) -> Result<String, Unsent> {
        let request = Request::new(route, method);
        let request = match (&reply.file, body) {
            (Some(file), body) => request.multipart(Some(enclosed(file, body)?)),
            (None, []) => request,
            (None, body) => request.body(Some(body.to_vec())),
        };
        let response = self.http.request(request).await.map_err(unsent).inspect_err(|unsent| {
            if let Unsent::Refused { status: 429, .. } = unsent {
                self.limits.inc();
            }
        })?;
        Ok(response.text().await.unwrap_or_default())
    }
}

/// The number of a message that Discord hands back.
fn number_of(said: &str) -> Option<MessageId> {
    serde_json::from_str::<Said>(said).ok().and_then(|said| said.id)
}

/// What of a server is read.
#[derive(Deserialize)]
struct Server {
    preferred_locale: String,
}

/// What of a message is read.
#[derive(Deserialize)]
struct Said {
    id: Option<MessageId>,
    #[serde(default)]
    content: String,
    parent_id: Option<ChannelId>,
}

fn enclosed(file: &File, body: &[u8]) -> Result<Multipart, Unsent> {
    let payload = String::from_utf8(body.to_vec()).map_err(|_| Unsent::Unwritable("not JSON"))?;
    let attachment = CreateAttachment::bytes(file.text.as_bytes(), file.name);
    let upload = MultipartUpload::Attachments(vec![attachment]);
    Ok(Multipart { upload, fields: Vec::new(), payload_json: Some(payload) })
}

fn written(body: &impl Serialize) -> Result<Vec<u8>, Unsent> {
    serde_json::to_vec(body).map_err(|_| Unsent::Unwritable("not JSON"))
}

/// Tries again after longer and longer pauses for as long as the failure may pass and there is time.
async fn persist<F, T, R>(within: Duration, mut call: F) -> Result<R, Unsent>
where
    F: FnMut() -> T,
    T: Future<Output = Result<R, Unsent>>,
{
    let mut failure = Unsent::TooLate(within);
    let tries = async {
        let mut pause = FIRST_PAUSE;
        let mut tried = 0;
        loop {
            match call().await {
                // What may have arrived once may have arrived, whatever comes after it.
                Err(passing) if passing.passes() => {
                    if tried == 0 || !failure.may_have_arrived() {
                        failure = passing;
                    }
                    tried += 1;
                }
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
        serenity::Error::Http(HttpError::Request(error)) if error.is_connect() => Unsent::Unreached(NO_CONNECTION),
        serenity::Error::Http(HttpError::Request(_)) => Unsent::Unreached("the connection broke"),
        serenity::Error::Json(_) => Unsent::Unreached("an answer that is not Discord's"),
        _ => Unsent::Unwritable("the request was not accepted"),
    }
}
