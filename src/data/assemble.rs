//! The typed tables joined into [`Facts`].

use std::collections::BTreeMap;

use polars::prelude::{
    Column, DataFrame, Float64Chunked, Int32Chunked, IntoColumn, NewChunkedArray, NoNull, PolarsError, UInt8Chunked,
    UInt32Chunked,
};

use super::accepted;
use super::checks::{self, Checked};
use super::days::NO_DAY;
use super::error::DataError;
use super::facts::{Categorical, Dimension, Facts, Ids, Reading, Source};
use super::findings::{Check, Finding};
use super::kind::Kind;
use super::plan::Located;
use super::schema::Table;
use super::tables::{Customers, LoadedDimension, NO_CODE, Tables, Transactions};
use super::word_column::Words;

/// Joins the tables and runs the checks that need more than one row. `accepted` are the rows of each table whose errors
/// were accepted; the days are the given reference day and today.
///
/// # Errors
/// [`DataError::Frame`] when two columns of customers have one name, or memory cannot be had.
pub fn assemble(
    tables: Tables,
    kind: Kind,
    located: &BTreeMap<Table, Located>,
    mut source: Source,
    mut findings: Vec<Finding>,
    accepted: &[(Table, BTreeMap<Check, Vec<u32>>)],
    (as_of, today): (Option<i32>, i32),
) -> Result<Facts, DataError> {
    findings.extend(checks::run(&Checked { tables: &tables, located, source: &source, today }));
    accepted::settle(&mut findings, accepted);
    findings.sort_by(|a, b| {
        let key = |f: &Finding| (f.check.severity(), std::cmp::Reverse(f.rows), f.check, f.table);
        key(a).cmp(&key(b)).then_with(|| a.column.cmp(&b.column))
    });
    count_used(&mut source.readings, &tables, &findings);
    let Tables { merchants, branches, cities, genders, customers, transactions } = tables;

    let latest = |days: &[i32]| days.iter().copied().filter(|d| *d != NO_DAY && *d <= today).max();
    let claim_horizon = transactions.as_ref().and_then(|t| latest(&t.days));
    let last_burn = transactions.as_ref().and_then(|t| latest(&t.burn_days));
    // Customers alone have no other day to be seen from than the last one who joined.
    let last_join = || customers.as_ref().and_then(|c| latest(&c.join_days));
    let as_of = as_of.or(claim_horizon.max(last_burn)).or_else(last_join);

    let (mut found_cities, mut found_genders, mut found_branches) = (None, None, None);
    let mut customer_ids = Ids::Integers(Vec::new());
    let (mut extra, mut categorical) = (Vec::new(), Vec::new());
    let has_amount = transactions.as_ref().is_some_and(|t| t.amounts.is_some());
    let coupons = transactions.as_ref().and_then(|t| t.coupons.as_ref()).map(|(_, coupons)| coupons.clone());
    let mut status_words = Vec::new();
    let (transactions, ids) = match transactions {
        Some(mut t) => {
            status_words = std::mem::take(&mut t.status_words);
            found_branches = t.branches.take();
            let ids = t.customer_ids.take();
            (transactions_frame(t)?, ids)
        }
        None => (transactions_frame(Transactions::default())?, None),
    };
    let customers = if let Some(mut c) = customers {
        customer_ids = c.index.ids();
        extra = c.extras.iter().map(|e| e.name.clone()).collect();
        let words = |(name, words): &mut (String, Words)| Categorical {
            name: name.clone(),
            words: std::mem::take(&mut words.words),
        };
        categorical = c.categorical.iter_mut().map(words).collect();
        (found_cities, found_genders) = (c.cities.take(), c.genders.take());
        customers_frame(c)?
    } else {
        customer_ids = ids.unwrap_or(customer_ids);
        unknown_customers(customer_ids.len())?
    };

    let found_merchants = branches.as_ref().and_then(|b| b.merchants.clone());
    let dimension = |loaded: Option<LoadedDimension>, found: Option<Dimension>| {
        loaded.map(|l| l.dimension).or(found).unwrap_or_default()
    };
    let (branches, branch_merchant) = if let Some(b) = branches {
        (b.dimension, b.merchant.into_iter().map(code).collect())
    } else {
        let branches = found_branches.unwrap_or_default();
        let merchants = vec![None; branches.len()];
        (branches, merchants)
    };
    Ok(Facts {
        source,
        customers,
        extra,
        categorical,
        customer_ids,
        transactions,
        has_amount,
        coupons: coupons.unwrap_or_default(),
        status_words,
        genders: dimension(genders, found_genders),
        cities: dimension(cities, found_cities),
        branches,
        branch_merchant,
        merchants: dimension(merchants, found_merchants),
        as_of,
        claim_horizon,
        findings,
        kind,
        purchases: None,
    })
}

