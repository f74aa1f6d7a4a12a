//! What the command line takes.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueHint};
use clap_complete::Shell;

use crate::read;

/// Answers questions over a collection of articles with word-for-word quotes and who says them.
#[derive(Parser, Debug)]
#[command(
    name = "onrecord",
    version,
    max_term_width = 100,
    after_help = "Exit codes: 0 found, 1 nothing to quote, 2 failed."
)]
pub struct Cli {
    /// Read this configuration instead of config.toml here or in the platform's config folder
    #[arg(long, global = true, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub config: Option<PathBuf>,
    /// Use the index in this folder
    #[arg(long, global = true, value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub index: Option<PathBuf>,
    /// Use this collection of the configuration; may be given several times. Without it, all there are
    #[arg(long, global = true, value_name = "NAME", conflicts_with = "index")]
    pub collection: Vec<String>,
    /// Say less on stderr; twice: errors only
    #[arg(short, long, global = true, action = clap::ArgAction::Count, conflicts_with = "verbose")]
    pub quiet: u8,
    /// Say more on stderr; up to three times
    #[arg(short, long, global = true, action = clap::ArgAction::Count)]
    pub verbose: u8,
    #[command(subcommand)]
    pub command: Command,
}

#[derive(Subcommand, Debug)]
pub enum Command {
    /// Quote the passages that answer a question
    Ask(AskArgs),
    /// Quote what somebody says, newest first
    Said(SaidArgs),
    /// Bring the index in line with the configured sources, or with the given ones
    Index(IndexArgs),
    /// List who says what in an article
    Quotes(QuotesArgs),
    /// Show an article with its attributions marked
    Show(ShowArgs),
    /// Print the articles of files and addresses as the index would store them, without indexing
    Read(ReadArgs),
    /// Say what the index holds
    Status(StatusArgs),
    /// Check the configuration, the index and every stored article, and say how to mend what is wrong
    Doctor(DoctorArgs),
    /// Answer in Discord until told to stop
    Bot(BotArgs),
    /// Print a completion script
    Completions {
        /// The shell it is for
        shell: Shell,
    },
    /// Print the manual page of the program, or of one of its commands
    Man {
        /// The command it is about
        command: Option<String>,
    },
    /// Read files for another process of this program, within limits
    #[command(hide = true, name = read::PARSE_APART)]
    ParseApart,
}

#[derive(Args, Debug)]
pub struct AskArgs {
    /// The question, in your own words
    #[arg(value_name = "QUESTION", required_unless_present = "batch", conflicts_with = "batch")]
    pub question: Vec<String>,
    /// Show at most this many quotes
    #[arg(short = 'n', value_name = "N", allow_negative_numbers = true, value_parser = clap::value_parser!(i64).range(1..=100))]
    pub limit: Option<i64>,
    /// Only words of this speaker
    #[arg(long, value_name = "NAME")]
    pub said_by: Option<String>,
    /// Only articles of this publisher
    #[arg(long, value_name = "NAME")]
    pub publisher: Option<String>,
    /// Only articles by this author
    #[arg(long, value_name = "NAME")]
    pub author: Option<String>,
    /// Only articles of this day, month or year, or later
    #[arg(long, value_name = "DATE")]
    pub after: Option<String>,
    /// Only articles of this day, month or year, or earlier
    #[arg(long, value_name = "DATE")]
    pub before: Option<String>,
    /// Show the paragraphs around each quote
    #[arg(long)]
    pub context: bool,
    /// Show what each quote's score is made of
    #[arg(long)]
    pub explain: bool,
    /// Group the quotes by who says them, the newest first (10 quotes unless -n says otherwise)
    #[arg(long)]
    pub by_source: bool,
    /// The day of asking, for «last week» and the like in the question; without it, today
    #[arg(long, value_name = "DATE")]
    pub today: Option<String>,
    /// Print JSON
    #[arg(long)]
    pub json: bool,
    /// Answer the questions of a file, or of standard input with -, one a line: {"id", "question"}, with "today" where it was asked another day, or plain words; prints JSONL in the same order
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub batch: Option<PathBuf>,
}

