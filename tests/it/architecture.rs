//! The rules of the house, read off the source: layers, places of crates, banned functions, length of files.

use std::fs;
use std::path::{Path, PathBuf};

/// Modules from the lowest layer up; a module imports only from layers below its own, and from its own module. Layer 0 is
/// open to all, itself included.
const LAYERS: [&[&str]; 17] = [
    &["error", "lane", "random", "units", "calendar"],
    &["weather", "network"],
    &["vegetation"],
    &["mowing"],
    &["fire", "biodiversity", "operations"],
    &["scenario"],
    &["simulation"],
    &["fit"],
    &["ensemble"],
    &["kpi"],
    &["tender"],
    &["planning"],
    &["replan"],
    &["validation"],
    &["plot"],
    &["report"],
    &["cli", "main", "lib"],
];

/// Crates and where they may be named: files, or folders that end in `/`.
const PLACES: [(&str, &[&str]); 10] = [
    ("argmin", &["fit/search.rs"]),
    ("clap", &["cli/"]),
    ("plotters", &["plot/"]),
    ("rust_xlsxwriter", &["report/workbook/write.rs"]),
    ("rayon", &["ensemble/run.rs", "ensemble/after_cut.rs", "kpi/connectivity.rs", "planning/"]),
    ("rusqlite", &["network/gis/geopackage.rs", "report/verges/geopackage.rs"]),
    ("rand", &["random.rs"]),
    ("rand_chacha", &["random.rs"]),
    ("rand_distr", &[]),
    ("sobol_burley", &["ensemble/draws.rs"]),
];

/// Where `serde` may be named besides files that read: `read.rs`, and `*file*` of the scenario.
const SERDE: [&str; 7] = [
    "fire/parameters.rs",
    "operations/",
    "report/",
    "cli/",
    "ensemble/labels.rs",
    "planning/certificate.rs",
    "weather/read/",
];

/// Functions of the standard library whose last bits depend on the machine; `lane::math` and crate libm hold ours.
const BANNED: [&str; 26] = [
    ".exp()",
    ".exp2()",
    ".exp_m1()",
    ".ln()",
    ".ln_1p()",
    ".log(",
    ".log2()",
    ".log10()",
    ".powf(",
    ".powi(",
    ".sin()",
    ".cos()",
    ".tan()",
    ".sin_cos()",
    ".asin()",
    ".acos()",
    ".atan()",
    ".atan2(",
    ".sinh()",
    ".cosh()",
    ".tanh()",
    ".cbrt()",
    ".hypot(",
    ".mul_add(",
    "f64::exp",
    "f64::ln",
];

/// Most lines of a file.
const LONGEST_FILE: usize = 400;

struct Source {
    /// Path below `src`, with `/`.
    path: String,
    lines: Vec<String>,
    /// First line of the tests at the end of the file, if any.
    tests_from: usize,
}

impl Source {
    /// Lines of the program itself with their numbers: without tests, comments and the contents of texts.
    fn code(&self) -> impl Iterator<Item = (usize, String)> {
        let is_test_file = self.path.ends_with("/tests.rs");
        let end = if is_test_file { 0 } else { self.tests_from };
        self.lines[..end].iter().enumerate().map(|(i, line)| (i + 1, bare(line)))
    }
}

/// A line without comment and without the contents of texts.
fn bare(line: &str) -> String {
    let mut out = String::new();
    let (mut in_text, mut escaped, mut previous) = (false, false, ' ');
    for c in line.chars() {
        if in_text {
            in_text = escaped || c != '"';
            escaped = c == '\\' && !escaped;
        } else if c == '/' && previous == '/' {
            out.pop();
            break;
        } else {
            in_text = c == '"' && previous != '\'';
            escaped = false;
            out.push(c);
        }
        previous = c;
    }
    out
}

fn collect(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a readable source folder").flatten() {
        let path = entry.path();
        if path.is_dir() {
            collect(&path, found);
        } else if path.extension().is_some_and(|end| end == "rs") {
            found.push(path);
        }
    }
}

