//! Gray's test: do groups differ in cumulative incidence?

use super::{CompetingData, Ending};
use crate::survival::quadratic_form::quadratic_form;
use crate::tail::chi_squared_upper;
use crate::value::Estimate;
use serde::Serialize;

/// Gray's k-sample test for one kind of event.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct GrayTest {
    pub rho: f64,
    pub chi_squared: Estimate,
    pub df: u32,
    pub p: Estimate,
    /// Score of every group but the last, and its covariance, row-major.
    pub u: Vec<f64>,
    pub v: Vec<f64>,
}

/// Compares weighted averages of the subdistribution hazards, weight
/// (1 − F(t−))^rho with the pooled incidence F (Gray 1988, Ann Stat 16:1141).
///
/// Someone with a competing event stays in the risk set, diminished as
/// censoring would have diminished it: group i counts n_i (1 − F_i(t−))/S_i(t−).
/// The variance is Gray's, ties by finite sampling, as in cmprsk's `cuminc`,
/// with which it agrees to 1e-9. Scores and variances are summed over `strata`
/// (codes by row). `of` says which kind of event.
pub fn gray_test(
    data: &CompetingData<'_>,
    of: Ending,
    rho: f64,
    strata: Option<&[u32]>,
) -> GrayTest {
    let groups = data.sample.groups();
    let free = groups.saturating_sub(1);
    let (mut u, mut v) = (vec![0.0; free], vec![0.0; free * free]);
    let mut add = |part: Sums| {
        u.iter_mut().zip(&part.score).for_each(|(a, b)| *a += b);
        v.iter_mut().zip(part.covariance()).for_each(|(a, b)| *a += b);
    };
    match strata {
        None => add(sums(data, of, rho)),
        Some(codes) => {
            let count = codes.iter().max().map_or(0, |c| *c as usize + 1);
            for sample in data.sample.split(count, codes) {
                add(sums(&CompetingData { sample: &sample, ending: data.ending }, of, rho));
            }
        }
    }
    let form = quadratic_form(&u, &v);
    const NONE: &str = "no event happened while two groups were at risk";
    let value = if form.rank == 0 { f64::NAN } else { form.value };
    let p = chi_squared_upper(value, form.rank as f64).unwrap_or(f64::NAN);
    GrayTest {
        rho,
        chi_squared: Estimate::finite(value, NONE),
        df: form.rank as u32,
        p: Estimate::finite(p, NONE),
        u,
        v,
    }
}

/// Symbols as in Gray's paper and program: `a` and `c` are G × G, `v2` and `v3`
/// collect what is crossed with `c` at the end.
struct Sums {
    groups: usize,
    score: Vec<f64>,
    v: Vec<f64>,
    a: Vec<f64>,
    c: Vec<f64>,
    v2: Vec<f64>,
    v3: Vec<f64>,
}

/// One group's curves just before and at a time.
#[derive(Clone, Copy)]
struct Group {
    survival_before: f64,
    survival: f64,
    incidence_before: f64,
    incidence: f64,
    at_risk: f64,
    events: f64,
    competing: f64,
}

impl Group {
    /// Those at risk of the subdistribution, up to the factor 1 − F(t−).
    fn inflated(&self) -> f64 {
        self.at_risk / self.survival_before
    }
}

fn sums(data: &CompetingData<'_>, of: Ending, rho: f64) -> Sums {
    let groups = data.sample.groups();
    let mut sums = Sums {
        groups,
        score: vec![0.0; groups.saturating_sub(1)],
        v: vec![0.0; groups * groups],
        a: vec![0.0; groups * groups],
        c: vec![0.0; groups * groups],
        v2: vec![0.0; groups * groups],
        v3: vec![0.0; groups],
    };
    let start = Group {
        survival_before: 1.0,
        survival: 1.0,
        incidence_before: 0.0,
        incidence: 0.0,
        at_risk: 0.0,
        events: 0.0,
        competing: 0.0,
    };
    let mut state = vec![start; groups];
    let mut pooled = 0.0;
    data.sample.for_each_block(|block| {
        if block.total_events == 0 {
            return;
        }
        for (group, at_risk) in state.iter_mut().zip(block.at_risk) {
            group.at_risk = f64::from(*at_risk);
            group.events = 0.0;
            group.competing = 0.0;
        }
        for subject in block.subjects {
            match data.ending[subject.row as usize] {
                Ending::Censored => {}
                ending if ending == of => state[subject.group()].events += 1.0,
                _ => state[subject.group()].competing += 1.0,
            }
        }
        pooled = sums.step(&mut state, pooled, rho);
        for group in &mut state {
            group.survival_before = group.survival;
            group.incidence_before = group.incidence;
        }
    });
    sums
}

