//! A column of numbers: the complete column decides whether `,` or `.` is the decimal mark.

use super::amount_text::{self, Amount, Form};
use super::cell::Cell;
use super::currency_column::{Currencies, Mixed};
use super::findings::Finding;
use super::notation::Why;
use super::rows::RowNumbers;
use super::schema::Table;
use super::tally::{Tally, quote};

/// A finished column.
#[derive(Debug)]
pub struct Numbers {
    /// One value per row; `NaN` where there is none.
    pub values: Vec<f64>,
    /// How many values there are.
    pub count: u64,
    /// The cells that are not numbers.
    pub bad: Tally,
    /// The currency that is written beside them, where it is one.
    pub currency: Option<String>,
    /// Where it is unclear whether `1.234` is a thousand; it was read with a decimal point.
    pub undecided: Option<Why>,
    mixed: Option<Mixed>,
}

impl Numbers {
    /// The finding that the amounts are in several currencies.
    pub fn mixed_currency(&mut self, table: Table, column: &str) -> Option<Finding> {
        self.mixed.take()?.finding(table, column)
    }
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
    either: Either,
    currencies: Currencies,
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

/// Evidence of values that can be read in two ways.
#[derive(Debug, Default)]
struct Either {
    /// The first with a point, and with a comma.
    point: Option<String>,
    comma: Option<String>,
    /// Whether there are whole numbers without a mark: below a thousand, and above.
    short: bool,
    long: bool,
}

impl NumberColumn {
    /// Adds the cell of row `row`; false if it holds a value that is not a number.
    pub fn push(&mut self, row: u64, cell: Cell<'_>) -> bool {
        // A plain amount has no blanks around it, and is no word for a missing value.
        let plain_text = if let Cell::Text(text) = cell { amount_text::plain(text) } else { None };
        let present = if plain_text.is_some() { cell } else { cell.present() };
        let plain = |value| Some(Amount { value, form: Form::Plain, currency: None });
        let read = plain_text.or_else(|| match present {
            Cell::Empty => plain(f64::NAN),
            Cell::Int(i) => plain(i as f64),
            Cell::Float(f) => plain(f).filter(|_| f.is_finite()),
            Cell::Text(text) => amount_text::read(text),
            Cell::Day(_) | Cell::Moment(..) | Cell::Bool(_) => None,
        });
        let is_number = read.is_some();
        let Amount { value, form, currency } = read.unwrap_or_else(|| {
            self.bad.add_cell(row, cell);
            Amount { value: f64::NAN, form: Form::Plain, currency: None }
        });
        match form {
            Form::Point => self.points.add(cell),
            Form::Comma => self.commas.add(cell),
            Form::EitherPoint => self.either.point = self.either.point.take().or_else(|| Some(quote(cell))),
            Form::EitherComma => self.either.comma = self.either.comma.take().or_else(|| Some(quote(cell))),
            Form::Plain if matches!(present, Cell::Text(_)) => {
                self.either.long |= value.abs() >= 1000.0;
                self.either.short |= value.abs() < 1000.0;
            }
            Form::Plain => {}
        }
        if let Some(currency) = currency {
            self.currencies.add((self.values.len(), row), cell, currency);
        }
        self.values.push(value);
        self.forms.push(form);
        is_number
    }

    /// Whether the decimal mark is a comma: by the values that can be read in only one way, otherwise by the user's
    /// setting, otherwise by the usual form; an example if none of these decides.
    fn has_decimal_comma(&self, decimal: Option<char>) -> Result<bool, Why> {
        match (self.commas.count, self.points.count) {
            (0, 0) => {}
            (_, 0) => return Ok(true),
            (0, _) => return Ok(false),
            (commas, points) => return Ok(decimal.map_or(commas > points, |mark| mark == ',')),
        }
        if let Some(mark) = decimal {
            return Ok(mark == ',');
        }
        let undecided = |example: &String| Err(Why::DecimalMark(example.clone()));
        let has_thousandths = self.currencies.all().any(super::currencies::Currency::has_three_decimals);
        let is_money = self.currencies.all().next().is_some() && !has_thousandths;
        // `$` is written by people with a decimal point and by people with a comma.
        let is_dollars = self.currencies.all().all(super::currencies::Currency::is_dollar);
        match (&self.either.point, &self.either.comma) {
            (None, None) => Ok(false),
            (Some(example), Some(_)) => undecided(example),
            // Money has no thousandths. Programs that write `1500` do not separate thousands.
            (Some(example), None) => match (is_money && !is_dollars, self.either.long) {
                (true, _) => Ok(true),
                (false, true) => Ok(false),
                (false, false) => undecided(example),
            },
            (None, Some(example)) => {
                if is_money || self.either.short || self.either.long {
                    Ok(false)
                } else {
                    undecided(example)
                }
            }
        }
    }

