//! Where the customers of each old segment went: after a new clustering, or from an earlier day to today.

use std::collections::BTreeMap;

use super::colour::match_colours;
use super::matching::assign;

/// Only this many of the largest segments are paired, as no palette has more colours and pairing takes cubic time.
const MOST_PAIRED: usize = 256;

/// Where a customer is in a clustering.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Position {
    /// In the segment with this label.
    Segment(u32),
    /// In no segment although the customer was clustered.
    Noise,
    /// Not clustered: no transaction.
    Inactive,
    /// Not clustered: a value is missing.
    Missing,
    /// Not a customer of this data.
    Absent,
}

impl Position {
    /// The label of the segment; none outside segments.
    pub fn label(self) -> Option<usize> {
        if let Self::Segment(label) = self { Some(label as usize) } else { None }
    }
}

/// One side of a flow.
#[derive(Clone, Debug)]
pub struct Side<'a> {
    /// The position of each customer; both sides hold the same customers in the same order.
    pub positions: &'a [Position],
    /// Names of the segments, by label.
    pub names: Vec<&'a str>,
    /// Colour slots of the segments; without any they take those of the paired segments on the other side.
    pub colours: Option<&'a [usize]>,
}

/// Customers in one segment, or outside segments for one reason.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FlowGroup {
    /// Their position.
    pub position: Position,
    /// Name of the segment, or the reason.
    pub name: String,
    /// Number of customers.
    pub customers: u64,
    /// Colour slot of the segment.
    pub colour: Option<usize>,
}

/// A table of customers, old positions against new ones.
#[derive(Clone, Debug, PartialEq)]
pub struct Flow {
    /// The rows: every old segment by label, then the reasons that occur.
    pub old: Vec<FlowGroup>,
    /// The columns, likewise.
    pub new: Vec<FlowGroup>,
    /// The new label of each old one, if paired: one to one, with the most customers staying in total.
    pub pairs: Vec<Option<usize>>,
    /// Of the customers who were in a segment, the share now in the paired one, 0 to 1.
    pub kept: Option<f64>,
    /// Adjusted Rand index (Hubert and Arabie 1985) over the customers in a segment on both sides: 1 for equal
    /// segments, about 0 for chance. None below two such customers.
    pub adjusted_rand: Option<f64>,
    counts: BTreeMap<(Position, Position), u64>,
}

impl Flow {
    /// Counts the customers of each pair of positions.
    pub fn new(old: &Side<'_>, new: &Side<'_>) -> Self {
        let mut counts: BTreeMap<(Position, Position), u64> = BTreeMap::new();
        for (from, to) in old.positions.iter().zip(new.positions) {
            *counts.entry((*from, *to)).or_default() += 1;
        }
        let pairs = pairs(&counts, old.names.len(), new.names.len());
        let (old_colours, new_colours) = match (old.colours, new.colours) {
            (Some(old), Some(new)) => (old.to_vec(), new.to_vec()),
            (None, Some(colours)) => {
                let mut back = vec![None; new.names.len()];
                for (old, new) in pairs.iter().enumerate() {
                    if let Some(new) = new {
                        back[*new] = Some(old);
                    }
                }
                (match_colours(&back, colours, old.names.len()), colours.to_vec())
            }
            (colours, None) => {
                let colours = colours.map_or_else(|| (0..old.names.len()).collect(), <[usize]>::to_vec);
                let followed = match_colours(&pairs, &colours, new.names.len());
                (colours, followed)
            }
        };
        Self {
            old: groups(&counts, |(from, _)| *from, &old.names, &old_colours, "not there yet"),
            new: groups(&counts, |(_, to)| *to, &new.names, &new_colours, "no longer there"),
            kept: kept(&counts, &pairs),
            adjusted_rand: adjusted_rand(&counts),
            pairs,
            counts,
        }
    }

    /// How many customers went from one position to another.
    pub fn count(&self, from: Position, to: Position) -> u64 {
        self.counts.get(&(from, to)).copied().unwrap_or(0)
    }

    /// The new positions of the customers at a position, most customers first, ties in the order of the columns.
    pub fn destinations(&self, from: Position) -> Vec<(&FlowGroup, u64)> {
        let mut list: Vec<_> =
            self.new.iter().map(|to| (to, self.count(from, to.position))).filter(|(_, n)| *n > 0).collect();
        list.sort_by_key(|(_, customers)| std::cmp::Reverse(*customers));
        list
    }

    /// Whether customers of two positions stayed: in paired segments, or outside for the same reason.
    pub fn stayed(&self, from: Position, to: Position) -> bool {
        stayed(&self.pairs, from, to)
    }

