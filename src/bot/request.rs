//! Everything that can set the bot in motion, as one closed list; slash commands and messages become the same requests.

use serenity::all::{
    ApplicationId, ChannelId, CommandDataOptionValue, CommandInteraction, InteractionId, Message, MessageId,
    MessageType, Permissions, UserId,
};

use super::commands;
use crate::ask::Wishes;

/// What somebody wants, who it is, and where the answer goes.
pub(super) struct Request {
    /// The event's own number, by which a repetition is known.
    pub event: u64,
    pub person: UserId,
    pub address: Address,
    pub wish: Wish,
}

pub(super) enum Wish {
    Ask {
        words: String,
        wishes: Wishes,
    },
    Reindex {
        permissions: Option<Permissions>,
    },
    /// Somebody called the bot and asked nothing.
    Help,
    /// A reply to the bot whose words Discord withholds, because it does not mention the bot and the bot has no privileged intent.
    Unreadable,
}

/// Where an answer goes. An interaction's token lets anyone speak as the bot for a quarter of an hour, so this has no `Debug`.
#[derive(Clone)]
pub(super) enum Address {
    Interaction { id: InteractionId, application: ApplicationId, channel: ChannelId, token: String },
    Message { id: MessageId, channel: ChannelId },
}

impl Request {
    /// `None` for a command that this version does not have.
    pub fn of_command(command: &CommandInteraction) -> Option<Request> {
        let wish = match command.data.name.as_str() {
            commands::ASK => ask(command),
            commands::REINDEX => {
                Wish::Reindex { permissions: command.member.as_ref().and_then(|member| member.permissions) }
            }
            _ => return None,
        };
        let address = Address::Interaction {
            id: command.id,
            application: command.application_id,
            channel: command.channel_id,
            token: command.token.clone(),
        };
        Some(Request { event: command.id.get(), person: command.user.id, address, wish })
    }

    /// `None` for a message that is not for the bot, or not from a person.
    pub fn of_message(message: &Message, bot: UserId) -> Option<Request> {
        if message.author.bot || message.webhook_id.is_some() || message.author.id == bot {
            return None;
        }
        if !matches!(message.kind, MessageType::Regular | MessageType::InlineReply) {
            return None;
        }
        let direct = message.guild_id.is_none();
        let mentioned = message.mentions.iter().any(|user| user.id == bot);
        let answered = message.referenced_message.as_ref().is_some_and(|earlier| earlier.author.id == bot);
        if !direct && !mentioned && !answered {
            return None;
        }
        let words = without_mentions(&message.content);
        let withheld = message.content.is_empty() && !direct && !mentioned;
        let wish = match words.is_empty() {
            true if withheld => Wish::Unreadable,
            true => Wish::Help,
            false => Wish::Ask { words, wishes: Wishes::default() },
        };
        let address = Address::Message { id: message.id, channel: message.channel_id };
        Some(Request { event: message.id.get(), person: message.author.id, address, wish })
    }
}

fn ask(command: &CommandInteraction) -> Wish {
    let option = |name: &str| {
        let found = command.data.options.iter().find(|option| option.name == name)?;
        match &found.value {
            CommandDataOptionValue::String(words) if !words.trim().is_empty() => Some(words.clone()),
            _ => None,
        }
    };
    let words = without_mentions(&option(commands::QUESTION).unwrap_or_default());
    if words.is_empty() {
        return Wish::Help;
    }
    let wishes = Wishes {
        said_by: option(commands::SAID_BY),
        publisher: option(commands::PUBLISHER),
        author: option(commands::AUTHOR),
        after: option(commands::AFTER),
        before: option(commands::BEFORE),
    };
    Wish::Ask { words, wishes }
}

/// The words without mentions of people, roles and channels and without custom emoji: numbers that no article holds.
fn without_mentions(content: &str) -> String {
    let mut words = String::with_capacity(content.len());
    let mut rest = content;
    while let Some(open) = rest.find('<') {
        words.push_str(&rest[..open]);
        rest = &rest[open..];
        match mark_length(rest) {
            Some(length) => {
                words.push(' ');
                rest = &rest[length..];
            }
            None => {
                words.push('<');
                rest = &rest[1..];
            }
        }
    }
    words.push_str(rest);
    words.trim().to_owned()
}

/// The length of `<@1>`, `<@!1>`, `<@&1>`, `<#1>`, `<:name:1>` or `<a:name:1>` at the beginning of the text.
fn mark_length(text: &str) -> Option<usize> {
    let end = text.find('>')?;
    let inside = &text[1..end];
    let number = inside.trim_start_matches(|c: char| !c.is_ascii_digit());
    let kind = &inside[..inside.len() - number.len()];
    let emoji = inside.rsplit_once(':').filter(|(name, _)| name.starts_with(':') || name.starts_with("a:"));
    let digits = emoji.map_or(number, |(_, number)| number);
    let known = emoji.is_some() || matches!(kind, "@" | "@!" | "@&" | "#");
    (known && !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())).then_some(end + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(content: &str, words: &str) {
        assert_eq!(without_mentions(content), words);
    }

    #[test]
    fn questions_lose_their_mentions() {
        check("<@1> What did the strike hit?", "What did the strike hit?");
        check("<@!1>What did <@&22> say in <#333>", "What did   say in");
        check("<:wave:12> who <a:dance3:45> said it?", "who   said it?");
        check("<@1>", "");
    }

    #[test]
    fn other_angle_brackets_stay() {
        check("is 3 < 5 > 2?", "is 3 < 5 > 2?");
        check("<@> <@x> <t:1:R> <", "<@> <@x> <t:1:R> <");
        check("a <b> <@1> c <", "a <b>   c <");
    }
}
