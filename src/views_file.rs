//! The files of saved views, and of where the last session with each data set ended.
//!
//! ```json
//! { "schema": "segscope/views/1",
//!   "views": [{ "name": "Cairo", "screen": "segments", "panel": "profiles", "maximised": false,
//!               "options": { "k": "5", "filter": "city:Cairo" } }] }
//! ```
//!
//! The options are those of the command line. Of the data a file has only what the filter says.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::{ErrorKind, Write};
use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::app::panel::{Panel, Screen};
use crate::app::state::saved::{Change, LAST, SavedView, change, check};
use crate::atomic_file;
use crate::cli::view_options;
use crate::data::{LoadOptions, shown};
use crate::plain_text::{in_json, spelt_out};
use crate::segments::document;
use crate::shared_file;
use crate::user_folders::of_data_set;

/// The schema of a file of views.
const SCHEMA: &str = "segscope/views/1";

/// The file.
#[derive(Serialize, Deserialize)]
struct Document {
    schema: String,
    views: Vec<Entry>,
}

/// A view in the file.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    name: String,
    screen: String,
    panel: String,
    #[serde(default)]
    maximised: bool,
    #[serde(default)]
    options: BTreeMap<String, String>,
}

/// Where the last session with this data ended; `None` before the first.
///
/// # Errors
/// The file, and why it cannot be read.
pub fn last(state: &Path, load: &LoadOptions) -> Result<Option<SavedView>, String> {
    let Some(file) = of_data_set(state, "sessions", load) else { return Ok(None) };
    Ok(read_file(&file)?.into_iter().next())
}

/// Stores where a session with this data ended. Only the user can read the file: a filter may name a customer.
///
/// # Errors
/// The file, and why it was not written.
pub fn keep_last(state: &Path, load: &LoadOptions, view: &SavedView) -> Result<(), String> {
    let Some(file) = of_data_set(state, "sessions", load) else { return Ok(()) };
    // If it cannot be created, writing reports why.
    let _ = file.parent().map_or(Ok(()), fs::create_dir_all);
    let written = atomic_file::replace_private(&file, |out| out.write_all(text(std::slice::from_ref(view)).as_bytes()));
    written.map(drop).map_err(|why| why.to_string())
}

/// Makes changes to the views in a file, whatever others did to it meanwhile; returns those that it has now.
///
/// # Errors
/// Why it was not written, and the file.
pub fn keep(file: &Path, changes: &[Change]) -> Result<Vec<SavedView>, String> {
    shared_file::change(file, |old| {
        let mut list = old.map(read).transpose()?.unwrap_or_default();
        for made in changes {
            change(&mut list, made);
        }
        Ok((text(&list), list))
    })
}

/// The views of a file; none where there is no file.
///
/// # Errors
/// The file, and why it cannot be read.
pub fn read_file(file: &Path) -> Result<Vec<SavedView>, String> {
    let file_shown = shown(file);
    match fs::read_to_string(file) {
        Ok(text) => read(&text).map_err(|why| format!("{file_shown} {}", spelt_out(&why))),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(Vec::new()),
        Err(error) if error.kind() == ErrorKind::InvalidData => Err(format!("{file_shown} is not text")),
        Err(error) => Err(format!("{file_shown} cannot be read: {error}")),
    }
}

/// Reads a file of views.
///
/// # Errors
/// Why it cannot be read, as the end of a sentence that begins with the file.
pub fn read(text: &str) -> Result<Vec<SavedView>, String> {
    let Document { views, .. } = document::read(text, SCHEMA, "file of views")?;
    let mut seen = BTreeSet::new();
    let read = |entry: Entry| {
        let name = entry.name.clone();
        let is_again = !seen.insert(name.clone());
        let view = if is_again { Err("twice".to_owned()) } else { view(entry) };
        view.map_err(|why| format!("has the view {name:?}, but {why}"))
    };
    views.into_iter().map(read).collect()
}

