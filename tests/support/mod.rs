//! What golden tests share: data sets, reference records, tolerances.
#![allow(dead_code)] // Each test file uses its part.

pub mod cox;

use serde_json::{Map, Value};
use std::path::PathBuf;

/// How close is close enough, by class.
#[derive(Clone, Copy, Debug)]
pub struct Tolerance {
    pub relative: f64,
    pub absolute: f64,
}

pub const COUNT: Tolerance = Tolerance { relative: 0.0, absolute: 0.0 };
/// The absolute part is for values near 0 that are differences of numbers
/// about 1, known to 15 digits.
pub const CLOSED: Tolerance = Tolerance { relative: 1e-12, absolute: 2e-15 };
pub const TAIL: Tolerance = Tolerance { relative: 1e-11, absolute: 0.0 };
pub const ITERATED: Tolerance = Tolerance { relative: 1e-7, absolute: 1e-9 };

fn golden(path: &str) -> Value {
    let file = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/golden").join(path);
    let text = std::fs::read_to_string(&file).unwrap_or_else(|e| panic!("{file:?}: {e}"));
    serde_json::from_str(&text).unwrap_or_else(|e| panic!("{file:?}: {e}"))
}

/// One case of a reference file.
pub struct Record {
    pub id: String,
    pub method: String,
    pub dataset: String,
    pub label: String,
    pub args: Value,
    pub values: Map<String, Value>,
}

/// The records of these methods; none may be absent.
pub fn records(file: &str, methods: &[&str]) -> Vec<Record> {
    let Value::Array(all) = golden(&format!("reference/{file}"))["records"].take() else {
        panic!("{file} has no records");
    };
    let records: Vec<Record> = all
        .into_iter()
        .filter(|r| methods.contains(&r["method"].as_str().unwrap()))
        .map(|mut r| {
            let text = |key: &str| r[key].as_str().unwrap().to_owned();
            Record {
                id: text("id"),
                method: text("method"),
                dataset: text("dataset"),
                label: text("label"),
                args: r["args"].clone(),
                values: r["values"].as_object_mut().map(std::mem::take).unwrap(),
            }
        })
        .collect();
    for method in methods {
        assert!(records.iter().any(|r| r.method == *method), "{file} has no {method}");
    }
    records
}

/// Columns by name.
pub struct Dataset {
    columns: Map<String, Value>,
    pub levels: Value,
    pub n: usize,
}

impl Dataset {
    pub fn read(name: &str) -> Self {
        let mut value = golden(&format!("datasets/{name}.json"));
        Self {
            n: value["n"].as_u64().unwrap() as usize,
            levels: value["levels"].take(),
            columns: value["columns"].as_object_mut().map(std::mem::take).unwrap(),
        }
    }

    pub fn column(&self, name: &str) -> &Vec<Value> {
        self.columns.get(name).and_then(Value::as_array).unwrap_or_else(|| panic!("no {name}"))
    }

    pub fn has(&self, name: &str) -> bool {
        self.columns.contains_key(name)
    }

    pub fn numbers(&self, name: &str, rows: &[usize]) -> Vec<f64> {
        rows.iter().map(|i| self.column(name)[*i].as_f64().unwrap()).collect()
    }

    pub fn flags(&self, name: &str, rows: &[usize]) -> Vec<bool> {
        self.numbers(name, rows).into_iter().map(|x| x == 1.0).collect()
    }

    /// The cell as text; empty where missing.
    pub fn text(&self, name: &str, row: usize) -> String {
        match &self.column(name)[row] {
            Value::String(s) => s.clone(),
            Value::Null => String::new(),
            other => other.to_string(),
        }
    }

    /// Positions in `levels`; rows with other values must have been left out.
    pub fn codes(&self, name: &str, rows: &[usize], levels: &[String]) -> Vec<u32> {
        let code = |i: &usize| {
            let text = self.text(name, *i);
            let at = levels.iter().position(|l| *l == text);
            at.unwrap_or_else(|| panic!("{name}: {text} is no level")) as u32
        };
        rows.iter().map(code).collect()
    }

