//! Random damage to the sample: every row is accounted for, and what `clean` makes of it gives the same measures.

use std::fs;
use std::path::Path;

use proptest::prelude::*;
use proptest::sample::select;
use segscope::analysis;
use segscope::data::filter::Filter;
use segscope::progress::Progress;

use crate::cleaning::{assert_clean, options};

const TABLES: [&str; 6] = ["customers", "genders", "cities", "transactions", "branches", "merchants"];
/// So many rows of a table are enough to meet one another.
const ROWS: usize = 120;

/// What people, spreadsheets and exports do to a cell.
const JUNK: [&str; 30] = [
    "",
    " ",
    "NULL",
    "n/a",
    "-",
    "0",
    "7",
    "7.0",
    " 7 ",
    "007",
    "-3",
    "1e400",
    "inf",
    "99999999999999999999",
    "1,5",
    "1;2",
    "2024-13-01",
    "31/02/2024",
    "03/04/2024",
    "25/12/2024",
    "2199-01-01",
    "45487",
    "soon",
    "burned",
    "expired",
    "\x1b[2J",
    "é🙂\u{202e}",
    "=1+1",
    "two\nlines",
    "say \"hello\"",
];

/// Columns that files have besides, or by other names.
const NAMES: [&str; 12] = [
    "amount",
    "score",
    "note",
    "age",
    "city",
    "Customer ID",
    "join_day",
    "status",
    "",
    "a;b|c",
    "accepted_checks",
    "branch_name",
];

#[derive(Clone, Debug)]
enum Damage {
    DeleteField {
        row: usize,
        column: usize,
    },
    AddField {
        row: usize,
        text: &'static str,
    },
    Cell {
        row: usize,
        column: usize,
        text: &'static str,
    },
    /// The same in every row.
    Column {
        column: usize,
        text: &'static str,
    },
    /// One more, of numbers but for every seventh value.
    NewColumn {
        name: &'static str,
        text: &'static str,
    },
    DropColumn {
        column: usize,
    },
    RepeatRow {
        row: usize,
        at: usize,
    },
    DropRow {
        row: usize,
    },
    BlankLine {
        at: usize,
    },
    NoTable,
    CarriageReturns,
    CutEnd {
        bytes: usize,
    },
    ByteOrderMark,
}

fn damage() -> impl Strategy<Value = (usize, Damage)> {
    let (row, column, junk) = (1..ROWS, 0_usize..9, || select(&JUNK[..]));
    let kind = prop_oneof![
        3 => (row.clone(), column.clone()).prop_map(|(row, column)| Damage::DeleteField { row, column }),
        2 => (row.clone(), junk()).prop_map(|(row, text)| Damage::AddField { row, text }),
        20 => (row.clone(), column.clone(), junk())
            .prop_map(|(row, column, text)| Damage::Cell { row, column, text }),
        1 => (column.clone(), junk()).prop_map(|(column, text)| Damage::Column { column, text }),
        2 => (select(&NAMES[..]), junk()).prop_map(|(name, text)| Damage::NewColumn { name, text }),
        1 => column.prop_map(|column| Damage::DropColumn { column }),
        4 => (row.clone(), row.clone()).prop_map(|(row, at)| Damage::RepeatRow { row, at }),
        2 => row.clone().prop_map(|row| Damage::DropRow { row }),
        2 => row.prop_map(|at| Damage::BlankLine { at }),
        1 => Just(Damage::NoTable),
        1 => Just(Damage::CarriageReturns),
        2 => (1_usize..60).prop_map(|bytes| Damage::CutEnd { bytes }),
        1 => Just(Damage::ByteOrderMark),
    ];
    // The long tables are worth most.
    (select(vec![0, 0, 0, 1, 2, 3, 3, 3, 3, 4, 5]), kind)
}

/// A table as lines of fields; a line without a field is blank.
type Lines = Vec<Vec<String>>;

fn sample(table: &str) -> Lines {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("data/{table}.csv"));
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_path(path).expect("the sample");
    let rows = reader.records().take(ROWS).map(|r| r.expect("a record").iter().map(str::to_owned).collect());
    rows.collect()
}

/// The damaged files by table; none for one that is gone.
fn damaged(damages: &[(usize, Damage)]) -> Vec<Option<String>> {
    let mut tables: Vec<Option<String>> = Vec::new();
    for (t, table) in TABLES.iter().enumerate() {
        let mut lines = sample(table);
        let mine = || damages.iter().filter(|(which, _)| *which == t).map(|(_, damage)| damage);
        mine().for_each(|damage| damage.to_lines(&mut lines));
        let mut text = Some(lines.iter().map(|line| written(line)).collect::<String>());
        mine().for_each(|damage| damage.to_text(&mut text));
        tables.push(text);
    }
    tables
}

