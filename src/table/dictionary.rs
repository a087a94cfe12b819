//! The distinct texts of a column with few of them, and one byte a row.

/// How many distinct texts a column may have before it is kept another way.
pub(super) const MOST: usize = 255;
const FIRST_ROWS: usize = 5;

/// One distinct text.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    key: u64,
    pub text: Box<[u8]>,
    pub count: usize,
    /// The first few rows it stands in.
    pub rows: Vec<u32>,
}

/// Rows as codes: 0 is blank, k the k-th text in order of first appearance.
/// Rows after the last one written are blank.
#[derive(Clone, Debug, Default)]
pub(super) struct Dictionary {
    slots: Vec<u8>,
    pub entries: Vec<Entry>,
    pub codes: Vec<u8>,
}

/// A text's first eight bytes, or all of them folded into eight: equal keys and
/// at most eight bytes mean equal texts.
#[inline]
pub(super) fn key_of(text: &[u8]) -> u64 {
    text.iter().fold(0, |key, &byte| fold(key, byte))
}

#[inline]
pub(super) fn fold(key: u64, byte: u8) -> u64 {
    key.rotate_left(8) ^ u64::from(byte)
}

impl Dictionary {
    /// Writes a text into a row; false when there is no room for another text.
    #[inline]
    pub fn push(&mut self, row: usize, key: u64, text: &[u8], expected_rows: usize) -> bool {
        let Some(code) = self.code(key, text) else { return false };
        let entry = &mut self.entries[usize::from(code) - 1];
        entry.count += 1;
        if entry.rows.len() < FIRST_ROWS {
            entry.rows.push(row as u32);
        }
        if self.codes.len() == self.codes.capacity() {
            reserve(&mut self.codes, expected_rows);
        }
        if self.codes.len() < row {
            self.codes.resize(row, 0);
        }
        self.codes.push(code);
        true
    }

    #[inline]
    fn code(&mut self, key: u64, text: &[u8]) -> Option<u8> {
        if self.entries.len() * 2 >= self.slots.len() {
            self.grow();
        }
        let mask = self.slots.len() - 1;
        let mut slot = place(key, text.len()) & mask;
        loop {
            let code = self.slots[slot];
            if code == 0 {
                break;
            }
            let entry = &self.entries[usize::from(code) - 1];
            if entry.key == key
                && entry.text.len() == text.len()
                && (text.len() <= 8 || *entry.text == *text)
            {
                return Some(code);
            }
            slot = (slot + 1) & mask;
        }
        if self.entries.len() == MOST {
            return None;
        }
        self.entries.push(Entry { key, text: text.into(), count: 0, rows: Vec::new() });
        let code = self.entries.len() as u8;
        self.slots[slot] = code;
        Some(code)
    }

    fn grow(&mut self) {
        let size = (self.slots.len() * 4).max(16);
        self.slots = vec![0; size];
        for (at, entry) in self.entries.iter().enumerate() {
            let mut slot = place(entry.key, entry.text.len()) & (size - 1);
            while self.slots[slot] != 0 {
                slot = (slot + 1) & (size - 1);
            }
            self.slots[slot] = (at + 1) as u8;
        }
    }
}

#[inline]
fn place(key: u64, length: usize) -> usize {
    ((key ^ length as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 40) as usize
}

/// Room for the rows still expected, then by eighths: doubling would hold twice
/// the memory at the end of a long file.
pub(super) fn reserve<T>(values: &mut Vec<T>, expected_rows: usize) {
    let length = values.len();
    let more = if length < 1024 {
        length.max(16)
    } else if length < expected_rows {
        expected_rows - length
    } else {
        length / 8
    };
    values.reserve_exact(more);
}
