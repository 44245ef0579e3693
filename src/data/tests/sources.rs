//! Valid and invalid forms of DATA.
use super::*;

#[test]
fn a_path_that_is_not_there_is_said() {
    let error = load_path(Path::new("/nowhere/data\x1b[31m")).unwrap_err().to_string();
    assert!(error.contains("/nowhere/data\\u{1b}[31m: no such file or folder"), "{error}");
}

#[test]
fn a_folder_without_tables_lists_what_it_holds() {
    let error = refusal(&[("notes.csv", b"a,b\n1,2\n"), ("readme.md", b"#"), ("blob.txt", b"\0\0\0")]);
    for part in ["notes.csv (columns a, b)", "blob.txt", "customers", "transaction_date", "--table customers=notes.csv"]
    {
        assert!(error.contains(part), "{part} in {error}");
    }
    assert!(refusal(&[]).contains("no data file in"));
    assert!(refusal(&[("cities.csv", b"city_id,city_name\n1,Cairo\n")]).contains("no table was recognised"));
}

#[test]
fn two_files_for_one_table_are_named() {
    let error = refusal(&[("customers.csv", CUSTOMERS.as_bytes()), ("Dim_Customer.tsv", b"customer_id\n1\n")]);
    assert!(error.contains("customers.csv") && error.contains("Dim_Customer.tsv"), "{error}");
}

#[test]
fn tables_are_found_by_columns_and_strangers_ignored() {
    let facts = load_files(&[
        ("people.csv", CUSTOMERS.as_bytes()),
        ("export-1.csv", b"user id;claim date;Status;store\n1;2024-02-01;issued;A\n"),
        ("budget.csv", b"year,sum\n2024,9\n"),
        (".customers.csv", CUSTOMERS.as_bytes()),
    ]);
    assert_eq!((facts.rows(Table::Customers), facts.rows(Table::Transactions)), (2, 1));
    assert_eq!(facts.source.format, "csv");
}

#[test]
fn a_named_file_that_is_no_table_is_an_error() {
    let folder = folder(&[("customers.csv", CUSTOMERS.as_bytes()), ("budget.csv", b"year,sum\n2024,9\n")]);
    let (a, b) = (folder.path().join("customers.csv"), folder.path().join("budget.csv"));
    let error = load(&options(&[&a, &b]), &Progress::new()).unwrap_err().to_string();
    assert!(error.contains("budget.csv is not a known table") && error.contains("(columns year, sum)"), "{error}");
    assert!(error.ends_with("customers.csv"), "the command leaves it out: {error}");
    let alone = load(&options(&[&a]), &Progress::new()).unwrap();
    assert_eq!(
        (alone.rows(Table::Customers), alone.transactions.height(), alone.has(Table::Transactions)),
        (2, 0, false)
    );
}

#[test]
fn missing_columns_and_empty_files_are_errors() {
    let error = refusal(&[("transactions.csv", b"customer_id,when,branch_id\n1,2,3\n")]);
    assert!(error.contains("transaction_date (the date") && error.contains("customer_id, when, branch_id"), "{error}");
    assert!(refusal(&[("customers.csv", b"")]).contains("is empty"));
}

