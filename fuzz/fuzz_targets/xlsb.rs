//! Any bytes as the parts of a binary workbook: sheet, shared strings, styles, list of sheets.
#![no_main]

use libfuzzer_sys::fuzz_target;
use segscope_fuzz::package::{archive, parts};

const RELATIONS: &[u8] = br#"<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.bin"/></Relationships>"#;
const PACKAGE: &[u8] = br#"<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.bin"/></Relationships>"#;
/// One sheet, `t`, in the relation `rId1`.
const BOOK: &[u8] =
    b"\x83\x01\0\x8f\x01\0\x9c\x01\x1a\0\0\0\0\x01\0\0\0\x04\0\0\0r\0I\0d\x001\0\x01\0\0\0t\0\x90\x01\0\x84\x01\0";

fuzz_target!(init: segscope_fuzz::install_hook(), |data: &[u8]| {
    let [sheet, strings, styles, book] = parts(data, [b"\x81\x01\0", b"\x9f\x01\0", b"\x96\x02\0", BOOK]);
    let files: [(&str, &[u8]); 6] = [
        ("_rels/.rels", PACKAGE),
        ("xl/workbook.bin", book),
        ("xl/_rels/workbook.bin.rels", RELATIONS),
        ("xl/worksheets/sheet1.bin", sheet),
        ("xl/sharedStrings.bin", strings),
        ("xl/styles.bin", styles),
    ];
    segscope_fuzz::load("book.xlsb", &archive(&files));
});
