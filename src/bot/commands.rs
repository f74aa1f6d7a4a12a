//! The commands as they are registered, and their names as they come back.

use serenity::all::{
    CommandOptionType, CommandType, CreateCommand, CreateCommandOption, InstallationContext, InteractionContext,
    Permissions,
};

pub(super) const ASK: &str = "ask";
pub(super) const SAID: &str = "said";
pub(super) const ARTICLE: &str = "article";
pub(super) const STATUS: &str = "status";
pub(super) const REINDEX: &str = "reindex";
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

/// Every command by its name.
pub(super) const NAMES: [&str; 7] = [ASK, SAID, ARTICLE, STATUS, HELP, FIND, REINDEX];

/// As long as a message of a person who pays Discord.
const LONGEST_QUESTION: u16 = 4_000;
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
    let commands = [
        (ask(several), anywhere()),
        (said(several), anywhere()),
        (article(), anywhere()),
        (CreateCommand::new(STATUS).description("What there is to search, and when it was last indexed"), anywhere()),
        (CreateCommand::new(HELP).description("What I can do, and how"), anywhere()),
        (CreateCommand::new(FIND).kind(CommandType::Message), anywhere()),
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

fn ask(several: bool) -> CreateCommand {
    let question = text(QUESTION, "What you want to know", LONGEST_QUESTION).required(true).min_length(1);
    CreateCommand::new(ASK)
        .description("Find quotes in the articles that answer a question, and who says them")
        .set_options(chosen(
            several,
            vec![
                question,
                text(SAID_BY, "Only what this person, office or institution says", LONGEST_FILTER)
                    .set_autocomplete(true),
                publisher(),
                author(),
                after(),
                before(),
                private(),
            ],
        ))
}

fn said(several: bool) -> CreateCommand {
    let who = text(WHO, "A person, an office or an institution", LONGEST_FILTER).required(true).min_length(1);
    CreateCommand::new(SAID).description("Everything somebody says in the articles, newest first").set_options(chosen(
        several,
        vec![
            who.set_autocomplete(true),
            text(ABOUT, "Only what is about this", LONGEST_FILTER),
            publisher(),
            author(),
            after(),
            before(),
            private(),
        ],
    ))
}

/// The options, and one for the collection where there are several.
fn chosen(several: bool, mut options: Vec<CreateCommandOption>) -> Vec<CreateCommandOption> {
    if several {
        options.push(text(COLLECTION, "Only from this collection", LONGEST_FILTER).set_autocomplete(true));
    }
    options
}

fn publisher() -> CreateCommandOption {
    text(PUBLISHER, "Only from articles of this publisher", LONGEST_FILTER).set_autocomplete(true)
}

fn author() -> CreateCommandOption {
    text(AUTHOR, "Only from articles by this author", LONGEST_FILTER).set_autocomplete(true)
}

fn after() -> CreateCommandOption {
    text(AFTER, "Only from articles published on this day or later: 2024-05-31, 2024-05 or 2024", LONGEST_FILTER)
}

fn before() -> CreateCommandOption {
    text(BEFORE, "Only from articles published on this day or earlier: 2024-05-31, 2024-05 or 2024", LONGEST_FILTER)
}

fn article() -> CreateCommand {
    CreateCommand::new(ARTICLE)
        .description("One article: where it appeared, and who speaks in it how often")
        .set_options(vec![
            text(NAME, "Words of its title, its address or its file", LONGEST_FILTER)
                .required(true)
                .min_length(1)
                .set_autocomplete(true),
            private(),
        ])
}

fn reindex(several: bool) -> CreateCommand {
    CreateCommand::new(REINDEX)
        .description("Bring the index in line with its sources and report what changed")
        .default_member_permissions(Permissions::MANAGE_GUILD)
        .set_options(chosen(several, vec![text(SOURCE, "Only this source, by the end of its path", LONGEST_FILTER)]))
}

fn text(name: &str, description: &str, longest: u16) -> CreateCommandOption {
    CreateCommandOption::new(CommandOptionType::String, name, description).max_length(longest)
}

fn private() -> CreateCommandOption {
    CreateCommandOption::new(CommandOptionType::Boolean, PRIVATE, "Show the answer to nobody but you")
}
