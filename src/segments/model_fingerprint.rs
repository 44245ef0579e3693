//! The fingerprint of a model: what it was fitted on and everything that decides which customer is in which segment.

use super::fingerprint::fingerprint;
use super::saved::SavedModel;

/// Equal for models that assign every customer alike: it does not change with the names of the segments, nor with the version
/// of the program.
pub fn model_fingerprint(model: &SavedModel) -> String {
    let SavedModel { data, choice, features, words, predictor, reach, .. } = model;
    let decisive = (&data.fingerprint, choice.algorithm, choice.inactive, features, words, predictor, reach);
    // Writing to a string fails only where a map has keys that are not text, and there are none.
    fingerprint(serde_json::to_string(&decisive).unwrap_or_default().into_bytes())
}
