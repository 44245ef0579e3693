//! The overlays, and how each responds to keys.
//!
//! Every overlay must say which keys work ([`Overlay::keys`]) and how its cursor moves ([`Overlay::step`]). The
//! other answers list only the overlays with a special behaviour.

pub mod algorithm;
pub mod budget;
pub mod columns;
pub mod compare;
pub mod customer;
pub mod explain;
pub mod export;
pub mod features;
mod keys;
pub mod mapping;
pub mod palette;
pub mod prompt;
pub mod rename;
pub mod rows;
mod scroll;
pub mod segment;
pub mod several;
pub mod split;
mod title;

pub use self::keys::Keys;
pub use self::scroll::Scroll;

use strum::{EnumDiscriminants, EnumIter};

use self::algorithm::Dialog;
use self::columns::Columns;
use self::compare::Compare;
use self::customer::CustomerPage;
use self::explain::Explanation;
use self::export::ExportDialog;
use self::features::Picker;
use self::mapping::MappingScreen;
use self::palette::Palette;
use self::prompt::Prompt;
use self::rename::Rename;
use self::rows::OpenRows;
use self::segment::SegmentPage;
use self::several::CompareSeveral;
use self::split::{Parts, SplitView};
use crate::app::motion::{Erase, Motion};
use crate::app::state::job::Job;
use crate::data::filter::Vocabulary;

/// The open overlay.
#[derive(Clone, Debug, Default, PartialEq, EnumDiscriminants)]
#[strum_discriminants(name(OverlayKind), derive(EnumIter), doc = "The kinds of overlays.", allow(missing_docs))]
pub enum Overlay {
    /// Nothing.
    #[default]
    None,
    /// The help: what is typed to search it; its choice is the selected key.
    Help(Prompt),
    /// The feature picker.
    Features(Picker),
    /// The algorithm and its parameters.
    Algorithm(Dialog),
    /// What to write into which file.
    Export(ExportDialog),
    /// The rows behind a finding.
    Rows(OpenRows),
    /// The filter field.
    Filter(Prompt),
    /// The search field.
    Search(Prompt),
    /// The column chooser of the customer list.
    Columns(Columns),
    /// One customer.
    Customer(CustomerPage),
    /// The explanation of a panel.
    Explain(Explanation),
    /// One segment.
    Segment(SegmentPage),
    /// Two segments, or one against the rest.
    Compare(Box<Compare>),
    /// Several segments.
    CompareSeveral(Box<CompareSeveral>),
    /// The parts of the data side by side.
    Split(SplitView),
    /// The rename field.
    Rename(Rename),
    /// The coupon budget.
    Budget,
    /// The mapping screen.
    Mapping(Box<MappingScreen>),
    /// Whatever can be done or gone to.
    Palette(Palette),
}

impl Overlay {
    /// The keys that work while it is open.
    pub fn keys(&self) -> Keys {
        match self {
            Self::Filter(_) | Self::Search(_) => Keys::Line,
            Self::Algorithm(_) => Keys::Algorithm,
            Self::Palette(_) => Keys::Palette,
            Self::Help(_) => Keys::Help,
            Self::Rename(_) => Keys::Name,
            Self::Budget => Keys::Budget,
            Self::Export(dialog) if dialog.is_asking() => Keys::Overwrite,
            Self::Export(_) => Keys::Export,
            Self::Mapping(screen) => screen.keys(),
            Self::None
            | Self::Features(_)
            | Self::Rows(_)
            | Self::Columns(_)
            | Self::Customer(_)
            | Self::Explain(_)
            | Self::Segment(_)
            | Self::Compare(_)
            | Self::CompareSeveral(_)
            | Self::Split(_) => Keys::Screen,
        }
    }

    /// Whether it is a list of entries to mark, confirmed with `enter`.
    pub fn is_choice(&self) -> bool {
        matches!(self, Self::Features(_) | Self::Columns(_))
    }

    /// Whether it is a page in place of the panels.
    pub fn is_page(&self) -> bool {
        matches!(self, Self::Rows(_) | Self::Customer(_) | Self::Segment(_) | Self::Budget | Self::Mapping(_))
    }

    /// Marks the entry under the cursor of a [choice](Self::is_choice), or removes its mark.
    pub fn mark(&mut self) {
        match self {
            Self::Features(picker) => picker.mark(),
            Self::Columns(columns) => columns.mark(),
            _ => {}
        }
    }

