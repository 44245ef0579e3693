//! Themes as files: some colours of their own over a base.
//!
//! ```toml
//! base = "dark"                 # dark (the default) or light
//!
//! [true]                        # terminals with 24-bit colours; with 256, the nearest of those
//! accent = "#fabd2f"
//! segments = ["#83a598", "#fe8019"]
//!
//! [256]                         # where the nearest is not good enough
//! accent = 214
//!
//! [16]                          # the named colours of the terminal
//! accent = "light yellow"
//! ```
//!
//! A colour that is missing is that of the base.

use std::collections::BTreeMap;
use std::fmt::Write;

use ratatui::style::{Color, Style};
use serde::Deserialize;
use toml::{Spanned, Value};

use super::color::{ColorLevel, to_256};
use super::roles::Theme;
use crate::data::escape;

/// Where a role takes its colour: its style, and whether it is a background.
type Role = (&'static str, fn(&mut Theme) -> &mut Style, bool);

/// The roles by their names in a file.
const ROLES: [Role; 22] = [
    ("title", |theme| &mut theme.title, false),
    ("title-focused", |theme| &mut theme.title_focused, false),
    ("border", |theme| &mut theme.border, false),
    ("border-focused", |theme| &mut theme.border_focused, false),
    ("text", |theme| &mut theme.text, false),
    ("dim", |theme| &mut theme.dim, false),
    ("strong", |theme| &mut theme.strong, false),
    ("accent", |theme| &mut theme.accent, false),
    ("header", |theme| &mut theme.header, false),
    ("bar", |theme| &mut theme.bar, false),
    ("claims", |theme| &mut theme.claims, false),
    ("burnt", |theme| &mut theme.burnt, false),
    ("above", |theme| &mut theme.above, false),
    ("below", |theme| &mut theme.below, false),
    ("good", |theme| &mut theme.good, false),
    ("warning", |theme| &mut theme.warning, false),
    ("error", |theme| &mut theme.error, false),
    ("info", |theme| &mut theme.info, false),
    ("key", |theme| &mut theme.key, false),
    ("partial", |theme| &mut theme.partial, false),
    ("selection", |theme| &mut theme.selection, true),
    ("chip", |theme| &mut theme.chip, true),
];
/// The list of colours of segments.
const SEGMENTS: &str = "segments";
/// The tables of a file, from the most colours to the fewest.
const LEVELS: [&str; 3] = ["true", "256", "16"];

/// Colours as they are written.
type Entries = BTreeMap<Spanned<String>, Spanned<Value>>;

/// A file as it is written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    base: Option<Spanned<String>>,
    #[serde(default, rename = "true")]
    all: Entries,
    #[serde(default, rename = "256")]
    few: Entries,
    #[serde(default, rename = "16")]
    named: Entries,
}

/// The colours of one level: those of roles, by their place in [`ROLES`], and those of segments.
#[derive(Clone, Debug, Default, PartialEq)]
struct Colours {
    roles: BTreeMap<usize, Color>,
    segments: Vec<Color>,
}

impl Colours {
    fn map(&self, to: fn(Color) -> Color) -> Self {
        let roles = self.roles.iter().map(|(role, color)| (*role, to(*color))).collect();
        Self { roles, segments: self.segments.iter().map(|color| to(*color)).collect() }
    }
}

/// A theme of a file.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct OwnTheme {
    /// Whether its base is the light theme.
    pub light: bool,
    /// In the order of [`LEVELS`].
    colours: [Colours; 3],
}

