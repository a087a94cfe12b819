//! Laws of reading, on made tables with fixed seeds, and readers fed with
//! anything at all. `GRADUS_CASES=1000000 cargo test --test table_laws` runs each
//! law that many times; a failure prints the seed it can be had again with.

use gradus::cohort::study::Study;
use gradus::percent_text;
use gradus::table::mapping::Mapping;
use gradus::table::number::{self, Marks};
use gradus::table::*;
use std::panic::{AssertUnwindSafe, catch_unwind};

fn cases(usual: u64) -> u64 {
    std::env::var("GRADUS_CASES").ok().and_then(|n| n.parse().ok()).unwrap_or(usual)
}

/// Runs a law for many seeds and says which one broke it.
fn for_seeds(usual: u64, law: impl Fn(&mut Made)) {
    for seed in 1..=cases(usual) {
        let ran = catch_unwind(AssertUnwindSafe(|| {
            law(&mut Made(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15)))
        }));
        assert!(ran.is_ok(), "seed {seed}");
    }
}

/// Marsaglia's xorshift: seeded, so that a failure comes back.
struct Made(u64);

impl Made {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    fn below(&mut self, n: usize) -> usize {
        (self.next() >> 11) as usize % n
    }

    fn one<T: Copy>(&mut self, of: &[T]) -> T {
        of[self.below(of.len())]
    }

    fn text(&mut self, alphabet: &[&str], most: usize) -> String {
        (0..self.below(most + 1)).map(|_| self.one(alphabet)).collect()
    }
}

