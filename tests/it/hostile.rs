//! Data whose every name holds characters that act on a terminal, hide or turn text: none of them comes out of any format,
//! message or screen as it is, but where a file or a pipe is to have it.
#![cfg(unix)]

use std::fs;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Output, Stdio};

use portable_pty::{CommandBuilder, PtySize, native_pty_system};
use segscope::app::headless::Headless;
use segscope::plain_text::is_harmful;
use segscope::ui::theme::Theme;
use serde_json::Value;

use crate::support::{self, draw, program};

/// What would write to the clipboard, and name the window.
const SEQUENCE: &str = "\u{1b}]52;c;cHduZWQ=\u{7}\u{9b}2J\u{1b}]0;pwned\u{1b}\\";
/// Between two letters each; `\0` makes a file binary.
const HARMFUL: [char; 34] = [
    '\u{1}',
    '\u{7}',
    '\u{8}',
    '\t',
    '\n',
    '\u{b}',
    '\u{c}',
    '\r',
    '\u{e}',
    '\u{1b}',
    '\u{7f}',
    '\u{80}',
    '\u{85}',
    '\u{90}',
    '\u{9b}',
    '\u{9d}',
    '\u{ad}',
    '\u{61c}',
    '\u{180e}',
    '\u{200b}',
    '\u{200e}',
    '\u{200f}',
    '\u{2028}',
    '\u{2029}',
    '\u{202e}',
    '\u{2060}',
    '\u{2066}',
    '\u{feff}',
    '\u{fff9}',
    '\u{fffb}',
    '\u{ffff}',
    '\u{e0001}',
    '\u{e0041}',
    '\u{e0100}',
];
/// What means something elsewhere.
const MARKS: [&str; 12] = [
    "=cmd|' /C calc'!A0",
    "+1-1",
    "-2+3",
    "@SUM(A1)",
    "＝1",
    "<script>alert(1)</script>",
    "[l](javascript:x)",
    "http://a.b",
    "www.a.b",
    "me@a.b",
    "<!-- x -->",
    "a|b `c` \"d\" 'e' & \\",
];

fn names() -> Vec<String> {
    let mut names: Vec<String> = HARMFUL.iter().map(|c| format!("A{c}z{c}{c}")).collect();
    names.extend(MARKS.map(str::to_owned));
    names.extend(MARKS.iter().zip(HARMFUL.iter().cycle().skip(9)).map(|(mark, c)| format!("{mark}{c}")));
    names.push(SEQUENCE.to_owned());
    names
}

fn table(folder: &Path, name: &str, rows: impl IntoIterator<Item = Vec<String>>) {
    let mut writer = csv::Writer::from_path(folder.join(name)).expect("a file");
    for row in rows {
        writer.write_record(row).expect("written");
    }
}

/// A folder of tables, in a folder of a hostile name.
fn shop(within: &Path) -> PathBuf {
    let folder = within.join(format!("shop{SEQUENCE}\u{202e}';touch PWNED;#"));
    fs::create_dir(&folder).expect("a folder");
    let names = names();
    let name = |i: usize| names[i % names.len()].clone();
    let row = |cells: &[&str]| cells.iter().map(|cell| (*cell).to_owned()).collect::<Vec<_>>();
    let named = |header: [&str; 2], count: usize| {
        std::iter::once(row(&header)).chain((0..count).map(|i| vec![i.to_string(), name(i)])).collect::<Vec<_>>()
    };
    table(&folder, "cities.csv", named(["city_id", "city_name"], names.len()));
    table(&folder, "genders.csv", named(["gender_id", "gender_name"], 3));
    table(&folder, "merchants.csv", named(["merchant_id", "merchant_name"], names.len()));
    let branches = (0..names.len()).map(|i| vec![name(i), i.to_string(), name(i + 5)]);
    let header = row(&["branch_id", "merchant_id", "branch_name"]);
    table(&folder, "branches.csv", std::iter::once(header).chain(branches));
    let id = |i: usize| format!("{}{i}", name(i));
    let columns = [&format!("x{SEQUENCE}"), "=1+1", "\u{202e}y\u{e0041}"];
    let header = [row(&["customer_id", "join_date", "city_id", "gender_id"]), row(&columns)].concat();
    let customers = (0..150).map(|i| {
        let day = format!("2024-01-{:02}", i % 28 + 1);
        let words = [id(i), day, (i % names.len()).to_string(), (i % 4).to_string()];
        [words.to_vec(), vec![(i * i % 97).to_string(), (i % 13).to_string(), name(i % 7)]].concat()
    });
    table(&folder, "customers.csv", std::iter::once(header).chain(customers));
    let header =
        ["customer_id", "transaction_date", "transaction_status", "coupon_name", "burn_date", "branch_id", "amount"];
    let claims = (0..900).map(|i| {
        let (day, burnt) = (format!("2024-{:02}-{:02}", i % 6 + 2, i * 7 % 28 + 1), i % 3 == 0);
        let status = [Some("burnt".to_owned()), (i % 11 == 1).then(|| name(i))][usize::from(!burnt)].clone();
        let burn = if burnt { format!("2024-{:02}-{:02}", i % 6 + 3, i % 28 + 1) } else { String::new() };
        let date = if i % 97 == 5 { name(i) } else { day };
        let status = status.unwrap_or_else(|| "claimed".to_owned());
        vec![id(i * i % 160), date, status, name(i % 60), burn, name(i * 3), (i % 17).to_string()]
    });
    table(&folder, "transactions.csv", std::iter::once(row(&header)).chain(claims));
    folder
}

