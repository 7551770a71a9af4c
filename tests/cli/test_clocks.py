"""Clocks, forms asked again, and differences of forms, as commands."""

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.console import run
from tests.read.instruments.made import field, pdf, words

CATALOGUE = """\
timetax: 1
life_events:
  - {id: moving, name: Moving house}
forms:
  - id: low
    title: Claims too little
    agency: City
    life_events: moving
    responses: 6_000
    minutes_per_response: 5
    form_number: D-1
    instrument:
      words: 2_380
      questions: {short_text: 60}
      identity_questions: {name: 2, address: 1}
      printed_minutes: 6
    measured:
      - {minutes: 90, cases: 3}
      - {minutes: {low: 10, likely: 20, high: 30}, cases: 40, source: A log}
  - id: high
    title: Claims much
    agency: City
    life_events: moving
    responses: 600
    minutes_per_response: 500
    instrument: {words: 238, questions: {tick: 60}, identity_questions: {name: 1}}
  - id: one
    title: Has one clock
    agency: City
    responses: 600
    minutes_per_response: 1
"""


@pytest.fixture
def catalogue(tmp_path: Path) -> Path:
    path = tmp_path / "forms.yaml"
    path.write_text(CATALOGUE)
    return path


def data(command: str) -> dict[str, Any]:
    made = run(f"{command} --format json")
    assert made.returncode == 0, made.stderr
    found: dict[str, Any] = json.loads(made.stdout)
    return found


def test_clocks_are_those_of_forms_with_two_or_more_by_hours_at_stake(catalogue: Path) -> None:
    low, high = data(f"timetax clocks {catalogue}")["forms"]
    assert (low["form"], high["form"]) == ("low", "high")
    assert low["floor_minutes"]["likely"] == pytest.approx(10 + 6.35)
    assert high["floor_minutes"]["likely"] == pytest.approx(1 + 2.65)
    assert low["ratio"] == 4
    assert low["hours_at_stake"] == 6_000 * 15 / 60
    assert high["hours_at_stake"] is None
    assert low["verdict"] == (
        "the claim is below the time of reading alone; the claim is below what was measured"
    )
    assert high["verdict"] == "no contradiction: the claim may hold more than the form"


def test_explain_shows_the_clocks_of_a_form(catalogue: Path) -> None:
    sections = data(f"timetax explain low -c {catalogue}")["sections"]
    (clocks,) = [each for each in sections if each["key"] == "clocks"]
    assert [(row["clock"], row["minutes"]) for row in clocks["rows"][:2]] == [
        ("claim", 5),
        ("printed on the form", 6),
    ]
    assert [row["minutes"] for row in clocks["rows"] if row["clock"] == "measured"] == [90, 20]


def test_what_two_forms_ask_is_asked_again_once_at_least_and_all_of_it_at_most(
    catalogue: Path,
) -> None:
    found = data(f"timetax asked -c {catalogue} --where life_event=moving")
    (name,) = found["sections"][0]["rows"]
    assert name["what"] == "name"
    assert (name["forms"], name["questions"]) == (2, 3)
    assert (name["again_low"], name["again_high"]) == (1, 1)
    assert name["hours_low"] == pytest.approx(600 * 6.35 / 3600)
    assert found["not_matched"] == 120 - 3


def test_other_questions_of_files_are_matched_by_kind_and_label(tmp_path: Path) -> None:
    asked = [field("a", label="Colour of the dog"), field("b", label="Your name")]
    (tmp_path / "one.pdf").write_bytes(pdf([("one", asked)]))
    (tmp_path / "two.pdf").write_bytes(pdf([("two", [*asked, field("c", label="Else")])]))
    found = data(f"timetax asked {tmp_path}/one.pdf {tmp_path}/two.pdf")
    assert [row["what"] for row in found["sections"][0]["rows"]] == [
        "name",
        "colour of the dog (short text)",
    ]
    assert found["not_matched"] == 1


OLD = pdf([(f"{words(238)}\nForm D-1", [field("a", label="Name"), field("b", label="Age")])])
NEW = pdf(
    [(f"{words(476)}\nForm D-1", [field("a", label="Name"), field("c", "Btn", label="Well?")])]
)


def test_a_difference_of_forms_says_what_came_and_went_and_what_it_comes_to(
    catalogue: Path,
) -> None:
    folder = catalogue.parent
    (folder / "old.pdf").write_bytes(OLD)
    (folder / "new.pdf").write_bytes(NEW)
    found = data(f"timetax diff {folder}/old.pdf {folder}/new.pdf -c {catalogue}")
    minutes = 1 + (2.65 - 6.35) / 60
    assert found["timetax_form_diff"] == 1
    assert found["changes"]["words"] == 238
    assert found["changes"]["questions"] == 0
    assert found["changes"]["floor"] == pytest.approx(minutes)
    assert found["hours"] == pytest.approx(6_000 * minutes / 60)
    listed = next(each for each in found["sections"] if each["key"] == "questions")["rows"]
    assert [(row["change"], row["label"]) for row in listed] == [("new", "Well?"), ("gone", "Age")]


@pytest.mark.parametrize(
    ("gate", "code"),
    [
        ("floor increase > 0.5 minutes", 1),
        ("floor increase > 1 minute", 0),
        ("questions increase > 0", 0),
        ("words increase >= 100%", 0),
        ("words increase > 90%", 1),
        ("claim increase > 0", 1),
        ("hours increase > 0", 2),
    ],
)
def test_gates_on_forms(catalogue: Path, gate: str, code: int) -> None:
    folder = catalogue.parent
    (folder / "old.pdf").write_bytes(OLD)
    (folder / "new.pdf").write_bytes(NEW)
    command = f"timetax diff {folder}/old.pdf {folder}/new.pdf -c {catalogue}"
    assert run(f"{command} --fail-on '{gate}'").returncode == code


def test_a_form_is_compared_with_its_revision_and_has_a_history(tmp_path: Path) -> None:
    def git(*arguments: str) -> None:
        subprocess.run(["git", "-C", tmp_path, *arguments], check=True, capture_output=True)

    git("init", "-q")
    git("config", "user.email", "clerk@example.org")
    git("config", "user.name", "Clerk")
    for data_, subject in ((OLD, "First"), (NEW, "Second")):
        (tmp_path / "form.pdf").write_bytes(data_)
        git("add", ".")
        git("commit", "-qm", subject)
    found = run("timetax diff HEAD~1:form.pdf form.pdf --format json", cwd=tmp_path)
    assert json.loads(found.stdout)["changes"]["words"] == 238
    rows = run("timetax history form.pdf --format csv", cwd=tmp_path).stdout.splitlines()
    assert [row.split(",")[2] for row in rows[1:]] == ["First", "Second"]
