//! Raw bytes to UTF-8 text, in a codec that is known.

use super::{Codec, wide};
use crate::fix::Transcode;
use crate::span::Span;

/// The text of `bytes` read in `codec`. Total: units that a wide codec cannot hold become U+FFFD.
#[must_use]
pub fn decode_with(bytes: &[u8], codec: Codec) -> String {
    let mut out = String::with_capacity(bytes.len() + bytes.len() / 8);
    push(&mut out, bytes, codec);
    out
}

/// The text of a file after `transcode`: what a fix of ENC002 or ENC003 writes, as UTF-8.
///
/// Bytes outside the spans of [`Transcode::Spans`] are UTF-8; where they are not, U+FFFD stands.
#[must_use]
pub fn transcode(bytes: &[u8], transcode: &Transcode) -> String {
    match transcode {
        Transcode::File(codec) => decode_with(bytes, *codec),
        Transcode::Spans(spans) => {
            let parts = spans.iter().map(|&(raw, codec)| (raw, codec));
            with_parts(bytes, parts).0
        }
    }
}

/// Decodes `bytes` as UTF-8 with `parts` in other codecs; also says where each part stands in the
/// text. Parts must be sorted; one that does not fit gives an empty span.
pub(super) fn with_parts(bytes: &[u8], parts: impl Iterator<Item = (Span, Codec)>) -> (String, Vec<Span>) {
    let mut out = String::with_capacity(bytes.len() + bytes.len() / 8);
    let mut spans = Vec::new();
    let mut done = 0;
    for (raw, codec) in parts {
        out.push_str(&String::from_utf8_lossy(bytes.get(done..raw.start).unwrap_or(&[])));
        let start = out.len();
        push(&mut out, bytes.get(raw.start.max(done)..raw.end).unwrap_or(&[]), codec);
        spans.push(Span::new(start, out.len()));
        done = done.max(raw.end);
    }
    out.push_str(&String::from_utf8_lossy(bytes.get(done..).unwrap_or(&[])));
    (out, spans)
}

fn push(out: &mut String, bytes: &[u8], codec: Codec) {
    match wide::lossy(bytes, codec) {
        Some(text) => out.push_str(&text),
        None => out.extend(bytes.iter().map(|&b| codec.decode(b))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_are_read_in_their_codec_and_the_rest_as_utf8() {
        let bytes = b"d\xc3\xa9j\xe0 \x8etait";
        let spans = vec![(Span::new(4, 5), Codec::Windows1252), (Span::new(6, 7), Codec::Macintosh)];
        assert_eq!(transcode(bytes, &Transcode::Spans(spans)), "déjà était");
        assert_eq!(transcode(b"\x82t\x82", &Transcode::File(Codec::Ibm850)), "été");
    }

    #[test]
    fn parts_that_do_not_fit_are_harmless() {
        let parts = [(Span::new(3, 9), Codec::Ibm850), (Span::new(1, 2), Codec::Ibm850)];
        let (text, spans) = with_parts(b"abc", parts.into_iter());
        assert_eq!((text.as_str(), spans.len()), ("abc", 2));
    }
}