/// The harmful characters of an output, but for line breaks and tabs.
fn harm(text: &[u8]) -> Vec<String> {
    let text = std::str::from_utf8(text).expect("UTF-8");
    let lines = text.lines().filter(|line| line.chars().any(|c| is_harmful(c) && c != '\t'));
    lines.take(3).map(|line| format!("{line:?}")).collect()
}

fn run(args: &[&str]) -> Output {
    program().args(args).env_remove("SEGSCOPE_K").output().expect("the program runs")
}

/// What a terminal gets of it, without the colours that clap gives to its messages.
fn on_a_terminal(args: &[&str], variable: &str) -> String {
    let pair = native_pty_system().openpty(PtySize { rows: 40, cols: 100, ..PtySize::default() }).expect("a terminal");
    let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_segscope"));
    command.args(args);
    command.env("XDG_CONFIG_HOME", "/nonexistent");
    command.env("TERM", "xterm-256color");
    command.env("SEGSCOPE_FILTER", variable);
    let mut child = pair.slave.spawn_command(command).expect("the program starts");
    drop(pair.slave);
    let mut reader = pair.master.try_clone_reader().expect("a reader");
    let mut bytes = Vec::new();
    // The other end is closed with an error on Linux.
    let _ = reader.read_to_end(&mut bytes);
    child.wait().expect("an end");
    String::from_utf8(bytes).expect("UTF-8").replace("\r\n", "\n")
}

#[test]
fn every_format_and_message_of_hostile_data_is_plain() {
    let within = tempfile::tempdir().expect("a folder");
    let folder = shop(within.path());
    let data = folder.to_str().expect("UTF-8");
    let k = ["--k", "3", "--k-max", "3", "--restarts", "2"];
    for args in [
        &["report", data][..],
        &["report", data, "--format", "json"],
        &["report", data, "--format", "markdown"],
        &["report", data, "--format", "html"],
        &["report", data, "--filter", &format!("city:\"{SEQUENCE}\"")],
        &["report", data, "--filter", "customer:*\u{202e}*"],
        &["segments", data, "--format", "json"],
        &["segments", data, "--features", &format!("x{SEQUENCE},zzz")],
        &["check", data],
        &["check", data, "--format", "json"],
        &["mapping", data],
        &["screenshot", data],
        &["screenshot", data, "--keys", SEQUENCE],
        &["assign", data, data],
        &["segments", data, "--save-model", &format!("{data}/no/{SEQUENCE}")],
        &["report", data, "--output", &format!("{data}/no/{SEQUENCE}")],
        &["report", &format!("{data}/cities.csv"), data],
    ] {
        let output = run(&[args, &k[..]].concat());
        assert_eq!(harm(&output.stderr), [""; 0], "{args:?}");
        assert_eq!(harm(&output.stdout), [""; 0], "{args:?}");
        assert!(output.stdout.len() + output.stderr.len() > 20, "{args:?}");
    }
    // A pipe gets what there is.
    let csv = run(&[&["segments", data], &k[..]].concat());
    assert_eq!(harm(&csv.stderr), [""; 0]);
    let mut rows = csv::Reader::from_reader(csv.stdout.as_slice());
    let ids: Vec<String> = rows.records().map(|row| row.expect("a row")[0].to_owned()).collect();
    assert_eq!(ids.len(), 150, "{ids:?}");
    assert!(ids.iter().any(|id| id.contains(SEQUENCE)) && ids.iter().any(|id| id.starts_with("=cmd")));
    let json: Vec<Value> =
        serde_json::from_slice(&run(&[&["segments", data, "--format", "json"], &k[..]].concat()).stdout).expect("JSON");
    assert!(json.iter().zip(&ids).all(|(row, id)| row["customer_id"] == id.as_str()), "the same values");
    // A terminal does not.
    for (args, words) in [
        (&["segments", data][..], "\\u{1b}]52"),
        (&["mapping", data], "city_name"),
        (&["report", data, "--format", "markdown"], "␛\\]52"),
    ] {
        let text = on_a_terminal(&[args, &k[..]].concat(), "");
        assert_eq!(harm(text.as_bytes()), [""; 0], "{args:?}");
        assert!(text.contains(words), "{args:?}: {text}");
    }
}

