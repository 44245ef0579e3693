//! What every target that reads data does with its input.

mod allocation;
pub mod columns;
pub mod compound;
pub mod package;
pub mod small;

use segscope::data::{DataError, Facts, LoadOptions, guard, load_bytes};
use segscope::measures;
use segscope::progress::Progress;

/// A panic behind the guard of the readers is an error message for the user; any other is a finding.
pub fn install_hook() {
    std::panic::set_hook(Box::new(|info| {
        if !guard::is_guarded() {
            eprintln!("{info}");
            std::process::abort();
        }
    }));
}

/// Loads and measures the bytes as a file of that name.
///
/// What must hold: no panic, every row is used or set aside, and no message has a control character.
pub fn load(name: &str, bytes: &[u8]) -> Option<Facts> {
    let options = LoadOptions { today: 20_000, ..LoadOptions::default() };
    match load_bytes(name, bytes.to_vec(), &options, &Progress::new()) {
        Ok(facts) => {
            for reading in &facts.source.readings {
                let aside: u64 = reading.set_aside.iter().map(|(_, rows)| rows).sum();
                assert_eq!(reading.read, reading.used + aside, "{reading:?}");
            }
            for example in facts.findings.iter().flat_map(|f| &f.examples) {
                assert!(!example.contains(char::is_control), "{example:?}");
            }
            measures::summarise(&facts).expect("measures");
            measures::features(&facts).expect("features");
            Some(facts)
        }
        Err(error) => {
            let words = error.to_string();
            assert_harmless(&words);
            assert!(!matches!(error, DataError::Frame(_)), "{words}");
            None
        }
    }
}

/// A message has no control character that would reach the terminal.
pub fn assert_harmless(words: &str) {
    assert!(!words.contains(|c: char| c.is_control() && c != '\n'), "{words:?}");
}
