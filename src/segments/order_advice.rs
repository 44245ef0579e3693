//! The cases of advice for customers who order. They say nothing of coupons, and of spending only what was spent so far.

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
pub(super) const CASES: [Case; 15] = [
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
        // Where all sell one product, there is no second.
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
        &[(COUNT, Bound::IndexFrom(90.0)), (SPEND, Bound::IndexTo(75.0))],
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
        ("treat as average", "Their orders are close to the average. There is no reason to treat them differently."),
        &[],
        None,
        QUOTES,
    ),
];
