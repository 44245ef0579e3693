//! How each engine writes SQL: one table of what differs.

use std::fmt::Write;

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
struct Spec {
    /// The mark around names; inside one it is doubled.
    quote: char,
    /// Whether a backslash escapes the next character of a text literal.
    has_escapes: bool,
    /// The type of text.
    text: &'static str,
    /// The type of floating-point numbers of 64 bits.
    double: &'static str,
    /// A value of a column, `{}`, as such a number; an error where it is none.
    to_double: &'static str,
    /// A value, `{}`, as a date.
    to_date: &'static str,
    /// A date, `{}`, from its literal text.
    date: &'static str,
    /// Days from the date `{b}` to the date `{a}`.
    days: &'static str,
    /// The smallest of several values in one row.
    least: &'static str,
    /// What makes an engine compute a common table expression once, where it would copy it into each use.
    once: &'static str,
}

/// The maximum number of values in one call of a function (`SQLite` 100).
const MOST_ARGUMENTS: usize = 50;

const SPECS: [(Dialect, Spec); 4] = [
    (
        Dialect::Postgresql,
        Spec {
            quote: '"',
            has_escapes: false,
            text: "TEXT",
            double: "DOUBLE PRECISION",
            to_double: "CAST({} AS DOUBLE PRECISION)",
            to_date: "CAST({} AS DATE)",
            date: "DATE {}",
            days: "({a} - {b})",
            least: "LEAST",
            once: "MATERIALIZED ",
        },
    ),
    (
        Dialect::Spark,
        Spec {
            quote: '`',
            has_escapes: true,
            text: "STRING",
            double: "DOUBLE",
            to_double: "CAST({} AS DOUBLE)",
            to_date: "CAST({} AS DATE)",
            date: "DATE {}",
            days: "DATEDIFF({a}, {b})",
            least: "LEAST",
            once: "",
        },
    ),
    (
        Dialect::Duckdb,
        Spec {
            quote: '"',
            has_escapes: false,
            text: "VARCHAR",
            double: "DOUBLE",
            to_double: "CAST({} AS DOUBLE)",
            to_date: "CAST({} AS DATE)",
            date: "DATE {}",
            days: "DATE_DIFF('day', {b}, {a})",
            least: "LEAST",
            once: "MATERIALIZED ",
        },
    ),
    (
        Dialect::Sqlite,
        Spec {
            quote: '"',
            has_escapes: false,
            text: "TEXT",
            double: "REAL",
            // A cast of `n/a` is 0, and JSON refuses it.
            to_double: "CASE TYPEOF({}) WHEN 'text' THEN CAST(JSON({}) AS REAL) ELSE CAST({} AS REAL) END",
            // Dates are text: ISO 8601, with or without a time.
            to_date: "DATE({})",
            date: "DATE({})",
            days: "(JULIANDAY({a}) - JULIANDAY({b}))",
            least: "MIN",
            once: "MATERIALIZED ",
        },
    ),
];

impl Dialect {
    fn spec(self) -> &'static Spec {
        const ALL: &[(Dialect, Spec)] = &SPECS;
        &ALL[self as usize].1
    }

    /// The name of a table or column, quoted.
    pub fn quoted(self, name: &str) -> String {
        quoting::name(name, self.spec().quote)
    }

    /// A text as a literal.
    pub fn text(self, text: &str) -> String {
        quoting::text(text, self.spec().has_escapes)
    }

    /// A finite number as a literal of 64 bits; every digit that tells it from its neighbours.
    ///
    /// A literal with a point is a decimal in `PostgreSQL`, `DuckDB` and Spark, and the quotient of two decimals is rounded.
    pub fn number(self, number: f64) -> String {
        let mut digits = String::new();
        let _ = write!(digits, "{number:e}");
        match self {
            Self::Postgresql => format!("CAST({digits} AS {})", self.spec().double),
            // Minus is an operator: `1 - -1e0`, and `--` begins a comment.
            _ if number.is_sign_negative() => format!("({digits})"),
            _ => digits,
        }
    }

    /// An expression as text.
    pub fn as_text(self, expression: &str) -> String {
        format!("CAST({expression} AS {})", self.spec().text)
    }

    /// An expression as a floating-point number.
    pub fn as_double(self, expression: &str) -> String {
        format!("CAST({expression} AS {})", self.spec().double)
    }

    /// A column as floating-point numbers; text that is no number stops the statement.
    pub fn to_double(self, column: &str) -> String {
        self.spec().to_double.replace("{}", column)
    }

    /// An expression as a date; a time of day is dropped.
    pub fn as_date(self, expression: &str) -> String {
        self.spec().to_date.replace("{}", expression)
    }

    /// A date, `2024-07-14`, as a literal.
    pub fn date(self, date: &str) -> String {
        self.spec().date.replace("{}", &self.text(date))
    }

    /// The days from one date to a later one.
    pub fn days(self, from: &str, to: &str) -> String {
        // One after the other, so that no expression is searched for the marks.
        let (before, rest) = self.spec().days.split_once('{').unwrap_or_default();
        let mut out = before.to_owned();
        for part in rest.split('{') {
            let (mark, text) = part.split_once('}').unwrap_or_default();
            out.push_str(if mark == "a" { to } else { from });
            out.push_str(text);
        }
        out
    }

    /// What goes between `AS` and the bracket of a common table expression that is computed once.
    pub fn once(self) -> &'static str {
        self.spec().once
    }

    /// The smallest of some expressions, none of them null.
    pub fn least(self, expressions: &[String]) -> String {
        match expressions {
            [only] => only.clone(),
            several if several.len() > MOST_ARGUMENTS => {
                let parts: Vec<String> = several.chunks(MOST_ARGUMENTS).map(|part| self.least(part)).collect();
                self.least(&parts)
            }
            several => format!("{}({})", self.spec().least, several.join(", ")),
        }
    }
}

#[cfg(test)]
mod tests {
    use strum::IntoEnumIterator;

    use super::*;

    #[test]
    fn the_table_is_in_the_order_of_the_dialects() {
        assert!(Dialect::iter().eq(SPECS.iter().map(|(dialect, _)| *dialect)));
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
