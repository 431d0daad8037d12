//! Any two texts side by side, split at the first NUL.
#![no_main]

use libfuzzer_sys::fuzz_target;
use visavis::config::Settings;

fuzz_target!(|data: &[u8]| {
    let middle = data.iter().position(|b| *b == 0).unwrap_or(data.len() / 2);
    let (source, target) = data.split_at(middle);
    let source = ("post.md", source.to_vec());
    visavis::check_pair(source, ("post.fr.md", target.to_vec()), &Settings::default());
});
