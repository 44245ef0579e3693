//! Key figures.

use super::blocks::{Block, Figure};
use super::numbers::{money, rate, short};
use crate::data::{Check, Kind};
use crate::measures::{ColumnValues, Purchases, Summary};
use crate::report::input::ReportInput;
use crate::wording::text::{NONE, count, counted, ends, number, rate_beside};

pub(super) fn blocks(report: &ReportInput) -> Vec<Block> {
    let kpis = &report.summary.kpis;
    let figure = |name, value, note| Figure { name, value, note };
    let active = format!("{} active, {} never active", count(kpis.active_customers), count(kpis.inactive_customers));
    let mut figures = vec![figure("Customers", count(kpis.customers), active)];
    if report.summary.kind == Kind::Customers {
        return vec![Block::Figures(of_customers(report))];
    }
    if let Some(purchases) = &report.summary.purchases {
        figures.extend(of_orders(report.summary, purchases));
        return vec![Block::Figures(figures)];
    }
    if kpis.transactions == 0 {
        let none = "There are no transactions, so the report has only the customers.";
        return vec![Block::Figures(figures), Block::Text(none.to_owned())];
    }
    let other = if kpis.other > 0 { format!(", {} other", count(kpis.other)) } else { String::new() };
    let (expired, rate_of) = match kpis.expired {
        0 => (String::new(), "burnt / (open + burnt)"),
        n => (format!(", {} expired", count(n)), "burnt / (open + burnt + expired)"),
    };
    let claims = format!("{} open, {} burnt{expired}{other}", count(kpis.claimed), count(kpis.burnt));
    let days = kpis.median_days_to_burn.map_or_else(|| NONE.to_owned(), short);
    let repeat = format!(
        "two claims or more{}; {} with two burns or more",
        of_active(report.summary, "claimed"),
        count(kpis.repeat_burners)
    );
    figures.extend([
        figure("Claims", count(kpis.transactions), claims),
        figure("Burnt", count(kpis.burnt), "claims that were used".to_owned()),
    ]);
    let has_rates = report.summary.has_rates();
    figures.extend(has_rates.then(|| figure("Burn rate", rate(kpis.burn_rate), rate_of.to_owned())));
    figures.extend([
        figure("Days to burn", days, "median, from claim to burn".to_owned()),
        figure("Repeat customers", count(kpis.repeat_customers), repeat),
    ]);
    let spent = kpis.amount.map(|spent| money(report.summary, spent));
    figures.extend(spent.map(|spent| figure("Spend", spent, "the amounts of all claims".to_owned())));
    let caution = (!has_rates).then(|| Block::Text(Check::OnlyBurnt.meaning().to_owned()));
    [Block::Figures(figures)].into_iter().chain(caution).collect()
}

/// `: 62% of those who ordered, 95% CI 60-64%`.
fn of_active(summary: &Summary, done: &str) -> String {
    summary.kpis.repeat().map_or_else(String::new, |(rate, interval)| {
        let [low, high] = ends(rate, interval, 0);
        format!(": {} of those who {done}, 95% CI {low}-{high}%", rate_beside(rate, Some(interval), 0))
    })
}

/// The key figures of customers alone.
fn of_customers(report: &ReportInput) -> Vec<Figure> {
    let summary = report.summary;
    let figure = |name, value, note| Figure { name, value, note };
    let columns = summary.columns.len() as u64;
    let numbers = summary.columns.iter().filter(|of| matches!(of.values, ColumnValues::Numbers(_))).count() as u64;
    let missing: u64 = summary.columns.iter().map(|column| column.missing).sum();
    let lacking: u64 = summary.missing_together.iter().map(|set| set.customers).sum();
    let mut figures = vec![
        figure("Customers", count(summary.kpis.customers), String::new()),
        figure("Columns", count(columns), format!("{} of numbers, {} other", count(numbers), count(columns - numbers))),
        figure("Missing values", count(missing), format!("{} without all values", counted(lacking, "customer"))),
    ];
    if let Some(of) = &report.segmentation {
        figures.push(figure(
            "Clustered",
            count(of.segments.clustered),
            format!("in {}", counted(of.k as u64, "segment")),
        ));
    }
    figures
}

/// The key figures of purchases; those without columns in the data are left out.
fn of_orders(summary: &Summary, purchases: &Purchases) -> Vec<Figure> {
    let figure = |name, value, note| Figure { name, value, note };
    let of_status =
        |name| purchases.by_status.iter().filter(|(status, _)| *status == name).map(|(_, n)| n).sum::<u64>();
    let others = purchases.by_status.iter().filter(|(status, orders)| *status != "completed" && *orders > 0);
    let others: Vec<String> = others.map(|(status, orders)| format!(", {} {status}", count(*orders))).collect();
    let lines = format!("completed, from {}{}", counted(purchases.lines, "row"), others.concat());
    let mut figures = vec![figure("Orders", count(purchases.orders), lines)];
    if let Some(revenue) = purchases.revenue {
        let returned = match purchases.returns {
            // Those that only a status tells of have no negative amount to subtract.
            0 if of_status("returned") > 0 => "without returned orders".to_owned(),
            0 => "no returns".to_owned(),
            n => format!("net of {}, {}", counted(n, "return"), money(summary, purchases.returned)),
        };
        figures.push(figure("Revenue", money(summary, revenue), returned));
    } else if let Some(mixed) = summary.findings.iter().find(|finding| finding.check == Check::MixedCurrency) {
        figures.push(figure("Revenue", NONE.to_owned(), format!("not summed: {}", mixed.examples.join(", "))));
    }
    figures.extend(purchases.average_order.map(|mean| {
        let gross = purchases.average_order_gross.filter(|_| purchases.returns > 0);
        let gross = gross.map_or_else(String::new, |gross| format!(", {} before returns", money(summary, gross)));
        figure("Average order", money(summary, mean), format!("revenue per order{gross}"))
    }));
    figures.extend(
        purchases.items.map(|items| figure("Items", number(items, 0), "pieces in completed orders".to_owned())),
    );
    let with_coupon = purchases.orders_with_coupon;
    figures.extend(
        with_coupon.map(|orders| figure("Orders with a coupon", count(orders), "of completed orders".to_owned())),
    );
    figures.extend(summary.rhythm.as_ref().map(|rhythm| {
        figure("Days between orders", short(rhythm.median), format!("median of {}", counted(rhythm.gaps, "gap")))
    }));
    figures.push(figure(
        "Repeat customers",
        count(summary.kpis.repeat_customers),
        format!("two orders or more{}", of_active(summary, "ordered")),
    ));
    figures
}
