//! Sentences about the concentration of burns or revenue, for screens and reports.

use super::text::{number, percent};
use crate::data::Kind;
use crate::measures::{Concentration, TOP};

/// What is concentrated, who has the largest share of it, and the meaning of the two ends of the Gini coefficient.
#[derive(Clone, Copy, Debug)]
pub struct Wording {
    /// `burns`.
    pub what: &'static str,
    most: &'static str,
    ends: &'static str,
}

/// The words for a kind of data; `priced` says whether orders have amounts.
pub fn wording(kind: Kind, priced: bool) -> Wording {
    match (kind, priced) {
        (Kind::Purchases, true) => {
            Wording { what: "revenue", most: "spend most", ends: "0: all spend alike, 1: one customer spends all" }
        }
        (Kind::Purchases, false) => {
            Wording { what: "orders", most: "order most", ends: "0: all order alike, 1: one customer orders all" }
        }
        (Kind::Coupons | Kind::Customers, _) => {
            Wording { what: "burns", most: "burn most", ends: "0: all burn alike, 1: one customer burns all" }
        }
    }
}

impl Wording {
    /// `the 20% of customers who burn most make 58.7% of all burns`.
    pub fn top_sentence(self, concentration: &Concentration) -> String {
        let [top, share] = [(TOP, 0), (concentration.top_share(), 1)].map(|(share, digits)| percent(share, digits));
        format!("the {top} of customers who {} make {share} of all {}", self.most, self.what)
    }

    /// `Gini coefficient 0.56 (0: all burn alike, 1: one customer burns all)`.
    pub fn gini(self, concentration: &Concentration) -> String {
        format!("Gini coefficient {} ({})", number(concentration.gini, 2), self.ends)
    }
}
