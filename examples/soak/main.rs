//! `cargo run --release --example soak -- SEED SECONDS [DATA...]`: random keys, and what is on screen compared with `report`.
//!
//! DATA is the built-in sample where there is none. When it fails it says the keys; the same seed presses them again.

// Its modules are found from here and from the tests alike.
#[path = "soak.rs"]
mod soak;

use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

fn main() -> ExitCode {
    let mut words = std::env::args_os().skip(1);
    let mut number = || words.next().and_then(|word| word.to_str()?.parse().ok());
    let (Some(seed), Some(seconds)) = (number(), number()) else {
        eprintln!("soak SEED SECONDS [DATA...]");
        return ExitCode::from(2);
    };
    let data: Vec<PathBuf> = words.map(PathBuf::from).collect();
    match soak::soak(seed, Duration::from_secs(seconds), data) {
        Ok(done) => {
            println!("{done}");
            ExitCode::SUCCESS
        }
        Err(why) => {
            eprintln!("{why}");
            ExitCode::FAILURE
        }
    }
}
