//! Code blocks, and indented lines that are none.

use super::super::build::What;
use super::super::types::{BlockKind, MaskKind};
use super::{DEPTH, Map, Walk};
use crate::span::Span;

/// Whether `last` closes the fence that begins `block`: as many of its marks, or more, and nothing else.
fn closes(block: &str, last: &str) -> bool {
    let mark = if block.trim_start().starts_with('~') { '~' } else { '`' };
    let opening = block.trim_start().chars().take_while(|c| *c == mark).count();
    last.len() >= opening.max(3) && last.chars().all(|c| c == mark)
}

impl Walk<'_, '_> {
    pub(super) fn end_code(&mut self) {
        let Some((mut code, pieces)) = self.code.take() else { return };
        let again = !code.fenced
            && self.depth < DEPTH
            && (self.dialect.jsx || self.dialect.admonition_depth(code.span.start) > self.depth);
        if again {
            return self.read_again(&pieces);
        }
        if let (Some(first), Some(last)) = (pieces.first(), pieces.last()) {
            code.content = Span::new(first.start, last.end);
        } else {
            let line = memchr::memchr(b'\n', code.span.of(self.text).as_bytes());
            code.content = Span::empty(line.map_or(code.span.end, |i| code.span.start + i + 1));
        }
        let closing = code.span.of(self.text).trim_end();
        let last = closing.rsplit('\n').next().unwrap_or("").trim_start_matches([' ', '\t', '>']);
        code.unclosed = code.fenced && !(closing.contains('\n') && closes(closing, last));
        let (quotes, lists) = self.depths(code.span.start);
        let block = self.build.block(BlockKind::Code, code.span, quotes, lists);
        self.build.token(code.span, What::Object(MaskKind::Code), block);
        self.build.code.push(code);
    }

    /// Reads lines that the parser took for indented code as Markdown.
    pub(super) fn read_again(&mut self, pieces: &[Span]) {
        let (source, base) = self.source();
        let mut parsed = String::new();
        let mut lines = Vec::with_capacity(pieces.len());
        for piece in pieces {
            lines.push((parsed.len(), piece.start));
            parsed.push_str(source.get(piece.start - base..piece.end - base).unwrap_or(""));
        }
        let map = std::mem::replace(&mut self.map, Map::Lines(lines));
        self.depth += 1;
        self.run(&parsed);
        self.depth -= 1;
        self.map = map;
    }
}
