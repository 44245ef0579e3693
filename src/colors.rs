//! The colours of screens and reports. Segments use the Okabe-Ito palette (Okabe and Ito 2008, made for colour-blind
//! readers) and colours chosen to keep the greatest distance from it under protanopia and deuteranopia; on a light
//! background the hues are darkened until they have enough contrast (WCAG's 3 : 1 for graphics).

/// A colour on a dark and on a light background: red, green and blue, eight bits each.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hue {
    /// On a dark background.
    pub dark: u32,
    /// On a light background.
    pub light: u32,
}

impl Hue {
    const fn new(dark: u32, light: u32) -> Self {
        Self { dark, light }
    }
}

/// Secondary text.
pub const DIM: Hue = Hue::new(0x008b_90a6, 0x0062_6876);
/// Frames and rules.
pub const BORDER: Hue = Hue::new(0x004a_4f66, 0x00b4_bac6);
/// Focus and links.
pub const ACCENT: Hue = Hue::new(0x007d_cfff, 0x0000_5f9e);
/// Bars.
pub const BAR: Hue = Hue::new(0x006f_9bd1, 0x003f_74b5);
/// Claims.
pub const CLAIMS: Hue = Hue::new(0x0056_b4e9, 0x0000_72b2);
/// Burns.
pub const BURNT: Hue = Hue::new(0x00e6_9f00, 0x00d5_5e00);
/// Warnings.
pub const WARNING: Hue = Hue::new(0x00f0_c040, 0x009a_6a00);

/// The colours of segments; after the last one they repeat.
pub const SEGMENTS: [Hue; 12] = [
    Hue::new(0x0056_b4e9, 0x0000_72b2),
    Hue::new(0x00e6_9f00, 0x00d5_5e00),
    Hue::new(0x0000_9e73, 0x0000_9e73),
    Hue::new(0x00cc_79a7, 0x00cc_79a7),
    Hue::new(0x00f0_e442, 0x0010_1418),
    Hue::new(0x00d5_5e00, 0x0020_20e0),
    Hue::new(0x002f_85c8, 0x0078_2800),
    Hue::new(0x00e8_e8e8, 0x006a_1ab0),
    Hue::new(0x008a_80ff, 0x002f_94e6),
    Hue::new(0x00c8_f0a0, 0x0000_6a5e),
    Hue::new(0x00a0_7a5a, 0x00f0_0050),
    Hue::new(0x00f0_4070, 0x008a_8a8a),
];
