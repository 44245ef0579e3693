//! What a report is made of: headings, key figures, tables, charts and sentences, as plain values.

/// A report.
#[derive(Clone, Debug, PartialEq)]
pub struct Document {
    /// Its title.
    pub title: String,
    /// What it is of: names and values.
    pub about: Vec<(&'static str, String)>,
    /// What it says.
    pub sections: Vec<Section>,
    /// What is looked up: pages have it, the text form leaves it out.
    pub appendix: Vec<Section>,
}

/// A heading and what is below it.
#[derive(Clone, Debug, PartialEq)]
pub struct Section {
    /// The heading.
    pub heading: &'static str,
    /// What is below it, in order.
    pub blocks: Vec<Block>,
}

/// A piece of a section.
#[derive(Clone, Debug, PartialEq)]
pub enum Block {
    /// A paragraph.
    Text(String),
    /// A sentence to know before trusting the rest.
    Caution(String),
    /// A command to be copied.
    Command(String),
    /// The heading of one segment.
    Segment(Mark, String),
    /// Key figures.
    Figures(Vec<Figure>),
    /// Terms, each with a sentence or more.
    Entries(Entries),
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

/// A list of terms.
#[derive(Clone, Debug, PartialEq)]
pub struct Entries {
    /// What it lists; may be empty.
    pub title: String,
    /// Its entries.
    pub list: Vec<Entry>,
}

/// A term and what is said about it.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// The term.
    pub term: String,
    /// A few words beside it; may be empty.
    pub note: String,
    /// Sentences.
    pub text: String,
}

/// The number of a segment and its slot in the palette; no slot for customers in no segment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// What is written.
    pub number: String,
    /// The slot of its colour.
    pub slot: Option<usize>,
}

impl Mark {
    /// The mark of customers in no segment.
    pub fn none() -> Self {
        Self { number: "·".to_owned(), slot: None }
    }
}

/// What is in a column, and on which side it is flush.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// Words.
    Left,
    /// Numbers.
    Right,
    /// Bars; left out where there is no room.
    Bar,
}

/// A column of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// Its title; may be empty.
    pub title: String,
    /// A shorter title, where the page is narrow.
    pub short: String,
    /// What is in it.
    pub side: Side,
    /// Whether a narrow page leaves it out.
    pub spare: bool,
}

impl Column {
    fn new(title: impl Into<String>, side: Side) -> Self {
        let title = title.into();
        Self { short: title.clone(), title, side, spare: side == Side::Bar }
    }

    /// A column of words.
    pub fn left(title: impl Into<String>) -> Self {
        Self::new(title, Side::Left)
    }

    /// A column of numbers.
    pub fn right(title: impl Into<String>) -> Self {
        Self::new(title, Side::Right)
    }

    /// A column of bars.
    pub fn bar() -> Self {
        Self::new("", Side::Bar)
    }

    /// With a shorter title for narrow pages.
    #[must_use]
    pub fn short(self, short: impl Into<String>) -> Self {
        Self { short: short.into(), ..self }
    }

    /// Left out of narrow pages.
    #[must_use]
    pub fn spare(self) -> Self {
        Self { spare: true, ..self }
    }
}

/// A cell of a table.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    /// Words or a number.
    Text(String),
    /// A segment.
    Mark(Mark),
    /// A bar: the fraction of the column that it fills.
    Bar(f64),
    /// A number of a heat map, with its intensity from 0 to 1.
    Heat(String, f64),
}

impl Cell {
    /// A bar for `value` where `most` fills the column.
    pub fn bar(value: u64, most: u64) -> Self {
        Self::Bar(fraction(value, most))
    }

    /// A number of a heat map where `most` is the most intense.
    pub fn heat(text: String, value: u64, most: u64) -> Self {
        Self::Heat(text, fraction(value, most))
    }
}

fn fraction(value: u64, most: u64) -> f64 {
    if most > 0 { value as f64 / most as f64 } else { 0.0 }
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

/// A table.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Table {
    /// What it lists; may be empty.
    pub title: String,
    /// Its unit and n; may be empty.
    pub unit: String,
    /// Its columns.
    pub columns: Vec<Column>,
    /// Its rows, each with a cell for every column.
    pub rows: Vec<Vec<Cell>>,
}

impl Table {
    /// An empty table.
    pub fn new(title: impl Into<String>, unit: impl Into<String>, columns: impl IntoIterator<Item = Column>) -> Self {
        let columns = columns.into_iter().collect();
        Self { title: title.into(), unit: unit.into(), columns, rows: Vec::new() }
    }

    /// Adds a row.
    pub fn row(&mut self, cells: impl IntoIterator<Item = impl Into<Cell>>) {
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
    /// Counts over time.
    Periods(Vec<Bucket>),
    /// A score over K; the K that is shown.
    Curve(Vec<(usize, f64)>, usize),
    /// Customers in a plane.
    Scatter(Scatter),
    /// The quartiles of a feature, segment by segment.
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

/// Customers in a plane.
#[derive(Clone, Debug, PartialEq)]
pub struct Scatter {
    /// Titles of the axes: across, up.
    pub axes: [String; 2],
    /// By segment: its mark, its points and the mean of all its points, drawn or not.
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
