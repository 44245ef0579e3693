//! Finds the header among the first rows, if there is one. Rows above it are titles.

use std::collections::HashSet;
use std::sync::LazyLock;

use crate::data::amount_text::is_number;
use crate::data::date_text::is_date;
use crate::data::schema::{SCHEMA, bare, normalise};
use crate::data::unnamed;

/// How many rows are looked at, unless they are long.
const ROWS: usize = 40;
/// After this number of bytes no other row is examined.
const BYTES: usize = 4 << 20;

/// The row of the names as the user gives it, 0 if no row has them.
#[derive(Clone, Copy, Debug)]
pub struct GivenRow {
    /// Its number, as a spreadsheet or editor shows it.
    pub number: u64,
    /// Whether there is no other table that may be meant: then it is the row, whatever is in it.
    pub is_certain: bool,
}

impl GivenRow {
    /// The same for each of a number of sheets.
    #[must_use]
    pub fn of_sheets(self, sheets: usize) -> Self {
        Self { is_certain: self.is_certain && sheets == 1, ..self }
    }
}

/// The first rows of a table that are not blank, and the one that is given as that of the names.
#[derive(Debug, Default)]
pub struct Top {
    rows: Vec<TopRow>,
    bytes: usize,
    given: Option<GivenRow>,
    /// The number of the last row that was added.
    last: u64,
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
    /// Its text, trimmed.
    pub text: String,
    /// Its type.
    pub form: Form,
}

/// The type of a cell near the top. Names of columns are rarely anything but text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Form {
    /// Words.
    #[default]
    Text,
    /// A number.
    Number,
    /// A date.
    Date,
    /// A truth value.
    Truth,
}

impl TopCell {
    /// A cell of text, which may say a number or a date.
    pub fn of_text(text: &str) -> Self {
        let text = text.trim();
        let form = match text {
            _ if is_number(text) => Form::Number,
            _ if is_date(text) => Form::Date,
            _ => Form::Text,
        };
        Self { text: text.to_owned(), form }
    }

    /// Whether it cannot be the name of a column: a date, or a number that is neither small nor a year.
    fn is_no_name(&self) -> bool {
        match self.form {
            Form::Number => {
                let number = self.text.parse::<f64>();
                number.is_ok_and(|n| n.fract() != 0.0 || !((0.0..=12.0).contains(&n) || (1900.0..=2100.0).contains(&n)))
            }
            Form::Date => true,
            Form::Text | Form::Truth => false,
        }
    }
}

impl Top {
    /// No row yet of a table whose row of names may be given.
    pub fn new(given: Option<GivenRow>) -> Self {
        Self { given, ..Self::default() }
    }

    /// Whether another row is needed.
    pub fn is_open(&self) -> bool {
        self.has_room() || self.given.is_some_and(|given| self.last < given.number)
    }

    fn has_room(&self) -> bool {
        self.rows.len() < ROWS && self.bytes < BYTES
    }

    /// Whether there is no row.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Adds the next row.
    pub fn push(&mut self, number: u64, cells: impl Iterator<Item = TopCell>) {
        self.last = number;
        // Titles and notes above a given row may be long.
        if !self.has_room() && self.given.is_none_or(|given| given.number != number) {
            return;
        }
        let cells: Vec<TopCell> = cells.collect();
        self.bytes += cells.iter().map(|cell| cell.text.len() + size_of::<TopCell>()).sum::<usize>();
        self.rows.push(TopRow { number, cells });
    }

    /// The names of the columns and the row they are in; none when all is blank. Where no row has names, the row is 0 and the columns
    /// are numbered.
    pub fn header(&self) -> (Vec<String>, u64) {
        let Some(row) = find(&self.rows, self.given) else { return Default::default() };
        let has_none = match self.given {
            Some(GivenRow { number: 0, is_certain }) => is_certain || row.known() < 2,
            Some(_) => false,
            None => is_data(row, &self.rows),
        };
        if has_none {
            let width = self.rows.iter().map(|row| row.cells.len()).max().unwrap_or(0);
            return ((0..width).map(unnamed::name).collect(), 0);
        }
        (row.names(), row.number)
    }
}

