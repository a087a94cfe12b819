//! Figures as they leave the program: SVG that another program accepts, widths
//! that agree with a published table, colours that can be read, and display
//! lists that stay as they were.

#[path = "figures/laws.rs"]
mod laws;
#[path = "figures/made.rs"]
mod made;
#[path = "figures/snapshot.rs"]
mod snapshot;

use gradus::figure::display_list::*;
use gradus::figure::metrics::{advance, text_width};
use gradus::figure::options::*;
use gradus::figure::{km, pdf, scatter, svg};
use gradus::value::TimeUnit;
use made::*;
use std::io::Write;
use std::process::{Command, Stdio};

/// Freireich and others 1963: remission on 6-MP and on placebo, in weeks.
fn gehan() -> gradus::analysis::survival::SurvivalAnswer {
    let six_mp = [
        (6, 1),
        (6, 1),
        (6, 1),
        (6, 0),
        (7, 1),
        (9, 0),
        (10, 1),
        (10, 0),
        (11, 0),
        (13, 1),
        (16, 1),
        (17, 0),
        (19, 0),
        (20, 0),
        (22, 1),
        (23, 1),
        (25, 0),
        (32, 0),
        (32, 0),
        (34, 0),
        (35, 0),
    ];
    let placebo = [1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23];
    let treated: Vec<(f64, bool)> = six_mp.iter().map(|(t, e)| (f64::from(*t), *e == 1)).collect();
    let untreated: Vec<(f64, bool)> = placebo.iter().map(|t| (f64::from(*t), true)).collect();
    answer("Remission", TimeUnit::Weeks, &[arm("placebo", &untreated), arm("6-MP", &treated)])
}

const COUNTS: [[u32; 6]; 6] = [
    [1, 1, 0, 0, 0, 0],
    [1, 2, 1, 0, 1, 0],
    [0, 1, 2, 1, 0, 0],
    [0, 0, 1, 3, 1, 1],
    [0, 1, 0, 1, 2, 1],
    [0, 0, 0, 0, 1, 2],
];

#[test]
fn lists_stay_as_they_were() {
    let narrow = FigureOptions { width: 400.0, ..Default::default() };
    snapshot::assert_as_kept("km_gehan_400", &km::draw(&gehan(), &narrow));
    snapshot::assert_as_kept("gradings_400", &scatter::draw(&correlation(&COUNTS), &narrow));
}

fn xml_is_accepted(text: &str) -> Option<bool> {
    let mut child = Command::new("xmllint")
        .args(["--noout", "-"])
        .stdin(Stdio::piped())
        .stderr(Stdio::inherit())
        .spawn()
        .ok()?;
    child.stdin.take()?.write_all(text.as_bytes()).ok()?;
    Some(child.wait().ok()?.success())
}

#[test]
fn svg_is_xml_whatever_the_names() {
    let names = [r#"<b> & "quoted" 'it'"#, "]]> --> \u{1}\u{b}", "𝒮 ≥ 50 % 未治療"];
    let arms: Vec<Arm> = names.iter().map(|name| arm(name, &[(3.0, true), (9.0, false)])).collect();
    let odd = answer("<script>alert(1)</script>", TimeUnit::Months, &arms);
    let title = Some("a < b & c".to_owned());
    for risk_table in [RiskTable::None, RiskTable::AtRisk, RiskTable::Kmunicate] {
        let options = FigureOptions { risk_table, title: title.clone(), ..Default::default() };
        let text = svg::write(&km::draw(&odd, &options), svg::Theme::Dark);
        // Well formed as far as can be seen without a parser; where there is one, asked.
        assert!(!text.contains("<script") && !text.contains("<b>") && !text.contains('\u{1}'));
        assert!(text.contains("a &lt; b &amp; c"));
        assert_ne!(xml_is_accepted(&text), Some(false));
    }
    let text = svg::write(
        &scatter::draw(&correlation(&COUNTS), &FigureOptions::default()),
        svg::Theme::Light,
    );
    assert_ne!(xml_is_accepted(&text), Some(false));
    assert_eq!(text.matches("class=\"bubble\"").count(), 19);
    assert!(text.contains(">25–50 %</text>"), "labels are text");
}

/// Adobe's Helvetica and Helvetica-Bold (Core 14 AFM, version 002.000): WX of
/// some glyphs; and Symbol's for those that Helvetica lacks are not used.
#[test]
fn widths_are_helveticas() {
    let wanted = [
        (' ', 278, 278),
        ('0', 556, 556),
        ('9', 556, 556),
        ('A', 667, 722),
        ('W', 944, 944),
        ('a', 556, 556),
        ('i', 222, 278),
        ('m', 833, 889),
        ('.', 278, 278),
        ('%', 889, 889),
        ('–', 556, 556),
        ('≥', 549, 549),
        ('ä', 556, 556),
        ('Ø', 778, 778),
        ('−', 584, 584),
        ('²', 333, 333),
    ];
    for (c, regular, bold) in wanted {
        assert_eq!((advance(c, false), advance(c, true)), (regular, bold), "{c}");
    }
    assert!((text_width("p = 0.013", 12.0, false) - 12.0 * 4.198).abs() < 0.01);
}

fn channel(hex: &str, at: usize) -> f64 {
    let c = f64::from(u8::from_str_radix(&hex[at..at + 2], 16).unwrap()) / 255.0;
    if c <= 0.04045 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) }
}

