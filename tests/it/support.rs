//! The dashboard on the built-in sample, driven by keys and drawn into a buffer.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::PathBuf;
use std::process::Command;
use std::sync::OnceLock;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Color, Modifier};
use segscope::analysis::Choice;
use segscope::app::execute::{Stores, Tools};
use segscope::app::headless::Headless;
use segscope::app::own_keys::OwnKeys;
use segscope::app::state::naming::Naming;
use segscope::app::state::saved::Saved;
use segscope::app::{Msg, Panel, Screen, Settings};
use segscope::cli::Options;
use segscope::data::filter::Filter;
use segscope::data::{Kind, LoadOptions, today};
use segscope::inputs::Inputs;
use segscope::mapping_file;
use segscope::measures::{Granularity, Summary};
use segscope::report::{self, ReportInput};
use segscope::ui;
use segscope::ui::theme::Theme;
use segscope::views_file;

/// The built binary, away from the user's own configuration.
pub fn program() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_segscope"));
    command.env("XDG_CONFIG_HOME", "/nonexistent");
    command
}

/// Settings as `segscope` without arguments has them.
pub fn settings() -> Settings {
    Settings {
        source: "sample".to_owned(),
        filter: Filter::default(),
        compare_as_of: None,
        choice: Choice::default(),
        granularity: Granularity::default(),
        budget: None,
        watching: false,
        naming: Naming::default(),
        saved: Saved::default(),
        asks: false,
        shows_command: false,
        own_keys: OwnKeys::default(),
        greets: false,
    }
}

/// Reads the files named, or the sample where there is none.
pub fn options(paths: Vec<PathBuf>) -> LoadOptions {
    LoadOptions { paths, today: today(), ..LoadOptions::default() }
}

/// The report of measures alone, as JSON.
pub fn json_of(summary: &Summary) -> String {
    report::json(&ReportInput {
        summary,
        filter: "",
        granularity: Granularity::default(),
        segmentation: None,
        no_segments: "",
        split: None,
    })
}

/// What commands need to read these files and to write exports.
pub fn tools(paths: Vec<PathBuf>) -> Tools {
    let exporter =
        segscope::export::exporter(Options::default(), options(Vec::new()), Inputs::default(), Theme::dark());
    Tools {
        load: options(paths),
        exporter,
        write_mapping: mapping_file::write,
        keep_views: views_file::keep,
        stores: Stores::default(),
    }
}

/// The dashboard on the sample at a size, at rest. It is read and clustered once for all tests.
pub fn sample(columns: u16, rows: u16) -> Headless {
    static SAMPLE: OnceLock<Headless> = OnceLock::new();
    let mut driver = SAMPLE.get_or_init(|| Headless::start(settings(), tools(Vec::new()), (120, 36))).clone();
    driver.send(Msg::Resize(columns, rows));
    driver
}

/// The same after some keys, named as in tmux.
pub fn driven(keys: &str, columns: u16, rows: u16) -> Headless {
    let mut driver = sample(columns, rows);
    driver.press(keys).expect("known keys");
    driver
}

/// The text of the screen as it is now.
pub fn seen(driver: &Headless) -> String {
    text(&draw(driver, &Theme::dark()))
}

/// Draws the dashboard at its own size.
pub fn draw(driver: &Headless, theme: &Theme) -> Buffer {
    let (columns, rows) = driver.model.size;
    draw_at(driver, theme, columns, rows)
}

/// Draws the dashboard at any size.
pub fn draw_at(driver: &Headless, theme: &Theme, columns: u16, rows: u16) -> Buffer {
    let area = Rect::new(0, 0, columns, rows);
    let mut buffer = Buffer::empty(area);
    ui::draw(&driver.model, theme, area, &mut buffer);
    buffer
}

/// The text of a buffer, line by line.
pub fn text(buffer: &Buffer) -> String {
    let mut out = String::new();
    for y in buffer.area.top()..buffer.area.bottom() {
        let mut skip = 0;
        let mut line = String::new();
        for x in buffer.area.left()..buffer.area.right() {
            if skip > 0 {
                skip -= 1;
                continue;
            }
            let symbol = buffer[(x, y)].symbol();
            skip = segscope::wording::text::width(symbol).saturating_sub(1);
            line.push_str(symbol);
        }
        out.push_str(line.trim_end());
        out.push('\n');
    }
    out
}

/// Text and style of a buffer: below the text, one letter per cell for its style, and what the letters mean.
pub fn snapshot(buffer: &Buffer) -> String {
    let mut letters: BTreeMap<(String, String, String), char> = BTreeMap::new();
    let mut styles = String::new();
    for y in buffer.area.top()..buffer.area.bottom() {
        for x in buffer.area.left()..buffer.area.right() {
            let cell = &buffer[(x, y)];
            let style = (colour(cell.fg), colour(cell.bg), modifiers(cell.modifier));
            let next = letters.len();
            let letter = *letters.entry(style).or_insert_with(|| {
                char::from_u32(if next < 26 { 'a' as u32 + next as u32 } else { 'A' as u32 + next as u32 - 26 })
                    .unwrap_or('?')
            });
            styles.push(letter);
        }
        styles.push('\n');
    }
    let mut out = format!("{}\n{styles}\n", text(buffer));
    let mut meanings: Vec<_> = letters.into_iter().map(|(style, letter)| (letter, style)).collect();
    meanings.sort();
    for (letter, (fg, bg, modifier)) in meanings {
        writeln!(out, "{letter}: {fg} on {bg} {modifier}").expect("a string takes it");
    }
    out
}

fn colour(color: Color) -> String {
    match color {
        Color::Reset => "-".to_owned(),
        Color::Rgb(r, g, b) => format!("#{r:02x}{g:02x}{b:02x}"),
        other => other.to_string(),
    }
}

fn modifiers(modifier: Modifier) -> String {
    modifier.iter_names().map(|(name, _)| name.to_lowercase()).collect::<Vec<_>>().join(" ")
}

/// The keys that go to a panel from anywhere: to the first screen that has it, then on with Tab.
pub fn keys_to(panel: Panel) -> String {
    let panels = |screen: Screen| screen.panels().iter().filter(|panel| panel.is_of(Kind::Coupons));
    let place = |screen: Screen| Some((screen, panels(screen).position(|p| *p == panel)?));
    let (screen, steps) = Screen::all().find_map(place).expect("every panel is on a screen");
    format!("{}{}", screen.number(), " Tab".repeat(steps))
}

/// The dashboard on the sample with the focus on a panel.
pub fn focused(panel: Panel, columns: u16, rows: u16) -> Headless {
    let driver = driven(&keys_to(panel), columns, rows);
    assert_eq!(driver.model.focused(), panel);
    driver
}

/// The same after some keys.
pub fn focused_then(panel: Panel, keys: &str, columns: u16, rows: u16) -> Headless {
    let mut driver = focused(panel, columns, rows);
    driver.press(keys).expect("known keys");
    driver
}

/// A workbook of real data, which is no part of the repository: a test that reads it is ignored unless asked for.
pub fn workbook() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared/data/E-commerce_data.xlsx")
}
