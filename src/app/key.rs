//! A key, and the names it has.

use std::fmt;

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

/// A key without regard to shift: a character already tells whether shift was held.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Key {
    pub(crate) code: KeyCode,
    pub(crate) ctrl: bool,
}

pub(crate) const fn key(code: KeyCode) -> Key {
    Key { code, ctrl: false }
}

pub(crate) const fn ch(c: char) -> Key {
    key(KeyCode::Char(c))
}

pub(crate) const fn ctrl(c: char) -> Key {
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

/// Reads one key as tmux names it (`a`, `+`, `Enter`, `C-c`, `BTab`, `F1`, `PPage`) or as the help writes it (`enter`,
/// `ctrl-c`, `shift-tab`, `PgUp`). For `--keys` and tests.
///
/// # Errors
/// A name that is not that of a key.
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
                    "`{name}` is not a key. Keys are separated by spaces and named as in tmux or in the help: a + \
                     Enter Escape Tab BTab Up Space C-c F1"
                ));
            }
        },
    };
    Ok(KeyEvent::new(code, KeyModifiers::NONE))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

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
