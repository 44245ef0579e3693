//! The two lines at the top of every screen: header and tabs.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;

use super::layout::Room;
use super::theme::Theme;
use super::zones::Zones;
use crate::analysis::Dataset;
use crate::app::{DataState, Model, Screen, Spot, selectors};
use crate::data::{Kind, Severity, format_day};
use crate::progress::Reading;
use crate::wording::database::{computed_by, names};
use crate::wording::kind_words::words;
use crate::wording::text::{clean, clip_with, compact, count, counted, percent, width};

/// ` segscope  sample  2,000 customers  20,000 claims  as of 2025-06-30`; after the name of a database that counts the events
/// `· computed by DuckDB`, if there is room; at the right the conditions of the filter, and progress.
pub fn header(model: &Model, theme: &Theme, area: Rect, buf: &mut Buffer) {
    let mark = progress_mark(model, theme);
    let columns = usize::from(area.width);
    // The filter takes the room it needs, but leaves half of the line.
    let chips = chips(model, theme, (columns / 2).saturating_sub(width(&mark)));
    let right: usize = width(&mark) + chips.iter().map(Span::width).sum::<usize>();
    let left = columns.saturating_sub(" segscope   ".len() + right);
    let reading = model.reading();
    let (source, engine, facts) = match model.shown() {
        Some(dataset) => {
            let source = &dataset.summary.source;
            (source.path.as_str(), source.engine, facts(model, dataset, left))
        }
        None => (reading.as_str(), None, String::new()),
    };
    let source = clean(source);
    let (room, [long, short]) = (left.saturating_sub(width(&facts) + 2), names(&source));
    let name = if width(&long) <= room { long.into_owned() } else { shorten(theme, &short, room) };
    let computed = engine.map(|engine| format!(" {} {}", theme.glyphs.pick('·', '-'), computed_by(engine)));
    let fits = |computed: &String| width(&name) + width(computed) + 2 + width(&facts) <= left;
    let spans = vec![
        Span::styled(" segscope ", theme.title_focused),
        Span::styled(format!(" {name}"), theme.strong),
        Span::styled(computed.filter(fits).unwrap_or_default(), theme.accent),
        Span::styled("  ", theme.strong),
        Span::styled(facts, theme.text),
    ];
    Line::from(spans).render(area, buf);
    let right: Vec<Span<'_>> = chips.into_iter().chain([Span::styled(mark, theme.accent)]).collect();
    Line::from(right).right_aligned().render(area, buf);
}

/// How much data there is; items that leave no room for the name are dropped.
fn facts(model: &Model, dataset: &Dataset, room: usize) -> String {
    let s = &dataset.summary;
    let all = dataset.customers();
    let of_all = if model.filter.is_empty() { String::new() } else { format!(" of {}", count(all)) };
    let day = s.as_of.map_or_else(String::new, |day| format!("  as of {}", format_day(day)));
    let mut facts = match of_all.as_str() {
        "" => counted(s.kpis.customers, "customer"),
        of_all => format!("{}{of_all} customers", count(s.kpis.customers)),
    };
    let events = match s.kind {
        Kind::Customers => String::new(),
        kind => format!("  {}", counted(s.kpis.transactions, words(kind).event)),
    };
    let sample =
        s.source.sampled.map_or_else(String::new, |sampled| format!("  sample of {}", count(sampled.customers)));
    for more in [sample, events, day] {
        if width(&facts) + width(&more) + 10 <= room {
            facts.push_str(&more);
        }
    }
    facts
}

/// The conditions of the filter, oldest first; if not all fit, the newest and the number of the others. The field of the
/// filter and the explanation of a panel have all of them.
fn chips<'a>(model: &Model, theme: &Theme, room: usize) -> Vec<Span<'a>> {
    let mut chips = Vec::new();
    let mut left = room;
    for (shown, condition) in model.filter.conditions.iter().rev().enumerate() {
        let words = condition.to_string();
        let words = format!(" {} ", clip_with(&clean(&words), 30, theme.glyphs.ellipsis()));
        if width(&words) + 1 > left {
            let hidden = format!(" +{}", model.filter.conditions.len() - shown);
            chips.push(Span::styled(hidden, theme.dim));
            break;
        }
        left -= width(&words) + 1;
        chips.push(Span::raw(" "));
        chips.push(Span::styled(words, theme.chip));
    }
    chips.reverse();
    chips
}

/// A path that is too long is cut at its start, because its end is more useful.
fn shorten(theme: &Theme, path: &str, columns: usize) -> String {
    if width(path) <= columns {
        return path.to_owned();
    }
    let name = path.trim_end_matches('/').rsplit('/').next().unwrap_or(path);
    clip_with(name, columns, theme.glyphs.ellipsis()).into_owned()
}

/// The running work as text: `silhouette  40%`; empty before the first step.
pub fn progress(model: &Model) -> Option<String> {
    let step = &model.progress;
    let share = step.share().map(|share| format!("  {}", percent(share, 0))).unwrap_or_default();
    (!step.label.is_empty()).then(|| format!("{}{share}", step.label))
}

/// How fast rows are read: `4,300,000 rows, 1.2M a second, 5 s left`.
pub fn speed(reading: Reading) -> String {
    let left = match reading.seconds_left {
        None => String::new(),
        Some(seconds @ 0..60) => format!(", {seconds} s left"),
        Some(seconds) => format!(", {} min {} s left", seconds / 60, seconds % 60),
    };
    format!("{} rows, {} a second{left}", count(reading.rows), compact(reading.per_second as f64))
}

/// The mark of running work: `◌ silhouette  40% `; otherwise whether files are watched.
fn progress_mark(model: &Model, theme: &Theme) -> String {
    if !model.busy() || matches!(model.data, DataState::Loading) {
        return if model.watching { " watching ".to_owned() } else { String::new() };
    }
    let words = progress(model).unwrap_or_else(|| "working".to_owned());
    format!(" {} {} ", theme.glyphs.pick('◌', '*'), clean(&words))
}

/// ` 1 Overview  2 Usage ...  7 Quality !3`: the screens that the kind of data has, each with its own number.
pub fn tabs((model, theme, zones): (&Model, &Theme, &Zones), room: Room, area: Rect, buf: &mut Buffer) {
    let (mut spans, mut left) = (Vec::new(), area);
    let kind = selectors::kind(model);
    for screen in Screen::all().filter(|screen| selectors::has_screen(model, *screen)) {
        let (full, short) = screen.titles(kind);
        let title = if room == Room::Wide { full } else { short };
        let style = if screen == model.screen { theme.selection } else { theme.text };
        spans.push(Span::styled(
            format!(" {}", screen.number()),
            if screen == model.screen { style } else { theme.key },
        ));
        spans.push(Span::styled(format!(" {title} "), style));
        let columns = (spans.iter().rev().take(2).map(Span::width).sum::<usize>() as u16).min(left.width);
        zones.add(Rect { width: columns, ..left }, Spot::Tab(screen));
        left = Rect { x: left.x + columns, width: left.width - columns, ..left };
    }
    let errors = model
        .measured()
        .map_or(0, |d| d.summary.findings.iter().filter(|f| f.check.severity() == Severity::Error).count());
    if errors > 0 {
        spans.push(Span::styled(format!("!{errors}"), theme.error));
    }
    Line::from(spans).render(area, buf);
}