impl Sums {
    /// One event time; gives the pooled incidence after it.
    fn step(&mut self, state: &mut [Group], before: f64, rho: f64) -> f64 {
        let g = self.groups;
        let (mut total, mut total_at_risk, mut events) = (0.0, 0.0, 0.0);
        for group in state.iter_mut().filter(|group| group.at_risk > 0.0) {
            let all = group.events + group.competing;
            group.survival = group.survival_before * (group.at_risk - all) / group.at_risk;
            group.incidence =
                group.incidence_before + group.survival_before * group.events / group.at_risk;
            total += group.inflated();
            total_at_risk += group.inflated() * (1.0 - group.incidence_before);
            events += group.events;
        }
        let after = before + events / total;
        let weight = (1.0 - before).powf(rho);
        self.a.fill(0.0);
        for i in (0..g).filter(|i| state[*i].at_risk > 0.0) {
            for j in (0..g).filter(|j| state[*j].at_risk > 0.0) {
                let same = if i == j { 1.0 } else { 0.0 };
                let a = weight * state[i].inflated() * (same - state[j].inflated() / total);
                self.a[i * g + j] = a;
                if events > 0.0 {
                    self.c[i * g + j] += a * events / (total * (1.0 - before));
                }
            }
        }
        for (score, group) in self.score.iter_mut().zip(state.iter()) {
            if group.at_risk > 0.0 {
                let share = group.inflated() * (1.0 - group.incidence_before) / total_at_risk;
                *score += weight * (group.events - events * share);
            }
        }
        for (k, group) in state.iter().enumerate() {
            let Group { survival_before, survival, at_risk, competing, .. } = *group;
            if events > 0.0 && at_risk > 0.0 {
                let t4 = if survival > 0.0 { 1.0 - (1.0 - after) / survival } else { 1.0 };
                let ties = if events > 1.0 {
                    1.0 - (events - 1.0) / (total * survival_before - 1.0)
                } else {
                    1.0
                };
                let t3 = ties * survival_before * events / (total * at_risk);
                self.spread(k, t4, t3, true);
            }
            if competing > 0.0 && survival > 0.0 {
                let t4 = (1.0 - after) / survival;
                let ties =
                    if competing > 1.0 { 1.0 - (competing - 1.0) / (at_risk - 1.0) } else { 1.0 };
                let t3 = ties * survival_before * survival_before * competing / (at_risk * at_risk);
                self.spread(k, t4, t3, false);
            }
        }
        after
    }

    /// The variance from group k's events of interest, or competing events.
    fn spread(&mut self, k: usize, t4: f64, t3: f64, of_interest: bool) {
        let g = self.groups;
        self.v3[k] += t4 * t4 * t3;
        let path = |sums: &Self, i: usize| {
            let own = if of_interest { sums.a[i * g + k] } else { 0.0 };
            own - t4 * sums.c[i * g + k]
        };
        for i in 0..g - 1 {
            let t1 = path(self, i);
            self.v2[i * g + k] += t1 * t4 * t3;
            for j in 0..g - 1 {
                self.v[i * g + j] += t1 * path(self, j) * t3;
            }
        }
    }

    /// Of the score, (G − 1) × (G − 1).
    fn covariance(&self) -> Vec<f64> {
        let g = self.groups;
        let mut covariance = Vec::new();
        for i in 0..g.saturating_sub(1) {
            for j in 0..g - 1 {
                let crossed: f64 = (0..g)
                    .map(|k| {
                        let (ci, cj) = (self.c[i * g + k], self.c[j * g + k]);
                        ci * cj * self.v3[k] + ci * self.v2[j * g + k] + cj * self.v2[i * g + k]
                    })
                    .sum();
                covariance.push(self.v[i * g + j] + crossed);
            }
        }
        covariance
    }
}
