//! Colours that follow a segment when K, features or the filter change.

/// The colour slot of each of the `k` next segments.
///
/// `pairs` holds the next label of each previous one, where [`assign`](super::matching::assign) pairs them by the
/// customers they share; `previous_colours` the slot of each previous label. A paired segment keeps the colour; the
/// others take the lowest free slots.
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
}
