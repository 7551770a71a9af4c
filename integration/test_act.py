"""The action, run by act in its self-hosted mode on a pull request of a scratch repository.

`actions/checkout` and `actions/setup-python` are stood in for, and the API is one of this machine.
"""

import json
import os
import re
import subprocess
from pathlib import Path

import yaml

from integration.conftest import client, environment_with_timetax, project
from tests.console import ROOT
from tests.forge import Forge
from tests.versions.repositories import Made, forms

CHECKOUT = """\
name: stand-in
description: Does nothing, for all is there.
runs: {using: composite, steps: [{run: "true", shell: bash}]}
"""
SETUP = CHECKOUT + "outputs: {python-path: {description: Python, value: %s}}\n"
WORKFLOW = """\
on: pull_request
jobs:
  forms:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - uses: OWNER/timetax@v0.1.0
        with:
          paths: forms.yaml
          arguments: --select TT201
          diff: ${{ github.event.pull_request.base.sha }}
          fail-on: GATE
"""


def acted(
    repository: Made, forge: Forge, folder: Path, gate: str = "increase > 1000%"
) -> subprocess.CompletedProcess[str]:
    """Run the workflow on pull request 7, which is what is checked out."""
    act = client("act")
    repository.write(".github/workflows/forms.yml", WORKFLOW.replace("GATE", gate))
    repository.commit()
    python = environment_with_timetax(folder)
    stand_ins = {
        "actions/checkout@v4": CHECKOUT,
        setup_python(): SETUP % python,
    }
    local = [f"--local-repository=OWNER/timetax@v0.1.0={project(folder)}"]
    for name, text in stand_ins.items():
        place = folder / name.partition("@")[0].replace("/", "-")
        place.mkdir(exist_ok=True)
        (place / "action.yml").write_text(text, encoding="utf-8")
        local.append(f"--local-repository={name}={place}")
    event = {"pull_request": {"number": 7, "base": {"sha": repository.git("rev-parse", "main")}}}
    (folder / "event.json").write_text(json.dumps(event), encoding="utf-8")
    home = {"HOME": str(folder), "XDG_CACHE_HOME": str(folder / "cache")}
    return subprocess.run(
        [
            *(act, "pull_request", "--platform", "ubuntu-latest=-self-hosted"),
            *("--eventpath", str(folder / "event.json"), "--action-offline-mode"),
            *("--env", f"GITHUB_API_URL={forge.url}", "--secret", "GITHUB_TOKEN=secret"),
            *("--env", "GITHUB_REPOSITORY=o/r", *local),
        ],
        cwd=repository.folder,
        env=os.environ | home | {"no_proxy": "127.0.0.1", "PIP_NO_BUILD_ISOLATION": "1"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def setup_python() -> str:
    """Return the action that ours uses, with its pinned commit."""
    steps = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))["runs"]["steps"]
    return next(step["uses"] for step in steps if "uses" in step)


def test_one_comment_is_made_and_then_changed_and_a_broken_gate_fails_with_an_annotation(
    repository: Made, forge: Forge, tmp_path: Path
) -> None:
    done = acted(repository, forge, tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr
    assert [method for method, _, _ in forge.changes] == ["POST"]
    assert "10 hours a year more (+33.3%): 1 form longer." in forge.comments[0]["body"]

    repository.write("forms.yaml", forms(10, 50))
    done = acted(repository, forge, tmp_path, gate="increase > 1%")
    assert done.returncode == 1, done.stdout + done.stderr
    assert [method for method, _, _ in forge.changes] == ["POST", "PATCH"]
    assert "**Of 1 gate: 1 BROKEN.**" in forge.comments[0]["body"]
    assert re.search(r"::error file=forms\.yaml,line=5,.*BROKEN", done.stdout)
    assert "secret" not in done.stdout + done.stderr


def test_nothing_is_posted_where_nothing_changed(
    repository: Made, forge: Forge, tmp_path: Path
) -> None:
    repository.write("forms.yaml", forms(10, 20))
    done = acted(repository, forge, tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr
    assert (len(forge.asked), forge.changes) == (1, [])


def test_on_a_pull_request_from_a_fork_the_summary_has_the_difference(
    repository: Made, forge: Forge, tmp_path: Path
) -> None:
    forge.refuses = ("POST", 403)
    done = acted(repository, forge, tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr
    assert re.search(
        r"::warning title=timetax comment::cannot comment: HTTP Error 403", done.stdout
    )
    summary = done.stdout.partition("Summary - <!-- timetax diff forms.yaml -->")[2]
    assert "**10 hours a year more (+33.3%): 1 form longer.**" in summary