    /// The values, `decimal` being the mark before decimals that the user says. `rows` are where they came from, and the
    /// currency is that of the rows at the places that are `known`.
    pub fn finish(mut self, rows: &RowNumbers, decimal: Option<char>, known: &dyn Fn(usize) -> bool) -> Numbers {
        let decided = self.has_decimal_comma(decimal);
        let decimal_comma = matches!(decided, Ok(true));
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
        let (currency, mixed) = self.currencies.finish(known);
        Numbers { values: self.values, count, bad: self.bad, currency, undecided: decided.err(), mixed }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn finished(cells: &[&str], decimal: Option<char>) -> Numbers {
        let (mut column, mut rows) = (NumberColumn::default(), RowNumbers::default());
        for (i, cell) in cells.iter().enumerate() {
            rows.push(i as u64 + 2);
            column.push(i as u64 + 2, Cell::Text(cell));
        }
        column.finish(&rows, decimal, &|_| true)
    }

    fn column(cells: &[&str]) -> (Vec<Option<f64>>, Vec<String>) {
        let done = finished(cells, None);
        (done.values.into_iter().map(|v| (!v.is_nan()).then_some(v)).collect(), done.bad.examples)
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
    fn where_nothing_else_tells_a_comma_beside_whole_numbers_sets_off_thousands() {
        assert_eq!(column(&["1,234", "999,000", "", "12"]).0, [Some(1234.0), Some(999_000.0), None, Some(12.0)]);
        assert_eq!(column(&["1.234", "1500"]).0, [Some(1.234), Some(1500.0)]);
        assert_eq!(column(&["€1.234", "€5.000"]).0, [Some(1234.0), Some(5000.0)]);
        assert_eq!(column(&["¥1,234"]).0, [Some(1234.0)]);
        assert_eq!(column(&["1.234 KWD", "0.500 KWD"]).0, [Some(1.234), Some(0.5)]);
    }

    #[test]
    fn what_nothing_tells_is_asked() {
        for cells in
            [&["1.234"][..], &["1,234", "5,000"], &["1.234", "5"], &["$1.234"], &["1.234", "1,234"], &["KWD 1.234"]]
        {
            assert!(matches!(finished(cells, None).undecided, Some(Why::DecimalMark(_))), "{cells:?}");
            let with = |mark| finished(cells, Some(mark));
            assert!(with('.').undecided.is_none() && with(',').undecided.is_none());
            assert_ne!(with('.').values[0].to_bits(), with(',').values[0].to_bits());
        }
        assert_eq!(finished(&["1.234", "0.5"], Some(',')).values, [1.234, 0.5], "what the values say is certain");
        assert_eq!(finished(&["1,5", "2,5", "3.5"], Some('.')).bad.rows, 2);
    }

    #[test]
    fn a_column_has_one_currency_or_it_is_said() {
        let currency = |cells: &[&str]| finished(cells, None).currency;
        assert_eq!(currency(&["$5.00", "6", "7 USD"]).as_deref(), Some("USD"));
        assert_eq!(currency(&["5", "6"]), None);
        let mut mixed = finished(&["$5.00", "6.00 €", "7", "$8.00"], None);
        let finding = mixed.mixed_currency(Table::Transactions, "amount");
        let said = finding.map(|f| (f.rows, f.row_numbers.to_vec(), f.examples));
        assert_eq!(said, Some((1, vec![3], vec!["$ in 2 rows".to_owned(), "EUR in 1 row".to_owned()])));
        assert_eq!(mixed.currency, None);
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
