"""The template for GitLab, run by gitlab-ci-local with its shell executor in a scratch repository.

What the template installs with pip finds all but timetax itself installed already.
"""

import json
import os
import shutil
import subprocess
from pathlib import Path

from integration.conftest import PATH, client, environment_with_timetax, project
from tests.forge import Forge
from tests.versions.repositories import Made, forms

PIPELINE = """\
include:
  - local: check.yml
    inputs:
      paths: forms.yaml
      arguments: --select TT2,TT4
      fail-on: GATE
      package: PACKAGE
"""

PYTHON = """\
#!/usr/bin/env bash
# Python as the image has it, but that environments made by it need nothing from elsewhere.
set -e
REAL "$@"
for site in .timetax/lib/python*/site-packages; do cp SITE/here.pth "$site"; done
"""


def ran(
    repository: Made,
    forge: Forge,
    folder: Path,
    gate: str = "increase > 1000%",
    token: str = "secret",
) -> subprocess.CompletedProcess[str]:
    """Run the job on merge request 7, which is what is checked out."""
    local = client("gitlab-ci-local")
    package = project(folder)
    shutil.copy(package / "templates" / "check.yml", repository.folder)
    pipeline = PIPELINE.replace("GATE", gate).replace("PACKAGE", str(package))
    repository.write(".gitlab-ci.yml", pipeline)
    repository.write(".gitignore", ".gitlab-ci-local\n.timetax\n")
    repository.commit()
    python = environment_with_timetax(folder)
    (site,) = python.parent.parent.glob("lib/python*/site-packages")
    stand_in = folder / "bin" / "python3"
    stand_in.parent.mkdir(exist_ok=True)
    stand_in.write_text(PYTHON.replace("REAL", str(python)).replace("SITE", str(site)))
    copier = folder / "bin" / "rsync"  # what it would copy for an image, which is not used here
    copier.write_text("#!/bin/sh\n", encoding="utf-8")
    for each in (stand_in, copier):
        each.chmod(0o755)
    variables = {
        "CI_PIPELINE_SOURCE": "merge_request_event",
        "CI_API_V4_URL": f"{forge.url}/api/v4",
        "CI_MERGE_REQUEST_PROJECT_ID": "3",
        "CI_MERGE_REQUEST_IID": "7",
        "CI_MERGE_REQUEST_DIFF_BASE_SHA": repository.git("rev-parse", "main"),
        "GITLAB_TOKEN": token,
    }
    given = [word for key, value in variables.items() for word in ("--variable", f"{key}={value}")]
    path = os.pathsep.join([str(stand_in.parent), PATH])
    own = {
        "HOME": str(folder),
        "PATH": path,
        "no_proxy": "127.0.0.1",
        "PIP_NO_BUILD_ISOLATION": "1",
    }
    return subprocess.run(
        [local, "timetax", "--force-shell-executor", "--no-color", *given],
        cwd=repository.folder,
        env=os.environ | own | {"PIP_NO_BUILD_ISOLATION": "1"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def with_remote(repository: Made) -> None:
    """Give the repository the remote that the client wants to know."""
    repository.git("remote", "add", "origin", "git@gitlab.example:o/r.git")


def test_one_note_is_made_and_then_changed_and_a_broken_gate_fails_on_its_line(
    repository: Made, forge: Forge, tmp_path: Path
) -> None:
    with_remote(repository)
    done = ran(repository, forge, tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr
    assert [method for method, _, _ in forge.changes] == ["POST"]
    assert "10 hours a year more (+33.3%): 1 form longer." in forge.comments[0]["body"]
    report = json.loads((repository.folder / "gl-code-quality.json").read_text(encoding="utf-8"))
    assert {each["check_name"] for each in report} == {"figures-without-source"}
    assert "figures-without-source]" in done.stdout  # the log shows what the file holds

    repository.write("forms.yaml", forms(10, 50))
    done = ran(repository, forge, tmp_path, gate="increase > 1%")
    assert done.returncode == 1, done.stdout + done.stderr
    assert [method for method, _, _ in forge.changes] == ["POST", "PUT"]
    said = done.stdout + done.stderr
    assert "forms.yaml:5:5: error: the gate 'total increase > 1%' is BROKEN" in said
    assert "secret" not in said


def test_nothing_is_posted_where_nothing_changed_and_a_job_without_a_token_passes(
    repository: Made, forge: Forge, tmp_path: Path
) -> None:
    with_remote(repository)
    repository.write("forms.yaml", forms(10, 20))
    done = ran(repository, forge, tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr
    assert forge.changes == []
    assert forge.asked

    forge.asked.clear()
    done = ran(repository, forge, tmp_path, token="")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "GITLAB_TOKEN is not set" in done.stdout + done.stderr
    assert forge.asked == []
