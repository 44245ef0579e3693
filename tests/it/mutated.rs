//! Damaged copies of the cases, and tables of known names over any values: each is read, or refused in a sentence. The fuzz targets do
//! the same with a guided search; this needs no nightly compiler.

use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use segscope::data::{Facts, LoadOptions, load_bytes};
use segscope::measures;
use segscope::progress::Progress;

#[path = "../../fuzz/src/columns.rs"]
mod columns;

/// So many inputs, unless `MUTATED_CASES` says another number; `MUTATED_SEED` gives other ones.
const CASES: u64 = 3_000;
/// Inputs of a few kilobytes that take longer hang.
const LONGEST: Duration = Duration::from_mins(1);
/// Longer files take too long for so many of them.
const LARGEST: usize = 16 * 1024;
/// What is put into files in some place.
const JUNK: [&[u8]; 14] = [
    b"\"",
    b",",
    b"\n",
    b"\r\n",
    b"\0",
    b"\xFF\xFE",
    b"\xEF\xBB\xBF",
    b"sep=;\n",
    b"---+---\n",
    b"{\"$date\":",
    b"  ",
    b"99999999999999999999",
    b"\xC4\xB0",
    b"Total,,,\n",
];

/// Splitmix64 (Steele, Lea and Flood 2014): the same numbers everywhere.
struct Dice(u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    fn below(&mut self, end: usize) -> usize {
        (self.next() % end.max(1) as u64) as usize
    }
}

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    let mut paths: Vec<PathBuf> = fs::read_dir(folder).expect("a folder").flatten().map(|entry| entry.path()).collect();
    paths.sort();
    for path in paths {
        if path.is_dir() { files(&path, found) } else { found.push(path) }
    }
}

fn mutate(bytes: &mut Vec<u8>, dice: &mut Dice) {
    for _ in 0..=dice.below(6) {
        let at = dice.below(bytes.len());
        let end = (at + dice.below(40)).min(bytes.len());
        match dice.below(5) {
            0 if !bytes.is_empty() => bytes[at] ^= 1 << dice.below(8),
            1 => drop(bytes.drain(at..end)),
            2 => {
                let copy = bytes[at..end].to_vec();
                let to = dice.below(bytes.len());
                bytes.splice(to..to, copy);
            }
            3 => bytes.truncate(at.max(bytes.len() / 2)),
            _ => drop(bytes.splice(at..at, JUNK[dice.below(JUNK.len())].iter().copied())),
        }
    }
}

/// Every row is used or set aside, no example has a control character, and all is measured.
fn check(facts: &Facts) {
    for reading in &facts.source.readings {
        let aside: u64 = reading.set_aside.iter().map(|(_, rows)| rows).sum();
        assert_eq!(reading.read, reading.used + aside, "{reading:?}");
    }
    for example in facts.findings.iter().flat_map(|finding| &finding.examples) {
        assert!(!example.contains(char::is_control), "{example:?}");
    }
    measures::summarise(facts, &Progress::new()).expect("measures");
    measures::features(facts, &Progress::new()).expect("features");
}

fn number(variable: &str, usual: u64) -> u64 {
    std::env::var(variable).ok().and_then(|text| text.parse().ok()).unwrap_or(usual)
}

#[test]
#[ignore = "takes minutes: cargo test --test it -- --ignored mutated"]
fn mutated_inputs_are_read_or_refused() {
    let mut corpus = Vec::new();
    files(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases"), &mut corpus);
    let corpus: Vec<(String, Vec<u8>)> = corpus
        .into_iter()
        .map(|path| {
            (path.file_name().expect("a name").to_string_lossy().into_owned(), fs::read(&path).expect("a file"))
        })
        .filter(|(_, bytes)| bytes.len() <= LARGEST)
        .collect();
    let (first, count) = (number("MUTATED_SEED", 1), number("MUTATED_CASES", CASES));
    let mut faults = Vec::new();
    for seed in first..first + count {
        let mut dice = Dice(seed);
        let (name, bytes) = if dice.below(3) == 0 {
            let bytes: Vec<u8> = (0..64 + dice.below(400)).map(|_| dice.next() as u8).collect();
            let Some((name, text)) = columns::file(&bytes) else { continue };
            (name, text.into_bytes())
        } else {
            let (name, mut bytes) = corpus[dice.below(corpus.len())].clone();
            mutate(&mut bytes, &mut dice);
            (name, bytes)
        };
        let began = Instant::now();
        let load = || match load_bytes(
            &name,
            bytes,
            &LoadOptions { today: 20_000, ..LoadOptions::default() },
            &Progress::new(),
        ) {
            Ok(facts) => {
                check(&facts);
                None
            }
            Err(why) => Some(why.to_string()),
        };
        match catch_unwind(AssertUnwindSafe(load)) {
            Err(_) => faults.push(format!("seed {seed}: {name} panics")),
            Ok(Some(why)) if why.trim().is_empty() || why.contains('\x1b') => {
                faults.push(format!("seed {seed}: {name}: {why:?}"));
            }
            Ok(_) if began.elapsed() > LONGEST => {
                faults.push(format!("seed {seed}: {name} takes {:?}", began.elapsed()));
            }
            Ok(_) => {}
        }
    }
    assert!(faults.is_empty(), "{} of {count}:\n{}", faults.len(), faults.join("\n"));
}
