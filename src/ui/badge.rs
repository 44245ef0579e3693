//! Short marks of segments that panels and pages share: number and colour, index with a sign.

use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::theme::Theme;
use crate::analysis::Segmentation;
use crate::wording::text::{NONE, number};

/// A segment's number and its colour: `1■`.
pub fn badge(theme: &Theme, segmentation: &Segmentation, label: usize) -> Line<'static> {
    let slot = segmentation.colours.get(label).copied().unwrap_or(label);
    let style = theme.segment_style(slot);
    Line::from(Span::styled(format!("{}{}", theme.segment_glyph(label), theme.glyphs.square()), style))
}

/// The index with a sign if it is well above or below the average; the sign does not mean good or bad.
pub fn signed_index(theme: &Theme, index: Option<f64>) -> Span<'static> {
    let (sign, style) = match index {
        Some(i) if i >= 120.0 => (theme.glyphs.side(true), theme.above),
        Some(i) if i <= 80.0 => (theme.glyphs.side(false), theme.below),
        _ => (" ", Style::new()),
    };
    let index = index.map_or_else(|| NONE.to_owned(), |i| number(i, 0));
    Span::styled(format!("{index:>4}{sign}"), style)
}
