//! The cases of advice for customers who order. They say nothing of coupons, and nothing of spending.

use super::case::{Case, case};
use super::rule::Bound;

const COUNT: &str = "order_count";
const RECENCY: &str = "recency_days";
const TENURE: &str = "tenure_days";
const QUOTES: &[&str] = &[COUNT, RECENCY];

/// All cases. The first that holds gives the advice; the last holds for every segment with orders.
pub(super) const CASES: [Case; 7] = [
    case(
        "last offer",
        &[(RECENCY, Bound::IndexFrom(150.0)), (RECENCY, Bound::From(180.0))],
        "They have been away far longer than the average: make one last good offer, then leave them alone.",
        &[RECENCY, COUNT],
    ),
    case(
        "win back",
        &[(RECENCY, Bound::IndexFrom(150.0)), (RECENCY, Bound::From(60.0))],
        "They have been away longer than the average: write to them now, with an offer that ends soon.",
        &[RECENCY, COUNT],
    ),
    case(
        "welcome",
        &[(TENURE, Bound::IndexTo(50.0)), (TENURE, Bound::To(180.0))],
        "They have only just joined: welcome them and make the next order easy; it is too early to judge them.",
        &[TENURE, COUNT],
    ),
    case(
        "keep",
        &[(COUNT, Bound::IndexFrom(115.0))],
        "They order more often than the average: they come by themselves, so reward them and change nothing.",
        QUOTES,
    ),
    case(
        "remind",
        &[(COUNT, Bound::IndexTo(85.0))],
        "They order less often than the average: remind them now and then, where a message costs little.",
        QUOTES,
    ),
    case(
        "remind",
        &[(RECENCY, Bound::IndexFrom(150.0))],
        "They have been quiet for longer than the average, though not for long: a reminder may do.",
        &[RECENCY, COUNT],
    ),
    case(
        "treat as average",
        &[],
        "Their orders are close to the average. There is no reason to treat them differently.",
        QUOTES,
    ),
];
