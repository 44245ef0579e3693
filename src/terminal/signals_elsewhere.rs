//! For systems without signals.

use std::io;
use std::sync::mpsc::Sender;

use super::ending::Ending;
use crate::app::Msg;

pub fn survive_file_limit() -> io::Result<()> {
    Ok(())
}

pub fn watch(_tell: Sender<Msg>, _ending: Ending) -> io::Result<()> {
    Ok(())
}

pub fn ask_to_stop() -> bool {
    false
}

pub fn stop() {}

pub fn resume() -> io::Result<()> {
    Ok(())
}
