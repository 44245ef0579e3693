//! Products, cities, branches and merchants in the order of their tables. Drawing, cursor and search use the same list.

use super::groups::known_groups;
use super::kinds::kind;
use crate::app::panel::{Lists, Panel, PlaceKind};
use crate::app::state::model::Model;
use crate::app::state::places::{PlaceColumn, PlaceOrder, all_place_columns};
use crate::data::Kind;
use crate::data::filter::{Condition, Field};
use crate::measures::{Group, MonthCounts, MonthSales, Place, Product, Sales, Summary};

/// Counts of the last months.
#[derive(Clone, Copy, Debug)]
pub enum Months<'a> {
    /// Of a place.
    Counts(&'a [MonthCounts]),
    /// Of a product.
    Sales(&'a [MonthSales]),
}

/// What a heat map or a small chart shows of a place in a month.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names say it")]
pub enum MonthMeasure {
    /// Claims or orders.
    Events,
    /// Burnt claims, by claim date.
    Burnt,
    /// Burnt claims, by burn date.
    Burns,
    Revenue,
}

impl Months<'_> {
    /// Number of months.
    pub fn len(&self) -> usize {
        match self {
            Self::Counts(months) => months.len(),
            Self::Sales(months) => months.len(),
        }
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// A number of one of the months.
    pub fn value(&self, month: usize, measure: MonthMeasure) -> Option<f64> {
        match self {
            Self::Counts(months) => months.get(month).and_then(|counts| match measure {
                MonthMeasure::Events => Some(f64::from(counts.claims)),
                MonthMeasure::Burnt => Some(f64::from(counts.burnt)),
                MonthMeasure::Burns => Some(f64::from(counts.burns)),
                MonthMeasure::Revenue => None,
            }),
            Self::Sales(months) => months.get(month).and_then(|sales| match measure {
                MonthMeasure::Events => Some(f64::from(sales.orders)),
                MonthMeasure::Revenue => Some(sales.revenue),
                MonthMeasure::Burnt | MonthMeasure::Burns => None,
            }),
        }
    }
}

/// A product, city, branch or merchant.
#[derive(Clone, Copy, Debug)]
pub struct PlaceLine<'a> {
    /// Its id; none for the rows without a known key.
    pub id: Option<&'a str>,
    /// Its own name.
    pub name: Option<&'a str>,
    /// Of a branch: its merchant's name.
    pub owner: Option<&'a str>,
    /// Of a city: its customers. Of a product: those who ordered it.
    pub customers: Option<u64>,
    /// Of a product: its pieces.
    pub items: Option<f64>,
    /// Number of claims.
    pub claims: u64,
    /// Number of burnt claims.
    pub burnt: u64,
    /// Revenue of purchases, where there are amounts.
    pub revenue: Option<f64>,
    /// Share of all burns, or of the revenue.
    pub share: Option<f64>,
    /// Of orders: who bought again, and whether it is among the fewest that make most of the revenue.
    pub sales: Option<Sales>,
    /// Of a product: what was returned as a share of its revenue.
    pub returned: Option<f64>,
    /// Burn rate.
    pub rate: Option<f64>,
    /// Its 95% interval.
    pub interval: Option<[f64; 2]>,
    /// Of a city: customers by gender.
    pub genders: &'a [u64],
    /// Counts of the last months.
    pub months: Months<'a>,
    /// Its rank in the order of the table, from 1; equal values share a rank.
    pub rank: usize,
    /// Whether it shares its rank.
    pub is_tied: bool,
}

impl<'a> PlaceLine<'a> {
    fn of_product(product: &'a Product) -> Self {
        Self {
            id: Some(&product.id),
            name: Some(&product.name),
            owner: None,
            customers: Some(product.customers),
            items: product.items,
            claims: product.orders,
            burnt: 0,
            revenue: product.revenue,
            share: product.sales.revenue_share,
            sales: Some(product.sales),
            returned: product.return_rate(),
            rate: None,
            interval: None,
            genders: &[],
            months: Months::Sales(&product.months),
            rank: 0,
            is_tied: false,
        }
    }

