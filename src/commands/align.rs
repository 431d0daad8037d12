//! `visavis align`: the alignment of two files, sentence by sentence.

use super::layers::percentage;
use super::{Failure, Outcome, Session, Status, stdout};
use crate::cli::{AlignArgs, AlignFormat};
use crate::document::{Document, Kind};
use crate::output::printable;
use crate::pair::align::{Languages, Params, align_units, list_unit};
use crate::pair::words::Endings;
use crate::pair::{Content, Layout, align};
use crate::source::slashed;
use crate::span::{LineIndex, Span};
use serde_json::{Value, json};
use std::io::Write;
use std::path::Path;

/// One side as it is printed.
struct Side {
    path: String,
    text: String,
    lines: LineIndex,
    language: String,
    /// Sentences, in order.
    spans: Vec<Span>,
    /// The paragraph of each.
    paragraphs: Vec<u32>,
}

/// Sentences of both sides that belong together.
struct Row {
    source: Vec<usize>,
    target: Vec<usize>,
    moved: bool,
    score: f32,
}

pub(super) fn run(_session: &Session, args: &AlignArgs) -> Outcome {
    let fail_under = percentage(args.fail_under)?;
    let (a, b) = (read(&args.source)?, read(&args.target)?);
    let (from, to) = languages(args, &a, &b);
    let (source, target, rows) =
        if args.sentences { plain(args, (a, from), (b, to)) } else { posts(args, (a, from), (b, to)) };
    let mut out = stdout();
    match args.format {
        AlignFormat::Text => text(&mut out, &source, &target, &rows)?,
        AlignFormat::Tsv => tsv(&mut out, &source, &target, &rows)?,
        AlignFormat::Json => {
            serde_json::to_writer(&mut out, &document(&source, &target, &rows))
                .map_err(std::io::Error::from)?;
            writeln!(out)?;
        }
        AlignFormat::Tmx => tmx(&mut out, &source, &target, &rows)?,
    }
    out.flush()?;
    let low = fail_under.is_some_and(|least| coverage(&rows) * 100.0 < least);
    Ok(if low { Status::Findings } else { Status::Clean })
}

fn read(path: &Path) -> Result<String, Failure> {
    let bytes = std::fs::read(path).map_err(|e| {
        Failure::Said(format!("{}: cannot be read: {}", path.display(), crate::config::plain(&e)))
    })?;
    Ok(crate::encoding::decode(bytes).text)
}

/// The languages of the two files: what their paths say, else what their texts say, else the other
/// one of French and English.
fn languages(args: &AlignArgs, a: &str, b: &str) -> (String, String) {
    let paths = [slashed(&args.source), slashed(&args.target)];
    let layout = Layout::detect(&[], &[&paths[0], &paths[1]]);
    let of = |path: &str, text: &str| {
        let said = layout.language_of(path).map(|l| l.0);
        said.or_else(|| Content::new("", text).language().map(str::to_owned))
    };
    let other = |tag: &String| if tag.starts_with("fr") { "en" } else { "fr" }.to_owned();
    match (of(&paths[0], a), of(&paths[1], b)) {
        (Some(a), Some(b)) => (a, b),
        (Some(a), None) => (a.clone(), other(&a)),
        (None, Some(b)) => (other(&b), b),
        (None, None) => ("en".to_owned(), "fr".to_owned()),
    }
}

fn posts(args: &AlignArgs, a: (String, String), b: (String, String)) -> (Side, Side, Vec<Row>) {
    let parse = |path: &Path, text: String| {
        let kind = match Kind::of_path(&slashed(path)) {
            Kind::Plain => Kind::Markdown,
            kind => kind,
        };
        Document::parse(text, kind)
    };
    let (x, y) = (parse(&args.source, a.0), parse(&args.target, b.0));
    let rows = align(&x, &y, (&a.1, &b.1)).links;
    let rows =
        rows.into_iter().map(|l| Row { source: l.source, target: l.target, moved: l.moved, score: l.score });
    let side = |path: &Path, d: Document, language: String| Side {
        path: slashed(path),
        spans: d.sentences.iter().map(|s| s.span).collect(),
        paragraphs: Vec::new(),
        lines: d.lines,
        text: d.text,
        language,
    };
    (side(&args.source, x, a.1), side(&args.target, y, b.1), rows.collect())
}

fn plain(args: &AlignArgs, a: (String, String), b: (String, String)) -> (Side, Side, Vec<Row>) {
    let (source, target) = (listed(&args.source, a.0, a.1), listed(&args.target, b.0, b.1));
    let endings = (Endings::of_tag(&source.language), Endings::of_tag(&target.language));
    let units = |side: &Side, endings| {
        let all = side.spans.iter().zip(&side.paragraphs);
        all.map(|(s, p)| list_unit(s.of(&side.text), endings, *p)).collect::<Vec<_>>()
    };
    let languages = Languages::of(endings.0, endings.1);
    let beads =
        align_units(&units(&source, endings.0), &units(&target, endings.1), languages, &Params::default());
    let rows = beads.into_iter().flat_map(|b| {
        let score = b.sureness();
        // Text without counterpart stands alone, sentence by sentence.
        let lone = |s: Vec<usize>, t: Vec<usize>| Row { source: s, target: t, moved: false, score: 1.0 };
        match (b.source.is_empty(), b.target.is_empty()) {
            (false, false) => {
                vec![Row { source: b.source.collect(), target: b.target.collect(), moved: false, score }]
            }
            _ => b
                .source
                .map(|i| lone(vec![i], Vec::new()))
                .chain(b.target.map(|j| lone(Vec::new(), vec![j])))
                .collect(),
        }
    });
    let rows = rows.collect();
    (source, target, rows)
}

