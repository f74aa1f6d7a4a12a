//! Figures -> a table in Markdown, JSON, and a plot of what a question costs as the collection grows.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use serde::Serialize;

use crate::figures::Figures;

/// All that was measured on one collection.
#[derive(Serialize, Default)]
pub struct Collection {
    pub name: String,
    pub articles: u64,
    pub text_bytes: u64,
    /// By what was measured: "index, onrecord, 2", "ask, sqlite", …
    pub figures: BTreeMap<String, Figures>,
}

#[derive(Serialize, Default)]
pub struct Report {
    pub collections: Vec<Collection>,
    /// What was checked while runs changed a collection; empty where none was held.
    pub siege: Figures,
}

impl Collection {
    fn get(&self, what: &str, figure: &str) -> Option<f64> {
        self.figures.get(what)?.get(figure).copied()
    }

    fn megabytes(&self) -> f64 {
        self.text_bytes as f64 / 1e6
    }

    fn table(&self) -> String {
        let mut table = format!(
            "### {} articles ({}), {:.1} MB of text\n\n| figure | OnRecord | Tantivy alone | SQLite FTS5 | OnRecord : Tantivy |\n|---|--:|--:|--:|--:|\n",
            self.articles,
            self.name,
            self.megabytes()
        );
        for threads in [1, 2] {
            let speed =
                |engine: &str| Some(self.megabytes() / self.get(&format!("index, {engine}, {threads}"), "seconds")?);
            let work = |engine: &str| self.get(&format!("index, {engine}, {threads}"), "processor_s");
            let on = if threads == 1 { "one processor" } else { "two processors" };
            row(&mut table, &format!("indexing on {on}, MB/s"), [speed("onrecord"), speed("tantivy"), speed("sqlite")]);
            row(
                &mut table,
                &format!("the same, seconds of processor on {on}"),
                [work("onrecord"), work("tantivy"), work("sqlite")],
            );
        }
        let size = |what: &str| Some(self.get(what, "index_bytes")? / self.text_bytes as f64);
        row(
            &mut table,
            "index over text",
            [size("index, onrecord, 2"), size("index, tantivy, 2"), size("index, sqlite, 1")],
        );
        let peak = |what: &str| self.get(what, "peak_mb");
        row(
            &mut table,
            "peak memory of indexing, MB",
            [peak("index, onrecord, 2"), peak("index, tantivy, 2"), peak("index, sqlite, 1")],
        );
        for figure in ["clock_p50_ms", "clock_p95_ms", "clock_p99_ms", "processor_p50_ms", "processor_p99_ms"] {
            let asked = ["onrecord", "tantivy ids", "sqlite"].map(|engine| self.get(&format!("ask, {engine}"), figure));
            row(
                &mut table,
                &format!("warm question, {}", figure.trim_end_matches("_ms").replace('_', " ") + ", ms"),
                asked,
            );
        }
        let own = |engine: &str| self.get(&format!("ask, {engine}"), "own_mb");
        row(
            &mut table,
            "memory of asking beyond mapped files, MB",
            [own("onrecord"), own("tantivy ids"), own("sqlite")],
        );
        row(
            &mut table,
            "cold process to printed answer, median ms",
            [self.get("cold, onrecord", "median_ms"), None, self.get("cold, sqlite", "median_ms")],
        );
        for askers in ["1", "2", "8", "64"] {
            let what = format!("crowd, {askers}");
            row(
                &mut table,
                &format!("{askers} askers, answers a second"),
                [self.get(&what, "answers_a_second"), None, None],
            );
            row(&mut table, &format!("{askers} askers, p99 ms"), [self.get(&what, "clock_p99_ms"), None, None]);
        }
        row(&mut table, "from a new article to its first quote, s", [self.get("found", "median_s"), None, None]);
        let again = || Some(100.0 * self.get("again", "seconds")? / self.get("index, onrecord, 2", "seconds")?);
        row(&mut table, "a run with 1 % changed, % of a full one", [again(), None, None]);
        table
    }
}

/// A row of the table; one without a figure is left out.
fn row(table: &mut String, name: &str, [ours, alone, sqlite]: [Option<f64>; 3]) {
    if ours.is_none() && alone.is_none() && sqlite.is_none() {
        return;
    }
    let shown = |figure: Option<f64>| figure.map_or_else(|| "–".to_owned(), shown);
    let ratio = ours.zip(alone).map(|(ours, alone)| ours / alone.max(f64::EPSILON));
    writeln!(table, "| {name} | {} | {} | {} | {} |", shown(ours), shown(alone), shown(sqlite), shown(ratio)).ok();
}

