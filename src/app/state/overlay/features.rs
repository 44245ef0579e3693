//! The feature picker: presets on top, single features and families of 0/1 columns below.

use std::collections::HashSet;
use std::sync::Arc;

use strum::IntoEnumIterator;

use crate::analysis::{Choice, FeatureStatistics, MOST_FEATURES};
use crate::app::motion::Motion;
use crate::measures::{Features, Offered, Preset};

/// The open feature picker.
#[derive(Clone, Debug, PartialEq)]
pub struct Picker {
    /// Preset names with their features.
    pub presets: Vec<(String, Vec<String>)>,
    /// Features and families to mark, in the order of the feature table.
    pub offered: Vec<Offered>,
    /// Which of [`Picker::offered`] are marked.
    marked: Vec<bool>,
    /// Row of the cursor: presets first, then what is offered.
    pub cursor: usize,
    /// The clustering settings; the scaling can be changed here.
    pub choice: Choice,
    /// The currency of amounts.
    pub currency: Option<String>,
    /// Statistics of what is offered, once they are computed.
    pub statistics: Option<Arc<FeatureStatistics>>,
    /// Share of the variance of each of [`Picker::chosen`].
    pub shares: Vec<Option<f64>>,
    /// Warnings about clustering by [`Picker::chosen`].
    pub warnings: Vec<String>,
}

impl Picker {
    /// The picker with all features, the current ones marked.
    pub fn new(features: &Features, current: &[String], choice: &Choice) -> Self {
        let presets: Vec<_> = if features.has_transactions {
            Preset::iter().map(|p| (p.to_string(), features.preset(p))).collect()
        } else {
            vec![("default".to_owned(), features.defaults().chosen)]
        };
        let mut offered = features.offered();
        // A family with more columns than clustering accepts cannot be chosen.
        offered.retain(|offered| offered.columns.len() <= MOST_FEATURES);
        let is_current = |offered: &Offered| offered.columns.iter().all(|column| current.contains(column));
        // Single columns of a family can be selected on the command line.
        let whole: Vec<&String> = offered.iter().filter(|o| is_current(o)).flat_map(|o| &o.columns).collect();
        let single: Vec<&String> = current.iter().filter(|name| !whole.contains(name)).collect();
        let single = single.into_iter().map(|name| Offered { name: name.clone(), columns: vec![name.clone()] });
        offered.extend(single.collect::<Vec<_>>());
        let marked = offered.iter().map(is_current).collect();
        let cursor = presets.iter().position(|(_, members)| members == current).unwrap_or(presets.len());
        let (shares, warnings) = (Vec::new(), Vec::new());
        let (currency, choice) = (features.currency.clone(), choice.clone());
        Self { presets, offered, marked, cursor, choice, currency, statistics: None, shares, warnings }
    }

    /// How many rows there are.
    pub fn rows(&self) -> usize {
        self.presets.len() + self.offered.len()
    }

    /// Moves the cursor.
    pub fn step(&mut self, motion: Motion, page: usize) {
        self.cursor = motion.within(self.cursor, page, self.rows());
        self.refresh();
    }

    /// Moves the cursor to a row.
    pub fn go(&mut self, row: usize) {
        self.cursor = row;
        self.refresh();
    }

    /// Marks the feature at the cursor or removes its mark; on a preset, marks exactly its features.
    pub fn mark(&mut self) {
        if self.cursor < self.presets.len() {
            self.marked = self.chosen();
        } else if let Some(mark) = self.marked.get_mut(self.cursor - self.presets.len()) {
            *mark = !*mark;
        }
        self.refresh();
    }

    /// The features that `enter` applies: those of the preset at the cursor, otherwise the marked ones.
    pub fn chosen(&self) -> Vec<bool> {
        match self.presets.get(self.cursor) {
            Some((_, members)) => {
                // A table of measurements has thousands of members.
                let members: HashSet<&String> = members.iter().collect();
                self.offered.iter().map(|offered| members.contains(&offered.name)).collect()
            }
            None => self.marked.clone(),
        }
    }

    /// The features that `enter` applies, as text: the preset's name, or the marked ones; `None` if nothing is marked.
    pub fn words(&self) -> Option<Vec<String>> {
        if let Some((name, members)) = self.presets.get(self.cursor) {
            return Some(if name == "default" { members.clone() } else { vec![name.clone()] });
        }
        let marked = self.offered.iter().zip(&self.marked).filter(|(_, marked)| **marked);
        let words: Vec<String> = marked.map(|(offered, _)| offered.name.clone()).collect();
        (!words.is_empty()).then_some(words)
    }

    /// Stores the statistics.
    pub fn describe(&mut self, statistics: Arc<FeatureStatistics>) {
        self.statistics = Some(statistics);
        self.refresh();
    }

    /// Updates shares and warnings to the current choice.
    pub fn refresh(&mut self) {
        if let Some(statistics) = &self.statistics {
            let chosen = self.chosen();
            self.shares = statistics.shares(&chosen);
            self.warnings = statistics.warnings(&chosen);
        }
    }
}
