//! The little of the zip format that a workbook needs: its list of parts, and
//! one part unpacked, never further than it has a right to.

use miniz_oxide::inflate::decompress_to_vec_with_limit;

/// No part of a workbook may unpack to more than this.
const MOST_BYTES: usize = 512 << 20;
/// Beyond this size a part must not be packed more tightly than real sheets are.
const FREE_BYTES: usize = 32 << 20;
const MOST_RATIO: usize = 200;
/// A workbook has some dozens of parts.
const MOST_PARTS: usize = 65_535;

/// Why a zip file was not read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum ZipError {
    /// Not a zip file, or cut off.
    Broken,
    /// It would unpack to more than a workbook ever holds.
    TooLarge,
    /// It is locked, or packed in a way spreadsheets do not use.
    Locked,
}

#[derive(Clone, Debug)]
struct Part {
    name: String,
    method: u16,
    flags: u16,
    packed: usize,
    size: usize,
    header: usize,
}

pub(super) struct Zip<'a> {
    bytes: &'a [u8],
    parts: Vec<Part>,
}

fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    let pair = bytes.get(at..at.checked_add(2)?)?;
    Some(u16::from_le_bytes([pair[0], pair[1]]))
}

fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    let four = bytes.get(at..at.checked_add(4)?)?;
    Some(u32::from_le_bytes([four[0], four[1], four[2], four[3]]))
}

impl<'a> Zip<'a> {
    /// Reads the directory at the end of the file.
    pub fn open(bytes: &'a [u8]) -> Result<Self, ZipError> {
        let tail = bytes.len().saturating_sub(66_000);
        let end = bytes[tail..]
            .windows(4)
            .rposition(|window| window == b"PK\x05\x06")
            .map(|at| tail + at)
            .ok_or(ZipError::Broken)?;
        let count = u16_at(bytes, end + 10).ok_or(ZipError::Broken)? as usize;
        let mut at = u32_at(bytes, end + 16).ok_or(ZipError::Broken)? as usize;
        if at == u32::MAX as usize || count == MOST_PARTS {
            return Err(ZipError::TooLarge);
        }
        let mut parts = Vec::new();
        for _ in 0..count {
            let (part, next) = directory_entry(bytes, at).ok_or(ZipError::Broken)?;
            parts.push(part);
            at = next;
        }
        Ok(Self { bytes, parts })
    }

    pub fn has(&self, name: &str) -> bool {
        self.find(name).is_some()
    }

    /// Part names are compared without regard to case, as the standard asks.
    fn find(&self, name: &str) -> Option<&Part> {
        self.parts.iter().find(|part| part.name.eq_ignore_ascii_case(name))
    }

    /// One part, unpacked; `None` when there is no such part.
    pub fn read(&self, name: &str) -> Result<Option<Vec<u8>>, ZipError> {
        let Some(part) = self.find(name) else { return Ok(None) };
        if part.flags & 1 != 0 {
            return Err(ZipError::Locked);
        }
        let too_tight = part.size > FREE_BYTES && part.size / MOST_RATIO > part.packed;
        if part.size > MOST_BYTES || too_tight {
            return Err(ZipError::TooLarge);
        }
        let header = part.header;
        if self.bytes.get(header..header.saturating_add(4)) != Some(b"PK\x03\x04") {
            return Err(ZipError::Broken);
        }
        let name_length = u16_at(self.bytes, header + 26).ok_or(ZipError::Broken)? as usize;
        let extra_length = u16_at(self.bytes, header + 28).ok_or(ZipError::Broken)? as usize;
        let start = header + 30 + name_length + extra_length;
        let end = start.checked_add(part.packed).ok_or(ZipError::Broken)?;
        let packed = self.bytes.get(start..end).ok_or(ZipError::Broken)?;
        match part.method {
            0 => Ok(Some(packed.to_vec())),
            // A part that unpacks to more than it claims is not believed.
            8 => decompress_to_vec_with_limit(packed, part.size)
                .map(Some)
                .map_err(|_| ZipError::Broken),
            _ => Err(ZipError::Locked),
        }
    }
}

fn directory_entry(bytes: &[u8], at: usize) -> Option<(Part, usize)> {
    if bytes.get(at..at.checked_add(4)?)? != b"PK\x01\x02" {
        return None;
    }
    let name_length = u16_at(bytes, at + 28)? as usize;
    let extra_length = u16_at(bytes, at + 30)? as usize;
    let comment_length = u16_at(bytes, at + 32)? as usize;
    let name = bytes.get(at + 46..at + 46 + name_length)?;
    let part = Part {
        name: String::from_utf8_lossy(name).into_owned(),
        flags: u16_at(bytes, at + 8)?,
        method: u16_at(bytes, at + 10)?,
        packed: u32_at(bytes, at + 20)? as usize,
        size: u32_at(bytes, at + 24)? as usize,
        header: u32_at(bytes, at + 42)? as usize,
    };
    Some((part, at + 46 + name_length + extra_length + comment_length))
}
