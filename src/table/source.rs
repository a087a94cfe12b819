//! The text itself, kept whole, with the place where every row begins, so that
//! any cell can be given back as it was typed.

use std::borrow::Cow;

/// Where a cell's content lies, and where the next cell begins.
#[derive(Clone, Copy, Debug)]
pub(super) struct Field {
    pub start: usize,
    pub end: usize,
    /// Doubled quotes inside stand for one.
    pub escaped: bool,
    /// The place after the mark that ended the cell.
    pub next: usize,
    /// Whether a line end or the end of the text ended it.
    pub last: bool,
    /// It began with a quote that does not close before a delimiter.
    pub stray_quote: bool,
}

/// The cell that begins at `at`.
///
/// A quote that opens a cell must close before a delimiter, a line end or the
/// end of the text; one that does not is an ordinary character, so that a stray
/// quote spoils one cell and not the rest of the file.
pub(super) fn field(bytes: &[u8], at: usize, delimiter: u8) -> Field {
    let mut open = at;
    while bytes.get(open) == Some(&b' ') {
        open += 1;
    }
    if bytes.get(open) == Some(&b'"') {
        if let Some(found) = quoted(bytes, open, delimiter) {
            return found;
        }
        return Field { stray_quote: true, ..bare(bytes, at, delimiter) };
    }
    bare(bytes, at, delimiter)
}

fn bare(bytes: &[u8], start: usize, delimiter: u8) -> Field {
    let rest = &bytes[start..];
    let length =
        rest.iter().position(|&b| b == delimiter || b == b'\n' || b == b'\r').unwrap_or(rest.len());
    let (next, last) = after(bytes, start + length, delimiter);
    Field { start, end: start + length, escaped: false, next, last, stray_quote: false }
}

fn quoted(bytes: &[u8], open: usize, delimiter: u8) -> Option<Field> {
    let start = open + 1;
    let mut escaped = false;
    let mut at = start;
    loop {
        at += bytes[at..].iter().position(|&b| b == b'"')?;
        if bytes.get(at + 1) == Some(&b'"') {
            escaped = true;
            at += 2;
            continue;
        }
        let mut stop = at + 1;
        while bytes.get(stop) == Some(&b' ') && delimiter != b' ' {
            stop += 1;
        }
        let closes = bytes.get(stop).is_none_or(|&b| b == delimiter || b == b'\n' || b == b'\r');
        return closes.then(|| {
            let (next, last) = after(bytes, stop, delimiter);
            Field { start, end: at, escaped, next, last, stray_quote: false }
        });
    }
}

/// Steps over the mark at `end`: the place behind it, and whether the row ended.
#[inline]
pub(super) fn after(bytes: &[u8], end: usize, delimiter: u8) -> (usize, bool) {
    match bytes.get(end) {
        None => (end, true),
        Some(b'\r') => (end + 1 + usize::from(bytes.get(end + 1) == Some(&b'\n')), true),
        Some(b'\n') => (end + 1, true),
        Some(&b) => (end + 1, b != delimiter),
    }
}

/// Writes a cell between tabs, in quotes where it must be.
pub(super) fn push_cell(into: &mut Vec<u8>, text: &str) {
    let quoted = text.contains(['\t', '\n', '\r', '"']) || text.trim_matches(is_blank) != text;
    if quoted {
        into.push(b'"');
        into.extend_from_slice(text.replace('"', "\"\"").as_bytes());
        into.push(b'"');
    } else {
        into.extend_from_slice(text.as_bytes());
    }
}

/// The start of the next row, the rest of this one unread.
pub(super) fn rest_of_row(bytes: &[u8], mut at: usize, delimiter: u8) -> usize {
    loop {
        let found = field(bytes, at, delimiter);
        at = found.next;
        if found.last {
            return at;
        }
    }
}

