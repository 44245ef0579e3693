//! Words for each kind of data: a claim of coupons is an order of purchases.

use std::borrow::Cow;

use crate::data::Kind;
use crate::measures::{Event, Start};

/// The words of a kind of data.
#[derive(Clone, Copy, Debug)]
pub struct Words {
    /// The indefinite article of an event.
    pub article: &'static str,
    /// One event.
    pub event: &'static str,
    /// The verb of an event.
    pub done: &'static str,
    /// Several events.
    pub events: &'static str,
    /// The plural at the start of a title.
    pub title: &'static str,
    /// What the small charts of places count.
    pub counted: &'static str,
    /// The event that starts a customer's history.
    first: &'static str,
}

const OF_COUPONS: Words = Words {
    article: "a",
    event: "claim",
    done: "claimed",
    events: "claims",
    title: "Claims",
    counted: "burns",
    first: "first claim",
};
const OF_PURCHASES: Words = Words {
    article: "an",
    event: "order",
    done: "ordered",
    events: "orders",
    title: "Orders",
    counted: "orders",
    first: "first order",
};

/// The words of a kind. Customers alone have no events, so their words for events are never used.
pub fn words(kind: Kind) -> Words {
    match kind {
        Kind::Coupons | Kind::Customers => OF_COUPONS,
        Kind::Purchases => OF_PURCHASES,
    }
}

impl Words {
    /// What starts a cohort.
    pub fn start(&self, start: Start) -> &'static str {
        match start {
            Start::FirstClaim => self.first,
            Start::Joining => "join month",
        }
    }

    /// The event that counts as a return.
    pub fn back(&self, event: Event) -> &'static str {
        match event {
            Event::Claim => self.event,
            Event::Burn => "burn",
        }
    }
}

/// Words about claims with their replacements for orders; longer ones first.
const OF_ORDERS: [(&str, &str); 7] = [
    ("burnt claims", "orders"),
    ("a claim", "an order"),
    ("a burn", "an order"),
    ("Claims", "Orders"),
    ("claims", "orders"),
    ("Claim", "Order"),
    ("claim", "order"),
];

/// One of our sentences about claims, in the words of a kind. Do not pass text from the data.
pub fn said(kind: Kind, sentence: &str) -> Cow<'_, str> {
    match kind {
        Kind::Coupons | Kind::Customers => Cow::Borrowed(sentence),
        Kind::Purchases => {
            Cow::Owned(OF_ORDERS.iter().fold(sentence.to_owned(), |text, (from, to)| text.replace(from, to)))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_about_claims_are_said_of_orders() {
        let said = |sentence| said(Kind::Purchases, sentence).into_owned();
        assert_eq!(said("days from the last claim to the as-of date"), "days from the last order to the as-of date");
        assert_eq!(said("distinct branches of burnt claims"), "distinct branches of orders");
        assert_eq!(said("Claims by weekday"), "Orders by weekday");
        assert!(matches!(super::said(Kind::Coupons, "claims"), Cow::Borrowed("claims")));
    }
}
