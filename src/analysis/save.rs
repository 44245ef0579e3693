//! A segmentation as a saved model.

use std::collections::BTreeMap;

use super::{AnalysisError, Dataset, Segmentation};
use crate::cluster::Predictor;
use crate::data::format_day;
use crate::progress::Progress;
use crate::segments::bins::Bins;
use crate::segments::fingerprint::fingerprint;
use crate::segments::saved::{Reach, SCHEMA, SavedChoice, SavedData, SavedFeature, SavedModel, SavedSegment};

/// The saved model of a segmentation.
///
/// # Errors
/// When the work is cancelled.
pub fn save(dataset: &Dataset, segmentation: &Segmentation, progress: &Progress) -> Result<SavedModel, AnalysisError> {
    let Segmentation { choice, features, prepared, clustering, segments, .. } = segmentation;
    let matrix = &prepared.matrix;
    let mut words = BTreeMap::new();
    let took_part = prepared.took_part();
    let saved = |name: &String| {
        let coded = features.words(name);
        let coded_by = coded.as_ref().map(|(family, _)| family.clone());
        words.extend(coded);
        let column = matrix.names.iter().position(|kept| kept == name);
        let scaling = column.map(|column| matrix.transforms[column]);
        SavedFeature {
            name: name.clone(),
            scaling,
            fill: features.fill(name).filter(|fill| fill.is_finite()),
            coded_by,
            bins: features.values(name, choice.inactive).and_then(|values| {
                Bins::of(values.iter().zip(&took_part).filter(|(_, took_part)| **took_part).map(|(value, _)| *value))
            }),
        }
    };
    let saved_features = prepared.features.iter().map(saved).collect();
    let means = matrix.means(&clustering.labels, clustering.k);
    let saved_segment = |(segment, means): (&crate::segments::Segment, Vec<f64>)| SavedSegment {
        id: segment.id,
        name: segment.name.clone(),
        customers: segment.customers,
        means,
    };
    let facts = &dataset.facts;
    let predictor = Predictor::of(matrix, clustering, progress)?;
    let (reach, set_aside) = reach(segmentation, &predictor)?;
    Ok(SavedModel {
        schema: SCHEMA.to_owned(),
        version: env!("CARGO_PKG_VERSION").to_owned(),
        data: SavedData {
            rows: facts.source.rows.iter().map(|(table, rows)| (<&str>::from(table).to_owned(), *rows)).collect(),
            fingerprint: fingerprint(of_the_fit(segmentation)),
            filter: dataset.filter.to_string(),
            as_of: facts.as_of.map(format_day),
        },
        choice: SavedChoice {
            algorithm: choice.method.algorithm,
            k: clustering.k,
            scaling: choice.scaling,
            inactive: choice.inactive,
            clip: choice.clip,
            seed: choice.method.seed,
            restarts: choice.method.restarts,
            eps: clustering.density().map(|density| density.eps),
            min_points: clustering.density().map(|density| density.min_points),
            linkage: clustering.tree().map(|_| choice.method.linkage),
        },
        features: saved_features,
        words,
        segments: segments.list.iter().zip(means).map(saved_segment).collect(),
        predictor,
        reach: Some(reach),
        set_aside,
    })
}

/// How far the customers of the fit are from their segments, and the values of outliers that are not farther than one of
/// them: clipping can bring them near, and what distinguishes them can be constant without them.
fn reach(segmentation: &Segmentation, predictor: &Predictor) -> Result<(Reach, Vec<Vec<f64>>), AnalysisError> {
    let Segmentation { choice, features, prepared, .. } = segmentation;
    let matrix = &prepared.matrix;
    let raw: Vec<f64> = matrix.raw.iter().copied().collect();
    let placed = predictor.predict(&matrix.transforms, &raw)?;
    let farthest = placed.into_iter().flatten().map(|placed| placed.distance).fold(0.0, f64::max);
    let rows = |names: &[String]| -> Vec<Vec<f64>> {
        let columns: Vec<_> = names.iter().filter_map(|name| features.values(name, choice.inactive)).collect();
        prepared.outliers.iter().map(|&customer| columns.iter().map(|values| values[customer]).collect()).collect()
    };
    let placed = predictor.predict(&matrix.transforms, &rows(&matrix.names).concat())?;
    let (mut outliers, mut set_aside): (Option<f64>, _) = (None, Vec::new());
    for (row, placed) in rows(&prepared.features).into_iter().zip(placed) {
        match placed {
            Some(placed) if placed.distance > farthest => {
                outliers = Some(outliers.map_or(placed.distance, |least| least.min(placed.distance)));
            }
            _ if !set_aside.contains(&row) => set_aside.push(row),
            _ => {}
        }
    }
    Ok((Reach { farthest, outliers }, set_aside))
}

/// The bytes of what was fitted: the columns, the distinct rows in their canonical order, and their weights.
fn of_the_fit(segmentation: &Segmentation) -> impl Iterator<Item = u8> {
    let matrix = &segmentation.prepared.matrix;
    let names = matrix.names.iter().flat_map(|name| name.bytes().chain([0]));
    let numbers = matrix.raw.iter().chain(&matrix.weights).flat_map(|x| x.to_bits().to_le_bytes());
    names.chain(matrix.scaling.to_string().into_bytes()).chain(numbers)
}