const ANYTHING: &[&str] = &[
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

fn trimmed(text: &str) -> &str {
    text.trim_matches(|c: char| c.is_whitespace() || matches!(c, '\u{200b}' | '\u{feff}' | '\0'))
}

#[test]
fn text_to_table_gives_back_every_cell() {
    for_seeds(3000, |made| {
        let (columns, rows) = (1 + made.below(7), 1 + made.below(20));
        let (delimiter, mark) = made.one(&[
            (Delimiter::Comma, ","),
            (Delimiter::Semicolon, ";"),
            (Delimiter::Tab, "\t"),
            (Delimiter::Pipe, "|"),
        ]);
        let ending = made.one(&["\n", "\r\n", "\r"]);
        let always = made.below(3) == 0;
        let cells: Vec<Vec<String>> = (0..rows)
            .map(|row| {
                let mut cells = vec![format!("r{row}")];
                cells.extend((1..columns).map(|_| made.text(ANYTHING, 5)));
                cells
            })
            .collect();
        let mut text: Vec<String> =
            vec![(0..columns).map(|c| format!("c{c}")).collect::<Vec<_>>().join(mark)];
        for row in &cells {
            let quoted = row.iter().map(|cell| {
                let must = cell.contains(['"', '\n', '\r', ',', ';', '\t', '|']);
                if must || always {
                    format!("\"{}\"", cell.replace('"', "\"\""))
                } else {
                    cell.clone()
                }
            });
            text.push(quoted.collect::<Vec<_>>().join(mark));
        }
        let options = ReadOptions {
            delimiter: Some(delimiter),
            header: Some(Header::Row(1)),
            ..ReadOptions::default()
        };
        let text = text.join(ending);
        let opened = open(text.as_str(), &options);
        assert_eq!(opened.table.rows(), rows, "{text:?}");
        for (row, expected) in cells.iter().enumerate() {
            let expected: Vec<&str> = expected.iter().map(|cell| trimmed(cell)).collect();
            assert_eq!(opened.table.row_texts(row), expected, "{text:?}");
            for (column, expected) in opened.table.columns().iter().zip(&expected) {
                let labels = column.labels().unwrap();
                assert_eq!(labels.get(row).unwrap_or_default(), *expected, "{text:?}");
            }
        }
    });
}

#[test]
fn numbers_are_those_of_the_standard_library() {
    for_seeds(20_000, |made| {
        let digits = |made: &mut Made, most| -> String {
            (0..1 + made.below(most)).map(|_| char::from(b'0' + made.below(10) as u8)).collect()
        };
        let whole = digits(made, 18);
        let mut text = if made.below(4) == 0 { format!("-{whole}") } else { whole };
        if made.below(3) > 0 {
            text = format!("{text}.{}", digits(made, 12));
        }
        let expected: f64 = text.parse().unwrap();
        let table = |text: &str, mark| {
            let options = ReadOptions {
                delimiter: Some(Delimiter::Tab),
                header: Some(Header::Row(1)),
                decimal: Some(mark),
                thousands: Some(ThousandsMark::None),
                ..ReadOptions::default()
            };
            // Many distinct numbers first: the column is then kept as numbers.
            let many: String = (0..300).map(|n| format!("{n}\n")).collect();
            open(format!("x\n{many}{text}\n"), &options).table.columns()[0].numbers().unwrap()[300]
        };
        assert_eq!(number::parse(&text, Marks::default()).unwrap().value, expected, "{text}");
        if made.below(20) == 0 {
            assert_eq!(table(&text, DecimalMark::Point), expected, "{text}");
            assert_eq!(table(&text.replace('.', ","), DecimalMark::Comma), expected, "{text}");
        }
    });
}

#[test]
fn dates_written_in_any_style_are_read_back() {
    for_seeds(3000, |made| {
        let date = date::Date(made.below(40_000) as i32 - 10_000);
        let (year, month, day) = date.parts();
        let text = match made.below(6) {
            0 => format!("{year}-{month:02}-{day:02}"),
            1 => format!("{day:02}.{month:02}.{year}"),
            2 => format!("{day}.{month}.{year}"),
            3 => format!(
                "{day:02}-{}-{year}",
                [
                    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov",
                    "Dec"
                ][month as usize - 1]
            ),
            4 => format!("{year}/{month:02}/{day:02} 10:30"),
            _ => format!("{day:02}/{month:02}/{year}"),
        };
        let options = ReadOptions {
            date_order: text
                .starts_with(&year.to_string())
                .then_some(DateOrder::YearMonthDay)
                .or(Some(DateOrder::DayMonthYear)),
            ..ReadOptions::default()
        };
        let opened = open(format!("id\tx\nA\t{text}\nB\t{text}\n"), &options);
        let days = opened.table.columns()[1].days().unwrap_or_else(|| panic!("{text}"));
        assert_eq!(days, [f64::from(date.0); 2], "{text}");
    });
}

/// Opens, proposes, checks, derives, and looks at every cell.
fn use_all(bytes: &[u8], options: &ReadOptions) {
    let Opened { table, problems, .. } = open(bytes, options);
    let proposal = propose(&table);
    check(&table, &proposal.mapping);
    let mapping = Mapping { derived: proposal.derived, ..proposal.mapping };
    let mut study = Study { table, mapping };
    study.derive();
    let table = study.table;
    for row in 0..table.rows().min(50) {
        table.row_texts(row);
    }
    for column in table.columns() {
        column.labels();
        assert!(column.numbers().is_none_or(|n| n.len() == table.rows()));
        assert!(column.days().is_none_or(|d| d.len() == table.rows()));
    }
    for problem in &problems {
        assert!(!problem.to_string().is_empty());
    }
}

#[test]
fn the_text_reader_takes_anything() {
    for_seeds(3000, |made| {
        let bytes = if made.below(4) == 0 {
            (0..made.below(300)).map(|_| made.next() as u8).collect()
        } else {
            made.text(ANYTHING, 120).into_bytes()
        };
        let options = ReadOptions {
            delimiter: (made.below(3) == 0)
                .then(|| made.one(&[Delimiter::Spaces, Delimiter::None, Delimiter::Comma])),
            header: (made.below(3) == 0).then(|| {
                made.one(&[Header::None, Header::Row(0), Header::Row(3), Header::Row(99)])
            }),
            pivot: Some(made.next() as u8),
            skip_lines: vec![made.below(5)],
            one_row: (made.below(4) == 0)
                .then(|| OneRow { id: "a".into(), rule: RowRule::FirstFilled }),
            ..ReadOptions::default()
        };
        use_all(&bytes, &options);
    });
}

fn corpus(extensions: &[&str]) -> Vec<Vec<u8>> {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/tables");
    let mut files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|e| e.unwrap().path()).collect();
    files.sort();
    let wanted = |path: &&std::path::PathBuf| {
        path.extension().is_some_and(|e| extensions.iter().any(|x| e == *x))
    };
    files.iter().filter(wanted).map(|path| std::fs::read(path).unwrap()).collect()
}

