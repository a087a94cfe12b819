//! Display lists as small rounded texts, kept beside the tests. A difference
//! writes `NAME.new` next to `NAME.txt`; to accept it, rename it by hand.

use gradus::figure::display_list::*;
use std::fmt::Write;
use std::path::PathBuf;

fn points(points: &Points) -> String {
    let corners: Vec<String> = points.iter().map(|[x, y]| format!("{x:.0},{y:.0}")).collect();
    corners.join(" ")
}

/// One line an item, to whole pixels.
pub fn text_of(list: &DisplayList) -> String {
    let mut out = format!("figure {:.0} × {:.0}\n", list.width, list.height);
    for item in &list.items {
        let role = serde_json::to_value(item.role()).unwrap();
        let mut name = role["part"].as_str().unwrap().to_owned();
        for (key, value) in role.as_object().unwrap().iter().filter(|(key, _)| *key != "part") {
            write!(name, " {key}={}", value.to_string().trim_matches('"')).unwrap();
        }
        let ink = item.ink();
        match item {
            Item::Line { points: p, width, dash, .. } => {
                writeln!(out, "line {name} · {ink} {width} {dash:?} · {}", points(p))
            }
            Item::Area { points: p, opacity, .. } => {
                writeln!(out, "area {name} · {ink} {opacity} · {}", points(p))
            }
            Item::Rect { x, y, width, height, opacity, .. } => {
                writeln!(
                    out,
                    "rect {name} · {ink} {opacity} · {x:.0},{y:.0} {width:.0} × {height:.0}"
                )
            }
            Item::Circle { x, y, radius, opacity, outline, .. } => {
                writeln!(
                    out,
                    "circle {name} · {ink} {opacity} {outline} · {x:.0},{y:.0} r {radius:.1}"
                )
            }
            Item::Text { x, y, text, size, bold, anchor, .. } => {
                let weight = if *bold { " bold" } else { "" };
                let anchor = format!("{anchor:?}").to_lowercase();
                writeln!(out, "text {name} · {ink} {size}{weight} {anchor} · {x:.0},{y:.0} {text}")
            }
        }
        .unwrap();
    }
    for colour in &list.colours {
        writeln!(out, "ink {} {} {}", colour.ink, colour.light, colour.dark).unwrap();
    }
    write!(out, "summary {}\ncaption {}\n", list.summary, list.caption).unwrap();
    out
}

pub fn assert_as_kept(name: &str, list: &DisplayList) {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/figures/kept");
    let kept = folder.join(format!("{name}.txt"));
    let found = text_of(list).replace(env!("CARGO_PKG_VERSION"), "VERSION");
    let wanted = std::fs::read_to_string(&kept).unwrap_or_default();
    if found == wanted {
        return;
    }
    let new = folder.join(format!("{name}.new"));
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(&new, &found).unwrap();
    let lines = wanted.lines().chain(std::iter::repeat("")).zip(found.lines());
    let first = lines.clone().find(|(a, b)| a != b);
    panic!("{name} changed: {first:?}; the new one is {}", new.display());
}
