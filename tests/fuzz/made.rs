//! Made inputs: seeded, so that a failure comes back, out of pieces that readers
//! trip over, and out of the corpus with parts changed, cut, doubled and mixed.
#![allow(dead_code)] // The laws of reading use a part of it.

use std::path::{Path, PathBuf};

/// Marsaglia's xorshift.
pub struct Made(u64);

impl Made {
    pub fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    pub fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    pub fn below(&mut self, n: usize) -> usize {
        (self.next() >> 11) as usize % n
    }

    pub fn one<T: Copy>(&mut self, of: &[T]) -> T {
        of[self.below(of.len())]
    }

    pub fn text(&mut self, alphabet: &[&str], most: usize) -> String {
        (0..self.below(most + 1)).map(|_| self.one(alphabet)).collect()
    }

    pub fn bytes(&mut self, most: usize) -> Vec<u8> {
        (0..self.below(most + 1)).map(|_| self.next() as u8).collect()
    }

    /// One of the files with some places changed.
    pub fn spoilt(&mut self, files: &[Vec<u8>], pieces: &[&str]) -> Vec<u8> {
        let mut bytes = files[self.below(files.len())].clone();
        for _ in 0..1 + self.below(5) {
            let at = self.below(bytes.len() + 1);
            let end = (at + self.below(40)).min(bytes.len());
            match self.below(8) {
                0 if at < bytes.len() => bytes[at] = self.next() as u8,
                1 if at < bytes.len() => bytes[at] ^= 1 << self.below(8),
                2 => drop(bytes.drain(at..end)),
                3 => {
                    let part = bytes[at..end].to_vec();
                    let times = 1 + self.below(20);
                    bytes.splice(at..at, part.repeat(times));
                }
                4 if self.below(4) == 0 => bytes.truncate(at),
                5 => {
                    let other = &files[self.below(files.len())];
                    let from = self.below(other.len() + 1);
                    let to = (from + self.below(200)).min(other.len());
                    bytes.splice(at..end, other[from..to].iter().copied());
                }
                6 => self.change_number(&mut bytes, at),
                _ => drop(bytes.splice(at..at, self.one(pieces).bytes())),
            }
        }
        bytes
    }

    /// The first number from here on becomes one that nobody expects.
    fn change_number(&mut self, bytes: &mut Vec<u8>, from: usize) {
        const ODD: [&str; 8] =
            ["0", "-1", "16384", "1048576", "65536", "4294967296", "99999999999999999999", "1e308"];
        let digit = |b: &u8| b.is_ascii_digit();
        let Some(start) = bytes[from..].iter().position(digit).map(|at| from + at) else { return };
        let length = bytes[start..].iter().take_while(|b| digit(b)).count();
        let _ = bytes.splice(start..start + length, self.one(&ODD).bytes());
    }
}

pub fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests").join(name)
}

/// The files of a folder with one of these endings, by name.
pub fn files(folder_name: &str, endings: &[&str]) -> Vec<(PathBuf, Vec<u8>)> {
    let entries = std::fs::read_dir(folder(folder_name)).unwrap();
    let mut paths: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths
        .retain(|path| path.extension().is_some_and(|e| endings.iter().any(|ending| e == *ending)));
    paths.into_iter().map(|path| (path.clone(), std::fs::read(path).unwrap())).collect()
}

pub fn corpus(endings: &[&str]) -> Vec<Vec<u8>> {
    files("tables", endings).into_iter().map(|(_, bytes)| bytes).collect()
}

/// Pieces of tables in text.
pub const ANYTHING: &[&str] = &[
    "a",
    "B",
    "7",
    "0",
    "1",
    ".",
    ",",
    ";",
    "\t",
    "|",
    "\"",
    "\"\"",
    "\n",
    "\r\n",
    " ",
    "-",
    "%",
    "<",
    "≥",
    "ü",
    "–",
    "\u{a0}",
    "NA",
    "e",
    "/",
    "12,5",
    "2021-03-14",
    "true",
    "\u{feff}",
    "'",
    "=",
    "🦴",
];

