//! What a report says, from the measures.

use super::{
    Bar, Block, Bucket, Chart, Document, Figure, Plot, Section, Side, Table, action, definitions, loyalty, rfm,
    segments,
};
use crate::data::{Finding, format_day};
use crate::measures::{Demographic, Group, Place, Summary};
use crate::report::ReportInput;
use crate::report::text::time::burnt_by_day;
use crate::wording::text::{NONE, count, number, percent, percent_range};

/// Rows of a list that are shown; its caption says how many there are.
const LISTED: usize = 20;

/// Everything that is known, in the order in which it is read; `command` is what prints it again.
pub fn document(report: &ReportInput, command: &str) -> Document {
    let summary = report.summary;
    let features = report.segmentation.as_ref().map_or(&[][..], |s| &s.features);
    let section = |heading, blocks| Section { heading, blocks };
    let made = vec![
        Block::Text(format!("This command prints it again, with segscope {}:", env!("CARGO_PKG_VERSION"))),
        Block::Command(command.to_owned()),
    ];
    let sections = vec![
        section("Key figures", vec![Block::Figures(key_figures(summary))]),
        section("Segments", segments::segments(report.segmentation.as_ref())),
        section("Who should get coupons", action::coupons(report.segmentation.as_ref())),
        section("Migration", action::migration(report.segmentation.as_ref())),
        section("Customers", customers(summary)),
        section(
            "Loyalty",
            [loyalty::loyalty(summary), rfm::loyalty(summary, report.segmentation.as_ref().map(|s| s.segments))]
                .concat(),
        ),
        section("Claims and burns", time(report)),
        section("Places", places(summary)),
        section("Choosing the number of segments", segments::choosing(report.segmentation.as_ref())),
        section("Quality of the data", quality(summary)),
        section("Definitions", vec![Block::Table(definitions::table(features))]),
        section("How this report was made", made),
    ];
    let sections = sections.into_iter().filter(|section| !section.blocks.is_empty()).collect();
    Document { title: format!("Customer segments: {}", name(&summary.source.path)), about: about(report), sections }
}

/// The last part of a path, which says most.
fn name(path: &str) -> &str {
    path.trim_end_matches('/').rsplit('/').next().filter(|name| !name.is_empty()).unwrap_or(path)
}

fn about(report: &ReportInput) -> Vec<(&'static str, String)> {
    let summary = report.summary;
    let rows: Vec<String> = summary.source.readings.iter().map(|r| format!("{} {}", count(r.used), r.table)).collect();
    let filter = if report.filter.is_empty() { "none: all data" } else { report.filter };
    let day = |day: Option<i32>| day.map(format_day);
    let mut about = vec![("Data", summary.source.path.clone()), ("Rows", rows.join(", "))];
    about.extend(day(summary.as_of).map(|day| ("As of", day)));
    about.extend(day(summary.claim_horizon).map(|day| ("Last claim", day)));
    about.push(("Filter", filter.to_owned()));
    about
}

fn key_figures(summary: &Summary) -> Vec<Figure> {
    let kpis = &summary.kpis;
    let figure = |name, value, note| Figure { name, value, note };
    let inactive = format!("{} active, {} never active", count(kpis.active_customers), count(kpis.inactive_customers));
    let mut figures = vec![figure("Customers", count(kpis.customers), inactive)];
    if kpis.transactions > 0 {
        let other = if kpis.other > 0 { format!(", {} other", count(kpis.other)) } else { String::new() };
        let days =
            kpis.median_days_to_burn.map_or_else(|| NONE.to_owned(), |d| number(d, usize::from(d.fract() != 0.0)));
        let burners = format!("with two claims or more; {} with two burns or more", count(kpis.repeat_burners));
        figures.extend([
            figure("Claims", count(kpis.transactions), format!("{} open{other}", count(kpis.claimed))),
            figure("Burnt", count(kpis.burnt), "coupons used".to_owned()),
            figure("Burn rate", rate(kpis.burn_rate), "burnt / (open + burnt)".to_owned()),
            figure("Days to burn", days, "median, from claim to burn".to_owned()),
            figure("Repeat customers", count(kpis.repeat_customers), burners),
        ]);
    }
    figures
}

fn customers(summary: &Summary) -> Vec<Block> {
    let mut blocks = Vec::new();
    blocks.extend(bars(summary, "Customers by gender", &summary.genders));
    blocks.extend(bars(summary, "Customers by city", &summary.cities));
    blocks.extend(summary.demographics.iter().filter_map(|of| further(summary, of)));
    if !summary.frequency.is_empty() {
        let all = summary.kpis.customers;
        let rows = summary.frequency.iter().take(LISTED).map(|&(claims, customers)| Bar {
            label: format!("{} {}", count(claims), if claims == 1 { "claim" } else { "claims" }),
            value: customers as f64,
            text: format!("{} ({})", count(customers), share(customers, all)),
        });
        blocks.push(chart(
            "Claims per customer",
            listed(summary.frequency.len(), all, "customers"),
            Plot::Bars(rows.collect()),
        ));
    }
    blocks
}

