"""Text of the data steers nothing: no terminal, no runner of a job, no reader of a page."""

import csv
import io
import json
import re
from pathlib import Path

import pytest

from tests import console
from timetax.wording.terminal import inert, json_text, one_line, safe

HOSTILE = (
    "::error::pwned",
    "  ::set-output name=a::b",
    "##[set-output name=a]b",
    "##vso[task.setvariable variable=a]b",
    "##teamcity[a]",
    "\x1b]0;pwned\x07\x1b[2J",
    "\x9b31m",
    "\u202ereversed\u2066",
    "line\n::error::pwned\r::error::pwned",
    "a\u2028::error::pwned\x85::error::pwned\x0b::error::pwned",
)
UNSAFE = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")


def catalogue(*texts: str) -> str:
    """Return a catalogue in which all that is text is one of these: a form, an agency of each."""
    content = {
        "timetax": 1,
        "title": "\n".join(texts),
        "agencies": [{"id": f"A{i}", "name": text} for i, text in enumerate(texts)],
        "life_events": [{"id": f"e{i}", "name": text} for i, text in enumerate(texts)],
        "forms": [
            {
                "id": f"f{i}",
                "title": text,
                "agency": f"A{i}",
                "life_events": [f"e{i}"],
                "responses": 60,
                "minutes_per_response": 3,
                "published_hours": 7,
                "note": text,
                "source": {"title": text, "url": "https://x.example/", "date": "2024-01-01"},
            }
            for i, text in enumerate(texts)
        ],
        "journeys": [
            {"id": "j", "title": text, "life_event": "e0", "about": text, "note": text,
             "steps": [{"title": text, "form": "f0", "waiting_minutes": 3, "note": text}]}
            for text in texts[:1]
        ],
        "service_providers": [{"id": "p", "name": texts[0]}],
        "services": [
            {"id": f"s{i}", "name": text, "provider": "p", "forms": [f"f{i}"], "note": text}
            for i, text in enumerate(texts)
        ],
        "feedback": [
            {"service": f"s{i}", "period": "FY2020 Q1", "survey": text, "scale": "five-points",
             "about": text, "note": text, "scores": [{"driver": "trust", "value": 4}]}
            for i, text in enumerate(texts)
        ],
    }  # fmt: skip
    return json.dumps(content)


def is_inert(line: str) -> bool:
    return not line.lstrip().startswith("::") and not re.search(r"##\w*\[", line)


@pytest.mark.parametrize("text", HOSTILE)
def test_no_line_is_a_command_once_it_is_made_inert(text: str) -> None:
    lines = re.split("[\r\n]", inert(safe(text)))
    assert all(map(is_inert, lines))
    assert len(one_line(text).splitlines()) == 1
    assert is_inert(one_line(text))
    assert json.loads(json_text([text])) == [text]
    assert is_inert(json_text([text])) and not UNSAFE.search(json_text([text]))


def test_reports_and_findings_in_every_format_steer_nothing(tmp_path: Path) -> None:
    (tmp_path / "forms.yaml").write_text(catalogue(*HOSTILE))
    (tmp_path / "other.yaml").write_text(catalogue(*HOSTILE).replace("60", "90"))
    labels = "".join(f"<p>{each}<label>{each}<input name='{each}'></label>" for each in HOSTILE)
    (tmp_path / "form.html").write_text(f"<form>{labels}</form>")
    commands = [
        *(f"report forms.yaml --top 99 --by {by} --format {form}" for by, form in BOTH),
        *(f"explain f{i} -c forms.yaml" for i, _ in enumerate(HOSTILE)),
        *(f"explain f{i} -c forms.yaml --format markdown" for i, _ in enumerate(HOSTILE)),
        *(f"forms -c forms.yaml --format {form}" for form in ("text", "csv")),
        *(f"diff forms.yaml other.yaml --format {form}" for form in ("text", "github-comment")),
        *(f"check forms.yaml --format {form}" for form in ("text", "json", "gitlab", "sarif")),
        *(f"{command} -c forms.yaml --format {form}" for command in OTHERS for form in PAGES),
        *(f"estimate form.html --format {form}" for form in (*PAGES, "csv")),
        "convert forms.yaml",
        "check forms.yaml --format junit",
        "check forms.yaml --diff",
    ]
    for command in commands:
        done = console.run(f"COLUMNS=40 timetax {command}", cwd=tmp_path)
        assert command.startswith("check") or done.returncode == 0, done.stderr
        for line in (done.stdout + done.stderr).split("\n"):
            assert is_inert(line), (command, line)
            assert not UNSAFE.search(line), (command, line)


OTHERS = ("report --by form", "cost --book us-pra", "journey j", "services", "feedback")
PAGES = ("text", "html")
BOTH = [("form", "text"), ("life_event", "csv"), ("life_event", "markdown"), ("agency", "json")]
BOTH += [("form", "svg")]


@pytest.mark.parametrize("text", HOSTILE)
def test_commands_of_findings_are_only_ours(tmp_path: Path, text: str) -> None:
    (tmp_path / "forms.yaml").write_text(catalogue(text))
    done = console.run("timetax check forms.yaml --format github", cwd=tmp_path)
    lines = re.split("[\r\n]", done.stdout.strip())
    assert all(re.match("::(error|warning|notice) file=forms.yaml,", line) for line in lines)


@pytest.mark.parametrize("command", ["report", "check", "diff", "convert"])
def test_names_of_files_steer_nothing(tmp_path: Path, command: str) -> None:
    names = ("a\n::error::pwned\nb.yaml", "::error::c.yaml", "d\x1b[2J.yaml", "##[error]e.yaml")
    for name in names:
        (tmp_path / name).write_text("timetax: 1\nforms: [")
    done = console.run(f"timetax {command} .", cwd=tmp_path)
    assert done.returncode == 2
    for line in (done.stdout + done.stderr).split("\n"):
        assert is_inert(line)
        assert not UNSAFE.search(line)


def test_a_formula_and_a_command_in_csv_are_text(tmp_path: Path) -> None:
    (tmp_path / "forms.yaml").write_text(catalogue("::error::=1"))
    done = console.run("timetax report forms.yaml --by life_event --format csv", cwd=tmp_path)
    rows = list(csv.reader(io.StringIO(done.stdout)))
    assert any(": :error::=1" in row for row in rows)


@pytest.mark.parametrize(
    "text", ["@octocat", "#1", "GH-1", "https://x.example/", "www.x.example", "a@b.example"]
)
def test_mentions_and_links_in_markdown_are_inert(tmp_path: Path, text: str) -> None:
    (tmp_path / "forms.yaml").write_text(catalogue(text))
    done = console.run("timetax report forms.yaml --by life_event --format markdown", cwd=tmp_path)
    assert "&#8203;" in done.stdout
    assert text not in done.stdout
