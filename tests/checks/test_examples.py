"""Each file of `good` and `bad` is a test of the rule with whose code its name begins.

A file in `good` has no finding of that rule; a file in `bad` has exactly the findings of its
`.expected`. A path in `bad` may be missing: that is a finding too.
"""

from pathlib import Path

import pytest

from tests.checks.examples import FOLDER, findings, lines
from timetax.checks.pages import is_code
from timetax.checks.registry import RULES, Rule
from timetax.checks.rule import HEADINGS, sections

GOOD = sorted(FOLDER.glob("good/*.yaml"))
BAD = sorted(FOLDER.glob("bad/*.expected"))
ELSEWHERE = ("TT7", "TT81", "TT9")
"""Rules of differences, of forms on paper and of suppressions, which need more than a catalogue."""
HERE = [rule for rule in RULES.values() if not rule.code.startswith(ELSEWHERE)]
BEYOND_A_FRAGMENT = {"input", "encoding"}


def name_of(value: object) -> str:
    return value.code if isinstance(value, Rule) else Path(str(value)).stem


def code_of(path: Path) -> str:
    return path.stem[: len("TT000")]


@pytest.mark.parametrize("path", GOOD, ids=name_of)
def test_a_good_example_has_no_finding_of_its_rule(path: Path) -> None:
    assert lines(path, [code_of(path)]) == []


@pytest.mark.parametrize("path", GOOD, ids=name_of)
def test_a_good_example_is_a_valid_catalogue(path: Path) -> None:
    assert lines(path, ["TT0"]) == []


@pytest.mark.parametrize("path", BAD, ids=name_of)
def test_a_bad_example_has_exactly_the_expected_findings(path: Path) -> None:
    expected = path.read_text(encoding="utf-8").splitlines()
    assert expected
    assert lines(path.with_suffix(".yaml"), [code_of(path)]) == expected


@pytest.mark.parametrize("rule", HERE, ids=name_of)
def test_a_rule_has_a_page_and_examples_of_both_kinds(rule: Rule) -> None:
    texts = sections(rule.page)
    assert rule.summary.endswith(".")
    assert tuple(texts) == HEADINGS
    assert all(texts.values())
    assert rule.code in {code_of(path) for path in GOOD}
    assert rule.code in {code_of(path) for path in BAD}


def test_an_example_belongs_to_a_rule() -> None:
    codes = {rule.code for rule in HERE}
    for path in (*FOLDER.glob("bad/*.yaml"), *BAD, *GOOD):
        assert code_of(path) in codes, path
        assert path.parent.name == "good" or path.with_suffix(".expected").exists(), path


def test_codes_and_names_are_unique_and_in_order() -> None:
    codes = [rule.code for rule in RULES.values()]
    assert codes == sorted(set(codes))
    assert list(RULES) == [rule.name for rule in RULES.values()]


# The examples of the pages


def catalogue_of(fragment: str) -> str:
    """Return a catalogue of what a page shows: a whole one, sections, or keys of one form."""
    if fragment.startswith(("timetax:", "- ", "<", "Form title,")):
        return fragment
    if {"forms:", "journeys:"} & set(fragment.splitlines()):
        return f"timetax: 1\n{fragment}"
    given = {line.partition(":")[0] for line in fragment.splitlines()}
    needed = {"id": "a", "title": "A form", "agency": "A"}
    keys = [f"{key}: {value}" for key, value in needed.items() if key not in given]
    form = "\n".join(f"    {line}" for line in [*keys, *fragment.splitlines()])
    return f"timetax: 1\nforms:\n  -\n{form}\n"


@pytest.mark.parametrize("rule", HERE, ids=name_of)
def test_the_example_of_a_page_is_found_and_what_to_use_instead_is_not(
    rule: Rule, tmp_path: Path
) -> None:
    if rule.name in BEYOND_A_FRAGMENT:
        return
    path = tmp_path / "forms.yaml"
    texts = sections(rule.page)
    path.write_text(catalogue_of(texts["Example"]), encoding="utf-8")
    assert {each.rule for each in findings(path, [rule.code, "TT0"])} == {rule.name}
    if is_code(texts["Use instead"]):
        path.write_text(catalogue_of(texts["Use instead"]), encoding="utf-8")
        assert findings(path, [rule.code, "TT0"]) == ()
