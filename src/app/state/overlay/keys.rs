//! The tables of keys.

use strum::EnumIter;

/// Which keys work while an overlay is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIter)]
pub enum Keys {
    /// Those of the screen.
    Screen,
    /// Those of a line of text.
    Line,
    /// Those of the algorithm dialog.
    Algorithm,
    /// Those of the coupon budget.
    Budget,
    /// Those of the export dialog.
    Export,
    /// The answers to whether a file may be overwritten.
    Overwrite,
    /// Those of the name of a segment.
    Name,
    /// Those of the mapping screen.
    Mapping,
    /// Those of its list of roles.
    Roles,
    /// Those of the name of the file for a mapping.
    MappingFile,
}
