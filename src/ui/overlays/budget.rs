//! Who should get coupons, in place of the screen.
//!
//! ```text
//! ╭ Who should get coupons  burn rates of later claims ─────────────────────────╮
//! │ coupons 1,000_                                                              │
//! │ Give coupons to 1 frequent burners: 79.9% of 1,606 later claims burnt ...     │
//! │    segment          size  claims   later  coupons    40%      60%      80%  │
//! │ 1■ frequent burners  512   1,606   79.9%    1,000               ┊     ├●┤   │
//! │ 3■ occasional        432   1,264   69.2%     none             ├●┤┊          │
//! ```

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::{Clear, Paragraph, Widget, Wrap};

use super::experiment;
use super::popup::frame_around;
use crate::analysis::{EarlySegment, Later, Segmentation};
use crate::app::Model;
use crate::app::state::overlay::OverlayKind;
use crate::app::state::overlay::budget::{EXPERIMENT, LaterState};
use crate::segments::budget::{Candidate, Leaders, Proposal, leaders, propose};
use crate::segments::{advise, advise_never_active};
use crate::ui::badge::badge;
use crate::ui::charts::{Intervals, Row, Strip, TableCell, TableColumn, TableWidget, scroll_bar, window};
use crate::ui::layout;
use crate::ui::picture;
use crate::ui::theme::Theme;
use crate::wording::coupons::{interval, measured, proposed, who};
use crate::wording::text::{NONE, clean, count, percent, rate_beside, wrapped};

/// Smallest useful width of the strips.
const STRIPS: u16 = 16;
/// Rows that the text leaves to the table in little room: its header and four segments.
const TABLE: usize = 5;

/// Draws the panel over the whole screen.
pub fn draw(model: &Model, theme: &Theme, area: Rect, buf: &mut Buffer) {
    let [_, _, body, _] = layout::bands(area);
    Clear.render(body, buf);
    buf.set_style(body, theme.text);
    let [title, note] = if model.budget.shows_experiment {
        EXPERIMENT
    } else {
        [OverlayKind::Budget.title(), "burn rates of later claims"]
    };
    let block = theme.block_with_note(title, note, true);
    let frame = block.inner(body);
    block.render(body, buf);
    let inner = Rect { x: frame.x + 1, width: frame.width.saturating_sub(2), ..frame };
    let say = |words: &str, buf: &mut Buffer| {
        Paragraph::new(clean(words)).style(theme.dim).wrap(Wrap { trim: true }).render(inner, buf);
    };
    let (found, segmentation) = match (&model.budget.later, model.clusters.last()) {
        (LaterState::Ready(found), Some(segmentation)) => (found, segmentation),
        (LaterState::Failed(why), _) => return say(&format!("Not measured: {why}"), buf),
        _ => return say("measuring what customers did after the first 75% of the days", buf),
    };
    let not_measured = |why: &str, buf: &mut Buffer| say(&format!("Not measured: {why}"), buf);
    match (&found.later, &found.experiment) {
        (_, experiment) if model.budget.shows_experiment => match experiment {
            Ok(experiment) => experiment::draw(model, theme, experiment, inner, buf),
            Err(why) => not_measured(why, buf),
        },
        (Some(Ok(later)), _) => answer(model, theme, later, segmentation, inner, buf),
        (Some(Err(why)), _) => not_measured(why, buf),
        (None, _) => say("The data has no coupons.", buf),
    }
}

