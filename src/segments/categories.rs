//! What distinguishes a segment among the categories of customers: the values of text columns that its customers have more
//! often than all.

use crate::measures::{CodedColumn, Features, Kind, Lift, SIGNIFICANT, holm};

/// Categories that fewer customers of a segment have are not reported.
const FEWEST: u64 = 20;
/// Columns with more categories are places or names.
const MOST_CATEGORIES: usize = 20;

/// A category among the customers of a segment.
#[derive(Clone, Debug, PartialEq)]
pub struct Category {
    /// The column.
    pub column: String,
    /// The category.
    pub name: String,
    /// Customers of the segment with it.
    pub customers: u64,
    /// Customers of the segment with any category of the column.
    pub known: u64,
    /// The same two counts for all clustered customers.
    pub everywhere: [u64; 2],
    /// How much more often the customers of the segment have it than all clustered customers.
    pub lift: Lift,
    /// The p-value of the hypothesis that the others have it equally often, adjusted for all categories and segments (Holm
    /// 1979); none if the clustering used the column, which makes segments differ in it, or if there is nothing to compare.
    pub p: Option<f64>,
}

impl Category {
    /// Whether the segment has it significantly more often than all customers.
    pub fn is_telling(&self) -> bool {
        let above = self.lift.interval.is_some_and(|[low, _]| low > 1.0);
        self.p.is_some_and(|p| p <= SIGNIFICANT) && above && self.customers >= FEWEST
    }
}

/// The categories of each of `k` labels in a table of customers alone: of every text column with 2 to 20 categories, those
/// that distinguish the segment first, then by lift. `chosen` are the features of the clustering. Empty for other data.
pub fn categories(features: &Features, labels: &[Option<u32>], k: usize, chosen: &[String]) -> Vec<Vec<Category>> {
    let mut list: Vec<Vec<Category>> = vec![Vec::new(); k];
    if features.kind != Kind::Customers {
        return list;
    }
    for CodedColumn { key, name: column, names, codes } in features.coded() {
        let by_label = counts(&codes, names.len(), labels, k);
        let all: Vec<u64> = (0..names.len()).map(|at| by_label.iter().map(|counts| counts[at]).sum()).collect();
        if !(2..=MOST_CATEGORIES).contains(&all.iter().filter(|customers| **customers > 0).count()) {
            continue;
        }
        let known_everywhere = all.iter().sum();
        let used = chosen.iter().any(|feature| is_of(feature, &key));
        for (counts, own) in by_label.iter().zip(&mut list) {
            let known = counts.iter().sum();
            for ((name, customers), everywhere) in names.iter().zip(counts).zip(&all) {
                let Some(lift) = Lift::new(*customers, known, *everywhere, known_everywhere) else { continue };
                own.push(Category {
                    column: column.clone(),
                    name: name.clone(),
                    customers: *customers,
                    known,
                    everywhere: [*everywhere, known_everywhere],
                    lift,
                    p: lift.p.filter(|_| !used),
                });
            }
        }
    }
    let p_values: Vec<f64> = list.iter().flatten().filter_map(|category| category.p).collect();
    let mut adjusted = holm(&p_values).into_iter();
    for category in list.iter_mut().flatten().filter(|category| category.p.is_some()) {
        category.p = adjusted.next();
    }
    for own in &mut list {
        own.sort_by(|a, b| b.is_telling().cmp(&a.is_telling()).then(b.lift.lift.total_cmp(&a.lift.lift)));
    }
    list
}

/// Customers by code, for each label.
fn counts(codes: &[Option<u32>], names: usize, labels: &[Option<u32>], k: usize) -> Vec<Vec<u64>> {
    let mut counts = vec![vec![0; names]; k];
    for (code, label) in codes.iter().zip(labels) {
        if let Some((code, label)) = code.zip(*label)
            && let Some(count) = counts.get_mut(label as usize).and_then(|counts| counts.get_mut(code as usize))
        {
            *count += 1;
        }
    }
    counts
}

/// Whether a feature is of a text column: `plan_onehot:basic`, `gender_encoded`.
pub(super) fn is_of(feature: &str, column: &str) -> bool {
    let rest = feature.strip_prefix(column);
    rest.is_some_and(|rest| rest == "_encoded" || rest.starts_with("_onehot:"))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::measures::CategoricalFeature;

    /// 80 customers of the first label and 120 of the second: 40 and 20 of them have `plus`, the others `basic`.
    fn features() -> (Features, Vec<Option<u32>>) {
        let (mut codes, mut labels) = (Vec::new(), Vec::new());
        for (label, code, n) in [(0, 1, 40), (0, 0, 40), (1, 1, 20), (1, 0, 100)] {
            codes.extend(std::iter::repeat_n(Some(code), n));
            labels.extend(std::iter::repeat_n(Some(label), n));
        }
        let words = vec!["basic".to_owned(), "plus".to_owned()];
        let plan = CategoricalFeature { name: "plan".to_owned(), words, codes };
        let active = vec![true; labels.len()];
        (Features { categorical: vec![plan], active, kind: Kind::Customers, ..Features::default() }, labels)
    }

    #[test]
    fn what_a_segment_has_more_often_is_told() {
        let (features, labels) = features();
        let found = categories(&features, &labels, 2, &[]);
        let first = &found[0][0];
        assert_eq!(
            (first.column.as_str(), first.name.as_str(), first.customers, first.known),
            ("plan", "plus", 40, 80)
        );
        assert!(first.is_telling() && (first.lift.lift - 5.0 / 3.0).abs() < 1e-12);
        // Four tests with the same p: each is multiplied by 4.
        assert!((first.p.unwrap() / first.lift.p.unwrap() - 4.0).abs() < 1e-9);
        assert!(found[1][0].is_telling() && found[1][0].name == "basic");
        assert!(!found[0][1].is_telling(), "less often is not told");
    }

    #[test]
    fn what_was_clustered_by_differs_by_construction() {
        let (features, labels) = features();
        for chosen in ["plan_onehot:plus", "plan_encoded"] {
            let found = categories(&features, &labels, 2, &[chosen.to_owned()]);
            assert!(found.iter().flatten().all(|category| category.p.is_none() && !category.is_telling()));
        }
        let other = categories(&features, &labels, 2, &["planet_onehot:plus".to_owned()]);
        assert!(other[0][0].is_telling());
    }

    #[test]
    fn few_customers_tell_nothing() {
        let (mut features, mut labels) = features();
        features.categorical[0].codes.drain(..25);
        labels.drain(..25);
        features.active.truncate(labels.len());
        let found = categories(&features, &labels, 2, &[]);
        assert!(found[0].iter().all(|category| category.name != "plus" || !category.is_telling()), "{:?}", found[0]);
    }
}