fn sources() -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut paths = Vec::new();
    collect(&root, &mut paths);
    paths.sort();
    assert!(paths.len() > 50, "only {} source files were found", paths.len());
    let source = |path: &PathBuf| {
        let text = fs::read_to_string(path).expect("a readable source file");
        let lines: Vec<String> = text.lines().map(str::to_owned).collect();
        // Only a test module ends the program part; a single test-only item does not.
        let tests_from = (0..lines.len())
            .find(|&i| lines[i].trim() == "#[cfg(test)]" && lines.get(i + 1).is_some_and(|next| next.contains("mod ")))
            .unwrap_or(lines.len());
        let below = path.strip_prefix(&root).expect("below src").to_string_lossy().replace('\\', "/");
        Source { path: below, lines, tests_from }
    };
    paths.iter().map(source).collect()
}

fn layer_of(module: &str) -> Option<usize> {
    LAYERS.iter().position(|layer| layer.contains(&module))
}

fn module_of(path: &str) -> &str {
    path.split('/').next().unwrap_or(path).trim_end_matches(".rs")
}

/// Module names that follow `crate::` on a line, also those of a list in braces.
fn imports(line: &str) -> Vec<String> {
    let word = |text: &str| text.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect::<String>();
    let mut found = Vec::new();
    for (at, _) in line.match_indices("crate::") {
        if line[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == '$') {
            continue;
        }
        let rest = &line[at + "crate::".len()..];
        if let Some(list) = rest.strip_prefix('{') {
            let mut depth = 0;
            let mut start = true;
            for (i, c) in list.char_indices() {
                if start && depth == 0 && (c.is_alphabetic() || c == '_') {
                    found.push(word(&list[i..]));
                    start = false;
                }
                match c {
                    '{' => depth += 1,
                    '}' if depth == 0 => break,
                    '}' => depth -= 1,
                    ',' if depth == 0 => start = true,
                    _ => {}
                }
            }
        } else {
            found.push(word(rest));
        }
    }
    found
}

fn allowed(path: &str, places: &[&str]) -> bool {
    places.iter().any(|place| if place.ends_with('/') { path.starts_with(place) } else { path == *place })
}

/// Whether a line names a crate: `name::`, `use name;`, or an attribute of it.
fn names_crate(line: &str, name: &str) -> bool {
    line.match_indices(name).any(|(at, _)| {
        let before = line[..at].chars().next_back();
        let after = &line[at + name.len()..];
        let starts = before.is_none_or(|c| !(c.is_alphanumeric() || c == '_' || c == ':' || c == '.'));
        let used = line.trim_start().starts_with("use ") || line.contains("#[");
        starts
            && (after.starts_with("::")
                || (used && after.starts_with([';', ' ', '(', ')', ']', ',']) && !after.starts_with(" =")))
    })
}

/// Fails with every finding, each with its file and line.
fn none_found(rule: &str, findings: &[String]) {
    assert!(findings.is_empty(), "{rule}:\n  {}", findings.join("\n  "));
}

#[test]
fn modules_import_only_from_layers_below() {
    let mut findings = Vec::new();
    for source in sources() {
        let own = module_of(&source.path);
        let Some(own_layer) = layer_of(own) else {
            findings.push(format!("src/{}: the module `{own}` has no layer", source.path));
            continue;
        };
        // A list of imports may run over several lines.
        let code: Vec<(usize, String)> = source.code().collect();
        for (i, (line, text)) in code.iter().enumerate() {
            let mut whole = text.clone();
            if text.contains("crate::{") {
                let mut next = i + 1;
                while !whole.contains(';') && next < code.len() {
                    whole.push_str(&code[next].1);
                    next += 1;
                }
            }
            for module in imports(&whole) {
                let open = module == own || module == "error" || module.is_empty();
                match layer_of(&module) {
                    _ if open => {}
                    Some(layer) if layer < own_layer || layer == 0 => {}
                    Some(_) => findings.push(format!("src/{}:{line}: {own} imports {module}", source.path)),
                    None if module.chars().next().is_some_and(char::is_uppercase) => {}
                    None => findings.push(format!("src/{}:{line}: `crate::{module}` has no layer", source.path)),
                }
            }
        }
    }
    none_found("a module imports only from layers below its own", &findings);
}

