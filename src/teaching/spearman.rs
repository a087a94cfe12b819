//! Spearman's ρ: values slide onto ranks, ties share theirs, and the ranks of
//! the two variables are compared patient by patient.

use super::asked;
use super::demonstration::{Cell, Demonstration, Grid, Step, headed, named, named_estimate};
use super::few::few;
use super::picture::{Axis, Layer, Picture, Tone};
use crate::analysis::correlation::{CorrelationRequest, Spearman};
use crate::analysis::variables::{Chosen, choose};
use crate::cohort::study::Study;
use crate::compact::{Gather, Order};
use crate::problem::Problem;
use crate::report::number::{estimate, exact, p_value, significant};
use crate::report::sentence::plural;
use crate::stats::rank::Ranking;

/// Distinct values of one variable, and patients, that have a step of their own.
const VALUES: usize = 14;
const PATIENTS: usize = 30;

/// A variable with its ranks.
struct Ranked {
    chosen: Chosen,
    ranking: Ranking,
    /// Of every distinct value, ascending.
    midranks: Vec<f64>,
}

impl Ranked {
    fn new(chosen: Chosen) -> Self {
        let ranking = Ranking::new(&chosen.values);
        let midranks = ranking.doubled_midranks().iter().map(|r| *r as f64 / 2.0).gather();
        Self { chosen, ranking, midranks }
    }

    fn name(&self) -> &str {
        &self.chosen.name
    }

    /// What a value is called: a grade by its label.
    fn label(&self, value: f64) -> String {
        let named = self.chosen.labels.iter().find(|(known, _)| *known == value);
        named.map_or_else(|| exact(value), |(_, label)| label.clone())
    }

    fn rank(&self, patient: usize) -> f64 {
        self.midranks[self.ranking.codes[patient] as usize]
    }

    /// Σ (t³ − t) over the ties.
    fn ties(&self) -> f64 {
        self.ranking.sum_over_ties(|t| t * t * t - t) as f64
    }
}

/// ρ as the correlation of midranks, Spearman 1904.
pub(super) fn spearman(
    study: &Study,
    of: &CorrelationRequest,
) -> Result<Demonstration, Vec<Problem>> {
    let ([x, y], accounting) = choose(study, &of.selection, [&of.x, &of.y])?;
    let answer = asked::correlation(study, of, Vec::new())?;
    let answer = answer.spearman;
    let shown = Shown { x: Ranked::new(x), y: Ranked::new(y), n: answer.n };
    let (x, y, n) = (&shown.x, &shown.y, shown.n);
    let mut steps = vec![Step {
        text: format!(
            "{} have both {} and {}. Only the order counts: each variable is turned into ranks, 1 \
             for the smallest.",
            plural(n, "patient"),
            x.name(),
            y.name()
        ),
        formula: format!("n = {n}"),
        numbers: vec![named("n", n as f64)],
        picture: Some(shown.values()),
        ..Step::default()
    }];
    let mut shortened = Vec::new();
    for (which, one) in [x, y].into_iter().enumerate() {
        let chosen = few(one.midranks.len(), VALUES);
        shortened.push(chosen.shortened(&format!("values of {}", one.name())));
        steps.extend(chosen.ranges.iter().map(|range| shown.ranking(which, one, range.clone())));
    }
    // Patients in order of the first variable, ties as they stand in the table.
    let mut order: Vec<usize> = (0..n).gather();
    order.order_by_key(|patient| x.ranking.codes[*patient]);
    let (mut rows, mut sum) = (Vec::new(), 0.0);
    let chosen = few(n, PATIENTS);
    shortened.push(chosen.shortened("patients"));
    for range in &chosen.ranges {
        for &patient in &order[range.clone()] {
            let d = x.rank(patient) - y.rank(patient);
            sum += d * d;
            rows.push(shown.row(patient, sum));
        }
        steps.push(shown.compared(order[range.end - 1], range.len(), sum, rows.len()));
    }
    steps.extend(shown.last(&answer, rows.len()));
    shortened.retain(|text| !text.is_empty());
    Ok(Demonstration {
        title: format!("Spearman's ρ: {} v {}", x.name(), y.name()),
        formula:
            "ρ = correlation of the midranks = (A + B − Σd²)/(2 √(A B)), with A and B the spread \
                  of the ranks, (n³ − n − Σ(t³ − t))/12"
                .into(),
        table: headed(
            "Patients in order of the first variable".into(),
            &[x.name(), y.name(), "rank", "rank of the second", "d", "d²", "sum of d²"],
            rows,
        ),
        steps,
        shortened: shortened.join(" "),
        result: match &answer.rho {
            rho if rho.value().is_some() => {
                format!("ρ = {}, {}.", estimate(rho), plural(n, "patient"))
            }
            _ => "ρ does not exist: a variable has the same value throughout.".into(),
        },
        accounting,
        sources: vec![
            "Spearman 1904, Am J Psychol 15:72".into(),
            "Kendall & Gibbons 1990, Rank Correlation Methods, 5th ed.".into(),
        ],
        ..Demonstration::default()
    })
}

