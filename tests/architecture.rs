//! Reads the sources and fails when a wall of the house is broken: which crate may be named in which part, and which
//! part may use which. `src/lib.rs` says why.

#[path = "architecture/circles.rs"]
mod circles;
#[path = "architecture/imports.rs"]
mod imports;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use circles::{circles, graph};
use imports::{imports, without_tests};

const SOURCES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/src");

/// A name and the only places (files or folders under `src`) that may use it.
const CRATES: &[(&str, &[&str])] = &[
    (
        "polars",
        &[
            "data",
            "aggregate",
            "measures/tests.rs",
            "measures/purchases/tests.rs",
            "measures/expired_tests.rs",
            "measures/survival/tests.rs",
        ],
    ),
    ("polars_arrow", &["data/cache", "data/frames.rs"]),
    ("calamine", &["data"]),
    ("zip", &["data"]),
    ("quick_xml", &["data", "report/html/tests.rs"]),
    ("bytes", &["data", "report/tests.rs"]),
    ("glob", &["data"]),
    ("parquet", &["data", "report"]),
    ("arrow_array", &["data", "report", "warehouse", "aggregate/sql"]),
    ("arrow_schema", &["data", "report", "warehouse", "aggregate/sql"]),
    ("adbc_core", &["warehouse"]),
    ("adbc_driver_manager", &["warehouse"]),
    ("encoding_rs", &["data"]),
    ("flate2", &["data"]),
    ("zstd", &["data"]),
    ("ndarray", &["cluster"]),
    ("linfa", &["cluster"]),
    ("linfa_clustering", &["cluster"]),
    ("linfa_linalg", &["cluster"]),
    ("linfa_nn", &["cluster"]),
    ("ratatui", &["ui", "screenshot", "terminal.rs", "terminal"]),
    ("crossterm", &["app", "terminal"]),
    ("signal_hook", &["terminal"]),
    ("nucleo_matcher", &["app/palette/best.rs"]),
    ("base64", &["terminal/clipboard.rs"]),
    ("rustix", &["data/memory.rs", "data/folder", "data/standard_input.rs", "terminal"]),
    ("toml", &["data", "config_file.rs", "ui/theme/file.rs", "warehouse/dialect.rs"]),
    ("etcetera", &["user_folders.rs"]),
    ("clap", &["cli.rs", "cli", "config_file.rs", "commands", "commands.rs", "main.rs", "options_page.rs"]),
    ("clap_complete", &["cli.rs", "cli", "commands", "main.rs"]),
    ("color_eyre", &["commands", "commands.rs", "terminal.rs", "terminal", "main.rs"]),
];

