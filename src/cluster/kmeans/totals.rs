//! Running sums of clusters while rows move.

/// Per cluster: the weighted sum of its rows, their weight and their number.
pub(super) struct Totals {
    sums: Vec<f64>,
    weights: Vec<f64>,
    rows: Vec<usize>,
    dimension: usize,
}

impl Totals {
    /// `k` clusters without rows.
    pub fn new(k: usize, dimension: usize) -> Self {
        let sums = vec![0.0; k * dimension];
        Self { sums, weights: vec![0.0; k], rows: vec![0; k], dimension }
    }

    /// Removes all rows.
    pub fn clear(&mut self) {
        self.sums.fill(0.0);
        self.weights.fill(0.0);
        self.rows.fill(0);
    }

    /// Adds a row.
    pub fn add(&mut self, cluster: usize, row: &[f64], weight: f64) {
        self.rows[cluster] += 1;
        self.shift(cluster, row, weight);
    }

    /// Moves a row.
    pub fn transfer(&mut self, from: usize, to: usize, row: &[f64], weight: f64) {
        self.rows[from] -= 1;
        self.shift(from, row, -weight);
        self.add(to, row, weight);
    }

    /// Number of rows of a cluster.
    pub fn rows(&self, cluster: usize) -> usize {
        self.rows[cluster]
    }

    /// A cluster without rows.
    pub fn empty(&self) -> Option<usize> {
        self.rows.iter().position(|&rows| rows == 0)
    }

    /// The weighted mean of the rows of a cluster; none without rows.
    pub fn mean(&self, cluster: usize) -> Option<impl Iterator<Item = f64>> {
        let sums = &self.sums[cluster * self.dimension..(cluster + 1) * self.dimension];
        (self.rows[cluster] > 0).then(|| sums.iter().map(move |sum| sum / self.weights[cluster]))
    }

    fn shift(&mut self, cluster: usize, row: &[f64], weight: f64) {
        self.weights[cluster] += weight;
        for (sum, x) in self.sums[cluster * self.dimension..].iter_mut().zip(row) {
            *sum += weight * x;
        }
    }
}