fn view(Entry { name, screen, panel, maximised, options }: Entry) -> Result<SavedView, String> {
    if name != LAST {
        check(&name)?;
    }
    let on = screen.parse::<Screen>().map_err(|_| format!("there is no screen {screen:?}"))?;
    let panel = panel.parse::<Panel>().ok().filter(|panel| on.panels().contains(panel));
    let panel = panel.ok_or_else(|| format!("the screen {screen} has no such panel"))?;
    let options = view_options::read(&options)?;
    let (filter, choice) = (options.filter.unwrap_or_default(), options.clustering.choice());
    Ok(SavedView { name, screen: on, panel, maximised, filter, choice, granularity: options.granularity })
}

/// The file as text.
fn text(list: &[SavedView]) -> String {
    let entry = |view: &SavedView| Entry {
        name: view.name.clone(),
        screen: view.screen.to_string(),
        panel: view.panel.to_string(),
        maximised: view.maximised,
        options: view_options::written(&view.filter, &view.choice, view.granularity),
    };
    let document = Document { schema: SCHEMA.to_owned(), views: list.iter().map(entry).collect() };
    // Writing to a string fails only where a map has keys that are not text, and there are none.
    in_json(&serde_json::to_string_pretty(&document).unwrap_or_default()).into_owned() + "\n"
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::analysis::{Choice, KChoice};
    use crate::data::filter::Filter;
    use crate::measures::Granularity;

    fn view(name: &str) -> SavedView {
        SavedView {
            name: name.to_owned(),
            screen: Screen::Segments,
            panel: Panel::Profiles,
            maximised: true,
            filter: Filter::parse("city:\"Port Said\"").unwrap(),
            choice: Choice { k: KChoice::Fixed(5), ..Choice::default() },
            granularity: Granularity::Quarter,
        }
    }

    #[test]
    fn views_are_read_back_and_others_keep_theirs() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("new/views.json");
        let save = |name: &str| Change::Save(Box::new(view(name)));
        assert_eq!(keep(&file, &[save("a")]).unwrap(), [view("a")]);
        // Another dashboard has not read it.
        assert_eq!(keep(&file, &[save("b"), save("c")]).unwrap(), [view("c"), view("b"), view("a")]);
        assert_eq!(keep(&file, &[Change::Remove("b".to_owned()), save("a")]).unwrap(), [view("a"), view("c")]);
        let text = fs::read_to_string(&file).unwrap();
        assert_eq!(read(&text).unwrap(), [view("a"), view("c")]);
        assert!(text.contains("\"options\": {\n        \"filter\": \"city:\\\"Port Said\\\"\""), "{text}");
    }

    #[test]
    fn what_is_no_file_of_views_is_refused_and_left() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("views.json");
        let good = text(&[view("a")]);
        for (text, why) in [
            ("{\"schema\": \"segscope/vi", "is cut off"),
            ("customer_id\n1\n", "is not a file of views"),
            (
                "{\"schema\": \"segscope/names/1\"}",
                "its schema is \"segscope/names/1\", and should be segscope/views/1",
            ),
            ("{\"schema\": \"segscope/views/9\"}", "is a file of views of another version of segscope"),
            (&good.replace("segments", "segment"), "has the view \"a\", but there is no screen \"segment\""),
            (&good.replace("profiles", "genders"), "but the screen segments has no such panel"),
            (&good.replace("\"5\"", "\"five\""), "but --k five: give a number of segments"),
            (&good.replace("granularity", "output"), "but \"output\" is not an option of a view"),
            (&good.replace("maximised", "maximized"), "was changed by hand or damaged"),
        ] {
            fs::write(&file, text).unwrap();
            let found = keep(&file, &[Change::Remove("a".to_owned())]).unwrap_err();
            assert!(found.starts_with("the file ") && found.contains(why), "{found}");
            assert_eq!(fs::read_to_string(&file).unwrap(), text);
        }
    }

    #[test]
    fn the_last_session_is_that_of_the_data() {
        let folder = tempfile::tempdir().unwrap();
        let load = |path: &str| LoadOptions { paths: vec![path.into()], ..LoadOptions::default() };
        assert_eq!(last(folder.path(), &load("src")), Ok(None));
        keep_last(folder.path(), &load("src"), &view(LAST)).unwrap();
        assert_eq!(last(folder.path(), &load("./src")), Ok(Some(view(LAST))));
        assert_eq!(last(folder.path(), &load("tests")), Ok(None));
    }
}
