//! How many ways of allocating subjects to two groups give a sum of scores as
//! far out as the one seen: every allocation counted, none drawn.
//!
//! Equal scores are taken together, and the distinct ones are cut into two
//! halves. For each half all sums by number of subjects taken are listed in
//! order, with the number of ways to each; a walk from opposite ends of two
//! lists then counts all pairs beyond a bound. Work and space grow with the
//! square root of the number of allocations.

use crate::compact::{Gather, Order};

/// One sum, and in how many ways it comes about.
#[derive(Clone, Copy)]
struct Way {
    sum: i128,
    ways: u128,
}

/// `lists[k]` holds the sums of k subjects, in order.
type Lists = Vec<Vec<Way>>;

/// Lists longer than this are not made; about 64 MB a half.
const MOST_WAYS: u64 = 1 << 21;

/// Allocations counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Counts {
    pub allocations: u128,
    /// Sum at least the one seen.
    pub at_least: u128,
    /// Sum at most the one seen.
    pub at_most: u128,
    /// As far from 0 as the one seen, either way.
    pub extreme: u128,
}

/// Counts all ways to choose `chosen` of the scores, which must add up to 0.
/// Sums within `slack` of each other are equal. `None` where there are too
/// many to list.
pub fn count(scores: &[i128], chosen: usize, seen: i128, slack: i128) -> Option<Counts> {
    let mut sorted = scores.to_vec();
    sorted.order_by(Ord::cmp);
    let distinct: Vec<(i128, usize)> =
        sorted.chunk_by(|a, b| a == b).map(|equal| (equal[0], equal.len())).gather();
    let (one, other) = halves(distinct)?;
    let (one, other) = (lists(&one, chosen)?, lists(&other, chosen)?);
    let pair = |k: usize| Some((one.get(k)?, other.get(chosen.checked_sub(k)?)?));
    let total = |list: &[Way]| list.iter().map(|w| w.ways).sum::<u128>();
    let mut counts = Counts { allocations: 0, at_least: 0, at_most: 0, extreme: 0 };
    let far = seen.abs() - slack;
    for (a, b) in (0..=chosen).filter_map(pair) {
        let all = total(a) * total(b);
        counts.allocations += all;
        counts.at_least += pairs_at_least(a, b, seen - slack);
        counts.at_most += all - pairs_at_least(a, b, seen + slack + 1);
        counts.extreme += if far <= 0 {
            all
        } else {
            pairs_at_least(a, b, far) + all - pairs_at_least(a, b, 1 - far)
        };
    }
    Some(counts)
}

/// Distinct scores in two halves with about equally many sums each.
type Half = Vec<(i128, usize)>;

fn halves(mut distinct: Half) -> Option<(Half, Half)> {
    distinct.order_by_key(|(_, times)| std::cmp::Reverse(*times));
    let (mut one, mut other) = (Vec::new(), Vec::new());
    let (mut ways_one, mut ways_other) = (1_u64, 1_u64);
    for (score, times) in distinct {
        let (half, ways) = if ways_one <= ways_other {
            (&mut one, &mut ways_one)
        } else {
            (&mut other, &mut ways_other)
        };
        half.push((score, times));
        *ways = ways.checked_mul(times as u64 + 1).filter(|ways| *ways <= MOST_WAYS)?;
    }
    Some((one, other))
}

fn lists(half: &[(i128, usize)], most: usize) -> Option<Lists> {
    let mut lists: Lists = vec![vec![Way { sum: 0, ways: 1 }]];
    for &(score, times) in half {
        let longest = (lists.len() - 1 + times).min(most);
        let mut next: Lists = vec![Vec::new(); longest + 1];
        let mut choices = 1_u128;
        for taken in 0..=times.min(longest) {
            for (k, list) in lists.iter().enumerate().take(longest + 1 - taken) {
                let moved = list.iter().map(|way| {
                    let sum = way.sum + taken as i128 * score;
                    Some(Way { sum, ways: way.ways.checked_mul(choices)? })
                });
                let moved = moved.collect::<Option<Vec<Way>>>()?;
                let place = &mut next[k + taken];
                *place = merge(std::mem::take(place), moved);
            }
            choices = choices * (times - taken) as u128 / (taken as u128 + 1);
        }
        lists = next;
    }
    Some(lists)
}

/// Two lists in order as one, equal sums together.
fn merge(a: Vec<Way>, b: Vec<Way>) -> Vec<Way> {
    if a.is_empty() {
        return b;
    }
    let mut merged = Vec::with_capacity(a.len() + b.len());
    let (mut a, mut b) = (a.into_iter().peekable(), b.into_iter().peekable());
    loop {
        let way = match (a.peek(), b.peek()) {
            (Some(x), Some(y)) if x.sum == y.sum => {
                let ways = x.ways + y.ways;
                let sum = x.sum;
                a.next();
                b.next();
                Way { sum, ways }
            }
            (Some(x), Some(y)) if x.sum > y.sum => {
                let way = *y;
                b.next();
                way
            }
            (Some(x), _) => {
                let way = *x;
                a.next();
                way
            }
            (None, Some(y)) => {
                let way = *y;
                b.next();
                way
            }
            (None, None) => return merged,
        };
        merged.push(way);
    }
}

/// Pairs, one of each list, whose sum is at least `bound`.
fn pairs_at_least(a: &[Way], b: &[Way], bound: i128) -> u128 {
    let (mut from, mut beyond, mut pairs) = (b.len(), 0_u128, 0_u128);
    for way in a {
        while from > 0 && way.sum + b[from - 1].sum >= bound {
            from -= 1;
            beyond += b[from].ways;
        }
        pairs += way.ways * beyond;
    }
    pairs
}
