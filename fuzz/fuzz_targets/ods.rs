//! Any bytes as an OpenDocument workbook, or as the contents of a sound one.
#![no_main]

use libfuzzer_sys::fuzz_target;
use segscope_fuzz::package::archive;

fuzz_target!(init: segscope_fuzz::install_hook(), |data: &[u8]| {
    if data.starts_with(b"PK") {
        segscope_fuzz::load("book.ods", data);
    } else {
        let mimetype = ("mimetype", &b"application/vnd.oasis.opendocument.spreadsheet"[..]);
        segscope_fuzz::load("book.ods", &archive(&[mimetype, ("content.xml", data)]));
    }
});
