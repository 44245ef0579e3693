//! The explanation of a panel: what its numbers mean, and the statements that made them.

use std::sync::Arc;

use super::scroll::Scroll;
use crate::aggregate::sql::Statement;
use crate::app::motion::Motion;
use crate::app::panel::Panel;
use crate::wording::statements::{columns, lines};

/// More rows than the definitions of any panel have.
const MOST: usize = 200;

/// What is shown of an explanation.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Page {
    /// What the numbers mean.
    #[default]
    Meaning,
    /// The statements.
    Statements,
}

/// An open explanation.
#[derive(Clone, Debug, PartialEq)]
pub struct Explanation {
    /// The panel.
    pub panel: Panel,
    /// The statements by which a database made its numbers; empty where the rows are here.
    pub statements: Arc<[Statement]>,
    /// What is shown.
    pub page: Page,
    /// How far it is scrolled.
    pub scroll: Scroll,
}

impl Explanation {
    /// The explanation of a panel whose numbers these statements made.
    pub fn new(panel: Panel, statements: Arc<[Statement]>) -> Self {
        Self { panel, statements, page: Page::Meaning, scroll: Scroll { top: 0, rows: MOST } }
    }

    /// Shows the statements, or again what the numbers mean, on a screen of this width.
    pub fn turn(&mut self, screen: u16) {
        let (page, rows) = match self.page {
            Page::Meaning => (Page::Statements, lines(&self.statements, columns(screen)).len()),
            Page::Statements => (Page::Meaning, MOST),
        };
        (self.page, self.scroll) = (page, Scroll { top: 0, rows });
    }

    /// Scrolls.
    pub fn step(&mut self, motion: Motion, page: usize) {
        self.scroll.top = motion.within(self.scroll.top, page, self.scroll.rows);
    }
}