fn shown(figure: f64) -> String {
    match figure.abs() {
        large if large >= 100.0 => format!("{figure:.0}"),
        middle if middle >= 10.0 => format!("{figure:.1}"),
        _ => format!("{figure:.2}"),
    }
}

/// Width and height of the plot, and of its margins.
const SIZE: (f64, f64) = (720.0, 420.0);
const MARGIN: f64 = 60.0;

impl Report {
    pub fn markdown(&self) -> String {
        let mut tables: Vec<String> = self.collections.iter().map(Collection::table).collect();
        tables.extend(self.besieged());
        tables.join("\n")
    }

    /// What a siege without a fault has shown.
    fn besieged(&self) -> Option<String> {
        let figure = |name: &str| self.siege.get(name).copied();
        let (answers, quotes, runs) = (figure("answers")?, figure("quotes")?, figure("runs")?);
        let (anew, named) = (figure("anew")?, figure("named")?);
        Some(format!(
            "64 askers beside {runs} runs: {answers} answers, {quotes} quotes checked ({named} with somebody named, {anew} of articles that had changed), no fault.\n"
        ))
    }

    /// Time of a warm question by the number of articles made, both axes logarithmic.
    pub fn plot(&self) -> String {
        let made: Vec<&Collection> = self.collections.iter().filter(|collection| collection.name == "made").collect();
        let (width, height) = SIZE;
        let mut svg = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" font-family=\"sans-serif\" font-size=\"13\">\n<rect width=\"{width}\" height=\"{height}\" fill=\"white\"/>\n"
        );
        let x = |articles: f64| MARGIN + (articles.log10() - 4.0) / 2.0 * (width - 4.0 * MARGIN);
        let y = |ms: f64| height - MARGIN - (ms.max(0.01).log10() + 2.0) / 5.0 * (height - 2.0 * MARGIN);
        for (articles, name) in [(1e4, "10,000"), (1e5, "100,000"), (1e6, "1,000,000")] {
            writeln!(
                svg,
                "<text x=\"{:.0}\" y=\"{:.0}\" text-anchor=\"middle\">{name}</text>",
                x(articles),
                height - MARGIN + 20.0
            )
            .ok();
        }
        for (ms, name) in
            [(0.01, "0.01 ms"), (0.1, "0.1 ms"), (1.0, "1 ms"), (10.0, "10 ms"), (100.0, "100 ms"), (1000.0, "1 s")]
        {
            let at = y(ms);
            writeln!(svg, "<text x=\"{:.0}\" y=\"{:.0}\" text-anchor=\"end\">{name}</text>", MARGIN - 6.0, at + 4.0)
                .ok();
            writeln!(
                svg,
                "<line x1=\"{MARGIN}\" x2=\"{:.0}\" y1=\"{at:.0}\" y2=\"{at:.0}\" stroke=\"#ddd\"/>",
                width - 3.0 * MARGIN
            )
            .ok();
        }
        let lines = [
            ("ask, onrecord", "OnRecord, full answers", "#1457a8"),
            ("ask, tantivy ids", "Tantivy alone, ids", "#c05a00"),
            ("ask, sqlite", "SQLite FTS5, passages", "#3d7a2a"),
        ];
        for (what, name, colour) in lines {
            for (figure, dashes) in [("clock_p50_ms", "none"), ("clock_p99_ms", "5 4")] {
                let places: Vec<(f64, f64)> = made
                    .iter()
                    .filter_map(|collection| Some((x(collection.articles as f64), y(collection.get(what, figure)?))))
                    .collect();
                let points: Vec<String> = places.iter().map(|(x, y)| format!("{x:.1},{y:.1}")).collect();
                writeln!(svg, "<polyline points=\"{}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"2\" stroke-dasharray=\"{dashes}\"/>", points.join(" ")).ok();
                if let Some((x, y)) = places.last() {
                    let share = &figure[6..9];
                    writeln!(
                        svg,
                        "<text x=\"{:.0}\" y=\"{:.0}\" fill=\"{colour}\">{share} {name}</text>",
                        x + 8.0,
                        y + 4.0
                    )
                    .ok();
                }
            }
        }
        svg.push_str("<text x=\"60\" y=\"30\">Time of a warm question by the number of articles (solid: p50, dashed: p99)</text>\n</svg>\n");
        svg
    }
}
