//! How each engine writes SQL: one table of what differs.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::sync::LazyLock;

use serde::Deserialize;
use strum::{Display, EnumIter, EnumMessage, EnumString};

use super::quoting;

/// An SQL dialect.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Display, EnumIter, EnumMessage, EnumString)]
#[strum(serialize_all = "lowercase")]
pub enum Dialect {
    /// Postgres, and engines that follow it.
    Postgresql,
    /// Apache Spark, and Sail.
    Spark,
    /// The engine in one process.
    Duckdb,
    /// The database in one file; it needs its mathematical functions.
    Sqlite,
}

/// What differs between dialects.
#[derive(Debug, Deserialize)]
struct Spec {
    quote: char,
    has_escapes: bool,
    /// The other texts, by name, with `{0}` and `{1}` for their arguments.
    #[serde(flatten)]
    texts: BTreeMap<String, String>,
}

/// The dialects by their names.
static SPECS: LazyLock<BTreeMap<String, Spec>> =
    LazyLock::new(|| toml::from_str(include_str!("dialects.toml")).unwrap_or_default());
/// What stands for a dialect without a table, which a test shows not to be.
static NONE: Spec = Spec { quote: '"', has_escapes: false, texts: BTreeMap::new() };

/// The maximum number of values in one call of a function (`SQLite` 100).
const MOST_ARGUMENTS: usize = 50;
/// The largest number that counts: sums of larger ones would be infinite.
const LARGEST: f64 = 1e300;

impl Dialect {
    fn spec(self) -> &'static Spec {
        SPECS.get(&self.to_string()).unwrap_or(&NONE)
    }

    /// How it writes what others write differently: the texts of `dialects.toml`, with `{0}` and `{1}` for their arguments.
    pub fn texts(self) -> &'static BTreeMap<String, String> {
        &self.spec().texts
    }

    fn own(self, name: &str) -> &'static str {
        self.texts().get(name).map_or("", String::as_str)
    }

    /// A text of `dialects.toml` with its arguments.
    fn written(self, name: &str, arguments: &[&str]) -> String {
        with_arguments(self.own(name), arguments)
    }

    /// The name of a table or column, quoted.
    pub fn quoted(self, name: &str) -> String {
        quoting::name(name, self.spec().quote)
    }

    /// A text as a literal.
    pub fn text(self, text: &str) -> String {
        quoting::text(text, self.has_escapes())
    }

    /// Whether a backslash in a text literal takes the character after it.
    pub fn has_escapes(self) -> bool {
        self.spec().has_escapes
    }

    /// A finite number as a literal of 64 bits; every digit that tells it from its neighbours.
    ///
    /// A literal with a point is a decimal in `PostgreSQL`, `DuckDB` and Spark, and the quotient of two decimals is rounded.
    pub fn number(self, number: f64) -> String {
        let mut digits = String::new();
        let _ = write!(digits, "{number:e}");
        match self {
            Self::Postgresql => self.as_double(&digits),
            // Minus is an operator: `1 - -1e0`, and `--` begins a comment.
            _ if number.is_sign_negative() => format!("({digits})"),
            _ => digits,
        }
    }

    /// An expression as text.
    pub fn as_text(self, expression: &str) -> String {
        format!("CAST({expression} AS {})", self.own("text"))
    }

    /// An expression as a floating-point number.
    pub fn as_double(self, expression: &str) -> String {
        format!("CAST({expression} AS {})", self.own("double"))
    }

    /// The type of floating-point numbers of 64 bits.
    pub fn type_of_numbers(self) -> &'static str {
        self.own("double")
    }

    /// A column as floating-point numbers; text that is no number stops the statement.
    pub fn to_double(self, column: &str) -> String {
        self.written("to_double", &[column])
    }

    /// An expression as a date; a time of day is dropped.
    pub fn as_date(self, expression: &str) -> String {
        self.written("to_date", &[expression])
    }

    /// The hour of a column with times.
    pub fn hour(self, column: &str) -> String {
        self.written("hour", &[column])
    }

    /// A column as floating-point numbers; null where it is infinite or no number.
    pub fn finite(self, column: &str) -> String {
        let number = self.to_double(column);
        format!("CASE WHEN ABS({number}) <= {} THEN {number} END", self.number(LARGEST))
    }

    /// The text of a column without spaces around it; null where that is empty.
    pub fn word(self, column: &str) -> String {
        format!("NULLIF(TRIM({}), '')", self.as_text(column))
    }

    /// A date, `2024-07-14`, as a literal.
    pub fn date(self, date: &str) -> String {
        self.written("day", &[date])
    }

    /// The days from one date to a later one.
    pub fn days(self, from: &str, to: &str) -> String {
        self.written("days_between", &[from, to])
    }

    /// A text as it sorts by its bytes, whatever the language of the database.
    pub fn by_bytes(self, text: &str) -> String {
        self.written("by_bytes", &[text])
    }

    /// What goes between `AS` and the bracket of a common table expression that is computed once.
    pub fn once(self) -> &'static str {
        self.own("once")
    }

    /// Whether the engine counts the bits of an integer.
    pub fn counts_bits(self) -> bool {
        !self.own("bit_count").is_empty()
    }

    /// What notices a change of a row: a text of `dialects.toml` with `{0}` for the columns. None where the engine has no such thing.
    pub fn of_rows(self, name: &str) -> Option<&'static str> {
        Some(self.own(name)).filter(|text| !text.is_empty())
    }

    /// A text that the text of an expression decides, and that is as good as random; null where that is null.
    pub fn hash(self, expression: &str) -> String {
        self.written("hash", &[&self.as_text(expression)])
    }

    /// The smallest of some expressions, none of them null.
    pub fn least(self, expressions: &[String]) -> String {
        match expressions {
            [only] => only.clone(),
            several if several.len() > MOST_ARGUMENTS => {
                let parts: Vec<String> = several.chunks(MOST_ARGUMENTS).map(|part| self.least(part)).collect();
                self.least(&parts)
            }
            several => format!("{}({})", self.own("least"), several.join(", ")),
        }
    }
}