#[derive(Args, Debug)]
pub struct SaidArgs {
    /// A person, an office or an institution, in quotation marks where it has several words: "the harbour director"
    #[arg(value_name = "NAME")]
    pub name: String,
    /// Only what is about this
    #[arg(value_name = "ABOUT")]
    pub about: Vec<String>,
    /// Show at most this many quotes
    #[arg(short = 'n', value_name = "N", allow_negative_numbers = true, value_parser = clap::value_parser!(i64).range(1..=10_000))]
    pub limit: Option<i64>,
    /// Only words between quotation marks, whole sentences or parts of them
    #[arg(long)]
    pub direct: bool,
    /// Only articles of this publisher
    #[arg(long, value_name = "NAME")]
    pub publisher: Option<String>,
    /// Only articles by this author
    #[arg(long, value_name = "NAME")]
    pub author: Option<String>,
    /// Only articles of this day, month or year, or later
    #[arg(long, value_name = "DATE")]
    pub after: Option<String>,
    /// Only articles of this day, month or year, or earlier
    #[arg(long, value_name = "DATE")]
    pub before: Option<String>,
    /// Print JSON
    #[arg(long)]
    pub json: bool,
}

#[derive(Args, Default, Debug)]
pub struct IndexArgs {
    /// Files and folders of articles, or addresses of pages, feeds and site maps; without any, all that are configured or were given before
    #[arg(value_name = "PATH|URL", value_hint = ValueHint::AnyPath)]
    pub paths: Vec<PathBuf>,
    /// Take the articles of this file, folder or address out of the index, and read it no more; may be given several times
    #[arg(long, value_name = "PATH|URL", value_hint = ValueHint::AnyPath, conflicts_with_all = ["paths", "rebuild"])]
    pub forget: Vec<PathBuf>,
    /// Build the index again from its sources; the old one answers until the new one is complete
    #[arg(long)]
    pub rebuild: bool,
    /// Read every file again, also those whose size and times say that nothing changed
    #[arg(long)]
    pub reread: bool,
    /// Say what would change, and change nothing; the web is not asked
    #[arg(long)]
    pub dry_run: bool,
    /// Stay, and run again after each change of the files and whenever a source on the web is due; Ctrl-C ends it
    #[arg(long, conflicts_with_all = ["dry_run", "forget"])]
    pub watch: bool,
    /// Fail at once where another run holds the index, rather than wait for it
    #[arg(long)]
    pub no_wait: bool,
    /// Print the report as JSON
    #[arg(long)]
    pub json: bool,
}

#[derive(Args, Debug)]
pub struct QuotesArgs {
    /// Files, or indexed articles by id, path or end of path
    #[arg(value_name = "ARTICLE|FILE", required = true, value_hint = ValueHint::FilePath)]
    pub articles: Vec<String>,
    /// Print JSON, a line an article
    #[arg(long)]
    pub json: bool,
}

#[derive(Args, Debug)]
pub struct ShowArgs {
    /// An indexed article by id, path or end of path
    #[arg(value_name = "ARTICLE")]
    pub article: String,
    /// Print JSON
    #[arg(long)]
    pub json: bool,
}

#[derive(Args, Debug)]
pub struct ReadArgs {
    /// Files and folders of articles, or addresses of pages, feeds and site maps
    #[arg(value_name = "PATH|URL", required = true, value_hint = ValueHint::AnyPath)]
    pub paths: Vec<PathBuf>,
    /// Say on stderr where each field of a citation was found
    #[arg(long)]
    pub explain: bool,
    /// Print JSONL; it always does
    #[arg(long)]
    pub json: bool,
}

#[derive(Args, Debug)]
pub struct DoctorArgs {
    /// Ask Discord too: whether it takes the token, and what the bot lacks in this server, by its number
    #[arg(long, value_name = "SERVER", num_args = 0..=1, default_missing_value = "0")]
    pub discord: Option<u64>,
}

#[derive(Args, Debug)]
pub struct BotArgs {
    /// Print what the bot would answer to this question, as a web page in Discord's look, and stop
    #[arg(long, value_name = "QUESTION")]
    pub preview: Option<String>,
}

#[derive(Args, Debug)]
pub struct StatusArgs {
    /// Print JSON
    #[arg(long)]
    pub json: bool,
}
