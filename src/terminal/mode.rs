//! Takes the terminal and gives it back as it was, exactly once however the dashboard is left.

use std::io;
use std::sync::atomic::{AtomicBool, Ordering};

use super::tty;

/// The alternate screen, bracketed paste, no cursor.
const TAKE: &[u8] = b"\x1b[?1049h\x1b[?2004h\x1b[?25l";
/// The same backwards. A frame may have been cut off: its synchronised update and its colours end first.
pub(super) const GIVE_BACK: &[u8] = b"\x1b[?2026l\x1b[0m\x1b[?2004l\x1b[?1049l\x1b[?25h";

/// Whether the screen is ours now.
static LIVE: AtomicBool = AtomicBool::new(false);

/// Whether the screen is ours now.
pub fn is_live() -> bool {
    LIVE.load(Ordering::SeqCst)
}

/// Takes the terminal, or makes sure of it.
pub fn set_up() -> io::Result<()> {
    tty::open()?;
    // Before the first change, so that whoever leaves now gives it back.
    LIVE.store(true, Ordering::SeqCst);
    tty::enter_raw()?;
    tty::write(TAKE)
}

/// Whether it was ours till now; it no longer is.
pub(super) fn let_go() -> bool {
    LIVE.swap(false, Ordering::SeqCst)
}

/// Gives the terminal back. Safe to call at any time, from any thread, more than once.
pub fn restore() {
    if let_go() {
        tty::leave_raw();
        // The terminal may be gone: there is nobody to tell.
        let _ = tty::write(GIVE_BACK);
    }
}

/// Restores the terminal however the dashboard is left.
pub struct Guard;

impl Drop for Guard {
    fn drop(&mut self) {
        restore();
    }
}
