//! Reads keys on a thread of its own, so that the loop can wait for everything at once.

use std::io;
use std::sync::mpsc::Sender;
use std::thread;
use std::time::Duration;

use crossterm::event::{self, Event, KeyEventKind};

use super::ending::{Ending, Reason};
use crate::app::Msg;

/// Starts to read. What the reader needs of the system is asked for here, where a refusal still has a caller.
pub fn watch(tell: Sender<Msg>, ending: Ending) -> io::Result<()> {
    event::poll(Duration::ZERO)?;
    thread::Builder::new().name("segscope-keys".to_owned()).spawn(move || {
        loop {
            let msg = match event::read() {
                Ok(Event::Key(key)) if key.kind == KeyEventKind::Press => Msg::Key(key),
                Ok(Event::Resize(columns, rows)) => Msg::Resize(columns, rows),
                Ok(Event::Paste(text)) => Msg::Paste(text),
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
