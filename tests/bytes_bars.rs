//! How many lines and files of real sites are read exactly from legacy bytes. Needs `../shared`;
//! without it nothing is measured, which is said. `BYTES_ALL=1` takes every line, not a sample.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use visavis::encoding::{Codec, SURE, Source, decode};

fn sites() -> Option<PathBuf> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data/sites");
    if path.is_dir() {
        return Some(path);
    }
    eprintln!("skipped: {} is absent", path.display());
    None
}

/// The posts with more than ASCII under `path`: whether French, and the text.
fn posts(path: &Path, out: &mut Vec<(bool, String)>) {
    let mut inside: Vec<_> =
        std::fs::read_dir(path).into_iter().flatten().flatten().map(|e| e.path()).collect();
    inside.sort();
    for p in inside {
        if p.is_dir() {
            posts(&p, out);
        } else if p.extension().is_some_and(|e| e == "md" || e == "mdx") {
            let name = p.to_string_lossy();
            let french = ["/fr/", ".fr.", "/i18n/fr"].iter().any(|m| name.contains(m));
            out.extend(std::fs::read_to_string(&p).ok().filter(|t| !t.is_ascii()).map(|t| (french, t)));
        }
    }
}

/// The bytes of `text` in a single-byte codec; `None` where it cannot hold the text.
fn encode(text: &str, codec: Codec) -> Option<Vec<u8>> {
    let page = |c: char| codec.encode(c).filter(|_| !matches!(u32::from(c), 0x80..=0x9f));
    text.chars().map(page).collect()
}

fn mixed(text: &str, codec: Codec) -> Option<Vec<u8>> {
    let (mut out, mut k) = (Vec::new(), 0);
    for line in text.split_inclusive('\n') {
        k += usize::from(!line.is_ascii());
        let legacy = !line.is_ascii() && k % 2 == 0;
        out.extend(if legacy { encode(line, codec)? } else { line.as_bytes().to_vec() });
    }
    (out != text.as_bytes()).then_some(out)
}

fn wide(text: &str, unit: fn(u16) -> [u8; 2]) -> Option<Vec<u8>> {
    Some(text.encode_utf16().flat_map(unit).collect())
}

/// Share of `texts` read exactly and surely, and how many surely read wrong.
fn measure(name: &str, texts: &[String], bytes: impl Fn(&str) -> Option<Vec<u8>>) -> (f64, usize) {
    let (mut all, mut exact, mut sure, mut wrong) = (0_usize, 0_usize, 0_usize, 0_usize);
    for text in texts {
        let Some(raw) = bytes(text) else { continue };
        all += 1;
        let decoded = decode(raw);
        let confidence = match &decoded.source {
            Source::Legacy { confidence, .. } => *confidence,
            Source::Mixed { parts } => parts.iter().map(|p| p.confidence).fold(1.0, f64::min),
            Source::Utf8 | Source::Binary { .. } => 1.0,
        };
        let good = decoded.text == *text;
        exact += usize::from(good);
        sure += usize::from(good && confidence >= SURE);
        wrong += usize::from(!good && confidence >= SURE);
        let show = std::env::var("BYTES_SHOW").unwrap_or_default();
        if good && show == "unsure" && confidence < SURE {
            println!("  {confidence:.3} {}", why(&decoded.source));
        }
        if !good && !show.is_empty() {
            let (a, b) = text
                .lines()
                .zip(decoded.text.lines())
                .find(|(a, b)| a != b)
                .unwrap_or((text.as_str(), decoded.text.as_str()));
            let same = a.chars().zip(b.chars()).take_while(|(a, b)| a == b).count();
            let near = |s: &str| s.chars().skip(same.saturating_sub(20)).take(60).collect::<String>();
            println!("  {confidence:.3} {}\n     -> {} {:?}", near(a), near(b), short(&decoded.source));
        }
    }
    let share = |n: usize| 100.0 * n as f64 / all.max(1) as f64;
    println!(
        "{name:24} {all:6} cases {:7.3} % exact {:7.3} % sure {wrong:3} surely wrong",
        share(exact),
        share(sure)
    );
    (share(sure), wrong)
}

fn why(source: &Source) -> String {
    match source {
        Source::Legacy { why, .. } => why.clone(),
        Source::Mixed { parts } => parts
            .iter()
            .min_by(|a, b| a.confidence.total_cmp(&b.confidence))
            .map_or_else(String::new, |p| p.why.clone()),
        s => format!("{s:?}"),
    }
}

fn short(source: &Source) -> String {
    match source {
        Source::Legacy { codec, why, .. } => format!("{codec}: {why}"),
        Source::Mixed { parts } => format!("{:?}", parts.iter().map(|p| p.codec).collect::<BTreeSet<_>>()),
        s => format!("{s:?}"),
    }
}

const CODECS: [Codec; 6] =
    [Codec::Windows1252, Codec::Iso8859_1, Codec::Iso8859_15, Codec::Macintosh, Codec::Ibm850, Codec::Ibm437];

/// Turns text into the bytes of a codec; `None` where the codec cannot hold it.
type Damage = fn(&str, Codec) -> Option<Vec<u8>>;

#[test]
fn bytes_of_real_sites_are_read_exactly() {
    let Some(sites) = sites() else { return };
    let mut files = Vec::new();
    posts(&sites, &mut files);
    let mut failed = Vec::new();
    for (french, language) in [(true, "fr"), (false, "other")] {
        let files: Vec<String> = files.iter().filter(|f| f.0 == french).map(|f| f.1.clone()).collect();
        let lines = sample(&files);
        for codec in CODECS {
            let single: [(&str, &[String], Damage, f64); 3] = [
                ("line", &lines, encode, 99.5),
                ("file", &files, encode, 100.0),
                ("mixed", &files, mixed, 100.0),
            ];
            for (scope, texts, damage, least) in single {
                let name = format!("{language} {codec} {scope}");
                let (share, wrong) = measure(&name, texts, |t| damage(t, codec));
                if french && (share < least || wrong > texts.len() / 2000) {
                    failed.push(name);
                }
            }
        }
        for (name, unit) in [("le", u16::to_le_bytes as fn(u16) -> [u8; 2]), ("be", u16::to_be_bytes)] {
            for (scope, texts) in [("line", &lines), ("file", &files)] {
                let name = format!("{language} utf-16{name} {scope}");
                if measure(&name, texts, |t| wide(t, unit)) != (100.0, 0) {
                    failed.push(name);
                }
            }
        }
    }
    assert!(failed.is_empty(), "below the bar: {failed:?}");
}

/// Distinct lines with more than ASCII, one of them a case.
fn sample(files: &[String]) -> Vec<String> {
    let usable = |l: &&str| !l.is_ascii() && (15..=1500).contains(&l.chars().count());
    let lines: BTreeSet<&str> = files.iter().flat_map(|f| f.lines()).filter(usable).collect();
    let step = if std::env::var_os("BYTES_ALL").is_some() { 1 } else { 29 };
    lines.into_iter().step_by(step).map(|l| format!("{l}\n")).collect()
}
