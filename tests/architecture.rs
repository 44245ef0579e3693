//! Reads the sources and fails when a wall of the house is broken: which crate may be named in which part, and which
//! part may use which. `src/lib.rs` says why.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

const SOURCES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/src");

/// A name and the only places (files or folders under `src`) that may use it.
const CRATES: &[(&str, &[&str])] = &[
    ("polars", &["data", "measures"]),
    ("calamine", &["data"]),
    ("zip", &["data"]),
    ("quick_xml", &["data", "report/html/tests.rs"]),
    ("bytes", &["data", "report/tests.rs"]),
    ("glob", &["data"]),
    ("parquet", &["data", "report"]),
    ("arrow_array", &["data", "report"]),
    ("arrow_schema", &["data", "report"]),
    ("encoding_rs", &["data"]),
    ("flate2", &["data"]),
    ("zstd", &["data"]),
    ("ndarray", &["cluster"]),
    ("linfa", &["cluster"]),
    ("linfa_clustering", &["cluster"]),
    ("linfa_linalg", &["cluster"]),
    ("linfa_nn", &["cluster"]),
    ("ratatui", &["ui", "report", "commands.rs", "export.rs", "terminal.rs", "terminal"]),
    ("crossterm", &["app", "terminal"]),
    ("signal_hook", &["terminal"]),
    ("rustix", &["data/folder", "terminal"]),
    ("toml", &["data", "config_file.rs"]),
    ("clap", &["cli.rs", "commands", "commands.rs", "main.rs", "options_page.rs"]),
    ("color_eyre", &["commands", "commands.rs", "terminal.rs", "terminal", "main.rs"]),
];

/// A part and the parts it must not know.
const PARTS: &[(&str, &[&str])] = &[
    (
        "data",
        &[
            "measures", "cluster", "segments", "analysis", "app", "ui", "report", "jobs", "workers", "terminal", "cli",
            "config",
        ],
    ),
    (
        "measures",
        &["cluster", "segments", "analysis", "app", "ui", "report", "jobs", "workers", "terminal", "cli", "config"],
    ),
    (
        "cluster",
        &[
            "data", "measures", "segments", "analysis", "app", "ui", "report", "jobs", "workers", "terminal", "cli",
            "config",
        ],
    ),
    ("segments", &["data", "analysis", "app", "ui", "report", "jobs", "workers", "terminal", "cli", "config"]),
    ("analysis", &["app", "ui", "report", "jobs", "workers", "terminal", "cli", "config"]),
    ("analysis.rs", &["app", "ui", "report", "jobs", "workers", "terminal", "cli", "config"]),
    ("app", &["ui", "report", "export", "jobs", "workers", "terminal", "cli", "config"]),
    ("ui", &["jobs", "workers", "terminal", "cli", "config", "report"]),
    (
        "plain_text.rs",
        &[
            "data", "measures", "cluster", "segments", "analysis", "app", "ui", "report", "jobs", "workers",
            "terminal", "cli", "config", "messages",
        ],
    ),
    (
        "watch.rs",
        &["data", "measures", "cluster", "segments", "analysis", "app", "ui", "report", "terminal", "cli", "config"],
    ),
    ("jobs.rs", &["data", "measures", "cluster", "segments", "analysis", "app", "ui", "report", "terminal"]),
    ("report", &["app", "export", "jobs", "workers", "terminal", "cli", "config"]),
];

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("the sources are there") {
        let path = entry.expect("a readable entry").path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|e| e == "rs") {
            found.push(path);
        }
    }
}

/// Lines of code by file (path below `src`), without comments.
fn code() -> BTreeMap<String, Vec<String>> {
    let mut files = Vec::new();
    sources(Path::new(SOURCES), &mut files);
    files
        .into_iter()
        .map(|path| {
            let text = fs::read_to_string(&path).expect("a readable source");
            let lines = text.lines().filter(|l| !l.trim_start().starts_with("//")).map(ToOwned::to_owned).collect();
            let name = path.strip_prefix(SOURCES).expect("below src").to_string_lossy().replace('\\', "/");
            (name, lines)
        })
        .collect()
}

/// Whether a line names `word` as the root of a path: `word::`, not `my_word::`, nor `a::word::`.
fn names(line: &str, word: &str) -> bool {
    line.match_indices(&format!("{word}::"))
        .any(|(at, _)| !line[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == ':'))
}

fn within(file: &str, place: &str) -> bool {
    file == place || file.starts_with(&format!("{place}/"))
}

#[test]
fn crates_stay_behind_their_walls() {
    let mut broken = Vec::new();
    for (file, lines) in code() {
        for (name, places) in CRATES {
            if !places.iter().any(|p| within(&file, p)) {
                broken.extend(lines.iter().filter(|l| names(l, name)).map(|l| format!("{file}: {}", l.trim())));
            }
        }
    }
    assert!(broken.is_empty(), "a crate is used outside its wall:\n{}", broken.join("\n"));
}

#[test]
fn parts_know_only_what_flows_into_them() {
    let mut broken = Vec::new();
    for (file, lines) in code() {
        for (part, strangers) in PARTS.iter().filter(|(part, _)| within(&file, part)) {
            for stranger in *strangers {
                let path = format!("crate::{stranger}::");
                let group = format!("crate::{{{stranger}");
                let uses =
                    |l: &&String| l.contains(&path) || l.contains(&group) || l.contains(&format!("crate::{stranger};"));
                broken.extend(lines.iter().filter(uses).map(|l| format!("{file} ({part}): {}", l.trim())));
            }
        }
    }
    assert!(broken.is_empty(), "a part uses one that it must not know:\n{}", broken.join("\n"));
}

/// Only `messages` makes what it writes harmless, and drops what cannot be written.
#[test]
fn standard_error_has_one_way() {
    let mut broken = Vec::new();
    for (file, lines) in code().iter().filter(|(file, _)| *file != "messages.rs") {
        let ways = ["eprintln!", "eprint!", "io::stderr", "dbg!"];
        broken.extend(
            lines.iter().filter(|l| ways.iter().any(|way| l.contains(way))).map(|l| format!("{file}: {}", l.trim())),
        );
    }
    assert!(broken.is_empty(), "use `say!` of src/messages.rs:\n{}", broken.join("\n"));
}

#[test]
fn the_walls_stand_around_something() {
    let files = code();
    for (name, places) in CRATES {
        let used = files
            .iter()
            .any(|(file, lines)| places.iter().any(|p| within(file, p)) && lines.iter().any(|l| names(l, name)));
        assert!(used, "{name} is listed but used nowhere: take it out of the table, and of Cargo.toml");
    }
    for (part, _) in PARTS {
        assert!(files.keys().any(|file| within(file, part)), "there is no {part}");
    }
}

#[test]
fn a_broken_wall_would_be_seen() {
    assert!(names("use polars::prelude::*;", "polars"));
    assert!(names("let x = polars::frame::DataFrame::empty();", "polars"));
    assert!(!names("use crate::data::polars::x;", "polars"));
    assert!(!names("use my_polars::x;", "polars"));
    assert!(within("data/load.rs", "data") && !within("database/x.rs", "data"));
}
