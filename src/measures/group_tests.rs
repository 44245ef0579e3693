//! Whether the groups of each table differ in their rate: cities, branches, merchants, products, genders and other
//! columns of customers. Nothing says or suggests that they do unless the test does.
//!
//! The rate is the burn rate of claims, and the repeat rate of orders: the share of the customers of a group who ordered
//! there twice or more.

use rayon::prelude::*;

use super::burns::Claims;
use super::columns::{MeasureError, Rows, customer_codes, has_transactions};
use super::demographics::coded_columns;
use super::groups::name;
use super::holm::holm;
use super::inputs::pairs;
use super::permutation::{DEALS, GroupCell, Tested, differ, test_groups};
use super::tally::{Counts, Tally};
use crate::data::{Dimension, Facts, Kind, status};
use crate::progress::{Cancelled, Progress};

/// Above this number of customers in groups there are fewer deals.
const MANY: usize = 500_000;
const DEALS_OF_MANY: u64 = 199;

/// The test of one table.
#[derive(Clone, Debug, PartialEq)]
pub struct GroupTest {
    /// `genders`, `cities`, `branches`, `merchants`, `products`, or a column such as `customers.age`.
    pub of: String,
    /// The p that all groups have the same rate, corrected for the number of tables (Holm 1979); none if fewer than two
    /// groups have a rate of two customers or more.
    pub p: Option<f64>,
    /// The groups whose rate is above that of the others, the surest first; empty unless rates differ.
    pub above: Vec<Standout>,
    /// The same of groups below.
    pub below: Vec<Standout>,
}

/// A group whose rate differs from that of the others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standout {
    /// Its id.
    pub id: String,
    /// Its name, or the id without a name.
    pub name: String,
}

impl GroupTest {
    /// Whether the rates of the groups differ; none if they could not be tested.
    pub fn differ(&self) -> Option<bool> {
        differ(self.p)
    }

    /// Whether the rate of a group is above (true) or below that of the others.
    pub fn side(&self, id: &str) -> Option<bool> {
        let has = |groups: &[Standout]| groups.iter().any(|group| group.id == id);
        has(&self.above).then_some(true).or_else(|| has(&self.below).then_some(false))
    }
}

