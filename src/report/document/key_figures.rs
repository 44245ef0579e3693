//! The numbers that come first.

use super::blocks::{Block, Figure};
use super::numbers::{rate, short};
use crate::report::input::ReportInput;
use crate::wording::text::{NONE, count};

pub(super) fn blocks(report: &ReportInput) -> Vec<Block> {
    let kpis = &report.summary.kpis;
    let figure = |name, value, note| Figure { name, value, note };
    let active = format!("{} active, {} never active", count(kpis.active_customers), count(kpis.inactive_customers));
    let mut figures = vec![figure("Customers", count(kpis.customers), active)];
    if kpis.transactions == 0 {
        let none = "There are no transactions, so the report has only the customers.";
        return vec![Block::Figures(figures), Block::Text(none.to_owned())];
    }
    let other = if kpis.other > 0 { format!(", {} other", count(kpis.other)) } else { String::new() };
    let claims = format!("{} open, {} burnt{other}", count(kpis.claimed), count(kpis.burnt));
    let days = kpis.median_days_to_burn.map_or_else(|| NONE.to_owned(), short);
    let repeat = format!("two claims or more; {} with two burns or more", count(kpis.repeat_burners));
    figures.extend([
        figure("Claims", count(kpis.transactions), claims),
        figure("Burnt", count(kpis.burnt), "claims that were used".to_owned()),
        figure("Burn rate", rate(kpis.burn_rate), "burnt / (open + burnt)".to_owned()),
        figure("Days to burn", days, "median, from claim to burn".to_owned()),
        figure("Repeat customers", count(kpis.repeat_customers), repeat),
    ]);
    vec![Block::Figures(figures)]
}
