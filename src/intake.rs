//! Walk 1: sources -> read -> plan -> segment -> attribute -> write -> publish.
//!
//! Which files a run reads and which articles it takes out is told in `scope`; what becomes of each article, in `plan`.

use std::collections::HashSet;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Instant;

use jiff::Timestamp;
use rayon::prelude::*;

use crate::article::{Article, ArticleId, Origin};
use crate::attribution;
use crate::fetch::{self, Errand, FetchError};
use crate::index::{self, Known, Manifest, Memory, Prepared, Reading, Root, Writer};
use crate::library::{Handle, Library, LibraryError, StoredArticle};
use crate::read::{ReadError, Reader, Records};
use crate::segment::{self, Segments};
use crate::text::ContentHash;

mod joined;
mod ledger;
mod plan;
mod scope;
mod stream;
mod web;

use ledger::{Draft, Entry, Hash, Ledger, Sheet};
use plan::{Arrival, Before, Decision, Plan};
use scope::Scope;
pub use scope::{Source, sources};
use stream::{Part, Stream};

/// What a run is asked to do.
#[derive(Clone, Debug, Default)]
pub struct Order {
    /// The index folder.
    pub index: PathBuf,
    /// Files and folders of the configuration; always part of a run that names no paths.
    pub configured: Vec<PathBuf>,
    /// Files and folders named for this run alone; empty: all that are configured or were given before.
    pub given: Vec<PathBuf>,
    /// Files and folders whose articles are taken out, and that are no longer sources; nothing is read then.
    pub forget: Vec<PathBuf>,
    /// Places on the web.
    pub web: Errand,
    /// Build a new generation from the sources, forgetting the old one when it is complete.
    pub rebuild: bool,
    /// Report what would change, and change nothing.
    pub dry_run: bool,
    /// Read every file, also those whose size and times say that nothing changed.
    pub reread: bool,
    /// Wait for another run to end rather than fail.
    pub wait: bool,
    /// How files are read.
    pub reader: Reader,
}

/// An article found a second time.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Twice {
    pub id: ArticleId,
    pub path: PathBuf,
    pub line: Option<u64>,
    /// Where the article that was kept stands.
    pub kept: String,
}

/// What a run did.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Report {
    pub added: Vec<ArticleId>,
    pub changed: Vec<ArticleId>,
    pub removed: Vec<ArticleId>,
    /// Articles that are as they were.
    pub unchanged: u64,
    /// Those of the unchanged that stand in another file or line than before.
    pub moved: u64,
    pub twice: Vec<Twice>,
    pub refused: Vec<ReadError>,
    /// Bytes of article text read.
    pub bytes: u64,
    /// Time taken, in milliseconds.
    pub took: u64,
    pub dry_run: bool,
    /// What the web gave; what it refused is among the refused.
    pub web: fetch::Report,
}

/// What a run says while it goes on; called often, must be quick.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Step {
    /// Asking the web: how many requests so far.
    Fetching { asked: u64 },
    /// Looking for files: how many so far.
    Finding { files: u64 },
    /// Reading: files done, of how many, and articles so far.
    Reading { files: u64, of: u64, articles: u64 },
    /// Writing the new state to disk.
    Publishing,
}

/// Where progress goes, and whether to stop.
pub trait Progress: Sync {
    fn step(&self, step: Step);
    /// Asked between articles and between the steps of one; `true` ends the run and leaves the index as it was.
    fn cancelled(&self) -> bool {
        false
    }
}

/// Progress that nobody watches.
pub struct Silent;

impl Progress for Silent {
    fn step(&self, _: Step) {}
}

