//! Small sheets in memory: recognition reads them to their end, and the tables read them again.

use calamine::{Data, DataRef};

/// Sheets with more cells are read from the file each time.
const CELLS: usize = 200_000;

/// The rows of a sheet, as they are before merged cells are filled.
pub(super) struct HeldSheet {
    /// The index of the last row that it declares.
    pub declared: u32,
    /// The index of each row with a value, and its cells.
    rows: Vec<(u32, Vec<Data>)>,
    cells: usize,
}

impl HeldSheet {
    /// A sheet without rows.
    pub fn new(declared: u32) -> Self {
        Self { declared, rows: Vec::new(), cells: 0 }
    }

    /// Whether all rows are held.
    pub fn is_small(&self) -> bool {
        self.cells <= CELLS
    }

    /// Adds the next row.
    pub fn push(&mut self, at: u32, row: &[DataRef<'_>]) {
        self.cells += row.len();
        if self.is_small() {
            self.rows.push((at, row.iter().cloned().map(Data::from).collect()));
        } else {
            self.rows = Vec::new();
        }
    }

    /// The rows in order, with their index.
    pub fn rows(&self) -> impl Iterator<Item = (u32, Vec<DataRef<'_>>)> {
        self.rows.iter().map(|(at, cells)| (*at, cells.iter().map(lent).collect()))
    }
}

/// A value without a copy of its text.
fn lent(value: &Data) -> DataRef<'_> {
    match value {
        Data::String(text) => DataRef::SharedString(text),
        other => owned(other),
    }
}

/// A value of its own.
pub(super) fn owned(value: &Data) -> DataRef<'static> {
    match value {
        Data::Int(i) => DataRef::Int(*i),
        Data::Float(f) => DataRef::Float(*f),
        Data::String(s) => DataRef::String(s.clone()),
        Data::Bool(b) => DataRef::Bool(*b),
        Data::DateTime(d) => DataRef::DateTime(*d),
        Data::DateTimeIso(s) => DataRef::DateTimeIso(s.clone()),
        Data::DurationIso(s) => DataRef::DurationIso(s.clone()),
        Data::Error(e) => DataRef::Error(e.clone()),
        Data::Empty => DataRef::Empty,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_come_back_as_they_were() {
        let rows = [
            (3, vec![DataRef::SharedString("Cairo"), DataRef::Empty, DataRef::Float(1.5)]),
            (7, vec![DataRef::String("Giza".to_owned()), DataRef::Int(2), DataRef::Bool(true)]),
        ];
        let mut held = HeldSheet::new(9);
        for (at, row) in &rows {
            held.push(*at, row);
        }
        let texts = |row: &[DataRef<'_>]| -> Vec<Data> { row.iter().cloned().map(Data::from).collect() };
        let found: Vec<_> = held.rows().map(|(at, row)| (at, texts(&row))).collect();
        assert_eq!(found, rows.map(|(at, row)| (at, texts(&row))));
        assert!(held.is_small() && held.declared == 9);
    }

    #[test]
    fn large_sheets_are_not_held() {
        let mut held = HeldSheet::new(0);
        let row = vec![DataRef::Int(1); CELLS / 2];
        held.push(0, &row);
        assert!(held.is_small());
        held.push(1, &row);
        held.push(2, &row[..1]);
        assert!(!held.is_small());
        assert_eq!(held.rows().count(), 0);
    }
}
