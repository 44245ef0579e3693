//! The only place that touches the terminal: set up, loop, restore.
//!
//! The terminal is set up by hand and not by `ratatui::init`, whose panic hook fires on any thread: a panic in a worker
//! must neither restore nor print over a live screen; it becomes a failed result (see [`crate::jobs`]).

mod clipboard;
mod encode;
mod ending;
#[cfg_attr(not(unix), path = "terminal/interrupted_elsewhere.rs")]
mod interrupted;
mod keys;
mod mode;
#[cfg(unix)]
mod rescue;
mod screen;
#[cfg_attr(not(unix), path = "terminal/signals_elsewhere.rs")]
mod signals;
#[cfg_attr(not(unix), path = "terminal/tty_elsewhere.rs")]
mod tty;

use std::io::{self, IsTerminal};
use std::path::Path;
use std::process::ExitCode;
use std::sync::OnceLock;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::thread::{self, ThreadId};
use std::time::{Duration, Instant};

use color_eyre::eyre::{self, WrapErr, eyre};

use self::ending::{Ending, Reason};
pub use self::interrupted::cancel_at_signal;
use self::mode::{Guard, restore, set_up};
use self::screen::{Screen, usable};
pub use self::signals::survive_file_limit;
use crate::app::execute::Tools;
use crate::app::message::News;
use crate::app::selectors::{ended, explained, view_on_screen};
use crate::app::state::overlay::OverlayKind;
use crate::app::state::overlay::palette::Setting;
use crate::app::state::saved::LAST;
use crate::app::update::load::start_load;
use crate::app::{Action, ClusterState, Cmd, DataState, Model, Msg, Settings, keymap, names_file, update};
use crate::config::Config;
use crate::data;
use crate::digits::count;
use crate::first_start;
use crate::messages::{self, say};
use crate::names_store;
use crate::recent_file;
use crate::refresh::Refresh;
use crate::stores::stores;
use crate::ui;
use crate::ui::theme::Theme;
use crate::ui::zones::Zones;
use crate::user_folders;
use crate::views_file;
use crate::views_store;
use crate::warehouse::wait_for_cancellations;
use crate::watch::{Told, Watch};
use crate::workers::Workers;

/// The thread that draws.
static DRAWING_THREAD: OnceLock<ThreadId> = OnceLock::new();

/// How often progress is checked while work is under way; an idle dashboard sleeps.
const PROGRESS_EVERY: Duration = Duration::from_millis(100);
/// If segments arrive within this time, no frame before them shows that they are being computed: each frame costs time on a
/// slow connection.
const AT_ONCE: Duration = Duration::from_millis(80);
/// The context of an error while writing to the screen.
const NOT_DRAWN: &str = "the terminal cannot be drawn to";
/// The advice if the system has too few resources to start a dashboard.
const SCARCE: &str =
    "the dashboard cannot start; see the limits of processes and open files (`ulimit -u`, `ulimit -n`)";

/// Makes panics readable: on the drawing thread the terminal is restored first; on a worker under a live screen, or in a
/// reader that is guarded, nothing is printed, because the panic comes back as a failed result.
///
/// # Errors
/// If hooks were installed before.
pub fn install_panic_hook() -> eyre::Result<()> {
    let (panics, errors) = color_eyre::config::HookBuilder::default()
        // It contains messages from any code: without colours, all escape sequences can be removed.
        .theme(color_eyre::config::Theme::new())
        .display_env_section(false)
        .into_hooks();
    errors.install()?;
    std::panic::set_hook(Box::new(move |info| {
        let drawing = DRAWING_THREAD.get().is_some_and(|id| *id == thread::current().id());
        if (mode::is_live() && !drawing) || crate::data::guard::is_guarded() {
            return;
        }
        restore();
        messages::print(&format!("{}\n", panics.panic_report(info)));
    }));
    Ok(())
}

