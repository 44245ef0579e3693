//! Where a table's columns are in a header.

use std::collections::BTreeMap;

use super::cleaned;
use super::mapping::Mapping;
use super::schema::{ColumnSpec, Need, Table, TableSpec, bare, normalise};

/// Why a column is recognised as one of the schema.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// The user says so.
    Given,
    /// Its name is that of the schema.
    Name,
    /// Its name is another one that is known.
    OtherName,
    /// Its values decide, and no other column has such values.
    Content,
}

/// Whether the values of a column can be those of one of the schema.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Suit {
    /// They can.
    Yes,
    /// It has no value: a column with suitable values is preferred.
    Unfilled,
    /// They cannot.
    No,
}

/// How the column at a position of the header suits this one of the schema, as far as its values show.
pub type Suits<'a> = &'a dyn Fn(&ColumnSpec, usize) -> Suit;

/// The position in `header` of each column of a table: names that a mapping gives win over exact ones, those over other
/// names, those over generic ones. A column without suitable values is taken only if no other column with such a name has
/// them. In a table that `clean` wrote, the header names the columns of the schema.
fn assign(
    spec: &TableSpec,
    header: &[String],
    mapping: &Mapping,
    generic: bool,
    suits: Suits<'_>,
) -> Vec<Option<FoundColumn>> {
    let given = |column: &ColumnSpec| {
        let name = mapping.column(spec.table, column.name).filter(|name| !name.trim().is_empty())?;
        Some((header.iter().position(|h| h.trim() == name.trim())?, Why::Given))
    };
    let mut found: Vec<Option<FoundColumn>> = spec.columns.iter().map(given).collect();
    if let Some(known) = cleaned::columns(spec.table, header) {
        for (at, column) in known.into_iter().enumerate() {
            let is_free = found.iter().flatten().all(|(taken, _)| *taken != at);
            if found[column].is_none() && is_free {
                found[column] = Some((at, Why::Name));
            }
        }
        return found;
    }
    let bare: Vec<String> = header.iter().map(|h| bare(h)).collect();
    let header: Vec<String> = header.iter().map(|h| normalise(h)).collect();
    for rank in Rank::ALL {
        for (i, column) in spec.columns.iter().enumerate() {
            if found[i].is_some() || mapping.is_without(spec.table, column.name) || (rank == Rank::Generic && !generic)
            {
                continue;
            }
            let free = |at: &usize| found.iter().flatten().all(|(taken, _)| taken != at);
            let fits = |at: &usize| {
                free(at) && rank.least().is_none_or(|least| [Suit::Yes, least].contains(&suits(column, *at)))
            };
            let among = |names: &[String], name: &str| (0..names.len()).filter(|at| names[*at] == name).find(fits);
            let place = |name: &str| among(&header, name);
            // Additions of export programs to names are ignored only if no column has the exact name.
            let first = |names: &[&str]| {
                let whole = names.iter().find_map(|name| place(name));
                whole.or_else(|| names.iter().find_map(|name| among(&bare, name)))
            };
            let why = if rank == Rank::Exact { Why::Name } else { Why::OtherName };
            let at = match rank {
                Rank::Exact => place(&normalise(column.name)),
                Rank::Other => first(column.aliases).or_else(|| among(&bare, &normalise(column.name))),
                Rank::Generic => first(column.generic),
                Rank::Fallback => first(column.fallback),
                Rank::Unfilled => first(column.aliases).or_else(|| first(column.fallback)),
                // How dates are written may be clear only from all rows of the column.
                Rank::Unsuited if column.need == Need::Required || column.name.ends_with("_date") => {
                    first(column.aliases)
                }
                Rank::Unsuited => None,
            };
            found[i] = at.map(|at| (at, why));
        }
    }
    found
}

/// Where a column is, and why it is that one.
type FoundColumn = (usize, Why);

/// Names in the order in which they are tried.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Rank {
    Exact,
    Other,
    Generic,
    Fallback,
    Unfilled,
    Unsuited,
}

impl Rank {
    const ALL: [Self; 6] = [Self::Exact, Self::Other, Self::Generic, Self::Fallback, Self::Unfilled, Self::Unsuited];