/// A text with these arguments in place of `{0}` and `{1}`. What is in an argument is not looked at again.
pub fn with_arguments(text: &str, arguments: &[impl AsRef<str>]) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        out.push_str(before);
        let (number, after) = after.split_once('}').unwrap_or_default();
        let argument = number.parse().ok().and_then(|number: usize| arguments.get(number));
        out.push_str(argument.map_or("", AsRef::as_ref));
        rest = after;
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use strum::IntoEnumIterator;

    use super::*;

    #[test]
    fn every_dialect_has_every_text() {
        let names = |dialect: Dialect| dialect.texts().keys().collect::<Vec<_>>();
        assert_eq!(SPECS.len(), Dialect::iter().count());
        for dialect in Dialect::iter() {
            assert_eq!(names(dialect), names(Dialect::Postgresql), "{dialect}");
        }
        assert!(names(Dialect::Spark).len() > 8);
    }

    #[test]
    fn marks_inside_names_and_text_are_escaped() {
        assert_eq!(Dialect::Postgresql.quoted(r#"a"b`c"#), r#""a""b`c""#);
        assert_eq!(Dialect::Spark.quoted(r#"a"b`c"#), r#"`a"b``c`"#);
        assert_eq!(Dialect::Duckdb.text(r"it's \n"), r"'it''s \n'");
        assert_eq!(Dialect::Spark.text(r"it's \n"), r"'it\'s \\n'");
    }

    #[test]
    fn numbers_are_floating_point_with_all_their_digits() {
        assert_eq!(Dialect::Sqlite.number(0.1 + 0.2), "3.0000000000000004e-1");
        assert_eq!(Dialect::Spark.number(-2.5), "(-2.5e0)");
        assert_eq!(Dialect::Postgresql.number(-2.0), "CAST(-2e0 AS DOUBLE PRECISION)");
    }

    #[test]
    fn days_count_from_the_first_date_to_the_second() {
        assert_eq!(Dialect::Postgresql.days("x", "y"), "(y - x)");
        assert_eq!(Dialect::Duckdb.days("{a}", "y"), "DATE_DIFF('day', {a}, y)");
    }

    #[test]
    fn the_smallest_of_many_is_that_of_parts() {
        let least = |count: usize| Dialect::Sqlite.least(&vec!["x".to_owned(); count]);
        assert_eq!([least(1), least(2)], ["x", "MIN(x, x)"]);
        assert_eq!(least(51), format!("MIN({}, x)", least(50)));
    }
}
