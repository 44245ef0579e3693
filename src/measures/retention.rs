//! Retention: customers by the month of their start, and how many returned in each later month.

use crate::aggregate::{CohortCounts, Cohorts, month};
use crate::data::Kind;

/// When a customer counts as returned in month n after that of the cohort.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Definition {
    /// An event in month n.
    #[default]
    ReturnOn,
    /// An event in month n or later.
    OnOrAfter,
}

/// Customers who began in the same month.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cohort {
    /// The month: `2024-03`.
    pub month: String,
    /// Number of customers.
    pub size: u64,
    return_on: Vec<u64>,
    on_or_after: Vec<u64>,
}

impl Cohort {
    /// Customers who returned in month 0, 1, 2, ..., for the known months: those that end at or before the claim
    /// horizon.
    pub fn active(&self, definition: Definition) -> &[u64] {
        match definition {
            Definition::ReturnOn => &self.return_on,
            Definition::OnOrAfter => &self.on_or_after,
        }
    }

    /// The share of the cohort that returned in month `n`, 0 to 1; none if that is not known.
    pub fn rate(&self, definition: Definition, n: usize) -> Option<f64> {
        self.active(definition).get(n).map(|active| *active as f64 / self.size as f64)
    }
}

/// Cohorts with customers, oldest first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Triangle {
    /// The cohorts.
    pub cohorts: Vec<Cohort>,
}

impl Triangle {
    /// The number of known months of the cohort with the most.
    pub fn months(&self) -> usize {
        self.cohorts.iter().map(|cohort| cohort.return_on.len()).max().unwrap_or(0)
    }

    /// Customers in a cohort.
    pub fn customers(&self) -> u64 {
        self.cohorts.iter().map(|cohort| cohort.size).sum()
    }

    /// Average retention in month n: returned customers over all customers of the cohorts whose month n is known.
    pub fn average(&self, definition: Definition) -> Vec<f64> {
        let mut sums = vec![(0, 0); self.months()];
        for cohort in &self.cohorts {
            for (sum, active) in sums.iter_mut().zip(cohort.active(definition)) {
                *sum = (sum.0 + active, sum.1 + cohort.size);
            }
        }
        sums.into_iter().map(|(active, size): (u64, u64)| active as f64 / size as f64).collect()
    }
}

/// What begins a cohort.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Start {
    /// The first claim or order of a customer, up to the claim horizon.
    FirstClaim,
    /// The day on which the customer joined.
    Joining,
}

/// The event that counts as a return.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Event {
    /// A claim or an order.
    Claim,
    /// A burn: of coupons only.
    Burn,
}

/// The triangles, by what begins a cohort and which event counts as a return.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Retention {
    /// Claims of customers by the month of their first claim.
    pub claims: Triangle,
    /// Burns of customers by the month of their first claim.
    pub burns: Triangle,
    /// Claims of customers by the month in which they joined; empty without join dates.
    pub joined: Triangle,
    /// Burns of customers by the month in which they joined; empty without join dates.
    pub joined_burns: Triangle,
}

impl Retention {
    /// Start and event of each triangle, the most common question first.
    pub const KINDS: [(Start, Event); 4] = [
        (Start::FirstClaim, Event::Claim),
        (Start::FirstClaim, Event::Burn),
        (Start::Joining, Event::Claim),
        (Start::Joining, Event::Burn),
    ];

    /// Start and event of the triangles that a kind of data has: orders have no burns.
    pub fn kinds(kind: Kind) -> impl Iterator<Item = (Start, Event)> {
        Self::KINDS.into_iter().filter(move |(_, event)| kind != Kind::Purchases || *event == Event::Claim)
    }

    /// The triangle of a start and an event.
    pub fn triangle(&self, start: Start, event: Event) -> &Triangle {
        match (start, event) {
            (Start::FirstClaim, Event::Claim) => &self.claims,
            (Start::FirstClaim, Event::Burn) => &self.burns,
            (Start::Joining, Event::Claim) => &self.joined,
            (Start::Joining, Event::Burn) => &self.joined_burns,
        }
    }
}

