//! Columns of a table, and how they shrink in little room.

use ratatui::style::Style;

use crate::ui::theme::Theme;
use crate::wording::text::clean;

/// The alignment of a column.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Align {
    /// Text.
    #[default]
    Left,
    /// Numbers.
    Right,
}

/// The direction a table is sorted in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// Smallest first.
    Ascending,
    /// Largest first.
    Descending,
}

/// A column: its header, and how it shrinks in little room.
#[derive(Clone, Debug)]
pub struct TableColumn {
    pub(super) header: String,
    pub(super) align: Align,
    pub(super) least: Option<u16>,
    pub(super) most: Option<u16>,
    pub(super) grow: bool,
    pub(super) yields: bool,
    pub(super) priority: u8,
    pub(super) order: Option<Order>,
    pub(super) current: bool,
    pub(super) style: Option<Style>,
}

impl TableColumn {
    /// A column of text: it may be clipped, down to six columns or [`TableColumn::min`].
    pub fn text(header: &str) -> Self {
        Self { least: Some(6), ..Self::number(header) }.align(Align::Left)
    }

    /// A column of numbers: right-aligned and never clipped; if it does not fit, it is not drawn.
    pub fn number(header: &str) -> Self {
        Self {
            header: clean(header).into_owned(),
            align: Align::Right,
            least: None,
            most: None,
            grow: false,
            yields: false,
            priority: 0,
            order: None,
            current: false,
            style: None,
        }
    }

    /// The alignment of the column.
    #[must_use]
    pub fn align(mut self, align: Align) -> Self {
        self.align = align;
        self
    }

    /// The smallest width of the column.
    #[must_use]
    pub fn min(mut self, least: u16) -> Self {
        self.least = Some(least);
        self
    }

    /// The largest width of the column, however long its content.
    #[must_use]
    pub fn max(mut self, most: u16) -> Self {
        self.most = Some(most);
        self
    }

    /// Takes its share of the room that is left over.
    #[must_use]
    pub fn grow(mut self) -> Self {
        self.grow = true;
        self
    }

    /// The column says what others say: it is dropped before a name is cut. Columns of bars are such by themselves.
    #[must_use]
    pub fn yields(mut self) -> Self {
        self.yields = true;
        self
    }

    /// When the column is dropped in little room: higher goes earlier; among equals the one further right.
    #[must_use]
    pub fn priority(mut self, priority: u8) -> Self {
        self.priority = priority;
        self
    }

    /// Marks the column that the table is sorted by.
    #[must_use]
    pub fn sorted(mut self, order: Order) -> Self {
        self.order = Some(order);
        self
    }

    /// Marks the column of the cursor.
    #[must_use]
    pub fn current(mut self) -> Self {
        self.current = true;
        self
    }

    /// Another style for this header, which serves as the legend of a chart beside it.
    #[must_use]
    pub fn style(mut self, style: Style) -> Self {
        self.style = Some(style);
        self
    }

    /// The header with the sign of its order.
    pub(super) fn title(&self, theme: &Theme) -> String {
        let arrow = match self.order {
            None => return self.header.clone(),
            Some(Order::Ascending) => theme.glyphs.pick("↑", " ^"),
            Some(Order::Descending) => theme.glyphs.pick("↓", " v"),
        };
        format!("{}{arrow}", self.header)
    }
}