    /// The row and column with the most customers who moved, ties to the first; `None` if all stayed.
    pub fn largest_move(&self) -> Option<(usize, usize)> {
        let cells = (0..self.old.len()).flat_map(|row| (0..self.new.len()).map(move |column| (row, column)));
        let moved = cells.filter_map(|(row, column)| {
            let (from, to) = (self.old[row].position, self.new[column].position);
            let customers = self.count(from, to);
            (customers > 0 && !self.stayed(from, to)).then_some((customers, (row, column)))
        });
        moved.reduce(|most, cell| if cell.0 > most.0 { cell } else { most }).map(|(_, cell)| cell)
    }

    /// Colour slots of the new segments.
    pub fn colours(&self) -> Vec<usize> {
        self.new.iter().filter_map(|group| group.colour).collect()
    }
}

fn pairs(counts: &BTreeMap<(Position, Position), u64>, old: usize, new: usize) -> Vec<Option<usize>> {
    let mut shared = vec![vec![0; new.min(MOST_PAIRED)]; old.min(MOST_PAIRED)];
    for ((from, to), customers) in counts {
        if let (Some(from), Some(to)) = (from.label(), to.label())
            && let Some(cell) = shared.get_mut(from).and_then(|row| row.get_mut(to))
        {
            *cell = *customers;
        }
    }
    let mut pairs = assign(&shared);
    pairs.resize(old, None);
    pairs
}

fn groups(
    counts: &BTreeMap<(Position, Position), u64>,
    side: impl Fn(&(Position, Position)) -> Position,
    names: &[&str],
    colours: &[usize],
    absent: &str,
) -> Vec<FlowGroup> {
    let mut sizes: BTreeMap<Position, u64> =
        (0..names.len()).map(|label| (Position::Segment(label as u32), 0)).collect();
    for (positions, customers) in counts {
        *sizes.entry(side(positions)).or_default() += customers;
    }
    let group = |(position, customers): (Position, u64)| {
        let name = match position {
            Position::Segment(label) => names.get(label as usize).copied().unwrap_or_default(),
            Position::Noise => "noise",
            Position::Inactive => "never active",
            Position::Missing => "missing value",
            Position::Absent => absent,
        };
        let colour = position.label().and_then(|label| colours.get(label).copied());
        FlowGroup { position, name: name.to_owned(), customers, colour }
    };
    sizes.into_iter().map(group).collect()
}

fn stayed(pairs: &[Option<usize>], from: Position, to: Position) -> bool {
    match (from.label(), to.label()) {
        (Some(from), Some(to)) => pairs.get(from).copied().flatten() == Some(to),
        _ => from == to,
    }
}

fn kept(counts: &BTreeMap<(Position, Position), u64>, pairs: &[Option<usize>]) -> Option<f64> {
    let (mut kept, mut all) = (0, 0);
    for ((from, to), customers) in counts.iter().filter(|((from, _), _)| from.label().is_some()) {
        all += customers;
        kept += if stayed(pairs, *from, *to) { *customers } else { 0 };
    }
    (all > 0).then(|| kept as f64 / all as f64)
}

/// Computed from pairs of customers: together in both, in the old only, in the new only, in neither.
fn adjusted_rand(counts: &BTreeMap<(Position, Position), u64>) -> Option<f64> {
    let (mut rows, mut columns): (BTreeMap<usize, u64>, BTreeMap<usize, u64>) = Default::default();
    let (mut both, mut all) = (0.0, 0);
    for ((from, to), customers) in counts {
        if let (Some(from), Some(to)) = (from.label(), to.label()) {
            *rows.entry(from).or_default() += customers;
            *columns.entry(to).or_default() += customers;
            both += two_of(*customers);
            all += customers;
        }
    }
    if all < 2 {
        return None;
    }
    let [old, new] = [rows, columns].map(|sizes| sizes.into_values().map(two_of).sum::<f64>());
    let expected = old * new / two_of(all);
    let most = f64::midpoint(old, new);
    // All in one segment, or each alone, on both sides: equal segments.
    Some(if most - expected <= f64::EPSILON * most { 1.0 } else { (both - expected) / (most - expected) })
}

