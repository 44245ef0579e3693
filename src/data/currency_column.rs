//! The currencies of amounts: written beside them, or in a column of their own.

use std::collections::BTreeSet;

use super::cell::Cell;
use super::currencies::{self, Currency};
use super::findings::{Check, Finding};
use super::schema::Table;
use super::tally::Tally;

/// Currencies and how often each is written.
#[derive(Debug, Default)]
pub struct Currencies {
    rows: Vec<(Currency, u64)>,
    /// The rows in another currency than the first.
    others: Tally,
    written: Written,
}

/// Where each currency is written, from the second one on: the places of rows in the column, and the currency. Every row before
/// has the first currency or none.
#[derive(Debug, Default)]
struct Written {
    /// Where the first currency is written first.
    first: Option<u32>,
    others: Vec<(u32, u8)>,
}

/// More currencies than this are counted as the last of them.
const MOST_CURRENCIES: usize = 20;

impl Currencies {
    /// Counts a currency that is written in a row, which is the one at `place` of the column.
    pub fn add(&mut self, (place, row): (usize, u64), cell: Cell<'_>, currency: Currency) {
        let known = self.rows.iter_mut().enumerate().find_map(|(at, (known, rows))| {
            *known = known.with(currency)?;
            *rows += 1;
            Some(at)
        });
        let at = known.unwrap_or_else(|| {
            if self.rows.len() < MOST_CURRENCIES {
                self.rows.push((currency, 1));
            }
            self.rows.len() - 1
        });
        if at > 0 {
            self.others.add_cell(row, cell);
        }
        if self.rows.len() > 1 {
            self.written.others.push((place as u32, at as u8));
        }
        self.written.first.get_or_insert(place as u32);
    }

    /// The currencies that are written.
    pub fn all(&self) -> impl Iterator<Item = Currency> {
        self.rows.iter().map(|(currency, _)| *currency)
    }

    /// The one currency of the rows at the places that are `known`, or that there are several.
    pub fn finish(self, known: &dyn Fn(usize) -> bool) -> (Option<String>, Option<Mixed>) {
        match self.among(known).as_slice() {
            [] => (None, None),
            [one] => (Some(self.rows[*one].0.name().to_owned()), None),
            _ => {
                let words = self.rows.iter().map(|(currency, rows)| {
                    format!("{} in {rows} row{}", currency.name(), if *rows == 1 { "" } else { "s" })
                });
                (None, Some(Mixed { words: words.collect(), others: self.others }))
            }
        }
    }

    /// The currencies of the rows at these places.
    fn among(&self, known: &dyn Fn(usize) -> bool) -> Vec<usize> {
        let Written { first: Some(first), others } = &self.written else { return Vec::new() };
        let Some((second, _)) = others.first() else { return vec![0] };
        let of_first = (*first..*second).any(|place| known(place as usize)).then_some(0);
        let later = others.iter().filter(|(place, _)| known(*place as usize)).map(|(_, at)| usize::from(*at));
        of_first.into_iter().chain(later).collect::<BTreeSet<usize>>().into_iter().collect()
    }
}

/// The finding that amounts are in several currencies.
#[derive(Debug)]
pub struct Mixed {
    /// Each with its rows.
    words: Vec<String>,
    others: Tally,
}

impl Mixed {
    /// The finding.
    pub fn finding(self, table: Table, column: &str) -> Option<Finding> {
        let finding = self.others.finding(Check::MixedCurrency, table, Some(column))?;
        Some(Finding { examples: self.words, example_rows: Vec::new(), ..finding })
    }
}

/// A column that names the currency of each row.
#[derive(Debug, Default)]
pub struct CurrencyColumn {
    currencies: Currencies,
    rows: usize,
}

impl CurrencyColumn {
    /// Adds the cell of a row; a cell without a currency is ignored.
    pub fn push(&mut self, row: u64, cell: Cell<'_>) {
        if let Cell::Text(text) = cell.present()
            && let Some((currency, "")) = currencies::before(text)
        {
            self.currencies.add((self.rows, row), cell, currency);
        }
        self.rows += 1;
    }

    /// See [`Currencies::finish`].
    pub fn finish(self, known: &dyn Fn(usize) -> bool) -> (Option<String>, Option<Mixed>) {
        self.currencies.finish(known)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn a_column_names_one_currency_or_several() {
        let named = |cells: &[&str]| {
            let mut column = CurrencyColumn::default();
            for (row, cell) in (2..).zip(cells) {
                column.push(row, Cell::Text(cell));
            }
            let (one, mixed) = column.finish(&|_| true);
            (one, mixed.and_then(|mixed| mixed.finding(Table::Transactions, "currency")).map(|found| found.examples))
        };
        assert_eq!(named(&["USD", "usd", "$", "", "points"]), (Some("USD".to_owned()), None));
        let words = ["EUR in 2 rows", "GBP in 1 row"].map(str::to_owned).to_vec();
        assert_eq!(named(&["EUR", "£", "Euro"]), (None, Some(words)));
        assert_eq!(named(&["", "none"]), (None, None));
    }

    #[test]
    fn of_some_rows_the_currencies_of_the_others_do_not_count() {
        let of = |known: &[usize]| {
            let mut column = CurrencyColumn::default();
            for (row, cell) in (2..).zip(["", "EUR", "EUR", "GBP", "", "EUR", "USD"]) {
                column.push(row, Cell::Text(cell));
            }
            let (one, mixed) = column.finish(&|place| known.contains(&place));
            (one, mixed.is_some())
        };
        let one = |name: &str| (Some(name.to_owned()), false);
        assert_eq!(of(&[0, 1, 2]), one("EUR"));
        assert_eq!(of(&[1, 4, 5]), one("EUR"));
        assert_eq!(of(&[4, 6]), one("USD"));
        assert_eq!(of(&[1, 3]), (None, true));
        assert_eq!(of(&[0, 4]), (None, false));
    }
}
