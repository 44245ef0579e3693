//! One customer: the values, their place in the segment, and the coupons over time.
//!
//! ```text
//! ╭ Customer 17  2■ frequent savers ───────────────────────────────────── 3 of 210 ╮
//! │ Cairo, Female, joined 2023-01-04; 12 claims, 7 burnt, burn rate 58%           │
//! │ silhouette 0.31: 1.02 from its own segment on average, 1.48 from 3■ lapsed    │
//! │                                                                               │
//! │ feature   customer  segment  where in the segment                             │
//! │ claims          12      9.1  ─────━━━━╋━━━━━━──●────                          │
//! │                                                                               │
//! │ claimed     burnt       days  where        2024-01    2024-03     2024-06     │
//! │ 2024-01-03  2024-02-11    39  Nile Market  ●━━━━━◆                            │
//! ╰───────────────────────────────────────────────────────────────────────────────╯
//! ```

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::{Clear, Paragraph, Widget, Wrap};

use super::customer_values;
use super::popup::frame_around;
use crate::analysis::{CustomerDetail, Segmentation};
use crate::app::state::overlay::customer::{CustomerPage, DetailState};
use crate::data::{Kind, format_day, status};
use crate::measures::{Coupon, Feature, Features};
use crate::ui::badge::badge;
use crate::ui::charts::{
    QuartileStrip, Row, TableCell, TableColumn, TableWidget, TimeSpan, TimeSpans, scroll_bar, window,
};
use crate::ui::customer::{plain, segment};
use crate::ui::layout;
use crate::ui::picture;
use crate::ui::theme::Theme;
use crate::wording::feature::{title, value};
use crate::wording::money::{Room, money};
use crate::wording::rates::UNRATED;
use crate::wording::text::{NONE, clean, count, counted, number, percent};

/// From this width, features and coupons are side by side.
const WIDE: u16 = 150;
/// Columns of the table of coupons; the time line is beside it.
const COUPONS: u16 = 50;
/// Columns of a quartile strip.
const STRIP: u16 = 30;

/// Draws the customer over the whole screen.
pub fn draw(theme: &Theme, page: &CustomerPage, area: Rect, buf: &mut Buffer) {
    let [_, _, body, _] = layout::bands(area);
    Clear.render(body, buf);
    buf.set_style(body, theme.text);
    let note = format!("{} of {}", count(page.position.0 as u64 + 1), count(page.position.1 as u64));
    let id = clean(&page.features.customer_ids.text(page.customer)).into_owned();
    let block = theme.block_with_note(&format!("Customer {id}"), &note, true);
    let frame = block.inner(body);
    block.render(body, buf);
    let inner = Rect { x: frame.x + 1, width: frame.width.saturating_sub(2), ..frame }.intersection(frame);
    let who = who(theme, page);
    // Text is wrapped a few columns before the edge.
    let rows = |line: &Line<'_>| line.width().div_ceil(usize::from(inner.width.saturating_sub(8).max(1)));
    let high = (who.iter().map(rows).sum::<usize>() as u16).min(inner.height);
    Paragraph::new(who).wrap(Wrap { trim: true }).render(Rect { height: high, ..inner }, buf);
    let rest = Rect { y: inner.y + high, height: inner.height - high, ..inner };
    let rest = Rect { y: rest.y + rest.height.min(1), height: rest.height.saturating_sub(1), ..rest };

    if let (Kind::Customers, DetailState::Ready(detail)) = (page.features.kind, &page.detail) {
        return customer_values::draw(theme, page, detail, rest, buf);
    }
    let features = listed(page);
    let lists = features.len().max(page.coupons()) as u16 + 1;
    let spare = picture::below(rest, lists);
    let rest = match &page.segmentation {
        Some(segmentation) if rest.width >= WIDE && spare.height >= picture::LEAST.1 => {
            picture::draw(theme, segmentation, (page.label(), Some(page.customer)), spare, buf);
            Rect { height: lists, ..rest }
        }
        _ => rest,
    };
    let (left, right) = if rest.width >= WIDE {
        let half = rest.width / 2 - 1;
        (Rect { width: half, ..rest }, Rect { x: rest.x + half + 2, width: rest.width - half - 2, ..rest })
    } else {
        // The coupons are the part that scrolls: they get at least half.
        let high = (features.len() as u16 + 1).min(rest.height / 2);
        let below = (high + 1).min(rest.height);
        (Rect { height: high, ..rest }, Rect { y: rest.y + below, height: rest.height - below, ..rest })
    };
    draw_features(theme, page, &features, left, buf);
    match &page.detail {
        DetailState::Ready(detail) => draw_coupons(theme, page, detail, right, buf),
        DetailState::Reading => Line::styled("reading", theme.dim).render(right, buf),
        DetailState::Failed(why) => Paragraph::new(clean(why)).style(theme.error).render(right, buf),
    }
}

