//! JSON documents with a schema.

use serde::Deserialize;

/// Reads a JSON document of this schema; `what` names its kind in messages.
///
/// # Errors
/// Why it cannot be read, as the end of a sentence that begins with the file.
pub(crate) fn read<T: for<'a> Deserialize<'a>>(text: &str, schema: &str, what: &str) -> Result<T, String> {
    /// The first field of every document.
    #[derive(Deserialize)]
    struct Head {
        schema: Option<String>,
    }
    let head: Head = serde_json::from_str(text).map_err(|error| {
        if error.is_eof() { format!("is cut off: {error}") } else { format!("is not a {what}: {error}") }
    })?;
    match head.schema {
        Some(found) if found == schema => {}
        Some(found) => {
            let kind = |schema: &str| schema.rsplit_once('/').map(|(kind, _)| kind.to_owned());
            return Err(if kind(&found) == kind(schema) {
                format!("is a {what} of another version of segscope ({found:?}), and this one reads {schema}")
            } else {
                format!("is not a {what}: its schema is {found:?}, and should be {schema}")
            });
        }
        None => return Err(format!("is not a {what}: it has no schema")),
    }
    serde_json::from_str(text).map_err(|error| format!("is a {what} that was changed by hand or damaged: {error}"))
}
