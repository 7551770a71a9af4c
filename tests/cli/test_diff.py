"""`timetax diff` and `timetax history` as users run them: real processes in a real repository."""

import json
from pathlib import Path

import pytest

from tests.console import run
from tests.versions.repositories import REFORM, Made, forms, made_in


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Made:
    """A repository with a catalogue on main, and another on topic, which is checked out."""
    made = made_in(tmp_path, monkeypatch)
    made.committed("data/forms.yaml", forms(10, 20), "Two forms")
    made.git("switch", "--quiet", "-c", "topic")
    made.committed("data/forms.yaml", forms(10, 30), "One form longer")
    return made


def changed_hours(command: str, cwd: Path) -> float:
    done = run(f"{command} --format json", cwd=cwd)
    assert done.stderr == ""
    assert done.returncode == 0
    return float(json.loads(done.stdout)["change_hours"])


@pytest.mark.parametrize(
    "versions", ["main", "main..topic", "main...topic", "main data/forms.yaml", "HEAD~1 HEAD"]
)
def test_revisions_of_the_usual_catalogue_are_compared(repository: Made, versions: str) -> None:
    assert changed_hours(f"timetax diff {versions}", repository.folder) > 0


def test_nothing_to_compare_is_one_line(repository: Made) -> None:
    done = run("timetax diff", cwd=repository.folder)
    assert (done.returncode, done.stdout) == (0, "No change: 2 forms take 40 hours a year.\n")


def test_what_is_not_committed_is_compared_with_what_is(repository: Made) -> None:
    repository.write("data/forms.yaml", forms(11, 30))
    assert changed_hours("timetax diff", repository.folder) > 0
    assert changed_hours("timetax diff data/forms.yaml", repository.folder) > 0


def test_a_saved_report_is_as_good_as_its_catalogue(repository: Made) -> None:
    run("timetax report data/forms.yaml -o before.json", cwd=repository.folder)
    repository.write("data/forms.yaml", forms(10, 60))
    by_report = changed_hours("timetax diff before.json data/forms.yaml", repository.folder)
    assert by_report == changed_hours("timetax diff HEAD", repository.folder) > 0


def test_a_scenario_is_compared_with_the_catalogue_that_it_changes(repository: Made) -> None:
    repository.write("half.yaml", REFORM)
    found = changed_hours("timetax diff data/forms.yaml half.yaml", repository.folder)
    assert found < 0
    assert found == changed_hours("timetax diff half.yaml -c data/forms.yaml", repository.folder)


def test_spreadsheets_and_catalogues_can_be_compared(repository: Made) -> None:
    run("timetax convert data/forms.yaml -o forms.csv", cwd=repository.folder)
    assert changed_hours("timetax diff forms.csv data/forms.yaml", repository.folder) == 0


@pytest.mark.parametrize(
    ("gate", "code"),
    [("increase > 1%", 1), ("increase > 1000000 hours", 0), ("total crosses 1 trillion", 0)],
)
def test_a_broken_gate_is_exit_code_1(repository: Made, gate: str, code: int) -> None:
    done = run(f"timetax diff main --fail-on '{gate}'", cwd=repository.folder)
    assert done.returncode == code
    assert ("BROKEN" in done.stdout) is (code == 1)


def test_a_gate_that_an_unknown_figure_leaves_open_is_exit_code_2_unless_allowed(
    repository: Made,
) -> None:
    repository.write("data/forms.yaml", forms(10, 30) + "  - {id: new, title: New, agency: A}\n")
    command = "timetax diff HEAD --fail-on 'increase > 1%'"
    assert run(command, cwd=repository.folder).returncode == 2
    assert "not evaluated" in run(command, cwd=repository.folder).stdout
    assert run(f"{command} --allow-unknown", cwd=repository.folder).returncode == 0


