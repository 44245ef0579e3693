//! Styles by role: a panel asks for "the bar" or "dim text" and never for a colour, so that one place decides how the
//! dashboard looks on dark, light, 16-colour and monochrome terminals. The theme also carries the [`Glyphs`].

mod color;
mod file;
mod glyphs;
mod option;
mod palette;
mod roles;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Color, Modifier, Style};
use ratatui::text::{Line, Span};
use ratatui::widgets::Block;

pub use self::color::{ColorChoice, ColorEnv, ColorLevel, mix, rgb_of, to_256};
pub use self::file::OwnTheme;
pub use self::glyphs::Glyphs;
pub use self::option::{BUILT_IN, ThemeOption};
pub use self::roles::Theme;
use crate::wording::text::clean;

/// What the user asked for with `--theme`.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, strum::Display, strum::EnumIter, strum::EnumMessage, strum::EnumString,
)]
#[strum(serialize_all = "lowercase")]
pub enum ThemeChoice {
    /// From the terminal's `COLORFGBG`; dark if it is not set.
    #[default]
    Auto,
    /// For a dark background.
    Dark,
    /// For a light background.
    Light,
    /// No colour at all.
    Mono,
}

impl ThemeChoice {
    /// Whether the theme is light. `colorfgbg` is set by some terminals: `foreground;background` as numbers of the 16
    /// colours.
    pub fn is_light(self, colorfgbg: Option<&str>) -> bool {
        match self {
            Self::Light => true,
            Self::Dark | Self::Mono => false,
            Self::Auto => colorfgbg
                .and_then(|hint| hint.rsplit(';').next())
                .and_then(|background| background.trim().parse::<u8>().ok())
                .is_some_and(|background| background == 7 || (9..=15).contains(&background)),
        }
    }
}

/// The share of its colour that a stale result keeps.
const STALE: f64 = 0.6;

impl Theme {
    /// A theme for a light or dark background at a colour level. [`ColorLevel::Mono`] has no colours, whatever `light`.
    pub fn new(light: bool, level: ColorLevel, glyphs: Glyphs) -> Self {
        let segments = palette::segments(level, light);
        let mut theme = match level {
            ColorLevel::Mono => palette::mono(),
            ColorLevel::Ansi16 => palette::ansi16(light),
            ColorLevel::Ansi256 | ColorLevel::TrueColor => palette::rgb(level, light),
        };
        theme.glyphs = glyphs;
        theme.level = level;
        theme.light = light;
        theme.segments = segments;
        theme
    }

    /// The theme for `--theme` on a terminal of the given level.
    pub fn choose(choice: ThemeChoice, colorfgbg: Option<&str>, level: ColorLevel, glyphs: Glyphs) -> Self {
        let level = if choice == ThemeChoice::Mono { ColorLevel::Mono } else { level };
        Self::new(choice.is_light(colorfgbg), level, glyphs)
    }

    /// True-colour dark with braille, as in screenshots.
    pub fn dark() -> Self {
        Self::new(false, ColorLevel::TrueColor, Glyphs::Braille)
    }

    /// True-colour light with braille.
    pub fn light() -> Self {
        Self::new(true, ColorLevel::TrueColor, Glyphs::Braille)
    }

    /// No colour, braille.
    pub fn mono() -> Self {
        Self::new(false, ColorLevel::Mono, Glyphs::Braille)
    }

    /// The same theme with other glyphs.
    #[must_use]
    pub fn with_glyphs(mut self, glyphs: Glyphs) -> Self {
        self.glyphs = glyphs;
        self
    }

    /// Whether there is no colour, so that glyphs must carry the meaning.
    pub fn is_mono(&self) -> bool {
        self.level == ColorLevel::Mono
    }

    /// Whether the theme is for a light background.
    pub fn is_light(&self) -> bool {
        self.light
    }

    /// The colour of a segment by its palette slot (0-based), safe for colour-blind readers, repeating after the last.
    pub fn segment(&self, slot: usize) -> Color {
        self.segments[slot % self.segments.len()]
    }

