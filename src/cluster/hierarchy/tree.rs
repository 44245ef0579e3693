//! The tree of merges: labels of a cut, the heights of that cut, and its top for a drawing.

use super::chain::Join;

/// Two clusters become one.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Merge {
    /// The cluster with the lower number: leaves come first, then the merges in their order.
    pub a: usize,
    /// The other cluster.
    pub b: usize,
    /// The distance between the two, in units of the scaled space.
    pub height: f64,
    /// Input rows (weights) in the new cluster.
    pub size: u64,
}

/// A dendrogram. Leaves are numbered from 0; merge `i` makes cluster `leaves + i`, as in scipy's linkage matrix.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Tree {
    /// One fewer than leaves, ascending by height.
    pub merges: Vec<Merge>,
    /// Input rows (weights) of each leaf.
    pub sizes: Vec<u64>,
    /// The leaf of each distinct row, where leaves are K-Means centroids; none where each row is a leaf.
    pub groups: Option<Vec<u32>>,
    /// Merges at which another pair was equally near: with ties a data set has more than one tree.
    pub ties: usize,
}

/// The top of a tree as a tree of its own: leaves from left to right, the heavier branch of a merge first.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Top {
    /// From left to right.
    pub leaves: Vec<TopLeaf>,
    /// Ascending by height: merge `i` makes cluster `leaves + i`, `a` is its left branch.
    pub merges: Vec<Merge>,
}

/// A cluster below the top.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TopLeaf {
    /// A distinct row of the cluster. In any cut into no more clusters than the top has leaves, all its rows have one
    /// label.
    pub row: usize,
    /// Input rows (weights) in it.
    pub size: u64,
}

impl Tree {
    /// Sorts and numbers the merges of rows with these weights.
    pub(super) fn new(weights: &[f64], mut joins: Vec<Join>) -> Self {
        let n = weights.len();
        // Stable: at equal heights, merges within a cluster stay before merges of it.
        joins.sort_by(|x, y| x.height.total_cmp(&y.height));
        let sizes: Vec<u64> = weights.iter().map(|&weight| weight as u64).collect();
        let mut tree = Self { merges: Vec::with_capacity(joins.len()), sizes, groups: None, ties: 0 };
        tree.ties = joins.iter().filter(|join| join.tied).count();
        // The cluster that each cluster was merged into; itself until it is merged.
        let mut parent: Vec<usize> = (0..n + joins.len()).collect();
        for (i, join) in joins.iter().enumerate() {
            let (x, y) = (root(&mut parent, join.a), root(&mut parent, join.b));
            (parent[x], parent[y]) = (n + i, n + i);
            let size = tree.size(x) + tree.size(y);
            tree.merges.push(Merge { a: x.min(y), b: x.max(y), height: join.height, size });
        }
        tree
    }

    /// The same tree over groups of rows.
    pub(super) fn over_groups(self, of_rows: Vec<u32>) -> Self {
        Self { groups: Some(of_rows), ..self }
    }

    /// Number of leaves: distinct rows, or K-Means centroids.
    pub fn leaves(&self) -> usize {
        self.sizes.len()
    }

    /// The label (numbered by first leaf) of each distinct row after undoing the last `k` − 1 merges: exactly `k`
    /// clusters, at least one and at most the number of leaves.
    pub fn cut(&self, k: usize) -> Vec<u32> {
        let cluster = self.clusters(self.kept(k));
        let mut number = vec![None; cluster.len()];
        let mut next = 0;
        let mut labels = Vec::with_capacity(self.leaves());
        for &cluster in &cluster[..self.leaves()] {
            labels.push(*number[cluster].get_or_insert_with(|| {
                next += 1;
                next - 1
            }));
        }
        match &self.groups {
            None => labels,
            Some(groups) => groups.iter().map(|&leaf| labels[leaf as usize]).collect(),
        }
    }

    /// The heights at which a horizontal line cuts the tree into `k` clusters: from the first (inclusive) to the second
    /// (exclusive, infinite for one cluster). They are equal where merges tie.
    pub fn height_of(&self, k: usize) -> (f64, f64) {
        let kept = self.kept(k);
        let height = |merge: usize| self.merges.get(merge).map(|merge| merge.height);
        (kept.checked_sub(1).and_then(height).unwrap_or(0.0), height(kept).unwrap_or(f64::INFINITY))
    }

    /// The tree above its cut into `leaves` clusters, for a drawing.
    pub fn top(&self, leaves: usize) -> Top {
        let n = self.leaves();
        let kept = self.kept(leaves);
        let mut row: Vec<Option<usize>> = vec![None; n + kept];
        let cluster = self.clusters(kept);
        let mut meet = |at: usize, leaf: usize| row[cluster[leaf]] = row[cluster[leaf]].or(Some(at));
        match &self.groups {
            None => (0..n).for_each(|leaf| meet(leaf, leaf)),
            Some(groups) => groups.iter().enumerate().for_each(|(at, &leaf)| meet(at, leaf as usize)),
        }

        let mut top = Top::default();
        let shown = n.saturating_sub(kept);
        // The number in the drawing of each cluster that is drawn.
        let mut number = vec![0; n + self.merges.len()];
        number[n + kept..].iter_mut().zip(shown..).for_each(|(number, i)| *number = i);
        let mut pending: Vec<usize> = number.len().checked_sub(1).into_iter().collect();
        while let Some(node) = pending.pop() {
            if node < n + kept {
                number[node] = top.leaves.len();
                top.leaves.push(TopLeaf { row: row[node].unwrap_or(0), size: self.size(node) });
            } else {
                let (left, right) = self.branches(&self.merges[node - n]);
                pending.extend([right, left]);
            }
        }
        let renumbered = |merge: &Merge| {
            let (left, right) = self.branches(merge);
            Merge { a: number[left], b: number[right], ..*merge }
        };
        top.merges = self.merges[kept..].iter().map(renumbered).collect();
        top
    }

    /// Number of merges that a cut into `k` clusters keeps.
    fn kept(&self, k: usize) -> usize {
        (self.merges.len() + 1).saturating_sub(k.max(1))
    }

    /// The largest cluster of each leaf or merge after the first `kept` merges.
    fn clusters(&self, kept: usize) -> Vec<usize> {
        let mut cluster: Vec<usize> = (0..self.leaves() + kept).collect();
        for (i, merge) in self.merges[..kept].iter().enumerate().rev() {
            (cluster[merge.a], cluster[merge.b]) = (cluster[self.leaves() + i], cluster[self.leaves() + i]);
        }
        cluster
    }

    /// The heavier branch of a merge, ties to the lower number, and the lighter.
    fn branches(&self, merge: &Merge) -> (usize, usize) {
        if self.size(merge.b) > self.size(merge.a) { (merge.b, merge.a) } else { (merge.a, merge.b) }
    }

    /// Input rows of a leaf or merge.
    fn size(&self, node: usize) -> u64 {
        self.sizes.get(node).copied().unwrap_or_else(|| self.merges[node - self.sizes.len()].size)
    }
}

/// The root above `node`; shortens the path for the next call.
fn root(parent: &mut [usize], mut node: usize) -> usize {
    while parent[node] != node {
        parent[node] = parent[parent[node]];
        node = parent[node];
    }
    node
}
