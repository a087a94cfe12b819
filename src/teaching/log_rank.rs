//! The log-rank test as a running table: at every event time the table of who
//! was at risk and who had the event, what would be expected if the groups did
//! not differ, and the sum of observed minus expected so far.

use super::asked::{self, no_such_group};
use super::demonstration::{Cell, Demonstration, Grid, Step, headed, named, named_estimate};
use super::few::{FEW, few};
use super::picture::{Axis, Layer, Picture, Tone};
use crate::analysis::patients::{Ask, Patients};
use crate::analysis::survival::{GroupTest, SurvivalRequest, Weight};
use crate::cohort::study::Study;
use crate::compact::Gather;
use crate::problem::Problem;
use crate::report::number::{exact, p_value, significant};
use crate::report::sentence::{plural, unit};
use crate::survival::log_rank::{Sums, terms, watched_sums};
use crate::survival::sample::SortedSample;
use crate::value::{Estimate, TimeUnit};

/// One event time: its counts by group, its own terms, and the sums so far.
struct Death {
    stratum: usize,
    time: f64,
    at_risk: Vec<u32>,
    events: Vec<u32>,
    n: u32,
    d: u32,
    here: Terms,
    so_far: Terms,
}

/// Of the group followed.
#[derive(Clone, Copy, Default)]
struct Terms {
    observed: f64,
    expected: f64,
    variance: f64,
}

impl Terms {
    fn of(sums: &Sums, group: usize) -> Self {
        Self {
            observed: sums.observed[group],
            expected: sums.expected[group],
            variance: sums.variance(group),
        }
    }

    fn plus(self, other: Self) -> Self {
        Self {
            observed: self.observed + other.observed,
            expected: self.expected + other.expected,
            variance: self.variance + other.variance,
        }
    }

    fn difference(&self) -> f64 {
        self.observed - self.expected
    }
}

/// Σ (O − E) over its root variance, Mantel 1966, in the eyes of group `part`.
pub(super) fn log_rank(
    study: &Study,
    of: &SurvivalRequest,
    part: usize,
) -> Result<Demonstration, Vec<Problem>> {
    let test = tested(study, of)?;
    let ask = Ask {
        endpoint: &of.endpoint,
        by: of.by.as_ref(),
        strata: &of.strata,
        selection: &of.selection,
        landmark: of.landmark,
        competing_kept: false,
    };
    let (patients, ..) = Patients::choose(study, &ask, |_| Ok(()))?;
    let labels = patients.labels.clone();
    let Some(label) = labels.get(part) else {
        return Err(no_such_group());
    };
    let sample = patients.input().sample()?;
    let strata = match &patients.strata {
        Some(codes) => sample.split(patients.strata_labels.len(), codes),
        None => vec![sample],
    };
    let deaths = deaths(&strata, part);
    let shown = Shown {
        label,
        labels: &labels,
        strata: &patients.strata_labels,
        unit: unit(patients.endpoint.unit),
        time_unit: patients.endpoint.unit,
        part,
        end: strata.iter().filter_map(SortedSample::last_time).fold(0.0, f64::max),
        deaths: &deaths,
    };
    let chosen = few(deaths.len(), FEW);
    let mut steps = vec![Step {
        text: format!(
            "{} in {} groups. If the groups do not differ, the events at each time fall on them in \
             proportion to who is at risk. The table follows {label}.",
            plural(patients.time.len(), "patient"),
            labels.len()
        ),
        formula: "O − E = 0".into(),
        picture: Some(shown.picture(0)),
        ..Step::default()
    }];
    let mut rows = Vec::new();
    for range in &chosen.ranges {
        let death = &deaths[range.end - 1];
        let alone = range.len() == 1;
        rows.push(shown.row(death, range.len()));
        steps.push(Step {
            text: if alone { shown.what_happens(death) } else { shown.passed(range.len(), death) },
            formula: if alone {
                expected(death, part)
            } else {
                format!("sum of O − E = {}", significant(death.so_far.difference()))
            },
            numbers: numbers(death, part),
            rows: rows.len(),
            row: Some(rows.len() - 1),
            beside: alone.then(|| shown.table_of(death)),
            picture: Some(shown.picture(range.end)),
        });
    }
    steps.push(Step {
        rows: rows.len(),
        picture: Some(shown.picture(deaths.len())),
        ..last(&test, part, label)
    });
    let headings: &[&str] = &[
        "time",
        "at risk here",
        "at risk",
        "events",
        "observed here O",
        "expected here E",
        "O − E",
        "variance",
        "sum of O − E",
    ];
    Ok(Demonstration {
        title: format!("Log-rank test: {label}"),
        formula:
            "E = d n₁/n;  V = d (n₁/n) (1 − n₁/n) (n − d)/(n − 1);  χ² = (sum of O − E)²/sum of V"
                .into(),
        table: headed(
            format!("Event times, with what is observed and expected in {label}"),
            headings,
            rows,
        ),
        shortened: chosen.shortened("event times"),
        result: shown.result(&test),
        sources: vec![
            "Mantel 1966, Cancer Chemother Rep 50:163".into(),
            "Peto & Peto 1972, J R Stat Soc A 135:185".into(),
        ],
        steps,
        accounting: patients.accounting,
        parts: labels.clone(),
        part,
        seed: None,
    })
}