#[test]
fn broken_workbooks_and_binaries_are_errors() {
    for (name, bytes) in [
        ("customers.xlsx", b"PK\x03\x04 and then nothing".as_slice()),
        ("customers.xls", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 cut".as_slice()),
        ("customers.parquet", b"PAR1 cut".as_slice()),
        ("customers.csv.gz", b"\x1F\x8B\x08\x00 cut".as_slice()),
        ("customers.csv.zst", b"\x28\xB5\x2F\xFD cut".as_slice()),
    ] {
        let error = refusal(&[(name, bytes)]);
        assert!(error.contains(name) && error.contains("damaged"), "{error}");
    }
    let error = refusal(&[("customers.csv", b"\x7FELF\0\0\0\0")]);
    assert!(error.contains("not a table"), "{error}");
}

#[test]
fn a_folder_named_like_a_file_is_a_folder() {
    let outer = tempfile::tempdir().unwrap();
    let inner = outer.path().join("customers.csv");
    fs::create_dir(&inner).unwrap();
    assert!(load_path(&inner).unwrap_err().to_string().contains("no data file in"));
    fs::write(inner.join("customers.csv"), CUSTOMERS).unwrap();
    assert_eq!(load_path(&inner).unwrap().rows(Table::Customers), 2);
    assert_eq!(load_path(outer.path()).unwrap().rows(Table::Customers), 2, "a folder that is named after a table");
    let other = outer.path().join("backup");
    fs::rename(&inner, &other).unwrap();
    assert!(load_path(outer.path()).is_err(), "other folders are not searched in depth");
}

/// Otherwise its rows would count twice.
#[test]
fn a_file_is_named_once() {
    let rows = format!("{TRANSACTIONS}1,2024-01-01,claimed,,\n");
    let folder = folder(&[("transactions.csv", rows.as_bytes())]);
    let path = folder.path().join("transactions.csv");
    let why = |paths: Vec<PathBuf>| {
        load(&LoadOptions { paths, today: TODAY, ..LoadOptions::default() }, &Progress::new()).unwrap_err().to_string()
    };
    let again = folder.path().join(".").join("transactions.csv");
    let told = why(vec![path.clone(), again]);
    assert!(told.contains("is the same file as") && told.contains("Name each file once"), "{told}");
    #[cfg(unix)]
    for is_hard in [false, true] {
        let name = folder.path().join("latest.csv");
        let linked = if is_hard { fs::hard_link(&path, &name) } else { std::os::unix::fs::symlink(&path, &name) };
        linked.unwrap();
        let told = why(vec![folder.path().to_owned()]);
        assert!(told.contains("transactions.csv is the same file as") && told.contains("latest.csv"), "{told}");
        fs::remove_file(name).unwrap();
    }
    // The rows again in another format are two files that could be the table.
    fs::write(folder.path().join("transactions.tsv"), rows.replace(',', "\t")).unwrap();
    let told = why(vec![folder.path().to_owned()]);
    assert!(told.contains("transactions.csv") && told.contains("transactions.tsv"), "{told}");
}

#[test]
fn a_cancelled_load_stops() {
    let progress = Progress::new();
    progress.cancel();
    let error = load(&LoadOptions { today: TODAY, ..LoadOptions::default() }, &progress).unwrap_err();
    assert!(matches!(error, DataError::Cancelled(_)));
}

#[test]
fn the_only_file_of_a_folder_says_what_is_wrong_with_it() {
    let error = refusal(&[("export.xlsx", b"PK\x03\x04 and then nothing")]);
    assert!(error.contains("export.xlsx: damaged or cut short"), "{error}");
}

#[test]
fn a_file_named_after_a_table_is_not_taken_for_another_when_a_column_is_missing() {
    let why = refusal(&[("transactions.csv", b"customer_id,transaction_status\n1,claimed\n")]);
    assert!(why.contains("transactions.csv") && why.contains("transaction_date"), "{why}");
}

#[test]
fn patterns_find_files() {
    let (customers, other) = (CUSTOMERS.as_bytes(), b"a,b\n1,2\n".as_slice());
    let folder = folder(&[
        ("customers.csv", customers),
        ("notes.csv", other),
        (".hidden.csv", customers),
        ("customers.log", other),
    ]);
    let within = |pattern: &str| load_path(&folder.path().join(pattern));
    assert_eq!(within("*.csv").unwrap().rows(Table::Customers), 2, "strangers are passed over");
    assert_eq!(within("customer?.[ct]s[a-v]").unwrap().rows(Table::Customers), 2);
    let why = within("*.parquet").unwrap_err().to_string();
    assert!(why.contains("*.parquet: no file matches"), "{why}");
    assert!(within("**customers*").unwrap_err().to_string().contains("not a pattern"), "stars within a name");
    let bracketed = folder.path().join("customers[1].csv");
    fs::write(&bracketed, CUSTOMERS).unwrap();
    let facts = load_path(&bracketed).unwrap();
    assert_eq!(facts.rows(Table::Customers), 2, "a file that is named like a pattern");
}

#[test]
fn bytes_are_recognised_by_themselves() {
    let load = |bytes: &[u8]| load_bytes("-", bytes.to_vec(), &options(&[]), &Progress::new());
    assert_eq!(load(CUSTOMERS.as_bytes()).unwrap().rows(Table::Customers), 2);
    let mut gz = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    gz.write_all(CUSTOMERS.as_bytes()).unwrap();
    assert_eq!(load(&gz.finish().unwrap()).unwrap().rows(Table::Customers), 2);
    for bytes in [b"".as_slice(), b"PAR1PAR1", b"PK\x03\x04", b"\xD0\xCF\x11\xE0", b"\x1F\x8B", b"\0", b"\n\n\n"] {
        assert!(load(bytes).is_err());
    }
}

#[test]
fn a_file_that_changes_while_it_is_read_is_said_to_have() {
    let folder = folder(&[("customers.csv", CUSTOMERS.as_bytes())]);
    let path = folder.path().join("customers.csv");
    let plan = plan::from_paths(std::slice::from_ref(&path), &Mapping::default(), &Progress::new()).unwrap();
    assert!(plan.changed().is_none());
    fs::write(&path, "customer_id\n1\n").unwrap();
    let why = plan.changed().unwrap().to_string();
    assert!(why.contains("customers.csv: changed while it was read"), "{why}");
    fs::remove_file(&path).unwrap();
    assert!(plan.changed().is_some());
}
