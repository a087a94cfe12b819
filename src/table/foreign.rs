//! Files that are not text: each known kind gets a sentence on what to do.

use crate::problem::Problem;

/// A kind of file by how it begins, what it is, and what to do.
const KINDS: [(&[u8], &str, &str); 12] = [
    (
        b"\xd0\xcf\x11\xe0",
        "an old Excel file (.xls) or one with a password",
        "Open it in a spreadsheet and save it as .xlsx without a password, or as .csv.",
    ),
    (b"%PDF", "a PDF", "Copy the table out of it, or ask for the spreadsheet it was made from."),
    (b"\x89PNG", "a picture", "Type the table into a spreadsheet; pictures are not read."),
    (b"\xff\xd8\xff", "a picture", "Type the table into a spreadsheet; pictures are not read."),
    (b"GIF8", "a picture", "Type the table into a spreadsheet; pictures are not read."),
    (b"RIFF", "a picture or a sound", "Type the table into a spreadsheet; pictures are not read."),
    (b"\x1f\x8b", "a compressed file (.gz, or R's .rds)", "Unpack it, or write the table as .csv."),
    (b"7z\xbc\xaf", "a compressed file (.7z)", "Unpack it first."),
    (b"Rar!", "a compressed file (.rar)", "Unpack it first."),
    (b"$FL2", "an SPSS file (.sav)", "Save it as .csv in SPSS."),
    (b"<stata_dta>", "a Stata file (.dta)", "Write it with `export delimited`."),
    (b"SQLite format 3", "a database", "Export the table as .csv."),
];

/// A zip that holds no workbook: which of the kinds people drop it is.
pub(super) fn zip_kind(bytes: &[u8]) -> Problem {
    let head = &bytes[..bytes.len().min(200)];
    let names = |text: &[u8]| head.windows(text.len()).any(|window| window == text);
    if names(b"opendocument") {
        not_text("an OpenDocument file (.ods)", "Save it as .xlsx or .csv.")
    } else {
        not_text("a packed file (.zip)", "Unpack it, and open the table inside.")
    }
}

fn not_text(what: &str, hint: &str) -> Problem {
    Problem::error("not_text", format!("This is {what}, not a table in text.")).hint(hint)
}

/// The problem with a file whose first bytes tell what it is.
pub(super) fn known_kind(bytes: &[u8]) -> Option<Problem> {
    let (_, what, hint) = KINDS.iter().find(|(start, ..)| bytes.starts_with(start))?;
    Some(not_text(what, hint))
}

/// The problem with a text that is none.
pub(super) fn unreadable(bytes: &[u8]) -> Option<Problem> {
    // Text has tabs and line ends, but hardly any other control characters.
    let sample = &bytes[..bytes.len().min(1 << 16)];
    let controls = sample.iter().filter(|b| matches!(b, 0..=8 | 14..=31 | 127)).count();
    (controls * 50 > sample.len()).then(|| {
        let mut problem = not_text(
            "a file of unreadable characters",
            "Copy the rows in your spreadsheet and paste them, or save them as .csv.",
        );
        if let Some(at) = sample.iter().position(|b| matches!(b, 0..=8 | 14..=31 | 127)) {
            let line = 1 + sample[..at].iter().filter(|&&b| b == b'\n').count();
            problem = problem.at_row(line).found(&format!("byte {}", sample[at]));
        }
        problem
    })
}
