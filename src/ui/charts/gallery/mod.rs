//! Every chart at three sizes, and once in ASCII, as snapshots for review. Names are long, of wide characters, or
//! right-to-left.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::ui::theme::{Glyphs, Theme};
use crate::wording::text::width;

mod clusters;
mod lists;
mod values;

/// A chart by the name of its module, with the columns and rows to draw it at.
struct Chart {
    name: &'static str,
    sizes: [(u16, u16); 3],
    draw: fn(&Theme, Rect, &mut Buffer),
}

/// Panels of a small, a common and a large screen.
const PANELS: [(u16, u16); 3] = [(24, 6), (48, 12), (96, 20)];
/// The same with rows for a short list.
const LISTS: [(u16, u16); 3] = [(24, 6), (48, 8), (96, 8)];
/// Cells of a table and lines of a panel.
const LINES: [(u16, u16); 3] = [(8, 1), (24, 1), (60, 1)];

const CHARTS: &[Chart] = &[
    Chart { name: "bars", sizes: LISTS, draw: lists::bars },
    Chart { name: "bins", sizes: PANELS, draw: values::bins },
    Chart { name: "silhouette_plot", sizes: PANELS, draw: clusters::silhouette_plot },
    Chart { name: "curves", sizes: PANELS, draw: clusters::curves },
    Chart { name: "dendrogram", sizes: PANELS, draw: clusters::dendrogram },
    Chart { name: "donut", sizes: PANELS, draw: lists::donut },
    Chart { name: "heat", sizes: PANELS, draw: values::heat },
    Chart { name: "heat_in_ink", sizes: PANELS, draw: values::heat_in_ink },
    Chart { name: "heat_of_names", sizes: PANELS, draw: values::heat_of_names },
    Chart { name: "histogram", sizes: PANELS, draw: values::histogram },
    Chart { name: "intervals", sizes: LISTS, draw: lists::intervals },
    Chart { name: "k_distance", sizes: PANELS, draw: clusters::k_distance },
    Chart { name: "legend", sizes: LINES, draw: clusters::legend },
    Chart { name: "line", sizes: PANELS, draw: values::line },
    Chart { name: "line_of_names", sizes: PANELS, draw: values::line_of_names },
    Chart { name: "diverging_bars", sizes: [(32, 6), (64, 6), (112, 6)], draw: lists::diverging_bars },
    Chart { name: "stacked_bar", sizes: LINES, draw: lists::stacked_bar },
    Chart { name: "scatter", sizes: PANELS, draw: clusters::scatter },
    Chart { name: "spans", sizes: LISTS, draw: values::spans },
    Chart { name: "sparkline", sizes: LINES, draw: values::sparkline },
    Chart { name: "strip", sizes: LINES, draw: lists::strip },
    Chart { name: "table", sizes: LISTS, draw: lists::table },
    Chart { name: "trends", sizes: PANELS, draw: values::trends },
];

/// Public items of [`super`] that draw nothing by themselves.
const NO_CHARTS: &[&str] = &["curve", "scroll"];

/// Typical names: short, long, wide, right-to-left, with a combining mark.
const NAMES: [&str; 7] = [
    "Cairo",
    "Alexandria and the North Coast",
    "上海南京路店",
    "الإسكندرية",
    "Sa\u{303}o Jose\u{301}",
    "東京",
    "Port Said",
];

/// The rows of a chart, each between two bars so that blanks at its ends are visible.
fn rows(chart: &Chart, (columns, rows): (u16, u16), theme: &Theme) -> String {
    let area = Rect::new(0, 0, columns, rows);
    let mut buf = Buffer::empty(area);
    (chart.draw)(theme, area, &mut buf);
    let rows: Vec<String> = (0..rows).map(|y| format!("|{}|", row(&buf, y, chart.name))).collect();
    rows.join("\n")
}

/// A row as a terminal shows it: a wide character takes the cell after its own, which must be left blank.
fn row(buf: &Buffer, y: u16, name: &str) -> String {
    let (mut row, mut x) = (String::new(), 0);
    while x < buf.area.width {
        let symbol = buf[(x, y)].symbol();
        let next = x + width(symbol).max(1) as u16;
        let covered = (x + 1..next).all(|x| x < buf.area.width && buf[(x, y)].symbol() == " ");
        assert!(covered, "{name}: {symbol} is cut in row {y}");
        row.push_str(symbol);
        x = next;
    }
    assert_eq!(width(&row), usize::from(buf.area.width), "{name}: row {y} does not end at the edge: {row}");
    row
}

/// All pictures of a chart, each below its size.
fn pictures(chart: &Chart) -> String {
    let (unicode, ascii) = (Theme::dark(), Theme::dark().with_glyphs(Glyphs::Ascii));
    let [small, middling, large] = chart.sizes;
    let themes =
        [(small, &unicode, ""), (middling, &unicode, ""), (large, &unicode, ""), (middling, &ascii, " in ASCII")];
    let pictures = themes.map(|(size, theme, how)| {
        let rows = rows(chart, size, theme);
        let strange = |glyph: &char| !glyph.is_ascii() && !NAMES.iter().any(|name| name.contains(*glyph));
        let beyond = rows.chars().find(strange).filter(|_| theme.glyphs.is_ascii());
        assert_eq!(beyond, None, "{} in ASCII:\n{rows}", chart.name);
        format!("{} × {}{how}\n{rows}\n", size.0, size.1)
    });
    pictures.join("\n")
}

#[test]
fn every_chart_at_three_sizes() {
    for chart in CHARTS {
        insta::assert_snapshot!(chart.name, pictures(chart));
    }
}

#[test]
fn no_chart_is_left_out() {
    let module = |line: &'static str| line.strip_prefix("pub use self::")?.split("::").next();
    let public = || include_str!("../mod.rs").lines().filter_map(module);
    assert!(public().count() > 20, "the list of charts is not where it was");
    let shown = |module: &&str| CHARTS.iter().any(|chart| chart.name == *module);
    let missing: Vec<&str> = public().filter(|module| !shown(module) && !NO_CHARTS.contains(module)).collect();
    assert!(missing.is_empty(), "charts without a snapshot: {missing:?}");
    assert!(NO_CHARTS.iter().all(|name| public().any(|module| module == *name)), "{NO_CHARTS:?}");
}