/// Why a run ended without publishing; the old state still answers.
#[derive(Debug, thiserror::Error)]
pub enum IntakeError {
    #[error("no sources: nothing is configured and no path was given")]
    NoSources,
    #[error("{problem} {}", .path.display())]
    NoSuchPath { path: PathBuf, problem: PathProblem },
    #[error("could not fetch {url}: {reason}")]
    NotFetched { url: String, reason: String },
    #[error(transparent)]
    Fetch(#[from] FetchError),
    #[error("the run was cancelled")]
    Cancelled,
    #[error(transparent)]
    Library(#[from] LibraryError),
}

/// Why a run can do nothing with a path it was given.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum PathProblem {
    #[error("there is nothing at")]
    NotThere,
    /// There is nothing to forget.
    #[error("nothing was indexed from")]
    NotIndexed,
    /// It cannot be forgotten: the next run would read it again.
    #[error("the source {} still covers", .0.display())]
    Covered(PathBuf),
}

/// Brings the index in line with its sources. All changes become visible at once, or none.
pub fn run(order: &Order, progress: &dyn Progress) -> Result<Report, IntakeError> {
    let begun = Instant::now();
    let mut order = Order { index: scope::absolute(&order.index), ..order.clone() };
    let web = web::bring(&mut order, progress)?;
    let order = &order;
    let mut report = if order.dry_run { rehearse(order, progress)? } else { perform(order, progress)? };
    if !order.dry_run {
        web::forget(order)?;
    }
    web::report(&mut report, web);
    report.took = begun.elapsed().as_millis() as u64;
    report.dry_run = order.dry_run;
    Ok(report)
}

/// The run, as far as its report goes: nothing is written, not even a lock.
fn rehearse(order: &Order, progress: &dyn Progress) -> Result<Report, IntakeError> {
    let (before, remembered) = index::glance(&order.index, order.rebuild)?;
    let scope = Scope::of(order, &remembered, before.as_ref())?;
    let (report, _, _) = Run::new(order, progress, before.as_ref(), None, scope).go()?;
    Ok(report)
}

fn perform(order: &Order, progress: &dyn Progress) -> Result<Report, IntakeError> {
    // So that an order that cannot be carried out makes no folder and takes no lock.
    let (before, remembered) = index::glance(&order.index, order.rebuild)?;
    Scope::of(order, &remembered, before.as_ref())?;
    drop(before);

    let mut cancelled = false;
    let mut patient = || {
        cancelled = progress.cancelled();
        order.wait && !cancelled
    };
    let writer = Writer::begin(&order.index, order.rebuild, Memory::default(), &mut patient);
    if cancelled {
        return Err(IntakeError::Cancelled);
    }
    let mut writer = writer?;
    let scope = Scope::of(order, writer.remembered(), writer.before())?;
    let everything = scope.is_everything();
    let done = Run::new(order, progress, writer.before(), Some(&writer), scope).go();
    let (report, roots, remembered) = match done {
        Err(IntakeError::Library(error)) => return Err(writer.cause(error).into()),
        done => done?,
    };
    progress.step(Step::Publishing);
    writer.publish(&Manifest { indexed: Timestamp::now(), roots })?;
    if let Some((draft, mut ledger)) = remembered {
        draft.publish(&mut ledger, everything);
    }
    Ok(report)
}

/// A run on its way.
struct Run<'r> {
    order: &'r Order,
    progress: &'r dyn Progress,
    before: Option<&'r Reading>,
    /// `None` where the run only reports.
    writer: Option<&'r Writer>,
    /// Whether every article is written, because the run makes a new generation.
    fresh: bool,
    scope: Scope,
    plan: Plan,
    /// The articles of `before` that were read again.
    seen: HashSet<Handle>,
    /// What the next run need not read again; `None` where nothing is written.
    draft: Option<Draft>,
    /// Whether something in the file that is being read has to be read again.
    unsettled: bool,
    /// A file that is read although it is as it was, since something in it is told twice now.
    again: Option<(Arc<Sheet>, Records)>,
    report: Report,
}

/// What a run leaves behind: its report, the sources, and what it read with what was known before.
type Done = (Report, Vec<Root>, Option<(Draft, Ledger)>);

/// A part of a run with its hashes made.
enum Next {
    Arrived(Box<Arrival>, Hash),
    Known(Entry, Arc<Sheet>),
    End(Arc<Sheet>, bool),
}

/// An article on its way into the index.
enum Work {
    /// To be cut into sentences, and its speakers found.
    New(Arrival),
    /// As it was, and only written again, because it stands at another place.
    Again(Handle, Arrival),
}

