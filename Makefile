# Everything a person or a machine does with a clone. `make` alone lists the targets.

PYTHON ?= python3
BIN := .venv/bin
# What decides whether something is installed or collected again: the content of the files, not their age.
PINS := $(shell cksum < requirements.txt | tr -d ' ')
DEV_PINS := $(shell cat requirements.txt requirements-dev.txt | cksum | tr -d ' ')
ASSETS := $(shell { cksum requirements.txt; find static casestudies -type f -path '*static/*' -exec cksum {} + | sort; } | cksum | tr -d ' ')
INSTALLED := .venv/installed-$(PINS)
INSTALLED_DEV := .venv/installed-dev-$(DEV_PINS)
COLLECTED := .data/collected-$(ASSETS)
TEST_ENV := DJANGO_SETTINGS_MODULE=tests.settings
# A dozen processes load the same modules: the first keeps what it compiled.
unexport PYTHONDONTWRITEBYTECODE
# For each of the two databases, whose tests run side by side: more than there are cores, since they often wait.
WORKERS ?= 2
PYTEST := $(BIN)/python -m pytest -n $(WORKERS) --dist worksteal
# Each database's report whole, where this make can keep them apart.
TOGETHER := $(MAKE) --no-print-directory --jobs=2 $(if $(filter output-sync,$(.FEATURES)),--output-sync=target)

.DEFAULT_GOAL := help
.PHONY: help run test test-fast on-sqlite on-postgresql prove bench screenshots catalogues lint types format

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' Makefile

run: $(INSTALLED) .data/environment $(COLLECTED) ## install, migrate, seed and serve on 127.0.0.1:$PORT (8000)
	@$(BIN)/python manage.py prepare_site
	@exec $(BIN)/python -m cms.supervisor

test: lint ## every test on SQLite and on PostgreSQL, the expensive ones at reduced counts
	@echo "Testing on SQLite and on PostgreSQL at once; each says how it went when it is done."
	@$(TOGETHER) on-sqlite on-postgresql

on-sqlite: $(INSTALLED_DEV)
	$(PYTEST)

# The other side has the browsers, and more to do: this one takes what that leaves of the cores.
on-postgresql: $(INSTALLED_DEV)
	TEST_DATABASE=postgresql nice -n 5 $(PYTEST)

test-fast: $(INSTALLED_DEV) ## the tests on SQLite alone, without a browser
	$(PYTEST) -m "not browser"

prove: export HYPOTHESIS_PROFILE := prove
prove: export REQUIRE_ALL := 1
prove: test ## the same at full counts, nothing skipped; then search and Lighthouse asked, the pages and a first start timed
	$(BIN)/python benchmarks/search_quality.py
	TEST_DATABASE=postgresql $(BIN)/python benchmarks/search_quality.py
	$(BIN)/python benchmarks/pages.py
	$(BIN)/python benchmarks/edit_form.py
	$(BIN)/python benchmarks/lighthouse.py
	$(BIN)/python benchmarks/first_run.py

bench: $(INSTALLED_DEV) ## time the pages, search and the desk's form, and count their queries, at two sizes
	$(BIN)/python benchmarks/pages.py
	$(BIN)/python benchmarks/edit_form.py
	$(BIN)/python benchmarks/search_speed.py
	TEST_DATABASE=postgresql $(BIN)/python benchmarks/search_speed.py

screenshots: $(INSTALLED_DEV) ## take the README's pictures while the journey is told
	CASEBOOK_SCREENSHOTS=1 $(BIN)/python -m pytest tests/journeys

catalogues: $(INSTALLED_DEV) ## bring the words of every language up to what the code says, and name those to translate
	$(BIN)/python -m tests.translations

lint: $(INSTALLED_DEV) ## format, lint, templates, migrations, configuration
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	find templates casestudies -name '*.html' -exec $(BIN)/djade --target-version 5.2 --check {} +
	$(TEST_ENV) $(BIN)/python manage.py makemigrations --check --dry-run
	$(TEST_ENV) $(BIN)/python manage.py check --fail-level WARNING

types: $(INSTALLED_DEV) ## check the types below the doors
	$(BIN)/mypy

format: $(INSTALLED_DEV) ## write what lint would ask for
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .
	find templates casestudies -name '*.html' -exec $(BIN)/djade --target-version 5.2 {} +

# Files that the targets above need ------------------------------------------------------------------------------------

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Casebook needs Python 3.11 or newer; set PYTHON=python3.11")'
	@$(PYTHON) -m venv .venv

$(INSTALLED): | $(BIN)/python
	@echo "Installing what the site runs on into .venv: once, about a minute."
	@$(BIN)/python -m pip install --quiet --quiet --disable-pip-version-check -r requirements.txt
	@rm -f .venv/installed-[0-9]*
	@touch $@

$(INSTALLED_DEV): | $(BIN)/python
	@echo "Installing what the tests need into .venv: once, about two minutes."
	@$(BIN)/python -m pip install --quiet --quiet --disable-pip-version-check -r requirements-dev.txt
	@rm -f .venv/installed-*
	@touch $@ $(INSTALLED)

.data/environment: | $(INSTALLED)
	@$(BIN)/python -m cms.environment

# Of the API's tools only the sidecar's Swagger is ever shown.
$(COLLECTED): | $(INSTALLED) .data/environment
	@echo "Collecting the static files: once, about half a minute."
	@$(BIN)/python manage.py collectstatic --no-input --verbosity 0 --ignore redoc --ignore rest_framework
	@rm -f .data/collected-*
	@touch $@
