//! Grades drawn anew as another reader might have given them.

use super::filling::Uncertain;
use super::resample::Resampling;
use crate::compact::{Gather, Order};
use crate::random::Random;

/// Patients by what the first reader gave them: those of one class may get each
/// other's second readings.
pub struct Alike {
    /// Of each patient, which of `classes`.
    pub class: Vec<usize>,
    pub classes: Vec<Vec<usize>>,
}

pub fn alike(first: &Uncertain) -> Alike {
    let n = first.value.len();
    let key = |i: usize| {
        let minus = first.minus.as_ref().map_or([0.0; 2], |minus| minus[i]);
        [first.value[i], minus].concat()
    };
    let mut order: Vec<usize> = (0..n).gather();
    order.order_by(|a, b| {
        key(*a)
            .iter()
            .zip(key(*b))
            .fold(std::cmp::Ordering::Equal, |so_far, (a, b)| so_far.then(a.total_cmp(&b)))
    });
    let mut class = vec![0; n];
    let mut classes = Vec::new();
    for same in order.chunk_by(|a, b| key(*a) == key(*b)) {
        same.iter().for_each(|patient| class[*patient] = classes.len());
        classes.push(same.to_vec());
    }
    Alike { class, classes }
}

/// Every draw of a resampling: each patient gets the second reading of a patient
/// drawn among those of the same first grade, that is, by the row of the table of
/// both readers (its confusion matrix), and lies anywhere in that grade.
///
/// # Panics
/// When the readings differ in length.
pub fn each_rereading(
    first: &Uncertain,
    second: &Uncertain,
    resampling: &Resampling,
    visit: &mut dyn FnMut(&[f64]),
) {
    assert_eq!(first.value.len(), second.value.len(), "two readings of the same patients");
    let alike = alike(first);
    let mut random = Random::new(u64::from(resampling.seed));
    for _ in 0..resampling.draws {
        let drawn: Vec<f64> = alike
            .class
            .iter()
            .map(|class| {
                let same = &alike.classes[*class];
                let read = same[random.below(same.len() as u32) as usize];
                let mut within = |ends: [f64; 2]| ends[0] + random.unit() * (ends[1] - ends[0]);
                let value = within(second.value[read]);
                value - second.minus.as_ref().map_or(0.0, |minus| within(minus[read]))
            })
            .gather();
        visit(&drawn);
    }
}
