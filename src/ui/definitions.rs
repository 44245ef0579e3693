//! Which terms explain the numbers of a panel.

use crate::app::Panel;
use crate::wording::definitions::{DEFINITIONS, Definition};

/// The terms behind the numbers of a panel.
fn terms(panel: Panel) -> &'static [&'static str] {
    match panel {
        Panel::PlaceMonths => &["places", "claims", "burnt", "partial"],
        Panel::Genders | Panel::Cities => &["customers", "claims", "burnt", "(none)"],
        Panel::Demographics => &["demographics", "customers", "claims", "burnt", "burn rate", "(none)"],
        Panel::CityBurns => &["burnt", "burn rate", "(none)"],
        Panel::CityTable | Panel::Branches | Panel::BranchTable | Panel::Merchants => {
            &["places", "claims", "burnt", "burn rate", "interval", "(none)"]
        }
        Panel::Trend => &["usage", "change", "claims", "burnt", "mature", "partial", "claim horizon"],
        Panel::Timeline => &["usage", "claims", "burnt", "partial", "claim horizon"],
        Panel::Periods => &["usage", "burn rate", "mature", "partial", "claim horizon"],
        Panel::Weekdays => &["usage", "claims", "burnt"],
        Panel::Coupons => &["coupon", "claims", "burnt", "burn rate", "interval"],
        Panel::DaysToBurn => &["days to burn", "quantile", "share burnt by day", "burnt"],
        Panel::Frequency => &["frequency", "claims", "active customer"],
        Panel::Retention | Panel::CohortCurve => &["retention", "cohort", "claim horizon"],
        Panel::Gaps => &["gap between claims", "overdue"],
        Panel::Rfm => &["RFM", "recency", "quantile", "active customer"],
        Panel::Lorenz => &["concentration", "burnt"],
        Panel::Repeat => &["repeat customer", "active customer"],
        Panel::Recency => &["recency", "as of"],
        Panel::Tenure => &["tenure", "as of"],
        Panel::Scatter => &["principal components", "segment", "features", "scaling"],
        Panel::Choosing => &[
            "choosing K",
            "structure",
            "inertia",
            "silhouette",
            "Davies-Bouldin",
            "Calinski-Harabasz",
            "gap",
            "k-means",
            "DBSCAN",
            "hierarchical",
            "Gaussian mixture",
        ],
        Panel::Silhouettes => &["silhouette", "segment", "structure"],
        Panel::SegmentTable => &["segment", "name", "burn rate", "recency", "structure"],
        Panel::Profiles => {
            &["segment", "index", "apart", "share", "burn rate", "stability", "name", "adjusted Rand index"]
        }
        Panel::Customers => &["customers", "features", "segment", "silhouette"],
        Panel::Checks | Panel::Examples | Panel::Readings => &["quality checks"],
    }
}

/// The definitions of a panel's numbers.
pub fn of(panel: Panel) -> impl Iterator<Item = &'static Definition> {
    terms(panel).iter().filter_map(|term| DEFINITIONS.iter().find(|definition| definition.term == *term))
}

#[cfg(test)]
mod tests {
    use strum::IntoEnumIterator;

    use super::*;
    use crate::app::Screen;

    #[test]
    fn every_panel_is_explained_by_terms_that_there_are() {
        for panel in Screen::iter().flat_map(Screen::panels) {
            assert!(!terms(*panel).is_empty() && of(*panel).count() == terms(*panel).len(), "{panel:?}");
        }
    }
}