/// City, gender, day of joining and coupons; the segment; and how well the customer fits it.
fn who<'a>(theme: &Theme, page: &'a CustomerPage) -> Vec<Line<'a>> {
    let features = &page.features;
    let named = |names: &'a [String], code: Option<u32>| {
        code.and_then(|code| names.get(code as usize)).map(|name| clean(name).into_owned())
    };
    let mut facts: Vec<String> = [
        named(&features.city_names, features.city[page.customer]),
        named(&features.gender_names, features.gender[page.customer]),
    ]
    .into_iter()
    .flatten()
    .collect();
    let DetailState::Ready(detail) = &page.detail else {
        return vec![Line::from(facts.join(", "))];
    };
    facts.extend(detail.joined.map(|day| format!("joined {}", format_day(day))));
    if features.kind != Kind::Customers {
        facts.push(coupons(features, detail));
    }
    let segmentation = page.segmentation.as_deref();
    let mut standing = vec![Span::raw("segment ")];
    standing.extend(segment(theme, features, segmentation, page.customer).spans);
    if let Some((s, neighbour)) = segmentation.zip(detail.neighbour) {
        let [own, other] = [neighbour.own, neighbour.other].map(|distance| number(distance, 2));
        standing.push(Span::raw(format!(
            ", silhouette {}: on average {own} from its customers, {other} from those of ",
            number(neighbour.silhouette, 2)
        )));
        standing.extend(badge(theme, s, neighbour.label as usize).spans);
        let name = s.segments.list.get(neighbour.label as usize).map_or("", |segment| segment.name.as_str());
        standing.push(Span::raw(format!(" {}, the second best", clean(name))));
    }
    let facts = Some(facts.join(", ")).filter(|facts| !facts.is_empty()).map(Line::from);
    facts.into_iter().chain([Line::from(standing)]).collect()
}

/// `12 claims, 7 burnt, burn rate 58%`.
fn coupons(features: &Features, detail: &CustomerDetail) -> String {
    let coupons = &detail.coupons;
    if features.kind == Kind::Purchases {
        let amounts: Vec<f64> = coupons.iter().filter_map(|order| order.amount).collect();
        let sum: f64 = amounts.iter().sum();
        let money = |value| money(value, detail.currency.as_deref(), Room::Full);
        let total = match amounts.len() {
            0 => String::new(),
            n => format!(", {} in all, {} on average", money(sum), money(sum / n as f64)),
        };
        return format!("{}{total}", counted(coupons.len() as u64, "order"));
    }
    let with = |word: u8| coupons.iter().filter(|coupon| coupon.status == word).count() as u64;
    let (burnt, open) = (with(status::BURNT), with(status::OPEN) + with(status::EXPIRED));
    let claims = coupons.len() as u64;
    let plural = if claims == 1 { "claim" } else { "claims" };
    let rate = if features.only_burnt {
        format!(", {UNRATED}")
    } else if burnt + open > 0 {
        format!(", burn rate {}", percent(burnt as f64 / (burnt + open) as f64, 0))
    } else {
        String::new()
    };
    format!("{} {plural}, {} burnt{rate}", count(claims), count(burnt))
}

/// The features of the clustering, then all other features that are not codes.
fn listed(page: &CustomerPage) -> Vec<&Feature> {
    let chosen = page.segmentation.as_ref().map_or(&[][..], |s| &s.prepared.features);
    let is_chosen = |feature: &&Feature| chosen.contains(&feature.name);
    let all = || page.features.columns.iter().filter(|feature| !feature.code);
    all().filter(is_chosen).chain(all().filter(|feature| !is_chosen(feature)).take(60)).collect()
}

