//! Discord's own description of its interface as a check, where the variable DISCORD_OPENAPI names the file.

use std::collections::HashMap;
use std::sync::{Mutex, OnceLock};

use jsonschema::error::ValidationErrorKind;
use jsonschema::{Registry, Resource, ValidationError, Validator};
use serde_json::Value;

const ADDRESS: &str = "json-schema:///discord";

pub struct OpenApi {
    /// Path templates with their methods: "/channels/{channel_id}/messages" and "post".
    paths: Vec<(String, Vec<String>)>,
    registry: Registry<'static>,
    validators: Mutex<HashMap<String, &'static Validator>>,
}

/// The description, read once a process; `None` where no file is named, which is said once.
pub fn description() -> Option<&'static OpenApi> {
    static DESCRIPTION: OnceLock<Option<OpenApi>> = OnceLock::new();
    DESCRIPTION.get_or_init(read).as_ref()
}

#[expect(clippy::print_stdout, reason = "whoever runs the tests reads what they did not check")]
fn read() -> Option<OpenApi> {
    #[expect(clippy::disallowed_methods, reason = "tests are told by the environment where test data is")]
    let Some(path) = std::env::var_os("DISCORD_OPENAPI") else {
        println!("DISCORD_OPENAPI is not set: requests are checked against the hand-held limits only");
        return None;
    };
    let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let document: Value = serde_json::from_str(&text).expect("the description is JSON");
    let paths = document["paths"].as_object().expect("it has paths");
    let paths = paths.iter().map(|(path, methods)| {
        let methods = methods.as_object().map(|methods| methods.keys().cloned().collect()).unwrap_or_default();
        (path.clone(), methods)
    });
    let paths = paths.collect();
    let registry = Registry::new().add(ADDRESS, Resource::from_contents(document)).expect("a good address").prepare();
    Some(OpenApi { paths, registry: registry.expect("every reference leads somewhere"), validators: Mutex::default() })
}

impl OpenApi {
    /// Everything wrong with a request of this method and path ("/channels/1/messages").
    pub fn faults(&'static self, method: &str, path: &str, body: &Value) -> Vec<String> {
        let method = method.to_lowercase();
        let Some((template, _)) =
            self.paths.iter().find(|(template, methods)| fits(template, path) && methods.contains(&method))
        else {
            return vec![format!("{method} {path} is not in Discord's description")];
        };
        if matches!(method.as_str(), "get" | "delete") {
            return if body.is_null() { Vec::new() } else { vec![format!("{method} {path} with a body")] };
        }
        let body = as_described(body);
        let errors = self.validator(template, &method).iter_errors(&body);
        errors.map(|error| format!("{}: {}", error.instance_path(), readable(&error))).collect()
    }

    fn validator(&'static self, template: &str, method: &str) -> &'static Validator {
        let template = template.replace('~', "~0").replace('/', "~1").replace('{', "%7B").replace('}', "%7D");
        let reference = format!("{ADDRESS}#/paths/{template}/{method}/requestBody/content/application~1json/schema");
        let mut validators = self.validators.lock().expect("no test fails in here");
        validators.entry(reference.clone()).or_insert_with(|| {
            let schema = serde_json::json!({ "$ref": reference });
            let options = jsonschema::options().with_registry(&self.registry).should_validate_formats(true);
            let validator = options.should_ignore_unknown_formats(true).build(&schema);
            Box::leak(Box::new(validator.unwrap_or_else(|error| panic!("{reference}: {error}"))))
        })
    }
}

fn fits(template: &str, path: &str) -> bool {
    let (template, path): (Vec<_>, Vec<_>) = (template.split('/').collect(), path.split('/').collect());
    // "@original" has a template of its own beside "{message_id}".
    let same =
        |(expected, found): (&&str, &&str)| expected == found || (expected.starts_with('{') && !found.starts_with('@'));
    template.len() == path.len() && template.iter().zip(&path).all(same)
}

/// Discord takes permissions as digits in a string, which its description does not say.
fn as_described(body: &Value) -> Value {
    match body {
        Value::Array(items) => items.iter().map(as_described).collect(),
        Value::Object(keys) => keys.iter().map(|(key, value)| (key.clone(), described(key, value))).collect(),
        other => other.clone(),
    }
}

fn described(key: &str, value: &Value) -> Value {
    match (key, value) {
        ("default_member_permissions", Value::String(bits)) => {
            bits.parse::<u64>().map_or_else(|_| value.clone(), Value::from)
        }
        _ => as_described(value),
    }
}

/// The deepest error of the branch that came nearest.
fn readable(error: &ValidationError<'_>) -> String {
    let (ValidationErrorKind::AnyOf { context } | ValidationErrorKind::OneOfNotValid { context }) = error.kind() else {
        return error.to_string();
    };
    let nearest = context.iter().flatten().max_by_key(|inner| inner.instance_path().to_string().len());
    nearest.map_or_else(|| error.to_string(), |inner| format!("{}: {}", inner.instance_path(), readable(inner)))
}
