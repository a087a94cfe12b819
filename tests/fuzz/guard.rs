//! What every case must keep to: no panic, no second spent, memory bounded by
//! the input. A case that does not is shrunk and kept in `tests/hard/`.
#![allow(unsafe_code)] // An allocator that counts has to be one.

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::{Duration, Instant};

struct Counting;

#[global_allocator]
static COUNTING: Counting = Counting;

thread_local! {
    /// Bytes held by this thread now, and at most since the case began.
    static HELD: Cell<isize> = const { Cell::new(0) };
    static PEAK: Cell<isize> = const { Cell::new(0) };
}

fn count(bytes: isize) {
    let _ = HELD.try_with(|held| {
        held.set(held.get() + bytes);
        let _ = PEAK.try_with(|peak| peak.set(peak.get().max(held.get())));
    });
}

// SAFETY: every call goes to the system's allocator as it came.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        count(layout.size() as isize);
        unsafe { System.alloc(layout) }
    }

    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        count(layout.size() as isize);
        unsafe { System.alloc_zeroed(layout) }
    }

    unsafe fn dealloc(&self, place: *mut u8, layout: Layout) {
        count(-(layout.size() as isize));
        unsafe { System.dealloc(place, layout) }
    }

    unsafe fn realloc(&self, place: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        count(size as isize - layout.size() as isize);
        unsafe { System.realloc(place, layout, size) }
    }
}

/// Room that any case may take, and room for each byte of the input.
const FREE: usize = 64 << 20;
const PER_BYTE: usize = 256;
const LONGEST: Duration = Duration::from_secs(1);

/// Why a case was not passed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    Panic,
    Slow,
    Memory,
}

pub struct Measured {
    pub time: Duration,
    pub peak: usize,
}

/// Runs a case once.
pub fn measure(input: &[u8], run: fn(&[u8])) -> Result<Measured, Fault> {
    let before = HELD.get();
    PEAK.set(before);
    let start = Instant::now();
    catch_unwind(AssertUnwindSafe(|| run(input))).map_err(|_| Fault::Panic)?;
    let time = start.elapsed();
    let peak = (PEAK.get() - before).max(0) as usize;
    if peak > FREE + PER_BYTE * input.len() {
        Err(Fault::Memory)
    } else {
        Ok(Measured { time, peak })
    }
}

/// The same with the time guarded too: a machine that was busy gets three tries.
pub fn timed(input: &[u8], run: fn(&[u8])) -> Result<Measured, Fault> {
    for _ in 0..3 {
        let measured = measure(input, run)?;
        if measured.time < LONGEST {
            return Ok(measured);
        }
    }
    Err(Fault::Slow)
}

/// The smallest input found that has the same fault.
pub fn shrunk(input: &[u8], run: fn(&[u8]), fault: Fault) -> Vec<u8> {
    let mut smallest = input.to_vec();
    let mut piece = smallest.len() / 2;
    let mut tries = 3000;
    while piece > 0 {
        let mut at = 0;
        while at < smallest.len() && tries > 0 {
            tries -= 1;
            let mut less = smallest.clone();
            less.drain(at..(at + piece).min(smallest.len()));
            if timed(&less, run).err() == Some(fault) {
                smallest = less;
            } else {
                at += piece;
            }
        }
        piece /= 2;
    }
    smallest
}