    /// [`Theme::segment`] as a style.
    pub fn segment_style(&self, slot: usize) -> Style {
        if self.is_mono() { Style::new() } else { Style::new().fg(self.segment(slot)) }
    }

    /// The glyph of a segment by its 0-based label: `1` to `9`, `a` to `z`, then `*`. It distinguishes segments without
    /// colour.
    pub fn segment_glyph(&self, label: usize) -> char {
        const GLYPHS: &[u8; 35] = b"123456789abcdefghijklmnopqrstuvwxyz";
        GLYPHS.get(label).map_or('*', |&glyph| glyph as char)
    }

    /// A colour faded towards the background; `strength` 1 leaves it unchanged. Below true colour it does not change.
    pub fn fade(&self, color: Color, strength: f64) -> Color {
        match (self.level, color) {
            (ColorLevel::TrueColor, Color::Rgb(..)) => mix(palette::background(self.light), color, strength),
            _ => color,
        }
    }

    /// Style of a heat cell for a value in 0..=1: background by value and a text colour that can be read on it.
    pub fn heat(&self, value: f64) -> Style {
        palette::heat(self.level, self.light, value)
    }

    /// Style of a cell for a value in -1..=1, such as a correlation: a hue for each sign, stronger far from 0.
    pub fn diverging(&self, value: f64) -> Style {
        palette::diverging(self.level, self.light, value)
    }

    /// Style of the cell at the cursor, whatever its colours.
    pub fn marked(&self) -> Style {
        let cursor = Style::new().add_modifier(Modifier::BOLD | Modifier::UNDERLINED | Modifier::REVERSED);
        if self.is_mono() { cursor } else { cursor.fg(Color::Reset).bg(Color::Reset) }
    }

    /// Patched over the cells at the cursor of a plot, whose dots keep their colours: brighter than the selection of a
    /// row, because it may be a single cell.
    pub fn spot(&self) -> Style {
        match (self.level, self.accent.fg) {
            (ColorLevel::TrueColor, Some(accent)) => Style::new().bg(self.fade(accent, 0.5)),
            _ => self.selection,
        }
    }