def test_gates_of_the_configuration_hold_unless_others_are_given(repository: Made) -> None:
    repository.write("timetax.toml", '[diff]\nfail-on = ["increase > 0"]\n')
    assert run("timetax diff main", cwd=repository.folder).returncode == 1
    other = "timetax diff main --fail-on 'decrease > 0'"
    assert run(other, cwd=repository.folder).returncode == 0


def test_every_mistake_in_gates_is_told_in_one_run(repository: Made) -> None:
    command = "timetax diff main --fail-on 'increse > 1' --fail-on 'agncy:IRS increase > 1'"
    done = run(command, cwd=repository.folder)
    assert done.returncode == 2
    assert "did you mean 'increase'" in done.stderr
    assert "did you mean 'agency'" in done.stderr
    assert done.stdout == ""


def test_a_comment_begins_with_its_marker(repository: Made) -> None:
    command = "timetax diff main -c data/forms.yaml --format github-comment"
    done = run(command, cwd=repository.folder)
    assert done.stdout.startswith("<!-- timetax diff data/forms.yaml -->\n")


def test_several_versions_are_a_series(repository: Made) -> None:
    repository.write("data/forms.yaml", forms(10, 40))
    done = run("timetax diff main topic data/forms.yaml --format json", cwd=repository.folder)
    steps = json.loads(done.stdout)["steps"]
    assert [each["new"]["name"] for each in steps] == ["topic:data/forms.yaml", "data/forms.yaml"]


def test_gates_judge_two_versions_and_no_series(repository: Made) -> None:
    command = "timetax diff main topic HEAD --fail-on 'increase > 0'"
    done = run(command, cwd=repository.folder)
    assert done.returncode == 2
    assert "are for two versions" in done.stderr


@pytest.mark.parametrize(
    ("command", "said"),
    [
        ("timetax diff nosuch", "no revision of git"),
        ("timetax diff mian", "did you mean 'main'"),
        ("timetax diff main:nosuch.yaml", "nosuch.yaml"),
        ("timetax diff -- --output=x", "no revision of git"),
        ("timetax diff main -c nosuch.yaml", "nosuch.yaml"),
        ("timetax diff main --by nosuch", "unknown field"),
        ("timetax diff main --match name", "is one of auto, id"),
        ("timetax history nosuch.yaml", "nosuch.yaml"),
    ],
)
def test_what_cannot_be_compared_is_a_clear_error(
    repository: Made, command: str, said: str
) -> None:
    done = run(command, cwd=repository.folder)
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert not (repository.folder / "x").exists()


def test_mistakes_in_a_revision_have_its_name_and_their_line(repository: Made) -> None:
    repository.committed("data/forms.yaml", forms(10).replace("minutes_per", "minuts_per"), "Typo")
    done = run("timetax diff HEAD", cwd=repository.folder)
    assert done.returncode == 2
    assert done.stderr.startswith("HEAD:data/forms.yaml:")
    assert "unknown key 'minuts_per_response'" in done.stderr


def test_different_currencies_are_not_compared(repository: Made) -> None:
    repository.write("euro.yaml", forms(10, currency="EUR"))
    done = run("timetax diff data/forms.yaml euro.yaml", cwd=repository.folder)
    assert done.returncode == 2
    assert "EUR" in done.stderr


def test_the_history_has_a_row_for_each_commit_and_the_working_tree(repository: Made) -> None:
    repository.write("data/forms.yaml", forms(10, 40))
    done = run("timetax history --format csv", cwd=repository.folder)
    assert done.stderr == ""
    rows = [line.split(",") for line in done.stdout.splitlines()[1:]]
    assert [row[2] for row in rows] == ["One form longer", ""]
    assert rows[1][1] == "working tree"


def test_a_file_is_written_whole_and_says_what_it_is_by_its_name(repository: Made) -> None:
    run("timetax diff main -o change.md", cwd=repository.folder)
    text = (repository.folder / "change.md").read_text(encoding="utf-8")
    assert text.startswith("# What changed: main:data/forms.yaml")


