//! What every number means: the one table of it. `i` on a panel, the reports and the README are made from it.

use std::fmt::Write;

use crate::app::Panel;

/// A term of the field, as it is meant here.
#[derive(Clone, Copy, Debug)]
pub struct Definition {
    /// The term.
    pub term: &'static str,
    /// What it is.
    pub meaning: &'static str,
    /// How it is computed, where that is not said already.
    pub formula: &'static str,
    /// The columns that it is computed from; empty where it follows from other terms.
    pub columns: &'static str,
}

const fn term(term: &'static str, meaning: &'static str, formula: &'static str, columns: &'static str) -> Definition {
    Definition { term, meaning, formula, columns }
}

const CUSTOMER: &str = "transactions.customer_id";
const CLAIM: &str = "transactions.transaction_date";
const STATUS: &str = "transactions.transaction_status";
const BOTH_DAYS: &str = "transactions.transaction_date, burn_date, transaction_status";

/// Every term, in the order in which they build on each other.
pub const DEFINITIONS: &[Definition] = &[
    term("claims", "All rows of the transactions: a customer took a coupon.", "open + burnt + other", CLAIM),
    term("open", "Claims that are not burnt.", "", STATUS),
    term("burnt", "Claims that were used. The status decides; a date never changes it.", "", STATUS),
    term("other", "Claims with a status that is neither. They are counted and shown, and in no rate.", "", STATUS),
    term(
        "burn rate",
        "The share of claims that were used; of a group over all its claims, never a mean of ratios. Where only burnt rows \
         name a branch, a branch has none.",
        "burnt / (open + burnt)",
        STATUS,
    ),
    term(
        "customers",
        "Distinct ids of the customers, or of the transactions where there is no such table. Customers without a claim are \
         never active.",
        "",
        "customers.customer_id",
    ),
    term("active customer", "Has at least one claim.", "", CUSTOMER),
    term(
        "demographics",
        "Customers by gender, by city and by each further column of their table: words as they are, numbers in at most ten \
         bands of a round width, each from its first figure to below the next. What is more than three \
         interquartile ranges from the quartiles has an open band.",
        "",
        "customers.gender_id, city_id",
    ),
    term(
        "as of",
        "The day that recency and tenure count to: the latest transaction or burn date that is not after today, or the one \
         asked for with --as-of.",
        "",
        "transactions.transaction_date, burn_date",
    ),
    term(
        "claim horizon",
        "The day of the last claim: what is seen of claims ends there, even when burns go on.",
        "",
        CLAIM,
    ),
    term(
        "partial",
        "A stretch of time that is not wholly at or before the claim horizon, so that its counts may still grow.",
        "",
        CLAIM,
    ),
    term(
        "usage",
        "Claims and burns over time. By event: claims by the day of the claim, burns by the day of the burn. By status: every \
         claim by its day, split by what became of it.",
        "",
        BOTH_DAYS,
    ),
    term(
        "days to burn",
        "How long burnt coupons were kept, over burnt claims with both dates.",
        "burn date − claim date",
        BOTH_DAYS,
    ),
    term(
        "quantile",
        "Half of the values are below the median, a quarter below the first quartile, nine of ten below the 90 % quantile.",
        "by linear interpolation, as numpy and pandas do",
        "",
    ),
    term(
        "share burnt by day",
        "The share of coupons that are burnt so many days after the claim. Open coupons count for as long as they have been \
         open, and no longer: without that, young ones would pass for never burnt. What is burnt after the as-of day is open \
         on it.",
        "product limit, open coupons censored at the as-of day (Kaplan and Meier 1958)",
        BOTH_DAYS,
    ),
    term(
        "mature",
        "Old enough to tell: nine of ten and more of the burns come within that time, so that a month's burn rate is final.",
        "as of − last day of the month ≥ 95 % quantile of the days to burn of all data",
        BOTH_DAYS,
    ),
    term(
        "change",
        "From the last whole bucket but one to the last whole one; a partial bucket, and that in which the data begins, is \
         compared with nothing. Of the burn rate and the days to burn from the last mature bucket but one to the last mature \
         one. Burns are compared once those of the first claims have come.",
        "(last − one before) / one before; of a rate in percentage points, of days in days",
        BOTH_DAYS,
    ),
    term("coupon", "What a coupon is called, where that is a name and no id.", "", "transactions.coupon_name"),
    term("frequency", "How many customers have so many claims.", "", CUSTOMER),
    term(
        "cohort",
        "Customers who began in the same month: with their first claim, or by joining.",
        "",
        "transactions.transaction_date, customers.join_date",
    ),
    term(
        "retention",
        "How many of a cohort are seen again. Return on: with a claim, or a burn, in the n-th month after. On or after: in that \
         month or later. A cell is known when that month lies wholly at or before the claim horizon, else it is blank, not \
         0; the average is over the known cells. Burns count up to the claim horizon, too.",
        "Σ active / Σ size",
        BOTH_DAYS,
    ),
    term("gap between claims", "Days from one day with a claim to the next of the same customer.", "", CLAIM),
    term(
        "overdue",
        "By the customer's own rhythm: has at least three days with a claim, and is away for more than twice the median gap.",
        "claim horizon − last claim > 2 × own median gap",
        CLAIM,
    ),
    term(
        "RFM",
        "Recency, frequency and monetary value of active customers, each scored 1 to 5; recent is 5. Groups go by recency and \
         frequency, and every active customer is in one. Monetary is the sum of amounts, or the burns where there are none.",
        "score = 1 + thresholds (20, 40, 60, 80 % quantiles) strictly below the value",
        "transactions.transaction_date, amount, transaction_status",
    ),
    term(
        "concentration",
        "How unevenly burns are spread: the share of all burns that so many customers make who burn most. Gini coefficient 0 \
         where all burn the same, near 1 where one burns all.",
        "Lorenz curve (Lorenz 1905, Gini 1912)",
        STATUS,
    ),
    term("repeat customer", "Has two claims or more; a repeat burner two burns or more.", "", CUSTOMER),
    term(
        "(none)",
        "Customers or claims without a known city, gender, branch or merchant: no key, or one that matches nothing.",
        "",
        "city_id, gender_id, branch_id, merchant_id",
    ),
    term(
        "places",
        "Cities of customers, and branches and merchants of claims, most burns first; equal ones share a rank.",
        "",
        "customers.city_id, transactions.branch_id, branches.merchant_id",
    ),
    term("recency", "Days since the last claim.", "as of − last claim", CLAIM),
    term(
        "tenure",
        "Days since joining, or since the first claim where no day of joining is known.",
        "as of − joined",
        "customers.join_date",
    ),
    term(
        "interval",
        "What a rate may be where the claims are a sample of many: 95 of 100 such intervals hold the true one.",
        "95 % score interval (Wilson 1927)",
        STATUS,
    ),
    term(
        "features",
        "One row per customer: counts and ratios of its claims, recency, tenure, days active, different branches and merchants \
         of burnt claims, amounts, and every numeric column of the customers. A text column of 2 to 20 words that repeat, such \
         as tier, is asked for as tier_onehot. A customer without a value in a chosen feature is left out and counted.",
        "",
        "transactions, customers",
    ),
    term(
        "scaling",
        "Brings the features to one scale before distances are taken; figures here are in their own units. Customers with \
         equal features are one weighted row: exact, and the same digits whatever the order of the rows.",
        "z-scores with the population standard deviation, unless --scale says otherwise",
        "",
    ),
    term(
        "segment",
        "Customers who are alike in the chosen features; numbered by size, largest first. Customers who were never active are \
         left out and shown as a group of their own, unless --inactive says otherwise.",
        "",
        "",
    ),
    term(
        "k-means",
        "Centroids with the least inertia. 10 restarts, seed 42, each from k-means++ with greedy trials, bettered by exchanges \
         of rows (Hartigan 1975) and swaps of centroids. kmeans-linfa is linfa's own, a second opinion.",
        "",
        "",
    ),
    term(
        "DBSCAN",
        "Dense places: a customer counts itself, neighbours are at most eps apart, a border customer joins its nearest core. \
         eps is the knee of the positive k-distances, min points twice the features, unless they are given. Noise belongs to no \
         segment and is never scored.",
        "",
        "",
    ),
    term(
        "hierarchical",
        "One tree by ward, average, complete or single linkage, cut at K; heights are those of scipy. Above 10,000 distinct rows \
         the tree is over 500 centroids of K-Means.",
        "",
        "",
    ),
    term(
        "Gaussian mixture",
        "Full covariances, EM from K-Means starts, no variance below 1e-6. BIC is scikit-learn's: lower is better.",
        "",
        "",
    ),
    term(
        "inertia",
        "Sum of squared distances of customers to the centroid of their segment, in the scaled space.",
        "",
        "",
    ),
    term(
        "silhouette",
        "From -1 to 1: how much nearer a customer is to the own segment than to the next one. Euclidean, in the space of the \
         clustering; of one alone 0. Above 12,000 distinct rows (24,000 for one K) it is a sample, with its standard error.",
        "(b − a) / max(a, b), with a and b the mean distances to the own and the nearest other segment (Rousseeuw 1987)",
        "",
    ),
    term(
        "Davies-Bouldin",
        "How wide segments are against how far apart, the worst neighbour of each: lower is better.",
        "as scikit-learn",
        "",
    ),
    term(
        "Calinski-Harabasz",
        "Spread between segments against spread within them: higher is better.",
        "as scikit-learn",
        "",
    ),
    term(
        "gap",
        "Log inertia against that of data without segments: K-Means on at most 2,000 customers against 20 uniform references in \
         the box of the principal axes.",
        "the smallest K with Gap(K) ≥ Gap(K+1) − s(K+1) (Tibshirani, Walther and Hastie 2001)",
        "",
    ),
    term(
        "choosing K",
        "The K with the highest silhouette (of a mixture: the lowest BIC), unless --k or + and - say otherwise. The knee of the \
         inertia is found by Kneedle (Satopaa and others 2011).",
        "",
        "",
    ),
    term(
        "structure",
        "Strong above a silhouette of 0.70, reasonable above 0.50, weak above 0.25, else none (Kaufman and Rousseeuw 1990). None \
         as well where the gap statistic chooses one cluster and no later gap is higher than the first by more than ten of its \
         errors.",
        "",
        "",
    ),
    term(
        "stability",
        "How well a segment comes back when customers are drawn anew, 0 to 1: stable from 0.75, doubtful below 0.60.",
        "mean Jaccard similarity with the most similar segment over 50 bootstrap samples (Hennig 2007)",
        "",
    ),
    term(
        "principal components",
        "The directions in which customers differ most; the share says how much of all difference.",
        "eigenvectors of the weighted covariance, the largest loading positive",
        "",
    ),
    term("share", "Of a segment: of the customers in any segment. Of burns: of all burnt claims.", "", ""),
    term(
        "index",
        "100 is average, 200 twice as much; ▲ from 120, ▼ to 80 on. None for codes and where the mean of all is not above 0.",
        "100 × mean of the segment / mean of all clustered customers",
        "",
    ),
    term(
        "apart",
        "How far a feature sets a segment apart, in standard deviations. Features stand in the order of the share of their \
         variance that lies between segments (eta squared).",
        "(mean of the segment − mean of all) / population standard deviation of all",
        "",
    ),
    term(
        "lift",
        "How many times as frequent a city or gender is in the segment as among all clustered customers.",
        "",
        "customers.city_id, gender_id",
    ),
    term(
        "name",
        "By rule over these figures, unique within a result. In the dashboard a segment of which four of five customers stay \
         keeps its name for as long as the figures bear it; its colour follows the pairing of old and new segments that keeps \
         the most customers together (Kuhn 1955).",
        "",
        "",
    ),
    term(
        "adjusted Rand index",
        "How alike two clusterings are: 1 the same, about 0 by chance.",
        "over pairs of customers (Hubert and Arabie 1985)",
        "",
    ),
    term(
        "comparison",
        "Two segments, or one and all others: differences with their 95 % intervals.",
        "of means by Welch (1947), of burn rates by Newcombe (1998)",
        "",
    ),
    term(
        "later burn rate",
        "Measured out of time: segments of the first 75 % of the days of claims, then what their customers claimed later, as far \
         as it is old enough to have burnt. Past rates would be circular, for the segments are made of them. A burn rate is no \
         uplift: it does not say who would have come without a coupon.",
        "old enough: 95 % of the burns known at the cut came within that time",
        BOTH_DAYS,
    ),
    term(
        "budget",
        "Goes to the segments whose interval overlaps that of the highest later burn rate, the same to each of their customers; \
         where all overlap no segment burns more.",
        "interval of the burns to expect by MOVER (Zou and Donner 2008)",
        "",
    ),
    term(
        "quality checks",
        "Every row that could not be used or joined, and what looks wrong, under a named check; always of the whole data.",
        "read = used + set aside",
        "",
    ),
];

/// The terms that the figures of a panel are made of.
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

/// The definitions of a panel's figures.
pub fn of(panel: Panel) -> impl Iterator<Item = &'static Definition> {
    terms(panel).iter().filter_map(|term| DEFINITIONS.iter().find(|definition| definition.term == *term))
}

/// The README's list.
pub fn markdown() -> String {
    let mut out = String::new();
    for Definition { term, meaning, formula, columns } in DEFINITIONS {
        let _ = write!(out, "* **{term}**: {meaning}");
        if !formula.is_empty() {
            let _ = write!(out, " Computed: {formula}.");
        }
        if !columns.is_empty() {
            let _ = write!(out, " From `{}`.", columns.replace(", ", "`, `"));
        }
        out.push('\n');
    }
    out
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

    #[test]
    fn terms_are_defined_once_in_sentences() {
        let mut names: Vec<&str> = DEFINITIONS.iter().map(|definition| definition.term).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), DEFINITIONS.len());
        assert!(DEFINITIONS.iter().all(|d| d.meaning.ends_with('.') && !d.formula.ends_with('.')));
    }
}
