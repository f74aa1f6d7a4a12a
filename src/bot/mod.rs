//! The Discord bot: serenity events -> requests -> answers.
