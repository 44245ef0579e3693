//! Active customers by recency and frequency: the grid of scores, the groups, and the groups by segment.
//!
//! ```text
//! ╭ RFM scores ──────── 1,967 active customers ──╮
//! │     days   F1   F2   F3   F4   F5            │
//! │ R5  ≤ 15   90    0   66  121  119            │
//! │ R4  ≤ 31   72    0   74  118  143            │
//! │ Champions: 240 customers, 12.2%; 121 here    │
//! ╰──────────────────────────────────────────────╯
//! ```

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::{Paragraph, Widget, Wrap};

use super::context::{Context, in_sight, line};
use crate::app::selectors;
use crate::app::selectors::scores_at;
use crate::data::{Kind, Table};
use crate::measures::{Rfm, SCORES};
use crate::segments::cross::cross;
use crate::ui::charts::{Bar, BarList, Heat, HeatRow, window};
use crate::wording::money::Room;
use crate::wording::rfm::{limits, monetary};
use crate::wording::text::{count, counted, number, percent, width};

/// Rows of the grid with its header.
const GRID: u16 = SCORES as u16 + 1;
/// Largest width of group names.
const NAME: u16 = 18;

pub fn draw(context: &Context<'_>, area: Rect, buf: &mut Buffer) {
    let rfm = context.dataset.summary.rfm.as_ref();
    let view = context.model.view(context.panel);
    let active = rfm.map_or_else(String::new, |rfm| counted(rfm.customers(), "active customer"));
    let (title, note) = match (view, rfm) {
        (0, Some(rfm)) => {
            ("RFM scores", format!("{active}, M is {}", monetary(context.dataset.summary.kind, rfm.monetary)))
        }
        (1, Some(rfm)) => {
            let visible = BarList::visible_rows(area.height.saturating_sub(2));
            ("RFM groups", format!("{active}  {}", in_sight(visible, rfm.groups.len())).trim_end().to_owned())
        }
        (0, None) => ("RFM scores", active),
        (1, None) => ("RFM groups", active),
        _ => ("RFM groups by segment", active),
    };
    let inner = context.frame(title, &note, area, buf);
    if !context.needs(Table::Transactions, inner, buf) {
        return;
    }
    let Some(rfm) = rfm else {
        return context.say_nothing(
            &format!("needs {} with dates, and there are none", context.words().events),
            inner,
            buf,
        );
    };
    match view {
        0 => draw_grid(context, rfm, inner, buf),
        1 => draw_groups(context, rfm, inner, buf),
        _ => draw_segments(context, rfm, inner, buf),
    }
}

fn draw_grid(context: &Context<'_>, rfm: &Rfm, area: Rect, buf: &mut Buffer) {
    let (theme, at_most) = (context.theme, context.theme.glyphs.pick("≤", "<="));
    let days = limits(at_most, &rfm.thresholds.recency, true);
    let rows: Vec<HeatRow> = (0..SCORES)
        .map(|row| {
            let score = SCORES - row;
            let values = rfm.grid[score - 1].iter().map(|n| Some(*n as f64)).collect();
            HeatRow::new(&format!("R{score}"), values).note(days[row].as_str())
        })
        .collect();
    let names: Vec<String> = (1..=SCORES).map(|score| format!("F{score}")).collect();
    let cell = selectors::cursor(context.model, context.panel);
    let cursor = context.focused.then_some((cell / SCORES, cell % SCORES));
    let grid = Rect { height: GRID.min(area.height), ..area };
    let heat = Heat::new(theme, &names, &rows).heads("", "days").format(|value| count(value as u64)).cursor(cursor);
    let (high, wide) = heat.visible(grid);
    let top = window(cell / SCORES, 0, SCORES, high);
    context.hidden((top, high, SCORES), buf);
    let heat = heat.offset(top, window(cell % SCORES, 0, SCORES, wide));
    context.rows(heat.places(grid).into_iter().map(|((row, column), place)| (row * SCORES + column, place)));
    heat.render(grid, buf);

    let below = Rect { y: grid.bottom(), height: area.height - grid.height, ..area };
    let (recency, frequency) = scores_at(cell);
    let here = rfm.grid[usize::from(recency) - 1][usize::from(frequency) - 1];
    let Some(size) = selectors::rfm_group(context.model).map(|group| &rfm.groups[group as usize]) else { return };
    let share = percent(size.customers as f64 / rfm.customers().max(1) as f64, 1);
    let (group, customers, here) = (size.group, count(size.customers), count(here));
    let words = [
        format!(": {}, {share}; {here} at R{recency} F{frequency}", counted(size.customers, "customer")),
        format!(": {customers}, {share}; {here} at R{recency} F{frequency}"),
        format!(": {customers}, {share}"),
    ];
    let fits = |words: &&String| width(&group.to_string()) + width(words) <= usize::from(area.width);
    let words = words.iter().find(fits).unwrap_or(&words[2]).clone();
    line(Line::from(vec![Span::styled(group.to_string(), theme.strong), Span::raw(words)]), 0, below, buf);
    let claims = limits(at_most, &rfm.thresholds.frequency, true).map(|limit| limit.replace(' ', "")).join(" ");
    line(Line::styled(format!("F1 to F5: {claims} {}", context.words().events), theme.dim), 1, below, buf);
    // Revenue has limits of its own; orders as monetary value have those of the frequency.
    let of_revenue = rfm.is_of_amounts() && context.dataset.summary.kind == Kind::Purchases;
    if of_revenue {
        let ends = rfm.thresholds.monetary.map(|end| context.money(end, Room::Short));
        let upper = ends.iter().map(|end| format!("{at_most}{end}")).collect::<Vec<_>>().join(" ");
        let limits = format!("{upper} >{}", ends[SCORES - 2]);
        let long = format!("M1 to M5: {limits}");
        let limits = if width(&long) <= usize::from(area.width) { long } else { format!("M: {limits}") };
        line(Line::styled(limits, theme.dim), 2, below, buf);
    }
    let lines = 2 + u16::from(of_revenue);
    // Some groups are better than none, from four rows on.
    let list = Rect { y: below.y.saturating_add(lines + 1), height: below.height.saturating_sub(lines + 1), ..below };
    if list.height >= 4 {
        let visible = BarList::visible_rows(list.height);
        let words = format!("groups  {}", in_sight(visible, rfm.groups.len()));
        line(Line::styled(words.trim_end().to_owned(), theme.header), lines, below, buf);
        draw_groups(context, rfm, list, buf);
    }
}