/// Words that turn readers another way.
pub const TURNS: &[&str] = &[
    "\0",
    "id",
    "total",
    "record_id",
    "redcap_repeat_instance",
    "box___1",
    "90-99",
    "~80",
    "01.02.03",
    "1,234",
    "99999999999999999999",
    "1e308",
    "PK\u{3}\u{4}",
    "<table>",
    "\t\t\t",
    "event",
    "surgery date",
    "1;2;3\n",
    "44270",
    "31.12.1899",
    "a,b,c\n",
    "summe",
    "%PDF",
];

/// Pieces of cells: numbers, dates, grades and what people write between them.
pub const CELLS: &[&str] = &[
    "0", "1", "5", "12", "31", "99", "100", "2021", "21", ".", ",", "-", "–", "/", ":", " ", "%",
    "<", ">", "≤", "to", "bis", "Mar", "märz", "de", "T", "Z", "+", "e", "E", "th", "'", "\u{a0}",
    "\u{202f}", "approx.", "ü", "NA", "−", "=", "≥", "~", "ca.", "grade", "IIb", "III", "per cent",
    "00", "1900", "9999", "29", "Feb", "&", "(", ")", "0.5", "12:30",
];

/// Pieces of HTML.
pub const HTML: &[&str] = &[
    "<table>",
    "</table>",
    "<tr>",
    "</tr>",
    "<td>",
    "</td>",
    "<th>",
    "<TD colspan=3>",
    "<td rowspan=2>",
    "<td colspan=99999999999>",
    "<td rowspan=65535 colspan=1000>",
    "<td x:num=\"12.345\">",
    "<td sdval=\"0.855\">",
    "12,3",
    "86%",
    "##",
    "1,235",
    "a",
    "id",
    "\n",
    " ",
    "<br>",
    "<p>",
    "</p>",
    "<div style='display:none'>",
    "<span hidden>",
    "</span>",
    "</div>",
    "<!--",
    "-->",
    "<![if x]>",
    "<![endif]>",
    "<style>",
    "</style>",
    "<script>",
    "<",
    ">",
    "\"",
    "'",
    "=",
    "&nbsp;",
    "&#x110000;",
    "&#128;",
    "&lt;",
    "&",
    ";",
    "ü",
    "<tr style='display:none'>",
    "<comment>",
    "<a class=msocomanchor>",
    "<td x:num=\"1e308\">1E+400",
    "<td x:num=1e999>",
    "<td data-sheets-value=\"{&quot;1&quot;:3,&quot;3&quot;:7.5}\">",
    "<td ",
    "</",
    "<html ",
    "mso-displayed-decimal-separator:\"\\,\"",
    "office:excel",
];

/// Pieces of a workbook's XML.
pub const XML: &[&str] = &[
    "<row>",
    "</row>",
    "<row r=\"3\">",
    "<row r=\"-1\"/>",
    "<row r=\"1048576\">",
    "<c>",
    "<c r=\"B2\">",
    "<c r=\"XFD1\">",
    "<c t=\"s\">",
    "<c t=\"b\">",
    "<c t=\"d\">",
    "<c s=\"1\">",
    "</c>",
    "<c/>",
    "<v>",
    "</v>",
    "<is><t>",
    "</t></is>",
    "44270",
    "1e9",
    "1e308",
    "-1",
    "0",
    "&amp;",
    "&#x41;",
    "&",
    "<",
    ">",
    "\"",
    "'",
    "<!--",
    "-->",
    "<![CDATA[",
    "]]>",
    "<?",
    "?>",
    "_x000D_",
    "_x",
    "ü",
    " ",
    "=",
    "<x:v>",
    "<f>",
    "<rPh>",
    "<mergeCell/>",
    "<si>",
    "</si>",
    "<xf numFmtId=\"14\"/>",
    "<numFmt numFmtId=\"14\" formatCode=\"[\"/>",
];
