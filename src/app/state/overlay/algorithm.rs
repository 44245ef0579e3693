//! The algorithm dialog: algorithm and parameters, each checked while it is typed.

use strum::EnumCount;

use crate::analysis::{Choice, KChoice};
use crate::app::motion::{Erase, Motion};
use crate::app::state::cycle::beside;
use crate::cluster::{Algorithm, Parameter, Values};

/// A row of the dialog.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    /// The algorithm.
    Algorithm,
    /// A parameter of it.
    Parameter(Parameter),
}

impl Field {
    /// Its title.
    pub fn title(self) -> &'static str {
        match self {
            Self::Algorithm => "algorithm",
            Self::Parameter(parameter) => parameter.row().title,
        }
    }

    /// A hint for the row.
    pub fn help(self) -> &'static str {
        match self {
            Self::Algorithm => "left and right change it",
            Self::Parameter(parameter) => parameter.row().hint,
        }
    }

    /// Whether its value is chosen from a list.
    pub fn is_list(self) -> bool {
        match self {
            Self::Algorithm => true,
            Self::Parameter(parameter) => matches!(parameter.row().values, Values::Names(_)),
        }
    }
}

/// The open dialog.
#[derive(Clone, Debug, PartialEq)]
pub struct Dialog {
    /// The current clustering settings; the dialog changes only some of them.
    base: Choice,
    /// Largest number of segments.
    most: usize,
    /// The current eps, if there is one.
    eps: Option<f64>,
    algorithm: Algorithm,
    /// The text of each parameter; empty for auto.
    texts: [String; Parameter::COUNT],
    /// The row under the cursor.
    pub row: usize,
}

impl Dialog {
    /// The dialog with the current settings. `most` is the largest number of segments; `eps` is that of the segments
    /// shown.
    pub fn new(choice: &Choice, most: usize, eps: Option<f64>) -> Self {
        let mut texts: [String; Parameter::COUNT] = Default::default();
        for parameter in Parameter::of_method() {
            texts[parameter as usize] = parameter.text(&choice.method).unwrap_or_default();
        }
        if let KChoice::Fixed(k) = choice.k {
            texts[Parameter::K as usize] = k.to_string();
        }
        Self { base: choice.clone(), most, eps, algorithm: choice.method.algorithm, texts, row: 0 }
    }

    /// The rows of the algorithm.
    pub fn fields(&self) -> Vec<Field> {
        let parameters = self.algorithm.spec().parameters.iter().map(|parameter| Field::Parameter(*parameter));
        std::iter::once(Field::Algorithm).chain(parameters).collect()
    }

    /// The row under the cursor.
    pub fn field(&self) -> Field {
        let fields = self.fields();
        fields[self.row.min(fields.len() - 1)]
    }

    /// The value of a row as text.
    pub fn value(&self, field: Field) -> String {
        match field {
            Field::Algorithm => self.algorithm.title().to_owned(),
            Field::Parameter(parameter) => match self.text(parameter) {
                "" if parameter.row().without.is_some() => "auto".to_owned(),
                text => text.to_owned(),
            },
        }
    }

