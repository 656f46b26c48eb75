# Two commands do everything: make course, make test. The others are for contributors.
PYTHON ?= $(firstword $(foreach name,python3 python3.13 python3.12 python3.11 python,$(shell command -v $(name) 2>/dev/null)))
RUN := .venv/bin
.DEFAULT_GOAL := help
# Packages of another environment must not get in here.
unexport PYTHONPATH PYTHONHOME
.PHONY: help course trainer lab pdf test quick fuzz format model release lock clean environment

# Who may open the course: make course HOST=0.0.0.0. What a shell itself calls HOST is something else.
SERVED = $(if $(filter command line,$(origin HOST)),--host $(HOST))

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

environment:
	@$(PYTHON) src/localsdg/bootstrap.py

course: environment ## Build the course, serve it and print its address
	@$(RUN)/localsdg course $(SERVED)

trainer: environment ## The same, with the trainer cards
	@$(RUN)/localsdg course --edition trainer $(SERVED)

lab: environment ## Open the lessons in JupyterLab
	@$(RUN)/localsdg lab

pdf: ## Write the course as one PDF
	@$(PYTHON) src/localsdg/bootstrap.py --programs chromium-headless-shell
	@$(RUN)/localsdg pdf --force

test: ## Run every test
	@$(PYTHON) src/localsdg/bootstrap.py --programs chromium-headless-shell firefox-esr bubblewrap
	@$(RUN)/localsdg test

quick: environment ## Run the tests that are not slow, in a minute
	@$(RUN)/localsdg test --quick

fuzz: environment ## Try the repairs of own data on 10,000 made-up tables
	@GENERATED_TABLES=10000 $(RUN)/python -m pytest -q -n 0 tests/owndata/test_generated_tables.py

format: environment ## Bring code and notebooks into form
	@$(RUN)/localsdg format

model: environment ## Renew the model review that the tests compare; read its difference
	@$(RUN)/python tests/review/renew.py
	@git diff --stat tests/review/golden assets/model-review

release: environment ## Make the learners' version of the exercises
	@$(RUN)/localsdg release

lock: environment ## Pin the newest versions that pyproject.toml allows
	@$(RUN)/uv pip compile --quiet --universal --all-extras --generate-hashes --no-emit-index-url \
	  --custom-compile-command "make lock" --upgrade --output-file requirements.lock pyproject.toml

clean: ## Remove what the commands have made
	rm -rf .venv _build dist exercises/release
