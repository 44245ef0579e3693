//! The checks of design §3 that need more than one cell: between columns, between tables, over a whole column.

use std::collections::BTreeMap;

use super::assemble::Tables;
use super::dates::{NO_DAY, format_day};
use super::facts::{Dimension, Ids, Source, status};
use super::findings::{Check, Finding};
use super::plan::Located;
use super::rows::RowNumbers;
use super::schema::Table;
use super::tables::{Customers, NO_CODE, Transactions};
use super::tally::{Tally, escape};

/// A value this many interquartile ranges beyond a quartile is an outlier.
const FENCE: f64 = 3.0;

/// What the checks look at.
pub struct Checked<'a> {
    /// The tables.
    pub tables: &'a Tables,
    /// Which tables and columns there are.
    pub located: &'a BTreeMap<Table, Located>,
    /// How many rows there are.
    pub source: &'a Source,
    /// Days after it are in the future.
    pub today: i32,
}

/// Runs all of them.
pub fn run(data: &Checked<'_>) -> Vec<Finding> {
    let mut findings = absent(data);
    if let Some(customers) = &data.tables.customers {
        findings.extend(of_customers(customers, data.today));
    }
    if let Some(transactions) = &data.tables.transactions {
        findings.extend(of_transactions(transactions, data.today));
        if let Some(customers) = &data.tables.customers {
            findings.extend(claim_before_join(transactions, customers));
            findings.extend(inactive(transactions, customers));
        }
    }
    findings.extend(unused(data.tables));
    findings
}

/// Tables that a key column points at and columns that coupon data should have.
fn absent(data: &Checked<'_>) -> Vec<Finding> {
    let keyed = |codes: &[u32]| codes.iter().filter(|c| **c != NO_CODE).count() as u64;
    let mut findings = Vec::new();
    let mut missing = |table, rows, by: &str| {
        let examples = vec![format!("{by} names its ids")];
        if rows > 0 {
            findings.push(Finding { check: Check::MissingTable, table, column: None, rows, examples });
        }
    };
    let tables = data.tables;
    if let Some(t) = &tables.transactions {
        if t.customer_ids.is_some() {
            missing(Table::Customers, keyed(&t.customer_codes), "transactions.customer_id");
        }
        if t.branches.is_some() {
            missing(Table::Branches, keyed(&t.branch_codes), "transactions.branch_id");
        }
    }
    if let Some(c) = &tables.customers {
        if c.cities.is_some() {
            missing(Table::Cities, keyed(&c.city_codes), "customers.city_id");
        }
        if c.genders.is_some() {
            missing(Table::Genders, keyed(&c.gender_codes), "customers.gender_id");
        }
    }
    if let Some(b) = tables.branches.as_ref().filter(|b| b.merchants.is_some()) {
        missing(Table::Merchants, keyed(&b.merchant), "branches.merchant_id");
    }
    // A file of customers alone is no coupon data, and need not look like it.
    if tables.transactions.is_some() {
        for located in data.located.values() {
            let table = located.layout.table;
            let rows = data.source.rows.iter().find(|(t, _)| *t == table).map_or(0, |(_, n)| *n);
            findings.extend(located.layout.absent().map(|column| Finding {
                check: Check::MissingColumn,
                table,
                column: Some(column.name.to_owned()),
                rows,
                examples: Vec::new(),
            }));
        }
    }
    findings
}

fn of_customers(customers: &Customers, today: i32) -> Vec<Finding> {
    let table = Table::Customers;
    let future = future(&customers.join_days, &customers.rows, today);
    let mut findings = vec![future.finding(Check::FutureDate, table, Some("join_date"))];
    for extra in &customers.extras {
        findings.push(outliers(&extra.values, &customers.rows).finding(Check::Outlier, table, Some(&extra.name)));
    }
    findings.into_iter().flatten().collect()
}

