//! The tables of a piece of HTML, cell by cell, in the places where they are
//! seen: merged cells cover their neighbours, tables in cells stand apart.

use super::digits;
use super::entities;
use super::tags::{Tag, Tags, attribute, starts_with};
use crate::table::read::MOST_COLUMNS;

/// HTML itself lets no cell cover more rows.
const MOST_ROWS_COVERED: usize = 65_534;

#[derive(Debug)]
pub(super) struct Cell {
    pub row: usize,
    pub column: usize,
    pub text: String,
    /// The number behind what is shown.
    pub number: Option<f64>,
}

/// One table; only cells with text are kept.
#[derive(Debug, Default)]
pub(super) struct OneTable {
    pub cells: Vec<Cell>,
    /// Rows begun.
    pub rows: usize,
    /// Merged cells and hidden rows that hold text.
    pub merged: usize,
    pub hidden_rows: usize,
    open: Option<Cell>,
    open_is_merged: bool,
    /// The row is hidden, and not yet counted as such.
    row_is_hidden: bool,
    column: usize,
    /// Cells that reach down into later rows, from left to right, and the first
    /// of them that the row has not passed.
    covers: Vec<Cover>,
    next_cover: usize,
}

/// Columns covered from above, and the first row that is free again.
#[derive(Debug)]
struct Cover {
    from: usize,
    to: usize,
    until: usize,
}

/// What the piece holds: its largest table, and whether there was more.
#[derive(Debug, Default)]
pub(super) struct Found {
    pub table: OneTable,
    /// Text outside the table, or another table.
    pub more: bool,
}

pub(super) fn find(html: &str) -> Found {
    let mut found = Found::default();
    let mut open: Vec<OneTable> = Vec::new();
    // An element that is not seen: its name, and how many of it are open.
    let mut unseen: Option<(&str, usize)> = None;
    for tag in Tags::new(html) {
        if let Some((hidden, depth)) = &mut unseen {
            match tag {
                Tag::Start { name, .. } if name.eq_ignore_ascii_case(hidden) => *depth += 1,
                Tag::End { name } if name.eq_ignore_ascii_case(hidden) => *depth -= 1,
                _ => {}
            }
            let ended = *depth == 0;
            // Whatever was left open ends with its cell.
            let ends_cell =
                matches!(tag, Tag::Start { name, .. } | Tag::End { name } if is_of_table(name));
            if ended || ends_cell {
                unseen = None;
            }
            if !ends_cell {
                continue;
            }
        }
        match tag {
            Tag::Start { name, attributes } => {
                if !is_of_table(name) && is_unseen(name, attributes) {
                    unseen = Some((name, 1));
                    continue;
                }
                start(name, attributes, &mut open);
            }
            Tag::End { name } if is(name, "table") => {
                if let Some(table) = open.pop() {
                    found.take(table);
                }
            }
            Tag::End { name } => {
                let Some(table) = open.last_mut() else { continue };
                if is(name, "td") || is(name, "th") || is(name, "tr") {
                    table.end_cell();
                } else if is_block(name) {
                    table.new_line();
                }
            }
            Tag::Text(text) => match open.last_mut().and_then(|table| table.open.as_mut()) {
                Some(cell) => push(&mut cell.text, &entities::replaced(text)),
                None => found.more |= !text.trim().is_empty(),
            },
        }
    }
    while let Some(table) = open.pop() {
        found.take(table);
    }
    found
}

fn start(name: &str, attributes: &str, open: &mut Vec<OneTable>) {
    if is(name, "table") {
        open.push(OneTable::default());
        return;
    }
    let Some(table) = open.last_mut() else { return };
    if is(name, "tr") {
        table.end_cell();
        table.begin_row();
        table.row_is_hidden = is_hidden(attributes);
    } else if is(name, "td") || is(name, "th") {
        table.end_cell();
        table.begin_cell(attributes);
    } else if is(name, "br") || is_block(name) {
        table.new_line();
    }
}

