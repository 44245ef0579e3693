//! A table whose columns have names that segscope knows, and values of every notation: what recognition has to tell apart.

use segscope::data::schema::SCHEMA;

/// Values that tell a column, or nearly.
const VALUES: [&str; 32] = [
    "",
    "1",
    "2",
    "17",
    "C7",
    "ann@example.com",
    "2024-01-03",
    "2024-01-03 10:00",
    "03.04.2024",
    "25/12/2024",
    "12/25/2024",
    "Jan 5, 2024",
    "45292",
    "1706659200",
    "20240131",
    "5",
    "12.50",
    "12,50",
    "1.234",
    "1.234,50",
    "€ 5",
    "-3",
    "(4)",
    "used",
    "claimed",
    "paid",
    "refunded",
    "yes",
    "no",
    "Cairo",
    "#REF!",
    "Total",
];

/// The name of a file and what is in it, as the bytes choose.
pub fn file(bytes: &[u8]) -> Option<(String, String)> {
    let [name, delimiter, width, rest @ ..] = bytes else { return None };
    let names: Vec<&str> = SCHEMA.iter().flat_map(|spec| spec.names).copied().chain(["export"]).collect();
    let columns: Vec<&str> = SCHEMA
        .iter()
        .flat_map(|spec| spec.columns)
        .flat_map(|column| [column.name].into_iter().chain(column.aliases.iter().copied()))
        .chain(
            SCHEMA
                .iter()
                .flat_map(|spec| spec.columns)
                .flat_map(|column| column.generic.iter().chain(column.fallback))
                .copied(),
        )
        .chain(["accepted_checks", "note", ""])
        .collect();
    let delimiter = [",", ";", "\t", "|"][usize::from(*delimiter) % 4];
    let width = usize::from(*width) % 9 + 1;
    // Two bytes a name: there are more names than bytes have values.
    let (header, cells) = rest.split_at_checked(2 * width)?;
    let header: Vec<&str> = header
        .chunks(2)
        .map(|pair| columns[(usize::from(pair[0]) << 8 | usize::from(pair[1])) % columns.len()])
        .collect();
    let mut text = header.join(delimiter) + "\n";
    for row in cells.chunks(width) {
        let row: Vec<&str> = row.iter().map(|value| VALUES[usize::from(*value) % VALUES.len()]).collect();
        text += &(row.join(delimiter) + "\n");
    }
    Some((format!("{}.csv", names[usize::from(*name) % names.len()]), text))
}
