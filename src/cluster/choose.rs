//! The measures of a sweep and the K that each of them chooses: one table for screen and report.

use super::{Clustering, Sweep, SweepPoint};

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
    /// The name of its choice: `knee`, else the short name.
    pub fn title(&self) -> &'static str {
        if self.rule == "knee" { self.rule } else { self.short }
    }
}

/// Every measure, in display order.
pub const MEASURES: [Measure; 6] = [
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
];

fn at(sweep: &Sweep, k: usize) -> Option<&Clustering> {
    sweep.points.iter().find(|point| point.k == k).map(|point| point.clustering.as_ref())
}

/// The smallest K with the highest score.
pub(super) fn chosen(points: &[SweepPoint], score: impl Fn(&Clustering) -> Option<f64>) -> Option<usize> {
    let scored = points.iter().filter_map(|p| Some((p.k, score(&p.clustering)?)));
    scored.reduce(|best, next| if next.1 > best.1 { next } else { best }).map(|(k, _)| k)
}
