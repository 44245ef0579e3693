//! The screen. [`draw`] takes the model and changes nothing.

mod badge;
pub mod charts;
mod chrome;
pub mod copied;
mod customer;
pub mod definitions;
mod footer;
mod key_figures;
pub mod layout;
mod overlays;
mod panels;
mod picture;
mod scene;
pub mod theme;
pub mod zones;

use ratatui::buffer::Buffer;
use ratatui::layout::{Alignment, Rect};
use ratatui::text::Line;
use ratatui::widgets::{Paragraph, Widget, Wrap};

use crate::analysis::Dataset;
use crate::app::state::overlay::palette::Setting;
use crate::app::{Action, DataState, Model, Overlay, Panel, Screen, keymap, selectors};
use crate::wording::text;
use layout::{Contents, PanelArea, Room, SMALLEST};
use theme::Theme;
use zones::Zones;

/// Draws the dashboard as it is now, and says what is where.
pub fn draw(model: &Model, theme: &Theme, area: Rect, buf: &mut Buffer) -> Zones {
    buf.set_style(area, theme.text);
    let zones = Zones::default();
    let room = Room::of(area);
    if room == Room::TooSmall {
        too_small(theme, area, buf);
        return zones;
    }
    let [header, tabs, body, footer] = layout::bands(area);
    let [body, command] = layout::above_footer(body, room, model.command.is_some());
    chrome::header(model, theme, header, buf);
    chrome::tabs((model, theme, &zones), room, tabs, buf);
    match &model.data {
        DataState::Loading => {
            let step = chrome::progress(model).unwrap_or_else(|| format!("reading {}", model.reading()));
            let bar = text::pad_right(&theme.glyphs.bar(model.progress.share().unwrap_or(0.0), 40), 40);
            let speed = model.progress.reading.map(chrome::speed).unwrap_or_default();
            let lines = [
                Line::styled(text::clean(&step), theme.strong),
                Line::styled(bar, theme.accent),
                Line::styled(speed, theme.text),
                Line::styled(
                    format!(
                        "{} stops, {} opens other data",
                        keymap::pressed(&model.own_keys, Action::Back),
                        keymap::pressed(&model.own_keys, Action::Ask(Setting::Open)),
                    ),
                    theme.dim,
                ),
            ];
            message(body, buf, lines.into());
        }
        DataState::Measuring(_) | DataState::Filtering { .. } if model.screen != Screen::Overview => {
            let lines = [
                Line::styled(format!("measuring {}", model.screen.titles(selectors::kind(model)).0), theme.strong),
                Line::styled("the Overview (1) is ready", theme.dim),
            ];
            message(body, buf, lines.into());
        }
        DataState::Stopped { why, .. } if model.screen != Screen::Overview => {
            let title = model.screen.titles(selectors::kind(model)).0;
            let again = keymap::pressed(&model.own_keys, Action::Reload);
            let lines = [
                Line::styled(format!("{title} is not measured: {}", text::clean(why)), theme.strong),
                Line::styled(format!("{again} reads the rest; the Overview (1) is ready"), theme.dim),
            ];
            message(body, buf, lines.into());
        }
        DataState::Failed(why) => refusal((model, theme), body, buf, why),
        DataState::Refused(mismatch) => refusal((model, theme), body, buf, &mismatch.message),
        DataState::Measuring(_)
        | DataState::Stopped { .. }
        | DataState::Ready(_)
        | DataState::Filtering { .. }
        | DataState::Reloading(_) => {
            // Nothing is visible behind a page.
            let covered = model.beneath.last().into_iter().chain([&model.overlay]).any(Overlay::is_page);
            if let Some(shown) = model.shown().filter(|_| !covered) {
                screen((model, theme, &zones), shown, room, body, buf);
            }
        }
    }
    footer::draw(model, theme, [command, footer], buf);
    overlays::draw((model, theme, &zones), area, buf);
    zones
}

fn screen(
    (model, theme, zones): (&Model, &Theme, &Zones),
    dataset: &Dataset,
    room: Room,
    body: Rect,
    buf: &mut Buffer,
) {
    let body = if model.screen == Screen::Overview && !model.maximised {
        let [strip, below] = layout::key_figures(body, room);
        key_figures::draw(model, theme, dataset, room, strip, buf);
        below
    } else {
        body
    };
    for place in places(model, dataset, room, body) {
        panels::draw((model, theme, zones), dataset, &place, buf);
    }
}

/// The places of the current screen; if a panel is maximised, its place and that of a chart in the room that it leaves.
fn places(model: &Model, dataset: &Dataset, room: Room, body: Rect) -> Vec<PanelArea> {
    let rows = |n: usize| u16::try_from(n).unwrap_or(u16::MAX / 2);
    if model.maximised {
        let panel = model.focused();
        let below = layout::beside(panel).filter(|below| selectors::has(model, *below));
        return layout::zoomed(panel, rows(selectors::rows(model, panel)), below, body);
    }
    let summary = &dataset.summary;
    let segments = model.clusters.last().map_or(0, |segmentation| panels::segment_rows(segmentation));
    let contents = Contents {
        kind: summary.kind,
        genders: rows(selectors::rows(model, Panel::Genders)),
        demographic: rows(selectors::rows(model, Panel::Demographics)),
        cities: rows(selectors::rows(model, Panel::Cities)),
        branches: rows(selectors::rows(model, Panel::Branches)),
        columns: rows(summary.columns.len()),
        missing: rows(selectors::lacking(summary).len()),
        correlations: rows(summary.correlations.as_ref().map_or(0, |of| of.columns.len().saturating_sub(1))),
        top: rows(if selectors::has(model, Panel::Branches) { selectors::rows(model, Panel::Branches) } else { 0 }),
        products: rows(selectors::rows(model, Panel::Products)),
        shops: rows(selectors::rows(model, Panel::BranchTable) + selectors::rows(model, Panel::Merchants)),
        segments: rows(segments),
        periods: rows(selectors::rows(model, Panel::Periods)),
        coupons: rows(summary.coupons.len()),
        frequency: rows(summary.frequency.len()),
        checks: rows(summary.findings.len()),
    };
    layout::without(layout::places(model.screen, body, room, contents), |panel| selectors::has(model, panel))
}

fn too_small(theme: &Theme, area: Rect, buf: &mut Buffer) {
    let (columns, rows) = SMALLEST;
    let words = format!("segscope needs {columns}x{rows}, this is {}x{}", area.width, area.height);
    Paragraph::new(words).style(theme.text).wrap(Wrap { trim: true }).render(area, buf);
}

/// Why there is nothing to show.
fn refusal((model, theme): (&Model, &Theme), area: Rect, buf: &mut Buffer, why: &str) {
    let quit = format!("{} quits", keymap::pressed(&model.own_keys, Action::Close));
    let lines = [Line::styled(text::clean(why), theme.strong), Line::default(), Line::styled(quit, theme.dim)];
    message(area, buf, lines.into());
}

/// A short text in the middle of an empty body.
fn message(area: Rect, buf: &mut Buffer, lines: Vec<Line>) {
    let up = area.height / 3;
    let inner = Rect { x: area.x + 2, y: area.y + up, width: area.width.saturating_sub(4), height: area.height - up };
    Paragraph::new(lines).alignment(Alignment::Center).wrap(Wrap { trim: true }).render(inner, buf);
}