impl OwnTheme {
    /// Reads a file.
    ///
    /// # Errors
    /// The first wrong line, and what is wrong with it.
    pub fn read(text: &str) -> Result<Self, (usize, String)> {
        let line = |at: usize| text[..at].matches('\n').count() + 1;
        let file: File = toml::from_str(text).map_err(|error| {
            let at = error.span().map_or(0, |span| span.start);
            (line(at), error.message().to_owned())
        })?;
        let light = match file.base.as_ref().map(|base| base.get_ref().as_str()) {
            None | Some("dark") => false,
            Some("light") => true,
            Some(other) => {
                let at = file.base.as_ref().map_or(0, |base| base.span().start);
                return Err((line(at), format!("base = {}: give \"dark\" or \"light\"", escape(other))));
            }
        };
        let mut theme = Self { light, ..Self::default() };
        let levels = [ColorLevel::TrueColor, ColorLevel::Ansi256, ColorLevel::Ansi16];
        for (own, (entries, level)) in
            theme.colours.iter_mut().zip([file.all, file.few, file.named].into_iter().zip(levels))
        {
            *own = colours(entries, level).map_err(|(at, why)| (line(at), why))?;
        }
        Ok(theme)
    }

    /// The theme of its base at a level, with its own colours.
    #[must_use]
    pub fn over(&self, mut theme: Theme) -> Theme {
        let [all, few, named] = &self.colours;
        let layers = match theme.level {
            ColorLevel::Mono => vec![],
            ColorLevel::Ansi16 => vec![named.clone()],
            ColorLevel::Ansi256 => vec![all.map(to_256), few.clone()],
            ColorLevel::TrueColor => vec![all.clone()],
        };
        for Colours { roles, segments } in layers {
            for (role, color) in roles {
                let (_, style, is_background) = ROLES[role];
                let style = style(&mut theme);
                *style = if is_background { style.bg(color) } else { style.fg(color) };
            }
            theme.segments.iter_mut().zip(segments).for_each(|(color, own)| *color = own);
        }
        theme
    }

    /// The text of a file of this theme.
    pub fn text(&self) -> String {
        let mut out = format!("base = \"{}\"\n", if self.light { "light" } else { "dark" });
        let quoted = |color: &Color| match color {
            Color::Indexed(index) => index.to_string(),
            Color::Rgb(r, g, b) => format!("\"#{r:02x}{g:02x}{b:02x}\""),
            named => format!("\"{}\"", words(&named.to_string())),
        };
        for (name, colours) in LEVELS.iter().zip(&self.colours) {
            if *colours == Colours::default() {
                continue;
            }
            let _ = writeln!(out, "\n[{name}]");
            for (role, color) in &colours.roles {
                let _ = writeln!(out, "{} = {}", ROLES[*role].0, quoted(color));
            }
            if !colours.segments.is_empty() {
                let list: Vec<String> = colours.segments.iter().map(quoted).collect();
                let _ = writeln!(out, "{SEGMENTS} = [{}]", list.join(", "));
            }
        }
        out
    }
}

/// The name of a colour as a file writes it: `LightRed` is `light red`.
fn words(name: &str) -> String {
    let mut out = String::new();
    for letter in name.chars() {
        if letter.is_uppercase() && !out.is_empty() {
            out.push(' ');
        }
        out.extend(letter.to_lowercase());
    }
    out
}

/// The colours of a table; or where the first mistake is, and what it is.
fn colours(entries: Entries, level: ColorLevel) -> Result<Colours, (usize, String)> {
    let mut found = Colours::default();
    let mut entries: Vec<_> = entries.into_iter().collect();
    entries.sort_by_key(|(key, _)| key.span().start);
    for (key, value) in entries {
        let (name, value) = (key.get_ref().as_str(), value.into_inner());
        let wrong = |why: String| (key.span().start, why);
        if let (SEGMENTS, Value::Array(list)) = (name, &value) {
            let own = list.iter().map(|value| color(name, value, level)).collect::<Result<_, _>>();
            found.segments = own.map_err(wrong)?;
            continue;
        }
        let role = ROLES.iter().position(|(known, ..)| *known == name).ok_or_else(|| wrong(unknown(name)))?;
        found.roles.insert(role, color(name, &value, level).map_err(wrong)?);
    }
    Ok(found)
}

/// A colour that a terminal of this level has.
fn color(name: &str, value: &Value, level: ColorLevel) -> Result<Color, String> {
    let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    let color = text.parse::<Color>().ok();
    let (fits, example) = match (level, color) {
        (ColorLevel::TrueColor, color) => (matches!(color, Some(Color::Rgb(..))), "\"#7aa2f7\""),
        (ColorLevel::Ansi256, color) => (matches!(color, Some(Color::Indexed(_))), "a number from 0 to 255"),
        (_, Some(Color::Rgb(..) | Color::Indexed(_)) | None) => (false, "a name, such as \"light blue\" or \"reset\""),
        _ => (true, ""),
    };
    color.filter(|_| fits).ok_or_else(|| format!("{name} = {}: give {example}", escape(&text)))
}

