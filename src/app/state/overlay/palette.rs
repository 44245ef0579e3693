//! The palette: whatever can be done or gone to, found by typing.

use strum::{EnumIter, IntoEnumIterator};

use super::prompt::Prompt;

/// The open palette.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Palette {
    /// What is typed; its choice is the selected entry.
    pub prompt: Prompt,
    /// Why the last entry could not be run.
    pub error: Option<String>,
}

impl Palette {
    /// With a line to go on typing.
    pub fn with(text: &str) -> Self {
        Self { prompt: Prompt::with(text), error: None }
    }

    /// The setting that the text begins with, and the value after it; none before there is a blank.
    pub fn setting(&self) -> Option<(Setting, &str)> {
        let (word, value) = self.prompt.text.trim_start().split_once(' ')?;
        Some((Setting::named(word)?, value))
    }
}

/// What takes a value: `k 5`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIter)]
#[allow(missing_docs, reason = "the names say it")]
pub enum Setting {
    K,
    Scale,
    Algorithm,
    Features,
    Seed,
    Filter,
    Time,
    Customer,
    Export,
    View,
    Save,
    Remove,
    Open,
    Command,
}

impl Setting {
    /// The word that it is typed as, and what its value is.
    pub const fn row(self) -> (&'static str, &'static str) {
        match self {
            Self::K => ("k", "number of segments, or auto"),
            Self::Scale => ("scale", "scaling of the features"),
            Self::Algorithm => ("algorithm", "clustering algorithm"),
            Self::Features => ("features", "a preset, or names separated by commas"),
            Self::Seed => ("seed", "seed of the clustering"),
            Self::Filter => ("filter", "conditions that must all hold"),
            Self::Time => ("time", "length of periods"),
            Self::Customer => ("customer", "open the customer with this id"),
            Self::Export => ("export", "a file: csv json parquet txt md html svg"),
            Self::View => ("view", "go to a saved view"),
            Self::Save => ("save", "save this view under a name"),
            Self::Remove => ("remove", "remove a saved view"),
            Self::Open => ("open", "open another file or folder"),
            Self::Command => ("command", "show the command of the screen: on or off"),
        }
    }

    /// The word that it is typed as.
    pub const fn word(self) -> &'static str {
        self.row().0
    }

    fn named(word: &str) -> Option<Self> {
        Self::iter().find(|setting| setting.word().eq_ignore_ascii_case(word))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_setting_is_its_word_and_a_blank() {
        let of = |text: &str| {
            let palette = Palette::with(text);
            palette.setting().map(|(setting, value)| (setting, value.to_owned()))
        };
        assert_eq!(of("k 5"), Some((Setting::K, "5".to_owned())));
        assert_eq!(of(" K "), Some((Setting::K, String::new())));
        assert_eq!(of("filter city:Cairo age>3"), Some((Setting::Filter, "city:Cairo age>3".to_owned())));
        assert_eq!(of("k"), None);
        assert_eq!(of("kk 5"), None);
    }
}
