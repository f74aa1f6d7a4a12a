//! Measures how often a named speaker is the right one, against how much is still shown, for every threshold of confidence.
//!
//! `cargo run --release --example attribution_curve -- GOLD` reads brat annotation: `GOLD/text/NAME.txt` and the first in
//! order of `GOLD/attributions/NAME_*.ann`, whose events hold Source, Cue and Content; offsets in Unicode code points. It prints
//! the curve, what is missed, and the time an article takes. Whose a sentence is shown to be is the program's own choice
//! (`voice_of`); in the annotation it is whoever's most of it is, the article's own where more of it is nobody's. A speaker is
//! right where the two sources overlap; what names nobody is shown as nobody's and left out. The name shown for "she" or "the
//! minister" is not in the annotation, so speakers shown by such a name are counted apart. For comparison the last line takes
//! whoever's most of a sentence is on both sides, sure or not, and lets two without a source agree.

use std::collections::HashMap;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use onrecord::article::{Attribution, Voice};
use onrecord::attribution::{SURE, attribute, voice_of};
use onrecord::language::Language;
use onrecord::segment::segment;
use onrecord::text::{Span, Text};

type Failure = Box<dyn std::error::Error>;

const THRESHOLDS: [f32; 12] = [0.0, 0.4, 0.5, 0.55, 0.6, 0.65, SURE, 0.7, 0.75, 0.8, 0.85, 0.9];
/// The length of the article whose time is told.
const WORDS: usize = 700;

fn main() -> Result<(), Failure> {
    let folder = std::env::args().nth(1).ok_or("usage: attribution_curve GOLD")?;
    let mut measured = Measured::default();
    let mut texts: Vec<PathBuf> = fs::read_dir(Path::new(&folder).join("text"))?
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<Result<_, _>>()?;
    texts.sort();
    for path in texts {
        if let Some(gold) = annotation(Path::new(&folder), &path)? {
            measured.read(&fs::read_to_string(&path)?, &gold);
        }
    }
    write!(io::stdout().lock(), "{}", measured.table())?;
    Ok(())
}

/// The first annotation of a text.
fn annotation(folder: &Path, text: &Path) -> Result<Option<String>, Failure> {
    let name = format!("{}_", text.file_stem().unwrap_or_default().to_string_lossy());
    let mut files: Vec<PathBuf> = Vec::new();
    for entry in fs::read_dir(folder.join("attributions"))? {
        let path = entry?.path();
        if path.file_name().is_some_and(|file| file.to_string_lossy().starts_with(&name)) {
            files.push(path);
        }
    }
    files.sort();
    Ok(files.first().map(fs::read_to_string).transpose()?)
}

/// Who says what: where the source stands, if there is one, and the content.
struct Said {
    source: Vec<Span>,
    other: Vec<Span>,
    content: Vec<Span>,
    confidence: f32,
}

/// Reads brat's lines: "T1 Source 0 8;12 15 …" for text, "E1 Attribution:T9 Source:T1 Cue:T2 Content:T3" for who says it.
fn gold(annotation: &str, text: &Text) -> Vec<Said> {
    let bytes: Vec<usize> = text.as_str().char_indices().map(|(at, _)| at).chain([text.as_str().len()]).collect();
    let span = |part: &str| {
        let (start, end) = part.split_once(' ')?;
        let byte = |point: &str| bytes.get(point.parse::<usize>().ok()?).copied();
        text.span(byte(start)?..byte(end)?)
    };
    let mut parts: HashMap<&str, Vec<Span>> = HashMap::new();
    let mut events: Vec<&str> = Vec::new();
    for line in annotation.lines() {
        let mut fields = line.split('\t');
        match (fields.next(), fields.next()) {
            (Some(id), Some(value)) if id.starts_with('T') => {
                let spans = value.split_once(' ').map_or("", |(_, spans)| spans);
                parts.insert(id, spans.split(';').filter_map(span).collect());
            }
            (Some(id), Some(value)) if id.starts_with('E') => events.push(value),
            _ => {}
        }
    }
    let said = |event: &&str| {
        let role = |name: &str| {
            let ids =
                event.split(' ').filter_map(|pair| pair.split_once(':')).filter(|(role, _)| role.starts_with(name));
            ids.flat_map(|(_, id)| parts.get(id).cloned().unwrap_or_default()).collect::<Vec<Span>>()
        };
        let said = Said { source: role("Source"), other: role("Cue"), content: role("Content"), confidence: 1.0 };
        (!said.content.is_empty()).then_some(said)
    };
    events.iter().filter_map(said).collect()
}

fn found(attribution: &Attribution) -> Said {
    Said {
        source: attribution.source.into_iter().collect(),
        other: attribution.cue.into_iter().collect(),
        content: attribution.content.clone(),
        confidence: attribution.confidence,
    }
}

fn share(parts: &[Span], sentence: Span) -> usize {
    let inside = |part: &Span| part.end().min(sentence.end()).saturating_sub(part.start().max(sentence.start()));
    parts.iter().map(inside).sum()
}

