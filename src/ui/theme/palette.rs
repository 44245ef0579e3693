//! The colours of roles and segments at each level of colour.

use ratatui::style::{Color, Modifier, Style};

use super::color::{ColorLevel, from_256, mix, to_256};
use super::{Glyphs, Theme};
use crate::colors::{self, ACCENT, BAR, BORDER, BURNT, CLAIMS, DIM, Hue, WARNING};

/// Number of segment colours before they repeat.
pub(super) const SEGMENTS: usize = colors::SEGMENTS.len();

/// Named colours for 16-colour terminals, which the user's own scheme defines.
/// Each of the first six has a hue of its own, which is not that of claims or burns.
const NAMED_DARK: [Color; SEGMENTS] = [
    Color::LightGreen,
    Color::LightMagenta,
    Color::White,
    Color::LightRed,
    Color::LightBlue,
    Color::Gray,
    Color::LightYellow,
    Color::Cyan,
    Color::Green,
    Color::Magenta,
    Color::Red,
    Color::DarkGray,
];

const NAMED_LIGHT: [Color; SEGMENTS] = [
    Color::Green,
    Color::Magenta,
    Color::Black,
    Color::Cyan,
    Color::DarkGray,
    Color::Yellow,
    Color::LightBlue,
    Color::LightRed,
    Color::LightMagenta,
    Color::LightGreen,
    Color::LightCyan,
    Color::LightYellow,
];

fn rgb24(hex: u32) -> Color {
    Color::from_u32(hex)
}

fn at(level: ColorLevel, hex: u32) -> Color {
    match level {
        ColorLevel::TrueColor => rgb24(hex),
        _ => to_256(rgb24(hex)),
    }
}

/// The background that colours are mixed with: the terminal's own is unknown.
pub(super) fn background(light: bool) -> Color {
    rgb24(if light { 0x00ff_ffff } else { 0x001a_1b26 })
}

/// The colours of segments at a level.
pub(super) fn segments(level: ColorLevel, light: bool) -> [Color; SEGMENTS] {
    match level {
        ColorLevel::Mono => [Color::Reset; SEGMENTS],
        ColorLevel::Ansi16 => {
            if light {
                NAMED_LIGHT
            } else {
                NAMED_DARK
            }
        }
        ColorLevel::Ansi256 | ColorLevel::TrueColor => {
            colors::SEGMENTS.map(|hue| at(level, if light { hue.light } else { hue.dark }))
        }
    }
}

/// Roles in 24-bit colours, or the nearest of the 256.
pub(super) fn rgb(level: ColorLevel, light: bool) -> Theme {
    let pick = |dark: u32, bright: u32| at(level, if light { bright } else { dark });
    let fg = |dark: u32, bright: u32| Style::new().fg(pick(dark, bright));
    let of = |hue: Hue| fg(hue.dark, hue.light);
    let strong = fg(0x00f2_f4f8, 0x0010_141c).add_modifier(Modifier::BOLD);
    let accent = pick(ACCENT.dark, ACCENT.light);
    let dim = of(DIM);
    Theme {
        title: fg(0x00c8_ccda, 0x002c_3240).add_modifier(Modifier::BOLD),
        title_focused: Style::new().fg(accent).add_modifier(Modifier::BOLD),
        border: of(BORDER),
        border_focused: Style::new().fg(accent),
        text: Style::new(),
        dim,
        strong,
        accent: Style::new().fg(accent),
        header: dim.add_modifier(Modifier::BOLD),
        bar: of(BAR),
        claims: of(CLAIMS),
        burnt: of(BURNT),
        above: strong,
        below: dim,
        good: fg(0x0040_cc90, 0x0000_6b4e),
        warning: of(WARNING),
        error: fg(0x00ff_7e70, 0x00b8_2400).add_modifier(Modifier::BOLD),
        info: fg(0x008b_b8e8, 0x002a_5f98),
        selection: Style::new().bg(pick(0x0028_314c, 0x00e8_f0fb)),
        key: Style::new().fg(accent).add_modifier(Modifier::BOLD),
        chip: Style::new().bg(pick(0x0032_3a58, 0x00e6_e9f1)),
        partial: dim,
        ..mono()
    }
}

