//! Readers fed with anything at all: they read it or refuse it, in a second, in
//! little memory. An ordinary run tries a few thousand cases; `npm run fuzz` as
//! many as asked, with the clock on, and keeps what it finds in `tests/hard/`.

mod guard;
mod made;
mod workbook;

use gradus::cohort::study::Study;
use gradus::percent_text;
use gradus::scale::{self, Reading};
use gradus::table::mapping::Mapping;
use gradus::table::number::{self, Marks};
use gradus::table::*;
use made::{ANYTHING, CELLS, HTML, Made, TURNS, XML};
use std::sync::Mutex;
use std::time::{Duration, Instant};

/// A reader, how its inputs are made, and its share of a hundred cases.
struct Target {
    name: &'static str,
    run: fn(&[u8]),
    share: u64,
}

const TEXT: Target = Target { name: "text", run: read_text, share: 30 };
const CLIPBOARD: Target = Target { name: "html", run: read_html, share: 25 };
const WORKBOOK: Target = Target { name: "xlsx", run: read_table, share: 15 };
const DATE: Target = Target { name: "date", run: read_date, share: 15 };
const GRADE: Target = Target { name: "grade", run: read_grade, share: 15 };

/// The same options for the same bytes, so that a file alone repeats a case.
fn options(bytes: &[u8]) -> ReadOptions {
    let mixed =
        bytes.iter().fold(7, |hash: u64, &b| (hash ^ u64::from(b)).wrapping_mul(0x100_0000_01b3));
    let mut made = Made::new(mixed);
    if made.below(2) == 0 {
        return ReadOptions::default();
    }
    let marks = [Delimiter::Spaces, Delimiter::None, Delimiter::Comma, Delimiter::Tab];
    let headers = [Header::None, Header::Row(0), Header::Row(2), Header::Row(99)];
    let some = |made: &mut Made| made.below(3) == 0;
    ReadOptions {
        delimiter: some(&mut made).then(|| made.one(&marks)),
        header: some(&mut made).then(|| made.one(&headers)),
        decimal: some(&mut made).then_some(DecimalMark::Comma),
        read_as: some(&mut made).then(|| made.one(&[ReadAs::Text, ReadAs::HtmlTable])),
        date_order: some(&mut made).then_some(DateOrder::YearDayMonth),
        serial_dates: some(&mut made).then_some(SerialDates::From1904),
        pivot: some(&mut made).then(|| made.next() as u8),
        skip_lines: if some(&mut made) { vec![made.below(5)] } else { Vec::new() },
        drop: if some(&mut made) { vec!["id".into()] } else { Vec::new() },
        one_row: some(&mut made).then(|| OneRow {
            id: made.one(&["a", "id", "record_id"]).into(),
            rule: made.one(&[RowRule::FirstFilled, RowRule::LastRow]),
        }),
        edits: (0..made.below(3))
            .map(|_| CellEdit {
                line: made.below(9),
                place: made.below(9),
                text: made.text(CELLS, 3),
            })
            .collect(),
        ..ReadOptions::default()
    }
}

