//! Buttons: what they remember is enough to go on, whoever pressed them and however long ago the answer was given.

use std::pin::pin;
use std::time::Duration;

use super::answers::{self, Wanted, laid_out, words_of};
use super::books::Books;
use super::commands;
use super::desk::{Asker, Desk};
use super::faults::{Code, Fault};
use super::marks::{Act, Form, Mark};
use super::post::{Promise, Unsent};
use super::privacy;
use super::request::{Carrier, Press, option_of};
use crate::answer::{Finding, Quote};
use crate::show::card::{Button, File, Reply, around, length, quote_card};
use crate::show::citation;
use crate::show::words::Tongue;

/// Whoever presses a button waits no longer for a promise; Discord waits three seconds.
const PROMISE_AFTER: Duration = Duration::from_millis(500);

pub(super) async fn take(desk: &Desk, asker: &Asker<'_>, press: Press, code: Code) -> Result<(), Unsent> {
    let Press { act, on } = press;
    match act {
        None => desk.post.answer_at_once(asker.address, &Reply::words(asker.tongue.say("button-old"))).await,
        Some(Act::Page { from, to, tongue }) => turn(desk, asker, on, (from.into(), to.into(), tongue), code).await,
        Some(Act::More(mark)) => more(desk, asker, mark, code).await,
        Some(Act::Others(mark)) => others(desk, asker, mark, code).await,
        Some(Act::Cite(form, mark)) => cite(desk, asker, form, mark, code).await,
        // Whoever stops a re-index is looked at by `reindex`.
        Some(Act::Cancel(_)) => Ok(()),
        Some(Act::Share) => share(desk, asker, on.marks, code).await,
        Some(Act::Unhelpful) => privacy::rate(desk, asker, &on, code).await,
    }
}

/// Turns the page of an answer, if the page that is left is still what the collection says.
async fn turn(
    desk: &Desk,
    asker: &Asker<'_>,
    on: Carrier,
    (from, to, tongue): (usize, usize, Tongue),
    code: Code,
) -> Result<(), Unsent> {
    let held = match desk.hold(asker) {
        Ok(held) => held,
        Err(refusal) => return desk.post.answer_at_once(asker.address, &refusal).await,
    };
    desk.post.acknowledge(asker.address, Promise::Change).await?;
    let asker = match asker.choosing(option_of(&on.asked, commands::COLLECTION)) {
        Ok(chosen) => chosen,
        Err(refusal) => return desk.post.follow_up(asker.address, &refusal).await,
    };
    // What somebody says is asked for by options alone.
    let words = match option_of(&on.asked, commands::WHO) {
        Some(_) => Some(String::new()),
        None => words_of(desk, &on).await,
    };
    let Some(words) = words else {
        return desk.post.follow_up(asker.address, &Reply::words(asker.tongue.say("answer-gone"))).await;
    };
    let wanted = match Wanted::of(desk, words, &on.asked, from.max(to)) {
        Ok(wanted) => wanted,
        Err(error) => return desk.post.follow_up(asker.address, &answers::misunderstood(&error, asker.tongue)).await,
    };
    let quotes = desk.quotes;
    let search = move |books: &dyn Books| {
        let found = wanted.look(books)?;
        let left = laid_out(&found, &on.asked, from, quotes, tongue);
        Ok((marks(&left) == on.marks).then(|| laid_out(&found, &on.asked, to, quotes, tongue)))
    };
    let found = desk.read(&asker.view, search).await;
    drop(held);
    match found {
        Ok(Some(reply)) => desk.post.deliver(asker.address, &reply).await.map(drop),
        Ok(None) => desk.post.follow_up(asker.address, &changed(asker.tongue)).await,
        Err(fault) => desk.post.follow_up(asker.address, &fault.logged(code, asker.tongue)).await,
    }
}

/// The quotes that a message shows, as its buttons remember them.
fn marks(reply: &Reply) -> Vec<Mark> {
    let acts = reply.rows.iter().flatten().filter_map(|button| Act::read(&button.id));
    acts.filter_map(|act| if let Act::More(mark) = act { Some(mark) } else { None }).collect()
}

/// The paragraphs around a quote, and what else can be done with it.
async fn more(desk: &Desk, asker: &Asker<'_>, mark: Mark, code: Code) -> Result<(), Unsent> {
    let tongue = asker.tongue;
    let show = move |books: &dyn Books| {
        Ok(books.quoted(&mark)?.map_or_else(|| changed(tongue), |finding| context(&finding, mark, tongue)))
    };
    privately(desk, asker, code, show).await
}

pub(super) fn context(finding: &Finding, mark: Mark, tongue: Tongue) -> Reply {
    let cite = |label: &str, form| Button::new(label, Act::Cite(form, mark).written());
    let row = vec![
        Button { main: true, ..Button::new(tongue.say("button-others"), Act::Others(mark).written()) },
        cite(&tongue.say("button-cite"), Form::Plain),
        cite("Markdown", Form::Markdown),
        cite("BibTeX", Form::BibTex),
        cite("CSL-JSON", Form::CslJson),
    ];
    Reply { rows: vec![row], ..Reply::card(around(finding, tongue)) }
}

