//! Customers by gender, city and further columns, burns by branch and merchant.

use super::LISTED;
use super::page::{Page, interval, listed, rate};
use crate::data::Table as Source;
use crate::measures::{Group, Place, Summary};
use crate::report::table::{Align, Cell, Table};
use crate::wording::text::count;

pub(super) fn genders(page: &mut Page, summary: &Summary) {
    groups(page, summary, "Customers by gender", "gender_id", &summary.genders);
}

pub(super) fn cities(page: &mut Page, summary: &Summary) {
    groups(page, summary, "Customers by city, most burns first", "city_id", &summary.cities);
}

pub(super) fn further_columns(page: &mut Page, summary: &Summary) {
    for of in &summary.demographics {
        groups(page, summary, &format!("Customers by {}", of.column), &of.column, &of.groups);
    }
}

fn groups(page: &mut Page, summary: &Summary, title: &str, key: &str, groups: &[Group]) {
    page.title(title, &listed(groups.len(), &format!("{} customers", count(summary.kpis.customers))));
    if groups.iter().all(|g| g.id.is_none()) {
        page.wrapped("  ", &format!("No customer has a known {key}."));
        return;
    }
    let most = groups.iter().map(|g| g.customers).max().unwrap_or(0);
    let mut table = Table::new(&[
        ("", Align::Left),
        ("", Align::Bar),
        ("customers", Align::Right),
        ("share", Align::Right),
        ("burnt", Align::Right),
        ("of burns", Align::Right),
        ("burn rate", Align::Right),
        ("95 % CI", Align::Right),
    ]);
    for g in groups.iter().take(LISTED) {
        let share = rate(Some(g.customers as f64 / summary.kpis.customers as f64));
        let numbers =
            [count(g.customers), share, count(g.burnt), rate(g.burnt_share), rate(g.burn_rate), interval(g.interval)];
        let numbers = numbers.map(Cell::from);
        table.row([g.name.clone().into(), Cell::bar(g.customers, most)].into_iter().chain(numbers));
    }
    page.table(&table);
}

pub(super) fn branches(page: &mut Page, summary: &Summary) {
    places(page, summary, "Branches by burns", &summary.branches, true);
}

pub(super) fn merchants(page: &mut Page, summary: &Summary) {
    places(page, summary, "Merchants by burns", &summary.merchants, false);
}

fn places(page: &mut Page, summary: &Summary, title: &str, places: &[Place], are_branches: bool) {
    page.title(title, &listed(places.len(), &format!("{} burns", count(summary.kpis.burnt))));
    if summary.kpis.transactions == 0 {
        page.wrapped("  ", &format!("Needs the table {}.", Source::Transactions));
        return;
    }
    if places.iter().all(|p| p.id.is_none()) {
        page.wrapped("  ", "No row has a known branch_id.");
        return;
    }
    let name = if are_branches { "branch" } else { "merchant" };
    let owner = if are_branches { "merchant" } else { "" };
    let rated = places.iter().any(|p| p.burn_rate.is_some());
    let mut table = Table::new(&[
        ("id", Align::Right),
        (name, Align::Left),
        (owner, Align::Left),
        ("", Align::Bar),
        ("claims", Align::Right),
        ("burnt", Align::Right),
        ("of burns", Align::Right),
        (if rated { "burn rate" } else { "" }, Align::Right),
        (if rated { "95 % CI" } else { "" }, Align::Right),
    ]);
    let most = places.iter().map(|p| p.burnt).max().unwrap_or(0);
    for p in places.iter().take(LISTED) {
        let text = |text: Option<&String>| text.cloned().unwrap_or_default();
        let owner = text(p.merchant.as_ref().and_then(Option::as_ref));
        let words = [text(p.id.as_ref()), text(p.name.as_ref()), owner].map(Cell::from);
        let rates = if rated { [rate(p.burn_rate), interval(p.interval)] } else { Default::default() };
        let numbers = [count(p.transactions), count(p.burnt), rate(p.burnt_share)].into_iter().chain(rates);
        let numbers = numbers.map(Cell::from);
        table.row(words.into_iter().chain([Cell::bar(p.burnt, most)]).chain(numbers));
    }
    page.table(&table);
    if summary.kpis.burnt > 0 && !rated {
        page.wrapped("  ", "No rate: only burnt rows carry a branch_id.");
    }
}