/// Customers by gender or city; none where none is known.
fn bars(summary: &Summary, title: &str, groups: &[Group]) -> Option<Block> {
    if groups.iter().all(|group| group.id.is_none()) {
        return None;
    }
    let mut sorted: Vec<&Group> = groups.iter().collect();
    sorted.sort_by_key(|group| std::cmp::Reverse(group.customers));
    Some(customers_by(summary, title, &sorted))
}

/// Customers by a further column: numbers in the order of their bands.
fn further(summary: &Summary, of: &Demographic) -> Option<Block> {
    let title = format!("Customers by {}", of.column);
    match &of.numbers {
        Some(_) => Some(customers_by(summary, &title, &of.groups.iter().collect::<Vec<_>>())),
        None => bars(summary, &title, &of.groups),
    }
}

fn customers_by(summary: &Summary, title: &str, groups: &[&Group]) -> Block {
    let all = summary.kpis.customers;
    let bar = |group: &&Group| Bar {
        label: group.name.clone(),
        value: group.customers as f64,
        text: format!("{} ({})", count(group.customers), share(group.customers, all)),
    };
    let rows = groups.iter().take(LISTED).map(bar).collect();
    chart(title, listed(groups.len(), all, "customers"), Plot::Bars(rows))
}

fn time(report: &ReportInput) -> Vec<Block> {
    let summary = report.summary;
    let (past, later) = summary.periods_to_date(report.granularity);
    if past.is_empty() {
        return Vec::new();
    }
    let (claims, burns) = (past.iter().map(|p| p.claims).sum(), past.iter().map(|p| p.burns).sum());
    let partial = summary.claim_horizon.filter(|_| past.iter().any(|p| p.partial));
    let mut notes: Vec<String> = partial
        .map(|day| {
            format!(
                "Claims are seen up to {}: what is hollow, broken or marked with a star is not whole.",
                format_day(day)
            )
        })
        .into_iter()
        .collect();
    if later > 0 {
        notes.push(format!("Not shown, for their later date: {} claims and burns.", count(later)));
    }
    let bucket =
        |p: crate::measures::Period| Bucket { label: p.period, claims: p.claims, burns: p.burns, partial: p.partial };
    let mut blocks = vec![Block::Chart(Chart {
        title: format!("Claims and burns per {}", report.granularity),
        unit: format!("{} claims by claim date, {} burns by burn date", count(claims), count(burns)),
        note: notes.join(" "),
        plot: Plot::Periods(past.into_iter().map(bucket).collect()),
    })];
    if let Some(days) = &summary.days_to_burn {
        let caption = format!("Days from claim to burn, {} burns with both dates", count(days.n));
        let titles = ["min", "10 %", "25 %", "median", "mean", "75 %", "90 %", "max"];
        let mut table = Table::new(caption, &titles.map(|title| (title, Side::Right)));
        let figures = [days.p10, days.p25, days.median, days.mean, days.p75, days.p90].map(|d| number(d, 1));
        let [min, max] = [days.min, days.max].map(|d| number(f64::from(d), 0));
        table.row(std::iter::once(min).chain(figures).chain([max]));
        blocks.push(Block::Table(table));
    }
    blocks.extend(summary.burnt_by_day.as_ref().map(|burnt| Block::Text(burnt_by_day(burnt))));
    if !summary.coupons.is_empty() {
        let caption = listed_rows("Coupons by burns", summary.coupons.len());
        let right = ["claims", "burnt", "burn rate"].map(|title| (title, Side::Right));
        let columns: Vec<_> = std::iter::once(("coupon", Side::Left)).chain(right).collect();
        let mut table = Table::new(caption, &columns);
        for coupon in summary.coupons.iter().take(LISTED) {
            let rate = rate(coupon.burn_rate);
            table.row([coupon.title().to_owned(), count(coupon.transactions), count(coupon.burnt), rate]);
        }
        blocks.push(Block::Table(table));
    }
    blocks
}

fn places(summary: &Summary) -> Vec<Block> {
    let mut blocks = Vec::new();
    if summary.cities.iter().any(|city| city.id.is_some()) && summary.kpis.transactions > 0 {
        let caption = listed_rows("Cities by burns", summary.cities.len());
        let right =
            ["customers", "claims", "burnt", "of burns", "burn rate", "95 % CI"].map(|title| (title, Side::Right));
        let mut table = Table::new(caption, &[&[("city", Side::Left)], &right[..]].concat());
        for g in summary.cities.iter().take(LISTED) {
            let counts = [g.customers, g.transactions, g.burnt].map(count);
            let rates = [rate(g.burnt_share), rate(g.burn_rate), interval(g.interval)];
            table.row([g.name.clone()].into_iter().chain(counts).chain(rates));
        }
        blocks.push(Block::Table(table));
    }
    for (title, places) in [("branch", &summary.branches), ("merchant", &summary.merchants)] {
        blocks.extend(place_table(title, places).map(Block::Table));
    }
    let branches = &summary.branches;
    if branches.iter().any(|p| p.id.is_some())
        && summary.kpis.burnt > 0
        && branches.iter().all(|p| p.burn_rate.is_none())
    {
        blocks.push(Block::Text("No burn rate by branch: only burnt claims carry a branch_id.".to_owned()));
    }
    blocks
}

