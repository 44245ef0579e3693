//! Cells: a reader passes on a row of borrowed cells, whatever the file format.

use std::fmt;

use super::days::format_day;

/// A value as it is in the file; text is not interpreted yet.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Cell<'a> {
    /// Nothing.
    Empty,
    /// Text, possibly of a number or date.
    Text(&'a str),
    /// An integer.
    Int(i64),
    /// Any other number.
    Float(f64),
    /// A calendar day, in days since 1970-01-01.
    Day(i32),
    /// A truth value.
    Bool(bool),
}

/// A row under the reader's cursor.
pub trait Row {
    /// Its number of cells.
    fn len(&self) -> usize;
    /// The cell at `column`; empty if the row is shorter.
    fn cell(&self, column: usize) -> Cell<'_>;
}

/// Words for a missing value, in any case. A city with one of these names has no name: such words are far more often
/// written by programs for missing values.
pub(super) const MISSING: [&str; 13] =
    ["null", "na", "n/a", "-", "nan", "none", "nil", "nat", "empty", "#n/a", "<na>", "(none)", "(null)"];

/// Whether trimmed text is a spreadsheet error: `#REF!`, `#SPILL!`, `#NAME?`, or `Err:502` of `LibreOffice`.
pub fn is_error_word(text: &str) -> bool {
    if text.eq_ignore_ascii_case("#n/a") {
        return true;
    }
    if let Some(word) = text.strip_prefix('#') {
        let name = word.strip_suffix(['!', '?']).unwrap_or_default();
        let is_name = |c: char| c.is_ascii_uppercase() || matches!(c, '0'..='9' | '/' | '_');
        return word == "GETTING_DATA"
            || (name.starts_with(|c: char| c.is_ascii_uppercase()) && name.chars().all(is_name));
    }
    text.strip_prefix("Err:").is_some_and(|code| code.len() == 3 && code.bytes().all(|b| b.is_ascii_digit()))
}

/// Whether trimmed text means a missing value.
pub fn is_missing_word(text: &str) -> bool {
    if is_error_word(text) {
        return true;
    }
    // Most text here is numbers and dates.
    let may_be = text.len() <= 6 && !text.starts_with(|c: char| c.is_ascii_digit());
    may_be && (text.is_empty() || MISSING.iter().any(|w| w.eq_ignore_ascii_case(text)))
}

impl Cell<'_> {
    /// Whether it is what a spreadsheet shows for an error.
    pub fn is_error(self) -> bool {
        matches!(self, Self::Text(text) if is_error_word(text.trim()))
    }

    /// Whether the cell is empty (a word such as `NULL` is not).
    pub fn is_blank(self) -> bool {
        match self {
            Self::Empty => true,
            Self::Text(t) => t.trim().is_empty(),
            _ => false,
        }
    }

    /// The cell with trimmed text, and [`Cell::Empty`] for all forms of a missing value.
    pub fn present(self) -> Self {
        match self {
            Self::Text(t) => {
                let t = t.trim();
                if is_missing_word(t) { Self::Empty } else { Self::Text(t) }
            }
            Self::Float(f) if f.is_nan() => Self::Empty,
            other => other,
        }
    }

    /// The cell as a name: its trimmed text, `None` for a missing value.
    pub fn name(self) -> Option<String> {
        match self.present() {
            Self::Empty => None,
            other => Some(other.to_string()),
        }
    }
}

impl fmt::Display for Cell<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => Ok(()),
            Self::Text(t) => f.write_str(t),
            Self::Int(i) => write!(f, "{i}"),
            Self::Float(x) => write!(f, "{x}"),
            Self::Day(d) => f.write_str(&format_day(*d)),
            Self::Bool(b) => write!(f, "{b}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Cell;

    #[test]
    fn words_for_no_value_are_no_value() {
        for word in
            ["", "  ", "null", "NULL", "NA", "n/a", "-", "NaN", "None", "nil", "Empty", "#N/A", "<NA>", "(none)"]
        {
            assert_eq!(Cell::Text(word).present(), Cell::Empty, "{word:?}");
        }
        assert_eq!(Cell::Float(f64::NAN).present(), Cell::Empty);
        assert_eq!(Cell::Text(" 0 ").present(), Cell::Text("0"));
        assert!(!Cell::Text("NULL").is_blank());
    }

    #[test]
    fn errors_of_spreadsheets_are_no_value() {
        for word in [
            "#REF!",
            " #VALUE! ",
            "#DIV/0!",
            "#NAME?",
            "#SPILL!",
            "#CALC!",
            "#FIELD!",
            "#BLOCKED!",
            "#GETTING_DATA",
            "Err:502",
        ] {
            assert!(Cell::Text(word).is_error() && Cell::Text(word).present() == Cell::Empty, "{word:?}");
        }
        for word in ["#1", "#tag!", "#!", "#", "Err:", "Err:12", "Err:5021", "#REF", "REF!", "#é!"] {
            assert!(!Cell::Text(word).is_error(), "{word:?}");
        }
    }
}
