//! The measures of a sweep and the K that each of them chooses: one table for screen and report.

use super::{Clustering, Criterion, Sweep, SweepPoint};

/// A measure over K.
#[derive(Clone, Copy, Debug)]
pub struct Measure {
    /// Its name.
    pub name: &'static str,
    /// A shorter name for narrow columns.
    pub short: &'static str,
    /// Its value at K; none where it is not defined.
    pub value: fn(&Sweep, usize) -> Option<f64>,
    /// The K it chooses; none where it chooses none.
    pub choice: fn(&Sweep) -> Option<usize>,
    /// How it chooses, in a few words.
    pub rule: &'static str,
    /// Digits after the point.
    pub decimals: usize,
}

impl Measure {
    /// The name of its choice: `knee`, otherwise the short name.
    pub fn title(&self) -> &'static str {
        if self.rule == "knee" { self.rule } else { self.short }
    }
}

/// Every measure, in display order.
pub const MEASURES: [Measure; 7] = [
    Measure {
        name: "inertia",
        short: "inertia",
        value: |s, k| if k == 1 { Some(s.inertia_one) } else { Some(at(s, k)?.inertia) },
        choice: |s| s.knee,
        rule: "knee",
        decimals: 0,
    },
    Measure {
        name: "silhouette",
        short: "silhouette",
        value: |s, k| Some(at(s, k)?.silhouette.as_ref()?.mean),
        choice: |s| chosen(&s.points, |c| Some(c.silhouette.as_ref()?.mean)),
        rule: "highest",
        decimals: 3,
    },
    Measure {
        name: "Davies-Bouldin",
        short: "davies-b.",
        value: |s, k| at(s, k)?.davies_bouldin,
        choice: |s| chosen(&s.points, |c| Some(-c.davies_bouldin?)),
        rule: "lowest",
        decimals: 3,
    },
    Measure {
        name: "Calinski-Harabasz",
        short: "calinski",
        value: |s, k| at(s, k)?.calinski_harabasz,
        choice: |s| chosen(&s.points, |c| c.calinski_harabasz),
        rule: "highest",
        decimals: 0,
    },
    Measure {
        name: "gap",
        short: "gap",
        value: |s, k| Some(s.gap.as_ref()?.points.iter().find(|p| p.k == k)?.gap),
        choice: |s| s.gap.as_ref()?.best,
        rule: "first",
        decimals: 3,
    },
    Measure {
        name: "BIC",
        short: "bic",
        value: |s, k| at(s, k)?.bic(),
        choice: |s| chosen(&s.points, |c| Some(-c.bic()?)),
        rule: "lowest",
        decimals: 0,
    },
    Measure {
        name: "ICL",
        short: "icl",
        value: |s, k| Some(at(s, k)?.mixture()?.icl),
        choice: |s| chosen(&s.points, |c| Some(-c.mixture()?.icl)),
        rule: "lowest",
        decimals: 0,
    },
];

fn at(sweep: &Sweep, k: usize) -> Option<&Clustering> {
    sweep.points.iter().find(|point| point.k == k).map(|point| point.clustering.as_ref())
}

/// The score of a clustering by a criterion, higher is better; none where K is not chosen by one.
pub(super) fn score_by(criterion: Criterion, clustering: &Clustering) -> Option<f64> {
    match criterion {
        Criterion::Silhouette => Some(clustering.silhouette.as_ref()?.mean),
        Criterion::Bic => Some(-clustering.bic()?),
        Criterion::Density => None,
    }
}

/// The smallest K with the highest score, among those that isolate no customers, or all K where each does. Of mixtures,
/// those with the fewest collapsed components come first.
pub(super) fn chosen(points: &[SweepPoint], score: impl Fn(&Clustering) -> Option<f64>) -> Option<usize> {
    let isolates = |clustering: &Clustering| clustering.isolated().next().is_some();
    best_of(points.iter().filter(|point| !isolates(&point.clustering)), &score).or(best_of(points.iter(), &score))
}

/// The smallest K with the highest score, even if it isolates customers.
pub(super) fn highest(points: &[SweepPoint], score: impl Fn(&Clustering) -> Option<f64>) -> Option<usize> {
    best_of(points.iter(), &score)
}

fn best_of<'a>(
    points: impl Iterator<Item = &'a SweepPoint>,
    score: &impl Fn(&Clustering) -> Option<f64>,
) -> Option<usize> {
    let collapsed = |clustering: &Clustering| clustering.mixture().map_or(0, |mixture| mixture.collapsed);
    let scored = points.filter_map(|p| Some((p.k, collapsed(&p.clustering), score(&p.clustering)?)));
    let better = |a: &(usize, usize, f64), b: &(usize, usize, f64)| a.1 < b.1 || a.1 == b.1 && a.2 > b.2;
    scored.reduce(|best, next| if better(&next, &best) { next } else { best }).map(|(k, ..)| k)
}