/// Roles in the 16 named colours.
pub(super) fn ansi16(light: bool) -> Theme {
    let fg = |dark: Color, bright: Color| Style::new().fg(if light { bright } else { dark });
    let accent = fg(Color::LightCyan, Color::Blue);
    let dim = fg(Color::Gray, Color::DarkGray);
    Theme {
        // Titles are on the border and would have its colour.
        title: Style::new().fg(Color::Reset).add_modifier(Modifier::BOLD),
        title_focused: accent.add_modifier(Modifier::BOLD),
        border: fg(Color::DarkGray, Color::Gray),
        border_focused: accent,
        dim,
        accent,
        header: dim.add_modifier(Modifier::BOLD),
        bar: fg(Color::LightBlue, Color::Blue),
        claims: fg(Color::LightCyan, Color::Blue),
        burnt: fg(Color::Yellow, Color::Red),
        above: Style::new().add_modifier(Modifier::BOLD),
        below: dim,
        good: fg(Color::LightGreen, Color::Green),
        warning: fg(Color::LightYellow, Color::Magenta),
        error: fg(Color::LightRed, Color::Red).add_modifier(Modifier::BOLD),
        info: fg(Color::LightBlue, Color::Blue),
        key: accent.add_modifier(Modifier::BOLD),
        partial: dim,
        ..mono()
    }
}

/// Roles without colour.
pub(super) fn mono() -> Theme {
    let plain = Style::new();
    let bold = plain.add_modifier(Modifier::BOLD);
    let dim = plain.add_modifier(Modifier::DIM);
    let reversed = plain.add_modifier(Modifier::REVERSED);
    Theme {
        // Titles are on the border, which is dim.
        title: bold.remove_modifier(Modifier::DIM),
        title_focused: bold.add_modifier(Modifier::REVERSED).remove_modifier(Modifier::DIM),
        border: dim,
        border_focused: bold,
        text: plain,
        dim,
        strong: bold,
        accent: bold,
        header: bold,
        bar: plain,
        claims: plain,
        burnt: plain,
        above: bold,
        below: dim,
        good: plain,
        warning: bold,
        error: bold.add_modifier(Modifier::UNDERLINED),
        info: plain,
        selection: reversed,
        key: bold,
        chip: reversed,
        partial: dim,
        glyphs: Glyphs::Braille,
        level: ColorLevel::Mono,
        light: false,
        segments: [Color::Reset; SEGMENTS],
    }
}

/// A cell of a value in -1..=1: one hue above 0 and another below, the stronger the further from 0. Without colour only
/// the strength shows; the number has the sign.
pub(super) fn diverging(level: ColorLevel, light: bool, value: f64) -> Style {
    let value = if value.is_nan() { 0.0 } else { value.clamp(-1.0, 1.0) };
    match level {
        ColorLevel::Mono => heat(level, light, value.abs()),
        ColorLevel::Ansi16 if value.abs() < 0.25 => Style::new(),
        ColorLevel::Ansi16 => Style::new().bg(if value > 0.0 { Color::Cyan } else { Color::Yellow }).fg(Color::Black),
        ColorLevel::Ansi256 | ColorLevel::TrueColor => {
            let none = rgb24(if light { 0x00f4_f5f7 } else { 0x0022_2735 });
            let hue = match (value > 0.0, light) {
                (true, false) => 0x0056_b4e9,
                (true, true) => 0x0022_88cc,
                (false, false) => 0x00e6_9f00,
                (false, true) => 0x00e0_8a1e,
            };
            on(level, mix(none, rgb24(hue), value.abs()))
        }
    }
}

/// A background with a text colour that can be read on it.
fn on(level: ColorLevel, color: Color) -> Style {
    let color = match level {
        ColorLevel::TrueColor => color,
        _ => to_256(color),
    };
    // One of the two always has a contrast of more than 4.5.
    let [dark, bright] = [rgb24(0x0000_0000), rgb24(0x00ff_ffff)];
    let seen = from_256(color);
    let text = if contrast(seen, dark) > contrast(seen, bright) { dark } else { bright };
    Style::new().bg(color).fg(if level == ColorLevel::TrueColor { text } else { to_256(text) })
}

