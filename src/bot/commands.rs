//! The commands as they are registered, and their names as they come back.

use serenity::all::{
    CommandOptionType, CommandType, CreateCommand, CreateCommandOption, InstallationContext, InteractionContext,
    Permissions,
};

use crate::show::words::Tongue;

pub(super) const ASK: &str = "ask";
pub(super) const SAID: &str = "said";
pub(super) const ARTICLE: &str = "article";
pub(super) const STATUS: &str = "status";
pub(super) const REINDEX: &str = "reindex";
pub(super) const SETTINGS: &str = "settings";
pub(super) const WATCH: &str = "watch";
pub(super) const ADD: &str = "add";
pub(super) const FORGET_ME: &str = "forget-me";
pub(super) const HELP: &str = "help";
/// Used on a message; such names may hold blanks.
pub(super) const FIND: &str = "Find sources";

pub(super) const QUESTION: &str = "question";
pub(super) const SAID_BY: &str = "said-by";
pub(super) const PUBLISHER: &str = "publisher";
pub(super) const AUTHOR: &str = "author";
pub(super) const AFTER: &str = "after";
pub(super) const BEFORE: &str = "before";
pub(super) const PRIVATE: &str = "private";
pub(super) const WHO: &str = "who";
pub(super) const ABOUT: &str = "about";
pub(super) const NAME: &str = "name";
pub(super) const SOURCE: &str = "source";
pub(super) const COLLECTION: &str = "collection";
pub(super) const REMOVE: &str = "remove";
pub(super) const ADDRESS: &str = "url";
pub(super) const FILE: &str = "file";
pub(super) const COOLDOWN: &str = "cooldown";
pub(super) const CHANNEL: &str = "channel";
pub(super) const ONLY: &str = "only";

/// Every command by its name.
pub(super) const NAMES: [&str; 12] =
    [ASK, SAID, ARTICLE, STATUS, WATCH, HELP, FORGET_ME, FIND, SETTINGS, ADD, REMOVE, REINDEX];

/// As long as a message of a person who pays Discord.
const LONGEST_QUESTION: u16 = 4_000;
/// It is shown above every answer, which has room for so much.
const LONGEST_WATCHED: u16 = 400;
const LONGEST_FILTER: u16 = 200;

/// Where commands are registered: Discord takes contexts for those that stand everywhere only.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Scope {
    Everywhere,
    /// In people's own accounts too, so that they can ask wherever they are.
    EverywhereAndPersonal,
    OneServer,
}

/// Every command of the bot; where there are `several` collections, one can be chosen.
pub(super) fn all(scope: Scope, several: bool) -> Vec<CreateCommand> {
    let anywhere = || vec![InteractionContext::Guild, InteractionContext::BotDm];
    let find = CreateCommand::new(FIND).kind(CommandType::Message);
    let commands = [
        (ask(several), anywhere()),
        (said(several), anywhere()),
        (article(), anywhere()),
        (command(STATUS, "command-status"), anywhere()),
        (watch(several), anywhere()),
        (command(HELP, "command-help"), anywhere()),
        (command(FORGET_ME, "command-forget-me"), anywhere()),
        (names("command-find").fold(find, |find, (locale, name)| find.name_localized(locale, name)), anywhere()),
        (settings(several), vec![InteractionContext::Guild]),
        (add(several), vec![InteractionContext::Guild]),
        (remove(several), vec![InteractionContext::Guild]),
        (reindex(several), vec![InteractionContext::Guild]),
    ];
    let placed = |(command, contexts): (CreateCommand, Vec<InteractionContext>)| match scope {
        Scope::Everywhere => command.contexts(contexts),
        Scope::EverywhereAndPersonal if contexts.contains(&InteractionContext::BotDm) => command
            .integration_types(vec![InstallationContext::Guild, InstallationContext::User])
            .contexts(contexts.into_iter().chain([InteractionContext::PrivateChannel]).collect()),
        Scope::EverywhereAndPersonal => command.contexts(contexts),
        Scope::OneServer => command,
    };
    commands.into_iter().map(placed).collect()
}

/// Discord's names of the languages that the bot speaks beside English.
const LOCALES: [(&str, Tongue); 4] =
    [("de", Tongue::German), ("fr", Tongue::French), ("es-ES", Tongue::Spanish), ("es-419", Tongue::Spanish)];

/// What a command or an option is called in each language.
fn names(key: &'static str) -> impl Iterator<Item = (&'static str, String)> {
    LOCALES.into_iter().map(move |(locale, tongue)| (locale, tongue.say(key)))
}

/// What is said of it in each language.
fn descriptions(key: &'static str) -> impl Iterator<Item = (&'static str, String)> {
    LOCALES.into_iter().map(move |(locale, tongue)| (locale, tongue.about(key)))
}

