//! Events as Discord's documentation describes them: what somebody types becomes what the gateway delivers.

use std::sync::atomic::{AtomicU64, Ordering};

use serde_json::{Value, json};

pub const TOKEN: &str = "MTIzNDU2Nzg5MDEyMzQ1Njc4.GxY9Zk.not-a-real-token-only-shaped-like-one";
pub const APPLICATION: u64 = 1_100_000_000_000_000_001;
pub const BOT: u64 = 1_100_000_000_000_000_002;
pub const SERVER: u64 = 1_100_000_000_000_000_003;
pub const CHANNEL: u64 = 1_100_000_000_000_000_004;
pub const DIRECT: u64 = 1_100_000_000_000_000_005;
pub const ADA: u64 = 1_100_000_000_000_000_006;

const MANAGE_GUILD: u64 = 1 << 5;
const SEND_MESSAGES: u64 = 1 << 11;

/// A number nobody has yet, in the range of Discord's own.
pub fn number() -> u64 {
    static NEXT: AtomicU64 = AtomicU64::new(1_200_000_000_000_000_000);
    NEXT.fetch_add(1, Ordering::Relaxed)
}

pub fn ready(session: &str, gateway: &str) -> Value {
    json!({
        "v": 10,
        "user": user(BOT, "onrecord", true),
        "guilds": [{ "id": SERVER.to_string(), "unavailable": true }],
        "session_id": session,
        "session_type": "normal",
        "resume_gateway_url": gateway,
        "shard": [0, 1],
        "private_channels": [],
        "application": { "id": APPLICATION.to_string(), "flags": 0 },
    })
}

/// A server the bot is in, as it is told at the beginning.
pub fn server(number: u64) -> Value {
    json!({
        "id": (1_400_000_000_000_000_000 + number).to_string(), "name": format!("Server {number}"), "owner_id": ADA.to_string(),
        "afk_timeout": 300, "default_message_notifications": 0, "explicit_content_filter": 0, "features": [], "icon": null, "splash": null,
        "discovery_splash": null, "afk_channel_id": null, "application_id": null, "system_channel_id": null, "system_channel_flags": 0,
        "rules_channel_id": null, "vanity_url_code": null, "description": null, "banner": null, "public_updates_channel_id": null,
        "mfa_level": 0, "nsfw_level": 0, "premium_tier": 0, "preferred_locale": "en-US", "verification_level": 0, "roles": [], "emojis": [],
        "stickers": [], "joined_at": "2024-01-01T00:00:00.000000+00:00", "large": false, "unavailable": false, "member_count": 3,
        "voice_states": [], "members": [], "channels": [], "threads": [], "presences": [], "stage_instances": [],
        "guild_scheduled_events": [], "premium_progress_bar_enabled": false,
    })
}

fn user(id: u64, name: &str, bot: bool) -> Value {
    json!({
        "id": id.to_string(), "username": name, "discriminator": "0", "global_name": null, "avatar": null, "bot": bot,
        "public_flags": 0, "mfa_enabled": true, "verified": true, "email": null, "flags": 0,
    })
}

/// A slash command as somebody enters it.
#[derive(Clone)]
pub struct Slash {
    pub id: u64,
    pub token: String,
    name: &'static str,
    options: Vec<(&'static str, String)>,
    person: u64,
    permissions: u64,
    direct: bool,
}

impl Slash {
    pub fn ask(question: impl Into<String>) -> Slash {
        Slash::new("ask").option("question", question)
    }

    pub fn reindex() -> Slash {
        Slash::new("reindex")
    }

    fn new(name: &'static str) -> Slash {
        let id = number();
        let token = format!("secret-of-interaction-{id}");
        Slash { id, token, name, options: Vec::new(), person: ADA, permissions: SEND_MESSAGES, direct: false }
    }

    pub fn option(mut self, name: &'static str, value: impl Into<String>) -> Slash {
        self.options.push((name, value.into()));
        self
    }

    pub fn by(mut self, person: u64) -> Slash {
        self.person = person;
        self
    }

    pub fn by_a_manager(mut self) -> Slash {
        self.permissions |= MANAGE_GUILD;
        self
    }

    pub fn in_direct_messages(mut self) -> Slash {
        self.direct = true;
        self
    }

