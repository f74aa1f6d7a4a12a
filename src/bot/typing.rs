//! Suggestions while somebody fills in the options of a command.

use serenity::all::CommandInteraction;

use super::collections::View;
use super::desk::Desk;
use super::request::{Address, Place};
use super::settings::ALL;
use super::{articles, commands, watches};
use crate::library::Names;
use crate::show::card::length;
use crate::show::words::Tongue;

pub(super) async fn suggest(desk: &Desk, typing: &CommandInteraction) {
    let address = Address::Interaction {
        id: typing.id,
        application: typing.application_id,
        channel: typing.channel_id,
        token: typing.token.clone(),
    };
    let place = Place::of_command(typing);
    let asker = (typing.user.id, place, &address);
    let Some(option) = typing.data.autocomplete() else { return };
    let typed = option.value.to_owned();
    match (typing.data.name.as_str(), option.name) {
        (commands::ARTICLE | commands::REMOVE, commands::NAME) => {
            let tongue = Tongue::of(&typing.locale);
            desk.suggest(asker, move |books| articles::suggestions(books, &typed, tongue)).await;
        }
        (_, commands::SAID_BY | commands::WHO) => {
            desk.suggest(asker, move |books| articles::names(books, Names::Sources, &typed)).await;
        }
        (_, commands::PUBLISHER) => {
            desk.suggest(asker, move |books| articles::names(books, Names::Publishers, &typed)).await;
        }
        (_, commands::AUTHOR) => {
            desk.suggest(asker, move |books| articles::names(books, Names::Authors, &typed)).await;
        }
        (commands::WATCH, commands::REMOVE) => {
            let own = watches::suggestions(desk, typing.user.id, &typed);
            desk.suggest(asker, move |_| Ok(own)).await;
        }
        (commands::SETTINGS, commands::COLLECTION | commands::ONLY) => {
            desk.suggest(asker, move |view| Ok(among_others(view, &typed))).await;
        }
        (_, commands::COLLECTION) => desk.suggest(asker, move |view| Ok(named(view, &typed))).await,
        _ => desk.suggest(asker, |_| Ok(Vec::new())).await,
    }
}

/// The collections whose names hold what is typed.
fn named(view: &View, typed: &str) -> Vec<(String, String)> {
    const SUGGESTIONS: usize = 25;
    let typed = typed.trim().to_lowercase();
    let names = view.names().filter(|name| name.contains(&typed)).take(SUGGESTIONS);
    names.map(|name| (name.to_string(), name.to_string())).collect()
}

/// Names for the last place of a list with commas, and what stands for all of them.
fn among_others(view: &View, typed: &str) -> Vec<(String, String)> {
    let (before, last) = typed.rsplit_once(',').map_or(("", typed), |(before, last)| (before.trim(), last));
    let all = Some(ALL.to_owned()).filter(|all| before.is_empty() && all.starts_with(last.trim()));
    let joined = |name: String| if before.is_empty() { name } else { format!("{before}, {name}") };
    let named = named(view, last).into_iter().map(|(name, _)| joined(name));
    // Discord takes no suggestion of more than a hundred characters.
    all.into_iter().chain(named).filter(|name| length(name) <= 100).map(|name| (name.clone(), name)).take(25).collect()
}
