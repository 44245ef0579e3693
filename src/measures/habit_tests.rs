//! Habits of customers, worked out on paper from [`fixture`](super::fixture).

use super::fixture::{customers_only, facts, purchases};
use super::{Habits, Item, features};
use crate::progress::Progress;

#[test]
fn habits_of_orders_on_paper() {
    let habits = features(&purchases(), &Progress::new()).unwrap().habits.clone();
    let [products] = habits.baskets.as_slice() else { panic!("{:?}", habits.baskets) };
    assert_eq!((products.item, &products.names[..]), (Some(Item::Product), &["ink".to_owned(), "pen".to_owned()][..]));
    // The first customer ordered ink and pen, ink, and pen; the second ink (in two lines), and pen.
    assert_eq!(products.pairs().collect::<Vec<_>>(), [(0, 0), (0, 1), (1, 0), (1, 1)]);
    assert_eq!((&products.bought[..], &products.different[..]), (&[4, 2, 0, 0][..], &[2, 2, 0, 0][..]));
    // Monday, Thursday and Saturday; Thursday and Saturday.
    assert_eq!(habits.weekdays.of(0), [1, 0, 0, 1, 0, 1, 0]);
    assert_eq!(habits.weekdays.of(1), [0, 0, 0, 1, 0, 1, 0]);
    assert_eq!((habits.parts.slots, habits.parts.of(0)), (0, &[][..]));
    assert_eq!(habits.gaps[..2], [20.0, 30.0]);
}

#[test]
fn habits_of_coupons_are_of_what_is_burnt() {
    let habits = features(&facts(), &Progress::new()).unwrap().habits.clone();
    let [merchants] = habits.baskets.as_slice() else { panic!("{:?}", habits.baskets) };
    assert_eq!((merchants.item, merchants.bought.iter().sum::<u32>()), (Some(Item::Merchant), 5));
    assert_eq!(habits.weekdays.counts.iter().map(|count| u32::from(*count)).sum::<u32>(), 8);
    assert_eq!(*features(&customers_only(), &Progress::new()).unwrap().habits, Habits::default());
}
