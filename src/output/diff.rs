//! Unified diffs, byte for byte, that `git apply` accepts.
//!
//! Lines end at LF only and are written raw: a lone CR, a legacy byte or a missing last newline goes
//! through unchanged. There is no `diff --git` line: inside a subdirectory git would silently skip
//! such a patch.

use super::style::Styles;
use anstyle::Style;
use similar::{Algorithm, DiffOp, capture_diff_slices, group_diff_ops};
use std::io::{self, Write};
use std::ops::Range;
use std::path::Path;

/// Lines of context around a change, as git and diff have it.
const CONTEXT: usize = 3;

/// Writes the diff that turns `old` into `new`, both at `path`. Writes nothing where they are equal.
///
/// # Errors
/// When `out` does not take what is written.
pub fn write(path: &Path, old: &[u8], new: &[u8], styles: &Styles, out: &mut dyn Write) -> io::Result<()> {
    if old == new {
        return Ok(());
    }
    let (old, new) = (lines(old), lines(new));
    let s = styles.strong;
    writeln!(out, "{s}--- {}{s:#}", quoted("a/", path))?;
    writeln!(out, "{s}+++ {}{s:#}", quoted("b/", path))?;
    for group in group_diff_ops(capture_diff_slices(Algorithm::Myers, &old, &new), CONTEXT) {
        hunk(&group, &old, &new, styles, out)?;
    }
    Ok(())
}

fn hunk(ops: &[DiffOp], old: &[&[u8]], new: &[&[u8]], s: &Styles, out: &mut dyn Write) -> io::Result<()> {
    let (Some(first), Some(last)) = (ops.first(), ops.last()) else { return Ok(()) };
    let removed = first.old_range().start..last.old_range().end;
    let added = first.new_range().start..last.new_range().end;
    let ruler = s.ruler;
    writeln!(out, "{ruler}@@ -{} +{} @@{ruler:#}", range(&removed), range(&added))?;
    for op in ops {
        if let DiffOp::Equal { old_index, len, .. } = *op {
            body(b' ', slice(old, old_index..old_index + len), Style::new(), out)?;
        } else {
            body(b'-', slice(old, op.old_range()), s.removed, out)?;
            body(b'+', slice(new, op.new_range()), s.added, out)?;
        }
    }
    Ok(())
}

fn body(mark: u8, lines: &[&[u8]], style: Style, out: &mut dyn Write) -> io::Result<()> {
    for line in lines {
        let (text, ended) = line.strip_suffix(b"\n").map_or((*line, false), |text| (text, true));
        write!(out, "{style}")?;
        out.write_all(&[mark])?;
        out.write_all(text)?;
        writeln!(out, "{style:#}")?;
        if !ended {
            out.write_all(b"\\ No newline at end of file\n")?;
        }
    }
    Ok(())
}

fn slice<'a, 'b>(lines: &'a [&'b [u8]], range: Range<usize>) -> &'a [&'b [u8]] {
    lines.get(range).unwrap_or(&[])
}

/// The lines of `bytes`, each with its LF.
fn lines(bytes: &[u8]) -> Vec<&[u8]> {
    bytes.split_inclusive(|&b| b == b'\n').collect()
}

/// `start,length` as hunk headers have it: 1-based, the line before where the range is empty.
fn range(range: &Range<usize>) -> String {
    match range.len() {
        0 => format!("{},0", range.start),
        1 => format!("{}", range.start + 1),
        n => format!("{},{n}", range.start + 1),
    }
}

