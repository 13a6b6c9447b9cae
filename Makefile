# Everything a person does here, by one word. `make help` lists the words; README.md has the plain commands behind them.

PYTHON ?= python3
PORT ?= 8000
ARGS ?=
PY := .venv/bin/python
export PORT

.DEFAULT_GOAL := help
.PHONY: help run test check lint types contracts templates migrations format lock venv venv-dev clean

help: ## Show this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /\1\t/' | while IFS="$$(printf '\t')" read -r word what; do printf '  make %-9s %s\n' "$$word" "$$what"; done

run: venv ## Start Firstcut here, with demo content (PORT=8001 make run: on another port)
	@exec $(PY) manage.py serve --prepare

test: venv-dev ## Run the tests (ARGS="-n 2 -k entries": anything pytest takes)
	@exec $(PY) -m pytest $(ARGS)

check: lint types contracts templates migrations ## Lint, format, types, import contracts, templates, Compose, migrations

lint: venv-dev
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .

types: venv-dev
	.venv/bin/mypy

contracts: venv-dev
	.venv/bin/lint-imports

templates: venv-dev
	.venv/bin/djlint --quiet --lint templates
	.venv/bin/check-jsonschema --builtin-schema vendor.compose-spec deploy/compose.yaml

migrations: venv-dev
	$(PY) manage.py makemigrations --check --dry-run

format: venv-dev ## Put the code into its one format
	.venv/bin/ruff check --fix-only .
	.venv/bin/ruff format .

lock: venv-dev ## Renew constraints.txt from requirements*.txt
	$(PY) -m pip install --quiet uv
	$(PY) -m uv pip compile -q --upgrade requirements-dev.txt -o constraints.txt --python-version 3.11 --no-header --no-annotate

venv: ## Make .venv with what Firstcut runs on
	@PYTHON="$(PYTHON)" sh deploy/install.sh requirements.txt

venv-dev: ## … and with what the tests and checks need
	@PYTHON="$(PYTHON)" sh deploy/install.sh requirements-dev.txt

clean: ## Throw away .venv and the caches (not var/, where the data is)
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .import_linter_cache
