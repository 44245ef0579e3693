//! Reads keys on a thread of its own, so that the loop can wait for everything at once.

use std::io;
use std::sync::mpsc::Sender;
use std::thread;
use std::time::Duration;

use crossterm::event::{self, Event, KeyEventKind, MouseButton, MouseEventKind};

use super::ending::{Ending, Reason};
use crate::app::{Gesture, Msg};

/// What the mouse does; `None` for an event without an effect.
fn gesture(kind: MouseEventKind) -> Option<Gesture> {
    match kind {
        MouseEventKind::Down(MouseButton::Left) => Some(Gesture::Press),
        MouseEventKind::Drag(MouseButton::Left) => Some(Gesture::Drag),
        MouseEventKind::Up(MouseButton::Left) => Some(Gesture::Release),
        MouseEventKind::ScrollUp => Some(Gesture::Wheel(true)),
        MouseEventKind::ScrollDown => Some(Gesture::Wheel(false)),
        _ => None,
    }
}

/// Starts to read. Resources of the system are requested here, where an error can still be returned to the caller.
pub fn watch(tell: Sender<Msg>, ending: Ending) -> io::Result<()> {
    event::poll(Duration::ZERO)?;
    thread::Builder::new().name("segscope-keys".to_owned()).spawn(move || {
        loop {
            let msg = match event::read() {
                Ok(Event::Key(key)) if key.kind == KeyEventKind::Press => Msg::Key(key),
                Ok(Event::Resize(columns, rows)) => Msg::Resize(columns, rows),
                Ok(Event::Paste(text)) => Msg::Paste(text),
                Ok(Event::Mouse(mouse)) => match gesture(mouse.kind) {
                    Some(gesture) => Msg::Mouse(gesture, (mouse.column, mouse.row)),
                    None => continue,
                },
                Ok(_) => continue,
                Err(why) => return ending.because(Reason::NoKeys(why.to_string()), &tell),
            };
            if tell.send(msg).is_err() {
                break;
            }
        }
    })?;
    Ok(())
}
