//! The report as plain values: headings, key figures, tables, charts and notes. Markdown and HTML are two ways to write it.

mod action;
mod compose;
mod definitions;
mod loyalty;
mod profiles;
mod rfm;
mod scatter;
mod segments;

pub use compose::document;

/// A report.
#[derive(Clone, Debug, PartialEq)]
pub struct Document {
    /// Its title.
    pub title: String,
    /// What it is of: names and values.
    pub about: Vec<(&'static str, String)>,
    /// What it says.
    pub sections: Vec<Section>,
}

/// A heading and what stands below it.
#[derive(Clone, Debug, PartialEq)]
pub struct Section {
    /// The heading.
    pub heading: &'static str,
    /// What stands below it, in order.
    pub blocks: Vec<Block>,
}

/// A piece of a section.
#[derive(Clone, Debug, PartialEq)]
pub enum Block {
    /// A paragraph.
    Text(String),
    /// A sentence to know before trusting the rest.
    Warning(String),
    /// A command to be copied.
    Command(String),
    /// The heading of one segment.
    Segment(Mark, String),
    /// Key figures.
    Figures(Vec<Figure>),
    /// A table.
    Table(Table),
    /// A chart.
    Chart(Chart),
}

/// A key figure.
#[derive(Clone, Debug, PartialEq)]
pub struct Figure {
    /// What it is.
    pub name: &'static str,
    /// Its value.
    pub value: String,
    /// What to know of it.
    pub note: String,
}

/// The number of a segment and its slot in the palette; no slot for customers in no segment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// What is written.
    pub number: String,
    /// The slot of its colour.
    pub slot: Option<usize>,
}

/// On which side a column is flush.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// Words.
    Left,
    /// Numbers.
    Right,
}

/// A cell of a table.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    /// Words or a number.
    Text(String),
    /// A segment.
    Mark(Mark),
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

/// A table.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Table {
    /// What it lists, with n.
    pub caption: String,
    /// Titles and sides of its columns.
    pub columns: Vec<(String, Side)>,
    /// Its rows, each with a cell for every column.
    pub rows: Vec<Vec<Cell>>,
}

impl Table {
    /// An empty table.
    fn new(caption: impl Into<String>, columns: &[(&str, Side)]) -> Self {
        let columns = columns.iter().map(|(title, side)| ((*title).to_owned(), *side)).collect();
        Self { caption: caption.into(), columns, rows: Vec::new() }
    }

    /// Adds a row.
    fn row(&mut self, cells: impl IntoIterator<Item = impl Into<Cell>>) {
        self.rows.push(cells.into_iter().map(Into::into).collect());
    }
}

/// A chart.
#[derive(Clone, Debug, PartialEq)]
pub struct Chart {
    /// What it shows.
    pub title: String,
    /// Its unit and n.
    pub unit: String,
    /// What else to know; may be empty.
    pub note: String,
    /// What is drawn.
    pub plot: Plot,
}

/// What a chart draws. Every number is finite.
#[derive(Clone, Debug, PartialEq)]
pub enum Plot {
    /// Bars, one below the other.
    Bars(Vec<Bar>),
    /// Counts over time.
    Periods(Vec<Bucket>),
    /// A score over K; the K that is shown.
    Curve(Vec<(usize, f64)>, usize),
    /// Customers in a plane.
    Scatter(Scatter),
    /// The quartiles of a feature, segment by segment.
    Strips(Vec<Strip>),
}

/// A bar.
#[derive(Clone, Debug, PartialEq)]
pub struct Bar {
    /// What it stands for.
    pub label: String,
    /// How long it is.
    pub value: f64,
    /// What is written beside it.
    pub text: String,
}

/// A bucket of time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bucket {
    /// Its key, such as `2024-07`.
    pub label: String,
    /// Claims in it.
    pub claims: u64,
    /// Burns in it.
    pub burns: u64,
    /// Whether it is not whole.
    pub partial: bool,
}

/// Customers in a plane.
#[derive(Clone, Debug, PartialEq)]
pub struct Scatter {
    /// Titles of the axes: across, up.
    pub axes: [String; 2],
    /// By segment: its mark, its points and their mean, which stands for the points that are not drawn too.
    pub groups: Vec<Cloud>,
}

/// The customers of a segment in a plane.
#[derive(Clone, Debug, PartialEq)]
pub struct Cloud {
    /// The segment.
    pub mark: Mark,
    /// Points.
    pub points: Vec<(f64, f64)>,
    /// The mean of all its customers; none for those in no segment.
    pub centre: Option<(f64, f64)>,
}

/// The middle half of a segment's customers in one feature.
#[derive(Clone, Debug, PartialEq)]
pub struct Strip {
    /// The segment.
    pub mark: Mark,
    /// First quartile, median, third quartile, mean.
    pub quartiles: [f64; 4],
    /// What is written beside it.
    pub text: String,
}
