//! The tree of hierarchical clustering, with the cut that gives the segments shown.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Line;
use ratatui::widgets::Widget;

use super::context::{Context, line};
use crate::ui::charts::{Dendrogram, DendrogramLeaf, Joint};
use crate::ui::key_figures::verdict;
use crate::ui::scene::marks;
use crate::wording::text::{clip_with, count, number};

pub fn draw(context: &Context<'_>, area: Rect, buf: &mut Buffer) {
    let (model, theme) = (context.model, context.theme);
    let last = model.clusters.last();
    let Some((segmentation, tree)) = last.and_then(|s| Some((s, s.clustering.tree()?))) else {
        let inner = context.frame("Dendrogram", "", area, buf);
        return context.say("clustering", inner, buf);
    };
    let clustering = &segmentation.clustering;
    let leaves = count(tree.leaves() as u64);
    let of = if tree.groups.is_some() { "centroids of K-Means" } else { "distinct rows" };
    let note = format!("{}, {leaves} {of}", segmentation.choice.method.linkage);
    let inner = context.frame("Dendrogram", &note, area, buf);

    let top = tree.top(Dendrogram::leaves_in(inner.width).max(clustering.k));
    let marks = marks(theme, segmentation);
    let leaf = |leaf: &crate::cluster::hierarchy::TopLeaf| {
        let mark = clustering.labels[leaf.row].and_then(|label| marks.get(label as usize).copied());
        DendrogramLeaf { mark, size: leaf.size }
    };
    let leaves: Vec<DendrogramLeaf> = top.leaves.iter().map(leaf).collect();
    let joints: Vec<Joint> = top.merges.iter().map(|m| Joint { left: m.a, right: m.b, height: m.height }).collect();
    // The cut is in the middle of the heights that give this number of segments; above the root there is no middle.
    let (low, high) = tree.height_of(clustering.k);
    let cut = if high.is_finite() { low.midpoint(high) } else { low * 1.1 };
    let words = [
        format!(
            "cut between {} and {}",
            number(low, 2),
            if high.is_finite() { number(high, 2) } else { "the top".into() }
        ),
        format!("k {}: {}", clustering.k, verdict(model)),
    ];
    let below = if inner.height >= 10 { words.len() as u16 } else { 0 };
    let chart = Rect { height: inner.height - below, ..inner };
    Dendrogram::new(theme, &leaves, &joints).cut(Some(cut)).render(chart, buf);
    for (i, words) in words.iter().take(usize::from(below)).enumerate() {
        let words = clip_with(words, usize::from(inner.width), theme.glyphs.ellipsis()).into_owned();
        line(Line::styled(words, if i == 0 { theme.dim } else { theme.text }), chart.height + i as u16, inner, buf);
    }
    context.age(inner, buf);
}
