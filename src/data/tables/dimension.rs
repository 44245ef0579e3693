//! Genders, cities, branches and merchants: ids with names, and for branches the merchant of each.

use super::intake::Builder;
use super::keys::{KeyColumn, NO_CODE};
use crate::data::cell::{Cell, Row};
use crate::data::facts::Dimension;
use crate::data::findings::{Check, Finding};
use crate::data::ids::{IdIndex, Key};
use crate::data::layout::Layout;
use crate::data::schema::Table;
use crate::data::tally::Tally;

/// Collects the rows of a dimension table.
#[derive(Debug)]
pub struct DimensionBuilder<'a> {
    table: Table,
    id: Option<usize>,
    name: Option<usize>,
    merchant: Option<usize>,
    merchants: KeyColumn<'a>,
    index: IdIndex,
    names: Vec<Option<String>>,
    rows: Vec<u64>,
    nulls: Tally,
    duplicates: Tally,
}

/// A finished dimension.
#[derive(Debug, Default)]
pub struct LoadedDimension {
    /// Ids and names, sorted by id.
    pub dimension: Dimension,
    /// Finds the code of an id.
    pub index: IdIndex,
    /// The row of the file of each, by code.
    pub rows: Vec<u64>,
    /// For branches: the code of the merchant of each, or [`NO_CODE`].
    pub merchant: Vec<u32>,
    /// For branches without a merchants table: the merchants they name.
    pub merchants: Option<Dimension>,
    /// Findings.
    pub findings: Vec<Finding>,
}

impl<'a> DimensionBuilder<'a> {
    /// A builder for a table with this layout; `merchants` are the ids that branches refer to.
    pub fn new(layout: &Layout, merchants: Option<&'a IdIndex>, loose: bool) -> Self {
        let (id, name) = match layout.table {
            Table::Genders => ("gender_id", "gender_name"),
            Table::Cities => ("city_id", "city_name"),
            Table::Branches => ("branch_id", "branch_name"),
            _ => ("merchant_id", "merchant_name"),
        };
        let merchant = if layout.table == Table::Branches { layout.at("merchant_id") } else { None };
        Self {
            table: layout.table,
            id: layout.at(id),
            name: layout.at(name),
            merchant,
            merchants: KeyColumn::new(merchants, loose),
            index: IdIndex::new(loose),
            names: Vec::new(),
            rows: Vec::new(),
            nulls: Tally::default(),
            duplicates: Tally::default(),
        }
    }

    /// Sorts by id.
    pub fn finish(mut self) -> LoadedDimension {
        let rank = self.index.sort();
        let mut names = vec![None; rank.len()];
        let mut merchant = vec![NO_CODE; rank.len()];
        let mut rows = vec![0; rank.len()];
        let id_column = self.table.spec().columns.first().map(|c| c.name);
        let key = |check, tally: Tally| tally.finding(check, Table::Branches, Some("merchant_id"));
        let mut findings = vec![
            self.nulls.finding(Check::NullId, self.table, id_column),
            self.duplicates.finding(Check::DuplicateId, self.table, id_column),
            key(Check::NullId, std::mem::take(&mut self.merchants.nulls)),
            key(Check::OrphanKey, std::mem::take(&mut self.merchants.orphans)),
        ];
        let (codes, merchants) = self.merchants.finish_sorted();
        for (old, &new) in rank.iter().enumerate() {
            names[new as usize] = self.names[old].take();
            rows[new as usize] = self.rows[old];
            merchant[new as usize] = codes.get(old).copied().unwrap_or(NO_CODE);
        }
        LoadedDimension {
            dimension: Dimension { ids: self.index.ids(), names },
            index: self.index,
            rows,
            merchant,
            merchants: merchants.filter(|m| !m.is_empty()),
            findings: findings.drain(..).flatten().collect(),
        }
    }
}

impl Builder for DimensionBuilder<'_> {
    fn push(&mut self, number: u64, row: &dyn Row) {
        let at = |column: Option<usize>| column.map_or(Cell::Empty, |c| row.cell(c));
        let Some(key) = Key::of(at(self.id)) else {
            return self.nulls.add_row(number);
        };
        if !self.index.insert(key).1 {
            return self.duplicates.add_cell(number, at(self.id));
        }
        self.names.push(at(self.name).name());
        self.rows.push(number);
        if self.merchant.is_some() {
            self.merchants.push(number, at(self.merchant), true);
        }
    }
}
