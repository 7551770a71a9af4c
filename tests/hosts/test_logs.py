"""What the log of a job says, and what its files hold."""

import json
import re
from pathlib import Path

import pytest

from tests.console import run
from tests.versions.repositories import Made, forms, made_in

GITHUB, GITLAB, LOCAL = "GITHUB_ACTIONS=true", "GITLAB_CI=true", "GITLAB_CI=false"
BAD = "timetax: 1\nforms:\n  - {id: dog, title: D, agency: A, control_number: 29000666}\n"
GATES = "--fail-on 'increase > 1%' --fail-on 'agency:A increase > 5 hours'"


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Made:
    """A repository whose working tree makes both forms longer."""
    made = made_in(tmp_path, monkeypatch)
    made.committed("data/forms.yaml", forms(10, 20))
    made.write("data/forms.yaml", forms(15, 30))
    made.write("bad.yaml", BAD)
    return made


# Findings


@pytest.mark.parametrize("host", [GITLAB, LOCAL])
def test_gitlab_gets_a_report_in_the_file_and_text_in_the_log(repository: Made, host: str) -> None:
    done = run(f"{host} timetax check bad.yaml -o report.json", cwd=repository.folder)
    assert done.returncode == 1
    assert "bad.yaml:3:" in done.stdout
    made = json.loads((repository.folder / "report.json").read_text(encoding="utf-8"))
    assert made[0]["check_name"]


@pytest.mark.parametrize("host", [GITLAB, LOCAL])
def test_a_redirected_report_leaves_text_in_the_log(repository: Made, host: str) -> None:
    done = run(
        f"{host} timetax check bad.yaml", cwd=repository.folder
    )  # into a file, as it is here
    assert json.loads(done.stdout)
    assert "bad.yaml:3:" in done.stderr


def test_the_log_of_gitlab_is_text(repository: Made) -> None:
    done = run(f"{GITLAB} timetax check bad.yaml", cwd=repository.folder, cold=True)
    assert done.stdout.startswith("bad.yaml:3:")
    assert done.stderr == ""


def test_github_gets_annotations_in_the_log_whatever_the_file(repository: Made) -> None:
    command = f"{GITHUB} timetax check bad.yaml --format markdown -o findings.md"
    done = run(command, cwd=repository.folder)
    assert done.stdout.startswith("::error file=bad.yaml,line=3,")
    table = (repository.folder / "findings.md").read_text(encoding="utf-8")
    assert "| error | dog | control" in table


def test_a_file_outside_of_jobs_says_nothing_more(repository: Made) -> None:
    done = run("timetax check bad.yaml --format json -o x.json", cwd=repository.folder)
    assert (done.stdout, done.stderr) == ("", "")


# Gates


def test_a_broken_gate_is_told_on_the_line_of_each_form(repository: Made) -> None:
    done = run(f"timetax diff {GATES} --format json", cwd=repository.folder)
    lines = done.stderr.splitlines()
    assert done.returncode == 1
    assert [line.partition(": ")[0] for line in lines] == [
        *["data/forms.yaml:5:5"] * 2,
        *["data/forms.yaml:4:5"] * 2,
    ]
    assert lines[0] == (
        "data/forms.yaml:5:5: error: the gate 'total increase > 1%' is BROKEN: "
        "+50.0% (+15 hours), more than the 1% allowed; f1 +10 [gate]"
    )


def test_a_broken_gate_is_an_annotation_on_github(repository: Made) -> None:
    done = run(f"{GITHUB} timetax diff {GATES} -o difference.md", cwd=repository.folder)
    assert done.returncode == 1
    assert "BROKEN" in done.stdout
    first, *_ = done.stderr.splitlines()
    assert first.startswith(
        "::error file=data/forms.yaml,line=5,col=5,title=timetax gate::the gate"
    )


def test_a_revision_is_annotated_as_the_file_that_is_checked_out(repository: Made) -> None:
    repository.commit()
    done = run(f"{GITHUB} timetax diff HEAD~1..HEAD {GATES}", cwd=repository.folder)
    assert done.stderr.startswith("::error file=data/forms.yaml,line=5,")


def test_a_form_that_is_gone_is_told_of_its_file(repository: Made) -> None:
    repository.write("data/forms.yaml", forms(10))
    done = run("timetax diff --fail-on 'decrease > 1%'", cwd=repository.folder)
    assert done.stderr.startswith(
        "data/forms.yaml: error: the gate 'total decrease > 1%' is BROKEN"
    )


def test_an_open_gate_is_told_and_a_warning_where_it_is_allowed(repository: Made) -> None:
    unknown = "  - {id: new, title: New, agency: A}\n"
    repository.write("data/forms.yaml", forms(10, 20) + unknown)
    command = f"{GITHUB} timetax diff --fail-on 'increase > 1%'"
    done = run(command, cwd=repository.folder)
    assert (done.returncode, done.stderr[:8]) == (2, "::error ")
    assert "line=6," in done.stderr
    done = run(f"{command} --allow-unknown", cwd=repository.folder)
    assert (done.returncode, done.stderr[:10]) == (0, "::warning ")


def test_nothing_is_told_where_gates_hold(repository: Made) -> None:
    done = run(f"{GITHUB} timetax diff --fail-on 'increase > 60%'", cwd=repository.folder)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("host", [GITHUB, GITLAB, ""])
def test_no_line_is_a_command_but_ours(repository: Made, host: str) -> None:
    evil = forms(15, 30).replace("Form 1", "'::error::x'").replace("f1", "'##[error]y'")
    repository.write("data/forms.yaml", evil)
    done = run(f"{host} timetax diff {GATES} -o x.md", cwd=repository.folder)
    for line in (done.stdout + done.stderr).splitlines():
        assert not re.match(r"\s*::", line) or line.startswith("::error file=data/forms.yaml")
        assert "##[" not in line or line.startswith("::error file=")
