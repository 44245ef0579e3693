//! Rows in the order of their customers. Computations per customer then read adjacent rows, instead of rows all over the
//! memory.

use super::tables::{NO_CODE, Transactions};

/// The rows by customer: those of a customer in their order, those of no known customer last.
pub fn order(customers: &[u32]) -> Vec<u32> {
    let known = customers.iter().filter(|code| **code != NO_CODE).max().map_or(0, |most| *most as usize + 1);
    let place = |code: u32| (code as usize).min(known);
    let mut next = vec![0_u32; known + 2];
    for code in customers {
        next[place(*code) + 1] += 1;
    }
    for at in 1..next.len() {
        next[at] += next[at - 1];
    }
    let mut order = vec![0; customers.len()];
    for (row, code) in (0..).zip(customers) {
        let next = &mut next[place(*code)];
        order[*next as usize] = row;
        *next += 1;
    }
    order
}

/// Sorts the rows by customer.
pub fn sort(rows: &mut Transactions) {
    if rows.customer_codes.is_sorted() {
        return;
    }
    let order = order(&rows.customer_codes);
    let order = &order;
    rayon::scope(|scope| {
        scope.spawn(|_| take(&mut rows.customer_codes, order));
        scope.spawn(|_| take(&mut rows.days, order));
        scope.spawn(|_| take(&mut rows.status, order));
        scope.spawn(|_| take(&mut rows.burn_days, order));
        scope.spawn(|_| take(&mut rows.branch_codes, order));
        scope.spawn(|_| take_some(rows.hours.as_mut(), order));
        scope.spawn(|_| take_some(rows.expiry_days.as_mut(), order));
        scope.spawn(|_| take_some(rows.coupons.as_mut().map(|(codes, _)| codes), order));
        scope.spawn(|_| take_some(rows.amounts.as_mut(), order));
        scope.spawn(|_| take_some(rows.items.as_mut(), order));
        scope.spawn(|_| take_some(rows.with_coupon.as_mut(), order));
    });
}

fn take<T: Copy>(values: &mut Vec<T>, order: &[u32]) {
    *values = order.iter().map(|row| values[*row as usize]).collect();
}

fn take_some<T: Copy>(values: Option<&mut Vec<T>>, order: &[u32]) {
    if let Some(values) = values {
        take(values, order);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_of_a_customer_keep_their_order_and_unknown_customers_come_last() {
        assert_eq!(order(&[2, NO_CODE, 0, 2, 0, NO_CODE, 7]), [2, 4, 0, 3, 6, 1, 5]);
        assert_eq!(order(&[NO_CODE, NO_CODE]), [0, 1]);
        assert!(order(&[]).is_empty());
    }

    #[test]
    fn every_column_is_sorted() {
        let mut rows = Transactions {
            customer_codes: vec![1, NO_CODE, 0, 1],
            days: vec![10, 20, 30, 40],
            hours: Some(vec![1, 2, 3, 4]),
            status: vec![5, 6, 7, 8],
            burn_days: vec![11, 21, 31, 41],
            expiry_days: Some(vec![12, 22, 32, 42]),
            branch_codes: vec![100, 200, 300, 400],
            coupons: Some((vec![101, 201, 301, 401], crate::data::Dimension::default())),
            amounts: Some(vec![1.0, 2.0, 3.0, 4.0]),
            items: Some(vec![1.5, 2.5, 3.5, 4.5]),
            with_coupon: Some(vec![true, false, true, false]),
            ..Transactions::default()
        };
        sort(&mut rows);
        assert_eq!(rows.customer_codes, [0, 1, 1, NO_CODE]);
        assert_eq!((rows.days, rows.hours), (vec![30, 10, 40, 20], Some(vec![3, 1, 4, 2])));
        assert_eq!((rows.status, rows.burn_days), (vec![7, 5, 8, 6], vec![31, 11, 41, 21]));
        assert_eq!((rows.expiry_days, rows.branch_codes), (Some(vec![32, 12, 42, 22]), vec![300, 100, 400, 200]));
        assert_eq!(rows.coupons.map(|(codes, _)| codes), Some(vec![301, 101, 401, 201]));
        assert_eq!((rows.amounts, rows.items), (Some(vec![3.0, 1.0, 4.0, 2.0]), Some(vec![3.5, 1.5, 4.5, 2.5])));
        assert_eq!(rows.with_coupon, Some(vec![true, true, false, false]));
    }
}
