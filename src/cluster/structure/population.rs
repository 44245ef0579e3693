//! A single population with the margins and the dependence of some customers.

use std::f64::consts::TAU;

use linfa_linalg::eigh::EighInto;
use ndarray::Array2;
use rand::Rng;
use rand_xoshiro::Xoshiro256Plus;

use super::unimodal::Unimodal;
use crate::cluster::points::Points;

/// How much of the variance of a drawn customer's scores is that of a customer of the data; the rest is Gaussian.
///
/// At 0 the population is a Gaussian copula. It has no customers with both few and old claims, which real shops have, so
/// the test would take them for structure. At 1 the population reproduces clusters that the margins do not show, so the
/// test would not find them.
const LIKENESS: f64 = 0.8;

/// A single population, as skewed and as dependent as the data: each margin is the nearest unimodal one, and the copula is
/// that of the data, smoothed by a Gaussian one of the same correlations.
#[derive(Clone, Debug)]
pub(super) struct Population {
    margins: Vec<Unimodal>,
    /// Normal scores of the customers: customers × columns.
    scores: Array2<f64>,
    /// A square root of their correlations: columns × factors.
    root: Array2<f64>,
}

impl Population {
    /// The one nearest to these customers. Their normal scores are `rng`'s sorted normal draws in the order of the
    /// values.
    pub fn of(points: &Points<'_>, rng: &mut Xoshiro256Plus) -> Self {
        let mut scores = Array2::zeros((points.len(), points.dimension));
        let mut margins = Vec::with_capacity(points.dimension);
        for j in 0..points.dimension {
            let values: Vec<f64> = points.rows().map(|row| row[j]).collect();
            scores.column_mut(j).iter_mut().zip(normal_scores(&values, rng)).for_each(|(to, score)| *to = score);
            let mut sorted = values;
            sorted.sort_unstable_by(f64::total_cmp);
            margins.push(Unimodal::nearest(&sorted));
        }
        let root = root(correlations(&scores));
        Self { margins, scores, root }
    }

    /// The coordinates of as many customers, row-major.
    pub fn draw(&self, rng: &mut Xoshiro256Plus) -> Vec<f64> {
        let (customers, d) = self.scores.dim();
        let noise = Array2::from_shape_simple_fn((customers, d), || normal(rng)).dot(&self.root.t());
        let mut scores = noise * (1.0 - LIKENESS).sqrt();
        for mut row in scores.rows_mut() {
            row.scaled_add(LIKENESS.sqrt(), &self.scores.row(rng.gen_range(0..customers)));
        }
        let mut values = vec![0.0; customers * d];
        // A copula is in the ranks: the customer of rank i gets the value of the i-th of as many random shares.
        for (j, margin) in self.margins.iter().enumerate() {
            let mut order: Vec<usize> = (0..customers).collect();
            order.sort_unstable_by(|&a, &b| scores[[a, j]].total_cmp(&scores[[b, j]]).then(a.cmp(&b)));
            let mut shares: Vec<f64> = (0..customers).map(|_| rng.r#gen()).collect();
            shares.sort_unstable_by(f64::total_cmp);
            for (customer, share) in order.into_iter().zip(shares) {
                values[customer * d + j] = margin.quantile(share);
            }
        }
        values
    }
}

/// A draw of the standard normal distribution (Box and Muller 1958).
fn normal(rng: &mut Xoshiro256Plus) -> f64 {
    let radius = (-2.0 * (1.0 - rng.r#gen::<f64>()).ln()).sqrt();
    radius * (TAU * rng.r#gen::<f64>()).cos()
}

/// Sorted normal draws in the order of the values; equal values share the mean of theirs.
fn normal_scores(values: &[f64], rng: &mut Xoshiro256Plus) -> Vec<f64> {
    let mut draws: Vec<f64> = values.iter().map(|_| normal(rng)).collect();
    draws.sort_unstable_by(f64::total_cmp);
    let mut order: Vec<usize> = (0..values.len()).collect();
    order.sort_unstable_by(|&a, &b| values[a].total_cmp(&values[b]));
    let mut scores = vec![0.0; values.len()];
    let mut rest = draws.as_slice();
    for group in order.chunk_by(|&a, &b| values[a].total_cmp(&values[b]).is_eq()) {
        let (own, after) = rest.split_at(group.len());
        let mean = own.iter().sum::<f64>() / own.len() as f64;
        for &row in group {
            scores[row] = mean;
        }
        rest = after;
    }
    scores
}

/// The correlations of columns; 0 with a constant one.
fn correlations(columns: &Array2<f64>) -> Array2<f64> {
    let rows = columns.nrows().max(1) as f64;
    let mean = columns.sum_axis(ndarray::Axis(0)) / rows;
    let centred = columns - &mean;
    let covariance = centred.t().dot(&centred) / rows;
    Array2::from_shape_fn(covariance.dim(), |(i, j)| {
        let scale = (covariance[[i, i]] * covariance[[j, j]]).sqrt();
        if i == j {
            1.0
        } else if scale > 0.0 {
            covariance[[i, j]] / scale
        } else {
            0.0
        }
    })
}

/// A square root of correlations; a negative eigenvalue, which rounding can leave, counts as 0.
fn root(correlations: Array2<f64>) -> Array2<f64> {
    let d = correlations.ncols();
    let Ok((values, vectors)) = correlations.eigh_into() else {
        return Array2::eye(d);
    };
    vectors * &values.mapv(|value| value.max(0.0).sqrt())
}

#[cfg(test)]
#[allow(clippy::float_cmp)]
mod tests {
    use rand::SeedableRng;

    use super::*;

    #[test]
    fn it_has_the_order_and_correlations_of_the_data() {
        let mut rng = Xoshiro256Plus::seed_from_u64(1);
        let scores = normal_scores(&[3.0, 1.0, 3.0, 2.0], &mut rng);
        assert!(scores[1] < scores[3] && scores[3] < scores[0] && scores[0] == scores[2], "{scores:?}");

        // y follows x, and its values are skewed.
        let rows: Vec<f64> = (0..400)
            .flat_map(|_| {
                let x = normal(&mut rng);
                [x, (0.8 * x + 0.6 * normal(&mut rng)).exp()]
            })
            .collect();
        let weights = vec![1.0; 400];
        let points = Points { values: rows.into(), weights: &weights, dimension: 2, spread: &[] };
        let population = Population::of(&points, &mut rng);
        let drawn = population.draw(&mut rng);
        let again = Points { values: drawn.into(), weights: &weights, dimension: 2, spread: &[] };
        let found = Population::of(&again, &mut rng);
        let of = |population: &Population| correlations(&population.scores)[[0, 1]];
        assert!(
            (of(&population) - 0.8).abs() < 0.05 && (of(&found) - 0.8).abs() < 0.08,
            "{} {}",
            of(&population),
            of(&found)
        );
        let (ours, theirs) = (again.mean(), points.mean());
        assert!((ours[1] / theirs[1] - 1.0).abs() < 0.2, "{ours:?} {theirs:?}");
    }
}
