//! Any bytes as an old workbook, or as the stream of a sound compound file.
#![no_main]

use libfuzzer_sys::fuzz_target;
use segscope_fuzz::compound::compound_file;

fuzz_target!(init: segscope_fuzz::install_hook(), |data: &[u8]| {
    if data.starts_with(&[0xD0, 0xCF]) {
        segscope_fuzz::load("book.xls", data);
    } else {
        segscope_fuzz::load("book.xls", &compound_file("Workbook", data));
    }
});
