//! The page of a segment: its customers, the reason for its name, what to do about it, and every feature, those first
//! that distinguish it most.
//!
//! ```text
//! ╭ Segment 1 frequent burners ──────────────────────────────────────────── 1 of 5 ╮
//! │ 520 customers, 27% of the clustered; 41% of all burns, burn rate 74%          │
//! │ most often Cairo (12%, 1.1 times as often as all), Female (54%, 1.0 times)    │
//! │ Named for its mean transaction_count 9.1, index 131; burn rate 74%            │
//! │ reward: More claims than average and at least the average burn rate. ...       │
//! │                                                                               │
//! │ feature   mean  median  middle half    all  index   apart                     │
//! │ claims     9.1     9.0  7.0 … 11.0     6.9   131▲   +1.2  ────━━━╋━━●──       │
//! ```

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::{Clear, Paragraph, Widget, Wrap};

use crate::app::Model;
use crate::app::state::overlay::segment::SegmentPage;
use crate::cluster::Verdict;
use crate::data::Kind;
use crate::segments::{Buys, Category, Segment, Segments, Top, advise, habits};
use crate::ui::badge::{badge, signed_index};
use crate::ui::charts::{QuartileStrip, Row, TableCell, TableColumn, TableWidget, scroll_bar};
use crate::ui::layout;
use crate::ui::picture;
use crate::ui::theme::Theme;
use crate::wording::feature::{title, value};
use crate::wording::money::{Room, money};
use crate::wording::text::{
    NONE, clean, count, counted, number, numbers_apart, percent, rate_and_interval, signed, wrapped,
};

/// Columns of a quartile strip.
const STRIP: u16 = 26;
/// Most items that are listed as bought more.
const MOST: usize = 6;

/// Draws the segment over the whole screen.
pub fn draw(model: &Model, theme: &Theme, page: &SegmentPage, area: Rect, buf: &mut Buffer) {
    let [_, _, body, _] = layout::bands(area);
    Clear.render(body, buf);
    buf.set_style(body, theme.text);
    let segments = &page.segmentation.segments;
    let Some(segment) = segments.list.get(page.label) else { return };
    let note = format!("{} of {}", segment.id, segments.list.len());
    let block = theme.block_with_note(&format!("Segment {}", segment.id), &note, true);
    let frame = block.inner(body);
    block.render(body, buf);
    let inner = Rect { x: frame.x + 1, width: frame.width.saturating_sub(2), ..frame }.intersection(frame);

    let words = words(model, theme, page, segment);
    let rows = |line: &Line<'_>| wrapped(&line.to_string(), usize::from(inner.width)).len();
    // With a blank row below it.
    let text = words.iter().map(rows).sum::<usize>() + 1;
    let bought = if segment.buys.is_empty() { 0 } else { segment.buys.len().min(MOST) + 2 };
    let features = segment.profile.iter().filter(|profile| !profile.code).count() + segment.categories.len();
    // Where not everything fits, the text scrolls away before the features do.
    let fits = text + bought + features < usize::from(inner.height);
    let top = if fits { 0 } else { page.top };
    let gone = top.min(text);
    let high = (text - gone).min(usize::from(inner.height)) as u16;
    Paragraph::new(words)
        .wrap(Wrap { trim: true })
        .scroll((gone as u16, 0))
        .render(Rect { height: high, ..inner }, buf);
    let rest = Rect { y: inner.y + high, height: inner.height - high, ..inner };
    let bought = (bought as u16).min(rest.height / 2);
    let above = Rect { height: bought.saturating_sub(1), ..rest };
    buys(theme, segment, above, buf);
    let below = Rect { y: rest.y + bought, height: rest.height - bought, ..rest };
    let skipped = (top - gone).min(features.saturating_sub(1));
    // The head of the table and its legend are rows too.
    let all = features as u16 + 2;
    let spare = picture::below(below, all);
    let below = if spare.height >= picture::LEAST.1 { Rect { height: all, ..below } } else { below };
    table(theme, page, segments, segment, skipped, below, buf);
    picture::draw(theme, &page.segmentation, (Some(page.label), None), spare, buf);
    let rows = usize::from(!fits) * (text + usize::from(bought) + usize::from(all));
    scroll_bar(theme, (top, usize::from(inner.height), rows), body, buf);
}

