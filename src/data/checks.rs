//! Quality checks that need more than one cell: between columns, between tables, over a whole column.

use std::collections::BTreeMap;
use std::ops::Range;

use rayon::prelude::*;

use super::days::{NO_DAY, format_day};
use super::facts::{Dimension, Ids, Source};
use super::findings::{Check, Finding};
use super::kind::Kind;
use super::place::PlaceLevel;
use super::plan::Located;
use super::rows::RowNumbers;
use super::schema::{Table, normalise};
use super::status;
use super::tables::Tables;
use super::tables::{Customers, LoadedDimension, NO_CODE, Transactions};
use super::tally::{Tally, escape};

/// A value this many interquartile ranges outside the quartiles is an outlier.
const FENCE: f64 = 3.0;

/// The input of the checks.
pub struct Checked<'a> {
    /// The tables.
    pub tables: &'a Tables,
    /// Which tables and columns the data has.
    pub located: &'a BTreeMap<Table, Located>,
    /// The number of rows.
    pub source: &'a Source,
    /// What the events are.
    pub kind: Kind,
    /// Days after it are in the future.
    pub today: i32,
}

/// Runs all checks.
pub fn run(data: &Checked<'_>) -> Vec<Finding> {
    let mut findings = absent(data);
    if let Some(customers) = &data.tables.customers {
        findings.extend(of_customers(customers, data.today));
    }
    if let Some(transactions) = &data.tables.transactions {
        findings.extend(of_transactions(transactions, data.tables.customers.as_ref(), data.today));
    }
    findings.extend(unused(data.tables));
    findings
}

/// Tables that a key column refers to, and columns that coupon data should have.
fn absent(data: &Checked<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    let header =
        |by: Table, column| data.located.get(&by).and_then(|l| Some(l.layout.header[l.layout.at(column)?].as_str()));
    let mut missing =
        |table, (by, column): (Table, &str), header: Option<&str>, collected: Option<&Dimension>, codes: &[u32]| {
            let rows = codes.iter().filter(|c| **c != NO_CODE).count() as u64;
            let needs = |header: &str| collected.is_some_and(|d| needs_table(header, &d.ids));
            if rows > 0 && header.is_some_and(needs) {
                let examples = vec![format!("{by}.{column} names its ids")];
                findings.push(Finding::without_rows(Check::MissingTable, table, None, rows, examples));
            }
        };
    // Without a customers table, the customers are those of the transactions, and an id is enough.
    let tables = data.tables;
    if let Some(t) = &tables.transactions {
        let by = (Table::Transactions, "branch_id");
        missing(Table::Branches, by, header(by.0, by.1), t.branches.as_ref(), &t.branch_codes);
    }
    if let Some(c) = &tables.customers {
        missing(Table::Cities, (c.table(), "city_id"), c.city_header.as_deref(), c.cities.as_ref(), &c.city_codes);
        missing(
            Table::Genders,
            (c.table(), "gender_id"),
            c.gender_header.as_deref(),
            c.genders.as_ref(),
            &c.gender_codes,
        );
    }
    if let Some(b) = &tables.branches {
        let by = (Table::Branches, "merchant_id");
        missing(Table::Merchants, by, header(by.0, by.1), b.merchants.as_ref(), &b.merchant);
    }
    // Purchases and files of customers alone are not coupon data, and need none of its columns.
    if tables.transactions.is_some() && data.kind == Kind::Coupons {
        for located in data.located.values() {
            let table = located.layout.table;
            let rows = data.source.rows.iter().find(|(t, _)| *t == table).map_or(0, |(_, n)| *n);
            findings.extend(
                located.layout.absent().map(|column| {
                    Finding::without_rows(Check::MissingColumn, table, Some(column.name), rows, Vec::new())
                }),
            );
        }
    }
    findings
}

/// Whether a key column needs the table it refers to: a column named as an id, or with numbers. A column `city` with
/// `Cairo` names its cities itself, and so does `Region` with 1, 2 and 3: regions have codes and no table.
pub fn needs_table(header: &str, ids: &Ids) -> bool {
    let name = normalise(header);
    let is_coded = PlaceLevel::of(header).is_some_and(|place| place != PlaceLevel::City);
    ["id", "key"].iter().any(|ending| name.ends_with(ending))
        || (name.ends_with("code") || matches!(ids, Ids::Integers(_))) && !is_coded
}

