//! Customers by gender, city, every other column of their table, and number of claims.

use super::blocks::{Block, BlockCell, BlockColumn, TableBlock};
use super::numbers::{LISTED, evidence, interval, listed, money, rate, share};
use crate::data::Kind;
use crate::measures::{Group, Summary};
use crate::report::input::ReportInput;
use crate::wording::feature::words_in_no_mean;
use crate::wording::kind_words::words;
use crate::wording::text::{count, counted, rate_beside};

pub(super) fn blocks(report: &ReportInput) -> Vec<Block> {
    let summary = report.summary;
    if summary.kind == Kind::Customers {
        // Tables of customers alone have a separate section for columns.
        return Vec::new();
    }
    let first = match (summary.kind, summary.kpis.amount) {
        (Kind::Coupons, _) => ", most burns first",
        (Kind::Purchases, Some(_)) => ", highest revenue first",
        (Kind::Purchases, None) => ", most orders first",
        (Kind::Customers, _) => "",
    };
    let cities = format!("Customers by {}{first}", summary.place);
    let mut blocks = vec![groups(summary, "Customers by gender", "gender_id", &summary.genders)];
    blocks.extend(evidence(summary, "genders"));
    blocks.push(groups(summary, &cities, "city_id", &summary.cities));
    blocks.extend(evidence(summary, "cities"));
    if summary.kind != Kind::Coupons {
        // Missing columns of files of orders or customers are not mentioned.
        let is_missing = |block: &Block| matches!(block, Block::Text(words) if words.starts_with("Customers by "));
        blocks.retain(|block| !is_missing(block));
    }
    for of in &summary.demographics {
        blocks.push(groups(summary, &format!("Customers by {}", of.column), &of.column, &of.groups));
        blocks.extend(evidence(summary, &format!("customers.{}", of.column)));
        blocks.extend(words_in_no_mean(of).map(|words| Block::Text(format!("{}: {words}.", of.column))));
    }
    blocks.extend(frequency(summary));
    blocks
}

fn groups(summary: &Summary, title: &str, key: &str, groups: &[Group]) -> Block {
    if groups.iter().all(|group| group.id.is_none()) {
        return Block::Text(format!("{title}: no customer has a known {key}."));
    }
    // Key figures may be of all customers where groups are of a sample.
    let all = groups.iter().map(|group| group.customers).sum();
    let has_claims = summary.kind == Kind::Coupons && summary.kpis.transactions > 0;
    let is_purchases = summary.kind == Kind::Purchases;
    let has_revenue = groups.iter().any(|group| group.revenue.is_some());
    let mut columns =
        vec![BlockColumn::left(""), BlockColumn::bar(), BlockColumn::right("customers"), BlockColumn::right("share")];
    if has_claims {
        let rate = BlockColumn::right("burn rate").short("rate");
        columns.extend([
            BlockColumn::right("claims").spare(),
            BlockColumn::right("burnt"),
            BlockColumn::right("of burns"),
        ]);
        columns.extend([rate, BlockColumn::right("95% CI")].into_iter().filter(|_| summary.has_rates()));
    }
    columns.extend(is_purchases.then(|| BlockColumn::right("orders")));
    columns.extend(has_revenue.then(|| BlockColumn::right("revenue")));
    let mut table = TableBlock::new(title, listed(groups.len(), &counted(all, "customer")), columns);
    let most = groups.iter().map(|g| g.customers).max().unwrap_or(0);
    for g in groups.iter().take(LISTED) {
        let mut cells: Vec<BlockCell> = vec![
            g.name.as_str().into(),
            BlockCell::bar(g.customers, most),
            count(g.customers).into(),
            share(g.customers, all).into(),
        ];
        if has_claims {
            let own = rate_beside(g.burn_rate.unwrap_or(f64::NAN), g.interval, 1);
            let numbers = [count(g.transactions), count(g.burnt), rate(g.burnt_share)].map(BlockCell::from);
            let rates = [own, interval(g.burn_rate, g.interval)].map(BlockCell::from);
            cells.extend(numbers.into_iter().chain(rates.into_iter().filter(|_| summary.has_rates())));
        }
        cells.extend(is_purchases.then(|| count(g.transactions).into()));
        cells.extend(g.revenue.map(|revenue| money(summary, revenue).into()));
        table.row(cells);
    }
    Block::Table(table)
}

fn frequency(summary: &Summary) -> Option<Block> {
    let (all, words) = (summary.frequency.iter().map(|(_, customers)| customers).sum(), words(summary.kind));
    let most = summary.frequency.iter().map(|(_, customers)| *customers).max()?;
    let unit = listed(summary.frequency.len(), &counted(all, "customer"));
    let columns = [
        BlockColumn::right(words.events),
        BlockColumn::bar(),
        BlockColumn::right("customers"),
        BlockColumn::right("share"),
    ];
    let mut table = TableBlock::new(format!("Customers by number of {}", words.events), unit, columns);
    for (claims, customers) in summary.frequency.iter().take(LISTED) {
        let bar = BlockCell::bar(*customers, most);
        table.row([count(*claims).into(), bar, count(*customers).into(), share(*customers, all).into()]);
    }
    Some(Block::Table(table))
}
