# Two commands do everything, set-up included:
#   make booklet   builds the PDF of the guide in source/
#   make test      runs every check

.PHONY: booklet all test lint types unit bench dist pictures clean

booklet:
	scripts/setup run
	.venv/bin/guide build --format pdf

all:
	scripts/setup run
	.venv/bin/guide build --format all

test: lint types unit

lint:
	scripts/setup test
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .

types:
	scripts/setup test
	.venv/bin/mypy

# Each file's tests stay in one process: they share what they have built.
unit:
	scripts/setup test
	.venv/bin/pytest -n auto --dist loadfile

bench:
	scripts/setup test
	.venv/bin/python -m pip install --quiet --group bench
	.venv/bin/python -m tests.bench

# Wheel and source archive, in dist/.
dist:
	scripts/setup test
	.venv/bin/python -m hatchling build

# The pictures of README.md, from real outputs.
pictures:
	scripts/setup test
	.venv/bin/python scripts/pictures

clean:
	rm -rf .venv node_modules dist build/.cache
