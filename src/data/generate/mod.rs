//! Generates a data set with planted customer types, for trying and testing the program. The same options give the same
//! bytes on every machine: one seeded generator, integers only.

mod coupons;
mod dice;
mod names;
mod people;

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;

use super::days::format_day;
use super::folder::{self, Folder, FolderError};
use coupons::{Coupon, Status};
pub use dice::GenerateOptions;
use people::Person;

/// The planted type of each customer, in the order of the customers: 0 never active, 1 steady burner, 2 steady saver,
/// 3 occasional, 4 new, 5 lapsed.
pub fn planted_types(options: &GenerateOptions) -> Vec<u8> {
    people::types(options)
}

/// Writes the six tables as CSV files into the folder `out`, which is created if needed. Existing tables are replaced
/// only with `force`.
///
/// # Errors
/// [`FolderError`] if there are tables, something that is not a folder has its name, or a file cannot be written.
pub fn generate(options: &GenerateOptions, out: &Path, force: bool) -> Result<(), FolderError> {
    let folder = Folder::open(out, folder::table_names().collect(), force, &[])?;
    let people = people::people(options);
    let coupons = coupons::coupons(options, &people);
    table(&folder, "customers.csv", "customer_id,join_date,city_id,gender_id,age", |file| customers(file, &people))?;
    table(&folder, "genders.csv", "gender_id,gender_name", |file| named(file, &names::GENDERS))?;
    table(&folder, "cities.csv", "city_id,city_name", |file| named(file, &names::CITIES.map(|(name, _)| name)))?;
    table(&folder, "branches.csv", "branch_id,merchant_id", branches)?;
    table(&folder, "merchants.csv", "merchant_id,merchant_name", |file| named(file, &names::MERCHANTS))?;
    let header = "transaction_id,customer_id,transaction_date,transaction_status,coupon_name,burn_date,branch_id";
    table(&folder, "transactions.csv", header, |file| transactions(file, &coupons))?;
    let names = ["customers", "genders", "cities", "branches", "merchants", "transactions"];
    folder.publish(&names.map(|name| format!("{name}.csv")))
}

type Csv = BufWriter<File>;

fn table(
    folder: &Folder,
    name: &str,
    header: &str,
    rows: impl FnOnce(&mut Csv) -> std::io::Result<()>,
) -> Result<(), FolderError> {
    let made = folder.create(name)?;
    let write = || {
        let mut file = BufWriter::new(made.file);
        writeln!(file, "{header}")?;
        rows(&mut file)?;
        file.into_inner().map_err(std::io::IntoInnerError::into_error)?.sync_all()
    };
    write().map_err(|e| folder::failed(&made.label, &e))
}

fn named(file: &mut Csv, names: &[&str]) -> std::io::Result<()> {
    names.iter().enumerate().try_for_each(|(i, name)| writeln!(file, "{},{name}", i + 1))
}

fn branches(file: &mut Csv) -> std::io::Result<()> {
    names::BRANCHES.iter().enumerate().try_for_each(|(i, (merchant, _, _))| writeln!(file, "{},{merchant}", i + 1))
}

fn text<T: ToString>(value: Option<T>) -> String {
    value.map_or_else(String::new, |v| v.to_string())
}

fn customers(file: &mut Csv, people: &[Person]) -> std::io::Result<()> {
    people.iter().enumerate().try_for_each(|(i, p)| {
        let (gender, age) = (text(p.gender), text(p.age));
        writeln!(file, "{},{},{},{gender},{age}", i + 1, format_day(p.joined), p.city)
    })
}

fn transactions(file: &mut Csv, coupons: &[Coupon]) -> std::io::Result<()> {
    coupons.iter().try_for_each(|c| {
        let status = match c.status {
            Status::Claimed => "claimed",
            Status::Burnt => "burnt",
            Status::Disputed => "disputed",
        };
        let campaign = names::CAMPAIGNS[usize::from(c.campaign)];
        let (customer, burnt) = (text(c.customer), c.burnt_on.map_or_else(String::new, format_day));
        writeln!(file, "{},{customer},{},{status},{campaign},{burnt},{}", c.id, format_day(c.day), c.branch)
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::dice::{FIRST_DAY, LAST_DAY};
    use super::*;
    use crate::data::parse_day;

    #[test]
    fn the_first_and_last_day_are_what_they_say() {
        assert_eq!((parse_day("2023-01-01"), parse_day("2025-06-30")), (Some(FIRST_DAY), Some(LAST_DAY)));
    }

    #[test]
    fn any_size_works_and_is_kept() {
        for (customers, transactions) in [(0, 0), (0, 5), (1, 0), (1, 3), (7, 2), (50, 3000)] {
            let folder = tempfile::tempdir().unwrap();
            let options = GenerateOptions { customers, transactions, seed: 7 };
            generate(&options, &folder.path().join("new/folder"), false).unwrap();
            let lines = |name: &str| {
                std::fs::read_to_string(folder.path().join("new/folder").join(name)).unwrap().lines().count() - 1
            };
            assert_eq!(lines("customers.csv"), customers);
            let possible = planted_types(&options).iter().any(|t| *t != 0);
            assert_eq!(lines("transactions.csv"), if possible { transactions } else { 0 });
        }
    }

    #[test]
    fn a_file_in_the_way_is_an_error() {
        let file = tempfile::NamedTempFile::new().unwrap();
        let options = GenerateOptions { customers: 1, transactions: 1, seed: 1 };
        let error = generate(&options, file.path(), false).unwrap_err().to_string();
        assert!(error.contains(&file.path().display().to_string()), "{error}");
    }
    #[test]
    fn the_last_month_is_like_the_months_before() {
        let options = GenerateOptions { customers: 2000, transactions: 20_000, seed: 42 };
        let coupons = coupons::coupons(&options, &people::people(&options));
        // Claims and burns of the last 30 days, and of the 30 days before each of them.
        let mut months = [[0_u32; 2]; 6];
        for coupon in &coupons {
            for (what, day) in [Some(coupon.day), coupon.burnt_on].into_iter().enumerate() {
                let month = day.filter(|day| *day <= LAST_DAY).map(|day| (LAST_DAY - day) / 30);
                if let Some(month) = month.and_then(|month| months.get_mut(month as usize)) {
                    month[what] += 1;
                }
            }
        }
        for what in 0..2 {
            let before = f64::from(months[1..].iter().map(|month| month[what]).sum::<u32>()) / 5.0;
            let change = f64::from(months[0][what]) / before - 1.0;
            assert!(change.abs() < 0.2, "{what}: {change:+.2} in {months:?}");
        }
    }
}
