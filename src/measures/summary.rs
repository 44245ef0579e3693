//! All measures that do not need segments.

use std::borrow::Cow;
use std::sync::Arc;

use super::aggregates::Aggregates;
use super::column::{CustomerColumn, columns};
use super::concentration::{Concentration, concentration};
use super::correlations::{Correlations, correlations};
use super::coupons::{NamedCoupon, coupons};
use super::crossed::crossed;
use super::customer;
use super::days_to_burn::{DaysToBurn, days_to_burn};
use super::demographics::{Demographic, demographics};
use super::features::Features;
use super::frequency::frequency;
use super::group_tests::GroupTest;
use super::groups::{Group, by_customers, by_value, groups};
use super::kpis::{Kpis, kpis};
use super::missing::{MissingTogether, missing_together};
use super::places::{Place, places};
use super::products::{OtherProducts, Product, products};
use super::purchases::{Purchases, purchases};
use super::retention::{Retention, retention};
use super::rfm::{Rfm, rfm};
use super::rhythm::{Rhythm, rhythm};
use super::spans::{Spans, spans};
use super::survival::{BurntByDay, burnt_by_day};
use super::usage::{Period, Usage};
use super::value::value;
use crate::aggregate::{
    Calendar, Counts, CustomerDays, Granularity, MeasureError, Sums, WeekdayHours, by_month, count_and_sum,
    customer_codes, has_transactions, outcomes, revenue_by, weekday_hours,
};
use crate::data::{Facts, Finding, Kind, Source, Table};

/// All measures of one data set.
#[derive(Clone, Debug, PartialEq)]
pub struct Summary {
    /// Where the data came from.
    pub source: Source,
    /// What the transactions are.
    pub kind: Kind,
    /// What its cities are: `city`, or another kind of place.
    pub place: &'static str,
    /// The currency of the amounts, see [`Facts::currency`].
    pub currency: Option<String>,
    /// The as-of date.
    pub as_of: Option<i32>,
    /// The latest claim.
    pub claim_horizon: Option<i32>,
    /// Key figures.
    pub kpis: Kpis,
    /// Totals of purchases; none for other kinds.
    pub purchases: Option<Purchases>,
    /// Products that were ordered, by revenue (otherwise orders) descending, at most 10,000; none without a column of products.
    pub products: Option<Vec<Product>>,
    /// The products after those, summed.
    pub other_products: Option<OtherProducts>,
    /// Descending by customers, then by id; `(none)` last among equals.
    pub genders: Vec<Group>,
    /// By other columns of customers.
    pub demographics: Vec<Demographic>,
    /// Every column of a table of customers alone; empty for data with events.
    pub columns: Vec<CustomerColumn>,
    /// Columns of that table that are like an id, and so are not among [`Summary::columns`].
    pub columns_like_ids: Vec<String>,
    /// Correlations of the numeric columns of a table of customers alone; none with fewer than two that vary.
    pub correlations: Option<Correlations>,
    /// Which values of a table of customers alone are missing together, the most frequent combination first.
    pub missing_together: Vec<MissingTogether>,
    /// Descending by the main measure, then by id.
    pub cities: Vec<Group>,
    /// Descending by the main measure, then by id.
    pub branches: Vec<Place>,
    /// Descending by the main measure, then by id.
    pub merchants: Vec<Place>,
    /// The months of cities, branches and merchants (`2024-07`), up to the latest claim, at most 60.
    pub months: Vec<String>,
    /// Claims and burns per day.
    pub usage: Usage,
    /// Orders or claims by weekday and hour; none where dates have no times.
    pub weekday_hours: Option<WeekdayHours>,
    /// None without a burnt row that has both dates.
    pub days_to_burn: Option<DaysToBurn>,
    /// None without an open or burnt row whose days are known.
    pub burnt_by_day: Option<BurntByDay>,
    /// Descending by burnt, then by name; empty if coupons have no names, or names are ids.
    pub coupons: Vec<NamedCoupon>,
    /// (transactions, number of customers), ascending, without counts that no customer has.
    pub frequency: Vec<(u64, u64)>,
    /// Customers by recency and by tenure.
    pub spans: Spans,
    /// Returning customers, by cohort.
    pub retention: Retention,
    /// Gaps between claims; none if no customer claimed on two days.
    pub rhythm: Option<Rhythm>,
    /// None without an active customer or a dated claim.
    pub rfm: Option<Rfm>,
    /// Of burns, or of revenue (otherwise orders); none if no known customer has any.
    pub concentration: Option<Concentration>,
    /// Findings of the quality checks, worst first.
    pub findings: Vec<Finding>,
    /// The time that the data covers.
    pub sight: Sight,
    /// Whether groups differ in their rate, of each table; none before the test is done.
    pub group_tests: Option<Arc<[GroupTest]>>,
}

