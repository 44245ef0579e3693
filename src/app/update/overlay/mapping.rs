//! The mapping screen: recognised roles, the user's changes, and opening the data with them.

use std::path::PathBuf;

use crate::app::message::{Cmd, MappingRequest, NotWritten, Understood};
use crate::app::selectors;
use crate::app::state::data::DataState;
use crate::app::state::input::Input;
use crate::app::state::job::Job;
use crate::app::state::model::Model;
use crate::app::state::overlay::Overlay;
use crate::app::state::overlay::mapping::{MappingScreen, Numbers, SaveState, Saving, Side, Task};
use crate::app::update::load;
use crate::app::update::request::{both, next};
use crate::data::Mapping;

/// Opens it for the data that is loaded, or that failed to load.
pub fn open(model: &mut Model) -> Cmd {
    open_for(model, model.tried.as_ref().unwrap_or(&model.input).clone())
}

fn open_for(model: &mut Model, input: Input) -> Cmd {
    model.overlay = Overlay::Mapping(Box::new(MappingScreen::new(input.paths.clone())));
    model.beneath.clear();
    Cmd::Understand(next(model, Job::Understand), input)
}

/// The data cannot be recognised: the screen opens if there is a user to ask, and the data is not that on the screen.
pub fn not_understood(model: &mut Model, why: String) -> Option<Cmd> {
    if load::is_opening(model) && model.asks {
        let input = model.tried.clone()?;
        model.notice = Some(format!("not opened: {why}"));
        if !load::keep_data(model) {
            model.data = DataState::Failed(why);
        }
        return Some(open_for(model, input));
    }
    if model.dataset().is_some() || !model.asks {
        return load::failed(model, why);
    }
    model.data = DataState::Failed(why);
    screen(model).is_none().then(|| open(model))
}

/// The mapping screen, which may be under the palette or the help.
fn screen(model: &mut Model) -> Option<&mut MappingScreen> {
    model.beneath.iter_mut().chain([&mut model.overlay]).find_map(|overlay| match overlay {
        Overlay::Mapping(screen) => Some(&mut **screen),
        _ => None,
    })
}

/// Recognises the data again with the current mapping.
fn look_again(model: &mut Model) -> Option<Cmd> {
    let input = screen(model)?.input();
    Some(Cmd::Understand(next(model, Job::Understand), input))
}

/// Stores the recognised roles.
pub fn understood(model: &mut Model, found: Understood) {
    if let Some(screen) = screen(model) {
        screen.understood(found.understanding);
        screen.mapping = found.mapping;
        screen.proposed = found.proposed;
    }
}

/// Stores how much data there is, or why loading failed.
pub fn counted(model: &mut Model, numbers: Numbers) -> Option<Cmd> {
    let screen = screen(model)?;
    match numbers {
        // No file could be opened: there is nothing to map.
        Numbers::Failed(why) if screen.understanding.parts.is_empty() => {
            model.notice = Some(why);
            return leave(model);
        }
        numbers => screen.numbers = numbers,
    }
    None
}

/// Closes it, and what is open over it. If there is no data behind it, the previous input is read again; without one, the
/// dashboard ends.
pub fn leave(model: &mut Model) -> Option<Cmd> {
    (model.overlay, model.beneath) = (Overlay::None, Vec::new());
    let has_none = matches!(model.data, DataState::Failed(_));
    if has_none && load::is_opening(model) {
        return Some(load::return_to_input(model));
    }
    model.quit = has_none;
    None
}

/// Focuses the other list.
pub fn turn(model: &mut Model) {
    if let Some(screen) = screen(model) {
        screen.turn();
    }
}

/// What `enter` does: opens the list of roles, applies the role at its cursor, or writes the file.
pub fn enter(model: &mut Model) -> Option<Cmd> {
    let open = screen(model)?;
    open.said = None;
    match &open.task {
        Task::Look => {
            choose(model);
            None
        }
        Task::Choose(list) => {
            let role = list.roles.get(list.cursor)?.clone();
            open.give(&role);
            look_again(model)
        }
        Task::Save(_) => write(model),
    }
}