async fn others(desk: &Desk, asker: &Asker<'_>, mark: Mark, code: Code) -> Result<(), Unsent> {
    let (today, tongue) = ((desk.today)(), asker.tongue);
    let show = move |books: &dyn Books| {
        let Some(finding) = books.quoted(&mark)? else { return Ok(changed(tongue)) };
        Ok(voices(&answers::others(books, &finding, today)?, tongue))
    };
    privately(desk, asker, code, show).await
}

pub(super) fn voices(others: &[Finding], tongue: Tongue) -> Reply {
    if others.is_empty() {
        return Reply::words(tongue.say("others-none"));
    }
    cards(&tongue.say("others-these"), others, tongue)
}

async fn cite(desk: &Desk, asker: &Asker<'_>, form: Form, mark: Mark, code: Code) -> Result<(), Unsent> {
    let tongue = asker.tongue;
    let show = move |books: &dyn Books| {
        Ok(books.quoted(&mark)?.map_or_else(|| changed(tongue), |finding| cited(form, &finding.quote, tongue)))
    };
    privately(desk, asker, code, show).await
}

/// The citation in a block to copy from, or as a file where it would not stand there as it is.
pub(super) fn cited(form: Form, quote: &Quote, tongue: Tongue) -> Reply {
    let (name, text) = match form {
        Form::Plain => ("citation.txt", citation::plain(quote)),
        Form::Markdown => ("citation.md", citation::markdown(quote)),
        Form::BibTex => ("citation.bib", citation::bibtex(quote)),
        Form::CslJson => ("citation.json", citation::csl_json(quote)),
    };
    if length(&text) > 1_900 || text.contains("```") {
        return Reply { file: Some(File { name, text }), ..Reply::words(tongue.say("citation-in-file")) };
    }
    Reply::words(format!("```\n{text}\n```"))
}

/// Shows everyone in the channel what one person had found.
async fn share(desk: &Desk, asker: &Asker<'_>, marks: Vec<Mark>, code: Code) -> Result<(), Unsent> {
    let tongue = asker.tongue;
    let show = move |books: &dyn Books| {
        let mut findings = Vec::new();
        for mark in &marks {
            match books.quoted(mark)? {
                Some(finding) => findings.push(finding),
                None => return Ok(None),
            }
        }
        Ok((!findings.is_empty()).then(|| cards("", &findings, tongue)))
    };
    let held = match desk.hold(asker) {
        Ok(held) => held,
        Err(refusal) => return desk.post.answer_at_once(asker.address, &refusal).await,
    };
    // Found first and promised then, for what everyone would see of a failure helps nobody; but not so late that Discord has given it up.
    let mut finding = pin!(desk.read(&asker.view, show));
    let found = match tokio::time::timeout(PROMISE_AFTER, &mut finding).await {
        Ok(found) => found,
        Err(_) => {
            desk.post.acknowledge(asker.address, Promise::Open).await?;
            let reply = match finding.await {
                Ok(reply) => reply.unwrap_or_else(|| changed(tongue)),
                Err(fault) => fault.logged(code, tongue),
            };
            return desk.post.deliver(asker.address, &reply).await.map(drop);
        }
    };
    drop(held);
    match found {
        Ok(Some(reply)) => {
            desk.post.acknowledge(asker.address, Promise::Open).await?;
            desk.post.deliver(asker.address, &reply).await.map(drop)
        }
        Ok(None) => desk.post.answer_at_once(asker.address, &changed(tongue)).await,
        Err(fault) => desk.post.answer_at_once(asker.address, &fault.logged(code, tongue)).await,
    }
}

/// Quotes on cards, as many as fit, each with its button.
pub(super) fn cards(words: &str, findings: &[Finding], tongue: Tongue) -> Reply {
    let mut reply = Reply { content: (!words.is_empty()).then(|| words.to_owned()), ..Reply::default() };
    for finding in findings {
        reply.cards.push(quote_card(finding, tongue));
        if !crate::show::card::breaches(&reply).is_empty() {
            reply.cards.pop();
            break;
        }
    }
    let shown = findings.get(..reply.cards.len()).unwrap_or_default();
    reply.rows = vec![answers::more(shown, 0, tongue)];
    reply.rows.retain(|row| !row.is_empty());
    reply
}

async fn privately(
    desk: &Desk,
    asker: &Asker<'_>,
    code: Code,
    show: impl FnOnce(&dyn Books) -> Result<Reply, crate::library::LibraryError> + Send + 'static,
) -> Result<(), Unsent> {
    let Some(shown) = desk.work(asker, Promise::Private, show).await? else { return Ok(()) };
    let reply = shown.unwrap_or_else(|fault: Fault| fault.logged(code, asker.tongue));
    desk.post.deliver(asker.address, &reply).await.map(drop)
}

fn changed(tongue: Tongue) -> Reply {
    Reply::words(tongue.say("answer-changed"))
}
