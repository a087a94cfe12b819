//! Bytes become UTF-8: marks at the start, then whether they are valid, decide.

use super::understanding::Encoding;

/// The same text in UTF-8, without a byte order mark.
pub(super) fn decode(mut bytes: Vec<u8>) -> (Vec<u8>, Encoding) {
    if bytes.starts_with(&[0xef, 0xbb, 0xbf]) {
        bytes.drain(..3);
        let (bytes, encoding) = decode(bytes);
        let encoding = if encoding == Encoding::Utf8 { Encoding::Utf8Bom } else { encoding };
        return (bytes, encoding);
    }
    if let Some(rest) = bytes.strip_prefix(&[0xff, 0xfe]) {
        return (utf16(rest, u16::from_le_bytes), Encoding::Utf16LittleEndian);
    }
    if let Some(rest) = bytes.strip_prefix(&[0xfe, 0xff]) {
        return (utf16(rest, u16::from_be_bytes), Encoding::Utf16BigEndian);
    }
    if let Some(encoding) = unmarked_utf16(&bytes) {
        let unit = match encoding {
            Encoding::Utf16LittleEndian => u16::from_le_bytes,
            _ => u16::from_be_bytes,
        };
        return (utf16(&bytes, unit), encoding);
    }
    if std::str::from_utf8(&bytes).is_ok() {
        return (bytes, Encoding::Utf8);
    }
    (windows_1252(&bytes), Encoding::Windows1252)
}

/// UTF-16 without its mark: of each pair of bytes nearly always the same one is zero.
fn unmarked_utf16(bytes: &[u8]) -> Option<Encoding> {
    let sample = &bytes[..bytes.len().min(4096) & !1];
    let pairs = sample.len() / 2;
    let zeros = |side: usize| sample.iter().skip(side).step_by(2).filter(|&&b| b == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    if odd * 10 >= pairs * 7 && even * 50 < pairs && pairs > 0 {
        Some(Encoding::Utf16LittleEndian)
    } else if even * 10 >= pairs * 7 && odd * 50 < pairs && pairs > 0 {
        Some(Encoding::Utf16BigEndian)
    } else {
        None
    }
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Vec<u8> {
    let units = bytes.chunks_exact(2).map(|pair| unit([pair[0], pair[1]]));
    written(char::decode_utf16(units).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER)))
}

/// Counts first: a text that grows while it is written holds its room twice.
fn written(chars: impl Iterator<Item = char> + Clone) -> Vec<u8> {
    let mut text = String::with_capacity(chars.clone().map(char::len_utf8).sum());
    text.extend(chars);
    text.into_bytes()
}

/// The 32 places where Windows-1252 differs from Latin-1; five stand for nothing.
pub(super) const HIGH: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}',
    '\u{90}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
];

fn windows_1252(bytes: &[u8]) -> Vec<u8> {
    written(bytes.iter().map(|&byte| match byte {
        0x80..=0x9f => HIGH[usize::from(byte - 0x80)],
        _ => char::from(byte),
    }))
}
