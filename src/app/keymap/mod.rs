//! Keys and what they do. The footer, the help and `docs/keys.md` are made from one table.

mod fields;
mod table;

use std::fmt::{self, Write as _};

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use super::action::Action;
use super::export::ExportState;
use super::model::{Model, Overlay};
pub use fields::{BUDGET, DIALOG, EXPORT, FIELD, NAME, OVERWRITE};
pub use table::KEYMAP;

/// A key without regard to shift: a character already tells whether shift was held.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Key {
    code: KeyCode,
    ctrl: bool,
}

const fn key(code: KeyCode) -> Key {
    Key { code, ctrl: false }
}

const fn ch(c: char) -> Key {
    key(KeyCode::Char(c))
}

const fn ctrl(c: char) -> Key {
    Key { code: KeyCode::Char(c), ctrl: true }
}

impl From<KeyEvent> for Key {
    fn from(event: KeyEvent) -> Self {
        let shift_tab = event.code == KeyCode::Tab && event.modifiers.contains(KeyModifiers::SHIFT);
        Self {
            code: if shift_tab { KeyCode::BackTab } else { event.code },
            ctrl: event.modifiers.contains(KeyModifiers::CONTROL),
        }
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.ctrl {
            f.write_str("ctrl-")?;
        }
        match self.code {
            KeyCode::Char(' ') => f.write_str("space"),
            KeyCode::Char(c) => write!(f, "{c}"),
            KeyCode::F(n) => write!(f, "F{n}"),
            KeyCode::Up => f.write_str("↑"),
            KeyCode::Down => f.write_str("↓"),
            KeyCode::Left => f.write_str("←"),
            KeyCode::Right => f.write_str("→"),
            KeyCode::PageUp => f.write_str("PgUp"),
            KeyCode::PageDown => f.write_str("PgDn"),
            KeyCode::Home => f.write_str("Home"),
            KeyCode::End => f.write_str("End"),
            KeyCode::Tab => f.write_str("tab"),
            KeyCode::BackTab => f.write_str("shift-tab"),
            KeyCode::Enter => f.write_str("enter"),
            KeyCode::Esc => f.write_str("esc"),
            KeyCode::Backspace => f.write_str("backspace"),
            KeyCode::Delete => f.write_str("delete"),
            other => write!(f, "{other:?}"),
        }
    }
}

/// What a binding belongs to, as a heading of the help.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names are the headings")]
pub enum Group {
    Clustering,
    View,
    Move,
    Program,
    Field,
    Dialog,
    Export,
    Name,
    Budget,
}

impl Group {
    /// The groups in the order of the help, with their headings.
    pub const ALL: [(Self, &'static str); 9] = [
        (Self::Clustering, "Clustering"),
        (Self::View, "What is shown"),
        (Self::Move, "Moving"),
        (Self::Program, "The program"),
        (Self::Field, "While typing"),
        (Self::Dialog, "In the algorithm dialog"),
        (Self::Budget, "In the coupon budget"),
        (Self::Export, "In the export dialog"),
        (Self::Name, "While naming a segment"),
    ];
}

/// A row of the table: some keys and what they do.
#[derive(Clone, Copy, Debug)]
pub struct Binding {
    /// Each key with its action.
    pub keys: &'static [(Key, Action)],
    /// The heading it stands under.
    pub group: Group,
    /// One or two words for the footer; none keeps it out of there.
    pub footer: Option<&'static str>,
    /// What it does, for the help and `docs/keys.md`.
    pub help: &'static str,
    /// Whether it does something now.
    pub live: fn(&Model) -> bool,
}

impl Binding {
    /// All its keys, separated by blanks.
    pub fn keys_text(&self) -> String {
        self.keys.iter().map(|(key, _)| key.to_string()).collect::<Vec<_>>().join(" ")
    }

    /// The keys that the footer shows: the first, and its opposite where that is a key of its own (`+ -`, not `x X`).
    pub fn footer_keys(&self) -> String {
        let reverse = |key: &Key| match key.code {
            KeyCode::BackTab => true,
            KeyCode::Char(c) => c.is_uppercase() && self.keys.len() > 1,
            _ => false,
        };
        let mut seen: Vec<Action> = Vec::new();
        let mut keys = Vec::new();
        for (key, action) in self.keys.iter().filter(|(key, _)| !reverse(key)) {
            if !seen.contains(action) {
                seen.push(*action);
                keys.push(key.to_string());
            }
        }
        keys.join(" ")
    }
}

/// What a key means now; none when it means nothing.
pub fn action(model: &Model, event: KeyEvent) -> Option<Action> {
    let key = Key::from(event);
    let bound = table(model).iter().find_map(|b| Some((b, b.keys.iter().find(|(k, _)| *k == key)?.1)));
    match (bound, key) {
        (Some((binding, action)), _) => (binding.live)(model).then_some(action),
        (None, Key { code: KeyCode::Char(c), ctrl: false }) if in_field(model) => Some(Action::Type(c)),
        (None, _) => None,
    }
}

/// The keys that work now: in a text field letters are text.
pub fn table(model: &Model) -> &'static [Binding] {
    match model.overlay {
        Overlay::Filter(_) | Overlay::Search(_) => FIELD,
        Overlay::Algorithm(_) => DIALOG,
        Overlay::Rename(_) => NAME,
        Overlay::Budget => BUDGET,
        Overlay::Export(ref dialog) if dialog.state == ExportState::Asking => OVERWRITE,
        Overlay::Export(_) => EXPORT,
        _ => KEYMAP,
    }
}

