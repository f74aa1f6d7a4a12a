//! Where output goes: data to stdout, everything else to stderr; colours, links and bars only on a terminal.

use std::io::{self, IsTerminal, Write};
use std::sync::Mutex;

use anstyle::{AnsiColor, Color, Style};
use indicatif::{ProgressBar, ProgressStyle};

use crate::intake::{Progress, Step};
use crate::show::paint::Paint;

/// Widest column a quote is wrapped at: longer lines are hard to read.
const WIDEST: usize = 92;

const ERROR: Style = Style::new().bold().fg_color(Some(Color::Ansi(AnsiColor::Red)));
const HINT: Style = Style::new().bold().fg_color(Some(Color::Ansi(AnsiColor::Cyan)));

pub struct Output {
    /// What stdout can show.
    pub paint: Paint,
    errors: Paint,
    bars: bool,
    quiet: u8,
}

impl Output {
    pub fn new(quiet: u8) -> Output {
        let stdout = io::stdout();
        let terminal = stdout.is_terminal();
        let colours = anstream::AutoStream::choice(&stdout) != anstream::ColorChoice::Never;
        let paint = Paint {
            colours,
            links: terminal && colours && supports_hyperlinks::on(supports_hyperlinks::Stream::Stdout),
            width: terminal.then(|| textwrap::termwidth().min(WIDEST)),
        };
        let stderr = io::stderr();
        let errors = Paint {
            colours: anstream::AutoStream::choice(&stderr) != anstream::ColorChoice::Never,
            ..Paint::default()
        };
        Output { paint, errors, bars: stderr.is_terminal() && quiet == 0, quiet }
    }

    /// Data, as it is.
    pub fn data(&self, text: &str) -> io::Result<()> {
        let mut stdout = io::stdout().lock();
        stdout.write_all(text.as_bytes())?;
        stdout.flush()
    }

    /// One JSON value and a line end, buffered by the caller where there are many.
    pub fn json(&self, value: &impl serde::Serialize) -> io::Result<()> {
        let mut line = serde_json::to_vec(value)?;
        line.push(b'\n');
        let mut stdout = io::stdout().lock();
        stdout.write_all(&line)?;
        stdout.flush()
    }

    /// Something to know beside the data; silenced by `-q`.
    pub fn note(&self, text: &str) {
        if self.quiet == 0 {
            self.stderr(text);
        }
    }

    /// Something that went wrong with a part of the work; silenced by `-qq`.
    pub fn warn(&self, text: &str) {
        if self.quiet < 2 {
            self.stderr(text);
        }
    }

    pub fn error(&self, error: &anyhow::Error, hint: Option<&str>) {
        let mut text = format!("{} {error:#}", self.errors.styled(ERROR, "error:"));
        if let Some(hint) = hint {
            text.push_str(&format!("\n{} {hint}", self.errors.styled(HINT, "hint:")));
        }
        self.stderr(&text);
    }

    /// How stderr shows an answer that has nothing to quote.
    pub fn beside(&self) -> Paint {
        self.errors
    }

    fn stderr(&self, text: &str) {
        let mut stderr = io::stderr().lock();
        // A closed stderr is no reason to fail: the exit code still tells.
        let _ = writeln!(stderr, "{}", text.trim_end());
    }

    /// A progress bar on a terminal, and nothing elsewhere.
    pub fn bar(&self) -> Bar {
        let bar = if self.bars { ProgressBar::new_spinner() } else { ProgressBar::hidden() };
        if self.bars {
            bar.enable_steady_tick(std::time::Duration::from_millis(120));
        }
        Bar { bar, sized: Mutex::new(false) }
    }
}

/// A run of the index, drawn.
pub struct Bar {
    bar: ProgressBar,
    sized: Mutex<bool>,
}

impl Progress for Bar {
    fn step(&self, step: Step) {
        match step {
            Step::Fetching { asked } => self.bar.set_message(format!("asking the web: {asked} requests")),
            Step::Finding { files } => self.bar.set_message(format!("looking for articles: {files} files")),
            Step::Reading { files, of, articles } => {
                self.size(of);
                self.bar.set_position(files);
                self.bar.set_message(format!("{articles} articles"));
            }
            Step::Publishing => self.bar.set_message("publishing"),
        }
    }
}

impl Bar {
    /// From a spinner to a bar, once it is known how much there is to do.
    fn size(&self, of: u64) {
        let mut sized = self.sized.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        if *sized {
            return;
        }
        *sized = true;
        self.bar.set_length(of);
        if let Ok(style) = ProgressStyle::with_template("reading {bar:30} {pos}/{len} files, {msg} [{elapsed}]") {
            self.bar.set_style(style);
        }
    }
}

impl Drop for Bar {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}
