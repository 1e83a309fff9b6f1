# Each target is one Python program, which tells and does everything itself: see launch/.
PYTHON ?= python3

.PHONY: run dev test pytest check tidy build lock manage bench

run: ## the whole portal with demo data, at http://127.0.0.1:8000/ (or PORT=)
	@exec $(PYTHON) -m launch run

dev: ## the same, reloading what you edit
	@exec $(PYTHON) -m launch dev

test: ## the checks, then the tests; ARGS= goes to pytest
	@exec $(PYTHON) -m launch test $(ARGS)

pytest: ## the tests alone; ARGS= goes to pytest
	@exec $(PYTHON) -m launch pytest $(ARGS)

check: ## the checks alone; ARGS= names some of them
	@exec $(PYTHON) -m launch check $(ARGS)

tidy: ## let the formatters rewrite what they would complain about
	@exec $(PYTHON) -m launch tidy

build: ## packages and front end only
	@exec $(PYTHON) -m launch build

manage: ## manage.py with the running portal's servers, or its own; ARGS="import_services FILE"
	@exec $(PYTHON) -m launch manage $(ARGS)

bench: ## how fast the pages are, on SERVICES=20000 services of its own; SECONDS= ROUNDS= ONLY= COMPARE= WRITE=1
	@exec $(PYTHON) -m launch bench

lock: ## write requirements/*.lock anew from pyproject.toml; ARGS=--upgrade for newer versions
	@exec $(PYTHON) -m launch lock $(ARGS)
