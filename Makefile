# Everything a person does with this project. Needs only make and Python 3.11 or newer with venv.

PYTHON ?= python3
PORT ?= 8000
DATA_DIR ?= $(CURDIR)/var
RUN := .venv/bin/python
# Two workers: the machine this is sized for has two cores.
TEST_WORKERS ?= 2
ARGS ?=
IMAGE ?= county-portal

export PORT
export DATA_DIR
export PYTHONUNBUFFERED := 1

.DEFAULT_GOAL := help
.PHONY: help demo serve migrate test coverage check format bench elasticsearch image lock env env-dev clean

help: ## List these targets
	@echo 'make <target> [NAME=value]'
	@echo
	@sed -n -E 's/^([a-z-]+):.*## (.*)/  \1|\2/p' $(MAKEFILE_LIST) | while IFS='|' read -r name text; do printf '%-12s %s\n' "$$name" "$$text"; done

demo: env ## Show a whole county on this machine / 在本机演示一个县 (PORT=8000 DATA_DIR=./var)
	@mkdir -p '$(DATA_DIR)/tmp'
	@TMPDIR='$(DATA_DIR)/tmp' DJANGO_SETTINGS_MODULE=portal.settings.demo exec $(RUN) manage.py demo

serve: env ## Run site, worker and scheduler with the settings of the environment / 正式运行
	@exec $(RUN) manage.py serve

migrate: env ## Bring the database up to date (settings of the environment)
	@$(RUN) manage.py migrate --no-input
	@$(RUN) manage.py setup_portal

test: env-dev ## Run all tests; parts not installed are left out and named (REQUIRE_ALL=1: must not be)
	@$(RUN) -m pytest -n $(TEST_WORKERS) --dist worksteal $(ARGS)

coverage: env-dev ## Run all tests and print which lines of portal, cms and search no test runs
	@$(RUN) -m pytest -n $(TEST_WORKERS) --dist worksteal --cov=portal --cov=cms --cov=search --cov-report=term-missing:skip-covered $(ARGS)

check: env-dev ## Lint, format, types, import arrows, migrations, templates, system checks
	@.ci/check

format: env-dev ## Rewrite Python files in the project's format
	@.venv/bin/ruff check --fix --quiet . || true
	@.venv/bin/ruff format .

bench: env-dev ## Measure requests per second and print a table
	@$(RUN) -m tests.benchmarks.run $(ARGS)

elasticsearch: env-dev ## Run a real Elasticsearch at this desk, on port 9200 (ARGS=--fetch: only fetch it)
	@exec $(RUN) -m tests.support.elasticsearch $(ARGS)

image: ## Build the container image with podman or docker (IMAGE=county-portal)
	@tool=$$(command -v podman || command -v docker) || { echo 'make image needs podman or docker / 需要 podman 或 docker' >&2; exit 1; }; \
		"$$tool" build -f deploy/Containerfile -t '$(IMAGE)' .

lock: env-dev ## Write the lock files anew from pyproject.toml (ARGS=--upgrade to move versions)
	@UV_CACHE_DIR=.venv/cache .venv/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --custom-compile-command 'make lock' $(ARGS) pyproject.toml -o deploy/requirements.lock
	@UV_CACHE_DIR=.venv/cache .venv/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --custom-compile-command 'make lock' $(ARGS) -c deploy/requirements.lock pyproject.toml --group dev -o deploy/requirements-dev.lock

env: ## Make or update .venv for running
	@$(PYTHON) .ci/environment.py runtime

env-dev: ## Make or update .venv for tests and checks
	@$(PYTHON) .ci/environment.py dev

clean: ## Remove the environment and caches; DATA_DIR stays
	rm -rf .venv .elasticsearch .pytest_cache .ruff_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -not -path './.git/*' -prune -exec rm -rf {} +