    fn of_city(city: &'a Group, kind: Kind) -> Self {
        let sales = (kind == Kind::Purchases).then_some(city.sales);
        Self {
            id: city.id.as_deref(),
            name: Some(&city.name),
            owner: None,
            customers: Some(city.customers),
            items: None,
            claims: city.transactions,
            burnt: city.burnt,
            revenue: city.revenue,
            share: sales.map_or(city.burnt_share, |sales| sales.revenue_share),
            sales,
            returned: None,
            rate: city.burn_rate,
            interval: city.interval,
            genders: &city.genders,
            months: Months::Counts(&city.months),
            rank: 0,
            is_tied: false,
        }
    }

    fn of_place(place: &'a Place) -> Self {
        Self {
            id: place.id.as_deref(),
            name: place.name.as_deref(),
            owner: place.merchant.as_ref().and_then(Option::as_deref),
            customers: place.sales.map(|sales| sales.buyers),
            items: None,
            claims: place.transactions,
            burnt: place.burnt,
            revenue: place.revenue,
            share: place.sales.map_or(place.burnt_share, |sales| sales.revenue_share),
            sales: place.sales,
            returned: None,
            rate: place.burn_rate,
            interval: place.interval,
            genders: &[],
            months: Months::Counts(&place.months),
            rank: 0,
            is_tied: false,
        }
    }

    /// Its label: the name, or for a branch without a name that of its merchant.
    pub fn called(&self) -> &'a str {
        self.name.or(self.owner).unwrap_or(crate::measures::NONE)
    }

    /// The number in a column; of an interval its low end. `None` for text.
    pub fn figure(&self, column: PlaceColumn) -> Option<f64> {
        match column {
            PlaceColumn::Id | PlaceColumn::Name => None,
            PlaceColumn::Customers => self.customers.map(|n| n as f64),
            PlaceColumn::Claims => Some(self.claims as f64),
            PlaceColumn::Burnt => Some(self.burnt as f64),
            PlaceColumn::Revenue => self.revenue,
            PlaceColumn::Items => self.items,
            PlaceColumn::Share => self.share,
            PlaceColumn::Returned => self.returned,
            PlaceColumn::Repeat => self.sales.and_then(Sales::repeat_rate),
            PlaceColumn::Rate => self.rate,
            PlaceColumn::Interval => self.interval.map(|[low, _]| low),
        }
    }

    /// The sort key; missing values come last. Numeric ids are compared by value.
    fn key(&self, column: PlaceColumn) -> Option<(f64, String)> {
        match column {
            PlaceColumn::Id => self.id.map(|id| (id.parse().unwrap_or(f64::INFINITY), id.to_owned())),
            PlaceColumn::Name => self.name_of_known().map(|name| (0.0, name.to_lowercase())),
            column => self.figure(column).map(|figure| (figure, String::new())),
        }
    }

    /// Its label; none for the rows without a known key.
    fn name_of_known(&self) -> Option<&'a str> {
        self.id.map(|_| self.called())
    }

    /// The condition that matches exactly this place.
    pub fn condition(&self, field: Field) -> Condition {
        Condition::named(field, self.id.map(|id| self.name.unwrap_or(id)))
    }
}

/// The branches or merchants with matching rows, if the data has any.
pub fn known_places(places: &[Place]) -> Vec<&Place> {
    let known = places.iter().any(|place| place.id.is_some());
    places.iter().filter(|place| known && place.transactions > 0).collect()
}

/// How a table of places is sorted.
pub fn place_order(model: &Model, panel: Panel) -> PlaceOrder {
    model.places.orders.get(&panel).copied().unwrap_or_else(|| first_order(model))
}

/// The table whose places a panel shows; the heat map uses those of a table, in its order.
pub fn place_table(model: &Model, panel: Panel) -> Panel {
    if !matches!(panel, Panel::PlaceMonths | Panel::Branches) {
        return panel;
    }
    let view = model.view_name(panel).unwrap_or_default();
    match view.rsplit(' ').next().unwrap_or_default() {
        "product" | "products" => Panel::Products,
        "branch" => Panel::BranchTable,
        "merchants" => Panel::Merchants,
        "city" => Panel::CityTable,
        _ if panel == Panel::PlaceMonths => Panel::CityTable,
        _ => panel,
    }
}

/// The kind of places that a panel shows.
pub fn place_kind(model: &Model, panel: Panel) -> PlaceKind {
    match place_table(model, panel).lists() {
        Lists::Places(kind) => kind,
        _ => PlaceKind::Branch,
    }
}

