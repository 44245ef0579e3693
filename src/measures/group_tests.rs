//! Whether the groups of each table differ in their rate: cities, branches, merchants, products, named coupons, genders and
//! other columns of customers. No screen or report suggests a difference unless the test supports it.
//!
//! The rate is the burn rate of claims, and the repeat rate of orders: the share of the customers of a group who ordered
//! there twice or more.

use std::borrow::Cow;
use std::borrow::Cow::{Borrowed, Owned};

use polars::prelude::{BooleanChunked, ChunkFilter};
use rayon::prelude::*;

use super::demographics::coded_columns;
use super::holm::holm;
use super::permutation::{DEALS, GroupCell, Tested, differ, test_groups};
use crate::aggregate::{
    Bought, Claims, Counts, MeasureError, Rows, Tally, are_names, customer_codes, each, has_transactions, key_pairs,
    name,
};
use crate::data::{Dimension, Facts, Kind, Table, status};
use crate::progress::{Cancelled, Progress};

/// Above this number of customers in groups there are fewer permutations.
const MANY: usize = 100_000;
const DEALS_OF_MANY: u64 = 199;
/// Above this number of claims, orders or customers, a random sample of customers is tested, so that time and memory are
/// bounded.
const MOST: usize = 500_000;

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
    let tables = tables(facts)?;
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
fn tables(facts: &Facts) -> Result<Vec<Groups<'_>>, MeasureError> {
    let rows = Rows::of(facts)?;
    let counts = Tally::count(&rows.customer, &rows.status, facts.customer_ids.len()).rated(facts).keyed;
    let of_customers = Sample::of(counts.len());
    let customers = |codes: &[Option<u32>]| {
        let own = (0..).zip(codes.iter().zip(&counts)).filter(|(customer, _)| of_customers.has(*customer));
        let cell = |(customer, (code, counts)): (u32, (&Option<u32>, &Counts))| {
            Some(GroupCell {
                customer,
                group: (*code)?,
                own: outcome(facts.kind, counts.all.into(), counts.known(), counts.burnt.into()),
            })
        };
        own.filter_map(cell).collect::<Vec<_>>()
    };
    let mut tables = Vec::new();
    let mut add = |of: &str, names, cells: Vec<GroupCell>, sample: Sample| {
        // A table without cells has no known group.
        if !cells.is_empty() {
            tables.push(Groups { of: of.to_owned(), names, cells, is_sample: sample.0.is_some() });
        }
    };
    for (of, column, names) in [("genders", "gender", &facts.genders), ("cities", "city", &facts.cities)] {
        add(of, Borrowed(names), customers(&customer_codes(facts, column)?), of_customers);
    }
    let of_rows = Sample::of(rows.customer.len());
    let is_taken: BooleanChunked =
        each(&rows.customer).map(|customer| customer.is_some_and(|customer| of_rows.has(customer))).collect();
    let taken = rows.filter(&is_taken)?;
    if has_rates(facts.kind, &rows, each(&rows.branch)) {
        let merchant = |branch: Option<u32>| facts.branch_merchant.get(branch? as usize).copied().flatten();
        let [branches, merchants] = [
            events(facts.kind, &taken, each(&taken.branch)),
            events(facts.kind, &taken, each(&taken.branch).map(merchant)),
        ];
        add("branches", Borrowed(&facts.branches), branches, of_rows);
        add("merchants", Borrowed(&facts.merchants), merchants, of_rows);
    }
    if let Some(loaded) = facts.purchases.as_ref().filter(|loaded| loaded.lines_of_products.width() > 0) {
        let bought = Bought::of_lines(&loaded.lines_of_products)?;
        let sample = Sample::of(bought.len());
        let taken = bought.customers(&rows.customer).filter(|(customer, _)| sample.has(*customer));
        let cells = cells(facts.kind, taken.map(|(customer, product)| (customer, product, true)).collect());
        add("products", Borrowed(&loaded.products), cells, sample);
    }
    // Orders have no burns to compare coupons by.
    let are_names = facts.kind == Kind::Coupons && are_names(&facts.coupons, facts.rows(Table::Transactions));
    if let Some(column) = facts.transactions.column("coupon").ok().filter(|_| are_names) {
        let codes = column.u32()?;
        if has_rates(facts.kind, &rows, codes.iter()) {
            let cells = events(facts.kind, &taken, codes.filter(&is_taken)?.iter());
            add("coupons", Borrowed(&facts.coupons), cells, of_rows);
        }
    }
    for column in coded_columns(facts)? {
        let cells = customers(&column.codes);
        add(&format!("customers.{}", column.column), Owned(column.names), cells, of_customers);
    }
    Ok(tables)
}

/// The share of customers to sample if there are more than [`MOST`] rows; the sample is the same in each run.
#[derive(Clone, Copy, Debug)]
struct Sample(Option<f64>);

impl Sample {
    fn of(rows: usize) -> Self {
        Self((rows > MOST).then(|| MOST as f64 / rows as f64))
    }

    fn has(self, customer: u32) -> bool {
        // The finaliser of `MurmurHash3` spreads neighbouring numbers evenly.
        let mut hash = customer ^ customer >> 16;
        hash = hash.wrapping_mul(0x85eb_ca6b);
        hash ^= hash >> 13;
        hash = hash.wrapping_mul(0xc2b2_ae35);
        hash ^= hash >> 16;
        self.0.is_none_or(|share| f64::from(hash) < share * f64::from(u32::MAX))
    }
}

/// Whether groups have a rate: if no open row has a group, only burning gives a row its group.
fn has_rates(kind: Kind, rows: &Rows, mut groups: impl Iterator<Item = Option<u32>>) -> bool {
    let mut statuses = rows.statuses();
    kind == Kind::Purchases || groups.any(|group| statuses.next() == Some(status::OPEN) && group.is_some())
}

/// What each known customer did in each group, by the group of a row.
fn events(kind: Kind, rows: &Rows, groups: impl Iterator<Item = Option<u32>>) -> Vec<GroupCell> {
    let of = |((group, customer), row): ((Option<u32>, Option<u32>), u8)| {
        let is_known = kind == Kind::Purchases || matches!(row, status::OPEN | status::BURNT | status::EXPIRED);
        Some((customer.filter(|_| is_known)?, group?, row == status::BURNT))
    };
    cells(kind, groups.zip(each(&rows.customer)).zip(rows.statuses()).filter_map(of).collect())
}

/// Number of groups with a claim or an order.
fn number_of_groups(cells: &[GroupCell]) -> usize {
    let mut is_there = vec![false; cells.iter().map(|cell| cell.group as usize + 1).max().unwrap_or(0)];
    cells.iter().filter(|cell| cell.own.claims > 0).for_each(|cell| is_there[cell.group as usize] = true);
    is_there.into_iter().filter(|is_there| *is_there).count()
}

/// The cells of (customer, group, whether burnt), one for each claim or order.
fn cells(kind: Kind, mut events: Vec<(u32, u32, bool)>) -> Vec<GroupCell> {
    key_pairs::sort(&mut events, |event| event.0, Ord::cmp);
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

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    /// Sampled by customer, evenly, and all customers below the limit.
    #[test]
    fn a_sample_is_of_whole_customers() {
        let sample = Sample::of(10 * MOST);
        let taken = (0..100_000).filter(|customer| sample.has(*customer)).count();
        assert!((9_600..10_400).contains(&taken), "{taken}");
        assert!((0..100_000).all(|customer| Sample::of(MOST).has(customer)));
    }

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