fn of_customers(customers: &Customers, today: i32) -> Vec<Finding> {
    let table = customers.table();
    let future = future(&customers.join_days, &customers.rows, today);
    let mut findings = vec![future.finding(Check::FutureDate, table, Some("join_date"))];
    for extra in &customers.extras {
        findings.push(outliers(&extra.values, &customers.rows).finding(Check::Outlier, table, Some(&extra.name)));
    }
    findings.into_iter().flatten().collect()
}

/// Rows that are checked at once.
const TOGETHER: usize = if cfg!(test) { 16 } else { 1 << 16 };

fn of_transactions(t: &Transactions, customers: Option<&Customers>, today: i32) -> Vec<Finding> {
    let rows = t.status.len();
    let parts: Vec<Range<usize>> = (0..rows).step_by(TOGETHER).map(|first| first..rows.min(first + TOGETHER)).collect();
    let joined = customers.map_or(&[][..], |customers| &customers.join_days);
    let parts: Vec<Days> = parts.into_par_iter().map(|part| Days::of(t, part, joined, today)).collect();
    let mut all = Days::default();
    for part in parts {
        all.append(part);
    }
    let table = Table::Transactions;
    let amounts = t.amounts.as_ref().map_or_else(Tally::default, |a| outliers(a, &t.rows));
    let findings = [
        all.future.finding(Check::FutureDate, table, Some("transaction_date")),
        all.future_burn.finding(Check::FutureDate, table, Some("burn_date")),
        all.without_date.finding(Check::BurntWithoutDate, table, Some("burn_date")),
        all.without_burnt.finding(Check::DateWithoutBurnt, table, Some("burn_date")),
        all.before_claim.finding(Check::BurnBeforeClaim, table, Some("burn_date")),
        all.before_join.finding(Check::ClaimBeforeJoin, table, Some("transaction_date")),
        amounts.finding(Check::Outlier, table, Some("amount")),
    ];
    findings.into_iter().flatten().collect()
}

/// Transactions whose days do not fit their status, each other, or the day on which the customer joined.
#[derive(Default)]
struct Days {
    future: Tally,
    future_burn: Tally,
    without_date: Tally,
    without_burnt: Tally,
    before_claim: Tally,
    before_join: Tally,
}

impl Days {
    /// Checks some rows; `joined` are the days on which customers joined.
    fn of(t: &Transactions, part: Range<usize>, joined: &[i32], today: i32) -> Self {
        let mut found = Self::default();
        let columns = t.days[part.clone()].iter().zip(&t.burn_days[part.clone()]);
        let columns = columns.zip(t.status[part.clone()].iter().zip(&t.customer_codes[part.clone()]));
        for (at, ((&day, &burn), (&code, &customer))) in part.zip(columns) {
            let row = || t.rows.get(at);
            if day > today {
                found.future.add(row(), || format_day(day));
            }
            if burn > today {
                found.future_burn.add(row(), || format_day(burn));
            }
            match (code == status::BURNT, burn == NO_DAY) {
                (true, true) => found.without_date.add_row(row()),
                (false, false) => found.without_burnt.add(row(), || format!("burn_date {}", format_day(burn))),
                _ => {}
            }
            if burn != NO_DAY && day != NO_DAY && burn < day {
                found.before_claim.add(row(), || format!("claimed {}, burnt {}", format_day(day), format_day(burn)));
            }
            let joined = joined.get(customer as usize).copied().unwrap_or(NO_DAY);
            if day != NO_DAY && day < joined {
                found.before_join.add(row(), || format!("claimed {}, joined {}", format_day(day), format_day(joined)));
            }
        }
        found
    }

    /// Adds the rows of the next part.
    fn append(&mut self, next: Self) {
        self.future.append(next.future);
        self.future_burn.append(next.future_burn);
        self.without_date.append(next.without_date);
        self.without_burnt.append(next.without_burnt);
        self.before_claim.append(next.before_claim);
        self.before_join.append(next.before_join);
    }
}

