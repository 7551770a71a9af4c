"""Less of what `check` finds: some forms, some severities, some files; and whose a finding is."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.console import run

FORMS = """\
timetax: 1
agencies: [{id: VA, name: Veterans}, {id: SSA, name: Social}]
forms:
  - id: claim
    title: Claim
    agency: VA
    control_number: 29000666 # timetax: ignore[TT101] nothing here
  - {id: benefit, title: Benefit, agency: SSA, control_number: 29000667}
  - {id: broken, title: Broken, agency: SSA, responses: many}
"""


@pytest.fixture
def here(tmp_path: Path) -> Path:
    (tmp_path / "forms.yaml").write_text(FORMS, encoding="utf-8")
    return tmp_path


def found(options: str, here: Path) -> list[dict[str, Any]]:
    done = run(f"timetax check forms.yaml --format json {options}", cwd=here)
    assert done.stderr == ""
    return json.loads(done.stdout)["findings"]  # type: ignore[no-any-return]


def test_every_finding_names_its_form_those_of_the_schema_and_of_comments_too(here: Path) -> None:
    subjects = {(each["code"], each["subject"]) for each in found("", here)}
    assert {("TT201", "claim"), ("TT902", "claim"), ("TT015", "broken")} <= subjects
    assert "" not in {subject for _, subject in subjects}


@pytest.mark.parametrize("form", ["text", "markdown", "csv", "github", "gitlab", "sarif", "junit"])
def test_every_format_names_the_form(here: Path, form: str) -> None:
    done = run(f"timetax check forms.yaml --format {form} --select TT201", cwd=here)
    assert "benefit" in done.stdout
    assert "claim" in done.stdout


def test_where_leaves_the_findings_on_forms_and_mistakes_that_may_be_theirs(here: Path) -> None:
    left = found("--where agency=VA", here)
    assert {each["subject"] for each in left} == {"claim", "broken"}
    assert {each["code"] for each in left if each["subject"] == "broken"} == {"TT015"}


def test_where_no_form_is_selected_it_is_said_unless_a_mistake_may_hide_it(here: Path) -> None:
    assert {each["subject"] for each in found("--where agency=IRS", here)} == {"broken"}
    (here / "forms.yaml").write_text(FORMS.replace("many", "3"), encoding="utf-8")
    done = run("timetax check forms.yaml --where agency=IRS", cwd=here)
    assert (done.returncode, done.stdout) == (2, "")
    assert "no form has agency 'IRS'" in done.stderr


def test_a_baseline_is_never_of_some_forms(here: Path) -> None:
    command = "timetax check forms.yaml --where agency=VA --baseline b.json --update-baseline"
    assert run(command, cwd=here).returncode == 2
    assert not (here / "b.json").exists()


@pytest.mark.parametrize("hide", ["note", "notes", "note,warning", "Warnings,NOTE"])
def test_what_is_hidden_is_counted_and_changes_no_exit_code(here: Path, hide: str) -> None:
    whole = run("timetax check forms.yaml", cwd=here)
    done = run(f"timetax check forms.yaml --hide {hide}", cwd=here)
    assert done.returncode == whole.returncode == 1
    assert ": note: " in whole.stdout
    assert ": note: " not in done.stdout
    assert " hidden." in done.stdout


@pytest.mark.parametrize("options", ["--hide error", "--hide warning --strict", "--hide nte"])
def test_what_makes_the_run_fail_cannot_be_hidden(here: Path, options: str) -> None:
    done = run(f"timetax check forms.yaml {options}", cwd=here)
    assert (done.returncode, done.stdout) == (2, "")


OTHERS = {
    "job.yml": "timetax:\n  script: [timetax check]\n",
    "compose.yml": "services:\n  timetax: 1\n",
    "reform.yaml": "timetax: 1\nname: R\nchanges: []\n",
    "map.yaml": "timetax: 1\nrules: []\n",
    "broken.yaml": "a: [\n",
    "empty.yaml": "",
}


def test_files_that_mean_to_be_no_catalogue_are_left_alone(here: Path) -> None:
    for name, text in OTHERS.items():
        (here / name).write_text(text, encoding="utf-8")
    done = run(f"timetax check --skip-others -- {' '.join(OTHERS)}", cwd=here)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    done = run(f"timetax check --skip-others -- {' '.join(OTHERS)} forms.yaml", cwd=here)
    assert done.returncode == 1
    assert "in 1 file" in done.stdout


@pytest.mark.parametrize(
    "text", ["timetax: 1\nforms: [\n", "timetax: 2\n", '{"timetax": 1, x: 2}\n']
)
def test_a_catalogue_that_is_wrong_is_still_one(here: Path, text: str) -> None:
    (here / "wrong.yaml").write_text(text, encoding="utf-8")
    assert run("timetax check --skip-others wrong.yaml", cwd=here).returncode in (1, 2)


def test_a_folder_is_taken_whole_and_a_file_that_is_not_there_is_told(here: Path) -> None:
    (here / "f").mkdir()
    (here / "f" / "a.yaml").write_text("timtax: 1\n", encoding="utf-8")
    assert run("timetax check --skip-others f", cwd=here).returncode == 2
    assert run("timetax check --skip-others nosuch.yaml", cwd=here).returncode == 2
