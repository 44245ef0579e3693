//! Tables in several files, sheets and folders.
use super::*;
use crate::data::clean::{CleanOptions, Format, clean};

fn write(files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    folder
}

fn customers(facts: &Facts) -> Vec<String> {
    ids(&facts.customer_ids)
}

#[test]
fn rows_of_several_files_are_found_again() {
    let folder = write(&[
        ("tx_2024_01.csv", "customer_id,transaction_date,transaction_status\nA,2024-01-05,issued\nB,2024-01-06,lost\n"),
        (
            "tx_2024_02.csv",
            "report\n\ntransaction_status,customer_id,transaction_date\nlost,A,2024-02-05\nused,C,2024-02-06\nTotal,,\n",
        ),
        ("tx_2024_03.csv", "customer_id,transaction_date,transaction_status\nD,,used\nD,soon,used\n"),
    ]);
    let facts = load_path(folder.path()).unwrap();
    assert_eq!((facts.transactions.height(), customers(&facts)), (6, ["A", "B", "C", "D"].map(str::to_owned).into()));
    let unknown = finding(&facts, Check::UnknownStatus, Some("transaction_status"));
    assert_eq!(unknown.examples, ["tx_2024_01.csv, row 3: \"lost\"", "tx_2024_02.csv, row 4: \"lost\""]);
    assert_eq!(finding(&facts, Check::FooterRow, None).examples, ["tx_2024_02.csv, row 6: \"Total\""]);
    assert_eq!(finding(&facts, Check::MissingValue, Some("transaction_date")).examples, ["tx_2024_03.csv, row 2"]);
    let raw =
        raw_rows(&options(&[folder.path()]), Table::Transactions, &unknown.row_numbers, &Progress::new()).unwrap();
    let rows: Vec<_> = raw.rows.iter().map(|(n, cells)| (raw.places.of(u64::from(*n)), cells.join(","))).collect();
    assert_eq!(
        rows,
        [
            ((Some("tx_2024_01.csv"), 3), "B,2024-01-06,lost".to_owned()),
            ((Some("tx_2024_02.csv"), 4), "A,2024-02-05,lost".to_owned()),
        ]
    );
}

#[test]
fn folders_of_parts_are_tables() {
    let part = "customer_id,transaction_date,transaction_status\nA,2024-01-05,issued\n";
    let folder = write(&[
        ("transactions/_SUCCESS", ""),
        ("transactions/.part-0.crc", "x"),
        ("transactions/store=Ulm/part-00000-3f", part),
        ("transactions/store=Bad%20Ems/part-00000-7a.c000", part),
        ("transactions/store=__HIVE_DEFAULT_PARTITION__/part-1.csv", ""),
        ("customers/part-0.csv", "customer_id,age\nA,31\n"),
        ("customers/part-1.csv", "customer_id,age\n"),
        ("readme.txt", "no table"),
    ]);
    let facts = load_path(folder.path()).unwrap();
    assert_eq!((facts.rows(Table::Transactions), facts.rows(Table::Customers)), (2, 1));
    let stores: Vec<_> = ids(&facts.branches.ids);
    assert_eq!(stores, ["Bad Ems", "Ulm"], "the folders say where");
    let within = load_path(&folder.path().join("transactions")).unwrap();
    assert_eq!(within.rows(Table::Transactions), 2);
    fs::create_dir(folder.path().join("transactions/_delta_log")).unwrap();
    assert!(load_path(folder.path()).unwrap_err().to_string().contains("a Delta table"));
}

#[test]
fn two_tables_of_the_same_customers_are_joined() {
    let info = ("customer_info.csv", "customer_id,age\nA,20\nB,40\nC,33\nC,34\n");
    let folder = write(&[info, ("customer_address.csv", "customer_id,city\nB,Ulm\nA,Bonn\nD,Kiel\nB,Bonn\nonly\n")]);
    let facts = load_path(folder.path()).unwrap();
    assert_eq!(customers(&facts), ["A", "B", "C", "D"], "in the order of the first table, then of the other");
    assert_eq!(
        (ids(&facts.cities.ids), facts.extra.as_slice()),
        (["Bonn", "Kiel", "Ulm"].map(str::to_owned).into(), &["age".to_owned()][..])
    );
    let repeated = finding(&facts, Check::DuplicateId, Some("customer_id"));
    assert_eq!(repeated.examples, ["customer_info.csv, row 5: \"C\"", "customer_address.csv, row 5: \"B\""]);
    assert_eq!(finding(&facts, Check::RaggedRow, None).rows, 1);
    let mapping = inferred_mapping(&options(&[folder.path()]), &Progress::new()).unwrap();
    let mapping = Mapping::parse(&mapping, "map.toml").unwrap();
    let again = LoadOptions { mapping: Some(mapping), ..options(&[folder.path()]) };
    assert_twins(&facts, &load(&again, &Progress::new()).unwrap());
    let others = write(&[info, ("customer_address.csv", "customer_id,city\nX,Ulm\nY,Bonn\nA,Kiel\n")]);
    let why = load_path(others.path()).unwrap_err().to_string();
    assert!(why.contains("customer_info.csv") && why.contains("customer_address.csv"), "{why}");
}

#[test]
fn joined_and_pieced_data_is_cleaned() {
    let folder = write(&[
        ("customer_info.csv", "customer_id,age\nA,20\nB,40\n"),
        ("customer_address.csv", "customer_id,city\nB,Ulm\nC,Kiel\n"),
        ("tx_1.csv", "customer_id,transaction_date,transaction_status\nA,2024-01-05,issued\nB,,used\n"),
        ("tx_2.csv", "customer_id,transaction_date,transaction_status\nA,someday,used\n\nC,2024-02-01,used\nTotal,,\n"),
    ]);
    let options = options(&[folder.path()]);
    let facts = load(&options, &Progress::new()).unwrap();
    let out = folder.path().join("clean");
    let to = CleanOptions { folder: out.clone(), format: Format::Csv, force: false };
    clean(&options, &to, &Progress::new()).unwrap();
    let again = load_path(&out).unwrap();
    assert_eq!((customers(&again), again.transactions.height()), (customers(&facts), 4));
    assert!(again.findings.iter().all(|f| f.check.severity() != Severity::Error), "{:#?}", again.findings);
    let log = fs::read_to_string(out.join("log.csv")).unwrap();
    assert!(log.contains("transactions,\"tx_2.csv, row 2\",transaction_date,unparsable_value,someday,"), "{log}");
}

#[test]
fn ten_thousand_small_files_are_one_table() {
    let folder = tempfile::tempdir().unwrap();
    for i in 0..10_000 {
        let text = format!("customer_id,transaction_date,transaction_status\n{},2024-01-05,issued\n", i % 100);
        fs::write(folder.path().join(format!("tx_{i:05}.csv")), text).unwrap();
    }
    let facts = load_path(folder.path()).unwrap();
    assert_eq!((facts.rows(Table::Transactions), facts.customer_ids.len()), (10_000, 100));
}
