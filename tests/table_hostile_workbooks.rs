//! Workbooks that lie: they are refused with a sentence, quickly, in little memory.

use gradus::table::*;

fn problem(bytes: Vec<u8>) -> &'static str {
    let opened = open(bytes, &ReadOptions::default());
    assert_eq!(opened.table.rows(), 0);
    assert_eq!(opened.problems.len(), 1, "{:?}", opened.problems);
    assert!(opened.problems[0].hint.is_some());
    opened.problems[0].code
}

/// A zip file with these parts, stored as given: name, method, packed bytes, claimed size.
fn zip(parts: &[(&str, u16, &[u8], u32)]) -> Vec<u8> {
    let mut file = Vec::new();
    let mut directory = Vec::new();
    for (name, method, packed, size) in parts {
        let offset = file.len() as u32;
        let mut common = Vec::new();
        common.extend(20u16.to_le_bytes());
        common.extend(0u16.to_le_bytes());
        common.extend(method.to_le_bytes());
        common.extend([0; 8]);
        common.extend((packed.len() as u32).to_le_bytes());
        common.extend(size.to_le_bytes());
        common.extend((name.len() as u16).to_le_bytes());
        common.extend(0u16.to_le_bytes());
        file.extend(b"PK\x03\x04");
        file.extend(&common);
        file.extend(name.as_bytes());
        file.extend(*packed);
        directory.extend(b"PK\x01\x02\x14\x00");
        directory.extend(&common);
        directory.extend([0; 10]);
        directory.extend(offset.to_le_bytes());
        directory.extend(name.as_bytes());
    }
    let at = file.len() as u32;
    let count = parts.len() as u16;
    let length = directory.len() as u32;
    file.extend(directory);
    file.extend(b"PK\x05\x06\x00\x00\x00\x00");
    file.extend(count.to_le_bytes());
    file.extend(count.to_le_bytes());
    file.extend(length.to_le_bytes());
    file.extend(at.to_le_bytes());
    file.extend(0u16.to_le_bytes());
    file
}

const WORKBOOK: &[u8] = br#"<workbook><sheets><sheet name="S" r:id="a"/></sheets></workbook>"#;
const LINKS: &[u8] =
    br#"<Relationships><Relationship Id="a" Type="x/worksheet" Target="s.xml"/></Relationships>"#;

fn workbook(sheet: (u16, &[u8], u32)) -> Vec<u8> {
    let (method, packed, size) = sheet;
    zip(&[
        ("xl/workbook.xml", 0, WORKBOOK, WORKBOOK.len() as u32),
        ("xl/_rels/workbook.xml.rels", 0, LINKS, LINKS.len() as u32),
        ("xl/s.xml", method, packed, size),
    ])
}

#[test]
fn an_honest_one_is_read() {
    let sheet = br#"<sheetData><row><c t="str"><v>id</v></c><c t="str"><v>t</v></c></row>
        <row><c t="str"><v>A</v></c><c><v>1.5</v></c></row></sheetData>"#;
    let opened = open(workbook((0, sheet, sheet.len() as u32)), &ReadOptions::default());
    assert_eq!(opened.table.row_texts(0), ["A", "1.5"]);
}

#[test]
fn a_header_that_claims_four_gigabytes() {
    assert_eq!(problem(workbook((8, b"\x03\x00", u32::MAX))), "workbook_too_large");
}

#[test]
fn a_bomb_that_tells_its_size() {
    let zeros = vec![b' '; 100 << 20];
    let packed = miniz_oxide::deflate::compress_to_vec(&zeros, 6);
    assert_eq!(problem(workbook((8, &packed, zeros.len() as u32))), "workbook_too_large");
}

#[test]
fn a_bomb_that_lies_about_its_size() {
    let zeros = vec![b' '; 100 << 20];
    let packed = miniz_oxide::deflate::compress_to_vec(&zeros, 6);
    assert_eq!(problem(workbook((8, &packed, 1000))), "workbook_broken");
}

#[test]
fn cut_off_locked_and_empty_ones() {
    let whole = workbook((0, b"<x/>", 4));
    for length in [4, 30, whole.len() / 2, whole.len() - 12] {
        assert_eq!(problem(whole[..length].to_vec()), "workbook_broken", "{length}");
    }
    assert_eq!(problem(zip(&[("readme.txt", 0, b"hello", 5)])), "not_text");
    assert_eq!(problem(workbook((99, b"<x/>", 4))), "workbook_locked");
    let mut locked = whole;
    let at = locked.windows(4).rposition(|w| w == b"PK\x01\x02").unwrap();
    locked[at + 8] = 1;
    assert_eq!(problem(locked), "workbook_locked");
}

#[test]
fn rows_and_columns_far_away() {
    let far = br#"<sheetData><row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>"#;
    let opened = open(workbook((0, far, far.len() as u32)), &ReadOptions::default());
    assert_eq!(opened.table.rows(), 0);
    assert_eq!(opened.problems[0].code, "rows_too_far");
    let wide = br#"<sheetData><row r="2"><c r="XFD2"><v>1</v></c><c r="ZZZZZZZZ2"><v>2</v></c></row></sheetData>"#;
    let opened = open(workbook((0, wide, wide.len() as u32)), &ReadOptions::default());
    assert_eq!(opened.table.columns().len(), 1);
}

#[test]
fn entities_of_their_own_are_not_expanded() {
    let bomb = br#"<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><sheetData><row><c t="str"><v>&b;</v></c>
        </row><row><c t="str"><v>1</v></c></row></sheetData>"#;
    let opened = open(workbook((0, bomb, bomb.len() as u32)), &ReadOptions::default());
    assert_eq!(opened.table.columns()[0].name, "&b;");
}