/// The path behind its prefix, quoted as git quotes where it holds what would end or change a header.
fn quoted(prefix: &str, path: &Path) -> String {
    let Some(path) = path.to_str() else { return octal(prefix, path) };
    if !path.chars().any(|c| c.is_ascii_control() || c == '"' || c == '\\') {
        return format!("{prefix}{path}");
    }
    let mut out = format!("\"{prefix}");
    for c in path.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            c if c.is_ascii_control() => out.push_str(&format!("\\{:03o}", u32::from(c))),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

/// The same for a name that is not UTF-8: each of its bytes that is not ASCII is spelt out.
fn octal(prefix: &str, path: &Path) -> String {
    let mut out = format!("\"{prefix}");
    for byte in path.as_os_str().as_encoded_bytes() {
        match byte {
            b'"' | b'\\' => out.extend(['\\', char::from(*byte)]),
            0x20..=0x7e => out.push(char::from(*byte)),
            _ => out.push_str(&format!("\\{byte:03o}")),
        }
    }
    out.push('"');
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn diff(path: &str, old: &[u8], new: &[u8]) -> Vec<u8> {
        let mut out = Vec::new();
        write(Path::new(path), old, new, &Styles::default(), &mut out).unwrap();
        out
    }

    /// Applies a diff made here, reading the hunks as `patch` would.
    fn patched(old: &[u8], diff: &[u8]) -> Vec<u8> {
        let old = lines(old);
        let (mut out, mut at): (Vec<u8>, usize) = (Vec::new(), 0);
        for line in lines(diff).into_iter().skip(2) {
            match line[0] {
                b'@' => {
                    let header = String::from_utf8_lossy(line).into_owned();
                    let mut numbers = header[4..].split(' ').next().unwrap().split(',');
                    let start: usize = numbers.next().unwrap().parse().unwrap();
                    let empty = numbers.next() == Some("0");
                    let start = if empty { start } else { start - 1 };
                    out.extend(old[at..start].concat());
                    at = start;
                }
                b'\\' => assert_eq!(out.pop(), Some(b'\n')),
                b'+' => out.extend(&line[1..]),
                b' ' => {
                    out.extend(&line[1..]);
                    at += 1;
                }
                b'-' => at += 1,
                other => panic!("no line of a diff starts with {other}"),
            }
            // What follows the minus side's last line without a newline belongs to that side.
            if line[0] == b'-' && !line.ends_with(b"\n") {
                panic!("a line of a diff without its end");
            }
        }
        out.extend(old[at..].concat());
        out
    }

    #[test]
    fn a_small_diff_looks_as_git_has_it() {
        let old = b"a\nb\nc\nd\ne\nf\n";
        let new = b"a\nb\nc\nd\ne\xc3\xa9\nf\n";
        assert_eq!(
            String::from_utf8(diff("p/post.md", old, new)).unwrap(),
            "--- a/p/post.md\n+++ b/p/post.md\n@@ -2,5 +2,5 @@\n b\n c\n d\n-e\n+e\u{e9}\n f\n"
        );
    }

    #[test]
    fn missing_last_newlines_and_odd_bytes_are_kept() {
        let out = diff("p", b"a\r\n\xe9\rx", b"a\r\n\xc3\xa9\rx\n");
        let expected: &[u8] = b"--- a/p\n+++ b/p\n@@ -1,2 +1,2 @@\n a\r\n-\xe9\rx\n\\ No newline at end of file\n+\xc3\xa9\rx\n";
        assert_eq!(out, expected);
    }

    #[test]
    fn paths_that_would_break_a_header_are_quoted() {
        assert_eq!(quoted("a/", Path::new("é l.md")), "a/é l.md");
        assert_eq!(quoted("a/", Path::new("x\"\n.md")), "\"a/x\\\"\\n.md\"");
    }

    proptest! {
        #[test]
        fn a_diff_applied_gives_the_new_bytes(
            old in prop::collection::vec(prop::sample::select(b"ab\r\n\n\xe9".to_vec()), 0..60),
            new in prop::collection::vec(prop::sample::select(b"ab\r\n\n\xe9".to_vec()), 0..60),
        ) {
            // The applier above reads `\ No newline` for the plus side only.
            let (mut old, mut new) = (old, new);
            old.push(b'\n');
            new.push(b'\n');
            let made = diff("p", &old, &new);
            if old != new {
                prop_assert_eq!(patched(&old, &made), new);
            }
        }
    }
}
