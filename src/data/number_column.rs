//! A column of numbers: whether `,` or `.` is the decimal mark is decided over the whole of it.

use super::cell::Cell;
use super::rows::RowNumbers;
use super::tally::Tally;

/// What the marks in one value say about the decimal mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    /// Nothing: there is none.
    Plain,
    /// A decimal point, or thousands set off by commas.
    Point,
    /// A decimal comma, or thousands set off by points.
    Comma,
    /// `1,234`, which is either.
    EitherComma,
    /// `1.234`, which is either.
    EitherPoint,
}

/// Signs and codes of currencies that may stand before or after an amount.
const CURRENCIES: [&str; 10] = ["€", "$", "£", "¥", "EGP", "EUR", "GBP", "USD", "LE", "E£"];
/// So many digits in groups set off by blanks and without a decimal mark are a telephone or a card, not a number.
const CODE_DIGITS: usize = 9;

/// A finished column.
#[derive(Debug)]
pub struct Numbers {
    /// One value per row; `NaN` where there is none.
    pub values: Vec<f64>,
    /// How many values there are.
    pub count: u64,
    /// The cells that are no number.
    pub bad: Tally,
}

/// A column of numbers, filled row by row.
#[derive(Debug, Default)]
pub struct NumberColumn {
    /// As read with a decimal point.
    values: Vec<f64>,
    forms: Vec<Form>,
    bad: Tally,
    points: Votes,
    commas: Votes,
}

/// The values that can only be read in one way, and the first of them for examples.
#[derive(Debug, Default)]
struct Votes {
    count: u64,
    first: Vec<String>,
}

impl Votes {
    fn add(&mut self, cell: Cell<'_>) {
        self.count += 1;
        if self.first.len() < 5 {
            self.first.push(cell.to_string());
        }
    }
}

impl NumberColumn {
    /// Adds the cell of row `row`.
    pub fn push(&mut self, row: u64, cell: Cell<'_>) {
        let read = match cell.present() {
            Cell::Empty => Some((f64::NAN, Form::Plain)),
            Cell::Int(i) => Some((i as f64, Form::Plain)),
            Cell::Float(f) => f.is_finite().then_some((f, Form::Plain)),
            Cell::Text(text) => read(text),
            Cell::Day(_) | Cell::Bool(_) => None,
        };
        let (value, form) = read.unwrap_or_else(|| {
            self.bad.add_cell(row, cell);
            (f64::NAN, Form::Plain)
        });
        match form {
            Form::Point => self.points.add(cell),
            Form::Comma => self.commas.add(cell),
            _ => {}
        }
        self.values.push(value);
        self.forms.push(form);
    }

    /// The values in the reading that fits most of them; a decimal point where nothing tells. `rows` are where they came from.
    pub fn finish(mut self, rows: &RowNumbers) -> Numbers {
        let decimal_comma = self.commas.count > self.points.count;
        let (misfit, examples) =
            if decimal_comma { (Form::Point, self.points.first) } else { (Form::Comma, self.commas.first) };
        let mut examples = examples.iter();
        for (i, (value, form)) in self.values.iter_mut().zip(&self.forms).enumerate() {
            match form {
                form if *form == misfit => {
                    *value = f64::NAN;
                    let text = examples.next().map_or(Cell::Empty, |t| Cell::Text(t));
                    self.bad.add_cell(rows.get(i), text);
                }
                Form::EitherComma if decimal_comma => *value /= 1000.0,
                Form::EitherPoint if decimal_comma => *value = (*value * 1000.0).round(),
                _ => {}
            }
        }
        let count = self.values.iter().filter(|v| !v.is_nan()).count() as u64;
        Numbers { values: self.values, count, bad: self.bad }
    }
}

/// Whether text is a number in some notation.
pub fn is_number(text: &str) -> bool {
    read(text.trim()).is_some()
}

/// The finite number in text, a mark that may be either read as a decimal point or a comma between thousands.
fn read(text: &str) -> Option<(f64, Form)> {
    let (value, form) = match text.parse() {
        Ok(value) => (value, form_of(text)),
        Err(_) => written_out(text)?,
    };
    f64::is_finite(value).then_some((value, form))
}

