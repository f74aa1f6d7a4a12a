//! One source in one run: its list, the pages that are due, and what becomes of each.

use std::cell::RefCell;
use std::collections::HashMap;
use std::fs;
use std::io;
use std::path::PathBuf;
use std::time::Duration;

use jiff::Timestamp;
use url::Url;

use super::client::{Answer, Client, Found, Trouble, Validators};
use super::listing::{self, Listed, Listing};
use super::notebook::{Kept, List, Page};
use super::shelf::{self, Change};
use super::{Failed, FetchError, Gone, Report, Settings, Source};
use crate::article::Article;
use crate::config::Kind;
use crate::read::{Found as Read, Reader};

/// The most lists that are asked for a source in a run.
const LISTS: usize = 100;
/// So many pages in a row that cannot be had, and the rest is not tried.
const ENOUGH: usize = 3;
/// A source that could not be asked is left alone for so long, or for its own interval where that is shorter.
const REST: Duration = Duration::from_secs(5 * 60);
/// No site can silence itself for longer than this.
const LONGEST_REST: Duration = Duration::from_secs(24 * 60 * 60);
/// After so many pages the notebook is written, so that a killed run need not ask for them all again.
const WRITTEN_EVERY: usize = 50;

/// What all sources of a run share.
pub(super) struct Round<'r> {
    pub client: &'r Client,
    pub settings: &'r Settings,
    pub reader: &'r Reader,
    /// Which folder keeps an article, by its id: the first that found it, so that one article in two feeds is one article.
    pub owners: RefCell<HashMap<String, PathBuf>>,
    /// Told of each request.
    pub tell: &'r dyn Fn(),
    pub now: Timestamp,
}

/// Whether to go on with a source.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Next {
    Go,
    /// This one could not be had.
    Miss,
    Stop,
}

/// A source on its way.
pub(super) struct Visit<'v> {
    round: &'v Round<'v>,
    source: &'v mut Source,
    report: Report,
}

