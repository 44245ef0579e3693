//! Compares two segments, or one segment against the rest: differences with 95% confidence intervals, from the
//! profiles.

use super::category_difference::{CategoryDifference, category_differences};
use super::describe::claims_of;
use super::interval::{Moments, newcombe, welch, welch_p};
use super::{Profile, Segment, Segments};
use crate::measures::{Burns, DEALS, Features, GroupCell, holm, test_groups};
use crate::progress::{Cancelled, Progress};

/// One side of a comparison.
#[derive(Clone, Debug, PartialEq)]
pub struct Party {
    /// Label of the segment; none for the rest.
    pub label: Option<usize>,
    /// Its name.
    pub name: String,
    /// Number of customers.
    pub customers: u64,
    /// Their share of the clustered customers, 0 to 1.
    pub share: f64,
    /// Its claims with a known outcome, by customer.
    pub burns: Burns,
    /// Share of all burnt coupons of the data, 0 to 1.
    pub burnt_share: Option<f64>,
}

/// One feature on both sides.
#[derive(Clone, Debug, PartialEq)]
pub struct Difference {
    /// The feature.
    pub feature: String,
    /// Its values on both sides, without customers who have none.
    pub sides: [Moments; 2],
    /// 100 × mean / mean of all clustered customers, on both sides; none if that mean is not above 0.
    pub index: Option<[f64; 2]>,
    /// The first mean minus the second; `NaN` if a side has no value.
    pub difference: f64,
    /// Its 95% confidence interval (Welch 1947).
    pub interval: Option<[f64; 2]>,
    /// The p-value of Welch's test, corrected for the number of features and categories (Holm 1979); none where there is no
    /// interval.
    pub p: Option<f64>,
    /// The difference in standard deviations of all clustered customers; none if all values are equal up to
    /// rounding.
    pub standardised: Option<f64>,
}

/// All differences between two sides.
#[derive(Clone, Debug, PartialEq)]
pub struct Comparison {
    /// Both sides.
    pub parties: [Party; 2],
    /// The features except label codes, the largest standardised difference first.
    pub differences: Vec<Difference>,
    /// The currency of amounts.
    pub currency: Option<String>,
    /// The categories of text columns, those that differ significantly first, then by the difference of shares.
    pub categories: Vec<CategoryDifference>,
}

impl Comparison {
    /// Compares the segment labelled `a` with `b`, or with the rest. `chosen` are the features of the clustering. None if
    /// there is no such segment or no customer to compare with.
    pub fn new(
        segments: &Segments,
        features: &Features,
        chosen: &[String],
        (a, b): (usize, Option<usize>),
    ) -> Option<Self> {
        let first = segments.list.get(a)?;
        let others: Vec<&Segment> = match b {
            Some(b) => vec![segments.list.get(b).filter(|_| a != b)?],
            None => segments.list.iter().filter(|segment| segment.id != first.id).collect(),
        };
        let second = match (b, others.as_slice()) {
            (_, []) => return None,
            (Some(_), [only]) => party(only),
            _ => rest(&others),
        };
        let first_party = party(first);
        let mut differences: Vec<Difference> = first
            .profile
            .iter()
            .filter(|profile| !profile.feature.ends_with("_encoded"))
            .map(|profile| difference(profile, &others, segments))
            .collect();
        let sides: Vec<usize> = [a].into_iter().chain(b).collect();
        let mut categories =
            category_differences(features, &segments.of_customer, &|label| side(label, &sides), chosen);
        let p_values = || differences.iter().map(|of| of.p).chain(categories.iter().map(|of| of.p));
        let mut adjusted = holm(&p_values().flatten().collect::<Vec<_>>()).into_iter();
        for p in differences.iter_mut().map(|of| &mut of.p).chain(categories.iter_mut().map(|of| &mut of.p)) {
            *p = p.and_then(|_| adjusted.next());
        }
        let size = |d: &Difference| d.standardised.map_or(-1.0, f64::abs);
        differences.sort_by(|a, b| size(b).total_cmp(&size(a)));
        categories.sort_by(CategoryDifference::order);
        let currency = first.currency.clone();
        Some(Self { parties: [first_party, second], differences, currency, categories })
    }
}

