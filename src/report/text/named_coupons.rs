//! Which coupons are claimed and burnt.

use super::LISTED;
use super::page::{Page, listed, rate};
use crate::measures::Summary;
use crate::report::table::{Align, Cell, Table};
use crate::wording::text::count;

/// Nothing where coupons have no names, or ids for names.
pub(super) fn named_coupons(page: &mut Page, summary: &Summary) {
    let coupons = &summary.coupons;
    if coupons.is_empty() {
        return;
    }
    page.title("Coupons by burns", &listed(coupons.len(), &format!("{} burns", count(summary.kpis.burnt))));
    let mut table = Table::new(&[
        ("coupon", Align::Left),
        ("", Align::Bar),
        ("burnt", Align::Right),
        ("claims", Align::Right),
        ("burn rate", Align::Right),
    ]);
    let most = coupons.iter().map(|coupon| coupon.burnt).max().unwrap_or(0);
    for coupon in coupons.iter().take(LISTED) {
        let numbers = [count(coupon.burnt), count(coupon.transactions), rate(coupon.burn_rate)].map(Cell::from);
        table.row([coupon.title().to_owned().into(), Cell::bar(coupon.burnt, most)].into_iter().chain(numbers));
    }
    page.table(&table);
}
