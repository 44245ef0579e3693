//! Data full of escape sequences, through every field, format and message: no byte of it reaches a terminal raw.

use std::fmt::Write;
use std::fs;
use std::path::Path;
use std::time::Duration;

use crate::program::{PROGRAM, QUICK, program, run, text};
use crate::random::Random;
use crate::terminal::Terminal;

/// What terminals obey, what turns text around, and what cannot be seen. No line breaks: a table would have more rows.
const HOSTILE: [&str; 16] = [
    "\x1b]52;c;ZWNobyBv\x07",
    "\x1b[2J\x1b[31m",
    "\x1bP+q\x1b\\",
    "\u{9b}31m",
    "\u{9d}0;title\u{9c}",
    "a\rb",
    "a\x08\x08b",
    "\x07\x0e",
    "\x7f",
    "\u{202e}txet\u{202c}",
    "\u{2066}x\u{2069}",
    "\u{61c}x",
    "\u{ad}x",
    "\u{2060}x\u{feff}",
    "\u{fff9}x\u{fffb}",
    "\u{e0001}\u{e0041}\u{e007f}",
];

/// A character that must be spelt out wherever a person reads it.
fn dangerous(c: char) -> bool {
    (c.is_control() && c != '\n')
        || matches!(c, '\u{61c}' | '\u{ad}' | '\u{180e}' | '\u{200e}' | '\u{200f}' | '\u{2060}' | '\u{feff}')
        || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{fff9}'..='\u{fffb}')
        || matches!(c, '\u{e0000}'..='\u{e007f}')
}

fn assert_plain(what: &str, words: &str) {
    if let Some(at) = words.find(dangerous) {
        let near: String = words[at..].chars().take(20).collect();
        panic!("{what}: {near:?} is raw");
    }
}

/// A data set whose every word is hostile, in a folder with a hostile name.
fn data(folder: &Path) -> std::path::PathBuf {
    let mut random = Random::new();
    let mut word = |n: usize| format!("\"{n}{}{}\"", random.pick(&HOSTILE), random.pick(&HOSTILE));
    let data = folder.join("da\x1b]0;x\x07ta\u{202e}");
    fs::create_dir(&data).expect("a folder");
    let mut customers = format!("customer_id,join_date,city,gender,{}\n", word(0));
    let mut transactions =
        format!("customer_id,transaction_date,transaction_status,burn_date,branch,coupon_name,{}\n", word(1));
    for n in 0..120 {
        let _ =
            writeln!(customers, "{},2024-01-{:02},{},{},{}\n", word(n % 60), n % 28 + 1, word(n % 7), word(n % 3), n);
        let status = if n % 5 == 0 { word(n) } else { ["claimed", "burnt"][n % 2].to_owned() };
        let day = if n % 9 == 0 { word(n) } else { format!("2024-02-{:02}", n % 28 + 1) };
        let _ =
            writeln!(transactions, "{},{day},{status},{day},{},{},{}", word(n % 60), word(n % 4), word(n % 5), word(n));
    }
    fs::write(data.join("customers.csv"), customers).expect("written");
    fs::write(data.join("transactions.csv"), transactions).expect("written");
    data
}

/// Every command that answers, and whether its output is for people.
fn commands(data: &str) -> Vec<(Vec<&str>, bool)> {
    let quick = |words: &[&'static str]| {
        let mut all = vec![words[0], data];
        all.extend(&words[1..]);
        all.extend(QUICK);
        all
    };
    vec![
        (quick(&["check"]), true),
        (quick(&["check", "--format", "json"]), true),
        (quick(&["report"]), true),
        (quick(&["report", "--format", "json"]), true),
        (quick(&["report", "--format", "markdown"]), true),
        (quick(&["report", "--format", "html"]), true),
        (quick(&["mapping"]), true),
        (quick(&["segments", "--format", "json"]), true),
        // For another program: every byte as it was.
        (quick(&["segments", "--format", "csv"]), false),
        (quick(&["screenshot"]), true),
    ]
}

#[test]
fn files_and_messages() {
    let folder = tempfile::tempdir().expect("a folder");
    let data = data(folder.path());
    for (words, for_people) in commands(text(&data)) {
        let ended = run(program(&words));
        ended.assert_fine(words[0]);
        assert_plain(&format!("{words:?}, a message"), &ended.err);
        if for_people {
            assert_plain(&format!("{words:?}"), &String::from_utf8_lossy(&ended.out));
        }
    }
}

#[test]
fn mistakes_are_quoted_plainly() {
    let folder = tempfile::tempdir().expect("a folder");
    let data = data(folder.path());
    let data = text(&data);
    for hostile in HOSTILE {
        let (option, missing) = (format!("--{hostile}"), format!("/no/{hostile}"));
        for words in [
            vec!["check", &missing],
            vec!["check", data, &option],
            vec!["report", data, "--filter", hostile],
            vec!["report", data, "--filter", &missing],
            vec!["segments", data, "--features", hostile],
            vec!["check", data, "--mapping", &missing],
            vec!["report", data, "--names", &missing],
            vec!["check", data, "--as-of", hostile],
            vec!["check", data, "--k", hostile],
            vec!["check", data, "--config", &missing],
            vec!["assign", &missing, data],
            vec!["clean", data, "--output", "/dev/null"],
            vec![hostile],
        ] {
            let ended = run(program(&words));
            assert!(matches!(ended.status.code(), Some(1 | 2)), "{words:?}: {:?} {}", ended.status, ended.err);
            assert_plain(&format!("{words:?}"), &ended.err);
        }
    }
}

/// What a terminal gets has no escape sequence of the data: text has none at all, the dashboard no string sequences.
#[test]
fn in_a_terminal() {
    let folder = tempfile::tempdir().expect("a folder");
    let data = data(folder.path());
    for (words, _) in commands(text(&data)) {
        let mut terminal = Terminal::start(&[&[PROGRAM], &words[..]].concat());
        assert!(terminal.end(Duration::from_mins(1)).is_some(), "{words:?} hangs");
        assert_plain(&format!("{words:?} in a terminal"), &terminal.written().replace("\r\n", "\n"));
    }
    let mut terminal = Terminal::start(&[PROGRAM, text(&data)]);
    assert!(terminal.shows("Overview", Duration::from_mins(1)), "{}", terminal.contents());
    for keys in [
        "1", "2", "3", "4", "5", "6", "7", "?", "\x1b", "6\r", "\x1b", "7jj\r", "\x1b", "4jj\r", "i", "\x1b", "/ci",
        "\x1b", "e", "\x1b",
    ] {
        terminal.press(keys);
        terminal.watch(Duration::from_millis(250));
    }
    terminal.press("\x03");
    assert!(terminal.end(Duration::from_secs(30)).is_some(), "it ends");
    let written = terminal.written();
    for sequence in ["\x1b]", "\x1bP", "\x1b^", "\x1b_", "\x1bX", "\x07"] {
        assert!(!written.contains(sequence), "{sequence:?} reached the terminal");
    }
    // The dashboard moves the cursor by these bytes too, but never within a row.
    for hostile in HOSTILE.iter().filter(|hostile| hostile.contains(['\x08', '\r'])) {
        assert!(!written.contains(hostile), "{hostile:?} reached the terminal");
    }
    let own = written.replace("\x1b[", "").replace(['\r', '\x08'], "");
    assert_plain("the dashboard", &own);
}
