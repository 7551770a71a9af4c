import json
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.console import run
from tests.read.instruments.made import field, pdf, words

CATALOGUE = """\
timetax: 1
forms:
  - id: licence
    title: Dog licence
    agency: City
    form_number: D-1
    control_number: 0503-0001
    responses: 60_000
    minutes_per_response: 4
"""
TEXT = f"{words(2000)}\nOMB No. 0503-0001 Respondent Burden: 5 minutes Form D-1 (Rev. Jan 2024)"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "forms.yaml").write_text(CATALOGUE)
    fields = [field("name", label="Your name"), field("why", label="Reason")]
    (tmp_path / "d1.pdf").write_bytes(pdf([(TEXT, fields)]))
    (tmp_path / "scan.pdf").write_bytes(pdf([("", [])]))
    return tmp_path


def estimate(folder: Path, arguments: str) -> dict[str, Any]:
    made = run(f"timetax estimate {arguments} -c {folder}/forms.yaml --format json", cwd=folder)
    assert made.returncode == 0, made.stderr
    found: dict[str, Any] = json.loads(made.stdout)
    return found


def test_a_form_is_estimated_beside_its_claims_and_what_is_no_form_is_refused(
    folder: Path,
) -> None:
    found = estimate(folder, f"{folder}/d1.pdf {folder}/scan.pdf {folder}/gone.pdf")
    (form,) = found["forms"]
    assert found["timetax_estimate"] == 1
    assert form["catalogue_form"] == "licence"
    assert {key: form[key] for key in ("pages", "questions", "control_number", "form_number")} == {
        "pages": 1,
        "questions": 2,
        "control_number": "0503-0001",
        "form_number": "D-1",
    }
    assert form["questions_by_kind"] == {"short_text": 2}
    assert form["identity_questions"] == 1
    assert (form["claim_minutes"], form["claim_page"]) == (5, 1)
    assert form["verdict"] == "the claim is below the time of reading alone"
    assert form["reading_minutes"] == pytest.approx(form["words"] / 238)
    floor = form["floor_minutes"]
    assert floor["likely"] == pytest.approx(form["words"] / 238 + 2 * 6.35 / 60)
    assert form["hours_at_stake"] == pytest.approx(60_000 * (floor["likely"] - 5) / 60)
    refused = {Path(each["file"]).name: each["reason"] for each in found["refused"]}
    assert "scan" in refused["scan.pdf"]
    assert "No such file" in refused["gone.pdf"]


def test_only_if_no_form_can_be_estimated_the_exit_code_is_2(folder: Path) -> None:
    made = run(f"timetax estimate {folder}/scan.pdf")
    assert (made.returncode, made.stdout) == (2, "")
    assert made.stderr.startswith(f"{folder}/scan.pdf: error: is a scan")


def test_questions_are_rows_of_csv_and_forms_are_if_these_are_not_wanted(folder: Path) -> None:
    command = f"timetax estimate {folder}/d1.pdf -c {folder}/forms.yaml --format csv"
    head, *rows = run(command).stdout.splitlines()
    assert head == "file,page,kind,label,field,fields,required,repeated,identity"
    assert [row.split(",")[3] for row in rows] == ["Your name", "Reason"]
    assert len(run(f"{command} --no-questions").stdout.splitlines()) == 2


def test_all_models_stand_side_by_side(folder: Path) -> None:
    found = estimate(folder, f"{folder}/d1.pdf --model all")
    assert list(found["models"]) == ["keystroke", "pew", "french", "answer-kinds", "german"]


OWN = """\
estimate_models:
  - id: city-test
    source: Usability test of 12 forms, April 2026
    words_per_minute: {low: 100, likely: 200, high: 400}
    seconds: {short_text: 30, other: 1}
"""


@pytest.mark.parametrize("place", ["forms.yaml", "timetax.toml"])
def test_coefficients_of_ones_own_are_a_model_with_their_source(folder: Path, place: str) -> None:
    own = folder / place
    if place == "timetax.toml":
        (model,) = yaml.safe_load(OWN)["estimate_models"]
        table = (f"{key} = {json.dumps(value)}" for key, value in model.items())
        own.write_text("\n".join(["[[estimate_models]]", *table]).replace('": ', '" = '))
    else:
        own.write_text(CATALOGUE + OWN)
    found = estimate(folder, "d1.pdf --model city-test")
    (form,) = found["forms"]
    words = form["words"]
    ends = dict(zip(("low", "likely", "high"), (400, 200, 100), strict=True))
    assert form["floor_minutes"] == pytest.approx({key: words / n + 1 for key, n in ends.items()})
    model = found["models"]["city-test"]
    assert model["source"] == "Usability test of 12 forms, April 2026"
    assert model["accuracy"] == "it was set beside no measured times"
    assert "city-test" in estimate(folder, "d1.pdf --model all")["models"]


def test_what_is_wrong_with_coefficients_is_said_where_it_stands(folder: Path) -> None:
    settings, command = (
        folder / "timetax.toml",
        "timetax estimate d1.pdf --model mine -c forms.yaml",
    )
    lines = ["[[estimate_models]]", 'id = "pew"', "words_per_minute = 0", "seconds = {tick = -1}"]
    settings.write_text("\n".join(lines))
    made = run(command, cwd=folder)
    assert (made.returncode, made.stdout) == (2, "")
    assert [line.split(":")[1] for line in made.stderr.splitlines()] == ["1", "3", "4", "4"]
    assert "seconds: says nothing of short_text, long_text" in made.stderr
    lines = [*lines[:2], 'source = "a test"', "seconds = {other = 1}"]
    settings.write_text("\n".join(lines))
    made = run(command, cwd=folder)
    assert "there is a model of this name already" in made.stderr


def test_what_was_counted_is_written_as_a_fragment_of_a_catalogue(folder: Path) -> None:
    fragment = folder / "counted.yaml"
    run(f"timetax estimate {folder}/d1.pdf -c {folder}/forms.yaml -o {fragment}")
    (form,) = yaml.safe_load(fragment.read_text())["forms"]
    assert form["id"] == "licence"
    assert form["instrument"]["questions"] == {"short_text": 2}
    assert form["instrument"]["printed_minutes"] == 5
    assert run(f"timetax report {fragment}").returncode == 0


def test_the_estimate_is_written_as_a_scenario_that_can_be_run(folder: Path) -> None:
    scenario = folder / "floor.yaml"
    run(f"timetax estimate {folder}/d1.pdf -c {folder}/forms.yaml --as-scenario -o {scenario}")
    made = run(f"timetax whatif {scenario} -c {folder}/forms.yaml --format json")
    assert made.returncode == 0, made.stderr
