"""`timetax diff` of a catalogue whose forms changed on paper."""

import json
from pathlib import Path

import pytest

from tests.console import run
from tests.read.instruments.made import field, pdf, words
from tests.versions.repositories import Made, made_in

CATALOGUE = """\
timetax: 1
forms:
  - {id: licence, title: L, agency: City, responses: 6000, minutes_per_response: 4,
     instrument: {file: papers/d1.pdf}}
  - {id: other, title: O, agency: City, responses: 6000, minutes_per_response: 4,
     instrument: {file: ../d2.pdf}}
"""


def paper(questions: int) -> bytes:
    fields = [field(f"q{place}", label=f"Question {place}") for place in range(questions)]
    return pdf([(words(2380), fields)])


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Made:
    made = made_in(tmp_path, monkeypatch)
    (made.folder / "data" / "papers").mkdir(parents=True)
    (made.folder / "data" / "papers" / "d1.pdf").write_bytes(paper(10))
    made.committed("data/forms.yaml", CATALOGUE, "A form")
    (made.folder / "data" / "papers" / "d1.pdf").write_bytes(paper(16))
    return made


SENTENCE = "licence on paper: +6 questions, 0 words, floor +5.7%: 63 hours a year more at 6,000"


def test_a_form_whose_file_changed_is_counted_anew_and_shown(repository: Made) -> None:
    made = run("timetax diff HEAD --format json", cwd=repository.folder)
    assert made.returncode == 0, made.stderr
    found = json.loads(made.stdout)
    (changed,) = found["papers"]
    assert (changed["form"], changed["came"], changed["went"]) == ("licence", 6, 0)
    assert changed["changes"]["questions"] == 6
    assert changed["hours"] == pytest.approx(6000 * 6 * 6.35 / 3600)
    assert found["change_hours"] == 0


def test_the_comment_shows_it_and_a_revision_has_its_own_file(repository: Made) -> None:
    repository.committed("data/forms.yaml", f"{CATALOGUE}# note\n", "A longer form")
    command = "timetax diff HEAD~1..HEAD --format github-comment"
    said = run(command, cwd=repository.folder).stdout
    assert SENTENCE in said, said
    assert "| licence | new | 1 | short text | Question 15 |" in said


GATES = {
    "questions increase > 5": 1,
    "questions increase > 6": 0,
    "floor increase > 1 minute": 0,
    "floor increase > 5%": 1,
}


@pytest.mark.parametrize("gate", GATES)
def test_gates_on_forms_hold_in_the_configuration_as_well(repository: Made, gate: str) -> None:
    made = run(
        f"timetax diff HEAD --fail-on '{gate}' --fail-on 'increase > 1%'", cwd=repository.folder
    )
    assert made.returncode == GATES[gate]
    repository.write("timetax.toml", f'[diff]\nfail-on = ["{gate}", "increase > 1%"]\n')
    made = run("timetax diff HEAD", cwd=repository.folder)
    assert made.returncode == GATES[gate]
    assert made.stderr.startswith("data/forms.yaml:3:5: error: the gate") == bool(GATES[gate])


def test_a_file_that_can_no_longer_be_counted_leaves_the_gate_open(repository: Made) -> None:
    (repository.folder / "data" / "papers" / "d1.pdf").write_bytes(b"%PDF-1.7 broken")
    command = "timetax diff HEAD --fail-on 'questions increase > 0'"
    made = run(command, cwd=repository.folder)
    assert made.returncode == 2
    assert "The file of licence changed and cannot be counted" in made.stdout.replace("\n", " ")
    assert run(f"{command} --allow-unknown", cwd=repository.folder).returncode == 0


def test_a_file_outside_of_the_folder_is_not_read(repository: Made) -> None:
    outside = repository.folder.parent / "elsewhere"
    outside.mkdir()
    (outside / "forms.yaml").write_text(CATALOGUE)
    (repository.folder.parent / "d2.pdf").write_bytes(paper(1))
    (repository.folder / "d2.pdf").write_bytes(paper(2))
    made = run(
        f"timetax diff data/forms.yaml {outside}/forms.yaml --format json", cwd=repository.folder
    )
    assert "papers" not in json.loads(made.stdout)


def test_counts_of_the_catalogue_are_compared_where_there_is_no_file(tmp_path: Path) -> None:
    catalogue = """\
timetax: 1
forms:
  - {id: same, title: S, agency: City, responses: 6000, minutes_per_response: 4,
     instrument: {words: 100, questions: {tick: 3}}}
  - {id: longer, title: L, agency: City, responses: 6000, minutes_per_response: 4,
     instrument: {pages: 2, words: WORDS, questions: {short_text: QUESTIONS}}}
"""
    for name, words_now, questions in (("old", 2380, 10), ("new", 2618, 16)):
        text = catalogue.replace("WORDS", str(words_now)).replace("QUESTIONS", str(questions))
        (tmp_path / f"{name}.yaml").write_text(text)
    command = "timetax diff old.yaml new.yaml --fail-on 'questions increase > 5'"
    made = run(f"{command} --format json", cwd=tmp_path)
    assert made.returncode == 1, made.stderr
    (changed,) = json.loads(made.stdout)["papers"]
    assert (changed["form"], changed["counted_by"], changed["came"]) == (
        "longer",
        "catalogue",
        None,
    )
    assert changed["changes"]["words"] == 238
    assert changed["hours"] == pytest.approx(6000 * (1 + 6 * 6.35 / 60) / 60)
    said = " ".join(run(command, cwd=tmp_path).stdout.split())
    assert "longer on paper: +6 questions, +238 words, floor +14" in said
