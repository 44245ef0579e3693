//! The screens and their panels.

use strum::{EnumIter, IntoEnumIterator};

use super::retention;

/// A tab.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, EnumIter)]
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

    /// The tab's title, in full and short.
    pub fn titles(self) -> (&'static str, &'static str) {
        match self {
            Self::Overview => ("Overview", "Over"),
            Self::Usage => ("Usage", "Use"),
            Self::Places => ("Places", "Place"),
            Self::Loyalty => ("Loyalty", "Loyal"),
            Self::Segments => ("Segments", "Seg"),
            Self::Customers => ("Customers", "Cust"),
            Self::Quality => ("Quality", "Qual"),
        }
    }

    /// The panels, in the order `tab` visits them.
    pub fn panels(self) -> &'static [Panel] {
        use Panel::{
            BranchTable, Branches, Checks, Choosing, Cities, CityBurns, CityTable, CohortCurve, Coupons, Customers,
            DaysToBurn, Demographics, Examples, Frequency, Gaps, Genders, Lorenz, Merchants, Periods, PlaceMonths,
            Profiles, Readings, Recency, Repeat, Retention, Rfm, Scatter, SegmentTable, Silhouettes, Tenure, Timeline,
            Trend, Weekdays,
        };
        match self {
            Self::Overview => &[Scatter, SegmentTable, Genders, Trend, Branches, Cities, CityBurns, Demographics],
            Self::Usage => &[Timeline, Periods, DaysToBurn, Weekdays, Coupons],
            Self::Places => &[CityTable, BranchTable, Merchants, PlaceMonths],
            Self::Loyalty => &[Retention, CohortCurve, Rfm, Lorenz, Frequency, Repeat, Gaps, Recency, Tenure],
            Self::Segments => &[Scatter, Choosing, Silhouettes, Profiles],
            Self::Customers => &[Customers],
            Self::Quality => &[Checks, Examples, Readings],
        }
    }
}

/// A panel of a screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "each is a file under `ui/panels` that says what it shows")]
pub enum Panel {
    Genders,
    Trend,
    Branches,
    Cities,
    CityBurns,
    Demographics,
    Scatter,
    SegmentTable,
    Timeline,
    Periods,
    DaysToBurn,
    Weekdays,
    Coupons,
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

impl Panel {
    /// Names of the views that `v` goes through; empty where there is one only.
    pub fn views(self) -> &'static [&'static str] {
        match self {
            Self::Trend | Self::Timeline | Self::Periods => &["by event", "by status", "cumulative"],
            Self::DaysToBurn => &["histogram", "share burnt"],
            Self::Weekdays => &["claims", "burns"],
            Self::Coupons => &["by burns", "by claims"],
            Self::Genders => &["customers", "claims", "burns", "shares"],
            Self::Cities => &["customers", "claims", "burns"],
            Self::CityTable => &["table", "genders"],
            Self::PlaceMonths => &["claims by city", "burnt by city", "claims by branch", "burnt by branch"],
            Self::CityBurns => &["burns", "burn rate"],
            Self::Demographics => &["customers", "claims", "burns", "burn rate"],
            Self::Profiles => &["mean", "median", "index", "quartiles", "flow"],
            Self::Silhouettes => &["silhouettes", "sizes"],
            Self::Scatter => &["2-D", "3-D"],
            Self::Retention | Self::CohortCurve => &retention::VIEW_NAMES,
            Self::Rfm => &["grid", "groups", "groups by segment"],
            _ => &[],
        }
    }

    /// The panel in which the cursor goes up and down: the curve is of the cohort under the cursor of the triangle.
    #[must_use]
    pub fn list(self) -> Self {
        if self == Self::CohortCurve { Self::Retention } else { self }
    }

    /// The panel whose view this one shares: everything that shows time goes together.
    #[must_use]
    pub fn view_owner(self) -> Self {
        match self {
            Self::Trend | Self::Periods => Self::Timeline,
            Self::CohortCurve => Self::Retention,
            other => other,
        }
    }

    /// The panel whose cursor this one shares: the line chart and its table read the same bucket.
    #[must_use]
    pub fn cursor_owner(self) -> Self {
        match self {
            Self::Timeline => Self::Periods,
            other => other,
        }
    }
}
