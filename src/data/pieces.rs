//! Tables in pieces: files or sheets with the same columns under one stem (`transactions_2024_01.csv`, sheets `Jan` and `Feb`,
//! the `part-*` files of a folder) are one table.

use std::collections::{BTreeMap, HashMap};
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::made_date::MadeDate;
use super::origin::without_endings;
use super::part::Part;
use super::piece_name::{pattern, stem};
use super::schema::{OF_LIST, normalise};

/// Where a column of the table is in a piece.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ColumnSource {
    /// The column of the piece at this position.
    At(usize),
    /// The same, but only in the first row of a record that has several: it is about all of them.
    Once(usize),
    /// The same value in every row: the name of a folder says it.
    Given(String),
    /// The column at this position of one of the tables that are joined to this one.
    Joined(usize, usize),
    /// The same, but only in the first row that joins it: it is about all of them.
    JoinedOnce(usize, usize),
    /// The column at this position of the table of products, otherwise the column of this table, if one is given.
    OfProduct(usize, Option<usize>),
    /// A date that columns of the piece make together.
    Made(MadeDate),
    /// The field of this name in the text of the column at this position.
    Field(usize, String),
    /// Of each element of the list in the column at the first position, the field at the second one, which is called so.
    Element(usize, usize, String),
    /// The piece does not have it.
    Nowhere,
}

/// A file or sheet that is a table, or one of several that together are.
#[derive(Clone, Debug)]
pub struct Piece {
    /// Which of the opened files it is in.
    pub input: usize,
    /// Where it is in the file, and what its own columns are.
    pub part: Part,
    /// Where the columns of the table are in it; none where they are the same in the same order.
    pub places: Option<Vec<ColumnSource>>,
}

impl Piece {
    /// The column that has a list of objects in its text, and what the fields of these are called.
    pub fn list(&self) -> Option<(usize, Vec<String>)> {
        let fields = self.places.iter().flatten().filter_map(|place| match place {
            ColumnSource::Element(at, _, name) => Some((*at, name.clone())),
            _ => None,
        });
        let (at, names): (Vec<usize>, Vec<String>) = fields.unzip();
        Some((*at.first()?, names))
    }

    /// Where it has the `width` columns that the table has so far.
    pub fn places_mut(&mut self, width: usize) -> &mut Vec<ColumnSource> {
        self.places.get_or_insert_with(|| (0..width).map(ColumnSource::At).collect())
    }
}

/// What may be a table: one part, or several in pieces.
#[derive(Clone, Debug)]
pub struct PieceGroup {
    /// The complete table, with the columns of all its pieces.
    pub part: Part,
    /// The pieces, in their order.
    pub pieces: Vec<Piece>,
}

impl PieceGroup {
    /// Adds a column with the date that others make.
    pub fn add_date(&mut self, name: String, date: MadeDate) {
        self.add(name, |own| date.moved(own).map(ColumnSource::Made));
    }

    /// Adds a column with a field in the text of the column at a position.
    pub fn add_field(&mut self, at: usize, field: &str) {
        let name = format!("{}.{field}", self.part.header[at].trim());
        self.add(name, |own| own(at).map(|own| ColumnSource::Field(own, field.to_owned())));
    }

    /// Adds columns with the fields of the elements of a list in the text of the column at a position, and leaves that out.
    pub fn add_list(&mut self, at: usize, fields: &[String]) {
        let list = std::mem::take(&mut self.part.header[at]);
        for (field, own_name) in fields.iter().enumerate() {
            let name = format!("{}{OF_LIST}.{own_name}", list.trim());
            let element = |own| ColumnSource::Element(own, field, name.clone());
            self.add(name.clone(), |own| own(at).map(element));
        }
        let width = self.part.header.len();
        self.pieces.iter_mut().for_each(|piece| piece.places_mut(width)[at] = ColumnSource::Nowhere);
    }

    /// Adds a column, which `make` makes of those of a piece: it receives where the piece has a column of the table.
    fn add(&mut self, name: String, make: impl Fn(&dyn Fn(usize) -> Option<usize>) -> Option<ColumnSource>) {
        let width = self.part.header.len();
        for piece in &mut self.pieces {
            let places = piece.places_mut(width);
            let own = |at: usize| if let Some(ColumnSource::At(own)) = places.get(at) { Some(*own) } else { None };
            let made = make(&own).unwrap_or(ColumnSource::Nowhere);
            places.push(made);
        }
        self.part.header.push(name);
    }
}

