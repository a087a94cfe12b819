//! Tables with given margins, built up observation by observation: how many
//! arrangements give each value of a sum, for every way to have used up part
//! of the columns.

use super::whole::{Count, binomial, common_divisor};
use crate::compact::Gather;

/// Mixed-radix names for the ways to have used up part of every column.
pub(super) struct Columns {
    counts: Vec<usize>,
    strides: Vec<usize>,
    all: usize,
}

impl Columns {
    /// None where there are more ways than can be kept.
    pub fn new(counts: &[u32]) -> Option<Self> {
        let mut strides = Vec::with_capacity(counts.len());
        let mut all = 1_usize;
        for &count in counts {
            strides.push(all);
            all = all.checked_mul(count as usize + 1).filter(|&all| all <= MOST_STATES)?;
        }
        Some(Self { counts: counts.iter().map(|&count| count as usize).gather(), strides, all })
    }

    pub fn used(&self, key: u32, into: &mut [usize]) {
        for ((used, stride), count) in into.iter_mut().zip(&self.strides).zip(&self.counts) {
            *used = key as usize / stride % (count + 1);
        }
    }

    pub fn len(&self) -> usize {
        self.counts.len()
    }

    pub fn count(&self, column: usize) -> usize {
        self.counts[column]
    }

    /// The name of what is left when `key` is used.
    pub fn rest(&self, key: u32) -> u32 {
        (self.all - 1) as u32 - key
    }
}

const MOST_STATES: usize = 1 << 24;
/// Numbers kept at once: 160 MB.
const MOST_KEPT: usize = 20_000_000;
const NOWHERE: u32 = u32::MAX;

/// Every way to have used up so much, each with its sums: `counts[start..]`
/// says how many arrangements have the sum `low`, `low + 1` and so on.
pub(super) struct Slice<W> {
    pub keys: Vec<u32>,
    low: Vec<usize>,
    start: Vec<usize>,
    counts: Vec<W>,
}

/// A way to go on: from a state to another, adding to the sum, in so many ways.
struct Edge<W> {
    from: u32,
    to: u32,
    shift: usize,
    weight: W,
}

/// The state from which a step sets out: what is used, and what to do with it.
pub(super) struct Emit<'a, W> {
    columns: &'a Columns,
    places: &'a mut [u32],
    keys: &'a mut Vec<u32>,
    edges: &'a mut Vec<Edge<W>>,
    from: u32,
    key: u32,
}

impl<W: Count> Emit<'_, W> {
    /// `more` observations into a column.
    pub fn place(&mut self, column: usize, more: usize, shift: usize, weight: W) {
        let target = self.key as usize + more * self.columns.strides[column];
        let place = &mut self.places[target];
        if *place == NOWHERE {
            *place = self.keys.len() as u32;
            self.keys.push(target as u32);
        }
        self.edges.push(Edge { from: self.from, to: *place, shift, weight });
    }
}

/// What is still allowed: additions to do, and the places array that all steps
/// share.
pub(super) struct Effort {
    left: f64,
    places: Vec<u32>,
}

impl Effort {
    pub fn new(columns: &Columns, most: f64) -> Self {
        Self { left: most, places: vec![NOWHERE; columns.all] }
    }

    pub fn spend(&mut self, work: f64) -> Option<()> {
        self.left -= work;
        (self.left >= 0.0).then_some(())
    }
}

impl<W: Count> Slice<W> {
    /// Nothing used, one way, sum 0.
    pub fn empty() -> Self {
        Self { keys: vec![0], low: vec![0], start: vec![0, 1], counts: vec![W::ONE] }
    }

    /// The sums of a state: the first sum, and how many ways from there on.
    pub fn sums(&self, place: usize) -> (usize, &[W]) {
        (self.low[place], &self.counts[self.start[place]..self.start[place + 1]])
    }