    /// How the values must suit at least; none where all do.
    fn least(self) -> Option<Suit> {
        match self {
            Self::Exact | Self::Unsuited => None,
            Self::Unfilled => Some(Suit::Unfilled),
            Self::Other | Self::Generic | Self::Fallback => Some(Suit::Yes),
        }
    }
}

/// Where a table's columns are in a header.
#[derive(Clone, Debug)]
pub struct Layout {
    /// Which table.
    pub table: Table,
    /// All column names as written.
    pub header: Vec<String>,
    /// Whether each row is a customer, identified by its row number because there is no column of ids.
    pub by_row: bool,
    /// Whether no column says when the events were, and they are read all the same.
    pub undated: bool,
    found: Vec<Option<FoundColumn>>,
}

impl Layout {
    /// A header without a known column.
    pub fn bare(table: Table, header: Vec<String>) -> Self {
        Self { table, header, by_row: false, undated: false, found: vec![None; table.spec().columns.len()] }
    }

    /// Finds the columns of `table`, some of which a mapping may give other names. Names that many tables share (`id`, `name`,
    /// `date`) count where `generic` says that the table is known otherwise.
    pub fn find(table: Table, header: Vec<String>, mapping: &Mapping, generic: bool, suits: Suits<'_>) -> Self {
        let found = assign(table.spec(), &header, mapping, generic, suits);
        Self { table, header, by_row: false, undated: false, found }
    }

    /// Takes the column at a position for the one of this name, because of its values.
    pub fn guess(&mut self, name: &str, at: usize) {
        if let Some(i) = self.table.spec().columns.iter().position(|c| c.name == name)
            && self.found[i].is_none_or(|(there, _)| there != at)
        {
            self.found[i] = Some((at, Why::Content));
        }
    }

    /// Clears the positions of all columns except these.
    pub fn keep_only(&mut self, names: &[&str]) {
        for (column, place) in self.table.spec().columns.iter().zip(&mut self.found) {
            if !names.contains(&column.name) {
                *place = None;
            }
        }
    }

    /// Clears the position of the column of that name.
    pub fn forget(&mut self, name: &str) -> Option<usize> {
        let i = self.table.spec().columns.iter().position(|c| c.name == name)?;
        self.found[i].take().map(|(at, _)| at)
    }

    /// The layout with columns of another table of the same kind after its own.
    #[must_use]
    pub fn joined(&self, other: &Self, columns: &[usize]) -> Self {
        let further = columns.iter().map(|at| other.header[*at].clone());
        let header: Vec<String> = self.header.iter().cloned().chain(further).collect();
        let place = |(own, its): (&Option<FoundColumn>, &Option<FoundColumn>)| {
            own.or_else(|| {
                let (at, why) = (*its)?;
                columns.iter().position(|column| *column == at).map(|further| (self.header.len() + further, why))
            })
        };
        let found = self.found.iter().zip(&other.found).map(place).collect();
        Self { table: self.table, header, by_row: false, undated: self.undated || other.undated, found }
    }

    /// Whether `clean` wrote the table.
    pub fn is_cleaned(&self) -> bool {
        cleaned::is_cleaned(self.table, &self.header)
    }

