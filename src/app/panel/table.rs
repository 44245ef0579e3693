//! The table of panels: screens, their panels, and what each panel is. Layout, cursor, search, drill-down, views and
//! explanations follow from it.

use strum::{Display, EnumIter, EnumString, IntoEnumIterator};

use super::available::Available;
use super::kinds::{Counts, Lists, Opens, PlaceKind, Splits};
use crate::data::Kind;

/// A tab.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Display, EnumIter, EnumString)]
#[strum(serialize_all = "kebab-case")]
#[allow(missing_docs, reason = "the names are the tabs' titles")]
pub enum Screen {
    #[default]
    Overview,
    Usage,
    Places,
    Loyalty,
    Segments,
    Customers,
    Quality,
}

impl Screen {
    /// All screens, in the order of their tabs.
    pub fn all() -> impl Iterator<Item = Self> {
        Self::iter()
    }

    /// The tab's number, from 1.
    pub fn number(self) -> usize {
        self as usize + 1
    }

    /// The tab's title for a kind of data, in full and short.
    pub fn titles(self, kind: Kind) -> (&'static str, &'static str) {
        match (self, kind) {
            (Self::Overview, _) => ("Overview", "Over"),
            (Self::Usage, Kind::Purchases) => ("Sales", "Sales"),
            (Self::Usage, _) => ("Usage", "Use"),
            (Self::Places, Kind::Purchases) => ("Products and places", "Prod"),
            (Self::Places, _) => ("Places", "Place"),
            (Self::Loyalty, _) => ("Loyalty", "Loyal"),
            (Self::Segments, _) => ("Segments", "Seg"),
            (Self::Customers, _) => ("Customers", "Cust"),
            (Self::Quality, _) => ("Quality", "Qual"),
        }
    }

    /// Whether a kind of data has something for the screen: customers alone have no events.
    pub fn is_of(self, kind: Kind) -> bool {
        kind != Kind::Customers || !matches!(self, Self::Usage | Self::Places | Self::Loyalty)
    }

    /// The panels, in the order `tab` visits them.
    pub fn panels(self) -> &'static [Panel] {
        use Panel::{
            BranchTable, Branches, Checks, Choosing, Cities, CityBurns, CityTable, CohortCurve, Columns, Correlations,
            Coupons, Customers, DaysToBurn, Demographics, Examples, Frequency, Gaps, Genders, Lorenz, Merchants,
            Missing, OrderGaps, OrderSizes, Periods, PlaceMonths, Products, Profiles, Readings, Recency, Repeat,
            Retention, Rfm, Scatter, SegmentTable, Silhouettes, Tenure, Timeline, Trend, Weekdays,
        };
        match self {
            Self::Overview => &[
                Scatter,
                SegmentTable,
                Genders,
                Trend,
                Branches,
                Cities,
                CityBurns,
                Demographics,
                Columns,
                Correlations,
                Missing,
            ],
            Self::Usage => &[Timeline, Periods, DaysToBurn, OrderSizes, OrderGaps, Weekdays, Coupons],
            Self::Places => &[Products, CityTable, BranchTable, Merchants, PlaceMonths],
            Self::Loyalty => &[Retention, CohortCurve, Rfm, Lorenz, Frequency, Repeat, Gaps, Recency, Tenure],
            Self::Segments => &[Scatter, Choosing, Silhouettes, Profiles],
            Self::Customers => &[Customers],
            Self::Quality => &[Checks, Examples, Readings],
        }
    }
}

/// A panel of a screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Display, EnumIter, EnumString)]
#[strum(serialize_all = "kebab-case")]
#[allow(missing_docs, reason = "each is a file under `ui/panels` that says what it shows")]
pub enum Panel {
    Genders,
    Trend,
    Branches,
    Cities,
    CityBurns,
    Demographics,
    Columns,
    Correlations,
    Missing,
    Scatter,
    SegmentTable,
    Timeline,
    Periods,
    DaysToBurn,
    OrderSizes,
    OrderGaps,
    Weekdays,
    Coupons,
    Products,
    CityTable,
    BranchTable,
    Merchants,
    PlaceMonths,
    Frequency,
    Repeat,
    Recency,
    Tenure,
    Retention,
    CohortCurve,
    Gaps,
    Rfm,
    Lorenz,
    Choosing,
    Silhouettes,
    Profiles,
    Customers,
    Checks,
    Examples,
    Readings,
}

