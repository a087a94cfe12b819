//! The distinct texts of a column with few of them, and one byte a row.

use crate::compact::Gather;

/// How many distinct texts a column may have before it is kept another way.
pub(super) const MOST: usize = 255;

const SLOTS: usize = 512;
/// Where folding begins: texts of different length get different keys.
pub(super) const EMPTY_KEY: u64 = 1;
/// Set in the key of a text too long for its key to tell everything.
const LONG: u64 = 1 << 63;
const LONGEST_SHORT: usize = 7;

/// Rows as codes: 0 is blank, k the k-th text in order of first appearance.
/// Rows after the last one written are blank.
#[derive(Clone, Debug, Default)]
pub(super) struct Dictionary {
    /// Made with the first text, dropped when reading is over.
    index: Option<Box<Index>>,
    pub texts: Vec<Box<[u8]>>,
    pub codes: Vec<u8>,
}

/// An open table from keys to codes; 255 texts never fill its 512 places.
#[derive(Clone, Debug)]
struct Index {
    slots: [u8; SLOTS],
    keys: [u64; MOST + 1],
}

/// Up to seven bytes as they are; more are folded over each other.
#[inline]
pub(super) fn key_of(text: &[u8]) -> u64 {
    finish_key(text.iter().fold(EMPTY_KEY, |key, &byte| fold(key, byte)), text.len())
}

#[inline]
pub(super) fn fold(key: u64, byte: u8) -> u64 {
    key.rotate_left(8) ^ u64::from(byte)
}

#[inline]
pub(super) fn finish_key(key: u64, length: usize) -> u64 {
    if length > LONGEST_SHORT { key | LONG } else { key }
}

impl Dictionary {
    /// Writes a text into a row; false when there is no room for another text.
    #[inline]
    pub fn push(&mut self, row: usize, key: u64, text: &[u8], expected_rows: usize) -> bool {
        let Some(code) = self.code(key, text) else { return false };
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
        let index = self
            .index
            .get_or_insert_with(|| Box::new(Index { slots: [0; SLOTS], keys: [0; MOST + 1] }));
        let mut slot = (key.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 55) as usize;
        loop {
            let code = index.slots[slot % SLOTS];
            if code == 0 {
                break;
            }
            if index.keys[usize::from(code)] == key
                && (key & LONG == 0 || *self.texts[usize::from(code) - 1] == *text)
            {
                return Some(code);
            }
            slot += 1;
        }
        if self.texts.len() == MOST {
            return None;
        }
        self.texts.push(text.into());
        let code = self.texts.len() as u8;
        index.slots[slot % SLOTS] = code;
        index.keys[usize::from(code)] = key;
        Some(code)
    }

    /// How many rows carry each text.
    pub fn counts(&self) -> Vec<usize> {
        let mut counts = vec![0; MOST + 1];
        for &code in &self.codes {
            counts[usize::from(code)] += 1;
        }
        counts.drain(..1);
        counts.truncate(self.texts.len());
        counts
    }

    /// The first few rows of a text.
    pub fn first_rows(&self, text: usize, most: usize) -> Vec<u32> {
        let rows = self.codes.iter().enumerate();
        let rows = rows.filter(|&(_, &code)| usize::from(code) == text + 1);
        rows.map(|(row, _)| row as u32).take(most).gather()
    }

    pub fn drop_index(&mut self) {
        self.index = None;
    }
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