    /// The values that occur, in order of first appearance.
    pub fn values_seen(&self, name: &str, rows: &[usize]) -> Vec<String> {
        let mut seen = Vec::new();
        for &i in rows {
            let text = self.text(name, i);
            if !seen.contains(&text) {
                seen.push(text);
            }
        }
        seen
    }

    /// Rows for `rows complete in {a,b,c}, g==x` or `all 27 rows`.
    pub fn rows(&self, description: &str) -> Vec<usize> {
        let Some(rest) = description.strip_prefix("rows complete in {") else {
            assert!(description.starts_with("all "), "{description}");
            return (0..self.n).collect();
        };
        let (columns, condition) = rest.split_once('}').unwrap();
        let wanted = condition.strip_prefix(", ").map(|c| c.split_once("==").unwrap());
        (0..self.n)
            .filter(|&i| columns.split(',').all(|c| !self.column(c)[i].is_null()))
            .filter(|&i| wanted.is_none_or(|(column, value)| self.text(column, i) == value))
            .collect()
    }
}

/// Texts of an array.
pub fn strings(value: &Value) -> Vec<String> {
    let text = |v: &Value| v.as_str().map_or_else(|| v.to_string(), str::to_owned);
    value.as_array().unwrap().iter().map(text).collect()
}

/// A number, or NaN for anything that is none.
pub fn number(value: &Value) -> f64 {
    value.as_f64().unwrap_or(f64::NAN)
}

/// Differences between reference and result, gathered over many records.
#[derive(Default)]
pub struct Comparison {
    failures: Vec<String>,
    pub compared: usize,
    pub records: usize,
}

impl Comparison {
    /// Every value of the record must be in `got` and agree. Missing values
    /// (`NA`, `NaN`) and infinite ones, which never leave our core, must be
    /// anything but a number there.
    pub fn record(&mut self, record: &Record, got: &Value, class: impl Fn(&str) -> Tolerance) {
        self.records += 1;
        for (key, wanted) in &record.values {
            self.value(&format!("{} {key}", record.id), wanted, &got[key], class(key));
        }
    }

    pub fn value(&mut self, place: &str, wanted: &Value, got: &Value, tolerance: Tolerance) {
        match (wanted, got) {
            (Value::Array(wanted), Value::Array(got)) if wanted.len() == got.len() => {
                for (i, (wanted, got)) in wanted.iter().zip(got).enumerate() {
                    self.value(&format!("{place}[{i}]"), wanted, got, tolerance);
                }
            }
            (Value::Array(wanted), Value::Number(_)) if wanted.len() == 1 => {
                self.value(place, &wanted[0], got, tolerance);
            }
            (Value::Number(wanted), Value::Number(got)) => {
                let (wanted, got) = (wanted.as_f64().unwrap(), got.as_f64().unwrap());
                let difference = (wanted - got).abs();
                let allowed = (tolerance.relative * wanted.abs()).max(tolerance.absolute);
                self.note(difference <= allowed, || {
                    let relative = difference / wanted.abs();
                    format!("{place}: wanted {wanted:e}, got {got:e} (relative {relative:.1e})")
                });
            }
            (Value::String(missing), _) if ["NA", "NaN", "Inf", "-Inf"].contains(&&**missing) => {
                self.note(!got.is_number() && !got.is_array(), || {
                    format!("{place}: wanted none, got {got}")
                });
            }
            _ => self.note(wanted == got, || format!("{place}: wanted {wanted}, got {got}")),
        }
    }

    fn note(&mut self, agrees: bool, failure: impl Fn() -> String) {
        self.compared += 1;
        if !agrees {
            self.failures.push(failure());
        }
    }

    /// Fails with the first differences, in full.
    pub fn finish(self, least_records: usize) {
        let shown = self.failures.iter().take(40).cloned().collect::<Vec<_>>().join("\n");
        let count = self.failures.len();
        assert!(
            self.failures.is_empty(),
            "{count} of {} values differ, in {} records:\n{shown}",
            self.compared,
            self.records
        );
        assert!(self.records >= least_records, "only {} records compared", self.records);
    }
}