/// Branches or merchants; none where none is known.
fn place_table(title: &str, places: &[Place]) -> Option<Table> {
    if places.iter().all(|place| place.id.is_none()) {
        return None;
    }
    let has_names = places.iter().any(|p| p.id.is_some() && p.name.is_some());
    let has_owner = title == "branch";
    let has_rates = places.iter().any(|p| p.burn_rate.is_some());
    let mut columns = vec![("id", Side::Left)];
    columns.extend(has_names.then_some((title, Side::Left)));
    columns.extend(has_owner.then_some(("merchant", Side::Left)));
    columns.extend(["claims", "burnt", "of burns"].map(|title| (title, Side::Right)));
    columns.extend(["burn rate", "95 % CI"].map(|title| (title, Side::Right)).iter().filter(|_| has_rates));
    let plural = if title == "branch" { "Branches by burns" } else { "Merchants by burns" };
    let mut table = Table::new(listed_rows(plural, places.len()), &columns);
    for p in places.iter().take(LISTED) {
        let mut cells = vec![p.id.clone().unwrap_or_else(|| "(none)".to_owned())];
        cells.extend(has_names.then(|| p.name.clone().unwrap_or_default()));
        cells.extend(has_owner.then(|| p.merchant.clone().flatten().unwrap_or_default()));
        cells.extend([count(p.transactions), count(p.burnt), rate(p.burnt_share)]);
        cells.extend([rate(p.burn_rate), interval(p.interval)].into_iter().filter(|_| has_rates));
        table.row(cells);
    }
    Some(table)
}

fn quality(summary: &Summary) -> Vec<Block> {
    let right = ["read", "used", "set aside"].map(|title| (title, Side::Right));
    let mut rows = Table::new(
        "Rows: read = used + set aside",
        &[&[("table", Side::Left)], &right[..], &[("set aside for", Side::Left)]].concat(),
    );
    for reading in &summary.source.readings {
        let aside: u64 = reading.set_aside.iter().map(|(_, rows)| rows).sum();
        let why: Vec<String> = reading.set_aside.iter().map(|(check, n)| format!("{} {check}", count(*n))).collect();
        let [read, used, aside] = [reading.read, reading.used, aside].map(count);
        rows.row([reading.table.to_string(), read, used, aside, why.join(", ")]);
    }
    let columns = ["severity", "check", "where", "meaning"].map(|title| (title, Side::Left));
    let caption = format!("{} findings, worst first", count(summary.findings.len() as u64));
    let mut findings = Table::new(caption, &[&columns[..3], &[("rows", Side::Right)], &columns[3..]].concat());
    let place =
        |f: &Finding| f.column.as_ref().map_or_else(|| f.table.to_string(), |column| format!("{}.{column}", f.table));
    for f in &summary.findings {
        let words = [f.check.severity().to_string(), f.check.to_string(), place(f), count(f.rows)];
        findings.row(words.into_iter().chain([f.check.meaning().to_owned()]));
    }
    let mut blocks = vec![Block::Table(rows)];
    blocks.push(if summary.findings.is_empty() {
        Block::Text("Nothing to report: every row could be read and joined.".to_owned())
    } else {
        Block::Table(findings)
    });
    blocks
}

fn chart(title: &str, unit: String, plot: Plot) -> Block {
    Block::Chart(Chart { title: title.to_owned(), unit, note: String::new(), plot })
}

/// `5,000 customers; first 20 of 313`.
fn listed(rows: usize, n: u64, unit: &str) -> String {
    let all = format!("{} {unit}", count(n));
    if rows > LISTED { format!("{all}; first {LISTED} of {}", count(rows as u64)) } else { all }
}

/// `Branches by burns, first 20 of 313`.
fn listed_rows(title: &str, rows: usize) -> String {
    if rows > LISTED { format!("{title}, first {LISTED} of {}", count(rows as u64)) } else { title.to_owned() }
}

fn share(part: u64, all: u64) -> String {
    percent(if all > 0 { part as f64 / all as f64 } else { f64::NAN }, 1)
}

pub(super) fn rate(rate: Option<f64>) -> String {
    percent(rate.unwrap_or(f64::NAN), 1)
}

/// The interval that a rate may lie in: `58-64 %`.
fn interval(interval: Option<[f64; 2]>) -> String {
    interval.map_or_else(|| NONE.to_owned(), percent_range)
}
