//! Customers as points, coloured by segment: over two principal components or any two features, or rotated in three
//! dimensions.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;

use super::context::Context;
use crate::analysis::Segmentation;
use crate::app::panel::Lists;
use crate::app::state::camera::{GRID, Tiles};
use crate::app::{Axes, ClusterState, Directions, ScatterView, Spot, selectors};
use crate::ui::charts::{Scatter, ScatterPoint, SegmentMark};
use crate::ui::scene::{centroids, marks_with_noise, points, share};
use crate::ui::theme::Glyphs;
use crate::wording::text::{count, counted, number, width};

pub fn draw(context: &Context<'_>, area: Rect, buf: &mut Buffer) {
    let (model, theme) = (context.model, context.theme);
    let Some(scene) = ScatterView::new(model) else {
        let inner = context.frame("Clusters", "", area, buf);
        context.segmentation(inner, buf);
        return;
    };
    let segmentation = scene.segmentation;
    let clustering = &segmentation.clustering;
    let title = clustering.params.algorithm().title();
    let view = if matches!(scene.directions, Directions::Turned(_)) { "  3-D" } else { "" };
    let note = format!("{title} k={}  {}{view}", clustering.k, segmentation.choice.scaling);
    let inner = context.frame("Clusters", &note, area, buf);
    let marks = marks_with_noise(theme, segmentation);
    let points = points(&scene);
    let centroids = centroids(&scene, &points);
    let all = counted(segmentation.segments.clustered, "customer");
    let legend = match outside(&scene, &points) {
        0 => all,
        outside => format!("{all}, {} outside", count(outside)),
    };
    let cursor = model.camera.chosen().filter(|_| context.focused);
    let rays: Vec<_> = ["PC1", "PC2", "PC3"].into_iter().zip(scene.rays()).collect();
    let scatter = Scatter::new(theme, &points, &marks)
        .view(scene.view)
        .centroids(&centroids)
        .axis_lines(&rays)
        .legend(legend)
        // If nearness shades the points, density does not.
        .density(matches!(scene.directions, Directions::Flat(_)))
        .highlight(highlight(context, segmentation))
        .cursor(cursor.map(|tiles| scene.stretch(tiles)))
        .caption(cursor.map(|tiles| under_cursor(context, &scene, &marks, tiles)));
    let scatter = match scene.directions {
        Directions::Flat(axes) => {
            let [x, y] = names(context, &scene, axes, inner.width);
            scatter.axes(&x, &y)
        }
        Directions::Turned(_) => {
            let [around, towards] = model.camera.degrees();
            let degrees = theme.glyphs.pick("°", "");
            let shares = (0..3).map(|component| share(segmentation, component)).collect::<Vec<_>>().join("  ");
            let turned = format!("{around}{degrees} {towards}{degrees}");
            let words = [format!("{turned}  HJKL turns"), turned];
            let fits = |words: &String| width(&shares) + width(words) + 2 <= usize::from(inner.width);
            scatter.instead_of_axes(shares.clone(), words.into_iter().find(fits).unwrap_or_default())
        }
    };
    let plot = scatter.plot(inner);
    for (place, (column, row)) in tiles(plot) {
        context.zones.add(place, Spot::Tile(column, row));
    }
    scatter.render(inner, buf);
    if selectors::wants_depth(model) && !selectors::turned(model) {
        context.say("3-D needs three features that vary; this is 2-D", Rect { height: 1, ..inner }, buf);
    }
    context.age(inner, buf);
    if let ClusterState::Failed(why, _) = &context.model.clusters {
        let bottom = Rect { y: inner.y, height: inner.height.min(2), ..inner };
        ratatui::widgets::Clear.render(bottom, buf);
        context.say(&format!("{why} (the last result stays below)"), bottom, buf);
    }
}

