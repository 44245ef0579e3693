//! Opening the rows behind a finding.

use super::mapping;
use crate::app::message::{Cmd, RowsRequest};
use crate::app::selectors;
use crate::app::state::job::Job;
use crate::app::state::model::Model;
use crate::app::state::overlay::Overlay;
use crate::app::state::overlay::rows::OpenRows;
use crate::app::update::request::next;

/// Opens the rows of the finding at the cursor. One without rows is about a file or column: then the mapping screen opens,
/// which says what each is.
pub fn open(model: &mut Model) -> Option<Cmd> {
    let finding = selectors::finding(model)?;
    let Some(open) = OpenRows::new(finding) else {
        return Some(mapping::open(model));
    };
    let (table, numbers) = (finding.table, open.numbers());
    model.overlay = Overlay::Rows(open);
    let request = RowsRequest { input: model.input.clone(), table, numbers };
    Some(Cmd::Rows(next(model, Job::Rows), request))
}