/// A heat cell: one hue of increasing strength, which stays ordered for colour-blind readers and in print.
pub(super) fn heat(level: ColorLevel, light: bool, value: f64) -> Style {
    let value = if value.is_nan() { 0.0 } else { value.clamp(0.0, 1.0) };
    match level {
        ColorLevel::Mono if value >= 0.75 => Style::new().add_modifier(Modifier::REVERSED),
        ColorLevel::Mono if value >= 0.5 => Style::new().add_modifier(Modifier::BOLD),
        ColorLevel::Mono if value < 0.25 => Style::new().add_modifier(Modifier::DIM),
        ColorLevel::Mono => Style::new(),
        ColorLevel::Ansi16 => match (value * 4.0) as u8 {
            0 => Style::new(),
            1 => Style::new().bg(Color::Blue).fg(Color::White),
            2 => Style::new().bg(Color::Cyan).fg(Color::Black),
            _ => Style::new().bg(Color::White).fg(Color::Black),
        },
        ColorLevel::Ansi256 | ColorLevel::TrueColor => {
            let (low, high) = if light { (0x00ee_f4fb, 0x0008_4594) } else { (0x001f_273d, 0x008f_d0f8) };
            let middle = rgb24(if light { 0x006b_aed6 } else { 0x002a_6fa8 });
            let color = if value < 0.5 {
                mix(rgb24(low), middle, value * 2.0)
            } else {
                mix(middle, rgb24(high), value * 2.0 - 1.0)
            };
            on(level, color)
        }
    }
}

