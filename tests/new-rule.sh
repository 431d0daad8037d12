#!/bin/sh
# Writes a new rule from a template and says what is left to do.
# usage: new-rule.sh CODE NAME      e.g. new-rule.sh DOC009 empty-section
set -eu
code=${1:-}; name=${2:-}
family=$(printf '%s' "$code" | sed -n 's/^\(ENC\|LANG\|PAIR\|TYPO\|DOC\)[0-9]\{3\}$/\1/p')
case $name in ''|*[!a-z-]*) name= ;; esac
if [ -z "$family" ] || [ -z "$name" ]; then
    echo "usage: make new-rule CODE=DOC009 NAME=empty-section   (ENC, LANG, PAIR, TYPO or DOC, and a kebab-case name)" >&2
    exit 2
fi
cd "$(dirname "$0")/.."
if grep -rqs "\"$code\"" src/checks; then echo "$code is taken; codes are never reused" >&2; exit 2; fi
case $family in
    ENC)  folder=encoding; kind=Text;     context=TextContext;     post='Example::file("post.fr.md"' ;;
    LANG) folder=language; kind=Document; context=DocumentContext; post='Example::file("post.fr.md"' ;;
    PAIR) folder=pair;     kind=Pair;     context=PairContext;     post='Example::pair("post.fr.md"' ;;
    *)    folder=document; kind=Document; context=DocumentContext; post='Example::file("post.fr.md"' ;;
esac
other=; [ "$family" = PAIR ] && other=', ("post.md", "TODO\n")'
module=$(printf '%s' "$name" | tr - _)
file=src/checks/$folder/$module.rs
[ -e "$file" ] && { echo "$file exists" >&2; exit 2; }
cat > "$file" <<EOF
//! $code: TODO in one line.

use crate::checks::{Check, $context, Example, Rule};
use crate::finding::{Finding, Severity};

/// The rule.
pub static RULE: Rule = Rule {
    code: "$code",
    name: "$name",
    summary: "TODO one line for \`visavis rules\`",
    docs: "## What it does\n\nTODO\n\n## Why it matters\n\nTODO\n\n## The fix\n\nTODO: safe, unsafe, or none, and why.\n",
    severity: Severity::Warning,
    default: false,
    check: Check::$kind(check),
    bad: &[$post, "TODO a post on which it speaks\n"$other)],
    good: &[$post, "TODO the nearest post on which it stays silent\n"$other)],
};

fn check(cx: &$context<'_>, out: &mut Vec<Finding>) {
    // Push a finding: out.push(Finding::new(&RULE, span, "what happened, and what to do"));
    let _ = (cx, out);
}
EOF
echo "wrote $file; now
  1. add 'pub mod $module;' to src/checks/$folder/mod.rs
  2. add '&$folder::$module::RULE,' to ALL in src/checks/registry.rs, in order of code
  3. write the check, the docs, a bad and a good example
  4. add the row '| $code | $name | … |' to the table in README.md
  5. cargo test --test rules"
