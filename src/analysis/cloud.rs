//! What a scatter plot shows of many customers: the visible points, summed up by dot and segment. It is made once for a
//! view, so that drawing does not pass over a million rows.

use super::Viewport;

/// Fewest distinct rows that are summed up: fewer are drawn one by one.
const MANY: usize = 20_000;
/// Columns and rows of the grid of dots: finer than the dots of a terminal of 400 × 100.
const DOTS: (usize, usize) = (800, 400);
/// Columns and rows of the boxes in which customers are counted, which are those of the cursor.
pub const BOXES: (usize, usize) = (40, 10);

/// Customers of one segment at one dot.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Dot {
    /// Mean position to the right.
    pub x: f64,
    /// Mean position upwards.
    pub y: f64,
    /// How near to the eye the nearest of them is.
    pub near: f64,
    /// The segment; the number of segments for noise.
    pub segment: usize,
    /// Number of customers.
    pub weight: f64,
}

/// The customers of a clustering as dots.
#[derive(Clone, Debug)]
pub struct Cloud {
    /// The range of all points.
    pub whole: Viewport,
    /// The visible part.
    pub view: Viewport,
    /// The visible dots, in the order of their first rows; nearness is between 0 and 1.
    pub dots: Vec<Dot>,
    /// The mean of all points of each segment, and of noise.
    pub means: Vec<(f64, f64)>,
    /// Number of customers outside the visible part.
    pub outside: f64,
    /// Customers by box and segment.
    boxes: Vec<f64>,
    /// Number of segments, with noise.
    segments: usize,
}

impl Cloud {
    /// Whether the number of distinct rows is so large that they are summed up.
    pub fn is_for(rows: usize) -> bool {
        rows >= MANY
    }

    /// Sums up the rows in a part of their range, which is in shares of x and of y.
    pub fn new(rows: impl Iterator<Item = Dot> + Clone, [x, y]: [[f64; 2]; 2], segments: usize) -> Self {
        const NONE: u32 = u32::MAX;
        let whole = Viewport::fit(rows.clone().map(|row| (row.x, row.y)));
        let view = whole.part(x, y);
        let mut at = vec![NONE; DOTS.0 * DOTS.1 * segments];
        let mut boxes = vec![0.0; BOXES.0 * BOXES.1 * segments];
        let mut sums = vec![(0.0, 0.0, 0.0); segments];
        let (mut back, mut front, mut outside) = (f64::INFINITY, f64::NEG_INFINITY, 0.0);
        let mut dots: Vec<Dot> = Vec::new();
        for row in rows {
            let sum = &mut sums[row.segment];
            *sum = (sum.0 + row.x * row.weight, sum.1 + row.y * row.weight, sum.2 + row.weight);
            (back, front) = (back.min(row.near), front.max(row.near));
            let Some((column, line)) = view.dot(row.x, row.y, DOTS.0, DOTS.1) else {
                outside += row.weight;
                continue;
            };
            let place = &mut at[(line * DOTS.0 + column) * segments + row.segment];
            if *place == NONE {
                *place = dots.len() as u32;
                dots.push(Dot { x: 0.0, y: 0.0, weight: 0.0, ..row });
            }
            let dot = &mut dots[*place as usize];
            dot.x += row.x * row.weight;
            dot.y += row.y * row.weight;
            dot.near = dot.near.max(row.near);
            dot.weight += row.weight;
            if let Some((column, line)) = view.dot(row.x, row.y, BOXES.0, BOXES.1) {
                boxes[(line * BOXES.0 + column) * segments + row.segment] += row.weight;
            }
        }
        for dot in &mut dots {
            (dot.x, dot.y) = (dot.x / dot.weight, dot.y / dot.weight);
            dot.near = if front > back { (dot.near - back) / (front - back) } else { 1.0 };
        }
        let means = sums.into_iter().map(|(x, y, weight)| (x / weight, y / weight)).collect();
        Self { whole, view, dots, means, outside, boxes, segments }
    }

    /// Customers of each segment, and of noise, in the boxes between two columns and two rows.
    pub fn customers(&self, columns: [usize; 2], rows: [usize; 2]) -> Vec<f64> {
        let mut sums = vec![0.0; self.segments];
        for row in rows[0]..=rows[1].min(BOXES.1 - 1) {
            for column in columns[0]..=columns[1].min(BOXES.0 - 1) {
                let from = (row * BOXES.0 + column) * self.segments;
                sums.iter_mut().zip(&self.boxes[from..]).for_each(|(sum, own)| *sum += own);
            }
        }
        sums
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_customer_is_lost_and_means_stay() {
        let rows = (0..50_000_u64).map(|at| {
            let (x, y) = ((at * 7919 % 10_007) as f64, (at * 104_729 % 9_973) as f64);
            Dot { x: x * x, y, near: y, segment: at as usize % 3, weight: (at % 4 + 1) as f64 }
        });
        let cloud = Cloud::new(rows.clone(), [[0.0, 1.0]; 2], 4);
        assert!(cloud.dots.len() < 50_000, "{}", cloud.dots.len());
        let sums = |dots: &mut dyn Iterator<Item = Dot>, segment: usize| {
            let own = dots.filter(|dot| dot.segment == segment);
            own.fold([0.0; 3], |[x, y, w], dot| [x + dot.x * dot.weight, y + dot.y * dot.weight, w + dot.weight])
        };
        let all = cloud.customers([0, BOXES.0 - 1], [0, BOXES.1 - 1]);
        for (segment, in_boxes) in all.iter().enumerate() {
            let expected = sums(&mut rows.clone(), segment);
            let found = sums(&mut cloud.dots.iter().copied(), segment);
            for (found, expected) in found.iter().zip(expected) {
                assert!((found - expected).abs() <= 1e-9 * expected.abs(), "{segment}: {found} {expected}");
            }
            assert!((in_boxes - expected[2]).abs() < 1e-6, "{segment}: {in_boxes} {}", expected[2]);
        }
        // One box has the customers that are in it.
        let here = |dot: &Dot| cloud.whole.dot(dot.x, dot.y, BOXES.0, BOXES.1) == Some((3, 4));
        let expected: f64 = rows.filter(here).map(|dot| dot.weight).sum();
        assert!(expected > 0.0 && (cloud.customers([3, 3], [4, 4]).iter().sum::<f64>() - expected).abs() < 1e-6);
    }

    #[test]
    fn a_part_has_its_own_rows_and_the_means_of_all() {
        let rows = (0..30_000_u64).map(|at| Dot {
            x: (at % 300) as f64,
            y: (at / 300) as f64,
            near: at as f64,
            segment: at as usize % 2,
            weight: 1.0,
        });
        let whole = Cloud::new(rows.clone(), [[0.0, 1.0]; 2], 2);
        let part = Cloud::new(rows.clone(), [[0.5, 1.0], [0.0, 0.5]], 2);
        assert_eq!((part.whole, part.means.clone()), (whole.whole, whole.means));
        let visible = rows.filter(|row| part.view.dot(row.x, row.y, 1, 1).is_some()).count() as f64;
        let drawn: f64 = part.dots.iter().map(|dot| dot.weight).sum();
        assert!((drawn - visible).abs() < 1e-9 && (drawn + part.outside - 30_000.0).abs() < 1e-9, "{drawn}");
        assert!((part.customers([0, BOXES.0 - 1], [0, BOXES.1 - 1]).iter().sum::<f64>() - visible).abs() < 1e-9);
        assert!(part.dots.iter().all(|dot| (0.0..=1.0).contains(&dot.near)));
    }
}
