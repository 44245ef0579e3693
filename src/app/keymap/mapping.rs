//! The keys of the mapping screen, of its list of roles, and of the name of the file that it writes.

use crossterm::event::KeyCode;

use super::binding::{Binding, Section};
use super::fields::{ENTER, ERASE_MORE, ERASE_ONE, ESCAPE, F1, HELP_KEYS, IN_TEXT, Keys, QUIT, row};
use super::live::ON_UNIX;
use crate::app::action::Action;
use crate::app::key::{ch, ctrl, key};
use crate::app::motion::Motion;
use crate::app::state::overlay::palette::Setting;

const SECTION: Section = Section::Mapping;
const ROWS: Keys = &[
    (key(KeyCode::Up), Action::Move(Motion::Up)),
    (key(KeyCode::Down), Action::Move(Motion::Down)),
    (ch('k'), Action::Move(Motion::Up)),
    (ch('j'), Action::Move(Motion::Down)),
];
const ENDS: Keys = &[
    (ch('g'), Action::Move(Motion::First)),
    (ch('G'), Action::Move(Motion::Last)),
    (key(KeyCode::Home), Action::Move(Motion::First)),
    (key(KeyCode::End), Action::Move(Motion::Last)),
];
const PAGES: Keys = &[
    (ctrl('u'), Action::Move(Motion::HalfUp)),
    (ctrl('d'), Action::Move(Motion::HalfDown)),
    (key(KeyCode::PageUp), Action::Move(Motion::PageUp)),
    (key(KeyCode::PageDown), Action::Move(Motion::PageDown)),
];
const SIDES: Keys = &[
    (key(KeyCode::Tab), Action::NextPanel),
    (key(KeyCode::BackTab), Action::PreviousPanel),
    (key(KeyCode::Left), Action::Move(Motion::Left)),
    (key(KeyCode::Right), Action::Move(Motion::Right)),
    (ch('h'), Action::Move(Motion::Left)),
    (ch('l'), Action::Move(Motion::Right)),
];
const OTHER: Keys = &[(ch('O'), Action::Ask(Setting::Open))];
const CLOSE: Keys = &[(key(KeyCode::Esc), Action::Back), (ch('q'), Action::Back)];

/// The keys of the two lists.
pub const MAPPING: &[Binding] = &[
    row(ENTER, SECTION, Some("role"), "choose the role of the file or column"),
    row(&[(ch(' '), Action::Mark)], SECTION, Some("use"), "use a file or not; remove the role of a column"),
    row(SIDES, SECTION, Some("side"), "files, columns"),
    row(&[(ch('o'), Action::UseMapping)], SECTION, Some("open"), "open the data with these roles"),
    row(&[(ch('w'), Action::WriteMapping)], SECTION, Some("write"), "write the roles to a file for --mapping"),
    row(OTHER, SECTION, Some("other data"), "open another file or folder"),
    row(CLOSE, SECTION, Some("cancel"), "close; the data does not change"),
    row(HELP_KEYS, SECTION, Some("keys"), "show this help"),
    row(&[(ch('K'), Action::NextKind)], SECTION, Some("kind"), "change the kind of data"),
    row(&[(ch('D'), Action::NextDates)], SECTION, Some("dates"), "change how dates are read: dmy, mdy, ymd"),
    row(&[(ch(','), Action::NextDecimal)], SECTION, Some("decimals"), "next decimal mark: point, comma"),
    row(ROWS, SECTION, None, "one row up, down"),
    row(ENDS, SECTION, None, "first row, last row"),
    row(PAGES, SECTION, None, "half a page up, down; one page up, down"),
    Binding {
        live: ON_UNIX,
        ..row(&[(ctrl('z'), Action::Suspend)], SECTION, None, "suspend; `fg` in the shell returns")
    },
    row(QUIT, SECTION, None, "quit"),
];

/// The keys of the list of roles.
pub const ROLES: &[Binding] = &[
    row(ENTER, SECTION, Some("take"), "in a list of roles: take the role"),
    row(ROWS, SECTION, Some("move"), "in a list of roles: one row up, down"),
    row(ENDS, SECTION, None, "in a list of roles: first row, last row"),
    row(PAGES, SECTION, None, "in a list of roles: half a page, one page"),
    row(CLOSE, SECTION, Some("back"), "in a list of roles: keep the role"),
    row(HELP_KEYS, SECTION, Some("keys"), "in a list of roles: show this help"),
    row(QUIT, SECTION, None, "in a list of roles: quit"),
];

/// The keys of the name of the file; every other character is text.
pub const MAPPING_FILE: &[Binding] = &[
    row(ENTER, SECTION, Some("write"), "in the name of the file: write it"),
    row(IN_TEXT, SECTION, None, "in the name of the file: move"),
    row(ERASE_ONE, SECTION, None, "in the name of the file: delete a character"),
    row(ERASE_MORE, SECTION, Some("clear"), "in the name of the file: delete the text"),
    row(ESCAPE, SECTION, Some("back"), "in the name of the file: do not write it"),
    row(F1, SECTION, Some("keys"), "in the name of the file: show this help"),
    row(QUIT, SECTION, None, "in the name of the file: quit"),
];
