//! ENC002: the whole file is in a codec other than UTF-8.

use super::word;
use crate::checks::{Check, Example, Rule, TextContext};
use crate::document::Kind;
use crate::encoding::{Codec, GUESS, SURE, Source};
use crate::finding::{Finding, Severity};
use crate::fix::{Applicability, Edit, Fix, Transcode};
use crate::span::Span;

/// The rule.
pub static RULE: Rule = Rule {
    code: "ENC002",
    name: "legacy-bytes",
    summary: "The file is not UTF-8",
    docs: "\
## What it does
Finds files whose bytes are not UTF-8: an old windows-1252, macintosh or DOS file, or UTF-16. The
codec is found by reading the bytes in each candidate and weighing how plausible every character is
between its neighbours, and which words it makes. Files that are valid UTF-8 by accident only count
as well: an apostrophe before an accent in macintosh. The finding stands on the first word beyond ASCII and is one for the file.

## Why is this bad?
Generators, browsers and editors take a post for UTF-8. Every accent in it turns into U+FFFD or into
garbage, or the build stops. A post that is no text at all, an image perhaps, is reported too.

## Is the fix safe?
The fix decodes the whole file and writes UTF-8; line ends stay as they are. It is `safe` when the
codec is certain, `unsafe` when another reading is nearly as likely, and only shown when the text is
ordinary in no codec known here. UTF-16's byte-order mark goes with the encoding it marked.

## Example
The bytes `64 E9 6A E0` are `déjà` in windows-1252.",
    severity: Severity::Error,
    default: true,
    check: Check::Text(check),
    bad: &[
        Example::bytes("post.fr.md", b"On a d\xe9j\xe0 mang\xe9 \xe0 l'\xe9cole.\n"),
        Example::bytes("post.fr.md", b"On a d\x8ej\x88 mang\x8e \x88 l'\x8ecole.\n"),
        Example::bytes("post.en.md", b"\xff\xfeH\0i\0!\0\n\0"),
    ],
    good: &[
        Example::file("post.fr.md", "On a déjà mangé à l'école.\n"),
        Example::bytes("post.fr.md", b"On a d\xe9j\xe0 mang\xc3\xa9.\n"),
    ],
};

fn check(cx: &TextContext<'_>, out: &mut Vec<Finding>) {
    if let Source::Binary { why } = cx.source {
        // Files that are not posts may be anything; a post must be text.
        if cx.document.kind != Kind::Plain {
            out.push(Finding::new(&RULE, Span::empty(0), format!("the file is not text: {why}")));
        }
        return;
    }
    let Source::Legacy { codec, confidence, why } = cx.source else { return };
    let applicability = applicability(*confidence);
    let mut fix = Fix::transcode(applicability, Transcode::File(*codec));
    let wide = matches!(codec, Codec::Utf16Le | Codec::Utf16Be | Codec::Utf32Le | Codec::Utf32Be);
    if wide && cx.text().starts_with('\u{feff}') {
        fix.edits.push(Edit::new(Span::new(0, '\u{feff}'.len_utf8()), ""));
    }
    let message = match applicability {
        Applicability::Safe => format!("the file is {codec}, not UTF-8: {why}"),
        Applicability::Unsafe => format!("the file is not UTF-8, most likely {codec}: {why}"),
        Applicability::Display => format!("the file is not UTF-8; {codec} is a guess: {why}"),
    };
    out.push(
        Finding::new(&RULE, first_damaged_word(cx.text()), message)
            .confidence(*confidence)
            .fact("codec", codec.label())
            .fact("why", why.as_str())
            .fix(fix),
    );
}

/// What may be done with a decoding that is this certain.
pub(super) fn applicability(confidence: f64) -> Applicability {
    match confidence {
        c if c >= SURE => Applicability::Safe,
        c if c >= GUESS => Applicability::Unsafe,
        _ => Applicability::Display,
    }
}

/// The first word with a character beyond ASCII, or the first word where all is ASCII.
fn first_damaged_word(text: &str) -> Span {
    let body = text.trim_start_matches('\u{feff}');
    let at = body.find(|c: char| !c.is_ascii()).or_else(|| body.find(|c: char| !c.is_whitespace()));
    word::at(text, text.len() - body.len() + at.unwrap_or(0))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Settings;
    use crate::document::Document;
    use crate::encoding::decode;

    fn findings(bytes: &[u8]) -> (String, Vec<Finding>) {
        let decoded = decode(bytes.to_vec());
        let document = Document::parse(decoded.text.clone(), Kind::Markdown);
        let settings = Settings::default();
        let mut out = Vec::new();
        check(&TextContext::new("post.md", &document, &decoded.source, &settings), &mut out);
        (decoded.text, out)
    }

    #[test]
    fn the_finding_stands_on_the_first_word_and_decodes_the_file() {
        let (text, found) = findings(b"On a (d\xe9j\xe0) mang\xe9.\n");
        assert_eq!(found[0].span.of(&text), "déjà");
        let fix = found[0].fix.clone().unwrap();
        assert_eq!(fix.applicability, Applicability::Safe);
        assert_eq!(fix.transcode, Some(Transcode::File(Codec::Windows1252)));
    }

    #[test]
    fn the_mark_of_utf16_goes_with_it() {
        let (text, found) = findings(b"\xff\xfeH\0i\0!\0\n\0");
        assert_eq!(found[0].span.of(&text), "Hi");
        assert_eq!(crate::fix::apply(&text, &found[0].fix.clone().unwrap().edits), "Hi!\n");
    }

    #[test]
    fn a_post_that_is_an_image_is_said_to_be_one() {
        let (text, found) = findings(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x01\0");
        assert!(text.is_empty() && found[0].fix.is_none());
    }

    #[test]
    fn what_no_codec_explains_is_only_shown() {
        let (_, found) = findings(b"\x93\xfa\x96\x7b\x8c\xea\x82\xcc\x83\x65\x83\x4c\x83\x58\x83\x67\n");
        assert!(found.iter().all(|f| f.fix.as_ref().unwrap().applicability == Applicability::Display));
    }
}
