//! A small sound data set, for targets that read something else beside data.

use std::sync::LazyLock;

use segscope::analysis::{self, Dataset};
use segscope::data::LoadOptions;
use segscope::data::filter::Filter;
use segscope::progress::Progress;

/// A few customers; the sample would take its time for every input.
const CUSTOMERS: &str =
    "customer_id,join_date,city,gender,age\n1,2024-01-01,Cairo,f,30\n2,2024-02-01,\"Port Said\",m,41\n3,,,,\n";
/// What they did.
const TRANSACTIONS: &str = "customer_id,transaction_date,transaction_status,burn_date,branch,coupon_name\n1,2024-03-01,claimed,,,EID\n1,2024-03-02,burnt,2024-03-09,7,EID\n2,2024-04-01,lost,,,SUMMER\n9,,burnt,,8,\n";

/// Where the data is: a folder of the running process.
pub fn options() -> LoadOptions {
    static FOLDER: LazyLock<std::path::PathBuf> = LazyLock::new(|| {
        let folder = std::env::temp_dir().join(format!("segscope-fuzz-{}", std::process::id()));
        std::fs::create_dir_all(&folder).expect("a folder");
        std::fs::write(folder.join("customers.csv"), CUSTOMERS).expect("written");
        std::fs::write(folder.join("transactions.csv"), TRANSACTIONS).expect("written");
        folder
    });
    LoadOptions { paths: vec![FOLDER.clone()], today: 20_000, ..LoadOptions::default() }
}

/// The data, measured.
pub static DATA: LazyLock<Dataset> =
    LazyLock::new(|| analysis::load(&options(), &Filter::default(), &Progress::new()).expect("it loads"));