    /// A sentence about the algorithm.
    pub fn about(&self) -> &'static str {
        self.algorithm.spec().about
    }

    /// The error of a row.
    pub fn error(&self, field: Field) -> Option<String> {
        let Field::Parameter(parameter) = field else { return None };
        let (row, text) = (parameter.row(), self.text(parameter));
        if text.is_empty() && row.without.is_some() {
            return None;
        }
        let most = match row.values {
            Values::Whole { .. } if parameter == Parameter::K => self.most as u64,
            Values::Whole { most, .. } => most,
            Values::Distance | Values::Names(_) => u64::MAX,
        };
        let above = most < u64::MAX && text.parse::<u64>().is_ok_and(|n| n > most);
        let what = match &row.values {
            values if !above && values.check(text).is_ok() => return None,
            values @ Values::Whole { .. } if most < u64::MAX => format!("{values} to {most}"),
            values @ Values::Distance => format!("{values}, in scaled units"),
            values => values.to_string(),
        };
        Some(format!("{}: {what}", row.title))
    }

    /// The settings that `enter` applies; `None` while a row is wrong.
    pub fn choice(&self) -> Option<Choice> {
        if self.fields().iter().any(|&field| self.error(field).is_some()) {
            return None;
        }
        let mut choice = self.base.clone();
        choice.method.algorithm = self.algorithm;
        for &parameter in self.algorithm.spec().parameters {
            let text = Some(self.text(parameter)).filter(|text| !text.is_empty());
            if parameter == Parameter::K {
                choice.k = text.and_then(|text| text.parse().ok()).map_or(KChoice::Auto, KChoice::Fixed);
            }
            parameter.set(&mut choice.method, text);
        }
        Some(choice)
    }

    /// Moves between the rows, or changes the value at the cursor.
    pub fn step(&mut self, motion: Motion) {
        let last = self.fields().len() - 1;
        match motion {
            Motion::Up => self.row = self.row.min(last).saturating_sub(1),
            Motion::Down => self.row = (self.row + 1).min(last),
            Motion::First => self.row = 0,
            Motion::Last => self.row = last,
            Motion::Left => self.change(false),
            Motion::Right => self.change(true),
            _ => {}
        }
    }

    /// The next or previous value.
    fn change(&mut self, forward: bool) {
        let parameter = match self.field() {
            Field::Algorithm => return self.algorithm = beside(self.algorithm, forward),
            Field::Parameter(parameter) => parameter,
        };
        let (row, text) = (parameter.row(), self.text(parameter));
        let is_valid = row.values.check(text).is_ok();
        let next = match row.values {
            Values::Whole { .. } | Values::Names(_) if is_valid => row.values.beside(text, forward),
            // Below the smallest value is only auto; above auto is the smallest value.
            Values::Whole { least, .. } if forward || row.without.is_none() => Some(least.to_string()),
            Values::Distance => {
                let from = if is_valid { text.to_owned() } else { self.eps.unwrap_or(0.5).to_string() };
                row.values.beside(&from, forward)
            }
            Values::Whole { .. } | Values::Names(_) => None,
        };
        if next.is_some() || row.without.is_some() {
            self.texts[parameter as usize] = next.unwrap_or_default();
        }
    }

    /// Writes text into the row at the cursor; it replaces a word such as `auto`.
    pub fn write(&mut self, text: &str) {
        if let Some(value) = self.typed() {
            let fits = |c: &char| c.is_ascii_alphanumeric() || *c == '.' || *c == '-';
            value.extend(text.chars().filter(fits).take(12));
        }
    }

    /// Removes text of the row at the cursor.
    pub fn erase(&mut self, what: Erase) {
        if let Some(text) = self.typed() {
            match what {
                Erase::Before | Erase::After => drop(text.pop()),
                Erase::Word | Erase::Line => text.clear(),
            }
        }
    }

    fn text(&self, parameter: Parameter) -> &str {
        &self.texts[parameter as usize]
    }

    /// The text of the row at the cursor; `None` if its value is chosen from a list.
    fn typed(&mut self) -> Option<&mut String> {
        match self.field() {
            Field::Parameter(parameter) if !self.field().is_list() => Some(&mut self.texts[parameter as usize]),
            _ => None,
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::cluster::Linkage;

    fn dialog() -> Dialog {
        Dialog::new(&Choice::default(), 20, Some(0.5))
    }

    #[test]
    fn an_untouched_dialog_changes_nothing() {
        assert_eq!(dialog().choice(), Some(Choice::default()));
    }

    #[test]
    fn rows_follow_the_algorithm() {
        let mut dialog = dialog();
        dialog.step(Motion::Left);
        assert_eq!(dialog.value(Field::Algorithm), "Gaussian mixture");
        dialog.step(Motion::Left);
        assert_eq!(
            dialog.fields(),
            [Field::Algorithm, Field::Parameter(Parameter::K), Field::Parameter(Parameter::Linkage)]
        );
        dialog.step(Motion::Last);
        dialog.step(Motion::Right);
        let choice = dialog.choice().unwrap();
        assert_eq!((choice.method.algorithm, choice.method.linkage), (Algorithm::Hierarchical, Linkage::Average));
    }

    #[test]
    fn numbers_are_checked_as_they_are_typed() {
        let mut dialog = dialog();
        dialog.step(Motion::Down);
        assert_eq!(
            (dialog.field(), dialog.value(Field::Parameter(Parameter::K)).as_str()),
            (Field::Parameter(Parameter::K), "auto")
        );
        dialog.write("2");
        dialog.write("1");
        assert_eq!(dialog.error(Field::Parameter(Parameter::K)).unwrap(), "segments: a whole number from 2 to 20");
        assert_eq!(dialog.choice(), None);
        dialog.erase(Erase::Before);
        assert_eq!(dialog.choice().unwrap().k, KChoice::Fixed(2));
        dialog.step(Motion::Left);
        assert_eq!(dialog.choice().unwrap().k, KChoice::Auto);
        dialog.step(Motion::Right);
        dialog.step(Motion::Right);
        assert_eq!(dialog.choice().unwrap().k, KChoice::Fixed(3));
    }

    #[test]
    fn eps_goes_by_steps_from_the_one_shown() {
        let mut dialog = dialog();
        dialog.step(Motion::Right);
        dialog.step(Motion::Right);
        dialog.step(Motion::Down);
        dialog.step(Motion::Right);
        let wider = dialog.choice().unwrap().method.eps.unwrap();
        assert!(wider > 0.5 && wider < 0.6);
        dialog.erase(Erase::Line);
        dialog.write("x");
        assert!(dialog.error(Field::Parameter(Parameter::Eps)).is_some());
    }
}
