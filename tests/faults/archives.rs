//! Workbooks of the simplest kind, written with sound checksums.

use std::fmt::Write as _;
use std::io::{Cursor, Write as _};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

const TYPES: &str = r#"<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>"#;
const RELATIONS: &str = r#"<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#;
const MIMETYPE: &str = "application/vnd.oasis.opendocument.spreadsheet";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// A table: its name, and rows of cells with the header first.
pub type Sheet<'a> = (&'a str, Vec<Vec<&'a str>>);

/// An archive, packed or plain.
pub fn archive(files: &[(String, Vec<u8>)], method: CompressionMethod) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        // A document says what it is before anything is unpacked.
        let method = if name == "mimetype" { CompressionMethod::Stored } else { method };
        zip.start_file(name.as_str(), SimpleFileOptions::default().compression_method(method)).expect("a name");
        zip.write_all(bytes).expect("memory");
    }
    zip.finish().expect("memory").into_inner()
}

/// A workbook of Excel whose sheets have these rows, as XML.
pub fn xlsx_of(sheets: &[(&str, String)], strings: &str) -> Vec<u8> {
    xlsx_with(sheets, strings, "<styleSheet/>")
}

/// The same with these styles.
pub fn xlsx_with(sheets: &[(&str, String)], strings: &str, styles: &str) -> Vec<u8> {
    let (mut book, mut targets) = (String::new(), String::new());
    let mut files = vec![("[Content_Types].xml", TYPES.to_owned()), ("_rels/.rels", RELATIONS.to_owned())];
    let names: Vec<String> = (1..=sheets.len()).map(|n| format!("xl/worksheets/sheet{n}.xml")).collect();
    for (n, ((name, rows), file)) in (1..).zip(sheets.iter().zip(&names)) {
        let _ = write!(book, r#"<sheet name="{name}" sheetId="{n}" r:id="rId{n}"/>"#);
        let _ = write!(
            targets,
            r#"<Relationship Id="rId{n}" Type="{OFFICE}/worksheet" Target="worksheets/sheet{n}.xml"/>"#
        );
        let around = if rows.starts_with("<dimension") { "" } else { "<sheetData>" };
        files.push((file, format!("<worksheet>{around}{rows}</sheetData></worksheet>")));
    }
    let _ = write!(targets, r#"<Relationship Id="rId0" Type="{OFFICE}/sharedStrings" Target="sharedStrings.xml"/>"#);
    files.push(("xl/workbook.xml", format!(r#"<workbook xmlns:r="{OFFICE}"><sheets>{book}</sheets></workbook>"#)));
    files.push(("xl/_rels/workbook.xml.rels", format!("<Relationships>{targets}</Relationships>")));
    files.push(("xl/sharedStrings.xml", strings.to_owned()));
    files.push(("xl/styles.xml", styles.to_owned()));
    let files: Vec<_> = files.into_iter().map(|(name, text)| (name.to_owned(), text.into_bytes())).collect();
    archive(&files, CompressionMethod::Deflated)
}

/// The same of cells: numbers as numbers, all else as text in its cell.
pub fn xlsx(sheets: &[Sheet<'_>]) -> Vec<u8> {
    let rows = |(_, rows): &Sheet<'_>| {
        let mut xml = String::new();
        for row in rows {
            xml += "<row>";
            for cell in row {
                let _ = match cell.parse::<f64>() {
                    Ok(_) => write!(xml, "<c><v>{cell}</v></c>"),
                    Err(_) if cell.is_empty() => write!(xml, "<c/>"),
                    Err(_) => write!(xml, r#"<c t="inlineStr"><is><t>{}</t></is></c>"#, escaped(cell)),
                };
            }
            xml += "</row>";
        }
        xml
    };
    let named: Vec<(&str, String)> = sheets.iter().map(|sheet| (sheet.0, rows(sheet))).collect();
    xlsx_of(&named, "<sst/>")
}

/// An `OpenDocument` workbook of this content.
pub fn ods_of(content: &str) -> Vec<u8> {
    let files = [("mimetype", MIMETYPE), ("content.xml", content)];
    archive(&files.map(|(name, text)| (name.to_owned(), text.as_bytes().to_vec())), CompressionMethod::Deflated)
}

/// The same of cells: numbers as numbers, all else as text.
pub fn ods(sheets: &[Sheet<'_>]) -> Vec<u8> {
    let mut xml = String::new();
    for (name, rows) in sheets {
        let _ = write!(xml, r#"<table:table table:name="{name}">"#);
        for row in rows {
            xml += "<table:table-row>";
            for cell in row {
                let kind = match cell.parse::<f64>() {
                    Ok(_) => format!(r#"office:value-type="float" office:value="{cell}""#),
                    Err(_) => r#"office:value-type="string""#.to_owned(),
                };
                let _ = match escaped(cell) {
                    text if text.is_empty() => write!(xml, "<table:table-cell/>"),
                    text => write!(xml, "<table:table-cell {kind}><text:p>{text}</text:p></table:table-cell>"),
                };
            }
            xml += "</table:table-row>";
        }
        xml += "</table:table>";
    }
    ods_of(&spreadsheet(&xml))
}

/// The content of an `OpenDocument` workbook with these tables.
pub fn spreadsheet(tables: &str) -> String {
    let spaces = ["office", "table", "text"].map(|name| {
        let urn = format!("urn:oasis:names:tc:opendocument:xmlns:{name}:1.0");
        format!(r#" xmlns:{name}="{urn}""#)
    });
    format!(
        "<office:document-content{}><office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>",
        spaces.concat()
    )
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;")
}
