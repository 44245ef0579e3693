//! What shells offer, the manual pages, and the examples of the help.
#![cfg(unix)]

use std::fs;
use std::path::Path;
use std::process::Command;

use segscope::cli::examples::EXAMPLES;
use tempfile::TempDir;

use crate::to_table::sqlite_shop;

/// What is offered at the end of a command line, one a line, where these files are.
fn offered(line: &[&str], files: &[&str]) -> Vec<String> {
    let here = tempfile::tempdir().expect("a folder");
    for file in files {
        let path = here.path().join(file);
        fs::create_dir_all(path.parent().expect("a folder")).expect("made");
        fs::write(path, "").expect("written");
    }
    let mut ask = crate::support::program();
    ask.current_dir(here.path()).env("SEGSCOPE_COMPLETE", "fish").args(["--", "segscope"]).args(line);
    let output = ask.output().expect("runs");
    assert!(output.status.success() && output.stderr.is_empty(), "{output:?}");
    let text = String::from_utf8(output.stdout).expect("text");
    text.lines().map(|line| line.split('\t').next().unwrap_or_default().to_owned()).collect()
}

#[test]
fn values_are_offered() {
    for (line, all) in [
        (&["--algorithm", ""][..], &["kmeans", "kmeans-linfa", "dbscan", "hierarchical", "gmm"][..]),
        (&["--scale", "r"], &["robust"]),
        (&["--linkage", ""], &["ward", "average", "complete", "single"]),
        (&["report", "--format", "m"], &["markdown"]),
        (&["report", "--by", "c"], &["city", "coupon"]),
        (&["--features", "b"], &["behaviour", "burnt_count", "burnt_ratio"]),
        (&["--features", "rfm,recency"], &["rfm,recency_days"]),
        (&["--features=recency"], &["--features=recency_days"]),
        (&["--filter", "ci"], &["city:"]),
        (&["--filter", "city:Cairo seg"], &["city:Cairo segment:"]),
        (&["--k", "1"], &["10"]),
        (&["--kind", ""], &["coupons", "purchases", "customers"]),
        (&["--sample", "p"], &["purchases"]),
        (&["--date-format", ""], &["dmy", "mdy", "ymd"]),
        (&["--table", "tr"], &["transactions="]),
        (&["--column", "transaction_d"], &["transaction_date="]),
        (&["screenshot", "--size", "1"], &["120x36"]),
        (&["man", "s"], &["segments", "sql", "screenshot"]),
        (&["sql", "--dialect", "s"], &["spark", "sqlite"]),
        (&["config", ""], &["print", "path", "edit"]),
        (&["completions", "f"], &["fish"]),
    ] {
        let mut found = offered(line, &[]);
        // Flags follow the values of a positional argument.
        found.retain(|value| !value.starts_with('-') || value.contains('='));
        assert_eq!(found, all, "{line:?}");
    }
}

#[test]
fn files_of_the_kinds_that_are_read_are_offered() {
    let files =
        ["shop.xlsx", "claims.csv.gz", "notes.md", "model.json", "mine.toml", "data/orders.csv", "data/photo.png"];
    let paths = |line: &[&str]| {
        let mut found = offered(line, &files);
        found.retain(|value| value.contains(['.', '/']) && !value.starts_with('-'));
        found
    };
    assert_eq!(paths(&["report", ""]), ["claims.csv.gz", "model.json", "shop.xlsx", "data/"]);
    assert_eq!(paths(&["report", "data/"]), ["data/orders.csv"]);
    assert_eq!(paths(&["--mapping", ""]), ["mine.toml", "data/"]);
    assert_eq!(paths(&["--names", ""]), ["model.json", "data/"]);
    assert_eq!(paths(&["assign", "m"]), ["model.json"]);
    assert_eq!(paths(&["sql", "--assign", "m"]), ["model.json"]);
    assert_eq!(paths(&["clean", "--output", ""]), [".", "data/"]);
    assert_eq!(offered(&["--theme", "mi"], &files), ["mine.toml"]);
    assert_eq!(offered(&["--theme", "no"], &files), ["nord"]);
}

/// Runs a script in a shell, with the program in the path and a home of its own; `None` where the shell is not installed.
fn run(shell: &str, script: &str, home: &Path) -> Option<String> {
    let program = Path::new(env!("CARGO_BIN_EXE_segscope"));
    let path = std::env::join_paths(
        [program.parent().expect("a folder").to_owned()]
            .into_iter()
            .chain(std::env::split_paths(&std::env::var_os("PATH")?)),
    );
    let mut command = Command::new(shell);
    command.args(["-c", script]).current_dir(home).env("PATH", path.expect("a path")).env("HOME", home);
    for (name, _) in std::env::vars_os().filter(|(name, _)| name.to_string_lossy().starts_with("XDG_")) {
        command.env_remove(name);
    }
    let output =
        command.env("EDITOR", "true").env("SEGSCOPE_K_MAX", "3").env("SEGSCOPE_RESTARTS", "1").output().ok()?;
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success() && (said.is_empty() || script.contains("segscope ")), "{shell}: {script}: {said}");
    Some(String::from_utf8(output.stdout).expect("text"))
}