/// The triangles of the claims and burns up to the claim horizon, of customers who began by then; empty without a horizon.
pub(super) fn retention(cohorts: &Cohorts, horizon: Option<i32>) -> Retention {
    let Some(horizon) = horizon else { return Retention::default() };
    let of = |cohorts: &[CohortCounts]| triangle(cohorts, horizon);
    Retention {
        claims: of(&cohorts.claims),
        burns: of(&cohorts.burns),
        joined: of(&cohorts.joined),
        joined_burns: of(&cohorts.joined_burns),
    }
}

fn triangle(cohorts: &[CohortCounts], horizon: i32) -> Triangle {
    // Nothing is known of months after the horizon; the month of the horizon is known only if it ends on that day.
    let last_whole = month(horizon.saturating_add(1)) - 1;
    let cohort = |counts: &CohortCounts| {
        let known = (last_whole - counts.month + 1).clamp(0, counts.returned.len() as i32) as usize;
        // A customer whose last event is in month n counts in all months up to it.
        let mut on_or_after = counts.last.clone();
        for n in (1..on_or_after.len()).rev() {
            on_or_after[n - 1] += on_or_after[n];
        }
        on_or_after.truncate(known);
        let return_on = counts.returned[..known].to_vec();
        Cohort { month: name(counts.month), size: counts.customers, return_on, on_or_after }
    };
    Triangle { cohorts: cohorts.iter().map(cohort).collect() }
}

