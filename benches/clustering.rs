//! How long clustering takes at 10,000, 100,000 and a million customers: `cargo bench --bench clustering`.
//! With `SEGSCOPE_BENCH_DUMP` naming a folder it writes the matrices there instead, as `compare.py` needs them.

use std::io::Write;
use std::path::Path;
use std::sync::OnceLock;

use divan::{Bencher, black_box};
use rand::{Rng, SeedableRng};
use rand_xoshiro::Xoshiro256Plus;
use segscope::cluster::{self, Algorithm, Clustering, InputColumn, Matrix, Method, Scaling};
use segscope::progress::Progress;

const SIZES: [usize; 3] = [10_000, 100_000, 1_000_000];

fn main() {
    match std::env::var_os("SEGSCOPE_BENCH_DUMP") {
        Some(folder) => SIZES.into_iter().try_for_each(|n| dump(n, folder.as_ref())).expect("a folder to write to"),
        None => divan::main(),
    }
}

/// Transactions, share burnt and days since the last one of four loose groups of customers, a row each. A million of
/// them make some 113,000 distinct rows; a hundred thousand 35,000, ten thousand 7,200.
fn customers(n: usize) -> [Vec<f64>; 3] {
    let mut rng = Xoshiro256Plus::seed_from_u64(42);
    let mut columns = [(); 3].map(|()| Vec::with_capacity(n));
    for _ in 0..n {
        let groups = [(3.0, 0.3, 200.0), (6.0, 0.6, 90.0), (12.0, 0.5, 40.0), (4.0, 0.8, 300.0)];
        let (mean, rate, days) = groups[rng.gen_range(0..4)];
        let mut exponential = |mean: f64| (-mean * (1.0 - rng.gen_range(0.0..1.0_f64)).ln()).floor();
        let (count, recency) = (exponential(mean) + 1.0, exponential(days));
        let burnt = (0..count as usize).filter(|_| rng.gen_bool(rate)).count() as f64;
        for (column, value) in columns.iter_mut().zip([count, burnt / count, recency]) {
            column.push(value);
        }
    }
    columns
}

/// The matrix of `n` customers, standardised.
fn matrix(n: usize) -> &'static Matrix {
    static MATRICES: [OnceLock<Matrix>; 3] = [OnceLock::new(), OnceLock::new(), OnceLock::new()];
    let size = SIZES.iter().position(|&size| size == n).expect("one of the sizes");
    MATRICES[size].get_or_init(|| {
        let columns = customers(n);
        let names = ["transaction_count", "burnt_ratio", "recency_days"];
        let columns: Vec<InputColumn<'_>> =
            names.iter().zip(&columns).map(|(name, values)| InputColumn { name, values }).collect();
        Matrix::new(&columns, &vec![true; n], Scaling::Zscore, None).expect("columns that vary")
    })
}

/// Writes `<n>.csv`: on the first line the eps and min points that DBSCAN chooses and the number of distinct rows, then
/// the scaled values of every customer.
fn dump(n: usize, folder: &Path) -> std::io::Result<()> {
    let matrix = matrix(n);
    let found = fit(matrix, Algorithm::Dbscan, 1);
    let density = found.density().expect("a density");
    let mut file = std::io::BufWriter::new(std::fs::File::create(folder.join(format!("{n}.csv")))?);
    writeln!(file, "{},{},{}", density.eps, density.min_points, matrix.distinct())?;
    for row in matrix.row_of.iter().flatten() {
        let row = matrix.scaled.row(*row as usize);
        writeln!(file, "{},{},{}", row[0], row[1], row[2])?;
    }
    file.flush()
}

fn fit(matrix: &Matrix, algorithm: Algorithm, k: usize) -> Clustering {
    let params = Method { algorithm, ..Method::default() }.params(k).expect("parameters in range");
    cluster::fit(matrix, &params, &Progress::new()).expect("a clustering")
}

fn sweep(matrix: &Matrix, algorithm: Algorithm) -> cluster::Sweep {
    let method = Method { algorithm, ..Method::default() };
    cluster::sweep(matrix, &method, 10, &Progress::new(), |_| ()).expect("a sweep")
}

/// Merging equal rows and scaling: what precedes everything else.
#[divan::bench(args = SIZES, sample_count = 3)]
fn distinct(bencher: Bencher<'_, '_>, n: usize) {
    let columns = customers(n);
    let columns = [0, 1, 2].map(|j| InputColumn { name: "f", values: &columns[j] });
    bencher.bench_local(|| Matrix::new(black_box(&columns), &vec![true; n], Scaling::Zscore, None));
}

/// K = 2..=10 with ten restarts each, and the silhouette and other scores of each.
#[divan::bench(args = SIZES, sample_count = 3, sample_size = 1)]
fn kmeans_sweep(n: usize) -> cluster::Sweep {
    sweep(matrix(n), Algorithm::KMeans)
}

/// One clustering into five, of one restart, with its scores: nearly all of it the silhouette.
#[divan::bench(args = SIZES, sample_count = 3, sample_size = 1)]
fn silhouette(n: usize) -> Clustering {
    let params = Method { restarts: 1, ..Method::default() }.params(5).expect("parameters in range");
    cluster::fit(matrix(n), &params, &Progress::new()).expect("a clustering")
}

/// With the eps of the knee; scores included.
#[divan::bench(args = SIZES, sample_count = 3, sample_size = 1)]
fn dbscan(n: usize) -> Clustering {
    fit(matrix(n), Algorithm::Dbscan, 1)
}

/// Tree and cut into five; of K-Means groups above 10,000 distinct rows. Scores included.
#[divan::bench(args = SIZES, sample_count = 3, sample_size = 1)]
fn ward(n: usize) -> Clustering {
    fit(matrix(n), Algorithm::Hierarchical, 5)
}

/// K = 2..=10 with ten restarts each.
#[divan::bench(args = [SIZES[0]], sample_count = 3, sample_size = 1)]
fn mixture_sweep(n: usize) -> cluster::Sweep {
    sweep(matrix(n), Algorithm::Gmm)
}
