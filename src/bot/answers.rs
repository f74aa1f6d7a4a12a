//! Questions and their answers: asked by command, message or reply, or for a message somebody points at.

use super::answered::Answer as Answered;
use super::books::Books;
use super::desk::Desk;
use super::faults::Code;
use super::marks::{Act, Mark};
use super::post::{Promise, Unsent};
use super::request::{Address, Carrier, Change, Inquiry, pairs, wishes, without_mentions};
use crate::answer::{Answer, Finding};
use crate::ask::{Question, WishError, Wishes, follows_up};
use crate::library::LibraryError;
use crate::show::card::{Asked, Button, Reply, escape, label, page};

/// No more pages than this: whoever reads so far should ask more narrowly.
const PAGES: usize = 20;

/// Answers a question.
pub(super) async fn ask(desk: &Desk, address: &Address, inquiry: Inquiry, code: Code) -> Result<(), Unsent> {
    desk.expect(address, &inquiry.words);
    let private = inquiry.private;
    let (words, asked) = resolve(desk, Some(address), inquiry).await;
    let question = match question(desk, words, &wishes(&asked.filters), 0) {
        Ok(question) => question,
        Err(error) => return desk.post.answer_at_once(address, &misunderstood(&error)).await,
    };
    let promise = if private { Promise::Private } else { Promise::Open };
    let quotes = desk.quotes;
    let search = move |books: &dyn Books| Ok(laid_out(&books.ask(&question)?, &asked, 0, quotes));
    let Some(found) = desk.work(address, promise, search).await? else { return Ok(()) };
    let reply = found.unwrap_or_else(|fault| fault.logged(code));
    let answer = desk.post.deliver(address, &reply).await?;
    desk.remember(address, answer, code).await
}

/// Answers a changed question in the place of its first answer.
pub(super) async fn change(desk: &Desk, change: Change, (channel, answer): Answered, code: Code) -> Result<(), Unsent> {
    let (words, asked) = resolve(desk, None, change.inquiry).await;
    let reply = match question(desk, words, &wishes(&asked.filters), 0) {
        Ok(question) => {
            let quotes = desk.quotes;
            let search = move |books: &dyn Books| Ok(laid_out(&books.ask(&question)?, &asked, 0, quotes));
            desk.read(search).await.unwrap_or_else(|fault| fault.logged(code))
        }
        Err(error) => misunderstood(&error),
    };
    desk.post.replace(channel, answer, &reply).await
}

/// Passages on what a message says, for the one who asked. The message's words go nowhere else.
pub(super) async fn find(desk: &Desk, address: &Address, words: String, code: Code) -> Result<(), Unsent> {
    if words.is_empty() {
        return desk.post.answer_at_once(address, &Reply::words("That message has no words to look for.")).await;
    }
    let question = Question { limit: desk.quotes, ..Question::new(words, (desk.today)()) };
    let quotes = desk.quotes;
    let search = move |books: &dyn Books| {
        let answer = books.ask(&question)?;
        let mut reply = page(&answer, 0, quotes).reply;
        let shown = answer.findings().get(..reply.cards.len()).unwrap_or_default();
        if !shown.is_empty() {
            reply.rows =
                vec![more(shown, 0), vec![Button { main: true, ..Button::new("Share", Act::Share.written()) }]];
        }
        Ok(reply)
    };
    let Some(found) = desk.work(address, Promise::Private, search).await? else { return Ok(()) };
    let reply = found.unwrap_or_else(|fault| fault.logged(code));
    desk.post.deliver(address, &reply).await.map(drop)
}

/// What is searched for, and what is said above the answer of what was asked.
///
/// A reply to an answer keeps its filters, and its topic where it has too few words of its own.
async fn resolve(desk: &Desk, address: Option<&Address>, inquiry: Inquiry) -> (String, Asked) {
    let own = pairs(&inquiry.wishes);
    let Some(earlier) = inquiry.earlier else {
        // A message stands above its answer; of a command nobody sees what was asked.
        let words = matches!(address, Some(Address::Interaction { .. })).then(|| inquiry.words.clone());
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

/// A question whose answer reaches to a page, and one quote further, which tells whether there is another one.
pub(super) fn question(desk: &Desk, words: String, wishes: &Wishes, number: usize) -> Result<Question, WishError> {
    let limit = desk.quotes * (number + 1) + 1;
    Ok(Question { filters: wishes.filters()?, limit, ..Question::new(words, (desk.today)()) })
}

/// A page of an answer with its buttons.
pub(super) fn laid_out(answer: &Answer, asked: &Asked, number: usize, quotes: usize) -> Reply {
    tracing::info!(found = answer.findings().len(), took_us = answer.took, "answered");
    let page = page(answer, number, quotes);
    let findings = answer.findings();
    let mut reply = page.reply;
    reply.content = asked.lines();
    let (number, last) = (page.number, page.shown.end >= findings.len() || page.number + 1 >= PAGES);
    let mut first = Vec::new();
    if number > 0 || !last {
        first.push(turn("◀ Previous", number, number.checked_sub(1)));
        first.push(turn("More quotes ▶", number, (!last).then_some(number + 1)));
    }
    first.push(Button::new("Not helpful", Act::Unhelpful.written()));
    let shown = findings.get(page.shown.clone()).unwrap_or_default();
    reply.rows = vec![more(shown, page.shown.start), first];
    reply.rows.retain(|row| !row.is_empty());
    reply
}

fn turn(label: &str, from: usize, to: Option<usize>) -> Button {
    let number = |page: usize| u8::try_from(page).unwrap_or(u8::MAX);
    // A button that leads nowhere still needs a name of its own.
    let nowhere = if label.starts_with('◀') { u8::MAX - 1 } else { u8::MAX };
    let act = Act::Page { from: number(from), to: to.map_or(nowhere, number) };
    Button { enabled: to.is_some(), ..Button::new(label, act.written()) }
}

/// A button for each quote that is shown.
pub(super) fn more(shown: &[Finding], before: usize) -> Vec<Button> {
    let alone = shown.len() == 1 && before == 0;
    let mut buttons: Vec<Button> = Vec::new();
    for (at, finding) in shown.iter().take(5).enumerate() {
        let label = if alone { "More on this".to_owned() } else { format!("More on {}", before + at + 1) };
        let id = Mark::of(finding).map(|mark| Act::More(mark).written());
        // Discord takes no two buttons that say the same.
        buttons.extend(
            id.filter(|id| buttons.iter().all(|known| known.id != *id))
                .map(|id| Button { main: true, ..Button::new(label, id) }),
        );
    }
    buttons
}

pub(super) fn misunderstood(error: &WishError) -> Reply {
    Reply::words(format!("I do not understand one of the filters: {}", escape(&label(&error.to_string(), 500))))
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
