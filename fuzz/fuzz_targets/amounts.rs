//! Any lines as the amounts, quantities and prices of orders.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(init: segscope_fuzz::install_hook(), |text: &str| {
    let mut file = String::from("order_id\tcustomer_id\ttransaction_date\tamount\tquantity\tunit_price\n");
    for (at, line) in text.lines().enumerate() {
        let cell: String = line.chars().filter(|c| !matches!(c, '"' | '\t')).collect();
        file += &format!("{}\t1\t2024-01-02\t{cell}\t{cell}\t{cell}\n", at / 2);
    }
    segscope_fuzz::load("orders.tsv", file.as_bytes());
});