/// Whether a row has text after its first `columns` cells.
pub(super) fn has_text_beyond(bytes: &[u8], mut at: usize, delimiter: u8, columns: usize) -> bool {
    let mut column = 0;
    loop {
        let found = field(bytes, at, delimiter);
        if column >= columns && !trimmed(&bytes[found.start..found.end]).is_empty() {
            return true;
        }
        if found.last {
            return false;
        }
        column += 1;
        at = found.next;
    }
}

/// White space at the ends of cells, the invisible kinds of web pages included.
fn is_blank(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{200b}' | '\u{feff}' | '\u{0}')
}

/// Begins and ends with a visible ASCII character: nothing to trim.
#[inline]
pub(super) fn is_tight(bytes: &[u8]) -> bool {
    let visible = |byte: Option<&u8>| byte.is_some_and(|&b| b > b' ' && b < 0x80);
    visible(bytes.first()) && visible(bytes.last())
}

/// Without white space at either end.
pub(super) fn trimmed(bytes: &[u8]) -> &[u8] {
    if is_tight(bytes) {
        return bytes;
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => text.trim_matches(is_blank).as_bytes(),
        Err(_) => bytes.trim_ascii(),
    }
}

/// The cell's text: quotes undone, outer white space gone.
pub(super) fn content(bytes: &[u8], field: Field) -> Cow<'_, [u8]> {
    let raw = trimmed(&bytes[field.start..field.end]);
    if !field.escaped {
        return Cow::Borrowed(raw);
    }
    let mut single = Vec::with_capacity(raw.len());
    let mut previous_quote = false;
    for &byte in raw {
        if byte == b'"' && previous_quote {
            previous_quote = false;
            continue;
        }
        previous_quote = byte == b'"';
        single.push(byte);
    }
    Cow::Owned(single)
}

/// A text that was read: the bytes (UTF-8), and the start of every row.
#[derive(Debug, Default)]
pub(super) struct Source {
    pub bytes: Vec<u8>,
    pub delimiter: u8,
    pub starts: Vec<u32>,
    pub lines: Lines,
}

/// The line number of each row.
#[derive(Debug)]
pub(super) enum Lines {
    /// No line was left out after the first row.
    From(usize),
    Each(Vec<u32>),
}

impl Default for Lines {
    fn default() -> Self {
        Self::From(1)
    }
}

impl Lines {
    pub fn of(&self, row: usize) -> usize {
        match self {
            Self::From(first) => first + row,
            Self::Each(lines) => lines.get(row).map_or(0, |&line| line as usize),
        }
    }
}

impl Source {
    pub fn line(&self, row: usize) -> usize {
        self.lines.of(row)
    }

    /// The cells of a row in order; rows may be shorter than the table is wide.
    pub fn cells(&self, row: usize) -> Cells<'_> {
        match self.starts.get(row) {
            Some(&at) => Cells { source: self, at: at as usize, ended: false },
            None => Cells { source: self, at: 0, ended: true },
        }
    }
}

/// The cells of one row.
#[derive(Clone, Debug)]
pub(super) struct Cells<'a> {
    source: &'a Source,
    at: usize,
    ended: bool,
}

impl<'a> Cells<'a> {
    pub(super) fn raw(&mut self) -> Option<(&'a Source, Field)> {
        if self.ended {
            return None;
        }
        let found = field(&self.source.bytes, self.at, self.source.delimiter);
        self.at = found.next;
        self.ended = found.last;
        Some((self.source, found))
    }
}

impl<'a> Iterator for Cells<'a> {
    type Item = Cow<'a, str>;

    fn next(&mut self) -> Option<Self::Item> {
        let (source, found) = self.raw()?;
        Some(text_of(content(&source.bytes, found)))
    }
}

pub(super) fn text_of(bytes: Cow<'_, [u8]>) -> Cow<'_, str> {
    match bytes {
        Cow::Borrowed(bytes) => String::from_utf8_lossy(bytes),
        Cow::Owned(bytes) => Cow::Owned(String::from_utf8_lossy(&bytes).into_owned()),
    }
}
