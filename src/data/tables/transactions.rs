//! Transactions: one row per coupon taken, in file order. The only table that can be long, so every column is compact.

use super::customers::Customers;
use super::flat::FlatBuilder;
use super::intake::{Builder, by_rows};
use super::keys::KeyColumn;
use super::lines::{Lines, LinesBuilder};
use super::names::Names;
use super::side_by_side::{BlockColumn, by_blocks};
use super::transaction_ids::TransactionIds;
use super::without_coupon::WithoutCoupon;
use crate::data::block::Block;
use crate::data::cell::{Cell, Numbered, Row};
use crate::data::currency_column::CurrencyColumn;
use crate::data::date_column::{DateColumn, Dates};
use crate::data::dates::DateOrder;
use crate::data::days::NO_DAY;
use crate::data::facts::Dimension;
use crate::data::findings::{Check, Finding};
use crate::data::hours::Hours;
use crate::data::ids::IdIndex;
use crate::data::kind::Kind;
use crate::data::layout::Layout;
use crate::data::notation::{Notation, Unsettled, Why};
use crate::data::number_column::NumberColumn;
use crate::data::rows::RowNumbers;
use crate::data::schema::Table;
use crate::data::status;
use crate::data::status_column::{StatusColumn, StatusWords};
use crate::data::tally::Tally;

/// Columns of money and its currency. Amounts in several currencies have no sum, so they are left out.
const MONEY: [Option<&str>; 3] = [Some("amount"), Some("unit_price"), Some("currency")];
/// More coupon names than this are ids, one for each coupon.
pub const MOST_COUPONS: usize = 100_000;

/// The ids of the tables that transactions point at, where there are such tables.
#[derive(Clone, Copy, Debug, Default)]
#[allow(missing_docs, reason = "the names are those of the tables")]
pub struct Known<'a> {
    pub customers: Option<&'a IdIndex>,
    pub branches: Option<&'a IdIndex>,
    pub cities: Option<&'a IdIndex>,
    pub genders: Option<&'a IdIndex>,
}

/// Collects the rows of the transactions table.
#[derive(Debug)]
pub struct TransactionsBuilder<'a> {
    kind: Kind,
    constant: Option<u8>,
    known: Known<'a>,
    notation: Notation,
    at: Columns,
    customers: KeyColumn<'a>,
    days: DateColumn,
    hours: Hours,
    status: StatusColumn<'a>,
    /// Of purchases with a status of their own beside that of their payment.
    payment: Option<(usize, StatusColumn<'a>)>,
    burn_days: DateColumn,
    expiry_days: DateColumn,
    branches: KeyColumn<'a>,
    coupons: Names,
    amounts: NumberColumn,
    currencies: CurrencyColumn,
    ids: TransactionIds,
    /// Of purchases only.
    lines: Option<LinesBuilder>,
    /// Only where there is no table of customers.
    flat: Option<FlatBuilder>,
    rows: RowNumbers,
    without_coupon: Option<WithoutCoupon>,
    others: Tally,
    as_of: Option<i32>,
}

#[derive(Debug)]
struct Columns {
    id: Option<usize>,
    customer: Option<usize>,
    day: Option<usize>,
    status: Option<usize>,
    burn_day: Option<usize>,
    expiry_day: Option<usize>,
    branch: Option<usize>,
    coupon: Option<usize>,
    amount: Option<usize>,
    currency: Option<usize>,
}

/// The finished transactions.
#[derive(Debug, Default)]
pub struct Transactions {
    /// Customer codes, or [`super::NO_CODE`].
    pub customer_codes: Vec<u32>,
    /// The customers they name, by first appearance, and what they say of them, where there is no table of customers.
    pub customers: Option<Customers>,
    /// Days of the claims, or [`crate::data::days::NO_DAY`].
    pub days: Vec<i32>,
    /// Hours of the claims, or [`crate::data::hours::NO_HOUR`]; none where dates have no times.
    pub hours: Option<Vec<u8>>,
    /// Codes of [`status`]; [`status::NONE`] in a row of purchases without a word.
    pub status: Vec<u8>,
    /// Whether there is a column of status words; else dates say what became of a coupon.
    pub has_status: bool,
    /// The status words: word, code, rows.
    pub status_words: Vec<(String, u8, u64)>,
    /// Days of the burns, or [`crate::data::days::NO_DAY`].
    pub burn_days: Vec<i32>,
    /// The last day of each coupon, or [`crate::data::days::NO_DAY`]; none without such a column.
    pub expiry_days: Option<Vec<i32>>,
    /// Branch codes, or [`super::NO_CODE`].
    pub branch_codes: Vec<u32>,
    /// The branches they name, where there is no table of them.
    pub branches: Option<Dimension>,
    /// Coupon codes, or [`super::NO_CODE`], and the coupons; none where there is no such column, or too many names in it.
    pub coupons: Option<(Vec<u32>, Dimension)>,
    /// Amounts, `NaN` where there is none; none without such a column.
    pub amounts: Option<Vec<f64>>,
    /// The currency of the amounts, where it is written beside them and there is one.
    pub currency: Option<String>,
    /// What rows of purchases have besides.
    pub lines: Option<Lines>,
    /// What orders have besides: pieces, `NaN` where there is none, and whether there is a coupon; none without such columns.
    pub items: Option<Vec<f64>>,
    pub with_coupon: Option<Vec<bool>>,
    /// The row of the file each came from.
    pub rows: RowNumbers,
    /// Findings.
    pub findings: Vec<Finding>,
}

