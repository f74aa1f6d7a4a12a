//! ONRECORD_* variables: one for each key, and one for the token.

use super::keys::{self, Given, Key};
use super::{Config, ConfigError, Places, Token};

pub(super) const PREFIX: &str = "ONRECORD_";

pub(super) const TOKEN_VARIABLE: &str = "ONRECORD_DISCORD_TOKEN";

/// An empty variable counts as one that is not set, which is what `NAME= command` is written for.
pub(super) fn read_environment(config: &mut Config, places: &Places) -> Result<(), ConfigError> {
    for (name, value) in places.environment.iter().filter(|(_, value)| !value.is_empty()) {
        if name == TOKEN_VARIABLE {
            let token = value.to_str().and_then(Token::read);
            config.discord.token = Some(token.ok_or_else(|| ConfigError::NotAToken { place: name.clone() })?);
            continue;
        }
        let wrong = |problem| ConfigError::Variable { name: name.clone(), problem };
        let key = keys::all().find(|key| key.variable() == *name);
        let key = key.ok_or_else(|| wrong(format!("unknown variable, allowed: {}", variables().join(", "))))?;
        let given = Given::from_variable(value, key);
        key.put(config, given, &places.working_folder)
            .ok_or_else(|| wrong(format!("cannot be «{}», allowed: {}", value.display(), key.allowed())))?;
    }
    Ok(())
}

/// Every variable that is read.
fn variables() -> Vec<String> {
    keys::all().map(Key::variable).chain([TOKEN_VARIABLE.to_owned()]).collect()
}
