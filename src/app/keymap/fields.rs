//! The keys of what is typed into or answered; letters are text there.

use crossterm::event::KeyCode;

use super::{Binding, Group, ch, ctrl, key};
use crate::app::action::{Action, Erase, Motion};

/// The keys of a text field; every other character is text.
pub const FIELD: &[Binding] = &[
    Binding {
        keys: &[(key(KeyCode::Enter), Action::Open)],
        group: Group::Field,
        footer: Some("apply"),
        help: "takes what is typed; no filter keeps all",
        live: |_| true,
    },
    Binding {
        keys: &[(key(KeyCode::Tab), Action::Complete)],
        group: Group::Field,
        footer: Some("complete"),
        help: "takes the chosen completion",
        live: |_| true,
    },
    Binding {
        keys: &[(key(KeyCode::Up), Action::Move(Motion::Up)), (key(KeyCode::Down), Action::Move(Motion::Down))],
        group: Group::Field,
        footer: Some("choose"),
        help: "previous, next completion",
        live: |_| true,
    },
    Binding {
        keys: &[
            (key(KeyCode::Left), Action::Move(Motion::Left)),
            (key(KeyCode::Right), Action::Move(Motion::Right)),
            (key(KeyCode::Home), Action::Move(Motion::First)),
            (key(KeyCode::End), Action::Move(Motion::Last)),
        ],
        group: Group::Field,
        footer: None,
        help: "moves in the text",
        live: |_| true,
    },
    Binding {
        keys: &[
            (key(KeyCode::Backspace), Action::Erase(Erase::Before)),
            (key(KeyCode::Delete), Action::Erase(Erase::After)),
        ],
        group: Group::Field,
        footer: None,
        help: "removes the character before, after",
        live: |_| true,
    },
    Binding {
        keys: &[(ctrl('w'), Action::Erase(Erase::Word)), (ctrl('u'), Action::Erase(Erase::Line))],
        group: Group::Field,
        footer: None,
        help: "removes the word before, all before",
        live: |_| true,
    },
    Binding {
        keys: &[(key(KeyCode::Esc), Action::Back)],
        group: Group::Field,
        footer: Some("close"),
        help: "closes the field, all stays as it was",
        live: |_| true,
    },
    Binding {
        keys: &[(ctrl('c'), Action::Quit)],
        group: Group::Field,
        footer: None,
        help: "quits, always",
        live: |_| true,
    },
];

/// The keys of the algorithm dialog; digits and letters are text.
pub const DIALOG: &[Binding] = &[
    Binding {
        keys: &[(key(KeyCode::Enter), Action::Open)],
        group: Group::Dialog,
        footer: Some("cluster"),
        help: "clusters with what is set",
        live: |_| true,
    },
    Binding {
        keys: &[
            (key(KeyCode::Up), Action::Move(Motion::Up)),
            (key(KeyCode::Down), Action::Move(Motion::Down)),
            (key(KeyCode::Tab), Action::Move(Motion::Down)),
        ],
        group: Group::Dialog,
        footer: Some("row"),
        help: "previous, next row",
        live: |_| true,
    },
    Binding {
        keys: &[(key(KeyCode::Left), Action::Move(Motion::Left)), (key(KeyCode::Right), Action::Move(Motion::Right))],
        group: Group::Dialog,
        footer: Some("change"),
        help: "previous, next value of the row",
        live: |_| true,
    },
    Binding {
        keys: &[(key(KeyCode::Backspace), Action::Erase(Erase::Before)), (ctrl('u'), Action::Erase(Erase::Line))],
        group: Group::Dialog,
        footer: None,
        help: "removes a character, all of it",
        live: |_| true,
    },
    Binding {
        keys: &[(key(KeyCode::Esc), Action::Back)],
        group: Group::Dialog,
        footer: Some("close"),
        help: "closes the dialog, the algorithm stays",
        live: |_| true,
    },
    Binding {
        keys: &[(ctrl('c'), Action::Quit)],
        group: Group::Dialog,
        footer: None,
        help: "quits, always",
        live: |_| true,
    },
];

