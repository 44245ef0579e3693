//! `segscope`: a terminal dashboard for customer segments in coupon data.
//!
//! Data flows one way, and each step returns a plain value with which the next can be tested:
//!
//! ```text
//! files ─ data ──► Facts ─ aggregate ──► tables ─ measures ──► Summary, Features
//!        (polars)         (polars)
//! Features ─ cluster ──► Clustering ─ segments ──► Segments ─ app ─► ui
//!          (linfa, ndarray)                            │         (ratatui)
//!                                                      └───────► report
//! ```
//!
//! The walls between the steps (checked by `tests/architecture.rs`):
//!
//! * polars stays in [`data`] and [`aggregate`]; linfa and ndarray in [`cluster`]; ratatui in [`ui`], [`screenshot`] and
//!   [`terminal`]; crossterm in [`app`] (key events) and [`terminal`].
//! * Only [`data`] and [`aggregate`] see rows: [`measures`] are arithmetic over small tables.
//! * [`cluster`] knows nothing of coupons, [`data`] nothing of clusters.
//! * [`report`] and [`ui`] do not know each other: what both say is in [`wording`].
//! * `app::update` is pure and returns the command to run; `ui::draw` takes `&Model` and changes nothing; long work
//!   runs through [`jobs`], where the newest request wins.

pub mod aggregate;
pub mod allocator;
pub mod analysis;
pub mod app;
pub mod atomic_file;
pub mod cli;
pub mod cluster;
pub mod colors;
pub mod commands;
pub mod config;
pub mod config_file;
pub mod data;
pub mod digits;
pub mod export;
pub mod first_start;
pub mod inputs;
pub mod jobs;
pub mod mapping_file;
pub mod measures;
pub mod messages;
pub mod money;
pub mod names_store;
pub mod options_page;
pub mod plain_text;
pub mod progress;
pub mod recent_file;
pub mod refresh;
pub mod report;
pub mod rounding;
pub mod same_file;
pub mod screenshot;
pub mod segments;
pub mod shared_file;
pub mod shell_words;
pub mod stores;
pub mod temporary;
pub mod terminal;
pub mod ui;
pub mod unique_names;
pub mod user_folders;
pub mod views_file;
pub mod views_store;
pub mod warehouse;
pub mod watch;
pub mod wording;
pub mod workers;
