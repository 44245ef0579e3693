//! Keys and what they do. The footer, the help and `docs/keys.md` are made from one table.

mod binding;
mod fields;
mod labels;
mod live;
mod lookup;
mod mapping;
mod mouse;
mod names;
mod table;

pub use binding::{Binding, Section};
pub use fields::{BUDGET, DIALOG, EXPORT, FIELD, NAME, OVERWRITE};
pub use labels::label;
pub use lookup::{action, all, bindings, chosen, does, help, key_of, markdown, of_kind, pressed, why_not, works};
pub use mouse::MOUSE;
pub use names::own_keys;
pub use table::KEYMAP;

pub use super::key::{Key, parse};
