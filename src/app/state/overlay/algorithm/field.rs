//! The rows of the algorithm dialog.

use crate::cluster::Parameter;

/// A row of the dialog.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names are the rows' titles")]
pub enum Field {
    Algorithm,
    K,
    Restarts,
    Seed,
    Linkage,
    Eps,
    MinPoints,
}

impl Field {
    /// Its title.
    pub fn title(self) -> &'static str {
        match self {
            Self::Algorithm => "algorithm",
            Self::K => "segments",
            Self::Restarts => "restarts",
            Self::Seed => "seed",
            Self::Linkage => "linkage",
            Self::Eps => "eps",
            Self::MinPoints => "min points",
        }
    }

    /// A hint for the row.
    pub fn help(self) -> &'static str {
        match self {
            Self::Algorithm | Self::Linkage => "left and right choose",
            Self::K => "auto: the best of the sweep",
            Self::Restarts => "number of random starts; the best one is used",
            Self::Seed => "of every random choice",
            Self::Eps => "auto: the knee of the k-distances",
            Self::MinPoints => "auto: twice the features",
        }
    }

    /// Whether it can be set to auto.
    pub(super) fn may_be_auto(self) -> bool {
        matches!(self, Self::K | Self::Eps | Self::MinPoints)
    }

    /// The index of its text; `None` if its value is chosen from a list.
    pub(super) fn text(self) -> Option<usize> {
        match self {
            Self::Algorithm | Self::Linkage => None,
            Self::K => Some(0),
            Self::Restarts => Some(1),
            Self::Seed => Some(2),
            Self::Eps => Some(3),
            Self::MinPoints => Some(4),
        }
    }
}

impl From<Parameter> for Field {
    fn from(parameter: Parameter) -> Self {
        match parameter {
            Parameter::K => Self::K,
            Parameter::Restarts => Self::Restarts,
            Parameter::Seed => Self::Seed,
            Parameter::Linkage => Self::Linkage,
            Parameter::Eps => Self::Eps,
            Parameter::MinPoints => Self::MinPoints,
        }
    }
}