impl Found {
    /// The table with the most cells is kept, the first of equals.
    fn take(&mut self, mut table: OneTable) {
        table.end_cell();
        if table.cells.len() > self.table.cells.len() {
            self.more |= !self.table.cells.is_empty();
            self.table = table;
        } else {
            self.more |= !table.cells.is_empty();
        }
    }
}

impl OneTable {
    fn begin_row(&mut self) {
        let row = self.rows;
        self.rows += 1;
        self.column = 0;
        self.next_cover = 0;
        self.covers.retain(|cover| cover.until > row);
    }

    fn begin_cell(&mut self, attributes: &str) {
        self.rows = self.rows.max(1);
        let row = self.rows - 1;
        while let Some(cover) = self.covers.get(self.next_cover)
            && cover.from <= self.column
        {
            self.column = self.column.max(cover.to);
            self.next_cover += 1;
        }
        let span = |name| {
            attribute(attributes, name).and_then(|n| n.parse::<usize>().ok()).unwrap_or(1).max(1)
        };
        let (across, down) = (span("colspan"), span("rowspan").min(MOST_ROWS_COVERED));
        let end = self.column.saturating_add(across).min(MOST_COLUMNS);
        if down > 1 && end > self.column {
            let cover = Cover { from: self.column, to: end, until: row + down };
            self.covers.insert(self.next_cover, cover);
            self.next_cover += 1;
        }
        self.open_is_merged = across > 1 || down > 1;
        if self.column < MOST_COLUMNS {
            let number = digits::held(attributes);
            self.open = Some(Cell { row, column: self.column, text: String::new(), number });
        }
        self.column = end;
    }

    fn end_cell(&mut self) {
        if let Some(mut cell) = self.open.take() {
            cell.text.truncate(cell.text.trim_end().len());
            let blanks = cell.text.len() - cell.text.trim_start().len();
            cell.text.drain(..blanks);
            if !cell.text.is_empty() {
                self.merged += usize::from(self.open_is_merged);
                self.hidden_rows += usize::from(std::mem::take(&mut self.row_is_hidden));
                self.cells.push(cell);
            }
        }
    }

    fn new_line(&mut self) {
        if let Some(cell) = &mut self.open
            && !cell.text.is_empty()
        {
            let tight = cell.text.trim_end_matches(' ').len();
            cell.text.truncate(tight);
            cell.text.push('\n');
        }
    }
}

/// White space between words is one space; a no-break space stays.
fn push(into: &mut String, text: &str) {
    for c in text.chars() {
        if !c.is_ascii_whitespace() {
            into.push(c);
        } else if !into.is_empty() && !into.ends_with([' ', '\n']) {
            into.push(' ');
        }
    }
}

fn is(name: &str, known: &str) -> bool {
    name.eq_ignore_ascii_case(known)
}

fn is_of_table(name: &str) -> bool {
    ["table", "tr", "td", "th", "tbody", "thead", "tfoot"].iter().any(|known| is(name, known))
}

fn is_block(name: &str) -> bool {
    ["p", "div", "li"].iter().any(|known| is(name, known))
}

/// Not on the screen: hidden by style, or a comment on a cell.
fn is_unseen(name: &str, attributes: &str) -> bool {
    const EMPTY: [&str; 6] = ["br", "col", "hr", "img", "input", "wbr"];
    if EMPTY.iter().any(|empty| is(name, empty)) {
        return false;
    }
    is(name, "comment")
        || is_hidden(attributes)
        || attribute(attributes, "class").is_some_and(|class| starts_with(&class, "msocom"))
}

fn is_hidden(attributes: &str) -> bool {
    let hides = |style: &str| {
        let tight = style.split_ascii_whitespace().collect::<String>().to_ascii_lowercase();
        tight.contains("display:none")
    };
    attribute(attributes, "hidden").is_some()
        || attribute(attributes, "style").is_some_and(|style| hides(&style))
}
