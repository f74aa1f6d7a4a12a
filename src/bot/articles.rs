//! `/article` and `/status`: what the collection holds, of one article and of all.

use super::books::{Books, handle_of};
use super::desk::{Asker, Desk};
use super::faults::Code;
use super::post::{Promise, Unsent};
use crate::library::{LibraryError, Listed, Names, StoredArticle};
use crate::show::card::{Reply, article_card, article_choice, label, length, status_card};
use crate::show::words::Tongue;

/// Discord shows no more suggestions.
const SUGGESTIONS: usize = 25;
/// Articles that a name may stand for, of which the best is shown.
const CANDIDATES: usize = 5;

pub(super) async fn article(
    desk: &Desk,
    asker: &Asker<'_>,
    name: String,
    private: Option<bool>,
    code: Code,
) -> Result<(), Unsent> {
    let promise = asker.promise(private);
    let tongue = asker.tongue;
    let show = move |books: &dyn Books| {
        let found = books.articles(&name, CANDIDATES)?;
        let searched = books.searched()?;
        Ok(match found.split_first() {
            Some((best, others)) => Reply::card(article_card(best, others, tongue)),
            None => Reply { content: Some(tongue.say("article-unknown")), ..status_card(&searched, &[], tongue) },
        })
    };
    let Some(found) = desk.work(asker, promise, show).await? else { return Ok(()) };
    desk.post.deliver(asker.address, &found.unwrap_or_else(|fault| fault.logged(code, tongue))).await.map(drop)
}

/// Articles whose titles hold what is typed: what is shown of them, and what names them.
pub(super) fn suggestions(
    books: &dyn Books,
    typed: &str,
    tongue: Tongue,
) -> Result<Vec<(String, String)>, LibraryError> {
    let choice = |stored: &StoredArticle| (article_choice(stored, tongue), handle_of(&stored.article.id));
    Ok(books.articles(typed, SUGGESTIONS)?.iter().map(choice).collect())
}

/// Names that begin as typed, with how many articles hold them; those that are too long for a suggestion are left to be typed.
pub(super) fn names(books: &dyn Books, of: Names, typed: &str) -> Result<Vec<(String, String)>, LibraryError> {
    const LONGEST: usize = 100;
    let choice = |listed: &Listed| {
        let count = format!(" ({})", listed.articles);
        let shown = format!("{}{count}", label(&listed.name, LONGEST - length(&count)));
        let value = listed.name.split_whitespace().collect::<Vec<_>>().join(" ");
        (length(&value) <= LONGEST && !value.is_empty()).then_some((shown, value))
    };
    Ok(books.names(of, typed, SUGGESTIONS)?.iter().filter_map(choice).collect())
}

pub(super) async fn status(desk: &Desk, asker: &Asker<'_>, code: Code) -> Result<(), Unsent> {
    let view = asker.view.clone();
    let show = move |books: &dyn Books| Ok((books.searched()?, view.searched_each()?));
    let Some(found) = desk.work(asker, Promise::Private, show).await? else { return Ok(()) };
    let tongue = asker.tongue;
    let reply = match found {
        Ok((searched, each)) => {
            let parts = if each.len() > 1 { &each[..] } else { &[] };
            desk.with_last_run(&asker.view, status_card(&searched, parts, tongue), tongue)
        }
        Err(fault) => fault.logged(code, tongue),
    };
    desk.post.deliver(asker.address, &reply).await.map(drop)
}
