"""The files of a new project: a commented catalogue, the configuration and what runs checks."""

import re
from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path

from timetax.files.writing import write_whole
from timetax.findings import Finding, InputError, Position, option_error
from timetax.wording.hints import shown

_NAME = re.compile(r"[\w./-]+", re.ASCII)
CATALOGUE = "forms.yaml"
CONFIGURATION = "timetax.toml"
SERVICES = {
    "github": ".github/workflows/forms.yml",
    "gitlab": ".gitlab-ci.yml",
    "bitbucket": "bitbucket-pipelines.yml",
    "azure": "azure-pipelines.yml",
}
"""Where each service that runs checks looks for what it is to do."""
PRE_COMMIT = ".pre-commit-config.yaml"

_CATALOGUE = """\
# The forms of one agency. `timetax report` totals their hours, `timetax check` looks for mistakes.
# Every key is described at `timetax schema`; leave out what is not known, and never write 0 for it.
timetax: 1
title: Forms of our city

agencies:
  - id: city
    name: City Hall

life_events:
  - id: moving
    name: Moving

forms:
  # An example with made figures: put a form of your own in its place.
  - id: parking-permit
    title: Parking permit
    agency: city
    life_events: [moving]
    responses: 1_200            # filled in a year
    minutes_per_response: 15    # or {low: 10, likely: 15, high: 25}
    estimate_year: 2025
    basis: {responses: inferred, minutes_per_response: inferred}
    source:
      title: An example; name the document that your figures stand in
      date: 2025-01-31
"""
_CONFIGURATION = """\
# What holds for every command in this folder; `timetax config` shows it.
catalogue = "{catalogue}"
"""
_WORKFLOWS = {
    "github": """\
# Checks the forms on every pull request.
on: pull_request
permissions:
  contents: read
jobs:
  forms:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - uses: actions/setup-python@v5
        with:
          python-version: "3.12"
      - run: python -m pip install timetax
      - run: timetax check {catalogue}
""",
    "gitlab": """\
# Checks the forms on every merge request, and shows findings in it.
forms:
  image: python:3.12
  script:
    - python -m pip install timetax
    - timetax check {catalogue} --format gitlab --output gl-code-quality-report.json
  artifacts:
    when: always
    reports:
      codequality: gl-code-quality-report.json
  rules:
    - if: $CI_PIPELINE_SOURCE == "merge_request_event"
""",
    "bitbucket": """\
# Checks the forms on every pull request, and shows findings as results of tests.
pipelines:
  pull-requests:
    "**":
      - step:
          image: python:3.12
          script:
            - python -m pip install timetax
            - timetax check {catalogue} --format junit --output test-results/forms.xml
""",
    "azure": """\
# Checks the forms on every pull request that a build policy of the branch runs it for.
trigger: none
steps:
  - script: python -m pip install timetax
  - script: timetax check {catalogue} --format junit --output forms.xml
  - task: PublishTestResults@2
    condition: always()
    inputs:
      testResultsFiles: forms.xml
""",
}
_HOOK = """\
repos:
  - repo: local
    hooks:
      - id: timetax-check
        name: timetax check
        entry: timetax check {catalogue}
        language: python
        additional_dependencies: [timetax]
        files: ^{pattern}$
        pass_filenames: false
"""


def project(
    catalogue: str = CATALOGUE, *, service: str | None = None, hook: bool = False
) -> dict[str, str]:
    """Return the texts of a project's files by their paths; its catalogue passes `check`.

    Raises:
        InputError: `catalogue` cannot be the path of one in the folder of the project.
    """
    require_path(catalogue)
    names = {"catalogue": catalogue, "pattern": re.escape(catalogue)}
    made = {catalogue: _CATALOGUE, CONFIGURATION: _CONFIGURATION.format(**names)}
    if service:
        made[SERVICES[service]] = _WORKFLOWS[service].format(**names)
    if hook:
        made[PRE_COMMIT] = _HOOK.format(**names)
    return made


def require_path(catalogue: str) -> None:
    """Do nothing if a catalogue can have this path in the folder of a project.

    Raises:
        InputError: it leads out of the folder, has no ending of YAML, or needs quotes somewhere.
    """
    parts = catalogue.split("/")
    named = _NAME.fullmatch(catalogue) and not {"", ".", ".."} & set(parts)
    if not named or not catalogue.endswith((".yaml", ".yml")):
        raise option_error(
            "--catalogue",
            f"{shown(catalogue)} is no path within the folder that ends in .yaml or .yml, of "
            "letters, digits, dots, dashes, underscores and slashes",
        )


def require_new(paths: Mapping[str, object], folder: Path) -> None:
    """Do nothing if none of the files is there.

    Raises:
        InputError: some are; carries a finding for each of them.
    """
    there = [
        folder / name for name in paths if (folder / name).is_symlink() or (folder / name).exists()
    ]
    if there:
        message = "is there already, and nothing is written over; take it away or leave it out"
        raise InputError(Finding(Position(str(each)), "option", message) for each in there)


def write_new(files: Mapping[str, str | bytes], folder: Path) -> None:
    """Write all of the files, or none.

    Raises:
        InputError: one is there already, or cannot be written.
    """
    require_new(files, folder)
    with ExitStack() as undo:
        for name, content in files.items():
            path = folder / name
            for parent in reversed([each for each in path.parents if not each.exists()]):
                parent.mkdir()
                undo.callback(parent.rmdir)
            write_whole(path, content.encode() if isinstance(content, str) else content)
            undo.callback(path.unlink)
        undo.pop_all()
