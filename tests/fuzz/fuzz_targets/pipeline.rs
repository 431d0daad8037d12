//! Any bytes at all: no panic, spans that fit, and a fix that is stable.
#![no_main]

use libfuzzer_sys::fuzz_target;
use visavis::checks::Selector;
use visavis::config::Settings;

fuzz_target!(|data: &[u8]| {
    let select = Selector::parse("ALL").into_iter().collect();
    let settings = Settings { select, unsafe_fixes: true, ..Settings::default() };
    let path = ["post.fr.md", "post.mdx", "notes.txt"][data.len() % 3];
    let once = visavis::fix_text(path, data.to_vec(), None, &settings);
    for f in &once.report.findings {
        assert!(once.report.text.get(f.span.start..f.span.end).is_some(), "{}", f.rule.code);
    }
    // Bytes that nothing reads with certainty are left as they are.
    if !once.changed {
        return;
    }
    let twice = visavis::fix_text(path, once.text.clone().into_bytes(), None, &settings);
    assert_eq!(once.text, twice.text);
});
