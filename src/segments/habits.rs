//! What a segment buys and when to reach it, in sentences with their numbers.

use super::{Buys, Preferred, Reach, Segment};
use crate::digits::{count, counted, decimals_apart, number, numbers_apart, percent};
use crate::measures::Item;
use crate::plain_text::clean;

/// Most items, weekdays or parts of the day in a sentence.
const MOST: usize = 2;
/// The least ratio to the share of the others at which a weekday or time of day is mentioned: with many customers, 17% is
/// significantly above 16%.
const WORTH: f64 = 1.2;
const WEEKDAYS: [&str; 7] = ["Mondays", "Tuesdays", "Wednesdays", "Thursdays", "Fridays", "Saturdays", "Sundays"];

/// The explanation of a table of what segments buy.
/// `orders` says that the data has orders, not claims of coupons.
pub fn legend(orders: bool) -> &'static str {
    if orders {
        "Lift: the share of the segment's customers who bought it, divided by the share of all customers in segments. \
             Listed if at least 20 customers of the segment bought it and, compared with customers who buy as much, p is at \
             most 5% after Holm's correction for all products and segments."
    } else {
        "Lift: the share of the segment's customers who burnt it or burnt there, divided by the share of all customers in \
             segments. Listed if at least 20 customers of the segment did and, compared with customers who burn as much, p is \
             at most 5% after Holm's correction for all coupons, merchants and segments."
    }
}

/// `Offer them Coffee: 62% of them bought it, 1.8 times the share of all (95% interval 1.5 to 2.1).`
pub fn bought(buys: &Buys) -> String {
    let name = clean(&buys.name);
    let (offer, did) = match buys.item {
        Item::Product => (format!("Offer them {name}"), "bought it"),
        Item::Coupon => (format!("Offer them the coupon {name}"), "burnt it"),
        Item::Merchant => (format!("Offer them coupons of {name}"), "burnt one there"),
    };
    let [low, high] = buys.interval;
    let [low, lift, high] = numbers_apart([low, buys.lift, high], 1);
    let share = percent(buys.share, 0);
    format!("{offer}: {share} of them {did}, {lift} times the share of all (95% interval {low} to {high}).")
}

/// When a segment orders more than others, in one sentence; none without evidence.
pub fn preferred(reach: &Reach, orders: bool) -> Option<String> {
    let events = if orders { "orders" } else { "claims" };
    let said = |when: String, shares: [f64; 2]| {
        let decimals = decimals_apart(&shares.map(|share| 100.0 * share), 0);
        let [own, others] = shares.map(|share| percent(share, decimals));
        format!("{when} ({own} of a customer's {events} on average, others {others})")
    };
    let worth = |of: &[Preferred]| -> Vec<Preferred> {
        of.iter().filter(|of| of.share >= WORTH * of.others).take(MOST).cloned().collect()
    };
    let listed = |said: Vec<String>| Some(said.join(", ")).filter(|said| !said.is_empty());
    let weekday = |of: &Preferred| {
        said(format!("on {}", WEEKDAYS.get(of.slot).copied().unwrap_or_default()), [of.share, of.others])
    };
    let weekdays = listed(worth(&reach.weekdays).iter().map(weekday).collect());
    let windows = windows(worth(&reach.hours)).into_iter();
    let hours =
        listed(windows.map(|([from, to], shares)| said(format!("from {from}:00 to {to}:59"), shares)).collect());
    let said: Vec<String> = [weekdays, hours].into_iter().flatten().collect();
    (!said.is_empty()).then(|| format!("Write to them {}.", said.join(" and ")))
}

/// First and last hour of parts of the day in the order of the day, and the shares of the segment and of the others. Parts
/// that follow each other are one: mean shares add up.
fn windows(mut parts: Vec<Preferred>) -> Vec<([usize; 2], [f64; 2])> {
    parts.sort_by_key(|part| part.slot);
    let mut windows: Vec<([usize; 2], [f64; 2])> = Vec::new();
    for part in parts {
        let [from, to] = part.hours();
        match windows.last_mut().filter(|([_, end], _)| end + 1 == from) {
            Some(([_, end], [own, others])) => (*end, *own, *others) = (to, *own + part.share, *others + part.others),
            None => windows.push(([from, to], [part.share, part.others])),
        }
    }
    windows
}

/// The usual days between two orders, in one sentence; none with too few customers.
pub fn gap(reach: &Reach, orders: bool) -> Option<String> {
    let gap = reach.gap?;
    let event = if orders { "an order" } else { "a claim" };
    let [p25, p75] = [gap.p25, gap.p75].map(|days| number(days, 0));
    Some(format!(
        "Usually {} from one day with {event} to the next ({} customers with two such days; the middle half: {p25} to {p75}).",
        counted(gap.median.round() as u64, "day"),
        count(gap.customers)
    ))
}

/// What advice adds about what the customers of a segment buy and when; none without evidence.
pub(super) fn advised(segment: &Segment) -> Option<String> {
    let orders = segment.feature("order_count").is_some();
    let offers = segment.buys.iter().take(MOST).map(bought);
    let said: Vec<String> = offers.chain(preferred(&segment.reach, orders)).collect();
    (!said.is_empty()).then(|| said.join(" "))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::segments::Gap;

    #[test]
    fn sentences_quote_their_numbers() {
        let buys = Buys {
            name: "Coffee\u{1b}[2J".to_owned(),
            item: Item::Product,
            customers: 62,
            share: 0.62,
            lift: 1.8,
            interval: [1.52, 2.1],
            p: 0.001,
        };
        let said = bought(&buys);
        assert!(said.starts_with("Offer them Coffee") && !said.contains('\u{1b}'), "{said}");
        assert!(
            said.ends_with(": 62% of them bought it, 1.8 times the share of all (95% interval 1.5 to 2.1)."),
            "{said}"
        );
        let of = |slot, share, others| Preferred { slot, customers: 30, share, others, interval: [0.05, 0.2], p: 0.01 };
        let reach = Reach {
            weekdays: vec![of(5, 0.31, 0.18)],
            hours: vec![of(6, 0.4, 0.2)],
            gap: Some(Gap { customers: 143, p25: 7.0, median: 12.0, p75: 21.0 }),
        };
        assert_eq!(
            preferred(&reach, true).unwrap(),
            "Write to them on Saturdays (31% of a customer's orders on average, others 18%) and from 18:00 to 20:59 (40% of a \
             customer's orders on average, others 20%)."
        );
        assert_eq!(
            gap(&reach, false).unwrap(),
            "Usually 12 days from one day with a claim to the next (143 customers with two such days; the middle half: 7 to 21)."
        );
        // 21% and 16% are 37% of the six hours; 9% is too close to 8% for a word.
        let hours = vec![of(7, 0.21, 0.1), of(6, 0.16, 0.08), of(2, 0.09, 0.08)];
        assert_eq!(
            preferred(&Reach { hours, ..Reach::default() }, true).unwrap(),
            "Write to them from 18:00 to 23:59 (37% of a customer's orders on average, others 18%)."
        );
        let apart = Reach { hours: vec![of(7, 0.21, 0.1), of(5, 0.16, 0.08)], ..Reach::default() };
        let said = preferred(&apart, true).unwrap();
        assert!(said.contains("from 15:00 to 17:59 (16%") && said.contains("from 21:00 to 23:59 (21%"), "{said}");
        let nothing = Reach::default();
        assert_eq!((preferred(&nothing, false), gap(&nothing, false)), (None, None));
    }
}
