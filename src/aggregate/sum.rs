//! Sums that do not depend on the order of their terms.

/// A sum that keeps what rounding loses, so that it does not depend on the order of its terms (Neumaier 1974).
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Sum {
    high: f64,
    low: f64,
}

impl Sum {
    pub fn add(&mut self, term: f64) {
        let sum = self.high + term;
        self.low += if self.high.abs() >= term.abs() { (self.high - sum) + term } else { (term - sum) + self.high };
        self.high = sum;
    }

    /// The sum with one more term.
    pub fn and(mut self, term: f64) -> Self {
        self.add(term);
        self
    }

    pub fn value(self) -> f64 {
        self.high + self.low
    }
}

/// Sums by the code of a key, and of rows without a code.
#[derive(Clone, Debug)]
pub(crate) struct Sums {
    keyed: Vec<Sum>,
    none: Sum,
}

impl Sums {
    pub fn new(codes: usize) -> Self {
        Self { keyed: vec![Sum::default(); codes], none: Sum::default() }
    }

    /// The sum of a code.
    pub fn slot(&mut self, code: Option<u32>) -> &mut Sum {
        code.and_then(|code| self.keyed.get_mut(code as usize)).unwrap_or(&mut self.none)
    }

    /// The same sums by a coarser key; `parent` is the new code of each code.
    pub fn regroup(&self, parent: &[Option<u32>], codes: usize) -> Self {
        let mut coarse = Self { none: self.none, ..Self::new(codes) };
        for (code, sum) in self.keyed.iter().enumerate() {
            let to = coarse.slot(parent.get(code).copied().flatten());
            to.add(sum.high);
            to.add(sum.low);
        }
        coarse
    }

    /// The sum of a code; that of rows without a code follows the last.
    pub fn of(&self, code: usize) -> f64 {
        self.keyed.get(code).unwrap_or(&self.none).value()
    }
}

#[cfg(test)]
#[allow(clippy::float_cmp)]
mod tests {
    use super::*;

    #[test]
    fn a_sum_does_not_depend_on_the_order_of_its_terms() {
        let sum = |terms: &[f64]| {
            let mut sum = Sum::default();
            for term in terms {
                sum.add(*term);
            }
            sum.value()
        };
        assert_eq!([sum(&[1e16, 1.0, -1e16]), sum(&[-1e16, 1e16, 1.0])], [1.0, 1.0]);
        assert_eq!(sum(&[0.1; 10]), 1.0);
    }

    #[test]
    fn sums_regroup_and_rows_without_a_code_come_last() {
        let mut sums = Sums::new(3);
        for (code, amount) in [(Some(0), 1.5), (Some(2), 2.0), (None, 4.0), (Some(9), 8.0)] {
            sums.slot(code).add(amount);
        }
        let coarse = sums.regroup(&[Some(0), None, Some(0)], 1);
        assert_eq!([sums.of(0), sums.of(1), sums.of(2), sums.of(3)], [1.5, 0.0, 2.0, 12.0]);
        assert_eq!([coarse.of(0), coarse.of(1)], [3.5, 12.0]);
    }
}