/// Contrast ratio (WCAG 2) of two 24-bit colours, from 1 to 21.
pub(super) fn contrast(a: Color, b: Color) -> f64 {
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

/// Relative luminance (WCAG 2) of a 24-bit colour.
fn luminance(color: Color) -> f64 {
    let Color::Rgb(r, g, b) = color else {
        return 0.0;
    };
    let [r, g, b] = linear([r, g, b]);
    0.2126 * r + 0.7152 * g + 0.0722 * b
}

/// sRGB to linear light.
fn linear(rgb: [u8; 3]) -> [f64; 3] {
    rgb.map(|channel| {
        let value = f64::from(channel) / 255.0;
        if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// CIE L*a*b* (D65) of linear light.
    fn lab(l: [f64; 3]) -> [f64; 3] {
        let row = |m: [f64; 3]| m[0] * l[0] + m[1] * l[1] + m[2] * l[2];
        let f = |t: f64| {
            if t > 0.008_856 { t.cbrt() } else { 7.787 * t + 16.0 / 116.0 }
        };
        let x = f(row([0.412_456_4, 0.357_576_1, 0.180_437_5]) / 0.950_47);
        let y = f(row([0.212_672_9, 0.715_152_2, 0.072_175_0]));
        let z = f(row([0.019_333_9, 0.119_192_0, 0.950_304_1]) / 1.088_83);
        [116.0 * y - 16.0, 500.0 * (x - y), 200.0 * (y - z)]
    }

    /// How protanopic and deuteranopic readers see a colour (Machado, Oliveira and Fernandes 2009, severity 1).
    const VISION: [[[f64; 3]; 3]; 3] = [
        [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]],
        [[0.152_286, 1.052_583, -0.204_868], [0.114_503, 0.786_281, 0.099_216], [-0.003_882, -0.048_116, 1.051_998]],
        [[0.367_322, 0.860_646, -0.227_968], [0.280_085, 0.672_501, 0.047_413], [-0.011_820, 0.042_940, 0.968_881]],
    ];

    fn seen(color: Color, vision: &[[f64; 3]; 3]) -> [f64; 3] {
        let Color::Rgb(r, g, b) = color else {
            return [0.0; 3];
        };
        let l = linear([r, g, b]);
        lab(vision.map(|m| (m[0] * l[0] + m[1] * l[1] + m[2] * l[2]).clamp(0.0, 1.0)))
    }

    const DRAWN: [(ColorLevel, bool); 4] = [
        (ColorLevel::TrueColor, false),
        (ColorLevel::TrueColor, true),
        (ColorLevel::Ansi256, false),
        (ColorLevel::Ansi256, true),
    ];

    #[test]
    fn contrast_is_that_of_the_recommendation() {
        let (black, white) = (Color::Rgb(0, 0, 0), Color::Rgb(255, 255, 255));
        assert!((contrast(black, white) - 21.0).abs() < 1e-9);
        // The lightest grey that passes on white, an example known from WebAIM.
        assert!((contrast(Color::Rgb(0x76, 0x76, 0x76), white) - 4.54).abs() < 0.005);
    }

    #[test]
    fn segments_claims_and_burns_differ_for_colour_blind_readers() {
        for light in [false, true] {
            let theme = rgb(ColorLevel::TrueColor, light);
            let mut colors = segments(ColorLevel::TrueColor, light)[..10].to_vec();
            colors.extend([theme.claims.fg, theme.burnt.fg].into_iter().flatten());
            assert_eq!(colors.len(), 12);
            for (i, &a) in colors.iter().enumerate() {
                for &b in &colors[..i] {
                    for vision in &VISION {
                        let (p, q) = (seen(a, vision), seen(b, vision));
                        let distance = (0..3).map(|c| (p[c] - q[c]).powi(2)).sum::<f64>().sqrt();
                        assert!(distance > 14.0, "{a} and {b} are {distance:.1} apart, light {light}");
                    }
                }
            }
        }
    }

    #[test]
    fn no_two_segments_have_one_colour_at_any_level() {
        let levels = [ColorLevel::Ansi16, ColorLevel::Ansi256, ColorLevel::TrueColor];
        for (level, light) in levels.iter().flat_map(|level| [(*level, false), (*level, true)]) {
            let colors = segments(level, light);
            for (at, color) in colors.iter().enumerate() {
                assert!(!colors[..at].contains(color), "{color} twice, {level:?}, light {light}");
            }
        }
        // Bright and plain ones of a hue are alike on many terminals.
        let hue = |color: Color| color.to_string().to_lowercase().replace("light", "");
        for (light, named) in [(false, NAMED_DARK), (true, NAMED_LIGHT)] {
            let theme = ansi16(light);
            let taken = [theme.claims.fg, theme.burnt.fg].into_iter().flatten();
            let hues: Vec<String> = taken.chain(named[..6].iter().copied()).map(hue).collect();
            for (at, hue) in hues.iter().enumerate() {
                assert!(!hues[..at].contains(hue), "{hue} twice, light {light}");
            }
        }
    }

    #[test]
    fn all_text_can_be_read() {
        for (level, light) in DRAWN {
            let theme = rgb(level, light);
            let roles = [
                ("title", theme.title),
                ("title of the focus", theme.title_focused),
                ("dim", theme.dim),
                ("strong", theme.strong),
                ("accent", theme.accent),
                ("header", theme.header),
                ("bar", theme.bar),
                ("claims", theme.claims),
                ("burnt", theme.burnt),
                ("above", theme.above),
                ("below", theme.below),
                ("good", theme.good),
                ("warning", theme.warning),
                ("error", theme.error),
                ("info", theme.info),
                ("key", theme.key),
                ("partial", theme.partial),
            ];
            let roles = roles.into_iter().filter_map(|(role, style)| Some((role, style.fg?)));
            let texts = roles.chain(segments(level, light).map(|color| ("segment", color)));
            let selection = theme.selection.bg.map(from_256);
            let grounds: Vec<Color> = std::iter::once(background(light)).chain(selection).collect();
            assert_eq!(grounds.len(), 2);
            for (role, text) in texts {
                for ground in &grounds {
                    let of = contrast(from_256(text), *ground);
                    assert!(of >= 4.5, "{role} {text} on {ground}: {of:.2}, {level:?}, light {light}");
                }
            }
        }
    }

    #[test]
    fn numbers_in_cells_can_be_read() {
        for ((level, light), step) in
            DRAWN.iter().flat_map(|of| (-20..=20).map(move |step| (*of, f64::from(step) / 20.0)))
        {
            for cell in [heat(level, light, step), diverging(level, light, step)] {
                let (Some(fg), Some(bg)) = (cell.fg, cell.bg) else { panic!("a cell has both colours") };
                let of = contrast(from_256(fg), from_256(bg));
                assert!(of >= 4.5, "{step}, {level:?}, light {light}: {of:.2}");
            }
        }
    }
}
