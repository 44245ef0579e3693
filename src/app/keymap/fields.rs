//! The keys of text fields and dialogs; letters are text there.

use crossterm::event::KeyCode;

use super::binding::{Binding, Section};
use super::live::ALWAYS;
use crate::app::action::Action;
use crate::app::key::{Key, ch, ctrl, key};
use crate::app::motion::{Erase, Motion};
use crate::app::state::overlay::OverlayKind;

pub(super) type Keys = &'static [(Key, Action)];

pub(super) const ENTER: Keys = &[(key(KeyCode::Enter), Action::Open)];
/// The keys that open the help; where `?` is text, the second alone.
pub(super) const HELP_KEYS: Keys =
    &[(ch('?'), Action::Show(OverlayKind::Help)), (key(KeyCode::F(1)), Action::Show(OverlayKind::Help))];
pub(super) const F1: Keys = &[(key(KeyCode::F(1)), Action::Show(OverlayKind::Help))];
pub(super) const ESCAPE: Keys = &[(key(KeyCode::Esc), Action::Back)];
pub(super) const QUIT: Keys = &[(ctrl('c'), Action::Quit)];
const UP_DOWN: Keys = &[(key(KeyCode::Up), Action::Move(Motion::Up)), (key(KeyCode::Down), Action::Move(Motion::Down))];
const LEFT_RIGHT: Keys =
    &[(key(KeyCode::Left), Action::Move(Motion::Left)), (key(KeyCode::Right), Action::Move(Motion::Right))];
pub(super) const ERASE_MORE: Keys = &[(ctrl('w'), Action::Erase(Erase::Word)), (ctrl('u'), Action::Erase(Erase::Line))];
pub(super) const ERASE_ONE: Keys =
    &[(key(KeyCode::Backspace), Action::Erase(Erase::Before)), (key(KeyCode::Delete), Action::Erase(Erase::After))];
const ERASE: Keys = &[(key(KeyCode::Backspace), Action::Erase(Erase::Before)), (ctrl('u'), Action::Erase(Erase::Line))];
const ROWS: Keys = &[
    (key(KeyCode::Up), Action::Move(Motion::Up)),
    (key(KeyCode::Down), Action::Move(Motion::Down)),
    (key(KeyCode::Tab), Action::Move(Motion::Down)),
];
pub(super) const IN_TEXT: Keys = &[
    (key(KeyCode::Left), Action::Move(Motion::Left)),
    (key(KeyCode::Right), Action::Move(Motion::Right)),
    (key(KeyCode::Home), Action::Move(Motion::First)),
    (key(KeyCode::End), Action::Move(Motion::Last)),
];

/// A row that is live whenever its table is.
pub(super) const fn row(keys: Keys, section: Section, footer: Option<&'static str>, help: &'static str) -> Binding {
    Binding { keys, section, footer, help, live: ALWAYS }
}

/// The keys of a text field; every other character is text.
pub const FIELD: &[Binding] = &[
    row(ENTER, Section::Field, Some("apply"), "apply; an empty filter matches all"),
    row(&[(key(KeyCode::Tab), Action::Complete)], Section::Field, Some("complete"), "accept the completion"),
    row(UP_DOWN, Section::Field, Some("choose"), "previous, next completion; above: history"),
    row(IN_TEXT, Section::Field, None, "move in the text"),
    row(ERASE_ONE, Section::Field, None, "delete the character before, after"),
    row(ERASE_MORE, Section::Field, None, "delete the word before, everything before"),
    row(ESCAPE, Section::Field, Some("close"), "cancel"),
    row(F1, Section::Field, Some("keys"), "show this help"),
    row(QUIT, Section::Field, None, "quit"),
];

/// The keys of the palette; every other character is text.
pub const PALETTE: &[Binding] = &[
    row(ENTER, Section::Palette, Some("run"), "do it, go there, or set the value"),
    row(
        &[(key(KeyCode::Tab), Action::Complete)],
        Section::Palette,
        Some("complete"),
        "insert the entry and go on typing",
    ),
    row(UP_DOWN, Section::Palette, Some("choose"), "previous, next entry; above the first: history"),
    row(IN_TEXT, Section::Palette, None, "move in the text"),
    row(ERASE_ONE, Section::Palette, None, "delete the character before, after"),
    row(ERASE_MORE, Section::Palette, None, "delete the word before, everything before"),
    row(ESCAPE, Section::Palette, Some("close"), "cancel"),
    row(F1, Section::Palette, Some("keys"), "show this help"),
    row(QUIT, Section::Palette, None, "quit"),
];

