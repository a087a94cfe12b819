//! A figure as a file: which kind, on which paper, how wide.

use super::display_list::DisplayList;
use super::svg::Theme;
use super::{pdf, svg};
use crate::compact::Gather;
use crate::plain::FromPlain;
use crate::problem::Problem;
use serde::Serialize;

/// What is asked of a file. Light paper unless asked otherwise.
#[derive(Clone, Debug, Default, PartialEq, Serialize, FromPlain)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct FileOptions {
    pub format: Format,
    #[serde(default)]
    #[cfg_attr(feature = "types", ts(optional, as = "Option<_>"))]
    pub theme: Theme,
    /// Width of a PDF page in millimetres; by default 96 pixels are an inch.
    #[serde(default)]
    #[cfg_attr(feature = "types", ts(optional))]
    pub width_mm: Option<f64>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, FromPlain)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Format {
    #[default]
    Svg,
    Pdf,
}

/// The file as text, and what it could not hold. A PDF of ours is ASCII.
pub fn file(list: &DisplayList, options: &FileOptions) -> (String, Vec<Problem>) {
    match options.format {
        Format::Svg => (svg::write(list, options.theme), Vec::new()),
        Format::Pdf => {
            let pdf = pdf::write(list, options.theme, options.width_mm);
            let problem = (!pdf.missing.is_empty()).then(|| {
                let letters: String = pdf.missing.iter().collect();
                Problem::warning(
                    "letters_not_in_pdf",
                    format!("The PDF's standard fonts lack {letters}; they are printed as “?”."),
                )
                .hint("Export SVG or PNG, which use the fonts of your system.")
            });
            (pdf.text, problem.into_iter().gather())
        }
    }
}
