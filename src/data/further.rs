//! The columns of a table that are not in the schema.

use super::cleaned::{self, ACCEPTED};
use super::layout::Layout;
use crate::unique_names::unique_names;

/// Their positions in the header, and their names, which are unique and differ from the columns of the schema. If two are
/// called `age` in the file, the second is `age.1`, both when reading and when writing.
pub fn further_names(layout: &Layout) -> Vec<(usize, String)> {
    let accepted = cleaned::accepted(&layout.header);
    let is_further = |at: &usize| layout.is_free(*at) && accepted != Some(*at) && !layout.header[*at].trim().is_empty();
    let places: Vec<usize> = (0..layout.header.len()).filter(is_further).collect();
    let known = layout.table.spec().columns.iter().map(|column| column.name).chain([ACCEPTED]);
    let names = places.iter().map(|at| layout.header[*at].trim());
    let unique = unique_names(known.clone().chain(names).map(str::to_owned));
    places.into_iter().zip(unique.into_iter().skip(known.count())).collect()
}

/// Columns that the frame of customers has already.
const RESERVED: [&str; 3] = ["join_day", "city", "gender"];

/// The name of a further column of customers in their frame.
pub fn frame_name(name: &str) -> String {
    if RESERVED.contains(&name) { format!("customers.{name}") } else { name.to_owned() }
}