/// The time that the data covers; a filter on customers does not change it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sight {
    /// Day of the first claim or burn; nothing is known of the time before.
    pub begins: Option<i32>,
    /// Days in which nearly all burns come, see [`super::days_to_mature`]. Computed from all data, because young claims
    /// have only quick burns.
    pub days_to_mature: Option<i32>,
}

impl Summary {
    /// The summary of facts before any measure: every measure is empty.
    pub fn unmeasured(facts: &Facts) -> Self {
        Self {
            source: facts.source.clone(),
            kind: facts.kind,
            place: facts.place.into(),
            currency: facts.currency.clone(),
            as_of: facts.as_of,
            claim_horizon: facts.claim_horizon,
            kpis: Kpis::default(),
            purchases: None,
            products: None,
            other_products: None,
            genders: Vec::new(),
            demographics: Vec::new(),
            columns: Vec::new(),
            columns_like_ids: Vec::new(),
            correlations: None,
            missing_together: Vec::new(),
            cities: Vec::new(),
            branches: Vec::new(),
            merchants: Vec::new(),
            months: Vec::new(),
            usage: Usage::default(),
            weekday_hours: None,
            days_to_burn: None,
            burnt_by_day: None,
            coupons: Vec::new(),
            frequency: Vec::new(),
            retention: Retention::default(),
            rhythm: None,
            rfm: None,
            spans: Spans::default(),
            concentration: None,
            findings: facts.findings.clone(),
            sight: Sight::default(),
            group_tests: None,
        }
    }

    /// Whether burn rates are meaningful: the data also has claims that were not burnt.
    pub fn has_rates(&self) -> bool {
        !self.usage.unrated
    }

    /// The test of a table, such as `cities`; none if it has no groups or is not tested yet.
    pub fn group_test(&self, of: &str) -> Option<&GroupTest> {
        self.group_tests.iter().flat_map(|tests| tests.iter()).find(|test| test.of == of)
    }

    /// The periods up to the as-of date or the last claim, whichever is later, and the number of events after them. A
    /// mistyped date in the far future would squeeze a chart into a corner.
    pub fn periods_to_date(&self, granularity: Granularity) -> (Vec<Period>, u64) {
        let mut periods = self.usage.periods(granularity);
        let Some(last) = self.as_of.max(self.claim_horizon) else {
            return (periods, 0);
        };
        let later = periods.split_off(periods.partition_point(|p| p.first_day <= last));
        // Empty periods before those later events are dropped too.
        while periods.pop_if(|p| later.iter().any(|p| p.claims + p.burns > 0) && p.claims + p.burns == 0).is_some() {}
        (periods, later.iter().map(|p| p.claims + p.burns).sum())
    }
}

/// Computes every measure that does not need segments.
///
/// # Errors
/// When the joined tables do not have the columns that [`Facts`] promises.
pub fn summarise(facts: &Facts) -> Result<Summary, MeasureError> {
    let aggregates = Aggregates::of(facts)?;
    let (summary, revenue) = overview(facts, &aggregates)?;
    the_rest(facts, &aggregates, revenue.as_ref(), summary)
}

/// Every measure that does not need segments, and the features of customers, which need the same passes over the rows.
/// `first`, if asked for, receives the measures that the Overview shows as soon as they are there; the others are empty in
/// it.
///
/// # Errors
/// As [`summarise`].
pub fn measure(facts: &Facts, first: Option<&dyn Fn(&Summary)>) -> Result<(Summary, Features), MeasureError> {
    let aggregates = Aggregates::of(facts)?;
    let rest = |(summary, revenue): (Summary, Option<Sums>)| the_rest(facts, &aggregates, revenue.as_ref(), summary);
    let features = || customer::from_aggregates(facts, &aggregates);
    let (summary, features) = if let Some(first) = first {
        let begun = overview(facts, &aggregates)?;
        first(&begun.0);
        rayon::join(|| rest(begun), features)
    } else {
        rayon::join(|| overview(facts, &aggregates).and_then(rest), features)
    };
    Ok((summary?, features?))
}

