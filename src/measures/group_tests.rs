//! Whether the groups of each table differ in their rate: cities, branches, merchants, products, named coupons, genders and
//! other columns of customers. No screen or report suggests a difference unless the test supports it.
//!
//! The rate is the burn rate of claims, and the repeat rate of orders: the share of the customers of a group who ordered
//! there twice or more.

use std::borrow::Cow;
use std::borrow::Cow::{Borrowed, Owned};

use rayon::prelude::*;

use super::demographics::coded_columns;
use super::holm::holm;
use super::permutation::{DEALS, Tested, differ, test_groups};
use crate::aggregate::{
    GroupCell, GroupsOfEvents, MeasureError, customer_codes, groups_of_customers, groups_of_events, has_transactions,
    name,
};
use crate::data::{Dimension, Facts, Kind};
use crate::progress::{Cancelled, Progress};

/// Above this number of customers in groups there are fewer permutations.
const MANY: usize = 100_000;
const DEALS_OF_MANY: u64 = 199;
/// The test of one table.
#[derive(Clone, Debug, PartialEq)]
pub struct GroupTest {
    /// `genders`, `cities`, `branches`, `merchants`, `products`, `coupons`, or a column such as `customers.age`.
    pub of: String,
    /// The p that all groups have the same rate, corrected for the number of tables (Holm 1979); none if fewer than two
    /// groups have a rate of two customers or more.
    pub p: Option<f64>,
    /// The groups whose rate is above that of the others, the most certain first; empty unless rates differ.
    pub above: Vec<Standout>,
    /// The same of groups below.
    pub below: Vec<Standout>,
    /// Groups with a rate.
    pub groups: usize,
    /// Tested groups: those with a rate of two customers or more.
    pub tested: usize,
    /// Customers that were tested.
    pub customers: usize,
    /// Whether they are a random sample, because there are too many.
    pub is_sample: bool,
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
    names: Cow<'a, Dimension>,
    cells: Vec<GroupCell>,
    is_sample: bool,
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
    let tables = tables(facts, progress)?;
    // Enough permutations that the smallest p can be significant for this number of tables.
    let least = 40 * tables.len() as u64;
    let mut tests = tables
        .into_par_iter()
        .map(|table| test(table, least, progress))
        .collect::<Result<Vec<GroupTest>, Cancelled>>()?;
    let adjusted = holm(&tests.iter().filter_map(|test| test.p).collect::<Vec<_>>());
    for (test, p) in tests.iter_mut().filter(|test| test.p.is_some()).zip(adjusted) {
        test.p = Some(p);
        if test.differ() != Some(true) {
            (test.above, test.below) = (Vec::new(), Vec::new());
        }
    }
    Ok(tests)
}

/// Tests a table with at least this number of permutations.
fn test(table: Groups<'_>, least: u64, progress: &Progress) -> Result<GroupTest, Cancelled> {
    let Groups { of, names, cells, is_sample } = table;
    let groups = number_of_groups(&cells);
    let deals = if cells.len() > MANY { DEALS_OF_MANY } else { DEALS };
    let tested = test_groups(cells, deals.max(least), progress)?;
    let one = |group: usize| Standout { id: names.ids.text(group).into_owned(), name: name(&names, group) };
    let called = |groups: Vec<u32>| groups.into_iter().map(|group| one(group as usize)).collect();
    let test =
        GroupTest { of, p: None, above: Vec::new(), below: Vec::new(), groups, tested: 0, customers: 0, is_sample };
    Ok(match tested {
        Some(Tested { p, above, below, groups: tested, customers }) => {
            GroupTest { p: Some(p), above: called(above), below: called(below), tested, customers, ..test }
        }
        None => test,
    })
}

/// The tables of the data that have a known group.
fn tables<'a>(facts: &'a Facts, progress: &Progress) -> Result<Vec<Groups<'a>>, MeasureError> {
    let customers = groups_of_customers(facts, progress)?;
    let mut tables = Vec::new();
    let mut add = |of: &str, names, (cells, is_sample): (Vec<GroupCell>, bool)| {
        // A table without cells has no known group.
        if !cells.is_empty() {
            tables.push(Groups { of: of.to_owned(), names, cells, is_sample });
        }
    };
    for (of, column, names) in [("genders", "gender", &facts.genders), ("cities", "city", &facts.cities)] {
        add(of, Borrowed(names), customers.by(&customer_codes(facts, column)?));
    }
    let GroupsOfEvents { branches, merchants, products, coupons } = groups_of_events(facts, progress)?;
    add("branches", Borrowed(&facts.branches), branches);
    add("merchants", Borrowed(&facts.merchants), merchants);
    if let Some(loaded) = &facts.purchases {
        add("products", Borrowed(&loaded.products), products);
    }
    add("coupons", Borrowed(&facts.coupons), coupons);
    for column in coded_columns(facts)? {
        add(&format!("customers.{}", column.column), Owned(column.names), customers.by(&column.codes));
    }
    Ok(tables)
}

/// Number of groups with a claim or an order.
fn number_of_groups(cells: &[GroupCell]) -> usize {
    let mut is_there = vec![false; cells.iter().map(|cell| cell.group as usize + 1).max().unwrap_or(0)];
    cells.iter().filter(|cell| cell.own.claims > 0).for_each(|cell| is_there[cell.group as usize] = true);
    is_there.into_iter().filter(|is_there| *is_there).count()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::aggregate::Claims;

    /// Naming a group takes a pass over all others, so at most 1,000 are named, although all of these 2,000 differ: the
    /// customers of one half burn all of their claims, those of the other half none.
    #[test]
    fn of_two_thousand_places_the_surest_thousand_are_named() {
        let cell = |at: u32| {
            let place = at % 2000;
            GroupCell { customer: at, group: place, own: Claims { claims: 4, burnt: u64::from(place % 2 * 4) } }
        };
        let cells: Vec<GroupCell> = (0..80_000).map(cell).collect();
        assert_eq!(number_of_groups(&cells), 2000);
        let tested = test_groups(cells, 199, &Progress::new()).unwrap().unwrap();
        assert_eq!((tested.groups, tested.customers, tested.p), (2000, 80_000, 1.0 / 200.0));
        assert_eq!(tested.above.len() + tested.below.len(), 1000);
        assert!(tested.above.iter().all(|place| place % 2 == 1) && tested.below.iter().all(|place| place % 2 == 0));
    }
}
