"""Words that mark rows as parts, comparisons or descriptions of others."""

from collections.abc import Callable

from hypothesis import given
from hypothesis import strategies as st

from timetax.read.tabular import labels
from timetax.read.tabular.labels import parts_among, summaries_among


@given(st.from_regex(labels._PART))
def test_every_text_that_names_a_part_is_found_by_its_first_letters(text: str) -> None:
    found = {text} if labels._PART.match(text) else set()
    assert parts_among([text]) == found


@given(
    st.from_regex(labels._SUMMARY, fullmatch=True),
    st.sampled_from([str, str.upper, str.capitalize, str.title]),
)
def test_every_text_that_compares_totals_is_found_by_its_first_letters(
    lower: str, cased: Callable[[str], str]
) -> None:
    text = cased(lower)
    expected = {text} if labels._SUMMARY.fullmatch(text.strip(" :").lower()) else set()
    assert summaries_among([text]) == (expected if len(text) < labels.LONGEST else set())
