//! Candidates for tables, and the decisions about them.

use std::collections::BTreeMap;

use super::sample::Sample;
use crate::data::layout::Layout;
use crate::data::part::Part;
use crate::data::pieces::Piece;
use crate::data::schema::Table;

/// A file or sheet that may be a table.
pub struct Candidate {
    /// Which of the opened files it is in.
    pub input: usize,
    /// Where in the file it is; where it is in several, what they have in common.
    pub part: Part,
    /// The files or sheets that it is in.
    pub pieces: Vec<Piece>,
    /// Its first rows.
    pub sample: Sample,
    /// The table it is named after.
    pub named: Option<Table>,
    /// The table it is; none when it is not used.
    pub role: Option<Table>,
    /// Why, in a few words.
    pub reason: String,
    /// It looks like a table for which the mapping names another part, or which a visible sheet is.
    pub passed_over: bool,
    /// It is a hidden sheet, and another one is this table.
    pub spare: Option<Table>,
}

/// Why a table cannot be recognised.
#[derive(Debug)]
pub enum Problem {
    /// A part that is meant as a table (by its place among the candidates) lacks columns.
    Missing(usize, Layout),
    /// Two parts may be one table.
    Rivals(Table, usize, usize),
    /// A part has no header.
    Empty(usize, Table),
}

/// Where a file of products has the columns that the lines of orders lack.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Products {
    /// The place of the file among the candidates.
    pub at: usize,
    /// The columns with the number of a product, its name, and its price where the lines have none.
    pub id: usize,
    /// See [`Products::id`].
    pub name: usize,
    /// See [`Products::id`].
    pub price: Option<usize>,
    /// The other columns that say what a product is: its category, its brand.
    pub others: Vec<usize>,
}

/// The tables, each with its place among the candidates and where its columns are, and what is left to decide.
#[derive(Default)]
pub struct Choice {
    /// The tables that were found.
    pub tables: BTreeMap<Table, (usize, Layout)>,
    /// Further tables of customers, with other columns of the same ones.
    pub joined: Vec<(usize, Layout)>,
    /// The names of the products of purchases.
    pub products: Option<Products>,
    /// The open decisions.
    pub problems: Vec<Problem>,
}
