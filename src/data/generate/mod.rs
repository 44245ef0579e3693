//! Generates a data set with planted customer types, for trying and testing the program. The same options give the same
//! bytes on every machine: one seeded generator, integers only.

mod coupons;
mod customers;
mod dice;
mod goods;
mod names;
mod people;
mod purchases;
mod rows;
mod shoppers;

use std::convert::Infallible;
use std::io::{self, BufWriter, Write};
use std::path::Path;

use super::folder::{self, Folder, FolderError};
use super::kind::Kind;
pub use dice::GenerateOptions;
use rows::Rows;

/// The orders of purchases: all other tables have the names of [`folder::table_names`].
const ORDERS: &str = "orders.csv";

/// The planted type of each customer, in the order of the customers. Of coupons: 0 never active, 1 steady burner, 2 steady
/// saver, 3 occasional, 4 new, 5 lapsed. Of purchases: 0 never active, 1 loyal, 2 large orders, 3 bargain hunter, 4 one
/// order, 5 lapsed, 6 new. Of customers: 0 student, 1 family, 2 well-off, 3 careful saver, 4 pensioner.
pub fn planted_types(options: &GenerateOptions) -> Vec<u8> {
    match options.kind {
        Kind::Coupons => people::types(options),
        Kind::Purchases => shoppers::types(options),
        Kind::Customers => customers::types(options),
    }
}

/// Writes the tables as CSV files into the folder `out`, which is created if needed. Existing tables are replaced only
/// with `force`.
///
/// # Errors
/// [`FolderError`] if there are tables, something that is not a folder has its name, or a file cannot be written.
pub fn generate(options: &GenerateOptions, out: &Path, force: bool) -> Result<(), FolderError> {
    let folder = Folder::open(out, folder::table_names().chain([ORDERS.to_owned()]).collect(), force, &[])?;
    let mut names = Vec::new();
    tables(options, |name, header, rows| {
        let made = folder.create(name)?;
        names.push(name.to_owned());
        let write = || {
            let mut file = BufWriter::new(made.file);
            writeln!(file, "{header}")?;
            rows(&mut file)?;
            file.into_inner().map_err(io::IntoInnerError::into_error)?.sync_all()
        };
        write().map_err(|e| folder::failed(&made.label, &e))
    })?;
    folder.publish(&names)
}

/// The tables as CSV files in memory: name and bytes.
pub fn in_memory(options: &GenerateOptions) -> Vec<(&'static str, Vec<u8>)> {
    let mut files = Vec::new();
    let done: Result<(), Infallible> = tables(options, |name, header, rows| {
        let mut bytes = format!("{header}\n").into_bytes();
        // Writing to memory does not fail.
        let _ = rows(&mut bytes);
        files.push((name, bytes));
        Ok(())
    });
    let Ok(()) = done;
    files
}