    pub fn event(&self) -> Value {
        let options: Vec<Value> =
            self.options.iter().map(|(name, value)| json!({ "name": name, "type": 3, "value": value })).collect();
        let channel = if self.direct { DIRECT } else { CHANNEL };
        let mut event = json!({
            "id": self.id.to_string(), "application_id": APPLICATION.to_string(), "type": 2, "token": self.token, "version": 1,
            "channel_id": channel.to_string(),
            "channel": { "id": channel.to_string(), "type": u8::from(self.direct), "permissions": self.permissions.to_string() },
            "app_permissions": "2248473465835073", "locale": "en-GB", "entitlements": [], "context": u8::from(self.direct),
            "authorizing_integration_owners": { "0": SERVER.to_string() }, "attachment_size_limit": 10_485_760,
            "data": { "id": "1300000000000000000", "name": self.name, "type": 1, "options": options },
        });
        let person = user(self.person, "ada", false);
        if self.direct {
            event["user"] = person;
        } else {
            event["guild_id"] = SERVER.to_string().into();
            event["guild_locale"] = "en-US".into();
            event["member"] = json!({
                "user": person, "nick": null, "avatar": null, "roles": [], "joined_at": "2024-01-01T00:00:00.000000+00:00",
                "premium_since": null, "deaf": false, "mute": false, "flags": 0, "pending": false,
                "permissions": self.permissions.to_string(),
            });
        }
        event
    }
}

/// A message as somebody types it.
#[derive(Clone)]
pub struct Typed {
    pub id: u64,
    content: String,
    author: Value,
    direct: bool,
    mentions: bool,
    answers: Option<u64>,
    webhook: bool,
    kind: u8,
}

impl Typed {
    pub fn new(content: impl Into<String>) -> Typed {
        let author = user(ADA, "ada", false);
        Typed {
            id: number(),
            content: content.into(),
            author,
            direct: false,
            mentions: false,
            answers: None,
            webhook: false,
            kind: 0,
        }
    }

    /// Words that mention the bot.
    pub fn mentioning(content: &str) -> Typed {
        Typed { mentions: true, ..Typed::new(format!("<@{BOT}> {content}")) }
    }

    /// A reply to a message of the bot, or of somebody else, with the mention on, as Discord's clients have it.
    pub fn replying_to(author: u64, content: &str) -> Typed {
        Typed { mentions: author == BOT, answers: Some(author), kind: 19, ..Typed::new(content) }
    }

    pub fn without_the_mention(mut self) -> Typed {
        self.mentions = false;
        self
    }

    pub fn direct(mut self) -> Typed {
        self.direct = true;
        self
    }

    pub fn by(mut self, person: u64) -> Typed {
        self.author = user(person, "somebody", false);
        self
    }

    pub fn by_a_bot(mut self, id: u64) -> Typed {
        self.author = user(id, "another-bot", true);
        self
    }

    pub fn by_a_webhook(mut self) -> Typed {
        self.webhook = true;
        self
    }

    /// A system message, such as that somebody pinned something.
    pub fn of_kind(mut self, kind: u8) -> Typed {
        self.kind = kind;
        self
    }

    pub fn channel(&self) -> u64 {
        if self.direct { DIRECT } else { CHANNEL }
    }

    /// Without the privileged intent Discord delivers the words of direct messages and of messages that mention the bot, and no others.
    pub fn event(&self) -> Value {
        let readable = self.direct || self.mentions;
        let mentions = if self.mentions { vec![user(BOT, "onrecord", true)] } else { Vec::new() };
        let mut event = message(self.id, self.channel(), &self.author, if readable { &self.content } else { "" });
        event["type"] = self.kind.into();
        event["mentions"] = mentions.into();
        if !self.direct {
            event["guild_id"] = SERVER.to_string().into();
            event["member"] = json!({ "roles": [], "joined_at": "2024-01-01T00:00:00.000000+00:00", "deaf": false, "mute": false, "flags": 0 });
        }
        if self.webhook {
            event["webhook_id"] = number().to_string().into();
        }
        if let Some(author) = self.answers {
            let earlier = message(number(), self.channel(), &user(author, "earlier", author == BOT), "");
            event["message_reference"] = json!({ "type": 0, "channel_id": self.channel().to_string(), "message_id": earlier["id"], "guild_id": SERVER.to_string() });
            event["referenced_message"] = earlier;
        }
        event
    }
}

pub fn message(id: u64, channel: u64, author: &Value, content: &str) -> Value {
    json!({
        "id": id.to_string(), "channel_id": channel.to_string(), "author": author, "content": content,
        "timestamp": "2024-05-09T12:00:00.000000+00:00", "edited_timestamp": null, "tts": false, "mention_everyone": false,
        "mentions": [], "mention_roles": [], "attachments": [], "embeds": [], "pinned": false, "type": 0, "flags": 0, "components": [],
    })
}

/// The bot's own message, as Discord returns it.
pub fn own_message(channel: u64) -> Value {
    message(number(), channel, &user(BOT, "onrecord", true), "")
}
