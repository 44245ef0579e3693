//! A saved segmentation: the fitted model as a document, so that other customers can be assigned to its segments.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::bins::Bins;
use super::document::read;
use super::names::{Centers, Names, unique};
use crate::cluster::{Algorithm, Linkage, Predictor, Scaling, Transform};
use crate::measures::InactivePolicy;
use crate::plain_text::in_json;

/// The schema of the document.
pub const SCHEMA: &str = "segscope/model/1";

/// The document.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SavedModel {
    /// [`SCHEMA`].
    pub schema: String,
    /// Version of the program that wrote it.
    pub version: String,
    /// What it was fitted on.
    pub data: SavedData,
    /// The options of the fit.
    pub choice: SavedChoice,
    /// The clustering features, in the order of the options.
    pub features: Vec<SavedFeature>,
    /// The categories of encoded features, in the order of their codes.
    pub words: BTreeMap<String, Vec<String>>,
    /// By number.
    pub segments: Vec<SavedSegment>,
    /// Assigns customers to segments.
    pub predictor: Predictor,
    /// How far customers of the fit are from their segments; none in models of older versions.
    #[serde(default)]
    pub reach: Option<Reach>,
    /// Outliers that were set aside and are not farther than a customer of the fit: their values by feature, before clipping.
    /// Empty in models of older versions.
    #[serde(default)]
    pub set_aside: Vec<Vec<f64>>,
}

/// Distances to the centroid of the own segment, in the scaled space.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Reach {
    /// The largest distance of a customer of the fit.
    pub farthest: f64,
    /// The smallest distance of an outlier that was set aside, if it is larger; none without such an outlier.
    pub outliers: Option<f64>,
}

/// What a model was fitted on.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SavedData {
    /// Rows read, by table.
    pub rows: BTreeMap<String, u64>,
    /// Fingerprint of the customers' features, the scaling and the weights: equal for equal fits.
    pub fingerprint: String,
    /// The filter in its canonical text; empty without one.
    pub filter: String,
    /// The as-of date, if the data has one.
    pub as_of: Option<String>,
}

/// The options of the fit. Only the policy affects assignments; the rest documents the model.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SavedChoice {
    /// The algorithm.
    pub algorithm: Algorithm,
    /// Number of segments found.
    pub k: usize,
    /// How features were brought to one scale.
    pub scaling: Scaling,
    /// What happens to customers without a transaction.
    pub inactive: InactivePolicy,
    /// Percentile of the clipping.
    pub clip: Option<f64>,
    /// Seed.
    pub seed: u64,
    /// Restarts.
    pub restarts: usize,
    /// Radius of a neighbourhood, for DBSCAN only.
    pub eps: Option<f64>,
    /// Customers that make a neighbourhood dense, for DBSCAN only.
    pub min_points: Option<usize>,
    /// Distance between two clusters, for hierarchical clustering only.
    pub linkage: Option<Linkage>,
}

/// A clustering feature.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SavedFeature {
    /// Its name.
    pub name: String,
    /// Its scaling; none for a constant feature, which only excludes customers without a value.
    pub scaling: Option<Transform>,
    /// The value for customers without a transaction, where they take part and have none of their own.
    pub fill: Option<f64>,
    /// The entry of [`SavedModel::words`] with its categories; none for a numeric feature.
    pub coded_by: Option<String>,
    /// Its values at the fit, for their drift; none in models of older versions.
    #[serde(default)]
    pub bins: Option<Bins>,
}

/// A segment.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SavedSegment {
    /// Its number, from 1.
    pub id: usize,
    /// Its name.
    pub name: String,
    /// Number of customers.
    pub customers: u64,
    /// Means of the scaled features, in own units.
    pub means: Vec<f64>,
}

impl SavedModel {
    /// Reads a document.
    ///
    /// # Errors
    /// Why it cannot be read, as the end of a sentence that begins with the file.
    pub fn read(text: &str) -> Result<Self, String> {
        read(text, SCHEMA, "saved model").and_then(|model: Self| match model.check() {
            Ok(()) => Ok(model),
            Err(why) => Err(format!("is a saved model that was changed by hand or damaged: {why}. Save it again")),
        })
    }

    /// The document as text.
    pub fn text(&self) -> String {
        // Writing to a string fails only where a map has keys that are not text, and there are none.
        in_json(&serde_json::to_string(self).unwrap_or_default()).into_owned() + "\n"
    }

    /// The scaling of each feature that has one.
    pub fn transforms(&self) -> Vec<Transform> {
        self.features.iter().filter_map(|feature| feature.scaling).collect()
    }

    /// Gives the segments the names that a user gave, each to the segment it is near to.
    pub fn apply_names(&mut self, names: &Names) {
        let scaled = self.features.iter().filter(|feature| feature.scaling.is_some());
        let centers = Centers {
            features: scaled.map(|feature| feature.name.clone()).collect(),
            transforms: self.transforms(),
            means: self.segments.iter().map(|segment| segment.means.clone()).collect(),
        };
        let saved: Vec<&str> = self.segments.iter().map(|segment| segment.name.as_str()).collect();
        let names = unique(&saved, &names.of_segments(&centers));
        for (segment, name) in self.segments.iter_mut().zip(names) {
            segment.name = name;
        }
    }

    /// Whether a customer is as far away as the outliers that were set aside.
    pub fn is_outlier(&self, distance: f64) -> bool {
        self.reach.and_then(|reach| reach.outliers).is_some_and(|outliers| distance >= outliers)
    }

    /// Whether its parts are consistent.
    fn check(&self) -> Result<(), String> {
        let transforms = self.transforms();
        if transforms.is_empty() {
            return Err("it has no scaled feature".to_owned());
        }
        if let Some(feature) = self.features.iter().find(|f| f.scaling.is_some_and(|scaling| !scaling.is_sound())) {
            return Err(format!("the scaling of {} is out of range", feature.name));
        }
        if let Some(feature) = self.features.iter().find(|f| f.bins.as_ref().is_some_and(|bins| !bins.is_sound())) {
            return Err(format!("the bins of {} are out of order", feature.name));
        }
        let names: BTreeSet<&str> = self.features.iter().map(|feature| feature.name.as_str()).collect();
        if names.len() < self.features.len() {
            return Err("it has a feature twice".to_owned());
        }
        let mut codes = self.features.iter().filter_map(|feature| feature.coded_by.as_ref());
        if let Some(missing) = codes.find(|family| !self.words.contains_key(*family)) {
            return Err(format!("it has no categories of {missing}"));
        }
        let k = self.predictor.centroids.len();
        let numbered = self.segments.iter().zip(1..).all(|(segment, id)| segment.id == id);
        if self.choice.k != k || self.segments.len() != k || !numbered {
            return Err(format!("it has {} segments, {k} centroids and k = {}", self.segments.len(), self.choice.k));
        }
        let named: BTreeSet<&str> = self.segments.iter().map(|segment| segment.name.as_str()).collect();
        if named.len() < k || named.contains("") {
            return Err("two segments have one name, or one has none".to_owned());
        }
        if self.segments.iter().any(|s| s.means.len() != transforms.len() || s.means.iter().any(|x| !x.is_finite())) {
            return Err("a segment has means that do not fit the features".to_owned());
        }
        let is_row = |row: &Vec<f64>| row.len() == self.features.len() && row.iter().all(|x| x.is_finite());
        if !self.set_aside.iter().all(is_row) {
            return Err("a customer who was set aside has values that do not fit the features".to_owned());
        }
        self.predictor.check(transforms.len())
    }
}
