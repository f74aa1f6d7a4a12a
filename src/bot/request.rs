//! Everything that can set the bot in motion, as one closed list; commands, messages and buttons become the same requests.

use serenity::all::{
    ActionRowComponent, ApplicationId, AuthorizingIntegrationOwner, AuthorizingIntegrationOwners, ButtonKind,
    ChannelId, CommandDataOptionValue, CommandInteraction, CommandType, ComponentInteraction, GuildId,
    InteractionContext, InteractionId, Member, Message, MessageId, MessageType, MessageUpdateEvent, PartialChannel,
    Permissions, RoleId, Timestamp, UserId,
};

use super::additions::Given;
use super::commands;
use super::marks::{Act, Mark};
use super::settings::Changes;
use super::watches::Wanted;
use crate::ask::Wishes;
use crate::show::card::Asked;
use crate::show::words::Tongue;

/// What somebody wants, who it is, where, and where the answer goes.
pub(super) struct Request {
    /// The event's own number, by which a repetition is known.
    pub event: u64,
    pub person: UserId,
    pub place: Place,
    pub address: Address,
    /// The person's own, where Discord says it; of messages it does not.
    pub tongue: Option<Tongue>,
    pub wish: Wish,
}

/// Where somebody is, and what they may do there as far as Discord says.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Place {
    pub server: Option<GuildId>,
    pub channel: ChannelId,
    /// The channel of a thread, where Discord says it.
    pub parent: Option<ChannelId>,
    pub permissions: Option<Permissions>,
    pub roles: Vec<RoleId>,
    /// Whether Discord has said what kind of channel it is, so that it need not be asked: what has three seconds to be acknowledged waits for no other call.
    pub told: bool,
    /// Whether the channel may be a thread of one that Discord would not tell.
    pub unsure: bool,
    /// Whether the bot is here only because the person has added it to their own account.
    pub personal: bool,
}

pub(super) enum Wish {
    Ask(Inquiry),
    /// What somebody says; who and what about stand among the options that are shown above the answer.
    Said {
        asked: Asked,
        private: Option<bool>,
    },
    /// A message's words, for which passages are wanted.
    Find {
        words: String,
    },
    Article {
        name: String,
        private: Option<bool>,
    },
    Status,
    Reindex {
        source: Option<String>,
        collection: Option<String>,
    },
    /// How the server wants the bot to be.
    Settings(Changes),
    Add(Given),
    /// The article, and the collection it is in.
    Remove(String, Option<String>),
    /// A question to be watched, or the watched ones.
    Watch(Wanted),
    /// All that is kept about the person is to go.
    ForgetMe,
    Press(Press),
    /// Somebody called the bot and asked nothing.
    Help,
    /// A reply to the bot whose words Discord withholds, because it does not mention the bot and the bot has no privileged intent.
    Unreadable,
}

/// A question and how it was asked.
#[derive(Clone)]
pub(super) struct Inquiry {
    pub words: String,
    pub wishes: Wishes,
    /// The one collection to look in.
    pub collection: Option<String>,
    /// Whether the answer is for the asker alone, where the asker says.
    pub private: Option<bool>,
    /// The answer of the bot that the question replies to.
    pub earlier: Option<Carrier>,
}

/// A button that was pressed: `None` where it says nothing that this version understands.
pub(super) struct Press {
    pub act: Option<Act>,
    pub on: Carrier,
}

/// A message of the bot, as far as it tells what it answers and what it shows.
#[derive(Clone)]
pub(super) struct Carrier {
    pub message: MessageId,
    pub asked: Asked,
    /// The message it replies to.
    pub question: Option<(ChannelId, MessageId)>,
    /// The quotes on it, in order.
    pub marks: Vec<Mark>,
}

/// Where an answer goes. An interaction's token lets anyone speak as the bot for a quarter of an hour, so this has no `Debug`.
#[derive(Clone)]
pub(super) enum Address {
    Interaction { id: InteractionId, application: ApplicationId, channel: ChannelId, token: String },
    Message { id: MessageId, channel: ChannelId },
}

