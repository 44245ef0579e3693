//! The definitions of each kind of data: those of claims and burns, or their counterparts for orders, or
//! only those of customers.

use super::definitions::{Definition, definitions, term};
use crate::data::Kind;

const ORDER: &str = "transactions.transaction_date";
const CUSTOMER: &str = "transactions.customer_id";
const AMOUNT: &str = "transactions.amount, quantity, unit_price";

/// What customers alone and orders have in common.
const SHARE: Definition = term("share", "Share of a segment: its part of all customers in segments.", "", "");
const COMPARISON: Definition = term(
    "comparison",
    "Two segments, or one segment against the rest: differences with their 95% intervals.",
    "means by Welch (1947), categories by the N - 1 chi-squared test (Campbell 2007), p after Holm (1979)",
    "",
);

/// The terms of coupons that mean something else for purchases: the term of coupons, and its definition.
const OF_ORDERS: &[(&str, Definition)] = &[
    (
        "advice",
        term(
            "advice",
            "Says what a segment does, compared with all. A segment of fewer than 5 customers gets none.",
            "",
            "",
        ),
    ),
    (
        "claims",
        term(
            "orders",
            "Completed orders. An order is all rows with one order number, or without one all rows of a customer with \
             the same date and time. Returned, cancelled and pending orders are counted by status only.",
            "",
            "transactions.transaction_id, transaction_date, transaction_status",
        ),
    ),
    (
        "burnt",
        term(
            "revenue",
            "The amounts of completed orders and of returns, which are negative: revenue is net. A return is an order \
             whose total is below 0.",
            "Σ amounts of orders + Σ amounts of returns",
            AMOUNT,
        ),
    ),
    (
        "customers",
        term(
            "customers",
            "Distinct customer ids of the customers table, or of the orders if there is no such table. Customers without \
             an order are inactive.",
            "",
            "customers.customer_id",
        ),
    ),
    (
        "evidence",
        term(
            "evidence",
            "Groups differ in their repeat rate only if a permutation test says so: it assigns customers, with all \
             their orders, to the groups at random, and fewer than 5 of 100 permutations differ as much (p of 0.05 or \
             less, corrected for the number of tables by Holm). A group is above (▲) or below (▼) the rest if it \
             deviates more than the most deviating group does in 97.5% of the permutations. The repeat rate is the \
             share \
             of the customers of a group who ordered there twice or more. It is higher where more is ordered, so a large \
             shop is often above the rest.",
            "permutation test of customers, 999 permutations (199 above 100,000 customers), studentised (Chung and \
             Romano \
             2013); single groups by Westfall and Young (1993)",
            CUSTOMER,
        ),
    ),
    ("active customer", term("active customer", "A customer with at least one order.", "", CUSTOMER)),
    (
        "as of",
        term(
            "as of",
            "The reference date of recency and tenure: the latest date of an order that is not after today. --as-of \
             sets another date. An earlier one shows the data as it was then: later orders, returns and customers are \
             absent, and so are orders without a date.",
            "",
            ORDER,
        ),
    ),
    ("claim horizon", term("last order", "The date of the last order. Nothing is known after it.", "", ORDER)),
    (
        "partial",
        term("partial", "An incomplete period: it ends after the last order, so its counts may still grow.", "", ORDER),
    ),
    (
        "usage",
        term(
            "usage",
            "Orders and revenue over time, by the date of the order or return. Revenue and the average order are net of \
             returns.",
            "",
            ORDER,
        ),
    ),
    (
        "change",
        term(
            "change",
            "Change from the previous complete period to the last complete one. Incomplete periods and the first period \
             are not compared, and no older pair is.",
            "(last − previous) / previous",
            ORDER,
        ),
    ),
    ("frequency", term("frequency", "Customers by number of orders.", "", CUSTOMER)),
    ("cohort", term("cohort", "Customers who started in the same month, by first order or by join date.", "", ORDER)),
    (
        "retention",
        term(
            "retention",
            "Returning customers of a cohort. Return on: they have an order in the n-th month after the start. On or \
             after: in that month or later. A cell is blank, not 0, if its month ends after the last order. The average \
             uses the known cells only.",
            "Σ active / Σ size",
            ORDER,
        ),
    ),
    (
        "gap between claims",
        term("gap between orders", "Days between two successive days with an order of a customer.", "", ORDER),
    ),
    (
        "overdue",
        term(
            "overdue",
            "A customer who has been inactive for more than twice their own median gap. Only customers with orders on \
             at \
             least three days are tested. The rule is checked on an earlier day, after 75% of the days: how many of \
             the customers who were overdue then returned later, and how many of the others. It is useful if the \
             overdue returned less often, beyond chance (95% interval of the difference, \
             Newcombe 1998). The AUC is 0.5 for chance and 1 for a perfect order.",
            "last order of all − last order of the customer > 2 × own median gap",
            ORDER,
        ),
    ),
    (
        "RFM",
        term(
            "RFM",
            "Recency, frequency and monetary value of active customers, each scored from 1 to 5; recent customers score \
             5. The groups use recency and frequency, and every active customer is in one. Monetary value is the \
             revenue, or the number of orders if there are no amounts.",
            "score = 1 + number of thresholds (20%, 40%, 60% and 80% quantiles) strictly below the value",
            "transactions.transaction_date, amount",
        ),
    ),
    (
        "concentration",
        term(
            "concentration",
            "How concentrated the revenue is: the share of it made by the X% of customers who spend most, or of the orders \
             if there are no amounts. The Gini coefficient is 0 if all customers spend the same and near 1 if one customer \
             spends everything. A customer whose returns exceed the purchases counts as 0.",
            "Lorenz curve (Lorenz 1905, Gini 1912)",
            AMOUNT,
        ),
    ),
    ("repeat customer", term("repeat customer", "A customer with at least two orders.", "", CUSTOMER)),
    (
        "(none)",
        term(
            "(none)",
            "Customers or orders without a known city, gender, branch or merchant: the key is empty or matches nothing.",
            "",
            "city_id, gender_id, branch_id, merchant_id",
        ),
    ),
    (
        "places",
        term(
            "places",
            "Cities of customers, branches and merchants of orders. The highest revenue comes first, or the most orders \
             if there are no amounts; equals share a rank.",
            "",
            "customers.city_id, transactions.branch_id, branches.merchant_id",
        ),
    ),
    ("recency", term("recency", "Days since the last order.", "as of − last order", ORDER)),
    (
        "tenure",
        term(
            "tenure",
            "Days since the join date, or since the first order if there is no join date.",
            "as of − joined",
            "customers.join_date",
        ),
    ),
    (
        "features",
        term(
            "features",
            "One row per customer: orders, net amounts, items, returns, products, recency, tenure, days active, gaps, \
             branches and merchants, and every numeric column of the customers table. Select a text column with 2 to 20 \
             repeating categories, such as tier, with tier_onehot. A ratio with nothing to divide by has no value. \
             Customers without a value in a chosen feature are left out and counted.",
            "",
            "transactions, customers",
        ),
    ),
    ("share", SHARE),
    ("comparison", COMPARISON),
    (
        "coupon",
        term(
            "product",
            "What a row of an order names as its product. Its revenue is that of completed orders, without returns.",
            "",
            "transactions.product",
        ),
    ),
];