fn unknown(name: &str) -> String {
    let known: Vec<&str> = ROLES.iter().map(|(known, ..)| *known).chain([SEGMENTS]).collect();
    let near = known.iter().map(|known| (strsim::damerau_levenshtein(known, name), known)).min();
    let near = near.filter(|(distance, _)| *distance <= 2).map(|(_, known)| format!(" Did you mean {known}?"));
    format!(
        "{} is not a colour of a theme.{} The colours are {}",
        escape(name),
        near.unwrap_or_default(),
        known.join(", ")
    )
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::ui::theme::Glyphs;

    fn theme(own: &OwnTheme, level: ColorLevel) -> Theme {
        own.over(Theme::new(own.light, level, Glyphs::Braille))
    }

    const TEXT: &str = "base = \"light\"\n\n[true]\naccent = \"#ff8000\"\nselection = \"#102030\"\nsegments = [\"#010203\"]\n\n\
                        [256]\ndim = 240\n\n[16]\naccent = \"light red\"\n";

    #[test]
    fn own_colours_are_over_the_base_and_others_are_its() {
        let own = OwnTheme::read(TEXT).unwrap();
        let base = |level| Theme::new(true, level, Glyphs::Braille);
        let full = theme(&own, ColorLevel::TrueColor);
        assert_eq!(full.accent.fg, Some(Color::Rgb(255, 128, 0)));
        assert_eq!(full.selection.bg, Some(Color::Rgb(16, 32, 48)));
        assert_eq!((full.segment(0), full.segment(1)), (Color::Rgb(1, 2, 3), base(ColorLevel::TrueColor).segment(1)));
        assert_eq!((full.dim, full.error), (base(ColorLevel::TrueColor).dim, base(ColorLevel::TrueColor).error));
        let few = theme(&own, ColorLevel::Ansi256);
        assert_eq!((few.accent.fg, few.dim.fg), (Some(Color::Indexed(208)), Some(Color::Indexed(240))));
        let named = theme(&own, ColorLevel::Ansi16);
        assert_eq!((named.accent.fg, named.dim), (Some(Color::LightRed), base(ColorLevel::Ansi16).dim));
        assert_eq!(theme(&own, ColorLevel::Mono).accent, base(ColorLevel::Mono).accent);
    }

    #[test]
    fn a_theme_is_the_same_after_it_is_written_and_read() {
        let own = OwnTheme::read(TEXT).unwrap();
        assert_eq!(OwnTheme::read(&own.text()).unwrap(), own, "{}", own.text());
        assert_eq!(own.text(), TEXT);
    }

    #[test]
    fn mistakes_have_their_line_and_the_remedy() {
        for (text, at, words) in [
            ("base = \"drak\"", 1, "base = drak: give \"dark\" or \"light\""),
            ("\n[true]\naccent = \"#12\"", 3, "accent = #12: give \"#7aa2f7\""),
            ("[true]\naccent = 4", 2, "accent = 4: give \"#7aa2f7\""),
            ("[256]\naccent = \"#112233\"", 2, "give a number from 0 to 255"),
            ("[16]\ndim = 300", 2, "give a name, such as"),
            (
                "[true]\ntitle = \"#112233\"\nacent = \"#112233\"",
                3,
                "acent is not a colour of a theme. Did you mean accent?",
            ),
            ("[truecolor]\n", 1, "unknown field `truecolor`"),
            ("[true]\nsegments = [\"#112233\", \"blue\"]", 2, "segments = blue: give"),
            ("[true]\naccent = ", 2, ""),
        ] {
            let (line, why) = OwnTheme::read(text).unwrap_err();
            assert!(line == at && why.contains(words), "{text}: {line}: {why}");
        }
    }
}