fn name(month: i32) -> String {
    format!("{:04}-{:02}", month.div_euclid(12), month.rem_euclid(12) + 1)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::aggregate::{CustomerDays, cohorts};
    use crate::data::{LoadOptions, load, parse_day};
    use crate::measures::fixture::{customers_only, facts};
    use crate::measures::summarise;
    use crate::progress::Progress;
    use serde_json::{Value, json};

    fn triangle(began: &[Option<i32>], events: &CustomerDays, horizon: i32) -> Triangle {
        super::triangle(&cohorts(began, events, horizon), horizon)
    }

    type Row = (&'static str, u64, &'static [u64], &'static [u64]);

    fn assert_triangle(triangle: &Triangle, expected: &[Row]) {
        let rows: Vec<_> = triangle
            .cohorts
            .iter()
            .map(|c| (c.month.as_str(), c.size, c.active(Definition::ReturnOn), c.active(Definition::OnOrAfter)))
            .collect();
        assert_eq!(rows, expected);
    }

    /// On paper: the horizon is 2024-03-01, so February is the last complete month. First claims: customer 6 on 2023-12-31,
    /// customers 1 to 3 in January, customer 4 in February; customer 5 has no dated claim.
    #[test]
    fn the_paper_customers() {
        let Retention { claims, burns, joined, joined_burns } =
            summarise(&facts(), &Progress::new()).unwrap().retention;
        assert_triangle(
            &claims,
            &[("2023-12", 1, &[1, 0, 0], &[1, 0, 0]), ("2024-01", 3, &[3, 1], &[3, 1]), ("2024-02", 1, &[1], &[1])],
        );
        assert_eq!(claims.average(Definition::ReturnOn), [1.0, 0.25, 0.0]);
        assert_triangle(
            &burns,
            &[("2023-12", 1, &[0, 1, 0], &[1, 1, 0]), ("2024-01", 3, &[2, 1], &[2, 1]), ("2024-02", 1, &[0], &[0])],
        );
        assert_eq!(burns.average(Definition::ReturnOn), [0.4, 0.5, 0.0]);
        // Customer 2 joined on 2023-09-23 and claimed in months 4 and 5; six joined in January.
        assert_triangle(
            &joined,
            &[
                ("2023-09", 1, &[0, 0, 0, 0, 1, 1], &[1, 1, 1, 1, 1, 1]),
                ("2023-12", 1, &[1, 0, 0], &[1, 0, 0]),
                ("2024-01", 6, &[1, 1], &[2, 1]),
            ],
        );
        assert_eq!(joined.average(Definition::ReturnOn), [0.25, 0.125, 0.0, 0.0, 1.0, 1.0]);
        assert_eq!(joined.average(Definition::OnOrAfter), [0.5, 0.25, 0.5, 1.0, 1.0, 1.0]);
        // Customer 2 burnt on 2024-01-04, in month 4, and on a day not known; 4 and 5 are of January, 5 burnt in February.
        assert_triangle(
            &joined_burns,
            &[
                ("2023-09", 1, &[0, 0, 0, 0, 1, 0], &[1, 1, 1, 1, 1, 0]),
                ("2023-12", 1, &[0, 1, 0], &[1, 1, 0]),
                ("2024-01", 6, &[0, 1], &[1, 1]),
            ],
        );
        assert_eq!((claims.customers(), joined.customers(), joined.months()), (5, 8, 6));
        assert_eq!(joined.cohorts[2].rate(Definition::ReturnOn, 1), Some(1.0 / 6.0));
        assert_eq!(joined.cohorts[2].rate(Definition::ReturnOn, 2), None);
    }

    #[test]
    fn nothing_is_known_of_a_month_that_is_not_over() {
        let days = CustomerDays::from_pairs([(0, 0), (1, 31)].into_iter());
        // 1970-01-01 and 1970-02-01, seen to the 27th of February: February is unknown.
        let open = triangle(&[Some(0), Some(31)], &days, 57);
        assert_triangle(&open, &[("1970-01", 1, &[1], &[1]), ("1970-02", 1, &[], &[])]);
        // Seen to its last day.
        let whole = triangle(&[Some(0), Some(31)], &days, 58);
        assert_triangle(&whole, &[("1970-01", 1, &[1, 0], &[1, 0]), ("1970-02", 1, &[1], &[1])]);
        assert_eq!(whole.average(Definition::ReturnOn), [1.0, 0.0]);
        // A claim in the unfinished month counts as a return in a later month.
        let days = CustomerDays::from_pairs([(0, 0), (0, 40)].into_iter());
        let later = triangle(&[Some(0)], &days, 57);
        assert_triangle(&later, &[("1970-01", 1, &[1], &[1])]);
    }

    #[test]
    fn little_or_odd_data() {
        assert_eq!(summarise(&customers_only(), &Progress::new()).unwrap().retention, Retention::default());
        let none = triangle(&[], &CustomerDays::default(), i32::MAX);
        assert_eq!((none.months(), none.average(Definition::OnOrAfter).len()), (0, 0));
        let far = CustomerDays::from_pairs([(0, i32::MIN), (0, i32::MAX), (9, 0)].into_iter());
        let far = triangle(&[Some(i32::MIN)], &far, i32::MAX);
        assert_eq!((far.months(), far.customers()), (240, 1));
        assert_eq!(far.cohorts[0].active(Definition::OnOrAfter)[239], 1);
    }

    /// Written by `python tests/fixtures/retention/make.py data > tests/fixtures/retention/sample.json`.
    const SAMPLE: &str = include_str!("../../tests/fixtures/retention/sample.json");

    #[test]
    fn the_sample_as_pandas_has_it() {
        let options = LoadOptions { today: parse_day("2026-01-01").unwrap(), ..LoadOptions::default() };
        let summary = summarise(&load(&options, &Progress::new()).unwrap(), &Progress::new()).unwrap();
        let golden: Value = serde_json::from_str(SAMPLE).unwrap();
        let Retention { claims, burns, joined, joined_burns } = &summary.retention;
        for (name, triangle) in
            [("claims", claims), ("burns", burns), ("joined", joined), ("joined_burns", joined_burns)]
        {
            for (definition, key) in [(Definition::ReturnOn, "return_on"), (Definition::OnOrAfter, "on_or_after")] {
                let theirs = &golden[name][key];
                let cohort = |c: &Cohort| json!({"cohort": c.month, "size": c.size, "active": c.active(definition)});
                let cohorts: Vec<Value> = triangle.cohorts.iter().map(cohort).collect();
                assert_eq!(&json!(cohorts), &theirs["cohorts"], "{name} {key}");
                let average: Vec<f64> = serde_json::from_value(theirs["average"].clone()).unwrap();
                let ours = triangle.average(definition);
                assert_eq!(ours.len(), average.len());
                assert!(ours.iter().zip(&average).all(|(a, b)| (a - b).abs() < 1e-12), "{name} {key}");
            }
        }
        assert_eq!(claims.customers(), summary.kpis.active_customers, "all of the sample have a dated claim");
    }
}