/// The cells of the plot, each with the tile of the cursor's grid that it belongs to.
fn tiles(plot: Rect) -> impl Iterator<Item = (Rect, (usize, usize))> {
    let tile = |at: u16, of: u16, tiles: usize| (usize::from(at) * 2 + 1) * tiles / (usize::from(of) * 2);
    let cell = move |(x, y): (u16, u16)| {
        let place = Rect { x: plot.x + x, y: plot.y + y, width: 1, height: 1 };
        (place, (tile(x, plot.width, GRID.0), tile(y, plot.height, GRID.1)))
    };
    (0..plot.height).flat_map(move |y| (0..plot.width).map(move |x| (x, y))).map(cell)
}

/// Highlights the segment under the cursor of a list of segments, if that list has the focus.
fn highlight(context: &Context<'_>, segmentation: &Segmentation) -> Option<usize> {
    let panel = context.model.focused();
    let lists_segments = matches!(panel.lists(), Lists::Segments | Lists::Profiles);
    lists_segments
        .then(|| selectors::cursor(context.model, panel).min(segmentation.segments.list.len().saturating_sub(1)))
}

/// Customers outside the visible range.
fn outside(scene: &ScatterView<'_>, points: &[ScatterPoint]) -> u64 {
    if let Some(cloud) = scene.cloud {
        return cloud.outside.round() as u64;
    }
    let outside = points.iter().filter(|p| scene.view.dot(p.x, p.y, 1, 1).is_none());
    outside.map(|p| p.weight).sum::<f64>().round() as u64
}

/// The number of customers at the cursor, and their segments.
fn under_cursor<'a>(context: &Context<'_>, scene: &ScatterView<'_>, marks: &[SegmentMark], tiles: Tiles) -> Line<'a> {
    let segmentation = scene.segmentation;
    let mut weights = vec![0.0; marks.len()];
    if let Some(cloud) = scene.cloud {
        weights = cloud.customers(tiles.columns, tiles.rows);
    } else {
        for (row, label) in segmentation.clustering.labels.iter().enumerate() {
            let segment = label.map_or(segmentation.clustering.k, |label| label as usize);
            if let Some(weight) = weights.get_mut(segment).filter(|_| scene.is_in(tiles, row)) {
                *weight += segmentation.prepared.matrix.weights[row];
            }
        }
    }
    let theme = context.theme;
    let all = weights.iter().sum::<f64>().round() as u64;
    let noun = if all == 1 { "customer" } else { "customers" };
    let mut spans = vec![Span::styled(format!("{} {noun} here", count(all)), theme.strong)];
    for (mark, weight) in marks.iter().zip(weights).filter(|(_, weight)| *weight > 0.0) {
        spans.push(Span::styled(format!("  {}{}", mark.glyph, theme.glyphs.square()), mark.style));
        spans.push(Span::styled(format!(" {}", count(weight.round() as u64)), theme.text));
    }
    Line::from(spans)
}

/// A range with enough digits to distinguish its ends: `-1.2…0.4`.
fn range(glyphs: Glyphs, [low, high]: [f64; 2]) -> String {
    // Two digits of the extent.
    let decimals = (1.0 - (high - low).abs().log10().floor()).clamp(0.0, 9.0) as usize;
    format!("{}{}{}", number(low, decimals), glyphs.pick("…", ".."), number(high, decimals))
}

/// Names of the axes, with the visible range unless everything is visible, if there is room.
fn names(context: &Context<'_>, scene: &ScatterView<'_>, axes: Axes, room: u16) -> [String; 2] {
    let segmentation = scene.segmentation;
    let (long, short) = match axes {
        Axes::Components => ([0, 1].map(|c| share(segmentation, c)), [0, 1].map(|c| format!("PC{}", c + 1))),
        Axes::Features(x, y) => {
            let names = [x, y].map(|column| segmentation.prepared.matrix.names[column].clone());
            (names.clone(), names)
        }
    };
    if context.model.camera.shows_all() {
        return long;
    }
    let ranges = [scene.view.x, scene.view.y].map(|view| range(context.theme.glyphs, view));
    let with_range = |names: &[String; 2]| [0, 1].map(|i| format!("{}  {}", names[i], ranges[i]));
    let fits = |names: &[String; 2]| names.iter().map(|name| width(name) + 3).sum::<usize>() <= usize::from(room);
    [with_range(&long), with_range(&short)].into_iter().find(fits).unwrap_or(long)
}
