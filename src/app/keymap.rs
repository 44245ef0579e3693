//! The one table of keys. The footer, the help and the README's table are made from it.

use std::fmt::{self, Write as _};

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use super::action::{Action, Motion};
use super::model::{Model, Overlay};
use super::panel::{Panel, Screen};
use super::update;

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
            KeyCode::PageUp => f.write_str("PgUp"),
            KeyCode::PageDown => f.write_str("PgDn"),
            KeyCode::Home => f.write_str("Home"),
            KeyCode::End => f.write_str("End"),
            KeyCode::Tab => f.write_str("tab"),
            KeyCode::BackTab => f.write_str("shift-tab"),
            KeyCode::Enter => f.write_str("enter"),
            KeyCode::Esc => f.write_str("esc"),
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
}

impl Group {
    /// The groups in the order of the help, with their headings.
    pub const ALL: [(Self, &'static str); 4] = [
        (Self::Clustering, "Clustering"),
        (Self::View, "What is shown"),
        (Self::Move, "Moving"),
        (Self::Program, "The program"),
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
    /// What it does, for the help and the README.
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

fn on_screen(model: &Model) -> bool {
    model.overlay == Overlay::None
}

fn with_data(model: &Model) -> bool {
    on_screen(model) && model.dataset().is_some()
}

fn with_segments(model: &Model) -> bool {
    on_screen(model) && model.prepared.is_some()
}

fn in_picker(model: &Model) -> bool {
    matches!(model.overlay, Overlay::Features(_))
}

fn movable(model: &Model) -> bool {
    !on_screen(model) || update::rows(model, model.focused()) > 1
}

fn has_views(model: &Model) -> bool {
    with_data(model) && !update::views(model.focused()).is_empty()
}

fn shows_time(model: &Model) -> bool {
    with_data(model) && matches!(model.screen, Screen::Overview | Screen::Usage)
}

fn shows_scatter(model: &Model) -> bool {
    with_segments(model) && model.screen.panels().contains(&Panel::Scatter)
}

fn several_panels(model: &Model) -> bool {
    on_screen(model) && model.screen.panels().len() > 1
}

/// Every key. The order is the footer's.
pub const KEYMAP: &[Binding] = &[
    Binding {
        keys: &[(ch('q'), Action::Close)],
        group: Group::Program,
        footer: Some("quit"),
        help: "closes what lies over the screen, else quits",
        live: |_| true,
    },
    Binding {
        keys: &[(ch('?'), Action::Help), (key(KeyCode::F(1)), Action::Help)],
        group: Group::Program,
        footer: Some("help"),
        help: "this help",
        live: |m| !in_picker(m),
    },
    Binding {
        keys: &[(ch(' '), Action::Mark)],
        group: Group::Move,
        footer: Some("mark"),
        help: "marks an entry of the picker",
        live: in_picker,
    },
    Binding {
        keys: &[(key(KeyCode::Enter), Action::Accept)],
        group: Group::Move,
        footer: Some("take"),
        help: "takes the preset, or what is marked",
        live: in_picker,
    },
    Binding {
        keys: &[(key(KeyCode::Tab), Action::NextPanel), (key(KeyCode::BackTab), Action::PreviousPanel)],
        group: Group::Move,
        footer: Some("panel"),
        help: "next, previous panel",
        live: several_panels,
    },
    Binding {
        keys: &[(ch('+'), Action::MoreClusters), (ch('='), Action::MoreClusters), (ch('-'), Action::FewerClusters)],
        group: Group::Clustering,
        footer: Some("k"),
        help: "one segment more, one fewer",
        live: with_segments,
    },
    Binding {
        keys: &[(ch('f'), Action::Features)],
        group: Group::Clustering,
        footer: Some("features"),
        help: "what to cluster by: presets, single features",
        live: with_data,
    },
    Binding {
        keys: &[(ch('S'), Action::Scaling)],
        group: Group::Clustering,
        footer: Some("scaling"),
        help: "next scaling: zscore minmax robust log none",
        live: with_data,
    },
    Binding {
        keys: &[(ch('r'), Action::Reseed)],
        group: Group::Clustering,
        footer: Some("reseed"),
        help: "clusters again with the next seed",
        live: with_segments,
    },
    Binding {
        keys: &[(ch('x'), Action::Axes(true)), (ch('X'), Action::Axes(false))],
        group: Group::View,
        footer: Some("axes"),
        help: "next, previous axes of the scatter",
        live: shows_scatter,
    },
    Binding {
        keys: &[(ch('t'), Action::Granularity)],
        group: Group::View,
        footer: Some("time"),
        help: "time buckets: day week month quarter year",
        live: shows_time,
    },
    Binding {
        keys: &[(ch('v'), Action::View(true)), (ch('V'), Action::View(false))],
        group: Group::View,
        footer: Some("view"),
        help: "next, previous view of the panel",
        live: has_views,
    },
    Binding {
        keys: &[(ch('z'), Action::Maximise)],
        group: Group::View,
        footer: Some("zoom"),
        help: "the panel alone, and back",
        live: several_panels,
    },
    Binding {
        keys: &[
            (ch('1'), Action::Go(Screen::Overview)),
            (ch('2'), Action::Go(Screen::Usage)),
            (ch('3'), Action::Go(Screen::Places)),
            (ch('4'), Action::Go(Screen::Loyalty)),
            (ch('5'), Action::Go(Screen::Segments)),
            (ch('6'), Action::Go(Screen::Customers)),
            (ch('7'), Action::Go(Screen::Quality)),
        ],
        group: Group::Move,
        footer: None,
        help: "screens, in the order of the tabs",
        live: on_screen,
    },
    Binding {
        keys: &[
            (key(KeyCode::Up), Action::Move(Motion::Up)),
            (key(KeyCode::Down), Action::Move(Motion::Down)),
            (ch('k'), Action::Move(Motion::Up)),
            (ch('j'), Action::Move(Motion::Down)),
        ],
        group: Group::Move,
        footer: None,
        help: "a row up, down",
        live: movable,
    },
    Binding {
        keys: &[
            (ch('g'), Action::Move(Motion::First)),
            (ch('G'), Action::Move(Motion::Last)),
            (key(KeyCode::Home), Action::Move(Motion::First)),
            (key(KeyCode::End), Action::Move(Motion::Last)),
        ],
        group: Group::Move,
        footer: None,
        help: "the first row, the last",
        live: movable,
    },
    Binding {
        keys: &[
            (ctrl('u'), Action::Move(Motion::HalfUp)),
            (ctrl('d'), Action::Move(Motion::HalfDown)),
            (key(KeyCode::PageUp), Action::Move(Motion::PageUp)),
            (key(KeyCode::PageDown), Action::Move(Motion::PageDown)),
        ],
        group: Group::Move,
        footer: None,
        help: "half a page up, down; a page up, down",
        live: movable,
    },
    Binding {
        keys: &[(key(KeyCode::Esc), Action::Back)],
        group: Group::Program,
        footer: None,
        help: "undoes one step: overlay, zoom, running work",
        live: |m| !on_screen(m) || m.maximised || m.busy(),
    },
    Binding {
        keys: &[(ch('R'), Action::Reload)],
        group: Group::Program,
        footer: Some("reload"),
        help: "reads the data again; screen and cursors stay",
        live: with_data,
    },
    Binding {
        keys: &[(ctrl('z'), Action::Suspend)],
        group: Group::Program,
        footer: None,
        help: "back to the shell for a while (`fg` returns)",
        live: |_| cfg!(unix),
    },
    Binding {
        keys: &[(ctrl('c'), Action::Quit)],
        group: Group::Program,
        footer: None,
        help: "quits, always",
        live: |_| true,
    },
];

/// What a key means now; none when it means nothing.
pub fn action(model: &Model, event: KeyEvent) -> Option<Action> {
    let key = Key::from(event);
    let bound = KEYMAP.iter().find_map(|b| Some((b, b.keys.iter().find(|(k, _)| *k == key)?.1)));
    bound.filter(|(binding, _)| (binding.live)(model)).map(|(_, action)| action)
}

/// Reads one key as tmux names it: `a`, `+`, `Enter`, `C-c`, `BTab`, `F1`, `PPage`. For `--keys` and tests.
///
/// # Errors
/// A name that is no key.
pub fn parse(name: &str) -> Result<KeyEvent, String> {
    let mut letters = name.chars();
    if let (Some(c), None) = (letters.next(), letters.next()) {
        return Ok(KeyEvent::new(KeyCode::Char(c), KeyModifiers::NONE));
    }
    if let Some(rest) = name.strip_prefix("C-") {
        let inner = parse(rest)?;
        return Ok(KeyEvent::new(inner.code, KeyModifiers::CONTROL));
    }
    let code = match name {
        "Enter" => KeyCode::Enter,
        "Escape" | "Esc" => KeyCode::Esc,
        "Tab" => KeyCode::Tab,
        "BTab" => KeyCode::BackTab,
        "Space" => KeyCode::Char(' '),
        "Up" => KeyCode::Up,
        "Down" => KeyCode::Down,
        "Left" => KeyCode::Left,
        "Right" => KeyCode::Right,
        "Home" => KeyCode::Home,
        "End" => KeyCode::End,
        "PPage" | "PageUp" | "PgUp" => KeyCode::PageUp,
        "NPage" | "PageDown" | "PgDn" => KeyCode::PageDown,
        "BSpace" => KeyCode::Backspace,
        _ => match name.strip_prefix('F').and_then(|n| n.parse().ok()) {
            Some(n @ 1..=12) => KeyCode::F(n),
            _ => {
                return Err(format!(
                    "`{name}` is not a key. Keys are separated by blanks and named as in tmux: a + Enter Escape Tab BTab \
                     Up Space C-c F1"
                ));
            }
        },
    };
    Ok(KeyEvent::new(code, KeyModifiers::NONE))
}

/// The README's table of keys.
pub fn markdown() -> String {
    let mut out = String::from("| keys | what they do |\n|---|---|\n");
    for (group, heading) in Group::ALL {
        let _ = writeln!(out, "| **{heading}** | |");
        for binding in KEYMAP.iter().filter(|b| b.group == group) {
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
        let mut all: Vec<String> = KEYMAP.iter().flat_map(|b| b.keys.iter().map(|(k, _)| k.to_string())).collect();
        let count = all.len();
        all.sort();
        all.dedup();
        assert_eq!(all.len(), count);
    }

    #[test]
    fn the_help_fits_eighty_columns() {
        for binding in KEYMAP {
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
        assert!(parse("Entre").is_err());
    }
}