/// Proposes, checks, derives, and looks at every cell of the first rows.
fn use_all(opened: Opened) {
    let Opened { table, problems, .. } = opened;
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

fn read_table(bytes: &[u8]) {
    use_all(open(bytes, &options(bytes)));
}

fn read_text(bytes: &[u8]) {
    read_table(bytes);
}

fn read_html(bytes: &[u8]) {
    let html = String::from_utf8_lossy(bytes);
    let options = options(bytes);
    use_all(open_pasted("", &html, &options));
    use_all(open_pasted("id\tx\nA\t1\n", &html, &options));
}

/// Alone it is a date or none; beside others the column has an order of its own.
fn read_date(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let rows = format!("id\tsurgery date\tseen\n1\t{text}\t{text}\n2\t{text}\t2021-03-14\n");
    let choice = |column: &str| ColumnChoice { column: column.into(), kind: ColumnKind::Date };
    let kinds = vec![choice("surgery date"), choice("seen")];
    let opened = open(rows, &ReadOptions { kinds, ..options(bytes) });
    for column in opened.table.columns() {
        for day in column.days().unwrap_or_default().iter().filter(|day| !day.is_nan()) {
            let (year, month, _) = date::Date(*day as i32).parts();
            assert!((0..=9999).contains(&year) && (1..=12).contains(&month), "{text}");
        }
    }
    use_all(opened);
}

fn read_grade(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let text = text.trim();
    let _ = percent_text::read(text);
    missing::looks_missing(text);
    for scale in scale::all() {
        match scale.read(text) {
            Ok(Reading::Grade { position, .. }) => assert!(position < scale.grades.len(), "{text}"),
            Ok(Reading::Percent(x)) => assert!((0.0..=100.0).contains(&x), "{text}"),
            Ok(Reading::Stretch(at)) => assert!(at.low <= at.high, "{text}"),
            Err(problem) => assert!(!problem.what.is_empty()),
        }
    }
    for decimal in [DecimalMark::Point, DecimalMark::Comma] {
        for thousands in [
            ThousandsMark::None,
            ThousandsMark::Comma,
            ThousandsMark::Point,
            ThousandsMark::Space,
            ThousandsMark::Apostrophe,
        ] {
            let marks = Marks { decimal, thousands };
            assert!(number::parse(text, marks).is_none_or(|n| n.value.is_finite()), "{text}");
            number::stretch(text, marks);
        }
    }
    if bytes.len() % 8 == 0 {
        let rows = format!("id\tpath_necrosis\n1\t{text}\n2\t>95%\n3\t{text}\n4\t75-95%\n");
        use_all(open(rows, &options(bytes)));
    }
}

/// The case now at work, since when.
static AT_WORK: Mutex<Option<(Instant, String, Vec<u8>)>> = Mutex::new(None);

/// Ends a run in which one case goes on and on: a guard after it would never come.
fn watch() {
    std::thread::spawn(|| {
        loop {
            std::thread::sleep(Duration::from_secs(5));
            if let Some((since, name, input)) = &*AT_WORK.lock().unwrap()
                && since.elapsed() > Duration::from_secs(120)
            {
                std::fs::write(made::folder("hard").join(name), input).unwrap();
                eprintln!("a case goes on for two minutes, kept as tests/hard/{name}");
                std::process::exit(1);
            }
        }
    });
}

fn number_from(variable: &str) -> Option<u64> {
    std::env::var(variable).ok().map(|n| n.parse().unwrap_or_else(|_| panic!("{variable}: {n}")))
}

fn fuzz(target: &Target, mut make: impl FnMut(&mut Made) -> Vec<u8>) {
    let asked = number_from("GRADUS_CASES");
    let cases = asked.map_or(2000, |all| all * target.share / 100);
    let first = number_from("GRADUS_FIRST_SEED").unwrap_or(1);
    let start = Instant::now();
    if asked.is_some() {
        watch();
    }
    let (mut slowest, mut most, mut bytes, mut found) = (Duration::ZERO, 0, 0, 0);
    for seed in first..first + cases {
        let input = make(&mut Made::new(seed));
        bytes += input.len();
        let measured = match asked {
            None => guard::measure(&input, target.run),
            Some(_) => {
                let name = format!("endless_{seed}.{}", target.name);
                *AT_WORK.lock().unwrap() = Some((Instant::now(), name, input.clone()));
                guard::timed(&input, target.run)
            }
        };
        match measured {
            Ok(measured) => {
                slowest = slowest.max(measured.time);
                most = most.max(measured.peak);
            }
            Err(fault) => {
                found += 1;
                let smallest = guard::shrunk(&input, target.run, fault);
                let name = format!("{fault:?}_{seed}.{}", target.name).to_lowercase();
                std::fs::write(made::folder("hard").join(&name), smallest).unwrap();
                eprintln!("{}: seed {seed}: {fault:?}, kept as tests/hard/{name}", target.name);
                assert!(found < 20, "enough of {}", target.name);
            }
        }
    }
    *AT_WORK.lock().unwrap() = None;
    println!(
        "fuzz {}: {cases} cases from seed {first}, {:.1} MB, {:.0} s, slowest {:.0} ms, most memory {:.1} MB, {found} found",
        target.name,
        bytes as f64 / 1e6,
        start.elapsed().as_secs_f64(),
        slowest.as_secs_f64() * 1e3,
        most as f64 / 1e6,
    );
    assert_eq!(found, 0);
}

#[test]
fn any_text() {
    let files = made::corpus(&["csv", "tsv", "txt", "html"]);
    let pieces = [ANYTHING, TURNS].concat();
    fuzz(&TEXT, |made| match made.below(8) {
        0 => made.bytes(300),
        1 | 2 => made.text(&pieces, 120).into_bytes(),
        _ => made.spoilt(&files, &pieces),
    });
}

#[test]
fn any_html() {
    let files = made::corpus(&["html"]);
    fuzz(&CLIPBOARD, |made| match made.below(3) {
        0 => made.text(HTML, 80).into_bytes(),
        _ => made.spoilt(&files, HTML),
    });
}

#[test]
fn any_workbook() {
    let files = made::corpus(&["xlsx"]);
    let taken_apart: Vec<_> = files.iter().map(|file| workbook::parts(file)).collect();
    fuzz(&WORKBOOK, |made| match made.below(4) {
        0 => made.spoilt(&files, XML),
        1 => workbook::around(made.text(XML, 60)),
        _ => {
            let mut parts = taken_apart[made.below(taken_apart.len())].clone();
            let at = made.below(parts.len());
            parts[at].1 = made.spoilt(&[std::mem::take(&mut parts[at].1)], XML);
            workbook::packed(&parts)
        }
    });
}

#[test]
fn any_date() {
    fuzz(&DATE, |made| made.text(CELLS, 9).into_bytes());
}

#[test]
fn any_grade() {
    fuzz(&GRADE, |made| made.text(CELLS, 9).into_bytes());
}

/// What earlier runs found, and what people thought of, stays solved.
#[test]
fn hard_cases_stay_solved() {
    let mut tried = 0;
    for target in [TEXT, CLIPBOARD, WORKBOOK, DATE, GRADE] {
        for (path, input) in made::files("hard", &[target.name]) {
            assert!(guard::measure(&input, target.run).is_ok(), "{}", path.display());
            tried += 1;
        }
    }
    assert!(tried > 0);
}
