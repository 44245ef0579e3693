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
                "A single population with the same distributions and correlations"
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_verdict_that_needs_a_reason_has_one() {
        let test = |p_single, p_uniform| Some(Structure { p_single, p_uniform });
        let said = |verdict, structure, gap| why(verdict, structure, gap).unwrap_or_default();
        assert!(said(Verdict::None, test(0.34, 0.02), None).starts_with("A single population"));
        assert!(said(Verdict::None, test(0.02, 0.34), Some(1)).contains("Uniform noise often looks as structured"));
        assert!(said(Verdict::None, test(0.02, 0.34), Some(1)).contains("(p = 0.34)"));
        assert!(said(Verdict::None, test(0.02, 0.02), Some(3)).contains("0.25 or less"));
        assert!(said(Verdict::Weak, test(0.02, 0.02), Some(1)).contains("stops at 1"));
        // Nothing to explain, or nothing known.
        assert_eq!(why(Verdict::Strong, test(0.02, 0.02), Some(4)), None);
        assert_eq!(why(Verdict::Weak, None, Some(1)), None);
        assert_eq!(why(Verdict::Pending, test(0.02, 0.02), Some(1)), None);
    }
}
