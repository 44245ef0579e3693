//! Where things are on the screen, recorded while they are drawn. So the mouse needs no second layout that could differ.

use std::cell::RefCell;

use ratatui::layout::{Position, Rect};

use crate::app::{Gesture, Msg, Panel, Spot};

/// The areas of a drawn screen with what is there; later ones lie on top.
#[derive(Debug, Default)]
pub struct Zones(RefCell<Vec<(Rect, Spot)>>);

impl Zones {
    /// Notes what is in an area.
    pub fn add(&self, area: Rect, spot: Spot) {
        if !area.is_empty() {
            self.0.borrow_mut().push((area, spot));
        }
    }

    /// Notes an overlay: what is beside it closes it.
    pub fn overlay(&self, frame: Rect, area: Rect) {
        self.add(area, Spot::Outside);
        self.add(frame, Spot::Overlay);
    }

    /// Notes the entries of an open list.
    pub fn entries(&self, places: impl IntoIterator<Item = (usize, Rect)>) {
        places.into_iter().for_each(|(entry, place)| self.add(place, Spot::Entry(entry)));
    }

    /// What the mouse means at a column and row, for the model; `None` where there is nothing to point at.
    pub fn pointed(&self, gesture: Gesture, position: (u16, u16)) -> Option<Msg> {
        let spot = self.at(position)?;
        let top = if let Spot::Row(panel, _) | Spot::Cell(panel, ..) = spot { self.top(panel) } else { None };
        Some(Msg::Pointed(gesture, spot, top))
    }

    /// The first visible row of a panel.
    fn top(&self, panel: Panel) -> Option<usize> {
        let row = |spot: &Spot| match spot {
            Spot::Row(of, row) | Spot::Cell(of, row, _) if *of == panel => Some(*row),
            _ => None,
        };
        self.0.borrow().iter().filter_map(|(_, spot)| row(spot)).min()
    }

    /// Where the rows of a panel are; of a heat map, their cells, each with its column.
    pub fn rows_of(&self, panel: Panel) -> Vec<(usize, Option<usize>, Rect)> {
        let row = |(place, spot): &(Rect, Spot)| match spot {
            Spot::Row(of, row) if *of == panel => Some((*row, None, *place)),
            Spot::Cell(of, row, column) if *of == panel => Some((*row, Some(*column), *place)),
            _ => None,
        };
        self.0.borrow().iter().filter_map(row).collect()
    }

    /// Where a row of a panel is.
    pub fn place(&self, panel: Panel, row: usize) -> Option<Rect> {
        let is_it = |spot: &Spot| matches!(spot, Spot::Row(of, at) if (*of, *at) == (panel, row));
        self.0.borrow().iter().find(|(_, spot)| is_it(spot)).map(|(place, _)| *place)
    }

    /// What is at a column and row; `None` where there is nothing to point at.
    pub fn at(&self, (x, y): (u16, u16)) -> Option<Spot> {
        let zones = self.0.borrow();
        zones.iter().rev().find(|(area, _)| area.contains(Position { x, y })).map(|(_, spot)| *spot)
    }
}

/// The rows of an area, one for each entry of a list from the first shown.
pub fn rows(area: Rect, entries: impl IntoIterator<Item = usize>) -> impl Iterator<Item = (usize, Rect)> {
    entries.into_iter().zip(area.top()..area.bottom()).map(move |(entry, y)| (entry, Rect { y, height: 1, ..area }))
}
