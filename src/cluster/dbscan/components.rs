//! Disjoint sets (union-find) that many threads join at once.

use std::sync::atomic::{AtomicU32, Ordering};

/// Disjoint sets of `0..n`. Each element points to a smaller one of its set and the smallest to itself, so the result
/// depends on what was joined and not on the order.
pub(super) struct Components(Vec<AtomicU32>);

impl Components {
    /// Each element alone.
    pub fn new(n: usize) -> Self {
        Self((0..n as u32).map(AtomicU32::new).collect())
    }

    /// The smallest known element of the set. Halves the path to it (path halving).
    pub fn find(&self, mut element: usize) -> usize {
        loop {
            let parent = self.parent(element);
            if parent == element {
                return element;
            }
            let next = self.parent(parent);
            self.0[element].store(next as u32, Ordering::Relaxed);
            element = next;
        }
    }

    /// Joins the sets of two elements.
    pub fn join(&self, a: usize, b: usize) {
        loop {
            let (a, b) = (self.find(a), self.find(b));
            let (low, high) = (a.min(b), a.max(b));
            let link = || self.0[high].compare_exchange(high as u32, low as u32, Ordering::Relaxed, Ordering::Relaxed);
            // Another thread may have joined the higher one to a third set: look again.
            if low == high || link().is_ok() {
                return;
            }
        }
    }

    fn parent(&self, element: usize) -> usize {
        self.0[element].load(Ordering::Relaxed) as usize
    }
}
