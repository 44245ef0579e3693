//! What is compared when a panel is split: the measures, and the axis of the one that is drawn.

use super::kinds::kind;
use super::retention::retention_view;
use crate::analysis::{self, Axis, Quantity};
use crate::app::panel::{Panel, Splits};
use crate::app::state::model::Model;
use crate::app::state::overlay::Overlay;
use crate::app::state::overlay::split::{Parts, SplitView};
use crate::data::Kind;
use crate::measures::Summary;
use crate::wording::figures::{Figure, RECENCY, TENURE, figures, per_period};
use crate::wording::kind_words::words;
use crate::wording::text::capitalised;

/// A measure of parts.
#[derive(Clone, Debug)]
pub enum Compared {
    /// One value of each part.
    Figure(Figure),
    /// Values of each part along an axis.
    Lines {
        /// What they are.
        title: String,
        /// What they count.
        quantity: Quantity,
        /// The axis.
        axis: Axis,
        /// Whether the axis has an order, so that a line is a fair picture.
        ordered: bool,
    },
    /// Means of each part, of columns with units of their own.
    Means,
}

impl Compared {
    /// Its title.
    pub fn title(&self) -> &str {
        match self {
            Self::Figure(figure) => figure.title,
            Self::Lines { title, .. } => title,
            Self::Means => "means",
        }
    }
}

/// The attributes that the data can be split by.
pub fn split_keys(model: &Model) -> Vec<String> {
    analysis::split_keys(&model.vocabulary())
}

/// The measures of a panel that are compared, the one to begin with first.
pub fn compared(model: &Model, panel: Panel) -> Vec<Compared> {
    let Some(dataset) = model.shown() else { return Vec::new() };
    let whole = &dataset.summary;
    let share = |title: String, axis, ordered| vec![Compared::Lines { title, quantity: Quantity::Rate, axis, ordered }];
    let words = words(whole.kind);
    match panel.splits() {
        Splits::Not(_) => Vec::new(),
        Splits::Figures(coupons, orders) => {
            by_figure(whole, if kind(model) == Kind::Purchases { orders } else { coupons })
        }
        Splits::Time => {
            let figures = per_period(whole).into_iter();
            let lines = |title: &str, quantity, axis| Compared::Lines {
                title: title.to_owned(),
                quantity,
                axis,
                ordered: true,
            };
            figures.map(|figure| lines(figure.title, figure.quantity, Axis::Time(figure.value))).collect()
        }
        Splits::Retention => {
            let view = retention_view(model);
            let later = if view.definition == crate::measures::Definition::OnOrAfter { " or later" } else { "" };
            let title = format!("% with {} in month n{later}", words.one_back(view.event));
            share(title, Axis::Retention(view.start, view.event, view.definition), true)
        }
        Splits::DaysToBurn => share("% burnt by day after the claim".to_owned(), Axis::DaysToBurn, true),
        Splits::Gaps => share(format!("% of gaps between {} by length in days", words.events), Axis::Gaps, true),
        Splits::Recency => {
            let title = format!("% of active customers with their last {} at most n days ago", words.event);
            share(title, Axis::Recency, true).into_iter().chain([Compared::Figure(RECENCY)]).collect()
        }
        Splits::Tenure => {
            let title = "% of customers who joined at most n days ago".to_owned();
            share(title, Axis::Tenure, true).into_iter().chain([Compared::Figure(TENURE)]).collect()
        }
        Splits::Weekdays => share(format!("% of {} by weekday", words.events), Axis::Weekdays, true),
        Splits::Frequency => share(format!("% of customers by number of {}", words.events), Axis::Frequency, true),
        Splits::Concentration => share(
            format!("% of {} by the share of the most active customers", words.counted),
            Axis::Concentration,
            true,
        ),
        Splits::Rfm => share("% of active customers".to_owned(), Axis::Rfm, false),
        Splits::Means => vec![Compared::Means],
    }
}

/// What the numbers of a split are: the title before `by gender`.
pub fn split_title(model: &Model, panel: Panel, measure: usize) -> String {
    match compared(model, panel).get(measure) {
        Some(Compared::Figure(figure)) => capitalised(figure.name),
        Some(Compared::Lines { title, axis: Axis::Time(_), .. }) => {
            format!("{} per {}", capitalised(title), model.granularity)
        }
        _ => panel.title_of(kind(model)).to_owned(),
    }
}

/// All figures, this one first.
fn by_figure(whole: &Summary, first: &str) -> Vec<Compared> {
    let mut all = figures(whole);
    all.sort_by_key(|figure| figure.title != first);
    all.into_iter().map(Compared::Figure).collect()
}

/// The positions of the axis that is drawn, and the one on which the cursor begins: the last complete period, the month
/// after the first claim, otherwise the first.
pub fn split_axis(model: &Model, open: &SplitView) -> Option<(usize, usize)> {
    let Parts::Ready(split) = &open.parts else { return None };
    let compared = compared(model, open.panel).into_iter().nth(open.measure)?;
    let Compared::Lines { axis, .. } = compared else { return None };
    let lines = analysis::lines(split, &model.shown()?.summary, model.granularity, axis);
    let begins = match axis {
        Axis::Time(_) => lines.partial.iter().rposition(|partial| !partial).unwrap_or(0),
        Axis::Retention(..) => 1,
        _ => 0,
    };
    Some((lines.axis.len(), begins.min(lines.axis.len().saturating_sub(1))))
}

/// Whether parts are shown that have several measures.
pub fn split_turns(model: &Model) -> bool {
    matches!(&model.overlay, Overlay::Split(open)
        if matches!(open.parts, Parts::Ready(_)) && compared(model, open.panel).len() > 1)
}
