//! Protection of CSV cells that a spreadsheet would run as formulas.

use std::borrow::Cow;

/// The cell, after an apostrophe if it starts like a formula. Numbers are not changed.
///
/// Formulas start with `=`, `+`, `-` or `@`, also in full width, which some spreadsheets read the same way; a tab or a
/// line break before one is skipped (OWASP, CSV injection).
pub(super) fn cell(text: &str) -> Cow<'_, str> {
    let runs = |first: char| "=+-@\t\r\n＝＋－＠".contains(first);
    if text.starts_with(runs) && !is_number(text) { Cow::Owned(format!("'{text}")) } else { Cow::Borrowed(text) }
}

/// Digits with a sign, a point and an exponent only: not `inf`, which is a name in a formula.
fn is_number(text: &str) -> bool {
    text.parse::<f64>().is_ok() && text.bytes().all(|byte| byte.is_ascii_digit() || b"+-.eE".contains(&byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_would_run_is_text() {
        for text in [
            "=1+1",
            "+cmd|' /C calc'!A0",
            "-2+3",
            "@SUM(A1)",
            "\t=1",
            "\r=1",
            "\n=1",
            "＝1",
            "＋1",
            "－1",
            "＠a",
            "-inf",
            "-",
            "+",
            "--1",
            "-1-1",
            "+49 30 1234",
        ] {
            assert_eq!(cell(text), format!("'{text}"));
        }
        for text in ["-4.5", "+3", "-1e-7", "0", "", "Cairo", "a=b", "'=1", "(none)", "東京"] {
            assert_eq!(cell(text), text);
        }
    }
}
