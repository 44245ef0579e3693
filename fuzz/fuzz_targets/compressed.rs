//! Any bytes as a compressed file of either kind, and compressed text with any bytes behind it.
#![no_main]

use std::io::Write;

use flate2::Compression;
use flate2::write::GzEncoder;
use libfuzzer_sys::fuzz_target;

const GZIP: &[u8] = &[0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 255];
const ZSTD: &[u8] = &[0x28, 0xB5, 0x2F, 0xFD];

fuzz_target!(init: segscope_fuzz::install_hook(), |data: &[u8]| {
    let Some((kind, rest)) = data.split_first() else { return };
    let file = match kind % 3 {
        0 => [GZIP, rest].concat(),
        1 => [ZSTD, rest].concat(),
        _ => {
            let (text, behind) = rest.split_at(rest.len() / 2);
            let mut packed = GzEncoder::new(Vec::new(), Compression::fast());
            packed.write_all(text).expect("memory");
            [&packed.finish().expect("memory"), behind].concat()
        }
    };
    segscope_fuzz::load(["transactions.csv.gz", "transactions.csv.zst"][usize::from(kind % 3 == 1)], &file);
});
