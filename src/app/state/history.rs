//! What was typed into the filter field and the palette, oldest first.

/// Lines of each that are kept.
const MOST: usize = 100;

/// The lines typed so far.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct History {
    /// Filters.
    pub filters: Vec<String>,
    /// Commands of the palette.
    pub commands: Vec<String>,
}

impl History {
    /// Keeps a line as the newest; the same line again is kept once.
    pub fn keep(lines: &mut Vec<String>, line: &str) {
        let line = line.trim();
        if line.is_empty() {
            return;
        }
        lines.retain(|kept| kept != line);
        lines.push(line.to_owned());
        if lines.len() > MOST {
            lines.remove(0);
        }
    }
}
