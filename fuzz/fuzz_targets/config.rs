//! Any text as a configuration file.
#![no_main]

use std::path::PathBuf;
use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use segscope::cli::Options;
use segscope::config::Config;
use segscope::config_file::fill;

static FILE: LazyLock<PathBuf> =
    LazyLock::new(|| std::env::temp_dir().join(format!("segscope-fuzz-{}.toml", std::process::id())));

fuzz_target!(|text: &str| {
    std::fs::write(&*FILE, text).expect("written");
    let mut options = Options { config: Some(FILE.clone()), ..Options::default() };
    if fill(&mut options, |_| None).is_ok() {
        let _ = Config::new(Vec::new(), &options);
    }
});