/// Size and burns; city and gender; the rule of its name; what to do about it.
fn words<'a>(model: &Model, theme: &Theme, page: &SegmentPage, segment: &'a Segment) -> Vec<Line<'a>> {
    let mut name = badge(theme, &page.segmentation, page.label);
    let score = |name: &str, score: Option<f64>| score.map(|score| format!("{name} {}", number(score, 2)));
    let customers =
        format!("{}, {} of the clustered", counted(segment.customers, "customer"), percent(segment.share, 0));
    let burns = segment.burn_rate.zip(segment.burnt_share).map(|(rate, share)| {
        format!("{}, {} of all, burn rate {}", counted(segment.burnt, "burn"), percent(share, 0), percent(rate, 0))
    });
    let summary = model.shown().map(|dataset| &dataset.summary);
    let revenue = summary.zip(segment.revenue).map(|(summary, revenue)| {
        let of_all = page
            .segmentation
            .all_revenue(summary.kpis.amount)
            .filter(|all| *all > 0.0)
            .map(|all| percent(revenue / all, 0));
        let share = of_all.map_or_else(String::new, |share| format!(", {share} of all"));
        format!("revenue {}{share}", money(revenue, summary.currency.as_deref(), Room::Short))
    });
    let facts = [
        Some(customers),
        burns,
        revenue,
        score("silhouette", segment.silhouette),
        score("stability", segment.stability),
    ];
    let facts: Vec<String> = facts.into_iter().flatten().collect();
    name.push_span(Span::styled(format!(" {}", clean(&segment.name)), theme.strong));
    name.push_span(Span::raw(format!(": {}", facts.join("; "))));
    let mut lines = vec![name];
    let tops: Vec<String> = [&segment.top_city, &segment.top_gender].into_iter().flatten().map(often).collect();
    // Of customers alone, the advice says what they have more often, beyond chance.
    if !tops.is_empty() && segment.categories.is_empty() {
        lines.push(Line::from(format!("Most often {}", tops.join(", and "))));
    }
    lines.push(Line::from(format!("Named for: {}", clean(&segment.reason))));
    let verdict = model.verdict().unwrap_or(Verdict::Pending);
    let evidence = model.budget.evidence(&page.segmentation, page.label);
    let advice = advise(segment, &page.segmentation.segments, verdict, evidence);
    lines.push(Line::from(vec![
        Span::styled(advice.action, theme.accent),
        Span::raw(format!(": {}", clean(&advice.reason))),
    ]));
    if let Some(caution) = advice.caution {
        lines.push(Line::styled(format!("But: {}", clean(&caution)), theme.warning));
    }
    let kind = summary.map_or_else(Default::default, |summary| summary.kind);
    lines.extend(habits::gap(&segment.reach, kind == Kind::Purchases).map(Line::from));
    if let Some(later) = model.budget.later()
        && let Some(early) = later.of(page.label)
        && let (Some(rate), Some(interval)) = (early.burns.rate(), early.burns.interval())
    {
        let claims = counted(early.burns.claims, "later claim");
        lines.push(Line::from(format!("Later burn rate {} of {claims}", rate_and_interval(rate, interval))));
    }
    lines
}

/// `Cairo (12%, 1.1 times as often as all)`.
fn often(top: &Top) -> String {
    format!("{} ({}, {} times as often as among all)", clean(&top.name), percent(top.share, 0), number(top.lift, 1))
}

/// What its customers buy more than all.
fn buys(theme: &Theme, segment: &Segment, area: Rect, buf: &mut Buffer) {
    let columns = [
        TableColumn::text("buys more").min(16).max(36),
        TableColumn::number("customers"),
        TableColumn::number("of segment"),
        TableColumn::number("times all"),
        TableColumn::number("95% CI").priority(1),
    ];
    let row = |buys: &Buys| {
        let [low, high] = buys.interval;
        let [low, lift, high] = numbers_apart([low, buys.lift, high], 1);
        Row::new([
            TableCell::from(clean(&buys.name).into_owned()),
            TableCell::from(count(buys.customers)),
            TableCell::from(percent(buys.share, 0)),
            TableCell::from(lift).style(theme.strong),
            TableCell::from(format!("{low} to {high}")),
        ])
    };
    let rows: Vec<Row<'_>> = segment.buys.iter().take(MOST).map(row).collect();
    if !rows.is_empty() {
        TableWidget::new(theme, &columns, &rows).render(area, buf);
    }
}

