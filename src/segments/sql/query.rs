//! A statement of common table expressions.

use crate::warehouse::Dialect;

/// The names of common table expressions begin so; a table without a schema must not.
pub(super) const PREFIX: &str = "segscope_";

/// A statement that grows by one common table expression after the other.
pub(super) struct Query {
    pub dialect: Dialect,
    parts: Vec<String>,
}

impl Query {
    pub fn new(dialect: Dialect) -> Self {
        Self { dialect, parts: Vec::new() }
    }

    /// Adds common table expressions that are written, before all others.
    pub fn begin(&mut self, expressions: &str) {
        self.parts.insert(0, expressions.to_owned());
    }

    /// Adds `name AS (SELECT columns rest)`; each of the columns is an expression and its name.
    pub fn add(&mut self, name: &str, columns: &[(String, String)], rest: &str) {
        self.push(name, "", columns, rest);
    }

    /// The same, computed once, as its columns are used many times.
    pub fn add_once(&mut self, name: &str, columns: &[(String, String)], rest: &str) {
        self.push(name, self.dialect.once(), columns, rest);
    }

    fn push(&mut self, name: &str, once: &str, columns: &[(String, String)], rest: &str) {
        let rest = if rest.is_empty() { String::new() } else { format!("\n  {rest}") };
        self.parts.push(format!("{PREFIX}{name} AS {once}(\n{}{rest}\n)", select("  ", columns)));
    }

    /// The statement with its last part.
    pub fn finish(self, columns: &[(String, String)], rest: &str) -> String {
        format!("WITH\n{}\n{}\n{rest}", self.parts.join(",\n"), select("", columns))
    }
}

/// `SELECT` with these columns.
pub(super) fn select(indent: &str, columns: &[(String, String)]) -> String {
    let column = |(expression, name): &(String, String)| {
        if expression == name { format!("{indent}  {name}") } else { format!("{indent}  {expression} AS {name}") }
    };
    format!("{indent}SELECT\n{}", columns.iter().map(column).collect::<Vec<_>>().join(",\n"))
}

/// A column: an expression and its name.
pub(super) fn named(expression: impl Into<String>, name: impl Into<String>) -> (String, String) {
    (expression.into(), name.into())
}

/// An id: `7`, `7.0` and ` 7 ` are one.
pub(super) fn id(dialect: Dialect, column: &str) -> String {
    let word = dialect.word(column);
    format!("CASE WHEN {word} LIKE '%.0' THEN SUBSTR({word}, 1, LENGTH({word}) - 2) ELSE {word} END")
}
