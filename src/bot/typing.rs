//! Suggestions while somebody fills in the options of a command.

use serenity::all::CommandInteraction;

use super::desk::Desk;
use super::request::Address;
use super::{articles, commands};

pub(super) async fn suggest(desk: &Desk, typing: &CommandInteraction) {
    let address = Address::Interaction {
        id: typing.id,
        application: typing.application_id,
        channel: typing.channel_id,
        token: typing.token.clone(),
    };
    let Some(option) = typing.data.autocomplete() else { return };
    let typed = option.value.to_owned();
    match (typing.data.name.as_str(), option.name) {
        (commands::ARTICLE, commands::NAME) => {
            desk.suggest(&address, move |books| articles::suggestions(books, &typed)).await;
        }
        _ => desk.suggest(&address, |_| Ok(Vec::new())).await,
    }
}
