//! The options of clustering: what to cluster by, and how.

use std::ffi::OsString;

use clap::Args;

use super::parameters::Parameters;
use super::values::{at_least, named, percentile};
use crate::analysis::{Choice, KChoice};
use crate::cluster::{Algorithm, Method, Parameter, Scaling};
use crate::measures::InactivePolicy;

/// What to cluster by, and how.
#[derive(Args, Clone, Debug)]
pub struct Clustering {
    /// Number of segments, or `auto` for the highest silhouette.
    #[arg(
        long,
        global = true,
        env = "SEGSCOPE_K",
        value_name = "N|auto",
        default_value_t,
        help_heading = "Clustering"
    )]
    pub k: KChoice,
    /// Clustering algorithm.
    #[arg(
        long,
        global = true,
        env = "SEGSCOPE_ALGORITHM",
        value_name = "NAME",
        value_parser = named::<Algorithm>(),
        default_value_t,
        ignore_case = true,
        help_heading = "Clustering",
    )]
    pub algorithm: Algorithm,
    /// A preset (behaviour, classic, rfm) or feature names separated by commas [default: behaviour].
    #[arg(
        long,
        global = true,
        env = "SEGSCOPE_FEATURES",
        value_name = "LIST|PRESET",
        value_delimiter = ',',
        help_heading = "Clustering"
    )]
    pub features: Vec<String>,
    /// How features are scaled.
    #[arg(
        long,
        global = true,
        env = "SEGSCOPE_SCALE",
        value_name = "NAME",
        value_parser = named::<Scaling>(),
        default_value_t,
        ignore_case = true,
        help_heading = "Clustering",
    )]
    pub scale: Scaling,
    /// What happens to customers without a transaction.
    #[arg(
        long,
        global = true,
        env = "SEGSCOPE_INACTIVE",
        value_name = "POLICY",
        value_parser = named::<InactivePolicy>(),
        default_value_t,
        ignore_case = true,
        help_heading = "Clustering",
    )]
    pub inactive: InactivePolicy,
    /// Parameters of the algorithm.
    #[command(flatten)]
    pub parameters: Parameters,
    /// Largest number of segments that is tried.
    #[arg(
        long,
        global = true,
        env = "SEGSCOPE_K_MAX",
        value_name = "N",
        value_parser = at_least::<usize>(2),
        default_value_t = Choice::default().k_max,
        help_heading = "Clustering",
    )]
    pub k_max: usize,
    /// Winsorise each feature at its P and 100-P percentiles.
    #[arg(
        long,
        global = true,
        env = "SEGSCOPE_CLIP",
        value_name = "P",
        value_parser = percentile,
        help_heading = "Clustering",
    )]
    pub clip: Option<f64>,
}

impl Default for Clustering {
    fn default() -> Self {
        let Choice { features, scaling, inactive, clip, method, k, k_max } = Choice::default();
        let algorithm = method.algorithm;
        Self { k, algorithm, features, scale: scaling, inactive, parameters: Parameters(method), k_max, clip }
    }
}

impl Clustering {
    /// The clustering settings.
    pub fn choice(&self) -> Choice {
        let features = self.features.iter().map(|name| name.trim().to_owned()).filter(|name| !name.is_empty());
        Choice {
            features: features.collect(),
            scaling: self.scale,
            inactive: self.inactive,
            clip: self.clip,
            method: Method { algorithm: self.algorithm, ..self.parameters.0.clone() },
            k: self.k,
            k_max: self.k_max,
        }
    }

    /// The options of clustering settings as they are typed, without those that have their default.
    pub(super) fn typed(choice: &Choice) -> Vec<(&'static str, Option<OsString>)> {
        let (method, usual) = (&choice.method, Choice::default());
        let parameters = Parameter::of_method().map(|parameter| {
            let value = parameter.text(method).filter(|text| parameter.text(&usual.method).as_ref() != Some(text));
            (parameter.row().flag, value.map(OsString::from))
        });
        let first = [
            ("k", unless(&choice.k, &usual.k)),
            ("algorithm", unless(&method.algorithm, &usual.method.algorithm)),
            ("features", (!choice.features.is_empty()).then(|| choice.features.join(",").into())),
            ("scale", unless(&choice.scaling, &usual.scaling)),
            ("inactive", unless(&choice.inactive, &usual.inactive)),
        ];
        let last = [
            ("k-max", unless(&choice.k_max, &usual.k_max)),
            ("clip", choice.clip.map(|percentile| percentile.to_string().into())),
        ];
        first.into_iter().chain(parameters).chain(last).collect()
    }
}

/// The value as it is typed, where it is not the default.
pub(super) fn unless<T: PartialEq + ToString>(value: &T, default: &T) -> Option<OsString> {
    (value != default).then(|| value.to_string().into())
}
