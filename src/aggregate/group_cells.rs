//! What each customer did in each group of a table, for tests of whether groups differ.

use polars::prelude::{BooleanChunked, ChunkFilter};

use super::bought::Bought;
use super::burns::Claims;
use super::columns::{MeasureError, Rows, each};
use super::coupons::are_names;
use super::key_pairs;
use super::taken::Taken;
use super::tally::{Counts, Tally};
use crate::data::{Facts, Kind, Table, status};

/// What one customer claimed in one group. A customer may be in several groups.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct GroupCell {
    /// The customer.
    pub customer: u32,
    /// The group.
    pub group: u32,
    /// The claims of the customer in that group.
    pub own: Claims,
}

/// Cells of one table, and whether their customers were taken at random, because there are too many.
pub(super) type Cells = (Vec<GroupCell>, bool);

/// The claims or orders of each customer, for groups that customers are in.
pub(crate) struct GroupsOfCustomers {
    kind: Kind,
    counts: Vec<Counts>,
    sample: Taken,
}

impl GroupsOfCustomers {
    pub fn of(facts: &Facts) -> Result<Self, MeasureError> {
        let rows = Rows::of(facts)?;
        Ok(Self::counted(facts, Tally::count(&rows.customer, &rows.status, facts.customer_ids.len())))
    }

    /// Of customers whose events are counted.
    pub fn counted(facts: &Facts, events: Tally) -> Self {
        let counts = events.rated(facts).keyed;
        Self { kind: facts.kind, sample: Taken::of(counts.len(), &facts.customer_ids), counts }
    }

    /// The cells by the group of each customer.
    pub fn by(&self, codes: &[Option<u32>]) -> Cells {
        let own = (0..).zip(codes.iter().zip(&self.counts)).filter(|(customer, _)| self.sample.has(*customer));
        let cell = |(customer, (code, counts)): (u32, (&Option<u32>, &Counts))| {
            let own = outcome(self.kind, counts.all.into(), counts.known(), counts.burnt.into());
            Some(GroupCell { customer, group: (*code)?, own })
        };
        (own.filter_map(cell).collect(), self.sample.is_part())
    }
}

/// What each customer did by the group of each claim or order; empty where groups have no rate, and without the table. In
/// SQL: number of claims and of burns, `GROUP BY customer, group`.
#[derive(Default)]
pub(crate) struct GroupsOfEvents {
    /// By branch.
    pub branches: Cells,
    /// By merchant.
    pub merchants: Cells,
    /// By product of the orders.
    pub products: Cells,
    /// By name of the coupon; empty for orders, which have no burns to compare coupons by.
    pub coupons: Cells,
}

impl GroupsOfEvents {
    pub fn of(facts: &Facts) -> Result<Self, MeasureError> {
        let rows = Rows::of(facts)?;
        let mut groups = Self::default();
        let of_rows = Taken::of(rows.customer.len(), &facts.customer_ids);
        let is_sample = of_rows.is_part();
        let is_taken: BooleanChunked =
            each(&rows.customer).map(|customer| customer.is_some_and(|customer| of_rows.has(customer))).collect();
        let taken = rows.filter(&is_taken)?;
        if has_rates(facts.kind, &rows, each(&rows.branch)) {
            let merchant = |branch: Option<u32>| facts.branch_merchant.get(branch? as usize).copied().flatten();
            groups.branches = (events(facts.kind, &taken, each(&taken.branch)), is_sample);
            groups.merchants = (events(facts.kind, &taken, each(&taken.branch).map(merchant)), is_sample);
        }
        if let Some(loaded) = facts.purchases.as_ref().filter(|loaded| loaded.lines_of_products.width() > 0) {
            let bought = Bought::of_lines(&loaded.lines_of_products)?;
            let sample = Taken::of(bought.len(), &facts.customer_ids);
            let taken = bought.customers(&rows.customer).filter(|(customer, _)| sample.has(*customer));
            let cells = cells(facts.kind, taken.map(|(customer, product)| (customer, product, true)).collect());
            groups.products = (cells, sample.is_part());
        }
        let are_names = facts.kind == Kind::Coupons && are_names(&facts.coupons, facts.rows(Table::Transactions));
        if let Some(column) = facts.transactions.column("coupon").ok().filter(|_| are_names) {
            let codes = column.u32()?;
            if has_rates(facts.kind, &rows, codes.iter()) {
                groups.coupons = (events(facts.kind, &taken, codes.filter(&is_taken)?.iter()), is_sample);
            }
        }
        Ok(groups)
    }
}

/// Whether groups have a rate: if no open row has one, the group follows from burning.
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