impl<'v> Visit<'v> {
    pub(super) fn new(round: &'v Round<'v>, source: &'v mut Source) -> Visit<'v> {
        Visit { round, source, report: Report::default() }
    }

    /// Asks for the source, then for the pages of it that are due.
    pub(super) async fn go(mut self) -> Result<Report, FetchError> {
        let url = self.source.wanted.url.clone();
        let kind = self.source.wanted.kind.or(self.source.notebook.kind);
        let next = match kind {
            Some(Kind::Page) => self.page(&url).await?,
            _ => self.lists(&url, kind).await?,
        };
        let notebook = &mut self.source.notebook;
        if next == Next::Go {
            notebook.asked = Some(self.round.now);
            notebook.resting = None;
            self.pages().await?;
        } else {
            let rest = self.round.now.checked_add(REST.min(self.source.wanted.refresh)).ok();
            notebook.resting = notebook.resting.max(rest);
        }
        Ok(self.report)
    }

    /// Asks for the list, and for those it leads to, and notes the pages they name.
    async fn lists(&mut self, url: &Url, kind: Option<Kind>) -> Result<Next, FetchError> {
        let mut waiting = vec![Listed { url: url.clone(), as_of: None }];
        let (mut asked, mut rank) = (0, 0);
        while let Some(list) = waiting.pop().filter(|_| asked < LISTS) {
            asked += 1;
            let next = match self.ask_list(&list).await {
                Ok(None) if list.url == *url => {
                    waiting.extend(self.lists_without_date(url));
                    Next::Go
                }
                Ok(None) => Next::Go,
                Ok(Some(found)) => match listing::read(&found, listing::LARGEST) {
                    Ok(None) if list.url == *url && kind.is_none() => {
                        self.source.notebook.kind = Some(Kind::Page);
                        self.source.notebook.lists.clear();
                        self.found(url.as_str(), &found)?;
                        return Ok(Next::Go);
                    }
                    Ok(Some(listing)) => {
                        let is_feed = matches!(listing, Listing::Feed(_));
                        waiting.extend(self.note(listing, &mut rank));
                        if is_feed {
                            self.entries(&found)?;
                        }
                        Next::Go
                    }
                    Ok(None) => self.failed(&list.url, Trouble::Refused("it is no feed and no site map".to_owned())),
                    Err(reason) => self.failed(&list.url, Trouble::Refused(reason)),
                },
                Err(trouble) => self.failed(&list.url, trouble),
            };
            if next == Next::Stop || (next == Next::Miss && list.url == *url) {
                return Ok(next);
            }
        }
        Ok(Next::Go)
    }

    /// A list, where it is another than before.
    async fn ask_list(&mut self, list: &Listed) -> Result<Option<Found>, Trouble> {
        let known = self.source.notebook.lists.get(list.url.as_str()).map(|list| list.validators.clone());
        let answer = self.ask(&list.url, &known.unwrap_or_default(), listing::LARGEST).await?;
        let Answer::Found(found) = answer else {
            self.report.unchanged += 1;
            return Ok(None);
        };
        let remembered = List { validators: found.validators.clone(), as_of: list.as_of.clone() };
        self.source.notebook.lists.insert(list.url.to_string(), remembered);
        Ok(Some(*found))
    }

    /// The lists of an index that does not say when they change: they may, although the index is as it was.
    fn lists_without_date(&self, index: &Url) -> Vec<Listed> {
        let lists =
            self.source.notebook.lists.iter().filter(|(url, list)| list.as_of.is_none() && *url != index.as_str());
        lists.filter_map(|(url, _)| Some(Listed { url: Url::parse(url).ok()?, as_of: None })).collect()
    }

    /// Notes what a list names, the newest first; the lists that are to be asked for next.
    fn note(&mut self, listing: Listing, rank: &mut u64) -> Vec<Listed> {
        let notebook = &mut self.source.notebook;
        let newest_first = |mut pages: Vec<Listed>| {
            pages.sort_by(|one, other| other.as_of.cmp(&one.as_of));
            pages
        };
        let (kind, pages) = match listing {
            // Feeds are in order as they are, and their dates are not made to be sorted.
            Listing::Feed(pages) => (Kind::Feed, pages),
            Listing::Sitemap(pages) => (Kind::Sitemap, newest_first(pages)),
            Listing::Index(lists) => {
                notebook.kind = Some(Kind::Sitemap);
                let is_new = |list: &Listed| {
                    let known = notebook.lists.get(list.url.as_str());
                    known.is_none_or(|known| list.as_of.is_none() || known.as_of != list.as_of)
                };
                let mut lists = newest_first(lists);
                lists.retain(is_new);
                // Taken from the end.
                lists.reverse();
                return lists;
            }
        };
        notebook.kind = Some(kind);
        for page in pages {
            let known = notebook.pages.entry(page.url.into()).or_default();
            known.rank = *rank;
            known.whole = false;
            known.listed_as_of = page.as_of.or(known.listed_as_of.take());
            *rank += 1;
        }
        Vec::new()
    }

    /// Keeps the entries of a feed that carry their whole text.
    fn entries(&mut self, found: &Found) -> Result<(), FetchError> {
        fs::create_dir_all(&self.source.folder).map_err(|cause| self.disk(cause))?;
        let entries = shelf::entries(&self.source.folder, found, self.round.reader);
        for Read { article, .. } in entries.map_err(|cause| self.disk(cause))? {
            let address = article.id.0.clone();
            if !self.is_kept_elsewhere(&address) {
                self.mark(&address).whole = true;
                self.keep(&address, article)?;
            }
        }
        Ok(())
    }

    /// Asks for the pages that are due: the new ones first, then those that the list says have changed, then the others.
    async fn pages(&mut self) -> Result<(), FetchError> {
        let url = self.source.wanted.url.as_str();
        let now = self.round.now;
        let due = self.source.notebook.pages.iter().filter(|(address, page)| *address != url && page.is_due(now));
        let order = |page: &Page| (page.asked.is_some(), page.is_as_listed(), page.rank);
        let mut due: Vec<_> = due.map(|(address, page)| (order(page), address.clone())).collect();
        due.sort_unstable();
        let (mut left, mut misses, mut asked) = (due.len(), 0, 0);
        for (_, address) in due {
            if asked == self.round.settings.pages || misses == ENOUGH {
                break;
            }
            left -= 1;
            let Ok(page) = Url::parse(&address) else { continue };
            if self.is_kept_elsewhere(&address) {
                self.mark(&address);
                continue;
            }
            asked += 1;
            match self.page(&page).await? {
                Next::Go => misses = 0,
                Next::Miss => misses += 1,
                Next::Stop => break,
            }
            if asked % WRITTEN_EVERY == 0 {
                self.source.notebook.write(&self.source.folder).map_err(|cause| self.disk(cause))?;
            }
        }
        self.report.later += left as u64;
        Ok(())
    }

    async fn page(&mut self, url: &Url) -> Result<Next, FetchError> {
        let known = self.known(url.as_str());
        match self.ask(url, &known, self.round.settings.largest).await {
            Ok(Answer::Same) => {
                self.report.unchanged += 1;
                self.mark(url.as_str());
            }
            Ok(Answer::Found(found)) => self.found(url.as_str(), &found)?,
            Err(Trouble::Gone(for_good)) => self.gone(url.as_str(), for_good)?,
            Err(trouble) => return Ok(self.failed(url, trouble)),
        }
        Ok(Next::Go)
    }

    async fn ask(&mut self, url: &Url, known: &Validators, largest: u64) -> Result<Answer, Trouble> {
        self.report.asked += 1;
        (self.round.tell)();
        self.round.client.get(url, known, largest).await
    }

    /// What makes the request for a page conditional; nothing where its article is not where it was kept.
    fn known(&self, address: &str) -> Validators {
        let Some(page) = self.source.notebook.pages.get(address) else { return Validators::default() };
        let there = page.article.as_ref().is_none_or(|kept| self.source.folder.join(&kept.file).is_file());
        if there { page.validators.clone() } else { Validators::default() }
    }

    /// Notes that a page was asked for and answered.
    fn mark(&mut self, address: &str) -> &mut Page {
        let page = self.source.notebook.pages.entry(address.to_owned()).or_default();
        page.asked = Some(self.round.now);
        page.read_as_of.clone_from(&page.listed_as_of);
        page.missing = None;
        page
    }

    fn is_kept_elsewhere(&self, id: &str) -> bool {
        self.round.owners.borrow().get(id).is_some_and(|owner| *owner != self.source.folder)
    }

    fn found(&mut self, address: &str, found: &Found) -> Result<(), FetchError> {
        fs::create_dir_all(&self.source.folder).map_err(|cause| self.disk(cause))?;
        let read = shelf::article(&self.source.folder, found, self.round.reader).map_err(|cause| self.disk(cause))?;
        self.mark(address).validators = found.validators.clone();
        let article = match read {
            Ok(article) => article,
            Err(reason) => {
                self.fail(address, &reason);
                return Ok(());
            }
        };
        if self.is_kept_elsewhere(&article.id.0) {
            self.report.unchanged += 1;
            return Ok(());
        }
        self.keep(address, article)
    }

    fn keep(&mut self, address: &str, article: Article) -> Result<(), FetchError> {
        let (kept, change) = shelf::keep(&self.source.folder, &article).map_err(|cause| self.disk(cause))?;
        match change {
            Change::Added => self.report.added += 1,
            Change::Updated => self.report.updated += 1,
            Change::None => self.report.unchanged += 1,
        }
        let now = self.round.now;
        self.round.owners.borrow_mut().insert(article.id.0, self.source.folder.clone());
        let page = self.mark(address);
        if change != Change::None || page.changed.is_none() {
            page.changed = Some(now);
        }
        // The page may have been given another name.
        let before = page.article.replace(kept.clone()).filter(|before| *before != kept);
        before.map_or(Ok(()), |before| self.take_out(&before))
    }

    fn gone(&mut self, address: &str, for_good: bool) -> Result<(), FetchError> {
        let now = self.round.now;
        let page = self.source.notebook.pages.entry(address.to_owned()).or_default();
        page.asked = Some(now);
        page.read_as_of.clone_from(&page.listed_as_of);
        page.gone = page.is_missing(for_good, now);
        let kept = page.article.is_some() && !page.gone;
        let article = if page.gone { page.article.take() } else { None };
        self.report.gone.push(Gone { url: address.to_owned(), kept });
        article.map_or(Ok(()), |article| self.take_out(&article))
    }

    /// Removes an article, unless another page has the same.
    fn take_out(&mut self, article: &Kept) -> Result<(), FetchError> {
        if self.source.notebook.pages.values().any(|page| page.article.as_ref() == Some(article)) {
            return Ok(());
        }
        self.round.owners.borrow_mut().remove(&article.id);
        shelf::remove(&self.source.folder, article).map_err(|cause| self.disk(cause))
    }

    /// Reports what could not be had. A refusal is an answer; it is asked again as seldom as a page that stays as it is.
    fn failed(&mut self, url: &Url, trouble: Trouble) -> Next {
        let now = self.round.now;
        let next = match trouble {
            Trouble::Away(_) => Next::Miss,
            Trouble::Refused(_) | Trouble::Gone(_) => Next::Go,
            Trouble::Busy(time) => {
                self.source.notebook.resting = now.checked_add(time.min(LONGEST_REST)).ok();
                Next::Stop
            }
        };
        if let Some(page) = self.source.notebook.pages.get_mut(url.as_str()).filter(|_| next == Next::Go) {
            page.asked = Some(now);
        }
        self.fail(url.as_str(), &trouble.reason());
        next
    }

    fn fail(&mut self, address: &str, reason: &str) {
        let pages = &self.source.notebook.pages;
        let is_list = address == self.source.wanted.url.as_str() && !pages.contains_key(address);
        let stays = match is_list {
            true => pages.values().any(|page| page.article.is_some()),
            false => pages.get(address).is_some_and(|page| page.article.is_some()),
        };
        let stays = if stays { "; what was read from it before stays" } else { "" };
        self.report.failed.push(Failed { url: address.to_owned(), reason: format!("{reason}{stays}") });
    }

    fn disk(&self, cause: io::Error) -> FetchError {
        FetchError::Disk { path: self.source.folder.clone(), cause }
    }
}
