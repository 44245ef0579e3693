//! Sentences about the concentration of burns, for screens and reports.

use super::text::{number, percent};
use crate::measures::{Concentration, TOP};

/// `the 20% of customers who burn most make 58.7% of all burns`.
pub fn top_sentence(concentration: &Concentration) -> String {
    let [top, burns] = [(TOP, 0), (concentration.top_share(), 1)].map(|(share, digits)| percent(share, digits));
    format!("the {top} of customers who burn most make {burns} of all burns")
}

/// `Gini coefficient 0.56 (0: all burn alike, 1: one customer burns all)`.
pub fn gini_words(concentration: &Concentration) -> String {
    format!("Gini coefficient {} (0: all burn alike, 1: one customer burns all)", number(concentration.gini, 2))
}
