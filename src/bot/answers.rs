//! Questions and their answers: asked by command, message or reply, or for a message somebody points at.

use super::answered::Answer as Answered;
use super::books::Books;
use super::collections::View;
use super::commands;
use super::desk::{Asker, Desk, chosen_collection, no_such_collection};
use super::faults::Code;
use super::marks::{Act, Mark};
use super::metrics::Outcome;
use super::post::{Promise, Unsent};
use super::request::{Address, Carrier, Change, Inquiry, option_of, pairs, wishes, without_mentions};
use crate::answer::{Answer, Finding, Said};
use crate::ask::{self, Question, WishError, follows_up};
use crate::library::LibraryError;
use crate::show::card::{self, Asked, Button, Reply, escape, label, page};
use crate::show::words::Tongue;

/// No more pages than this: whoever reads so far should ask more narrowly.
const PAGES: usize = 20;

/// Answers a question.
pub(super) async fn ask(desk: &Desk, asker: &Asker<'_>, inquiry: Inquiry, code: Code) -> Result<(), Unsent> {
    let address = asker.address;
    desk.expect(address, &inquiry.words);
    let private = inquiry.private;
    let (words, asked) = resolve(desk, Some(asker), inquiry).await;
    look(desk, asker, (words, asked), private, code).await
}

/// Shows what somebody says.
pub(super) async fn said(
    desk: &Desk,
    asker: &Asker<'_>,
    asked: Asked,
    private: Option<bool>,
    code: Code,
) -> Result<(), Unsent> {
    let mut asked = asked;
    let chosen = asker.collection(option_of(&asked, commands::COLLECTION));
    asked.filters.retain(|(name, _)| name != commands::COLLECTION);
    asked.filters.extend(chosen.map(|name| (commands::COLLECTION.to_owned(), name)));
    look(desk, asker, (String::new(), asked), private, code).await
}

async fn look(
    desk: &Desk,
    asker: &Asker<'_>,
    (words, asked): (String, Asked),
    private: Option<bool>,
    code: Code,
) -> Result<(), Unsent> {
    let asker = match asker.choosing(option_of(&asked, commands::COLLECTION)) {
        Ok(chosen) => chosen,
        Err(refusal) => return desk.post.answer_at_once(asker.address, &refusal).await,
    };
    let wanted = match Wanted::of(desk, words, &asked, 0) {
        Ok(wanted) => wanted,
        Err(error) => return desk.post.answer_at_once(asker.address, &misunderstood(&error, asker.tongue)).await,
    };
    let promise = asker.promise(private);
    let (quotes, tongue) = (desk.quotes, asker.tongue);
    let search = move |books: &dyn Books| Ok(laid_out(&wanted.look(books)?, &asked, 0, quotes, tongue));
    let Some(found) = desk.work(&asker, promise, search).await? else { return Ok(()) };
    desk.metrics.answered(Outcome::of(&found));
    let reply = found.unwrap_or_else(|fault| fault.logged(code, tongue));
    let answer = desk.post.deliver(asker.address, &reply).await?;
    desk.remember(asker.address, answer, code).await
}

/// Answers a changed question in the place of its first answer.
pub(super) async fn change(
    desk: &Desk,
    view: View,
    mut change: Change,
    (channel, answer): Answered,
    code: Code,
) -> Result<(), Unsent> {
    let tongue = desk.tongue(None, change.place.server).await;
    let of_server = change.place.server.and_then(|server| desk.kept.server(server.get()).collection);
    change.inquiry.collection = chosen_collection(change.inquiry.collection.take(), of_server, &view);
    let (words, asked) = resolve(desk, None, change.inquiry).await;
    let chosen = match option_of(&asked, commands::COLLECTION) {
        Some(name) => view.only(&name).ok_or_else(|| no_such_collection(&name, tongue)),
        None => Ok(view),
    };
    let wanted = Wanted::of(desk, words, &asked, 0).map_err(|error| misunderstood(&error, tongue));
    let reply = match chosen.and_then(|view| Ok((view, wanted?))) {
        Ok((view, wanted)) => {
            let quotes = desk.quotes;
            let search = move |books: &dyn Books| Ok(laid_out(&wanted.look(books)?, &asked, 0, quotes, tongue));
            desk.read(&view, search).await.unwrap_or_else(|fault| fault.logged(code, tongue))
        }
        Err(refusal) => refusal,
    };
    desk.post.replace(channel, answer, &reply).await
}

