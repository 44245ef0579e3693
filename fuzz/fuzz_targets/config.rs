//! Any text as a configuration file.
#![no_main]

use std::path::PathBuf;
use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use segscope::config::Config;
use segscope::config_file::command_line;

static FILE: LazyLock<PathBuf> =
    LazyLock::new(|| std::env::temp_dir().join(format!("segscope-fuzz-{}.toml", std::process::id())));

fuzz_target!(|text: &str| {
    std::fs::write(&*FILE, text).expect("written");
    let args = ["segscope".into(), "--config".into(), FILE.clone().into_os_string()];
    if let Ok(cli) = command_line(&args, None, None) {
        let _ = Config::new(Vec::new(), &cli.options);
    }
});
