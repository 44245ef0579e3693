//! Chart widgets: plain values in, cells out. Each is a builder that implements [`ratatui::widgets::Widget`], takes a
//! [`Theme`](super::theme::Theme) for its styles and glyphs, draws at any size without panicking, and never outside its
//! area. `cargo run --example charts` prints the common ones.

mod axis;
mod axis_lines;
mod bars;
mod bins;
mod box_lines;
mod curve;
mod curves;
mod dendrogram;
mod diverging_bars;
mod donut;
mod dots;
#[cfg(test)]
mod gallery;
mod heat;
mod histogram;
mod intervals;
mod k_distance;
mod legend;
mod line;
mod pen;
mod root_axis;
mod scatter;
mod scroll;
mod silhouette_plot;
mod spans;
mod sparkline;
mod stacked_bar;
mod strip;
mod table;
#[cfg(test)]
mod testing;
mod ticks;
mod trends;

pub use self::bars::{Bar, BarList};
pub use self::bins::BinBars;
pub use self::curve::Curve;
pub use self::curves::Curves;
pub use self::dendrogram::{Dendrogram, DendrogramLeaf, Joint};
pub use self::diverging_bars::{DivergingBar, DivergingBars};
pub use self::donut::Donut;
pub use self::heat::{Heat, HeatRow, PARTIAL};
pub use self::histogram::{Bins, Histogram};
pub use self::intervals::{Intervals, Strip};
pub use self::k_distance::KDistance;
pub use self::legend::SegmentMark;
pub use self::line::LineChart;
pub use self::scatter::{Scatter, ScatterPoint};
pub use self::scroll::{scroll_bar, window};
pub use self::silhouette_plot::{SilhouetteBand, SilhouettePlot};
pub use self::spans::{TimeSpan, TimeSpans};
pub use self::sparkline::Sparkline;
pub use self::stacked_bar::{part_style, stacked_bar_line};
pub use self::strip::QuartileStrip;
pub use self::table::{Align, Order, Row, TableCell, TableColumn, TableWidget};
pub use self::trends::Trends;