/// A row of the table: everything about a panel that does not depend on the data.
#[derive(Clone, Copy, Debug)]
#[allow(clippy::struct_excessive_bools, reason = "each is a column of the table")]
struct Spec {
    title: &'static str,
    lists: Lists,
    counts: Counts,
    terms: &'static [&'static str],
    views: &'static [&'static str],
    view_of: Option<Panel>,
    cursor_of: Option<Panel>,
    list_of: Option<Panel>,
    opens: Opens,
    splits: Splits,
    searches: bool,
    sorts: bool,
    names_features: bool,
    needs_dates: bool,
}

impl Spec {
    /// A panel with one view that opens nothing.
    const fn new(title: &'static str, lists: Lists, counts: Counts) -> Self {
        Self {
            title,
            lists,
            counts,
            terms: &[],
            views: &[],
            view_of: None,
            cursor_of: None,
            list_of: None,
            opens: Opens::Nothing,
            splits: Splits::Not("its numbers describe the whole data set"),
            searches: false,
            sorts: false,
            names_features: false,
            needs_dates: false,
        }
    }

    const fn terms(self, terms: &'static [&'static str]) -> Self {
        Self { terms, ..self }
    }

    const fn views(self, views: &'static [&'static str]) -> Self {
        Self { views, ..self }
    }

    const fn view_of(self, panel: Panel) -> Self {
        Self { view_of: Some(panel), ..self }
    }

    const fn cursor_of(self, panel: Panel) -> Self {
        Self { cursor_of: Some(panel), ..self }
    }

    const fn list_of(self, panel: Panel) -> Self {
        Self { list_of: Some(panel), ..self }
    }

    const fn opens(self, opens: Opens) -> Self {
        Self { opens, ..self }
    }

    const fn splits(self, splits: Splits) -> Self {
        Self { splits, ..self }
    }

    const fn searches(self) -> Self {
        Self { searches: true, ..self }
    }

    const fn sorts(self) -> Self {
        Self { sorts: true, ..self }
    }

    const fn names_features(self) -> Self {
        Self { names_features: true, ..self }
    }

    const fn needs_dates(self) -> Self {
        Self { needs_dates: true, ..self }
    }
}

const TIME: &[&str] = &["by event", "by status", "cumulative"];
const COHORTS: &[&str] = &["percent", "counts", "percent on or after", "counts on or after"];
const BY_SIZE: Splits = Splits::Figures("customers", "customers");
const BY_RATE: Splits = Splits::Figures("burn rate", "revenue");
const PLACE_TERMS: &[&str] = &["places", "claims", "burnt", "burn rate", "interval", "evidence", "(none)"];

