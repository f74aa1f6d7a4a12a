//! Cards -> what serenity sends. Every message that leaves the bot is made here, so that none of them can ping anyone.

use serenity::all::{
    AutocompleteChoice, ButtonStyle, ChannelId, CreateActionRow, CreateAllowedMentions, CreateAutocompleteResponse,
    CreateButton, CreateEmbed, CreateEmbedAuthor, CreateEmbedFooter, CreateInteractionResponse,
    CreateInteractionResponseFollowup, CreateInteractionResponseMessage, CreateMessage, EditInteractionResponse,
    EditMessage, MessageId, MessageReference, MessageReferenceKind, Nonce,
};

use super::post::Promise;
use crate::show::card::{Button, Card, Reply};

/// "I have heard you": the answer follows.
pub(super) fn deferral(promise: Promise) -> CreateInteractionResponse {
    let message = CreateInteractionResponseMessage::new().allowed_mentions(nobody());
    match promise {
        Promise::Open => CreateInteractionResponse::Defer(message),
        Promise::Private => CreateInteractionResponse::Defer(message.ephemeral(true)),
        Promise::Change => CreateInteractionResponse::Acknowledge,
    }
}

/// An answer to a command at once, shown to the asker alone: a refusal or a hint is of no use to others.
pub(super) fn response(reply: &Reply) -> CreateInteractionResponse {
    let mut message = CreateInteractionResponseMessage::new()
        .embeds(embeds(reply))
        .components(rows(reply))
        .allowed_mentions(nobody());
    if let Some(content) = &reply.content {
        message = message.content(content);
    }
    CreateInteractionResponse::Message(message.ephemeral(true))
}

/// One more message to the asker alone.
pub(super) fn follow_up(reply: &Reply) -> CreateInteractionResponseFollowup {
    let mut message = CreateInteractionResponseFollowup::new()
        .embeds(embeds(reply))
        .components(rows(reply))
        .allowed_mentions(nobody())
        .ephemeral(true);
    if let Some(content) = &reply.content {
        message = message.content(content);
    }
    message
}

/// Names and values to choose from.
pub(super) fn suggestions(choices: &[(String, String)]) -> CreateInteractionResponse {
    let choices = choices.iter().map(|(name, value)| AutocompleteChoice::new(name.as_str(), value.as_str()));
    CreateInteractionResponse::Autocomplete(CreateAutocompleteResponse::new().set_choices(choices.collect()))
}

/// The answer that takes the place of a deferral or of an earlier answer, its words as well as its cards.
pub(super) fn edit(reply: &Reply) -> EditInteractionResponse {
    EditInteractionResponse::new()
        .content(reply.content.clone().unwrap_or_default())
        .embeds(embeds(reply))
        .components(rows(reply))
        .allowed_mentions(nobody())
}

/// The same for a message in a channel.
pub(super) fn replacement(reply: &Reply) -> EditMessage {
    EditMessage::new()
        .content(reply.content.clone().unwrap_or_default())
        .embeds(embeds(reply))
        .components(rows(reply))
        .allowed_mentions(nobody())
}

/// A message in a channel. Discord takes one number once and returns the first message when it comes again, so sending it a second time is safe.
pub(super) fn message(reply: &Reply, number: u64) -> CreateMessage {
    let mut message = CreateMessage::new()
        .embeds(embeds(reply))
        .components(rows(reply))
        .allowed_mentions(nobody())
        .nonce(Nonce::String(number.to_string()))
        .enforce_nonce(true);
    if let Some(content) = &reply.content {
        message = message.content(content);
    }
    message
}

/// The same as a reply to somebody's message, if that is still there.
pub(super) fn answer(reply: &Reply, channel: ChannelId, to: MessageId) -> CreateMessage {
    let earlier =
        MessageReference::new(MessageReferenceKind::Default, channel).message_id(to).fail_if_not_exists(false);
    message(reply, to.get()).reference_message(earlier)
}

fn nobody() -> CreateAllowedMentions {
    CreateAllowedMentions::new().replied_user(false)
}

fn rows(reply: &Reply) -> Vec<CreateActionRow> {
    reply.rows.iter().map(|row| CreateActionRow::Buttons(row.iter().map(button).collect())).collect()
}

fn button(button: &Button) -> CreateButton {
    let style = if button.main { ButtonStyle::Primary } else { ButtonStyle::Secondary };
    CreateButton::new(&button.id).label(&button.label).style(style).disabled(!button.enabled)
}

fn embeds(reply: &Reply) -> Vec<CreateEmbed> {
    reply.cards.iter().map(embed).collect()
}

fn embed(card: &Card) -> CreateEmbed {
    let mut embed = CreateEmbed::new().colour(card.colour);
    if let Some(heading) = &card.heading {
        let line = CreateEmbedAuthor::new(&heading.text);
        embed = embed.author(match &heading.url {
            Some(link) => line.url(link.url()),
            None => line,
        });
    }
    if let Some(title) = &card.title {
        embed = embed.title(title);
    }
    if let Some(description) = &card.description {
        embed = embed.description(description);
    }
    if let Some(footer) = &card.footer {
        embed = embed.footer(CreateEmbedFooter::new(footer));
    }
    embed.fields(card.fields.iter().map(|field| (&field.name, &field.value, false)))
}