/// The form of what Rust itself reads as a number.
fn form_of(text: &str) -> Form {
    match text.trim_start_matches(['-', '+']).split_once('.') {
        None => Form::Plain,
        Some((_, rest)) if !rest.bytes().all(|b| b.is_ascii_digit()) => Form::Plain,
        Some((whole, thousands)) if is_thousands(whole, thousands) => Form::EitherPoint,
        Some(_) => Form::Point,
    }
}

/// Whether `whole` and `rest` may be thousands and what is left of them.
fn is_thousands(whole: &str, rest: &str) -> bool {
    (1..=3).contains(&whole.len()) && !whole.starts_with('0') && rest.len() == 3
}

/// A number with a currency, parentheses, thousands set off, or a decimal comma.
fn written_out(text: &str) -> Option<(f64, Form)> {
    let (negative, text) = bare(text)?;
    let set_off = |c: char| matches!(c, ' ' | '\u{a0}' | '\u{2009}' | '\u{202f}' | '\'' | '’');
    // The last mark is the decimal one, unless it stands between thousands.
    let last = text.rfind(['.', ',']);
    let mark = last.map(|at| text.as_bytes()[at]);
    let (head, tail) = last.map_or((text, ""), |at| (&text[..at], &text[at + 1..]));
    let (whole, fraction, form) = match mark {
        None => (grouped(text, set_off)?, "", Form::Plain),
        Some(mark) if head.contains(mark as char) => {
            // Several of one mark can only set off thousands.
            let form = if mark == b',' { Form::Point } else { Form::Comma };
            (grouped(text, |c| c == mark as char)?, "", form)
        }
        Some(b',') if is_thousands(head, tail) => (format!("{head}{tail}"), "", Form::EitherComma),
        Some(b'.') if is_thousands(head, tail) => (head.to_owned(), tail, Form::EitherPoint),
        Some(b',') => (grouped(head, |c| c == '.' || set_off(c))?, tail, Form::Comma),
        Some(_) => (grouped(head, |c| c == ',' || set_off(c))?, tail, Form::Point),
    };
    let is_code = mark.is_none() && text.contains(char::is_whitespace) && whole.len() >= CODE_DIGITS;
    let ends_in_mark = last.is_some_and(|at| at + 1 == text.len());
    if is_code || ends_in_mark || !fraction.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let value: f64 = format!("{whole}.{fraction}0").parse().ok()?;
    Some((if negative { -value } else { value }, form))
}

/// The digits of a whole number, written plainly or in groups of three set off by one and the same mark.
fn grouped(text: &str, is_mark: impl Fn(char) -> bool) -> Option<String> {
    let mut marks = text.chars().filter(|c| is_mark(*c));
    let first = marks.next();
    if marks.any(|mark| Some(mark) != first) {
        return None;
    }
    let mut groups = text.split(&is_mark);
    let lead = groups.next().unwrap_or_default();
    let fits = |group: &str| group.len() == 3 && group.bytes().all(|b| b.is_ascii_digit());
    let leads = lead.bytes().all(|b| b.is_ascii_digit())
        && (first.is_none() || ((1..=3).contains(&lead.len()) && !lead.starts_with('0')));
    (leads && groups.all(fits)).then(|| text.chars().filter(char::is_ascii_digit).collect())
}

/// Takes off sign, parentheses and currency; whether the number is negative, and the digits with their marks.
fn bare(text: &str) -> Option<(bool, &str)> {
    let (mut negative, mut signed, mut priced) = (false, false, false);
    let mut text = text;
    loop {
        text = text.trim();
        let minus = ['-', '−'];
        if let Some(inside) = text.strip_prefix('(').and_then(|t| t.strip_suffix(')')).filter(|_| !signed) {
            (negative, signed, text) = (true, true, inside);
        } else if let Some(rest) = text.strip_prefix(minus).or_else(|| text.strip_suffix(minus)).filter(|_| !signed) {
            (negative, signed, text) = (true, true, rest);
        } else if let Some(rest) = without_currency(text).filter(|_| !priced) {
            (priced, text) = (true, rest);
        } else {
            break;
        }
    }
    text.contains(|c: char| c.is_ascii_digit()).then_some((negative, text))
}

