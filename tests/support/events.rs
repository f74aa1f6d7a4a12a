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

/// Options whose values are channels.
const CHANNELS: [&str; 1] = ["channel"];

/// A slash command as somebody enters it.
#[derive(Clone)]
pub struct Slash {
    pub id: u64,
    pub token: String,
    name: &'static str,
    options: Vec<(&'static str, Value)>,
    person: u64,
    permissions: u64,
    direct: bool,
    shape: Shape,
    channel: u64,
    parent: Option<u64>,
    roles: Vec<u64>,
    server: u64,
    /// The bot is there only because the person added it to their own account.
    personal: bool,
    /// The name and the address of a file.
    attached: Option<(String, String)>,
    locale: &'static str,
}

/// How a command is used.
#[derive(Clone)]
enum Shape {
    Entered,
    /// The last option is being typed.
    Typing,
    /// On a message with these words.
    OnMessage(String),
    /// A button on a message of the bot.
    Pressed {
        custom_id: String,
        message: Value,
    },
}

impl Slash {
    pub fn ask(question: impl Into<String>) -> Slash {
        Slash::new("ask").option("question", question.into())
    }

    pub fn reindex() -> Slash {
        Slash::new("reindex")
    }

    /// Words of a message that somebody points at.
    pub fn find_sources(words: &str) -> Slash {
        Slash { shape: Shape::OnMessage(words.to_owned()), ..Slash::new("Find sources") }
    }

    /// The button with this label on a message that the bot sent.
    #[track_caller]
    pub fn press(message: &Value, label: &str) -> Slash {
        let rows = message["components"].as_array().cloned().unwrap_or_default();
        let mut buttons = rows.iter().flat_map(|row| row["components"].as_array().cloned().unwrap_or_default());
        let button = buttons.find(|button| button["label"] == label);
        let button = button.unwrap_or_else(|| panic!("no button {label} on {message}"));
        assert!(button["disabled"] != true, "{label} cannot be pressed");
        Slash::press_id(message, button["custom_id"].as_str().expect("a button has a name"))
    }

    pub fn press_id(message: &Value, custom_id: &str) -> Slash {
        let shape = Shape::Pressed { custom_id: custom_id.to_owned(), message: message.clone() };
        Slash { shape, ..Slash::new("") }
    }

    /// The last option is still being typed.
    pub fn typing(self) -> Slash {
        Slash { shape: Shape::Typing, ..self }
    }

    pub fn new(name: &'static str) -> Slash {
        let id = number();
        let token = format!("secret-of-interaction-{id}");
        Slash {
            id,
            token,
            name,
            options: Vec::new(),
            person: ADA,
            permissions: SEND_MESSAGES,
            direct: false,
            shape: Shape::Entered,
            channel: CHANNEL,
            parent: None,
            roles: Vec::new(),
            server: SERVER,
            personal: false,
            attached: None,
            locale: "en-GB",
        }
    }

    pub fn option(mut self, name: &'static str, value: impl Into<Value>) -> Slash {
        self.options.push((name, value.into()));
        self
    }

    /// With a file, as Discord hands it on.
    pub fn attached(mut self, name: &str, url: &str) -> Slash {
        self.attached = Some((name.to_owned(), url.to_owned()));
        self.option("file", "1350000000000000000")
    }

    pub fn channel_option(self, name: &'static str, channel: u64) -> Slash {
        self.option(name, channel.to_string())
    }

    pub fn by(mut self, person: u64) -> Slash {
        self.person = person;
        self
    }

    /// Whose Discord is in this language.
    pub fn in_language(mut self, locale: &'static str) -> Slash {
        self.locale = locale;
        self
    }

    pub fn by_a_manager(mut self) -> Slash {
        self.permissions |= MANAGE_GUILD;
        self
    }

    pub fn with_role(mut self, role: u64) -> Slash {
        self.roles.push(role);
        self
    }

    pub fn in_channel(mut self, channel: u64, parent: Option<u64>) -> Slash {
        (self.channel, self.parent) = (channel, parent);
        self
    }

    /// The same once more.
    pub fn again(&self) -> Slash {
        let id = number();
        Slash { id, token: format!("secret-of-interaction-{id}"), ..self.clone() }
    }

    pub fn in_server(mut self, server: u64) -> Slash {
        self.server = server;
        self
    }

    pub fn by_own_account(mut self) -> Slash {
        self.personal = true;
        self
    }

    pub fn in_direct_messages(mut self) -> Slash {
        self.direct = true;
        self
    }

