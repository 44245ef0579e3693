//! The titles of the overlays: at their borders, and to find them in the palette.

use super::OverlayKind;

impl OverlayKind {
    /// Its title; the pages of a customer or segment have a title of their own.
    pub const fn title(self) -> &'static str {
        match self {
            Self::None => "",
            Self::Help => "Keys",
            Self::Features => "Cluster by",
            Self::Algorithm => "Algorithm",
            Self::Export => "Export",
            Self::Rows => "Rows",
            Self::Filter => "Filter",
            Self::Search => "Search",
            Self::Columns => "Columns",
            Self::Customer => "Customer",
            Self::Explain => "What the numbers mean",
            Self::Segment => "Segment",
            Self::Compare | Self::CompareSeveral => "Compare",
            Self::Split => "Split",
            Self::Rename => "Name of the segment",
            Self::Budget => "Who should get coupons",
            Self::Mapping => "Roles of files and columns",
            Self::Palette => "Commands",
        }
    }
}
