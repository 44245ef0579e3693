//! The mixture finds what scikit-learn finds, and the clouds that were planted.

use linfa::ParamGuard;
use linfa::dataset::DatasetBase;
use linfa::traits::Fit as _;
use ndarray::Array2;

use super::super::MixtureParams;
use super::super::density::{Block, Densities};
use super::fixtures::{fixtures, model};
use super::{exact, fit};
use crate::cluster::Scaling;
use crate::cluster::tests::{close, clouds, matrix};
use crate::progress::Progress;

#[test]
fn probabilities_under_given_parameters_agree() {
    for (name, matrix, fixture) in fixtures() {
        let (points, model) = (exact(&matrix), model(&fixture));
        let densities = Densities::new(&model);
        let mut block = Block::new(model.k(), model.dimension);
        for (row, expected) in fixture.probabilities.iter().enumerate() {
            let at = matrix.row_of[row].unwrap() as usize;
            block.load(&points, at..at + 1);
            densities.evaluate(&mut block);
            assert!(close(block.log_density[0], fixture.log_densities[row], 1e-9), "{name} row {row}");
            for (found, expected) in block.posterior.iter().zip(expected) {
                assert!(close(found[0], *expected, 1e-9), "{name} row {row}");
            }
        }
    }
}

#[test]
fn one_component_is_mean_and_covariance() {
    for (name, matrix, fixture) in fixtures() {
        let points = exact(&matrix);
        let found = fit(&points, 1).mixture;
        assert!(close(found.log_likelihood, fixture.fits[0].log_likelihood, 1e-9), "{name}");
        assert!(close(found.bic, fixture.fits[0].bic, 1e-9), "{name}");
        let covariance = points.covariance(&points.mean());
        assert!(found.covariances.iter().zip(&covariance).all(|(x, y)| close(*x, *y, 1e-12)), "{name}");
        assert!(found.memberships.iter().all(|m| m.probability == 1.0 && m.second.is_none()));
    }
}

#[test]
fn the_likelihood_is_not_worse() {
    let progress = Progress::new();
    for (name, matrix, fixture) in fixtures() {
        let points = exact(&matrix);
        let mut chosen = [(f64::INFINITY, 0); 2];
        for expected in fixture.fits.iter().filter(|fit| fit.k <= 5) {
            // A narrow component on a few rows is found by only a few of many starts.
            let restarts = if points.len() < 200 { 40 } else { 10 };
            let params = MixtureParams::new(expected.k).restarts(restarts).check().unwrap();
            let found = params.assign(&points, &progress).unwrap().mixture;
            assert!(found.converged);
            let excess = (found.log_likelihood - expected.log_likelihood) / expected.log_likelihood.abs();
            // A narrow component on few rows may be found by one program and not by the other.
            if expected.least_variance > 1e-3 {
                assert!(excess >= -1e-6, "{name} k {}: {}", expected.k, found.log_likelihood);
            }
            if excess.abs() <= 1e-6 {
                assert!((found.bic - expected.bic).abs() <= 2.1e-6 * expected.log_likelihood.abs());
                let both = [(found.bic, expected.k), (expected.bic, expected.k)];
                for (best, next) in chosen.iter_mut().zip(both).filter(|(best, next)| next.0 < best.0) {
                    *best = next;
                }
            }
        }
        assert_eq!(chosen[0].1, chosen[1].1, "{name}");
    }
}

#[test]
fn clouds_are_found_with_their_memberships() {
    let matrix = matrix(&clouds(1), Scaling::Zscore).unwrap();
    let points = matrix.points();
    let found = fit(&points, 4);
    let mut sizes = [0.0; 4];
    for (label, weight) in found.labels.iter().zip(points.weights) {
        sizes[label.unwrap() as usize] += weight;
    }
    sizes.sort_by(f64::total_cmp);
    assert_eq!(sizes, [30.0, 50.0, 70.0, 90.0]);
    let best = (1..=6).min_by(|&a, &b| fit(&points, a).mixture.bic.total_cmp(&fit(&points, b).mixture.bic));
    assert_eq!(best, Some(4));
    for (label, membership) in found.labels.iter().zip(&found.mixture.memberships) {
        let (second, probability) = membership.second.unwrap();
        assert!(label.unwrap() != second && membership.probability > 0.999 && probability < 0.001);
    }
}

#[test]
fn it_fits_a_dataset_of_linfa() {
    let values: Vec<f64> = clouds(3).concat();
    let records = Array2::from_shape_vec((values.len() / 2, 2), values).unwrap();
    let mixture = MixtureParams::new(4).check().unwrap().fit(&DatasetBase::from(records)).unwrap();
    assert_eq!(mixture.means.dim(), (4, 2));
    assert!(
        MixtureParams::new(2).check().unwrap().fit(&DatasetBase::from(Array2::from_elem((3, 1), f64::NAN))).is_err()
    );
}