#[test]
fn crates_stay_in_their_places() {
    let mut findings = Vec::new();
    for source in sources() {
        for (line, text) in source.code() {
            for (name, places) in PLACES {
                if names_crate(&text, name) && !allowed(&source.path, places) {
                    findings.push(format!("src/{}:{line}: {name} belongs in {}", source.path, places.join(", ")));
                }
            }
            let reader = source.path.ends_with("read.rs")
                || source.path.contains("/read/")
                || (source.path.starts_with("scenario/") && source.path.contains("file"));
            if names_crate(&text, "serde") && !reader && !allowed(&source.path, &SERDE) {
                findings.push(format!("src/{}:{line}: serde belongs in readers", source.path));
            }
        }
    }
    none_found("crates stay in their places", &findings);
}

#[test]
fn unsafe_code_is_only_where_instruction_sets_are_chosen() {
    let mut findings = Vec::new();
    for source in sources().iter().filter(|source| source.path != "lane/dispatch.rs") {
        for (number, line) in source.lines.iter().enumerate() {
            let code = bare(line);
            if ["unsafe {", "unsafe fn", "unsafe impl", "unsafe extern"].iter().any(|form| code.contains(form)) {
                findings.push(format!("src/{}:{}: unsafe", source.path, number + 1));
            }
        }
    }
    none_found("unsafe only in lane/dispatch.rs", &findings);
}

#[test]
fn no_function_whose_last_bits_depend_on_the_machine() {
    let mut findings = Vec::new();
    for source in sources().iter().filter(|source| !source.path.starts_with("lane/")) {
        for (line, text) in source.code() {
            for banned in BANNED.iter().filter(|banned| text.contains(*banned)) {
                findings.push(format!("src/{}:{line}: {banned} (use lane::math or libm)", source.path));
            }
        }
    }
    none_found("no transcendental function of the standard library", &findings);
}

#[test]
fn programs_do_not_unwrap() {
    let mut findings = Vec::new();
    for source in sources() {
        for (line, text) in source.code() {
            for word in [".unwrap()", ".unwrap_err()", "panic!(", "todo!(", "unimplemented!(", "dbg!("] {
                if text.contains(word) {
                    findings.push(format!("src/{}:{line}: {word}", source.path));
                }
            }
        }
    }
    none_found("no unwrap and no panic outside tests", &findings);
}

#[test]
fn layers_below_the_command_line_neither_print_nor_ask() {
    let words = ["println!(", "eprintln!(", "print!(", "eprint!(", "std::env::", "Instant::now", "SystemTime::now"];
    let free = ["cli", "main"];
    // Files that measure a run, or show how far it is.
    let timed = ["ensemble/run.rs"];
    let mut findings = Vec::new();
    for source in sources() {
        if free.contains(&module_of(&source.path)) || timed.contains(&source.path.as_str()) {
            continue;
        }
        for (line, text) in source.code() {
            for word in words.iter().filter(|word| text.contains(*word)) {
                findings.push(format!("src/{}:{line}: {word}", source.path));
            }
        }
    }
    none_found("printing, clock and environment belong to the command line", &findings);
}

#[test]
fn files_hold_one_concept_each() {
    let long = sources().into_iter().filter(|source| source.lines.len() > LONGEST_FILE);
    let findings: Vec<String> = long
        .map(|source| format!("src/{}: {} lines, more than {LONGEST_FILE}", source.path, source.lines.len()))
        .collect();
    none_found("a file has at most 400 lines", &findings);
    let main = sources().into_iter().find(|source| source.path == "main.rs").expect("there is a main");
    assert!(main.lines.len() < 40, "src/main.rs has {} lines", main.lines.len());
}

#[test]
fn the_readers_of_these_rules_see_what_they_look_for() {
    assert_eq!(imports("use crate::{kpi::Kpi, error::{Problem, Error}, fire};"), ["kpi", "error", "fire"]);
    assert_eq!(imports("let x = crate::lane::math::exp(crate::units::A);"), ["lane", "units"]);
    assert_eq!(bare("let a = \"x.exp() // \\\" y\"; // .ln()"), "let a = \"; ");
    assert!(names_crate("use rand::Rng;", "rand") && names_crate("#[derive(serde::Serialize)]", "serde"));
    assert!(!names_crate("use rand_chacha::ChaCha8Rng;", "rand") && !names_crate("let rand = 3;", "rand"));
    assert!(!names_crate("serde_json::json!({})", "serde"));
    assert!(layer_of("planning") > layer_of("scenario") && layer_of("nowhere").is_none());
}
