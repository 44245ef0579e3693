//! A table as lines of text.

use crate::report::document::blocks::{BlockCell, BlockColumn, Side, TableBlock};
use crate::wording::text::{clean, clip, graphemes, pad_left, pad_right, width, wrapped};

/// Blanks before a line and between two columns.
const GAP: &str = "  ";
/// Smallest width of a text column, and the largest that its longest word can ask for.
const LEAST: usize = 8;
const LEAST_OF_WORDS: usize = 12;
/// Largest width of a text column in a table that goes on below.
const APART: usize = 20;
/// Most lines of a cell; a longer one is cut.
const LINES: usize = 4;
/// Bars take the remaining width, within these bounds; below the first they are left out.
const BARS: std::ops::RangeInclusive<usize> = 4..=24;

/// The lines of a table, none wider than `page`. Columns are as wide as their widest cell. If they do not fit, short
/// titles are used first, then spare columns are left out, then text wraps; numbers are never cut: columns without room
/// follow in a second table, after the first column again.
pub fn lines(table: &TableBlock, page: usize) -> Vec<String> {
    let titles = |title: fn(&BlockColumn) -> &str| -> Vec<String> {
        table.columns.iter().map(|column| clean(title(column)).into_owned()).collect()
    };
    let (full, short) = (titles(|column| &column.title), titles(|column| &column.short));
    let titles = if total(&widths(table, &full)) <= page { full } else { short };
    let mut widths = widths(table, &titles);
    if total(&widths) > page {
        let spare =
            widths.iter_mut().zip(&table.columns).filter(|(_, column)| column.spare && column.side != Side::Bar);
        spare.for_each(|(width, _)| *width = 0);
    }
    let bars = widths.iter().zip(&table.columns).position(|(width, column)| column.side == Side::Bar && *width > 0);
    if let Some(bars) = bars {
        let others = total(&widths) - widths[bars];
        let room = page.saturating_sub(others).min(*BARS.end());
        widths[bars] = if room < *BARS.start() { 0 } else { room };
    }
    narrow(&mut widths, table, page);
    let parts = parts(&widths, page);
    parts.iter().flat_map(|shown| part(table, &titles, &widths, shown, page)).collect()
}

/// The widest cell or title of each column; for bars the smallest width.
fn widths(table: &TableBlock, titles: &[String]) -> Vec<usize> {
    let widest = |at: usize| table.rows.iter().map(|row| row.get(at).map_or(0, |cell| width(&written(cell)))).max();
    titles.iter().enumerate().map(|(at, title)| widest(at).unwrap_or(0).max(width(title))).collect()
}

/// The columns that a line takes.
fn total(widths: &[usize]) -> usize {
    widths.iter().filter(|width| **width > 0).map(|width| width + GAP.len()).sum()
}

/// Makes text columns narrower: the widest first, and all of them together; no more than to [`APART`] where the numbers
/// need a second table whatever the text takes.
fn narrow(widths: &mut [usize], table: &TableBlock, page: usize) {
    let columns = &table.columns;
    let is_text = |at: usize| columns[at].side == Side::Left;
    // `frequent,` needs nine columns for its comma.
    let longest_word = |at: usize| {
        let cells = table.rows.iter().filter_map(|row| row.get(at)).map(written);
        cells.flat_map(|cell| cell.split(' ').map(width).collect::<Vec<_>>()).max().unwrap_or(0)
    };
    let least = |at: usize| longest_word(at).clamp(LEAST, LEAST_OF_WORDS);
    let narrowest: Vec<usize> = widths
        .iter()
        .enumerate()
        .map(|(at, width)| if is_text(at) { (*width).min(least(at)) } else { *width })
        .collect();
    if total(&narrowest) > page {
        let most = APART.min(page / 2).max(LEAST);
        widths.iter_mut().enumerate().filter(|(at, _)| is_text(*at)).for_each(|(_, width)| *width = (*width).min(most));
        return;
    }
    for _ in page..total(widths) {
        let words = widths.iter_mut().zip(&narrowest).filter(|(width, least)| **width > **least);
        let Some((widest, _)) = words.max_by_key(|(width, _)| **width) else { return };
        *widest -= 1;
    }
}

/// The columns that fit side by side, with the first column in every part.
fn parts(widths: &[usize], page: usize) -> Vec<Vec<usize>> {
    let mut parts: Vec<Vec<usize>> = Vec::new();
    let mut used = 0;
    for (at, width) in widths.iter().enumerate().filter(|(_, width)| **width > 0) {
        let needed = width + GAP.len();
        match parts.last_mut() {
            Some(part) if used + needed <= page || part.len() < 2 => {
                part.push(at);
                used += needed;
            }
            Some(part) => {
                let first = part[0];
                used = widths[first] + GAP.len() + needed;
                parts.push(vec![first, at]);
            }
            None => {
                parts.push(vec![at]);
                used = needed;
            }
        }
    }
    parts
}