/// The answer's own unweighted test.
fn tested(study: &Study, of: &SurvivalRequest) -> Result<GroupTest, Vec<Problem>> {
    let answer = asked::survival(study, of, |asked| {
        asked.tests = vec![Weight::LogRank];
        asked.summary_only = true;
    })?;
    answer.tests.into_iter().next().ok_or_else(|| {
        vec![
            Problem::error("one_group", "There is only one group: nothing is compared.")
                .hint("Split the patients into groups."),
        ]
    })
}

fn deaths(strata: &[SortedSample], part: usize) -> Vec<Death> {
    let mut all = Vec::new();
    let mut before = Terms::default();
    for (stratum, sample) in strata.iter().enumerate() {
        let whole = watched_sums(sample, &[Weight::LogRank], |at, sums| {
            all.push(Death {
                stratum,
                time: at.time,
                at_risk: at.at_risk.to_vec(),
                events: at.events.to_vec(),
                n: at.total_at_risk,
                d: at.total_events,
                here: Terms::of(&terms(at), part),
                so_far: before.plus(Terms::of(&sums[0], part)),
            });
        });
        before = before.plus(Terms::of(&whole[0], part));
    }
    all
}

fn numbers(death: &Death, part: usize) -> Vec<super::demonstration::Named> {
    vec![
        named("time", death.time),
        named("at_risk", f64::from(death.at_risk[part])),
        named("at_risk_in_all", f64::from(death.n)),
        named("events", f64::from(death.d)),
        named("observed", death.here.observed),
        named("expected", death.here.expected),
        named("variance", death.here.variance),
        named("observed_so_far", death.so_far.observed),
        named("expected_so_far", death.so_far.expected),
        named("variance_so_far", death.so_far.variance),
    ]
}

/// "E = 3 × 21/33 = 1.91".
fn expected(death: &Death, part: usize) -> String {
    let Death { d, n, at_risk, here, .. } = death;
    format!(
        "E = {d} × {}/{n} = {};  O − E = {} − {} = {}",
        at_risk[part],
        significant(here.expected),
        exact(here.observed),
        significant(here.expected),
        significant(here.difference())
    )
}

/// The statistic from the sums: those of the answer.
fn last(test: &GroupTest, part: usize, label: &str) -> Step {
    let k = test.u.len();
    let (u, v) = (test.u[part], test.v[part * k + part]);
    let p = test.p.value().map_or("not estimable".into(), |p| format!("p {}", p_value(p)));
    let (formula, text) = match (&test.chi_squared, k) {
        (Estimate::Value(chi_squared), 2) => (
            format!(
                "χ² = ({})²/{} = {}",
                significant(u),
                significant(v),
                significant(*chi_squared)
            ),
            format!(
                "Over all event times {label} had {} events where {} were expected. The square of \
                 the difference over its variance is χ² on 1 degree of freedom: {p}.",
                exact(test.observed[part]),
                significant(test.expected[part])
            ),
        ),
        (Estimate::Value(chi_squared), _) => (
            format!("χ² = {} on {} degrees of freedom", significant(*chi_squared), test.df),
            format!(
                "Over all event times {label} had {} events where {} were expected. χ² weighs the \
                 differences of all groups together: {p}.",
                exact(test.observed[part]),
                significant(test.expected[part])
            ),
        ),
        _ => (
            "χ² is not estimable".into(),
            "No event happened while two groups were at risk: nothing is compared.".into(),
        ),
    };
    Step {
        text,
        formula,
        numbers: vec![
            named("observed_so_far", test.observed[part]),
            named("expected_so_far", test.expected[part]),
            named("variance_so_far", v),
            named_estimate("chi_squared", &test.chi_squared),
            named_estimate("p", &test.p),
        ],
        ..Step::default()
    }
}

/// What words, rows and pictures are made from.
struct Shown<'a> {
    label: &'a str,
    labels: &'a [String],
    strata: &'a [String],
    unit: &'static str,
    time_unit: TimeUnit,
    part: usize,
    end: f64,
    deaths: &'a [Death],
}

