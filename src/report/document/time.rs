//! Claims and burns over time, and days to burn; empty without dates.

use super::blocks::{Block, BlockCell, BlockColumn, Bucket, Chart, Plot, TableBlock};
use super::numbers::{money, rate};
use crate::data::{Kind, format_day};
use crate::measures::{BurntByDay, Change, Granularity, MATURE, Period, Summary, WEEKDAYS};
use crate::report::input::ReportInput;
use crate::wording::kind_words::words;
use crate::wording::text::{count, counted, number, percent, signed, signed_percent};

/// Number of periods in a table: the last ones up to the as-of date.
pub(super) const LAST: usize = 12;

pub(super) fn blocks(report: &ReportInput) -> Vec<Block> {
    let (summary, granularity) = (report.summary, report.granularity);
    let (past, later) = summary.periods_to_date(granularity);
    if past.is_empty() || summary.kind == Kind::Purchases {
        return Vec::new();
    }
    let mut blocks = vec![chart(summary, granularity, &past)];
    blocks.extend(periods(summary, granularity, &past));
    if later > 0 {
        blocks.push(Block::Text(match later {
            1 => "1 claim or burn is dated later and not shown.".to_owned(),
            _ => format!("{} claims and burns are dated later and not shown.", count(later)),
        }));
    }
    blocks.extend(changes(summary, granularity));
    blocks.extend(weekdays(summary));
    blocks.extend(days_to_burn(summary));
    blocks
}

fn chart(summary: &Summary, granularity: Granularity, past: &[Period]) -> Block {
    let (claims, burns) = (past.iter().map(|p| p.claims).sum(), past.iter().map(|p| p.burns).sum());
    let horizon = summary.claim_horizon.filter(|_| past.iter().any(|p| p.partial));
    let note = horizon
        .map(|day| format!("Claims are known up to {}; periods that end later are incomplete.", format_day(day)));
    let bucket = |p: &Period| Bucket { label: p.period.clone(), claims: p.claims, burns: p.burns, partial: p.partial };
    Block::Chart(Chart {
        title: format!("Claims and burns per {granularity}"),
        unit: format!("{} by claim date, {} by burn date", counted(claims, "claim"), counted(burns, "burn")),
        note: note.unwrap_or_default(),
        plot: Plot::Periods(past.iter().map(bucket).collect()),
    })
}

/// The last periods, and the meaning of their marks.
fn periods(summary: &Summary, granularity: Granularity, past: &[Period]) -> Vec<Block> {
    let shown = &past[past.len().saturating_sub(LAST)..];
    let has_rates = summary.has_rates();
    let numbers = ["claims", "open", "burnt"].map(BlockColumn::right);
    let rates = [BlockColumn::right("burn rate"), BlockColumn::left("")].into_iter().filter(|_| has_rates);
    let columns = [BlockColumn::left(granularity.to_string()), BlockColumn::bar()].into_iter().chain(numbers);
    let spends = summary.kpis.amount.is_some();
    let columns = columns.chain(rates).chain([BlockColumn::right("burns by date")]);
    let columns = columns.chain(spends.then(|| BlockColumn::right("spend")));
    let title = format!("The last {granularity}s");
    let mut table = TableBlock::new(title, format!("{} of {}", shown.len(), count(past.len() as u64)), columns);
    let mature_until = summary.mature_until();
    let young = |p: &Period| p.burn_rate().is_some() && mature_until.is_some_and(|day| p.last_day > day);
    let most = shown.iter().map(|p| p.claims).max().unwrap_or(0);
    for p in shown {
        let state = if young(p) { "not final" } else { "" };
        let counts = [p.claims, p.status_claimed, p.status_burnt].map(count);
        let rates = [rate(p.burn_rate()), state.to_owned()].into_iter().filter(|_| has_rates);
        let numbers = counts.into_iter().chain(rates).chain([count(p.burns)]);
        let numbers = numbers.chain(spends.then(|| money(summary, p.spend)));
        table.row(
            [starred(&p.period, p.partial).into(), BlockCell::bar(p.claims, most)]
                .into_iter()
                .chain(numbers.map(BlockCell::from)),
        );
    }
    let mut blocks = vec![Block::Table(table)];
    if shown.iter().any(|p| p.partial) {
        blocks.push(Block::Text("* incomplete".to_owned()));
    }
    if let Some(day) = mature_until.filter(|_| shown.iter().any(young)) {
        blocks.push(Block::Text(format!(
            "not final: fewer than {} of the burns of claims after {} have had time to happen.",
            percent(MATURE, 0),
            format_day(day)
        )));
    }
    blocks
}

/// The key of a period, with a star if it is incomplete.
pub(super) fn starred(period: &str, partial: bool) -> String {
    if partial { format!("{period} *") } else { period.to_owned() }
}

