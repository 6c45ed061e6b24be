# Every target works from a fresh clone: `setup` makes what is missing and does nothing twice.
PYTHON ?= python3
BIN := .venv/bin
MANAGE := $(BIN)/python manage.py
WORKERS ?= 3

.PHONY: setup demo test check bench bench-full

setup: .venv/ready
	@echo "→ database, vocabulary and translations"
	@$(MANAGE) catalogue compile
	@$(MANAGE) migrate --verbosity 0
	@$(MANAGE) load_vocabulary

.venv/ready: requirements.txt requirements-dev.txt
	@echo "→ virtual environment .venv (once; about a minute)"
	@$(PYTHON) -m venv .venv
	@$(BIN)/pip install --disable-pip-version-check -qq --only-binary :all: \
		-r requirements.txt -r requirements-dev.txt
	@touch $@

demo: export DEMO = 1
demo: export DEBUG = 0
demo: export LOG_JSON = 0
demo: export SITE_ADDRESS ?= http://localhost:$(or $(PORT),8000)
demo: setup
	@echo "→ demo data"
	@$(MANAGE) seed_demo
	@echo "→ a nightly matching run, now"
	@$(MANAGE) run_matching
	@echo "→ the figures of the cockpits and universities"
	@$(MANAGE) take_snapshots
	@$(BIN)/python -m config.demo_server

test: setup
	@echo "→ a browser for the browser tests"
	@$(BIN)/python -m tests.browser.chromium
	@echo "→ the whole suite"
	@$(BIN)/python -m pytest --numprocesses $(WORKERS) --dist worksteal

check: setup
	@echo "→ ruff"
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@echo "→ djlint"
	@$(BIN)/djlint templates --lint --quiet
	@echo "→ import contracts"
	@$(BIN)/lint-imports
	@echo "→ missing migrations and translations"
	@$(MANAGE) makemigrations --check --dry-run
	@$(MANAGE) catalogue check
	@echo "→ production settings"
	@DJANGO_SETTINGS_MODULE=config.settings.prod ALLOWED_HOSTS=portal.example \
		DATABASE_URL=postgresql://portal@localhost/portal REDIS_URL=redis://localhost \
		SITE_ADDRESS=https://portal.example \
		SECRET_KEY=$$($(BIN)/python -c "import secrets; print(secrets.token_urlsafe(64))") \
		$(MANAGE) check --deploy --fail-level WARNING

BENCHMARKS := $(filter-out %/limits.py %/markets.py %/peers.py %/scratch.py,$(wildcard benchmarks/*.py))

bench: setup
	@for benchmark in $(BENCHMARKS); do echo "→ $$benchmark"; $(BIN)/python $$benchmark || exit 1; done

# Sizes that take over ten minutes; the last of them keeps a million profiles in PostgreSQL.
bench-full: setup
	@for benchmark in engine congestion database; do \
		echo "→ $$benchmark"; $(BIN)/python benchmarks/$$benchmark.py --full || exit 1; done