/// Passages on what a message says, for the one who asked. The message's words go nowhere else.
pub(super) async fn find(desk: &Desk, asker: &Asker<'_>, words: String, code: Code) -> Result<(), Unsent> {
    if words.is_empty() {
        return desk.post.answer_at_once(asker.address, &Reply::words(asker.tongue.say("no-words"))).await;
    }
    let asker = &match asker.choosing(asker.collection(None)) {
        Ok(chosen) => chosen,
        Err(refusal) => return desk.post.answer_at_once(asker.address, &refusal).await,
    };
    let question = Question { limit: desk.quotes, ..Question::new(words, (desk.today)()) };
    let (quotes, tongue) = (desk.quotes, asker.tongue);
    let search = move |books: &dyn Books| {
        let answer = books.ask(&question)?;
        let mut reply = page(&answer, 0, quotes, tongue).reply;
        let shown = answer.findings().get(..reply.cards.len()).unwrap_or_default();
        if !shown.is_empty() {
            let share = Button { main: true, ..Button::new(tongue.say("button-share"), Act::Share.written()) };
            reply.rows = vec![more(shown, 0, tongue), vec![share]];
        }
        Ok(reply)
    };
    let Some(found) = desk.work(asker, Promise::Private, search).await? else { return Ok(()) };
    desk.metrics.answered(Outcome::of(&found));
    let reply = found.unwrap_or_else(|fault| fault.logged(code, tongue));
    desk.post.deliver(asker.address, &reply).await.map(drop)
}

/// What is searched for, and what is said above the answer of what was asked.
///
/// A reply to an answer keeps its filters, and its topic where it has too few words of its own.
async fn resolve(desk: &Desk, asker: Option<&Asker<'_>>, inquiry: Inquiry) -> (String, Asked) {
    let mut own = pairs(&inquiry.wishes);
    let collection = asker.map_or(inquiry.collection.clone(), |asker| asker.collection(inquiry.collection));
    own.extend(collection.map(|name| (commands::COLLECTION.to_owned(), name)));
    let Some(earlier) = inquiry.earlier else {
        // A message stands above its answer; of a command nobody sees what was asked.
        let command = asker.is_some_and(|asker| matches!(asker.address, Address::Interaction { .. }));
        let words = command.then(|| inquiry.words.clone());
        return (inquiry.words, Asked { words, filters: own });
    };
    let filters = earlier.asked.filters.clone();
    if !follows_up(&inquiry.words) {
        return (inquiry.words, Asked { words: None, filters });
    }
    match words_of(desk, &earlier).await {
        Some(topic) => {
            let words = format!("{topic} {}", inquiry.words);
            (words.clone(), Asked { words: Some(words), filters })
        }
        None => (inquiry.words, Asked { words: None, filters }),
    }
}

/// The question that a message of the bot answers: from the message itself, or from the one that it replies to.
pub(super) async fn words_of(desk: &Desk, carrier: &Carrier) -> Option<String> {
    if let Some(words) = &carrier.asked.words {
        return Some(words.clone());
    }
    let (channel, message) = carrier.question?;
    let words = desk.post.words(channel, message).await.ok()?;
    Some(without_mentions(&words)).filter(|words| !words.is_empty())
}

/// What is looked for: an answer to a question, or what somebody says.
pub(super) enum Wanted {
    Answer(Question),
    Said(ask::Request),
}

/// What was found.
pub(super) enum Found {
    Answer(Answer),
    Said(Said),
}

impl Wanted {
    /// What the lines above an answer say, as far as a page reaches, and one quote further, which tells whether there is another one.
    pub fn of(desk: &Desk, words: String, asked: &Asked, number: usize) -> Result<Wanted, WishError> {
        // Both sides of a dispute stand among the first three, so the order is the same from three on.
        let limit = (desk.quotes * (number + 1) + 1).max(3);
        let filters = wishes(&asked.filters).filters()?;
        if let Some(name) = option_of(asked, commands::WHO) {
            let about = option_of(asked, commands::ABOUT).unwrap_or_default();
            return Ok(Wanted::Said(ask::Request { name, about, filters, limit, ..ask::Request::default() }));
        }
        Ok(Wanted::Answer(Question { filters, limit, ..Question::new(words, (desk.today)()) }))
    }

