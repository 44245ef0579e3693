//! Customers and places with hostile names and missing keys, made by chance that is the same in every run.

use crate::made_databases::MadeTable;

/// Values that are in the data. Spaces around them would be dropped, and so are none.
pub const HOSTILE: [&str; 12] = [
    "O'Fallon",
    r#"Say "Hi""#,
    "100% _off_",
    r"back\slash\",
    "'; DROP TABLE customers; --",
    "ünïcödé 東京 🎟",
    "${spark.app.name} {month:day} {0}",
    "`tick`; $1 ? :name @x",
    "a,b;c",
    "*star*",
    "None of them",
    "/* no */ comment",
];

/// A number below `below`, another one each time.
pub struct Chance(pub u64);

impl Chance {
    pub fn below(&mut self, below: usize) -> usize {
        // The constants of Knuth's MMIX.
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) % below as u64) as usize
    }

    /// One of some values, or none in one of `rare` cases.
    pub fn maybe(&mut self, rare: usize, value: impl FnOnce(&mut Self) -> String) -> Option<String> {
        (self.below(rare) > 0).then(|| value(self))
    }

    /// A day of the two years from `year`.
    pub fn day(&mut self, year: usize, months: usize) -> String {
        let month = self.below(months);
        format!("{}-{:02}-{:02}", year + month / 12, month % 12 + 1, self.below(28) + 1)
    }
}

/// The ids of customers.
pub fn customer(number: usize) -> String {
    HOSTILE.get(number).map_or_else(|| format!("c{number}"), |name| (*name).to_owned())
}

/// Tables of places, and customers who are at them: some rows without a key, some with one that is not there.
pub fn customers_and_places(chance: &mut Chance, customers: usize) -> Vec<MadeTable> {
    let cities = ["Cairo", "Giza", "Cádiz"].into_iter().chain(HOSTILE);
    let names = |names: &mut dyn Iterator<Item = &'static str>| {
        (1..).zip(names).map(|(id, name): (usize, _)| vec![Some(id.to_string()), Some(name.to_owned())]).collect()
    };
    let row = |number: usize| {
        vec![
            Some(customer(number)),
            chance.maybe(8, |chance| chance.day(2023, 20)),
            // Most are of the first cities; 77 is no city.
            chance.maybe(10, |chance| {
                if chance.below(15) == 0 { 77 } else { chance.below(4).min(chance.below(16)) + 1 }.to_string()
            }),
            chance.maybe(10, |chance| (chance.below(2) + 1).to_string()),
            chance.maybe(6, |chance| (chance.below(60) + 18).to_string()),
            chance.maybe(6, |chance| ["gold", "silver", HOSTILE[0], HOSTILE[5]][chance.below(4)].to_owned()),
        ]
    };
    let rows = (0..customers).map(row).collect();
    let merchants = ["Nile Market", HOSTILE[2], HOSTILE[5]];
    let branch = |id: usize| {
        vec![
            Some((id + 1).to_string()),
            Some(if id < 3 { "Corniche" } else { HOSTILE[id] }.to_owned()),
            (id % 4 < 3).then(|| (id % 4 + 1).to_string()),
        ]
    };
    vec![
        MadeTable {
            name: "customers",
            columns: &["customer_id", "join_date", "city_id", "gender_id", "age", "plan"],
            rows,
        },
        MadeTable { name: "cities", columns: &["city_id", "city_name"], rows: names(&mut { cities }) },
        MadeTable {
            name: "genders",
            columns: &["gender_id", "gender_name"],
            rows: names(&mut ["Male", "Female"].into_iter()),
        },
        MadeTable {
            name: "merchants",
            columns: &["merchant_id", "merchant_name"],
            rows: names(&mut merchants.into_iter()),
        },
        MadeTable {
            name: "branches",
            columns: &["branch_id", "branch_name", "merchant_id"],
            rows: (0..10).map(branch).collect(),
        },
    ]
}
