//! What decides whether customers fall into segments, in sentences.

use super::text::number;
use crate::cluster::{Structure, Verdict};

/// Why there is no structure, or why there is some although the gap statistic chooses one cluster; none where there is
/// nothing to explain.
pub fn why(verdict: Verdict, structure: Option<Structure>, gap: Option<usize>) -> Option<String> {
    let structure = structure?;
    match (verdict, gap) {
        (Verdict::Pending, _) => None,
        (Verdict::None, _) if structure.is_clear() => Some(
            "Data without segments look less structured, but the silhouette is 0.25 or less: the segments overlap."
                .to_owned(),
        ),
        (Verdict::None, _) => {
            let alike = if structure.p_single >= structure.p_uniform {
                "A single population with the same margins and dependence"
            } else {
                "Uniform noise"
            };
            Some(format!("{alike} often looks as structured as these customers (p = {}).", p(structure)))
        }
        (_, Some(1)) => Some(format!(
            "The gap rule stops at 1 because Gap(2) is no higher than Gap(1): it is cautious where segments overlap or \
             differ in size. Data without segments rarely look as structured as these customers (p = {}).",
            p(structure)
        )),
        _ => None,
    }
}

/// The larger of the two p-values, with two decimals.
pub fn p(structure: Structure) -> String {
    number(structure.p(), 2)
}
