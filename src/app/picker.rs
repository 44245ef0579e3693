//! The feature picker: presets on top, single features below.

use strum::IntoEnumIterator;

use crate::measures::{Features, Preset};

/// A list to choose features from.
#[derive(Clone, Debug, PartialEq)]
pub struct Picker {
    /// Preset names with the features each stands for.
    pub presets: Vec<(String, Vec<String>)>,
    /// Single features, in the order of the feature table.
    pub features: Vec<String>,
    /// Which of [`Picker::features`] are marked.
    pub marked: Vec<bool>,
    /// Row of the cursor: presets first, then features.
    pub cursor: usize,
}

impl Picker {
    /// The picker over all features, the current ones marked.
    pub fn new(features: &Features, current: &[String]) -> Self {
        let presets = if features.has_transactions {
            Preset::iter().map(|p| (p.to_string(), features.preset(p))).collect()
        } else {
            vec![("default".to_owned(), features.default_features())]
        };
        let names: Vec<String> = features.columns.iter().map(|c| c.name.clone()).collect();
        let marked = names.iter().map(|n| current.contains(n)).collect();
        let cursor = presets.iter().position(|(_, members)| members == current).unwrap_or(0);
        Self { presets, features: names, marked, cursor }
    }

    /// How many rows there are.
    pub fn rows(&self) -> usize {
        self.presets.len() + self.features.len()
    }

    /// Marks the feature under the cursor or takes its mark away; on a preset, marks just its features.
    pub fn mark(&mut self) {
        if let Some((_, members)) = self.presets.get(self.cursor) {
            self.marked = self.features.iter().map(|f| members.contains(f)).collect();
        } else if let Some(mark) = self.marked.get_mut(self.cursor - self.presets.len()) {
            *mark = !*mark;
        }
    }

    /// What `enter` takes: the preset under the cursor, else the marked features; none when nothing is marked.
    pub fn choice(&self) -> Option<Vec<String>> {
        if let Some((name, members)) = self.presets.get(self.cursor) {
            return Some(if name == "default" { members.clone() } else { vec![name.clone()] });
        }
        let marked: Vec<String> =
            self.features.iter().zip(&self.marked).filter(|(_, m)| **m).map(|(f, _)| f.clone()).collect();
        (!marked.is_empty()).then_some(marked)
    }
}
