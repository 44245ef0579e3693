//! Values that an order has in another row: the blank cell is not a missing value.

use super::order::Order;
use crate::data::days::NO_DAY;
use crate::data::findings::{Check, Finding};
use crate::data::tables::{NO_CODE, Transactions};

/// Removes rows whose order has the value from the findings of missing values.
pub fn settle(findings: &mut Vec<Finding>, rows: &Transactions, orders: &[Order], order_of: &[u32]) {
    for finding in findings.iter_mut().filter(|f| matches!(f.check, Check::NullId | Check::MissingValue)) {
        let borrows = |at: usize| {
            let order = &orders[order_of[at] as usize];
            match finding.column.as_deref() {
                Some("customer_id") => rows.customer_codes[at] == NO_CODE && order.customer != NO_CODE,
                Some("transaction_date") => rows.days[at] == NO_DAY && order.day != NO_DAY,
                _ => false,
            }
        };
        let borrowed = (0..order_of.len()).filter(|at| borrows(*at));
        let borrowed: Vec<u32> = borrowed.map(|at| u32::try_from(rows.rows.get(at)).unwrap_or(u32::MAX)).collect();
        finding.retain_rows(|row| borrowed.binary_search(&row).is_err());
    }
    findings.retain(|f| f.rows > 0);
}