    /// A bordered panel. Content goes into `block.inner(area)`; the block has no padding.
    pub fn block(&self, title: &str, focused: bool) -> Block<'static> {
        self.block_with_note(title, "", focused)
    }

    /// [`Theme::block`] with a dim note after the title: `╭ Customers by city  13 of 20 ──╮`.
    pub fn block_with_note(&self, title: &str, note: &str, focused: bool) -> Block<'static> {
        let border = if focused { self.border_focused } else { self.border };
        let block = Block::bordered().border_set(self.glyphs.border()).border_style(border);
        if title.is_empty() && note.is_empty() {
            return block;
        }
        let style = if focused { self.title_focused } else { self.title };
        let mut spans = vec![Span::raw(" ")];
        if !title.is_empty() {
            spans.push(Span::styled(clean(title).into_owned(), style));
            spans.push(Span::raw(if note.is_empty() { " " } else { "  " }));
        }
        if !note.is_empty() {
            spans.push(Span::styled(format!("{} ", clean(note)), self.dim));
        }
        block.title(Line::from(spans))
    }

    /// The style of a series in its incomplete periods: its colour thinned, or [`Theme::partial`].
    pub fn faint(&self, style: Style) -> Style {
        match (self.level, style.fg) {
            (ColorLevel::TrueColor, Some(color)) => style.fg(self.fade(color, 0.35)),
            _ => self.partial,
        }
    }

    /// Dims what is already drawn in `area`: the last good result while the next one is computed.
    pub fn stale(&self, area: Rect, buf: &mut Buffer) {
        for position in area.intersection(buf.area).positions() {
            let cell = &mut buf[position];
            cell.modifier.remove(Modifier::BOLD);
            match (self.level, self.dim.fg) {
                (ColorLevel::Mono, _) | (_, None) => cell.modifier.insert(Modifier::DIM),
                // Hues do not change, so that nothing flickers when the new result comes.
                (ColorLevel::TrueColor, Some(dim)) => {
                    cell.fg = if cell.fg == Color::Reset { dim } else { self.fade(cell.fg, STALE) };
                    cell.bg = self.fade(cell.bg, STALE);
                }
                (_, Some(dim)) => (cell.fg, cell.bg) = (dim, Color::Reset),
            }
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use ratatui::widgets::Widget;

    #[test]
    fn auto_reads_the_hint_of_the_terminal() {
        assert!(ThemeChoice::Auto.is_light(Some("0;15")));
        assert!(ThemeChoice::Auto.is_light(Some("0;default;7")));
        assert!(!ThemeChoice::Auto.is_light(Some("15;0")));
        assert!(!ThemeChoice::Auto.is_light(Some("15;8")));
        assert!(!ThemeChoice::Auto.is_light(Some("default;default")));
        assert!(!ThemeChoice::Auto.is_light(None));
        assert!(ThemeChoice::Light.is_light(Some("15;0")));
    }

    #[test]
    fn mono_has_no_colour_anywhere() {
        let theme = Theme::choose(ThemeChoice::Mono, None, ColorLevel::TrueColor, Glyphs::Braille);
        let roles = [
            theme.title,
            theme.title_focused,
            theme.border,
            theme.border_focused,
            theme.text,
            theme.dim,
            theme.strong,
            theme.accent,
            theme.header,
            theme.bar,
            theme.claims,
            theme.burnt,
            theme.good,
            theme.warning,
            theme.error,
            theme.info,
            theme.selection,
            theme.key,
            theme.chip,
            theme.partial,
            theme.segment_style(3),
            theme.heat(0.0),
            theme.heat(1.0),
        ];
        for style in roles {
            assert_eq!((style.fg, style.bg), (None, None), "{style:?}");
        }
        assert!((0..20).all(|slot| theme.segment(slot) == Color::Reset));
    }

    #[test]
    fn glyphs_of_segments_are_their_numbers() {
        let theme = Theme::dark();
        let glyphs: String = [0, 8, 9, 34, 35].iter().map(|&label| theme.segment_glyph(label)).collect();
        assert_eq!(glyphs, "19az*");
    }

    #[test]
    fn panels_have_round_corners_or_plain_ones() {
        let area = Rect::new(0, 0, 22, 2);
        let mut buf = Buffer::empty(area);
        Theme::dark().block_with_note("Cities", "13 of 20", false).render(area, &mut buf);
        assert_eq!(
            buf,
            {
                let mut expected = Buffer::with_lines(["╭ Cities  13 of 20 ──╮", "╰────────────────────╯"]);
                expected.set_style(area, Theme::dark().border);
                expected.set_style(Rect::new(2, 0, 6, 1), Theme::dark().title);
                expected.set_style(Rect::new(10, 0, 9, 1), Theme::dark().dim);
                expected
            },
            "{buf:?}"
        );
        let theme = Theme::dark().with_glyphs(Glyphs::Ascii);
        let mut buf = Buffer::empty(area);
        theme.block("Cit\u{1b}ies", false).render(area, &mut buf);
        assert_eq!(buf[(0, 0)].symbol(), "+");
        assert_eq!(buf[(0, 1)].symbol(), "+");
        assert_eq!(buf[(20, 1)].symbol(), "-");
        assert!(buf.content.iter().all(|cell| !cell.symbol().contains('\u{1b}')));
    }

    #[test]
    fn stale_results_lose_their_colour() {
        let theme = Theme::dark();
        let area = Rect::new(0, 0, 3, 1);
        let mut buf = Buffer::empty(area);
        buf.set_string(0, 0, "abc", theme.error.add_modifier(Modifier::BOLD));
        theme.stale(Rect::new(0, 0, 2, 9), &mut buf);
        assert_eq!(Some(buf[(1, 0)].fg), theme.error.fg.map(|color| theme.fade(color, STALE)));
        assert!(!buf[(1, 0)].modifier.contains(Modifier::BOLD));
        assert_eq!(Some(buf[(2, 0)].fg), theme.error.fg);
    }
}
