import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timetax.checks.config import Config
from timetax.checks.outcome import Outcome
from timetax.checks.run import run
from timetax.checks.suppression import suppressions
from timetax.files.yaml import File
from timetax.findings import Severity

RULES = ("TT101", "TT9")
FORM = """timetax: 1
forms:
  - id: a{first}
    title: A{title}
    agency: CITY
    responses: 60
    minutes_per_response: 60
    published_hours: 90{hours}
"""


def checked(
    folder: Path, *, first: str = "", title: str = "", hours: str = "", config: Config | None = None
) -> Outcome:
    path = folder / "forms.yaml"
    path.write_text(FORM.format(first=first, title=title, hours=hours), encoding="utf-8")
    return run([path], config or Config(select=RULES))


def told(outcome: Outcome) -> list[str]:
    return [
        f"{each.position.line}:{each.position.column}: {each.severity}: {each.message}"
        for each in outcome.findings
    ]


def rules(outcome: Outcome) -> list[str]:
    return [each.rule for each in outcome.findings]


@pytest.mark.parametrize("name", ["TT101", "TT1", "tt101", "published-hours-missed", "TT2, TT101"])
def test_a_comment_at_the_end_of_the_line_keeps_the_finding_out(tmp_path: Path, name: str) -> None:
    outcome = checked(tmp_path, hours=f"  # timetax: ignore[{name}] rounded by part")
    assert "published-hours-missed" not in rules(outcome)
    assert outcome.suppressed == 1


def test_a_comment_may_follow_another_one(tmp_path: Path) -> None:
    outcome = checked(tmp_path, hours=" # see the table # timetax: ignore[TT101] rounded by part")
    assert rules(outcome) == []


def test_a_comment_on_another_line_keeps_nothing_out(tmp_path: Path) -> None:
    outcome = checked(tmp_path, first=" # timetax: ignore[TT101] rounded by part")
    assert rules(outcome) == ["unused-suppression", "published-hours-missed"]
    assert outcome.suppressed == 0


def test_a_suppression_without_a_reason_works_and_is_a_warning(tmp_path: Path) -> None:
    outcome = checked(tmp_path, hours=" # timetax: ignore[TT101]")
    assert told(outcome) == [
        "8:25: warning: give the reason after the bracket: `# timetax: ignore[TT101] reason`"
    ]


def test_punctuation_is_no_reason(tmp_path: Path) -> None:
    outcome = checked(tmp_path, hours=" # timetax: ignore[TT101]: --")
    assert rules(outcome) == ["suppression-without-reason"]


def test_a_suppression_of_nothing_is_a_warning(tmp_path: Path) -> None:
    outcome = checked(tmp_path, first=" # timetax: ignore[TT101] mended")
    assert told(outcome)[0] == ("3:11: warning: TT101: nothing to ignore on this line; take it out")


def test_only_the_unused_of_several_names_is_told(tmp_path: Path) -> None:
    outcome = checked(tmp_path, hours=" # timetax: ignore[TT101, TT902] rounded")
    assert told(outcome) == ["8:25: warning: TT902: nothing to ignore on this line; take it out"]


def test_a_suppression_of_rules_that_were_not_run_is_not_unused(tmp_path: Path) -> None:
    comment = " # timetax: ignore[TT101] mended"
    assert rules(checked(tmp_path, first=comment, config=Config(select=("TT9",)))) == []


def test_a_suppression_of_budgets_is_not_unused_where_there_are_none(tmp_path: Path) -> None:
    assert rules(checked(tmp_path, first=" # timetax: ignore[TT701] grown")) == [
        "published-hours-missed"
    ]


def test_an_unknown_rule_is_an_error_with_the_nearest_one(tmp_path: Path) -> None:
    outcome = checked(tmp_path, hours=" # timetax: ignore[published-hours-mised] rounded")
    assert told(outcome)[1] == (
        "8:25: error: unknown rule 'published-hours-mised'; did you mean 'published-hours-missed'?"
    )


@pytest.mark.parametrize("comment", ["ignore", "ignore[]", "ignore[TT101,] x", "ignore TT101 x"])
def test_a_suppression_that_names_no_rule_is_an_error(tmp_path: Path, comment: str) -> None:
    outcome = checked(tmp_path, hours=f" # timetax: {comment}")
    assert "unknown-suppressed-rule" in rules(outcome)


