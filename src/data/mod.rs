//! Files in, [`Facts`] out: what DATA is, its schema, the readers, dates and ids, joins, and what is wrong with it.

pub mod facts;
pub mod findings;
pub mod schema;

pub use facts::{Dimension, Facts, Ids, Source, status};
pub use findings::{Check, Finding, Severity};
pub use schema::Table;