    /// Follows all the ways that `step` emits for every state.
    pub fn advance(
        &self,
        columns: &Columns,
        effort: &mut Effort,
        mut step: impl FnMut(&[usize], &mut Emit<'_, W>),
    ) -> Option<Self> {
        let mut keys = Vec::with_capacity(self.keys.len());
        let mut edges = Vec::with_capacity(self.keys.len() * columns.len());
        let mut used = vec![0; columns.len()];
        for (from, &key) in self.keys.iter().enumerate() {
            columns.used(key, &mut used);
            let places = &mut effort.places;
            let from = from as u32;
            step(
                &used,
                &mut Emit { columns, places, keys: &mut keys, edges: &mut edges, from, key },
            );
        }
        for &key in &keys {
            effort.places[key as usize] = NOWHERE;
        }
        let (mut low, mut high) = (vec![usize::MAX; keys.len()], vec![0; keys.len()]);
        let mut work = 0.0;
        for edge in &edges {
            let (first, counts) = self.sums(edge.from as usize);
            let to = edge.to as usize;
            low[to] = low[to].min(first + edge.shift);
            high[to] = high[to].max(first + edge.shift + counts.len());
            work += counts.len() as f64 + 20.0;
        }
        effort.spend(work)?;
        let mut start = Vec::with_capacity(keys.len() + 1);
        let mut sum = 0_usize;
        for (low, high) in low.iter().zip(&high) {
            start.push(sum);
            sum += high - low;
            if sum > MOST_KEPT {
                return None;
            }
        }
        start.push(sum);
        let mut counts = vec![W::default(); sum];
        for edge in &edges {
            let (first, source) = self.sums(edge.from as usize);
            let to = edge.to as usize;
            let at = start[to] + first + edge.shift - low[to];
            let target = &mut counts[at..at + source.len()];
            if edge.weight == W::ONE {
                add(target, source);
            } else {
                let pairs = target.iter_mut().zip(source);
                pairs.for_each(|(slot, &count)| *slot += count.times(edge.weight));
            }
        }
        Some(Self { keys, low, start, counts })
    }

    /// The same sums counted in a step `factor` times finer.
    pub fn refine(self, factor: usize) -> Option<Self> {
        if factor == 1 {
            return Some(self);
        }
        let mut start = Vec::with_capacity(self.start.len());
        let mut counts = Vec::new();
        for place in 0..self.keys.len() {
            start.push(counts.len());
            let (_, source) = self.sums(place);
            for (i, &count) in source.iter().enumerate() {
                if i > 0 {
                    counts.extend(std::iter::repeat_n(W::default(), factor - 1));
                }
                counts.push(count);
            }
            if counts.len() > MOST_KEPT {
                return None;
            }
        }
        start.push(counts.len());
        let low = self.low.iter().map(|low| low * factor).gather();
        Some(Self { keys: self.keys, low, start, counts })
    }
}

/// Four at a time, all read before any is written, so that they can be added
/// by one instruction: most of the work is here.
fn add<W: Count>(target: &mut [W], source: &[W]) {
    let (mut to, mut from) = (target.chunks_exact_mut(4), source.chunks_exact(4));
    for (to, from) in to.by_ref().zip(from.by_ref()) {
        let mut sums = [to[0], to[1], to[2], to[3]];
        sums[0] += from[0];
        sums[1] += from[1];
        sums[2] += from[2];
        sums[3] += from[3];
        to.copy_from_slice(&sums);
    }
    let rest = to.into_remainder().iter_mut().zip(from.remainder());
    rest.for_each(|(slot, &count)| *slot += count);
}

/// All arrangements of the first observations, given the scores of rows and
/// columns, which ascend from 0. The sum of products is returned in steps of
/// the number beside it.
pub(super) fn products<W: Count>(
    columns: &Columns,
    row_scores: &[usize],
    column_scores: &[usize],
    effort: &mut Effort,
) -> Option<(Slice<W>, usize)> {
    let mut slice = Slice::empty();
    let mut divisor = 0;
    for &score in row_scores {
        let finer = common_divisor(divisor, score);
        if divisor > 0 {
            slice = slice.refine(divisor / finer)?;
        }
        divisor = finer;
        let each = score.checked_div(divisor).unwrap_or(0);
        slice = slice.advance(columns, effort, |used, emit| {
            for (column, &used) in used.iter().enumerate() {
                if used < columns.count(column) {
                    emit.place(column, 1, each * column_scores[column], W::ONE);
                }
            }
        })?;
    }
    Some((slice, divisor.max(1)))
}

/// All arrangements of rows of tied observations; the sum is twice the
/// concordant pairs plus the pairs tied in the column but not in the row.
pub(super) fn ranks_in_order<W: Count>(
    columns: &Columns,
    rows: &[u32],
    effort: &mut Effort,
) -> Option<Slice<W>> {
    let mut slice = Slice::empty();
    let mut before = 0;
    let most = rows.iter().copied().max().unwrap_or(0) as usize;
    let choices: Vec<Vec<W>> =
        (0..=most).map(|n| (0..=n).map(|k| binomial(n, k)).gather()).gather();
    for &row in rows {
        let in_row = row as usize;
        // Column by column, so that what lies to the left is known.
        for column in 0..columns.len() {
            slice = slice.advance(columns, effort, |used, emit| {
                let placed = used.iter().sum::<usize>() - before;
                let rest = in_row - placed;
                let room = |j: usize| columns.count(j) - used[j];
                let later: usize = (column + 1..columns.len()).map(room).sum();
                let left = used[..column].iter().sum::<usize>() - placed;
                let each = 2 * left + used[column];
                let (least, most) = (rest.saturating_sub(later), rest.min(room(column)));
                for (here, &ways) in choices[rest].iter().enumerate().take(most + 1).skip(least) {
                    emit.place(column, here, here * each, ways);
                }
            })?;
        }
        before += in_row;
    }
    Some(slice)
}
