//! Random keys, pastes and sizes on a dashboard without a terminal. Every so often the numbers on its screen must be those
//! that `report` prints for the same options.

mod compare;

use std::collections::VecDeque;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};

use rand::Rng;
use rand::seq::SliceRandom;
use rand_xoshiro::Xoshiro256PlusPlus;
use rand_xoshiro::rand_core::SeedableRng;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use segscope::analysis::Choice;
use segscope::app::execute::{Exporter, Stores, Tools};
use segscope::app::headless::Headless;
use segscope::app::keymap::KEYMAP;
use segscope::app::message::{MappingRequest, NotWritten};
use segscope::app::own_keys::OwnKeys;
use segscope::app::state::naming::Naming;
use segscope::app::state::saved::Saved;
use segscope::app::{Msg, Settings};
use segscope::cluster::Method;
use segscope::data::filter::Filter;
use segscope::data::{LoadOptions, today};
use segscope::measures::Granularity;
use segscope::ui;
use segscope::ui::theme::Theme;

/// Keys between two comparisons; each of them reads the data again.
const APART: usize = 25;
/// Keys that are said when it fails.
const SAID: usize = 40;
const LARGEST: (u16, u16) = (260, 90);

/// What is typed and pasted: parts of filters, names, and what does not belong anywhere.
const TEXTS: [&str; 12] = [
    "city:Cairo",
    "burnt_count>=3",
    "since:2024-03",
    "segment:1",
    "gender:",
    " or ",
    "age<40",
    "Loyal",
    "1000",
    "q\n:\u{1b}[2J",
    "\u{202e}é🙂",
    "-",
];
/// Keys that fields take beside those of the table.
const FIELDS: [&str; 8] = ["Enter", "Escape", "Tab", "BSpace", "Left", "Right", "Up", "Down"];

/// Presses keys for a while; says how many, and how often the numbers were compared.
///
/// # Errors
/// What is wrong, with the seed and the last keys.
pub fn soak(seed: u64, time: Duration, data: Vec<PathBuf>) -> Result<String, String> {
    let load = LoadOptions { paths: data, today: today(), ..LoadOptions::default() };
    let mut random = Xoshiro256PlusPlus::seed_from_u64(seed);
    let mut driver = Headless::start(settings(), tools(load.clone()), (120, 36));
    // A debug build takes its time to start.
    let end = Instant::now() + time;
    let keys: Vec<String> = KEYMAP.iter().flat_map(|binding| binding.keys).map(|(key, _)| key.to_string()).collect();
    let mut last = VecDeque::new();
    let (mut pressed, mut compared) = (0, 0);
    while Instant::now() < end {
        let step = Step::any(&mut random, &keys);
        last.push_back(format!("{step:?}"));
        if last.len() > SAID {
            last.pop_front();
        }
        pressed += 1;
        let whole = pressed % APART == 0;
        let outcome = catch_unwind(AssertUnwindSafe(|| {
            step.take(&mut driver);
            if whole { compare::screen_with_report(&driver, &load) } else { Ok(false) }
        }));
        match outcome {
            Ok(Ok(same)) => compared += usize::from(same),
            wrong => {
                let why = wrong.map_or_else(|_| "a panic".to_owned(), |said| said.err().unwrap_or_default());
                let keys: Vec<String> = last.into();
                return Err(format!("seed {seed}, step {pressed}: {why}\nlast keys: {}", keys.join(" ")));
            }
        }
    }
    Ok(format!("seed {seed}: {pressed} steps, {compared} comparisons with the report"))
}

fn settings() -> Settings {
    Settings {
        source: "soak".to_owned(),
        filter: Filter::default(),
        compare_as_of: None,
        // Fewer fits than usual, so that there is time for more keys.
        choice: Choice { k_max: 5, method: Method { restarts: 2, ..Method::default() }, ..Choice::default() },
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

/// Random names of files must not be written.
fn tools(load: LoadOptions) -> Tools {
    const WHY: &str = "nothing is written in a soak";
    let refused = || NotWritten::Failed(WHY.to_owned());
    let exporter = Exporter(Arc::new(move |_| Err(refused())));
    let write_mapping = |_: &MappingRequest, _: &LoadOptions| Err(NotWritten::Failed(WHY.to_owned()));
    Tools { load, exporter, write_mapping, keep_views: |_, _| Err(WHY.to_owned()), stores: Stores::default() }
}

/// Something that a user does.
#[derive(Debug)]
enum Step {
    Key(String),
    Type(&'static str),
    Paste(&'static str),
    Resize(u16, u16),
}

impl Step {
    fn any(random: &mut impl Rng, keys: &[String]) -> Self {
        let text = *TEXTS.choose(random).unwrap_or(&"");
        match random.gen_range(0..100) {
            0..6 => Self::Type(text),
            6..8 => Self::Paste(text),
            8..14 => Self::Resize(random.gen_range(0..LARGEST.0), random.gen_range(0..LARGEST.1)),
            14..30 => Self::Key((*FIELDS.choose(random).unwrap_or(&"Tab")).to_owned()),
            _ => Self::Key(keys.choose(random).cloned().unwrap_or_default()),
        }
    }

    /// Does it, and draws.
    fn take(self, driver: &mut Headless) {
        match self {
            Self::Key(key) => driver.press(&key).expect("a key of the table"),
            Self::Type(text) => {
                for c in text.chars().filter(|c| !c.is_control()) {
                    let name = if c == ' ' { "Space".to_owned() } else { c.to_string() };
                    driver.press(&name).expect("a character");
                }
            }
            Self::Paste(text) => driver.send(Msg::Paste(text.to_owned())),
            Self::Resize(columns, rows) => driver.send(Msg::Resize(columns, rows)),
        }
        driver.model.quit = false;
        drawn(driver, driver.model.size);
    }
}

/// The screen at a size.
fn drawn(driver: &Headless, (columns, rows): (u16, u16)) -> Buffer {
    let area = Rect::new(0, 0, columns, rows);
    let mut buffer = Buffer::empty(area);
    ui::draw(&driver.model, &Theme::dark(), area, &mut buffer);
    buffer
}
