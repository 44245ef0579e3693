//! Blocks of a report: headings, key figures, tables, charts and sentences, as plain values.

/// A report.
#[derive(Clone, Debug, PartialEq)]
pub struct Document {
    /// Its title.
    pub title: String,
    /// The data it is about: names and values.
    pub about: Vec<(&'static str, String)>,
    /// Its sections.
    pub sections: Vec<Section>,
    /// Reference text: pages have it, the text form leaves it out.
    pub appendix: Vec<Section>,
}

/// A heading with its blocks.
#[derive(Clone, Debug, PartialEq)]
pub struct Section {
    /// The heading.
    pub heading: &'static str,
    /// The blocks, in order.
    pub blocks: Vec<Block>,
}

/// A block of a section.
#[derive(Clone, Debug, PartialEq)]
pub enum Block {
    /// A paragraph.
    Text(String),
    /// A warning.
    Caution(String),
    /// A command to copy.
    Command(String),
    /// The heading of one segment.
    Segment(Mark, String),
    /// Key figures.
    Figures(Vec<Figure>),
    /// Terms, each with one or more sentences.
    Entries(Entries),
    /// A table.
    Table(TableBlock),
    /// A chart.
    Chart(Chart),
}

/// A key figure.
#[derive(Clone, Debug, PartialEq)]
pub struct Figure {
    /// Its name.
    pub name: &'static str,
    /// Its value.
    pub value: String,
    /// A note.
    pub note: String,
}

/// A list of terms.
#[derive(Clone, Debug, PartialEq)]
pub struct Entries {
    /// Its title; may be empty.
    pub title: String,
    /// Its entries.
    pub list: Vec<Entry>,
}

/// A term with its sentences.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// The term.
    pub term: String,
    /// A short note beside it; may be empty.
    pub note: String,
    /// Sentences.
    pub text: String,
}

/// The number of a segment and its palette slot; no slot for customers without a segment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// The text.
    pub number: String,
    /// The slot of its colour.
    pub slot: Option<usize>,
}

impl Mark {
    /// The mark of customers without a segment.
    pub fn none() -> Self {
        Self { number: "·".to_owned(), slot: None }
    }
}

/// The content of a column, which decides its alignment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// Text.
    Left,
    /// Numbers.
    Right,
    /// Bars; left out if there is no room.
    Bar,
}

/// A column of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BlockColumn {
    /// Its title; may be empty.
    pub title: String,
    /// A shorter title for narrow pages.
    pub short: String,
    /// Its content.
    pub side: Side,
    /// Whether a narrow page leaves it out.
    pub spare: bool,
}

impl BlockColumn {
    fn new(title: impl Into<String>, side: Side) -> Self {
        let title = title.into();
        Self { short: title.clone(), title, side, spare: side == Side::Bar }
    }

    /// A text column.
    pub fn left(title: impl Into<String>) -> Self {
        Self::new(title, Side::Left)
    }

    /// A number column.
    pub fn right(title: impl Into<String>) -> Self {
        Self::new(title, Side::Right)
    }

    /// A bar column.
    pub fn bar() -> Self {
        Self::new("", Side::Bar)
    }

    /// With a shorter title for narrow pages.
    #[must_use]
    pub fn short(self, short: impl Into<String>) -> Self {
        Self { short: short.into(), ..self }
    }

    /// Without the column on narrow pages.
    #[must_use]
    pub fn spare(self) -> Self {
        Self { spare: true, ..self }
    }
}

/// A cell of a table.
#[derive(Clone, Debug, PartialEq)]
pub enum BlockCell {
    /// Text or a number.
    Text(String),
    /// A segment.
    Mark(Mark),
    /// A bar: the fraction of the column's width.
    Bar(f64),
    /// A number of a heat map, with its intensity from 0 to 1.
    Heat(String, f64),
}

impl BlockCell {
    /// A bar for `value` in a column whose longest bar is `most`.
    pub fn bar(value: u64, most: u64) -> Self {
        Self::Bar(fraction(value, most))
    }

    /// A number of a heat map in which `most` has full intensity.
    pub fn heat(text: String, value: u64, most: u64) -> Self {
        Self::Heat(text, fraction(value, most))
    }
}

fn fraction(value: u64, most: u64) -> f64 {
    if most > 0 { value as f64 / most as f64 } else { 0.0 }
}

impl From<String> for BlockCell {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<&str> for BlockCell {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

/// A table.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TableBlock {
    /// Its title; may be empty.
    pub title: String,
    /// Its unit and n; may be empty.
    pub unit: String,
    /// Its columns.
    pub columns: Vec<BlockColumn>,
    /// Its rows, each with a cell for every column.
    pub rows: Vec<Vec<BlockCell>>,
}

impl TableBlock {
    /// An empty table.
    pub fn new(
        title: impl Into<String>,
        unit: impl Into<String>,
        columns: impl IntoIterator<Item = BlockColumn>,
    ) -> Self {
        let columns = columns.into_iter().collect();
        Self { title: title.into(), unit: unit.into(), columns, rows: Vec::new() }
    }

    /// Adds a row.
    pub fn row(&mut self, cells: impl IntoIterator<Item = impl Into<BlockCell>>) {
        self.rows.push(cells.into_iter().map(Into::into).collect());
    }
}

/// A chart.
#[derive(Clone, Debug, PartialEq)]
pub struct Chart {
    /// Its title.
    pub title: String,
    /// Its unit and n.
    pub unit: String,
    /// A note; may be empty.
    pub note: String,
    /// The data.
    pub plot: Plot,
}

/// The data of a chart. Every number is finite.
#[derive(Clone, Debug, PartialEq)]
pub enum Plot {
    /// Counts over time.
    Periods(Vec<Bucket>),
    /// A score over K, and the K that is shown.
    Curve(Vec<(usize, f64)>, usize),
    /// A scatter of customers.
    Scatter(Scatter),
    /// The quartiles of a feature by segment.
    Strips(Vec<Strip>),
}

/// A period.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bucket {
    /// Its key, such as `2024-07`.
    pub label: String,
    /// Claims in it.
    pub claims: u64,
    /// Burns in it.
    pub burns: u64,
    /// Whether it is incomplete.
    pub partial: bool,
}

/// A scatter of customers.
#[derive(Clone, Debug, PartialEq)]
pub struct Scatter {
    /// Titles of the axes: horizontal, vertical.
    pub axes: [String; 2],
    /// By segment: its mark, its points and the mean of all its points, including those not drawn.
    pub groups: Vec<Cloud>,
}

/// The customers of a segment in a scatter.
#[derive(Clone, Debug, PartialEq)]
pub struct Cloud {
    /// The segment.
    pub mark: Mark,
    /// Points.
    pub points: Vec<(f64, f64)>,
    /// The mean of all its customers; `None` for those without a segment.
    pub centre: Option<(f64, f64)>,
}

/// The quartiles of a segment's customers in one feature.
#[derive(Clone, Debug, PartialEq)]
pub struct Strip {
    /// The segment.
    pub mark: Mark,
    /// First quartile, median, third quartile, mean.
    pub quartiles: [f64; 4],
    /// The text beside it.
    pub text: String,
}
