//! Warehouses: how the engines write SQL.

pub mod dialect;

pub use dialect::Dialect;
