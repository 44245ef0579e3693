//! Events by place: cities of customers, branches and their merchants.

use std::ops::Range;

use super::burns::{Burns, Claims};
use super::buyers::{Buyers, buyers};
use super::columns::{MeasureError, customer_codes, each};
use super::key_pairs::{Pair, sorted};
use super::months::{ByMonth, Calendar, by_month};
use super::passes::Passes;
use super::tally::Tally;
use crate::data::{Kind, status};

/// Events by place.
#[derive(Clone, Debug)]
pub(crate) struct Places {
    /// The months that are counted.
    pub calendar: Calendar,
    /// Events by city of the customer and month.
    pub city_months: ByMonth,
    /// Events by branch and month.
    pub branch_months: ByMonth,
    /// Rows by status of each branch. In SQL: `GROUP BY branch`.
    pub branches: Tally,
    /// The claims at branches and at merchants; none if no open row has a branch: then the branch follows from burning, and
    /// a rate over it would always be 100%.
    pub burns: Option<BurnsAtPlaces>,
    /// Who ordered at branches and at merchants; none for other kinds.
    pub buyers: Option<BuyersAtPlaces>,
}

/// Claims by customer at each place, summed: the branches or merchants in their order, then those at none.
///
/// In SQL: sums, squares and products of the claims and burns of `GROUP BY branch, customer`, `GROUP BY branch`.
#[derive(Clone, Debug)]
pub(crate) struct BurnsAtPlaces {
    /// At branches.
    pub branches: Vec<Burns>,
    /// At merchants.
    pub merchants: Vec<Burns>,
}

/// Who ordered at each place: the branches or merchants in their order, then orders at none.
#[derive(Clone, Debug)]
pub(crate) struct BuyersAtPlaces {
    /// At branches.
    pub branches: Vec<Buyers>,
    /// At merchants.
    pub merchants: Vec<Buyers>,
}

impl Passes<'_> {
    /// The events by place.
    pub fn places(&self) -> Result<Places, MeasureError> {
        let Self { facts, rows, .. } = self;
        let calendar = Calendar::of(rows, facts.claim_horizon);
        let [city_months, branch_months] = by_month(facts, rows, &calendar, &customer_codes(facts, "city")?)?;
        let branches = Tally::count(&rows.branch, &rows.status, facts.branches.len());
        let open_rows_carry_it = !facts.only_burnt && branches.keyed.iter().any(|counts| counts.open > 0);
        let burns = open_rows_carry_it.then(|| self.burns_at_places());
        let buyers = (facts.kind == Kind::Purchases).then(|| BuyersAtPlaces {
            branches: self.buyers_at(facts.branches.len(), Some),
            merchants: self.buyers_at(facts.merchants.len(), |branch| self.merchant(branch)),
        });
        Ok(Places { calendar, city_months, branch_months, branches, burns, buyers })
    }

    /// The merchant of a branch.
    pub(super) fn merchant(&self, branch: u32) -> Option<u32> {
        self.facts.branch_merchant.get(branch as usize).copied().flatten()
    }

    /// Who ordered at each of `codes` places, then at none; `place` is that of a branch.
    fn buyers_at(&self, codes: usize, place: impl Fn(u32) -> Option<u32>) -> Vec<Buyers> {
        let place = |branch: Option<u32>| branch.and_then(&place).unwrap_or(u32::MAX).min(codes as u32);
        let orders = each(&self.rows.branch).zip(each(&self.rows.customer));
        buyers(&sorted(orders.filter_map(|(branch, customer)| Some((customer?, place(branch))))), codes + 1)
    }

    fn burns_at_places(&self) -> BurnsAtPlaces {
        let [branches, merchants] = [self.facts.branches.len(), self.facts.merchants.len()];
        let of_branch = |branch: Option<u32>| branch.map_or(branches, |branch| (branch as usize).min(branches));
        let of_merchant = |branch: usize| {
            let merchant = u32::try_from(branch).ok().and_then(|branch| self.merchant(branch));
            merchant.map_or(merchants, |merchant| (merchant as usize).min(merchants))
        };
        let none = || BurnsAtPlaces {
            branches: vec![Burns::default(); branches + 1],
            merchants: vec![Burns::default(); merchants + 1],
        };
        let of_part = |part: Range<usize>| {
            let rows = self.rows.slice(part.start, part.len());
            let mut burns = none();
            let events = each(&rows.branch).zip(each(&rows.customer)).zip(rows.statuses());
            let known = events.filter(|(_, row)| matches!(*row, status::OPEN | status::BURNT | status::EXPIRED));
            let own = known.filter_map(|((branch, customer), row)| {
                let (branch, burnt) = (of_branch(branch), u32::from(row == status::BURNT));
                if customer.is_none() {
                    // Nothing says which claims of unknown customers go together.
                    let single = Burns::of_single_claims(u64::from(burnt), 1);
                    burns.branches[branch] += single;
                    burns.merchants[of_merchant(branch)] += single;
                }
                // The branch of a claim, and in the last bit whether it is burnt.
                Some((customer?, (branch as u32) << 1 | burnt))
            });
            let own = sorted(own);
            let branch = |pair: &Pair| (pair.value() >> 1) as usize;
            let mut at_merchants: Vec<(usize, Claims)> = Vec::new();
            for own in own.chunk_by(|a, b| a.has_same_key(*b)) {
                at_merchants.clear();
                for at_one in own.chunk_by(|a, b| branch(a) == branch(b)) {
                    let burnt = at_one.iter().map(|pair| u64::from(pair.value() & 1)).sum();
                    let claims = Claims { claims: at_one.len() as u64, burnt };
                    burns.branches[branch(&at_one[0])] += claims.into();
                    at_merchants.push((of_merchant(branch(&at_one[0])), claims));
                }
                at_merchants.sort_unstable_by_key(|(merchant, _)| *merchant);
                for at_one in at_merchants.chunk_by(|a, b| a.0 == b.0) {
                    burns.merchants[at_one[0].0] += at_one.iter().map(|(_, claims)| *claims).sum::<Claims>().into();
                }
            }
            burns
        };
        let mut all = none();
        let add = |all: &mut [Burns], part: Vec<Burns>| all.iter_mut().zip(part).for_each(|(all, part)| *all += part);
        for part in self.parts.each(of_part) {
            add(&mut all.branches, part.branches);
            add(&mut all.merchants, part.merchants);
        }
        all
    }
}
