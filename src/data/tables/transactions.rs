//! Transactions: one row per coupon taken, in file order. The only table that can be long, so every column is compact.

use super::intake::Builder;
use super::keys::{KeyColumn, NO_CODE};
use crate::data::cell::{Cell, Row};
use crate::data::date_column::DateColumn;
use crate::data::dates::DateFormat;
use crate::data::facts::{Dimension, Ids};
use crate::data::findings::{Check, Finding};
use crate::data::ids::{IdIndex, Key};
use crate::data::kind::Kind;
use crate::data::layout::Layout;
use crate::data::number_column::NumberColumn;
use crate::data::rows::RowNumbers;
use crate::data::schema::Table;
use crate::data::status;
use crate::data::status_column::{StatusColumn, StatusWords};
use crate::data::tally::Tally;

/// Collects the rows of the transactions table.
#[derive(Debug)]
pub struct TransactionsBuilder<'a> {
    kind: Kind,
    at: Columns,
    customers: KeyColumn<'a>,
    days: DateColumn,
    status: StatusColumn<'a>,
    burn_days: DateColumn,
    branches: KeyColumn<'a>,
    coupons: Coupons,
    amounts: NumberColumn,
    ids: TransactionIds,
    rows: RowNumbers,
}

#[derive(Debug)]
struct Columns {
    id: Option<usize>,
    customer: Option<usize>,
    day: Option<usize>,
    status: Option<usize>,
    burn_day: Option<usize>,
    branch: Option<usize>,
    coupon: Option<usize>,
    amount: Option<usize>,
}

/// The finished transactions.
#[derive(Debug, Default)]
pub struct Transactions {
    /// Customer codes, or [`super::NO_CODE`].
    pub customer_codes: Vec<u32>,
    /// The customers they name, by first appearance, where there is no table of them.
    pub customer_ids: Option<Ids>,
    /// Days of the claims, or [`crate::data::days::NO_DAY`].
    pub days: Vec<i32>,
    /// Codes of [`status`].
    pub status: Vec<u8>,
    /// The status words: word, code, rows.
    pub status_words: Vec<(String, u8, u64)>,
    /// Days of the burns, or [`crate::data::days::NO_DAY`].
    pub burn_days: Vec<i32>,
    /// Branch codes, or [`super::NO_CODE`].
    pub branch_codes: Vec<u32>,
    /// The branches they name, where there is no table of them.
    pub branches: Option<Dimension>,
    /// Coupon codes, or [`super::NO_CODE`], and the coupons; none where there is no such column, or too many names in it.
    pub coupons: Option<(Vec<u32>, Dimension)>,
    /// Amounts, `NaN` where there is none; none without such a column.
    pub amounts: Option<Vec<f64>>,
    /// The row of the file each came from.
    pub rows: RowNumbers,
    /// What was found on the way.
    pub findings: Vec<Finding>,
}

