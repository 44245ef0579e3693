//! The algorithm dialog: algorithm and parameters, each checked while it is typed.

mod field;

pub use self::field::Field;

use crate::analysis::{Choice, KChoice};
use crate::app::motion::{Erase, Motion};
use crate::app::state::cycle::beside;
use crate::cluster::{Algorithm, Density, Linkage};

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
    linkage: Linkage,
    /// Texts of segments, restarts, seed, eps and min points; empty for auto.
    texts: [String; 5],
    /// The row under the cursor.
    pub row: usize,
}

impl Dialog {
    /// The dialog with the current settings. `most` is the largest number of segments; `eps` is that of the segments
    /// shown.
    pub fn new(choice: &Choice, most: usize, eps: Option<f64>) -> Self {
        let method = &choice.method;
        let k = if let KChoice::Fixed(k) = choice.k { k.to_string() } else { String::new() };
        let given = |value: Option<String>| value.unwrap_or_default();
        Self {
            base: choice.clone(),
            most,
            eps,
            algorithm: method.algorithm,
            linkage: method.linkage,
            texts: [
                k,
                method.restarts.to_string(),
                method.seed.to_string(),
                given(method.eps.map(|eps| eps.to_string())),
                given(method.min_points.map(|n| n.to_string())),
            ],
            row: 0,
        }
    }

    /// The rows of the algorithm.
    pub fn fields(&self) -> Vec<Field> {
        let parameters = self.algorithm.spec().parameters.iter().map(|parameter| Field::from(*parameter));
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
            Field::Linkage => self.linkage.to_string(),
            field => match self.text(field) {
                "" if field.may_be_auto() => "auto".to_owned(),
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
        let text = self.text(field);
        if text.is_empty() && field.may_be_auto() {
            return None;
        }
        let whole = |least: u64, most: u64| {
            let fits = text.parse::<u64>().is_ok_and(|n| (least..=most).contains(&n));
            (!fits).then(|| match most {
                u64::MAX => format!("{}: a whole number from {least}", field.title()),
                most => format!("{}: a whole number from {least} to {most}", field.title()),
            })
        };
        match field {
            Field::Algorithm | Field::Linkage => None,
            Field::K => whole(2, self.most as u64),
            Field::Restarts => whole(1, 1000),
            Field::Seed => whole(0, u64::MAX),
            Field::MinPoints => whole(1, u64::from(u32::MAX)),
            Field::Eps => {
                let fits = text.parse::<f64>().is_ok_and(|eps| eps > 0.0 && eps.is_finite());
                (!fits).then(|| "eps: a number above 0, in scaled units".to_owned())
            }
        }
    }

    /// The settings that `enter` applies; `None` while a row is wrong.
    pub fn choice(&self) -> Option<Choice> {
        if self.fields().iter().any(|&field| self.error(field).is_some()) {
            return None;
        }
        let mut choice = self.base.clone();
        choice.method.algorithm = self.algorithm;
        choice.method.linkage = self.linkage;
        for field in self.fields() {
            let text = self.text(field);
            match field {
                Field::Algorithm | Field::Linkage => {}
                Field::K => choice.k = text.parse().map_or(KChoice::Auto, KChoice::Fixed),
                Field::Restarts => choice.method.restarts = text.parse().ok()?,
                Field::Seed => choice.method.seed = text.parse().ok()?,
                Field::Eps => choice.method.eps = text.parse().ok(),
                Field::MinPoints => choice.method.min_points = text.parse().ok(),
            }
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
        match self.field() {
            Field::Algorithm => self.algorithm = beside(self.algorithm, forward),
            Field::Linkage => self.linkage = beside(self.linkage, forward),
            Field::Eps => {
                let eps = self.text(Field::Eps).parse().ok().or(self.eps).unwrap_or(0.5);
                *self.text_mut(Field::Eps) = Density::eps_step(eps, forward).to_string();
            }
            field => {
                let least = if field == Field::K { 2 } else { u64::from(field != Field::Seed) };
                let number = match self.text(field).parse::<u64>() {
                    Ok(n) if forward => n.saturating_add(1),
                    Ok(n) if n > least => n - 1,
                    // Below the smallest value is only auto.
                    Ok(_) if field.may_be_auto() => return self.text_mut(field).clear(),
                    Err(_) if forward || !field.may_be_auto() => least,
                    _ => return,
                };
                *self.text_mut(field) = number.to_string();
            }
        }
    }

    /// Writes text into the row at the cursor; it replaces a word such as `auto`.
    pub fn write(&mut self, text: &str) {
        let field = self.field();
        if !matches!(field, Field::Algorithm | Field::Linkage) {
            let fits = |c: &char| c.is_ascii_alphanumeric() || *c == '.' || *c == '-';
            self.text_mut(field).extend(text.chars().filter(fits).take(12));
        }
    }

    /// Removes text of the row at the cursor.
    pub fn erase(&mut self, what: Erase) {
        let field = self.field();
        if matches!(field, Field::Algorithm | Field::Linkage) {
            return;
        }
        let text = self.text_mut(field);
        match what {
            Erase::Before | Erase::After => drop(text.pop()),
            Erase::Word | Erase::Line => text.clear(),
        }
    }

    fn text(&self, field: Field) -> &str {
        field.text().map_or("", |at| self.texts[at].as_str())
    }

    /// The text of a row. Rows with a list of values share the last text, which they never change.
    fn text_mut(&mut self, field: Field) -> &mut String {
        &mut self.texts[field.text().unwrap_or(4)]
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

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
        assert_eq!(dialog.fields(), [Field::Algorithm, Field::K, Field::Linkage]);
        dialog.step(Motion::Last);
        dialog.step(Motion::Right);
        let choice = dialog.choice().unwrap();
        assert_eq!((choice.method.algorithm, choice.method.linkage), (Algorithm::Hierarchical, Linkage::Average));
    }

    #[test]
    fn numbers_are_checked_as_they_are_typed() {
        let mut dialog = dialog();
        dialog.step(Motion::Down);
        assert_eq!((dialog.field(), dialog.value(Field::K).as_str()), (Field::K, "auto"));
        dialog.write("2");
        dialog.write("1");
        assert_eq!(dialog.error(Field::K).unwrap(), "segments: a whole number from 2 to 20");
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
        assert!(dialog.error(Field::Eps).is_some());
    }
}