/// Says of each table how many of its rows are in use, and why the others are not.
fn count_used(readings: &mut [Reading], tables: &Tables, findings: &[Finding]) {
    let dimension = |loaded: &Option<LoadedDimension>| loaded.as_ref().map_or(0, |l| l.dimension.len());
    for reading in readings {
        reading.used = match reading.table {
            Table::Customers => tables.customers.as_ref().map_or(0, |c| c.join_days.len()),
            Table::Genders => dimension(&tables.genders),
            Table::Cities => dimension(&tables.cities),
            Table::Transactions => tables.transactions.as_ref().map_or(0, |t| t.status.len()),
            Table::Branches => dimension(&tables.branches),
            Table::Merchants => dimension(&tables.merchants),
        } as u64;
        let of_table = findings.iter().filter(|f| f.table == reading.table);
        let aside = of_table.filter(|f| f.check.sets_aside(f.table, f.column.as_deref()));
        reading.set_aside = aside.map(|f| (f.check, f.rows)).collect();
    }
}

fn code(code: u32) -> Option<u32> {
    (code != NO_CODE).then_some(code)
}

fn codes(name: &str, codes: Vec<u32>) -> Column {
    UInt32Chunked::from_iter_options(name.into(), codes.into_iter().map(code)).into_column()
}

fn days(name: &str, days: Vec<i32>) -> Column {
    let day = |d| (d != NO_DAY).then_some(d);
    Int32Chunked::from_iter_options(name.into(), days.into_iter().map(day)).into_column()
}

fn numbers(name: &str, values: Vec<f64>) -> Column {
    let number = |v: f64| (!v.is_nan()).then_some(v);
    Float64Chunked::from_iter_options(name.into(), values.into_iter().map(number)).into_column()
}

fn customers_frame(customers: Customers) -> Result<DataFrame, PolarsError> {
    let height = customers.join_days.len();
    let mut columns = vec![
        days("join_day", customers.join_days),
        codes("city", customers.city_codes),
        codes("gender", customers.gender_codes),
    ];
    columns.extend(customers.extras.into_iter().map(|e| numbers(&e.name, e.values)));
    let word_codes = |(name, words): (String, Words)| {
        UInt8Chunked::from_iter_options(name.as_str().into(), words.codes.into_iter()).into_column()
    };
    columns.extend(customers.categorical.into_iter().map(word_codes));
    DataFrame::new(height, columns)
}

/// Customers of whom only the ids are known.
fn unknown_customers(count: usize) -> Result<DataFrame, PolarsError> {
    let columns = vec![
        days("join_day", vec![NO_DAY; count]),
        codes("city", vec![NO_CODE; count]),
        codes("gender", vec![NO_CODE; count]),
    ];
    DataFrame::new(count, columns)
}

fn transactions_frame(transactions: Transactions) -> Result<DataFrame, PolarsError> {
    let height = transactions.status.len();
    let status: NoNull<UInt8Chunked> = transactions.status.into_iter().collect();
    let mut status = status.into_inner();
    status.rename("status".into());
    let mut columns = vec![
        codes("customer", transactions.customer_codes),
        days("day", transactions.days),
        status.into_column(),
        days("burn_day", transactions.burn_days),
        codes("branch", transactions.branch_codes),
    ];
    columns.extend(transactions.coupons.map(|(coupons, _)| codes("coupon", coupons)));
    columns.extend(transactions.amounts.map(|amounts| numbers("amount", amounts)));
    DataFrame::new(height, columns)
}
