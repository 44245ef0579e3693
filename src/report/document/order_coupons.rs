//! Orders with a coupon; empty without a column of coupons.

use super::blocks::{Block, BlockCell, BlockColumn, TableBlock};
use super::numbers::{LISTED, listed, money};
use crate::measures::{OrderCoupon, OrderCoupons, Summary};
use crate::report::input::ReportInput;
use crate::wording::text::{count, counted, percent};

pub(super) fn blocks(report: &ReportInput) -> Vec<Block> {
    let Some((purchases, coupons)) = report.summary.purchases.as_ref().and_then(|of| Some((of, of.coupons.as_ref()?)))
    else {
        return Vec::new();
    };
    let share = if purchases.orders > 0 { coupons.orders as f64 / purchases.orders as f64 } else { 0.0 };
    let with = counted(coupons.orders, "order");
    let mut blocks = vec![Block::Text(format!("{with} with a coupon, {} of all orders.", percent(share, 1)))];
    blocks.extend(table(report.summary, coupons));
    blocks.extend(compared(report.summary, coupons));
    blocks
}

fn table(summary: &Summary, coupons: &OrderCoupons) -> Option<Block> {
    let value = |coupon: &OrderCoupon| coupon.revenue.unwrap_or(coupon.orders as f64);
    let most = coupons.names.iter().map(value).reduce(f64::max)?;
    let has_revenue = coupons.names.iter().any(|coupon| coupon.revenue.is_some());
    let mut columns = vec![
        BlockColumn::left("coupon"),
        BlockColumn::bar(),
        BlockColumn::right("orders"),
        BlockColumn::right("customers"),
    ];
    columns.extend(has_revenue.then(|| BlockColumn::right("revenue")));
    let title = if has_revenue { "Coupons by revenue" } else { "Coupons by orders" };
    let unit = listed(coupons.names.len(), &counted(coupons.orders, "order"));
    let mut table = TableBlock::new(title, unit, columns);
    for coupon in coupons.names.iter().take(LISTED) {
        let bar = if most > 0.0 { (value(coupon) / most).max(0.0) } else { 0.0 };
        let mut cells: Vec<BlockCell> = vec![coupon.name.as_str().into(), BlockCell::Bar(bar)];
        cells.extend([count(coupon.orders), count(coupon.customers)].map(BlockCell::from));
        cells.extend(coupon.revenue.map(|revenue| money(summary, revenue).into()));
        table.row(cells);
    }
    Some(Block::Table(table))
}

/// The average order with a coupon and without.
fn compared(summary: &Summary, coupons: &OrderCoupons) -> Option<Block> {
    let money = |amount| money(summary, amount);
    let (with, without) = coupons.with.zip(coupons.without)?;
    let [a, b] = [with, without].map(|side| {
        format!(
            "{} ({} of {})",
            money(side.average),
            counted(side.orders, "order"),
            counted(side.customers, "customer")
        )
    });
    let difference = match coupons.difference {
        None => " There are too few of one kind to compare them.".to_owned(),
        Some((difference, [low, high])) => {
            let found = if low > 0.0 || high < 0.0 { "" } else { ", so there may be none" };
            format!(
                " The difference is {}, 95% interval {} to {}, with customers as the sample{found}.",
                money(difference),
                money(low),
                money(high)
            )
        }
    };
    Some(Block::Text(format!("The average order is {a} with a coupon and {b} without, before returns.{difference}")))
}
