//! Concentration of burns among customers: the Lorenz curve (Lorenz 1905) and the Gini coefficient (Gini 1912).

use std::collections::BTreeMap;

use super::tally::Tally;

/// The share of customers in the sentence about concentration.
pub const TOP: f64 = 0.2;

/// Burns per customer, most burns first.
#[derive(Clone, Debug, PartialEq)]
pub struct Concentration {
    /// All customers, including those without a burn.
    pub customers: u64,
    /// Burns of known customers.
    pub burns: u64,
    /// Customers with a burn.
    pub burners: u64,
    /// (burns per customer, number of customers), most burns first.
    pub steps: Vec<(u64, u64)>,
    /// Gini coefficient: 0 if all customers burn equally, towards 1 if one makes all burns. Twice the area between the
    /// Lorenz curve and the diagonal (Gini 1912; Sen 1973).
    pub gini: f64,
}

impl Concentration {
    /// The share of burns (0 to 1) by this share of customers (0 to 1) with the most burns. Linear within a customer
    /// and among customers with equal numbers of burns.
    pub fn share(&self, customers: f64) -> f64 {
        let mut left = customers.clamp(0.0, 1.0) * self.customers as f64;
        let mut burns = 0.0;
        for (each, n) in &self.steps {
            let taken = left.min(*n as f64);
            burns += taken * *each as f64;
            left -= taken;
        }
        burns / self.burns as f64
    }

    /// The share of burns by the [`TOP`] share of customers.
    pub fn top_share(&self) -> f64 {
        self.share(TOP)
    }
}

/// The concentration of burns; none without a burn of a known customer.
pub(super) fn concentration(customers: &Tally) -> Option<Concentration> {
    let mut counts = BTreeMap::new();
    for customer in &customers.keyed {
        *counts.entry(customer.burnt).or_insert(0_u64) += 1;
    }
    let steps: Vec<(u64, u64)> = counts.into_iter().rev().collect();
    let burns: u64 = steps.iter().map(|(each, n)| each * n).sum();
    let all = customers.keyed.len() as u64;
    // Twice the area below the curve: the sum of trapezia between burns before and after each step.
    let (mut so_far, mut twice) = (0.0, 0.0);
    for (each, n) in &steps {
        let of_step = *each as f64 * *n as f64;
        twice += *n as f64 * (2.0 * so_far + of_step);
        so_far += of_step;
    }
    (burns > 0).then(|| Concentration {
        customers: all,
        burns,
        burners: steps.iter().filter(|(each, _)| *each > 0).map(|(_, n)| n).sum(),
        gini: twice / (all as f64 * burns as f64) - 1.0,
        steps,
    })
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::measures::tally::Counts;

    fn of(burns: &[u64]) -> Option<Concentration> {
        let keyed = burns.iter().map(|n| Counts { all: *n, burnt: *n, ..Counts::default() }).collect();
        concentration(&Tally { keyed, none: Counts::default() })
    }

    /// Ten customers, ten burns. On paper: the two who burn most make 6 + 2 of them; the area below the curve is
    /// 0.1 × (3 + 7 + 8.5 + 9.5 + 6 × 10) / 10 = 0.88, so Gini is 2 × 0.88 − 1.
    #[test]
    fn shares_are_those_on_paper() {
        let ten = of(&[0, 1, 0, 6, 0, 2, 1, 0, 0, 0]).unwrap();
        assert_eq!((ten.customers, ten.burns, ten.burners), (10, 10, 4));
        assert_eq!(ten.steps, [(6, 1), (2, 1), (1, 2), (0, 6)]);
        for (customers, burns) in
            [(0.0, 0.0), (0.05, 0.3), (0.1, 0.6), (0.2, 0.8), (0.35, 0.95), (0.4, 1.0), (1.0, 1.0)]
        {
            assert!((ten.share(customers) - burns).abs() < 1e-12, "{customers}");
        }
        assert!((ten.top_share() - 0.8).abs() < 1e-12 && (ten.gini - 0.76).abs() < 1e-12, "{}", ten.gini);
    }

    #[test]
    fn equal_customers_lie_on_the_diagonal() {
        let equal = of(&[3; 7]).unwrap();
        assert!(equal.gini.abs() < 1e-12 && (equal.top_share() - 0.2).abs() < 1e-12);
        let one = of(&[5]).unwrap();
        assert!(one.gini.abs() < 1e-12 && (one.share(0.5) - 0.5).abs() < 1e-12);
    }

    #[test]
    fn without_burns_there_is_nothing_to_share() {
        assert_eq!(of(&[]), None);
        assert_eq!(of(&[0, 0]), None);
    }
}
