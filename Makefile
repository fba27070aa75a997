# Everything an author or a reader runs. On a machine without make, the README gives the same in plain pip.
PYTHON ?= python3
# Extra words for JupyterLab and for pytest: make lab LAB_ARGS=--no-browser, make test PYTEST_ARGS="-k losses"
LAB_ARGS ?=
PYTEST_ARGS ?=

ifeq ($(OS),Windows_NT)
VENV_PYTHON := .venv/Scripts/python.exe
else
VENV_PYTHON := .venv/bin/python
endif
LESSONS = $(VENV_PYTHON) -m tools.lessons
# make render NB=20 PROFILE=gpu
CHOICE = $(if $(NB),--only $(NB)) $(if $(PROFILE),--profile $(PROFILE))

.DEFAULT_GOAL := help
.PHONY: help lab lesson test render text notebooks lint badges exercises variant grade offline bench clean dev

help:  ## show this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "make %-10s %s\n", $$1, $$2}' Makefile

lab:  ## install what is missing, then open JupyterLab on the first lesson
	@$(PYTHON) tools/environment.py lab
	@$(VENV_PYTHON) tools/lab.py $(LAB_ARGS)

dev:  ## install what authors and the tests need
	@$(PYTHON) tools/environment.py dev

# Two workers, one lesson or one file each at a time: a notebook uses about one core, and a group shares fixtures.
test: dev  ## run all tests and every notebook in the smoke profile (NB=20 for what belongs to one lesson)
	@$(VENV_PYTHON) -m pytest $(if $(NB),--lesson $(NB) tests/lessons,-n 2 --dist loadscope) $(PYTEST_ARGS)

lesson: dev  ## lay out the empty parts of a planned lesson (NB=21)
	@$(VENV_PYTHON) -m tools.lesson $(NB)

render: dev  ## run notebooks and store their outputs (NB=20 for one, PROFILE=gpu)
	@$(LESSONS) render $(CHOICE)

text: dev  ## write notebooks as text files for editing to build/text (NB=20 for one)
	@$(LESSONS) text $(CHOICE)

notebooks: dev  ## turn the text files back into notebooks
	@$(LESSONS) build $(CHOICE)

lint: dev  ## hold code and notebooks to their rules
	@$(VENV_PYTHON) -m ruff check course tests tools
	@$(VENV_PYTHON) -m ruff format --check course tests tools
	@$(VENV_PYTHON) -m mypy
	@$(LESSONS) lint $(CHOICE)
	@$(VENV_PYTHON) -m tools.exercises lint $(if $(NB),--only $(NB))

badges: dev  ## write the repository's address from pyproject.toml into all badges
	@$(LESSONS) badges

exercises: dev  ## make exercises/ from solutions/ (never edit exercises by hand)
	@$(VENV_PYTHON) -m tools.exercises release

variant: dev  ## a version of the exercises for each student (STUDENT=ada, or STUDENTS=names.txt; NB=20 for one)
	@$(VENV_PYTHON) -m tools.exercises variant $(if $(STUDENTS),--students "$(STUDENTS)",--student "$(STUDENT)") $(CHOICE)

grade: dev  ## grade a folder or zip of submissions with nbgrader (EX=ex20_first_gan FROM=submissions.zip)
	@$(VENV_PYTHON) -m tools.grading $(EX) $(if $(FROM),--submissions "$(FROM)")

offline: dev  ## put packages and data for machines without internet into build/offline
	@$(VENV_PYTHON) -m tools.offline

bench: dev  ## measure the package's speed, and what the checks catch
	@$(VENV_PYTHON) -m tools.quality.bench

# build/text may hold an author's unfinished edits: it stays.
clean:  ## remove what these targets made, except the environment and build/text
	@$(PYTHON) -c "import glob, shutil; [shutil.rmtree(d, ignore_errors=True) for d in glob.glob('build/*') + ['dist', '.pytest_cache', '.ruff_cache', '.mypy_cache'] if 'text' not in d]"
