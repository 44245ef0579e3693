//! All measures that do not need segments.

use std::sync::Arc;

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
    Behaviour, Counts, Customers, Granularity, MeasureError, Places, Sums, Tables, WeekdayHours, customer_codes,
    has_transactions, tables,
};
use crate::data::{Facts, Finding, Kind, Source, Table};
use crate::progress::Progress;

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
/// When the joined tables do not have the columns that [`Facts`] promises, or a database does not answer.
pub fn summarise(facts: &Facts, progress: &Progress) -> Result<Summary, MeasureError> {
    let tables = tables(facts, progress)?;
    let customers = tables.customers()?;
    let begun = overview(&*tables, &customers)?;
    the_rest(&*tables, &customers, begun)
}

/// Every measure that does not need segments, and the features of customers, which need the same passes over the rows.
/// `first`, if asked for, receives the measures that the Overview shows as soon as they are there; the others are empty in
/// it.
///
/// # Errors
/// As [`summarise`].
pub fn measure(
    facts: &Facts,
    first: Option<&dyn Fn(&Summary)>,
    progress: &Progress,
) -> Result<(Summary, Features), MeasureError> {
    let passes = &*tables(facts, progress)?;
    passes.begin();
    let customers = passes.customers()?;
    let rest = |begun| the_rest(passes, &customers, begun);
    let features = || customer::from_tables(passes, &customers);
    let (summary, features) = if let Some(first) = first {
        let begun = overview(passes, &customers)?;
        first(&begun.0);
        rayon::join(|| rest(begun), features)
    } else {
        rayon::join(|| overview(passes, &customers).and_then(rest), features)
    };
    Ok((summary?, features?))
}

/// What the Overview shows, with the others empty, and the revenue of each customer.
fn overview(passes: &dyn Tables, events: &Customers) -> Result<(Summary, Option<Sums>), MeasureError> {
    let (facts, customers) = (passes.facts(), &events.counts);
    let [gender_of, city_of] = [customer_codes(facts, "gender")?, customer_codes(facts, "city")?];
    let (places_of_rows, amounts) = (passes.places()?, passes.amount_sums()?);
    let (branches, merchants) = places(facts, &places_of_rows, amounts.of_branches.as_ref());
    let Places { calendar, city_months, .. } = places_of_rows;
    let revenue = amounts.of_customers.as_ref();
    let (daily, everyone) = (passes.daily()?, passes.everyone()?);
    let days_to_burn = days_to_burn(&daily.outcomes);
    let transactions = everyone.map_or_else(|| customers.total().all.into(), |everyone| everyone.events);
    // What is known from rows only, and from none of these, is not there: it may come later than the as-of date.
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
    let usage = Usage::of(facts, &daily);
    let sight = Sight {
        begins: usage.days.first().map(|day| day.day),
        days_to_mature: days_to_burn.as_ref().and_then(DaysToBurn::to_mature),
    };
    let ((purchases, (products, demographics)), (columns, correlations)) = rayon::join(
        || {
            let by_other_columns = || demographics(facts, customers, revenue);
            rayon::join(
                || purchases(passes, transactions, &amounts),
                || rayon::join(|| products(passes, &calendar), by_other_columns),
            )
        },
        || rayon::join(|| columns(facts), || correlations(facts)),
    );
    let (columns, columns_like_ids) = columns?;
    let purchases = purchases?;
    let (products, other_products) = products?.unzip();
    let amount = match &purchases {
        Some(purchases) => purchases.revenue,
        None => amounts.rows.filter(|amount| amount.n > 0).map(|amount| amount.sum),
    };
    let kpis = kpis(customers, has_transactions(facts), amount, days_to_burn.as_ref().map(|d| d.median));
    let summary = Summary {
        kpis: everyone.into_iter().fold(kpis, |kpis, everyone| kpis.of_everyone(everyone, !facts.only_burnt)),
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
        burnt_by_day: burnt_by_day(facts, &daily.outcomes),
        days_to_burn,
        sight,
        ..Summary::unmeasured(facts)
    };
    Ok((summary, amounts.of_customers))
}

/// The summary with the measures that the Overview does not show; `summary` is begun, with the revenue of each customer.
fn the_rest(
    passes: &dyn Tables,
    events: &Customers,
    (summary, revenue): (Summary, Option<Sums>),
) -> Result<Summary, MeasureError> {
    let facts = passes.facts();
    let concentrated = || {
        let of_customer = |(customer, of): (usize, &Counts)| {
            value(facts.kind, of.all.into(), of.burnt.into(), revenue.as_ref().map(|sums| sums.of(customer)))
        };
        concentration(events.counts.keyed.iter().enumerate().map(of_customer))
    };
    let (behaviour, ((rfm, spans), concentration)) =
        rayon::join(|| passes.behaviour(), || rayon::join(|| (rfm(facts, events), spans(facts, events)), concentrated));
    let Behaviour { cohorts, rhythms, weekday_hours, coupons: by_coupon } = behaviour?;
    Ok(Summary {
        weekday_hours,
        coupons: coupons(facts, by_coupon.as_ref()),
        frequency: frequency(&events.counts, has_transactions(facts)),
        spans: spans?,
        retention: retention(&cohorts, facts.claim_horizon),
        rhythm: rhythms.zip(facts.claim_horizon).and_then(|(rhythms, horizon)| rhythm(&rhythms, horizon)),
        rfm,
        concentration,
        ..summary
    })
}