/// A message that was changed, as far as its words are known.
pub(super) struct Change {
    pub message: MessageId,
    /// By Discord's clock; events may overtake one another.
    pub at: Timestamp,
    pub place: Place,
    pub inquiry: Inquiry,
}

impl Address {
    /// The channel in which it was asked.
    pub fn channel(&self) -> ChannelId {
        match self {
            Address::Interaction { channel, .. } | Address::Message { channel, .. } => *channel,
        }
    }
}

impl Place {
    /// Where a message is, of which Discord says no more.
    pub fn of_message(server: Option<GuildId>, channel: ChannelId, roles: Vec<RoleId>) -> Place {
        let (parent, permissions) = (None, None);
        Place { server, channel, parent, permissions, roles, told: false, unsure: false, personal: false }
    }

    pub fn of_command(command: &CommandInteraction) -> Place {
        let place = Place::of_interaction(command.guild_id, command.channel_id, command.channel.as_ref());
        place.of_member(command.member.as_deref()).installed(command.context, &command.authorizing_integration_owners)
    }

    fn of_press(press: &ComponentInteraction) -> Place {
        let place = Place::of_interaction(press.guild_id, press.channel_id, press.channel.as_ref());
        place.of_member(press.member.as_ref()).installed(press.context, &press.authorizing_integration_owners)
    }

    fn of_interaction(server: Option<GuildId>, channel: ChannelId, said: Option<&PartialChannel>) -> Place {
        let parent = said.and_then(|channel| channel.parent_id);
        Place { parent, told: said.is_some(), ..Place::of_message(server, channel, Vec::new()) }
    }

    fn of_member(self, member: Option<&Member>) -> Place {
        let roles = member.map(|member| member.roles.clone()).unwrap_or_default();
        Place { permissions: member.and_then(|member| member.permissions), roles, ..self }
    }

    fn installed(self, context: Option<InteractionContext>, owners: &AuthorizingIntegrationOwners) -> Place {
        Place { personal: personal(context, owners), ..self }
    }
}

/// Whether an interaction reaches the bot through the person's own account alone, and not because the bot is in the server or is written to.
fn personal(context: Option<InteractionContext>, owners: &AuthorizingIntegrationOwners) -> bool {
    let of_server = |owner: &AuthorizingIntegrationOwner| matches!(owner, AuthorizingIntegrationOwner::GuildInstall(_));
    match context {
        Some(InteractionContext::BotDm) => false,
        Some(InteractionContext::PrivateChannel) => true,
        _ => !owners.0.is_empty() && !owners.0.iter().any(of_server),
    }
}

impl Request {
    /// `None` for a command that this version does not have.
    pub fn of_command(command: &CommandInteraction) -> Option<Request> {
        let options = Options(command);
        let wish = match (command.data.kind, command.data.name.as_str()) {
            (CommandType::Message, commands::FIND) => Wish::Find { words: target(command) },
            (_, commands::ASK) => ask(options),
            (_, commands::SAID) => {
                let options_given = pairs_of(&SAID_OPTIONS, |name| options.text(name));
                Wish::Said { asked: Asked { words: None, filters: options_given }, private: options.private() }
            }
            (_, commands::ARTICLE) => {
                Wish::Article { name: options.text(commands::NAME).unwrap_or_default(), private: options.private() }
            }
            (_, commands::STATUS) => Wish::Status,
            (_, commands::SETTINGS) => Wish::Settings(options.settings()),
            (_, commands::WATCH) => Wish::Watch(Wanted {
                words: options.text(commands::QUESTION),
                remove: options.text(commands::REMOVE),
                collection: options.text(commands::COLLECTION),
            }),
            (_, commands::ADD) => Wish::Add(Given {
                url: options.text(commands::ADDRESS),
                file: options.file(),
                collection: options.text(commands::COLLECTION),
            }),
            (_, commands::REMOVE) => {
                let name = options.text(commands::NAME).unwrap_or_default();
                Wish::Remove(name, options.text(commands::COLLECTION))
            }
            (_, commands::FORGET_ME) => Wish::ForgetMe,
            (_, commands::HELP) => Wish::Help,
            (_, commands::REINDEX) => {
                Wish::Reindex { source: options.text(commands::SOURCE), collection: options.text(commands::COLLECTION) }
            }
            _ => return None,
        };
        let address = Address::Interaction {
            id: command.id,
            application: command.application_id,
            channel: command.channel_id,
            token: command.token.clone(),
        };
        let (place, tongue) = (Place::of_command(command), Some(Tongue::of(&command.locale)));
        Some(Request { event: command.id.get(), person: command.user.id, place, address, tongue, wish })
    }