/// Which step of the demonstration ranks the `k`th value of the first variable.
pub(super) fn step_of_value(ranking: &Ranking, k: usize) -> usize {
    let ranges = few(ranking.counts.len(), VALUES).ranges;
    1 + ranges.iter().position(|range| range.contains(&k)).unwrap_or(0)
}

struct Shown {
    x: Ranked,
    y: Ranked,
    n: usize,
}

impl Shown {
    /// The values as they are, and after them the ranks.
    fn values(&self) -> Picture {
        let points: Vec<(f64, f64)> =
            self.x.chosen.values.iter().copied().zip(self.y.chosen.values.iter().copied()).gather();
        let axis = |one: &Ranked| {
            let (low, high) = ends(&one.ranking.values);
            let names = one.chosen.labels.iter().filter(|(at, _)| (low..=high).contains(at));
            Axis { names: names.cloned().gather(), ..Axis::new(one.name(), low, high) }
        };
        let layers = vec![Layer::Dots { points, tone: Tone::Group(0), radius: 4.0 }];
        Picture { x: axis(&self.x), y: axis(&self.y), layers }
    }

    /// Distinct values on their axis, each lifted to its rank.
    fn lifted(&self, one: &Ranked, known: usize) -> Picture {
        let (low, high) = ends(&one.ranking.values);
        let all: Vec<(f64, f64)> =
            one.ranking.values.iter().copied().zip(one.midranks.iter().copied()).gather();
        let names = one.chosen.labels.iter().filter(|(at, _)| (low..=high).contains(at));
        let x = Axis { names: names.cloned().gather(), ..Axis::new(one.name(), low, high) };
        let ground = one.ranking.values.iter().map(|value| (*value, 0.0)).gather();
        let mut layers = vec![
            Layer::Dots { points: ground, tone: Tone::Faint, radius: 4.0 },
            Layer::Line { points: all[..known].to_vec(), tone: Tone::Faint, dashed: true },
            Layer::Dots { points: all[..known].to_vec(), tone: Tone::Group(0), radius: 4.0 },
        ];
        if let Some(now) = known.checked_sub(1).map(|at| all[at]) {
            layers.push(Layer::Line {
                points: vec![(now.0, 0.0), now],
                tone: Tone::Strong,
                dashed: true,
            });
            layers.push(Layer::Dots { points: vec![now], tone: Tone::Strong, radius: 5.0 });
            let text = format!("rank {}", exact(now.1));
            layers.push(Layer::Word { at: now, text, tone: Tone::Strong });
        }
        Picture { x, y: Axis::new("rank", 0.0, self.n as f64), layers }
    }