impl<'r> Run<'r> {
    fn new(
        order: &'r Order,
        progress: &'r dyn Progress,
        before: Option<&'r Reading>,
        writer: Option<&'r Writer>,
        scope: Scope,
    ) -> Run<'r> {
        let fresh = writer.map_or(order.rebuild, Writer::is_fresh);
        let (plan, seen, report) = (Plan::default(), HashSet::new(), Report::default());
        let draft = writer.map(|_| Draft::begin(&order.index, &order.reader));
        let (unsettled, again) = (false, None);
        Run { order, progress, before, writer, fresh, scope, plan, seen, draft, unsettled, again, report }
    }

    /// Reads everything, one batch ahead of what is being prepared and written.
    fn go(mut self) -> Result<Done, IntakeError> {
        let forgets = self.fresh || self.before.is_none() || self.order.reread;
        let ledger = if forgets { Ledger::default() } else { Ledger::open(&self.order.index, &self.order.reader) };
        let mut stream = Stream::find(&self.scope, self.order, self.progress, ledger)?;
        let mut batch = stream.batch()?;
        while !batch.is_empty() {
            let (taken, next) = rayon::join(|| self.take(batch), || stream.batch());
            taken?;
            batch = next?;
        }
        self.go_on()?;
        stream.unread.iter().for_each(|refused| self.scope.keep(refused));
        self.report.bytes = stream.bytes;
        let missing = std::mem::take(&mut self.scope.missing);
        self.report.refused.splice(0..0, missing.into_iter().chain(stream.refused));
        self.leave()?;
        let ledger = stream.ledger;
        Ok((self.report, self.scope.roots, self.draft.map(|draft| (draft, ledger))))
    }

    fn go_on(&self) -> Result<(), IntakeError> {
        go_on(self.progress)
    }

    /// Decides about a batch, and writes what is new in it, in the order it was read.
    fn take(&mut self, batch: Vec<Part>) -> Result<(), IntakeError> {
        let hashed = |part| match part {
            Part::Read(article, mark) => Next::Arrived(Box::new(Arrival::new(article)), mark),
            Part::Known(entry, sheet) => Next::Known(entry, sheet),
            Part::End(sheet, clean) => Next::End(sheet, clean),
        };
        let parts: Vec<Next> = batch.into_par_iter().map(hashed).collect();
        let mut work = Vec::new();
        for part in parts {
            match part {
                Next::Arrived(arrival, mark) => work.extend(self.decide(*arrival, mark)?),
                Next::Known(entry, sheet) if self.is_there(&entry, &sheet)? => {}
                Next::Known(entry, sheet) => work.extend(self.read_again(&entry, &sheet)?),
                Next::End(sheet, clean) => self.end(&sheet, clean),
            }
        }
        let Some(writer) = self.writer else { return Ok(()) };
        let (before, progress) = (self.before, self.progress);
        let prepared: Vec<_> = work.into_par_iter().map(|work| work.prepare(before, writer, progress)).collect();
        for prepared in prepared {
            match prepared? {
                Ok(prepared) => writer.put(prepared)?,
                Err(unfit) => self.refuse(unfit),
            }
        }
        Ok(())
    }

    fn refuse(&mut self, unfit: Unfit) {
        let Unfit { id, refused } = unfit;
        self.report.added.retain(|added| *added != id);
        self.report.changed.retain(|changed| *changed != id);
        self.report.refused.push(refused);
    }

    /// Whether the index holds, at its place, the article that these bytes gave before, and nothing read before is the same: then
    /// that is all there is to do about it.
    fn is_there(&mut self, entry: &Entry, sheet: &Sheet) -> Result<bool, LibraryError> {
        let Some(known) = self.before.map(|before| before.known_by(&entry.signs.id)).transpose()?.flatten() else {
            return Ok(false);
        };
        // What was read from inside an archive has a path below it.
        let same_place = Path::new(&known.origin.path).starts_with(&sheet.path)
            && known.origin.line.unwrap_or(0) == u64::from(entry.line);
        if !same_place || !known.begins(&entry.signs.fingerprint) || !self.plan.is_new(&entry.signs) {
            return Ok(false);
        }
        let before = Before { same: true, origin: known.origin.clone(), elsewhere: None };
        self.plan.decide(&entry.signs, &known.origin, Some(&before));
        self.seen.insert(known.handle);
        self.report.unchanged += 1;
        self.note(entry);
        Ok(true)
    }

    /// Reads the article that bytes as they were gave before: another run, or another file, may have changed what is to be done with it.
    fn read_again(&mut self, entry: &Entry, sheet: &Arc<Sheet>) -> Result<Option<Work>, LibraryError> {
        let mut records = match self.again.take() {
            Some((open, records)) if open == *sheet => records,
            _ => match self.order.reader.records(&sheet.path) {
                Ok(records) => records,
                Err(refused) => {
                    self.unsettled = true;
                    self.scope.keep(&refused);
                    self.report.refused.push(refused);
                    return Ok(None);
                }
            },
        };
        let is_it = |article: &Article| index::id_key(&article.id) == entry.signs.id;
        let found = records.by_ref().filter_map(Result::ok).find(is_it);
        self.again = Some((Arc::clone(sheet), records));
        match found {
            Some(article) => self.decide(Arrival::new(article), entry.mark),
            // It changed since it was looked at; the next run sees that.
            None => {
                self.unsettled = true;
                Ok(None)
            }
        }
    }

    /// Notes what the index will hold.
    fn note(&mut self, entry: &Entry) {
        self.draft.iter_mut().for_each(|draft| draft.note(entry));
    }

    fn end(&mut self, sheet: &Sheet, clean: bool) {
        let whole = clean && !std::mem::take(&mut self.unsettled);
        self.draft.iter_mut().for_each(|draft| draft.close(sheet, whole));
        self.again = None;
    }

    /// Reports an arrival, and says what there is to write of it.
    fn decide(&mut self, arrival: Arrival, mark: Hash) -> Result<Option<Work>, LibraryError> {
        let known = self.known(&arrival.article.id)?;
        let before = known.as_ref().map(|known| self.compare(known, &arrival)).transpose()?;
        let decision = self.plan.decide(&arrival.signs, &arrival.article.origin, before.as_ref());
        let id = || arrival.article.id.clone();
        self.unsettled |= matches!(decision, Decision::Twice(_) | Decision::Taken(_));
        if let Decision::Twice(place) = decision {
            let Origin { path, line } = arrival.article.origin;
            self.report.twice.push(Twice { id: arrival.article.id, path: path.into(), line, kept: place.to_string() });
            return Ok(None);
        }
        if let Decision::Taken(place) = decision {
            let reason = format!("another article has the id «{}»: {place}", arrival.article.id);
            let Origin { path, line } = arrival.article.origin;
            self.report.refused.push(ReadError { path: path.into(), line, reason });
            return Ok(None);
        }
        self.seen.extend(known.as_ref().map(|known| known.handle));
        match u32::try_from(arrival.article.origin.line.unwrap_or(0)) {
            Ok(line) => self.note(&Entry { line, mark, signs: arrival.signs }),
            Err(_) => self.unsettled = true,
        }
        match decision {
            Decision::Add => self.report.added.push(id()),
            Decision::Change => self.report.changed.push(id()),
            Decision::Keep | Decision::Move | Decision::Twice(_) | Decision::Taken(_) => self.report.unchanged += 1,
        }
        self.report.moved += u64::from(decision == Decision::Move);
        Ok(match (decision, known) {
            // A new generation owes nothing to the old one.
            _ if self.fresh => Some(Work::New(arrival)),
            (Decision::Keep, _) => None,
            (Decision::Move, Some(known)) => Some(Work::Again(known.handle, arrival)),
            _ => Some(Work::New(arrival)),
        })
    }

    fn known(&self, id: &ArticleId) -> Result<Option<Known>, LibraryError> {
        let Some(before) = self.before else { return Ok(None) };
        match before.known(id) {
            // What is built again may be damaged.
            Err(_) if self.fresh => Ok(None),
            known => known,
        }
    }

    fn compare(&self, known: &Known, arrival: &Arrival) -> Result<Before, LibraryError> {
        let same = known.is(&arrival.fingerprint);
        let path = &known.origin.path;
        let elsewhere =
            *path != arrival.article.origin.path && !self.scope.reads(Path::new(path)) && Path::new(path).exists();
        let elsewhere = match self.before.filter(|_| elsewhere && !self.scope.drops(path)) {
            Some(_) if same => Some(true),
            Some(before) => match before.fetch(known.handle) {
                Ok(stored) => Some(stored.hash == arrival.hash),
                Err(_) if self.fresh => Some(false),
                Err(error) => return Err(error),
            },
            None => None,
        };
        Ok(Before { same, origin: known.origin.clone(), elsewhere })
    }

    /// Takes out what was not read although it was looked for; a new generation gets what stays without being read.
    fn leave(&mut self) -> Result<(), IntakeError> {
        let Some(before) = self.before else { return Ok(()) };
        let mut left = Vec::new();
        let listed = before.articles(|handle, path| {
            if !self.seen.contains(&handle) {
                left.push((handle, self.scope.drops(path)));
            }
        });
        if !self.fresh {
            listed?;
        }
        for (handle, drops) in left {
            self.go_on()?;
            match before.fetch(handle) {
                Ok(stored) if drops => self.take_out(&stored.article.id)?,
                Ok(stored) if self.fresh => self.carry_over(&stored)?,
                Err(error) if self.fresh && !drops => self.report.refused.push(lost(self.order, &error)),
                Err(error) if !self.fresh => return Err(error.into()),
                Ok(_) | Err(_) => {}
            }
        }
        Ok(())
    }

    fn take_out(&mut self, id: &ArticleId) -> Result<(), LibraryError> {
        self.report.removed.push(id.clone());
        match self.writer {
            Some(writer) if !self.fresh => writer.retire(id),
            _ => Ok(()),
        }
    }

    fn carry_over(&self, stored: &StoredArticle) -> Result<(), LibraryError> {
        let Some(writer) = self.writer else { return Ok(()) };
        writer.put(writer.prepare(stored, &stored.article.fingerprint())?)
    }
}

