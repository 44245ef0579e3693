//! What every measure means: the one table of it.

use super::{Side, Table};
use crate::ui::feature::meaning;

/// Terms and their definitions.
const DEFINITIONS: [(&str, &str); 26] = [
    ("claims", "all rows of the transactions: a customer took a coupon. claims = open + burnt + other"),
    ("open", "claims that are not burnt"),
    ("burnt", "claims that were used; the status decides, a date never changes it"),
    ("other", "claims with a status that is neither; counted, and in no rate"),
    ("burn rate", "burnt / (open + burnt); of a group, over all its claims, never a mean of ratios"),
    ("active customer", "has at least one claim; one who never had any is in no segment unless asked for"),
    (
        "as of",
        "the day that recency and tenure count to: the latest date that is not after today, or the one asked for",
    ),
    ("partial", "a stretch of time that is not wholly at or before the last claim, so its counts may still grow"),
    ("days to burn", "burn date minus claim date, over burnt claims with both dates"),
    ("quantile", "by linear interpolation: half of the values are below the median, a quarter below the 25 %"),
    ("(none)", "customers or claims without a known city, gender, branch or merchant"),
    ("segment", "customers who are alike in the chosen features; numbered by size, largest first"),
    ("share", "of the customers in a segment; of burns: of all burnt claims"),
    ("mean, median, quartiles", "of a feature over the customers of a segment, missing values skipped"),
    ("index", "100 × mean of the segment / mean of all customers in a segment: 100 is average, 200 twice as much"),
    ("lift", "how many times as frequent a city or gender is in the segment as among all customers in a segment"),
    ("scaling", "brings the features to one scale before distances are taken; figures here are in their own units"),
    ("inertia", "sum of squared distances of customers to the centre of their segment, in scaled units"),
    (
        "silhouette",
        "from -1 to 1: how much nearer a customer is to the own segment than to the next one (Rousseeuw 1987)",
    ),
    ("Davies-Bouldin", "how wide segments are against how far apart, the worst neighbour of each: lower is better"),
    ("Calinski-Harabasz", "spread between segments against spread within them: higher is better"),
    ("gap", "log inertia against that of data without segments (Tibshirani 2001); ± is its standard error"),
    ("BIC", "Bayesian information criterion of a mixture: lower is better"),
    (
        "structure",
        "strong: silhouette above 0.70, reasonable: above 0.50, weak: above 0.25, else none (Kaufman, Rousseeuw 1990)",
    ),
    (
        "stability",
        "how well the segment comes back when customers are drawn anew, 0 to 1 (Hennig 2007); above 0.75 is stable",
    ),
    (
        "principal components",
        "the directions in which customers differ most; the share says how much of all difference",
    ),
];

/// The definitions, and those of these features.
pub(super) fn table(features: &[String]) -> Table {
    let mut table = Table::new("", &[("term", Side::Left), ("meaning", Side::Left)]);
    for (term, meaning) in DEFINITIONS {
        table.row([term.to_owned(), meaning.to_owned()]);
    }
    for feature in features {
        table.row([feature.clone(), meaning(feature).to_owned()]);
    }
    table
}
