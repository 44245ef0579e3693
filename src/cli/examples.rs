//! The examples at the end of `--help` and of the manual pages.

use std::fmt::Write;

/// Command lines with what they do, by the name of the command; the first are those of the dashboard. `shop/` is a folder of
/// tables, and `orders.csv` a file of orders.
pub const EXAMPLES: [(&str, &[(&str, &str)]); 14] = [
    (
        "",
        &[
            ("segscope", "the dashboard on the built-in sample"),
            ("segscope --sample purchases", "the orders of a shop"),
            ("segscope shop/ --k 5 --theme light", "a folder of tables, in five segments, on a light background"),
            ("zcat orders.csv.gz | segscope", "standard input"),
        ],
    ),
    (
        "report",
        &[
            ("segscope report shop/ --format json", "every measure, for scripts"),
            ("segscope report shop/ --format html --output report.html", "a page with charts"),
            ("segscope report shop/ --by gender", "women and men side by side"),
            ("segscope report shop/ --filter 'city:Cairo burnt_count>=3'", "some customers only"),
        ],
    ),
    (
        "segments",
        &[
            ("segscope segments shop/ --k 4 > segments.csv", "four segments, a row per customer"),
            (
                "segscope segments shop/ --save-model model.json --output segments.csv",
                "keep the model for new customers",
            ),
            ("segscope segments shop/ --holdout 10% --format json", "with a control group"),
            ("segscope segments shop.sqlite --to-table segments", "a new table beside the data"),
        ],
    ),
    ("assign", &[("segscope assign model.json new/ > assigned.csv", "the segments of new customers")]),
    (
        "sql",
        &[
            ("segscope sql shop.sqlite > tables.sql", "what --compute database asks for"),
            (
                "segscope sql --assign model.json --dialect postgresql shop/ > assign.sql",
                "for tables named as the files",
            ),
            (
                "segscope sql --assign model.json --dialect spark --schema lake --table transactions=lake.claims",
                "tables named one by one",
            ),
        ],
    ),
    (
        "check",
        &[
            ("segscope check shop/", "what is wrong with the data"),
            (
                "segscope check shop/ --strict > checks.txt || echo 'see checks.txt'",
                "in a script: exit code 3 after an error",
            ),
        ],
    ),
    (
        "mapping",
        &[
            ("segscope mapping orders.csv > orders.toml", "write how the data is understood to a file that you edit"),
            ("segscope report orders.csv --mapping orders.toml", "read the data that way"),
        ],
    ),
    ("clean", &[("segscope clean shop/ --output tidy/", "typed tables and a log of what was changed")]),
    (
        "generate",
        &[
            ("segscope generate demo/", "2,000 customers with coupons"),
            (
                "segscope generate big/ --kind purchases --customers 500 --transactions 5000 --seed 7",
                "orders of a shop",
            ),
        ],
    ),
    (
        "screenshot",
        &[(
            "segscope screenshot shop/ --keys '5 + +' --output segments.svg",
            "the Segments screen with two segments more",
        )],
    ),
    ("cache", &[("segscope cache", "what is stored, and how large it is"), ("segscope cache clear", "remove it")]),
    (
        "config",
        &[
            ("segscope config", "every setting, and where it comes from"),
            ("segscope config edit", "open the file in your editor"),
        ],
    ),
    (
        "completions",
        &[
            ("echo 'eval \"$(segscope completions bash)\"' >> ~/.bashrc", "for bash"),
            ("echo 'eval \"$(segscope completions zsh)\"' >> ~/.zshrc", "for zsh, after compinit"),
            ("segscope completions fish > ~/.config/fish/completions/segscope.fish", "for fish"),
        ],
    ),
    (
        "man",
        &[
            ("segscope man report > segscope-report.1", "the page of a command"),
            ("segscope man --output man1/", "a page for each command, into a folder"),
        ],
    ),
];

/// The examples of a command; of the dashboard without a name.
pub fn of(command: &str) -> &'static [(&'static str, &'static str)] {
    EXAMPLES.iter().find(|(of, _)| *of == command).map_or(&[], |(_, lines)| lines)
}

/// The examples of a command as text, aligned.
pub(super) fn help(command: &str) -> String {
    let widest = of(command).iter().map(|(line, _)| line.len()).max().unwrap_or(0);
    let mut out = "Examples:".to_owned();
    for (line, about) in of(command) {
        let _ = write!(out, "\n  {line:widest$}  {about}");
    }
    out
}
