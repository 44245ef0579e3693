//! Matches segments when K, features or the filter change, so that a segment keeps its colour and its name.

use std::cmp::Reverse;

/// Least Jaccard similarity of two versions of the same segment.
const SAME: f64 = 0.8;

/// The colour slot of each of the `k` next segments.
///
/// `pairs` holds the next label of each previous one, where [`assign`](super::matching::assign) pairs them by the
/// customers they share; `previous_colours` holds the slot of each previous label. A paired segment keeps its colour;
/// the others take the lowest free slots.
pub fn match_colours(pairs: &[Option<usize>], previous_colours: &[usize], k: usize) -> Vec<usize> {
    let mut colours: Vec<Option<usize>> = vec![None; k];
    for (next, slot) in pairs.iter().zip(previous_colours) {
        if let Some(colour) = next.and_then(|next| colours.get_mut(next)) {
            *colour = Some(*slot);
        }
    }
    let taken: Vec<usize> = colours.iter().flatten().copied().collect();
    let mut free = (0..).filter(|slot| !taken.contains(slot));
    colours.into_iter().filter_map(|colour| colour.or_else(|| free.next())).collect()
}

/// The previous segment with nearly the same customers as each of the `k` next ones: their Jaccard similarity is at least
/// `SAME`. `previous` and `next` hold the label of each customer.
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

    #[test]
    fn the_same_segments_under_other_numbers_keep_their_colours() {
        assert_eq!(match_colours(&[Some(2), Some(0), Some(1)], &[0, 1, 2], 3), [1, 2, 0]);
    }

    #[test]
    fn those_left_over_take_the_lowest_free_slots() {
        assert_eq!(match_colours(&[Some(0), Some(2)], &[4, 1], 4), [4, 0, 1, 2]);
        assert_eq!(match_colours(&[None, Some(0), Some(1)], &[0, 1, 2], 2), [1, 2]);
        assert_eq!(match_colours(&[], &[], 2), [0, 1]);
        assert_eq!(match_colours(&[Some(0), Some(1)], &[0, 1], 0), Vec::<usize>::new());
    }

    #[test]
    fn a_segment_is_the_same_when_four_of_five_stay() {
        let labels = |text: &str| text.chars().map(|c| c.to_digit(10)).collect::<Vec<_>>();
        assert_eq!(hardly_changed(&labels("0000011"), &labels("0000122"), 3), [Some(0), None, Some(1)]);
        assert_eq!(hardly_changed(&labels("00000111"), &labels("11111000"), 2), [Some(1), Some(0)]);
        assert_eq!(hardly_changed(&labels("000---"), &labels("000000"), 1), [None]);
        assert_eq!(hardly_changed(&[], &labels("0"), 1), [None]);
    }
}
