//! Raw rows behind a finding, as they are in the file.
//!
//! Facts keep no raw values, so the file is read again, up to the last row needed.

use std::ops::ControlFlow;

use super::cell::Row;
use super::error::DataError;
use super::first_rows;
use super::layout::Layout;
use super::load;
use super::load_options::LoadOptions;
use super::pieces::RowPlaces;
use super::plan::Plan;
use super::schema::Table;
use crate::progress::Progress;

/// Some rows of a table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RawRows {
    /// The column names as written.
    pub header: Vec<String>,
    /// The column of the schema for each of these columns, if recognised.
    pub known: Vec<Option<&'static str>>,
    /// The rows by number (the header is row 1), with their values as written; a ragged row has a different number of
    /// values than there are columns.
    pub rows: Vec<(u32, Vec<String>)>,
    /// Which of these rows come from which file, if the table has several.
    pub places: RowPlaces,
}

/// Reads the rows of `table` with these numbers, which ascend; `None` if there is no such table.
///
/// # Errors
/// [`DataError`] if the data can no longer be read, or the work was cancelled.
pub fn raw_rows(
    options: &LoadOptions,
    table: Table,
    numbers: &[u32],
    progress: &Progress,
) -> Result<RawRows, DataError> {
    let mut found = RawRows::default();
    let mut wanted = numbers.iter().copied().peekable();
    let (mut plan, _) = load::find(options, progress)?;
    let layout = each_row(&mut plan, table, progress, &mut |number, row| {
        while wanted.next_if(|w| u64::from(*w) < number).is_some() {}
        if let Some(number) = wanted.next_if(|w| u64::from(*w) == number) {
            found.rows.push((number, (0..row.len()).map(|c| row.cell(c).to_string()).collect()));
        }
        if wanted.peek().is_some() { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    })?;
    if let Some((layout, places)) = layout {
        found.places = places;
        found.known = (0..layout.header.len()).map(|at| layout.known(at).map(|c| c.name)).collect();
        found.header = layout.header;
    }
    Ok(found)
}

/// Passes each row of `table` to `watch` until it breaks; returns the positions of its columns and which rows come from
/// which file, `None` if there is no such table.
pub(super) fn each_row(
    plan: &mut Plan,
    table: Table,
    progress: &Progress,
    watch: &mut dyn FnMut(u64, &dyn Row) -> ControlFlow<()>,
) -> Result<Option<(Layout, RowPlaces)>, DataError> {
    let Some(located) = plan.tables.get(&table) else {
        return Ok(None);
    };
    let places = first_rows::each_row(&mut plan.inputs, located, (plan.budget, None), progress, watch)?;
    Ok(Some((located.layout.clone(), places)))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn rows_come_as_they_are_written() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(
            folder.path().join("customers.csv"),
            "customer_id,city\n 1 ,Cairo\n2\n\n\"3\",\"a\nb\"\n,NULL,x\n5,Giza\n",
        )
        .unwrap();
        let options = LoadOptions { paths: vec![folder.path().to_path_buf()], ..LoadOptions::default() };
        let rows = raw_rows(&options, Table::Customers, &[2, 3, 5, 7], &Progress::new()).unwrap();
        assert_eq!(
            (rows.header, rows.known),
            (vec!["customer_id".into(), "city".into()], vec![Some("customer_id"), Some("city_id")])
        );
        let shown: Vec<(u32, Vec<&str>)> =
            rows.rows.iter().map(|(n, cells)| (*n, cells.iter().map(String::as_str).collect())).collect();
        assert_eq!(
            shown,
            [(2, vec![" 1 ", "Cairo"]), (3, vec!["2"]), (5, vec!["3", "a\nb"]), (7, vec!["", "NULL", "x"])]
        );
        assert_eq!(raw_rows(&options, Table::Cities, &[2], &Progress::new()).unwrap(), RawRows::default());
    }
}