/// The keys of the export dialog; every other character goes into the file's name.
pub const EXPORT: &[Binding] = &[
    Binding {
        keys: &[(key(KeyCode::Enter), Action::Open)],
        group: Group::Export,
        footer: Some("write"),
        help: "writes the file, asks before it overwrites",
        live: |_| true,
    },
    Binding {
        keys: &[
            (key(KeyCode::Up), Action::Move(Motion::Up)),
            (key(KeyCode::Down), Action::Move(Motion::Down)),
            (key(KeyCode::Tab), Action::Move(Motion::Down)),
        ],
        group: Group::Export,
        footer: Some("row"),
        help: "previous, next row",
        live: |_| true,
    },
    Binding {
        keys: &[(key(KeyCode::Left), Action::Move(Motion::Left)), (key(KeyCode::Right), Action::Move(Motion::Right))],
        group: Group::Export,
        footer: Some("change"),
        help: "what is written and how; moves in the name",
        live: |_| true,
    },
    Binding {
        keys: &[(key(KeyCode::Home), Action::Move(Motion::First)), (key(KeyCode::End), Action::Move(Motion::Last))],
        group: Group::Export,
        footer: None,
        help: "the beginning, the end of the name",
        live: |_| true,
    },
    Binding {
        keys: &[
            (key(KeyCode::Backspace), Action::Erase(Erase::Before)),
            (key(KeyCode::Delete), Action::Erase(Erase::After)),
        ],
        group: Group::Export,
        footer: None,
        help: "removes the character before, after",
        live: |_| true,
    },
    Binding {
        keys: &[(ctrl('w'), Action::Erase(Erase::Word)), (ctrl('u'), Action::Erase(Erase::Line))],
        group: Group::Export,
        footer: None,
        help: "removes the word before, all before",
        live: |_| true,
    },
    Binding {
        keys: &[(key(KeyCode::Esc), Action::Back)],
        group: Group::Export,
        footer: Some("close"),
        help: "closes the dialog",
        live: |_| true,
    },
    Binding {
        keys: &[(ctrl('c'), Action::Quit)],
        group: Group::Export,
        footer: None,
        help: "quits, always",
        live: |_| true,
    },
];

/// The keys while the export dialog asks whether to overwrite.
pub const OVERWRITE: &[Binding] = &[
    Binding {
        keys: &[(ch('y'), Action::Open)],
        group: Group::Export,
        footer: Some("overwrite"),
        help: "when asked: overwrites the file",
        live: |_| true,
    },
    Binding {
        keys: &[(ch('n'), Action::Back), (key(KeyCode::Esc), Action::Back)],
        group: Group::Export,
        footer: Some("back"),
        help: "when asked: leaves the file as it is",
        live: |_| true,
    },
    Binding {
        keys: &[(ctrl('c'), Action::Quit)],
        group: Group::Export,
        footer: None,
        help: "when asked: quits, always",
        live: |_| true,
    },
];

/// The keys of the field for the name of a segment; every other character is text.
pub const NAME: &[Binding] = &[
    Binding {
        keys: &[(key(KeyCode::Enter), Action::Open)],
        group: Group::Name,
        footer: Some("keep"),
        help: "keeps the name; nothing typed: that by rule",
        live: |_| true,
    },
    Binding {
        keys: &[
            (key(KeyCode::Left), Action::Move(Motion::Left)),
            (key(KeyCode::Right), Action::Move(Motion::Right)),
            (key(KeyCode::Home), Action::Move(Motion::First)),
            (key(KeyCode::End), Action::Move(Motion::Last)),
        ],
        group: Group::Name,
        footer: None,
        help: "moves in the text",
        live: |_| true,
    },
    Binding {
        keys: &[
            (key(KeyCode::Backspace), Action::Erase(Erase::Before)),
            (key(KeyCode::Delete), Action::Erase(Erase::After)),
        ],
        group: Group::Name,
        footer: None,
        help: "removes the character before, after",
        live: |_| true,
    },
    Binding {
        keys: &[(ctrl('w'), Action::Erase(Erase::Word)), (ctrl('u'), Action::Erase(Erase::Line))],
        group: Group::Name,
        footer: Some("clear"),
        help: "removes the word before, all before",
        live: |_| true,
    },
    Binding {
        keys: &[(key(KeyCode::Esc), Action::Back)],
        group: Group::Name,
        footer: Some("close"),
        help: "closes the field, the name stays as it was",
        live: |_| true,
    },
    Binding {
        keys: &[(ctrl('c'), Action::Quit)],
        group: Group::Name,
        footer: None,
        help: "quits, always",
        live: |_| true,
    },
];

/// The keys of the panel of coupons; digits are the budget.
pub const BUDGET: &[Binding] = &[
    Binding {
        keys: &[(key(KeyCode::Enter), Action::Open), (key(KeyCode::Esc), Action::Back)],
        group: Group::Budget,
        footer: Some("close"),
        help: "closes the panel, the number stays",
        live: |_| true,
    },
    Binding {
        keys: &[(key(KeyCode::Backspace), Action::Erase(Erase::Before)), (ctrl('u'), Action::Erase(Erase::Line))],
        group: Group::Budget,
        footer: Some("remove"),
        help: "removes a digit, all of them",
        live: |_| true,
    },
    Binding {
        keys: &[(key(KeyCode::Up), Action::Move(Motion::Up)), (key(KeyCode::Down), Action::Move(Motion::Down))],
        group: Group::Budget,
        footer: Some("scroll"),
        help: "the table up, down where it is long",
        live: |_| true,
    },
    Binding {
        keys: &[(ctrl('c'), Action::Quit)],
        group: Group::Budget,
        footer: None,
        help: "quits, always",
        live: |_| true,
    },
];