/// Puts the parts of opened files together. A part that is `alone`, because the user named it, is not a piece of another.
pub fn group(parts: Vec<(usize, Part)>, alone: impl Fn(&Part) -> bool) -> Vec<PieceGroup> {
    let mut places: HashMap<(bool, String, Option<String>), Vec<usize>> = HashMap::new();
    let mut groups: Vec<Vec<(usize, Part)>> = Vec::new();
    // The columns of the first part of each group: of many files, each is compared with all groups.
    let mut columns: Vec<Vec<String>> = Vec::new();
    // The file of each group that has a name.
    let mut files: HashMap<(usize, String), String> = HashMap::new();
    for (input, part) in parts {
        let own = names(&part.header);
        if !alone(&part) {
            let candidates = places.entry(key(&part)).or_default();
            let fits = |group: &&usize| {
                // A part that Spark left empty has no columns, and no rows either.
                let is_empty = groups[**group][0].1.header.is_empty() || part.header.is_empty();
                let is_copy = || files.get(&(**group, plain_name(&part))).is_some_and(|file| *file != part.file);
                (is_empty && part.folder.is_some()) || (are_alike(&columns[**group], &own) && !is_copy())
            };
            if let Some(group) = candidates.iter().find(fits) {
                files.insert((*group, plain_name(&part)), part.file.clone());
                groups[*group].push((input, part));
                continue;
            }
            candidates.push(groups.len());
        }
        files.insert((groups.len(), plain_name(&part)), part.file.clone());
        groups.push(vec![(input, part)]);
        columns.push(own);
    }
    groups.into_iter().map(together).collect()
}

/// The place and name of a part without its format. A file in two formats, or compressed too, is a copy and not another piece.
fn plain_name(part: &Part) -> String {
    let file = Path::new(&part.label).with_file_name(without_endings(&part.file).to_lowercase());
    format!("{}\n{:?}\n{:?}", file.display(), part.sheet, part.schema)
}

/// What pieces of one table have in common: tables of two schemas are never pieces of one.
fn key(part: &Part) -> (bool, String, Option<String>) {
    let name = match (&part.folder, &part.sheet) {
        (Some(folder), _) => folder.clone(),
        (None, Some(_)) => stem(&Path::new(&part.file).file_stem().unwrap_or_default().to_string_lossy()),
        // A name such as 2024-01.csv has no stem, so its folder names the table.
        (None, None) => match stem(&part.name) {
            stem if stem.is_empty() => Path::new(&part.label).with_file_name("").to_string_lossy().into_owned(),
            stem => stem,
        },
    };
    (part.hidden, name, part.sheet.as_deref().map(stem).or_else(|| part.schema.clone()))
}

/// The names of columns in one order, each once.
fn names(header: &[String]) -> Vec<String> {
    let mut names: Vec<String> = header.iter().map(|n| normalise(n)).filter(|n| !n.is_empty()).collect();
    names.sort_unstable();
    names.dedup();
    names
}

/// Whether most of these [`names`] are the same.
fn are_alike(one: &[String], other: &[String]) -> bool {
    let both = one.iter().filter(|name| other.binary_search(name).is_ok()).count();
    both > 0 && both * 3 >= one.len().max(other.len()) * 2
}

fn together(mut parts: Vec<(usize, Part)>) -> PieceGroup {
    parts.sort_by_key(|(_, part)| part.header.is_empty());
    let mut header: Vec<String> = Vec::new();
    for (_, part) in &parts {
        let names = || part.header.iter().chain(part.keys.iter().map(|(name, _)| name));
        let missing = numbered(names()).into_iter().zip(names());
        let there: Vec<(String, usize)> = numbered(header.iter());
        header.extend(missing.filter(|(name, _)| !there.contains(name)).map(|(_, name)| name.clone()));
    }
    let columns = numbered(header.iter());
    let piece = |(input, part): (usize, Part)| {
        let places = (part.header != header).then(|| places(&part, &columns));
        Piece { input, part, places }
    };
    let pieces: Vec<Piece> = parts.into_iter().map(piece).collect();
    PieceGroup { part: whole(&pieces, header), pieces }
}

