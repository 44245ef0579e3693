//! Names and text in statements, whatever is in them.

/// A name in quotes; a quote inside is doubled.
pub fn name(name: &str, quote: char) -> String {
    format!("{quote}{}{quote}", name.replace(quote, &format!("{quote}{quote}")))
}

/// A text as a literal. Where a backslash takes the character after it, the engine is Spark or one like it, which replaces variables in
/// braces even there.
pub fn text(text: &str, has_escapes: bool) -> String {
    let text = if has_escapes {
        text.replace('\\', r"\\").replace('\'', r"\'").replace("${", r"$\{")
    } else {
        text.replace('\'', "''")
    };
    format!("'{text}'")
}