fn answer(model: &Model, theme: &Theme, later: &Later, segmentation: &Segmentation, area: Rect, buf: &mut Buffer) {
    let candidates = later.candidates(&segmentation.segments);
    let leaders = leaders(&candidates, later.p);
    let proposal = propose(model.budget.coupons(), &candidates, &leaders);
    let columns = usize::from(area.width);
    let mut y = area.y;
    let mut put = |lines: Vec<Line<'_>>, buf: &mut Buffer| {
        for line in lines.into_iter().take(usize::from(area.bottom().saturating_sub(y))) {
            line.render(Rect { y, height: 1, ..area }, buf);
            y += 1;
        }
        y
    };
    let wrap = |words: &str, style| wrapped(words, columns).into_iter().map(move |l| Line::styled(l, style)).collect();
    put(vec![field(model, theme)], buf);
    if let Some(proposal) = &proposal {
        put(wrap(&proposed(&candidates, proposal), theme.strong), buf);
    }
    put(wrap(&who(&candidates, &leaders), theme.text), buf);
    let top = put(vec![Line::default()], buf);

    let rows =
        Rows { theme, later, segmentation, candidates: &candidates, leaders: &leaders, proposal: proposal.as_ref() };
    let how = wrapped(&measured(later), columns);
    let left = usize::from(area.bottom().saturating_sub(top));
    // The description of the method is dropped before the table.
    let high = (rows.len() + 1).min(left);
    let room = left.saturating_sub((how.len() + 1).min(left.saturating_sub(TABLE)));
    let high = if room > TABLE { high.min(room) } else { high };
    let place = Rect { y: top, height: high as u16, ..area };
    rows.draw(model.budget.cursor, place, buf);
    y = place.bottom();
    let mut put = |lines: Vec<Line<'_>>, buf: &mut Buffer| {
        if usize::from(area.bottom().saturating_sub(y)) > lines.len() {
            for (line, y) in lines.iter().zip(y + 1..) {
                line.render(Rect { y, height: 1, ..area }, buf);
            }
            y += lines.len() as u16 + 1;
        }
        y
    };
    put(how.into_iter().map(|l| Line::styled(l, theme.dim)).collect(), buf);
    let advice = advice(model, later, segmentation, columns);
    let end = put(advice.into_iter().map(|l| Line::styled(l, theme.text)).collect(), buf);
    let chosen = Some(model.budget.cursor).filter(|label| *label < candidates.len());
    picture::draw(theme, segmentation, (chosen, None), picture::below(area, end - area.y), buf);
}

/// What to do about each segment, where there is room.
fn advice(model: &Model, later: &Later, segmentation: &Segmentation, columns: usize) -> Vec<String> {
    let segments = &segmentation.segments;
    let Some(verdict) = model.verdict() else { return Vec::new() };
    let own = segments.list.iter().zip(later.evidence(segments));
    let own = own.map(|(s, evidence)| (format!("{} {}", s.id, clean(&s.name)), advise(s, segments, verdict, evidence)));
    let never = advise_never_active(segments).map(|advice| ("never active".to_owned(), advice));
    own.chain(never)
        .flat_map(|(name, advice)| {
            let caution = advice.caution.map_or_else(String::new, |caution| format!(" Caution: {caution}."));
            wrapped(&format!("{name}: {}. {}{caution}", advice.action, clean(&advice.reason)), columns)
        })
        .collect()
}

/// The field with the number of coupons.
fn field<'a>(model: &Model, theme: &Theme) -> Line<'a> {
    let text = &model.budget.text;
    let shown = if text.is_empty() { String::new() } else { count(model.budget.coupons()) };
    Line::from(vec![
        Span::styled("coupons ", theme.dim),
        Span::styled(shown, if model.budget.untouched { theme.selection } else { theme.strong }),
        Span::styled(if model.budget.untouched { "" } else { "_" }, theme.strong),
        Span::styled("  type how many you can give", theme.dim),
    ])
}

/// The segments of today with their measures, then the earlier segments that match none of today.
struct Rows<'a> {
    theme: &'a Theme,
    later: &'a Later,
    segmentation: &'a Segmentation,
    candidates: &'a [Candidate],
    leaders: &'a Leaders,
    proposal: Option<&'a Proposal>,
}

