//! Statements of SQL as lines of a text.

use super::text::{clean, width};
use crate::aggregate::sql::Statement;

/// Columns from which longer lines are no easier to read.
const WIDEST: u16 = 120;
/// How much further in a line goes on.
const FURTHER: usize = 4;

/// What a line is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// The name of a statement.
    Name,
    /// A comment.
    Comment,
    /// SQL.
    Sql,
}

/// The columns of the text on a screen.
pub fn columns(screen: u16) -> usize {
    usize::from(WIDEST.min(screen.saturating_sub(8)).max(1))
}

/// What a comment begins with.
const COMMENT: &str = "-- ";

/// The statements, each below its name. A longer line goes on below, further in; the lines of a comment are one text.
pub fn lines(statements: &[Statement], columns: usize) -> Vec<(Part, String)> {
    let mut lines = Vec::new();
    for statement in statements {
        if !lines.is_empty() {
            lines.push((Part::Sql, String::new()));
        }
        lines.push((Part::Name, statement.name.to_owned()));
        for (part, line) in whole(statement.text.trim_end()) {
            let begins = " ".repeat(line.len() - line.trim_start().len());
            let further = if part == Part::Comment { begins + COMMENT } else { begins + &" ".repeat(FURTHER) };
            let further: String = further.chars().take(columns / 2).collect();
            lines.extend(folded(&line, columns, &further).into_iter().map(|line| (part, line)));
        }
    }
    lines
}

/// The lines of a statement, those of a comment as one.
fn whole(text: &str) -> Vec<(Part, String)> {
    let mut lines: Vec<(Part, String)> = Vec::new();
    for line in text.lines().map(clean) {
        let comment = line.trim_start().strip_prefix(COMMENT.trim_end()).map(str::trim_start);
        match (comment, lines.last_mut()) {
            // An empty line of a comment.
            (Some(""), Some((Part::Comment, _))) => {}
            (Some(more), Some((Part::Comment, comment))) => comment.extend([" ", more]),
            (Some(_), _) => lines.push((Part::Comment, line.into_owned())),
            (None, _) => lines.push((Part::Sql, line.into_owned())),
        }
    }
    lines
}

/// A line in pieces of at most this number of columns, cut at blanks where there are any; all but the first begin with `further`.
fn folded(line: &str, columns: usize, further: &str) -> Vec<String> {
    let (mut pieces, mut piece, mut used) = (Vec::new(), String::new(), 0);
    for word in line.split_inclusive(' ') {
        if used + width(word.trim_end()) > columns && !piece.trim().is_empty() {
            pieces.push(std::mem::replace(&mut piece, further.to_owned()));
            used = further.len();
        }
        for letter in word.chars() {
            let letters = width(letter.encode_utf8(&mut [0; 4]));
            if used + letters > columns && letter != ' ' {
                pieces.push(std::mem::replace(&mut piece, further.to_owned()));
                used = further.len();
            }
            piece.push(letter);
            used += letters;
        }
    }
    pieces.push(piece);
    pieces.into_iter().map(|piece| piece.trim_end().to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_line_goes_on_further_in() {
        let text = "-- What\n--\n--it gives.\nSELECT\n  CAST(a AS BIGINT) AS a,\n  longer_than_all_of_it\n";
        let found = lines(&[Statement { name: "active", text: text.to_owned() }], 16);
        let expected = [
            (Part::Name, "active"),
            (Part::Comment, "-- What it"),
            (Part::Comment, "-- gives."),
            (Part::Sql, "SELECT"),
            (Part::Sql, "  CAST(a AS"),
            (Part::Sql, "      BIGINT) AS"),
            (Part::Sql, "      a,"),
            (Part::Sql, "  longer_than_al"),
            (Part::Sql, "      l_of_it"),
        ];
        assert_eq!(found.iter().map(|(part, line)| (*part, line.as_str())).collect::<Vec<_>>(), expected);
    }

    #[test]
    fn nothing_is_lost_and_nothing_is_too_wide() {
        let line = format!(
            "  x IN ({}) AND 名 = '長い名前長い名前長い名前'",
            (0..50).map(|n| n.to_string()).collect::<Vec<_>>().join(", ")
        );
        let bare = |text: &str| text.split_whitespace().collect::<String>();
        for columns in [4, 7, 40, 120] {
            let folded = folded(&line, columns, &" ".repeat((2 + FURTHER).min(columns / 2)));
            assert_eq!(bare(&folded.concat()), bare(&line), "{columns}");
            assert!(folded.iter().all(|piece| width(piece) <= columns), "{columns}: {folded:?}");
        }
    }
}
