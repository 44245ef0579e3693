//! An SVG picture, written shape by shape. Values that are not finite are not drawn.

use std::fmt::Write;

use super::escape::escaped;
use crate::wording::text::width;

/// Average width of a letter in labels.
const LETTER: f64 = 7.5;

/// A picture with a size in pixels.
pub(super) struct Svg {
    width: f64,
    height: f64,
    shapes: String,
}

impl Svg {
    pub fn new(width: f64, height: f64) -> Self {
        Self { width, height, shapes: String::new() }
    }

    /// Text whose baseline begins, ends or is centred at a point, depending on its class.
    pub fn text(&mut self, (x, y): (f64, f64), class: &str, text: &str) {
        let _ =
            writeln!(self.shapes, "<text x=\"{}\" y=\"{}\" class=\"{class}\">{}</text>", px(x), px(y), escaped(text));
    }

    /// A rectangle from its upper left corner, with rounded corners and a tooltip.
    pub fn rect(&mut self, (x, y): (f64, f64), (width, height): (f64, f64), class: &str, says: &str) {
        let _ = writeln!(
            self.shapes,
            "<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" rx=\"2\" class=\"{class}\"><title>{}</title></rect>",
            px(x),
            px(y),
            px(width.max(0.0)),
            px(height.max(0.0)),
            escaped(says)
        );
    }

    /// A line through points.
    pub fn line(&mut self, points: impl IntoIterator<Item = (f64, f64)>, class: &str) {
        let mut path = String::new();
        for (x, y) in points {
            let _ = write!(path, "{}{} {}", if path.is_empty() { 'M' } else { 'L' }, px(x), px(y));
        }
        self.path(&path, class);
    }

    /// Dots, as lines without length with round ends.
    pub fn dots(&mut self, points: impl IntoIterator<Item = (f64, f64)>, class: &str) {
        let mut path = String::new();
        for (x, y) in points {
            let _ = write!(path, "M{} {}h0", px(x), px(y));
        }
        self.path(&path, class);
    }

    /// A path in SVG notation; nothing if it is empty.
    pub fn path(&mut self, path: &str, class: &str) {
        if !path.is_empty() {
            let _ = writeln!(self.shapes, "<path class=\"{class}\" d=\"{path}\"/>");
        }
    }

    /// A circle with a tooltip.
    pub fn circle(&mut self, (x, y): (f64, f64), radius: f64, class: &str, says: &str) {
        let _ = writeln!(
            self.shapes,
            "<circle cx=\"{}\" cy=\"{}\" r=\"{}\" class=\"{class}\"><title>{}</title></circle>",
            px(x),
            px(y),
            px(radius),
            escaped(says)
        );
    }

    /// The picture; `title` (escaped) is its text for screen readers.
    pub fn finish(self, title: &str) -> String {
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {} {}\" style=\"max-width:{}px\" role=\"img\" \
             aria-label=\"{title}\">\n<title>{title}</title>\n{}</svg>\n",
            px(self.width),
            px(self.height),
            px(self.width),
            self.shapes
        )
    }
}

/// A coordinate with at most one decimal.
pub(super) fn px(value: f64) -> String {
    let value = if value.is_finite() { value } else { 0.0 };
    let text = format!("{value:.1}");
    text.strip_suffix(".0").unwrap_or(&text).to_owned()
}

/// Estimated width of a label.
pub(super) fn label_width(text: &str) -> f64 {
    width(text) as f64 * LETTER
}

/// The position of a value between the ends of an axis, 0 to 1; the middle if the ends are equal.
pub(super) fn share(value: f64, low: f64, high: f64) -> f64 {
    let share = (value - low) / (high - low);
    if share.is_finite() { share.clamp(0.0, 1.0) } else { 0.5 }
}

/// The smallest step (1, 2 or 5 times a power of ten) that divides `high` into at most `most` parts.
pub(super) fn step(high: f64, most: f64) -> f64 {
    let least = high / most;
    if !least.is_normal() || least <= 0.0 {
        return 1.0;
    }
    let power = 10_f64.powf(least.log10().floor());
    [1.0, 2.0, 5.0, 10.0].into_iter().map(|m| m * power).find(|step| *step >= least * (1.0 - 1e-9)).unwrap_or(power)
}
