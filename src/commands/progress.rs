//! A counter on standard error, for work that lasts.

use std::io::{self, IsTerminal, Write};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

/// Work shorter than this shows nothing.
const PATIENCE: Duration = Duration::from_secs(1);

/// How often the counter moves.
const BEAT: Duration = Duration::from_millis(100);

/// Runs `work`, which counts its steps, and shows the count on a terminal when it lasts.
pub(super) fn watch<T>(total: usize, show: bool, work: impl FnOnce(&AtomicUsize) -> T) -> T {
    let done = AtomicUsize::new(0);
    // One file is never worth a thread.
    if !show || total < 2 || !io::stderr().is_terminal() {
        return work(&done);
    }
    let over = AtomicBool::new(false);
    std::thread::scope(|scope| {
        scope.spawn(|| beat(total, &done, &over));
        let outcome = work(&done);
        over.store(true, Ordering::Relaxed);
        outcome
    })
}

fn beat(total: usize, done: &AtomicUsize, over: &AtomicBool) {
    let start = Instant::now();
    let mut shown = false;
    while !over.load(Ordering::Relaxed) {
        std::thread::sleep(BEAT.min(PATIENCE.saturating_sub(start.elapsed())).max(Duration::from_millis(5)));
        if start.elapsed() >= PATIENCE {
            shown = true;
            let _ = write!(io::stderr(), "\r{} of {total} files", done.load(Ordering::Relaxed));
        }
    }
    if shown {
        let _ = write!(io::stderr(), "\r\x1b[K");
    }
}