    pub fn event(&self) -> Value {
        let option = |(name, value): &(&str, Value)| {
            let kind = match value {
                Value::Bool(_) => 5,
                Value::Number(_) => 4,
                _ if CHANNELS.contains(name) => 7,
                _ if self.attached.is_some() && *name == "file" => 11,
                _ => 3,
            };
            json!({ "name": name, "type": kind, "value": value })
        };
        let mut options: Vec<Value> = self.options.iter().map(option).collect();
        if let (Shape::Typing, Some(last)) = (&self.shape, options.last_mut()) {
            last["focused"] = true.into();
        }
        let channel = if self.direct { DIRECT } else { self.channel };
        let mut event = json!({
            "id": self.id.to_string(), "application_id": APPLICATION.to_string(), "type": 2, "token": self.token, "version": 1,
            "channel_id": channel.to_string(),
            "channel": { "id": channel.to_string(), "type": u8::from(self.direct), "permissions": self.permissions.to_string() },
            "app_permissions": "2248473465835073", "locale": self.locale, "entitlements": [], "context": u8::from(self.direct),
            "authorizing_integration_owners": { "0": if self.direct { "0".to_owned() } else { self.server.to_string() } }, "attachment_size_limit": 10_485_760,
            "data": { "id": "1300000000000000000", "name": self.name, "type": 1, "options": options },
        });
        if self.personal {
            event["authorizing_integration_owners"] = json!({ "1": self.person.to_string() });
            // A conversation with somebody else, where it is not in a server.
            event["context"] = if self.direct { 2.into() } else { 0.into() };
        }
        if let Some(parent) = self.parent {
            event["channel"]["parent_id"] = parent.to_string().into();
            event["channel"]["type"] = 11.into();
        }
        if let Some((name, url)) = &self.attached {
            let id = "1350000000000000000";
            let file = json!({ "id": id, "filename": name, "size": 64, "url": url, "proxy_url": url });
            event["data"]["resolved"] = json!({ "attachments": { id: file } });
        }
        match &self.shape {
            Shape::Entered => {}
            Shape::Typing => event["type"] = 4.into(),
            Shape::OnMessage(words) => {
                let target = message(number(), channel, &user(ADA + 7, "teo", false), words);
                event["data"]["type"] = 3.into();
                event["data"]["target_id"] = target["id"].clone();
                event["data"]["resolved"] = json!({ "messages": { target["id"].as_str().expect("a number"): target } });
            }
            Shape::Pressed { custom_id, message: pressed } => {
                event["type"] = 3.into();
                event["data"] = json!({ "custom_id": custom_id, "component_type": 2, "id": 1 });
                event["message"] = as_sent(pressed, channel);
            }
        }
        let person = user(self.person, "ada", false);
        if self.direct {
            event["user"] = person;
        } else {
            event["guild_id"] = self.server.to_string().into();
            event["guild_locale"] = "en-US".into();
            event["member"] = json!({
                "user": person, "nick": null, "avatar": null, "roles": self.roles.iter().map(u64::to_string).collect::<Vec<_>>(), "joined_at": "2024-01-01T00:00:00.000000+00:00",
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
    /// The message of the bot that is answered, as it was sent.
    earlier: Option<Value>,
    thread: Option<u64>,
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
            earlier: None,
            thread: None,
        }
    }

    /// A reply to what the bot sent.
    pub fn following(sent: &Value, content: &str) -> Typed {
        Typed { earlier: Some(sent.clone()), ..Typed::replying_to(BOT, content) }
    }

    /// The same message with other words, as Discord reports a change.
    pub fn changed_to(&self, content: &str) -> Value {
        let mention = if self.mentions { format!("<@{BOT}> ") } else { String::new() };
        let mut event = Typed { content: format!("{mention}{content}"), ..self.clone() }.event();
        // Later changes have later times.
        event["edited_timestamp"] = format!("2024-05-09T12:01:00.{:06}+00:00", number() % 1_000_000).into();
        event
    }

    /// In a thread, whose first message may have its very number.
    pub fn in_thread(mut self, thread: u64) -> Typed {
        self.thread = Some(thread);
        self
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
        self.thread.unwrap_or(if self.direct { DIRECT } else { CHANNEL })
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
            let earlier = match &self.earlier {
                Some(sent) => as_sent(sent, self.channel()),
                None => message(number(), self.channel(), &user(author, "earlier", author == BOT), ""),
            };
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

/// A message that the bot sent, as Discord hands it on: with its words, its buttons and what it replies to.
fn as_sent(sent: &Value, channel: u64) -> Value {
    let mut handed =
        message(number(), channel, &user(BOT, "onrecord", true), sent["content"].as_str().unwrap_or_default());
    handed["components"] = sent["components"].clone();
    if let Some(to) = sent["message_reference"]["message_id"].as_str() {
        handed["type"] = 19.into();
        handed["message_reference"] = json!({ "type": 0, "channel_id": channel.to_string(), "message_id": to });
    }
    handed
}

/// The bot's own message, as Discord returns it.
pub fn own_message(channel: u64) -> Value {
    message(number(), channel, &user(BOT, "onrecord", true), "")
}
