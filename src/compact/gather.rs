//! Any sequence into a vector, in a third of the code of `collect`.

/// `collect` for a `Vec`, compiled small.
///
/// The standard one is compiled for each sequence as three functions of some
/// 600 bytes together, for it writes without asking for room each time. With
/// several hundred sequences that was a sixth of the whole page. This one is a
/// plain loop; where millions of elements are made, the loops are written out.
pub trait Gather: Iterator + Sized {
    #[inline]
    fn gather(self) -> Vec<Self::Item> {
        let mut all = Vec::with_capacity(self.size_hint().0);
        for each in self {
            all.push(each);
        }
        all
    }
}

impl<I: Iterator> Gather for I {}