fn draw_features(theme: &Theme, page: &CustomerPage, features: &[&Feature], area: Rect, buf: &mut Buffer) {
    let own = page.segmentation.as_deref().zip(page.label());
    let visible = TableWidget::visible_rows(area.height);
    // The list does not scroll: its head says what is missing.
    let head = match features.len() {
        all if visible < all => format!("{visible} of {all} features"),
        _ => "feature".to_owned(),
    };
    let mut columns = vec![TableColumn::text(&head).min(10), TableColumn::number("customer")];
    if own.is_some() {
        let strip = "the middle half of the segment";
        columns.extend([TableColumn::number("segment"), TableColumn::number("all").priority(2)]);
        columns.push(TableColumn::text(strip).min(STRIP).max(STRIP).priority(1));
    }
    let currency = page.features.currency.as_deref();
    let row = |feature: &&Feature| {
        let own_value = feature.values[page.customer];
        let mut cells = vec![
            TableCell::from(title(&feature.name).to_owned()),
            TableCell::from(plain(&feature.name, own_value, feature.integer, currency)).style(theme.strong),
        ];
        if let Some((segmentation, label)) = own {
            cells.extend(compared(theme, segmentation, label, &feature.name, own_value));
        }
        Row::new(cells)
    };
    let rows: Vec<Row<'_>> = features.iter().take(visible).map(row).collect();
    TableWidget::new(theme, &columns, &rows).render(area, buf);
}

/// The mean of the segment and of all, and the value among the quartiles of the segment.
fn compared<'a>(
    theme: &Theme,
    segmentation: &Segmentation,
    label: usize,
    feature: &str,
    own: f64,
) -> Vec<TableCell<'a>> {
    let list = &segmentation.segments.list;
    let Some((segment, profile)) = list.get(label).and_then(|of| Some((of, of.feature(feature)?))) else {
        return vec![TableCell::from(NONE)];
    };
    let [low, high] = segmentation.segments.quartile_range(feature);
    let slot = segmentation.colours.get(label).copied().unwrap_or(label);
    let strip = QuartileStrip {
        axis: [low.min(own), high.max(own)],
        quartiles: [profile.p25, profile.median, profile.p75],
        mark: Some((own, theme.strong)),
    };
    vec![
        TableCell::from(value(feature, profile.mean, segment.currency.as_deref())),
        TableCell::from(value(feature, segmentation.segments.mean(feature), segment.currency.as_deref())),
        TableCell::from(strip.line(theme, STRIP, theme.segment_style(slot))),
    ]
}

/// The orders as a table, with the bar of each amount, and a point in time at the right of each.
fn draw_orders(theme: &Theme, page: &CustomerPage, detail: &CustomerDetail, area: Rect, buf: &mut Buffer) {
    let orders = &detail.coupons;
    let visible = TableWidget::visible_rows(area.height);
    let offset = window(page.cursor, 0, orders.len(), visible);
    let mut columns = vec![TableColumn::text("ordered").min(10)];
    let largest = orders.iter().filter_map(|order| order.amount).fold(0.0, f64::max);
    let with_amount = orders.iter().any(|order| order.amount.is_some());
    if with_amount {
        columns.extend([TableColumn::number("amount"), TableColumn::text("").min(6).max(8).priority(3)]);
    }
    let with_place = orders.iter().any(|order| order.merchant.is_some() || order.branch.is_some());
    let with_products = orders.iter().any(|order| !order.products.is_empty());
    columns.extend(with_products.then(|| TableColumn::text("products").min(12).grow().priority(1)));
    columns.extend(with_place.then(|| TableColumn::text("where").min(8).priority(2)));
    let row = |order: &Coupon| {
        let place = order.merchant.as_ref().or(order.branch.as_ref()).map_or("", String::as_str);
        let day = order.claimed.map_or_else(|| NONE.to_owned(), format_day);
        let mut cells = vec![TableCell::from(day)];
        if with_amount {
            let text = |amount| money(amount, detail.currency.as_deref(), Room::Full);
            let share = order.amount.filter(|_| largest > 0.0).map_or(0.0, |amount| (amount / largest).max(0.0));
            cells.push(TableCell::from(order.amount.map_or_else(|| NONE.to_owned(), text)));
            cells.push(TableCell::bar(share, theme.burnt));
        }
        cells.extend(with_products.then(|| TableCell::from(order.products.join(", "))));
        cells.extend(with_place.then(|| TableCell::from(place.to_owned())));
        Row::new(cells)
    };
    let shown = &orders[offset..orders.len().min(offset + visible)];
    let rows: Vec<Row<'_>> = shown.iter().map(row).collect();
    scroll_bar(theme, (offset, visible, orders.len()), frame_around(area), buf);
    // Names of products need more room than places.
    let [table, line] = beside(area, if with_products { (area.width * 3 / 5).max(COUPONS) } else { COUPONS });
    TableWidget::new(theme, &columns, &rows).cursor(Some(page.cursor - offset)).render(table, buf);
    draw_line(theme, detail, shown, line, buf);
}