#[test]
fn no_option_value_reaches_the_terminal() {
    let name = format!("a{SEQUENCE}\u{202e}\u{e0041}");
    let options = [
        "scale",
        "as-of",
        "k",
        "features",
        "filter",
        "since",
        "mapping",
        "names",
        "config",
        "granularity",
        "theme",
        "date-format",
        "color",
        "linkage",
        "algorithm",
        "inactive",
        "compare-as-of",
        "seed",
        "budget",
        "eps",
        "no-such",
    ];
    for option in options {
        let output = run(&["segments", &format!("--{option}={name}")]);
        assert_eq!(harm(&output.stderr), [""; 0], "--{option}");
        assert_ne!(output.status.code(), Some(0), "--{option}");
        assert!(
            String::from_utf8_lossy(&output.stderr).lines().next().is_some_and(|line| line.len() > 20),
            "--{option}"
        );
    }
    for args in [&[format!("--{name}=3").as_str()][..], &["check", "--format", &name], &["--help"]] {
        let text = on_a_terminal(args, &name);
        assert_eq!(harm(text.as_bytes()), [""; 0], "{args:?}");
        assert!(text.contains("\\u{1b}]52"), "{args:?}: {text}");
    }
    assert!(on_a_terminal(&["--bad"], "").contains("\u{1b}["), "clap's own colours stay");
    let config = tempfile::NamedTempFile::new().expect("a file");
    for text in
        [format!("k = \"{}\"", SEQUENCE.escape_unicode()), "\"a\\u001b]52\" = 1".into(), format!("k = {SEQUENCE}")]
    {
        fs::write(config.path(), text).expect("written");
        let output = run(&["check", "--config", config.path().to_str().expect("UTF-8")]);
        assert_eq!(harm(&output.stderr), [""; 0]);
    }
}

#[test]
fn a_message_that_cannot_be_written_is_dropped() {
    let Ok(full) = fs::OpenOptions::new().write(true).open("/dev/full") else { return };
    let folder = tempfile::tempdir().expect("a folder");
    let out = |name: &str| folder.path().join(name).to_str().expect("UTF-8").to_owned();
    let (generated, cleaned) = (out("generated"), out("cleaned"));
    let to = |args: &[&str], full_stdout: bool| {
        let file = || Stdio::from(full.try_clone().expect("a handle"));
        let mut command = program();
        command.args(args).stderr(file()).stdout(if full_stdout { file() } else { Stdio::null() });
        command.status().expect("the program ends").code()
    };
    let small = ["--customers", "20", "--transactions", "50"];
    assert_eq!(to(&["check", "no such file"], false), Some(1));
    assert_eq!(to(&["--no-such-option"], false), Some(2));
    assert_eq!(to(&[&["generate", &generated], &small[..]].concat(), false), Some(0));
    assert_eq!(to(&["clean", &generated, "--output", &cleaned], false), Some(0));
    // A result that cannot be written is a failure.
    for args in [&["check", &generated][..], &["--help"], &["man"], &["mapping", &generated]] {
        assert_eq!(to(args, true), Some(1), "{args:?}");
    }
}