/// Every binding, in the order of the help.
pub fn all() -> impl Iterator<Item = &'static Binding> + Clone {
    [KEYMAP, FIELD, DIALOG, NAME, BUDGET, EXPORT, OVERWRITE].into_iter().flatten()
}

fn in_field(model: &Model) -> bool {
    match &model.overlay {
        Overlay::Filter(_) | Overlay::Search(_) | Overlay::Algorithm(_) | Overlay::Rename(_) | Overlay::Budget => true,
        Overlay::Export(dialog) => dialog.state != ExportState::Asking,
        _ => false,
    }
}

/// Reads one key as tmux names it (`a`, `+`, `Enter`, `C-c`, `BTab`, `F1`, `PPage`) or as the help writes it (`enter`,
/// `ctrl-c`, `shift-tab`, `PgUp`). For `--keys` and tests.
///
/// # Errors
/// A name that is no key.
pub fn parse(name: &str) -> Result<KeyEvent, String> {
    let mut letters = name.chars();
    if let (Some(c), None) = (letters.next(), letters.next()) {
        let code = match c {
            '↑' => KeyCode::Up,
            '↓' => KeyCode::Down,
            '←' => KeyCode::Left,
            '→' => KeyCode::Right,
            c => KeyCode::Char(c),
        };
        return Ok(KeyEvent::new(code, KeyModifiers::NONE));
    }
    if let Some(rest) = name.strip_prefix("C-").or_else(|| name.strip_prefix("ctrl-")) {
        let inner = parse(rest)?;
        return Ok(KeyEvent::new(inner.code, KeyModifiers::CONTROL));
    }
    let code = match name.to_ascii_lowercase().as_str() {
        "enter" => KeyCode::Enter,
        "escape" | "esc" => KeyCode::Esc,
        "tab" => KeyCode::Tab,
        "btab" | "shift-tab" => KeyCode::BackTab,
        "space" => KeyCode::Char(' '),
        "up" => KeyCode::Up,
        "down" => KeyCode::Down,
        "left" => KeyCode::Left,
        "right" => KeyCode::Right,
        "home" => KeyCode::Home,
        "end" => KeyCode::End,
        "ppage" | "pageup" | "pgup" => KeyCode::PageUp,
        "npage" | "pagedown" | "pgdn" => KeyCode::PageDown,
        "bspace" | "backspace" => KeyCode::Backspace,
        "dc" | "delete" => KeyCode::Delete,
        lower => match lower.strip_prefix('f').and_then(|n| n.parse().ok()) {
            Some(n @ 1..=12) => KeyCode::F(n),
            _ => {
                return Err(format!(
                    "`{name}` is not a key. Keys are separated by blanks and named as in tmux or in the help: a + Enter \
                     Escape Tab BTab Up Space C-c F1"
                ));
            }
        },
    };
    Ok(KeyEvent::new(code, KeyModifiers::NONE))
}

/// The table of `docs/keys.md`.
pub fn markdown() -> String {
    let mut out = String::from("| keys | action |\n|---|---|\n");
    for (group, heading) in Group::ALL {
        let _ = writeln!(out, "| **{heading}** | |");
        for binding in all().filter(|b| b.group == group) {
            let keys: Vec<String> = binding.keys.iter().map(|(key, _)| format!("`{key}`")).collect();
            let _ = writeln!(out, "| {} | {} |", keys.join(" "), binding.help);
        }
    }
    out
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn no_key_is_bound_twice() {
        for table in [KEYMAP, FIELD, DIALOG, NAME, BUDGET, EXPORT, OVERWRITE] {
            let mut keys: Vec<String> = table.iter().flat_map(|b| b.keys.iter().map(|(k, _)| k.to_string())).collect();
            let count = keys.len();
            keys.sort();
            keys.dedup();
            assert_eq!(keys.len(), count);
        }
    }

    #[test]
    fn the_help_fits_eighty_columns() {
        for binding in all() {
            assert!(binding.keys_text().chars().count() <= 23, "{}", binding.keys_text());
            assert!(binding.help.chars().count() <= 46, "{}", binding.help);
        }
    }

    #[test]
    fn shift_does_not_matter() {
        let plain = KeyEvent::new(KeyCode::Char('?'), KeyModifiers::NONE);
        let shifted = KeyEvent::new(KeyCode::Char('?'), KeyModifiers::SHIFT);
        assert_eq!(Key::from(plain), Key::from(shifted));
        let shift_tab = KeyEvent::new(KeyCode::Tab, KeyModifiers::SHIFT);
        assert_eq!(Key::from(shift_tab), key(KeyCode::BackTab));
    }

    #[test]
    fn names_are_read_as_tmux_writes_them() {
        assert_eq!(parse("C-d").unwrap(), KeyEvent::new(KeyCode::Char('d'), KeyModifiers::CONTROL));
        assert_eq!(parse("F1").unwrap().code, KeyCode::F(1));
        assert_eq!(parse("-").unwrap().code, KeyCode::Char('-'));
        assert_eq!(parse("↑").unwrap(), parse("Up").unwrap());
        assert_eq!(parse("ctrl-d").unwrap(), parse("C-d").unwrap());
        assert!(parse("Entre").is_err());
    }
}