    /// Required columns that were not found.
    pub fn missing(&self) -> Vec<&'static ColumnSpec> {
        let columns = self.table.spec().columns.iter().zip(&self.found);
        let is_spared = |name: &str| match name {
            "customer_id" => self.by_row,
            "transaction_date" => self.undated,
            _ => false,
        };
        let has = |c: &ColumnSpec, at: &Option<FoundColumn>| at.is_some() || is_spared(c.name);
        columns.filter(|(c, at)| c.need == Need::Required && !has(c, at)).map(|(c, _)| c).collect()
    }

    /// Why the column of that name is where it is.
    pub fn why(&self, name: &str) -> Option<Why> {
        let i = self.table.spec().columns.iter().position(|c| c.name == name)?;
        self.found[i].map(|(_, why)| why)
    }

    /// How many columns were found by their names.
    pub fn named(&self) -> usize {
        self.found.iter().flatten().filter(|(_, why)| *why != Why::Content).count()
    }

    /// Whether no column of the schema is at a position.
    pub fn is_free(&self, position: usize) -> bool {
        self.found.iter().flatten().all(|(at, _)| *at != position)
    }

    /// Where the column of that name is.
    pub fn at(&self, name: &str) -> Option<usize> {
        let columns = self.table.spec().columns;
        columns.iter().position(|c| c.name == name).and_then(|i| self.found[i]).map(|(at, _)| at)
    }

    /// The known column at a position of the header.
    pub fn known(&self, position: usize) -> Option<&'static ColumnSpec> {
        let index = self.found.iter().position(|place| place.is_some_and(|(at, _)| at == position))?;
        self.table.spec().columns.get(index)
    }

    /// The names of columns that are not known.
    pub fn unknown(&self) -> impl Iterator<Item = &str> {
        let names = self.header.iter().enumerate().filter(|(at, _)| self.is_free(*at));
        names.map(|(_, name)| name.trim()).filter(|name| !name.is_empty())
    }

    /// How many cells a row must have: trailing commas of the header name no column.
    pub fn width(&self) -> usize {
        self.header.iter().rposition(|name| !name.trim().is_empty()).map_or(0, |last| last + 1)
    }

    /// Names that several columns have, each with the positions of all of them.
    pub fn repeated(&self) -> Vec<(&str, Vec<usize>)> {
        let mut places: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for (at, name) in self.header.iter().enumerate() {
            places.entry(name.trim()).or_default().push(at);
        }
        places.into_iter().filter(|(name, at)| !name.is_empty() && at.len() > 1).collect()
    }

    /// Columns that coupon data should have and this table does not.
    pub fn absent(&self) -> impl Iterator<Item = &'static ColumnSpec> {
        let columns = self.table.spec().columns.iter().zip(&self.found);
        columns.filter(|(c, at)| c.need == Need::Expected && at.is_none()).map(|(c, _)| c)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn header(names: &[&str]) -> Vec<String> {
        names.iter().map(|&n| n.to_owned()).collect()
    }

    fn find(table: Table, names: &[&str]) -> Layout {
        Layout::find(table, header(names), &Mapping::default(), true, &|_, _| Suit::Yes)
    }

    #[test]
    fn exact_names_win_over_aliases() {
        let layout = find(Table::Customers, &["Customer", "customer_id", "city"]);
        assert_eq!((layout.at("customer_id"), layout.at("city_id"), layout.at("gender_id")), (Some(1), Some(2), None));
        assert!(layout.known(0).is_none());
        assert_eq!(layout.absent().map(|c| c.name).collect::<Vec<_>>(), ["join_date", "gender_id"]);
        let generic = find(Table::Cities, &["id", "name"]);
        assert_eq!((generic.at("city_id"), generic.at("city_name")), (Some(0), Some(1)));
    }

    #[test]
    fn every_missing_column_is_named() {
        let missing: Vec<&str> = find(Table::Transactions, &["wer", "wann"]).missing().iter().map(|c| c.name).collect();
        assert_eq!(missing, ["customer_id", "transaction_date"]);
    }

    #[test]
    fn a_column_that_does_not_suit_leaves_its_name_to_another() {
        let names = header(&["client", "payment", "net sales", "used"]);
        let suits = |column: &ColumnSpec, at: usize| {
            if column.name != "amount" || at == 2 { Suit::Yes } else { Suit::No }
        };
        let layout = Layout::find(Table::Transactions, names, &Mapping::default(), true, &suits);
        assert_eq!((layout.at("amount"), layout.at("transaction_status")), (Some(2), Some(3)));
    }

    #[test]
    fn a_column_without_values_goes_after_one_that_has_some() {
        let suits = |_: &ColumnSpec, at: usize| if at == 2 || at == 3 { Suit::Unfilled } else { Suit::Yes };
        let find = |names: &[&str]| Layout::find(Table::Transactions, header(names), &Mapping::default(), true, &suits);
        let layout = find(&["client", "day", "Invoice ID", "SKU", "id", "category"]);
        assert_eq!((layout.at("transaction_id"), layout.at("product")), (Some(4), Some(5)));
        let layout = find(&["client", "day", "Invoice ID", "SKU"]);
        assert_eq!((layout.at("transaction_id"), layout.at("product")), (Some(2), Some(3)));
    }
}
