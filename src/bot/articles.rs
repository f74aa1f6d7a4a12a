//! `/article` and `/status`: what the collection holds, of one article and of all.

use super::books::{Books, handle_of};
use super::desk::Desk;
use super::faults::Code;
use super::post::{Promise, Unsent};
use super::request::Address;
use crate::library::{LibraryError, StoredArticle};
use crate::show::card::{Reply, article_card, article_choice, status_card};

/// Discord shows no more suggestions.
const SUGGESTIONS: usize = 25;
/// Articles that a name may stand for, of which the best is shown.
const CANDIDATES: usize = 5;

pub(super) async fn article(
    desk: &Desk,
    address: &Address,
    name: String,
    private: bool,
    code: Code,
) -> Result<(), Unsent> {
    let promise = if private { Promise::Private } else { Promise::Open };
    let show = move |books: &dyn Books| {
        let found = books.articles(&name, CANDIDATES)?;
        let searched = books.searched()?;
        Ok(match found.split_first() {
            Some((best, others)) => Reply::card(article_card(best, others)),
            None => Reply { content: Some("I know no article of this name.".to_owned()), ..status_card(&searched) },
        })
    };
    let Some(found) = desk.work(address, promise, show).await? else { return Ok(()) };
    desk.post.deliver(address, &found.unwrap_or_else(|fault| fault.logged(code))).await.map(drop)
}

/// Articles whose titles hold what is typed: what is shown of them, and what names them.
pub(super) fn suggestions(books: &dyn Books, typed: &str) -> Result<Vec<(String, String)>, LibraryError> {
    let choice = |stored: &StoredArticle| (article_choice(stored), handle_of(&stored.article.id));
    Ok(books.articles(typed, SUGGESTIONS)?.iter().map(choice).collect())
}

pub(super) async fn status(desk: &Desk, address: &Address, code: Code) -> Result<(), Unsent> {
    let show = |books: &dyn Books| books.searched();
    let Some(found) = desk.work(address, Promise::Private, show).await? else { return Ok(()) };
    let reply = found.map_or_else(|fault| fault.logged(code), |searched| desk.with_last_run(status_card(&searched)));
    desk.post.deliver(address, &reply).await.map(drop)
}
