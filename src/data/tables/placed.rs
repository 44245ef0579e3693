//! A row of a piece, with its cells where the table has them.

use super::joined::Joined;
use crate::data::cell::{Cell, Row};
use crate::data::dict_text::field;
use crate::data::ids::Key;
use crate::data::json_record::RecordRow;
use crate::data::pieces::ColumnSource;

/// A row with its cells where the table has them.
pub struct Placed<'r> {
    /// The row of the piece.
    pub row: &'r dyn Row,
    /// Where it has each column of the table.
    pub places: &'r [ColumnSource],
    /// The tables joined to this one.
    pub joined: &'r [Joined],
    /// The id of the row by which.
    pub id: Option<u64>,
    /// The element of a list in the row, where it has one.
    pub element: Option<RecordRow<'r>>,
    /// The table of products, and the number of that in the row.
    pub product: Option<(&'r Joined, u64)>,
}

impl<'r> Placed<'r> {
    /// The row with the product that it names in the column at a position.
    #[must_use]
    pub fn with_product(self, products: Option<&'r (Joined, usize)>) -> Self {
        let found = products.and_then(|(products, by)| Some((products, Key::of(self.cell(*by))?.fingerprint())));
        Self { product: found, ..self }
    }
}

impl Row for Placed<'_> {
    fn len(&self) -> usize {
        self.places.len()
    }

    fn cell(&self, column: usize) -> Cell<'_> {
        match self.places.get(column) {
            Some(ColumnSource::Once(_)) if self.continues() => Cell::Empty,
            Some(ColumnSource::At(at) | ColumnSource::Once(at)) => self.row.cell(*at),
            Some(ColumnSource::Given(value)) => Cell::Text(value),
            Some(ColumnSource::Joined(table, at)) => {
                let joined = self.joined.get(*table).zip(self.id);
                joined.map_or(Cell::Empty, |(joined, id)| joined.cell(id, *at))
            }
            Some(ColumnSource::JoinedOnce(table, at)) => {
                let joined = self.joined.get(*table).zip(self.id);
                joined.map_or(Cell::Empty, |(joined, id)| joined.cell_once(id, *at))
            }
            Some(ColumnSource::OfProduct(at, own)) => {
                let named = self.product.map_or(Cell::Empty, |(products, id)| products.cell(id, *at));
                let own = own.filter(|_| named.present() == Cell::Empty);
                own.map_or(named, |own| self.cell(own))
            }
            Some(ColumnSource::Element(_, at, _)) => self.element.as_ref().map_or(Cell::Empty, |e| e.cell(*at)),
            Some(ColumnSource::Made(date)) => date.cell(self.row),
            Some(ColumnSource::Field(at, name)) => match self.row.cell(*at) {
                Cell::Text(text) => field(text, name).map_or(Cell::Empty, Cell::Text),
                _ => Cell::Empty,
            },
            Some(ColumnSource::Nowhere) | None => Cell::Empty,
        }
    }

    fn continues(&self) -> bool {
        self.row.continues() || self.element.as_ref().is_some_and(Row::continues)
    }
}
