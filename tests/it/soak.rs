//! The soak of `examples/soak` for as long as `SEGSCOPE_SOAK_SECONDS` says, from `SEGSCOPE_SOAK_SEED`.

#[path = "../../examples/soak/soak.rs"]
mod walk;

use std::env;
use std::time::Duration;

#[test]
#[ignore = "it takes as long as it is given: a minute in continuous integration"]
fn soak() {
    let number = |name, usual| env::var(name).ok().map_or(usual, |text| text.parse().expect("a number"));
    let (seed, seconds) = (number("SEGSCOPE_SOAK_SEED", 1), number("SEGSCOPE_SOAK_SECONDS", 10));
    match walk::soak(seed, Duration::from_secs(seconds), Vec::new()) {
        Ok(done) => println!("{done}"),
        Err(why) => panic!("{why}"),
    }
}
