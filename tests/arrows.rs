//! Reads the paths that `src/` names and keeps the rooms apart: arrows point
//! down only, and each outside package is known in one room.

use std::fs;
use std::path::{Path, PathBuf};

/// What stands beside the standard library and serde: any room may use it.
const EVERYWHERE: [&str; 2] = ["compact", "plain"];

/// A room, and the rooms it may use.
const ROOMS: &[(&str, &[&str])] = &[
    ("compact", &[]),
    ("problem", &["value"]),
    ("value", &[]),
    ("tail", &["problem", "value"]),
    ("random", &[]),
    ("plain", &[]),
    ("stats", &["random", "tail", "problem", "value"]),
    ("survival", &["random", "tail", "problem", "value"]),
    ("simulation", &["random", "tail", "stats", "survival", "problem", "value"]),
    ("percent_text", &["problem", "value"]),
    ("table", &["percent_text", "problem", "value"]),
    ("scale", &["percent_text", "problem", "value"]),
    ("cohort", &["percent_text", "table", "scale", "problem", "value"]),
    (
        "analysis",
        &["cohort", "table", "scale", "simulation", "stats", "survival", "problem", "value"],
    ),
    ("report", &["analysis", "table", "problem", "value"]),
    (
        "teaching",
        &[
            "report", "analysis", "cohort", "stats", "survival", "random", "table", "problem",
            "value",
        ],
    ),
    ("figure", &["teaching", "report", "analysis", "table", "problem", "value"]),
    (
        "session",
        &[
            "figure", "teaching", "report", "analysis", "cohort", "table", "scale", "problem",
            "value",
        ],
    ),
    ("face", &["session", "figure", "analysis", "table", "scale", "problem", "value"]),
    ("lib", &[]),
];

/// An outside package, and the rooms that may name it; none listed means all.
const PACKAGES: &[(&str, &[&str])] = &[
    ("std", &[]),
    ("core", &[]),
    ("alloc", &[]),
    ("plain_derive", &["plain"]),
    ("serde", &[]),
    ("serde_json", &[]),
    ("ts_rs", &[]),
    ("statrs", &["tail"]),
    ("libm", &["tail"]),
    ("miniz_oxide", &["table"]),
    ("plotters", &["figure"]),
    ("plotters_backend", &["figure"]),
    ("wasm_bindgen", &["face"]),
    ("js_sys", &["face"]),
];

/// Replaces comments, and what stands between quotes, by spaces, so that only
/// code is left to read.
fn code_of(source: &str) -> String {
    let mut code = String::with_capacity(source.len());
    let mut rest = source;
    while let Some(first) = rest.chars().next() {
        let skipped = if rest.starts_with("//") {
            rest.find('\n').unwrap_or(rest.len())
        } else if rest.starts_with("/*") {
            rest.find("*/").map_or(rest.len(), |end| end + 2)
        } else if first == '"' {
            quoted(rest)
        } else if rest.starts_with("r#\"") {
            rest.find("\"#").map_or(rest.len(), |end| end + 2)
        } else if rest.starts_with("'\"'") {
            3
        } else if rest.starts_with("'\\\"'") {
            4
        } else {
            0
        };
        if skipped > 0 {
            code.push(' ');
            rest = &rest[skipped..];
        } else {
            code.push(first);
            rest = &rest[first.len_utf8()..];
        }
    }
    code
}

/// The length of the string literal that `text` begins with.
fn quoted(text: &str) -> usize {
    let mut escaped = false;
    for (at, c) in text.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => return at + 1,
            _ => {}
        }
    }
    text.len()
}

/// `a::{b, c::{d, e}}` as `a::b`, `a::c::d`, `a::c::e`.
fn spread(tree: &str) -> Vec<String> {
    let Some(open) = tree.find('{') else {
        return vec![tree.split(" as ").next().unwrap_or(tree).trim().to_owned()];
    };
    let (stem, inside) = (tree[..open].trim(), tree[open + 1..].trim_end());
    let inside = inside.strip_suffix('}').unwrap_or(inside);
    let mut branches = vec![String::new()];
    let mut depth = 0;
    for c in inside.chars() {
        depth += i32::from(c == '{') - i32::from(c == '}');
        if c == ',' && depth == 0 {
            branches.push(String::new());
        } else {
            branches.last_mut().expect("there is a first branch").push(c);
        }
    }
    let whole = branches.iter().map(|branch| branch.trim()).filter(|branch| !branch.is_empty());
    whole.flat_map(spread).map(|branch| format!("{stem}{branch}")).collect()
}

/// Every path the code imports or writes out in full.
fn paths_in(code: &str) -> Vec<String> {
    let mut paths = Vec::new();
    let word = |c: char| c.is_alphanumeric() || c == '_' || c == ':';
    for (at, _) in code.match_indices("use ") {
        let starts_a_word = code[..at].chars().next_back().is_none_or(|c| !word(c));
        if let (true, Some(end)) = (starts_a_word, code[at..].find(';')) {
            paths.extend(spread(&code[at + 4..at + end].replace('\n', " ")));
        }
    }
    for (at, _) in code.match_indices("::") {
        let start = code[..at]
            .rfind(|c| !word(c))
            .map_or(0, |before| before + code[before..].chars().next().map_or(1, char::len_utf8));
        let end = code[at..].find(|c| !word(c)).map_or(code.len(), |length| at + length);
        paths.push(code[start..end].to_owned());
    }
    paths
}

