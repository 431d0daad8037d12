//! ENC004: a letter became U+FFFD or a question mark.

use super::damaged;
use crate::checks::{Check, Example, Rule, TextContext};
use crate::finding::{Finding, Severity};
use crate::mojibake::Damage;

/// The rule.
pub static RULE: Rule = Rule {
    code: "ENC004",
    name: "lost-character",
    summary: "A letter was lost to U+FFFD or a question mark",
    docs: "\
## What it does
Finds words in which a decoder wrote the replacement character U+FFFD, or `?`, for a letter it could
not read, and restores the letter from the words of French that fit, or the apostrophe where the word
shows that it had one.

## Why is this bad?
The letter is gone from the page; only the word still tells what it was.

## Is the fix safe?
It is `safe` when exactly one word of the language fits, `unsafe` when the commoner of several has to
be chosen or a question mark is read as a letter. Where no known word fits, the finding has no fix:
look the passage up in an older copy.

## Example
`un réseau d\u{fffd}centralis\u{fffd}` becomes `un réseau décentralisé`.",
    severity: Severity::Error,
    default: true,
    check: Check::Text(check),
    bad: &[
        Example::file("post.fr.md", "Un réseau d\u{fffd}centralis\u{fffd}.\n"),
        Example::file("post.en.md", "I don\u{fffd}t know.\n"),
    ],
    good: &[
        Example::file("post.en.md", "The replacement character \u{fffd} stands for what is lost.\n"),
        Example::file("post.fr.md", "Vraiment ? Voir /recherche?page=2 et l’aide.\n"),
    ],
};

fn check(cx: &TextContext<'_>, out: &mut Vec<Finding>) {
    damaged::report(&RULE, Damage::Lost, cx, out);
}
