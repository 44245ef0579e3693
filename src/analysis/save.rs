//! A segmentation as a saved model.

use std::collections::BTreeMap;

use super::{AnalysisError, Dataset, Segmentation};
use crate::cluster::{Labelled, Predictor};
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
    let mut predictor = Predictor::of(matrix, clustering, progress)?;
    let reach = reach(segmentation, &mut predictor)?;
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
    })
}

/// How far the customers of the fit are from their segments. An outlier that is not farther than one of them is an exception
/// of the predictor, so that it gets no segment either; not after a clip, which is there to include them.
fn reach(segmentation: &Segmentation, predictor: &mut Predictor) -> Result<Reach, AnalysisError> {
    let Segmentation { choice, features, prepared, .. } = segmentation;
    let matrix = &prepared.matrix;
    let raw: Vec<f64> = matrix.raw.iter().copied().collect();
    let placed = predictor.predict(&matrix.transforms, &raw)?;
    let farthest = placed.into_iter().flatten().map(|placed| placed.distance).fold(0.0, f64::max);
    let columns: Vec<_> = matrix.names.iter().filter_map(|name| features.values(name, choice.inactive)).collect();
    let rows: Vec<Vec<f64>> =
        prepared.outliers.iter().map(|&customer| columns.iter().map(|values| values[customer]).collect()).collect();
    let mut outliers: Option<f64> = None;
    for (row, placed) in rows.iter().zip(predictor.predict(&matrix.transforms, &rows.concat())?) {
        match placed {
            Some(placed) if placed.distance > farthest => {
                outliers = Some(outliers.map_or(placed.distance, |least| least.min(placed.distance)));
            }
            _ if choice.clip.is_none() => predictor.exceptions.push(Labelled { row: row.clone(), label: None }),
            _ => {}
        }
    }
    Ok(Reach { farthest, outliers })
}

/// The bytes of what was fitted: the columns, the distinct rows in their canonical order, and their weights.
fn of_the_fit(segmentation: &Segmentation) -> impl Iterator<Item = u8> {
    let matrix = &segmentation.prepared.matrix;
    let names = matrix.names.iter().flat_map(|name| name.bytes().chain([0]));
    let numbers = matrix.raw.iter().chain(&matrix.weights).flat_map(|x| x.to_bits().to_le_bytes());
    names.chain(matrix.scaling.to_string().into_bytes()).chain(numbers)
}
