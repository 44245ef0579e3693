//! What a Rust source imports: the paths of its `use` lines and the paths that stand in its code. A reader of tokens, no
//! more: macros are not expanded and modules within a file are not followed.

/// A path that a source names.
#[derive(Clone, Debug, PartialEq)]
pub struct Import {
    /// Its words: `["crate", "data", "Facts"]`.
    pub path: Vec<String>,
    /// What the file calls it: the last word, or what follows `as`. None where the path is not imported but written out.
    pub name: Option<String>,
    /// Whether it is a `pub use`: passed on, not used.
    pub passed_on: bool,
}

/// Every path that a source names.
pub fn imports(source: &str) -> Vec<Import> {
    let tokens = tokens(source);
    let mut found = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let next = tokens.get(at + 1).map(String::as_str);
        if tokens[at] == "use" && next != Some("<") {
            let passed_on = at > 0 && (tokens[at - 1] == "pub" || tokens[at - 1] == ")");
            at += 1;
            tree(&tokens, &mut at, &[], passed_on, &mut found);
        } else if is_word(&tokens[at]) && next == Some("::") {
            let mut path = vec![tokens[at].clone()];
            while tokens.get(at + 1).is_some_and(|t| t == "::") && tokens.get(at + 2).is_some_and(|t| is_word(t)) {
                path.push(tokens[at + 2].clone());
                at += 2;
            }
            found.push(Import { path, name: None, passed_on: false });
        }
        at += 1;
    }
    found
}

/// Reads one tree of a `use` below `prefix`, up to what ends it: `a::b`, `a::{b, c as d}`, `a::*`.
fn tree(tokens: &[String], at: &mut usize, prefix: &[String], passed_on: bool, found: &mut Vec<Import>) {
    let mut path = prefix.to_vec();
    let mut name = None;
    while let Some(token) = tokens.get(*at) {
        match token.as_str() {
            "{" => {
                while tokens.get(*at).is_some_and(|token| token != "}") {
                    *at += 1;
                    tree(tokens, at, &path, passed_on, found);
                }
                *at += 1;
                return;
            }
            "}" | "," | ";" => break,
            "as" => {
                name = tokens.get(*at + 1).cloned();
                *at += 1;
            }
            "self" if !path.is_empty() => {}
            word if is_word(word) || word == "*" => path.push(token.clone()),
            _ => {}
        }
        *at += 1;
    }
    if path.len() > prefix.len() || (tokens[*at - 1] == "self" && !path.is_empty()) {
        found.push(Import { name: name.or_else(|| path.last().cloned()), path, passed_on });
    }
}

fn is_word(token: &str) -> bool {
    token.starts_with(|c: char| c.is_alphabetic() || c == '_')
}

/// Words, `::` and single other characters, without comments and without what is quoted.
fn tokens(source: &str) -> Vec<String> {
    let mut tokens = Vec::new();
    let mut rest = source;
    while let Some(first) = rest.chars().next() {
        let word = rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len());
        let raw = rest.strip_prefix("br").or(rest.strip_prefix('r')).map(|after| after.trim_start_matches('#'));
        let length = if rest.starts_with("//") {
            rest.find('\n').unwrap_or(rest.len())
        } else if rest.starts_with("/*") {
            rest.find("*/").map_or(rest.len(), |end| end + 2)
        } else if let Some(after) = raw.filter(|after| after.starts_with('"')) {
            let opening = rest.len() - after.len() + 1;
            let end = format!("\"{}", "#".repeat(rest[..opening].matches('#').count()));
            rest[opening..].find(&end).map_or(rest.len(), |at| opening + at + end.len())
        } else if first == '"' {
            1 + quoted(&rest[1..], '"')
        } else if first == '\'' && is_character(&rest[1..]) {
            1 + quoted(&rest[1..], '\'')
        } else if word > 0 {
            tokens.push(rest[..word].to_owned());
            word
        } else if rest.starts_with("::") {
            tokens.push("::".to_owned());
            2
        } else {
            if !first.is_whitespace() {
                tokens.push(first.to_string());
            }
            first.len_utf8()
        };
        rest = &rest[length..];
    }
    tokens
}