fn draw_groups(context: &Context<'_>, rfm: &Rfm, area: Rect, buf: &mut Buffer) {
    let all = rfm.customers().max(1) as f64;
    let bars: Vec<Bar> = rfm
        .groups
        .iter()
        .map(|size| {
            let share = percent(size.customers as f64 / all, 1);
            let monetary = size.monetary_score.map_or_else(String::new, |score| format!("M {}", number(score, 1)));
            Bar::new(&size.group.to_string(), size.customers).note(format!("{share} {monetary:>6}"))
        })
        .collect();
    let at = selectors::rfm_group(context.model).map_or(0, |group| group as usize);
    let offset = window(at, 0, bars.len(), BarList::visible_rows(area.height));
    let list = BarList::new(context.theme, &bars).offset(offset).cursor(context.focused.then_some(at));
    if selectors::shows_grid(context.model) { list.render(area, buf) } else { context.bars(&list, area, buf) }
}

fn draw_segments(context: &Context<'_>, rfm: &Rfm, area: Rect, buf: &mut Buffer) {
    let theme = context.theme;
    let Some(segmentation) = context.segmentation(area, buf) else { return };
    let Some(table) = cross(rfm, &segmentation.segments) else {
        return context.say("clustering", area, buf);
    };
    let list = &segmentation.segments.list;
    let outside = table.iter().any(|row| row.last().is_some_and(|n| *n > 0));
    let mut names: Vec<String> =
        list.iter().map(|s| format!("{}{}", theme.segment_glyph(s.id - 1), theme.glyphs.square())).collect();
    names.extend(outside.then(|| "none".to_owned()));
    let values = |row: &[u64]| row[..names.len()].iter().map(|n| Some(*n as f64)).collect();
    let row = |(size, row): (&crate::measures::RfmGroupSize, &Vec<u64>)| {
        HeatRow::new(&size.group.to_string(), values(row)).note(count(size.customers))
    };
    let rows: Vec<HeatRow> = rfm.groups.iter().zip(&table).map(row).collect();
    let sums: Vec<u64> = (0..=list.len()).map(|column| table.iter().map(|row| row[column]).sum()).collect();
    let footer = HeatRow::new("all", values(&sums)).note(count(rfm.customers()));
    let words = if area.height > 15 { 2 } else { u16::from(area.height > 5) };
    let grid = Rect { height: area.height - words, ..area };
    let at = selectors::cursor(context.model, context.panel);
    let highest = table.iter().flatten().copied().max().unwrap_or(0) as f64;
    let heat = Heat::new(theme, &names, &rows)
        .heads("", "size")
        .footer(&footer)
        .range(0.0, highest)
        .format(|value| if value > 0.0 { count(value as u64) } else { "-".to_owned() });
    let (visible, _) = heat.visible(grid);
    let offset = window(at, 0, rows.len(), visible);
    context.hidden((offset, visible, rows.len()), buf);
    let heat = heat.offset(offset, 0);
    context.rows(heat.places(grid).into_iter().map(|((row, _), place)| (row, place)));
    heat.render(grid, buf);
    let row = heat.places(grid).into_iter().find(|((row, _), _)| context.focused && *row == at);
    if let Some((_, place)) = row {
        let y = place.y + place.height.saturating_sub(1) / 2;
        let name = Rect { y, height: 1, width: NAME.min(grid.width / 3), ..grid };
        buf.set_style(name.intersection(grid), theme.selection);
    }
    if let (Some(size), Some(row)) = (rfm.groups.get(at), table.get(at)) {
        let mut most: Vec<(usize, u64)> =
            row[..list.len()].iter().copied().enumerate().filter(|(_, n)| *n > 0).collect();
        most.sort_by_key(|(_, n)| std::cmp::Reverse(*n));
        let part = |(at, n): &(usize, u64)| format!("{} in {} {}", count(*n), list[*at].id, list[*at].name);
        let parts: Vec<String> = most.iter().map(part).collect();
        let words_of =
            format!("{}: {}", size.group, if parts.is_empty() { "no customers".to_owned() } else { parts.join(", ") });
        let below = Rect { y: grid.bottom(), height: words, ..area };
        let words = Paragraph::new(crate::wording::text::clean(&words_of).into_owned());
        words.style(theme.dim).wrap(Wrap { trim: true }).render(below, buf);
    }
    context.age(area, buf);
}
