//! Any bytes as JSON: lines of records, a list of them, or an object of lists.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(init: segscope_fuzz::install_hook(), |data: &[u8]| {
    let Some((kind, rest)) = data.split_first() else { return };
    let start: &[u8] = [&b"{\""[..], b"[{\"", b"{\"orders\":[{\"", b""][usize::from(*kind) % 4];
    segscope_fuzz::load("transactions.json", &[start, rest].concat());
});