/// A command by its name, with what it is called and what is said of it in every language. The name is what comes back, whatever language it was
/// chosen in.
fn command(name: &str, key: &'static str) -> CreateCommand {
    let command = CreateCommand::new(name).description(Tongue::English.about(key));
    let named = names(key).fold(command, |command, (locale, name)| command.name_localized(locale, name));
    descriptions(key).fold(named, |command, (locale, about)| command.description_localized(locale, about))
}

fn option(kind: CommandOptionType, name: &str, key: &'static str) -> CreateCommandOption {
    let option = CreateCommandOption::new(kind, name, Tongue::English.about(key));
    let named = names(key).fold(option, |option, (locale, name)| option.name_localized(locale, name));
    descriptions(key).fold(named, |option, (locale, about)| option.description_localized(locale, about))
}

fn ask(several: bool) -> CreateCommand {
    let question = text(QUESTION, "option-question", LONGEST_QUESTION).required(true).min_length(1);
    let said_by = text(SAID_BY, "option-said-by", LONGEST_FILTER).set_autocomplete(true);
    let options = vec![question, said_by, publisher(), author(), after(), before(), private()];
    command(ASK, "command-ask").set_options(chosen(several, options))
}

fn said(several: bool) -> CreateCommand {
    let who = text(WHO, "option-who", LONGEST_FILTER).required(true).min_length(1).set_autocomplete(true);
    let about = text(ABOUT, "option-about", LONGEST_FILTER);
    let options = vec![who, about, publisher(), author(), after(), before(), private()];
    command(SAID, "command-said").set_options(chosen(several, options))
}

/// The options, and one for the collection where there are several.
fn chosen(several: bool, mut options: Vec<CreateCommandOption>) -> Vec<CreateCommandOption> {
    if several {
        options.push(text(COLLECTION, "option-collection", LONGEST_FILTER).set_autocomplete(true));
    }
    options
}

fn publisher() -> CreateCommandOption {
    text(PUBLISHER, "option-publisher", LONGEST_FILTER).set_autocomplete(true)
}

fn author() -> CreateCommandOption {
    text(AUTHOR, "option-author", LONGEST_FILTER).set_autocomplete(true)
}

fn after() -> CreateCommandOption {
    text(AFTER, "option-after", LONGEST_FILTER)
}

fn before() -> CreateCommandOption {
    text(BEFORE, "option-before", LONGEST_FILTER)
}

fn article() -> CreateCommand {
    let name = text(NAME, "option-name", LONGEST_FILTER).required(true).min_length(1).set_autocomplete(true);
    command(ARTICLE, "command-article").set_options(vec![name, private()])
}

fn reindex(several: bool) -> CreateCommand {
    command(REINDEX, "command-reindex")
        .default_member_permissions(Permissions::MANAGE_GUILD)
        .set_options(chosen(several, vec![text(SOURCE, "option-source", LONGEST_FILTER)]))
}

fn watch(several: bool) -> CreateCommand {
    command(WATCH, "command-watch").set_options(chosen(
        several,
        vec![
            text(QUESTION, "option-question", LONGEST_WATCHED),
            text(REMOVE, "option-remove", LONGEST_FILTER).set_autocomplete(true),
        ],
    ))
}

fn add(several: bool) -> CreateCommand {
    let options = vec![text(ADDRESS, "option-url", 2_000), option(CommandOptionType::Attachment, FILE, "option-file")];
    command(ADD, "command-add")
        .default_member_permissions(Permissions::MANAGE_GUILD)
        .set_options(chosen(several, options))
}

fn remove(several: bool) -> CreateCommand {
    let name = text(NAME, "option-name", LONGEST_FILTER).required(true).min_length(1).set_autocomplete(true);
    command(REMOVE, "command-remove")
        .default_member_permissions(Permissions::MANAGE_GUILD)
        .set_options(chosen(several, vec![name]))
}

fn settings(several: bool) -> CreateCommand {
    let mut options = vec![
        option(CommandOptionType::Boolean, PRIVATE, "option-private-always"),
        option(CommandOptionType::Integer, COOLDOWN, "option-cooldown").min_int_value(0).max_int_value(3_600),
    ];
    if several {
        options.extend([
            text(COLLECTION, "option-collection-first", LONGEST_FILTER).set_autocomplete(true),
            option(CommandOptionType::Channel, CHANNEL, "option-channel"),
            text(ONLY, "option-only", 1_000).set_autocomplete(true),
        ]);
    }
    command(SETTINGS, "command-settings").default_member_permissions(Permissions::MANAGE_GUILD).set_options(options)
}

fn text(name: &str, key: &'static str, longest: u16) -> CreateCommandOption {
    option(CommandOptionType::String, name, key).max_length(longest)
}

fn private() -> CreateCommandOption {
    option(CommandOptionType::Boolean, PRIVATE, "option-private")
}
