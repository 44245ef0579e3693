//! Any text as a file of names: what is read is written again with the same meaning.
#![no_main]

use libfuzzer_sys::fuzz_target;
use segscope::segments::Names;

fuzz_target!(|text: &str| {
    if let Ok(names) = Names::read(text) {
        assert_eq!(Names::read(&names.text()).as_ref(), Ok(&names));
    }
});