fn go_on(progress: &dyn Progress) -> Result<(), IntakeError> {
    if progress.cancelled() { Err(IntakeError::Cancelled) } else { Ok(()) }
}

impl Work {
    /// Asks between its steps whether the run is over: one article may be a book.
    fn prepare(
        self,
        before: Option<&Reading>,
        writer: &Writer,
        progress: &dyn Progress,
    ) -> Result<Result<Prepared, Unfit>, IntakeError> {
        let (arrival, stored) = match self {
            Work::New(arrival) => (arrival, None),
            // What cannot be fetched is damaged, and made again.
            Work::Again(handle, arrival) => (arrival, before.and_then(|before| before.fetch(handle).ok())),
        };
        let (stored, fingerprint) = match stored {
            Some(stored) => (StoredArticle { article: Arc::new(arrival.article), ..stored }, arrival.fingerprint),
            None => match studied(arrival, progress)? {
                Ok(studied) => studied,
                Err(unfit) => return Ok(Err(unfit)),
            },
        };
        go_on(progress)?;
        Ok(Ok(writer.prepare(&stored, &fingerprint)?))
    }
}

/// An article that went wrong on its way; if it is in the index, it stays there as it was.
struct Unfit {
    id: ArticleId,
    refused: ReadError,
}

/// An article cut into its parts, with who says what in it. One that makes our own code panic must not end the run.
fn studied(
    arrival: Arrival,
    progress: &dyn Progress,
) -> Result<Result<(StoredArticle, ContentHash), Unfit>, IntakeError> {
    let Arrival { article, fingerprint, hash, .. } = arrival;
    let study = || {
        let segments = segment::segment(&article.text, article.language);
        go_on(progress)?;
        let attributions = attribution::attribute(&article.text, &segments, article.language);
        Ok::<_, IntakeError>((segments, attributions))
    };
    let Ok(study) = catch_unwind(AssertUnwindSafe(study)) else {
        let Origin { path, line } = article.origin;
        let reason = "this program failed on it; please report the article".to_owned();
        return Ok(Err(Unfit { id: article.id, refused: ReadError { path: path.into(), line, reason } }));
    };
    let (segments, attributions) = study?;
    let Segments { paragraphs, sentences, passages, .. } = segments;
    let article = Arc::new(article);
    Ok(Ok((StoredArticle { article, hash, paragraphs, sentences, passages, attributions }, fingerprint)))
}

fn lost(order: &Order, error: &LibraryError) -> ReadError {
    ReadError {
        path: order.index.clone(),
        line: None,
        reason: format!("an article could not be carried over: {error}"),
    }
}
