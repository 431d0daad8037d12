//! Bytes that are not UTF-8, cut into lines and units: valid characters, and bytes that are not.

use std::ops::Range;

/// One unit of a line: a byte, to be read in a codec, or a character that was valid UTF-8.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Unit(u32);

impl Unit {
    /// The edge of a line.
    pub(super) const EDGE: Unit = Unit(0x20);
    /// What stands behind the last unit of a line, for who must tell it from a space.
    const END: Unit = Unit(0x0a);
    const CHAR: u32 = 0x100;

    pub(super) const fn byte(b: u8) -> Self {
        Self(b as u32)
    }

    pub(super) fn char(c: char) -> Self {
        if c.is_ascii() { Self(u32::from(c)) } else { Self(Self::CHAR + u32::from(c)) }
    }

    /// Whether it is a byte beyond ASCII.
    pub(super) fn is_byte(self) -> bool {
        (0x80..Self::CHAR).contains(&self.0)
    }

    /// Whether it may be part of a word, an apostrophe included.
    fn in_word(self) -> bool {
        self.0 >= 0x80 || u8::try_from(self.0).is_ok_and(|b| b.is_ascii_alphabetic() || b == b'\'')
    }

    /// The character, reading bytes with `decode`.
    pub(super) fn read(self, decode: impl Fn(u8) -> char) -> char {
        match u8::try_from(self.0) {
            Ok(b) => decode(b),
            Err(_) => char::from_u32(self.0 - Self::CHAR).unwrap_or('\u{fffd}'),
        }
    }
}

/// A non-ASCII stretch of a line: one character of valid UTF-8, or one byte that is part of none.
#[derive(Debug, Clone, Copy)]
pub(super) struct Atom {
    /// Where it begins in the file.
    pub(super) at: usize,
    /// Its length in bytes.
    pub(super) len: usize,
    /// The character, where it is valid UTF-8.
    pub(super) char: Option<char>,
}

impl Atom {
    fn unit(&self, bytes: &[u8]) -> Unit {
        match self.char {
            Some(c) => Unit::char(c),
            None => bytes.get(self.at).map_or(Unit::EDGE, |&b| Unit::byte(b)),
        }
    }
}

/// A line that holds bytes beyond ASCII.
#[derive(Debug)]
pub(super) struct Line {
    /// Its bytes, without the line end.
    pub(super) raw: Range<usize>,
    /// Its non-ASCII units, in order.
    pub(super) atoms: Vec<Atom>,
}

impl Line {
    /// Whether the whole line is valid UTF-8.
    pub(super) fn valid(&self) -> bool {
        self.atoms.iter().all(|a| a.char.is_some())
    }

    /// Whether any character of it is valid UTF-8 beyond ASCII.
    pub(super) fn any_utf8(&self) -> bool {
        self.atoms.iter().any(|a| a.char.is_some())
    }

    /// Whether a tab stands beside everything beyond ASCII: a table of characters, no prose.
    pub(super) fn cells(&self, bytes: &[u8]) -> bool {
        self.byte_units(bytes).iter().all(|u| [u[0], u[2]].contains(&Unit::byte(b'\t')))
    }

    /// From the first byte beyond ASCII to the last.
    pub(super) fn high(&self) -> Range<usize> {
        let start = self.atoms.first().map_or(self.raw.start, |a| a.at);
        let end = self.atoms.last().map_or(start, |a| a.at + a.len);
        start..end
    }

    /// Stretches of bytes that are not UTF-8, with only ASCII between them.
    pub(super) fn broken(&self) -> Vec<Range<usize>> {
        let runs = self.atoms.chunk_by(|a, b| a.char.is_some() == b.char.is_some());
        runs.filter_map(|run| {
            let (first, last) = (run.first()?, run.last()?);
            first.char.is_none().then(|| first.at..last.at + last.len)
        })
        .collect()
    }

    /// Its non-ASCII units with their neighbours, valid UTF-8 taken as such.
    pub(super) fn mixed_units(&self, bytes: &[u8]) -> Vec<[Unit; 3]> {
        let beside = |at: usize, atom: Option<&Atom>| match atom {
            Some(a) if a.at == at || a.at + a.len == at + 1 => a.unit(bytes),
            _ if self.raw.contains(&at) => bytes.get(at).map_or(Unit::EDGE, |&b| Unit::byte(b)),
            _ => Unit::EDGE,
        };
        let mut out = Vec::with_capacity(self.atoms.len());
        for (i, atom) in self.atoms.iter().enumerate() {
            let before = i.checked_sub(1).and_then(|i| self.atoms.get(i));
            let left = atom.at.checked_sub(1).map_or(Unit::EDGE, |at| beside(at, before));
            let right = beside(atom.at + atom.len, self.atoms.get(i + 1));
            out.push([left, atom.unit(bytes), right]);
        }
        out
    }