impl<'a> TransactionsBuilder<'a> {
    /// A builder for transactions laid out as `layout`, pointing at customers and branches where there are any.
    pub fn new(
        layout: &Layout,
        customers: Option<&'a IdIndex>,
        branches: Option<&'a IdIndex>,
        dates: DateFormat,
        (words, kind): (&'a StatusWords, Kind),
    ) -> Self {
        Self {
            kind,
            at: Columns {
                id: layout.at("transaction_id"),
                customer: layout.at("customer_id"),
                day: layout.at("transaction_date"),
                status: layout.at("transaction_status"),
                burn_day: layout.at("burn_date"),
                branch: layout.at("branch_id"),
                coupon: layout.at("coupon_name"),
                amount: layout.at("amount"),
            },
            customers: KeyColumn::new(customers),
            days: DateColumn::new(dates),
            status: StatusColumn::new(words, kind),
            burn_days: DateColumn::new(dates),
            branches: KeyColumn::new(branches),
            coupons: Coupons::default(),
            amounts: NumberColumn::default(),
            ids: TransactionIds::default(),
            rows: RowNumbers::default(),
        }
    }

    /// Settles dates and looks for repeated ids.
    ///
    /// # Errors
    /// The column and an example, where the order of dates cannot be decided.
    pub fn finish(self) -> Result<Transactions, (&'static str, String)> {
        let (days, bad_days) = self.days.finish().map_err(|example| ("transaction_date", example))?;
        let (burn_days, bad_burns) = self.burn_days.finish().map_err(|example| ("burn_date", example))?;
        let (mut customers, mut branches) = (self.customers, self.branches);
        let (status, unknown_status, status_words) = self.status.finish();
        let repeated = self.ids.repeated(&self.rows);
        let amounts = self.amounts.finish(&self.rows);
        let notes = [
            (Check::NullId, "transaction_id", self.ids.nulls),
            (Check::DuplicateId, "transaction_id", repeated),
            (Check::NullId, "customer_id", std::mem::take(&mut customers.nulls)),
            (Check::OrphanKey, "customer_id", std::mem::take(&mut customers.orphans)),
            (Check::UnparsableValue, "transaction_date", bad_days),
            (Check::UnknownStatus, "transaction_status", unknown_status),
            (Check::UnparsableValue, "burn_date", bad_burns),
            (Check::NullId, "branch_id", std::mem::take(&mut branches.nulls)),
            (Check::OrphanKey, "branch_id", std::mem::take(&mut branches.orphans)),
            (Check::UnparsableValue, "amount", amounts.bad),
        ];
        let finding =
            |(check, column, tally): (Check, &str, Tally)| tally.finding(check, Table::Transactions, Some(column));
        let (customer_codes, customer_ids) = customers.finish();
        let (branch_codes, branches) = branches.finish_sorted();
        Ok(Transactions {
            customer_codes,
            customer_ids,
            days,
            status,
            status_words,
            burn_days,
            branch_codes,
            branches,
            coupons: self.at.coupon.and_then(|_| self.coupons.finish()),
            amounts: self.at.amount.map(|_| amounts.values),
            rows: self.rows,
            findings: notes.into_iter().filter_map(finding).collect(),
        })
    }
}

impl Builder for TransactionsBuilder<'_> {
    fn push(&mut self, number: u64, row: &dyn Row) {
        let at = |column: Option<usize>| column.map_or(Cell::Empty, |c| row.cell(c));
        self.rows.push(number);
        if let Some(column) = self.at.id {
            self.ids.push(number, row.cell(column));
        }
        self.customers.push(number, at(self.at.customer), true);
        self.days.push(number, at(self.at.day));
        let code = match self.at.status {
            Some(column) => self.status.push(number, row.cell(column)),
            None if self.kind == Kind::Purchases => self.status.push_code(status::COMPLETED),
            // Without a word for it, a date says that the coupon is burnt.
            None if at(self.at.burn_day).present() == Cell::Empty => self.status.push_code(status::OPEN),
            None => self.status.push_code(status::BURNT),
        };
        self.burn_days.push(number, at(self.at.burn_day));
        // An open coupon has no branch yet in many data sets.
        let branch_needed = self.at.branch.is_some() && code == status::BURNT;
        self.branches.push(number, at(self.at.branch), branch_needed);
        if let Some(column) = self.at.coupon {
            self.coupons.push(number, row.cell(column));
        }
        if let Some(column) = self.at.amount {
            self.amounts.push(number, row.cell(column));
        }
    }
}

/// More coupon names than this are ids, one for each coupon, and not worth their memory.
const MOST_COUPONS: usize = 100_000;

/// The coupon column, kept as long as its names are few enough to be names.
#[derive(Debug)]
struct Coupons(Option<KeyColumn<'static>>);

impl Default for Coupons {
    fn default() -> Self {
        Self(Some(KeyColumn::new(None)))
    }
}

impl Coupons {
    fn push(&mut self, row: u64, cell: Cell<'_>) {
        let code = self.0.as_mut().map(|column| column.push(row, cell, false));
        if code.is_some_and(|code| code != NO_CODE && code as usize >= MOST_COUPONS) {
            self.0 = None;
        }
    }

    fn finish(self) -> Option<(Vec<u32>, Dimension)> {
        let (codes, coupons) = self.0?.finish_sorted();
        Some((codes, coupons?))
    }
}

/// Transaction ids, kept only as long as it takes to find repeated ones, and only as numbers.
#[derive(Debug, Default)]
struct TransactionIds {
    fingerprints: Vec<u64>,
    text: bool,
    nulls: Tally,
}

impl TransactionIds {
    /// Stands for no id; an id with this fingerprint is as unlikely as two text ids that clash.
    const NONE: u64 = 0xA5C3_96E1_7D2B_48F0;

    fn push(&mut self, row: u64, cell: Cell<'_>) {
        let key = Key::of(cell);
        if key.is_none() {
            self.nulls.add_row(row);
        }
        self.text |= matches!(key, Some(Key::Text(_)));
        self.fingerprints.push(key.map_or(Self::NONE, |k| k.fingerprint()));
    }

    /// Rows whose id was seen in an earlier row.
    fn repeated(&self, rows: &RowNumbers) -> Tally {
        let mut tally = Tally::default();
        if self.fingerprints.is_sorted_by(|a, b| a < b) {
            return tally;
        }
        let mut sorted = self.fingerprints.clone();
        sorted.sort_unstable();
        let mut repeated: Vec<u64> = sorted.windows(2).filter(|w| w[0] == w[1]).map(|w| w[0]).collect();
        drop(sorted);
        repeated.dedup();
        repeated.retain(|f| *f != Self::NONE);
        let mut first = vec![None; repeated.len()];
        for (i, fingerprint) in self.fingerprints.iter().enumerate() {
            let Ok(which) = repeated.binary_search(fingerprint) else {
                continue;
            };
            match first[which] {
                None => first[which] = Some(i),
                Some(earlier) => tally.add(rows.get(i), || {
                    let id = if self.text { String::new() } else { format!("\"{}\" ", *fingerprint as i64) };
                    format!("{id}as in row {}", rows.get(earlier))
                }),
            }
        }
        tally
    }
}
