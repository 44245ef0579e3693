//! Segments of a sample as segments of all customers: their sizes, means and rates by a statement that placed everyone.

use super::describe::share;
use super::profile::Profile;
use super::segment::Segments;
use super::shrunk::shrink;
use crate::measures::Burns;
use crate::rounding::is_rounding;

/// What an engine counted of all customers.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Everyone {
    /// By segment.
    pub segments: Vec<EveryoneIn>,
    /// The names of the features of each segment.
    pub names: Vec<String>,
    /// The sum of squared distances to the own centroid, in scaled space.
    pub inertia: f64,
    /// Customers in no segment without a transaction.
    pub inactive: u64,
    /// Other customers in no segment because a value is missing.
    pub left_out: u64,
    /// Customers who take part, and are in no segment.
    pub noise: u64,
    /// Customers of the sample who are in no segment.
    pub fitted_outside: u64,
}

/// The customers of one segment.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct EveryoneIn {
    /// How many there are.
    pub customers: u64,
    /// How many of them are in the sample.
    pub fitted: u64,
    /// The values of the features.
    pub features: Vec<Moments>,
    /// Their claims; none where the data has none.
    pub burns: Option<Burns>,
}

/// Values as their number, mean, and sum of squared distances to the mean.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Moments {
    /// The number of values.
    pub n: f64,
    /// Their mean; 0 without values.
    pub mean: f64,
    /// The sum of squared distances to it.
    pub squares: f64,
}

impl Moments {
    /// Adds `n` values by the sums of their distances to a number near their mean, and of the squares of these.
    pub fn add(&mut self, n: f64, near: f64, [sum, squares]: [f64; 2]) {
        if n > 0.0 {
            let mean = sum / n;
            *self = self.and(Self { n, mean: near + mean, squares: (squares - sum * mean).max(0.0) });
        }
    }

    /// The values of both (Chan, Golub and `LeVeque` 1983).
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        let n = self.n + other.n;
        if n <= 0.0 {
            return self;
        }
        let apart = other.mean - self.mean;
        Self {
            n,
            mean: self.mean + apart * other.n / n,
            squares: self.squares + other.squares + apart * apart * self.n * other.n / n,
        }
    }

    /// The sum of the values.
    pub fn sum(&self) -> f64 {
        self.mean * self.n
    }
}

impl Everyone {
    /// All customers.
    pub fn customers(&self) -> u64 {
        self.clustered() + self.inactive + self.left_out + self.noise
    }

    /// Customers in a segment.
    pub fn clustered(&self) -> u64 {
        self.segments.iter().map(|segment| segment.customers).sum()
    }

    /// How many customers of the sample the engine places in another segment than the fit did: at least half of the differences.
    pub fn placed_differently(&self, segments: &Segments) -> u64 {
        let own = segments.list.iter().map(|segment| segment.customers);
        let outside = segments.inactive + segments.left_out + segments.noise;
        let found = self.segments.iter().map(|segment| segment.fitted).chain([self.fitted_outside]);
        own.chain([outside]).zip(found).map(|(own, found)| own.abs_diff(found)).sum::<u64>().div_ceil(2)
    }
}

impl Segments {
    /// Takes sizes, shares, means, deviations and rates from all customers; `burnt` are all burnt claims of the data. Names, medians and
    /// quartiles, categories and habits stay those of the sample.
    pub fn count_everyone(&mut self, everyone: &Everyone, burnt: u64) {
        self.clustered = everyone.clustered();
        (self.inactive, self.left_out, self.noise) = (everyone.inactive, everyone.left_out, everyone.noise);
        let has_rates = self.list.iter().any(|segment| segment.known > 0);
        let burns: Vec<Burns> =
            everyone.segments.iter().map(|segment| segment.burns.filter(|_| has_rates).unwrap_or_default()).collect();
        let shrunk = shrink(&burns);
        let all: Vec<Moments> = (0..everyone.names.len())
            .map(|at| {
                everyone.segments.iter().map(|segment| segment.features[at]).fold(Moments::default(), Moments::and)
            })
            .collect();
        let clustered = self.clustered;
        for ((segment, own), (burns, shrunk)) in
            self.list.iter_mut().zip(&everyone.segments).zip(burns.iter().zip(shrunk))
        {
            segment.customers = own.customers;
            segment.share = share(own.customers, clustered).unwrap_or(0.0);
            if let Some(all_burns) = &own.burns {
                segment.burnt = all_burns.burnt;
                segment.burnt_share = share(all_burns.burnt, burnt);
                (segment.known, segment.burns, segment.burn_rate) = (burns.claims, *burns, burns.rate());
                segment.shrunk = shrunk;
            }
            for (at, name) in everyone.names.iter().enumerate() {
                let moments = own.features[at];
                if name == "amount_total" && segment.revenue.is_some() {
                    segment.revenue = Some(moments.sum());
                }
                if let Some(profile) = segment.profile.iter_mut().find(|profile| profile.feature == *name) {
                    profile.count_everyone(moments, all[at]);
                }
            }
        }
    }
}

impl Profile {
    /// Takes the number, mean and deviation from all customers of the segment, and what compares them with those of all segments.
    fn count_everyone(&mut self, own: Moments, all: Moments) {
        let deviation = (all.squares / all.n).sqrt();
        let compared = !self.code && own.n > 0.0;
        self.n = own.n as u64;
        self.mean = if own.n > 0.0 { own.mean } else { f64::NAN };
        self.sd = if own.n < 2.0 { f64::NAN } else { (own.squares / (own.n - 1.0)).sqrt() };
        self.index = (compared && all.mean > 0.0).then(|| 100.0 * own.mean / all.mean);
        self.effect = (compared && !is_rounding(deviation, all.mean)).then(|| (own.mean - all.mean) / deviation);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// By hand: 1, 2, 4 and 9 have the mean 4 and squares 9 + 4 + 0 + 25.
    #[test]
    fn moments_of_parts_are_those_of_all() {
        let mut moments = Moments::default();
        moments.add(2.0, 1.0, [0.0 + 1.0, 0.0 + 1.0]);
        moments.add(0.0, 5.0, [0.0, 0.0]);
        moments.add(2.0, 5.0, [-1.0 + 4.0, 1.0 + 16.0]);
        assert_eq!(moments, Moments { n: 4.0, mean: 4.0, squares: 38.0 });
        assert!((moments.sum() - 16.0).abs() < 1e-12);
    }
}
