//! How much colour a terminal has, and moving colours between the levels.

use ratatui::style::Color;

/// What the user asked for with `--color`.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, strum::Display, strum::EnumIter, strum::EnumMessage, strum::EnumString,
)]
#[strum(serialize_all = "lowercase")]
pub enum ColorChoice {
    /// As `NO_COLOR` and `TERM` say.
    #[default]
    Auto,
    /// Even with `NO_COLOR` or `TERM=dumb`.
    Always,
    /// No colour.
    Never,
}

/// The colour level of a terminal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ColorLevel {
    /// Only bold, dim, reverse and underline.
    Mono,
    /// The 16 named colours, which the user's terminal defines.
    Ansi16,
    /// The 256 indexed colours.
    Ansi256,
    /// 24 bits.
    TrueColor,
}

/// The environment variables about colour, as found.
#[derive(Clone, Copy, Debug, Default)]
pub struct ColorEnv<'a> {
    /// `NO_COLOR`: no colour if it is set and not empty (no-color.org).
    pub no_color: Option<&'a str>,
    /// `TERM`.
    pub term: Option<&'a str>,
    /// `COLORTERM`: `truecolor` or `24bit` for 24 bits.
    pub colorterm: Option<&'a str>,
}

impl ColorLevel {
    /// The colour level of a terminal. The option wins over `NO_COLOR`, which wins over `TERM` and `COLORTERM`.
    pub fn detect(choice: ColorChoice, env: ColorEnv) -> Self {
        let refused = env.no_color.is_some_and(|value| !value.is_empty());
        match choice {
            ColorChoice::Never => Self::Mono,
            ColorChoice::Auto if refused => Self::Mono,
            ColorChoice::Auto => Self::of_terminal(env),
            ColorChoice::Always => Self::of_terminal(env).max(Self::Ansi16),
        }
    }

    fn of_terminal(env: ColorEnv) -> Self {
        const TRUE_COLOUR: [&str; 8] =
            ["direct", "truecolor", "kitty", "ghostty", "alacritty", "wezterm", "foot", "contour"];
        const MONO: [&str; 4] = ["dumb", "vt100", "vt220", "unknown"];
        let term = env.term.unwrap_or_default();
        if MONO.contains(&term) || term.ends_with("-m") || term.ends_with("-mono") {
            Self::Mono
        } else if env.colorterm.is_some_and(|value| value == "truecolor" || value == "24bit")
            || TRUE_COLOUR.iter().any(|name| term.contains(name))
        {
            Self::TrueColor
        } else if term.contains("256") {
            Self::Ansi256
        } else {
            Self::Ansi16
        }
    }
}

/// The red, green and blue of a 24-bit colour.
pub fn rgb_of(color: Color) -> Option<(u8, u8, u8)> {
    match color {
        Color::Rgb(r, g, b) => Some((r, g, b)),
        _ => None,
    }
}

/// A colour between two 24-bit ones: `from` at 0, `to` at 1. Other kinds of colour cannot be mixed: the result is `to`.
pub fn mix(from: Color, to: Color, share: f64) -> Color {
    let (Some(from), Some(end)) = (rgb_of(from), rgb_of(to)) else {
        return to;
    };
    let share = share.clamp(0.0, 1.0);
    let channel = |a: u8, b: u8| (f64::from(a) + (f64::from(b) - f64::from(a)) * share).round() as u8;
    Color::Rgb(channel(from.0, end.0), channel(from.1, end.1), channel(from.2, end.2))
}

