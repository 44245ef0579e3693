//! What to know before trusting the segments, below the curves by which they are chosen.

use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::context::Context;
use crate::app::selectors;
use crate::wording::text::{width, wrapped};

/// The sentences of a panel, in lines.
pub(super) struct Cautions {
    /// Warnings first, then why the verdict is as it is.
    lines: Vec<(String, Style)>,
    /// How many of the lines are warnings, which come before everything else.
    first: usize,
}

impl Cautions {
    pub fn new(context: &Context<'_>, columns: u16) -> Self {
        let (model, theme) = (context.model, context.theme);
        let wrap = |words: &str, style| wrapped(words, columns.into()).into_iter().map(move |line| (line, style));
        let warnings = selectors::warnings(model);
        let mut lines: Vec<_> = warnings.iter().flat_map(|words| wrap(&format!("! {words}"), theme.warning)).collect();
        let first = lines.len();
        lines.extend(selectors::why_verdict(model).into_iter().flat_map(|words| wrap(&words, theme.text)));
        Self { lines, first }
    }

    /// Adds them below other words, the first of which comes first, in some rows: the other words give way to warnings. If
    /// not all of them fit, the last line says so, with the key that shows them.
    pub fn below<'a>(self, mut words: Vec<Line<'a>>, rows: u16, context: &Context<'_>, columns: u16) -> Vec<Line<'a>> {
        let rows = usize::from(rows);
        words.truncate(rows.saturating_sub(self.first).max(1));
        let room = rows.saturating_sub(words.len());
        let mut lines = self.lines;
        if room < lines.len() {
            lines.truncate(room);
            match lines.last_mut() {
                Some((last, _)) => *last = context.goes_on(last, columns.into()),
                None => {
                    if let Some(last) = words.last_mut() {
                        cut(last, context, columns);
                    }
                }
            }
        }
        words.extend(lines.into_iter().map(|(words, style)| Line::styled(words, style)));
        words
    }
}

/// Ends a line of several styles as one that goes on, if there is room for the sign.
fn cut(line: &mut Line<'_>, context: &Context<'_>, columns: u16) {
    let sign = context.goes_on("", columns.into());
    if line.width() + width(&sign) <= usize::from(columns) {
        line.push_span(Span::styled(sign, context.theme.dim));
    }
}