fn part(table: &TableBlock, titles: &[String], widths: &[usize], shown: &[usize], page: usize) -> Vec<String> {
    let row = |cell: &dyn Fn(usize) -> Vec<String>| -> Vec<String> {
        let cells: Vec<(usize, Vec<String>)> = shown.iter().map(|at| (*at, cell(*at))).collect();
        let height = cells.iter().map(|(_, lines)| lines.len()).max().unwrap_or(0);
        let line = |below: usize| -> String {
            let flush = |(at, lines): &(usize, Vec<String>)| {
                let text = lines.get(below).map_or("", String::as_str);
                let text = match table.columns[*at].side {
                    Side::Right => pad_left(text, widths[*at]),
                    Side::Left | Side::Bar => pad_right(text, widths[*at]),
                };
                GAP.to_owned() + &text
            };
            cells.iter().map(flush).collect()
        };
        (0..height).map(|below| clip(line(below).trim_end(), page).into_owned()).collect()
    };
    let title = row(&|at| fitted(&titles[at], widths[at]));
    let title = title.into_iter().filter(|line| !line.is_empty());
    let cells = table.rows.iter().flat_map(|cells| {
        row(&|at| match cells.get(at) {
            Some(BlockCell::Bar(fraction)) => vec![bar(*fraction, widths[at])],
            Some(cell) => fitted(&written(cell), widths[at]),
            None => Vec::new(),
        })
    });
    title.chain(cells).collect()
}

/// Text wrapped into the lines of a column; a longer word is split.
fn fitted(text: &str, columns: usize) -> Vec<String> {
    if width(text) <= columns {
        return vec![text.to_owned()];
    }
    let mut lines: Vec<String> = wrapped(text, columns).iter().flat_map(|line| broken(line, columns)).collect();
    if lines.len() > LINES {
        lines.truncate(LINES);
        lines[LINES - 1] = clip(&format!("{} ……", lines[LINES - 1]), columns).into_owned();
    }
    lines
}

/// A line in pieces of at most this number of columns.
fn broken(line: &str, columns: usize) -> Vec<String> {
    let mut pieces = vec![String::new()];
    for grapheme in graphemes(line) {
        let last = pieces.len() - 1;
        if width(&pieces[last]) + width(grapheme) > columns && !pieces[last].is_empty() {
            pieces.push(grapheme.to_owned());
        } else {
            pieces[last].push_str(grapheme);
        }
    }
    pieces
}

/// The text of a cell; text from the data is made harmless here.
fn written(cell: &BlockCell) -> String {
    match cell {
        BlockCell::Text(text) | BlockCell::Heat(text, _) => clean(text).into_owned(),
        BlockCell::Mark(mark) => mark.number.clone(),
        BlockCell::Bar(_) => " ".repeat(*BARS.start()),
    }
}

/// A bar that fills `fraction` of `columns` columns, in eighths; a value above 0 is always visible.
pub fn bar(fraction: f64, columns: usize) -> String {
    const EIGHTHS: [&str; 8] = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"];
    if fraction <= 0.0 {
        return String::new();
    }
    let eighths = ((fraction * (8 * columns) as f64).round() as usize).clamp(1, 8 * columns);
    "█".repeat(eighths / 8) + EIGHTHS[eighths % 8]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_words_go_on_below_and_the_longest_are_cut() {
        assert_eq!(fitted("distinct_branches of all", 8), ["distinct", "_branche", "s", "of all"]);
        assert_eq!(fitted(&"東京".repeat(20), 8), ["東京東京", "東京東京", "東京東京", "東京東…"]);
    }

    #[test]
    fn bars_and_long_titles_give_way_and_numbers_follow_below() {
        let columns = [
            BlockColumn::left("city"),
            BlockColumn::bar(),
            BlockColumn::right("customers").short("size"),
            BlockColumn::right("share"),
        ];
        let mut table = TableBlock::new("", "", columns);
        table.row([BlockCell::from("Cairo"), BlockCell::Bar(0.5), "1,234".into(), "61.7%".into()]);
        let written = |page| lines(&table, page).join("\n");
        assert_eq!(written(40), "  city                  customers  share\n  Cairo  ██████▌            1,234  61.7%");
        assert_eq!(written(28), "  city           size  share\n  Cairo  ██▌    1,234  61.7%");
        assert_eq!(written(26), "  city    size  share\n  Cairo  1,234  61.7%");
        assert_eq!(written(16), "  city    size\n  Cairo  1,234\n  city   share\n  Cairo  61.7%");
    }

    /// A second table is needed whatever the first column takes, so its text stays whole.
    #[test]
    fn text_keeps_its_width_where_numbers_follow_below() {
        let columns = [BlockColumn::left("feature")].into_iter().chain(["1", "2", "3"].map(BlockColumn::right));
        let mut table = TableBlock::new("", "", columns);
        table.row(["days active", "7.7 (125)", "1.0 (17)", "16.5 (268)"]);
        let expected = [
            "  feature              1         2",
            "  days active  7.7 (125)  1.0 (17)",
            "  feature               3",
            "  days active  16.5 (268)",
        ];
        assert_eq!(lines(&table, 36), expected);
    }
}
