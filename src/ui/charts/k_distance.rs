//! The sorted k-distances of a density clustering, and the eps that cuts them: customers above the rule are no core
//! points.
//!
//! ```text
//!     │                                  ⢠
//! 1.5 ┤╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌⡎
//!     │                                  ⡇
//! 1.0 ┤─eps 0.909───────────────────────⢰⠁
//!     │                     knee 0.48  ⢀⠇
//! 0.5 ┤╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌⣀◆⠁╌╌
//!     │⣀⣀⣀⡠⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠔⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠋⠉⠉⠉⠉
//! 0.0 ┤╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌
//!      0%     25%      50%      75%   100%
//! ```

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::Widget;

use super::curve::Curve;
use super::line::LineChart;
use crate::ui::theme::Theme;

/// Steps of the x axis: a percent of the customers each.
const STEPS: usize = 100;

/// The k-distance chart.
///
/// ```
/// use ratatui::{buffer::Buffer, layout::Rect, widgets::Widget};
/// use segscope::ui::{charts::KDistance, theme::Theme};
///
/// let (theme, area) = (Theme::dark(), Rect::new(0, 0, 60, 10));
/// let mut buf = Buffer::empty(area);
/// let distances: Vec<(f64, f64)> = (1..=100).map(|n| (1.0 / f64::from(101 - n), 1.0)).collect();
/// KDistance::new(&theme, &distances, 0.1).knee(Some(0.2)).render(area, &mut buf);
/// assert!(buf.content.iter().any(|cell| cell.symbol() != " "));
/// ```
#[derive(Clone, Debug)]
pub struct KDistance<'a> {
    theme: &'a Theme,
    distances: &'a [(f64, f64)],
    eps: f64,
    knee: Option<f64>,
}

impl<'a> KDistance<'a> {
    /// A chart of (distance, customers) pairs with ascending distances, and a rule at eps. Values that are not finite
    /// are gaps.
    pub fn new(theme: &'a Theme, distances: &'a [(f64, f64)], eps: f64) -> Self {
        Self { theme, distances, eps, knee: None }
    }

    /// The eps at the knee of the curve, marked if it differs from the eps of the rule.
    #[must_use]
    pub fn knee(mut self, knee: Option<f64>) -> Self {
        self.knee = knee;
        self
    }

    /// The distance at each percent of the customers.
    fn curve(&self) -> Vec<Option<f64>> {
        let total: f64 = self.distances.iter().map(|(_, customers)| customers).sum();
        let (mut rest, mut passed) = (self.distances.iter().peekable(), 0.0);
        let mut at = |step: usize| {
            let position = total * step as f64 / STEPS as f64;
            while let Some((distance, customers)) = rest.peek() {
                // The last step takes the rest, so that rounding loses nothing.
                if passed + customers >= position {
                    return Some(*distance).filter(|distance| distance.is_finite());
                }
                passed += customers;
                rest.next();
            }
            self.distances.last().map(|(distance, _)| *distance).filter(|distance| distance.is_finite())
        };
        (0..=STEPS).map(&mut at).collect()
    }
}

/// Three significant digits.
fn short(value: f64) -> String {
    let text = format!("{value:.2e}");
    let rounded: f64 = text.parse().unwrap_or(value);
    if (0.001..1e6).contains(&rounded) { rounded.to_string() } else { format!("{rounded:e}") }
}

impl Widget for &KDistance<'_> {
    fn render(self, area: Rect, buf: &mut Buffer) {
        let values = self.curve();
        let name = |step: usize| if step.is_multiple_of(25) { format!("{step}%") } else { String::new() };
        let labels: Vec<String> = (0..=STEPS).map(name).collect();
        let knee = self.knee.filter(|&knee| short(knee) != short(self.eps));
        let at = knee.and_then(|knee| values.iter().position(|value| value.is_some_and(|value| value >= knee)));
        let note = knee.map(|knee| format!("knee {}", short(knee))).unwrap_or_default();
        let highest = values.iter().flatten().copied().fold(self.eps, f64::max);
        let curve = Curve::new("k-distance", &values, self.theme.bar).mark(at).note(note);
        let chart = LineChart::new(self.theme, &labels).curve(curve).range(0.0, highest);
        (&chart.without_legend().rule(self.eps, format!("eps {}", short(self.eps)))).render(area, buf);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::charts::testing::{drawn, each_size};
    use crate::ui::theme::Glyphs;

    /// A slow rise, and a steep one at the end.
    fn distances() -> Vec<(f64, f64)> {
        (0..200).map(|i| f64::from(i) / 200.0).map(|x| (0.2 + 0.2 * x + 1.5 * x.powi(24), 3.0)).collect()
    }

    #[test]
    fn curve_rule_and_knee() {
        let (theme, distances) = (Theme::dark(), distances());
        assert_eq!(
            drawn(&KDistance::new(&theme, &distances, 0.909).knee(Some(0.48)), 40, 9),
            [
                "    │                                  ⢠",
                "1.5 ┤╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌⡎",
                "    │                                  ⡇",
                "1.0 ┤─eps 0.909───────────────────────⢰⠁",
                "    │                     knee 0.48  ⢀⠇",
                "0.5 ┤╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌⣀◆⠁╌╌",
                "    │⣀⣀⣀⡠⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠔⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠋⠉⠉⠉⠉",
                "0.0 ┤╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌",
                "     0%     25%      50%      75%   100%",
            ]
        );
    }

    #[test]
    fn a_knee_that_was_taken_is_not_marked_again() {
        let theme = Theme::dark().with_glyphs(Glyphs::Ascii);
        let distances = distances();
        assert_eq!(
            drawn(&KDistance::new(&theme, &distances, 0.48).knee(Some(0.48)), 40, 9),
            [
                "    |                                  *",
                "1.5 +..................................*",
                "    |                                 *",
                "1.0 +.................................*.",
                "    |                                *",
                "0.5 +-eps 0.48-------------------*****--",
                "    |*****************************",
                "0.0 +...................................",
                "     0%      25%     50%      75%   100%",
            ]
        );
    }

    #[test]
    fn figures_are_short() {
        let figures = [0.58951, 1.0, 12_345.0, 1e-5, 2.5e6, 1e300].map(short);
        assert_eq!(figures, ["0.59", "1", "12300", "1e-5", "2.5e6", "1e300"]);
    }

    #[test]
    fn any_size_is_drawn_within_its_area() {
        let (theme, distances) = (Theme::dark(), distances());
        each_size(|| KDistance::new(&theme, &distances, 0.7).knee(Some(0.5)));
        each_size(|| KDistance::new(&theme, &[], 1.0).knee(Some(f64::NAN)));
        each_size(|| KDistance::new(&theme, &[(0.0, 1e6)], 1.0));
        each_size(|| KDistance::new(&theme, &[(1.0, 2.0), (f64::INFINITY, 5.0)], f64::MAX));
        each_size(|| KDistance::new(&theme, &[(f64::NAN, f64::NAN)], f64::NAN));
        let ascii = Theme::mono().with_glyphs(Glyphs::Ascii);
        each_size(|| KDistance::new(&ascii, &distances, 1e-9).knee(Some(99.0)));
    }
}