/// Scripts that load the completions of a shell, complete `segscope --algorithm ` and `--theme no`, and print what is offered.
const SHELLS: [(&str, &str); 4] = [
    (
        "bash",
        r#"eval "$(segscope completions bash)"
           offer() { COMP_WORDS=(segscope "$@"); COMP_CWORD=$#; COMP_TYPE=9
               _segscope segscope "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD-1]}"
               printf '%s\n' "${COMPREPLY[@]}"; }
           complete -p segscope >/dev/null; offer --algorithm ""; offer --theme no"#,
    ),
    (
        "zsh",
        r#"autoload -Uz compinit && compinit -u; eval "$(segscope completions zsh)"
           _describe() { local name=${@[-1]}; print -l -- ${${(P)name}%%:*}; }
           offer() { words=(segscope "$@"); CURRENT=$#words; ${_comps[segscope]}; }
           offer --algorithm ""; offer --theme no"#,
    ),
    (
        "fish",
        r#"segscope completions fish | source
           for line in "segscope --algorithm " "segscope --theme no"
               complete -C $line | string split -f1 \t
           end"#,
    ),
    (
        "elvish",
        r"var edit: = (ns [&completion:=(ns [&arg-completer=[&]])])
           eval &ns=(ns [&edit:=$edit:]) (segscope completions elvish | slurp)
           var offer = {|@words| $edit:completion:arg-completer[segscope] segscope $@words }
           $offer --algorithm ''; $offer --theme no",
    ),
];

#[test]
fn the_shells_offer_values() {
    for (shell, script) in SHELLS {
        let home = tempfile::tempdir().expect("a folder");
        if let Some(offered) = run(shell, script, home.path()) {
            assert_eq!(offered, "kmeans\nkmeans-linfa\ndbscan\nhierarchical\ngmm\nnord\n", "{shell}");
        }
    }
}

/// Bash splits words at `=` and `:`, hands over quotes, and quotes what is offered only if it is told to: `+` here.
#[test]
fn bash_completes_words_that_it_splits_or_quotes() {
    let home = tempfile::tempdir().expect("a folder");
    fs::write(home.path().join("my file.csv"), "").expect("a file");
    fs::create_dir(home.path().join("data")).expect("a folder");
    let script = r#"eval "$(segscope completions bash)"
        compopt() { [[ "$1 $2" != "-o filenames" ]] || quotes=+; }
        offer() { quotes=; COMP_WORDS=(segscope "$@"); COMP_CWORD=$#; COMP_TYPE=9
            local typed=${COMP_WORDS[COMP_CWORD]}; [[ $typed != = ]] || typed=
            _segscope segscope "${typed#\"}" "${COMP_WORDS[COMP_CWORD-1]}"
            printf '%s\n' "${COMPREPLY[@]}$quotes"; }
        offer my; offer 'my\ f'; offer '"my f'; offer da
        offer --algorithm = db; offer --linkage =; offer --filter city : 'Cairo\ gend'"#;
    let offered = run("bash", script, home.path()).expect("bash");
    let linkages = "ward\naverage\ncomplete\nsingle";
    let expected = ["my file.csv+", "my file.csv+", "my file.csv+", "data/", "dbscan", linkages, "Cairo gender:+"];
    assert_eq!(offered.lines().collect::<Vec<_>>(), expected.join("\n").lines().collect::<Vec<_>>());
}

#[test]
fn the_scripts_of_all_shells_ask_the_program() {
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let script = crate::support::program().args(["completions", shell]).output().expect("runs");
        let script = String::from_utf8(script.stdout).expect("text");
        assert!(script.contains("SEGSCOPE_COMPLETE") && script.contains("segscope"), "{shell}: {script}");
    }
}

#[test]
fn each_command_has_a_page() {
    let page = |args: &[&str]| {
        let output = crate::support::program().arg("man").args(args).output().expect("runs");
        (output.status.code(), String::from_utf8_lossy(&[output.stdout, output.stderr].concat()).into_owned())
    };
    let (_, program) = page(&[]);
    assert!(program.starts_with(".ie") && program.contains(".TH segscope 1") && program.contains("EXIT STATUS"));
    let (_, report) = page(&["report"]);
    assert!(report.contains(".TH segscope-report 1") && report.contains("\\-\\-by") && report.contains("EXAMPLES"));
    let (code, refused) = page(&["reprot"]);
    assert!(
        code == Some(2) && refused.contains("reprot is not a command. The commands are report, segments"),
        "{refused}"
    );
    let folder = tempfile::tempdir().expect("a folder");
    page(&["--output", &folder.path().join("man1").to_string_lossy()]);
    let pages = fs::read_dir(folder.path().join("man1")).expect("a folder").count();
    assert_eq!(pages, EXAMPLES.len(), "a page for the program and for each command, and examples in each");
}

/// A folder with the files that the examples name.
fn with_data() -> TempDir {
    let home = tempfile::tempdir().expect("a folder");
    let make = "segscope generate shop/ --customers 300 --transactions 3000 -q && cp -r shop new && \
                segscope generate orders --kind purchases --customers 200 --transactions 1000 -q && cp orders/orders.csv . && \
                gzip -k orders.csv && mkdir -p .config/fish/completions";
    run("bash", make, home.path()).expect("bash");
    home
}

#[test]
fn every_example_works() {
    let home = with_data();
    let has_database = sqlite_shop(home.path());
    for (command, lines) in EXAMPLES {
        assert!(!lines.is_empty(), "{command}");
        for (line, _) in lines {
            assert!(line.contains(format!("segscope {command}").trim_end()) || command == "mapping", "{line}");
            if line.contains("shop.sqlite") && !has_database {
                continue;
            }
            run("bash", &format!("set -o pipefail; {line}"), home.path()).expect("bash");
        }
    }
    for file in
        ["report.html", "segments.csv", "model.json", "assigned.csv", "orders.toml", "segments.svg", "man1/segscope.1"]
    {
        assert!(fs::metadata(home.path().join(file)).is_ok_and(|of| of.len() > 0), "{file}");
    }
}
