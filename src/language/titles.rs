//! Links whose text is the title of what they lead to, and those that speak to the reader.

use super::token::{Case, Token};
use crate::document::{Document, Inline};

/// Whether the text of a link, `tokens`, is the title of what it leads to: capitals inside a sentence, or
/// another site, unless it calls on the reader. `opens`: no word stands before it in its sentence;
/// `partial`: some stand around it.
#[must_use]
pub fn of_link(document: &Document, inline: &Inline, tokens: &[Token], opens: bool, partial: bool) -> bool {
    let links = &document.links;
    let from = links.partition_point(|l| l.span.start < inline.span.start);
    let mut here = links.iter().skip(from).take_while(|l| l.span.start < inline.span.end);
    let link = here.find(|l| !l.image);
    if link.is_some_and(|l| names_a_change(&l.url)) {
        return true;
    }
    let Some(first) = tokens.iter().find(|t| t.is_word()) else { return false };
    if first.case == Case::Lower {
        return false;
    }
    let elsewhere = link.is_some_and(|l| l.url.contains("://"));
    if calls(&document.prose, tokens) && (!partial || lone(document, inline)) {
        return false;
    }
    (partial && !opens) || elsewhere
}

/// Whether a link has its line to itself, but for signs.
fn lone(document: &Document, inline: &Inline) -> bool {
    let line = inline.span.line_around(&document.text);
    let silent =
        |from: usize, to: usize| !document.text.get(from..to).unwrap_or("").contains(char::is_alphanumeric);
    silent(line.start, inline.span.start) && silent(inline.span.end, line.end)
}

/// Whether a URL leads to a change, a ticket or a discussion, whose text is then its title.
fn names_a_change(url: &str) -> bool {
    ["/pull/", "/issues/", "/commit/", "/discussions/", "/merge_requests/"].iter().any(|p| url.contains(p))
        // What opens a new one has no title yet.
        && !url.contains("/issues/new")
}

/// What links ask of their readers. Titles of articles begin otherwise: `Building`, `How to`, `Create a`.
const CALLS: &[&str] = &[
    "apply",
    "ask",
    "back",
    "become",
    "book",
    "browse",
    "buy",
    "chat",
    "check",
    "click",
    "come",
    "contact",
    "continue",
    "discover",
    "donate",
    "download",
    "edit",
    "explore",
    "find",
    "follow",
    "get",
    "give",
    "go",
    "help",
    "join",
    "learn",
    "listen",
    "meet",
    "more",
    "open",
    "order",
    "our",
    "read",
    "register",
    "report",
    "request",
    "see",
    "send",
    "share",
    "sign",
    "submit",
    "subscribe",
    "support",
    "take",
    "talk",
    "tell",
    "try",
    "view",
    "visit",
    "vote",
    "watch",
    "write",
];

/// Words by which titles ask or explain.
const ASKING: &[&str] = &["what", "how", "why", "who", "where", "when"];

/// Whether the text of a link calls on the reader: `Join us on the mailing list`, `Read the story of our first
/// year`. What has capitals throughout is a title.
fn calls(prose: &str, tokens: &[Token]) -> bool {
    let words = || tokens.iter().filter(|t| t.is_word());
    let Some(first) = words().next() else { return false };
    let small = words().filter(|t| t.case == Case::Lower && !t.lists.joins()).count();
    let titled = words().skip(1).filter(|t| t.case == Case::Title).count();
    let ours = words().skip(1).any(|t| among(prose, t, &["us", "our"]) && t.case == Case::Lower);
    small > 0 && small >= titled && (among(prose, first, CALLS) || ours && !among(prose, first, ASKING))
}

/// Whether a label in bold that begins with `token` asks or addresses somebody: `**What you will need:**`. Those
/// of programs say what they do.
#[must_use]
pub fn asks(prose: &str, token: &Token) -> bool {
    among(prose, token, ASKING) || among(prose, token, &["we", "our", "you", "your"])
}

fn among(prose: &str, token: &Token, words: &[&str]) -> bool {
    let written = prose.get(token.start..token.end).unwrap_or("");
    words.iter().any(|w| w.eq_ignore_ascii_case(written))
}
