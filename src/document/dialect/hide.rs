//! The body as the Markdown parser should see it.

use super::super::types::BlockKind;
use super::scanner::{Scanner, skip_containers};
use crate::span::Span;

/// How a construct that shares its line with text is hidden from the parser: as a word between two
/// marks of punctuation, which is what its brackets are to emphasis beside it.
const WORD: u8 = b'x';
const EDGE: u8 = b',';

impl Scanner<'_, '_> {
    /// The body as the parser should see it: a construct alone on its lines is blank, another a word.
    pub(super) fn hide(&mut self) -> Option<String> {
        if self.regions.is_empty() && self.rules.is_empty() {
            return None;
        }
        let mut body = self.bytes.get(self.from..)?.to_vec();
        for rule in &self.rules {
            for byte in body.get_mut(rule.start - self.from..rule.end - self.from)? {
                if *byte == b'\t' {
                    *byte = b' ';
                }
            }
        }
        let regions = std::mem::take(&mut self.regions);
        let mut i = 0;
        while let Some(first) = regions.get(i) {
            let mut last = i;
            while let (Some(a), Some(b)) = (regions.get(last), regions.get(last + 1)) {
                let between = self.bytes.get(a.end..b.start).unwrap_or(b"-");
                if !between.iter().all(|b| matches!(b, b' ' | b'\t')) {
                    break;
                }
                last += 1;
            }
            let group = Span::new(first.start, regions.get(last).map_or(first.end, |r| r.end));
            let alone = self.alone(group);
            for region in regions.get(i..=last).unwrap_or(&[]) {
                blank(&mut body, region.start - self.from, region.end - self.from, alone);
            }
            if alone {
                self.markup(group);
            }
            i = last + 1;
        }
        simdutf8::basic::from_utf8(&body).ok().map(str::to_owned)
    }

    /// Whether nothing but white space and container marks shares the lines of `span`.
    fn alone(&self, span: Span) -> bool {
        let line = self.line_start(span.start).max(self.from);
        let after = self.bytes.get(span.end..self.line_end(span.end)).unwrap_or(&[]);
        skip_containers(self.bytes, line, span.start) >= span.start && after.trim_ascii().is_empty()
    }

    /// A block of markup on lines of its own.
    fn markup(&mut self, span: Span) {
        let depth = self.dialect.depth(span.start);
        self.build.block(BlockKind::Markup, span, depth, 0);
    }
}

/// Overwrites the bytes from `start` to `end`: with spaces where the construct stands alone, else
/// with a word. White space stays.
fn blank(body: &mut [u8], start: usize, end: usize, alone: bool) {
    let Some(part) = body.get_mut(start..end) else { return };
    // Every byte is written, changed or not, so that the compiler takes many at a time.
    for byte in part.iter_mut() {
        let blank = alone | matches!(*byte, b'\t' | 0x0c);
        let end = matches!(*byte, b'\n' | b'\r');
        *byte = if end {
            *byte
        } else if blank {
            b' '
        } else {
            WORD
        };
    }
    if !alone {
        for edge in [0, part.len().saturating_sub(1)] {
            if let Some(byte @ &mut WORD) = part.get_mut(edge) {
                *byte = EDGE;
            }
        }
    }
}
