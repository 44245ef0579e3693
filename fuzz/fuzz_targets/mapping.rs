//! Any text as a mapping file, which then reads data.
#![no_main]

use libfuzzer_sys::fuzz_target;
use segscope::data::{LoadOptions, Mapping, load};
use segscope::progress::Progress;
use segscope_fuzz::{assert_harmless, small};

fuzz_target!(init: segscope_fuzz::install_hook(), |text: &str| {
    match Mapping::parse(text, "mapping.toml") {
        Err(error) => assert_harmless(&error.to_string()),
        Ok(mapping) => {
            let options = LoadOptions { mapping: Some(mapping), ..small::options() };
            if let Err(error) = load(&options, &Progress::new()) {
                assert_harmless(&error.to_string());
            }
        }
    }
});
