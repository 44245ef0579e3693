//! Which of the first rows has the names of the columns: what stands above it are titles.

use std::collections::HashSet;
use std::sync::LazyLock;

use crate::data::amount_text::is_number;
use crate::data::date_text::is_date;
use crate::data::schema::{SCHEMA, normalise};

/// How many rows are looked at, unless they are long.
const ROWS: usize = 40;
/// Bytes of rows after which no further one is looked at.
const BYTES: usize = 4 << 20;

/// The first rows of a table that are not blank.
#[derive(Debug, Default)]
pub struct Top {
    rows: Vec<TopRow>,
    bytes: usize,
}

/// A row near the top: its number as a spreadsheet or editor shows it, and its cells.
#[derive(Debug, Default)]
struct TopRow {
    number: u64,
    cells: Vec<TopCell>,
}

/// A cell near the top.
#[derive(Debug, Default)]
pub struct TopCell {
    /// What it says, trimmed.
    pub text: String,
    /// Whether it is a number, a date or a truth value: columns are rarely called so.
    pub is_value: bool,
}

impl TopCell {
    /// A cell of text, which may say a number or a date.
    pub fn of_text(text: &str) -> Self {
        let text = text.trim();
        Self { text: text.to_owned(), is_value: is_number(text) || is_date(text) }
    }
}

impl Top {
    /// Whether another row is of use.
    pub fn is_open(&self) -> bool {
        self.rows.len() < ROWS && self.bytes < BYTES
    }

    /// Whether there is no row.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Adds the next row.
    pub fn push(&mut self, number: u64, cells: impl Iterator<Item = TopCell>) {
        let cells: Vec<TopCell> = cells.collect();
        self.bytes += cells.iter().map(|cell| cell.text.len() + size_of::<TopCell>()).sum::<usize>();
        self.rows.push(TopRow { number, cells });
    }

    /// The names of the columns and the row they are in, which may be `given`; none when all is blank.
    pub fn header(&self, given: Option<u64>) -> (Vec<String>, u64) {
        find(&self.rows, given).map_or_else(Default::default, |row| (row.names(), row.number))
    }
}

impl TopRow {
    fn filled(&self) -> impl Iterator<Item = &TopCell> {
        self.cells.iter().filter(|cell| !cell.text.is_empty())
    }

    /// How many cells are the name of a column that segscope knows.
    fn known(&self) -> usize {
        self.filled().filter(|cell| KNOWN.contains(&normalise(&cell.text))).count()
    }

    /// Whether all cells may be names of columns.
    fn is_names(&self) -> bool {
        let mut seen = HashSet::new();
        self.filled().all(|cell| !cell.is_value && seen.insert(&cell.text)) || self.known() >= 2
    }

    /// The names of the columns, without those that pandas gives to columns that have none.
    fn names(&self) -> Vec<String> {
        let name = |cell: &TopCell| if is_made_up(&cell.text) { String::new() } else { cell.text.clone() };
        self.cells.iter().map(name).collect()
    }
}

/// The row of the names: the first that is not blank, unless a later one is fuller and looks more like names. A row that is
/// `given` by its number is it, unless another row of this table has more names that segscope knows.
fn find(rows: &[TopRow], given: Option<u64>) -> Option<&TopRow> {
    let found = detected(rows)?;
    let given = given.and_then(|number| rows.iter().find(|row| row.number == number));
    Some(given.filter(|row| row.known() >= found.known()).unwrap_or(found))
}

fn detected(rows: &[TopRow]) -> Option<&TopRow> {
    let start = rows.iter().position(|row| row.filled().next().is_some())?;
    let (first, below) = (&rows[start], &rows[start + 1..]);
    let width = rows.iter().map(|row| row.filled().count()).max().unwrap_or(0);
    let is_full = first.filled().count() * 5 >= width * 3;
    let is_better = |row: &&TopRow| {
        let (known, filled) = (row.known(), row.filled().count());
        let is_named = if is_full { known >= 2 && known > first.known() } else { known >= first.known() };
        is_named && filled >= 2 && filled * 5 >= width * 4 && row.is_names()
    };
    Some(below.iter().find(is_better).unwrap_or(first))
}

/// What pandas calls a column without a name, which is mostly its index.
fn is_made_up(name: &str) -> bool {
    let number =
        name.strip_prefix("Unnamed: ").map(|rest| rest.split_once("_level_").map_or(rest, |(column, _)| column));
    number.is_some_and(|digits| !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit()))
}

/// Every name of every column, but for those that say something only within their table.
static KNOWN: LazyLock<HashSet<String>> = LazyLock::new(|| {
    let columns = SCHEMA.iter().flat_map(|spec| spec.columns);
    columns.flat_map(|c| c.aliases.iter().map(|name| (*name).to_owned()).chain([normalise(c.name)])).collect()
});

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn found(text: &str, given: Option<u64>) -> u64 {
        let cells = |line: &str| line.split(',').map(TopCell::of_text).collect();
        let rows: Vec<TopRow> =
            text.split('/').zip(1..).map(|(line, number)| TopRow { number, cells: cells(line) }).collect();
        find(&rows, given).unwrap().number
    }

    #[test]
    fn titles_above_the_names_are_none() {
        for (rows, header) in [
            ("customer_id,city,age/A,Ulm,31", 1),
            (
                "Coupon report,,,/Exported 2024-05-01,,,/,,,/customer_id,transaction_date,status,amount/A,2024-01-01,used,5",
                4,
            ),
            ("Report/Shop,North/customer_id,transaction_date,status,amount/A,2024-01-01,used,5", 3),
            ("Our customers/id,name/1,Ann", 2),
            ("Personen,,,/Nummer,Ort,Alter,Stufe/1,Ulm,31,gold", 2),
            // What could be titles and is not.
            (",customer_id/0,A/1,B", 1),
            ("customer_id,city,,/A,Ulm,,/B,Bonn,,", 1),
            ("name,city,plan/Ann,Ulm,gold/Bob,Bonn,basic", 1),
            ("customer_id/A/B", 1),
            ("a,b/x,y,z/u,v,w", 1),
            // A heading over groups of columns, and one in another language.
            ("Who,,When,/customer_id,city,transaction_date,status/A,Ulm,2024-01-01,used", 2),
            ("Nummer,Tag,Art/customer_id,transaction_date,status/A,2024-01-01,used", 2),
            // A header that comes again further down.
            ("customer_id,status/A,used/customer_id,status/B,used", 1),
        ] {
            assert_eq!(found(rows, None), header, "{rows}");
        }
    }

    #[test]
    fn a_given_row_wins_where_no_other_is_better_known() {
        assert_eq!(found("a,b/c,d/1,2", Some(2)), 2);
        assert_eq!(found("customer_id,city/A,Ulm/B,Bonn", Some(3)), 1, "another table than the one that is meant");
        assert_eq!(found("a,b/1,2", Some(9)), 1);
    }

    #[test]
    fn an_index_of_pandas_has_no_name() {
        let names = |text: &str| TopRow { number: 1, cells: text.split(',').map(TopCell::of_text).collect() }.names();
        assert_eq!(names("Unnamed: 0,id,Unnamed: 12_level_1,Unnamed: x"), ["", "id", "", "Unnamed: x"]);
    }
}
