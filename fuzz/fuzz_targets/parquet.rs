//! Any bytes as a Parquet file.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(init: segscope_fuzz::install_hook(), |data: &[u8]| {
    segscope_fuzz::load("transactions.parquet", data);
});
