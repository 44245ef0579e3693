//! Takes the terminal and gives it back as it was, exactly once however the dashboard is left.

use std::io;
use std::sync::atomic::{AtomicBool, Ordering};

use super::tty;

/// The alternate screen, bracketed paste, no cursor.
const TAKE: &[u8] = b"\x1b[?1049h\x1b[?2004h\x1b[?25l";
/// Reports of buttons, of the wheel, and of movements while a button is down, in the form without limits to the columns.
const TAKE_MOUSE: &[u8] = b"\x1b[?1000h\x1b[?1002h\x1b[?1006h";
/// The same backwards. A frame may have been cut off: its synchronised update and its colours end first.
const GIVE_BACK: &[u8] = b"\x1b[?2026l\x1b[0m\x1b[?1006l\x1b[?1002l\x1b[?1000l\x1b[?2004l\x1b[?1049l\x1b[?25h";

/// Whether the mouse is asked for whenever the terminal is taken.
static MOUSE: AtomicBool = AtomicBool::new(false);
/// Whether the screen is ours now.
static LIVE: AtomicBool = AtomicBool::new(false);
/// Whether there is something left to give back, which is so until the last byte of it is written.
static HELD: AtomicBool = AtomicBool::new(false);

/// Whether the screen is ours now.
pub fn is_live() -> bool {
    LIVE.load(Ordering::SeqCst)
}

/// Whether there is something left to give back.
pub fn is_held() -> bool {
    HELD.load(Ordering::SeqCst)
}

/// Says whether the mouse is asked for from now on.
pub fn use_mouse(wanted: bool) {
    MOUSE.store(wanted, Ordering::SeqCst);
}

/// Takes the terminal, or makes sure of it.
pub fn set_up() -> io::Result<()> {
    tty::open()?;
    // Before the first change, so that every way out from here restores it.
    HELD.store(true, Ordering::SeqCst);
    LIVE.store(true, Ordering::SeqCst);
    tty::enter_raw()?;
    tty::write(TAKE)?;
    if MOUSE.load(Ordering::SeqCst) { tty::write(TAKE_MOUSE) } else { Ok(()) }
}

/// Whether it was ours till now; it no longer is.
fn let_go() -> bool {
    LIVE.swap(false, Ordering::SeqCst)
}

/// Gives the terminal back without waiting for anything: for a signal handler, and where the thread that should do it hangs.
/// Says whether there was something to give back.
pub fn snatch_back() -> bool {
    let held = HELD.swap(false, Ordering::SeqCst);
    LIVE.store(false, Ordering::SeqCst);
    if held {
        tty::silence();
        tty::leave_raw();
        tty::write_if_ready(GIVE_BACK);
    }
    held
}

/// Gives the terminal back. Safe to call at any time, from any thread, more than once.
pub fn restore() {
    if let_go() {
        tty::leave_raw();
        // The terminal may be gone, so nothing can be shown.
        let _ = tty::write(GIVE_BACK);
        HELD.store(false, Ordering::SeqCst);
    }
}

/// Restores the terminal however the dashboard is left.
pub struct Guard;

impl Drop for Guard {
    fn drop(&mut self) {
        restore();
    }
}