/// The nearest of the 256 indexed colours (6 × 6 × 6 cube and 24 greys) to a 24-bit one.
pub fn to_256(color: Color) -> Color {
    const STEPS: [u8; 6] = [0, 95, 135, 175, 215, 255];
    let Some((r, g, b)) = rgb_of(color) else {
        return color;
    };
    let nearest = |value: u8| (0..6u8).min_by_key(|&i| STEPS[usize::from(i)].abs_diff(value)).unwrap_or(0);
    let distance = |(x, y, z): (u8, u8, u8)| {
        let square = |a: u8, b: u8| u32::from(a.abs_diff(b)).pow(2);
        square(x, r) + square(y, g) + square(z, b)
    };
    let (i, j, k) = (nearest(r), nearest(g), nearest(b));
    let cube = (STEPS[usize::from(i)], STEPS[usize::from(j)], STEPS[usize::from(k)]);
    let mean = (u16::from(r) + u16::from(g) + u16::from(b)) / 3;
    let step = (mean.saturating_sub(3) / 10).min(23) as u8;
    let grey = 8 + 10 * step;
    if distance((grey, grey, grey)) < distance(cube) {
        Color::Indexed(232 + step)
    } else {
        Color::Indexed(16 + 36 * i + 6 * j + k)
    }
}

/// What an indexed colour of the cube and the greys looks like; other kinds of colour stay as they are.
pub fn from_256(color: Color) -> Color {
    let step = |at: u8| if at == 0 { 0 } else { 55 + 40 * at };
    match color {
        Color::Indexed(index @ 232..) => Color::from([8 + 10 * (index - 232); 3]),
        Color::Indexed(index @ 16..) => {
            Color::Rgb(step((index - 16) / 36), step((index - 16) / 6 % 6), step((index - 16) % 6))
        }
        _ => color,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn detect(choice: ColorChoice, no_color: Option<&str>, term: &str, colorterm: Option<&str>) -> ColorLevel {
        ColorLevel::detect(choice, ColorEnv { no_color, term: Some(term), colorterm })
    }

    #[test]
    fn levels_follow_flag_then_no_color_then_terminal() {
        use ColorChoice::{Always, Auto, Never};
        assert_eq!(detect(Auto, None, "xterm-256color", Some("truecolor")), ColorLevel::TrueColor);
        assert_eq!(detect(Auto, None, "xterm-kitty", None), ColorLevel::TrueColor);
        assert_eq!(detect(Auto, None, "screen-256color", None), ColorLevel::Ansi256);
        assert_eq!(detect(Auto, None, "linux", None), ColorLevel::Ansi16);
        assert_eq!(detect(Auto, None, "dumb", Some("truecolor")), ColorLevel::Mono);
        assert_eq!(detect(Auto, Some("1"), "xterm-256color", None), ColorLevel::Mono);
        assert_eq!(detect(Auto, Some(""), "xterm-256color", None), ColorLevel::Ansi256);
        assert_eq!(detect(Always, Some("1"), "xterm-256color", None), ColorLevel::Ansi256);
        assert_eq!(detect(Always, None, "dumb", None), ColorLevel::Ansi16);
        assert_eq!(detect(Never, None, "xterm-256color", Some("24bit")), ColorLevel::Mono);
        assert_eq!(ColorLevel::detect(Auto, ColorEnv::default()), ColorLevel::Ansi16);
    }

    #[test]
    fn indexed_colours_are_the_nearest() {
        assert_eq!(to_256(Color::Rgb(255, 255, 255)), Color::Indexed(231));
        assert_eq!(to_256(Color::Rgb(0, 0, 0)), Color::Indexed(16));
        assert_eq!(to_256(Color::Rgb(95, 135, 175)), Color::Indexed(67));
        assert_eq!(to_256(Color::Rgb(118, 118, 118)), Color::Indexed(243));
        assert_eq!(to_256(Color::Red), Color::Red);
        for index in 16..=255 {
            assert_eq!(from_256(to_256(from_256(Color::Indexed(index)))), from_256(Color::Indexed(index)), "{index}");
        }
    }

    #[test]
    fn mixing_is_linear_and_clamped() {
        let (black, white) = (Color::Rgb(0, 0, 0), Color::Rgb(200, 100, 50));
        assert_eq!(mix(black, white, 0.5), Color::Rgb(100, 50, 25));
        assert_eq!(mix(black, white, 7.0), white);
        assert_eq!(mix(Color::Reset, white, 0.1), white);
    }
}