/// Passes the tables of a kind to `table`: file, header and rows.
fn tables<E>(
    options: &GenerateOptions,
    table: impl FnMut(&'static str, &str, Rows<'_>) -> Result<(), E>,
) -> Result<(), E> {
    match options.kind {
        Kind::Coupons => coupons::write(options, table),
        Kind::Purchases => purchases::write(options, table),
        Kind::Customers => customers::write(options, table),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use std::collections::HashMap;

    use super::dice::{FIRST_DAY, LAST_DAY};
    use super::*;
    use crate::data::parse_day;

    #[test]
    fn the_first_and_last_day_are_what_they_say() {
        assert_eq!((parse_day("2023-01-01"), parse_day("2025-06-30")), (Some(FIRST_DAY), Some(LAST_DAY)));
    }

    #[test]
    fn any_size_works_and_is_kept() {
        for kind in [Kind::Coupons, Kind::Purchases, Kind::Customers] {
            for (customers, transactions) in [(0, 0), (0, 5), (1, 0), (1, 3), (7, 2), (50, 3000)] {
                let folder = tempfile::tempdir().unwrap();
                let options = GenerateOptions { kind, customers, transactions, products: 3, seed: 7 };
                generate(&options, &folder.path().join("new/folder"), false).unwrap();
                let lines = |name: &str| {
                    std::fs::read_to_string(folder.path().join("new/folder").join(name)).unwrap().lines().count() - 1
                };
                assert_eq!(lines("customers.csv"), customers);
                let possible = planted_types(&options).iter().any(|t| *t != 0);
                let rows = if possible { transactions } else { 0 };
                match kind {
                    Kind::Coupons => assert_eq!(lines("transactions.csv"), rows),
                    Kind::Purchases => assert_eq!(lines("orders.csv"), rows),
                    Kind::Customers => {}
                }
            }
        }
    }

    #[test]
    fn memory_holds_what_the_folder_does() {
        for kind in [Kind::Coupons, Kind::Purchases, Kind::Customers] {
            let folder = tempfile::tempdir().unwrap();
            let options = GenerateOptions { kind, customers: 30, transactions: 200, ..GenerateOptions::default() };
            generate(&options, folder.path(), false).unwrap();
            for (name, bytes) in in_memory(&options) {
                assert_eq!(std::fs::read(folder.path().join(name)).unwrap(), bytes, "{name}");
            }
        }
    }

    #[test]
    fn other_tables_make_way_only_when_forced() {
        let folder = tempfile::tempdir().unwrap();
        let make = |kind, force| {
            let options = GenerateOptions { kind, customers: 5, transactions: 9, ..GenerateOptions::default() };
            generate(&options, folder.path(), force).map_err(|e| e.to_string())
        };
        make(Kind::Purchases, false).unwrap();
        assert!(make(Kind::Coupons, false).unwrap_err().contains("orders.csv"));
        make(Kind::Coupons, true).unwrap();
        assert!(!folder.path().join(ORDERS).exists());
    }

    /// Lines are written in spans of time: more lines than one span are still sorted by time, and each order is written
    /// once.
    #[test]
    fn orders_are_in_the_order_of_time() {
        let options =
            GenerateOptions { kind: Kind::Purchases, customers: 400, transactions: 900_000, ..Default::default() };
        let files = in_memory(&options);
        let text = std::str::from_utf8(&files[1].1).unwrap();
        let (mut last, mut undated) = (String::new(), 0);
        let mut days: HashMap<&str, &str> = HashMap::new();
        for line in text.lines().skip(1) {
            let mut cells = line.split(',');
            let (order, date) = (cells.next().unwrap(), cells.next().unwrap());
            assert_eq!(*days.entry(order).or_insert(date), date);
            if date == "unknown" {
                undated += 1;
                continue;
            }
            assert!(last.as_str() <= date, "{line}");
            date.clone_into(&mut last);
        }
        assert!(undated > 0 && text.lines().count() == 900_001);
    }

    #[test]
    fn a_file_in_the_way_is_an_error() {
        let file = tempfile::NamedTempFile::new().unwrap();
        let options = GenerateOptions { customers: 1, transactions: 1, ..GenerateOptions::default() };
        let error = generate(&options, file.path(), false).unwrap_err().to_string();
        assert!(error.contains(&file.path().display().to_string()), "{error}");
    }

    #[test]
    fn the_last_month_is_like_the_months_before() {
        let coupons = GenerateOptions::default();
        let claimed = coupons::coupons(&coupons, &people::people(&coupons));
        let claims = claimed.iter().map(|coupon| coupon.day).collect();
        let burns = claimed.iter().filter_map(|coupon| coupon.burnt_on).collect();
        let purchases = GenerateOptions { kind: Kind::Purchases, ..GenerateOptions::default() };
        for (what, days) in [("claims", claims), ("burns", burns), ("orders", days_of_orders(&purchases))] {
            // The last 30 days, and the 30 days before, five times.
            let mut months = [0_u32; 6];
            for day in days.into_iter().filter(|day| *day <= LAST_DAY) {
                if let Some(month) = months.get_mut(((LAST_DAY - day) / 30) as usize) {
                    *month += 1;
                }
            }
            let before = f64::from(months[1..].iter().sum::<u32>()) / 5.0;
            let change = f64::from(months[0]) / before - 1.0;
            assert!(change.abs() < 0.2, "{what}: {change:+.2} in {months:?}");
        }
    }

    /// The days of completed orders.
    fn days_of_orders(options: &GenerateOptions) -> Vec<i32> {
        let files = in_memory(options);
        let orders = std::str::from_utf8(&files[1].1).unwrap();
        let of = |line: &str| {
            let cells: Vec<&str> = line.split(',').collect();
            let day = parse_day(cells[1].get(..10)?).filter(|_| cells[3] == "completed")?;
            Some((cells[0].to_owned(), day))
        };
        orders.lines().skip(1).filter_map(of).collect::<HashMap<_, _>>().into_values().collect()
    }
}
