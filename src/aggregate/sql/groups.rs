//! What each customer of a database did in each group of a table.

use std::collections::BTreeMap;
use std::iter::Sum;

use super::answer::Answer;
use super::asking::Asking;
use super::codes::Codes;
use super::error::EngineError;
use super::tables::tally;
use super::texts;
use crate::aggregate::burns::Claims;
use crate::aggregate::coupons::are_names;
use crate::aggregate::group_cells::{Cells, GroupCell, GroupsOfEvents};
use crate::aggregate::taken::Taken;
use crate::aggregate::tally::Tally;
use crate::data::{CUSTOMER_COUNTS, Facts, Ids, Table};

/// The events of each customer by status.
pub fn customers(asking: &Asking<'_>) -> Result<Tally, EngineError> {
    let answer = asking.known(CUSTOMER_COUNTS).map_or_else(|| asking.ask(texts::CUSTOMER_EVENTS), Ok)?;
    let keys = answer.codes("customer", &Codes::of(&asking.facts.customer_ids))?;
    tally(&answer, &keys, (asking.facts.kind, asking.facts.customer_ids.len()))
}

/// What each customer did by the group of each claim.
pub fn groups_of_events(asking: &Asking<'_>) -> Result<GroupsOfEvents, EngineError> {
    let facts = asking.facts;
    let customers = Codes::of(&facts.customer_ids);
    if facts.purchases.is_some() {
        return groups_of_orders(asking, &customers);
    }
    let cells = |key, ids| cells(asking, &customers, key, ids);
    let are_names = are_names(&facts.coupons, facts.rows(Table::Transactions));
    let by_branch = has_rates(&asking.ask(texts::BRANCH_EVENTS)?, "branch")?;
    let by_coupon = are_names && has_rates(&asking.ask(texts::COUPON_EVENTS)?, "coupon")?;
    let (branches, coupons) = asking.both(
        || by_branch.then(|| cells("branch", &facts.branches.ids)).transpose(),
        || by_coupon.then(|| cells("coupon", &facts.coupons.ids)).transpose(),
    );
    let mut groups = GroupsOfEvents { coupons: coupons?.unwrap_or_default(), ..GroupsOfEvents::default() };
    if let Some((branches, is_sample)) = branches? {
        let merchants = by_merchant(facts, branches.iter().map(|cell| ((cell.customer, cell.group), cell.own)));
        let merchants = merchants.into_iter().map(|((customer, group), own)| GroupCell { customer, group, own });
        groups.merchants = (merchants.collect(), is_sample);
        groups.branches = (branches, is_sample);
    }
    Ok(groups)
}

/// What customers did at each merchant, from what they did at each branch.
fn by_merchant<T: Copy + Default + Sum>(
    facts: &Facts,
    branches: impl Iterator<Item = ((u32, u32), T)>,
) -> BTreeMap<(u32, u32), T> {
    let mut merchants: BTreeMap<(u32, u32), T> = BTreeMap::new();
    for ((customer, branch), own) in branches {
        if let Some(merchant) = facts.branch_merchant.get(branch as usize).copied().flatten() {
            let all = merchants.entry((customer, merchant)).or_default();
            *all = [*all, own].into_iter().sum();
        }
    }
    merchants
}

/// How many orders a customer has in a group.
type Orders = BTreeMap<(u32, u32), u64>;

/// Who ordered at each branch and merchant and who ordered each product, and who did so twice or more.
fn groups_of_orders(asking: &Asking<'_>, customers: &Codes<'_>) -> Result<GroupsOfEvents, EngineError> {
    let facts = asking.facts;
    let orders = |text, key, ids: &Ids| -> Result<Orders, EngineError> {
        let answer = asking.ask(text)?;
        let keys = answer.codes("customer", customers)?.into_iter().zip(answer.codes(key, &Codes::of(ids))?);
        let orders = keys.zip(answer.counts("orders")?);
        Ok(orders.filter_map(|((customer, group), orders)| Some(((customer?, group?), orders))).collect())
    };
    let cells = |orders: Orders, rows: u64| {
        let sample = Taken::of(usize::try_from(rows).unwrap_or(usize::MAX), &facts.customer_ids);
        let orders = orders.into_iter().filter(|((customer, _), _)| sample.has(*customer));
        let cell = |((customer, group), orders)| {
            let own = Claims { claims: 1, burnt: u64::from(orders > 1) };
            GroupCell { customer, group, own }
        };
        (orders.map(cell).collect(), sample.is_part())
    };
    let at_branches = orders(texts::BRANCH_ORDERS, "branch", &facts.branches.ids)?;
    let at_merchants = by_merchant(facts, at_branches.iter().map(|(key, orders)| (*key, *orders)));
    let mut groups = GroupsOfEvents {
        branches: cells(at_branches, asking.events.events),
        merchants: cells(at_merchants, asking.events.events),
        ..GroupsOfEvents::default()
    };
    if let Some(loaded) = facts.purchases.as_ref().filter(|loaded| !loaded.products.is_empty()) {
        let rows = asking.ask(texts::PRODUCTS)?.counts("orders")?.iter().sum();
        groups.products = cells(orders(texts::CUSTOMER_PRODUCTS, "product", &loaded.products.ids)?, rows);
    }
    Ok(groups)
}

/// Whether groups have a rate: if no open event has one, the group follows from burning.
fn has_rates(answer: &Answer, key: &'static str) -> Result<bool, EngineError> {
    let open = answer.counts("open")?;
    Ok(answer.is_present(key)?.into_iter().zip(open).any(|(has_key, open)| has_key && open > 0))
}

/// The claims of each customer in each group, by customer and group.
fn cells(asking: &Asking<'_>, customers: &Codes<'_>, group: &str, ids: &Ids) -> Result<Cells, EngineError> {
    let sample = Taken::of(asking.events.events as usize, &asking.facts.customer_ids);
    let customers_table = asking.tables().tables.get(&Table::Customers);
    let is_text = customers_table.is_none_or(|table| table.is_text("customer_id"));
    let taken = sample.condition("customer").filter(|_| !is_text);
    let answer = asking.ask_with(texts::GROUP_CUSTOMERS, |macros| {
        macros.set("group", group.to_owned());
        macros.set("taken", taken.unwrap_or_else(|| "1 = 1".to_owned()));
    })?;
    let (customers, groups) = (answer.codes("customer", customers)?, answer.codes("group_key", &Codes::of(ids))?);
    let (claims, burnt) = (answer.counts("claims")?, answer.counts("burnt")?);
    let cell = |row: usize| {
        let customer = customers[row].filter(|customer| sample.has(*customer))?;
        Some(GroupCell { customer, group: groups[row]?, own: Claims { claims: claims[row], burnt: burnt[row] } })
    };
    let mut cells: Vec<GroupCell> = (0..claims.len()).filter_map(cell).collect();
    cells.sort_unstable_by_key(|cell| (cell.customer, cell.group));
    Ok((cells, sample.is_part()))
}