    /// Moves its cursor to an entry.
    pub fn go(&mut self, entry: usize) {
        match self {
            Self::Features(picker) => picker.go(entry),
            Self::Columns(columns) => columns.cursor = entry,
            Self::Split(open) if open.is_choosing() => open.chosen = entry,
            Self::Filter(prompt) | Self::Help(prompt) => prompt.choice = entry,
            Self::Palette(open) => open.prompt.choice = entry,
            Self::Algorithm(dialog) => dialog.row = entry,
            Self::Export(dialog) => dialog.row = entry,
            Self::Mapping(screen) => screen.go_to_role(entry),
            _ => {}
        }
    }

    /// Whether letters are typed as text.
    pub fn is_typing(&self) -> bool {
        !matches!(self.keys(), Keys::Screen | Keys::Overwrite | Keys::Mapping | Keys::Roles)
    }

    /// Moves its cursor; `page` rows are on screen, and `words` can complete a filter.
    pub fn step(&mut self, motion: Motion, page: usize, words: &dyn Fn() -> Vocabulary) {
        let list = |cursor: &mut usize, rows: usize| *cursor = motion.within(*cursor, page, rows);
        match self {
            Self::Explain(open) => open.step(motion, page),
            Self::Features(picker) => picker.step(motion, page),
            Self::Algorithm(dialog) => dialog.step(motion),
            Self::Export(dialog) => dialog.step(motion),
            Self::Rows(open) => open.step(motion, page),
            Self::Filter(prompt) => {
                let rows = if motion == Motion::Down { prompt.completion(&words()).candidates.len() } else { 0 };
                prompt.choose(motion, rows);
            }
            Self::Search(prompt) => prompt.step(motion),
            Self::Rename(open) => open.field.step(motion),
            Self::Columns(columns) => list(&mut columns.cursor, columns.all.len()),
            Self::Customer(page) => {
                let coupons = page.coupons();
                list(&mut page.cursor, coupons);
            }
            Self::Segment(page) => page.step(motion),
            Self::Mapping(screen) => screen.step(motion, page),
            Self::Compare(open) => list(&mut open.cursor, open.comparison.differences.len()),
            Self::CompareSeveral(open) => open.step(motion, page),
            // The budget outlives its panel; the entries of the palette and of the help and the axis of a split follow from
            // the model.
            Self::Budget | Self::Palette(_) | Self::Help(_) | Self::Split(_) | Self::None => {}
        }
    }

    /// Writes text, typed or pasted, at the cursor. Does nothing in an overlay without text.
    pub fn write(&mut self, text: &str) {
        match self {
            Self::Filter(prompt) | Self::Search(prompt) | Self::Help(prompt) => prompt.write(text),
            Self::Palette(open) => {
                open.error = None;
                open.prompt.write(text);
            }
            Self::Algorithm(dialog) => dialog.write(text),
            Self::Export(dialog) => dialog.write(text),
            Self::Rename(open) => open.write(text),
            Self::Mapping(screen) => screen.write(text),
            _ => {}
        }
    }

    /// Removes text before or after the cursor.
    pub fn erase(&mut self, what: Erase) {
        match self {
            Self::Filter(prompt) | Self::Search(prompt) | Self::Help(prompt) => prompt.remove(what),
            Self::Palette(open) => {
                open.error = None;
                open.prompt.remove(what);
            }
            Self::Algorithm(dialog) => dialog.erase(what),
            Self::Export(dialog) => dialog.erase(what),
            Self::Rename(open) => open.erase(what),
            Self::Mapping(screen) => screen.erase(what),
            _ => {}
        }
    }

    /// The work that was started for it, which is cancelled when the overlay is closed.
    pub fn job(&self) -> Option<Job> {
        match self {
            Self::Features(_) => Some(Job::Describe),
            Self::Customer(_) => Some(Job::Customer),
            Self::Compare(_) | Self::CompareSeveral(_) => Some(Job::Compare),
            Self::Split(open) => (open.parts == Parts::Measuring).then_some(Job::Split),
            Self::Mapping(_) => Some(Job::Understand),
            Self::Rows(open) => open.is_reading().then_some(Job::Rows),
            Self::Filter(prompt) => prompt.applying.then_some(Job::Filter),
            _ => None,
        }
    }

    /// Whether it waits for background work.
    pub fn is_busy(&self) -> bool {
        match self {
            Self::Rows(open) => open.is_reading(),
            Self::Customer(page) => page.is_reading(),
            Self::Export(dialog) => dialog.is_writing(),
            Self::Features(picker) => picker.statistics.is_none(),
            Self::Split(open) => open.parts == Parts::Measuring,
            Self::Mapping(screen) => screen.is_busy(),
            _ => false,
        }
    }
}
