//! The wasm face: translate, call, translate back. Every method takes and
//! gives plain data; trouble comes back as problems, never as a thrown string.

use crate::compact::Gather;
use crate::figure::FigureOptions;
use crate::figure::export::FileOptions;
use crate::plain::{self, FromPlain, Value};
use crate::problem::Problem;
use crate::session::{FigureReply, FileReply, MapReport, PanelsReply, Reply, Session, TeachReply};
use crate::table::ReadOptions;
use js_sys::{Array, JSON, Object};
use serde::Serialize;
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
    #[wasm_bindgen(typescript_type = "FileOptions")]
    pub type JsFileOptions;
    #[wasm_bindgen(typescript_type = "FileReply")]
    pub type JsFileReply;
    #[wasm_bindgen(typescript_type = "Request[]")]
    pub type JsRequests;
    #[wasm_bindgen(typescript_type = "PanelsReply")]
    pub type JsPanelsReply;
    #[wasm_bindgen(typescript_type = "TeachRequest")]
    pub type JsTeachRequest;
    #[wasm_bindgen(typescript_type = "TeachReply")]
    pub type JsTeachReply;
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
/// gives a study without rows whose `table().problems` say why. `html` is the
/// other form of a text that was pasted, where the clipboard holds one.
#[wasm_bindgen]
pub fn open(input: Input, options: Option<JsReadOptions>, html: Option<String>) -> Study {
    let bytes = match input.as_string() {
        Some(text) => text.into_bytes(),
        None => js_sys::Uint8Array::new(&input).to_vec(),
    };
    let (options, problem) = match options.map_or(Ok(ReadOptions::default()), |o| parse(o.into())) {
        Ok(options) => (options, None),
        Err(problem) => (ReadOptions::default(), Some(problem)),
    };
    let session = match html {
        Some(html) => Session::open_pasted(bytes, &html, &options),
        None => Session::open(bytes, &options),
    };
    Study(match problem {
        Some(problem) => session.with_problem(problem),
        None => session,
    })
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
            Err(problem) => write(&MapReport { problems: vec![problem], ..MapReport::default() }),
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

    /// How an answer came about, step by step, with the picture of one step.
    pub fn teach(&self, request: JsTeachRequest) -> JsTeachReply {
        match parse(request.into()) {
            Ok(request) => write(&self.0.teach(&request)),
            Err(problem) => write(&TeachReply::refused(problem)),
        }
    }

    /// The figure as a file of SVG on light paper; `undefined` where there is
    /// none, for reasons that `figure` gives.
    pub fn svg(&self, request: JsRequest, options: Option<JsFigureOptions>) -> Option<String> {
        let options = options.map_or(Ok(FigureOptions::default()), |o| parse(o.into())).ok()?;
        self.0.svg(&parse(request.into()).ok()?, &options)
    }

    /// The figure of a request as an SVG or PDF file, light unless asked otherwise.
    pub fn file(
        &self,
        request: JsRequest,
        options: Option<JsFigureOptions>,
        file: JsFileOptions,
    ) -> JsFileReply {
        let options = options.map_or(Ok(FigureOptions::default()), |o| parse(o.into()));
        let asked = parse(request.into())
            .and_then(|request| Ok((request, options?, parse::<FileOptions>(file.into())?)));
        match asked {
            Ok((request, options, file)) => write(&self.0.file(&request, &options, &file)),
            Err(problem) => write(&FileReply::refused(problem)),
        }
    }

    /// Several requests as one figure of panels A, B, C.
    pub fn panels(&self, requests: JsRequests, options: Option<JsFigureOptions>) -> JsPanelsReply {
        let options = options.map_or(Ok(FigureOptions::default()), |o| parse(o.into()));
        match parse::<Vec<_>>(requests.into()).and_then(|requests| Ok((requests, options?))) {
            Ok((requests, options)) => write(&self.0.panels(&requests, &options)),
            Err(problem) => write(&PanelsReply::refused(problem)),
        }
    }

    /// The same as an SVG or PDF file.
    #[wasm_bindgen(js_name = panelsFile)]
    pub fn panels_file(
        &self,
        requests: JsRequests,
        options: Option<JsFigureOptions>,
        file: JsFileOptions,
    ) -> JsFileReply {
        let options = options.map_or(Ok(FigureOptions::default()), |o| parse(o.into()));
        let asked = parse::<Vec<_>>(requests.into())
            .and_then(|requests| Ok((requests, options?, parse::<FileOptions>(file.into())?)));
        match asked {
            Ok((requests, options, file)) => write(&self.0.panels_file(&requests, &options, &file)),
            Err(problem) => write(&FileReply::refused(problem)),
        }
    }
}

fn parse<T: FromPlain>(js: JsValue) -> Result<T, Problem> {
    T::from_plain(value_of(&js)).map_err(|error| {
        Problem::error("request_not_understood", format!("{error}."))
            .hint("The types of every request are in gradus.d.ts and docs/api.md.")
    })
}

/// A JavaScript value as plain data. What has no counterpart, and entries that
/// are undefined, are left out.
fn value_of(js: &JsValue) -> Value {
    if let Some(text) = js.as_string() {
        Value::Text(text)
    } else if let Some(number) = js.as_f64() {
        Value::Number(number)
    } else if let Some(truth) = js.as_bool() {
        Value::Bool(truth)
    } else if let Some(list) = js.dyn_ref::<Array>() {
        Value::List(list.iter().map(|entry| value_of(&entry)).gather())
    } else if let Some(object) = js.dyn_ref::<Object>() {
        let entries = Object::entries(object);
        let defined = entries.iter().filter_map(|entry| {
            let entry: Array = entry.unchecked_into();
            let value = entry.get(1);
            Some((entry.get(0).as_string()?, value_of(&value))).filter(|_| !value.is_undefined())
        });
        Value::Map(defined.gather())
    } else {
        Value::Null
    }
}

/// Plain objects, `null` for what is missing. What we write is JSON, so that
/// parsing it cannot fail; if it did, `undefined` would say so.
fn write<T: Serialize, J: JsCast>(value: &T) -> J {
    JSON::parse(&plain::write(value)).unwrap_or(JsValue::UNDEFINED).unchecked_into()
}

/// The version of the engine.
#[wasm_bindgen]
pub fn version() -> String {
    env!("CARGO_PKG_VERSION").to_owned()
}
