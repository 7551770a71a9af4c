"""Whatever a file holds, a check ends with findings in their places, in every format."""

import json
from datetime import date
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from tests.console import ROOT
from tests.read.test_reading_fuzzed import is_inside
from timetax.checks.config import Config
from timetax.checks.config_values import Budget
from timetax.checks.fixing import difference
from timetax.checks.outcome import Outcome
from timetax.checks.registry import RULES
from timetax.checks.rule import Settings
from timetax.checks.run import run
from timetax.findings import Severity
from timetax.render.outcomes import FORMATS, format_outcome

SETTINGS = Settings(date(2026, 7, 1), populations={"individuals": 340_000_000})
PLAIN = Config(settings=SETTINGS)
CONFIGS = st.sampled_from(
    [
        PLAIN,
        Config(settings=SETTINGS, threshold=Severity.WARNING, ignore=("TT4", "TT901")),
        Config(settings=SETTINGS, threshold=Severity.NOTE, select=("TT2", "TT9")),
        Config(
            settings=SETTINGS,
            budgets=(Budget("All", hours=100), Budget("Pound", where=("agency=POUND",), hours=0)),
        ),
    ]
)
EXAMPLES = {
    path.stem: path.read_text(encoding="utf-8", errors="replace")
    for path in [
        *sorted((ROOT / "tests/examples/good").glob("*.yaml")),
        *sorted((ROOT / "tests/checks/bad").glob("*.yaml")),
    ]
}
EXAMPLE = EXAMPLES["every-key"]
COMMENT = "# timetax: ignore"
PIECES = [
    *"*&!|>%@`'\"#,:?-[]{}<~\t\r\n\0\x07\x1b\x85\ufeff\u2028\u202eé🐕",
    *["- ", ": ", "? ", "---\n", "<<: ", "*a", "&a ", "!!int ", "null", ".nan", "\r\n", "\n\n"],
    *["-1", "0", "1e15", "1e999", "1/3", "12_000", "29000666", "2900-XXXX", "9999-12-31", "cf"],
    *[f" {COMMENT}[TT201] moved", f" {COMMENT}[]", f" {COMMENT}[TT4, x", f" {COMMENT}[TT]\r"],
    *["forms:\n", "id: CITY\n", "parent: POUND\n", "]]>", "::error::", "%0A", "\N{DIGIT SEVEN}"],
]


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("fuzzed") / "c.yaml"


def no_constant(name: str) -> None:
    raise AssertionError(f"{name} is not JSON")


def every_format_holds(outcome: Outcome) -> None:
    """Assert that every format can be written and read back with all findings."""
    written = {form: format_outcome(outcome, form) for form in FORMATS}
    colored = format_outcome(outcome, "text", color=True, statistics=True)
    for text in [*written.values(), colored.replace("\x1b[", "")]:
        assert not set("\0\x07\x1b\x9b\u202e") & set(text)
        text.encode("utf-8")
    number = len(outcome.findings)
    assert len(json.loads(written["json"], parse_constant=no_constant)["findings"]) == (number)
    assert len(json.loads(written["gitlab"], parse_constant=no_constant)) == number
    (sarif_run,) = json.loads(written["sarif"], parse_constant=no_constant)["runs"]
    assert len(sarif_run["results"]) == number
    commands = written["github"].split("\n")[:-1]
    assert len(commands) == number
    assert all(line.startswith(("::error ", "::warning ", "::notice ")) for line in commands)
    suites = ElementTree.fromstring(written["junit"].encode("utf-8"))
    assert next(suites.iter("testcase"), None) is not None


def check_ends_well(path: Path, data: bytes, text: str, config: Config = PLAIN) -> None:
    """Assert that a check of `data`, which reads as `text`, never breaks off and says where."""
    path.write_bytes(data)
    outcome = run([path], config)
    assert outcome.exit_code in {0, 1, 2}
    assert (outcome.exit_code == 2) is (not outcome.complete)
    assert outcome.findings or outcome.complete
    for finding in outcome.findings:
        assert finding.rule in RULES
        assert finding.position.file == str(path)
        of_no_text = finding.rule == "input" and not finding.position.line
        assert of_no_text or is_inside(finding, text), finding
        assert finding.message
        assert "\n" not in finding.message
        if finding.fix is not None:
            assert 0 <= finding.fix.start <= finding.fix.end <= len(text)
    every_format_holds(outcome)
    difference(outcome)
    assert path.read_bytes() == data


