//! The result of an experiment: how many of the treated and of the control group burnt or ordered later, in all and by
//! segment; and how large an experiment would have to be.
//!
//! The units are customers: each counts once, because claims of one customer are correlated. Segments are those at the cut,
//! because today's segments depend on what the groups did since.

use super::control_group::control_group;
use super::then::{LaterError, Then};
use super::{Dataset, Segmentation};
use crate::measures::{Burns, SIGNIFICANT, holm};
use crate::progress::Progress;
use crate::segments::interval::newcombe;
use crate::segments::trial::{Fraction, customers_needed, fisher_exact};

/// The differences in shares for which the required size is given.
const DIFFERENCES: [f64; 3] = [0.02, 0.05, 0.1];

/// An experiment: its result, or the size that it would need.
#[derive(Clone, Debug, PartialEq)]
pub struct Experiment {
    /// The cut: customers who were known on this day are counted.
    pub cut: i32,
    /// The last day of the data: burns or orders after the cut and up to this day count.
    pub until: i32,
    /// All customers: how many burnt or ordered after the cut.
    pub everyone: Fraction,
    /// Its result; none without a column of groups.
    pub found: Option<Found>,
    /// Customers that each of two groups needs to see a difference of 2, 5 or 10 points, as far as it is possible.
    pub needed: Vec<(f64, u64)>,
}

/// The result of an experiment.
#[derive(Clone, Debug, PartialEq)]
pub struct Found {
    /// The column of groups.
    pub column: String,
    /// Its value for the control group.
    pub control: String,
    /// Number of its other values, which are treated together.
    pub variants: usize,
    /// All customers in a group.
    pub all: Uplift,
    /// By segment at the cut, the largest difference first: the order in which to treat them.
    pub segments: Vec<Uplift>,
}

/// Two groups of the same customers.
#[derive(Clone, Debug, PartialEq)]
pub struct Uplift {
    /// The name of the segment, `all` for all.
    pub name: String,
    /// How many of the treated burnt or ordered later.
    pub treated: Fraction,
    /// The same for the control group.
    pub control: Fraction,
    /// The share of the treated minus that of the control group; none if one is empty.
    pub difference: Option<f64>,
    /// Its 95% interval (Newcombe 1998).
    pub interval: Option<[f64; 2]>,
    /// The p-value of Fisher's exact test, of segments adjusted for their number (Holm 1979).
    pub p: Option<f64>,
    /// How many more of all treated customers of this segment and those before it acted than without treatment.
    pub gained: Option<f64>,
}

impl Uplift {
    fn new(name: String, treated: Fraction, control: Fraction) -> Self {
        let single = |(acted, of): Fraction| Burns::of_single_claims(acted, of);
        let share = |(acted, of): Fraction| (of > 0).then(|| acted as f64 / of as f64);
        Self {
            name,
            treated,
            control,
            difference: share(treated).zip(share(control)).map(|(treated, control)| treated - control),
            // Each customer counts once.
            interval: newcombe(single(treated), single(control)),
            p: fisher_exact(treated, control),
            gained: None,
        }
    }

    /// Whether the groups differ; none if that cannot be tested.
    pub fn differs(&self) -> Option<bool> {
        self.p.map(|p| p < SIGNIFICANT)
    }
}

