//! Why a workbook is refused, before its file and sheet are known.

use crate::data::budget;
use crate::data::error::{DataError, MORE_MEMORY};
use crate::data::tally::escape;

/// Why a workbook, or one of its sheets, is refused.
#[derive(Debug)]
pub enum Refusal {
    /// It is damaged: what is wrong.
    Damaged(String),
    /// It is valid but too large: what is too large, and what to do.
    TooLarge(String, &'static str),
    /// The cells of a sheet are too far apart.
    Sparse,
}

impl From<&str> for Refusal {
    fn from(why: &str) -> Self {
        Self::Damaged(why.to_owned())
    }
}

impl From<String> for Refusal {
    fn from(why: String) -> Self {
        Self::Damaged(why)
    }
}

impl Refusal {
    /// What would take more memory than available; `what` such as `its parts expand to`, and how many bytes.
    pub fn over_budget(what: &str, bytes: u64) -> Self {
        let [bytes, limit] = [bytes, budget::limit()].map(budget::shown);
        Self::TooLarge(format!("{what} {bytes}, too much for the limit of {limit}"), MORE_MEMORY)
    }

    /// More sheets than the limit.
    pub fn too_many_sheets() -> Self {
        Self::TooLarge(format!("it has more than {} sheets", budget::SHEETS), "Save those with data to another file")
    }

    /// The same, with the position in the file.
    pub fn within(self, place: &str) -> Self {
        match self {
            Self::Damaged(why) => Self::Damaged(format!("{place}: {why}")),
            Self::TooLarge(what, remedy) => Self::TooLarge(format!("{place}: {what}"), remedy),
            Self::Sparse => Self::Sparse,
        }
    }

    /// The error about a file, or a sheet of it.
    pub fn about(self, label: &str, sheet: Option<&str>) -> DataError {
        let path = label.to_owned();
        let place = sheet.map(|sheet| format!("sheet \"{}\"", escape(sheet)));
        match self {
            Self::Damaged(reason) => {
                let place = place.map_or_else(String::new, |place| format!(" in {place}"));
                DataError::Broken { path, place, reason }
            }
            Self::TooLarge(what, remedy) => {
                let what = place.map_or_else(String::new, |place| format!("{place}, ")) + &what;
                DataError::TooLarge { path, what, remedy }
            }
            Self::Sparse => DataError::Sparse { path },
        }
    }
}