impl Shown<'_> {
    /// "12", or "12 in centre = 2" within strata.
    fn time(&self, death: &Death) -> String {
        match self.strata.get(death.stratum) {
            Some(name) => format!("{} ({name})", exact(death.time)),
            None => exact(death.time),
        }
    }

    fn row(&self, death: &Death, times: usize) -> Vec<Cell> {
        let Death { here, so_far, .. } = death;
        if times > 1 {
            let mut row = vec![Cell::text(format!("to {}", self.time(death)))];
            row.push(Cell::text("…"));
            row.push(Cell::text("…"));
            row.push(Cell::text(format!("{times} times")));
            row.extend((0..4).map(|_| Cell::text("…")));
            row.push(Cell::number(so_far.difference()));
            return row;
        }
        vec![
            Cell::text(self.time(death)),
            Cell::text(death.at_risk[self.part]),
            Cell::text(death.n),
            Cell::text(death.d),
            Cell::text(exact(here.observed)),
            Cell::number(here.expected),
            Cell::number(here.difference()),
            Cell::number(here.variance),
            Cell::number(so_far.difference()),
        ]
    }

    fn what_happens(&self, death: &Death) -> String {
        let Death { n, d, at_risk, here, so_far, .. } = death;
        let more = if so_far.difference() > 0.0 { "more" } else { "fewer" };
        format!(
            "At {} {} {n} are at risk, {} of them in {}; {}. In proportion {} would fall there; {} \
             did. So far {} events {more} than expected.",
            self.time(death),
            self.unit,
            at_risk[self.part],
            self.label,
            if *d == 1 { "1 event happens".into() } else { format!("{d} events happen") },
            significant(here.expected),
            exact(here.observed),
            significant(so_far.difference().abs())
        )
    }

    fn passed(&self, times: usize, death: &Death) -> String {
        format!(
            "{times} event times, up to {} {}, are passed in the same way. So far {} has {} events, \
             {} are expected.",
            self.time(death),
            self.unit,
            self.label,
            exact(death.so_far.observed),
            significant(death.so_far.expected)
        )
    }

    /// Who had the event at this time and who passed it, by group.
    fn table_of(&self, death: &Death) -> Grid {
        let line = |name: &str, events: u32, at_risk: u32| {
            vec![
                Cell::text(name),
                Cell::text(events),
                Cell::text(at_risk - events),
                Cell::text(at_risk),
            ]
        };
        let mut rows: Vec<Vec<Cell>> = (0..self.labels.len())
            .map(|k| line(&self.labels[k], death.events[k], death.at_risk[k]))
            .gather();
        rows.push(line("in all", death.d, death.n));
        let caption = format!("At {} {}", self.time(death), self.unit);
        Grid {
            marked: vec![[self.part, 1]],
            ..headed(caption, &["", "event", "no event", "at risk"], rows)
        }
    }

    /// Observed and expected events so far; their distance is what is tested.
    fn picture(&self, known: usize) -> Picture {
        let shown = self.deaths;
        let whole = shown.last().map_or(Terms::default(), |death| death.so_far);
        let until = |to: usize| if to == 0 { 0.0 } else { shown[to - 1].time };
        let of = |to: usize, value: fn(&Terms) -> f64| -> Vec<(f64, f64)> {
            shown[..to].iter().map(|death| (death.time, value(&death.so_far))).gather()
        };
        let within = self.strata.len() > 1;
        let (x, place) = if within {
            (Axis::new("event times, stratum by stratum", 0.0, shown.len() as f64), true)
        } else {
            (Axis::time(self.end, self.time_unit), false)
        };
        // Within strata time begins again: event times are counted instead.
        let placed = |steps: Vec<(f64, f64)>| -> Vec<(f64, f64)> {
            if !place {
                return steps;
            }
            steps.into_iter().enumerate().map(|(k, (_, y))| (k as f64 + 1.0, y)).gather()
        };
        let now = if place { known as f64 } else { until(known) };
        let end = if place { shown.len() as f64 } else { until(shown.len()) };
        let stairs = |to: usize, value: fn(&Terms) -> f64, tone: Tone| Layer::Stairs {
            from: (0.0, 0.0),
            steps: placed(of(to, value)),
            until: if to == known { now } else { end },
            tone,
        };
        let (observed, expected) = (|t: &Terms| t.observed, |t: &Terms| t.expected);
        let mut layers = vec![
            stairs(shown.len(), observed, Tone::Faint),
            stairs(shown.len(), expected, Tone::Faint),
            stairs(known, expected, Tone::Strong),
            stairs(known, observed, Tone::Group(self.part)),
        ];
        if let Some(death) = known.checked_sub(1).map(|at| &shown[at]) {
            for (value, text, tone) in [
                (death.so_far.observed, "observed", Tone::Group(self.part)),
                (death.so_far.expected, "expected", Tone::Strong),
            ] {
                layers.push(Layer::Word { at: (now, value), text: text.into(), tone });
            }
        }
        let top = whole.observed.max(whole.expected).max(1.0);
        Picture { x, y: Axis::new(format!("Events in {}", self.label), 0.0, top), layers }
    }

    /// "O 9 against E 19.3; χ² = 16.8, p < 0.0001".
    fn result(&self, test: &GroupTest) -> String {
        let p = test.p.value().map_or("not estimable".into(), p_value);
        let chi_squared = test.chi_squared.value().map_or("not estimable".into(), significant);
        format!(
            "{}: {} events observed, {} expected; χ² = {chi_squared} on {}, p {p}.",
            self.label,
            exact(test.observed[self.part]),
            significant(test.expected[self.part]),
            plural(test.df as usize, "degree") + " of freedom"
        )
    }
}