/// The names of columns as they are compared, each with how many of that name are before it.
fn numbered<'n>(names: impl Iterator<Item = &'n String>) -> Vec<(String, usize)> {
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    let mut number = |name: &String| {
        let name = normalise(name);
        let count = seen.entry(name.clone()).or_insert(0);
        *count += 1;
        (name, *count - 1)
    };
    names.map(&mut number).collect()
}

fn places(part: &Part, columns: &[(String, usize)]) -> Vec<ColumnSource> {
    let own = numbered(part.header.iter());
    let place = |column: &(String, usize)| {
        let at = own.iter().position(|name| name == column).map(ColumnSource::At);
        let key = || part.keys.iter().find(|(name, _)| column.1 == 0 && normalise(name) == column.0);
        at.unwrap_or_else(|| key().map_or(ColumnSource::Nowhere, |(_, value)| ColumnSource::Given(value.clone())))
    };
    columns.iter().map(place).collect()
}

/// A part that represents all pieces.
fn whole(pieces: &[Piece], header: Vec<String>) -> Part {
    let first = &pieces[0].part;
    let mut part = Part { header, ..first.clone() };
    if let Some(folder) = &first.folder {
        part.file = format!("{}/", Path::new(folder).file_name().unwrap_or_default().to_string_lossy());
        part.label.clone_from(folder);
    } else if pieces.len() > 1 {
        let all = |of: fn(&Part) -> &str| pattern(&pieces.iter().map(|piece| of(&piece.part)).collect::<Vec<_>>());
        let stem = stem(&first.name);
        if !stem.is_empty() {
            part.name = stem;
        }
        part.file = all(|part| &part.file);
        part.label = all(|part| &part.label);
        part.sheet = first.sheet.is_some().then(|| all(|part| part.sheet.as_deref().unwrap_or_default()));
    }
    part
}

/// The piece that each row of a table is in, where it has several: they are numbered through, as if the files were
/// pasted one below the other.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RowPlaces(Vec<(u64, String)>);

impl RowPlaces {
    /// The rows after `before` are of the next piece.
    pub fn begin(&mut self, before: u64, piece: &Part) {
        let name = piece.sheet.as_ref().map_or_else(|| piece.file.clone(), |sheet| format!("{}: {sheet}", piece.file));
        self.0.push((before, name));
    }

    /// The file of a row and its number in it; no file where there is only one.
    pub fn of(&self, number: u64) -> (Option<&str>, u64) {
        let next = self.0.partition_point(|(before, _)| *before < number);
        match next.checked_sub(1).and_then(|at| self.0.get(at)) {
            Some((before, name)) if self.0.len() > 1 => (Some(name), number - before),
            _ => (None, number),
        }
    }

    /// A row for a message: `row 7`, or `may.csv, row 7`.
    pub fn named(&self, number: u64) -> String {
        match self.of(number) {
            (Some(file), row) => format!("{file}, row {row}"),
            (None, row) => format!("row {row}"),
        }
    }