/// The keys of the help; every other character is text.
pub const HELP: &[Binding] = &[
    row(ENTER, Section::Help, Some("do it"), "do what the chosen key does"),
    row(UP_DOWN, Section::Help, Some("choose"), "previous, next key"),
    row(
        &[
            (key(KeyCode::PageUp), Action::Move(Motion::PageUp)),
            (key(KeyCode::PageDown), Action::Move(Motion::PageDown)),
        ],
        Section::Help,
        None,
        "one page up, down",
    ),
    row(ERASE, Section::Help, None, "delete a character, the whole text"),
    row(
        &[(key(KeyCode::Esc), Action::Back), (ch('?'), Action::Back), (key(KeyCode::F(1)), Action::Back)],
        Section::Help,
        Some("close"),
        "close",
    ),
    row(QUIT, Section::Help, None, "quit"),
];

/// The keys of the algorithm dialog; digits and letters are text.
pub const DIALOG: &[Binding] = &[
    row(ENTER, Section::Dialog, Some("cluster"), "cluster with these settings"),
    row(ROWS, Section::Dialog, Some("row"), "previous, next row"),
    row(LEFT_RIGHT, Section::Dialog, Some("change"), "previous, next value"),
    row(ERASE, Section::Dialog, None, "delete a character, the whole value"),
    row(ESCAPE, Section::Dialog, Some("close"), "cancel"),
    row(HELP_KEYS, Section::Dialog, Some("keys"), "show this help"),
    row(QUIT, Section::Dialog, None, "quit"),
];

/// The keys of the export dialog; every other character goes into the file's name.
pub const EXPORT: &[Binding] = &[
    row(ENTER, Section::Export, Some("write"), "write the file; asks before overwriting"),
    row(ROWS, Section::Export, Some("row"), "previous, next row"),
    row(LEFT_RIGHT, Section::Export, Some("change"), "change content or format; move in the name"),
    row(
        &[(key(KeyCode::Home), Action::Move(Motion::First)), (key(KeyCode::End), Action::Move(Motion::Last))],
        Section::Export,
        None,
        "start, end of the name",
    ),
    row(ERASE_ONE, Section::Export, None, "delete the character before, after"),
    row(ERASE_MORE, Section::Export, None, "delete the word before, everything before"),
    row(ESCAPE, Section::Export, Some("close"), "cancel"),
    row(F1, Section::Export, Some("keys"), "show this help"),
    row(QUIT, Section::Export, None, "quit"),
];

/// The keys of the question whether to overwrite.
pub const OVERWRITE: &[Binding] = &[
    row(&[(ch('y'), Action::Open)], Section::Export, Some("overwrite"), "when asked: overwrite the file"),
    row(
        &[(ch('n'), Action::Back), (key(KeyCode::Esc), Action::Back)],
        Section::Export,
        Some("back"),
        "when asked: keep the existing file",
    ),
    row(HELP_KEYS, Section::Export, Some("keys"), "when asked: show this help"),
    row(QUIT, Section::Export, None, "when asked: quit"),
];

/// The keys of the field for the name of a segment; every other character is text.
pub const NAME: &[Binding] = &[
    row(ENTER, Section::Name, Some("keep"), "save the name; empty: the generated name"),
    row(IN_TEXT, Section::Name, None, "move in the text"),
    row(ERASE_ONE, Section::Name, None, "delete the character before, after"),
    row(ERASE_MORE, Section::Name, Some("clear"), "delete the word before, everything before"),
    row(ESCAPE, Section::Name, Some("close"), "cancel"),
    row(F1, Section::Name, Some("keys"), "show this help"),
    row(QUIT, Section::Name, None, "quit"),
];

/// The keys of the panel of coupons; digits are the budget.
pub const BUDGET: &[Binding] = &[
    row(&[(key(KeyCode::Enter), Action::Open)], Section::Budget, Some("open"), "list the customers of the segment"),
    row(&[(key(KeyCode::Esc), Action::Back)], Section::Budget, Some("close"), "close"),
    row(
        &[(ch('v'), Action::View(true))],
        Section::Budget,
        Some("experiment"),
        "experiment with a control group, or back",
    ),
    row(HELP_KEYS, Section::Budget, Some("keys"), "show this help"),
    row(ERASE, Section::Budget, Some("remove"), "delete a digit, all digits"),
    row(UP_DOWN, Section::Budget, Some("row"), "one row up, down"),
    row(QUIT, Section::Budget, None, "quit"),
];
