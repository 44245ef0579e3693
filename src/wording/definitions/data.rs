//! Definitions of the measures of customers and events.

use super::term::{Definition, term};

const CUSTOMER: &str = "transactions.customer_id";
const CLAIM: &str = "transactions.transaction_date";
const STATUS: &str = "transactions.transaction_status";
const BOTH_DAYS: &str = "transactions.transaction_date, burn_date, transaction_status";

/// Terms of customers and events; each comes after those that it uses.
pub(super) const DATA: &[Definition] = &[
    term(
        "claims",
        "All rows of the transactions table. Each is a coupon that a customer took.",
        "open + burnt + expired + other",
        CLAIM,
    ),
    term("open", "Claims that are not burnt yet.", "", STATUS),
    term("burnt", "Claims that were used. The status decides; a date never changes it.", "", STATUS),
    term("expired", "Claims that were not used and can no longer be used.", "", STATUS),
    term("other", "Claims with any other status. They are counted and shown, but are in no rate.", "", STATUS),
    term(
        "burn rate",
        "The share of claims that were used. The rate of a group is computed over all its claims; it is not a mean of \
         rates. Branches have no burn rate if only burnt claims have a branch.",
        "burnt / (open + burnt + expired)",
        STATUS,
    ),
    term(
        "customers",
        "Distinct customer ids of the customers table, or of the transactions if there is no such table. Customers \
         without a claim are inactive.",
        "",
        "customers.customer_id",
    ),
    term("active customer", "A customer with at least one claim.", "", CUSTOMER),
    term(
        "demographics",
        "Customers by gender, by city and by every other column of the customers table. Text is shown by category, \
         numbers in at most ten bands of a round width. A band includes its lower end and excludes its upper end. \
         Values more than three interquartile ranges from the quartiles are in an open band at the end.",
        "",
        "customers.gender_id, city_id",
    ),
    term(
        "as of",
        "The reference date of recency and tenure: the latest transaction or burn date that is not after today. \
         --as-of sets another date. An earlier one shows the data as it was then: later claims and customers are absent, \
         coupons burnt later are open, and claims without a date are left out.",
        "",
        "transactions.transaction_date, burn_date",
    ),
    term(
        "claim horizon",
        "The date of the last claim. Nothing is known about claims after it, even if there are later burns.",
        "",
        CLAIM,
    ),
    term("partial", "An incomplete period: it ends after the claim horizon, so its counts may still grow.", "", CLAIM),
    term(
        "usage",
        "Claims and burns over time. By event: claims are counted on the claim date and burns on the burn date. By \
         status: every claim is counted on its claim date, split by its status.",
        "",
        BOTH_DAYS,
    ),
    term(
        "days to burn",
        "Days between claim and burn, for burnt claims with both dates.",
        "burn date − claim date",
        BOTH_DAYS,
    ),
    term(
        "quantile",
        "The value below which a given share of the data lies: 50% for the median, 25% for the first quartile, 90% for \
         the 90% quantile.",
        "by linear interpolation, as numpy and pandas do",
        "",
    ),
    term(
        "share burnt by day",
        "The share of coupons that are burnt within a number of days after the claim. An open coupon counts only for \
         the days it has been open, an expired one up to its expiry date; otherwise recent coupons would look as if \
         they were never burnt. A coupon that is burnt after the as-of date counts as open.",
        "product limit, open coupons censored at the as-of date (Kaplan and Meier 1958)",
        BOTH_DAYS,
    ),
    term(
        "mature",
        "A month or cohort is mature when at least 95% of its burns have had time to happen. Its burn rate is then \
         final.",
        "as of − last day of the month ≥ 95% quantile of the days to burn of all data",
        BOTH_DAYS,
    ),
    term(
        "change",
        "Change from the previous complete period to the last complete one. Incomplete periods and the first period \
         are not compared. Burn rate and days to burn compare the last two mature periods. Burns are compared only \
         after the first claims have had time to be burnt. If one of the two has no value, nothing is compared, \
         because an older pair would be outdated.",
        "(last − previous) / previous; rates in percentage points (pp), days in days",
        BOTH_DAYS,
    ),
    term("coupon", "The name of the coupon, if the column holds names and not ids.", "", "transactions.coupon_name"),
    term("frequency", "Customers by number of claims.", "", CUSTOMER),
    term(
        "cohort",
        "Customers who started in the same month, by first claim or by join date.",
        "",
        "transactions.transaction_date, customers.join_date",
    ),
    term(
        "retention",
        "Returning customers of a cohort. Return on: they have a claim (or a burn) in the n-th month after the start. \
         On or after: in that month or later. A cell is blank, not 0, if its month ends after the claim horizon. The \
         average uses the known cells only. Burns after the claim horizon do not count.",
        "Σ active / Σ size",
        BOTH_DAYS,
    ),
    term("gap between claims", "Days between two successive claim days of a customer.", "", CLAIM),
    term(
        "overdue",
        "A customer who has been inactive for more than twice their own median gap. Only customers with at least three \
         claim days are tested. The rule is checked on an earlier day, after 75% of the days: how many of the \
         customers who were overdue then returned later, and how many of the others. It is useful if the overdue \
         returned less often, beyond chance (95% interval of the difference, \
         Newcombe 1998). The AUC is 0.5 for chance and 1 for a perfect order.",
        "claim horizon − last claim > 2 × own median gap",
        CLAIM,
    ),
    term(
        "RFM",
        "Recency, frequency and monetary value of active customers, each scored from 1 to 5; recent customers score 5. \
         The groups use recency and frequency, and every active customer is in one. Monetary value is the sum of \
         amounts, or the number of burns if there are no amounts.",
        "score = 1 + number of thresholds (20%, 40%, 60% and 80% quantiles) strictly below the value",
        "transactions.transaction_date, amount, transaction_status",
    ),
    term(
        "concentration",
        "How concentrated burns are: the share of all burns made by the most active X% of customers. The Gini \
         coefficient is 0 if all customers burn the same number and near 1 if one customer burns everything.",
        "Lorenz curve (Lorenz 1905, Gini 1912)",
        STATUS,
    ),
    term(
        "repeat customer",
        "A customer with at least two claims. A repeat burner has at least two burns.",
        "",
        CUSTOMER,
    ),
    term(
        "(none)",
        "Customers or claims without a known city, gender, branch or merchant: the key is empty or matches nothing.",
        "",
        "city_id, gender_id, branch_id, merchant_id",
    ),
    term(
        "places",
        "Cities of customers, branches and merchants of claims. Most burns come first; equal counts share a rank.",
        "",
        "customers.city_id, transactions.branch_id, branches.merchant_id",
    ),
    term("recency", "Days since the last claim.", "as of − last claim", CLAIM),
    term(
        "tenure",
        "Days since the join date, or since the first claim if there is no join date.",
        "as of − joined",
        "customers.join_date",
    ),
    term(
        "interval",
        "The range in which the true rate lies, if the customers are a random sample: 95 of 100 such intervals contain \
         it. Claims of one customer go together, so customers are the sample, not claims. Fewer than two customers with \
         claims have no interval.",
        "95% score interval (Wilson 1927) of the effective number of claims (Korn and Graubard 1998)",
        STATUS,
    ),
];
