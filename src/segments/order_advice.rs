//! The cases of advice for customers who order. They do not mention coupons, and mention spending only up to now.

use super::case::{Case, case};
use super::rule::Bound;

const COUNT: &str = "order_count";
const RECENCY: &str = "recency_days";
const TENURE: &str = "tenure_days";
/// What they spent; none without amounts.
pub(super) const SPEND: &str = "amount_total";
/// Different products that they ordered; none without a column of products.
pub(super) const PRODUCTS: &str = "distinct_products";
const QUOTES: &[&str] = &[COUNT, RECENCY];

/// All cases. The first that holds gives the advice; the last holds for every segment with orders.
pub(super) const CASES: [Case; 16] = [
    case(
        ("welcome", "They joined recently. Welcome them; it is too early to judge them."),
        &[(TENURE, Bound::IndexTo(50.0)), (TENURE, Bound::To(180.0))],
        None,
        &[TENURE, COUNT],
    ),
    case(
        (
            "second order",
            "Most of them ordered once, and long ago. Make one offer for a second order, then write to them less often.",
        ),
        &[(COUNT, Bound::To(1.2)), (RECENCY, Bound::From(180.0))],
        None,
        QUOTES,
    ),
    case(
        ("second order", "Most of them ordered once. Invite them to a second order."),
        &[(COUNT, Bound::To(1.2))],
        None,
        QUOTES,
    ),
    case(
        (
            "win back",
            "They spent more than average, but their last order is longer ago. Write to them in person, with an offer that \
             ends soon.",
        ),
        &[(SPEND, Bound::IndexFrom(120.0)), (RECENCY, Bound::IndexFrom(150.0)), (RECENCY, Bound::From(60.0))],
        None,
        &[SPEND, RECENCY, COUNT],
    ),
    case(
        (
            "last offer",
            "Their last order is much longer ago than average. Make one last offer, then write to them less often.",
        ),
        &[(RECENCY, Bound::IndexFrom(150.0)), (RECENCY, Bound::From(180.0))],
        None,
        &[RECENCY, COUNT],
    ),
    case(
        ("win back", "Their last order is longer ago than average. Write to them now, with an offer that ends soon."),
        &[(RECENCY, Bound::IndexFrom(150.0)), (RECENCY, Bound::From(60.0))],
        None,
        &[RECENCY, COUNT],
    ),
    case(
        (
            "keep the best",
            "They spent more than twice the average so far. Thank them in person, and tell them first about what is new.",
        ),
        &[(SPEND, Bound::IndexFrom(200.0))],
        None,
        &[SPEND, COUNT, RECENCY],
    ),
    case(
        (
            "second product",
            "They order again, but most of them the same product. Show them a second one that goes with it.",
        ),
        // A shop with a single product has no second one to offer.
        &[(PRODUCTS, Bound::To(1.2)), (PRODUCTS, Bound::IndexTo(90.0))],
        None,
        &[PRODUCTS, COUNT],
    ),
    case(
        (
            "larger orders",
            "More orders than average, but less spent. Suggest something that goes with what they buy, or free delivery \
             from a higher amount.",
        ),
        &[(COUNT, Bound::IndexFrom(115.0)), (SPEND, Bound::IndexTo(70.0))],
        None,
        &[COUNT, SPEND, RECENCY],
    ),
    case(
        ("keep", "More orders than average. Thank them, and tell them first about what is new."),
        &[(COUNT, Bound::IndexFrom(115.0))],
        None,
        QUOTES,
    ),
    case(
        ("keep", "They spent more than average, with no more orders. Thank them, and show them what else suits them."),
        &[(SPEND, Bound::IndexFrom(120.0))],
        None,
        &[SPEND, COUNT, RECENCY],
    ),
    case(
        (
            "larger orders",
            "Almost as many orders as average or more, but less spent. Suggest something that goes with what they buy, or \
             free delivery from a higher amount.",
        ),
        &[(COUNT, Bound::IndexFrom(90.0)), (SPEND, Bound::IndexTo(85.0))],
        None,
        &[COUNT, SPEND, RECENCY],
    ),
    case(
        ("remind", "Fewer orders than average. Remind them now and then, if a message costs little."),
        &[(COUNT, Bound::IndexTo(85.0))],
        None,
        QUOTES,
    ),
    case(
        ("remind", "Their last order is longer ago than average, but not long ago. A reminder may be enough."),
        &[(RECENCY, Bound::IndexFrom(150.0))],
        None,
        &[RECENCY, COUNT],
    ),
    case(
        (
            "go on as now",
            "Their last order is more recent than average, with about as many orders. Go on as you do now.",
        ),
        &[(RECENCY, Bound::IndexTo(85.0))],
        None,
        &[RECENCY, COUNT],
    ),
    case(
        ("treat as average", "Their orders are close to the average. There is no reason to treat them differently."),
        &[],
        None,
        QUOTES,
    ),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cluster::Verdict;
    use crate::measures::{Feature, Features};
    use crate::segments::standing::Evidence;
    use crate::segments::{advise, describe};

    /// The advice for ten customers with these orders, spend, recency, tenure and products, beside thirty others.
    fn advised(row: [f64; 5], others: [f64; 5]) -> (&'static str, String) {
        let names = [COUNT, SPEND, RECENCY, TENURE, PRODUCTS];
        let column = |(at, name): (usize, &&str)| Feature {
            name: (*name).to_owned(),
            values: [[row[at]; 10], [others[at]; 10], [others[at]; 10], [others[at]; 10]].concat(),
            integer: false,
            code: false,
        };
        let features = Features {
            columns: names.iter().enumerate().map(column).collect(),
            active: vec![true; 40],
            has_transactions: true,
            ..Features::default()
        };
        let labels: Vec<Option<u32>> = (0..40).map(|customer| Some(customer / 10)).collect();
        let segments = describe(&features, &labels, &[true; 40], 4, None, &[]);
        let advice = advise(&segments.list[0], &segments, Verdict::Reasonable, Evidence::default());
        (advice.action, advice.reason)
    }

    /// Each case holds for customers who differ from the others only in its subject, and no earlier case does.
    #[test]
    fn every_case_is_said_of_those_whom_it_is_about() {
        let usual = [4.0, 100.0, 60.0, 400.0, 3.0];
        let recent = [4.0, 100.0, 20.0, 400.0, 3.0];
        let rows = [
            ([1.0, 25.0, 20.0, 40.0, 1.0], usual),
            ([1.0, 25.0, 250.0, 400.0, 1.0], usual),
            ([1.0, 25.0, 50.0, 400.0, 1.0], usual),
            ([4.0, 200.0, 150.0, 400.0, 3.0], usual),
            ([4.0, 100.0, 250.0, 400.0, 3.0], usual),
            ([4.0, 100.0, 130.0, 400.0, 3.0], usual),
            ([4.0, 400.0, 60.0, 400.0, 3.0], usual),
            ([4.0, 100.0, 60.0, 400.0, 1.0], usual),
            ([6.0, 50.0, 60.0, 400.0, 3.0], usual),
            ([6.0, 100.0, 60.0, 400.0, 3.0], usual),
            ([4.0, 140.0, 60.0, 400.0, 3.0], usual),
            ([4.0, 60.0, 60.0, 400.0, 3.0], usual),
            ([3.0, 90.0, 60.0, 400.0, 3.0], usual),
            ([4.0, 100.0, 50.0, 400.0, 3.0], recent),
            ([4.0, 100.0, 40.0, 400.0, 3.0], usual),
            (usual, usual),
        ];
        assert_eq!(rows.len(), CASES.len());
        for ((row, others), case) in rows.into_iter().zip(&CASES) {
            let (action, reason) = advised(row, others);
            assert_eq!(action, case.rule.word, "{row:?}: {reason}");
            assert!(reason.starts_with(case.sentence), "{row:?}: {reason}");
        }
    }

    /// 140 spent by some and 100 by thirty others: 140 / 110 is an index of 127.
    #[test]
    fn what_they_spent_is_quoted_with_its_index() {
        let (_, reason) = advised([4.0, 140.0, 60.0, 400.0, 3.0], [4.0, 100.0, 60.0, 400.0, 3.0]);
        assert!(reason.contains("140 spent each (index 127), 4.0 orders each (index 100)"), "{reason}");
    }
}
