//! The wasm face: translate, call, translate back.