fn contrast(a: &str, b: &str) -> f64 {
    let luminance =
        |hex: &str| 0.2126 * channel(hex, 1) + 0.7152 * channel(hex, 3) + 0.0722 * channel(hex, 5);
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

/// WCAG 2.2, 1.4.3 (text: 4.5 to 1), on both papers, for every look.
#[test]
fn every_text_can_be_read() {
    let mut dice = Dice(11);
    let arms: Vec<Arm> =
        (0..7).map(|k| random_arm(&mut dice, &format!("g{k}"), 30, 20.0, 60.0)).collect();
    let answer = answer("OS", TimeUnit::Months, &arms);
    let chosen = FigureOptions {
        group_colours: vec![Some("#ffee88".into()), Some("#112233".into())],
        ..Default::default()
    };
    let looks = [
        FigureOptions::default(),
        FigureOptions { ordered: true, ..Default::default() },
        FigureOptions { greyscale: true, ..Default::default() },
        FigureOptions { preset: Preset::Classic, ..Default::default() },
        chosen,
    ];
    for options in looks {
        let list = km::draw(&answer, &options);
        let colour = |ink: Ink| list.colours.iter().find(|c| c.ink == ink).unwrap();
        let paper = colour(Ink::Paper);
        for (text, _) in laws::texts(&list) {
            let ink = colour(text.ink());
            assert!(contrast(&ink.light, &paper.light) >= 4.4, "{ink:?} on light paper");
            assert!(contrast(&ink.dark, &paper.dark) >= 4.4, "{ink:?} on dark paper");
        }
    }
}

#[test]
fn greyscale_has_no_hue_and_ordered_groups_a_ramp_of_lightness() {
    let mut dice = Dice(12);
    let arms: Vec<Arm> =
        (0..6).map(|k| random_arm(&mut dice, &grades()[k], 30, 20.0, 60.0)).collect();
    let answer = answer("OS", TimeUnit::Months, &arms);
    let grey = km::draw(&answer, &FigureOptions { greyscale: true, ..Default::default() });
    for colour in &grey.colours {
        assert!(
            colour.light[1..3] == colour.light[3..5] && colour.light[3..5] == colour.light[5..7]
        );
    }
    let ramp = km::draw(&answer, &FigureOptions { ordered: true, ..Default::default() });
    let shades: Vec<f64> = (0..6)
        .map(|k| {
            let colour = ramp.colours.iter().find(|c| c.ink == Ink::Ramp { k, of: 6 }).unwrap();
            contrast(&colour.light, "#ffffff")
        })
        .collect();
    assert!(shades.windows(2).all(|pair| pair[1] > pair[0] + 0.2), "{shades:?}");
    assert!(shades[0] >= 3.0, "WCAG 2.2, 1.4.11: lines 3 to 1, {shades:?}");
}

#[test]
fn bubbles_have_areas_in_proportion_and_totals_add_up() {
    let list = scatter::draw(&correlation(&COUNTS), &FigureOptions::default());
    laws::readable(&list, "gradings");
    let radius = |i: usize, j: usize| {
        let found = list.items.iter().find_map(|item| match item {
            Item::Circle { role: Role::Bubble { x, y }, radius, .. } if (*x, *y) == (i, j) => {
                Some(*radius)
            }
            _ => None,
        });
        found.unwrap()
    };
    // Three patients against one: three times the area, to 1/8 pixel of radius.
    assert!((radius(3, 3) - 3f64.sqrt() * radius(0, 0)).abs() < 0.3);
    assert!((radius(4, 4) - 2f64.sqrt() * radius(0, 0)).abs() < 0.3);
    let totals: Vec<u32> = list
        .items
        .iter()
        .filter_map(|item| match item {
            Item::Text { role: Role::Total { axis: Axis::X, .. }, text, .. } => text.parse().ok(),
            _ => None,
        })
        .collect();
    assert_eq!(totals, [2, 5, 4, 6, 5, 3, 25]);
    assert!(list.caption.contains("Shaded: the same grade"));
}

#[test]
fn gradings_of_any_width_and_scale_can_be_read() {
    for width in [240.0, 320.0, 390.0, 700.0, 1100.0] {
        let options = FigureOptions { width, ..Default::default() };
        let mut answer = correlation(&COUNTS);
        laws::readable(&scatter::draw(&answer, &options), "six grades");
        // Steps of change against grades: numbers with gaps on one side.
        answer.cells.x_values = vec![-3.0, -1.0, 0.0, 1.0, 2.0, 5.0];
        answer.cells.x_labels = ["-3", "-1", "0", "1", "2", "5"].map(String::from).to_vec();
        let list = scatter::draw(&answer, &options);
        laws::readable(&list, "steps");
        let ticks = laws::texts(&list)
            .iter()
            .filter(|(item, _)| matches!(item.role(), Role::TickLabel { axis: Axis::X, .. }))
            .count();
        assert_eq!(ticks, 9, "-3 to 5 without a gap");
        // Long names of grades; measured values; nothing at all.
        answer.cells.x_labels =
            (0..6).map(|k| format!("grade {k} by somebody's classification")).collect();
        laws::readable(&scatter::draw(&answer, &options), "long");
        answer.cells.x_values = vec![0.13, 2.5, 17.0, 33.3, 71.0, 99.0];
        answer.cells.x_labels = answer.cells.x_values.iter().map(f64::to_string).collect();
        laws::readable(&scatter::draw(&answer, &options), "measured");
        answer.cells = Default::default();
        let list = scatter::draw(&answer, &options);
        laws::readable(&list, "nothing");
        let note = |item: &Item| match item {
            Item::Text { role: Role::Note { .. }, text, .. } => Some(text.clone()),
            _ => None,
        };
        let notes: Vec<String> = list.items.iter().filter_map(note).collect();
        assert!(notes.join(" ").contains("Too many"), "{notes:?}");
    }
}

/// What a program prints about a file, if it is installed here.
fn asked(program: &str, arguments: &[&str], bytes: &[u8]) -> Option<(bool, String)> {
    let name = format!("gradus-figure-{}-{program}.pdf", std::process::id());
    let path = std::env::temp_dir().join(name);
    std::fs::write(&path, bytes).unwrap();
    let path_text = path.to_str().unwrap();
    let arguments = arguments.iter().map(|a| if *a == "FILE" { path_text } else { a });
    let output = Command::new(program).args(arguments).output().ok();
    std::fs::remove_file(&path).unwrap();
    let output = output?;
    Some((output.status.success(), String::from_utf8_lossy(&output.stdout).into_owned()))
}

#[test]
fn pdf_is_accepted_and_its_letters_are_letters() {
    let arms = [
        arm("χ² ≥ 50 % – Łódź", &[(3.0, true), (9.0, false)]),
        arm("未", &[(4.0, true), (7.0, true)]),
    ];
    let list = km::draw(&answer("Überleben", TimeUnit::Months, &arms), &FigureOptions::default());
    let file = pdf::write(&list, svg::Theme::Light, Some(170.0));
    assert_eq!(file.missing, ['未']);
    let text = &file.text;
    assert!(text.is_ascii());
    // 170 mm are 481.89 points; each object begins where the table says.
    assert!(text.contains("/MediaBox [0 0 481.89 "));
    let table: usize = text.lines().rev().nth(1).unwrap().parse().unwrap();
    let entries = text[table..].lines().skip(3).take_while(|line| line.ends_with("n "));
    let mut objects = 0;
    for (k, entry) in entries.enumerate() {
        let start: usize = entry[..10].parse().unwrap();
        assert!(text[start..].starts_with(&format!("{} 0 obj", k + 1)));
        objects += 1;
    }
    assert_eq!(objects, 10);
    if let Some((fine, said)) = asked("qpdf", &["--check", "FILE"], text.as_bytes()) {
        assert!(fine, "{said}");
    }
    if let Some((_, said)) = asked("pdftotext", &["-layout", "FILE", "-"], text.as_bytes()) {
        for wanted in ["χ² ≥ 50 % – Łódź", "Überleben (%)", "Number at risk"] {
            assert!(said.contains(wanted), "{wanted} in {said}");
        }
    }
}
