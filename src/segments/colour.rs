//! Colours that follow a segment when K changes.

use std::cmp::Reverse;
use std::collections::BTreeMap;

/// Jaccard similarity from which on a segment counts as the same.
const SAME: f64 = 0.8;

/// The colour slot of each of the `k` next segments.
///
/// `previous` and `next` hold the label of each customer, `previous_colours` the slot of each previous label. A segment
/// takes the colour of the previous one it shares the most customers with, the largest overlaps first (ties to the
/// lowest labels); those left over take the lowest free slots.
pub fn match_colours(
    previous: &[Option<u32>],
    previous_colours: &[usize],
    next: &[Option<u32>],
    k: usize,
) -> Vec<usize> {
    let mut overlaps: BTreeMap<(usize, usize), u64> = BTreeMap::new();
    for (old, new) in previous.iter().zip(next) {
        let (Some(old), Some(new)) = (old, new) else {
            continue;
        };
        *overlaps.entry((*old as usize, *new as usize)).or_default() += 1;
    }
    let mut pairs: Vec<((usize, usize), u64)> = overlaps.into_iter().collect();
    // Stable: pairs come in the order of their labels.
    pairs.sort_by_key(|(_, customers)| Reverse(*customers));

    let mut colours: Vec<Option<usize>> = vec![None; k];
    for ((old, new), _) in pairs {
        let Some(slot) = previous_colours.get(old).copied() else {
            continue;
        };
        if colours.get(new) == Some(&None) && !colours.contains(&Some(slot)) {
            colours[new] = Some(slot);
        }
    }
    for label in 0..k {
        if colours[label].is_none() {
            colours[label] = (0..k).find(|slot| !colours.contains(&Some(*slot)));
        }
    }
    colours.into_iter().flatten().collect()
}

/// The previous segment that each of the `k` next ones is but for a few customers: the Jaccard similarity of the two is at
/// least [`SAME`]. `previous` and `next` hold the label of each customer.
pub fn hardly_changed(previous: &[Option<u32>], next: &[Option<u32>], k: usize) -> Vec<Option<u32>> {
    let olds = previous.iter().flatten().max().map_or(0, |most| *most as usize + 1);
    let mut both = vec![vec![0_u64; olds]; k];
    let (mut old_sizes, mut new_sizes) = (vec![0_u64; olds], vec![0_u64; k]);
    for (old, new) in previous.iter().zip(next) {
        if let Some(old) = old {
            old_sizes[*old as usize] += 1;
        }
        if let Some(new) = new.filter(|new| (*new as usize) < k) {
            new_sizes[new as usize] += 1;
            if let Some(old) = old {
                both[new as usize][*old as usize] += 1;
            }
        }
    }
    let same = |(new, overlaps): (usize, &Vec<u64>)| {
        let (old, shared) = overlaps.iter().enumerate().max_by_key(|(old, shared)| (**shared, Reverse(*old)))?;
        let either = new_sizes[new] + old_sizes[old] - shared;
        (*shared > 0 && *shared as f64 >= SAME * either as f64).then_some(old as u32)
    };
    both.iter().enumerate().map(same).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn labels(text: &str) -> Vec<Option<u32>> {
        text.chars().map(|c| c.to_digit(10)).collect()
    }

    #[test]
    fn the_same_segments_under_other_numbers_keep_their_colours() {
        assert_eq!(match_colours(&labels("000112"), &[0, 1, 2], &labels("222001"), 3), [1, 2, 0]);
    }

    #[test]
    fn a_split_segment_leaves_its_colour_to_the_larger_half() {
        assert_eq!(match_colours(&labels("0000011"), &[4, 1], &labels("0001122"), 3), [4, 0, 1]);
    }

    #[test]
    fn a_merged_segment_takes_the_colour_of_the_larger_one() {
        assert_eq!(match_colours(&labels("0011122"), &[0, 1, 2], &labels("0000011"), 2), [1, 2]);
    }

    #[test]
    fn without_overlap_the_lowest_free_slots_are_taken() {
        assert_eq!(match_colours(&[], &[], &labels("001"), 2), [0, 1]);
        assert_eq!(match_colours(&labels("--0"), &[3], &labels("00-"), 2), [0, 1]);
        assert_eq!(match_colours(&labels("01"), &[0, 1], &labels("--"), 0), Vec::<usize>::new());
    }

    #[test]
    fn a_segment_is_the_same_when_four_of_five_stay() {
        assert_eq!(hardly_changed(&labels("0000011"), &labels("0000122"), 3), [Some(0), None, Some(1)]);
        assert_eq!(hardly_changed(&labels("00000111"), &labels("11111000"), 2), [Some(1), Some(0)]);
        assert_eq!(hardly_changed(&labels("000---"), &labels("000000"), 1), [None]);
        assert_eq!(hardly_changed(&[], &labels("0"), 1), [None]);
    }

    #[test]
    fn ties_go_to_the_lowest_labels() {
        assert_eq!(match_colours(&labels("0011"), &[5, 6], &labels("0101"), 2), [5, 6]);
    }
}
