//! Customers: one row per distinct id, the first of a repeated one.

use super::intake::Builder;
use super::keys::KeyColumn;
use super::side_by_side::{Column, side_by_side};
use crate::data::cell::{Cell, Numbered, Row};
use crate::data::code_column::Codes;
use crate::data::date_column::{DateColumn, Dates};
use crate::data::facts::Dimension;
use crate::data::findings::{Check, Finding};
use crate::data::further::{frame_name, further_names};
use crate::data::ids::{IdIndex, Key};
use crate::data::layout::Layout;
use crate::data::notation::{Notation, Unsettled};
use crate::data::number_column::{NumberColumn, Numbers};
use crate::data::place::PlaceLevel;
use crate::data::rows::RowNumbers;
use crate::data::schema::Table;
use crate::data::tally::Tally;
use crate::data::word_column::{WordColumn, Words};

/// A further column counts as numeric when at least this share of its values are numbers.
const NUMERIC_SHARE: f64 = 0.9;

/// A further column of customers that may turn out to be numeric, or of a few words.
#[derive(Debug)]
struct Further {
    name: String,
    column: usize,
    numbers: NumberColumn,
    words: WordColumn,
    /// The values that are no numbers.
    others: WordColumn,
    /// Whether the numbers are codes, which are words.
    codes: Codes,
}

/// A further column of customers that is numeric.
#[derive(Debug)]
pub struct Extra {
    /// Its name as written.
    pub name: String,
    /// One value per customer; `NaN` is missing.
    pub values: Vec<f64>,
    /// Its values that are no numbers, such as `5+`, if there are few different ones.
    pub words: Option<Words>,
}

/// Collects the rows of the customers table.
#[derive(Debug)]
pub struct CustomersBuilder<'a> {
    id: Option<usize>,
    /// The person of a customer, if the id differs with each order.
    person: Option<usize>,
    by_row: bool,
    join: Option<usize>,
    city: Option<usize>,
    gender: Option<usize>,
    index: IdIndex,
    join_days: DateColumn,
    cities: KeyColumn<'a>,
    genders: KeyColumn<'a>,
    further: Vec<Further>,
    decimal: Option<char>,
    headers: [Option<String>; 2],
    rows: RowNumbers,
    of_known_persons: usize,
    nulls: Tally,
    duplicates: Tally,
}

/// The finished customers, in file order.
#[derive(Debug, Default)]
pub struct Customers {
    /// Whether they have no table, so that the rows of their events describe them.
    pub flat: bool,
    /// Finds the row of an id; numbered in file order.
    pub index: IdIndex,
    /// Join days, or [`crate::data::days::NO_DAY`].
    pub join_days: Vec<i32>,
    /// City codes, or [`super::NO_CODE`].
    pub city_codes: Vec<u32>,
    /// The cities they name, where there is no table of them.
    pub cities: Option<Dimension>,
    /// The kind of place of the cities.
    pub place: PlaceLevel,
    /// The name of the column of cities.
    pub city_header: Option<String>,
    /// The name of the column of genders.
    pub gender_header: Option<String>,
    /// Gender codes, or [`super::NO_CODE`].
    pub gender_codes: Vec<u32>,
    /// The genders they name, where there is no table of them.
    pub genders: Option<Dimension>,
    /// Numeric further columns.
    pub extras: Vec<Extra>,
    /// Further columns of a few words, by name.
    pub categorical: Vec<(String, Words)>,
    /// The row of the file each came from.
    pub rows: RowNumbers,
    /// Rows with another id of a person who has a row above.
    pub of_known_persons: usize,
    /// Findings.
    pub findings: Vec<Finding>,
}

impl Customers {
    /// The table that describes them.
    pub fn table(&self) -> Table {
        if self.flat { Table::Transactions } else { Table::Customers }
    }
}

impl<'a> CustomersBuilder<'a> {
    /// A builder for customers laid out as `layout`, pointing at the ids of cities and genders where there are any.
    pub fn new(layout: &Layout, cities: Option<&'a IdIndex>, genders: Option<&'a IdIndex>, notation: Notation) -> Self {
        let loose = notation.loose_join;
        let column_of = |(column, name): (usize, String)| Further {
            codes: Codes::new(&name),
            name: frame_name(&name),
            column,
            numbers: NumberColumn::default(),
            words: WordColumn::default(),
            others: WordColumn::default(),
        };
        let further = further_names(layout).into_iter().map(column_of).collect();
        let header = |name| layout.at(name).map(|at| layout.header[at].trim().to_owned());
        Self {
            id: layout.at("customer_id"),
            person: layout.at("person_id"),
            by_row: layout.by_row,
            join: layout.at("join_date"),
            city: layout.at("city_id"),
            gender: layout.at("gender_id"),
            index: IdIndex::new(loose),
            join_days: DateColumn::new(notation.dates),
            cities: KeyColumn::new(cities, loose),
            genders: KeyColumn::new(genders, loose),
            further,
            decimal: notation.decimal,
            headers: [header("city_id"), header("gender_id")],
            rows: RowNumbers::default(),
            of_known_persons: 0,
            nulls: Tally::default(),
            duplicates: Tally::default(),
        }
    }

    /// The same builder for the customers of `index`, which are to be described one after the other.
    #[must_use]
    pub fn of(mut self, index: IdIndex) -> Self {
        self.index = index;
        self
    }

