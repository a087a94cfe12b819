//! Where a function of one number passes through zero.

/// The positive x at which a decreasing function is 0, sought from `guess` by
/// doubling and halving until it is enclosed. None when it is not found
/// between 1e-300 and 1e300, or when the function cannot be evaluated.
pub(super) fn decreasing_root(f: impl Fn(f64) -> Option<f64>, guess: f64) -> Option<f64> {
    let (mut low, mut high) = (guess, guess);
    while f(low)? < 0.0 {
        low /= 2.0;
        if low < 1e-300 {
            return None;
        }
    }
    while f(high)? > 0.0 {
        high *= 2.0;
        if high > 1e300 {
            return None;
        }
    }
    enclosed_root(f, low, high)
}

/// The root of a function that has opposite signs at `low` and `high`, to the
/// last digits: false position with the Illinois rule (Dowell & Jarratt 1971),
/// a halving whenever that is slow.
pub fn enclosed_root(f: impl Fn(f64) -> Option<f64>, low: f64, high: f64) -> Option<f64> {
    let (mut a, mut b) = (low, high);
    let (mut fa, mut fb) = (f(a)?, f(b)?);
    for step in 0..300 {
        if fa == 0.0 || a == b {
            return Some(a);
        }
        if fb == 0.0 {
            return Some(b);
        }
        let width = b - a;
        if width.abs() <= 4e-16 * a.abs().max(b.abs()) {
            break;
        }
        let cut = a - fa * width / (fb - fa);
        let x = if step % 4 == 3 || !(cut > a.min(b) && cut < a.max(b)) {
            a + width / 2.0
        } else {
            cut
        };
        let fx = f(x)?;
        if fx == 0.0 {
            return Some(x);
        }
        if (fx < 0.0) == (fb < 0.0) {
            (b, fb) = (x, fx);
            fa /= 2.0;
        } else {
            (a, fa) = (x, fx);
            fb /= 2.0;
        }
    }
    Some(a + (b - a) / 2.0)
}
