//! From customer features to segments. The dashboard and the reports share this code.

mod choice;
mod control_group;
mod correlation;
mod customer;
mod dataset;
mod error;
mod experiment;
mod feature_statistics;
mod flow;
mod later;
mod migration;
mod narrow;
mod order;
mod prepared;
mod preview;
mod save;
mod segment;
mod segmentation;
mod swept;

pub use choice::{Choice, KChoice};
pub use customer::{CustomerDetail, customer};
pub use dataset::{Dataset, DatasetError, load, refilter};
pub use error::{AnalysisError, MOST_FEATURES};
pub use experiment::{Experiment, Found, Uplift, experiment};
pub use feature_statistics::{FeatureStatistics, Shape, feature_statistics};
pub use later::{EarlySegment, Later, LaterError, later};
pub use migration::{Migration, MigrationError, check_day, migrate};
pub use narrow::{Narrowed, narrow};
pub use order::{Attribute, order};
pub use prepared::{Prepared, gap, k_confidence, prepare, stability, structure, sweep};
pub use preview::{Preview, preview};
pub use save::save;
pub use segment::{Known, complete, segment};
pub use segmentation::Segmentation;
pub use swept::swept;
