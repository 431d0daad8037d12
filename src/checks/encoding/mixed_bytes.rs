//! ENC003: UTF-8 with lines or words in another codec.

use super::legacy_bytes::applicability;
use super::word;
use crate::checks::{Check, Example, Rule, TextContext};
use crate::encoding::{LegacyPart, Source};
use crate::finding::{Finding, Related, Severity};
use crate::fix::{Fix, Transcode};
use serde_json::json;

/// Other places a finding names; the evidence lists them all.
const MOST_RELATED: usize = 20;

/// The rule.
pub static RULE: Rule = Rule {
    code: "ENC003",
    name: "mixed-bytes",
    summary: "Parts of the file are not UTF-8",
    docs: "\
## What it does
Finds files that are UTF-8 in places and something else in others, as when lines of an old file are
pasted or merged into a new one. Each line, and each stretch of a line, is decided on its own bytes
and on what the rest of the file is in and writes; a broken line is read whole in its codec unless
reading it piecewise is clearly better. The evidence lists every decision with its codec and reason.
There is one finding for the file; it stands on the first word that is not UTF-8.

## Why is this bad?
No single encoding reads such a file. Whatever opens it damages one half or the other.

## Is the fix safe?
The fix decodes the stretches that are not UTF-8, each in its codec, and leaves every other byte as
it is. It is `safe` when every decision is certain, else `unsafe`.

## Example
`C3 A9 74 C3 A9` and `E9 74 E9` on two lines: `été` in UTF-8, then in windows-1252.",
    severity: Severity::Error,
    default: true,
    check: Check::Text(check),
    bad: &[Example::bytes(
        "post.fr.md",
        b"D\xc3\xa9j\xc3\xa0 l'\xc3\xa9t\xc3\xa9.\nUne \xe9l\xe8ve pr\xeate.\n",
    )],
    good: &[
        Example::file("post.fr.md", "Déjà l'été.\nUne élève prête.\n"),
        Example::bytes("post.fr.md", b"D\xe9j\xe0 l'\xe9t\xe9.\nUne \xe9l\xe8ve pr\xeate.\n"),
    ],
};

fn check(cx: &TextContext<'_>, out: &mut Vec<Finding>) {
    let Source::Mixed { parts } = cx.source else { return };
    let Some(first) = parts.first() else { return };
    let confidence = parts.iter().map(|p| p.confidence).fold(1.0, f64::min);
    let spans = parts.iter().map(|p| (p.raw, p.codec)).collect();
    let mut codecs: Vec<&str> = parts.iter().map(|p| p.codec.label()).collect();
    codecs.sort_unstable();
    codecs.dedup();
    let count = parts.len();
    let places = if count == 1 { "one place is".to_owned() } else { format!("{count} places are") };
    let message = format!("the file is UTF-8, but {places} {}: {}", codecs.join(" or "), first.why);
    let decisions: Vec<_> = parts.iter().map(|p| decision(cx, p)).collect();
    let mut finding = Finding::new(&RULE, word::covering(cx.text(), first.text), message)
        .confidence(confidence)
        .fact("codecs", codecs)
        .fact("parts", decisions)
        .fix(Fix::transcode(applicability(confidence), Transcode::Spans(spans)));
    finding.related.extend(parts.iter().skip(1).take(MOST_RELATED).map(|p| related(cx, p)));
    out.push(finding);
}

fn decision(cx: &TextContext<'_>, part: &LegacyPart) -> serde_json::Value {
    json!({
        "line": cx.document.lines.line(part.text.start),
        "byte_start": part.raw.start,
        "byte_end": part.raw.end,
        "from": part.codec.label(),
        "confidence": part.confidence,
        "why": part.why,
    })
}

fn related(cx: &TextContext<'_>, part: &LegacyPart) -> Related {
    let (text, lines) = (cx.text(), &cx.document.lines);
    let span = word::covering(text, part.text);
    Related {
        path: cx.path.to_owned(),
        span,
        position: (lines.position(text, span.start), lines.position(text, span.end)),
        text: span.of(text).to_owned(),
        message: format!("also not UTF-8: {}", part.why),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Settings;
    use crate::document::{Document, Kind};
    use crate::encoding::{decode, transcode};

    #[test]
    fn every_place_is_named_and_the_fix_gives_the_text() {
        let bytes = b"D\xc3\xa9j\xc3\xa0.\nUn (\xe9l\xe8ve).\r\n\xc3\x87a va.\nPr\xeat \xe0 l'\xe9t\xe9.";
        let decoded = decode(bytes.to_vec());
        let document = Document::parse(decoded.text.clone(), Kind::Markdown);
        let settings = Settings::default();
        let mut out = Vec::new();
        check(&TextContext::new("post.md", &document, &decoded.source, &settings), &mut out);
        assert_eq!(out.len(), 1);
        assert_eq!(out[0].span.of(&decoded.text), "élève");
        assert_eq!(out[0].related[0].text, "Prêt à l'été");
        let fix = out[0].fix.clone().unwrap();
        assert_eq!(fix.applicability, crate::fix::Applicability::Safe);
        let text = transcode(bytes, &fix.transcode.unwrap());
        assert_eq!(text, "Déjà.\nUn (élève).\r\nÇa va.\nPrêt à l'été.");
    }
}
