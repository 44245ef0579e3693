//! Any bytes as a delimited file: of customers, of transactions, or of whatever its columns say.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(init: segscope_fuzz::install_hook(), |data: &[u8]| {
    let Some((kind, rest)) = data.split_first() else { return };
    let name = ["customers.csv", "transactions.csv", "export.txt"][usize::from(*kind) % 3];
    segscope_fuzz::load(name, rest);
});