def read_as(data: bytes) -> str:
    """Return the text that is meant by bytes that may not be text."""
    encoding = "utf-8"
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        encoding = "utf-32" if data.startswith(b"\xff\xfe\0\0") else "utf-16"
    return data.decode(encoding, "replace").removeprefix("\ufeff")


@given(st.binary(max_size=200))
@example(b"")
@example(b"\xff\xfe\x00\xd8")
@example(b"\x0c\x0c\xff")
def test_a_check_of_any_bytes_ends_well(path: Path, data: bytes) -> None:
    check_ends_well(path, data, read_as(data))


@given(st.text(max_size=200), CONFIGS)
@example("\x80", PLAIN)
@example(COMMENT, PLAIN)
def test_a_check_of_any_text_ends_well(path: Path, text: str, config: Config) -> None:
    check_ends_well(path, text.encode(), text.removeprefix("\ufeff"), config)


@st.composite
def mutated(draw: st.DrawFn) -> str:
    """Return an example with pieces and lines replaced, deleted, doubled or swapped."""
    text = draw(st.sampled_from([EXAMPLE, *EXAMPLES.values()]))
    for _ in range(draw(st.integers(1, 4))):
        if draw(st.booleans()):
            start = draw(st.integers(0, len(text)))
            end = min(len(text), start + draw(st.integers(0, 12)))
            new = draw(st.sampled_from(["", text[start:end] * 2, *PIECES]) | st.text(max_size=3))
            text = text[:start] + new + text[end:]
        else:
            lines = text.splitlines(keepends=True)
            place, other = (draw(st.integers(0, max(0, len(lines) - 1))) for _ in range(2))
            taken = lines[place : place + 1]
            lines[place : place + 1] = draw(
                st.sampled_from([[], taken * 2, lines[other : other + 1], ["  ", *taken]])
            )
            text = "".join(lines)
    return text


@given(mutated(), CONFIGS)
def test_a_check_of_a_changed_catalogue_ends_well(path: Path, text: str, config: Config) -> None:
    check_ends_well(path, text.encode(), text.removeprefix("\ufeff"), config)


@given(mutated(), st.sampled_from(["utf-8-sig", "utf-16", "utf-32"]))
def test_a_check_of_a_changed_catalogue_in_any_encoding_ends_well(
    path: Path, text: str, encoding: str
) -> None:
    check_ends_well(path, text.encode(encoding), text)


VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.floats()
    | st.integers()
    | st.text(max_size=5)
    | st.sampled_from(["", " ", "CITY", "1/6", "dog-tag", "29000666", "2900-XXXX", "2024-02-31"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["", " ", "<<", "id", "CITY", "title", "date"]), inner, max_size=3
        )
    ),
    max_leaves=4,
)


@st.composite
def replaced(draw: st.DrawFn) -> str:
    """Return an example with another value, of any type, in one or two of its places."""
    content: Any = yaml.safe_load(EXAMPLE)
    for _ in range(draw(st.integers(1, 2))):
        inside, key = content, draw(st.sampled_from(sorted(content)))
        while inside[key] and isinstance(inside[key], dict | list) and draw(st.integers(0, 3)):
            inside = inside[key]
            keys = sorted(inside) if isinstance(inside, dict) else range(len(inside))
            key = draw(st.sampled_from(keys))
        inside[key] = draw(VALUES)
    if draw(st.booleans()):
        return json.dumps(content, default=str, indent=1)
    return str(yaml.safe_dump(content, allow_unicode=draw(st.booleans())))


@given(replaced(), CONFIGS)
def test_a_check_of_any_value_in_any_place_ends_well(path: Path, text: str, config: Config) -> None:
    check_ends_well(path, text.encode(), text, config)


@pytest.mark.parametrize("name", EXAMPLES)
def test_a_check_of_an_example_as_it_is_ends_well(path: Path, name: str) -> None:
    check_ends_well(path, EXAMPLES[name].encode(), EXAMPLES[name])
