//! The wasm face: translate, call, translate back. Every method takes and
//! gives plain data; trouble comes back as problems, never as a thrown string.

use crate::figure::FigureOptions;
use crate::problem::Problem;
use crate::session::{FigureReply, MapReport, Reply, Session};
use crate::table::ReadOptions;
use serde::{Serialize, de::DeserializeOwned};
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(typescript_type = "string | Uint8Array")]
    pub type Input;
    #[wasm_bindgen(typescript_type = "ReadOptions")]
    pub type JsReadOptions;
    #[wasm_bindgen(typescript_type = "TableReport")]
    pub type JsTableReport;
    #[wasm_bindgen(typescript_type = "string[][]")]
    pub type JsCells;
    #[wasm_bindgen(typescript_type = "Proposal")]
    pub type JsProposal;
    #[wasm_bindgen(typescript_type = "Mapping")]
    pub type JsMapping;
    #[wasm_bindgen(typescript_type = "MapReport")]
    pub type JsMapReport;
    #[wasm_bindgen(typescript_type = "Request")]
    pub type JsRequest;
    #[wasm_bindgen(typescript_type = "Reply")]
    pub type JsReply;
    #[wasm_bindgen(typescript_type = "FigureOptions")]
    pub type JsFigureOptions;
    #[wasm_bindgen(typescript_type = "FigureReply")]
    pub type JsFigureReply;
    #[wasm_bindgen(typescript_type = "DistinctValue[]")]
    pub type JsValues;

    #[wasm_bindgen(js_namespace = console, js_name = error)]
    fn console_error(text: &str);
}

/// A panic names its place in the source, never a cell of the table.
#[wasm_bindgen(start)]
fn start() {
    std::panic::set_hook(Box::new(|info| {
        if let Some(place) = info.location() {
            console_error(&format!("gradus stopped at {}:{}", place.file(), place.line()));
        }
    }));
}

/// A table, what was decided about it, and the questions it can answer.
#[wasm_bindgen]
pub struct Study(Session);

/// Reads a pasted text or a file's bytes. Never throws: a text that is no table
/// gives a study without rows whose `table().problems` say why.
#[wasm_bindgen]
pub fn open(input: Input, options: Option<JsReadOptions>) -> Study {
    let bytes = match input.as_string() {
        Some(text) => text.into_bytes(),
        None => js_sys::Uint8Array::new(&input).to_vec(),
    };
    // Options that do not parse are the caller's slip; reading goes on without.
    let options = options.and_then(|o| parse::<ReadOptions>(o.into()).ok()).unwrap_or_default();
    Study(Session::open(bytes, &options))
}

#[wasm_bindgen]
impl Study {
    /// What was understood of the text: columns with their types, decisions,
    /// problems.
    pub fn table(&self) -> JsTableReport {
        write(&self.0.table())
    }

    /// The cells of rows `from` to `to` (not included), as typed.
    pub fn cells(&self, from: usize, to: usize) -> JsCells {
        write(&self.0.cells(from, to))
    }

    /// The line numbers of the same rows, as the user sees them.
    pub fn lines(&self, from: usize, to: usize) -> Vec<usize> {
        self.0.lines(from, to)
    }

    /// The distinct texts of a column with their counts, when there are few.
    pub fn values(&self, column: &str) -> JsValues {
        write(&self.0.values(column))
    }

    /// Roles for the columns, with reasons. Nothing is applied.
    pub fn propose(&self) -> JsProposal {
        write(&self.0.propose())
    }

    /// Takes a mapping; later requests use it.
    pub fn map(&mut self, mapping: JsMapping) -> JsMapReport {
        match parse(mapping.into()) {
            Ok(mapping) => write(&self.0.map(mapping)),
            Err(problem) => write(&MapReport { problems: vec![problem], status_checks: vec![] }),
        }
    }

    /// Answers a request, in full precision, with its words.
    pub fn run(&self, request: JsRequest) -> JsReply {
        match parse(request.into()) {
            Ok(request) => write(&self.0.run(&request)),
            Err(problem) => write(&Reply::refused(problem)),
        }
    }

    /// Answers a request with its figure, as a display list.
    pub fn figure(&self, request: JsRequest, options: Option<JsFigureOptions>) -> JsFigureReply {
        let options = options.map_or(Ok(FigureOptions::default()), |o| parse(o.into()));
        match parse(request.into()).and_then(|request| Ok((request, options?))) {
            Ok((request, options)) => write(&self.0.figure(&request, &options)),
            Err(problem) => write(&FigureReply::refused(problem)),
        }
    }

    /// The figure as a file of SVG on light paper; `undefined` where there is
    /// none, for reasons that `figure` gives.
    pub fn svg(&self, request: JsRequest, options: Option<JsFigureOptions>) -> Option<String> {
        let options = options.map_or(Ok(FigureOptions::default()), |o| parse(o.into())).ok()?;
        self.0.svg(&parse(request.into()).ok()?, &options)
    }
}

fn parse<T: DeserializeOwned>(value: JsValue) -> Result<T, Problem> {
    serde_wasm_bindgen::from_value(value).map_err(|error| {
        Problem::error("request_not_understood", error.to_string())
            .hint("The types of every request are in gradus.d.ts and docs/api.md.")
    })
}

/// Plain objects, `null` for what is missing. Writing our own types cannot
/// fail; if it did, `undefined` would say so.
fn write<T: Serialize, J: JsCast>(value: &T) -> J {
    value.serialize(&Serializer::json_compatible()).unwrap_or(JsValue::UNDEFINED).unchecked_into()
}

/// The version of the engine.
#[wasm_bindgen]
pub fn version() -> String {
    env!("CARGO_PKG_VERSION").to_owned()
}
