//! The built-in sample: the output of `segscope generate` with its defaults, read by the same reader as all other data.

use std::path::PathBuf;

use bytes::Bytes;

use super::origin::Origin;

/// Its path and format in [`super::Source`].
pub const NAME: &str = "sample";

const FILES: [(&str, &[u8]); 6] = [
    ("sample/customers.csv", include_bytes!("../../data/customers.csv")),
    ("sample/genders.csv", include_bytes!("../../data/genders.csv")),
    ("sample/cities.csv", include_bytes!("../../data/cities.csv")),
    ("sample/transactions.csv", include_bytes!("../../data/transactions.csv")),
    ("sample/branches.csv", include_bytes!("../../data/branches.csv")),
    ("sample/merchants.csv", include_bytes!("../../data/merchants.csv")),
];

/// The six files.
pub fn files() -> Vec<Origin> {
    FILES.iter().map(|(name, bytes)| Origin::Memory(PathBuf::from(name), Bytes::from_static(bytes))).collect()
}