    /// Takes the attributes of the next customers from rows.
    pub fn describe(&mut self, rows: &[Numbered<'_>]) {
        let (join, city, gender) = (self.join, self.city, self.gender);
        for (number, _) in rows {
            self.rows.push(*number);
        }
        let mut days = |number, row: &dyn Row| self.join_days.push(number, row.at(join));
        let mut cities = |number, row: &dyn Row| {
            let needed = city.is_some() && self.cities.has_table();
            self.cities.push(number, row.at(city), needed);
        };
        let mut genders = |number, row: &dyn Row| {
            let needed = gender.is_some() && self.genders.has_table();
            self.genders.push(number, row.at(gender), needed);
        };
        let further = self.further.iter_mut();
        let mut further: Vec<_> =
            further.map(|further| move |number: u64, row: &dyn Row| further.push(number, row)).collect();
        let mut columns: Vec<Column<'_>> = vec![&mut days, &mut cities, &mut genders];
        columns.extend(further.iter_mut().map(|column| column as Column<'_>));
        side_by_side(rows, &mut columns);
    }

    /// Whether a row is that of another customer; what else it is, is counted.
    fn is_new(&mut self, number: u64, row: &dyn Row) -> bool {
        if self.by_row {
            self.index.insert(Key::Text(format!("row {number}").into()));
            return true;
        }
        let Some(key) = Key::of(row.at(self.id)) else {
            self.nulls.add_row(number);
            return false;
        };
        if let Some(person) = self.person.and_then(|column| Key::of(row.cell(column))) {
            let (person, is_new) = self.index.insert(person);
            if !self.index.know_as(&key, person) {
                self.duplicates.add_cell(number, row.at(self.id));
                return false;
            }
            self.of_known_persons += usize::from(!is_new);
            return is_new;
        }
        let is_new = self.index.insert(key).1;
        if !is_new {
            self.duplicates.add_cell(number, row.at(self.id));
        }
        is_new
    }

    /// Settles dates, and which further columns are numeric or of a few words.
    ///
    /// # Errors
    /// The column and an example, where dates cannot be decided.
    pub fn finish(self) -> Result<Customers, Unsettled> {
        let table = Table::Customers;
        let Dates { days: join_days, bad: bad_days, swapped } =
            self.join_days.finish(None).map_err(|why| why.of("join_date"))?;
        let numbered = self.by_row.then(|| {
            let example = format!("row {0}: its customer is called \"row {0}\"", self.rows.get(0));
            let rows = self.index.len() as u64;
            Finding::without_rows(Check::RowNumberId, table, Some("customer_id"), rows, vec![example])
        });
        let mut findings = vec![
            numbered,
            self.nulls.finding(Check::NullId, table, Some("customer_id")),
            self.duplicates.finding(Check::DuplicateId, table, Some("customer_id")),
            bad_days.finding(Check::UnparsableValue, table, Some("join_date")),
            swapped.finding(Check::SwappedDates, table, Some("join_date")),
        ];
        let (mut extras, mut categorical) = (Vec::new(), Vec::new());
        for Further { name, numbers, words, others, codes, .. } in self.further {
            if codes.are_codes() {
                categorical.extend(words.of_codes().map(|words| (name, words)));
                continue;
            }
            let mut numbers = numbers.finish(&self.rows, self.decimal, &|_| true);
            let (mixed, undecided) = (numbers.mixed_currency(table, &name), numbers.undecided.take());
            let Numbers { values, count, bad, .. } = numbers;
            if count > 0 && count as f64 >= NUMERIC_SHARE * (count + bad.rows) as f64 {
                findings.push(bad.finding(Check::UnparsableValue, table, Some(&name)));
                findings.push(mixed);
                findings.push(undecided.map(|why| why.finding(table, &name, count)));
                extras.push(Extra { name, values, words: others.few() });
            } else {
                categorical.extend(words.finish().map(|words| (name, words)));
            }
        }
        let mut keys = |mut keys: KeyColumn<'a>, column| {
            let (nulls, orphans) = (std::mem::take(&mut keys.nulls), std::mem::take(&mut keys.orphans));
            findings.push(nulls.finding(Check::NullId, table, Some(column)));
            findings.push(keys.near().finding(Check::NearKey, table, Some(column)));
            findings.push(orphans.finding(Check::OrphanKey, table, Some(column)));
            keys.finish_sorted()
        };
        let (city_codes, cities) = keys(self.cities, "city_id");
        let (gender_codes, genders) = keys(self.genders, "gender_id");
        let findings = findings.into_iter().flatten().collect();
        let (index, rows, of_known_persons) = (self.index, self.rows, self.of_known_persons);
        let [city_header, gender_header] = self.headers;
        Ok(Customers {
            flat: false,
            index,
            join_days,
            city_codes,
            cities,
            place: city_header.as_deref().and_then(PlaceLevel::of).unwrap_or_default(),
            city_header,
            gender_header,
            gender_codes,
            genders,
            extras,
            categorical,
            rows,
            of_known_persons,
            findings,
        })
    }
}

impl Further {
    fn push(&mut self, number: u64, row: &dyn Row) {
        let cell = row.cell(self.column);
        let is_number = self.numbers.push(number, cell);
        self.others.push(if is_number { Cell::Empty } else { cell });
        self.words.push(cell);
        self.codes.see(cell);
    }
}

impl Builder for CustomersBuilder<'_> {
    fn push(&mut self, number: u64, row: &dyn Row) {
        self.push_all(&[(number, row)]);
    }

    fn push_all(&mut self, rows: &[Numbered<'_>]) {
        let new: Vec<Numbered<'_>> = rows.iter().copied().filter(|(number, row)| self.is_new(*number, *row)).collect();
        self.describe(&new);
    }
}
