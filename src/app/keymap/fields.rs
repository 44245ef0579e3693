//! The keys of what is typed into or answered; letters are text there.

use crossterm::event::KeyCode;

use super::{Binding, Group, Key, ch, ctrl, key};
use crate::app::action::{Action, Erase, Motion};

type Keys = &'static [(Key, Action)];

const ENTER: Keys = &[(key(KeyCode::Enter), Action::Open)];
const ESCAPE: Keys = &[(key(KeyCode::Esc), Action::Back)];
const QUIT: Keys = &[(ctrl('c'), Action::Quit)];
const UP_DOWN: Keys = &[(key(KeyCode::Up), Action::Move(Motion::Up)), (key(KeyCode::Down), Action::Move(Motion::Down))];
const LEFT_RIGHT: Keys =
    &[(key(KeyCode::Left), Action::Move(Motion::Left)), (key(KeyCode::Right), Action::Move(Motion::Right))];
const ERASE_MORE: Keys = &[(ctrl('w'), Action::Erase(Erase::Word)), (ctrl('u'), Action::Erase(Erase::Line))];
const ERASE_ONE: Keys =
    &[(key(KeyCode::Backspace), Action::Erase(Erase::Before)), (key(KeyCode::Delete), Action::Erase(Erase::After))];
const ERASE: Keys = &[(key(KeyCode::Backspace), Action::Erase(Erase::Before)), (ctrl('u'), Action::Erase(Erase::Line))];
const ROWS: Keys = &[
    (key(KeyCode::Up), Action::Move(Motion::Up)),
    (key(KeyCode::Down), Action::Move(Motion::Down)),
    (key(KeyCode::Tab), Action::Move(Motion::Down)),
];
const IN_TEXT: Keys = &[
    (key(KeyCode::Left), Action::Move(Motion::Left)),
    (key(KeyCode::Right), Action::Move(Motion::Right)),
    (key(KeyCode::Home), Action::Move(Motion::First)),
    (key(KeyCode::End), Action::Move(Motion::Last)),
];

/// A row that is live whenever its table is.
const fn row(keys: Keys, group: Group, footer: Option<&'static str>, help: &'static str) -> Binding {
    Binding { keys, group, footer, help, live: |_| true }
}

/// The keys of a text field; every other character is text.
pub const FIELD: &[Binding] = &[
    row(ENTER, Group::Field, Some("apply"), "takes what is typed; no filter keeps all"),
    row(&[(key(KeyCode::Tab), Action::Complete)], Group::Field, Some("complete"), "takes the chosen completion"),
    row(UP_DOWN, Group::Field, Some("choose"), "previous, next completion"),
    row(IN_TEXT, Group::Field, None, "moves in the text"),
    row(ERASE_ONE, Group::Field, None, "removes the character before, after"),
    row(ERASE_MORE, Group::Field, None, "removes the word before, all before"),
    row(ESCAPE, Group::Field, Some("close"), "closes the field, all stays as it was"),
    row(QUIT, Group::Field, None, "quits, always"),
];

/// The keys of the algorithm dialog; digits and letters are text.
pub const DIALOG: &[Binding] = &[
    row(ENTER, Group::Dialog, Some("cluster"), "clusters with what is set"),
    row(ROWS, Group::Dialog, Some("row"), "previous, next row"),
    row(LEFT_RIGHT, Group::Dialog, Some("change"), "previous, next value of the row"),
    row(ERASE, Group::Dialog, None, "removes a character, all of it"),
    row(ESCAPE, Group::Dialog, Some("close"), "closes the dialog, the algorithm stays"),
    row(QUIT, Group::Dialog, None, "quits, always"),
];

/// The keys of the export dialog; every other character goes into the file's name.
pub const EXPORT: &[Binding] = &[
    row(ENTER, Group::Export, Some("write"), "writes the file, asks before it overwrites"),
    row(ROWS, Group::Export, Some("row"), "previous, next row"),
    row(LEFT_RIGHT, Group::Export, Some("change"), "what is written and how; moves in the name"),
    row(
        &[(key(KeyCode::Home), Action::Move(Motion::First)), (key(KeyCode::End), Action::Move(Motion::Last))],
        Group::Export,
        None,
        "the beginning, the end of the name",
    ),
    row(ERASE_ONE, Group::Export, None, "removes the character before, after"),
    row(ERASE_MORE, Group::Export, None, "removes the word before, all before"),
    row(ESCAPE, Group::Export, Some("close"), "closes the dialog"),
    row(QUIT, Group::Export, None, "quits, always"),
];

/// The keys while the export dialog asks whether to overwrite.
pub const OVERWRITE: &[Binding] = &[
    row(&[(ch('y'), Action::Open)], Group::Export, Some("overwrite"), "when asked: overwrites the file"),
    row(
        &[(ch('n'), Action::Back), (key(KeyCode::Esc), Action::Back)],
        Group::Export,
        Some("back"),
        "when asked: leaves the file as it is",
    ),
    row(QUIT, Group::Export, None, "when asked: quits, always"),
];

/// The keys of the field for the name of a segment; every other character is text.
pub const NAME: &[Binding] = &[
    row(ENTER, Group::Name, Some("keep"), "keeps the name; nothing typed: that by rule"),
    row(IN_TEXT, Group::Name, None, "moves in the text"),
    row(ERASE_ONE, Group::Name, None, "removes the character before, after"),
    row(ERASE_MORE, Group::Name, Some("clear"), "removes the word before, all before"),
    row(ESCAPE, Group::Name, Some("close"), "closes the field, the name stays as it was"),
    row(QUIT, Group::Name, None, "quits, always"),
];

/// The keys of the panel of coupons; digits are the budget.
pub const BUDGET: &[Binding] = &[
    row(
        &[(key(KeyCode::Enter), Action::Open), (key(KeyCode::Esc), Action::Back)],
        Group::Budget,
        Some("close"),
        "closes the panel, the number stays",
    ),
    row(ERASE, Group::Budget, Some("remove"), "removes a digit, all of them"),
    row(UP_DOWN, Group::Budget, Some("scroll"), "the table up, down where it is long"),
    row(QUIT, Group::Budget, None, "quits, always"),
];
