//! Proposed file names for exports.

/// Longest stem of a proposed name.
const LONGEST: usize = 40;

/// The name of the data without folders and endings.
pub fn stem(path: &str) -> String {
    let name = path.trim_end_matches(['/', '\\']).rsplit(['/', '\\']).next().unwrap_or_default();
    let name = name.split_once('.').map_or(name, |(stem, _)| stem);
    let stem = plain(name);
    if stem.is_empty() { "segscope".to_owned() } else { stem }
}

/// Letters, digits, `-` and `_`; any run of other characters becomes one `-`. The input may contain anything.
pub fn plain(name: &str) -> String {
    let mut text = String::new();
    for letter in name.chars().take(LONGEST) {
        match letter {
            letter if letter.is_alphanumeric() || letter == '_' => text.extend(letter.to_lowercase()),
            _ if text.ends_with('-') || text.is_empty() => {}
            _ => text.push('-'),
        }
    }
    text.trim_end_matches('-').to_owned()
}
