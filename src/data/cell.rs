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
    /// A calendar day, and the nanoseconds since it began.
    Moment(i32, u64),
    /// A truth value.
    Bool(bool),
}

/// Nanoseconds in a second.
pub(super) const NANOSECONDS: u64 = 1_000_000_000;

/// The current row of a reader.
pub trait Row: Sync {
    /// Its number of cells.
    fn len(&self) -> usize;
    /// The cell at `column`; empty if the row is shorter.
    fn cell(&self, column: usize) -> Cell<'_>;
    /// Whether it continues the record of the previous row.
    fn continues(&self) -> bool {
        false
    }
}

impl dyn Row + '_ {
    /// The cell of a column that a table may not have.
    pub fn at(&self, column: Option<usize>) -> Cell<'_> {
        column.map_or(Cell::Empty, |column| self.cell(column))
    }
}

/// A row with its number, as a spreadsheet or editor shows it.
pub type Numbered<'r> = (u64, &'r dyn Row);

/// Words for a missing value, in any case. A city cannot have one of these names, because programs write these words for
/// missing values far more often.
pub(super) const MISSING: [&str; 13] =
    ["null", "na", "n/a", "-", "nan", "none", "nil", "nat", "empty", "#n/a", "<na>", "(none)", "(null)"];

/// Text without blanks around it. Most text has none, and begins and ends in ASCII.
pub fn trimmed(text: &str) -> &str {
    let is_ink = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_graphic);
    if is_ink(text.as_bytes().first()) && is_ink(text.as_bytes().last()) { text } else { text.trim() }
}

/// `#N/A` in English, German, French (and Spanish, Portuguese, Italian), Dutch and Turkish.
const NOT_AVAILABLE: [&str; 5] = ["#n/a", "#nv", "#n/d", "#n/b", "#yok"];

/// What every error of a spreadsheet begins with; `LibreOffice` has the second.
pub const ERROR_SIGNS: [&str; 2] = ["#", ERR];
const ERR: &str = "Err:";

/// Whether trimmed text is a spreadsheet error: `#REF!`, `#SPILL!`, `#NAME?`, `#¡VALOR!`, or `Err:502` of `LibreOffice`.
pub fn is_error_word(text: &str) -> bool {
    if !ERROR_SIGNS.iter().any(|sign| text.starts_with(sign)) {
        return false;
    }
    if NOT_AVAILABLE.iter().any(|word| text.eq_ignore_ascii_case(word)) {
        return true;
    }
    if let Some(word) = text.strip_prefix('#') {
        let name = word.strip_suffix(['!', '?']).unwrap_or_default().trim_start_matches(['¡', '¿']);
        let is_name = |c: char| c.is_uppercase() || matches!(c, '0'..='9' | '/' | '_');
        return word == "GETTING_DATA" || (name.starts_with(char::is_uppercase) && name.chars().all(is_name));
    }
    text.strip_prefix(ERR).is_some_and(|code| code.len() == 3 && code.bytes().all(|b| b.is_ascii_digit()))
}

/// Whether trimmed text means a missing value.
pub fn is_missing_word(text: &str) -> bool {
    match text.as_bytes() {
        [] => true,
        // Most text here is numbers and dates.
        [b'0'..=b'9', ..] => false,
        _ if is_error_word(text) => true,
        bytes => bytes.len() <= 6 && MISSING.iter().any(|w| w.eq_ignore_ascii_case(text)),
    }
}

impl Cell<'_> {
    /// The day, with its time where that is not midnight.
    pub fn moment(day: i32, nanoseconds: u64) -> Self {
        if nanoseconds == 0 { Self::Day(day) } else { Self::Moment(day, nanoseconds) }
    }

    /// Whether it is a spreadsheet error.
    pub fn is_error(self) -> bool {
        matches!(self, Self::Text(text) if is_error_word(trimmed(text)))
    }

    /// Whether the cell is empty (a word such as `NULL` is not).
    pub fn is_blank(self) -> bool {
        match self {
            Self::Empty => true,
            Self::Text(t) => trimmed(t).is_empty(),
            _ => false,
        }
    }

    /// The cell with trimmed text, and [`Cell::Empty`] for all forms of a missing value.
    #[inline]
    pub fn present(self) -> Self {
        match self {
            Self::Text(t) => {
                let t = trimmed(t);
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
            Self::Moment(d, nanoseconds) => {
                let seconds = nanoseconds / NANOSECONDS;
                write!(f, "{} {:02}:{:02}:{:02}", format_day(*d), seconds / 3600, seconds / 60 % 60, seconds % 60)?;
                match nanoseconds % NANOSECONDS {
                    0 => Ok(()),
                    fraction => write!(f, ".{}", format!("{fraction:09}").trim_end_matches('0')),
                }
            }
            Self::Bool(b) => write!(f, "{b}"),
        }
    }
}

#[cfg(test)]
impl Row for csv::StringRecord {
    fn len(&self) -> usize {
        self.len()
    }

    fn cell(&self, column: usize) -> Cell<'_> {
        self.get(column).filter(|text| !text.is_empty()).map_or(Cell::Empty, Cell::Text)
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
    fn a_moment_says_its_time() {
        let shown = |nanoseconds| Cell::moment(19_918, nanoseconds).to_string();
        assert_eq!((shown(0).as_str(), shown(36_061_000_000_000).as_str()), ("2024-07-14", "2024-07-14 10:01:01"));
        assert_eq!(shown(1_500_000_000), "2024-07-14 00:00:01.5");
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
            "#NV",
            "#BEZUG!",
            "#N/D",
            "#¡VALOR!",
            "#¿NOMBRE?",
            "#NÚM!",
            "#DEĞER!",
        ] {
            assert!(Cell::Text(word).is_error() && Cell::Text(word).present() == Cell::Empty, "{word:?}");
        }
        for word in ["#1", "#tag!", "#!", "#", "Err:", "Err:12", "Err:5021", "#REF", "REF!", "#é!"] {
            assert!(!Cell::Text(word).is_error(), "{word:?}");
        }
    }
}
