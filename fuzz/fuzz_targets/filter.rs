//! Any text as a filter, and as one that is being typed; a filter that can be is applied.
#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use segscope::analysis::{self, Dataset, DatasetError};
use segscope::data::LoadOptions;
use segscope::data::filter::{Filter, complete};
use segscope::progress::Progress;

/// A few customers; the sample would take its time for every input.
const CUSTOMERS: &str = "customer_id,join_date,city,gender,age\n1,2024-01-01,Cairo,f,30\n2,2024-02-01,\"Port Said\",m,41\n3,,,,\n";

static DATA: LazyLock<Dataset> = LazyLock::new(|| {
    let folder = std::env::temp_dir().join("segscope-fuzz-filter");
    std::fs::create_dir_all(&folder).expect("a folder");
    let transactions = "customer_id,transaction_date,transaction_status,burn_date,branch,coupon_name\n1,2024-03-01,claimed,,,EID\n1,2024-03-02,burnt,2024-03-09,7,EID\n2,2024-04-01,lost,,,SUMMER\n9,,burnt,,8,\n";
    std::fs::write(folder.join("customers.csv"), CUSTOMERS).expect("written");
    std::fs::write(folder.join("transactions.csv"), transactions).expect("written");
    let options = LoadOptions { paths: vec![folder], today: 20_000, ..LoadOptions::default() };
    analysis::load(&options, &Filter::default(), &Progress::new()).expect("it loads")
});

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