    pub fn look(&self, books: &dyn Books) -> Result<Found, LibraryError> {
        let found = match self {
            Wanted::Answer(question) => Found::Answer(books.ask(question)?),
            Wanted::Said(request) => Found::Said(books.said(request)?),
        };
        let (findings, took_us) = match &found {
            Found::Answer(answer) => (answer.findings().len(), answer.took),
            Found::Said(said) => (said.findings.len(), said.took),
        };
        tracing::info!(found = findings, took_us, "answered");
        Ok(found)
    }
}

/// A page of what was found with its buttons.
pub(super) fn laid_out(found: &Found, asked: &Asked, number: usize, quotes: usize, tongue: Tongue) -> Reply {
    let (page, findings) = match found {
        Found::Answer(answer) => (page(answer, number, quotes, tongue), answer.findings()),
        Found::Said(said) => (card::said(said, number, quotes, tongue), &said.findings[..]),
    };
    let mut reply = page.reply;
    reply.content = asked.lines(tongue);
    let (number, last) = (page.number, page.shown.end >= findings.len() || page.number + 1 >= PAGES);
    let mut first = Vec::new();
    first.extend(number.checked_sub(1).map(|to| turn("button-previous", number, to, tongue)));
    first.extend((!last).then(|| turn("button-next", number, number + 1, tongue)));
    first.push(Button::new(tongue.say("button-unhelpful"), Act::Unhelpful.written()));
    let shown = findings.get(page.shown.clone()).unwrap_or_default();
    reply.rows = vec![more(shown, page.shown.start, tongue), first];
    reply.rows.retain(|row| !row.is_empty());
    reply
}

fn turn(key: &str, from: usize, to: usize, tongue: Tongue) -> Button {
    let number = |page: usize| u8::try_from(page).unwrap_or(u8::MAX);
    let act = Act::Page { from: number(from), to: number(to), tongue };
    Button::new(tongue.say(key), act.written())
}

/// A button for each quote that is shown.
pub(super) fn more(shown: &[Finding], before: usize, tongue: Tongue) -> Vec<Button> {
    let alone = shown.len() == 1 && before == 0;
    let mut buttons: Vec<Button> = Vec::new();
    for (at, finding) in shown.iter().take(5).enumerate() {
        let number = [("number", (before + at + 1).into())];
        let label = if alone { tongue.say("button-more") } else { tongue.with("button-more-number", &number) };
        let id = Mark::of(finding).map(|mark| Act::More(mark).written());
        // Discord takes no two buttons that say the same.
        buttons.extend(
            id.filter(|id| buttons.iter().all(|known| known.id != *id))
                .map(|id| Button { main: true, ..Button::new(label, id) }),
        );
    }
    buttons
}

pub(super) fn misunderstood(error: &WishError, tongue: Tongue) -> Reply {
    let (key, words) = match error {
        WishError::NotADate(words) | WishError::NotADay(words) => ("filter-no-date", words),
        WishError::NoName(words) => ("filter-no-name", words),
        WishError::NoDay { after, before } => {
            let days = [("after", after.to_string().into()), ("before", before.to_string().into())];
            return Reply::words(tongue.with("filter-no-day", &days));
        }
    };
    Reply::words(tongue.with(key, &[("words", escape(&label(words, 500)).into())]))
}

/// What others than the speaker of a quote say in passages that hold its words.
pub(super) fn others(
    books: &dyn Books,
    finding: &Finding,
    today: jiff::civil::Date,
) -> Result<Vec<Finding>, LibraryError> {
    const LOOKED_THROUGH: usize = 15;
    const SHOWN: usize = 3;
    let question = Question { limit: LOOKED_THROUGH, ..Question::new(finding.quote.words(), today) };
    let own = name(finding);
    let same_place = |other: &Finding| {
        other.quote.article().id == finding.quote.article().id && other.quote.span().overlaps(finding.quote.span())
    };
    let answer = books.ask(&question)?;
    let mut named: Vec<String> = Vec::new();
    let mut found = Vec::new();
    for other in answer.findings() {
        let Some(speaker) = name(other) else { continue };
        if Some(&speaker) == own.as_ref() || named.contains(&speaker) || same_place(other) {
            continue;
        }
        named.push(speaker);
        found.push(other.clone());
        if found.len() >= SHOWN {
            break;
        }
    }
    Ok(found)
}

/// Whom a quote names as its speaker, in lower case, as fully as the article does.
fn name(finding: &Finding) -> Option<String> {
    let attribution = finding.quote.voice().attribution()?;
    let span = attribution.resolved.or(attribution.source)?;
    Some(finding.quote.elsewhere(span).to_lowercase())
}
