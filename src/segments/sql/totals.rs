//! The totals of each customer: counts, sums and days of the events, and tables of their own for products and gaps.

use super::as_of::{cross, is_known};
use super::chosen;
use super::definitions::{FIRST_DAY, LAST_DAY};
use super::features::{Plan, joined};
use super::need::Need;
use super::query::{Query, id, named};
use crate::measures::Kind;
use crate::warehouse::orders::{SIZE, TOTAL, is_no_return};

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
        if self.totals().any(|(name, _)| [FIRST_DAY, LAST_DAY].contains(name)) {
            rest.push_str("\n  CROSS JOIN segscope_as_of");
        }
        let of = |column: &str| column.replace(" branch ", " segscope_branches.branch ");
        let columns: Vec<_> = std::iter::once(named("customer_id", "customer_id"))
            .chain(self.totals().map(|(name, total)| named(of(total), *name)))
            .collect();
        query.add("totals", &columns, &format!("{rest}\n  WHERE customer_id IS NOT NULL\n  GROUP BY customer_id"));
        if needs.contains(&Need::Products) || needs.contains(&Need::Items) {
            match self.source.chosen {
                Some(_) => chosen::baskets(query),
                None => self.baskets(query, needs.contains(&Need::Items)),
            }
        }
        if self.has("median_gap_days") {
            gaps(query);
        }
        Ok(())
    }

    /// `segscope_baskets`: the products of each customer's completed orders, and the pieces. A window tells which order a line
    /// is of: engines without statistics join lines with orders row by row.
    fn baskets(&self, query: &mut Query, has_items: bool) {
        let of_order = |total: &str| format!("{total} OVER (PARTITION BY order_key)");
        let mut columns = vec![
            named(of_order("MIN(customer_id)"), "customer_id"),
            named(of_order("MIN(day)"), "day"),
            named(of_order(TOTAL), "total"),
            named(of_order(SIZE), "size"),
        ];
        let kept = ["is_completed", "counts", "product", "quantity"];
        columns.extend(kept.iter().filter(|name| has_items || **name != "quantity").map(|name| named(*name, *name)));
        query.add("sold", &columns, "FROM segscope_lines");
        let mut totals = vec![named("customer_id", "customer_id"), named("COUNT(DISTINCT product)", "products")];
        totals.extend(has_items.then(|| named("SUM(quantity)", "items")));
        let is_no_return = is_no_return(query.dialect, "total");
        let mut conditions = vec!["is_completed = 1 AND counts = 1 AND product IS NOT NULL".to_owned(), is_no_return];
        conditions.extend(is_known(self.source, "segscope_sold.day"));
        let from = format!("FROM segscope_sold{}", cross(self.source));
        let rest = format!("{from}\n  WHERE {}\n  GROUP BY customer_id", conditions.join("\n    AND "));
        query.add("baskets", &totals, &rest);
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