impl Panel {
    /// The table: title, rows, what the numbers count, the terms that explain them, and what else it can do.
    #[rustfmt::skip]
    #[allow(clippy::too_many_lines, reason = "it is a table")]
    const fn spec(self) -> Spec {
        match self {
            Self::Genders => Spec::new("Gender", Lists::Genders, Counts::Customers).splits(BY_SIZE)
                .terms(&["customers", "claims", "burnt", "(none)"]).views(&["customers", "claims", "burns", "shares"])
                .searches().opens(Opens::Customers),
            Self::Trend => Spec::new("Claimed vs burnt", Lists::Nothing, Counts::Claims).splits(Splits::Time)
                .terms(&["usage", "change", "claims", "burnt", "mature", "partial", "claim horizon"]).views(TIME)
                .view_of(Self::Timeline).needs_dates(),
            Self::Branches => Spec::new("Top branches", Lists::Places(PlaceKind::Branch), Counts::Claims).splits(BY_RATE)
                .terms(PLACE_TERMS).searches().opens(Opens::Customers),
            Self::Cities => Spec::new("Customers by city", Lists::Cities, Counts::Customers).splits(BY_SIZE)
                .terms(&["customers", "claims", "burnt", "(none)"]).views(&["customers", "claims", "burns"])
                .searches().opens(Opens::Customers),
            Self::CityBurns => Spec::new("Burns by city", Lists::Cities, Counts::Burnt).splits(BY_RATE)
                .terms(&["burnt", "burn rate", "evidence", "(none)"]).views(&["burns", "burn rate"]).searches()
                .opens(Opens::Customers),
            Self::Demographics => Spec::new("Demographics", Lists::Demographics, Counts::Demographics).splits(BY_SIZE)
                .terms(&["demographics", "customers", "claims", "burnt", "burn rate", "evidence", "(none)"])
                .views(&["customers", "claims", "burns", "burn rate"]).searches().opens(Opens::Customers),
            Self::Columns => Spec::new("Columns", Lists::Columns, Counts::Customers).splits(Splits::Means)
                .terms(&["columns", "quantile", "missing values"]).searches().opens(Opens::Customers),
            Self::Correlations => Spec::new("Correlations", Lists::Pairs, Counts::Customers).splits(Splits::Not("each value is about two columns"))
                .terms(&["correlation", "missing values"]).views(&["Pearson", "Spearman"]).opens(Opens::Scatter),
            Self::Missing => Spec::new("Missing values", Lists::Missing, Counts::Customers).splits(Splits::Not("it counts values, not customers"))
                .terms(&["missing values"]).views(&["by column", "together"]).searches().opens(Opens::Customers),
            Self::Scatter => Spec::new("Clusters", Lists::Tiles, Counts::Clustered).splits(Splits::Not("each point is a customer, and its colour is the segment"))
                .terms(&["principal components", "segment", "features", "scaling"]).views(&["2-D", "3-D"])
                .opens(Opens::Customers).names_features(),
            Self::SegmentTable => Spec::new("Segments", Lists::Segments, Counts::Clustered).splits(BY_RATE)
                .terms(&["segment", "name", "burn rate", "recency", "structure"]).searches().opens(Opens::Customers)
                .names_features(),
            Self::Timeline => Spec::new("Usage", Lists::Periods, Counts::Claims).splits(Splits::Time)
                .terms(&["usage", "claims", "burnt", "partial", "claim horizon"]).views(TIME).cursor_of(Self::Periods)
                .opens(Opens::Customers).needs_dates(),
            Self::Periods => Spec::new("Periods", Lists::Periods, Counts::Claims).splits(Splits::Time)
                .terms(&["usage", "burn rate", "mature", "partial", "claim horizon"]).views(TIME)
                .view_of(Self::Timeline).opens(Opens::Customers).needs_dates(),
            Self::DaysToBurn => Spec::new("Days to burn", Lists::Nothing, Counts::DaysToBurn).splits(Splits::DaysToBurn)
                .terms(&["days to burn", "quantile", "share burnt by day", "burnt"])
                .views(&["histogram", "share burnt"]).needs_dates(),
            Self::OrderSizes => Spec::new("Order sizes", Lists::Sizes, Counts::Claims).splits(Splits::Figures("per order", "per order"))
                .terms(&["order size", "average order", "quantile"]).views(&["amounts", "items"])
                .opens(Opens::Customers),
            Self::OrderGaps => Spec::new("Days between orders", Lists::Nothing, Counts::Claims).splits(Splits::Gaps)
                .terms(&["gap between claims", "overdue"]).needs_dates(),
            Self::Weekdays => Spec::new("Weekdays", Lists::Weekdays, Counts::Claims).splits(Splits::Weekdays)
                .terms(&["usage", "claims", "burnt"]).views(&["claims", "burns"]).opens(Opens::Customers)
                .needs_dates(),
            Self::Coupons => Spec::new("Coupons", Lists::Coupons, Counts::Claims).splits(BY_RATE)
                .terms(&["coupon", "claims", "burnt", "burn rate", "interval"]).views(&["by burns", "by claims"])
                .searches().opens(Opens::Customers),
            Self::Products => Spec::new("Products", Lists::Places(PlaceKind::Product), Counts::Claims).splits(BY_RATE)
                .terms(&["coupon", "returned", "repeat rate", "Pareto mark", "partial"]).searches().sorts()
                .opens(Opens::Customers),
            Self::CityTable => Spec::new("Cities", Lists::Places(PlaceKind::City), Counts::Claims).splits(BY_RATE)
                .terms(PLACE_TERMS).views(&["table", "genders"]).searches().sorts().opens(Opens::Customers),
            Self::BranchTable => Spec::new("Branches", Lists::Places(PlaceKind::Branch), Counts::Claims).splits(BY_RATE)
                .terms(PLACE_TERMS).searches().sorts().opens(Opens::Customers),
            Self::Merchants => Spec::new("Merchants", Lists::Places(PlaceKind::Merchant), Counts::Claims).splits(BY_RATE)
                .terms(PLACE_TERMS).searches().sorts().opens(Opens::Customers),
            Self::PlaceMonths => Spec::new("By month", Lists::PlaceMonths, Counts::Claims).splits(Splits::Time)
                .terms(&["places", "claims", "burnt", "partial"])
                .views(&["claims by city", "burnt by city", "claims by branch", "burnt by branch"]).searches()
                .opens(Opens::Customers).needs_dates(),
            Self::Frequency => Spec::new("Frequency", Lists::Frequencies, Counts::Customers).splits(Splits::Frequency)
                .terms(&["frequency", "claims", "active customer"]).opens(Opens::Customers),
            Self::Repeat => Spec::new("Returning customers", Lists::Returning, Counts::Customers).splits(Splits::Figures("repeat", "repeat"))
                .terms(&["repeat customer", "active customer"]).opens(Opens::Customers),
            Self::Recency => Spec::new("Recency", Lists::Nothing, Counts::Active).splits(Splits::Recency)
                .terms(&["recency", "as of"]).needs_dates(),
            Self::Tenure => Spec::new("Tenure", Lists::Nothing, Counts::Customers).splits(Splits::Tenure)
                .terms(&["tenure", "as of"]),
            Self::Retention => Spec::new("Retention", Lists::Cohorts, Counts::Claims).splits(Splits::Retention)
                .terms(&["retention", "cohort", "claim horizon"]).views(COHORTS).opens(Opens::Customers)
                .needs_dates(),
            Self::CohortCurve => Spec::new("Cohort curve", Lists::CohortMonths, Counts::Claims).splits(Splits::Retention)
                .terms(&["retention", "cohort", "claim horizon"]).views(COHORTS).view_of(Self::Retention)
                .list_of(Self::Retention).opens(Opens::Customers).needs_dates(),
            Self::Gaps => Spec::new("Gaps", Lists::Nothing, Counts::Claims).splits(Splits::Gaps)
                .terms(&["gap between claims", "overdue"]).needs_dates(),
            Self::Rfm => Spec::new("RFM", Lists::RfmScores, Counts::Active).splits(Splits::Rfm)
                .terms(&["RFM", "recency", "quantile", "active customer"])
                .views(&["grid", "groups", "groups by segment"]).opens(Opens::Customers).needs_dates(),
            Self::Lorenz => Spec::new("Lorenz", Lists::Nothing, Counts::Claims).splits(Splits::Concentration)
                .terms(&["concentration", "burnt"]),
            Self::Choosing => Spec::new("Choosing K", Lists::Nothing, Counts::Clustered).splits(Splits::Not("it is about the clustering"))
                .terms(&[
                    "choosing K", "how sure K is", "structure", "inertia", "silhouette", "Davies-Bouldin", "Calinski-Harabasz", "gap",
                    "k-means", "DBSCAN", "hierarchical", "Gaussian mixture",
                ]),
            Self::Silhouettes => Spec::new("Silhouettes", Lists::Segments, Counts::Clustered).splits(Splits::Not("it is split by segment already"))
                .terms(&["silhouette", "segment", "structure"]).views(&["silhouettes", "sizes"]).searches()
                .opens(Opens::Customers),
            Self::Profiles => Spec::new("Profiles", Lists::Profiles, Counts::Clustered).splits(Splits::Not("it is split by segment already"))
                .terms(&["segment", "index", "apart", "share", "burn rate", "stability", "name", "adjusted Rand index"])
                .views(&["mean", "median", "index", "quartiles", "flow"]).searches().opens(Opens::Customers)
                .names_features(),
            Self::Customers => Spec::new("Customers", Lists::Customers, Counts::Customers).splits(Splits::Not("it lists customers one by one"))
                .terms(&["customers", "features", "segment", "silhouette"]).searches().sorts().opens(Opens::Customer)
                .names_features(),
            Self::Checks => Spec::new("Checks", Lists::Checks, Counts::AllRows).splits(Splits::Not("checks are about the rows of files"))
                .terms(&["quality checks"]).searches().opens(Opens::Rows),
            Self::Examples => Spec::new("Examples", Lists::Nothing, Counts::AllRows).splits(Splits::Not("checks are about the rows of files"))
                .terms(&["quality checks"]).opens(Opens::Rows),
            Self::Readings => Spec::new("Rows", Lists::Readings, Counts::AllRows).splits(Splits::Not("checks are about the rows of files"))
                .terms(&["quality checks"]).opens(Opens::Files),
        }
    }