/// A part and the parts it must not know.
const PARTS: &[(&str, &[&str])] = &[
    (
        "warehouse",
        &[
            "data",
            "aggregate",
            "measures",
            "cluster",
            "segments",
            "analysis",
            "wording",
            "app",
            "ui",
            "report",
            "jobs",
            "workers",
            "terminal",
            "cli",
            "config",
        ],
    ),
    (
        "data",
        &[
            "aggregate",
            "measures",
            "cluster",
            "segments",
            "analysis",
            "wording",
            "app",
            "ui",
            "report",
            "jobs",
            "workers",
            "terminal",
            "cli",
            "config",
        ],
    ),
    (
        "aggregate",
        &[
            "measures", "cluster", "segments", "analysis", "wording", "app", "ui", "report", "jobs", "workers",
            "terminal", "cli", "config",
        ],
    ),
    (
        "measures",
        &[
            "cluster", "segments", "analysis", "wording", "app", "ui", "report", "jobs", "workers", "terminal", "cli",
            "config",
        ],
    ),
    (
        "cluster",
        &[
            "data",
            "aggregate",
            "measures",
            "segments",
            "analysis",
            "wording",
            "app",
            "ui",
            "report",
            "jobs",
            "workers",
            "terminal",
            "cli",
            "config",
        ],
    ),
    (
        "segments",
        &[
            "data",
            "aggregate",
            "analysis",
            "wording",
            "app",
            "ui",
            "report",
            "jobs",
            "workers",
            "terminal",
            "cli",
            "config",
        ],
    ),
    ("analysis", &["wording", "app", "ui", "report", "jobs", "workers", "terminal", "cli", "config"]),
    ("analysis.rs", &["wording", "app", "ui", "report", "jobs", "workers", "terminal", "cli", "config"]),
    (
        "wording",
        &["app", "ui", "report", "screenshot", "export", "jobs", "workers", "terminal", "cli", "config", "commands"],
    ),
    ("app", &["ui", "report", "screenshot", "export", "jobs", "workers", "terminal", "cli", "config"]),
    ("ui", &["jobs", "workers", "terminal", "cli", "config", "report", "screenshot"]),
    (
        "money.rs",
        &[
            "data", "measures", "cluster", "segments", "analysis", "wording", "app", "ui", "report", "jobs", "workers",
            "terminal", "cli", "config", "messages",
        ],
    ),
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
    ("report", &["app", "ui", "screenshot", "export", "jobs", "workers", "terminal", "cli", "config"]),
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

/// The text of each file (path below `src`).
fn texts() -> Vec<(String, String)> {
    let mut files = Vec::new();
    sources(Path::new(SOURCES), &mut files);
    files
        .into_iter()
        .map(|path| {
            let text = fs::read_to_string(&path).expect("a readable source");
            let name = path.strip_prefix(SOURCES).expect("below src").to_string_lossy().replace('\\', "/");
            (name, text)
        })
        .collect()
}

/// The paths that each file names, its tests too: `crate::data::Facts`, `polars::prelude`.
fn paths() -> BTreeMap<String, Vec<String>> {
    let paths = |text: &str| imports(text).into_iter().map(|import| import.path.join("::")).collect();
    texts().into_iter().map(|(file, text)| (file, paths(&text))).collect()
}

/// Whether a path begins with these words.
fn begins(path: &str, words: &str) -> bool {
    path.strip_prefix(words).is_some_and(|rest| rest.is_empty() || rest.starts_with("::"))
}

fn within(file: &str, place: &str) -> bool {
    file == place || file.starts_with(&format!("{place}/"))
}

#[test]
fn crates_stay_behind_their_walls() {
    let mut broken = Vec::new();
    for (file, paths) in paths() {
        for (name, places) in CRATES {
            if !places.iter().any(|p| within(&file, p)) {
                broken.extend(paths.iter().filter(|path| begins(path, name)).map(|path| format!("{file}: {path}")));
            }
        }
    }
    assert!(broken.is_empty(), "a crate is used outside its wall:\n{}", broken.join("\n"));
}

#[test]
fn parts_know_only_what_flows_into_them() {
    let mut broken = Vec::new();
    for (file, paths) in paths() {
        for (part, strangers) in PARTS.iter().filter(|(part, _)| within(&file, part)) {
            let uses = |path: &&String| strangers.iter().any(|stranger| begins(path, &format!("crate::{stranger}")));
            broken.extend(paths.iter().filter(uses).map(|path| format!("{file} ({part}): {path}")));
        }
    }
    assert!(broken.is_empty(), "a part uses one that it must not know:\n{}", broken.join("\n"));
}

/// The columns of `Facts` with a value for each row, and the parts that may see them: a warehouse has only their tables.
const ROWS: [&str; 4] = ["facts.transactions", "facts.customers.", ".lines_of_products", ".lines_of_returns"];
const SEE_ROWS: [&str; 2] = ["data", "aggregate"];

#[test]
fn only_loading_and_the_aggregate_see_rows() {
    let others = |file: &str| !file.ends_with("tests.rs") && !SEE_ROWS.iter().any(|part| within(file, part));
    let mut broken = Vec::new();
    for (file, text) in texts().into_iter().filter(|(file, _)| others(file)) {
        let (code, _) = without_tests(&text);
        let code = code.lines().filter(|line| !line.trim_start().starts_with("//"));
        let seen = code.filter(|line| ROWS.iter().any(|rows| line.contains(rows)));
        broken.extend(seen.map(|line| format!("{file}: {}", line.trim())));
    }
    assert!(broken.is_empty(), "make a table of the rows in `aggregate`:\n{}", broken.join("\n"));
}

/// Only `messages` makes what it writes harmless, and drops what cannot be written.
#[test]
fn standard_error_has_one_way() {
    let mut broken = Vec::new();
    let files = texts();
    // The other writes from a signal handler, where nothing but a constant is safe.
    for (file, text) in files.iter().filter(|(file, _)| !["messages.rs", "terminal/rescue.rs"].contains(&file.as_str()))
    {
        let ways = ["eprintln!", "eprint!", "io::stderr", "dbg!"];
        let code = text.lines().filter(|line| !line.trim_start().starts_with("//"));
        broken.extend(code.filter(|l| ways.iter().any(|way| l.contains(way))).map(|l| format!("{file}: {}", l.trim())));
    }
    assert!(broken.is_empty(), "use `say!` of src/messages.rs:\n{}", broken.join("\n"));
}

#[test]
fn the_walls_stand_around_something() {
    let files = paths();
    for (name, places) in CRATES {
        let used = files
            .iter()
            .any(|(file, paths)| places.iter().any(|p| within(file, p)) && paths.iter().any(|p| begins(p, name)));
        assert!(used, "{name} is listed but used nowhere: take it out of the table, and of Cargo.toml");
    }
    for (part, _) in PARTS {
        assert!(files.keys().any(|file| within(file, part)), "there is no {part}");
    }
}

/// The floors of `app`: a file or folder below `src/app`, and those that it may use besides itself. Arrows point down only.
const FLOORS: &[(&str, &[&str])] = &[
    ("motion.rs", &[]),
    ("key.rs", &[]),
    ("own_keys.rs", &["key.rs"]),
    ("panel", &[]),
    ("state", &["motion.rs", "own_keys.rs", "panel"]),
    ("action.rs", &["motion.rs", "panel", "state"]),
    ("selectors", &["panel", "state"]),
    ("keymap", &["motion.rs", "key.rs", "own_keys.rs", "panel", "state", "action.rs", "selectors"]),
    ("palette", &["panel", "state", "action.rs", "selectors", "keymap"]),
    ("message", &["state"]),
    ("update", &["motion.rs", "panel", "state", "action.rs", "selectors", "keymap", "palette", "message"]),
    ("names_file.rs", &["state"]),
    ("execute.rs", &["state", "message", "names_file.rs"]),
    ("headless.rs", &["key.rs", "state", "message", "keymap", "update", "execute.rs"]),
    ("mod.rs", &[]),
];

#[test]
fn the_floors_of_app_hold() {
    let floor = |file: &str| {
        let below = file.strip_prefix("app/")?;
        FLOORS.iter().find(|(name, _)| within(below, name))
    };
    let mut broken = Vec::new();
    for (file, used) in graph(&texts()).iter().filter(|(file, _)| within(file, "app")) {
        let Some((name, may_use)) = floor(file) else {
            broken.push(format!("{file} is on no floor: put it into FLOORS"));
            continue;
        };
        for other in used.iter().filter(|other| within(other, "app")) {
            let on = floor(other).map_or("no floor", |(on, _)| on);
            if on != *name && !may_use.contains(&on) {
                broken.push(format!("{file} ({name}) uses {other} ({on})"));
            }
        }
    }
    assert!(broken.is_empty(), "a floor of app uses one that it must not:\n{}", broken.join("\n"));
    for (at, (name, may_use)) in FLOORS.iter().enumerate() {
        let above = |used: &&&str| !FLOORS[..at].iter().any(|(other, _)| other == *used);
        assert_eq!(may_use.iter().find(above), None, "{name} uses a floor that is not below it");
    }
}

/// Folders in which files still use each other in circles, each with the file of its name. Take a folder out once it has
/// none; no other may come in.
const CIRCLES: &[&str] = &[];

#[test]
fn no_two_files_use_each_other() {
    let graph = graph(&texts());
    let circles = circles(&graph);
    let belongs = |file: &str, folder: &str| within(file, folder) || file.strip_suffix(".rs") == Some(folder);
    let is_in = |circle: &BTreeSet<&str>, folder: &str| circle.iter().all(|file| belongs(file, folder));
    let mut wrong = Vec::new();
    for circle in circles.iter().filter(|circle| !CIRCLES.iter().any(|folder| is_in(circle, folder))) {
        for file in circle {
            let others: Vec<&str> = graph[*file].iter().map(String::as_str).filter(|f| circle.contains(f)).collect();
            wrong.push(format!("{file} uses {} of its circle", others.join(", ")));
        }
    }
    for folder in CIRCLES.iter().filter(|folder| !circles.iter().any(|circle| is_in(circle, folder))) {
        wrong.push(format!("{folder} has no circle any more: take it out of CIRCLES"));
    }
    assert!(wrong.is_empty(), "files use each other:\n{}", wrong.join("\n"));
}

#[test]
fn a_broken_wall_would_be_seen() {
    assert!(begins("polars::prelude", "polars") && begins("crate::data", "crate::data"));
    assert!(!begins("polars_core::x", "polars") && !begins("crate::database", "crate::data"));
    assert!(within("data/load.rs", "data") && !within("database/x.rs", "data"));
}
