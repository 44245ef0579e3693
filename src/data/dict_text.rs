//! Fields in the text of a cell: an object of JSON, or a printed Python dictionary: `{'amount': 0.5, 'offer id': 'x'}`.

/// The fields of such text, each with its value as written, up to the first part that is no field.
pub fn fields(text: &str) -> impl Iterator<Item = (&str, &str)> {
    let text = text.trim();
    let mut rest = text.strip_prefix('{').and_then(|text| text.strip_suffix('}')).unwrap_or_default();
    std::iter::from_fn(move || {
        rest = rest.trim_start_matches([' ', ',']);
        let (name, after) = quoted(rest)?;
        let after = after.trim_start().strip_prefix(':')?.trim_start();
        let (value, after) = quoted(after).unwrap_or_else(|| after.split_at(end(after)));
        rest = after;
        Some((name, value.trim()))
    })
}

/// The value of a field.
pub fn field<'t>(text: &'t str, name: &str) -> Option<&'t str> {
    fields(text).find(|(own, _)| *own == name).map(|(_, value)| value)
}

/// What is within the quotes at the start of a text, and what is after them.
fn quoted(text: &str) -> Option<(&str, &str)> {
    let mark = text.chars().next().filter(|c| matches!(c, '\'' | '"'))?;
    let mut is_escaped = false;
    let inside = &text[1..];
    let end = inside.find(|c| {
        let ends = c == mark && !is_escaped;
        is_escaped = c == '\\' && !is_escaped;
        ends
    })?;
    Some((&inside[..end], &inside[end + 1..]))
}

/// Where a value without quotes ends: at the comma that is in no brackets.
fn end(text: &str) -> usize {
    let (mut depth, mut mark) = (0_usize, None);
    let ends = text.char_indices().find(|(_, c)| {
        match (mark, c) {
            (Some(open), c) if open == *c => mark = None,
            (None, '\'' | '"') => mark = Some(*c),
            (None, '{' | '[' | '(') => depth += 1,
            (None, '}' | ']' | ')') => depth = depth.saturating_sub(1),
            _ => {}
        }
        mark.is_none() && depth == 0 && *c == ','
    });
    ends.map_or(text.len(), |(at, _)| at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_have_their_values_as_written() {
        let all = |text: &'static str| fields(text).collect::<Vec<_>>();
        assert_eq!(all("{'offer id': '9b', 'reward': 2}"), [("offer id", "9b"), ("reward", "2")]);
        assert_eq!(all(r#" {"a":{"b":[1,2]},"c":"x, y" } "#), [("a", r#"{"b":[1,2]}"#), ("c", "x, y")]);
        assert_eq!(all(r#"{"it": "say \"a\"", 'none': None}"#), [("it", r#"say \"a\""#), ("none", "None")]);
        assert_eq!(all("{'é': '🙂'}"), [("é", "🙂")]);
        for text in ["{}", "", "{", "{a: 1}", "plain", "{'a'}", "{'a", "{'a':"] {
            assert!(all(text).iter().all(|(_, value)| value.is_empty()), "{text}");
        }
        assert_eq!(field("{'amount': 0.5}", "amount"), Some("0.5"));
        assert_eq!(field("{'amount': 0.5}", "reward"), None);
    }
}
