//! The built-in samples: the output of `segscope generate` with its defaults, read by the same reader as all other data.

use std::ffi::OsString;
use std::path::Path;

use super::generate::{GenerateOptions, in_memory};
use super::kind::Kind;
use super::origin::Origin;

/// Their format in [`super::Source`].
pub const FORMAT: &str = "sample";

/// The path of a sample in [`super::Source`].
pub fn name(kind: Kind) -> &'static str {
    match kind {
        Kind::Coupons => "sample",
        Kind::Purchases => "sample purchases",
        Kind::Customers => "sample customers",
    }
}

/// The option that opens a sample, where it is not the default.
pub fn option(kind: Kind) -> Option<(&'static str, OsString)> {
    (kind != Kind::default()).then(|| ("sample", kind.to_string().into()))
}

/// The files of a sample.
pub fn files(kind: Kind) -> Vec<Origin> {
    let tables = in_memory(&GenerateOptions { kind, ..GenerateOptions::default() });
    let file = |(name, bytes): (&str, Vec<u8>)| Origin::Memory(Path::new("sample").join(name), bytes.into());
    tables.into_iter().map(file).collect()
}
