//! Every file of the corpus in `tests/tables/`, against what was written by hand
//! beside it. See `tests/tables/README.md`.

use gradus::table::date::Date;
use gradus::table::derive::Derived;
use gradus::table::*;
use serde_json::{Value, json};
use std::cell::RefCell;
use std::path::Path;

/// Everything an expectation may speak of; a word not listed here is a slip.
const KEYS: &[&str] = &[
    "options",
    "delimiter",
    "decimal",
    "thousands",
    "header",
    "encoding",
    "line_ending",
    "columns",
    "blanks",
    "odd",
    "numbers",
    "dates",
    "cells",
    "lines",
    "problems",
    "decisions",
    "ask",
    "roles",
    "coding",
    "missing",
    "identifiers",
    "derived",
    "redcap",
    "sheet",
    "sheets",
    "read_as",
];

struct Case {
    name: String,
    expected: Value,
    opened: Opened,
    slips: RefCell<Vec<String>>,
}

impl Drop for Case {
    /// All slips of a case at once.
    fn drop(&mut self) {
        let slips = self.slips.take();
        if !slips.is_empty() && !std::thread::panicking() {
            panic!("{}", slips.join("\n"));
        }
    }
}

impl Case {
    fn column(&self, name: &str) -> &Column {
        let at = self.opened.table.column_index(name);
        &self.opened.table.columns()
            [at.unwrap_or_else(|| panic!("{}: no column {name}", self.name))]
    }

    fn same(&self, key: &str, found: Value) {
        if let Some(expected) = self.expected.get(key) {
            self.compare(key, &found, expected);
        }
    }

    fn compare(&self, what: &str, found: &Value, expected: &Value) {
        if found != expected {
            let slip = format!("{}: {what}\n  found    {found}\n  expected {expected}", self.name);
            self.slips.borrow_mut().push(slip);
        }
    }

    /// For each column the expectation names, what is found there.
    fn by_column(&self, key: &str, find: impl Fn(&Column) -> Value) {
        let Some(expected) = self.expected.get(key).and_then(Value::as_object) else { return };
        for (name, expected) in expected {
            self.compare(&format!("{key} of {name}"), &find(self.column(name)), expected);
        }
    }
}

fn cases() -> Vec<Case> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/tables");
    let mut files: Vec<_> =
        std::fs::read_dir(&folder).unwrap().map(|e| e.unwrap().path()).collect();
    files.sort();
    let data = |path: &&std::path::PathBuf| {
        path.extension()
            .is_some_and(|e| matches!(e.to_str(), Some("csv" | "tsv" | "xlsx" | "html")))
    };
    files
        .iter()
        .filter(data)
        .map(|path| {
            let name = path.file_stem().unwrap().to_string_lossy().into_owned();
            let json = std::fs::read_to_string(path.with_extension("json")).expect(&name);
            let expected: Value = serde_json::from_str(&json).expect(&name);
            for key in expected.as_object().unwrap().keys() {
                assert!(KEYS.contains(&key.as_str()), "{name}: unknown word {key}");
            }
            let options = expected.get("options").cloned().unwrap_or(json!({}));
            let options: ReadOptions = gradus::plain::read(options).expect(&name);
            let bytes = std::fs::read(path).unwrap();
            // Text and HTML from one clipboard.
            let opened = match std::fs::read(path.with_extension("txt")) {
                Ok(text) => open_pasted(text, &String::from_utf8(bytes).unwrap(), &options),
                Err(_) => open(bytes, &options),
            };
            Case { name, expected, opened, slips: RefCell::default() }
        })
        .collect()
}

#[test]
fn the_corpus_is_whole() {
    assert!(cases().len() >= 60, "{}", cases().len());
}

#[test]
fn layouts_are_understood() {
    for case in cases() {
        let understanding = serde_json::to_value(&case.opened.understanding).unwrap();
        for key in
            ["delimiter", "decimal", "thousands", "encoding", "line_ending", "sheet", "read_as"]
        {
            case.same(key, understanding.get(key).cloned().unwrap_or(Value::Null));
        }
        let header = &understanding["header"];
        case.same("header", header.get("row").unwrap_or(header).clone());
        let sheets = case.opened.understanding.sheets.iter().map(|sheet| sheet.name.clone());
        case.same("sheets", sheets.collect());
        let decisions = &case.opened.understanding.decisions;
        if let Some(expected) = case.expected.get("decisions").and_then(Value::as_object) {
            for (code, count) in expected {
                let found = decisions.iter().find(|d| d.code == code).map(|d| d.count);
                case.compare(&format!("decision {code}"), &json!(found), count);
            }
        }
        case.same("ask", decisions.iter().filter(|d| d.ask).map(|d| d.code).collect());
        if let Some(expected) = case.expected.get("redcap") {
            let found = case.opened.understanding.redcap.as_ref().expect(&case.name);
            let names: Vec<_> = found.checkboxes.iter().map(|c| &c.name).collect();
            let found = json!({"labels": found.labels, "record": found.record,
                "several_rows": found.several_rows, "form_status": found.form_status, "checkboxes": names});
            case.compare("redcap", &found, expected);
        }
    }
}

#[test]
fn problems_are_exactly_those_expected() {
    for case in cases() {
        case.same("problems", case.opened.problems.iter().map(|p| p.code).collect());
    }
}