def test_findings_about_suppressions_can_be_left_out_and_weighed_like_others(
    tmp_path: Path,
) -> None:
    comment = " # timetax: ignore[TT101]"
    config = Config(select=RULES, ignore=("TT901",))
    assert rules(checked(tmp_path, hours=comment, config=config)) == []
    config = Config(select=RULES, severity={"suppression-without-reason": Severity.ERROR})
    assert checked(tmp_path, hours=comment, config=config).exit_code == 1


def test_a_mistake_of_parsing_cannot_be_suppressed(tmp_path: Path) -> None:
    outcome = checked(tmp_path, title="\n    title: B # timetax: ignore[duplicate-key, TT0] both")
    assert "duplicate-key" in rules(outcome)
    assert "unused-suppression" in rules(outcome)


@pytest.mark.parametrize(
    "text",
    [
        'a: "x # timetax: ignore[TT101] r"',
        "a: 'x # timetax: ignore[TT101] r'",
        'a: "x\n  # timetax: ignore[TT101] r\n  y"',
        "a: |\n  x # timetax: ignore[TT101] r\n",
        "a: >-\n  x\n\n  # timetax: ignore[TT101] r\nb: 1\n",
        '{"x # timetax: ignore[TT101] r": 1}',
        "a: x# timetax: ignore[TT101] r",
        "a: x\u00a0# timetax: ignore[TT101] r",
    ],
)
def test_a_comment_inside_a_value_is_none(text: str) -> None:
    assert suppressions(File("a.yaml", text)) == []


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("# timetax: ignore[TT101] r", (1, 1)),
        ('a: "x" # timetax: ignore[TT101] r', (1, 8)),
        ("a: 'it''s'\t# timetax: ignore[TT101] r", (1, 12)),
        ("a: | # timetax: ignore[TT101] r\n  x\n", (1, 6)),
        ("a: |\n  x\nb: 1 # timetax: ignore[TT101] r", (3, 6)),
        ("a: |\n  x\n# timetax: ignore[TT101] r\n", (3, 1)),
        ("a: {b: [1, # timetax: ignore[TT101] r\n  2]}", (1, 12)),
        ("a: it's # timetax: ignore[TT101] r\nb: it's", (1, 9)),
        ("a: 1\r\nb: 2 # timetax: ignore[TT101] r\r\n", (2, 6)),
        ("a: 1\u2028b: 2 # timetax: ignore[TT101] r\n", (2, 6)),
        ("a: \U0001f600 # timetax: ignore[TT101] r\n", (1, 6)),
    ],
)
def test_a_comment_outside_values_is_one(text: str, place: tuple[int, int]) -> None:
    (found,) = suppressions(File("a.yaml", text))
    assert (found.position.line, found.position.column) == place
    assert (found.names, found.reason) == (("TT101",), "r")


LINES = st.lists(st.text("ab #'\"|>:-,[]{}", max_size=8), max_size=3)
COMMENT = "# timetax: ignore[TT101] r"


@given(LINES, LINES)
def test_a_comment_inside_a_quoted_string_never_suppresses(
    before: list[str], after: list[str]
) -> None:
    text = " ".join([*before, COMMENT, *after])
    for quoted in (json.dumps(text), "'" + text.replace("'", "''") + "'"):
        assert suppressions(File("a.yaml", f"a: {quoted}\nb: 1\n")) == []


@given(LINES, LINES, st.sampled_from(["|", ">", "|-", ">+"]))
def test_a_comment_inside_a_block_never_suppresses(
    before: list[str], after: list[str], style: str
) -> None:
    lines = ["x", *before, COMMENT, *after, "y"]
    text = f"a: {style}\n" + "".join(f"  {line}\n" for line in lines) + f"b: 1 {COMMENT}\n"
    (found,) = suppressions(File("a.yaml", text))
    assert found.position.line == len(lines) + 2


def test_a_thousand_suppressions_are_found_in_one_pass() -> None:
    text = "".join(f"k{i}: '# x' {COMMENT}\n" for i in range(1000))
    assert len(suppressions(File("a.yaml", text))) == 1000