/// The coupons as a table, with a line from claim to burn at the right of each.
fn draw_coupons(theme: &Theme, page: &CustomerPage, detail: &CustomerDetail, area: Rect, buf: &mut Buffer) {
    let coupons = &detail.coupons;
    if coupons.is_empty() {
        let words = match page.features.kind {
            Kind::Coupons => "no coupons match the filter",
            Kind::Purchases => "no orders match the filter",
            Kind::Customers => "",
        };
        return Line::styled(words, theme.dim).render(area, buf);
    }
    if page.features.kind == Kind::Purchases {
        return draw_orders(theme, page, detail, area, buf);
    }
    let visible = TableWidget::visible_rows(area.height);
    let offset = window(page.cursor, 0, coupons.len(), visible);
    scroll_bar(theme, (offset, visible, coupons.len()), frame_around(area), buf);
    let shown = &coupons[offset..coupons.len().min(offset + visible)];
    let [table, line] = beside(area, COUPONS);
    let day = |day: Option<i32>| day.map_or_else(|| NONE.to_owned(), format_day);
    let columns = [
        TableColumn::text("claimed").min(10),
        TableColumn::text("burnt").min(10),
        TableColumn::number("days").priority(1),
        TableColumn::text("where").min(8).grow().priority(2),
        TableColumn::number("amount").priority(3),
    ];
    let with_amount = coupons.iter().any(|coupon| coupon.amount.is_some());
    let row = |coupon: &Coupon| {
        let burnt = match coupon.status {
            status::BURNT => day(coupon.burnt),
            status::OPEN => "open".to_owned(),
            status::EXPIRED => "expired".to_owned(),
            _ => "other".to_owned(),
        };
        let place = coupon.merchant.as_ref().or(coupon.branch.as_ref()).map_or("", String::as_str);
        let mut cells = vec![
            TableCell::from(day(coupon.claimed)),
            TableCell::from(burnt),
            TableCell::from(coupon.days().map_or_else(String::new, |days| number(f64::from(days), 0))),
            TableCell::from(place.to_owned()),
        ];
        if with_amount {
            cells.push(TableCell::from(coupon.amount.map_or_else(|| NONE.to_owned(), |amount| number(amount, 2))));
        }
        let row = Row::new(cells);
        if coupon.is_burnt() { row } else { row.style(theme.dim) }
    };
    let rows: Vec<Row<'_>> = shown.iter().map(row).collect();
    let columns = &columns[..if with_amount { 5 } else { 4 }];
    TableWidget::new(theme, columns, &rows).cursor(Some(page.cursor - offset)).render(table, buf);
    draw_line(theme, detail, shown, line, buf);
}

/// The table, and the time line at its right.
fn beside(area: Rect, columns: u16) -> [Rect; 2] {
    let table = Rect { width: columns.min(area.width), ..area };
    [table, Rect { x: table.right() + 2, width: area.width.saturating_sub(table.width + 2), ..area }]
}

fn draw_line(theme: &Theme, detail: &CustomerDetail, shown: &[Coupon], area: Rect, buf: &mut Buffer) {
    if area.width >= 10
        && let Some(days) = days(detail)
    {
        let spans: Vec<Option<TimeSpan>> =
            shown.iter().map(|coupon| span(theme, detail.features.kind, coupon)).collect();
        TimeSpans::new(theme, days, &spans).render(area, buf);
    }
}

/// A coupon from its claim to its burn; without a known burn date it is a point.
fn span(theme: &Theme, kind: Kind, coupon: &Coupon) -> Option<TimeSpan> {
    let from = coupon.claimed.or(coupon.burnt)?;
    let to = if coupon.is_burnt() { Some(coupon.burnt.unwrap_or(from)) } else { None };
    // An order is a point.
    Some(TimeSpan { from, to: if kind == Kind::Purchases { Some(from) } else { to }, style: theme.burnt })
}

/// From the first day of any coupon to the reference day.
fn days(detail: &CustomerDetail) -> Option<[i32; 2]> {
    let days = || detail.coupons.iter().flat_map(|coupon| [coupon.claimed, coupon.burnt]).flatten();
    let last = days().max()?;
    Some([days().min()?, detail.as_of.map_or(last, |as_of| as_of.max(last))])
}
