//! Known names over any values: which table and which columns these are.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(init: segscope_fuzz::install_hook(), |bytes: &[u8]| {
    if let Some((name, text)) = segscope_fuzz::columns::file(bytes) {
        segscope_fuzz::load(&name, text.as_bytes());
    }
});