    /// An example of a finding with the rows in it named by file: `row 7: "x"` begins so, and `as in row 5` ends so.
    pub fn renamed(&self, example: &str, number: u32) -> String {
        let Some(rest) = example.strip_prefix(&format!("row {number}")).filter(|_| self.0.len() > 1) else {
            return example.to_owned();
        };
        let rest = match rest.rsplit_once("as in row ").and_then(|(start, row)| Some((start, row.parse().ok()?))) {
            Some((start, row)) => format!("{start}as in {}", self.named(row)),
            None => rest.to_owned(),
        };
        format!("{}{rest}", self.named(u64::from(number)))
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn part(file: &str, header: &str) -> Part {
        let name = Path::new(file).file_stem().unwrap().to_string_lossy().into_owned();
        let header = header.split(',').map(str::to_owned).collect();
        Part { name, file: file.to_owned(), label: format!("d/{file}"), header, header_row: 1, ..Part::default() }
    }

    fn sheet(sheet: &str, header: &str) -> Part {
        Part { name: sheet.to_owned(), sheet: Some(sheet.to_owned()), ..part("shop.xlsx", header) }
    }

    fn grouped(parts: Vec<Part>) -> Vec<(String, usize)> {
        let groups = group(parts.into_iter().enumerate().collect(), |part| part.file == "alone_1.csv");
        groups.into_iter().map(|g| (g.part.file, g.pieces.len())).collect()
    }

    #[test]
    fn files_of_one_stem_and_the_same_columns_are_one_table() {
        let months = ["tx_2024_01.csv", "tx_2024_02.csv", "tx-2024-Mar.csv"].map(|file| part(file, "id,day"));
        assert_eq!(grouped(months.into()), [("tx*.csv".to_owned(), 3)]);
        for (one, other) in [
            (part("customers.csv", "id,age"), part("Dim_Customer.csv", "id,age")),
            (part("info_1.csv", "id,age"), part("info_2.csv", "id,city")),
            (part("customers_v1.csv", "id,age"), part("customers_v2.csv", "id,age")),
            (part("customers.csv", "id,age"), part("customers (1).csv", "id,age")),
            (part("orders.csv", "id,day"), part("orders.csv.gz", "id,day")),
            (part("tx_1.csv", "id,day"), part("TX_1.parquet", "id,day")),
            (part("alone_1.csv", "id,age"), part("alone_2.csv", "id,age")),
            (sheet("North", "id,age"), sheet("South", "id,age")),
        ] {
            assert_eq!(grouped(vec![one, other]).len(), 2);
        }
        let sheets = ["Jan", "février", "März 2024"].map(|name| sheet(name, "id,day"));
        assert_eq!(grouped(sheets.into()).len(), 1);
    }

    #[test]
    fn columns_are_matched_by_name() {
        let (a, b) = (part("tx_1.csv", "id,day,amount"), part("tx_2.csv", "Amount,ID,day,branch"));
        let groups = group(vec![(0, a), (1, b)], |_| false);
        let [one] = groups.as_slice() else { panic!("{groups:?}") };
        assert_eq!((one.part.header.join(","), one.part.name.as_str()), ("id,day,amount,branch".to_owned(), "tx"));
        assert_eq!(
            one.pieces[0].places,
            Some(vec![ColumnSource::At(0), ColumnSource::At(1), ColumnSource::At(2), ColumnSource::Nowhere])
        );
        assert_eq!(one.pieces[1].places, Some([1, 2, 0, 3].map(ColumnSource::At).into()));
    }

    #[test]
    fn a_folder_of_parts_names_the_table_and_its_keys() {
        let of = |file: &str, month: &str, header: &str| Part {
            name: "transactions".to_owned(),
            folder: Some("d/transactions".to_owned()),
            keys: vec![("month".to_owned(), month.to_owned())],
            ..part(file, header)
        };
        let mut empty = of("part-0.csv", "3", "x");
        empty.header.clear();
        let parts = vec![(0, empty), (1, of("part-1.csv", "1", "id")), (2, of("part-2.csv", "2", "id"))];
        let groups = group(parts, |_| false);
        let [one] = groups.as_slice() else { panic!("{groups:?}") };
        assert_eq!((one.part.name.as_str(), one.part.header.join(",")), ("transactions", "id,month".to_owned()));
        let month = |value: &str| Some(vec![ColumnSource::At(0), ColumnSource::Given(value.to_owned())]);
        assert_eq!((&one.pieces[0].places, &one.pieces[1].places), (&month("1"), &month("2")));
    }

    #[test]
    fn rows_are_named_by_their_file() {
        let mut places = RowPlaces::default();
        places.begin(0, &part("a.csv", "id"));
        assert_eq!(places.named(7), "row 7");
        places.begin(9, &part("b.csv", "id"));
        assert_eq!((places.named(9), places.named(11)), ("a.csv, row 9".to_owned(), "b.csv, row 2".to_owned()));
        assert_eq!(places.renamed("row 12: \"7\" as in row 3", 12), "b.csv, row 3: \"7\" as in a.csv, row 3");
        assert_eq!(places.renamed("column 3", 12), "column 3");
    }
}