impl TopRow {
    fn filled(&self) -> impl Iterator<Item = &TopCell> {
        self.cells.iter().filter(|cell| !cell.text.is_empty())
    }

    /// How many cells are the name of a column that segscope knows.
    fn known(&self) -> usize {
        self.filled().filter(|cell| is_known(&cell.text)).count()
    }

    /// Whether all cells may be names of columns.
    fn is_names(&self) -> bool {
        let mut seen = HashSet::new();
        self.filled().all(|cell| cell.form == Form::Text && seen.insert(&cell.text)) || self.known() >= 2
    }

    /// The names of the columns, without those that pandas gives to columns that have none.
    fn names(&self) -> Vec<String> {
        let name = |cell: &TopCell| if is_made_up(&cell.text) { String::new() } else { cell.text.clone() };
        self.cells.iter().map(name).collect()
    }
}

/// The row of the names: the first that is not blank, unless a later one is fuller and looks more like names. A row that is
/// `given` by its number is it; where another table may be meant, only if no other row has more names that segscope knows.
fn find(rows: &[TopRow], given: Option<GivenRow>) -> Option<&TopRow> {
    let found = detected(rows)?;
    let is_it = |row: &&TopRow| given.is_some_and(|given| given.is_certain || row.known() >= found.known());
    let row = given.and_then(|given| rows.iter().find(|row| row.number == given.number));
    Some(row.filter(is_it).unwrap_or(found))
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

/// Whether the first row is data: it has no known name of a column, at least one value that cannot be a name, and in each
/// column the type of the rows below.
fn is_data(first: &TopRow, rows: &[TopRow]) -> bool {
    let below: Vec<&TopRow> = rows.iter().filter(|row| row.number > first.number).collect();
    let is_first = rows.iter().all(|row| row.number >= first.number || row.filled().next().is_none());
    if !is_first || first.known() > 0 || below.is_empty() {
        return false;
    }
    let numbers: Vec<&TopCell> = first.filled().filter(|cell| cell.form == Form::Number).collect();
    let value = |cell: &TopCell| cell.text.parse::<f64>().unwrap_or(f64::NAN);
    // Columns may be called 10, 25 and 50, but neither 1.5 nor a day.
    let is_scale = numbers.len() > 1 && numbers.windows(2).all(|pair| value(pair[0]) < value(pair[1]));
    let tells =
        |cell: &TopCell| cell.is_no_name() && !(is_scale && cell.form == Form::Number && value(cell).fract() == 0.0);
    let says_the_same = |at: usize, cell: &TopCell| {
        let column = below.iter().filter_map(|row| row.cells.get(at)).filter(|cell| !cell.text.is_empty());
        let (mut same, mut all) = (0, 0);
        for other in column {
            all += 1;
            same += usize::from(other.form == cell.form);
        }
        same * 5 >= all * 4
    };
    let mut cells = first.cells.iter().enumerate().filter(|(_, cell)| !cell.text.is_empty());
    first.filled().any(tells) && cells.all(|(at, cell)| says_the_same(at, cell))
}

/// What pandas calls a column without a name, which is mostly its index.
fn is_made_up(name: &str) -> bool {
    let number =
        name.strip_prefix("Unnamed: ").map(|rest| rest.split_once("_level_").map_or(rest, |(column, _)| column));
    number.is_some_and(|digits| !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit()))
}

/// Whether a column of this name is known.
pub fn is_known(name: &str) -> bool {
    KNOWN.contains(&normalise(name)) || KNOWN.contains(&bare(name))
}

