//! Workbooks made by hand, so that they can be wrong in every way that matters.

use flate2::Crc;

/// A sheet: its name and the XML of its rows.
pub type Sheet<'a> = (&'a str, &'a str);

/// An `.xlsx` with these sheets; style 1 is a date. `dimension` is what every sheet claims to span.
pub fn xlsx(sheets: &[Sheet<'_>], dimension: &str, from_1904: bool) -> Vec<u8> {
    let numbered = |line: &dyn Fn(usize, &str) -> String| -> String {
        sheets.iter().enumerate().map(|(i, (name, _))| line(i + 1, name)).collect()
    };
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let package = "http://schemas.openxmlformats.org/package/2006/relationships";
    let mut files = vec![
        (
            "_rels/.rels".to_owned(),
            format!(
                r#"<Relationships xmlns="{package}"><Relationship Id="rId1" Type="{office}/officeDocument" Target="xl/workbook.xml"/></Relationships>"#
            ),
        ),
        (
            "xl/workbook.xml".to_owned(),
            format!(
                r#"<workbook xmlns="{main}" xmlns:r="{office}"><workbookPr date1904="{}"/><sheets>{}</sheets></workbook>"#,
                u8::from(from_1904),
                numbered(&|i, name| format!(r#"<sheet name="{name}" sheetId="{i}" r:id="rId{i}"/>"#)),
            ),
        ),
        (
            "xl/_rels/workbook.xml.rels".to_owned(),
            format!(
                r#"<Relationships xmlns="{package}">{}<Relationship Id="rId99" Type="{office}/styles" Target="styles.xml"/></Relationships>"#,
                numbered(&|i, _| format!(
                    r#"<Relationship Id="rId{i}" Type="{office}/worksheet" Target="worksheets/sheet{i}.xml"/>"#
                )),
            ),
        ),
        (
            "xl/styles.xml".to_owned(),
            format!(
                r#"<styleSheet xmlns="{main}"><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>"#
            ),
        ),
    ];
    for (i, (_, rows)) in sheets.iter().enumerate() {
        let xml = format!(
            r#"<worksheet xmlns="{main}"><dimension ref="{dimension}"/><sheetData>{rows}</sheetData></worksheet>"#
        );
        files.push((format!("xl/worksheets/sheet{}.xml", i + 1), xml));
    }
    zip(&files)
}

/// An `.ods` with these sheets.
pub fn ods(sheets: &[Sheet<'_>]) -> Vec<u8> {
    let table = |(name, rows): &Sheet<'_>| format!(r#"<table:table table:name="{name}">{rows}</table:table>"#);
    let tables: String = sheets.iter().map(table).collect::<Vec<_>>().concat();
    zip(&[
        ("mimetype".to_owned(), "application/vnd.oasis.opendocument.spreadsheet".to_owned()),
        ("content.xml".to_owned(), format!("<office:document-content>{tables}</office:document-content>")),
    ])
}

/// A row of an `.ods`: what can be a number is one.
pub fn cells<'a>(values: impl Iterator<Item = &'a str>) -> String {
    let cell = |value: &str| match value.parse::<f64>() {
        _ if value.is_empty() => "<table:table-cell/>".to_owned(),
        Ok(_) => format!(r#"<table:table-cell office:value-type="float" office:value="{value}"/>"#),
        Err(_) => {
            let text = escaped(value);
            format!(r#"<table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell>"#)
        }
    };
    format!("<table:table-row>{}</table:table-row>", values.map(cell).collect::<Vec<_>>().concat())
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;")
}

/// A zip archive without compression.
pub fn zip(files: &[(String, String)]) -> Vec<u8> {
    let (mut archive, mut directory) = (Vec::new(), Vec::new());
    for (name, text) in files {
        let mut crc = Crc::new();
        crc.update(text.as_bytes());
        // Version, flags, method, time and date; then checksum, both sizes, and the lengths of name and extra field.
        let mut common = [20_u16, 0, 0, 0, 0].map(u16::to_le_bytes).concat();
        common.extend([crc.sum(), text.len() as u32, text.len() as u32].map(u32::to_le_bytes).concat());
        common.extend([name.len() as u16, 0].map(u16::to_le_bytes).concat());
        let offset = archive.len() as u32;
        archive.extend([b"PK\x03\x04".as_slice(), &common, name.as_bytes(), text.as_bytes()].concat());
        directory.extend(
            [b"PK\x01\x02\x14\x00".as_slice(), &common, &[0; 10], &offset.to_le_bytes(), name.as_bytes()].concat(),
        );
    }
    let (count, offset) = (files.len() as u16, archive.len() as u32);
    archive.extend_from_slice(&directory);
    archive.extend(b"PK\x05\x06");
    archive.extend([0, 0, count, count].map(u16::to_le_bytes).concat());
    archive.extend([directory.len() as u32, offset].map(u32::to_le_bytes).concat());
    archive.extend([0, 0]);
    archive
}

/// A row of text cells at `number`, from column A.
pub fn words(number: u32, words: &[&str]) -> String {
    let cells: Vec<String> = words
        .iter()
        .zip('A'..)
        .map(|(word, column)| format!(r#"<c r="{column}{number}" t="inlineStr"><is><t>{}</t></is></c>"#, escaped(word)))
        .collect();
    format!(r#"<row r="{number}">{}</row>"#, cells.concat())
}

/// A compound file with one empty stream of this name, which is how an encrypted workbook looks from outside.
pub fn compound_file(stream: &str) -> Vec<u8> {
    const END: u32 = 0xFFFF_FFFE;
    const FREE: u32 = 0xFFFF_FFFF;
    let mut file = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1".to_vec();
    file.resize(24, 0);
    file.extend([0x3E, 3, 0xFFFE, 9, 6, 0, 0, 0].map(u16::to_le_bytes).concat());
    // No directory count, one allocation sector, the directory in sector 1, no small streams, no further tables.
    file.extend([0, 1, 1, 0, 4096, END, 0, END, 0, 0].map(u32::to_le_bytes).concat());
    file.resize(512, 0xFF);
    file.extend([0xFFFF_FFFD, END].map(u32::to_le_bytes).concat());
    file.resize(1024, 0xFF);
    for (name, kind) in [("Root Entry", 5_u8), (stream, 2)] {
        let mut entry: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let length = entry.len() as u16 + 2;
        entry.resize(64, 0);
        entry.extend(length.to_le_bytes());
        entry.extend([kind, 1]);
        entry.extend([FREE, FREE, if kind == 5 { 1 } else { FREE }].map(u32::to_le_bytes).concat());
        entry.resize(116, 0);
        entry.extend([END, 0, 0].map(u32::to_le_bytes).concat());
        file.extend(entry);
    }
    file.resize(1536, 0);
    file
}