    /// Its non-ASCII bytes with their neighbours, every byte taken alone.
    pub(super) fn byte_units(&self, bytes: &[u8]) -> Vec<[Unit; 3]> {
        let unit = |at: usize| match bytes.get(at) {
            Some(&b) if self.raw.contains(&at) => Unit::byte(b),
            _ => Unit::EDGE,
        };
        let high = self.atoms.iter().flat_map(|a| a.at..a.at + a.len);
        high.map(|at| [at.checked_sub(1).map_or(Unit::EDGE, unit), unit(at), unit(at + 1)]).collect()
    }

    /// Its words that hold more than ASCII, each with the two units behind it: runs of letters, of
    /// apostrophes and of anything beyond ASCII. Valid UTF-8 is taken as such where `utf8` says so.
    pub(super) fn words(&self, bytes: &[u8], utf8: bool) -> Vec<(Vec<Unit>, [Unit; 2])> {
        let units = self.units(bytes, utf8);
        let mut out = Vec::new();
        let mut at = 0;
        for word in units.split(|u| !u.in_word()) {
            let end = at + word.len();
            if word.iter().any(|u| u.0 >= 0x80) {
                let behind = [0, 1].map(|i| units.get(end + i).copied().unwrap_or(Unit::END));
                out.push((word.to_vec(), behind));
            }
            at = end + 1;
        }
        out
    }

    fn units(&self, bytes: &[u8], utf8: bool) -> Vec<Unit> {
        let mut units = Vec::with_capacity(self.raw.len());
        let (mut at, mut atoms) = (self.raw.start, self.atoms.iter().peekable());
        while at < self.raw.end {
            while atoms.next_if(|a| a.at < at).is_some() {}
            match atoms.next_if(|a| a.at == at).filter(|a| utf8 && a.char.is_some()) {
                Some(a) => {
                    units.push(a.unit(bytes));
                    at += a.len;
                }
                None => {
                    units.extend(bytes.get(at).map(|&b| Unit::byte(b)));
                    at += 1;
                }
            }
        }
        units
    }
}

/// The lines of `bytes` that hold more than ASCII. LF, CRLF and a lone CR end a line.
pub(super) fn lines(bytes: &[u8]) -> Vec<Line> {
    let mut out = Vec::new();
    let mut start = 0;
    for end in memchr::memchr2_iter(b'\n', b'\r', bytes).chain([bytes.len()]) {
        let line = bytes.get(start..end).unwrap_or(&[]);
        if !line.is_ascii() {
            out.push(Line { raw: start..end, atoms: atoms(line, start) });
        }
        start = end + 1;
    }
    out
}

fn atoms(line: &[u8], start: usize) -> Vec<Atom> {
    let mut out = Vec::new();
    let mut at = start;
    for chunk in line.utf8_chunks() {
        for (i, c) in chunk.valid().char_indices().filter(|(_, c)| !c.is_ascii()) {
            out.push(Atom { at: at + i, len: c.len_utf8(), char: Some(c) });
        }
        at += chunk.valid().len();
        out.extend((0..chunk.invalid().len()).map(|i| Atom { at: at + i, len: 1, char: None }));
        at += chunk.invalid().len();
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_know_what_is_utf8_and_what_is_not() {
        let bytes = b"ascii\r\n\xc3\xa9t\xe9 \xe0\n\xc3\xa0\r\xff";
        let lines = lines(bytes);
        assert_eq!(lines.len(), 3);
        assert_eq!(lines[0].high(), 7..13);
        assert!(lines[0].broken().iter().eq([&(10..13)]));
        assert!(lines[1].valid() && !lines[2].valid());
        assert_eq!(lines[2].raw, 17..18);
        let units = lines[0].mixed_units(bytes);
        assert_eq!(units[0], [Unit::EDGE, Unit::char('é'), Unit::byte(b't')]);
        assert_eq!(lines[0].byte_units(bytes).len(), 4);
    }
}
