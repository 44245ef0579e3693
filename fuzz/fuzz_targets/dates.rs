//! Any lines as the dates of claims and burns.
#![no_main]

use libfuzzer_sys::fuzz_target;
use segscope::data::{format_day, parse_day};

fuzz_target!(init: segscope_fuzz::install_hook(), |text: &str| {
    let mut file = String::from("customer_id\ttransaction_date\ttransaction_status\tburn_date\n");
    for line in text.lines() {
        let cell: String = line.chars().filter(|c| !matches!(c, '"' | '\t')).collect();
        file += &format!("1\t{cell}\tburnt\t{cell}\n");
        if let Some(day) = parse_day(line) {
            assert_eq!(parse_day(&format_day(day)), Some(day));
        }
    }
    segscope_fuzz::load("transactions.tsv", file.as_bytes());
});