impl<'a> TransactionsBuilder<'a> {
    /// A builder for transactions laid out as `layout`, pointing at `known` customers and branches.
    ///
    /// A status is one of `words`, or `constant` in every row.
    pub fn new(
        layout: &Layout,
        known: Known<'a>,
        notation: Notation,
        (words, kind, constant): (&'a StatusWords, Kind, Option<u8>),
    ) -> Self {
        let (dates, loose) = (notation.dates, notation.loose_join);
        Self {
            kind,
            constant,
            known,
            notation,
            at: Columns {
                id: layout.at("transaction_id"),
                customer: layout.at("customer_id"),
                day: layout.at("transaction_date"),
                status: layout.at("transaction_status"),
                burn_day: layout.at("burn_date"),
                expiry_day: layout.at("expiry_date"),
                branch: layout.at("branch_id"),
                coupon: layout.at("coupon_name"),
                amount: layout.at("amount"),
                currency: layout.at("currency"),
            },
            customers: KeyColumn::new(known.customers, loose),
            days: DateColumn::new(dates),
            hours: Hours::default(),
            status: StatusColumn::new(words, kind)
                .called(layout.at("transaction_status").map_or("", |at| layout.header[at].as_str())),
            payment: layout
                .at("payment_status")
                .filter(|_| kind == Kind::Purchases && constant.is_none())
                .map(|at| (at, StatusColumn::new(words, kind))),
            burn_days: DateColumn::new(dates),
            expiry_days: DateColumn::new(dates),
            branches: KeyColumn::new(known.branches, loose),
            coupons: Names::new(MOST_COUPONS),
            amounts: NumberColumn::default(),
            currencies: CurrencyColumn::default(),
            ids: TransactionIds::default(),
            lines: (kind == Kind::Purchases).then(|| LinesBuilder::new(layout)),
            flat: known.customers.is_none().then(|| FlatBuilder::new(layout)),
            rows: RowNumbers::default(),
            without_coupon: WithoutCoupon::new(layout).filter(|_| kind == Kind::Coupons),
            others: Tally::default(),
            as_of: None,
        }
    }

    /// Only rows up to this day, if it is an earlier one, say what the currency is.
    pub fn known_up_to(self, as_of: Option<i32>) -> Self {
        Self { as_of, ..self }
    }

    /// Settles dates and looks for repeated ids.
    ///
    /// # Errors
    /// The column and an example, where dates or the decimal mark cannot be decided.
    pub fn finish(self) -> Result<Transactions, Unsettled> {
        let beside = order_of([&self.days, &self.burn_days, &self.expiry_days]);
        let dates = |column: DateColumn, name| column.finish(beside).map_err(|why: Why| why.of(name));
        let Dates { days, bad: bad_days, swapped } = dates(self.days, "transaction_date")?;
        let Dates { days: burn_days, bad: bad_burns, swapped: swapped_burns } = dates(self.burn_days, "burn_date")?;
        let Dates { days: expiry_days, bad: bad_expiries, swapped: swapped_expiries } =
            dates(self.expiry_days, "expiry_date")?;
        let (mut customers, mut branches) = (self.customers, self.branches);
        let (mut status, mut unknown_status, status_words) = self.status.finish(&self.rows);
        let has_status = self.at.status.is_some() || self.constant.is_some();
        if !has_status && self.kind != Kind::Purchases {
            // A date that cannot be read is none.
            for (code, _) in status.iter_mut().zip(&burn_days).filter(|(_, day)| **day == NO_DAY) {
                *code = status::OPEN;
            }
        }
        if let Some((_, payment)) = self.payment {
            let (payments, ..) = payment.finish(&self.rows);
            for (code, payment) in status.iter_mut().zip(payments) {
                *code = paid(*code, payment);
            }
            if !status.contains(&status::OTHER) {
                // The payment gives a status that the words of the order do not.
                unknown_status = Tally::default();
            }
        }
        let is_known = |code: &u8| !matches!(*code, status::NONE | status::OTHER);
        if has_status && self.kind == Kind::Purchases && !status.iter().any(is_known) {
            // Unknown words do not distinguish orders.
            status.fill(status::NONE);
        }
        let repeated = self.ids.repeated(&self.rows);
        let earlier = self.as_of.filter(|as_of| days.iter().any(|day| day > as_of));
        let known = |at: usize| earlier.is_none_or(|as_of| days[at] != NO_DAY && days[at] <= as_of);
        let mut amounts = self.amounts.finish(&self.rows, self.notation.decimal, &known);
        if let Some(why) = amounts.undecided {
            return Err(why.of("amount"));
        }
        let (of_column, several) = self.currencies.finish(&known);
        let several = several.and_then(|several| several.finding(Table::Transactions, "currency"));
        let mixed = amounts.mixed_currency(Table::Transactions, "amount").into_iter().chain(several);
        let notes = [
            (Check::NullId, "transaction_id", self.ids.nulls),
            (Check::DuplicateId, "transaction_id", repeated),
            (Check::NullId, "customer_id", std::mem::take(&mut customers.nulls)),
            (Check::OrphanKey, "customer_id", std::mem::take(&mut customers.orphans)),
            (Check::UnparsableValue, "transaction_date", bad_days),
            (Check::UnknownStatus, "transaction_status", unknown_status),
            (Check::UnparsableValue, "burn_date", bad_burns),
            (Check::UnparsableValue, "expiry_date", bad_expiries),
            (Check::SwappedDates, "transaction_date", swapped),
            (Check::SwappedDates, "burn_date", swapped_burns),
            (Check::SwappedDates, "expiry_date", swapped_expiries),
            (Check::NearKey, "customer_id", customers.near()),
            (Check::NearKey, "branch_id", branches.near()),
            (Check::NullId, "branch_id", std::mem::take(&mut branches.nulls)),
            (Check::OrphanKey, "branch_id", std::mem::take(&mut branches.orphans)),
            (Check::UnparsableValue, "amount", amounts.bad),
            (Check::WithoutCoupon, "coupon_name", self.others),
        ];
        let finding =
            |(check, column, tally): (Check, &str, Tally)| tally.finding(check, Table::Transactions, Some(column));
        let (customer_codes, named) = customers.finish();
        let (branch_codes, branches) = branches.finish_sorted();
        let mut findings: Vec<Finding> = notes.into_iter().filter_map(finding).chain(mixed).collect();
        let mut customers = match (self.flat, named) {
            (Some(flat), Some(index)) => {
                Some(flat.finish(index, (self.known.cities, self.known.genders), self.notation)?)
            }
            _ => None,
        };
        findings.extend(customers.iter_mut().flat_map(|c| c.findings.drain(..)));
        let mut lines = self.lines.map(|lines| lines.finish(&self.rows, self.notation.decimal, &known)).transpose()?;
        findings.extend(lines.iter_mut().flat_map(|l| l.findings.drain(..)));
        let is_mixed = findings.iter().any(|f| f.check == Check::MixedCurrency && MONEY.contains(&f.column.as_deref()));
        if let Some(lines) = lines.as_mut().filter(|_| is_mixed) {
            lines.unit_prices = None;
        }
        Ok(Transactions {
            customer_codes,
            customers,
            days,
            hours: self.hours.finish(),
            status,
            has_status,
            status_words,
            burn_days,
            expiry_days: self.at.expiry_day.map(|_| expiry_days),
            branch_codes,
            branches,
            coupons: self.at.coupon.and_then(|_| self.coupons.finish()),
            amounts: self.at.amount.filter(|_| !is_mixed).map(|_| amounts.values),
            currency: amounts.currency.or_else(|| lines.as_ref()?.currency.clone()).or(of_column).filter(|_| !is_mixed),
            lines,
            items: None,
            with_coupon: None,
            rows: self.rows,
            findings,
        })
    }
}

impl TransactionsBuilder<'_> {
    /// Fills all columns but those that say what is known of customers.
    fn fill(&mut self, blocks: &[Block<'_>]) {
        let (kind, constant, columns) = (self.kind, self.constant, &self.at);
        let has_lines = self.lines.is_some();
        let mut ids = |block: Block<'_>| {
            block.add_numbers(&mut self.rows);
            block.each_if_any(columns.id.filter(|_| !has_lines), |number, cell| self.ids.push(number, cell));
        };
        let mut customers =
            |block: Block<'_>| self.customers.push_all(block, columns.customer, std::iter::repeat(true));
        let mut days = |block: Block<'_>| {
            block.each(columns.day, |number, cell| self.days.push_with_hour(number, cell, &mut self.hours));
        };
        // Without a status word, a date means that the coupon is burnt.
        let told_by = columns.status.or(columns.burn_day.filter(|_| kind != Kind::Purchases));
        let mut became = |block: Block<'_>| {
            let mut codes = Vec::with_capacity(block.len());
            block.each(told_by, |number, cell| {
                codes.push(match constant {
                    Some(constant) => self.status.push_code(constant),
                    // One row of an order may have it for all of them.
                    None if kind == Kind::Purchases && cell.present() == Cell::Empty => {
                        self.status.push_code(status::NONE)
                    }
                    None if columns.status.is_some() => self.status.push(number, cell),
                    None if cell.present() == Cell::Empty => self.status.push_code(status::OPEN),
                    None => self.status.push_code(status::BURNT),
                });
            });
            // An open coupon has no branch yet in many data sets.
            let needed = codes.iter().map(|code| columns.branch.is_some() && *code == status::BURNT);
            self.branches.push_all(block, columns.branch, needed);
        };
        let mut payment = |block: Block<'_>| {
            if let Some((column, payment)) = &mut self.payment {
                block.each(Some(*column), |number, cell| {
                    match cell.present() {
                        Cell::Empty => payment.push_code(status::NONE),
                        _ => payment.push(number, cell),
                    };
                });
            }
        };
        let mut other_days = |block: Block<'_>| {
            block.each(columns.burn_day, |number, cell| self.burn_days.push(number, cell));
            block.each_if_any(columns.expiry_day, |number, cell| self.expiry_days.push(number, cell));
        };
        let mut coupons = |block: Block<'_>| {
            block.each_if_any(columns.coupon, |number, cell| self.coupons.push(number, cell));
        };
        let mut amounts = |block: Block<'_>| {
            block.each_if_any(columns.amount, |number, cell| {
                self.amounts.push(number, cell);
            });
            block.each_if_any(columns.currency, |number, cell| self.currencies.push(number, cell));
        };
        let mut all: [BlockColumn<'_>; 8] = [
            &mut became,
            &mut days,
            &mut coupons,
            &mut customers,
            &mut other_days,
            &mut ids,
            &mut amounts,
            &mut payment,
        ];
        by_blocks(blocks, &mut all);
        if let Some(lines) = &mut self.lines {
            lines.push_all(blocks);
        }
    }

    /// Takes rows that all count.
    fn take_all(&mut self, rows: &[Numbered<'_>]) {
        let before = self.customers.len();
        self.fill(&[Block::Rows(rows)]);
        if let Some(flat) = &mut self.flat {
            flat.push_all(rows, self.customers.codes_from(before));
        }
    }

    /// Takes rows that count only as customers.
    fn meet_all(&mut self, rows: &[Numbered<'_>]) {
        let customers: Vec<u32> =
            rows.iter().map(|(number, row)| self.customers.meet(*number, row.at(self.at.customer))).collect();
        for (number, _) in rows {
            self.others.add_row(*number);
        }
        if let Some(flat) = &mut self.flat {
            flat.push_all(rows, &customers);
        }
    }
}

/// The status of an order whose payment has this one: an unpaid order is none, and a paid one is completed, unless the
/// order itself has another final status.
fn paid(order: u8, payment: u8) -> u8 {
    match (order, payment) {
        (status::CANCELLED | status::RETURNED | status::PENDING, _) => order,
        (_, status::CANCELLED | status::RETURNED | status::PENDING) | (status::OTHER, status::COMPLETED) => payment,
        _ => order,
    }
}

/// The order of dates that the columns tell; none where two contradict each other.
fn order_of(columns: [&DateColumn; 3]) -> Option<DateOrder> {
    let mut orders = columns.into_iter().filter_map(DateColumn::order);
    let first = orders.next()?;
    orders.all(|order| order == first).then_some(first)
}

impl Builder for TransactionsBuilder<'_> {
    fn push(&mut self, number: u64, row: &dyn Row) {
        self.push_all(&[(number, row)]);
    }

    fn push_all(&mut self, rows: &[Numbered<'_>]) {
        let Some(without) = self.without_coupon else { return self.take_all(rows) };
        let is_other = |(_, row): &Numbered<'_>| without.is(|column| row.cell(column));
        // One run after the other: new customers have the order of their rows.
        for run in rows.chunk_by(|a, b| is_other(a) == is_other(b)) {
            if is_other(&run[0]) {
                self.meet_all(run);
            } else {
                self.take_all(run);
            }
        }
    }

    fn push_blocks(&mut self, blocks: &[Block<'_>]) {
        if self.without_coupon.is_some() || self.flat.is_some() {
            return by_rows(self, blocks);
        }
        self.fill(blocks);
    }
}