/// Terms that only orders have.
const ONLY_ORDERS: [Definition; 5] = [
    term(
        "order size",
        "The amount of a completed order, or its number of items. The bars have a round width (1, 2 or 5 times a power of \
         ten). Values further than three interquartile ranges from the quartiles are outliers.",
        "",
        AMOUNT,
    ),
    term(
        "average order",
        "Revenue per completed order that has an amount: net of returns, as the revenue is. The mean of the order \
         sizes is before returns, so it is higher if there are returns.",
        "revenue / orders with an amount",
        AMOUNT,
    ),
    term(
        "returned",
        "Of a product: the amounts of its lines in returns, as a share of its revenue. A return is an order whose total is \
         below 0.",
        "−Σ amounts of its lines in returns / Σ amounts of its lines in completed orders",
        AMOUNT,
    ),
    term(
        "repeat rate",
        "Of a product, place or branch: the share of its buyers who ordered it, or there, at least twice.",
        "buyers with two orders or more / buyers",
        CUSTOMER,
    ),
    term("Pareto mark", "The mark of the fewest products or places that make 80% of the revenue together.", "", AMOUNT),
];

/// Terms that only coupons have.
const ONLY_COUPONS: &[&str] = &[
    "open",
    "expired",
    "other",
    "burn rate",
    "days to burn",
    "share burnt by day",
    "mature",
    "interval",
    "shrunk burn rate",
    "later burn rate",
    "budget",
];