    pub fn of_press(press: &ComponentInteraction) -> Request {
        let wish = Wish::Press(Press { act: Act::read(&press.data.custom_id), on: Carrier::of(&press.message) });
        let address = Address::Interaction {
            id: press.id,
            application: press.application_id,
            channel: press.channel_id,
            token: press.token.clone(),
        };
        let place = Place::of_press(press);
        let tongue = Some(Tongue::of(&press.locale));
        Request { event: press.id.get(), person: press.user.id, place, address, tongue, wish }
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
        let earlier = message.referenced_message.as_ref().filter(|earlier| earlier.author.id == bot);
        if !direct && !mentioned && earlier.is_none() {
            return None;
        }
        let words = without_mentions(&message.content);
        let withheld = message.content.is_empty() && !direct && !mentioned;
        let wish = match words.is_empty() {
            true if withheld => Wish::Unreadable,
            true => Wish::Help,
            false => Wish::Ask(Inquiry {
                words,
                wishes: Wishes::default(),
                collection: None,
                private: None,
                earlier: earlier.map(|earlier| Carrier::of(earlier)),
            }),
        };
        let address = Address::Message { id: message.id, channel: message.channel_id };
        let roles = message.member.as_ref().map(|member| member.roles.clone()).unwrap_or_default();
        let place = Place::of_message(message.guild_id, message.channel_id, roles);
        Some(Request { event: message.id.get(), person: message.author.id, place, address, tongue: None, wish })
    }
}

impl Change {
    /// `None` where nobody changed the words, or Discord does not show them: Discord reports a change too when it has fetched the preview of a link.
    pub fn of(update: &MessageUpdateEvent, bot: UserId) -> Option<Change> {
        let at = update.edited_timestamp?;
        let words = without_mentions(update.content.as_deref()?);
        let earlier = update.referenced_message.as_ref().and_then(Option::as_ref);
        let earlier = earlier.filter(|earlier| earlier.author.id == bot).map(|earlier| Carrier::of(earlier));
        let inquiry = Inquiry { words, wishes: Wishes::default(), collection: None, private: None, earlier };
        let place = Place::of_message(update.guild_id, update.channel_id, Vec::new());
        (!inquiry.words.is_empty()).then_some(Change { message: update.id, at, place, inquiry })
    }
}

impl Carrier {
    fn of(message: &Message) -> Carrier {
        let reference = message.message_reference.as_ref();
        let question = reference.and_then(|reference| Some((reference.channel_id, reference.message_id?)));
        let buttons =
            message.components.iter().flat_map(|row| &row.components).filter_map(|component| match component {
                ActionRowComponent::Button(button) => match &button.data {
                    ButtonKind::NonLink { custom_id, .. } => Act::read(custom_id),
                    _ => None,
                },
                _ => None,
            });
        let marks = buttons.filter_map(|act| match act {
            Act::More(mark) => Some(mark),
            _ => None,
        });
        Carrier { message: message.id, asked: Asked::read(&message.content), question, marks: marks.collect() }
    }
}

/// The options of a command as somebody filled them in.
#[derive(Clone, Copy)]
struct Options<'a>(&'a CommandInteraction);