fn future(days: &[i32], rows: &RowNumbers, today: i32) -> Tally {
    let mut tally = Tally::default();
    for (i, &day) in days.iter().enumerate().filter(|(_, day)| **day > today) {
        tally.add(rows.get(i), || format_day(day));
    }
    tally
}

/// Whether all known outcomes are burns: the data then lacks the claims that were not burnt.
pub fn only_burnt(t: &Transactions) -> Option<Finding> {
    let mut burnt = 0;
    for code in &t.status {
        match *code {
            status::OPEN | status::EXPIRED => return None,
            status::BURNT => burnt += 1,
            _ => {}
        }
    }
    (burnt > 0).then(|| {
        Finding::without_rows(Check::OnlyBurnt, Table::Transactions, Some("transaction_status"), burnt, Vec::new())
    })
}

/// Customers without a transaction; for purchases, without a completed order.
pub fn inactive(tables: &Tables) -> Option<Finding> {
    let (t, customers) = (tables.transactions.as_ref()?, tables.customers.as_ref()?);
    let ids = customers.index.ids();
    let mut tally = Tally::default();
    for (i, _) in used(&t.customer_codes, ids.len()).iter().enumerate().filter(|(_, used)| !**used) {
        tally.add(customers.rows.get(i), || quoted(&ids, i));
    }
    tally.finding(Check::InactiveCustomer, customers.table(), None)
}

/// Branches without a transaction and merchants without a branch.
fn unused(tables: &Tables) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut check = |table, loaded: &LoadedDimension, codes: &[u32]| {
        let dimension = &loaded.dimension;
        let mut tally = Tally::default();
        for (i, _) in used(codes, dimension.len()).iter().enumerate().filter(|(_, used)| !**used) {
            let name = dimension.names[i].as_ref().map_or_else(String::new, |n| format!(" {}", escape(n)));
            tally.add(loaded.rows[i], || format!("{}{name}", quoted(&dimension.ids, i)));
        }
        findings.extend(tally.finding(Check::UnusedRow, table, None));
    };
    if let (Some(branches), Some(t)) = (&tables.branches, &tables.transactions) {
        check(Table::Branches, branches, &t.branch_codes);
    }
    if let (Some(merchants), Some(branches)) = (&tables.merchants, &tables.branches) {
        check(Table::Merchants, merchants, &branches.merchant);
    }
    findings
}

fn used(codes: &[u32], count: usize) -> Vec<bool> {
    let mut used = vec![false; count];
    for &code in codes {
        if let Some(flag) = used.get_mut(code as usize) {
            *flag = true;
        }
    }
    used
}

fn quoted(ids: &Ids, index: usize) -> String {
    format!("\"{}\"", escape(&ids.text(index)))
}

/// Values outside the quartiles by more than [`FENCE`] times their distance (Tukey's far-out values; quartiles by
/// linear interpolation). If both quartiles are equal there are none: any other value would be one.
fn outliers(values: &[f64], rows: &RowNumbers) -> Tally {
    let mut tally = Tally::default();
    let mut present: Vec<f64> = values.iter().copied().filter(|v| !v.is_nan()).collect();
    if present.is_empty() {
        return tally;
    }
    let (q1, q3) = (quantile(&mut present, 0.25), quantile(&mut present, 0.75));
    let reach = FENCE * (q3 - q1);
    let (low, high) = (q1 - reach, q3 + reach);
    // `-59.9075`, not `-59.907500000000006`.
    let short = |value: f64| -> f64 { format!("{value:.6e}").parse().unwrap_or(value) };
    if reach > 0.0 {
        for (i, v) in values.iter().enumerate().filter(|(_, v)| **v < low || **v > high) {
            tally.add(rows.get(i), || format!("{v} is not within {} to {}", short(low), short(high)));
        }
    }
    tally
}

/// A quantile by linear interpolation; reorders `values`, which must not be empty.
fn quantile(values: &mut [f64], q: f64) -> f64 {
    let position = q * (values.len() - 1) as f64;
    let index = position as usize;
    let (_, below, above) = values.select_nth_unstable_by(index, f64::total_cmp);
    let below = *below;
    let next = above.iter().copied().min_by(f64::total_cmp).unwrap_or(below);
    below + (next - below) * (position - index as f64)
}