/// Counts who burnt or ordered in the last quarter of the days, of the customers who were known before it. `acted` says of each customer
/// of today whether that is so.
///
/// # Errors
/// Why it cannot be counted, in words for the user; or that the work is cancelled.
pub(super) fn experiment(
    dataset: &Dataset,
    shown: &Segmentation,
    then: &Then<'_>,
    acted: &[bool],
    progress: &Progress,
) -> Result<Experiment, LaterError> {
    let (facts, &Then { horizon, cut, .. }) = (&dataset.kept, then);
    progress.check()?;

    // The customers known at the cut are among those of today.
    let rows = dataset.features.customer_ids.indices_of(&then.ids);
    let everyone = rows.iter().flatten().fold((0, 0), |part, row| add(part, acted[*row as usize]));
    let rate = everyone.0 as f64 / everyone.1.max(1) as f64;
    let needed = DIFFERENCES.iter().filter_map(|by| Some((*by, customers_needed(rate, *by)?))).collect();

    let found = match control_group(&dataset.features) {
        None => None,
        Some(groups) => {
            let early = then.segments(shown, progress)?;
            let k = early.segments.list.len();
            // The treated and the control group of each segment, and of all customers at last.
            let mut parts = vec![[(0, 0); 2]; k + 1];
            for (row_then, row) in rows.iter().enumerate() {
                let Some(row) = row.map(|row| row as usize) else { continue };
                let Some(group) = groups.of_customer[row].map(usize::from) else { continue };
                parts[k][group] = add(parts[k][group], acted[row]);
                if let Some(label) = early.segments.of_customer[row_then].map(|label| label as usize) {
                    parts[label][group] = add(parts[label][group], acted[row]);
                }
            }
            let segments = early.segments.list.iter().zip(&parts);
            let segments: Vec<Uplift> = segments
                .map(|(segment, [treated, control])| {
                    Uplift::new(format!("{} {}", segment.id, segment.name), *treated, *control)
                })
                .collect();
            let [treated, control] = parts[k];
            let all = Uplift::new("all".to_owned(), treated, control);
            let segments = ranked(segments);
            Some(Found { column: groups.column, control: groups.value, variants: groups.others, all, segments })
        }
    };
    let until = facts.as_of.map_or(horizon, |as_of| as_of.max(horizon));
    Ok(Experiment { cut, until, everyone, found, needed })
}

fn add((acted, of): Fraction, one: bool) -> Fraction {
    (acted + u64::from(one), of + 1)
}

/// Segments by their difference, with p-values adjusted for their number, and what is gained up to each.
fn ranked(mut segments: Vec<Uplift>) -> Vec<Uplift> {
    let tested: Vec<usize> = (0..segments.len()).filter(|at| segments[*at].p.is_some()).collect();
    let p_values: Vec<f64> = tested.iter().filter_map(|at| segments[*at].p).collect();
    for (at, p) in tested.into_iter().zip(holm(&p_values)) {
        segments[at].p = Some(p);
    }
    segments.sort_by(|a, b| b.difference.unwrap_or(f64::MIN).total_cmp(&a.difference.unwrap_or(f64::MIN)));
    let mut gained = 0.0;
    for segment in &mut segments {
        gained += segment.difference.unwrap_or(0.0) * segment.treated.1 as f64;
        segment.gained = segment.difference.map(|_| gained);
    }
    segments
}

#[cfg(test)]
#[allow(clippy::float_cmp)]
mod tests {
    use super::*;

    #[test]
    fn segments_are_ranked_and_their_tests_corrected() {
        let uplift = |name: &str, treated, control| Uplift::new(name.to_owned(), treated, control);
        let ranked = ranked(vec![
            uplift("none", (30, 100), (30, 100)),
            uplift("much", (60, 100), (30, 100)),
            uplift("empty", (0, 0), (3, 9)),
        ]);
        let names: Vec<&str> = ranked.iter().map(|segment| segment.name.as_str()).collect();
        assert_eq!(names, ["much", "none", "empty"]);
        // Two segments can be tested: twice the smaller p-value, `scipy.stats.fisher_exact([[60, 40], [30, 70]])`.
        let p = ranked[0].p.unwrap_or(1.0);
        assert!((p / 2.0 - 3.304_592_989e-5).abs() < 1e-12, "{p}");
        assert_eq!([ranked[0].differs(), ranked[1].differs(), ranked[2].differs()], [Some(true), Some(false), None]);
        assert_eq!(ranked[0].gained.map(f64::round), Some(30.0));
        assert_eq!((ranked[1].difference, ranked[2].difference, ranked[2].gained), (Some(0.0), None, None));
    }
}