/// Whether what follows a `'` is a character and its closing quote, and no lifetime.
fn is_character(after: &str) -> bool {
    after.starts_with('\\') || after.chars().nth(1) == Some('\'')
}

/// The bytes up to and with the closing quote.
fn quoted(text: &str, quote: char) -> usize {
    let mut escaped = false;
    for (at, c) in text.char_indices() {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            c if c == quote => return at + 1,
            _ => {}
        }
    }
    text.len()
}

/// A source without the items under `#[cfg(test)]`, and the names of the modules among them that are files of their own.
pub fn without_tests(source: &str) -> (String, Vec<String>) {
    const MARK: &str = "#[cfg(test)]\n";
    let (mut code, mut modules) = (String::new(), Vec::new());
    let mut rest = source;
    while let Some(at) = rest.find(MARK) {
        code.push_str(&rest[..at]);
        rest = &rest[at + MARK.len()..];
        let end = item(rest);
        let words: Vec<String> = tokens(&rest[..end]).into_iter().filter(|t| is_word(t) || t == ";").collect();
        if let [.., module, name, end] = &words[..]
            && (module.as_str(), end.as_str()) == ("mod", ";")
        {
            modules.push(name.clone());
        }
        rest = &rest[end..];
    }
    (code + rest, modules)
}

/// Where the first item of a source ends: at its `;` or its closing bracket.
fn item(source: &str) -> usize {
    let (mut depth, mut attribute) = (0, false);
    let mut at = 0;
    while let Some(c) = source[at..].chars().next() {
        match c {
            '"' => at += quoted(&source[at + 1..], '"'),
            '\'' if is_character(&source[at + 1..]) => at += quoted(&source[at + 1..], '\''),
            '/' if source[at..].starts_with("//") => at += source[at..].find('\n').unwrap_or(source.len() - at) - 1,
            '#' if depth == 0 => attribute = true,
            '(' | '[' | '{' => depth += 1,
            ')' | ']' | '}' => {
                depth -= 1;
                let more = source[at + 1..].trim_start().starts_with(';');
                if depth == 0 && c == '}' && !more {
                    return at + 1;
                }
                attribute &= depth > 0;
            }
            ';' if depth == 0 && !attribute => return at + 1,
            _ => {}
        }
        at += source[at..].chars().next().map_or(1, char::len_utf8);
    }
    source.len()
}

#[test]
fn paths_are_read_whatever_their_form() {
    let paths = |source: &str| imports(source).iter().map(|i| i.path.join("::")).collect::<Vec<_>>();
    assert_eq!(
        paths("use crate::{analysis, report::{self, text as t}};"),
        ["crate::analysis", "crate::report", "crate::report::text"]
    );
    assert_eq!(
        paths("pub use super::a::*;\nlet x = crate::b::c(self::d::E, f);"),
        ["super::a::*", "crate::b::c", "self::d::E"]
    );
    assert_eq!(
        paths("// use crate::a;\nlet x = \"crate::b\"; let y = r#\"\"crate::c\"\"#; let z = '\\''; d::e();"),
        ["d::e"]
    );
    assert_eq!(paths("fn f<'a>(x: &'a str) -> impl Iterator + use<'a> { g::h(x) }"), ["g::h"]);
    let named = imports("pub(super) use a::b as c;\nuse d::{e};");
    assert_eq!(
        named.iter().map(|i| (i.name.as_deref(), i.passed_on)).collect::<Vec<_>>(),
        [(Some("c"), true), (Some("e"), false)]
    );
}

#[test]
fn items_of_tests_are_left_out() {
    let source = "use a::b;\n#[cfg(test)]\nuse c::{d};\n#[cfg(test)]\n#[allow(x)]\nmod tests;\nfn f() {}\n\
                  #[cfg(test)]\nmod more {\n    fn g() { \"}\"; }\n}\nuse e::f;\n";
    let (code, modules) = without_tests(source);
    assert_eq!(imports(&code).iter().map(|i| i.path.join("::")).collect::<Vec<_>>(), ["a::b", "e::f"]);
    assert_eq!(modules, ["tests"]);
    assert!(code.contains("fn f()") && !code.contains("fn g()"), "{code}");
}
