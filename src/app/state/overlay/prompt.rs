//! The filter field: one line of text with completions.

use crate::app::motion::{Erase, Motion};
use crate::data::filter::{Completion, Filter, FilterError, Vocabulary, complete};

/// The open filter field.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Prompt {
    /// The text.
    pub text: String,
    /// The cursor, in bytes; always between two characters.
    pub cursor: usize,
    /// The index of the selected completion.
    pub choice: usize,
    /// How many lines back in the history the text is; 0 for a new one.
    past: usize,
    /// The error of the filter.
    pub error: Option<FilterError>,
    /// Whether the filter is being applied.
    pub applying: bool,
}

impl Prompt {
    /// The current filter, ready to be edited.
    pub fn new(filter: &Filter) -> Self {
        let mut text = filter.to_string();
        if !text.is_empty() {
            text.push(' ');
        }
        Self { cursor: text.len(), text, ..Self::default() }
    }

    /// A line with this text.
    pub fn with(text: &str) -> Self {
        Self { cursor: text.len(), text: text.to_owned(), ..Self::default() }
    }

    /// The completions at the cursor.
    pub fn completion(&self, vocabulary: &Vocabulary) -> Completion {
        complete(&self.text, self.cursor, vocabulary)
    }

    /// Writes text at the cursor, without the control characters that a paste may hold.
    pub fn write(&mut self, text: &str) {
        let text: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
        self.text.insert_str(self.cursor, &text);
        self.cursor += text.len();
        self.touched();
    }

    /// Accepts the selected completion.
    pub fn complete(&mut self, vocabulary: &Vocabulary) {
        let Completion { replace, candidates, .. } = self.completion(vocabulary);
        let Some(chosen) = candidates.get(self.choice).or(candidates.last()) else {
            return;
        };
        self.text.replace_range(replace.clone(), chosen);
        self.cursor = replace.start + chosen.len();
        self.touched();
    }

    /// Removes the text between the cursor and the position that `to` gives.
    pub fn erase(&mut self, to: impl FnOnce(&Self) -> usize) {
        let other = to(self);
        let (start, end) = (self.cursor.min(other), self.cursor.max(other));
        self.text.replace_range(start..end, "");
        self.cursor = start;
        self.touched();
    }

    /// Removes text before or after the cursor.
    pub fn remove(&mut self, what: Erase) {
        match what {
            Erase::Before => self.erase(Self::left),
            Erase::After => self.erase(Self::right),
            Erase::Word => self.erase(Self::word_start),
            Erase::Line => self.erase(|_| 0),
        }
    }

    /// Moves the cursor within the text.
    pub fn step(&mut self, motion: Motion) {
        match motion {
            Motion::Left => self.move_to(self.left()),
            Motion::Right => self.move_to(self.right()),
            Motion::First => self.move_to(0),
            Motion::Last => self.move_to(self.text.len()),
            _ => {}
        }
    }

    /// Selects the previous or next of the rows below the text, or moves the cursor within it.
    pub fn choose(&mut self, motion: Motion, rows: usize) {
        match motion {
            Motion::Up => self.choice = self.choice.saturating_sub(1),
            Motion::Down => self.choice = (self.choice + 1).min(rows.saturating_sub(1)),
            _ => self.step(motion),
        }
    }

    /// Recalls lines that were typed before: up from the first row goes to older ones, down to newer ones. Returns whether
    /// the motion did that.
    pub fn recall(&mut self, motion: Motion, lines: &[String]) -> bool {
        let past = match motion {
            Motion::Up if self.choice == 0 => (self.past + 1).min(lines.len()),
            Motion::Down if self.past > 0 => self.past - 1,
            _ => return false,
        };
        if past != self.past {
            let line = lines.len().checked_sub(past).and_then(|at| lines.get(at));
            *self = Self { past, ..Self::with(line.map_or("", String::as_str)) };
        }
        true
    }

    /// Moves the cursor. The completions depend on its position.
    pub fn move_to(&mut self, at: usize) {
        (self.cursor, self.choice) = (at, 0);
    }

    /// The position before the previous character.
    pub fn left(&self) -> usize {
        self.text[..self.cursor].char_indices().next_back().map_or(0, |(at, _)| at)
    }

    /// The position after the next character.
    pub fn right(&self) -> usize {
        self.text[self.cursor..].chars().next().map_or(self.cursor, |c| self.cursor + c.len_utf8())
    }

    /// The start of the previous word.
    pub fn word_start(&self) -> usize {
        let before = self.text[..self.cursor].trim_end();
        before.char_indices().rev().find(|(_, c)| c.is_whitespace()).map_or(0, |(at, c)| at + c.len_utf8())
    }

    fn touched(&mut self) {
        (self.choice, self.past, self.error, self.applying) = (0, 0, None, false);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_edited_by_characters() {
        let mut prompt = Prompt::default();
        prompt.write("city:Málaga\u{1b}[2J");
        assert_eq!(prompt.text, "city:Málaga [2J");
        prompt.erase(Prompt::word_start);
        prompt.erase(Prompt::left);
        assert_eq!(prompt.text, "city:Málaga");
        prompt.cursor = prompt.left();
        prompt.erase(Prompt::right);
        prompt.erase(|_| 0);
        assert_eq!((prompt.text.as_str(), prompt.cursor), ("", 0));
        prompt.erase(Prompt::left);
        prompt.erase(Prompt::word_start);
        assert_eq!(prompt.text, "");
    }

    #[test]
    fn lines_come_back_from_above_the_first_row() {
        let lines = ["city:Cairo".to_owned(), "age>3".to_owned()];
        let mut prompt = Prompt::with("ag");
        prompt.choice = 1;
        assert!(!prompt.recall(Motion::Up, &lines), "there is a row above");
        prompt.choice = 0;
        assert!(!prompt.recall(Motion::Down, &lines));
        let mut texts = |motion| {
            prompt.recall(motion, &lines);
            (prompt.text.clone(), prompt.cursor)
        };
        assert_eq!(texts(Motion::Up), ("age>3".to_owned(), 5));
        assert_eq!(texts(Motion::Up), ("city:Cairo".to_owned(), 10));
        assert_eq!(texts(Motion::Up).0, "city:Cairo");
        assert_eq!(texts(Motion::Down).0, "age>3");
        assert_eq!(texts(Motion::Down).0, "");
        prompt.write("x");
        assert!(!prompt.recall(Motion::Down, &lines), "a new line has none after it");
    }

    #[test]
    fn completions_replace_what_is_typed() {
        let vocabulary = Vocabulary { cities: vec!["Cairo".into(), "Port Said".into()], ..Vocabulary::default() };
        let mut prompt = Prompt::default();
        prompt.write("ci");
        prompt.complete(&vocabulary);
        assert_eq!(prompt.text, "city:");
        prompt.choice = 1;
        prompt.complete(&vocabulary);
        assert_eq!(prompt.text, "city:\"Port Said\"");
    }
}
