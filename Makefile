# What people do here. `make` or `make help` lists it.
CARGO ?= cargo

.DEFAULT_GOAL := help
.PHONY: help demo demo-fix test lint fmt eval eval-failures eval-accept eval-mojibake eval-language eval-pairs bench fuzz new-rule install

help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  %-15s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

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

eval-mojibake: ## the large mojibake table, on material anyone can obtain
	@$(CARGO) test --release --quiet --test eval -- mojibake

eval-language: ## the large language table, on material anyone can obtain
	@$(CARGO) test --release --quiet --test eval -- language

eval-pairs: ## the large table for pairs
	@$(CARGO) test --release --quiet --test eval -- pairs

bench: ## speeds, beside std's UTF-8 check over the same bytes in the same run
	@$(CARGO) bench --quiet --bench speed

fuzz: ## fuzz the whole pipeline for a minute (needs cargo-fuzz and a nightly toolchain)
	cd tests/fuzz && $(CARGO) +nightly fuzz run pipeline -- -max_total_time=60

new-rule: ## a new rule from a template: make new-rule CODE=DOC009 NAME=empty-section
	@sh tests/new-rule.sh "$(CODE)" "$(NAME)"

install: ## put visavis in cargo's bin folder
	$(CARGO) install --locked --path .
