//! The figures of the parts of a split: what screens and reports put side by side.

use super::text::{NONE, count, percent_range, rate_beside, short};
use crate::analysis::Split;
use crate::data::Kind;
use crate::measures::{ColumnValues, Definition, Period, Summary};
use crate::money::{Room, money};

/// The months of average retention.
pub const MONTHS: [usize; 6] = [0, 1, 2, 3, 6, 12];
/// What retention counts.
const DEFINITION: Definition = Definition::ReturnOn;

/// A column of the table of parts.
#[derive(Clone, Debug)]
pub struct SplitFigure {
    /// Its title.
    pub title: String,
    of: fn(&Summary) -> String,
}

impl SplitFigure {
    /// The text of a part.
    pub fn of(&self, part: &Summary) -> String {
        (self.of)(part)
    }
}

/// The figures that a kind of data has, for the table of parts.
pub fn figures(whole: &Summary) -> Vec<SplitFigure> {
    let figure = |title: &str, of| SplitFigure { title: title.to_owned(), of };
    let customers = figure("customers", |part| count(part.kpis.customers));
    let repeat = [
        figure("repeat", |part| part.kpis.repeat().map_or_else(none, |(rate, ends)| rate_beside(rate, Some(ends), 1))),
        figure("95% CI", |part| part.kpis.repeat().map_or_else(none, |(rate, ends)| percent_range(rate, ends))),
    ];
    let own: Vec<SplitFigure> = match whole.kind {
        Kind::Customers => return vec![customers],
        Kind::Coupons if whole.kpis.transactions == 0 => return vec![customers],
        Kind::Coupons => {
            let rates = [
                figure("burn rate", |part| {
                    rate_beside(part.kpis.burn_rate.unwrap_or(f64::NAN), part.kpis.burn_interval(), 1)
                }),
                figure("95% CI", |part| {
                    let rate = part.kpis.burn_rate.unwrap_or(f64::NAN);
                    part.kpis.burn_interval().map_or_else(none, |ends| percent_range(rate, ends))
                }),
            ];
            let counts = [
                figure("claims", |part| count(part.kpis.transactions)),
                figure("burnt", |part| count(part.kpis.burnt)),
            ];
            let days = figure("days to burn", |part| part.kpis.median_days_to_burn.map_or_else(none, short));
            counts.into_iter().chain(rates.into_iter().filter(|_| whole.has_rates())).chain([days]).collect()
        }
        Kind::Purchases => {
            let amounts = [figure("revenue", |part| amount(part, part.kpis.amount))];
            let orders = figure("orders", |part| count(part.kpis.transactions));
            let average =
                figure("per order", |part| amount(part, part.purchases.as_ref().and_then(|of| of.average_order)));
            let priced = amounts.into_iter().chain([average]).filter(|_| whole.kpis.amount.is_some());
            [orders].into_iter().chain(priced).collect()
        }
    };
    [customers].into_iter().chain(own).chain(repeat).collect()
}

/// The means of columns of numbers, by column: its name, and the text of each part. Of customers alone.
pub fn means(split: &Split) -> Vec<(String, Vec<String>)> {
    let Some(first) = split.parts.first() else { return Vec::new() };
    let numbers = first.summary.columns.iter().filter(|column| matches!(column.values, ColumnValues::Numbers(_)));
    numbers
        .map(|column| {
            let mean = |summary: &Summary| {
                let of = summary.columns.iter().find(|other| other.name == column.name);
                match of.map(|of| &of.values) {
                    Some(ColumnValues::Numbers(histogram)) => {
                        super::column::short(&histogram.numbers, histogram.numbers.mean)
                    }
                    _ => none(),
                }
            };
            (column.name.clone(), split.parts.iter().map(|part| mean(&part.summary)).collect())
        })
        .collect()
}

/// Average retention of a part, by month, as shares.
pub fn retention(part: &Summary) -> Vec<f64> {
    part.retention.claims.average(DEFINITION)
}

/// What is counted per period, and how: the burn rate says little about periods, as young claims can still be burnt.
pub fn counted_per_period(whole: &Summary) -> (&'static str, fn(&Period) -> f64) {
    match whole.kind {
        Kind::Purchases if whole.kpis.amount.is_some() => ("revenue", |period| period.revenue),
        Kind::Purchases => ("orders", |period| period.claims as f64),
        Kind::Coupons | Kind::Customers => ("claims", |period| period.claims as f64),
    }
}

/// The value of a period in a table.
pub fn of_period(whole: &Summary, value: f64) -> String {
    match counted_per_period(whole).0 {
        "revenue" => amount(whole, Some(value)),
        _ => count(value as u64),
    }
}

/// How the parts were made, in sentences: `City: the 6 most frequent of 21.`
pub fn notes(split: &Split, events: &str) -> Vec<String> {
    let mut notes = Vec::new();
    if split.left_out > 0 {
        notes.push(format!("The {} most frequent of {}.", split.parts.len(), split.parts.len() + split.left_out));
    }
    if split.overlaps {
        notes.push(format!("Customers stand in every part in which they have {events}."));
    }
    notes
}

fn amount(part: &Summary, amount: Option<f64>) -> String {
    amount.map_or_else(none, |amount| money(amount, part.currency.as_deref(), Room::Full))
}

fn none() -> String {
    NONE.to_owned()
}
