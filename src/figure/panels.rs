//! Several figures as one: panels A, B, C side by side, their axes on one
//! line, groups that all of them share named once above.

use super::chart::Entry;
use super::display_list::{DisplayList, Ink, Item, Points, Role};
use super::heading::Heading;
use super::metrics::text_width;
use super::options::FigureOptions;
use super::sheet::{Lettering, Sheet, Stroke};
use super::style::Style;
use crate::compact::Gather;
use std::collections::BTreeMap;

/// Between panels.
const GAP: f64 = 24.0;
/// A panel narrower than this goes to the next row.
const NARROWEST: f64 = 320.0;
/// One of many small ones.
const NARROWEST_SMALL: f64 = 210.0;

/// How many columns this many panels have in so much room, and how wide each
/// panel is to be drawn.
pub fn columns(count: usize, width: f64, small: bool) -> (usize, f64) {
    let narrowest = if small { NARROWEST_SMALL } else { NARROWEST };
    let fit = ((width + GAP) / (narrowest + GAP)).floor().max(1.0) as usize;
    let columns = count.clamp(1, fit);
    (columns, ((width - GAP * (columns - 1) as f64) / columns as f64).floor())
}

/// Puts finished figures into rows of the columns that [`columns`] gives.
/// Those of a row stand with the feet of their plots on one line.
pub fn arrange(panels: Vec<DisplayList>, options: &FigureOptions) -> DisplayList {
    let options = &options.with_sane_width();
    let style = Style::of(options);
    let (across, panel_width) = columns(panels.len(), options.width, options.small);
    let legend = shared_legend(&panels);
    let heading = Heading::lay("", "", options, &style);
    // Letters and names are drawn on a sheet that is high enough for any number
    // of rows.
    let highest: f64 = panels.iter().map(|panel| panel.height + 100.0).sum();
    let sheet = Sheet::new(options.width, heading.bottom + 100.0 + highest);
    heading.draw(&sheet, &style);
    let mut top = heading.bottom;
    if let Some(entries) = &legend {
        top = draw_legend(&sheet, entries, top, options.width, &style);
    }
    let mut said: [Vec<(String, String)>; 2] = Default::default();
    let mut moved = Vec::new();
    let mut colours = BTreeMap::new();
    let mut letters = ('A'..='Z').cycle();
    let mut rest = panels.into_iter().peekable();
    while rest.peek().is_some() {
        let row: Vec<DisplayList> = rest.by_ref().take(across).gather();
        top += style.line(style.title);
        let foot = |list: &DisplayList| list.reading.as_ref().map_or(list.height, |r| r.bottom);
        let lowest = row.iter().map(foot).fold(0.0, f64::max);
        let mut bottom: f64 = top;
        for (k, panel) in row.into_iter().enumerate() {
            let left = ((panel_width + GAP) * k as f64).round();
            let down = (top + lowest - foot(&panel)).round();
            let letter = letters.next().unwrap_or('A').to_string();
            let how = Lettering::new(style.title, Ink::Text).bold();
            sheet.text(Role::PanelLetter, [left + style.margin, top - 3.0], &letter, how);
            bottom = bottom.max(down + panel.height);
            said[0].push((letter.clone(), panel.summary));
            said[1].push((letter, panel.caption));
            colours.extend(panel.colours.into_iter().map(|c| (c.ink, c)));
            moved.extend(panel.items.into_iter().map(|item| shifted(item, left, down)));
        }
        top = bottom;
    }
    let mut items = sheet.finish();
    let own = super::palette::colours(&items, options);
    colours.extend(own.into_iter().map(|c| (c.ink, c)));
    items.extend(moved);
    let [summary, caption] = said.map(|parts| once(&parts));
    DisplayList {
        width: options.width,
        height: top.ceil(),
        items,
        colours: colours.into_values().gather(),
        summary,
        caption,
        reading: None,
    }
}

/// What each panel says under its letter, and what all say once, at the end.
fn once(parts: &[(String, String)]) -> String {
    let sentences = |text: &str| -> Vec<String> {
        text.split_inclusive(". ").map(|s| s.trim_end().to_owned()).gather()
    };
    let all: Vec<Vec<String>> = parts.iter().map(|(_, text)| sentences(text)).gather();
    let shared = |s: &String| parts.len() > 1 && all.iter().all(|own| own.contains(s));
    let mut said = Vec::new();
    for ((letter, _), own) in parts.iter().zip(&all) {
        let own: Vec<&str> = own.iter().filter(|s| !shared(s)).map(String::as_str).gather();
        said.push(format!("{letter}: {}", own.join(" ")));
    }
    said.extend(all.first().into_iter().flatten().filter(|s| shared(s)).cloned());
    said.join(" ")
}

/// The groups of all panels, if they are the same in each; one group needs no
/// name.
fn shared_legend(panels: &[DisplayList]) -> Option<Vec<Entry>> {
    let entries = |list: &DisplayList| -> Option<Vec<Entry>> {
        let groups = &list.reading.as_ref()?.groups;
        let drawn = |wanted: usize| {
            list.items.iter().find_map(|item| match item {
                Item::Line { role: Role::Curve { group }, ink, dash, .. } if *group == wanted => {
                    Some((*ink, dash.clone()))
                }
                _ => None,
            })
        };
        let named = groups.iter().enumerate().map(|(k, group)| {
            let (ink, dash) = drawn(k)?;
            Some((group.label.clone(), ink, dash))
        });
        named.collect()
    };
    let first = entries(panels.first()?)?;
    let same = panels.iter().all(|panel| entries(panel).as_ref() == Some(&first));
    (same && first.len() > 1).then_some(first)
}

/// Names one after another in as many lines as they need; where they end.
pub(super) fn draw_legend(
    sheet: &Sheet,
    entries: &[Entry],
    top: f64,
    width: f64,
    style: &Style,
) -> f64 {
    let mut x = style.margin;
    let mut foot = top + style.line(style.text);
    for (group, (label, ink, dash)) in entries.iter().enumerate() {
        let label =
            super::lines::shorten(label, width - 2.0 * style.margin - 26.0, style.text, false);
        let needed = 26.0 + text_width(&label, style.text, false);
        if x > style.margin && x + needed > width - style.margin {
            x = style.margin;
            foot += style.line(style.text);
        }
        let baseline = foot - style.text * 0.3;
        let y = baseline - style.text * 0.35;
        let stroke = Stroke { ink: *ink, width: style.curve, dash };
        sheet.line(Role::GroupSample { group }, &[[x, y], [x + 20.0, y]], stroke);
        let how = Lettering::new(style.text, ink.lettering());
        sheet.text(Role::GroupLabel { group }, [x + 26.0, baseline], &label, how);
        x += needed + 20.0;
    }
    foot + 4.0
}

fn shifted(mut item: Item, right: f64, down: f64) -> Item {
    match &mut item {
        Item::Line { points: Points(points), .. } | Item::Area { points: Points(points), .. } => {
            for point in points {
                point[0] += right;
                point[1] += down;
            }
        }
        Item::Rect { x, y, .. } | Item::Circle { x, y, .. } | Item::Text { x, y, .. } => {
            *x += right;
            *y += down;
        }
    }
    item
}