/// Every name of every column, except for those that say something only within their table.
static KNOWN: LazyLock<HashSet<String>> = LazyLock::new(|| {
    let columns = SCHEMA.iter().flat_map(|spec| spec.columns);
    columns.flat_map(|c| c.aliases.iter().map(|name| (*name).to_owned()).chain([normalise(c.name)])).collect()
});

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn among(number: u64) -> GivenRow {
        GivenRow { number, is_certain: false }
    }

    fn alone(number: u64) -> GivenRow {
        GivenRow { number, is_certain: true }
    }

    fn found(text: &str, given: Option<GivenRow>) -> u64 {
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
            // Rows that look like titles but are none.
            (",customer_id/0,A/1,B", 1),
            ("customer_id,city,,/A,Ulm,,/B,Bonn,,", 1),
            ("name,city,plan/Ann,Ulm,gold/Bob,Bonn,basic", 1),
            ("customer_id/A/B", 1),
            ("a,b/x,y,z/u,v,w", 1),
            // A heading over groups of columns, and one in another language.
            ("Who,,When,/customer_id,city,transaction_date,status/A,Ulm,2024-01-01,used", 2),
            ("Nummer,Tag,Art/customer_id,transaction_date,status/A,2024-01-01,used", 2),
            // A header that is repeated below.
            ("customer_id,status/A,used/customer_id,status/B,used", 1),
        ] {
            assert_eq!(found(rows, None), header, "{rows}");
        }
    }

    #[test]
    fn a_given_row_wins_where_no_other_is_better_known() {
        assert_eq!(found("a,b/c,d/1,2", Some(among(2))), 2);
        assert_eq!(
            found("customer_id,city/A,Ulm/B,Bonn", Some(among(3))),
            1,
            "another table than the one that is meant"
        );
        assert_eq!(found("customer_id,city/A,Ulm/B,Bonn", Some(alone(3))), 3, "there is no other table");
        assert_eq!(found("a,b/1,2", Some(among(9))), 1);
    }

    #[test]
    fn a_first_row_of_data_is_no_header() {
        let header = |text: &str, given| {
            let mut top = Top::new(given);
            for (line, number) in text.split('/').zip(1..) {
                top.push(number, line.split(',').map(TopCell::of_text));
            }
            top.header().1
        };
        for (rows, row) in [
            ("00001,19970101,1,11.77/00002,19970112,10,22.00", 0),
            ("u1,2024-01-31,x/u2,2024-02-01,y", 0),
            ("Ann,Ulm,31/Bob,Bonn,40", 0),
            ("3,200,17/4,100,18", 0),
            // Names that are numbers or dates, and words over numbers.
            ("customer,2021,2022/A,5,6/B,7,8", 1),
            ("customer,50,100,200/A,5,6,7/B,7,8,9", 1),
            ("customer,2024-01-01,2024-02-01/A,5,6/B,7,8", 1),
            ("q,1,2,3/a,5,4,3/b,1,2,3", 1),
            ("who,17.5/A,x/B,y", 1),
            ("age,31/30,40/29,50", 1),
            ("city,31/Ulm,40/Bonn,50", 1),
            ("Ann,Ulm/Bob,Bonn", 1),
        ] {
            assert_eq!(header(rows, None), row, "{rows}");
        }
        assert_eq!(header("Ann,Ulm/Bob,Bonn", Some(among(0))), 0);
        assert_eq!(header("customer_id,city/A,Ulm", Some(among(0))), 1, "another table than the one that is meant");
        assert_eq!(header("customer_id,city/A,Ulm", Some(alone(0))), 0, "there is no other table");
    }

    #[test]
    fn a_given_row_may_be_far_below() {
        let mut top = Top::new(Some(alone(900)));
        for number in 1..=1000 {
            if top.is_open() {
                let text = if number == 900 { "who,town" } else { "a note" };
                top.push(number, text.split(',').map(TopCell::of_text));
            }
        }
        assert_eq!(
            (top.header(), top.rows.len(), top.last),
            ((vec!["who".to_owned(), "town".to_owned()], 900), 41, 900)
        );
    }

    #[test]
    fn an_index_of_pandas_has_no_name() {
        let names = |text: &str| TopRow { number: 1, cells: text.split(',').map(TopCell::of_text).collect() }.names();
        assert_eq!(names("Unnamed: 0,id,Unnamed: 12_level_1,Unnamed: x"), ["", "id", "", "Unnamed: x"]);
    }
}