#[test]
fn no_screen_has_a_harmful_character() {
    let within = tempfile::tempdir().expect("a folder");
    let folder = shop(within.path());
    let mut settings = support::settings();
    settings.source = folder.display().to_string();
    let mut driver = Headless::start(settings, support::tools(vec![folder]), (120, 36));
    let keys = "1 2 3 4 5 6 7 8 9 tab enter down enter esc esc 1 / c i t y : A esc e right down esc ? esc n esc c esc \
                2 tab down enter esc v esc 3 down down enter esc 4 g g esc 5 + - enter esc x esc 6 down enter esc esc 7 esc b esc";
    for key in keys.split_whitespace() {
        driver.press(key).expect("a known key");
        for (columns, rows) in [(120, 36), (80, 24), (200, 60)] {
            let buffer = support::draw_at(&driver, &Theme::dark(), columns, rows);
            let harmful = buffer.content.iter().find(|cell| cell.symbol().chars().any(is_harmful));
            assert!(harmful.is_none(), "after {key}: {harmful:?}");
        }
    }
    let seen = support::text(&draw(&driver, &Theme::dark()));
    assert!(seen.contains("segscope"), "{seen}");
}

#[test]
fn safe_csv_runs_nothing_and_keeps_numbers() {
    let within = tempfile::tempdir().expect("a folder");
    let folder = shop(within.path());
    let data = folder.to_str().expect("UTF-8");
    let model = within.path().join("model.json");
    let model = model.to_str().expect("UTF-8");
    let k = ["--k", "3", "--k-max", "3", "--restarts", "2", "--features", "transaction_count,=1+1"];
    let records = |args: &[&str]| {
        let output = run(&[args, &k[..]].concat());
        let mut rows = csv::ReaderBuilder::new().has_headers(false).from_reader(output.stdout.as_slice());
        let rows: Vec<Vec<String>> =
            rows.records().map(|row| row.expect("a row").iter().map(str::to_owned).collect()).collect();
        assert!(rows.len() > 100, "{}", String::from_utf8_lossy(&output.stderr));
        rows
    };
    let plain = records(&["segments", data, "--save-model", model]);
    for safe in [records(&["segments", data, "--safe-csv"]), records(&["assign", model, data, "--safe-csv"])] {
        let mut prefixed = 0;
        for (safe, plain) in safe.iter().zip(&plain) {
            for (at, cell) in safe.iter().enumerate() {
                let number = cell.parse::<f64>().is_ok();
                assert!(number || !cell.starts_with(|c| "=+-@\t\r＝＋－＠".contains(c)), "{cell:?}");
                // A model has another measure in the fourth column.
                assert!(at == 3 || cell.strip_prefix('\'').unwrap_or(cell) == plain[at], "{cell:?} of {plain:?}");
                prefixed += usize::from(cell.starts_with('\''));
            }
        }
        assert!(prefixed > 10, "{prefixed}");
    }
    let by_environment = program().args(["segments", data]).args(k).env("SEGSCOPE_SAFE_CSV", "true").output();
    let by_environment = by_environment.expect("the program runs").stdout;
    assert_eq!(by_environment, run(&[&["segments", data, "--safe-csv"], &k[..]].concat()).stdout);
}

/// The command of a report of a folder of a hostile name gives the report again, in every shell.
#[test]
fn the_command_of_a_report_works_as_printed() {
    let within = tempfile::tempdir().expect("a folder");
    let folder = shop(within.path());
    let data = folder.to_str().expect("UTF-8");
    let report = run(&["report", data, "--format", "markdown", "--k", "2", "--k-max", "2"]).stdout;
    let text = String::from_utf8(report.clone()).expect("UTF-8");
    let command = text.split("```sh\n").nth(1).and_then(|rest| rest.lines().next()).expect("a command");
    let bin = Path::new(env!("CARGO_BIN_EXE_segscope")).parent().expect("a folder").to_str().expect("UTF-8");
    for shell in ["sh", "dash", "bash", "zsh"] {
        let mut child = std::process::Command::new(shell);
        child.current_dir(within.path()).env("XDG_CONFIG_HOME", "/nonexistent").stdin(Stdio::piped());
        // Not every machine has all of them.
        let Ok(mut child) = child.stdout(Stdio::piped()).spawn() else { continue };
        let mut keys = child.stdin.take().expect("a pipe");
        writeln!(keys, "PATH={bin}:$PATH\n{command}").expect("written");
        drop(keys);
        assert!(child.wait_with_output().expect("an end").stdout == report, "{shell}: {command}");
    }
    assert_eq!(fs::read_dir(within.path()).expect("a folder").count(), 1, "nothing was touched");
}