/// Opens the list of roles for the file or column at the cursor.
fn choose(model: &mut Model) {
    let Some(open) = screen(model) else { return };
    match selectors::roles(open) {
        Some(list) => open.task = Task::Choose(list),
        None if open.side == Side::Columns => {
            model.notice = Some("first choose which table the file is: tab, then enter".to_owned());
        }
        None => {}
    }
}

/// What `space` does: leaves out a used file, or uses it again; removes the role of a column. A file or column without
/// a role gets one.
pub fn mark(model: &mut Model) -> Option<Cmd> {
    let open = screen(model)?;
    let part = open.part()?;
    let is_left_out = open.mapping.unused.contains(&part.name);
    match open.side {
        Side::Files if part.table.is_some() => open.use_as(None),
        Side::Files if is_left_out => open.take_back(),
        Side::Columns if open.column()?.role.is_some() => open.clear_column(),
        Side::Files | Side::Columns => {
            choose(model);
            return None;
        }
    }
    look_again(model)
}

/// Changes a setting of the data as a whole.
pub fn change(model: &mut Model, change: impl FnOnce(&mut MappingScreen)) -> Option<Cmd> {
    change(screen(model)?);
    look_again(model)
}

/// Opens the data with the current roles, if no required role is missing.
pub fn open_data(model: &mut Model) -> Option<Cmd> {
    let open = screen(model)?;
    if let Some(why) = selectors::obstacle(open) {
        model.notice = Some(why);
        return None;
    }
    model.tried = Some(open.input());
    model.overlay = Overlay::None;
    next(model, Job::Understand);
    if model.dataset().is_none() {
        model.data = DataState::Loading;
    }
    let load = load::start_load(model);
    both(Some(Cmd::Cancel(Job::Understand)), Some(load))
}

/// Asks for the file to write the mapping to.
pub fn save(model: &mut Model) {
    if let Some(screen) = screen(model) {
        screen.said = None;
        screen.task = Task::Save(Saving::new(&screen.proposed));
    }
}

/// Starts writing the mapping. An existing file is overwritten only after the question.
fn write(model: &mut Model) -> Option<Cmd> {
    let open = screen(model)?;
    let (paths, mapping) = (open.paths.clone(), open.explicit());
    let Task::Save(saving) = &mut open.task else { return None };
    let name = saving.file.text.trim().to_owned();
    if saving.state == SaveState::Writing {
        return None;
    }
    if name.is_empty() {
        saving.state = SaveState::Failed("type the name of a file".to_owned());
        return None;
    }
    let overwrite = saving.state == SaveState::Asking;
    saving.state = SaveState::Writing;
    let request = MappingRequest { paths, mapping, path: PathBuf::from(name), overwrite };
    Some(Cmd::WriteMapping(next(model, Job::Mapping), Box::new(request)))
}

/// Shows the outcome of writing: the command that uses the file.
pub fn written(model: &mut Model, mapping: Mapping, outcome: Result<String, NotWritten>) {
    let Some(screen) = screen(model) else {
        if let Ok(command) = outcome {
            model.notice = Some(format!("the mapping is written. Use it with: {command}"));
        }
        return;
    };
    match outcome {
        Ok(command) => {
            screen.task = Task::Look;
            screen.said = Some(format!("The mapping is written. Use it with: {command}"));
            screen.mapping = mapping;
        }
        Err(NotWritten::Exists) => set_state(screen, SaveState::Asking),
        Err(NotWritten::Failed(why)) => set_state(screen, SaveState::Failed(why)),
    }
}

/// Writing the mapping failed.
pub fn not_written(model: &mut Model, why: String) {
    if let Some(screen) = screen(model) {
        set_state(screen, SaveState::Failed(why));
    }
}

fn set_state(screen: &mut MappingScreen, state: SaveState) {
    if let Task::Save(saving) = &mut screen.task {
        saving.state = state;
    }
}