/// Whose most of a sentence is; nobody's where more of it belongs to no source, cue or content.
fn voice(sentence: Span, all: &[Said]) -> Option<&Said> {
    let best = all.iter().rev().max_by_key(|said| share(&said.content, sentence))?;
    let mut taken: Vec<Span> = all
        .iter()
        .flat_map(|said| said.source.iter().chain(&said.other).chain(&said.content))
        .filter(|part| part.overlaps(sentence))
        .copied()
        .collect();
    taken.sort();
    let (mut own, mut reached) = (sentence.len(), sentence.start());
    for part in taken {
        let (start, end) = (part.start().max(reached), part.end().min(sentence.end()));
        own -= end.saturating_sub(start);
        reached = reached.max(end);
    }
    let most = share(&best.content, sentence);
    (most > 0 && most >= own).then_some(best)
}

fn agrees(one: &Said, other: &Said) -> bool {
    if one.source.is_empty() || other.source.is_empty() {
        return one.source.is_empty() == other.source.is_empty();
    }
    one.source.iter().any(|part| other.source.iter().any(|theirs| part.overlaps(*theirs)))
}

#[derive(Default)]
struct Measured {
    articles: usize,
    words: usize,
    time: Duration,
    sentences: usize,
    /// Sentences that somebody says.
    said: usize,
    /// Of these, shown as the article's own.
    missed: usize,
    /// Every speaker the program chooses.
    shown: Vec<Shown>,
    /// Speakers by the larger part, from the program's confidence on: all, and those that agree with the annotation.
    larger: (usize, usize),
}

/// A speaker the program chooses for a sentence.
struct Shown {
    confidence: f32,
    right: bool,
    /// Whether the annotation has the same speaker say any part of the sentence, however small.
    partly: bool,
    /// Whether another name is shown than the words that stand there.
    resolved: bool,
}

impl Measured {
    fn read(&mut self, text: &str, annotation: &str) {
        let text = Text::new(text);
        let start = Instant::now();
        let language = Language::detect(text.as_str());
        let segments = segment(&text, language);
        let attributions = attribute(&text, &segments, language);
        self.time += start.elapsed();
        self.articles += 1;
        self.words += text.as_str().split_whitespace().count();
        let found: Vec<Said> = attributions.iter().map(found).collect();
        let gold = gold(annotation, &text);
        for &sentence in &segments.sentences {
            let (right, larger) = (voice(sentence, &gold), voice(sentence, &found));
            self.sentences += 1;
            self.said += usize::from(right.is_some());
            let chosen = match voice_of(sentence, &attributions) {
                Voice::Source(chosen) | Voice::Uncertain(chosen) => Some(chosen),
                _ => None,
            };
            self.missed += usize::from(right.is_some() && chosen.is_none());
            if let Some(chosen) = chosen.filter(|chosen| chosen.source.is_some()) {
                let theirs = self::found(&chosen);
                self.shown.push(Shown {
                    partly: gold.iter().any(|said| share(&said.content, sentence) > 0 && agrees(said, &theirs)),
                    confidence: chosen.confidence,
                    right: right.is_some_and(|right| agrees(right, &theirs)),
                    resolved: chosen.resolved.is_some(),
                });
            }
            if let Some(larger) = larger.filter(|larger| larger.confidence >= SURE) {
                self.larger.0 += 1;
                self.larger.1 += usize::from(right.is_some_and(|right| agrees(right, larger)));
            }
        }
    }

    /// How many speakers there are of a kind, and how many of them are right.
    fn counted(&self, is: impl Fn(&Shown) -> bool) -> (usize, usize) {
        let of_kind = self.shown.iter().filter(|shown| is(shown));
        of_kind.fold((0, 0), |(all, right), shown| (all + 1, right + usize::from(shown.right)))
    }

    fn table(&self) -> String {
        let percent = |part: usize, of: usize| 100.0 * part as f64 / of.max(1) as f64;
        let head = format!(
            "{} articles, {} sentences, {} of them said by somebody; {:.1} % of all shown as the article's own though said\n",
            self.articles,
            self.sentences,
            self.said,
            percent(self.missed, self.sentences)
        );
        let row = |&threshold: &f32| {
            let (all, right) = self.counted(|shown| shown.confidence >= threshold);
            let mark = if threshold == SURE { "  <- the program's" } else { "" };
            let (precise, covered) = (percent(right, all), percent(all, self.said));
            format!(
                "from {threshold:.2}: shown {covered:5.1} of a hundred said, right when shown {precise:5.1} %{mark}\n"
            )
        };
        let sure = |resolved: bool| self.counted(|shown| shown.confidence >= SURE && shown.resolved == resolved);
        let (plain, named) = (sure(false), sure(true));
        let partly = self.counted(|shown| shown.confidence >= SURE && (shown.right || shown.partly)).0;
        let kinds = format!(
            "of the program's, {} shown in the words that stand there, {:.1} % right; {} by another name, the words right in {:.1} %\n\
             of the program's, {:.1} % say some part of the sentence, most of it or not\n\
             by the larger part on both sides: shown {:.1} of a hundred said, right when shown {:.1} %\n",
            plain.0,
            percent(plain.1, plain.0),
            named.0,
            percent(named.1, named.0),
            percent(partly, plain.0 + named.0),
            percent(self.larger.0, self.said),
            percent(self.larger.1, self.larger.0),
        );
        let time = self.time.as_secs_f64() * 1_000.0 * WORDS as f64 / self.words.max(1) as f64;
        let rows: String = THRESHOLDS.iter().map(row).collect();
        format!("{head}{rows}{kinds}{time:.2} ms for an article of {WORDS} words\n")
    }
}