#[test]
fn columns_are_of_the_expected_kinds() {
    for case in cases() {
        let columns = case.opened.table.columns();
        case.same("columns", columns.iter().map(|c| json!([c.name, c.kind])).collect());
        case.by_column("blanks", |column| json!(column.blanks));
        case.by_column("odd", |column| column.odd.iter().map(|odd| odd.text.clone()).collect());
    }
}

#[test]
fn values_are_the_expected_numbers_and_days() {
    for case in cases() {
        case.by_column("numbers", |column| {
            let numbers =
                column.numbers().unwrap_or_else(|| panic!("{}: {}", case.name, column.name));
            // Through text, so that 30 and 30.0 are the same number.
            let number = |n: &f64| {
                if n.is_nan() { Value::Null } else { serde_json::from_str(&n.to_string()).unwrap() }
            };
            numbers.iter().map(number).collect()
        });
        case.by_column("dates", |column| {
            let days = column.days().unwrap_or_else(|| panic!("{}: {}", case.name, column.name));
            days.iter().map(|d| (!d.is_nan()).then(|| Date(*d as i32).to_string())).collect()
        });
    }
}

#[test]
fn every_cell_is_given_back() {
    for case in cases() {
        let table = &case.opened.table;
        let cells = (0..table.rows()).map(|row| table.row_texts(row));
        case.same(
            "cells",
            cells.map(|row| row.into_iter().map(String::from).collect::<Value>()).collect(),
        );
        for row in 0..table.rows() {
            for (at, text) in table.row_texts(row).iter().enumerate() {
                assert_eq!(table.text(row, at), *text, "{}", case.name);
            }
        }
        case.same("lines", (0..table.rows()).map(|row| table.line(row)).collect());
    }
}

#[test]
fn text_to_table_to_text_gives_back_every_cell() {
    for case in cases() {
        assert!(case.expected.get("cells").is_some(), "{}: cells are not told", case.name);
        let Opened { table, understanding, .. } = &case.opened;
        let columns = table.columns();
        if columns.is_empty() {
            continue;
        }
        let quoted = |text: &str| format!("\"{}\"", text.replace('"', "\"\""));
        let mut lines = vec![columns.iter().map(|column| quoted(&column.name)).collect::<Vec<_>>()];
        lines.extend(
            (0..table.rows())
                .map(|row| table.row_texts(row).iter().map(|text| quoted(text)).collect()),
        );
        let text: String = lines.iter().map(|line| line.join("\t") + "\r\n").collect();
        let options = ReadOptions {
            delimiter: Some(Delimiter::Tab),
            header: Some(Header::Row(1)),
            decimal: Some(understanding.decimal),
            thousands: Some(understanding.thousands),
            ..ReadOptions::default()
        };
        let again = open(text, &options).table;
        let names = |table: &Table| -> Vec<String> {
            table.columns().iter().map(|column| column.name.clone()).collect()
        };
        assert_eq!(names(&again), names(table), "{}", case.name);
        assert_eq!(again.rows(), table.rows(), "{}", case.name);
        for row in 0..table.rows() {
            assert_eq!(again.row_texts(row), table.row_texts(row), "{}", case.name);
        }
    }
}

#[test]
fn roles_are_proposed_as_expected() {
    for case in cases() {
        let proposal = propose(&case.opened.table);
        assert!(proposal.mapping.missing.is_empty(), "{}: missing codes applied unseen", case.name);
        let json = serde_json::to_value(&proposal).unwrap();
        if let Some(roles) = case.expected.get("roles") {
            let mapping = &json["mapping"];
            let list = |name: &str, fields: &[&str]| -> Value {
                let items = mapping[name].as_array().unwrap().iter();
                items
                    .map(|item| fields.iter().map(|f| item[*f].clone()).collect::<Value>())
                    .collect()
            };
            for (role, expected) in roles.as_object().unwrap() {
                let found = match role.as_str() {
                    "id" => mapping["id"].clone(),
                    "grades" => list("grades", &["column", "role"]),
                    "endpoints" => list("endpoints", &["time", "event", "unit"]),
                    "groups" => mapping["groups"].clone(),
                    "viable" => {
                        let viable =
                            proposal.reasons.iter().filter(|r| r.role == ColumnRole::ViableTumour);
                        viable.map(|r| r.column.clone()).collect()
                    }
                    _ => panic!("{}: unknown role {role}", case.name),
                };
                case.compare(role, &found, expected);
            }
        }
        case.by_column("coding", |column| {
            let event = proposal.events.iter().find(|event| event.column == column.name);
            let event =
                event.unwrap_or_else(|| panic!("{}: {} is no event", case.name, column.name));
            assert!(event.needs_confirmation);
            let mut found = json!({"event": event.coding.event, "censored": event.coding.censored});
            if !event.coding.competing.is_empty() {
                found["competing"] = json!(event.coding.competing);
            }
            found
        });
        case.same("missing", proposal.missing.iter().map(|m| json!([m.column, m.code])).collect());
        case.same("identifiers", proposal.identifiers.iter().map(|i| i.column.clone()).collect());
        let derived = proposal.derived.iter().map(|step| match step {
            Derived::EndpointFromDates(step) => {
                json!([step.name, step.start, step.events, step.last_contact])
            }
            Derived::Merged(step) => json!([step.name]),
            other => panic!("{}: {other:?} is never proposed", case.name),
        });
        case.same("derived", derived.collect());
    }
}
