//! The words that screens and reports share: number formats, names of features, definitions and sentences.

pub mod column;
pub mod concentration;
pub mod coupons;
pub mod database;
pub mod definitions;
pub mod definitions_by_kind;
pub mod evidence;
pub mod experiment;
pub mod feature;
pub mod figures;
pub mod flow;
pub mod k_confidence;
pub mod kind_words;
pub mod labels;
pub mod overdue;
pub mod rates;
pub mod rfm;
pub mod roles;
pub mod statements;
pub mod structure;
pub mod text;

pub use crate::money;
