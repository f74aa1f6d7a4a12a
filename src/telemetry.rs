//! Where log lines go: to stderr, as many as the command, the configuration and `-q`/`-v` ask for.

use std::io;

use tracing::level_filters::LevelFilter;
use tracing_subscriber::filter::Targets;
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;

use crate::config::LogLevel;

/// Who reads the log.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Reader {
    /// A person who ran a command and looks on: warnings only, without a time.
    Person,
    /// Whoever looks later what the bot did: its doings too, each with its time.
    Journal,
}

/// How much is asked for beside the reader's own measure.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct Verbosity {
    pub configured: Option<LogLevel>,
    /// How often `-q` was given.
    pub quiet: u8,
    /// How often `-v` was given.
    pub verbose: u8,
}

/// Starts logging for the rest of the process. Where something already does, as in a test, that stays.
pub fn start(reader: Reader, verbosity: Verbosity) {
    let lines = tracing_subscriber::fmt::layer().with_writer(io::stderr).with_ansi(colours());
    let registry = tracing_subscriber::registry().with(targets(level(reader, verbosity)));
    let started = match reader {
        Reader::Person => registry.with(lines.without_time().with_target(false)).try_init(),
        Reader::Journal => registry.with(lines).try_init(),
    };
    // The one error is that a subscriber is set already, which is what was wanted.
    let _ = started;
    std::panic::set_hook(Box::new(|panic| log_panic(panic.location())));
}

/// A panic is logged with its place alone: its message may quote an article or a question.
fn log_panic(place: Option<&std::panic::Location<'_>>) {
    let place = place.map_or_else(|| "an unknown place".to_owned(), ToString::to_string);
    tracing::error!("a part of the program failed at {place}; this is a mistake in the program, please report it");
}

/// `-q` and `-v` count from the configured level, so that `-v` always shows more than without it.
fn level(reader: Reader, verbosity: Verbosity) -> LogLevel {
    let usual = match reader {
        Reader::Person => LogLevel::Warn,
        Reader::Journal => LogLevel::Info,
    };
    let steps = i32::from(verbosity.verbose) - i32::from(verbosity.quiet);
    verbosity.configured.unwrap_or(usual).stepped(steps)
}

/// The libraries below say little before `trace`: at `debug` they would bury what this program says.
fn targets(level: LogLevel) -> Targets {
    let others = match level {
        LogLevel::Trace => LogLevel::Debug,
        level => level.min(LogLevel::Warn),
    };
    // Serenity's spans hold request bodies and interaction tokens, and its gateway quotes payloads it cannot read.
    Targets::new()
        .with_default(filter(others))
        .with_target("serenity", filter(level.min(LogLevel::Warn)))
        .with_target("serenity::gateway::ws", LevelFilter::OFF)
        .with_target(env!("CARGO_CRATE_NAME"), filter(level))
}

fn filter(level: LogLevel) -> LevelFilter {
    match level {
        LogLevel::Off => LevelFilter::OFF,
        LogLevel::Error => LevelFilter::ERROR,
        LogLevel::Warn => LevelFilter::WARN,
        LogLevel::Info => LevelFilter::INFO,
        LogLevel::Debug => LevelFilter::DEBUG,
        LogLevel::Trace => LevelFilter::TRACE,
    }
}

/// Colours only on a terminal that shows them; anstream knows NO_COLOR and its relatives.
fn colours() -> bool {
    anstream::AutoStream::choice(&io::stderr()) != anstream::ColorChoice::Never
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(reader: Reader, configured: Option<LogLevel>, flags: &str, expected: LogLevel) {
        let count = |flag| flags.matches(flag).count() as u8;
        let verbosity = Verbosity { configured, quiet: count('q'), verbose: count('v') };
        assert_eq!(level(reader, verbosity), expected, "{reader:?} {configured:?} -{flags}");
    }

    #[test]
    fn flags_count_from_the_configured_level() {
        check(Reader::Person, None, "", LogLevel::Warn);
        check(Reader::Journal, None, "", LogLevel::Info);
        check(Reader::Person, None, "v", LogLevel::Info);
        check(Reader::Person, None, "vvvvvvv", LogLevel::Trace);
        check(Reader::Person, None, "qqqq", LogLevel::Off);
        check(Reader::Journal, Some(LogLevel::Error), "", LogLevel::Error);
        check(Reader::Journal, Some(LogLevel::Error), "v", LogLevel::Warn);
        check(Reader::Journal, Some(LogLevel::Trace), "q", LogLevel::Debug);
    }

    #[test]
    fn libraries_stay_in_the_background() {
        let debug = targets(LogLevel::Debug);
        assert!(debug.would_enable("onrecord::ask", &tracing::Level::DEBUG));
        assert!(!debug.would_enable("serenity::gateway", &tracing::Level::INFO));
        assert!(debug.would_enable("serenity::gateway", &tracing::Level::WARN));
        assert!(!targets(LogLevel::Off).would_enable("serenity::gateway", &tracing::Level::ERROR));
        let trace = targets(LogLevel::Trace);
        assert!(trace.would_enable("tantivy::indexer", &tracing::Level::DEBUG));
        assert!(!trace.would_enable("serenity::http", &tracing::Level::INFO), "spans with tokens in them");
        assert!(!trace.would_enable("serenity::gateway::ws", &tracing::Level::ERROR), "payloads");
    }
}