/// What the heat map shows.
pub fn month_measure(model: &Model) -> MonthMeasure {
    match model.view_name(Panel::PlaceMonths).and_then(|view| view.split(' ').next()) {
        Some("burnt") => MonthMeasure::Burnt,
        Some("revenue") => MonthMeasure::Revenue,
        _ => MonthMeasure::Events,
    }
}

/// The column of the heatmap's cursor, among `months`.
pub fn place_month(model: &Model, months: usize) -> usize {
    months.saturating_sub(1).saturating_sub(model.places.month_back)
}

/// The places of a panel in its order, ranked.
pub fn listed_places<'a>(model: &Model, panel: Panel, summary: &'a Summary) -> Vec<PlaceLine<'a>> {
    let table = place_table(model, panel);
    let lines: Vec<PlaceLine<'a>> = match place_kind(model, panel) {
        PlaceKind::Product => {
            let products = summary.products.iter().flatten();
            let by_month = panel == Panel::PlaceMonths;
            products.take_while(|of| !by_month || !of.months.is_empty()).map(PlaceLine::of_product).collect()
        }
        PlaceKind::City => {
            known_groups(&summary.cities).into_iter().map(|city| PlaceLine::of_city(city, summary.kind)).collect()
        }
        PlaceKind::Merchant => known_places(&summary.merchants).into_iter().map(PlaceLine::of_place).collect(),
        PlaceKind::Branch => known_places(&summary.branches).into_iter().map(PlaceLine::of_place).collect(),
    };
    // The Overview keeps the first order.
    ranked(lines, if panel == Panel::Branches { first_order(model) } else { place_order(model, table) })
}

/// The initial order of the tables: by the main measure.
pub fn first_order(model: &Model) -> PlaceOrder {
    let priced = model.shown().is_some_and(|dataset| dataset.summary.kpis.amount.is_some());
    match kind(model) {
        Kind::Purchases if priced => PlaceOrder::first_by(PlaceColumn::Revenue),
        Kind::Purchases => PlaceOrder::first_by(PlaceColumn::Claims),
        Kind::Coupons | Kind::Customers => PlaceOrder::default(),
    }
}

/// The columns that a table of places has for this data; `None` for other panels.
pub fn place_columns(model: &Model, panel: Panel) -> Vec<PlaceColumn> {
    let priced = model.shown().is_some_and(|dataset| dataset.summary.kpis.amount.is_some());
    // Cities that have no other name than their id are named once.
    let cities = || model.shown().map_or(&[][..], |dataset| &dataset.summary.cities);
    let is_unnamed =
        panel == Panel::CityTable && cities().iter().all(|city| city.id.as_deref().is_none_or(|id| id == city.name));
    let is_rated = model.shown().is_none_or(|dataset| dataset.summary.has_rates());
    let has = model.available();
    // Branches that have neither a name nor a merchant are called by their ids.
    let only_ids = || {
        let branches = model.shown().map_or(&[][..], |dataset| &dataset.summary.branches);
        panel == Panel::BranchTable && !has.merchants && branches.iter().all(|of| of.id.is_none() || of.name.is_none())
    };
    let is_there = |column: &PlaceColumn| match (kind(model), column) {
        (_, PlaceColumn::Name) => !only_ids(),
        (_, PlaceColumn::Id) => !is_unnamed,
        (Kind::Purchases, PlaceColumn::Revenue | PlaceColumn::Share) => priced,
        (Kind::Purchases, PlaceColumn::Items) => has.items,
        (Kind::Purchases, PlaceColumn::Returned) => priced && has.returns,
        (Kind::Purchases, PlaceColumn::Burnt | PlaceColumn::Rate | PlaceColumn::Interval)
        | (Kind::Coupons | Kind::Customers, PlaceColumn::Revenue | PlaceColumn::Items | PlaceColumn::Repeat) => false,
        (_, PlaceColumn::Rate | PlaceColumn::Interval) => is_rated,
        _ => true,
    };
    all_place_columns(panel).iter().copied().filter(is_there).collect()
}

/// A number of a place in one of the months; `None` if its own months begin later.
pub fn month_of(line: &PlaceLine<'_>, month: usize, months: usize, measure: MonthMeasure) -> Option<f64> {
    line.months.value((month + line.months.len()).checked_sub(months)?, measure)
}