fn written(line: &[String]) -> String {
    let field = |text: &String| {
        if text.contains([',', '"', '\n']) { format!("\"{}\"", text.replace('"', "\"\"")) } else { text.clone() }
    };
    line.iter().map(field).collect::<Vec<_>>().join(",") + "\n"
}

impl Damage {
    fn to_lines(&self, lines: &mut Lines) {
        let height = lines.len().max(2);
        // The header stays where it is.
        let at = |row: usize| 1 + row % (height - 1);
        match *self {
            Self::DeleteField { row, column } => {
                let line = &mut lines[at(row)];
                if column < line.len() {
                    line.remove(column);
                }
            }
            Self::AddField { row, text } => lines[at(row)].push(text.to_owned()),
            Self::Cell { row, column, text } => set(&mut lines[at(row)], column, text),
            Self::Column { column, text } => lines.iter_mut().skip(1).for_each(|line| set(line, column, text)),
            Self::NewColumn { name, text } => {
                for (i, line) in lines.iter_mut().enumerate() {
                    let number = (i * 37 % 101).to_string();
                    line.push(if i == 0 {
                        name.to_owned()
                    } else if i % 7 == 0 {
                        text.to_owned()
                    } else {
                        number
                    });
                }
            }
            Self::DropColumn { column } => {
                for line in lines.iter_mut().filter(|line| column < line.len()) {
                    line.remove(column);
                }
            }
            Self::RepeatRow { row, at: place } => lines.insert(at(place), lines[at(row)].clone()),
            Self::DropRow { row } if lines.len() > 2 => drop(lines.remove(at(row))),
            Self::BlankLine { at: place } => lines.insert(at(place), Vec::new()),
            _ => {}
        }
    }

    fn to_text(&self, text: &mut Option<String>) {
        let Some(all) = text else {
            return;
        };
        match *self {
            Self::NoTable => *text = None,
            Self::CarriageReturns => *all = all.replace('\n', "\r\n"),
            Self::CutEnd { bytes } => {
                // Somewhere before the end, and not within a character.
                let end = (0..=all.len().saturating_sub(bytes)).rev().find(|end| all.is_char_boundary(*end));
                all.truncate(end.unwrap_or(0));
            }
            Self::ByteOrderMark => all.insert(0, '\u{feff}'),
            _ => {}
        }
    }
}

fn set(line: &mut [String], column: usize, text: &str) {
    if let Some(cell) = line.get_mut(column) {
        text.clone_into(cell);
    }
}

/// The rows of a file after its header, by its line ends outside quotes; empty lines at its end are none.
fn rows_in(text: &str) -> u64 {
    let (mut quoted, mut rows, mut last) = (false, 0_u64, 0);
    let mut line = String::new();
    for c in text.chars().chain(['\n']) {
        quoted ^= c == '"';
        if c == '\n' && !quoted {
            rows += 1;
            last = if line.is_empty() { last } else { rows };
            line.clear();
        } else {
            line.push(c);
        }
    }
    last.saturating_sub(1)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_row_is_accounted_for_and_can_be_cleaned(damages in prop::collection::vec(damage(), 0..30)) {
        let folder = tempfile::tempdir().expect("a folder");
        let files = damaged(&damages);
        for (table, text) in TABLES.iter().zip(&files) {
            if let Some(text) = text {
                fs::write(folder.path().join(format!("{table}.csv")), text).expect("written");
            }
        }
        let source = options(folder.path());
        match analysis::load(&source, &Filter::default(), &Progress::new()) {
            Err(why) => {
                let why = why.to_string();
                prop_assert!(!why.is_empty() && !why.contains(char::is_control), "{why:?}");
            }
            Ok(dataset) => {
                for reading in &dataset.summary.source.readings {
                    let aside: u64 = reading.set_aside.iter().map(|(_, rows)| rows).sum();
                    prop_assert_eq!(reading.read, reading.used + aside, "{:?}", reading);
                    let file = files[reading.table as usize].as_deref().expect("it was read");
                    prop_assert_eq!(reading.read, rows_in(file), "{}", reading.table);
                }
                assert_clean(&source);
            }
        }
    }
}