/// The side of a label in the comparison of some segments, or of one with the rest.
fn side(label: usize, of: &[usize]) -> Option<usize> {
    match of {
        [one] => Some(usize::from(label != *one)),
        several => several.iter().position(|one| *one == label),
    }
}

/// The rates of some segments, or of one and the rest, and the test that they are equal.
#[derive(Clone, Debug, PartialEq)]
pub struct RateTest {
    /// The burn rate of claims; of orders the share of customers who ordered twice or more.
    pub sides: Vec<Burns>,
    /// The p-value of the permutation test of customers; none if it cannot be tested.
    pub p: Option<f64>,
}

impl RateTest {
    /// Compares the segments of these labels, or one with the rest.
    ///
    /// # Errors
    /// [`Cancelled`].
    pub fn new(segments: &Segments, features: &Features, of: &[usize], progress: &Progress) -> Result<Self, Cancelled> {
        let claims = claims_of(features);
        let cell = |(customer, label): (u32, &Option<u32>)| {
            Some(GroupCell { customer, group: side((*label)? as usize, of)? as u32, own: claims(customer as usize) })
        };
        let cells: Vec<GroupCell> = (0..).zip(&segments.of_customer).filter_map(cell).collect();
        let mut sides = vec![Burns::default(); of.len().max(2)];
        for cell in &cells {
            sides[cell.group as usize] += cell.own.into();
        }
        Ok(Self { sides, p: test_groups(cells, DEALS, progress)?.map(|tested| tested.p) })
    }

    /// The 95% interval of the difference of two (Newcombe 1998), with customers as the sample.
    pub fn interval(&self) -> Option<[f64; 2]> {
        match self.sides[..] {
            [a, b] => newcombe(a, b),
            _ => None,
        }
    }
}

pub(super) fn party(segment: &Segment) -> Party {
    Party {
        label: Some(segment.id - 1),
        name: segment.name.clone(),
        customers: segment.customers,
        share: segment.share,
        burns: segment.burns,
        burnt_share: segment.burnt_share,
    }
}

/// The rest as one side.
fn rest(others: &[&Segment]) -> Party {
    let parties: Vec<Party> = others.iter().map(|segment| party(segment)).collect();
    Party {
        label: None,
        name: "all others".to_owned(),
        customers: parties.iter().map(|party| party.customers).sum(),
        share: parties.iter().map(|party| party.share).sum(),
        burns: parties.iter().map(|party| party.burns).sum(),
        burnt_share: parties.iter().filter_map(|party| party.burnt_share).reduce(|a, b| a + b),
    }
}

fn moments(profile: &Profile) -> Moments {
    Moments { n: profile.n, mean: profile.mean, sd: profile.sd }
}