impl<'a> Rows<'a> {
    fn gone(&self) -> impl Iterator<Item = &'a EarlySegment> {
        self.later.segments.iter().filter(|early| early.today.is_none())
    }

    fn len(&self) -> usize {
        self.candidates.len() + self.gone().count()
    }

    fn draw(&self, cursor: usize, area: Rect, buf: &mut Buffer) {
        let strips: Vec<Strip> = self.strips();
        let shown = usize::from(area.height.saturating_sub(1));
        let offset = window(cursor, 0, self.len(), shown);
        let aside = (area.width / 3).max(STRIPS);
        let wide = area.width >= 2 * aside + 12;
        let left = if wide { area.width - aside - 3 } else { area.width };
        let columns = [
            TableColumn::text("").min(2).max(2),
            TableColumn::text("segment").min(10),
            TableColumn::number("size").priority(2).yields(),
            TableColumn::number("past").priority(5),
            TableColumn::number("claims").priority(1),
            TableColumn::number("later"),
            TableColumn::number("95% interval").priority(3),
            TableColumn::number("coupons"),
            TableColumn::text("segment then").min(14).max(if area.width < 150 { 20 } else { 40 }).priority(6),
            TableColumn::number("in both").priority(7),
        ];
        let rows: Vec<Row<'_>> = (0..self.candidates.len())
            .map(|label| self.today(label))
            .chain(self.gone().map(|e| self.then(e)))
            .collect();
        let table = TableWidget::new(self.theme, &columns, &rows).offset(offset).cursor(Some(cursor));
        table.render(Rect { width: left, ..area }, buf);
        scroll_bar(self.theme, (offset, shown, self.len()), frame_around(area), buf);
        if wide {
            let low = self.leaders.best.and_then(|best| self.candidates[best].burns.interval()).map(|[low, _]| low);
            let place = Rect { x: area.x + left + 3, width: aside, ..area };
            Intervals::new(self.theme, &strips).rule(low).offset(offset).render(place, buf);
        }
    }

    fn strips(&self) -> Vec<Strip> {
        let strip = |early: Option<&EarlySegment>, style| Strip {
            ends: early.and_then(|e| {
                let [low, high] = e.burns.interval()?;
                Some([low, e.burns.rate()?, high])
            }),
            style,
        };
        let colour = |label: usize| {
            let slot = self.segmentation.colours.get(label).copied().unwrap_or(label);
            self.theme.segment_style(slot)
        };
        let today = (0..self.candidates.len()).map(|label| strip(self.later.of(label), colour(label)));
        today.chain(self.gone().map(|early| strip(Some(early), self.theme.dim))).collect()
    }

    fn today(&self, label: usize) -> Row<'a> {
        let segment = &self.segmentation.segments.list[label];
        let early = self.later.of(label);
        let coupons = match self.proposal.map(|p| p.coupons[label]) {
            Some(0) if !self.leaders.leading.contains(&label) => "none".to_owned(),
            Some(coupons) => count(coupons),
            None => NONE.to_owned(),
        };
        let mut cells = vec![
            TableCell::from(badge(self.theme, self.segmentation, label)),
            TableCell::from(segment.name.as_str()),
            TableCell::from(count(segment.customers)),
        ];
        cells.extend(figures(early));
        cells.push(TableCell::from(coupons));
        cells.push(TableCell::from(early.map_or_else(|| NONE.to_owned(), |e| format!("{} {}", e.id, e.name))));
        cells.push(TableCell::from(early.map_or_else(|| NONE.to_owned(), |e| count(e.shared))));
        let row = Row::new(cells);
        if self.leaders.leading.contains(&label) { row.style(self.theme.strong) } else { row }
    }

    fn then(&self, early: &'a EarlySegment) -> Row<'a> {
        let mut cells = vec![
            TableCell::from(self.theme.glyphs.pick("·", ".")),
            TableCell::from(format!("then {}", early.name)),
            TableCell::from(NONE),
        ];
        cells.extend(figures(Some(early)));
        cells.push(TableCell::from(NONE));
        cells.push(TableCell::from(format!("{} {}", early.id, early.name)));
        cells.push(TableCell::from(NONE));
        Row::new(cells).style(self.theme.dim)
    }
}

/// Past rate, later claims, later rate, its interval.
fn figures<'a>(early: Option<&EarlySegment>) -> [TableCell<'a>; 4] {
    let rate = |rate: Option<f64>| percent(rate.unwrap_or(f64::NAN), 1);
    let burns = early.map(|e| e.burns);
    let ends = burns.and_then(|burns| burns.rate().zip(burns.interval()));
    [
        rate(early.and_then(|e| e.past_rate)),
        burns.map_or_else(|| NONE.to_owned(), |b| count(b.claims)),
        burns.map_or_else(|| NONE.to_owned(), |b| rate_beside(b.rate().unwrap_or(f64::NAN), b.interval(), 1)),
        ends.map_or_else(|| NONE.to_owned(), |(rate, ends)| interval(rate, ends)),
    ]
    .map(TableCell::from)
}