/// What the Overview shows, with the others empty, and the revenue of each customer.
fn overview(facts: &Facts, aggregates: &Aggregates) -> Result<(Summary, Option<Sums>), MeasureError> {
    let Aggregates { rows, tally: customers, days, .. } = aggregates;
    let has_transactions = has_transactions(facts);
    let [gender_of, city_of] = [customer_codes(facts, "gender")?, customer_codes(facts, "city")?];
    let calendar = Calendar::of(rows, facts.claim_horizon);
    let [city_months, branch_months] = by_month(facts, rows, &calendar, &city_of)?;
    let (branches, merchants) = places(facts, aggregates, &branch_months)?;
    let sums = revenue_by(facts, "customer", facts.customer_ids.len())?;
    let revenue = sums.as_ref();
    let outcomes = outcomes(facts, rows)?;
    let days_to_burn = days_to_burn(&outcomes);
    let claims = &claims(facts, days);
    // Values that occur only in rows outside these are left out, because they may be later than the as-of date.
    let is_there = |table: Table, group: &Group| facts.has(table) || group.customers + group.transactions > 0;
    let (order, genders): (Vec<usize>, Vec<Group>) =
        by_customers(groups(&facts.genders, &gender_of, customers, revenue))
            .filter(|(_, gender)| is_there(Table::Genders, gender))
            .unzip();
    let mut cities = groups(&facts.cities, &city_of, customers, revenue);
    let by_gender = crossed(&city_of, &gender_of, [facts.cities.len(), facts.genders.len()]);
    for (code, city) in cities.iter_mut().enumerate() {
        city.genders = order.iter().map(|gender| by_gender[code][*gender]).collect();
        city.months = city_months.months(code);
    }
    cities.retain(|city| is_there(Table::Cities, city));
    let usage = Usage::of(facts, &outcomes, claims)?;
    let sight = Sight {
        begins: usage.days.first().map(|day| day.day),
        days_to_mature: days_to_burn.as_ref().and_then(DaysToBurn::to_mature),
    };
    let ((purchases, (products, demographics)), (columns, correlations)) = rayon::join(
        || {
            let by_other_columns = || demographics(facts, customers, revenue);
            rayon::join(
                || purchases(facts),
                || rayon::join(|| products(facts, aggregates, &calendar), by_other_columns),
            )
        },
        || rayon::join(|| columns(facts), || correlations(facts)),
    );
    let (columns, columns_like_ids) = columns?;
    let purchases = purchases?;
    let (products, other_products) = products?.unzip();
    let amount = match &purchases {
        Some(purchases) => purchases.revenue,
        None if facts.has_amount => {
            Some(count_and_sum(&facts.transactions)?).filter(|(n, _)| *n > 0).map(|(_, sum)| sum)
        }
        None => None,
    };
    let summary = Summary {
        kpis: kpis(customers, has_transactions, amount, days_to_burn.as_ref().map(|d| d.median)),
        purchases,
        products,
        other_products: other_products.flatten(),
        genders,
        demographics: demographics?,
        correlations: correlations?,
        missing_together: missing_together(facts, &columns)?,
        columns,
        columns_like_ids,
        cities: by_value(cities, facts.kind),
        branches,
        merchants,
        months: calendar.months,
        usage,
        burnt_by_day: burnt_by_day(facts, &outcomes),
        days_to_burn,
        sight,
        ..Summary::unmeasured(facts)
    };
    Ok((summary, sums))
}

/// The summary with the measures that the Overview does not show.
fn the_rest(
    facts: &Facts,
    aggregates: &Aggregates,
    revenue: Option<&Sums>,
    summary: Summary,
) -> Result<Summary, MeasureError> {
    let Aggregates { rows, parts, tally: customers, days, .. } = aggregates;
    let claims = &claims(facts, days);
    let concentrated = || {
        let of_customer = |(customer, of): (usize, &Counts)| {
            value(facts.kind, of.all.into(), of.burnt.into(), revenue.map(|sums| sums.of(customer)))
        };
        concentration(customers.keyed.iter().enumerate().map(of_customer))
    };
    let ((retention, rhythm), ((rfm, spans), concentration)) = rayon::join(
        || {
            let rhythm = || facts.claim_horizon.and_then(|horizon| rhythm(claims, horizon));
            rayon::join(|| retention(facts, rows, parts, claims), rhythm)
        },
        || rayon::join(|| (rfm(facts, aggregates), spans(facts, days)), concentrated),
    );
    Ok(Summary {
        weekday_hours: weekday_hours(facts)?,
        coupons: coupons(facts, rows)?,
        frequency: frequency(customers, has_transactions(facts)),
        spans: spans?,
        retention: retention?,
        rhythm,
        rfm,
        concentration,
        ..summary
    })
}

/// The days up to the latest claim.
fn claims<'a>(facts: &Facts, days: &'a CustomerDays) -> Cow<'a, CustomerDays> {
    days.until(facts.claim_horizon.unwrap_or(i32::MIN))
}