/// The room a path leads to from a file of `room` that lies `depth` modules
/// below the crate, or the package it names; nothing for a path of its own.
fn destination<'a>(path: &'a str, room: &'a str, depth: usize) -> Option<Destination<'a>> {
    let mut parts = path.trim_start_matches("::").split("::").map(str::trim);
    let first = parts.next()?;
    let is_room = |name: &str| ROOMS.iter().any(|(known, _)| *known == name);
    let into = |name: Option<&'a str>| name.filter(|name| is_room(name)).map(Destination::Room);
    match first {
        "crate" => into(parts.next()),
        "super" => {
            let mut up = 1;
            let mut next = parts.next();
            while next == Some("super") {
                up += 1;
                next = parts.next();
            }
            if up < depth { Some(Destination::Room(room)) } else { into(next) }
        }
        _ => {
            let lowercase = first.chars().all(|c| c.is_lowercase() || c.is_numeric() || c == '_');
            (lowercase && path.contains("::")).then_some(Destination::Package(first))
        }
    }
}

enum Destination<'a> {
    Room(&'a str),
    Package(&'a str),
}

/// What a file of the crate names and must not. `own` are names that mean
/// something inside it: its modules, and what it imports.
fn violations(file: &Path, source: &str) -> Vec<String> {
    let modules: Vec<&str> = file
        .iter()
        .filter_map(|part| part.to_str())
        .map(|part| part.trim_end_matches(".rs"))
        .collect();
    let room = modules[0];
    let depth = modules.len() - usize::from(modules.last() == Some(&"mod"));
    let code = code_of(source);
    let allowed = ROOMS.iter().find(|(name, _)| *name == room).map(|(_, allowed)| *allowed);
    let Some(allowed) = allowed else {
        return vec![format!("{}: the room {room} has no place in the order", file.display())];
    };
    let mut found = Vec::new();
    for path in paths_in(&code) {
        match destination(&path, room, depth) {
            Some(Destination::Room(to))
                if to != room
                    && !EVERYWHERE.contains(&to)
                    && room != "lib"
                    && !allowed.contains(&to) =>
            {
                found.push(format!("{}: {room} must not use {to} ({path})", file.display()));
            }
            Some(Destination::Package(package)) => {
                let known = PACKAGES.iter().find(|(name, _)| *name == package);
                match known {
                    Some((_, rooms)) if !rooms.is_empty() && !rooms.contains(&room) => {
                        found.push(format!(
                            "{}: only {} may name {package} ({path})",
                            file.display(),
                            rooms.join(" and ")
                        ));
                    }
                    None if imports(&code, package) => {
                        found.push(format!("{}: {package} is not a known package", file.display()));
                    }
                    _ => {}
                }
            }
            _ => {}
        }
    }
    found.sort();
    found.dedup();
    found
}

/// Whether a `use` begins with this name, and it is not a module of the file.
fn imports(code: &str, package: &str) -> bool {
    let import = format!("use {package}::");
    let own = format!("mod {package}");
    code.lines().any(|line| line.trim_start().starts_with(&import)) && !code.contains(&own)
}

fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).expect("a folder of the project can be read") {
        let path = entry.expect("an entry of it too").path();
        if path.is_dir() {
            files.extend(rust_files(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
    files
}

#[test]
fn arrows_point_down_only() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let files = rust_files(&src);
    assert!(files.len() > 20, "only {} files were found", files.len());
    let found: Vec<String> = files
        .iter()
        .flat_map(|file| {
            let source = fs::read_to_string(file).expect("a source file can be read");
            violations(file.strip_prefix(&src).expect("it lies in src"), &source)
        })
        .collect();
    assert!(found.is_empty(), "\n{}", found.join("\n"));
}

#[test]
fn every_file_opens_with_what_it_is_for() {
    for file in rust_files(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src")) {
        let source = fs::read_to_string(&file).expect("a source file can be read");
        assert!(source.starts_with("//! "), "{} does not open with //!", file.display());
    }
}

/// Each of these would break a rule; each must be caught.
#[test]
fn an_arrow_upwards_is_caught() {
    let broken = [
        ("stats/rank.rs", "use crate::table::Table;"),
        ("stats/rank.rs", "use crate::{tail, cohort::{Cohort, self}};"),
        ("survival/mod.rs", "fn f() { super::analysis::run() }"),
        ("survival/cox.rs", "use super::super::table;"),
        ("table/read.rs", "fn f() -> crate::cohort::Cohort { todo() }"),
        ("stats/rank.rs", "use statrs::distribution::Normal;"),
        ("survival/cox.rs", "fn f(x: f64) -> f64 { libm::erfc(x) }"),
        ("analysis/run.rs", "use\n    plotters::prelude::*;"),
        ("figure/km.rs", "use wasm_bindgen::prelude::*;"),
        ("table/read.rs", "use rayon::prelude::*;"),
        ("utils.rs", "fn f() {}"),
    ];
    for (file, source) in broken {
        assert!(!violations(Path::new(file), source).is_empty(), "{file}: {source}");
    }
}

/// Each of these is in order; none may be called a violation.
#[test]
fn what_is_allowed_is_let_through() {
    let sound = [
        ("stats/rank.rs", "use crate::tail::{self, normal}; use super::describe::mean;"),
        (
            "stats/rank.rs",
            "//! Unlike statrs::x, crate::table is not used.\nfn f() { g(\"use csv::Reader;\") }",
        ),
        ("table/mod.rs", "mod read; pub use read::Table; use csv::ReaderBuilder;"),
        ("analysis/run.rs", "use super::request::Request; use crate::survival::log_rank as test;"),
        (
            "tail.rs",
            "use statrs::distribution::Normal; fn f() { libm::erfc(std::f64::consts::PI); }",
        ),
        ("value.rs", "mod tests { use super::*; }"),
    ];
    for (file, source) in sound {
        assert_eq!(violations(Path::new(file), source), Vec::<String>::new(), "{file}: {source}");
    }
}
