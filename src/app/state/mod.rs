//! Everything the dashboard knows, as plain values.

pub mod axes;
pub mod camera;
pub mod clusters;
pub mod customer_list;
pub mod cycle;
pub mod data;
pub mod filter_cache;
pub mod history;
pub mod input;
pub mod job;
pub mod marks;
pub mod model;
pub mod naming;
pub mod openable;
pub mod overlay;
pub mod pages;
pub mod places;
pub mod pointer;
pub mod saved;
pub mod scaled;
pub mod seen;
pub mod settings;
pub mod sweep_cache;
pub mod trail;
pub mod visits;
