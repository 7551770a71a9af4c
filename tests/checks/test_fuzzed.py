"""Whatever a catalogue holds, the rules say where and what, and never break off."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.checks.examples import FOLDER, SETTINGS, findings
from timetax.checks.registry import RULES
from timetax.checks.run import inventory_of
from timetax.read.to_catalogue import draft

TEXTS = sorted(FOLDER.glob("*/*.yaml"))
PIECES = ["", "0", "-", ":", "[]", "{}", "null", "\n", "2900-XXXX", "1e15", "1/3", "&a ", "*a", "é"]
IDS = st.sampled_from(["a", "b", "c", "A"])
WORDS = IDS | st.text(min_size=1, max_size=5).filter(str.strip)
NUMBERS = (
    st.sampled_from(
        [0, 1e-320, 1e-9, 0.036, 0.25, 1, 8.51, 29, 154, 12_000, 4_476, 1e15, "1/6", "1/999999999"]
    )
    | st.just(0.0)
    | st.floats(1e-15, 1e15)
)
DATES = st.sampled_from(["0000", "2024-02-31", "2026-11", "2026-11-22", "9999-12-31"])
CONTROL_NUMBERS = st.sampled_from(
    ["2900-0666", "29000666", "2900-XXXX", "9999-0001", "٢٩٠٠-٠٦٦٦", "-", "x" * 500, "0 0"]
)
SOURCES = WORDS | st.fixed_dictionaries(
    {"title": WORDS},
    optional={
        "url": st.sampled_from(["http://[", "omb.report", "//", "https://a@b:c", "?"]) | WORDS,
        "copy": WORDS,
        "date": DATES,
    },
)
FORMS = st.fixed_dictionaries(
    {"id": IDS, "title": WORDS, "agency": IDS},
    optional={
        **dict.fromkeys(
            [
                "respondents",
                "responses_per_respondent",
                "responses",
                "minutes_per_response",
                "cost_per_response",
                "published_hours",
                "published_cost",
                "previous_hours",
            ],
            NUMBERS,
        ),
        "published_change": st.floats(-1e15, -1e-15) | st.floats(1e-15, 1e15),
        "control_number": CONTROL_NUMBERS | WORDS,
        "form_number": WORDS,
        "icr_reference": st.sampled_from(["201803-0960-007", "202205-0570-023CF", "cf"]) | WORDS,
        "life_events": st.dictionaries(IDS, st.just(0.0) | st.floats(1e-15, 0.5), max_size=3)
        | st.lists(IDS),
        "affected_public": st.sampled_from(["individuals", "federal"]),
        "estimate_year": st.integers(1800, 2099),
        "expires": DATES,
        "source": SOURCES,
        "overlaps": st.lists(IDS, max_size=2),
        "excluded": WORDS,
        "basis": st.just({"minutes_per_response": "derived"}),
    },
)
AGENCIES = st.fixed_dictionaries({"id": IDS, "name": WORDS}, optional={"parent": IDS, "code": IDS})
LIFE_EVENTS = st.fixed_dictionaries(
    {"id": IDS, "name": WORDS}, optional={"crosses_agencies": st.booleans(), "source": SOURCES}
)
CATALOGUES = st.fixed_dictionaries(
    {"timetax": st.just(1), "forms": st.lists(FORMS, max_size=5)},
    optional={
        "agencies": st.lists(AGENCIES, max_size=4),
        "life_events": st.lists(LIFE_EVENTS, max_size=3),
    },
)


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("fuzzed") / "c.yaml"


def says_where_and_what(path: Path, text: str) -> None:
    path.write_bytes(text.encode("utf-8", "surrogatepass"))
    for finding in findings(path):
        assert finding.rule in RULES
        assert finding.position.file == str(path)
        assert finding.message
        assert "\n" not in finding.message
        assert finding.fix is None or text[finding.fix.start : finding.fix.end].strip()


@given(CATALOGUES)
def test_every_rule_can_check_every_catalogue(path: Path, content: dict[str, Any]) -> None:
    says_where_and_what(path, json.dumps(content))


@given(st.data())
def test_every_rule_can_check_what_is_left_of_a_changed_example(
    path: Path, data: st.DataObject
) -> None:
    text = data.draw(st.sampled_from(TEXTS)).read_text(encoding="utf-8", errors="replace")
    for _ in range(data.draw(st.integers(1, 4))):
        start = data.draw(st.integers(0, len(text)))
        end = data.draw(st.integers(start, min(len(text), start + 15)))
        text = text[:start] + data.draw(st.sampled_from(PIECES)) + text[end:]
    says_where_and_what(path, text)


@given(CATALOGUES)
def test_checking_twice_finds_the_same(path: Path, content: dict[str, Any]) -> None:
    path.write_text(json.dumps(content), encoding="utf-8")
    inventory = inventory_of(draft(path).catalogue)
    for rule in RULES.values():
        if rule.check is not None:
            first, second = (list(rule.check(inventory, SETTINGS)) for _ in range(2))
            assert first == second