    /// Ranks against ranks, one patient in sight.
    fn ranks(&self, now: Option<usize>) -> Picture {
        let point = |patient: usize| (self.x.rank(patient), self.y.rank(patient));
        let n = self.n as f64;
        let points = (0..self.n).map(point).gather();
        let mut layers = vec![
            Layer::Line { points: vec![(0.0, 0.0), (n, n)], tone: Tone::Faint, dashed: true },
            Layer::Dots { points, tone: Tone::Group(0), radius: 4.0 },
        ];
        if let Some(patient) = now {
            let (a, b) = point(patient);
            layers.push(Layer::Line {
                points: vec![(a, a), (a, b)],
                tone: Tone::Strong,
                dashed: true,
            });
            layers.push(Layer::Dots { points: vec![(a, b)], tone: Tone::Strong, radius: 5.5 });
        }
        Picture {
            x: Axis::new(format!("rank of {}", self.x.name()), 0.0, n),
            y: Axis::new(format!("rank of {}", self.y.name()), 0.0, n),
            layers,
        }
    }

    /// One value, or several together, and the rank it gets.
    fn ranking(&self, which: usize, one: &Ranked, range: std::ops::Range<usize>) -> Step {
        let at = range.end - 1;
        let before: u32 = one.ranking.counts[..at].iter().sum();
        let (count, value, rank) =
            (one.ranking.counts[at], one.ranking.values[at], one.midranks[at]);
        let (first, last) = (before + 1, before + count);
        let label = one.label(value);
        let (text, formula) = if range.len() > 1 {
            (
                format!(
                    "{} values of {} up to {label} are ranked in the same way.",
                    range.len(),
                    one.name()
                ),
                format!("rank of {label} = {}", exact(rank)),
            )
        } else if count == 1 {
            (
                format!("{}: {label} occurs once and takes place {first}.", one.name()),
                format!("rank of {label} = {}", exact(rank)),
            )
        } else {
            (
                format!(
                    "{}: {label} occurs {count} times. They would take the places {first} to {last}; \
                     tied, they share the mean.",
                    one.name()
                ),
                format!("rank of {label} = ({first} + {last})/2 = {}", exact(rank)),
            )
        };
        let shown = at.saturating_sub(5)..at + 1;
        let rows = shown.clone().map(|k| {
            let before: u32 = one.ranking.counts[..k].iter().sum();
            let count = one.ranking.counts[k];
            let places = match count {
                1 => (before + 1).to_string(),
                _ => format!("{}–{}", before + 1, before + count),
            };
            let value = one.label(one.ranking.values[k]);
            vec![
                Cell::text(value),
                Cell::text(count),
                Cell::text(places),
                Cell::text(exact(one.midranks[k])),
            ]
        });
        let rows: Vec<Vec<Cell>> = rows.gather();
        let caption = format!("Ranks of {}", one.name());
        Step {
            text,
            formula,
            numbers: vec![
                named("variable", which as f64),
                named("value", value),
                named("count", f64::from(count)),
                named("rank", rank),
            ],
            beside: Some(Grid {
                marked: vec![[rows.len() - 1, 3]],
                ..headed(caption, &[one.name(), "patients", "places", "rank"], rows)
            }),
            picture: Some(self.lifted(one, range.end)),
            ..Step::default()
        }
    }

    fn row(&self, patient: usize, sum: f64) -> Vec<Cell> {
        let (a, b) = (self.x.rank(patient), self.y.rank(patient));
        vec![
            Cell::text(self.x.label(self.x.chosen.values[patient])),
            Cell::text(self.y.label(self.y.chosen.values[patient])),
            Cell::text(exact(a)),
            Cell::text(exact(b)),
            Cell::text(exact(a - b)),
            Cell::text(exact((a - b) * (a - b))),
            Cell::text(exact(sum)),
        ]
    }