/// A category: the share of the segment and of all that has it, and how much more often the segment has it.
fn of_category<'a>(theme: &Theme, category: &Category) -> Row<'a> {
    let Category { column, name, lift, .. } = category;
    let interval = lift.interval.map_or_else(String::new, |[low, high]| {
        let [low, lift, high] = numbers_apart([low, lift.lift, high], 2);
        format!("lift {lift} ({low}{}{high})", theme.glyphs.pick("…", ".."))
    });
    let mark = if category.is_telling() { " *" } else { "" };
    Row::new([
        TableCell::from(clean(&format!("{column}: {name}")).into_owned()),
        TableCell::from(percent(lift.share, 0)).style(theme.strong),
        TableCell::default(),
        TableCell::default(),
        TableCell::from(percent(lift.everywhere, 0)),
        TableCell::from(signed_index(theme, Some(100.0 * lift.lift))),
        TableCell::default(),
        TableCell::from(format!("{interval}{mark}")).style(if mark.is_empty() { theme.dim } else { theme.text }),
    ])
}

/// Every feature that is not a code, the most distinctive first, after some that are scrolled away.
fn table(
    theme: &Theme,
    page: &SegmentPage,
    segments: &Segments,
    segment: &Segment,
    skipped: usize,
    area: Rect,
    buf: &mut Buffer,
) {
    let mut profiles: Vec<_> = segment.profile.iter().filter(|profile| !profile.code).collect();
    let size = |effect: Option<f64>| effect.map_or(-1.0, f64::abs);
    profiles.sort_by(|a, b| size(b.effect).total_cmp(&size(a.effect)));
    let columns = [
        TableColumn::text("feature").min(10),
        TableColumn::number("mean"),
        TableColumn::number("median").priority(1),
        TableColumn::number("middle half").priority(3),
        TableColumn::number("all"),
        TableColumn::number("index"),
        TableColumn::number("apart").priority(2),
        TableColumn::text("").min(STRIP).max(STRIP).priority(4),
    ];
    let slot = page.segmentation.colours.get(page.label).copied().unwrap_or(page.label);
    let profiles = profiles.iter().map(|profile| {
        let feature = profile.feature.as_str();
        let value = |of: f64| value(feature, of, segment.currency.as_deref());
        let [low, high] = [profile.p25, profile.p75].map(value);
        let strip = QuartileStrip {
            axis: segments.quartile_range(feature),
            quartiles: [profile.p25, profile.median, profile.p75],
            mark: Some((segments.mean(feature), theme.strong)),
        };
        Row::new([
            TableCell::from(title(feature).to_owned()),
            TableCell::from(value(profile.mean)).style(theme.strong),
            TableCell::from(value(profile.median)),
            TableCell::from(format!("{low} {} {high}", theme.glyphs.pick("…", ".."))),
            TableCell::from(value(segments.mean(feature))),
            TableCell::from(signed_index(theme, profile.index)),
            TableCell::from(profile.effect.map_or_else(|| NONE.to_owned(), |effect| signed(effect, 1))),
            TableCell::from(strip.line(theme, STRIP, theme.segment_style(slot))),
        ])
    });
    let categories = segment.categories.iter().map(|category| of_category(theme, category));
    let rows: Vec<Row<'_>> = profiles.chain(categories).skip(skipped).take(usize::from(area.height)).collect();
    // The last line explains the columns.
    let legend =
        "apart: standard deviations from the mean of all; the strip: quartiles of the segment, ● the mean of all";
    let with_categories =
        "apart: standard deviations from the mean of all (●); * significantly more often than among all";
    let legend = if segment.categories.is_empty() { legend.to_owned() } else { with_categories.to_owned() };
    let legend = if theme.glyphs.is_ascii() { legend.replace('●', "o") } else { legend };
    let below = u16::from(usize::from(area.height) > rows.len() + 2);
    TableWidget::new(theme, &columns, &rows).render(Rect { height: area.height - below, ..area }, buf);
    if below > 0 {
        let y = area.bottom() - 1;
        Line::styled(legend, theme.dim).render(Rect { y, height: 1, ..area }, buf);
    }
}
