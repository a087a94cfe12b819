//! `xtask bind ENGINE.wasm DIRECTORY`: writes the JavaScript that loads the
//! compiled engine, the engine itself made small, and TypeScript declarations
//! of everything that can be asked and answered.

mod types;

use std::error::Error;
use std::fs;
use std::path::Path;
use wasm_bindgen_cli_support::Bindgen;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["bind", engine, directory] => bind(Path::new(engine), Path::new(directory)),
        _ => Err("usage: xtask bind ENGINE.wasm DIRECTORY".into()),
    }
}

/// Writes `gradus.js`, `gradus_bg.wasm` and `gradus.d.ts` into the directory.
fn bind(engine: &Path, directory: &Path) -> Result<(), Box<dyn Error>> {
    fs::create_dir_all(directory)?;
    let mut bindgen = Bindgen::new();
    bindgen
        .input_path(engine)
        .out_name("gradus")
        .web(true)?
        .typescript(true)
        .remove_name_section(true)
        .remove_producers_section(true)
        .generate(directory)?;
    // The declarations name the plain data by its Rust names; put both in one file.
    fs::remove_file(directory.join("gradus_bg.wasm.d.ts"))?;
    let path = directory.join("gradus.d.ts");
    let face = fs::read_to_string(&path)?;
    fs::write(&path, format!("{}\n{face}", types::declarations()))?;
    Ok(())
}
