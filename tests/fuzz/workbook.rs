//! Workbooks taken apart and put together, so that their XML can be changed
//! without breaking the zip around it.

/// A zip file of stored parts.
pub fn packed(parts: &[(String, Vec<u8>)]) -> Vec<u8> {
    let (mut file, mut directory) = (Vec::new(), Vec::new());
    for (name, content) in parts {
        let offset = file.len() as u32;
        let size = content.len() as u32;
        let mut common = vec![20, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];
        common.extend(size.to_le_bytes());
        common.extend(size.to_le_bytes());
        common.extend((name.len() as u16).to_le_bytes());
        common.extend([0, 0]);
        file.extend(b"PK\x03\x04");
        file.extend(&common);
        file.extend(name.as_bytes());
        file.extend(content);
        directory.extend(b"PK\x01\x02\x14\x00");
        directory.extend(&common);
        directory.extend([0; 10]);
        directory.extend(offset.to_le_bytes());
        directory.extend(name.as_bytes());
    }
    let (at, length) = (file.len() as u32, directory.len() as u32);
    let count = (parts.len() as u16).to_le_bytes();
    file.extend(directory);
    file.extend(b"PK\x05\x06\x00\x00\x00\x00");
    file.extend(count);
    file.extend(count);
    file.extend(length.to_le_bytes());
    file.extend(at.to_le_bytes());
    file.extend([0, 0]);
    file
}

/// The parts of a zip file that a spreadsheet wrote.
pub fn parts(file: &[u8]) -> Vec<(String, Vec<u8>)> {
    let number = |at: usize, bytes: usize| {
        file[at..at + bytes].iter().rev().fold(0, |n, &b| n << 8 | usize::from(b))
    };
    let end = file.windows(4).rposition(|w| w == b"PK\x05\x06").unwrap();
    let mut at = number(end + 16, 4);
    let part = |_| {
        let (method, packed, names) = (number(at + 10, 2), number(at + 20, 4), number(at + 28, 2));
        let name = String::from_utf8(file[at + 46..at + 46 + names].to_vec()).unwrap();
        let head = number(at + 42, 4);
        let from = head + 30 + number(head + 26, 2) + number(head + 28, 2);
        at += 46 + names + number(at + 30, 2) + number(at + 32, 2);
        let content = &file[from..from + packed];
        let content = match method {
            0 => content.to_vec(),
            _ => miniz_oxide::inflate::decompress_to_vec(content).unwrap(),
        };
        (name, content)
    };
    (0..number(end + 10, 2)).map(part).collect()
}

/// The smallest workbook around one sheet.
pub fn around(sheet: String) -> Vec<u8> {
    const LINKS: &str = "<Relationship Id=\"a\" Type=\"x/worksheet\" Target=\"s.xml\"/><Relationship Id=\"b\" Type=\"x/styles\" Target=\"t.xml\"/>";
    const STYLES: &str = "<cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/></cellXfs>";
    let part = |name: &str, content: &str| (name.to_owned(), content.as_bytes().to_vec());
    packed(&[
        part("xl/workbook.xml", "<sheet name=\"S\" r:id=\"a\"/>"),
        part("xl/_rels/workbook.xml.rels", LINKS),
        part("xl/s.xml", &sheet),
        part("xl/t.xml", STYLES),
    ])
}