/// The change from the previous complete period to the last one, and what cannot be compared.
fn changes(summary: &Summary, granularity: Granularity) -> Vec<Block> {
    let columns = [
        BlockColumn::left(""),
        BlockColumn::left("from"),
        BlockColumn::right(""),
        BlockColumn::left("to"),
        BlockColumn::right(""),
        BlockColumn::right("change"),
    ];
    let title = format!("Change from the previous complete {granularity} to the last one");
    let mut table = TableBlock::new(title, "", columns);
    let mut without = Vec::new();
    let mut row = |name: &'static str,
                   change: Option<Change>,
                   written: &dyn Fn(f64) -> String,
                   by: &dyn Fn(&Change) -> String| {
        let Some(change) = change else { return without.push(name) };
        let [before, now] = change.values.map(written);
        let by = by(&change);
        table.row([name.to_owned(), change.before, before, change.period, now, by]);
    };
    let whole = |value: f64| number(value, 0);
    let relative = |change: &Change| signed_percent(change.relative().unwrap_or(f64::NAN), 1);
    row("Claims", summary.change(granularity, |p| p.claims as f64), &whole, &relative);
    row("Burns", summary.change_of_burns(granularity), &whole, &relative);
    row("Active customers", summary.change(granularity, |p| p.active_customers as f64), &whole, &relative);
    if summary.has_rates() {
        row("Burn rate", summary.change_of_burn_rate(granularity), &|rate| percent(rate, 1), &|change| {
            format!("{} pp", signed(change.difference() * 100.0, 1))
        });
    }
    row("Median days to burn", summary.change_of_days_to_burn(granularity), &|days| number(days, 1), &|change| {
        format!("{} d", signed(change.difference(), 1))
    });
    let changed = (!table.rows.is_empty()).then_some(Block::Table(table));
    let none = not_compared(granularity, &without).map(Block::Text);
    changed.into_iter().chain(none).collect()
}

/// `Not compared: Burn rate. It needs a value in the last two months that are complete and mature.`; none where everything
/// is compared.
fn not_compared(granularity: Granularity, without: &[&str]) -> Option<String> {
    let needs = match without {
        [] => return None,
        [_] => "It needs",
        _ => "They need",
    };
    let names = without.join(", ");
    Some(format!("Not compared: {names}. {needs} a value in the last two {granularity}s that are complete and mature."))
}

/// A heat map of the claims of the last months.
pub(super) fn weekdays(summary: &Summary) -> Option<Block> {
    let months = summary.weekdays(|day| day.claims);
    let shown = &months[months.len().saturating_sub(LAST)..];
    let most = shown.iter().flat_map(|month| month.counts).max().filter(|most| *most > 0)?;
    let columns =
        std::iter::once(BlockColumn::left("month")).chain(WEEKDAYS.iter().map(|day| BlockColumn::right(*day)));
    let unit = format!("last {} of {}", shown.len(), counted(months.len() as u64, "month"));
    let mut table = TableBlock::new(format!("{} by weekday", words(summary.kind).title), unit, columns);
    for month in shown {
        let cells = month.counts.map(|n| BlockCell::heat(count(n), n, most));
        table.row(std::iter::once(starred(&month.month.period, month.month.partial).into()).chain(cells));
    }
    let mut all = [0; 7];
    for month in &months {
        all.iter_mut().zip(month.counts).for_each(|(all, n)| *all += n);
    }
    table.row(std::iter::once("all months".to_owned()).chain(all.map(count)));
    Some(Block::Table(table))
}

fn days_to_burn(summary: &Summary) -> Vec<Block> {
    let Some(days) = &summary.days_to_burn else { return Vec::new() };
    let columns = ["min", "10%", "25%", "median", "mean", "75%", "90%", "max"].map(BlockColumn::right);
    let mut table =
        TableBlock::new("Days from claim to burn", format!("{} with both dates", counted(days.n, "burn")), columns);
    let values = [days.p10, days.p25, days.median, days.mean, days.p75, days.p90].map(|d| number(d, 1));
    let [min, max] = [days.min, days.max].map(|d| number(f64::from(d), 0));
    table.row(std::iter::once(min).chain(values).chain([max]));
    let shares = summary.burnt_by_day.iter().map(|burnt| Block::Text(burnt_by_day(burnt)));
    std::iter::once(Block::Table(table)).chain(shares).collect()
}

/// The share of coupons burnt by each day, corrected for open ones, as a sentence.
fn burnt_by_day(burnt: &BurntByDay) -> String {
    let median = match burnt.median {
        Some(day) => format!("half are burnt within {} of the claim", counted(day.max(0) as u64, "day")),
        None => "fewer than half are burnt within the time that the data covers".to_owned(),
    };
    let days = [30, 90].into_iter().filter(|day| *day <= burnt.longest);
    let shares: Vec<String> = days.map(|day| format!("; {} by day {day}", percent(burnt.share(day), 1))).collect();
    let what = format!("With open coupons counted (Kaplan-Meier, {})", counted(burnt.coupons, "coupon"));
    format!("{what}: {median}{}.", shares.concat())
}