/// A file with one sentence a line and blank lines between paragraphs.
fn listed(path: &Path, text: String, language: String) -> Side {
    let lines = LineIndex::new(&text);
    let (mut spans, mut paragraphs, mut paragraph) = (Vec::new(), Vec::new(), 0u32);
    for line in 1..=lines.lines() {
        let span = lines.line_span(&text, line);
        if span.of(&text).trim().trim_start_matches('\u{feff}').is_empty() {
            paragraph += 1;
        } else {
            spans.push(span);
            paragraphs.push(paragraph);
        }
    }
    Side { path: slashed(path), text, lines, language, spans, paragraphs }
}

impl Side {
    fn said(&self, sentences: &[usize]) -> String {
        let one = |i: &usize| {
            let text = self.spans.get(*i).map_or("", |s| s.of(&self.text));
            text.split_whitespace().collect::<Vec<_>>().join(" ")
        };
        sentences.iter().map(one).collect::<Vec<_>>().join(" ")
    }

    fn json(&self, sentences: &[usize]) -> Value {
        let one = |i: &usize| {
            let span = self.spans.get(*i).copied().unwrap_or(Span::empty(0));
            json!({"line": self.lines.line(span.start), "byte_start": span.start, "byte_end": span.end, "text": span.of(&self.text)})
        };
        sentences.iter().map(one).collect()
    }
}

impl Row {
    fn kind(&self) -> String {
        format!("{}-{}", self.source.len(), self.target.len())
    }
}

#[allow(clippy::cast_precision_loss)]
fn coverage(rows: &[Row]) -> f64 {
    let all: usize = rows.iter().map(|r| r.source.len()).sum();
    let covered: usize = rows.iter().filter(|r| !r.target.is_empty()).map(|r| r.source.len()).sum();
    if all == 0 { 1.0 } else { covered as f64 / all as f64 }
}

fn text(out: &mut impl Write, a: &Side, b: &Side, rows: &[Row]) -> std::io::Result<()> {
    for row in rows {
        let mark = match (row.source.is_empty(), row.target.is_empty(), row.moved) {
            (false, true, _) => "missing",
            (true, false, _) => "extra",
            (_, _, true) => "moved",
            _ => "",
        };
        writeln!(out, "{}  {:.2}  {mark}", row.kind(), row.score)?;
        writeln!(out, "  - {}", printable(&a.said(&row.source)))?;
        writeln!(out, "  + {}", printable(&b.said(&row.target)))?;
    }
    Ok(())
}

fn tsv(out: &mut impl Write, a: &Side, b: &Side, rows: &[Row]) -> std::io::Result<()> {
    writeln!(out, "kind\tscore\tmoved\tsource\ttarget")?;
    for row in rows {
        let (source, target) = (a.said(&row.source), b.said(&row.target));
        writeln!(out, "{}\t{:.3}\t{}\t{source}\t{target}", row.kind(), row.score, row.moved)?;
    }
    Ok(())
}

fn document(a: &Side, b: &Side, rows: &[Row]) -> Value {
    let link = |r: &Row| {
        let score = (f64::from(r.score) * 1000.0).round() / 1000.0;
        json!({"source": a.json(&r.source), "target": b.json(&r.target), "kind": r.kind(), "moved": r.moved, "score": score})
    };
    json!({"source": a.path, "target": b.path, "links": rows.iter().map(link).collect::<Vec<_>>()})
}

fn tmx(out: &mut impl Write, a: &Side, b: &Side, rows: &[Row]) -> std::io::Result<()> {
    writeln!(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>")?;
    writeln!(out, "<!DOCTYPE tmx SYSTEM \"tmx14.dtd\">")?;
    writeln!(out, "<tmx version=\"1.4\">")?;
    writeln!(
        out,
        "  <header creationtool=\"visavis\" creationtoolversion=\"{}\" segtype=\"sentence\" o-tmf=\"Markdown\" adminlang=\"en\" srclang=\"{}\" datatype=\"plaintext\"/>",
        env!("CARGO_PKG_VERSION"),
        escaped(&a.language)
    )?;
    writeln!(out, "  <body>")?;
    for row in rows.iter().filter(|r| !r.source.is_empty() && !r.target.is_empty()) {
        writeln!(out, "    <tu>")?;
        for (side, sentences) in [(a, &row.source), (b, &row.target)] {
            let (language, said) = (escaped(&side.language), escaped(&side.said(sentences)));
            writeln!(out, "      <tuv xml:lang=\"{language}\"><seg>{said}</seg></tuv>")?;
        }
        writeln!(out, "    </tu>")?;
    }
    writeln!(out, "  </body>\n</tmx>")
}

/// Text for XML; control characters, which XML 1.0 cannot hold, are dropped.
fn escaped(text: &str) -> String {
    let kept = text.chars().filter(|c| !c.is_control() && !matches!(c, '\u{fffe}' | '\u{ffff}'));
    let mut out = String::with_capacity(text.len());
    for c in kept {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            c => out.push(c),
        }
    }
    out
}
