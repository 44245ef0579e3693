//! The currencies of amounts: written beside them, or in a column of their own.

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
}

/// More currencies than this are counted as the last of them.
const MOST_CURRENCIES: usize = 20;

impl Currencies {
    /// Counts a currency that is written in a row.
    pub fn add(&mut self, row: u64, cell: Cell<'_>, currency: Currency) {
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
    }

    /// The currencies that are written.
    pub fn all(&self) -> impl Iterator<Item = Currency> {
        self.rows.iter().map(|(currency, _)| *currency)
    }

    /// The one currency, or that there are several.
    pub fn finish(self) -> (Option<String>, Option<Mixed>) {
        let name = |currency: &Currency| currency.name().to_owned();
        match self.rows.as_slice() {
            [] => (None, None),
            [(one, _)] => (Some(name(one)), None),
            several => {
                let words = several.iter().map(|(currency, rows)| {
                    format!("{} in {rows} row{}", currency.name(), if *rows == 1 { "" } else { "s" })
                });
                (None, Some(Mixed { words: words.collect(), others: self.others }))
            }
        }
    }
}

/// That amounts are in several currencies.
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
pub struct CurrencyColumn(Currencies);

impl CurrencyColumn {
    /// Adds the cell of a row; what names no currency says nothing.
    pub fn push(&mut self, row: u64, cell: Cell<'_>) {
        if let Cell::Text(text) = cell.present()
            && let Some((currency, "")) = currencies::before(text)
        {
            self.0.add(row, cell, currency);
        }
    }

    /// The one currency, or that there are several.
    pub fn finish(self) -> (Option<String>, Option<Mixed>) {
        self.0.finish()
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
            let (one, mixed) = column.finish();
            (one, mixed.and_then(|mixed| mixed.finding(Table::Transactions, "currency")).map(|found| found.examples))
        };
        assert_eq!(named(&["USD", "usd", "$", "", "points"]), (Some("USD".to_owned()), None));
        let words = ["EUR in 2 rows", "GBP in 1 row"].map(str::to_owned).to_vec();
        assert_eq!(named(&["EUR", "£", "Euro"]), (None, Some(words)));
        assert_eq!(named(&["", "none"]), (None, None));
    }
}
