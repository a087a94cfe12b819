//! Workbooks (.xlsx): one sheet becomes text between tabs, as a spreadsheet
//! would put it on the clipboard, dates in full and numbers with points.

mod format;
mod sheet;
mod xml;
mod zip;

use super::date::SerialSystem;
use super::foreign;
use crate::compact::Gather;
use crate::problem::Problem;
pub(super) use format::{Format, shown};
use serde::Serialize;
use std::collections::HashMap;
use xml::{Token, Xml, attribute};
use zip::{Zip, ZipError};

/// A sheet of a workbook.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Sheet {
    pub name: String,
    pub hidden: bool,
}

/// A sheet as text, and the names of all.
pub(super) struct Workbook {
    pub text: Vec<u8>,
    pub sheets: Vec<Sheet>,
    /// The sheet that was read.
    pub sheet: String,
    pub problems: Vec<Problem>,
}

/// Reads the sheet the user named, else the first visible one with cells in it.
pub(super) fn read(bytes: &[u8], wanted: Option<&str>) -> Result<Workbook, Box<Problem>> {
    let zip = Zip::open(bytes).map_err(refusal)?;
    let root = root_part(&zip)?;
    let Some(workbook) = part(&zip, &root)? else { return Err(Box::new(foreign::zip_kind(bytes))) };
    let folder = root.rsplit_once('/').map_or("", |(folder, _)| folder).to_owned();
    let file = root.rsplit('/').next().unwrap_or_default();
    let targets = targets(&part(&zip, &format!("{folder}/_rels/{file}.rels"))?.unwrap_or_default());
    let (sheets, system) = read_workbook(&workbook);
    let at = |path: &str| match path.strip_prefix('/') {
        Some(absolute) => absolute.to_owned(),
        None if folder.is_empty() => path.to_owned(),
        None => format!("{folder}/{path}"),
    };
    let by_kind =
        |kind: &str| targets.values().find(|target| target.kind == kind).map(|t| at(&t.path));
    let strings = match by_kind("sharedStrings") {
        Some(path) => sheet::read_strings(&part(&zip, &path)?.unwrap_or_default()),
        None => Vec::new(),
    };
    let styles = match by_kind("styles") {
        Some(path) => format::read_styles(&part(&zip, &path)?.unwrap_or_default()),
        None => Vec::new(),
    };
    let book = sheet::Book { strings: &strings, styles: &styles, system };
    let names: Vec<Sheet> = sheets.iter().map(|(sheet, _)| sheet.clone()).gather();
    let mut candidates: Vec<&(Sheet, String)> = match wanted {
        Some(name) => sheets.iter().filter(|(sheet, _)| sheet.name == name).gather(),
        None => sheets.iter().filter(|(sheet, _)| !sheet.hidden).gather(),
    };
    if candidates.is_empty() && wanted.is_none() {
        candidates = sheets.iter().gather();
    }
    let mut first = None;
    for (sheet, id) in candidates {
        let Some(target) = targets.get(id) else { continue };
        let Some(text) = part(&zip, &at(&target.path))? else { continue };
        let read = sheet::read_sheet(&text, &book);
        let found = (sheet.name.clone(), read);
        if found.1.cells > 0 {
            first = Some(found);
            break;
        }
        first.get_or_insert(found);
    }
    let Some((name, read)) = first else {
        return Err(Box::new(match wanted {
            Some(name) => {
                Problem::error("unknown_sheet", "The workbook has no sheet of this name.")
                    .found(name)
                    .expected(names.iter().map(|s| s.name.as_str()).gather().join(", "))
            }
            None => broken(),
        }));
    };
    let problems = problems(&read);
    Ok(Workbook { text: read.text, sheets: names, sheet: name, problems })
}

fn problems(read: &sheet::SheetText) -> Vec<Problem> {
    let mut problems = Vec::new();
    problems.extend(hidden_and_merged(read.hidden_rows, read.merged));
    problems.extend(note(
        read.without_result,
        "formula_without_result",
        "Formulas whose results are not stored in the file are blank.",
        "Open the file in a spreadsheet and save it again.",
    ));
    if let Some(row) = read.cut_at {
        let what = "Cells far from the others were not read, and nothing below them.";
        problems.push(
            Problem::warning("rows_too_far", what)
                .at_row(row)
                .hint("Delete the empty rows and columns before them."),
        );
    }
    problems
}

