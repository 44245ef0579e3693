//! The ten paper customers as they were on an earlier day.

use crate::measures::fixture::{NEW_YEAR, customers_only, facts};
use crate::measures::{as_it_was, features, summarise};
use crate::progress::Progress;

#[test]
fn later_rows_are_absent_and_later_burns_open() {
    let then = as_it_was(&facts(), NEW_YEAR + 20, &Progress::new()).unwrap();
    // Claims of days 0, 10, 10, 3, 20, 2 and −1; that of day 10 which burnt on day 40 is still open.
    assert_eq!(then.transactions.height(), 7);
    assert_eq!((then.as_of, then.claim_horizon), (Some(NEW_YEAR + 20), Some(NEW_YEAR + 20)));
    let kpis = summarise(&then, &Progress::new()).unwrap().kpis;
    assert_eq!((kpis.claimed, kpis.burnt, kpis.other), (4, 3, 0));
    let of = features(&then, &Progress::new()).unwrap();
    let column = |name: &str| of.get(name).unwrap().values.clone();
    assert_eq!(column("transaction_count"), [3.0, 1.0, 1.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 0.0]);
    assert_eq!(column("burnt_count")[0], 1.0);
    assert_eq!(column("recency_days")[0], 10.0);
}

#[test]
fn who_joined_later_is_absent_but_for_those_who_claimed_before() {
    // Everyone who joined on day 0 is absent; the customers without a day of joining are not.
    let then = as_it_was(&facts(), NEW_YEAR - 1, &Progress::new()).unwrap();
    let ids: Vec<_> = (0..then.customer_ids.len()).map(|i| then.customer_ids.text(i).into_owned()).collect();
    assert_eq!(ids, ["1", "2", "6", "10"]);
    assert_eq!(then.transactions.height(), 1);
}

#[test]
fn without_transactions_only_the_day_of_joining_counts() {
    let then = as_it_was(&customers_only(), NEW_YEAR, &Progress::new()).unwrap();
    assert_eq!((then.customer_ids.len(), then.claim_horizon), (10, None));
}
