//! Answers become display lists: lines, areas, text and marks in CSS pixels,
//! each with a role, painted by the page on a canvas or written as SVG.

pub mod display_list;
