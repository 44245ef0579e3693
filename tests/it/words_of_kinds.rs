//! Each kind of data has words of its own: nothing that the program shows of one kind uses those of another.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use segscope::data::{GenerateOptions, Kind, generate};

use crate::support::program;
use crate::walk::{opened, texts};

/// Parts of words that purchases without a column of coupons do not have.
const OF_COUPONS: [&str; 4] = ["claim", "burn", "coupon", "redeem"];
/// Words that customers without events do not have either.
const OF_EVENTS: [&str; 9] =
    ["order", "orders", "purchase", "purchases", "revenue", "last seen", "active", "inactive", "transactions"];

/// A word of `parts` in a line, or one of `words` that stands alone.
fn found<'w>(line: &str, parts: &[&'w str], words: &[&'w str]) -> Option<&'w str> {
    let line = line.to_lowercase();
    let alone = |word: &str| {
        line.match_indices(word).any(|(at, _)| {
            let letter = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || c == '_');
            !letter(line[..at].chars().next_back()) && !letter(line[at + word.len()..].chars().next())
        })
    };
    parts.iter().find(|part| line.contains(**part)).or_else(|| words.iter().find(|word| alone(word))).copied()
}

#[test]
fn a_word_is_found_whole_or_within() {
    assert_eq!(found("2 Burns by city", &OF_COUPONS, &[]), Some("burn"));
    assert_eq!(found("a border, unordered", &OF_COUPONS, &OF_EVENTS), None);
    assert_eq!(found("days since the last order.", &OF_COUPONS, &OF_EVENTS), Some("order"));
}

/// Text of a page without tags, styles and scripts.
fn visible(html: &str) -> String {
    let mut out = String::new();
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let end = if rest.starts_with("<style") {
            "</style>"
        } else if rest.starts_with("<script") {
            "</script>"
        } else {
            ">"
        };
        rest = rest.find(end).map_or("", |to| &rest[to + end.len()..]);
        out.push('\n');
    }
    out + rest
}

/// Everything that shows the data with the lines that have a wrong word.
fn refuse(folder: &Path, parts: &[&'static str], words: &[&'static str]) {
    let mut wrong: BTreeMap<String, String> = BTreeMap::new();
    let mut look = |place: &str, text: &str| {
        for line in text.lines() {
            // The folder's own name is no word of the program.
            // The order of rows is no order of a customer.
            let own = line.replace(&folder.display().to_string(), "").replace("order of", "");
            // The mapping screen names the tables that the data could have, each with what its rows are.
            let own = own.replace("transactions          one row per event", "");
            if let Some(word) = found(&own, parts, words) {
                let line = line.trim_matches(|c: char| c.is_whitespace() || "│╭╮╰╯─".contains(c));
                wrong.entry(format!("{word}: {line}")).or_insert_with(|| place.to_owned());
            }
        }
    };
    texts(&mut opened(vec![folder.to_owned()]), &mut look);
    for format in ["text", "markdown", "html"] {
        let mut command = program();
        command.args(["report", "--quiet", "--restarts", "1", "--k-max", "5", "--format", format]).arg(folder);
        let page = String::from_utf8(command.output().expect("a report").stdout).expect("text");
        assert!(page.len() > 1000, "{format}: {page}");
        look(format, &if format == "html" { visible(&page) } else { page });
    }
    let other = tempfile::tempdir().expect("a folder");
    for keys in ["1", "5"] {
        let picture = other.path().join(format!("{keys}.svg"));
        let mut command = program();
        command.args(["screenshot", "--keys", keys, "--size", "120x36", "--restarts", "1", "--k-max", "5", "--output"]);
        let output = command.arg(&picture).arg(folder).output().expect("a picture");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        look("screenshot", &visible(&fs::read_to_string(&picture).expect("a picture")));
    }
    let lines: Vec<String> = wrong.iter().map(|(line, place)| format!("[{place}] {line}")).collect();
    assert!(lines.is_empty(), "{} lines:\n{}", lines.len(), lines.join("\n"));
}

fn generated(kind: Kind) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let options =
        GenerateOptions { kind, customers: 300, transactions: 3000, products: 40, ..GenerateOptions::default() };
    generate(&options, folder.path(), false).expect("written");
    folder
}

#[test]
fn purchases_have_no_words_of_coupons() {
    let folder = generated(Kind::Purchases);
    // Without the column of coupon codes, the fifth.
    let path = folder.path().join("orders.csv");
    let text = fs::read_to_string(&path).expect("lines");
    let without = |line: &str| {
        let cells: Vec<&str> = line.split(',').collect();
        [&cells[..4], &cells[5..]].concat().join(",") + "\n"
    };
    fs::write(&path, text.lines().map(without).collect::<String>()).expect("written");
    refuse(folder.path(), &OF_COUPONS, &[]);
}

#[test]
fn customers_have_no_words_of_events() {
    refuse(generated(Kind::Customers).path(), &OF_COUPONS, &OF_EVENTS);
}

#[test]
fn coupons_have_no_words_of_purchases() {
    refuse(generated(Kind::Coupons).path(), &["purchase", "revenue"], &["orders"]);
}
