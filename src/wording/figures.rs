//! The measures that are compared between parts of the data, and the texts of their values.

use super::kind_words::words;
use super::money::{Room, money};
use super::text::{NONE, count, number, percent_range, rate_beside};
use crate::analysis::{PerPeriod, Quantity, Split};
use crate::data::Kind;
use crate::measures::Summary;
use crate::measures::quantile::weighted_quantile;

/// The low and high end of an interval of a part.
pub type Interval = fn(&Summary) -> Option<[f64; 2]>;

/// A figure.
#[derive(Clone, Copy, Debug)]
pub struct Figure {
    /// Its title above a column of values.
    pub title: &'static str,
    /// Its name where it is alone.
    pub name: &'static str,
    /// What it counts.
    pub quantity: Quantity,
    /// Its value; none if the part has none.
    pub value: fn(&Summary) -> Option<f64>,
    /// Its 95% interval, for shares.
    pub interval: Option<Interval>,
}

impl Figure {
    const fn new(title: &'static str, quantity: Quantity, value: fn(&Summary) -> Option<f64>) -> Self {
        Self { title, name: title, quantity, value, interval: None }
    }

    /// The text of its value in a part.
    pub fn text(&self, part: &Summary) -> String {
        let value = (self.value)(part);
        match self.interval {
            Some(interval) => rate_beside(value.unwrap_or(f64::NAN), interval(part), 1),
            None => value_text(part, self.quantity, value),
        }
    }

    /// The text of its interval in a part.
    pub fn interval_text(&self, part: &Summary) -> Option<String> {
        let ends = self.interval?(part);
        let rate = (self.value)(part).unwrap_or(f64::NAN);
        Some(ends.map_or_else(|| NONE.to_owned(), |ends| percent_range(rate, ends)))
    }
}

const CUSTOMERS: Figure = Figure::new("customers", Quantity::Count, |part| Some(part.kpis.customers as f64));
const EVENTS: fn(&Summary) -> Option<f64> = |part| Some(part.kpis.transactions as f64);
const BURN_RATE: Figure = Figure {
    interval: Some(|part| part.kpis.burn_interval()),
    ..Figure::new("burn rate", Quantity::Rate, |part| part.kpis.burn_rate)
};
const REPEAT: Figure = Figure {
    name: "repeat rate",
    interval: Some(|part| part.kpis.repeat().map(|(_, ends)| ends)),
    ..Figure::new("repeat", Quantity::Rate, |part| part.kpis.repeat().map(|(rate, _)| rate))
};

/// The median of the days since the last claim.
pub const RECENCY: Figure =
    Figure::new("median recency", Quantity::Days, |part| weighted_quantile(&part.spans.recency, 0.5));
/// The median of the days since joining.
pub const TENURE: Figure =
    Figure::new("median tenure", Quantity::Days, |part| weighted_quantile(&part.spans.tenure, 0.5));

/// The measures that the data has; `whole` is the summary of all of it.
pub fn figures(whole: &Summary) -> Vec<Figure> {
    let events = Figure::new(words(whole.kind).events, Quantity::Count, EVENTS);
    let own = match whole.kind {
        Kind::Customers => return vec![CUSTOMERS],
        Kind::Coupons if whole.kpis.transactions == 0 => return vec![CUSTOMERS],
        Kind::Coupons => {
            let burnt = Figure::new("burnt", Quantity::Count, |part| Some(part.kpis.burnt as f64));
            let days = Figure {
                name: "median days to burn",
                ..Figure::new("days to burn", Quantity::Days, |part| part.kpis.median_days_to_burn)
            };
            let rate = Some(BURN_RATE).filter(|_| whole.has_rates());
            [burnt].into_iter().chain(rate).chain([days]).collect::<Vec<_>>()
        }
        Kind::Purchases if whole.kpis.amount.is_some() => vec![
            Figure::new("revenue", Quantity::Money, |part| part.kpis.amount),
            Figure {
                name: "average order",
                ..Figure::new("per order", Quantity::Money, |part| {
                    part.purchases.as_ref().and_then(|of| of.average_order)
                })
            },
        ],
        Kind::Purchases => Vec::new(),
    };
    [CUSTOMERS, events].into_iter().chain(own).chain([REPEAT]).collect()
}

/// A measure of each period.
#[derive(Clone, Copy, Debug)]
pub struct PeriodFigure {
    /// Its title.
    pub title: &'static str,
    /// What it counts.
    pub quantity: Quantity,
    /// Its value; a part without events in a period has no period.
    pub value: PerPeriod,
}

/// The measures of each period that the data has, the most informative first.
pub fn per_period(whole: &Summary) -> Vec<PeriodFigure> {
    use Quantity::{Count, Money, Rate};
    let events: PerPeriod = |period| Some(period.map_or(0, |of| of.claims) as f64);
    let all: Vec<(&'static str, Quantity, PerPeriod, bool)> = match whole.kind {
        Kind::Purchases => {
            let priced = whole.kpis.amount.is_some();
            let coupons = whole.purchases.as_ref().is_some_and(|of| of.coupons.is_some());
            vec![
                ("revenue", Money, |period| Some(period.map_or(0.0, |of| of.revenue)), priced),
                ("orders", Count, events, true),
                ("average order", Money, |period| period?.average_order(), priced),
                ("active customers", Count, ACTIVE, true),
                ("orders with a coupon", Rate, |period| period?.coupon_share(), coupons),
            ]
        }
        Kind::Coupons | Kind::Customers => vec![
            ("claims", Count, events, true),
            ("burns", Count, |period| Some(period.map_or(0, |of| of.burns) as f64), true),
            ("burn rate", Rate, |period| period?.burn_rate(), whole.has_rates()),
            ("spend", Money, |period| Some(period.map_or(0.0, |of| of.spend)), whole.kpis.amount.is_some()),
            ("active customers", Count, ACTIVE, true),
        ],
    };
    let known = all.into_iter().filter(|(.., is_known)| *is_known);
    known.map(|(title, quantity, value, _)| PeriodFigure { title, quantity, value }).collect()
}

const ACTIVE: PerPeriod = |period| Some(period.map_or(0, |of| of.active_customers) as f64);

/// The text of a value that was measured in this data.
pub fn value_text(summary: &Summary, quantity: Quantity, value: Option<f64>) -> String {
    match (quantity, value) {
        (_, None) => NONE.to_owned(),
        (Quantity::Count, Some(value)) => count(value as u64),
        (Quantity::Rate, Some(value)) => super::text::percent_in_cell(value),
        (Quantity::Money, Some(value)) => money(value, summary.currency.as_deref(), Room::Full),
        (Quantity::Days, Some(value)) => number(value, usize::from(value.fract() != 0.0)),
    }
}

/// How the parts were made, in sentences: `The 6 most frequent of 21.`
pub fn notes(split: &Split, kind: Kind) -> impl Iterator<Item = String> {
    let parts = split.parts.len();
    let most = (split.left_out > 0).then(|| format!("The {parts} most frequent of {}.", parts + split.left_out));
    let several = format!("Customers are counted in every part in which they have {}.", words(kind).events);
    most.into_iter().chain(split.overlaps.then_some(several))
}