    /// The title, independent of the data.
    pub fn title(self) -> &'static str {
        self.spec().title
    }

    /// The title for a kind of data.
    pub fn title_of(self, kind: Kind) -> &'static str {
        match (kind, self) {
            (Kind::Purchases, Self::CityBurns) => "Revenue by city",
            (Kind::Purchases, Self::Trend) => "Orders over time",
            (Kind::Purchases, Self::Branches) => "Top products",
            (Kind::Purchases, Self::Timeline) => "Sales",
            (Kind::Purchases, Self::Coupons) => "Coupons of orders",
            _ => self.title(),
        }
    }

    /// Whether the panel applies to a kind of data.
    pub fn is_of(self, kind: Kind) -> bool {
        match kind {
            Kind::Coupons => {
                !matches!(self, Self::OrderSizes | Self::OrderGaps | Self::Products) && !self.is_of_customers_alone()
            }
            Kind::Purchases => !matches!(self, Self::DaysToBurn) && !self.is_of_customers_alone(),
            Kind::Customers => !matches!(
                self,
                Self::Trend | Self::Branches | Self::CityBurns | Self::Genders | Self::Cities | Self::Demographics
            ),
        }
    }

    fn is_of_customers_alone(self) -> bool {
        matches!(self, Self::Columns | Self::Correlations | Self::Missing)
    }

    /// Names of the views that `v` cycles through; empty if there is only one.
    pub fn views_of(self, has: Available) -> Vec<&'static str> {
        match has.kind {
            Kind::Purchases => self.views_of_orders(has),
            Kind::Coupons if has.amounts && self.view_owner() == Self::Timeline => [TIME, &["spend"]].concat(),
            Kind::Coupons | Kind::Customers => self.views().to_vec(),
        }
    }

    /// The same for orders: a view without data is left out, and a single view needs no name.
    fn views_of_orders(self, has: Available) -> Vec<&'static str> {
        let all: &[(&'static str, bool)] = match self {
            Self::Genders => &[("customers", true), ("orders", true), ("revenue", has.amounts), ("shares", true)],
            Self::Cities | Self::Demographics => &[("customers", true), ("orders", true), ("revenue", has.amounts)],
            Self::CityBurns => &[("revenue", has.amounts), ("orders", has.amounts)],
            Self::Timeline => &[
                ("orders", true),
                ("revenue", has.amounts),
                ("average order", has.amounts),
                ("returns", has.returns),
                ("orders with a coupon", has.coupons),
                ("all orders so far", true),
                ("all revenue so far", has.amounts),
            ],
            Self::Branches => &[("products", has.products), ("branches", has.branches), ("merchants", has.merchants)],
            Self::OrderSizes => &[("amounts", has.amounts), ("items", has.items)],
            Self::Weekdays => &[("by hour", has.times), ("by month", true)],
            Self::PlaceMonths => &[
                ("revenue by product", has.products && has.amounts),
                ("orders by product", has.products),
                ("orders by city", has.cities),
                ("orders by branch", has.branches),
            ],
            Self::Trend | Self::Periods | Self::Coupons => &[],
            _ => return self.views().to_vec(),
        };
        all.iter().filter(|(_, there)| *there).map(|(view, _)| *view).collect()
    }

    /// What its rows are.
    pub fn lists(self) -> Lists {
        self.spec().lists
    }

    /// What its numbers count.
    pub fn counts(self) -> Counts {
        self.spec().counts
    }

    /// The terms that explain its numbers.
    pub fn terms(self) -> &'static [&'static str] {
        self.spec().terms
    }

    /// Names of the views that `v` cycles through; empty if there is only one.
    pub fn views(self) -> &'static [&'static str] {
        self.spec().views
    }

    /// The panel whose view this one shares: all panels over time change together.
    #[must_use]
    pub fn view_owner(self) -> Self {
        self.spec().view_of.unwrap_or(self)
    }

    /// The panel whose cursor this one shares: the line chart and its table read the same bucket.
    #[must_use]
    pub fn cursor_owner(self) -> Self {
        self.spec().cursor_of.unwrap_or(self)
    }

    /// The panel in which the cursor goes up and down: the curve is of the cohort under the cursor of the triangle.
    #[must_use]
    pub fn list(self) -> Self {
        self.spec().list_of.unwrap_or(self)
    }

    /// What `enter` opens.
    pub fn opens(self) -> Opens {
        self.spec().opens
    }

    /// What is compared when it is split into parts.
    pub fn splits(self) -> Splits {
        self.spec().splits
    }

    /// Whether its rows have text to search.
    pub fn searches(self) -> bool {
        self.spec().searches
    }

    /// Whether it can be sorted by its columns.
    pub fn sorts(self) -> bool {
        self.spec().sorts
    }

    /// Whether its explanation lists the features used for clustering.
    pub fn names_features(self) -> bool {
        self.spec().names_features
    }

    /// Whether it shows when things happened: rows without any date have no such panel.
    pub fn needs_dates(self) -> bool {
        self.spec().needs_dates
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_panel_is_on_a_screen() {
        for panel in Panel::iter() {
            assert!(Screen::iter().any(|screen| screen.panels().contains(&panel)), "{panel:?}");
        }
    }

    #[test]
    fn what_is_searched_has_rows() {
        for panel in Panel::iter().filter(|panel| panel.searches() || panel.sorts()) {
            assert_ne!(panel.lists(), Lists::Nothing, "{panel:?}");
        }
    }
}