/// What is said of both, in a workbook and in a table of HTML.
pub(super) fn hidden_and_merged(
    hidden_rows: usize,
    merged: usize,
) -> impl Iterator<Item = Problem> {
    let hidden_rows = note(
        hidden_rows,
        "hidden_rows",
        "Rows that the sheet hides, perhaps by a filter, were read too.",
        "Delete them in the sheet if they should not count.",
    );
    let merged = note(
        merged,
        "merged_cells",
        "Merged cells have their text in the first cell only.",
        "Check the headings.",
    );
    hidden_rows.into_iter().chain(merged)
}

fn note(count: usize, code: &'static str, what: &str, hint: &str) -> Option<Problem> {
    (count > 0).then(|| {
        let mut problem = Problem::note(code, what).hint(hint);
        problem.count = count;
        problem
    })
}

fn refusal(error: ZipError) -> Box<Problem> {
    Box::new(match error {
        ZipError::Broken => broken(),
        ZipError::TooLarge => Problem::error(
            "workbook_too_large",
            "The file would unpack to more than a workbook of patients ever holds; it was not opened.",
        )
        .hint("Save the one sheet you need as .csv."),
        ZipError::Locked => {
            Problem::error("workbook_locked", "The file is locked or packed in an unusual way.")
                .hint("Save it without a password, or as .csv.")
        }
    })
}

fn broken() -> Problem {
    Problem::error("workbook_broken", "The file looks like a workbook but could not be read.")
        .hint("Open it in a spreadsheet and save it again, or save it as .csv.")
}

fn part(zip: &Zip<'_>, name: &str) -> Result<Option<String>, Box<Problem>> {
    let bytes = zip.read(name).map_err(refusal)?;
    Ok(bytes.map(|bytes| {
        let bytes = bytes.strip_prefix(&[0xef, 0xbb, 0xbf]).map(<[u8]>::to_vec).unwrap_or(bytes);
        String::from_utf8(bytes)
            .unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned())
    }))
}

/// Where the workbook itself is.
fn root_part(zip: &Zip<'_>) -> Result<String, Box<Problem>> {
    const USUAL: &str = "xl/workbook.xml";
    if zip.has(USUAL) {
        return Ok(USUAL.into());
    }
    let links = targets(&part(zip, "_rels/.rels")?.unwrap_or_default());
    let root = links.into_values().find(|target| target.kind == "officeDocument");
    Ok(root.map_or_else(|| USUAL.into(), |target| target.path.trim_start_matches('/').to_owned()))
}

struct Target {
    /// The last word of the link's type, as in `sharedStrings`.
    kind: String,
    path: String,
}

fn targets(text: &str) -> HashMap<String, Target> {
    let mut targets = HashMap::new();
    for token in Xml::new(text) {
        let Token::Start { name: "Relationship", attributes, .. } = token else { continue };
        let get = |name| attribute(attributes, name).map(|value| value.into_owned());
        if let (Some(id), Some(kind), Some(path)) = (get("Id"), get("Type"), get("Target")) {
            let kind = kind.rsplit('/').next().unwrap_or_default().to_owned();
            targets.insert(id, Target { kind, path });
        }
    }
    targets
}

/// The sheets with the ids of their parts, and the day dates count from.
fn read_workbook(text: &str) -> (Vec<(Sheet, String)>, SerialSystem) {
    let mut sheets = Vec::new();
    let mut system = SerialSystem::From1900;
    for token in Xml::new(text) {
        match token {
            Token::Start { name: "workbookPr", attributes, .. } => {
                let from_1904 = attribute(attributes, "date1904");
                if from_1904.is_some_and(|value| value == "1" || value == "true") {
                    system = SerialSystem::From1904;
                }
            }
            Token::Start { name: "sheet", attributes, .. } => {
                let id = attribute(attributes, "id").unwrap_or_default().into_owned();
                let state = attribute(attributes, "state").unwrap_or_default();
                let name = attribute(attributes, "name").unwrap_or_default().into_owned();
                sheets.push((Sheet { name, hidden: state.contains("idden") }, id));
            }
            _ => {}
        }
    }
    (sheets, system)
}