fn of_transactions(t: &Transactions, today: i32) -> Vec<Finding> {
    let (mut without_date, mut without_burnt, mut before_claim) = <(Tally, Tally, Tally)>::default();
    for (i, ((&day, &burn), &code)) in t.days.iter().zip(&t.burn_days).zip(&t.status).enumerate() {
        let row = || t.rows.get(i);
        match (code == status::BURNT, burn == NO_DAY) {
            (true, true) => without_date.add(|| format!("row {}", row())),
            (false, false) => {
                without_burnt.add(|| format!("row {}: burn_date {}", row(), format_day(burn)));
            }
            _ => {}
        }
        if burn != NO_DAY && day != NO_DAY && burn < day {
            before_claim.add(|| format!("row {}: claimed {}, burnt {}", row(), format_day(day), format_day(burn)));
        }
    }
    let table = Table::Transactions;
    let amounts = t.amounts.as_ref().map_or_else(Tally::default, |a| outliers(a, &t.rows));
    let findings = [
        future(&t.days, &t.rows, today).finding(Check::FutureDate, table, Some("transaction_date")),
        future(&t.burn_days, &t.rows, today).finding(Check::FutureDate, table, Some("burn_date")),
        without_date.finding(Check::BurntWithoutDate, table, Some("burn_date")),
        without_burnt.finding(Check::DateWithoutBurnt, table, Some("burn_date")),
        before_claim.finding(Check::BurnBeforeClaim, table, Some("burn_date")),
        amounts.finding(Check::Outlier, table, Some("amount")),
    ];
    findings.into_iter().flatten().collect()
}

fn future(days: &[i32], rows: &RowNumbers, today: i32) -> Tally {
    let mut tally = Tally::default();
    for (i, &day) in days.iter().enumerate().filter(|(_, day)| **day > today) {
        tally.add(|| format!("row {}: {}", rows.get(i), format_day(day)));
    }
    tally
}

fn claim_before_join(t: &Transactions, customers: &Customers) -> Option<Finding> {
    let mut tally = Tally::default();
    for (i, (&day, &customer)) in t.days.iter().zip(&t.customer_codes).enumerate() {
        let joined = customers.join_days.get(customer as usize).copied().unwrap_or(NO_DAY);
        if day != NO_DAY && day < joined {
            tally.add(|| format!("row {}: claimed {}, joined {}", t.rows.get(i), format_day(day), format_day(joined)));
        }
    }
    tally.finding(Check::ClaimBeforeJoin, Table::Transactions, Some("transaction_date"))
}

fn inactive(t: &Transactions, customers: &Customers) -> Option<Finding> {
    let ids = customers.index.ids();
    let mut tally = Tally::default();
    for (i, _) in used(&t.customer_codes, ids.len()).iter().enumerate().filter(|(_, used)| !**used) {
        tally.add(|| format!("row {}: {}", customers.rows.get(i), quoted(&ids, i)));
    }
    tally.finding(Check::InactiveCustomer, Table::Customers, None)
}

/// Branches without a transaction and merchants without a branch.
fn unused(tables: &Tables) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut check = |table, dimension: &Dimension, codes: &[u32]| {
        let mut tally = Tally::default();
        for (i, _) in used(codes, dimension.len()).iter().enumerate().filter(|(_, used)| !**used) {
            let name = dimension.names[i].as_ref().map_or_else(String::new, |n| format!(" {}", escape(n)));
            tally.add(|| format!("{}{name}", quoted(&dimension.ids, i)));
        }
        findings.extend(tally.finding(Check::UnusedRow, table, None));
    };
    if let (Some(branches), Some(t)) = (&tables.branches, &tables.transactions) {
        check(Table::Branches, &branches.dimension, &t.branch_codes);
    }
    if let (Some(merchants), Some(branches)) = (&tables.merchants, &tables.branches) {
        check(Table::Merchants, &merchants.dimension, &branches.merchant);
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

/// Values beyond the quartiles by more than [`FENCE`] times their distance (Tukey's far-out values; quartiles by linear
/// interpolation). A column where the quartiles are one number has none: anything else would be one.
fn outliers(values: &[f64], rows: &RowNumbers) -> Tally {
    let mut tally = Tally::default();
    let mut present: Vec<f64> = values.iter().copied().filter(|v| !v.is_nan()).collect();
    if present.is_empty() {
        return tally;
    }
    let (q1, q3) = (quantile(&mut present, 0.25), quantile(&mut present, 0.75));
    let reach = FENCE * (q3 - q1);
    let (low, high) = (q1 - reach, q3 + reach);
    if reach > 0.0 {
        for (i, v) in values.iter().enumerate().filter(|(_, v)| **v < low || **v > high) {
            tally.add(|| format!("row {}: {v} is not within {low} to {high}", rows.get(i)));
        }
    }
    tally
}

/// A quantile by linear interpolation; reorders `values`, of which there is at least one.
fn quantile(values: &mut [f64], q: f64) -> f64 {
    let position = q * (values.len() - 1) as f64;
    let index = position as usize;
    let (_, below, above) = values.select_nth_unstable_by(index, f64::total_cmp);
    let below = *below;
    let next = above.iter().copied().min_by(f64::total_cmp).unwrap_or(below);
    below + (next - below) * (position - index as f64)
}
