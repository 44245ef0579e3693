//! Claims and burns by coupon; empty if coupons have no names.

use super::blocks::{Block, BlockCell, BlockColumn, TableBlock};
use super::numbers::{LISTED, evidence, listed, rate};
use crate::report::input::ReportInput;
use crate::wording::text::{count, counted};

pub(super) fn blocks(report: &ReportInput) -> Vec<Block> {
    let coupons = &report.summary.coupons;
    let Some(most) = coupons.iter().map(|coupon| coupon.burnt).max() else { return Vec::new() };
    let shown = if report.summary.has_rates() { 3 } else { 2 };
    let numbers = ["claims", "burnt", "burn rate"].map(BlockColumn::right).into_iter().take(shown);
    let columns = [BlockColumn::left("coupon"), BlockColumn::bar()].into_iter().chain(numbers);
    let unit = listed(coupons.len(), &counted(report.summary.kpis.burnt, "burn"));
    let mut table = TableBlock::new("Coupons by burns", unit, columns);
    for coupon in coupons.iter().take(LISTED) {
        let numbers = [count(coupon.transactions), count(coupon.burnt), rate(coupon.burn_rate)].map(BlockCell::from);
        let cells = [coupon.title().into(), BlockCell::bar(coupon.burnt, most)];
        table.row(cells.into_iter().chain(numbers.into_iter().take(shown)));
    }
    std::iter::once(Block::Table(table)).chain(evidence(report.summary, "coupons")).collect()
}
