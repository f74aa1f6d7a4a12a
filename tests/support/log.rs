//! The log of all tests of this process, at every level of ours and from warnings up of everybody else's, as the program itself keeps it.

use std::io;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use tracing_subscriber::filter::{LevelFilter, Targets};
use tracing_subscriber::layer::SubscriberExt as _;

#[derive(Clone, Default)]
struct Lines(Arc<Mutex<Vec<u8>>>);

impl io::Write for Lines {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

static LINES: OnceLock<Lines> = OnceLock::new();

/// Begins to keep the log.
pub fn keep() {
    LINES.get_or_init(|| {
        let lines = Lines::default();
        let writer = lines.clone();
        let targets = Targets::new().with_default(LevelFilter::WARN).with_target("onrecord", LevelFilter::TRACE);
        let layer = tracing_subscriber::fmt::layer().with_ansi(false).with_writer(move || writer.clone());
        let subscriber = tracing_subscriber::registry().with(targets).with(layer);
        tracing::subscriber::set_global_default(subscriber).expect("nobody else logs here");
        lines
    });
}

/// Everything logged so far.
pub fn lines() -> String {
    let lines = LINES.get().map(|lines| lines.0.lock().unwrap_or_else(PoisonError::into_inner).clone());
    String::from_utf8_lossy(&lines.unwrap_or_default()).into_owned()
}
