//! The collections of a bot, and those that can be seen from one place: everything a request reaches goes through the latter.

use std::sync::Arc;

use super::additions::{Addition, Removal};
use super::books::Books;
use super::marks::Mark;
use super::request::Place;
use crate::answer::{Answer, Finding, Said, Searched};
use crate::ask::{self, Among, Question, ask_all, said_in_all};
use crate::config::Access;
use crate::intake::{IntakeError, Progress, Report};
use crate::library::{LibraryError, Listed, Names, StoredArticle};

/// A collection as the bot is given it.
pub struct Given {
    pub name: String,
    /// Who sees it. `None`: everyone where it is the only one, and nobody where there are others.
    pub access: Option<Access>,
    pub books: Arc<dyn Books>,
}

/// Everything a bot can answer from. Nothing is asked here: only a [`View`] can be.
pub struct Collections {
    all: Vec<Given>,
    several: bool,
}

/// The collections that can be seen from one place. To whoever holds it there are no others.
#[derive(Clone)]
pub struct View {
    visible: Vec<Visible>,
    /// Whether the bot has more than one, so that answers and buttons must say which.
    several: bool,
}

#[derive(Clone)]
struct Visible {
    name: Arc<str>,
    books: Arc<dyn Books>,
}

impl From<Arc<dyn Books>> for Collections {
    /// The only collection, which everyone sees.
    fn from(books: Arc<dyn Books>) -> Collections {
        Collections::of(vec![Given { name: crate::config::MAIN.to_owned(), access: None, books }])
    }
}

impl Collections {
    pub fn of(all: Vec<Given>) -> Collections {
        let several = all.len() > 1;
        Collections { all, several }
    }

    /// Whether there is more than one.
    pub(super) fn several(&self) -> bool {
        self.several
    }

    /// Whether it matters which channel a thread belongs to.
    pub(super) fn ask_for_parents(&self) -> bool {
        self.all.iter().filter_map(|given| given.access.as_ref()).any(|access| !access.channels.is_empty())
    }

    /// What can be seen from a place.
    pub(super) fn seen_from(&self, place: &Place) -> View {
        self.view(|given| match &given.access {
            Some(access) => opens(access, place),
            None => !self.several,
        })
    }

    /// Whether articles may be added to a collection, or taken out, from a place: where the collection is given to that server by name, or
    /// everyone sees it and `for_all` holds. Elsewhere it is others' collection too.
    pub(super) fn may_change(&self, name: &str, place: &Place, for_all: impl Fn(u64) -> bool) -> bool {
        let Some(server) = place.server.filter(|_| !place.personal).map(|server| server.get()) else { return false };
        let given = self.all.iter().find(|given| given.name == name);
        given.is_some_and(|given| match &given.access {
            Some(access) => access.servers.contains(&server),
            None => for_all(server),
        })
    }

    /// All of them, for whoever runs the program.
    pub fn whole(&self) -> View {
        self.view(|_| true)
    }

    fn view(&self, sees: impl Fn(&Given) -> bool) -> View {
        let visible = |given: &Given| Visible { name: given.name.as_str().into(), books: Arc::clone(&given.books) };
        View { visible: self.all.iter().filter(|given| sees(given)).map(visible).collect(), several: self.several }
    }
}

fn opens(access: &Access, place: &Place) -> bool {
    let listed = |id: u64| access.channels.contains(&id);
    match place.server {
        _ if place.personal => access.personal,
        None => access.direct,
        Some(server) => {
            let here = listed(place.channel.get()) || place.parent.is_some_and(|parent| listed(parent.get()));
            access.servers.contains(&server.get()) && (access.channels.is_empty() || here)
        }
    }
}

impl View {
    pub fn is_empty(&self) -> bool {
        self.visible.is_empty()
    }

    pub fn names(&self) -> impl Iterator<Item = &Arc<str>> {
        self.visible.iter().map(|visible| &visible.name)
    }

    /// The one of this name, if it can be seen.
    pub fn only(&self, name: &str) -> Option<View> {
        let name = name.trim();
        let found = self.visible.iter().find(|visible| *visible.name == *name)?;
        Some(View { visible: vec![found.clone()], several: self.several })
    }

    /// Those of these names that can be seen.
    pub fn among(&self, names: &[String]) -> View {
        let named = |visible: &&Visible| names.iter().any(|name| **name == *visible.name);
        View { visible: self.visible.iter().filter(named).cloned().collect(), several: self.several }
    }

    /// What there is to search in each that has an index.
    pub fn searched_each(&self) -> Result<Vec<(Arc<str>, Searched)>, LibraryError> {
        self.present()?.into_iter().map(|visible| Ok((Arc::clone(&visible.name), visible.books.searched()?))).collect()
    }

