//! What `--theme` can be: a name, or the file of a theme.

use std::fmt;
use std::path::Path;

use strum::IntoEnumIterator;

use super::ThemeChoice;
use super::color::ColorLevel;
use super::file::OwnTheme;
use super::glyphs::Glyphs;
use super::roles::Theme;
use crate::data::{escape, shown};

/// Themes that are built in, and what they are like.
pub const BUILT_IN: [(&str, &str, &str); 5] = [
    ("colorblind", "Dark, safe for colour-blind readers", include_str!("../../../themes/colorblind.toml")),
    ("contrast", "Dark, with high contrast", include_str!("../../../themes/contrast.toml")),
    ("gruvbox", "Dark and warm", include_str!("../../../themes/gruvbox.toml")),
    ("nord", "Dark and cool", include_str!("../../../themes/nord.toml")),
    ("sepia", "Light and warm", include_str!("../../../themes/sepia.toml")),
];

/// The theme that the user asked for.
#[derive(Clone, Debug, PartialEq)]
pub enum ThemeOption {
    /// The program's own.
    Base(ThemeChoice),
    /// One of a file, by its name or path.
    File(String, OwnTheme),
}

impl Default for ThemeOption {
    fn default() -> Self {
        Self::Base(ThemeChoice::default())
    }
}

impl ThemeOption {
    /// Reads a name, or the file of a theme.
    ///
    /// # Errors
    /// A name that is no theme and no file, and a mistake in the file with its line.
    pub fn read(text: &str) -> Result<Self, String> {
        let name = text.to_lowercase();
        if let Ok(choice) = name.parse::<ThemeChoice>() {
            return Ok(Self::Base(choice));
        }
        let of = |text: String, file: &str| {
            let own =
                OwnTheme::read(file).map_err(|(line, why)| format!("{}:{line}: {why}", shown(Path::new(&text))))?;
            Ok(Self::File(text, own))
        };
        if let Some((known, _, file)) = BUILT_IN.iter().find(|(known, ..)| *known == name) {
            return of((*known).to_owned(), file);
        }
        match std::fs::read_to_string(text) {
            Ok(file) => of(text.to_owned(), &file),
            Err(why) if Path::new(text).exists() => Err(format!("{} cannot be read: {why}", shown(Path::new(text)))),
            Err(_) => Err(unknown(text)),
        }
    }

    /// The theme on a terminal of the given level; `colorfgbg` is its hint about its background.
    pub fn theme(&self, colorfgbg: Option<&str>, level: ColorLevel, glyphs: Glyphs) -> Theme {
        match self {
            Self::Base(choice) => Theme::choose(*choice, colorfgbg, level, glyphs),
            Self::File(_, own) => own.over(Theme::new(own.light, level, glyphs)),
        }
    }

    /// The names of all themes, and what they are like.
    pub fn names() -> impl Iterator<Item = (String, String)> {
        use strum::EnumMessage;
        let base = ThemeChoice::iter().map(|choice| {
            let help = choice.get_documentation().and_then(|text| text.lines().next()).unwrap_or_default();
            (choice.to_string(), help.trim_end_matches('.').to_owned())
        });
        base.chain(BUILT_IN.iter().map(|(name, help, _)| ((*name).to_owned(), (*help).to_owned())))
    }
}

impl fmt::Display for ThemeOption {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Base(choice) => choice.fmt(f),
            Self::File(name, _) => f.write_str(name),
        }
    }
}

fn unknown(text: &str) -> String {
    let names: Vec<String> = ThemeOption::names().map(|(name, _)| name).collect();
    let near = names.iter().map(|name| (strsim::damerau_levenshtein(name, text), name)).min();
    let near = near.filter(|(distance, _)| *distance <= 2).map(|(_, name)| format!(". Did you mean {name}?"));
    let known = names.join(", ");
    match near {
        Some(near) => format!("choose one of {known}, or a theme file{near}"),
        None => format!("choose one of {known}, or a theme file; there is no file {}", escape(text)),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::ui::theme::palette;

    /// WCAG 2: 4.5 for text. Segments are named in their colours too.
    #[test]
    fn every_text_of_a_built_in_theme_can_be_read() {
        for (name, _, file) in BUILT_IN {
            let own = OwnTheme::read(file).unwrap_or_else(|why| panic!("{name}: {why:?}"));
            let ground = palette::background(own.light);
            let theme = ThemeOption::read(name).unwrap().theme(None, ColorLevel::TrueColor, Glyphs::Braille);
            let texts = [
                theme.title,
                theme.title_focused,
                theme.text,
                theme.dim,
                theme.strong,
                theme.accent,
                theme.header,
                theme.above,
                theme.below,
                theme.good,
                theme.warning,
                theme.error,
                theme.info,
                theme.key,
                theme.partial,
                theme.claims,
                theme.burnt,
            ];
            let least = if name == "contrast" { 7.0 } else { 4.5 };
            for color in texts.iter().filter_map(|style| style.fg) {
                let ratio = palette::contrast(color, ground);
                assert!(ratio >= least, "{name}: {color} has {ratio:.2}");
            }
            for (on, text) in
                [theme.selection, theme.chip].into_iter().filter_map(|style| style.bg).zip([theme.strong; 2])
            {
                let ratio = palette::contrast(text.fg.unwrap(), on);
                assert!(ratio >= 4.5, "{name}: {on} below text has {ratio:.2}");
            }
        }
    }

    #[test]
    fn a_theme_is_a_name_or_a_file() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("own.toml");
        std::fs::write(&path, "[true]\naccent = \"#ff8000\"\n").unwrap();
        let theme = |text: &str| ThemeOption::read(text);
        let own = theme(path.to_str().unwrap()).unwrap();
        let drawn = own.theme(None, ColorLevel::TrueColor, Glyphs::Ascii);
        assert_eq!(drawn.accent.fg, Some(ratatui::style::Color::Rgb(255, 128, 0)));
        assert_eq!((drawn.glyphs, own.to_string().as_str()), (Glyphs::Ascii, path.to_str().unwrap()));
        assert_eq!(
            (ThemeOption::default().to_string(), theme("NORD").unwrap().to_string()),
            ("auto".into(), "nord".into())
        );
        assert!(theme("drak").unwrap_err().ends_with("Did you mean dark?"));
        assert!(theme("no/such.toml").unwrap_err().ends_with("there is no file no/such.toml"));
        std::fs::write(&path, "[true]\nacent = \"#ff8000\"\n").unwrap();
        assert!(theme(path.to_str().unwrap()).unwrap_err().contains("own.toml:2: acent is not a colour of a theme"));
    }
}