/// Terms that only customers alone have.
const ONLY_CUSTOMERS: &[Definition] = &[
    term(
        "columns",
        "Every column of the customers table. Numbers are shown in bins of a round width, categories and dates as bars. A \
         bin includes its lower end and excludes its upper end. The width of a bin is that of numpy's rule auto \
         (Freedman and Diaconis 1981, or Sturges 1926 if that is narrower or if the quartiles are equal), rounded to 1, 2 \
         or 5 times a power of ten; there are at most 40 bins. Values more than three interquartile ranges from the \
         quartiles are in a fainter bin with an open end.",
        "width = min(2 × (Q3 − Q1) / ∛n, range / (log2 n + 1))",
        "customers",
    ),
    term(
        "missing values",
        "Customers with an empty cell in a column. Together: customers who lack the values of exactly these columns. A \
         mean, a median and a bin count the customers who have a value.",
        "",
        "customers",
    ),
    term(
        "correlation",
        "How strongly two columns of numbers are correlated, from -1 to 1, over the customers who have both values. \
         Pearson measures a linear relation. Spearman is Pearson's coefficient of the ranks, so outliers hardly \
         change it. Constant columns and columns like an id are left out; only the first 30 of the others are used. A \
         correlation does not prove a cause.",
        "r = Σ (x − mean x)(y − mean y) / √(Σ (x − mean x)² × Σ (y − mean y)²)",
        "customers",
    ),
];

/// Terms that need events of any kind, besides [`ONLY_COUPONS`].
const NEEDS_EVENTS: &[&str] = &[
    "concentration",
    "demographics",
    "evidence",
    "claims",
    "burnt",
    "active customer",
    "as of",
    "claim horizon",
    "partial",
    "usage",
    "change",
    "coupon",
    "frequency",
    "cohort",
    "retention",
    "gap between claims",
    "overdue",
    "RFM",
    "repeat customer",
    "places",
    "recency",
    "tenure",
];

/// The terms with another definition for customers alone.
const OF_CUSTOMERS: &[(&str, Definition)] = &[
    (
        "advice",
        term(
            "advice",
            "Says in which values a segment differs from all. A segment of fewer than 5 customers gets none.",
            "",
            "",
        ),
    ),
    (
        "segment",
        term(
            "segment",
            "Customers with similar values in the chosen features, numbered by size, largest first.",
            "",
            "",
        ),
    ),
    ("customers", term("customers", "Distinct customer ids of the customers table.", "", "customers.customer_id")),
    (
        "(none)",
        term(
            "(none)",
            "Customers without a known city or gender: the key is empty or matches nothing.",
            "",
            "city_id, gender_id",
        ),
    ),
    (
        "features",
        term(
            "features",
            "Every numeric column of the customers table. Select a text column with 2 to 20 repeating categories, such as \
             tier, with tier_onehot. By default a column is chosen if at least 80% of the customers have a value in it, \
             and if it is neither constant nor an id. Customers without a value in a chosen feature are left out and \
             counted.",
            "",
            "customers",
        ),
    ),
    ("share", SHARE),
    ("comparison", COMPARISON),
];

/// What a term of coupons means for a kind of data; none if the kind does not have it.
pub fn of_kind(kind: Kind, term: &str) -> Option<Definition> {
    let own = definitions().find(|definition| definition.term == term).copied();
    let instead = |list: &[(&str, Definition)]| list.iter().find(|(name, _)| *name == term).map(|(_, of)| *of);
    match kind {
        Kind::Coupons => own,
        Kind::Purchases if ONLY_COUPONS.contains(&term) => None,
        Kind::Purchases => instead(OF_ORDERS).or(own).or_else(|| ONLY_ORDERS.into_iter().find(|of| of.term == term)),
        Kind::Customers if ONLY_COUPONS.contains(&term) || NEEDS_EVENTS.contains(&term) => None,
        Kind::Customers => {
            instead(OF_CUSTOMERS).or(own).or_else(|| ONLY_CUSTOMERS.iter().find(|of| of.term == term).copied())
        }
    }
}

/// All terms that a kind of data has, in the order in which they build on each other.
pub fn all_of(kind: Kind) -> impl Iterator<Item = Definition> {
    let of_orders = ONLY_ORDERS.iter().filter(move |_| kind == Kind::Purchases);
    let of_customers = ONLY_CUSTOMERS.iter().filter(move |_| kind == Kind::Customers);
    definitions().chain(of_orders).chain(of_customers).filter_map(move |definition| of_kind(kind, definition.term))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_terms_are_those_of_the_table() {
        let there = |term: &str| definitions().any(|definition| definition.term == term);
        let names = OF_ORDERS.iter().chain(OF_CUSTOMERS).map(|(term, _)| *term);
        for term in names.chain([ONLY_COUPONS, NEEDS_EVENTS].into_iter().flatten().copied()) {
            assert!(there(term), "{term}");
        }
    }

    #[test]
    fn orders_and_customers_are_not_said_to_be_claimed_or_burnt() {
        for kind in [Kind::Purchases, Kind::Customers] {
            for Definition { term, meaning, formula, columns } in all_of(kind) {
                let text = format!("{term} {meaning} {formula} {columns}").to_lowercase();
                assert!(
                    !["claim", "burn", "coupon"].iter().any(|word| text.contains(word)),
                    "{kind}: {term}: {meaning}"
                );
            }
        }
    }
}
