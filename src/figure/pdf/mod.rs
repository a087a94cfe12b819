//! A display list as a one-page PDF: vectors, and letters in the standard
//! Helvetica, whose widths are those the figure was laid out with.

mod content;
mod glyph_table;
mod glyphs;

use super::display_list::{DisplayList, Item, Role};
use super::svg::{Theme, number};
use content::Content;
use std::fmt::Write;

/// A finished file, and the letters it could not hold: the standard fonts have
/// Latin, Greek and mathematical signs; others are replaced by `?`.
#[derive(Clone, Debug, PartialEq)]
pub struct Pdf {
    /// ASCII throughout, so that characters are bytes.
    pub text: String,
    pub missing: Vec<char>,
}

/// Points in a CSS pixel.
const POINTS: f64 = 0.75;
const MILLIMETRE: f64 = 72.0 / 25.4;

/// PDF 1.4 with the page as large as the figure: `width_mm` wide, or at 96
/// pixels an inch. The summary is the figure's alternative text, the caption
/// the document's subject.
pub fn write(list: &DisplayList, theme: Theme, width_mm: Option<f64>) -> Pdf {
    let scale = match width_mm {
        Some(width) if width > 0.0 && width.is_finite() => width * MILLIMETRE / list.width,
        _ => POINTS,
    };
    let content = Content::of(list, theme, scale);
    let (width, height) = (number(list.width * scale), number(list.height * scale));
    let title = list.items.iter().find_map(|item| match item {
        Item::Text { role: Role::Title, text, .. } => Some(text.as_str()),
        _ => None,
    });
    let states: String = content
        .opacities
        .iter()
        .enumerate()
        .map(|(k, opacity)| format!("/G{k} << /ca {} >> ", number(*opacity)))
        .collect();
    let encoding = content.glyphs.encoding();
    let font = |name: &str| {
        format!("<< /Type /Font /Subtype /Type1 /BaseFont /{name} /Encoding {encoding} >>")
    };
    let objects = [
        "<< /Type /Catalog /Pages 2 0 R /Lang (en) /MarkInfo << /Marked true >> \
         /StructTreeRoot 9 0 R >>"
            .to_owned(),
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_owned(),
        format!(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {width} {height}] /Contents 4 0 R \
             /StructParents 0 /Resources << /Font << /F0 5 0 R /F1 6 0 R /F2 7 0 R >> \
             /ExtGState << {states}>> >> >>"
        ),
        format!("<< /Length {} >>\nstream\n{}\nendstream", content.stream.len(), content.stream),
        font("Helvetica"),
        font("Helvetica-Bold"),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Symbol >>".to_owned(),
        format!(
            "<< /Title {} /Subject {} /Creator {} >>",
            text_string(title.unwrap_or("Figure")),
            text_string(&list.caption),
            text_string(concat!("Gradus ", env!("CARGO_PKG_VERSION"))),
        ),
        "<< /Type /StructTreeRoot /K 10 0 R /ParentTree << /Nums [0 [10 0 R]] >> >>".to_owned(),
        format!(
            "<< /Type /StructElem /S /Figure /P 9 0 R /Pg 3 0 R /K 0 /Alt {} >>",
            text_string(&list.summary)
        ),
    ];
    Pdf { text: assemble(&objects), missing: content.glyphs.missing() }
}

/// Objects one after another, then the table of where each begins.
fn assemble(objects: &[String]) -> String {
    let mut out = String::from("%PDF-1.4\n");
    let mut starts = Vec::with_capacity(objects.len());
    for (k, object) in objects.iter().enumerate() {
        starts.push(out.len());
        let _ = write!(out, "{} 0 obj\n{object}\nendobj\n", k + 1);
    }
    let table = out.len();
    let _ = write!(out, "xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1);
    for start in starts {
        let _ = writeln!(out, "{start:010} 00000 n ");
    }
    let _ = write!(
        out,
        "trailer\n<< /Size {} /Root 1 0 R /Info 8 0 R >>\nstartxref\n{table}\n%%EOF\n",
        objects.len() + 1
    );
    out
}

/// Any text as hexadecimal UTF-16 with its mark.
fn text_string(text: &str) -> String {
    let mut out = String::from("<FEFF");
    for unit in text.encode_utf16() {
        let _ = write!(out, "{unit:04X}");
    }
    out.push('>');
    out
}