fn difference(profile: &Profile, others: &[&Segment], segments: &Segments) -> Difference {
    let of = |segment: &Segment| segment.feature(&profile.feature).map(moments);
    let all = Moments::together(&segments.list.iter().filter_map(of).collect::<Vec<_>>());
    let others: Vec<Moments> = others.iter().filter_map(|segment| of(segment)).collect();
    let sides = [moments(profile), Moments::together(&others)];
    let [a, b] = sides;
    let difference = a.mean - b.mean;
    Difference {
        feature: profile.feature.clone(),
        sides,
        index: (all.mean > 0.0 && difference.is_finite()).then(|| sides.map(|side| 100.0 * side.mean / all.mean)),
        difference,
        interval: welch(a, b),
        p: welch_p(a, b),
        standardised: all.population_sd().filter(|_| difference.is_finite()).map(|sd| difference / sd),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::measures::features;
    use crate::measures::fixture::facts;
    use crate::segments::describe;

    /// Customers 1, 2 and 6 against 3 and 4 of the paper customers.
    fn paper() -> Segments {
        let features = features(&facts(), &Progress::new()).unwrap();
        let labels = [Some(0), Some(0), Some(1), Some(1), None, Some(0)];
        describe(&features, &labels, &[true, true, true, true, false, true], 2, None, &[])
    }

    fn compared(segments: &Segments, a: usize, b: Option<usize>) -> Option<Comparison> {
        Comparison::new(segments, &features(&facts(), &Progress::new()).unwrap(), &[], (a, b))
    }

    #[test]
    fn differences_of_the_paper_customers() {
        let comparison = compared(&paper(), 0, Some(1)).unwrap();
        let [a, b] = &comparison.parties;
        let counts = |burns: Burns| (burns.burnt, burns.claims);
        assert_eq!((a.customers, counts(a.burns), b.customers, counts(b.burns)), (3, (5, 6), 2, (0, 2)));
        let of = |name: &str| comparison.differences.iter().find(|d| d.feature == name).unwrap();
        // 3, 2, 1 against 2, 1: scipy.stats.ttest_ind([3,2,1], [2,1], equal_var=False).confidence_interval().
        let claims = of("transaction_count");
        assert_eq!((claims.difference, claims.sides.map(|s| s.n)), (0.5, [3, 2]));
        let [low, high] = claims.interval.unwrap();
        let expected = [-1.987_733_798_205_382_3, 2.987_733_798_205_382];
        assert!((low - expected[0]).abs() < 1e-9 && (high - expected[1]).abs() < 1e-9, "{low} {high}");
        // numpy.std([3,2,1,2,1]) is 0.748331477...
        assert!((claims.standardised.unwrap() - 0.5 / 0.56_f64.sqrt()).abs() < 1e-12);
        assert!((claims.index.unwrap()[0] - 200.0 / 1.8).abs() < 1e-9);
        let sizes: Vec<f64> = comparison.differences.iter().filter_map(|d| d.standardised).map(f64::abs).collect();
        assert!(sizes.is_sorted_by(|a, b| a >= b), "{sizes:?}");
        assert!(comparison.differences.iter().all(|d| !d.feature.ends_with("_encoded")));
    }

    #[test]
    fn rates_are_tested_by_customers_in_either_order() {
        let features = features(&facts(), &Progress::new()).unwrap();
        let test = |of: &[usize]| RateTest::new(&paper(), &features, of, &Progress::new()).unwrap();
        let (pair, rest, turned) = (test(&[0, 1]), test(&[0]), test(&[1, 0]));
        let counts: Vec<_> = pair.sides.iter().map(|side| (side.burnt, side.claims, side.customers)).collect();
        assert_eq!(counts, [(5, 6, 3), (0, 2, 1)]);
        assert_eq!(pair.p, None, "one customer with claims of known outcome is no sample");
        assert_eq!((&rest, turned.sides), (&pair, vec![pair.sides[1], pair.sides[0]]));
        assert_eq!(pair.interval(), None);
    }

    #[test]
    fn all_others_of_two_segments_are_the_other() {
        let segments = paper();
        let (other, rest) = (compared(&segments, 0, Some(1)).unwrap(), compared(&segments, 0, None).unwrap());
        assert_eq!(rest.parties[1].burns, other.parties[1].burns);
        for (a, b) in rest.differences.iter().zip(&other.differences) {
            assert_eq!((&a.feature, a.sides[1].n), (&b.feature, b.sides[1].n));
            assert!((a.difference - b.difference).abs() < 1e-9 || a.difference.is_nan(), "{}", a.feature);
        }
        // One of the three is of Cairo, and both of the others.
        let [_, all_others] = &rest.parties;
        let cairo = rest.categories.iter().find(|category| category.name == "city Cairo").unwrap();
        assert_eq!((cairo.shares, &rest.categories), ([1.0 / 3.0, 1.0], &other.categories));
        assert_eq!((all_others.name.as_str(), all_others.customers), ("all others", 2));
    }

    #[test]
    fn without_a_second_segment_or_variance_there_is_no_comparison() {
        let segments = paper();
        assert_eq!(compared(&segments, 0, Some(0)), None);
        assert_eq!(compared(&segments, 7, None), None);
        let features = features(&facts(), &Progress::new()).unwrap();
        let alone = describe(&features, &[Some(0)], &[true], 1, None, &[]);
        assert_eq!(compared(&alone, 0, None), None);
        // A segment of one customer, and an empty one.
        let single = describe(&features, &[Some(0), Some(1)], &[true, true], 3, None, &[]);
        for (a, b) in [(0, Some(1)), (0, Some(2)), (2, None)] {
            let comparison = compared(&single, a, b).unwrap();
            assert!(comparison.differences.iter().all(|d| d.interval.is_none()));
        }
    }
}
