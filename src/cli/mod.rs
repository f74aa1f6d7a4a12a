//! The command line: one file a command; arguments in, calls into the library, printed out.

mod args;
mod ask;
mod bot;
mod collection;
mod disk;
mod doctor;
mod generate;
mod index;
mod output;
mod quotes;
mod read;
mod report;
mod said;
mod show;
mod status;
mod watch;

use std::ffi::OsString;
use std::io;
use std::process::ExitCode;

use clap::Parser;

use crate::bot::BotError;
use crate::config::{Config, ConfigError, Places};
use crate::intake::IntakeError;
use crate::library::LibraryError;
use crate::telemetry::{self, Reader, Verbosity};
use args::{Cli, Command};
use output::Output;

/// How a command that did not fail ended.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Outcome {
    Found,
    NothingToQuote,
    /// Part of what was asked failed, and was reported.
    PartlyFailed,
}

/// Runs the program on its arguments, the first being its own name.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let cli = match Cli::try_parse_from(arguments) {
        Ok(cli) => cli,
        Err(message) => {
            let failed = message.use_stderr();
            // Nothing can be said where neither stream can be written.
            let _ = message.print();
            return if failed { ExitCode::from(2) } else { ExitCode::SUCCESS };
        }
    };
    let output = Output::new(cli.quiet);
    match command(cli, &output) {
        Ok(Outcome::Found) => ExitCode::SUCCESS,
        Ok(Outcome::NothingToQuote) => ExitCode::from(1),
        Ok(Outcome::PartlyFailed) => ExitCode::from(2),
        Err(error) if is_closed_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            output.error(&error, hint(&error));
            ExitCode::from(2)
        }
    }
}

fn command(cli: Cli, output: &Output) -> anyhow::Result<Outcome> {
    match cli.command {
        Command::Completions { shell } => return generate::completions(shell, output),
        Command::Man { command } => return generate::man(command.as_deref(), output),
        Command::ParseApart => return Ok(apart()?),
        _ => {}
    }
    let config = Config::load(&Places::of_this_process(cli.config, cli.index)?)?;
    let chosen = collection::chosen(&config, &cli.collection)?;
    let reader = if matches!(cli.command, Command::Bot(_)) { Reader::Journal } else { Reader::Person };
    telemetry::start(reader, Verbosity { configured: config.log.level, quiet: cli.quiet, verbose: cli.verbose });
    match cli.command {
        Command::Ask(args) => ask::run(&chosen, &args, output),
        Command::Said(args) => said::run(&chosen, &args, output),
        Command::Index(args) => index::run(&chosen, !cli.collection.is_empty(), &args, output),
        Command::Quotes(args) => quotes::run(&chosen, &args, output),
        Command::Show(args) => show::run(&chosen, &args, output),
        Command::Status(args) => status::run(&chosen, &args, output),
        Command::Read(args) => read::run(&config, &args, output),
        Command::Doctor(args) => doctor::run(&config, &chosen, &args, output),
        Command::Bot(args) => bot::run(&config, &chosen, &args, output),
        Command::Completions { .. } | Command::Man { .. } | Command::ParseApart => Ok(Outcome::Found),
    }
}

/// Reads files for another process of this program.
fn apart() -> io::Result<Outcome> {
    crate::read::serve(io::stdin().lock(), io::BufWriter::new(io::stdout().lock())).map(|()| Outcome::Found)
}

/// Whoever read our output has seen enough (`| head`): no error.
fn is_closed_pipe(error: &anyhow::Error) -> bool {
    error.chain().filter_map(|cause| cause.downcast_ref::<io::Error>()).any(|e| e.kind() == io::ErrorKind::BrokenPipe)
}

/// What the person can do next, where the error knows.
fn hint(error: &anyhow::Error) -> Option<&'static str> {
    error.chain().find_map(|cause| {
        if let Some(library) = cause.downcast_ref::<LibraryError>() {
            return library.hint();
        }
        if let Some(config) = cause.downcast_ref::<ConfigError>() {
            return config.hint();
        }
        if let Some(bot) = cause.downcast_ref::<BotError>() {
            return bot.hint();
        }
        match cause.downcast_ref::<IntakeError>()? {
            IntakeError::NoSources => {
                Some("name a file or folder: «onrecord index PATH», or list [[source]] in config.toml")
            }
            IntakeError::Library(library) => library.hint(),
            _ => None,
        }
    })
}