/// Why there is no test.
#[derive(Debug, thiserror::Error)]
pub enum GroupTestError {
    /// It could not be computed.
    #[error(transparent)]
    Measure(#[from] MeasureError),
    /// It was cancelled.
    #[error(transparent)]
    Cancelled(#[from] Cancelled),
}

/// A table with what its customers did.
struct Groups<'a> {
    of: String,
    names: std::borrow::Cow<'a, Dimension>,
    cells: Vec<GroupCell>,
}

/// Tests each table that has groups; none for customers alone.
///
/// # Errors
/// When the joined tables do not have the columns that [`Facts`] promises, or the work is cancelled.
pub fn group_tests(facts: &Facts, progress: &Progress) -> Result<Vec<GroupTest>, GroupTestError> {
    if facts.kind == Kind::Customers || !has_transactions(facts) {
        return Ok(Vec::new());
    }
    progress.begin("testing groups", 0);
    let tables = tables(facts)?;
    // However many tables there are, the smallest p can be significant.
    let least = 40 * tables.len() as u64;
    let mut tests = Vec::new();
    for Groups { of, names, cells } in tables {
        progress.check()?;
        let deals = if cells.len() > MANY { DEALS_OF_MANY } else { DEALS };
        let tested = test_groups(cells, deals.max(least), progress)?;
        let one = |group: usize| Standout { id: names.ids.text(group).into_owned(), name: name(&names, group) };
        let called = |groups: Vec<u32>| groups.into_iter().map(|group| one(group as usize)).collect();
        tests.push(match tested {
            Some(Tested { p, above, below }) => {
                GroupTest { of, p: Some(p), above: called(above), below: called(below) }
            }
            None => GroupTest { of, p: None, above: Vec::new(), below: Vec::new() },
        });
    }
    let adjusted = holm(&tests.iter().filter_map(|test| test.p).collect::<Vec<_>>());
    for (test, p) in tests.iter_mut().filter(|test| test.p.is_some()).zip(adjusted) {
        test.p = Some(p);
        if test.differ() != Some(true) {
            (test.above, test.below) = (Vec::new(), Vec::new());
        }
    }
    Ok(tests)
}

/// The tables of the data that have a known group.
fn tables(facts: &Facts) -> Result<Vec<Groups<'_>>, MeasureError> {
    use std::borrow::Cow::{Borrowed, Owned};
    let rows = Rows::of(facts)?;
    let counts = Tally::count(&rows.customer, &rows.status, facts.customer_ids.len()).keyed;
    let of_customers = |codes: &[Option<u32>]| {
        let own = (0..).zip(codes.iter().zip(&counts));
        let cell = |(customer, (code, counts)): (u32, (&Option<u32>, &Counts))| {
            Some(GroupCell {
                customer,
                group: (*code)?,
                own: outcome(facts.kind, counts.all, counts.known(), counts.burnt),
            })
        };
        own.filter_map(cell).collect::<Vec<_>>()
    };
    let mut tables = Vec::new();
    for (of, column, names) in [("genders", "gender", &facts.genders), ("cities", "city", &facts.cities)] {
        let cells = of_customers(&customer_codes(facts, column)?);
        tables.push(Groups { of: of.to_owned(), names: Borrowed(names), cells });
    }
    let merchant_of = |branch: u32| facts.branch_merchant.get(branch as usize).copied().flatten();
    // If no open row has a branch, the key follows from burning, and there is no rate.
    let has_rates = facts.kind == Kind::Purchases
        || rows.branch.iter().zip(rows.statuses()).any(|(branch, row)| branch.is_some() && row == status::OPEN);
    if has_rates {
        let of_branch = at_branches(facts, &rows, &Some);
        tables.push(Groups { of: "branches".to_owned(), names: Borrowed(&facts.branches), cells: of_branch });
        let of_merchant = at_branches(facts, &rows, &merchant_of);
        tables.push(Groups { of: "merchants".to_owned(), names: Borrowed(&facts.merchants), cells: of_merchant });
    }
    if let Some(loaded) = facts.purchases.as_ref().filter(|loaded| loaded.lines_of_products.width() > 0) {
        let mut ordered: Vec<(u32, u32)> = pairs(&loaded.lines_of_products)?.collect();
        ordered.par_sort_unstable();
        ordered.dedup();
        let of = |(product, order): (u32, u32)| Some((rows.customer.get(order as usize)?, product, true));
        let cells = cells(facts.kind, ordered.into_iter().filter_map(of).collect());
        tables.push(Groups { of: "products".to_owned(), names: Borrowed(&loaded.products), cells });
    }
    for column in coded_columns(facts)? {
        let cells = of_customers(&column.codes);
        tables.push(Groups { of: format!("customers.{}", column.column), names: Owned(column.names), cells });
    }
    tables.retain(|table| !table.cells.is_empty());
    Ok(tables)
}

/// What each known customer did at each place; `key` is the place of a branch.
fn at_branches(facts: &Facts, rows: &Rows, key: &dyn Fn(u32) -> Option<u32>) -> Vec<GroupCell> {
    let of = |((branch, customer), row): ((Option<u32>, Option<u32>), u8)| {
        let is_known = facts.kind == Kind::Purchases || matches!(row, status::OPEN | status::BURNT | status::EXPIRED);
        Some((customer.filter(|_| is_known)?, branch.and_then(key)?, row == status::BURNT))
    };
    cells(facts.kind, rows.branch.iter().zip(rows.customer.iter()).zip(rows.statuses()).filter_map(of).collect())
}

/// The cells of (customer, group, whether burnt), one for each claim or order.
fn cells(kind: Kind, mut events: Vec<(u32, u32, bool)>) -> Vec<GroupCell> {
    events.par_sort_unstable();
    let cell = |own: &[(u32, u32, bool)]| {
        let (events, burnt) = (own.len() as u64, own.iter().filter(|(.., burnt)| *burnt).count() as u64);
        GroupCell { customer: own[0].0, group: own[0].1, own: outcome(kind, events, events, burnt) }
    };
    events.chunk_by(|a, b| (a.0, a.1) == (b.0, b.1)).map(cell).collect()
}

/// Claims and burns of a customer; or for orders one customer, and whether that customer ordered twice or more.
fn outcome(kind: Kind, events: u64, claims: u64, burnt: u64) -> Claims {
    match kind {
        Kind::Purchases => Claims { claims: events.min(1), burnt: u64::from(events > 1) },
        Kind::Coupons | Kind::Customers => Claims { claims, burnt },
    }
}
