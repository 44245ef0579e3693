//! The tables of keys.

use strum::EnumIter;

/// The keys that work while an overlay is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIter)]
pub enum Keys {
    /// The keys of the screen.
    Screen,
    /// The keys of a text field.
    Line,
    /// The keys of the palette.
    Palette,
    /// The keys of the help.
    Help,
    /// The keys of the algorithm dialog.
    Algorithm,
    /// The keys of the coupon budget.
    Budget,
    /// The keys of the export dialog.
    Export,
    /// The keys of the question whether to overwrite.
    Overwrite,
    /// The keys of the rename field.
    Name,
    /// The keys of the mapping screen.
    Mapping,
    /// The keys of its list of roles.
    Roles,
    /// The keys of its file name.
    MappingFile,
}
