//! Rows of every table: read = used + set aside.
//!
//! ```text
//! table          read    used  set aside
//! customers     1,005   1,000  5  ragged_row 3, duplicate_id 2
//! ```

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::context::Context;
use crate::ui::charts::{Row, TableCell, TableColumn};
use crate::wording::text::count;

pub fn draw(context: &Context<'_>, area: Rect, buf: &mut Buffer) {
    let inner = context.frame("Rows read = used + set aside", "", area, buf);
    let columns = [
        TableColumn::text("table").min(12),
        TableColumn::number("read"),
        TableColumn::number("used"),
        TableColumn::number("aside"),
        TableColumn::text("because of").min(10).grow().priority(1),
    ];
    let rows: Vec<Row<'_>> = context
        .dataset
        .summary
        .source
        .readings
        .iter()
        .map(|reading| {
            let reasons: Vec<String> =
                reading.set_aside.iter().map(|(check, rows)| format!("{check} {}", count(*rows))).collect();
            Row::new([
                TableCell::from(reading.table.to_string()),
                TableCell::from(count(reading.read)),
                TableCell::from(count(reading.used)),
                TableCell::from(count(reading.read.saturating_sub(reading.used))),
                TableCell::from(reasons.join(", ")),
            ])
        })
        .collect();
    context.table(&columns, &rows, 2, inner, buf);
}
