# Two commands do everything: `make run` and `make test`.
SHELL := /bin/sh
PYTHON ?= python3
TOOLS := .tools
UV := $(TOOLS)/bin/uv
APP := .venv
NLU := .venv-nlu
BIN := $(APP)/bin
LOCK := --universal --generate-hashes --no-emit-index-url --no-emit-find-links --no-annotate --no-header --quiet

.PHONY: ear run test check lint types bench evaluate screenshots lock clean browser nlu

run: $(APP)/.app nlu
	@exec $(BIN)/donghanh run

test: $(APP)/.dev nlu browser
	$(BIN)/donghanh train --if-missing --no-publish
	$(BIN)/pytest -n 2 --dist loadfile

check: lint types
lint: $(APP)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports
types: $(APP)/.dev
	$(BIN)/mypy

bench: $(APP)/.dev nlu
	$(BIN)/python -m benchmarks

# With NLU_BENCH_DATA=FOLDER also on the data of others that lie there (docs/understanding.md).
evaluate: $(APP)/.app nlu
	$(BIN)/donghanh evaluate --record

# The pictures of docs/screenshots. With ONLY=staff-t those whose name begins so.
screenshots: $(APP)/.dev nlu browser
	$(BIN)/python -m tests.screenshots $(ONLY)

$(UV): requirements/uv.txt
	@$(PYTHON) -c 'import sys; sys.exit("Cần Python 3.11 trở lên: đặt PYTHON=…" if sys.version_info < (3, 11) else 0)'
	@$(PYTHON) -m venv $(TOOLS) || { echo "Thiếu mô-đun venv: hãy cài python3-venv."; exit 1; }
	@$(TOOLS)/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/uv.txt
	@touch $@

$(APP)/.app: $(UV) requirements/app.txt pyproject.toml
	@test -x $(BIN)/python || $(UV) venv --quiet --python $(PYTHON) $(APP)
	@echo "Đang cài môi trường ứng dụng…"
	@$(UV) pip install --quiet --python $(BIN)/python --require-hashes -r requirements/app.txt
	@$(UV) pip install --quiet --python $(BIN)/python --no-deps --editable .
	@touch $@

$(APP)/.dev: $(APP)/.app requirements/dev.txt
	@echo "Đang cài công cụ kiểm thử…"
	@$(UV) pip install --quiet --python $(BIN)/python --require-hashes -r requirements/dev.txt
	@touch $@

# The NLU needs Python 3.10. Without one the service still runs, so this never stops `make run`.
nlu: $(UV)
	@UV=$(UV) NLU=$(NLU) sh scripts/nlu-environment.sh

browser:
	@sh scripts/browser.sh

lock: $(UV)
	$(UV) pip compile $(LOCK) --exclude-newer "$$(date -u -d '7 days ago' +%FT00:00:00Z)" --python-version 3.11 requirements/uv.in -o requirements/uv.txt
	$(UV) pip compile $(LOCK) --exclude-newer "$$(date -u -d '7 days ago' +%FT00:00:00Z)" --python-version 3.11 pyproject.toml -o requirements/app.txt
	$(UV) pip compile $(LOCK) --exclude-newer "$$(date -u -d '7 days ago' +%FT00:00:00Z)" --python-version 3.11 pyproject.toml --group dev -o requirements/dev.txt
	$(UV) pip compile $(LOCK) --exclude-newer "$$(date -u -d '7 days ago' +%FT00:00:00Z)" --python-version 3.10 requirements/nlu.in -o requirements/nlu.txt

clean:
	rm -rf $(APP) $(NLU) $(TOOLS) .mypy_cache .ruff_cache .pytest_cache .hypothesis

# Learn the second net of safety anew, after the training questions changed.
ear: nlu
	.venv-nlu/bin/python -m nlu.ear.learn

# Collect the messages of the code into the catalogues; what is new waits for its Vietnamese.
messages: $(APP)/.app
	$(BIN)/pybabel -q extract -F scripts/babel.cfg --no-default-keywords -k _ -k mark -k translate:2 -k tell:1 --no-location --sort-output --project "Đồng Hành" -o content/locales/donghanh.pot admin bot content flows nlu
	for language in vi en; do $(BIN)/pybabel -q update --no-fuzzy-matching --ignore-obsolete --previous --ignore-pot-creation-date --width 100 -D donghanh -i content/locales/donghanh.pot -d content/locales -l $$language; done
