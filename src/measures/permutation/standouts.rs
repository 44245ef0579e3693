//! The groups that differ from the others.

use super::deck::{Deck, Score, Sum, Sums};

/// The sums of a group, and the terms that convert them to another common rate.
#[derive(Clone, Copy, Default)]
struct GroupSums {
    sum: Sum,
    /// Σ claims × excess, and Σ claims².
    products: [f64; 2],
}

impl GroupSums {
    fn add(&mut self, score: Score) {
        self.sum.add(score);
        self.products[0] += score.claims * score.excess;
        self.products[1] += score.claims * score.claims;
    }

    /// The sums if the common rate is higher by this.
    fn about(self, higher: f64) -> Sum {
        let Sum { claims, excess, squares } = self.sum;
        let squares = squares - 2.0 * higher * self.products[0] + higher * higher * self.products[1];
        Sum { claims, excess: excess - higher * claims, squares: squares.max(0.0) }
    }
}

/// Most groups that are found: each takes a pass over all that are left.
const MOST: usize = 1000;

/// The groups whose deviation exceeds a limit above or below, the most certain first and at most [`MOST`]. Each is set
/// aside before the next is looked for: one group far above would push all others below the common rate. A group must also
/// be on that side of all others together, or it would not be called above or below the rest.
pub(super) fn standouts(deck: &Deck, limits: [f64; 2]) -> [Vec<u32>; 2] {
    let mut groups = vec![GroupSums::default(); deck.groups];
    for (score, group) in deck.cells() {
        groups[group as usize].add(score);
    }
    let mut left: Vec<usize> = (0..groups.len()).filter(|at| groups[*at].sum.claims > 0.0).collect();
    let mut found = [Vec::new(), Vec::new()];
    while left.len() > 1 && found[0].len() + found[1].len() < MOST {
        let claims: f64 = left.iter().map(|at| groups[*at].sum.claims).sum();
        let higher = left.iter().map(|at| groups[*at].sum.excess).sum::<f64>() / claims;
        let sums: Vec<Sum> = left.iter().map(|at| groups[*at].about(higher)).collect();
        let sums = Sums { all: sums.iter().fold(Sum::default(), |all, sum| all.and(*sum)), groups: sums };
        let beyond = |z: f64| if z > 0.0 { z / limits[0] } else { -z / limits[1] };
        let is_side = |(at, z): &(usize, f64)| groups[left[*at]].sum.excess * z > 0.0;
        let most = sums.deviations().enumerate().filter(is_side).max_by(|a, b| beyond(a.1).total_cmp(&beyond(b.1)));
        let Some((at, z)) = most.filter(|(_, z)| beyond(*z) > 1.0) else { break };
        found[usize::from(z < 0.0)].push(left.remove(at) as u32);
    }
    found
}