/// A file with some bytes changed, cut out or doubled.
fn spoilt(made: &mut Made, file: &[u8]) -> Vec<u8> {
    let mut bytes = file.to_vec();
    for _ in 0..1 + made.below(4) {
        if bytes.is_empty() {
            break;
        }
        let at = made.below(bytes.len());
        match made.below(4) {
            0 => bytes[at] = made.next() as u8,
            1 => bytes.truncate(at),
            2 => drop(bytes.drain(at..(at + made.below(20)).min(bytes.len()))),
            _ => {
                let part = bytes[at..(at + made.below(20)).min(bytes.len())].to_vec();
                bytes.splice(at..at, part);
            }
        }
    }
    bytes
}

#[test]
fn spoilt_tables_are_read_or_refused() {
    let files = corpus(&["csv", "tsv"]);
    for_seeds(3000, |made| {
        let file = &files[made.below(files.len())];
        use_all(&spoilt(made, file), &ReadOptions::default());
    });
}

#[test]
fn spoilt_workbooks_are_read_or_refused() {
    let files = corpus(&["xlsx"]);
    for_seeds(2000, |made| {
        let file = &files[made.below(files.len())];
        use_all(&spoilt(made, file), &ReadOptions::default());
    });
}

#[test]
fn workbooks_of_any_xml_are_read_or_refused() {
    const XML: &[&str] = &[
        "<row>",
        "</row>",
        "<row r=\"3\">",
        "<row r=\"-1\"/>",
        "<c>",
        "<c r=\"B2\">",
        "<c t=\"s\">",
        "<c t=\"b\">",
        "<c s=\"1\">",
        "</c>",
        "<c/>",
        "<v>",
        "</v>",
        "<is><t>",
        "</t></is>",
        "44270",
        "1e9",
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
    ];
    for_seeds(3000, |made| {
        let sheet = made.text(XML, 60);
        let styles = "<cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/></cellXfs>";
        use_all(&workbook(&sheet, styles), &ReadOptions::default());
    });
}

/// A workbook of stored parts with this sheet in it.
fn workbook(sheet: &str, styles: &str) -> Vec<u8> {
    const LINKS: &str = "<Relationship Id=\"a\" Type=\"x/worksheet\" Target=\"s.xml\"/><Relationship Id=\"b\" Type=\"x/styles\" Target=\"t.xml\"/>";
    let parts = [
        ("xl/workbook.xml", "<sheet name=\"S\" r:id=\"a\"/>"),
        ("xl/_rels/workbook.xml.rels", LINKS),
        ("xl/s.xml", sheet),
        ("xl/t.xml", styles),
    ];
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
        file.extend(content.as_bytes());
        directory.extend(b"PK\x01\x02\x14\x00");
        directory.extend(&common);
        directory.extend([0; 10]);
        directory.extend(offset.to_le_bytes());
        directory.extend(name.as_bytes());
    }
    let (at, length) = (file.len() as u32, directory.len() as u32);
    file.extend(directory);
    file.extend(b"PK\x05\x06\x00\x00\x00\x00\x04\x00\x04\x00");
    file.extend(length.to_le_bytes());
    file.extend(at.to_le_bytes());
    file.extend([0, 0]);
    file
}

#[test]
fn cells_of_any_text_are_read_or_refused() {
    const PARTS: &[&str] = &[
        "0", "1", "5", "12", "31", "99", "100", "2021", "21", ".", ",", "-", "–", "/", ":", " ",
        "%", "<", ">", "≤", "to", "bis", "Mar", "märz", "de", "T", "Z", "+", "e", "E", "th", "'",
        "\u{a0}", "\u{202f}", "approx.", "ü", "NA", "−", "=",
    ];
    for_seeds(50_000, |made| {
        let text = made.text(PARTS, 9);
        let _ = percent_text::read(&text);
        for decimal in [DecimalMark::Point, DecimalMark::Comma] {
            for thousands in [
                ThousandsMark::None,
                ThousandsMark::Comma,
                ThousandsMark::Point,
                ThousandsMark::Space,
                ThousandsMark::Apostrophe,
            ] {
                if let Some(number) = number::parse(&text, Marks { decimal, thousands }) {
                    assert!(number.value.is_finite(), "{text}");
                }
            }
        }
        missing::looks_missing(&text);
        if made.below(20) == 0 {
            use_all(
                format!("id\tsurgery date\n1\t{text}\n2\t{text}\n3\t2021-03-14\n").as_bytes(),
                &ReadOptions::default(),
            );
        }
    });
}