fn two_of(n: u64) -> f64 {
    n as f64 * (n as f64 - 1.0) / 2.0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn positions(text: &str) -> Vec<Position> {
        let position = |c: char| match c {
            '.' => Position::Inactive,
            '?' => Position::Missing,
            '~' => Position::Noise,
            '-' => Position::Absent,
            digit => Position::Segment(digit.to_digit(10).unwrap_or(0)),
        };
        text.chars().map(position).collect()
    }

    fn flow(old: &str, new: &str, colours: &[usize]) -> Flow {
        let (old, new) = (positions(old), positions(new));
        let k = |positions: &[Position]| positions.iter().filter_map(|p| p.label()).max().map_or(0, |most| most + 1);
        let names = |k: usize| ["a", "b", "c", "d"][..k].to_vec();
        let side = Side { positions: &old, names: names(k(&old)), colours: Some(colours) };
        Flow::new(&side, &Side { positions: &new, names: names(k(&new)), colours: None })
    }

    #[test]
    fn the_largest_move_is_of_those_who_did_not_stay() {
        // By hand: of 6 at 0, 4 stay and 2 go to 1; of 3 at 1, all stay; one is never active on both sides.
        assert_eq!(flow("000000111.", "000011111.", &[0, 1]).largest_move(), Some((0, 1)));
        // Equal moves: the first row.
        assert_eq!(flow("00001111", "00011110", &[0, 1]).largest_move(), Some((0, 1)));
        assert_eq!(flow("0011.", "1100.", &[0, 1]).largest_move(), None);
    }

    #[test]
    fn rows_and_columns_add_up_to_their_groups() {
        let flow = flow("00000111.-~?0", "0000111100.--", &[3, 1]);
        let group = |g: &FlowGroup| (g.name.clone(), g.customers, g.colour);
        let old: Vec<_> = flow.old.iter().map(group).collect();
        let named = |name: &str, n, colour| (name.to_owned(), n, colour);
        assert_eq!(
            old,
            [
                named("a", 6, Some(3)),
                named("b", 3, Some(1)),
                named("noise", 1, None),
                named("never active", 1, None),
                named("missing value", 1, None),
                named("not there yet", 1, None),
            ]
        );
        let new: Vec<_> = flow.new.iter().map(group).collect();
        assert_eq!(new[2..], [named("never active", 1, None), named("no longer there", 2, None)]);
        for from in &flow.old {
            assert_eq!(flow.new.iter().map(|to| flow.count(from.position, to.position)).sum::<u64>(), from.customers);
        }
        for to in &flow.new {
            assert_eq!(flow.old.iter().map(|from| flow.count(from.position, to.position)).sum::<u64>(), to.customers);
        }
        let went: Vec<_> =
            flow.destinations(Position::Segment(0)).iter().map(|(to, n)| (to.name.as_str(), *n)).collect();
        assert_eq!(went, [("a", 4), ("b", 1), ("no longer there", 1)]);
        assert_eq!(flow.kept, Some(7.0 / 9.0));
    }

    #[test]
    fn colours_follow_on_either_side() {
        let forward = flow("0011122", "0000011", &[0, 1, 2]);
        assert_eq!((forward.pairs.clone(), forward.colours()), (vec![None, Some(0), Some(1)], vec![1, 2]));
        let (then, today) = (positions("0011122"), positions("0000011"));
        let then = Side { positions: &then, names: vec!["a", "b", "c"], colours: None };
        let today = Side { positions: &today, names: vec!["a", "b"], colours: Some(&[4, 1]) };
        let colours: Vec<_> = Flow::new(&then, &today).old.iter().map(|g| g.colour).collect();
        assert_eq!(colours, [Some(0), Some(4), Some(1)]);
    }

    #[test]
    fn the_largest_overlap_is_given_up_for_a_larger_total() {
        // 10, 9 against 9, 0: greedy keeps 10 of 28 together, the best pairing 18.
        let old = "0".repeat(19) + &"1".repeat(9);
        let new = "0".repeat(10) + &"1".repeat(9) + &"0".repeat(9);
        let flow = flow(&old, &new, &[5, 6]);
        assert_eq!((flow.pairs.clone(), flow.colours()), (vec![Some(1), Some(0)], vec![6, 5]));
        assert_eq!(flow.kept, Some(18.0 / 28.0));
    }

    /// `sklearn.metrics.adjusted_rand_score([0,0,1,1,2,2,2,0,1,2], [0,0,1,1,1,2,2,2,0,2])`, and the like of 000111 and
    /// 010101.
    #[test]
    fn adjusted_rand_is_that_of_scikit_learn() {
        let index = |old, new| flow(old, new, &[0, 1, 2]).adjusted_rand;
        let close =
            |found: Option<f64>, expected: f64| assert!((found.unwrap_or(9.0) - expected).abs() < 1e-12, "{found:?}");
        close(index("0011222012", "0011122202"), 0.204_545_454_545_454_56);
        close(index("000111", "010101"), -0.111_111_111_111_111_1);
        close(index("001122", "220011"), 1.0);
        close(index("0000", "0000"), 1.0);
        close(index("0000", "0123"), 0.0);
        // Whoever is outside on one side is left out.
        close(index("001122.-~", "2200110.1"), 1.0);
        assert_eq!(index("0.", ".0"), None);
    }

    #[test]
    fn no_customers_give_no_flow() {
        let flow = flow("", "", &[]);
        assert_eq!((flow.old.len(), flow.kept, flow.adjusted_rand), (0, None, None));
    }
}
