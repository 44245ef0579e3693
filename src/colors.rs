//! The colours of screens and reports. All of them can be read as text (WCAG's 4.5 : 1), also on a selected row. The
//! first ten segments, claims and burns differ for readers with protanopia and deuteranopia too; claims and burns have
//! hues of their own (Okabe and Ito 2008), because they are drawn beside segments.

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
pub const DIM: Hue = Hue::new(0x009a_a0b6, 0x0056_5c6a);
/// Frames and rules.
pub const BORDER: Hue = Hue::new(0x004a_4f66, 0x00b4_bac6);
/// Focus and links.
pub const ACCENT: Hue = Hue::new(0x007d_cfff, 0x0000_588f);
/// Bars.
pub const BAR: Hue = Hue::new(0x007f_a6d8, 0x003b_6cab);
/// Claims.
pub const CLAIMS: Hue = Hue::new(0x0056_b4e9, 0x0000_67a6);
/// Burns.
pub const BURNT: Hue = Hue::new(0x00e6_9f00, 0x0098_4600);
/// Warnings.
pub const WARNING: Hue = Hue::new(0x00f0_c040, 0x0080_5600);

/// The colours of segments; after the last one they repeat.
pub const SEGMENTS: [Hue; 12] = [
    Hue::new(0x0076_daa8, 0x0000_6149),
    Hue::new(0x00f9_aed0, 0x00c3_075c),
    Hue::new(0x00f0_e442, 0x0020_20e0),
    Hue::new(0x00ff_7451, 0x006d_7039),
    Hue::new(0x008f_9cff, 0x000c_1015),
    Hue::new(0x00f8_f3e8, 0x0070_1f00),
    Hue::new(0x00b0_d2ff, 0x0000_69d9),
    Hue::new(0x00c7_efa0, 0x00ac_2e7d),
    Hue::new(0x00c1_9e7d, 0x0065_10a7),
    Hue::new(0x00a2_f5fe, 0x0000_3b32),
    Hue::new(0x00ac_acb3, 0x0064_6464),
    Hue::new(0x00f5_7d9e, 0x0077_3864),
];
