//! Files in, [`Facts`] out: what DATA is, its schema, the readers, dates and ids, joins, and what is wrong with it.

pub mod facts;
pub mod findings;
pub mod schema;
pub mod load;
pub mod generate;
pub use load::{DataError, LoadOptions, load, today, parse_day, format_day};

pub use facts::{Dimension, Facts, Ids, Source, status};
pub use findings::{Check, Finding, Severity};
pub use schema::Table;
