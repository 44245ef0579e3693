//! Concentration of burns or revenue among customers: the Lorenz curve (Lorenz 1905) and the Gini coefficient (Gini 1912).

/// The share of customers in the sentence about concentration.
pub const TOP: f64 = 0.2;

/// Burns, revenue or orders per customer, the most first. A customer whose returns exceed the purchases counts as 0.
#[derive(Clone, Debug, PartialEq)]
pub struct Concentration {
    /// All customers, including those without any.
    pub customers: u64,
    /// The total of known customers.
    pub total: f64,
    /// Customers with more than 0.
    pub contributors: u64,
    /// (customers so far, their total), where customers with the same value are one step.
    steps: Vec<(u64, f64)>,
    /// Gini coefficient: 0 if all customers make the same, towards 1 if one makes all. Twice the area between the Lorenz
    /// curve and the diagonal (Gini 1912; Sen 1973).
    pub gini: f64,
}

impl Concentration {
    /// The share of the total (0 to 1) of the customers with the largest values, given as a share of all customers (0 to
    /// 1). Linear within a customer and among customers with equal values.
    pub fn share(&self, customers: f64) -> f64 {
        let wanted = customers.clamp(0.0, 1.0) * self.customers as f64;
        let next = self.steps.partition_point(|(customers, _)| (*customers as f64) < wanted);
        let before = next.checked_sub(1).map_or((0, 0.0), |before| self.steps[before]);
        let made = self.steps.get(next).map_or(before.1, |(customers, made)| {
            before.1 + (made - before.1) * (wanted - before.0 as f64) / (customers - before.0) as f64
        });
        made / self.total
    }

    /// The share of the total of the top [`TOP`] share of customers.
    pub fn top_share(&self) -> f64 {
        self.share(TOP)
    }
}

/// The concentration of a total among customers; none if no customer has any.
#[allow(clippy::float_cmp, reason = "only equal values share a step")]
pub(super) fn concentration(values: impl Iterator<Item = f64>) -> Option<Concentration> {
    let mut values: Vec<f64> = values.map(|value| value.max(0.0)).collect();
    values.sort_unstable_by(|a, b| b.total_cmp(a));
    let contributors = values.partition_point(|value| *value > 0.0) as u64;
    // Twice the area below the curve: the sum of trapezia between the totals before and after each step.
    let (mut steps, mut so_far, mut twice) = (Vec::new(), (0_u64, 0.0), 0.0);
    for equal in values.chunk_by(|a, b| a == b) {
        let n = equal.len() as f64;
        twice += n * (2.0 * so_far.1 + equal[0] * n);
        so_far = (so_far.0 + equal.len() as u64, so_far.1 + equal[0] * n);
        steps.push(so_far);
    }
    let (customers, total) = so_far;
    let gini = twice / (customers as f64 * total) - 1.0;
    (total > 0.0).then_some(Concentration { customers, total, contributors, steps, gini })
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::float_cmp)]
mod tests {
    use super::*;

    fn of(burns: &[i32]) -> Option<Concentration> {
        concentration(burns.iter().copied().map(f64::from))
    }

    /// Ten customers, ten burns. On paper: the two who burn most make 6 + 2 of them; the area below the curve is
    /// 0.1 × (3 + 7 + 8.5 + 9.5 + 6 × 10) / 10 = 0.88, so Gini is 2 × 0.88 − 1.
    #[test]
    fn shares_are_those_on_paper() {
        let ten = of(&[0, 1, 0, 6, 0, 2, 1, 0, 0, 0]).unwrap();
        assert_eq!((ten.customers, ten.total, ten.contributors), (10, 10.0, 4));
        assert_eq!(ten.steps, [(1, 6.0), (2, 8.0), (4, 10.0), (10, 10.0)]);
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

    /// By numpy: sorted ascending, Gini = (2 × Σ i × x) / (n × Σ x) − (n + 1) / n with x = 0, 0, 10.5, 20, 40.25.
    #[test]
    fn revenue_is_shared_and_returns_count_as_nothing() {
        let five = concentration([20.0, -5.0, 40.25, 0.0, 10.5].into_iter()).unwrap();
        assert_eq!((five.customers, five.contributors, five.total), (5, 3, 70.75));
        let gini = 2.0 * (3.0 * 10.5 + 4.0 * 20.0 + 5.0 * 40.25) / (5.0 * 70.75) - 6.0 / 5.0;
        assert!((five.gini - gini).abs() < 1e-12, "{}", five.gini);
        assert!((five.top_share() - 40.25 / 70.75).abs() < 1e-12);
        assert_eq!(concentration([-5.0, 0.0].into_iter()), None);
    }

    #[test]
    fn without_burns_there_is_nothing_to_share() {
        assert_eq!(of(&[]), None);
        assert_eq!(of(&[0, 0]), None);
    }
}
