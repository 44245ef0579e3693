//! Signals: to end, to stop, to continue; and a terminal that is closed, which is not always reported with a signal.
//! crossterm's reader would spin on a closed terminal, so it is detected here.

use std::io;
use std::os::unix::net::UnixStream;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::Sender;
use std::thread;
use std::time::{Duration, Instant};

use nix::sys::signal::{SigSet, SigmaskHow};
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::process::{Signal, getpid, getsid, kill_current_process_group};
use signal_hook::consts::{
    SIGALRM, SIGCONT, SIGHUP, SIGINT, SIGPROF, SIGQUIT, SIGTERM, SIGTSTP, SIGUSR1, SIGUSR2, SIGVTALRM, SIGXCPU,
};
use signal_hook::iterator::backend::SignalDelivery;
use signal_hook::iterator::exfiltrator::SignalOnly;
use signal_hook::low_level::{exit, raise};

use super::ending::{Ending, Reason};
use super::{mode, tty};
use crate::app::Msg;

/// Signals that end a program that does not handle them.
const ENDING: &[i32] = &[SIGTERM, SIGINT, SIGHUP, SIGQUIT, SIGALRM, SIGPROF, SIGUSR1, SIGUSR2, SIGVTALRM, SIGXCPU];
/// How long the loop may take to end: it may be blocked in a write to a terminal that nobody reads.
const PATIENCE: Duration = Duration::from_millis(800);

/// Whether the last signal was to stop, not to continue.
static STOPPING: AtomicBool = AtomicBool::new(false);

type Signals = SignalDelivery<UnixStream, SignalOnly>;

/// Makes a file above the limit of the shell (`ulimit -f`) a write error instead of the end of the program.
///
/// # Errors
/// If the system refuses the handler.
pub fn survive_file_limit() -> io::Result<()> {
    signal_hook::flag::register(signal_hook::consts::SIGXFSZ, Arc::default())?;
    Ok(())
}

/// Starts to listen; call it before the terminal is changed.
pub fn watch(tell: Sender<Msg>, ending: Ending) -> io::Result<()> {
    let signals = register()?;
    tty::open()?;
    thread::Builder::new().name("segscope-signals".to_owned()).spawn(move || listen(signals, &tell, &ending))?;
    Ok(())
}

/// Sets the handlers while the signals are blocked: `signal-hook` installs a handler before it registers the handler's
/// action, and a signal between the two would be lost.
fn register() -> io::Result<Signals> {
    let (read, write) = UnixStream::pair()?;
    let wanted = ENDING.iter().chain(&[SIGTSTP, SIGCONT]);
    let before = SigSet::all().thread_swap_mask(SigmaskHow::SIG_BLOCK)?;
    let signals = Signals::with_pipe(read, write, SignalOnly, wanted);
    before.thread_set_mask()?;
    signals
}

fn listen(mut signals: Signals, tell: &Sender<Msg>, ending: &Ending) {
    let mut asked: Option<Instant> = None;
    loop {
        let gone = wait(&signals, asked);
        let pending: Vec<i32> = signals.pending().collect();
        let ends = pending.iter().find(|signal| ENDING.contains(signal));
        if let Some(signal) = ends {
            // A closed terminal is often followed by its hang-up signal, which is not a second request.
            if asked.is_some() && *signal != SIGHUP {
                leave_now(Reason::Signal(*signal as u8).code());
            }
            ending.because(Reason::Signal(*signal as u8), tell);
        } else if gone && asked.is_none() {
            ending.because(Reason::TerminalGone, tell);
        }
        if ends.is_some() || gone {
            asked.get_or_insert_with(Instant::now);
        }
        if let Some(reason) = ending.reason()
            && asked.is_some_and(|asked| asked.elapsed() >= PATIENCE)
            && mode::is_held()
        {
            leave_now(reason.code());
        }
        // Failing to send means that the dashboard is already gone. If both came, the last one is to continue.
        if pending.contains(&SIGCONT) {
            STOPPING.store(false, Ordering::SeqCst);
            let _ = tell.send(Msg::Resumed);
        } else if pending.contains(&SIGTSTP) {
            STOPPING.store(true, Ordering::SeqCst);
            let _ = tell.send(Msg::Stop);
        }
    }
}

/// Waits for a signal, or for the terminal to be closed; returns whether it is closed.
fn wait(signals: &Signals, asked: Option<Instant>) -> bool {
    let mut watched = vec![PollFd::new(signals.get_read(), PollFlags::IN)];
    // A closed terminal reports so at every poll.
    if asked.is_none()
        && let Ok(tty) = tty::descriptor()
    {
        watched.push(PollFd::from_borrowed_fd(tty, PollFlags::empty()));
    }
    let patience = asked.map(|asked| PATIENCE.saturating_sub(asked.elapsed()).max(Duration::from_millis(50)));
    let patience = patience.and_then(|left| Timespec::try_from(left).ok());
    match poll(&mut watched, patience.as_ref()) {
        Ok(_) => watched.get(1).map_or(asked.is_some() && tty::is_gone(), tty::says_gone),
        Err(_) => false,
    }
}

/// Ends at once, without waiting for other threads.
fn leave_now(code: u8) -> ! {
    mode::snatch_back();
    exit(i32::from(code))
}

/// Stops the whole job, as ctrl-z does in any other program: every process that the shell started with this one. False if
/// there is no shell to return to.
pub fn ask_to_stop() -> bool {
    // The first process of a session would never be continued.
    getsid(None).is_ok_and(|session| session != getpid()) && kill_current_process_group(Signal::TSTP).is_ok()
}

/// Stops until the process is continued; [`Msg::Resumed`] follows.
pub fn stop() {
    mode::restore();
    if STOPPING.swap(false, Ordering::SeqCst) {
        let _ = raise(signal_hook::consts::SIGSTOP);
    }
}

/// Takes the terminal again after a stop. In the background another job has it, so it keeps waiting.
pub fn resume() -> io::Result<()> {
    if !tty::is_foreground() {
        return raise(signal_hook::consts::SIGSTOP);
    }
    mode::set_up()
}