/// Runs the dashboard until the user leaves; gives the exit code, which is that of a signal where one ended it.
///
/// # Errors
/// When there is no terminal, or the data cannot be read; the terminal is restored first.
pub fn run(config: &Config) -> eyre::Result<ExitCode> {
    // A second dashboard in one process keeps the first thread's id, which is harmless.
    let _ = DRAWING_THREAD.set(thread::current().id());
    let (tell, told) = mpsc::channel();
    let theme = config.terminal_theme();
    let state = user_folders::state();
    let (naming, of_names) = names_store::naming(config, state.as_deref())?;
    let (saved, of_views) = views_store::saved(config, state.as_deref())?;
    let ending = Ending::default();
    // Before the terminal is changed, so that a signal always finds a handler that restores it.
    signals::watch(tell.clone(), ending.clone()).wrap_err(SCARCE)?;
    #[cfg(unix)]
    rescue::install().wrap_err(SCARCE)?;
    let tools = Tools { stores: stores(config, state.clone()), ..config.tools() };
    let workers = Workers::start(&tools, &tell).wrap_err(SCARCE)?;
    // With piped input there may be no user to ask.
    let asks = io::stdin().is_terminal();
    let greets = first_start::is_first(state.as_deref());
    let notice = of_names
        .or(of_views)
        .or_else(|| saved.offer(&keymap::pressed(&config.options.own_keys, Action::Ask(Setting::View))));
    let mut model = Model::new(Settings { naming, saved, asks, greets, ..config.settings() }, (0, 0));
    model.input.paths.clone_from(&config.load.paths);
    model.openable.home = user_folders::home();
    model.openable.recent = state.as_deref().map(recent_file::listed).unwrap_or_default();
    model.notice = notice;
    model.saved.begun = Some(view_on_screen(&model, LAST));
    let outcome = {
        let _guard = Guard;
        show(config, &mut model, &theme, (tell, &told), &workers, &ending)
    };
    keep_unsaved(&model);
    keep_session(config, state.as_deref(), &model);
    // Their statements have no one to answer to.
    drop(workers);
    wait_for_cancellations();
    match ending.reason() {
        Some(reason) => reason.outcome(),
        None if outcome.is_err() && tty::is_gone() => Reason::TerminalGone.outcome(),
        None => outcome.and_then(|()| self::outcome(config, &model.data)).map(|()| ExitCode::SUCCESS),
    }
}

/// Takes the terminal, and runs the loop until there is a reason to leave.
fn show(
    config: &Config,
    model: &mut Model,
    theme: &Theme,
    (tell, told): (Sender<Msg>, &Receiver<Msg>),
    workers: &Workers,
    ending: &Ending,
) -> eyre::Result<()> {
    mode::use_mouse(!config.options.no_mouse);
    set_up().wrap_err("the terminal cannot be set up; `segscope report` needs none")?;
    keys::watch(tell.clone(), ending.clone()).wrap_err(SCARCE)?;
    let mut screen = Screen::default();
    resize(model, tty::size()?);
    // First paint before anything is read.
    config.show_command(model);
    let first = |area, buf: &mut _| {
        ui::draw(model, theme, area, buf);
    };
    screen.draw(first).wrap_err(NOT_DRAWN)?;
    let first = start_load(model);
    workers.do_it(first);
    turn(&mut screen, config, (model, theme), (tell, told), workers)
}

/// Stores names and views that were changed just before the end: the background work may not have stored them yet.
fn keep_unsaved(model: &Model) {
    if let (true, Some(file)) = (model.naming.is_unsaved(), &model.naming.file)
        && let Err(why) = names_file::keep(file, &model.naming)
    {
        say!("the name was not saved: {why}");
    }
    if let (false, Some(file)) = (model.saved.unsaved.is_empty(), &model.saved.file)
        && let Err(why) = views_file::keep(file, &model.saved.unsaved)
    {
        say!("the view was not saved: {why}");
    }
}

/// Stores where the session ends, for the next one with this data. A session that changed nothing keeps the previous entry.
fn keep_session(config: &Config, state: Option<&Path>, model: &Model) {
    if let (Some(ended), Some(state)) = (ended(model), state)
        && let Err(why) = views_file::keep_last(state, &model.input.of(&config.load), &ended)
    {
        say!("the session was not saved: {why}");
    }
}

/// Why there is no data, where there is none.
///
/// # Errors
/// When it could not be read, or does not have what the filter asks for.
pub fn outcome(config: &Config, data: &DataState) -> eyre::Result<()> {
    match data {
        DataState::Failed(why) => Err(eyre!(why.clone())),
        DataState::Refused(mismatch) => Err(config.refusal(mismatch).into()),
        _ => Ok(()),
    }
}

