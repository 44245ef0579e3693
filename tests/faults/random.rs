//! Random moments and places, the same for the same seed.

use std::env;
use std::fmt::Display;
use std::str::FromStr;
use std::thread;
use std::time::Duration;

/// A sequence of numbers (`SplitMix64`); says how to have it again when its test fails.
pub struct Random {
    seed: u64,
    state: u64,
}

impl Random {
    pub fn new() -> Self {
        let seed = setting("SEGSCOPE_FAULTS_SEED", 1);
        Self { seed, state: seed }
    }

    pub fn next(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.state;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// A number below `end`.
    pub fn below(&mut self, end: usize) -> usize {
        (self.next() % end.max(1) as u64) as usize
    }

    pub fn pick<'a, T>(&mut self, from: &'a [T]) -> &'a T {
        &from[self.below(from.len())]
    }

    /// A moment before `end`.
    pub fn moment(&mut self, end: Duration) -> Duration {
        Duration::from_micros(self.next() % (end.as_micros() as u64).max(1))
    }
}

impl Drop for Random {
    fn drop(&mut self) {
        if thread::panicking() {
            eprintln!("again with SEGSCOPE_FAULTS_SEED={}", self.seed);
        }
    }
}

/// How often to try, where `usual` takes a few seconds.
pub fn tries(usual: usize) -> usize {
    usual * setting("SEGSCOPE_FAULTS_TRIES", 1)
}

fn setting<T: FromStr + Display>(name: &str, usual: T) -> T {
    env::var(name).ok().map_or(usual, |text| text.parse().unwrap_or_else(|_| panic!("{name} is a number, not {text}")))
}
