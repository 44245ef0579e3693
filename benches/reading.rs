//! How long reading, checking and joining take: `cargo bench --bench reading`. A million coupons and a million order lines, from
//! memory.

use std::sync::OnceLock;

use divan::Bencher;
use divan::counter::BytesCount;
use segscope::data::generate::{self, GenerateOptions};
use segscope::data::{Kind, LoadOptions, load_bytes};
use segscope::progress::Progress;

fn main() {
    divan::main();
}

/// The events of a generated data set, without the tables around them.
fn events(kind: Kind) -> &'static [u8] {
    static COUPONS: OnceLock<Vec<u8>> = OnceLock::new();
    static PURCHASES: OnceLock<Vec<u8>> = OnceLock::new();
    let generated = || {
        let options =
            GenerateOptions { kind, customers: 100_000, transactions: 1_000_000, ..GenerateOptions::default() };
        let tables = generate::in_memory(&options);
        tables.into_iter().map(|(_, bytes)| bytes).max_by_key(Vec::len).unwrap_or_default()
    };
    if kind == Kind::Purchases { PURCHASES.get_or_init(generated) } else { COUPONS.get_or_init(generated) }
}

#[divan::bench(args = [Kind::Coupons, Kind::Purchases], sample_count = 5)]
fn csv(bencher: Bencher<'_, '_>, kind: Kind) {
    let bytes = events(kind);
    let load = || load_bytes("events.csv", bytes.to_vec(), &LoadOptions::default(), &Progress::new()).is_ok();
    bencher.counter(BytesCount::of_slice(bytes)).bench(|| assert!(load()));
}
