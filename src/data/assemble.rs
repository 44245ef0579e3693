//! Joins the typed tables into [`Facts`].

use std::collections::BTreeMap;

use super::accepted;
use super::by_customer;
use super::checks::{self, Checked};
use super::days::{NO_DAY, latest};
use super::error::DataError;
use super::facts::{Categorical, Dimension, Facts, Reading, Source};
use super::findings::{self, Check, Finding};
use super::frames;
use super::kind::Kind;
use super::load_options::LoadOptions;
use super::plan::Located;
use super::purchases;
use super::schema::Table;
use super::status;
use super::tables::{Extra, LoadedDimension, Tables, Transactions};
use super::word_column::Words;

/// Joins the tables and runs the checks that need more than one row. `accepted` are the rows of each table whose errors
/// were accepted.
///
/// # Errors
/// [`DataError::Frame`] if two columns of customers have one name, or memory cannot be allocated.
pub fn assemble(
    mut tables: Tables,
    kind: Kind,
    located: &BTreeMap<Table, Located>,
    mut source: Source,
    mut findings: Vec<Finding>,
    accepted: &[(Table, BTreeMap<Check, Vec<u32>>)],
    options: &LoadOptions,
) -> Result<Facts, DataError> {
    // Without a customers table, the customers are those that the transactions describe.
    if tables.customers.is_none() {
        tables.customers = tables.transactions.as_mut().and_then(|t| t.customers.take());
    }
    let today = options.today;
    findings.extend(checks::run(&Checked { tables: &tables, located, source: &source, kind, today }));
    count_used(&mut source.readings, &tables);
    let claim_horizon = tables.transactions.as_ref().and_then(|t| latest(&t.days, today));
    let last_burn = tables.transactions.as_ref().and_then(|t| latest(&t.burn_days, today));
    // Customers without events: the reference day is the last join date.
    let last_join = || tables.customers.as_ref().and_then(|c| latest(&c.join_days, today));
    // An earlier reference day than the last event is handled by the measures, which show the data as of that day.
    let as_of = options.as_of.max(claim_horizon.max(last_burn).or_else(last_join));

    let mut settled = None;
    match (&mut tables.transactions, kind) {
        (Some(rows), Kind::Purchases) => {
            let (orders, purchases) = purchases::settle(std::mem::take(rows), &mut findings)?;
            (*rows, settled) = (orders, Some(purchases));
        }
        (Some(coupons), _) => {
            expire(coupons, as_of);
            if !options.in_file_order {
                by_customer::sort(coupons);
            }
        }
        (None, _) => {}
    }
    findings.extend(checks::inactive(&tables));
    let only_burnt = tables.transactions.as_ref().filter(|_| kind == Kind::Coupons).and_then(checks::only_burnt);
    let is_only_burnt = only_burnt.is_some();
    findings.extend(only_burnt);
    accepted::settle(&mut findings, accepted);
    findings::sort(&mut findings);
    source.readings.iter_mut().for_each(|reading| set_aside(reading, &findings));
    let Tables { merchants, branches, cities, genders, customers, transactions } = tables;

    let mut transactions = transactions.unwrap_or_default();
    let found_branches = transactions.branches.take();
    let status_words = std::mem::take(&mut transactions.status_words);
    let currency = transactions.currency.take();
    let has_amount = transactions.amounts.is_some();
    let coupons = transactions.coupons.as_ref().map(|(_, coupons)| coupons.clone());
    let mut customers = customers.unwrap_or_default();
    let customer_ids = customers.index.ids().into();
    let extra = customers.extras.iter().map(|e| e.name.clone()).collect();
    let words_of =
        |e: &mut Extra| Some(Categorical { name: e.name.clone(), words: std::mem::take(&mut e.words.as_mut()?.words) });
    let words_of_numbers = customers.extras.iter_mut().filter_map(words_of).collect();
    let words = |(name, words): &mut (String, Words)| Categorical {
        name: name.clone(),
        words: std::mem::take(&mut words.words),
    };
    let categorical = customers.categorical.iter_mut().map(words).collect();
    let place = customers.place;
    let (found_cities, found_genders) = (customers.cities.take(), customers.genders.take());

    let found_merchants = branches.as_ref().and_then(|b| b.merchants.clone());
    let dimension = |loaded: Option<LoadedDimension>, found: Option<Dimension>| {
        loaded.map(|l| l.dimension).or(found).unwrap_or_default()
    };
    let (branches, branch_merchant) = if let Some(b) = branches {
        (b.dimension, b.merchant.into_iter().map(frames::code).collect())
    } else {
        let branches = found_branches.unwrap_or_default();
        let merchants = vec![None; branches.len()];
        (branches, merchants)
    };
    Ok(Facts {
        source,
        customers: frames::customers(customers)?,
        extra,
        categorical,
        words_of_numbers,
        customer_ids,
        transactions: frames::transactions(transactions)?,
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
        cut: false,
        only_burnt: is_only_burnt,
        findings,
        currency,
        kind,
        purchases: settled,
        place,
        database: None,
    })
}

/// Without a status column, a coupon that was not burnt and whose last day has passed is expired.
fn expire(coupons: &mut Transactions, as_of: Option<i32>) {
    let (Some(as_of), Some(expiry), false) = (as_of, &coupons.expiry_days, coupons.has_status) else {
        return;
    };
    for (code, day) in coupons.status.iter_mut().zip(expiry) {
        if *code == status::OPEN && *day != NO_DAY && *day < as_of {
            *code = status::EXPIRED;
        }
    }
}

/// Records how many rows of each table are used.
fn count_used(readings: &mut [Reading], tables: &Tables) {
    let dimension = |loaded: &Option<LoadedDimension>| loaded.as_ref().map_or(0, |l| l.dimension.len());
    for reading in readings {
        reading.used = match reading.table {
            Table::Customers => tables.customers.as_ref().map_or(0, |c| c.join_days.len() + c.of_known_persons),
            Table::Genders => dimension(&tables.genders),
            Table::Cities => dimension(&tables.cities),
            Table::Transactions => tables.transactions.as_ref().map_or(0, |t| t.status.len()),
            Table::Branches => dimension(&tables.branches),
            Table::Merchants => dimension(&tables.merchants),
        } as u64;
    }
}

/// Records why the other rows of a table are not used.
fn set_aside(reading: &mut Reading, findings: &[Finding]) {
    let of_table = findings.iter().filter(|f| f.table == reading.table);
    let aside = of_table.filter(|f| f.check.sets_aside(f.table, f.column.as_deref()));
    reading.set_aside = aside.map(|f| (f.check, f.rows)).collect();
}
