//! Whether a cell has the form of a date.

/// `2021-03-14`, `14.03.2021`, `3/14/21`: three parts of digits with one kind of
/// mark between them, one part a year.
pub fn looks_like_date(text: &str) -> bool {
    let day = text.split([' ', 'T']).next().unwrap_or_default();
    let Some(mark) = day.chars().find(|c| !c.is_ascii_digit()) else { return false };
    if !matches!(mark, '-' | '/' | '.') || day.len() > 10 {
        return false;
    }
    let parts: Vec<&str> = day.split(mark).collect();
    let [a, b, c] = parts[..] else { return false };
    let small = |s: &str| s.parse::<u32>().is_ok_and(|n| (1..=31).contains(&n)) && s.len() <= 2;
    let digits = |s: &str| s.bytes().all(|b| b.is_ascii_digit());
    small(b)
        && ((a.len() == 4 && digits(a) && small(c))
            || (small(a) && digits(c) && matches!(c.len(), 2 | 4)))
}
