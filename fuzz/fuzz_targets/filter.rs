//! Any text as a filter, and as one that is being typed; a filter that can be is applied.
#![no_main]

use libfuzzer_sys::fuzz_target;
use segscope::analysis::{self, DatasetError};
use segscope::data::filter::{Filter, complete};
use segscope::progress::Progress;
use segscope_fuzz::small::DATA;

fuzz_target!(|text: &str| {
    for cursor in [0, text.len() / 2, text.len(), text.len() + 1] {
        let completion = complete(text, cursor, &DATA.vocabulary);
        assert!(text.get(completion.replace).is_some());
    }
    match Filter::parse(text) {
        Err(error) => {
            assert!(text.get(error.span.clone()).is_some(), "{error:?}");
            let _ = error.pointing(text);
        }
        Ok(filter) => {
            let canonical = filter.to_string();
            assert_eq!(Filter::parse(&canonical).as_ref(), Ok(&filter), "{canonical}");
            match analysis::refilter(&DATA, &filter, &Progress::new()) {
                Ok(kept) => assert!(kept.features.len() <= DATA.features.len()),
                Err(DatasetError::Filter(mismatch)) => {
                    let _ = mismatch.at(text).pointing(text);
                }
                Err(error) => panic!("{error}"),
            }
        }
    }
});