    /// Those that have an index; an error where none has.
    fn present(&self) -> Result<Vec<&Visible>, LibraryError> {
        if let [only] = &self.visible[..] {
            return Ok(vec![only]);
        }
        let mut present = Vec::new();
        let mut missing = None;
        for visible in &self.visible {
            match visible.books.searched() {
                Err(error @ LibraryError::Missing { .. }) => missing = Some(error),
                Err(error) => return Err(error),
                Ok(_) => present.push(visible),
            }
        }
        match missing {
            Some(error) if present.is_empty() => Err(error),
            _ => Ok(present),
        }
    }

    fn name_of(&self, visible: &Visible) -> Option<Arc<str>> {
        self.several.then(|| Arc::clone(&visible.name))
    }
}

impl Books for View {
    fn ask(&self, question: &Question) -> Result<Answer, LibraryError> {
        let present = self.present()?;
        let asks: Vec<_> = present.iter().map(|visible| |asked: &Question| visible.books.ask(asked)).collect();
        let among = present.iter().zip(&asks).map(|(visible, ask)| Among { name: self.name_of(visible), ask });
        ask_all(question, &among.collect::<Vec<_>>())
    }

    fn said(&self, request: &ask::Request) -> Result<Said, LibraryError> {
        let present = self.present()?;
        let asks: Vec<_> = present.iter().map(|visible| |asked: &ask::Request| visible.books.said(asked)).collect();
        let among = present.iter().zip(&asks).map(|(visible, ask)| Among { name: self.name_of(visible), ask });
        said_in_all(request, &among.collect::<Vec<_>>())
    }

    fn quoted(&self, mark: &Mark) -> Result<Option<Finding>, LibraryError> {
        let meant = |visible: &&&Visible| mark.collection.is_none_or(|tag| tag == Mark::collection_of(&visible.name));
        for visible in self.present()?.iter().filter(meant) {
            if let Some(finding) = visible.books.quoted(mark)? {
                return Ok(Some(Finding { collection: self.name_of(visible), ..finding }));
            }
        }
        Ok(None)
    }

    fn articles(&self, name: &str, limit: usize) -> Result<Vec<StoredArticle>, LibraryError> {
        let mut lists = Vec::new();
        for visible in self.present()? {
            lists.push(visible.books.articles(name, limit)?);
        }
        let longest = lists.iter().map(Vec::len).max().unwrap_or(0);
        // The best of each before the second best of any.
        let mut found: Vec<StoredArticle> = Vec::new();
        for at in 0..longest {
            for stored in lists.iter().filter_map(|list| list.get(at)) {
                if found.len() < limit && !found.iter().any(|known| known.article.id == stored.article.id) {
                    found.push(stored.clone());
                }
            }
        }
        Ok(found)
    }

    fn names(&self, of: Names, typed: &str, limit: usize) -> Result<Vec<Listed>, LibraryError> {
        let mut all: Vec<Listed> = Vec::new();
        for visible in self.present()? {
            for listed in visible.books.names(of, typed, limit)? {
                match all.iter_mut().find(|known| known.name == listed.name) {
                    Some(known) => {
                        known.articles += listed.articles;
                        known.times += listed.times;
                    }
                    None => all.push(listed),
                }
            }
        }
        all.sort_by_key(|listed| std::cmp::Reverse(listed.articles));
        all.truncate(limit);
        Ok(all)
    }

    fn searched(&self) -> Result<Searched, LibraryError> {
        let each = self.searched_each()?;
        Ok(ask::together(each.iter().map(|(_, searched)| searched)))
    }

    fn add(&self, what: &Addition) -> Result<Report, IntakeError> {
        match &self.visible[..] {
            [only] => only.books.add(what),
            _ => Err(IntakeError::NoSources),
        }
    }

    fn take_out(&self, name: &str) -> Result<Removal, IntakeError> {
        match &self.visible[..] {
            [only] => only.books.take_out(name),
            _ => Ok(Removal::Unknown),
        }
    }

    fn reindex(&self, source: Option<&str>, progress: &dyn Progress) -> Result<Report, IntakeError> {
        if let [only] = &self.visible[..] {
            return only.books.reindex(source, progress);
        }
        let mut reports: Vec<Report> = Vec::new();
        let mut failed: Option<IntakeError> = None;
        for visible in &self.visible {
            match visible.books.reindex(source, progress) {
                Ok(report) => reports.push(report),
                Err(IntakeError::Cancelled) => return Err(IntakeError::Cancelled),
                // A source stands in one of them.
                Err(error @ IntakeError::NoSuchPath { .. }) if source.is_some() => {
                    failed = failed.or(Some(error));
                }
                Err(error) => {
                    tracing::error!(collection = %visible.name, %error, "could not re-index");
                    reports.push(Report::of_a_failure(&visible.name));
                }
            }
        }
        match (reports.into_iter().reduce(Report::and), failed) {
            (Some(report), _) => Ok(report),
            (None, Some(error)) => Err(error),
            (None, None) => Err(IntakeError::NoSources),
        }
    }
}
