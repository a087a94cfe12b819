//! All pairings by their coefficient, the share of each as a bar, those as far
//! from the middle as the one seen in another ink, and the one seen marked.

use crate::analysis::correlation::{CorrelationAnswer, ExactP, How, PermutationP};
use crate::compact::Gather;
use crate::figure::chart::{Around, Chart, Scale};
use crate::figure::display_list::{Anchor, DisplayList, Ink, Role};
use crate::figure::options::FigureOptions;
use crate::figure::shares::shares;
use crate::figure::sheet::{Lettering, Sheet, Stroke};
use crate::figure::style::Style;
use crate::figure::{palette, words};
use crate::report::number;

/// Bars over the whole axis.
const CLASSES: usize = 80;

/// Of Spearman's ρ; nothing where its distribution was not asked for.
pub(super) fn draw(answer: &CorrelationAnswer, options: &FigureOptions) -> Option<DisplayList> {
    let Some(ExactP::Test(test)) = &answer.exact_spearman else { return None };
    let all = test.distribution.as_ref()?;
    let seen = answer.spearman.rho.value()?;
    let pairs: Vec<(f64, f64)> =
        all.coefficient.iter().zip(all.probability.iter()).map(|(c, p)| (*c, *p)).gather();
    // Ends that no eye would see are left out.
    let shown = |(_, p): &&(f64, f64)| *p > 1e-5;
    let far = pairs.iter().filter(shown).map(|(c, _)| c.abs()).fold(seen.abs(), f64::max);
    let end = ((far + 0.05) * 10.0).ceil().min(10.0) / 10.0;
    let width = 2.0 * end / CLASSES as f64;
    let mut classes = vec![[0.0; 2]; CLASSES];
    for (c, p) in &pairs {
        let class = ((c + end) / width).floor().clamp(0.0, CLASSES as f64 - 1.0);
        // As the p counts: ties with the one seen are as far as it.
        let extreme = c.abs() >= seen.abs() - 1e-9;
        classes[class as usize][usize::from(extreme)] += p * 100.0;
    }
    let most = classes.iter().map(|[a, b]| a + b).fold(0.0, f64::max);

    let options = &options.with_sane_width().at_most(760.0);
    let style = Style::of(options);
    let x_title = "Spearman ρ if the two had nothing to do with each other";
    let chart = Chart {
        x: Scale::round(
            -end,
            end,
            (options.width / 70.0) as usize,
            options.x_title.clone().unwrap_or_else(|| x_title.into()),
        ),
        y: Scale::round(0.0, (most * 1.12).max(1e-9), 5, "Share of pairings, %".into()),
        around: Around { note: result(test, seen), ..Around::default() },
    };
    let left = chart.gutter(options, &style);
    let tall = options.height.map_or(220.0, |height| (height - 110.0).max(110.0));
    let laid = chart.lay(0.0, left, tall, options, &style);
    let sheet = Sheet::new(options.width, laid.bottom);
    let plot = chart.paint(&sheet, &laid, 0.0, options, &style);
    shares(&plot, -end, width, &classes);
    for (k, at) in [seen, -seen].into_iter().enumerate() {
        let x = plot.x(at);
        let dash: &[f64] = if k == 0 { &[] } else { &[4.0, 4.0] };
        let stroke = Stroke { ink: Ink::Text, width: style.curve, dash };
        sheet.line(Role::Reference, &[[x, laid.frame.top], [x, laid.frame.bottom]], stroke);
    }
    let anchor = if seen > 0.0 { Anchor::Start } else { Anchor::End };
    let how = Lettering { halo: true, ..Lettering::new(style.text, Ink::Text).anchored(anchor) };
    let label = format!("seen: {}", number::fixed(seen, 2));
    let half = how.width_of(&label) + 6.0;
    let (x, room) = (plot.x(seen), laid.frame);
    // On the other side of the line where there is no room.
    let fits = if seen > 0.0 { x + half <= options.width } else { x - half >= room.left };
    let way = if (seen > 0.0) == fits { 6.0 } else { -6.0 };
    let anchor = if way > 0.0 { Anchor::Start } else { Anchor::End };
    let at = [x + way, room.top + style.text];
    sheet.text(Role::Note { line: 9 }, at, &label, how.anchored(anchor));
    let items = sheet.finish();
    let said = format!("{}: {}.", answer.question, result(test, seen));
    Some(DisplayList {
        width: options.width,
        height: laid.bottom,
        colours: palette::colours(&items, options),
        items,
        caption: format!(
            "{said} Coloured: at least as far from 0 as the one seen, or mirrored. Gradus {}.",
            env!("CARGO_PKG_VERSION")
        ),
        summary: said,
        reading: None,
    })
}

/// "ρ = 0.44; 2.9 % of all pairings are at least as far from 0: exact p = 0.029, n = 25".
fn result(test: &PermutationP, seen: f64) -> String {
    let (pairings, name) = match &test.how {
        How::Exact { .. } => ("all pairings".into(), "exact "),
        How::MonteCarlo { draws, .. } => (format!("{draws} drawn pairings"), ""),
    };
    format!(
        "ρ = {}; {} % of {pairings} are at least as far from 0: {name}{}, n = {}",
        number::fixed(seen, 2),
        number::significant(test.p_two_sided * 100.0),
        words::p_value(test.p_two_sided),
        test.n
    )
}
