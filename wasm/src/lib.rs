//! Links the engine for the web; `gradus::face` has the calls.
//!
//! A crate of its own, because the optimisation level of the crate that is
//! linked decides what the linker's own optimiser may do: here everything,
//! while the engine's code says for itself that it wants to be small.

extern crate gradus;