impl<'a> Options<'a> {
    fn given(self, name: &str) -> Option<&'a CommandDataOptionValue> {
        self.0.data.options.iter().find(|option| option.name == name).map(|option| &option.value)
    }

    fn text(self, name: &str) -> Option<String> {
        match self.given(name)? {
            CommandDataOptionValue::String(words) if !words.trim().is_empty() => Some(words.clone()),
            _ => None,
        }
    }

    fn private(self) -> Option<bool> {
        match self.given(commands::PRIVATE)? {
            CommandDataOptionValue::Boolean(private) => Some(*private),
            _ => None,
        }
    }

    /// The name and the address of a file that was handed over.
    fn file(self) -> Option<(String, String)> {
        let CommandDataOptionValue::Attachment(id) = self.given(commands::FILE)? else { return None };
        let file = self.0.data.resolved.attachments.get(id)?;
        Some((file.filename.clone(), file.url.clone()))
    }

    fn settings(self) -> Changes {
        let cooldown = match self.given(commands::COOLDOWN) {
            Some(CommandDataOptionValue::Integer(seconds)) => u32::try_from(*seconds).ok(),
            _ => None,
        };
        let channel = match self.given(commands::CHANNEL) {
            Some(CommandDataOptionValue::Channel(channel)) => Some(*channel),
            _ => None,
        };
        let (collection, only) = (self.text(commands::COLLECTION), self.text(commands::ONLY));
        Changes { collection, private: self.private(), cooldown, channel, only }
    }
}

fn ask(options: Options<'_>) -> Wish {
    let words = without_mentions(&options.text(commands::QUESTION).unwrap_or_default());
    if words.is_empty() {
        return Wish::Help;
    }
    let wishes = Wishes {
        said_by: options.text(commands::SAID_BY),
        publisher: options.text(commands::PUBLISHER),
        author: options.text(commands::AUTHOR),
        after: options.text(commands::AFTER),
        before: options.text(commands::BEFORE),
    };
    let collection = options.text(commands::COLLECTION);
    Wish::Ask(Inquiry { words, wishes, collection, private: options.private(), earlier: None })
}

/// The words of the message that a command was used on.
fn target(command: &CommandInteraction) -> String {
    let resolved = &command.data.resolved.messages;
    let message = command.data.target_id.and_then(|target| resolved.get(&target.to_message_id()));
    message.map_or_else(String::new, |message| without_mentions(&message.content))
}

/// The options of `/said` that say what is asked for.
const SAID_OPTIONS: [&str; 7] = [
    commands::WHO,
    commands::ABOUT,
    commands::PUBLISHER,
    commands::AUTHOR,
    commands::AFTER,
    commands::BEFORE,
    commands::COLLECTION,
];

fn pairs_of(names: &[&str], value: impl Fn(&str) -> Option<String>) -> Vec<(String, String)> {
    names.iter().filter_map(|name| Some(((*name).to_owned(), value(name)?))).collect()
}

/// One of the options shown above an answer.
pub(super) fn option_of(asked: &Asked, name: &str) -> Option<String> {
    asked.filters.iter().find(|(known, _)| known == name).map(|(_, value)| value.clone())
}

/// The filters as options with their values, in the order of the command.
pub(super) fn pairs(wishes: &Wishes) -> Vec<(String, String)> {
    let options = [
        (commands::SAID_BY, &wishes.said_by),
        (commands::PUBLISHER, &wishes.publisher),
        (commands::AUTHOR, &wishes.author),
        (commands::AFTER, &wishes.after),
        (commands::BEFORE, &wishes.before),
    ];
    options.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value.clone()?))).collect()
}

/// The filters that such options stand for.
pub(super) fn wishes(pairs: &[(String, String)]) -> Wishes {
    let option = |name: &str| pairs.iter().find(|(known, _)| known == name).map(|(_, value)| value.clone());
    Wishes {
        said_by: option(commands::SAID_BY),
        publisher: option(commands::PUBLISHER),
        author: option(commands::AUTHOR),
        after: option(commands::AFTER),
        before: option(commands::BEFORE),
    }
}

/// The words without mentions of people, roles and channels and without custom emoji: numbers that no article holds.
pub(super) fn without_mentions(content: &str) -> String {
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
