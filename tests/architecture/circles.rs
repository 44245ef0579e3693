//! Which file of a crate uses which, and the circles among them.

use std::collections::{BTreeMap, BTreeSet};

use super::imports::{Import, imports, without_tests};

/// The files that each file uses, by path below `src`.
pub type Graph = BTreeMap<String, BTreeSet<String>>;

/// A module: the words of its path, none for the root of the crate.
type Module = Vec<String>;

/// The files of a crate, as far as they are no tests.
struct Crate {
    files: BTreeMap<Module, String>,
    imports: BTreeMap<Module, Vec<Import>>,
}

/// Who uses whom in a crate of these (path below `src`, text). A file uses the one that defines what it names, however
/// many `pub use` lie between; a file that only passes something on does not use it.
pub fn graph(sources: &[(String, String)]) -> Graph {
    let code = Crate::new(sources);
    let used = |module: &Module| -> BTreeSet<String> {
        let named = code.imports[module].iter().filter(|import| !import.passed_on);
        let files = named.filter_map(|import| code.definer(&code.absolute(module, &import.path)?, 0));
        files.filter(|file| **file != code.files[module]).cloned().collect()
    };
    code.files.iter().map(|(module, file)| (file.clone(), used(module))).collect()
}

/// The circles of a graph: files that use each other, directly or through others. Largest first.
pub fn circles(graph: &Graph) -> Vec<BTreeSet<&str>> {
    let reached: BTreeMap<&str, BTreeSet<&str>> =
        graph.keys().map(|file| (file.as_str(), reach(graph, file))).collect();
    let circle = |file: &str| -> BTreeSet<&str> {
        reached[file].iter().copied().filter(|other| reached[other].contains(file)).collect()
    };
    let all: BTreeSet<BTreeSet<&str>> = graph.keys().map(|file| circle(file)).filter(|c| !c.is_empty()).collect();
    let mut all: Vec<_> = all.into_iter().collect();
    all.sort_by_key(|circle| std::cmp::Reverse(circle.len()));
    all
}

/// What can be reached from a file along one use or more.
fn reach<'a>(graph: &'a Graph, from: &'a str) -> BTreeSet<&'a str> {
    let mut reached = BTreeSet::new();
    let mut waiting: Vec<&str> = vec![from];
    while let Some(file) = waiting.pop() {
        waiting.extend(graph[file].iter().map(String::as_str).filter(|next| reached.insert(*next)));
    }
    reached
}

impl Crate {
    fn new(sources: &[(String, String)]) -> Self {
        let code: Vec<(Module, &String, String, Vec<String>)> = sources
            .iter()
            .filter(|(file, _)| file != "main.rs")
            .map(|(file, text)| {
                let (code, tests) = without_tests(text);
                (module(file), file, code, tests)
            })
            .collect();
        let tests: Vec<Module> = code
            .iter()
            .flat_map(|(module, .., tests)| tests.iter().map(|test| joined(module, std::slice::from_ref(test))))
            .collect();
        let mut of = Self { files: BTreeMap::new(), imports: BTreeMap::new() };
        for (module, file, code, _) in code {
            if !tests.iter().any(|test| module.starts_with(test)) {
                of.imports.insert(module.clone(), imports(&code));
                of.files.insert(module, file.clone());
            }
        }
        of
    }

    /// A path as seen from a module, from the root of the crate on; none where it leads out of the crate or is a type of
    /// the file itself.
    fn absolute(&self, from: &Module, path: &[String]) -> Option<Module> {
        let (first, rest) = path.split_first()?;
        match first.as_str() {
            "crate" => Some(rest.to_vec()),
            "self" => Some(joined(from, rest)),
            "super" => {
                let parent = from.split_last()?.1.to_vec();
                if rest.first().is_some_and(|word| word == "super") {
                    self.absolute(&parent, rest)
                } else {
                    Some(joined(&parent, rest))
                }
            }
            _ if self.files.contains_key(&joined(from, &path[..1])) => Some(joined(from, path)),
            _ => {
                let called = |import: &&Import| import.name.as_ref() == Some(first) && import.path[0] != *first;
                let import = self.imports[from].iter().find(called)?;
                Some(joined(&self.absolute(from, &import.path)?, rest))
            }
        }
    }

    /// The file that defines what a path names.
    fn definer(&self, path: &[String], steps: usize) -> Option<&String> {
        let length = (0..=path.len()).rev().find(|length| self.files.contains_key(&path[..*length]))?;
        let (module, rest) = (path[..length].to_vec(), &path[length..]);
        let passed_on = |import: &&Import| import.passed_on && import.name.as_ref() == rest.first();
        let import = self.imports[&module].iter().find(passed_on).filter(|_| steps < 10);
        let target = import.and_then(|import| self.absolute(&module, &import.path));
        match target {
            Some(target) if target != path => self.definer(&joined(&target, &rest[1..]), steps + 1),
            _ => self.files.get(&module),
        }
    }
}

fn module(file: &str) -> Module {
    let words = file.trim_end_matches(".rs").split('/').map(ToOwned::to_owned);
    let mut module: Module = words.collect();
    if module.last().is_some_and(|last| last == "mod" || last == "lib") {
        module.pop();
    }
    module
}

fn joined(module: &[String], rest: &[String]) -> Module {
    [module, rest].concat()
}

#[test]
fn circles_are_found_through_others_and_through_what_is_passed_on() {
    let sources = [
        ("lib.rs", "pub mod a;\npub mod b;"),
        ("a/mod.rs", "mod one;\nmod two;\n#[cfg(test)]\nmod tests;\npub use one::One;\npub use two::{Two as Second};"),
        ("a/one.rs", "use super::Second;\npub struct One;"),
        ("a/two.rs", "use crate::{b, progress};\nfn f() { b::make() }\npub struct Two;"),
        ("a/tests.rs", "use super::one;\nuse crate::b;"),
        ("b.rs", "#[cfg(test)]\nuse crate::a::Second;\npub fn make() -> crate::a::One { todo!() }"),
    ];
    let graph = graph(&sources.map(|(file, text)| (file.to_owned(), text.to_owned())));
    assert_eq!(graph["a/one.rs"].iter().collect::<Vec<_>>(), ["a/two.rs"]);
    assert_eq!(graph["b.rs"].iter().collect::<Vec<_>>(), ["a/one.rs"]);
    assert!(graph["a/mod.rs"].is_empty() && !graph.contains_key("a/tests.rs"), "{graph:?}");
    assert_eq!(circles(&graph), [BTreeSet::from(["a/one.rs", "a/two.rs", "b.rs"])]);
}