fn without_currency(text: &str) -> Option<&str> {
    CURRENCIES.iter().find_map(|c| text.strip_prefix(c).or_else(|| text.strip_suffix(c)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn column(cells: &[&str]) -> (Vec<Option<f64>>, Vec<String>) {
        let (mut column, mut rows) = (NumberColumn::default(), RowNumbers::default());
        for (i, cell) in cells.iter().enumerate() {
            rows.push(i as u64 + 2);
            column.push(i as u64 + 2, Cell::Text(cell));
        }
        let done = column.finish(&rows);
        (done.values.into_iter().map(|v| (!v.is_nan()).then_some(v)).collect(), done.bad.examples)
    }

    #[test]
    fn one_number_in_many_spellings() {
        for text in [
            "1234.5",
            "1,234.5",
            "1.234,5",
            "1 234,5",
            "1\u{a0}234,50",
            "1\u{202f}234.5",
            "1'234.5",
            "1’234,5",
            "$1,234.50",
            "€ 1.234,50",
            "1.234,50 €",
            "EGP 1234.5",
            "1,234.50 USD",
            "1.2345e3",
        ] {
            assert_eq!(column(&[text]), (vec![Some(1234.5)], vec![]), "{text}");
        }
        for text in ["-1234.5", "(1,234.50)", "1,234.50-", "−1234,5", "-$1,234.5", "$-1234.5", "($1,234.50)"] {
            assert_eq!(column(&[text]), (vec![Some(-1234.5)], vec![]), "{text}");
        }
    }

    #[test]
    fn what_is_no_number_is_unparsable() {
        for text in [
            "twelve",
            "inf",
            "1e999",
            "1,23,4",
            "12,34.5",
            "1,234,56",
            "5,",
            "$",
            "--5",
            "-(5)",
            "1 23",
            "01 234 567",
            "555 123 456",
            "+20 100 123",
            "1.2.3",
            "12:30",
            "1,234 567",
            "$5€",
            "ABC 123",
            "-",
            "1'234,567.8.9",
        ] {
            let missing = text == "-";
            assert_eq!(column(&[text]).0, [None], "{text}");
            assert_eq!(column(&[text]).1.is_empty(), missing, "{text}");
        }
    }

    #[test]
    fn the_whole_column_decides_the_mark() {
        assert_eq!(column(&["1,234", "2,5"]).0, [Some(1.234), Some(2.5)]);
        assert_eq!(column(&["1,234", "2.5"]).0, [Some(1234.0), Some(2.5)]);
        assert_eq!(column(&["1.234", "2,5"]).0, [Some(1234.0), Some(2.5)]);
        assert_eq!(column(&["1.234", "0.500"]).0, [Some(1.234), Some(0.5)]);
        assert_eq!(column(&["1.234", "1.234.567"]).0, [Some(1234.0), Some(1_234_567.0)]);
        assert_eq!(column(&["(1.234)", "0,5", "7"]).0, [Some(-1234.0), Some(0.5), Some(7.0)]);
    }

    #[test]
    fn where_nothing_tells_a_comma_sets_off_thousands() {
        assert_eq!(column(&["1,234", "999,000", "", "12"]).0, [Some(1234.0), Some(999_000.0), None, Some(12.0)]);
        assert_eq!(column(&["1.234"]).0, [Some(1.234)]);
    }

    #[test]
    fn the_reading_that_fits_most_wins() {
        let (values, bad) = column(&["1,5", "2,5", "1.234", "3.5", "x"]);
        assert_eq!(values, [Some(1.5), Some(2.5), Some(1234.0), None, None]);
        assert_eq!(bad, ["row 6: \"x\"", "row 5: \"3.5\""]);
        let (values, bad) = column(&["1,5", "2.5"]);
        assert_eq!((values, bad), (vec![None, Some(2.5)], vec!["row 2: \"1,5\"".to_owned()]));
    }
}
