//! A form with files, as far as Discord's interface has it: the JSON part, with the files beside it under "enclosed".

use serde_json::{Value, json};

/// The JSON of the form with the names and texts of its files; a string where it is no such form.
pub fn read(bytes: &[u8], boundary: &str) -> Value {
    let text = String::from_utf8_lossy(bytes);
    let mut body = Value::String("no payload_json".into());
    let mut files = Vec::new();
    for part in text.split(&format!("--{boundary}")) {
        let Some((head, content)) = part.split_once("\r\n\r\n") else { continue };
        let content = content.strip_suffix("\r\n").unwrap_or(content);
        if head.contains("name=\"payload_json\"") {
            body = serde_json::from_str(content).unwrap_or(Value::String("not JSON".into()));
        } else if let Some(name) = head.split("filename=\"").nth(1).and_then(|rest| rest.split('"').next()) {
            files.push(json!({ "name": name, "text": content }));
        }
    }
    if let Some(object) = body.as_object_mut() {
        object.insert("enclosed".into(), files.into());
    }
    body
}