# A base without the catalogue, or with a broken one


@pytest.fixture
def adopting(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Made:
    """A repository whose main has no catalogue; the working tree brings one."""
    made = made_in(tmp_path, monkeypatch)
    made.committed("README.md", "words", "Begin")
    made.write("data/forms.yaml", forms(10, 20))
    return made


GATES = "--fail-on 'increase > 1%' --fail-on 'total crosses 1 hours' --fail-on 'decrease > 0'"


def test_adopting_is_green(adopting: Made) -> None:
    done = run(f"timetax diff main {GATES}", cwd=adopting.folder)
    assert (done.returncode, done.stderr) == (0, "")
    assert "New catalogue: 2 forms take 30 hours a year." in done.stdout
    assert done.stdout.count("not evaluated") == 3


def test_a_gate_that_is_misspelt_is_told_when_adopting_too(adopting: Made) -> None:
    done = run("timetax diff main --fail-on 'increse > 1%'", cwd=adopting.folder)
    assert (done.returncode, done.stdout) == (2, "")


def test_what_was_before_a_new_catalogue_is_null_and_not_zero(adopting: Made) -> None:
    made = json.loads(run("timetax diff main --format json", cwd=adopting.folder).stdout)
    assert (made["old"]["lack"], made["old"]["burden_hours"]) == ("absent", None)
    assert (made["change_hours"], made["change_share"], made["causes"]) == (None, None, None)
    assert (made["new"]["burden_hours"], made["counts"]["new"], len(made["forms"])) == (30, 2, 2)


@pytest.mark.parametrize("form", ["text", "markdown", "csv", "github-comment"])
@pytest.mark.parametrize("by", ["", "--by agency", "--by form"])
def test_a_new_catalogue_lists_its_forms_in_every_format(
    adopting: Made, form: str, by: str
) -> None:
    done = run(f"timetax diff main --format {form} {by}", cwd=adopting.folder)
    assert done.returncode == 0
    assert "f0" in done.stdout
    assert "f1" in done.stdout


def test_the_pull_request_that_mends_a_broken_base_is_green(adopting: Made) -> None:
    adopting.committed("data/forms.yaml", forms(10, 20).replace("60", "many"))
    adopting.write("data/forms.yaml", forms(10, 20))
    done = run(f"timetax diff main {GATES} --format github-comment", cwd=adopting.folder)
    assert (done.returncode, done.stderr) == (0, "")
    assert "Nothing to compare with: main:data/forms.yaml:4:" in done.stdout
    assert "(and 1 more mistake). Now 2 forms take 30 hours a year." in done.stdout
    made = json.loads(run("timetax diff main --format json", cwd=adopting.folder).stdout)
    assert (made["old"]["lack"], made["counts"], made["forms"]) == ("broken", {}, [])
    assert run("timetax diff main --format csv", cwd=adopting.folder).stdout.count("\n") == 1


def test_gates_hold_for_a_catalogue_that_moves(adopting: Made) -> None:
    adopting.commit()
    (adopting.folder / "data/forms.yaml").unlink()
    adopting.write("inventory.yaml", forms(10, 30))
    done = run(f"timetax diff main -c inventory.yaml {GATES}", cwd=adopting.folder)
    assert done.returncode == 1
    assert "main:data/forms.yaml → inventory.yaml" in done.stdout
    assert "10 hours a year more (+33.3%): 1 form longer." in done.stdout


def test_history_passes_over_a_commit_in_which_the_catalogue_is_broken(adopting: Made) -> None:
    adopting.commit("Begin")
    adopting.committed("data/forms.yaml", forms(10, 20).replace("60", "many"), "Break")
    adopting.committed("data/forms.yaml", forms(10, 30), "Mend")
    done = run("timetax history data/forms.yaml --format json", cwd=adopting.folder)
    assert done.returncode == 0
    assert [each["change_hours"] for each in json.loads(done.stdout)["steps"]] == [10]
