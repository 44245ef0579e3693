//! The totals of each customer: counts, sums and days of the events, and tables of their own for products and gaps.

use super::events::Need;
use super::features::{Plan, joined};
use super::query::{Query, id, named};
use crate::measures::Kind;

impl Plan<'_> {
    /// `segscope_totals`: a row for each customer with an event, and other tables of totals.
    pub fn totals_of_events(&self, query: &mut Query) -> Result<(), String> {
        if self.source.kind == Kind::Customers {
            return Ok(());
        }
        let needs = self.needs();
        let mut rest = "FROM segscope_events".to_owned();
        if needs.contains(&Need::Branch) || needs.contains(&Need::Merchant) {
            rest.push_str(&self.branches(query, &needs)?);
        }
        let of = |column: &str| column.replace(" branch ", " segscope_branches.branch ");
        let columns: Vec<_> = std::iter::once(named("customer_id", "customer_id"))
            .chain(self.totals().map(|(name, total)| named(of(total), *name)))
            .collect();
        query.add("totals", &columns, &format!("{rest}\n  WHERE customer_id IS NOT NULL\n  GROUP BY customer_id"));
        if needs.contains(&Need::Products) || needs.contains(&Need::Items) {
            let mut columns =
                vec![named("o.customer_id", "customer_id"), named("COUNT(DISTINCT l.product)", "products")];
            columns.extend(needs.contains(&Need::Items).then(|| named("SUM(l.quantity)", "items")));
            let rest = "FROM segscope_lines AS l JOIN segscope_events AS o ON l.order_key = o.order_key\n  \
                        WHERE o.status = 'completed' AND l.counts = 1 AND l.product IS NOT NULL\n  \
                        GROUP BY o.customer_id";
            query.add("baskets", &columns, rest);
        }
        if self.has("median_gap_days") {
            gaps(query);
        }
        Ok(())
    }

    /// The branches that count, with their merchants, beside the events.
    fn branches(&self, query: &mut Query, needs: &[Need]) -> Result<String, String> {
        let (source, dialect) = (self.source, query.dialect);
        let Some(table) = source.table("branches") else {
            if needs.contains(&Need::Merchant) {
                return Err("the model needs the merchants of branches, and there is no table branches. Name it with \
                            --table branches=NAME"
                    .to_owned());
            }
            let columns = [named("branch", "branch")];
            query.add("branches", &columns, "FROM segscope_events\n  WHERE branch IS NOT NULL\n  GROUP BY branch");
            return Ok(joined("segscope_branches", "segscope_events.branch = segscope_branches.branch"));
        };
        let branch = id(dialect, &source.needed(dialect, "branches", "branch_id")?);
        let mut columns = vec![named(branch.clone(), "branch")];
        let mut rest = format!("FROM {}", table.quoted(dialect));
        if needs.contains(&Need::Merchant) {
            let merchant = id(dialect, &source.needed(dialect, "branches", "merchant_id")?);
            columns.push(named(format!("MIN({merchant})"), "merchant"));
            if let Some(merchants) = source.table("merchants") {
                // A merchant that its table does not have is none.
                let known = id(dialect, &source.needed(dialect, "merchants", "merchant_id")?);
                let by_id = format!("FROM {}\n  GROUP BY {known}", merchants.quoted(dialect));
                query.add("merchants", &[named(known, "id")], &by_id);
                rest.push_str(&joined("segscope_merchants", &format!("{merchant} = segscope_merchants.id")));
                let stores = [named(branch, "branch"), named("segscope_merchants.id", "merchant")];
                query.add("stores", &stores, &rest);
                columns = vec![named("branch", "branch"), named("MIN(merchant)", "merchant")];
                "FROM segscope_stores".clone_into(&mut rest);
            }
        }
        let by = columns[0].0.clone();
        query.add("branches", &columns, &format!("{rest}\n  GROUP BY {by}"));
        Ok(joined("segscope_branches", "segscope_events.branch = segscope_branches.branch"))
    }
}

/// `segscope_gaps`: the median of the days between two successive days with an order.
fn gaps(query: &mut Query) {
    let by_customer = [named("customer_id", "customer_id"), named("day", "day")];
    let rest = "FROM segscope_events\n  WHERE status = 'completed' AND day IS NOT NULL AND customer_id IS NOT NULL\n  \
                GROUP BY customer_id, day";
    query.add("days", &by_customer, rest);
    let next = "LEAD(day) OVER (PARTITION BY customer_id ORDER BY day)";
    query.add(
        "pairs",
        &[by_customer[0].clone(), by_customer[1].clone(), named(next, "next_day")],
        "FROM segscope_days",
    );
    let gap = query.dialect.as_double(&query.dialect.days("day", "next_day"));
    let rest = "FROM segscope_pairs\n  WHERE next_day IS NOT NULL";
    query.add("spaces", &[by_customer[0].clone(), named(gap, "gap")], rest);
    let ranked = [
        by_customer[0].clone(),
        named("gap", "gap"),
        named("ROW_NUMBER() OVER (PARTITION BY customer_id ORDER BY gap)", "place"),
        named("COUNT(*) OVER (PARTITION BY customer_id)", "gaps"),
    ];
    query.add("ranked", &ranked, "FROM segscope_spaces");
    let rest = "FROM segscope_ranked\n  WHERE 2 * place >= gaps AND 2 * place <= gaps + 2\n  GROUP BY customer_id";
    query.add("gaps", &[by_customer[0].clone(), named("AVG(gap)", "median")], rest);
}