    fn compared(&self, patient: usize, many: usize, sum: f64, rows: usize) -> Step {
        let (a, b) = (self.x.rank(patient), self.y.rank(patient));
        let d = a - b;
        let together = if many > 1 {
            format!("{many} patients are compared in the same way. The last: ")
        } else {
            String::new()
        };
        Step {
            text: format!(
                "{together}{} {} ranks {}, {} {} ranks {}: {} apart.",
                self.x.name(),
                self.x.label(self.x.chosen.values[patient]),
                exact(a),
                self.y.name(),
                self.y.label(self.y.chosen.values[patient]),
                exact(b),
                exact(d.abs())
            ),
            formula: format!(
                "d² = ({} − {})² = {};  sum so far {}",
                exact(a),
                exact(b),
                exact(d * d),
                exact(sum)
            ),
            numbers: vec![
                named("rank_x", a),
                named("rank_y", b),
                named("squared_difference", d * d),
                named("sum", sum),
            ],
            rows,
            row: Some(rows - 1),
            picture: Some(self.ranks(Some(patient))),
            ..Step::default()
        }
    }

    /// The short formula, which ties make wrong, then ρ itself and its test.
    fn last(&self, answer: &Spearman, rows: usize) -> Vec<Step> {
        let n = self.n as f64;
        let cubes = n * n * n - n;
        let (a, b) = ((cubes - self.x.ties()) / 12.0, (cubes - self.y.ties()) / 12.0);
        let d2 = answer.sum_of_squared_rank_differences;
        let tied = self.x.ranking.has_ties() || self.y.ranking.has_ties();
        let picture = || Some(self.ranks(None));
        let short = Step {
            text: if tied {
                format!(
                    "The formula of many textbooks, 1 − 6 Σd²/(n³ − n), gives {}. It holds without \
                     ties only; here there are ties.",
                    estimate(&answer.rho_by_formula_without_ties)
                )
            } else {
                "Without ties the sum of d² alone gives ρ.".into()
            },
            formula: format!(
                "1 − 6 × {}/({n}³ − {n}) = {}",
                exact(d2),
                estimate(&answer.rho_by_formula_without_ties)
            ),
            numbers: vec![
                named("sum", d2),
                named_estimate("without_ties", &answer.rho_by_formula_without_ties),
            ],
            rows,
            picture: picture(),
            ..Step::default()
        };
        let whole = Step {
            text: format!(
                "Ties narrow the ranks: their spread is {} for {} and {} for {}, where without ties \
                 it would be {}. With it ρ is the correlation of the midranks.",
                significant(a),
                self.x.name(),
                significant(b),
                self.y.name(),
                significant(cubes / 12.0)
            ),
            formula: format!(
                "ρ = ({} + {} − {})/(2 √({} × {})) = {}",
                exact(a),
                exact(b),
                exact(d2),
                exact(a),
                exact(b),
                estimate(&answer.rho)
            ),
            numbers: vec![
                named("spread_x", a),
                named("spread_y", b),
                named_estimate("rho", &answer.rho),
            ],
            rows,
            picture: picture(),
            ..Step::default()
        };
        let mut steps = vec![short, whole];
        if let (Some(t), Some(p)) = (answer.t.value(), answer.p_t.value()) {
            steps.push(Step {
                text: format!(
                    "Could chance alone have done it? t on {} degrees of freedom gives p {}; few \
                     patients or many ties make it an approximation. The shuffles show the p itself.",
                    exact(answer.df),
                    p_value(p)
                ),
                formula: format!(
                    "t = {} √({}/(1 − {}²)) = {}",
                    estimate(&answer.rho),
                    exact(answer.df),
                    estimate(&answer.rho),
                    significant(t)
                ),
                numbers: vec![named("t", t), named("p", p)],
                rows,
                picture: picture(),
                ..Step::default()
            });
        }
        steps
    }
}

/// The ends of ascending values, with room around them.
fn ends(values: &[f64]) -> (f64, f64) {
    let (low, high) =
        (values.first().copied().unwrap_or(0.0), values.last().copied().unwrap_or(1.0));
    let room = if high > low { (high - low) * 0.05 } else { 0.5 };
    (low - room, high + room)
}
