"""A report that is longer than the terminal goes through a pager, as git has it."""

import pytest

from tests.console import shown

MARK = "sed s/^/PAGED/"
PLAIN = "tests/examples/good/dog-licence.yaml"


@pytest.mark.parametrize(
    ("paged", "settings", "command"),
    [
        (True, {"PAGER": MARK}, "report"),
        (True, {"PAGER": "cat", "TIMETAX_PAGER": MARK}, "report"),
        (False, {"PAGER": MARK, "TIMETAX_PAGER": ""}, "report"),
        (False, {"PAGER": MARK, "TIMETAX_PAGER": "cat"}, "report"),
        (False, {"PAGER": "no-such-pager"}, "report"),
        (False, {"PAGER": MARK, "LINES": "100"}, "report"),
        (False, {"PAGER": MARK}, "report --no-pager"),
    ],
)
def test_a_report_is_paged_where_it_is_too_long_and_that_is_wanted(
    paged: bool, settings: dict[str, str], command: str
) -> None:
    text = shown(f"timetax {command} {PLAIN}", {"LINES": "10"} | settings)
    assert len(text.splitlines()) > 10
    assert text.startswith("PAGED") is paged
