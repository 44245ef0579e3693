//! What `--refresh` notices of a database: also rows that are changed in their place.

use std::path::{Path, PathBuf};

use segscope::data::{self, LoadOptions, Revision};
use segscope::progress::Progress;
use segscope::warehouse::{Connection, kept};

use crate::databases::sqlite;
use crate::made_databases::{Made, MadeTable, has_drivers};
use crate::support::options;

/// Claims of which these are burnt: without a date of the burn, the status alone says so.
fn claims(burnt: [bool; 4]) -> MadeTable {
    let rows = burnt.iter().enumerate().map(|(row, burnt)| {
        let status = if *burnt { "burnt" } else { "claimed" };
        [row.to_string(), "1".to_owned(), format!("2024-05-0{}", row + 1), status.to_owned()].map(Some).to_vec()
    });
    let columns = &["transaction_id", "customer_id", "transaction_date", "transaction_status"];
    MadeTable { name: "transactions", columns, rows: rows.collect() }
}

fn revision(database: &Path) -> Revision {
    let options = LoadOptions { with_revisions: true, ..options(vec![kept(database.to_owned())]) };
    let facts = data::load(&options, &Progress::new());
    let facts = facts.unwrap_or_else(|error| panic!("{}: {error}", database.display()));
    facts.source.revisions.first().expect("the state of a database").clone()
}

fn is_as_it_was(revision: &Revision) -> bool {
    revision.now(&mut None, &Progress::new()).expect("an answer") == *revision
}

#[test]
fn rows_changed_in_their_place_are_noticed() {
    let Some(made) = Made::of("rows_changed_in_their_place_are_noticed", &[claims([true, false, false, true])]) else {
        return;
    };
    let databases: Vec<PathBuf> = made.databases().into_iter().map(PathBuf::from).collect();
    let before: Vec<Revision> = databases.iter().map(|database| revision(database)).collect();
    for (revision, database) in before.iter().zip(&databases) {
        assert!(is_as_it_was(revision), "{}: nothing has changed", database.display());
    }
    // Two rows change places: no number of any status or day is another.
    made.replace(&[claims([false, true, false, true])]);
    for (revision, database) in before.iter().zip(&databases) {
        assert!(!is_as_it_was(revision), "{}: the change is not noticed", database.display());
    }
    for database in databases.iter().filter(|database| database.starts_with("postgresql:")) {
        let before = revision(database);
        let connection = Connection::open_for_news(database, &Progress::new()).expect("a connection");
        let update = "UPDATE rows_changed_in_their_place_are_noticed.transactions
            SET transaction_status = 'burnt' WHERE transaction_id = 2";
        let updated = connection.query(update, "an update", &Progress::new());
        updated.and_then(|rows| rows.end(&Progress::new())).expect("the row is changed");
        assert!(!is_as_it_was(&before), "the update is not noticed");
    }
}

#[test]
fn reading_a_file_with_a_log_is_no_change_of_it() {
    let (test, folder) = ("reading_a_file_with_a_log_is_no_change_of_it", tempfile::tempdir().expect("a folder"));
    if !has_drivers(test) {
        return;
    }
    let table = "PRAGMA journal_mode = WAL;
        CREATE TABLE transactions (customer_id INTEGER, transaction_date TEXT, transaction_status TEXT);
        INSERT INTO transactions VALUES (1, '2024-05-01', 'claimed'), (2, '2024-05-02', 'burnt');";
    let Some(file) = sqlite(test, folder.path(), table) else { return };
    let before = revision(&file);
    assert!(is_as_it_was(&before) && is_as_it_was(&before));
    sqlite(test, folder.path(), "UPDATE transactions SET transaction_status = 'burnt' WHERE customer_id = 1");
    assert!(!is_as_it_was(&before));
    let now = revision(&file);
    assert!(is_as_it_was(&now) && is_as_it_was(&now));
}
