//! Answers of a database that hold until its tables are read again.

use std::collections::VecDeque;
use std::sync::Mutex;

use arrow_array::RecordBatch;

/// Most answers; the oldest is dropped first. They are for statements with a few rows.
const MOST: usize = 64;

/// Answers by the text of their statements, which says all that they depend on: a model, a filter, a day.
#[derive(Debug, Default)]
pub struct RememberedAnswers(Mutex<VecDeque<(String, Vec<RecordBatch>)>>);

impl RememberedAnswers {
    /// The answer to a statement that was asked before.
    pub fn find(&self, statement: &str) -> Option<Vec<RecordBatch>> {
        let answers = self.0.lock().ok()?;
        answers.iter().find(|(text, _)| text == statement).map(|(_, rows)| rows.clone())
    }

    /// Remembers an answer.
    pub fn add(&self, statement: &str, rows: &[RecordBatch]) {
        let Ok(mut answers) = self.0.lock() else { return };
        if answers.len() == MOST {
            answers.pop_front();
        }
        answers.push_back((statement.to_owned(), rows.to_vec()));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_oldest_answer_is_dropped() {
        let answers = RememberedAnswers::default();
        for number in 0..=MOST {
            answers.add(&number.to_string(), &[]);
        }
        assert_eq!(answers.find("0"), None);
        assert_eq!(answers.find("1"), Some(Vec::new()));
    }
}