/// The loop: wait for a message, take in all that have come, draw once.
fn turn(
    screen: &mut Screen,
    config: &Config,
    (model, theme): (&mut Model, &Theme),
    (tell, told): (Sender<Msg>, &Receiver<Msg>),
    workers: &Workers,
) -> eyre::Result<()> {
    let mut watched = model.input.paths.clone();
    let mut watching = watch(model, &tell);
    let mut refreshing = None;
    // Until when the frame of segments that were just asked for waits.
    let mut held: Option<Instant> = None;
    // The positions of everything in the last frame.
    let mut zones = Zones::default();
    while !model.quit {
        let first = if model.busy() {
            let left = held.map(|until| until.saturating_duration_since(Instant::now()));
            match told.recv_timeout(left.unwrap_or(PROGRESS_EVERY)) {
                Ok(msg) => msg,
                Err(RecvTimeoutError::Timeout) => {
                    let progress = workers.progress();
                    if held.is_none() && model.progress == progress {
                        continue;
                    }
                    Msg::Progress(progress)
                }
                Err(RecvTimeoutError::Disconnected) => break,
            }
        } else {
            match told.recv() {
                Ok(msg) => msg,
                Err(_) => break,
            }
        };
        let awaited = is_awaited(model);
        for msg in std::iter::once(first).chain(told.try_iter()) {
            match msg {
                Msg::Resize(columns, rows) => resize(model, (columns, rows)),
                Msg::Mouse(gesture, at) => {
                    if let Some(cmd) = zones.pointed(gesture, at).and_then(|msg| update(model, msg)) {
                        workers.do_it(cmd);
                    }
                }
                Msg::Stop => signals::stop(),
                Msg::Resumed => resume(screen, model)?,
                msg => match update(model, msg) {
                    Some(Cmd::Suspend) => suspend(model),
                    Some(cmd @ (Cmd::CopyRow | Cmd::CopyCommand)) => copy(config, model, theme, &cmd)?,
                    Some(cmd) => workers.do_it(cmd),
                    None => {}
                },
            }
            if model.quit {
                return Ok(());
            }
        }
        // Other data was opened.
        if watched != model.input.paths {
            watched.clone_from(&model.input.paths);
            drop(std::mem::replace(&mut watching, watch(model, &tell)));
        }
        refreshing = refresh(config, model, refreshing, &tell);
        held = match held {
            _ if !is_awaited(model) => None,
            None if !awaited => Some(Instant::now() + AT_ONCE),
            held => held.filter(|until| *until > Instant::now()),
        };
        if held.is_some() {
            continue;
        }
        // Between a stop and its continuation the shell has the screen.
        if mode::is_live() {
            config.show_command(model);
            let content = |area, buf: &mut _| zones = ui::draw(model, theme, area, buf);
            screen.draw(content).wrap_err(NOT_DRAWN)?;
        }
    }
    Ok(())
}

/// Whether segments were asked for while others are on the screen.
fn is_awaited(model: &Model) -> bool {
    matches!(&model.clusters, ClusterState::Running(Some(_)))
}

/// Applies a new size of the terminal.
fn resize(model: &mut Model, claimed: (u16, u16)) {
    let (columns, rows) = usable(claimed);
    if (columns, rows) != claimed {
        let [of_columns, of_rows, columns, rows] = [claimed.0, claimed.1, columns, rows].map(|n| count(n.into()));
        model.notice = Some(format!("the dashboard uses {columns} × {rows} cells of {of_columns} × {of_rows}"));
    }
    let _ = update(model, Msg::Resize(columns, rows));
}

/// Watches the data, if that is requested; if it is not possible, the dashboard says so and continues.
fn watch(model: &mut Model, tell: &Sender<Msg>) -> Option<Watch> {
    if !model.watching {
        return None;
    }
    let (paths, tell) = (model.input.paths.clone(), tell.clone());
    let told = move |what| match what {
        Told::Changed => tell.send(Msg::Changed).is_ok(),
        Told::Ended(why) => tell.send(Msg::Unwatched(why)).is_ok(),
    };
    Watch::start(move || data::meant(&paths), told).map_err(|why| update(model, Msg::Unwatched(why))).ok()
}

/// Asks the database for news of what is on the screen, if that is wanted; what asks for it already goes on.
fn refresh(config: &Config, model: &mut Model, asking: Option<Refresh>, tell: &Sender<Msg>) -> Option<Refresh> {
    let every = config.options.refresh?;
    let read = &model.dataset()?.summary.source.revisions;
    if read.is_empty() || asking.as_ref().is_some_and(|asking| asking.of == *read) {
        return asking;
    }
    let tell = tell.clone();
    let told = move |news| tell.send(Msg::News(news)).is_ok();
    Refresh::start(read.clone(), every, told).map_err(|why| update(model, Msg::News(News::Silent(why)))).ok()
}

/// Sends the terminal what is to be copied, and says so; without a row, the command.
fn copy(config: &Config, model: &mut Model, theme: &Theme, what: &Cmd) -> eyre::Result<()> {
    let chosen = if matches!(what, Cmd::CopyRow) { ui::copied::chosen(model, theme) } else { None };
    let (text, sent) = chosen.unwrap_or_else(|| {
        let command = config.command_of(model);
        (command.clone(), command)
    });
    model.notice = Some(if text.len() > clipboard::MOST {
        let instead = if explained(model).is_some() {
            "`segscope sql` prints the statements".to_owned()
        } else {
            format!("{} writes a file", keymap::pressed(&model.own_keys, Action::Show(OverlayKind::Export)))
        };
        format!("{} bytes are too many for the clipboard of a terminal; {instead}", count(text.len() as u64))
    } else {
        tty::write(clipboard::sequence(&text).as_bytes()).wrap_err(NOT_DRAWN)?;
        format!("sent to the terminal: {sent}")
    });
    Ok(())
}

/// Gives the terminal to the shell until the job is continued.
fn suspend(model: &mut Model) {
    if !signals::ask_to_stop() {
        model.notice = Some("there is no shell to go back to".to_owned());
    }
}

/// Takes the terminal again, in whatever state and size it is now.
fn resume(screen: &mut Screen, model: &mut Model) -> eyre::Result<()> {
    signals::resume().wrap_err("the terminal cannot be set up again")?;
    if mode::is_live() {
        resize(model, tty::size()?);
        screen.clear()?;
    }
    Ok(())
}