/// The places in order, each with its rank. Equal values keep their order: by burns, then by id.
fn ranked(lines: Vec<PlaceLine<'_>>, order: PlaceOrder) -> Vec<PlaceLine<'_>> {
    let mut keyed: Vec<_> = lines.into_iter().map(|line| (line.key(order.by), line)).collect();
    keyed.sort_by(|(a, _), (b, _)| match (a, b) {
        (Some(a), Some(b)) => {
            let ascending = a.0.total_cmp(&b.0).then_with(|| a.1.cmp(&b.1));
            if order.descending { ascending.reverse() } else { ascending }
        }
        (a, b) => b.is_some().cmp(&a.is_some()),
    });
    let same = |i: usize, j: usize| keyed[i].0.is_some() && keyed.get(j).is_some_and(|(key, _)| *key == keyed[i].0);
    let mut rank = 0;
    let ranks: Vec<(usize, bool)> = (0..keyed.len())
        .map(|i| {
            let follows = i > 0 && same(i, i - 1);
            if !follows {
                rank = i + 1;
            }
            (rank, follows || same(i, i + 1))
        })
        .collect();
    let lines = keyed.iter().zip(ranks);
    lines.map(|((_, line), (rank, is_tied))| PlaceLine { rank, is_tied, ..*line }).collect()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::measures::fixture::facts;
    use crate::measures::summarise;
    use crate::progress::Progress;

    fn order(by: PlaceColumn, descending: bool) -> PlaceOrder {
        PlaceOrder { column: by, by, descending }
    }

    fn names<'a>(lines: &[PlaceLine<'a>]) -> Vec<&'a str> {
        lines.iter().map(PlaceLine::called).collect()
    }

    #[test]
    fn places_are_sorted_and_what_is_not_known_comes_last() {
        let summary = summarise(&facts(), &Progress::new()).unwrap();
        let cities = || summary.cities.iter().map(|city| PlaceLine::of_city(city, Kind::Coupons)).collect::<Vec<_>>();
        let sorted = |by, descending| names(&ranked(cities(), order(by, descending)));
        assert_eq!(sorted(PlaceColumn::Burnt, true), ["Giza", "Cairo", "(none)", "Aswan"]);
        assert_eq!(sorted(PlaceColumn::Burnt, false), ["Aswan", "(none)", "Cairo", "Giza"]);
        assert_eq!(sorted(PlaceColumn::Customers, true), ["Cairo", "Giza", "(none)", "Aswan"]);
        assert_eq!(sorted(PlaceColumn::Rate, false), ["Cairo", "(none)", "Giza", "Aswan"]);
        assert_eq!(sorted(PlaceColumn::Rate, true), ["Giza", "(none)", "Cairo", "Aswan"]);
        assert_eq!(sorted(PlaceColumn::Name, false), ["Aswan", "Cairo", "Giza", "(none)"]);
        assert_eq!(sorted(PlaceColumn::Id, true), ["Aswan", "Giza", "Cairo", "(none)"]);
    }

    #[test]
    fn equals_share_a_rank_and_stay_in_order() {
        let summary = summarise(&facts(), &Progress::new()).unwrap();
        let branches = summary.branches.iter().map(PlaceLine::of_place).collect::<Vec<_>>();
        let ranks = |lines: &[PlaceLine<'_>]| lines.iter().map(|l| (l.rank, l.is_tied)).collect::<Vec<_>>();
        let by_burns = ranked(branches.clone(), PlaceOrder::default());
        assert_eq!(ranks(&by_burns), [(1, false), (2, false), (3, false), (4, true), (4, true)]);
        let by_claims = ranked(branches, order(PlaceColumn::Claims, true));
        assert_eq!(by_claims.iter().map(|l| l.id).collect::<Vec<_>>()[..3], [Some("10"), Some("20"), None]);
        assert_eq!(ranks(&by_claims), [(1, false), (2, true), (2, true), (4, false), (5, false)]);
    }

    #[test]
    fn a_place_with_fewer_months_has_the_last() {
        let summary = summarise(&facts(), &Progress::new()).unwrap();
        let line = PlaceLine::of_city(&summary.cities[0], Kind::Coupons);
        let last = PlaceLine { months: Months::Counts(&summary.cities[0].months[2..]), ..line };
        let claims = |line, month| month_of(line, month, 4, MonthMeasure::Events);
        assert_eq!(claims(&last, 1), None);
        assert_eq!(claims(&last, 2), claims(&line, 2));
        assert_eq!(claims(&line, 4), None);
    }
}
