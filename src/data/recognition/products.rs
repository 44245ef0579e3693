//! A file of products: the name, category, brand and unit price of the product numbers in the lines of orders.

use super::candidate::{Candidate, Choice, Products};
use super::events;
use super::sample::SampleColumn;
use crate::data::kind::Kind;
use crate::data::layout::Layout;
use crate::data::mapping::Mapping;
use crate::data::schema::{Table, bare, is_called, is_general, normalise};

/// Suffixes of the names of columns of product numbers, which are not product names.
const CODES: [&str; 8] = ["id", "code", "key", "no", "nr", "number", "sku", "nummer"];

/// Adds to purchases the part that names their products.
pub fn add_products(candidates: &mut [Candidate], mapping: &Mapping, choice: &mut Choice) {
    let Some((events, layout)) = choice.tables.get(&Table::Transactions) else { return };
    if events::kind(Some((layout, &candidates[*events])), mapping) != Kind::Purchases {
        return;
    }
    let lines = choice.joined.iter().find(|(_, lines)| lines.table == Table::Transactions);
    let parts: Vec<(usize, &Layout)> =
        [(*events, layout)].into_iter().chain(lines.map(|(at, lines)| (*at, lines))).collect();
    let has = |column: &str| parts.iter().any(|(_, layout)| layout.at(column).is_some());
    let Some((of, at, layout)) = parts.iter().find_map(|(of, layout)| Some((*of, layout.at("product")?, *layout)))
    else {
        return;
    };
    let is_priced = has("amount") || has("unit_price");
    let Some(bought) = candidates[of].sample.columns.get(at) else { return };
    let named = (layout.header[at].as_str(), bought, candidates[of].sample.complete);
    let is_new = |name: &str| parts.iter().all(|(_, l)| l.header.iter().all(|own| normalise(own) != normalise(name)));
    let given = mapping.column(Table::Transactions, "product");
    let open = |c: &Candidate| c.role.is_none() && !c.passed_over && !c.part.hidden;
    let found = candidates.iter().enumerate().filter(|(_, c)| open(c)).find_map(|(at, c)| {
        let id = id(c, named)?;
        let (name, mut others) = names(c, id, given)?;
        others.retain(|at| is_new(&c.part.header[*at]));
        Some(Products { at, id, name, price: price(c, id).filter(|_| !is_priced), others })
    });
    if let Some(products) = found {
        let reason = format!("the names of the products of {}", candidates[of].part.name);
        candidates[products.at].role = Some(Table::Transactions);
        candidates[products.at].reason = reason;
        choice.products = Some(products);
    }
}

/// The column of a part with the numbers of products that were bought: each has one row, and it is called as in the lines, or has the
/// same values.
fn id(part: &Candidate, (header, bought, is_whole): (&str, &SampleColumn, bool)) -> Option<usize> {
    let names = &part.part.header;
    let columns = part.sample.columns.iter().enumerate();
    let is_id = |(at, column): &(usize, &SampleColumn)| {
        let is_named = normalise(&names[*at]) == normalise(header);
        let is_general = is_general(&bare(&names[*at])).1;
        let both = bought.distinct.intersection(&column.distinct).count();
        let tells = is_whole && part.sample.complete;
        let is_same = if tells { both * 2 >= bought.distinct.len() } else { is_named || is_general && both > 0 };
        column.filled > 0 && column.distinct.len() as u64 == column.filled && (is_named || is_general) && is_same
    };
    columns.filter(is_id).map(|(at, _)| at).next()
}

/// The column that is `given` as the product name, otherwise the column of names, otherwise of categories; and the other
/// columns that describe products.
fn names(part: &Candidate, id: usize, given: Option<&str>) -> Option<(usize, Vec<usize>)> {
    let aliases = aliases("product");
    let rank = |name: &str| {
        let (own, bare) = (normalise(name), bare(name));
        let is = |known: &&str| *known == own || *known == bare;
        if is_general(&bare).0 { Some(0) } else { aliases.iter().position(is) }
    };
    let columns = part.sample.columns.iter().enumerate();
    let is_code = |at: usize| CODES.iter().any(|ending| bare(&part.part.header[at]).ends_with(ending));
    let is_text = |(at, c): &(usize, &SampleColumn)| {
        *at != id && c.filled > 0 && !c.is_dates() && !c.has_decimals() && !is_code(*at)
    };
    let ranked = columns.filter(is_text).filter_map(|(at, _)| Some((rank(&part.part.header[at])?, at)));
    let mut ranked: Vec<(usize, usize)> = ranked.collect();
    ranked.sort_unstable();
    let mut ranked: Vec<usize> = ranked.into_iter().map(|(_, at)| at).collect();
    let is_given = |at: &usize| given.is_some_and(|name| part.part.header[*at].trim() == name.trim());
    let first = ranked.iter().position(is_given).unwrap_or(0);
    (first < ranked.len()).then(|| (ranked.remove(first), ranked))
}

/// The column with the price of one piece.
fn price(part: &Candidate, id: usize) -> Option<usize> {
    let general = Table::Transactions.spec().column("amount").map_or(&[][..], |column| column.fallback);
    let is_price = |name: &str| {
        normalise(name) == "unitprice" || is_called(name, aliases("unit_price")) || is_called(name, general)
    };
    let mut numbers =
        part.sample.columns.iter().enumerate().filter(|(at, c)| *at != id && c.has_numbers() && !c.is_dates());
    numbers.find(|(at, _)| is_price(&part.part.header[*at])).map(|(at, _)| at)
}

fn aliases(column: &str) -> &'static [&'static str] {
    Table::Transactions.spec().column(column).map_or(&[], |column| column.aliases)
}
